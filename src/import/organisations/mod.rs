//! Organisations: which bodies an article names, and which of them took part in the event.
//!
//! [`kazakh`], [`russian`] and [`english`] find phrases by type words, [`known`] by the authority records; [`roles`] knows
//! which of them called the others together, [`same`] which names are of one. This module says what the phrases are
//! worth: one organisation once, in the nominative, with its evidence; and apart from them what is only named, with the
//! reason. Who spoke for whom is left to [`super::people`].

mod akimats;
mod english;
mod kazakh;
mod kazakh_extent;
mod kazakh_houses;
mod kazakh_numbered;
mod kazakh_unnamed;
mod known;
pub(in crate::import) mod place;
mod roles;
mod russian;
mod russian_houses;
mod russian_inside;
mod russian_words;
pub(super) mod same;
#[cfg(test)]
mod tests;
mod words;
pub(in crate::import) mod zones;

use std::cell::OnceCell;
use std::ops::Range;

use super::context::Context;
use super::facts::{Evidence, Mention, OrganisationFact, Read};
use super::nominative::{Case, Form};
use super::people::words::Roles;
use super::places::{self, Place};
use super::text::Text;
use crate::diagnostics::Span;
use crate::gazetteer::RegionIndex;
use crate::language::Language;
use crate::vocabulary::OrganisationKind;
use same::{Sameness, key, merged};
use words::Words;
use zones::Zone;

/// More names than this are a register and no report; what follows is not read, so that the time stays bounded.
pub(super) const MOST_NAMES: usize = 1_000;

/// How sure a name is of which a part seems to be missing, in per cent: a person should look at it.
const UNSURE: u8 = 60;

/// One place of the text that names an organisation.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The words, as positions in [`Text::tokens`].
    pub(super) tokens: Range<usize>,
    /// The name as an archive writes it.
    pub(super) name: String,
    pub(super) kind: Option<OrganisationKind>,
    /// The id of its authority record.
    pub(super) id: Option<String>,
    /// In which case the whole phrase stands.
    pub(super) case: Case,
    /// Whether the words are also somebody's role: «вице-министр культуры».
    pub(super) of_role: bool,
    rule: &'static str,
    confidence: u8,
}

/// Reads the organisations that took part, and those that are only named.
#[must_use]
pub fn read(context: &Context<'_>) -> (Vec<Read<OrganisationFact>>, Vec<Read<Mention>>) {
    let reader = Reader::new(context);
    let found = find(&reader);
    let roles = roles::of_all(&reader, &found);
    let mut facts: Vec<(String, Read<OrganisationFact>)> = Vec::new();
    let mut mentions: Vec<(String, Read<Mention>)> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let around = &found[index.saturating_sub(3)..found.len().min(index + 4)];
        let key = key(&one.name);
        let span = reader.span(one.tokens.clone());
        let evidence = Some(Evidence { span, rule: one.rule });
        let zone = reader.zones[one.tokens.start];
        if zone == Zone::Aside {
            continue;
        }
        if let Some(why) = zone.reason() {
            let mention = Mention { name: one.name.clone(), why };
            mentions.push((key, Read { value: mention, evidence, confidence: one.confidence }));
            continue;
        }
        if is_owner(&reader, around, one) || is_above(&reader, around, one) {
            continue;
        }
        if roles::is_house(&reader, one) {
            let mention = Mention { name: one.name.clone(), why: "venue" };
            mentions.push((key, Read { value: mention, evidence, confidence: one.confidence }));
            continue;
        }
        let role = roles[index];
        let fact = OrganisationFact { name: one.name.clone(), id: one.id.clone(), kind: one.kind, role };
        facts.push((key, Read { value: fact, evidence, confidence: one.confidence }));
    }
    let sameness = Sameness::of(&reader, &found);
    let facts = merged(&sameness, facts);
    let mut kept: Vec<(String, Read<Mention>)> = Vec::new();
    for (key, mention) in mentions {
        let is_new = !kept.iter().any(|(other, _)| *other == key);
        if is_new && !facts.iter().any(|(fact, _)| *fact == key) {
            kept.push((key, mention));
        }
    }
    let facts = facts.into_iter().map(|(_, fact)| fact).collect();
    (facts, kept.into_iter().map(|(_, mention)| mention).collect())
}

/// Everything that names an organisation, in the order of the text, with authority records looked up.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found = match reader.context.language {
        Language::Kazakh => kazakh::find(reader),
        Language::Russian => russian::find(reader),
        Language::English => english::find(reader),
    };
    akimats::add_organisers(reader, &mut found);
    known::resolve(reader, &mut found);
    found.sort_by_key(|one| (one.tokens.start, one.tokens.end));
    found.truncate(MOST_NAMES);
    found
}

/// An article with what its readers look up at every word.
pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) text: &'a Text<'a>,
    words: &'static Words,
    roles: &'static Roles,
    /// What each token belongs to.
    pub(super) zones: Vec<Zone>,
    /// For each token, whether it stands in quotation marks.
    in_marks: Vec<bool>,
    /// For each token, the sentence's tokens.
    sentences: Vec<(usize, usize)>,
    /// The places that the text names, looked for when they are asked for.
    places: OnceCell<Vec<Place>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let text = context.text;
        let zones = zones::of_tokens(context);
        let mut in_marks = vec![false; text.tokens.len()];
        for quotation in &text.quotations {
            let tokens = text.tokens_in(quotation.span);
            // Speech is text like any other, but for its zone; names and titles are read as one.
            if !zones::is_speech(text, quotation) {
                in_marks[tokens].fill(true);
            }
        }
        let mut sentences = vec![(0, text.tokens.len()); text.tokens.len()];
        for sentence in &text.sentences {
            sentences[sentence.tokens.clone()].fill((sentence.tokens.start, sentence.tokens.end));
        }
        Self {
            context,
            text,
            words: Words::built_in(),
            roles: Roles::built_in(),
            zones,
            in_marks,
            sentences,
            places: OnceCell::new(),
        }
    }

    /// The region that a word of level without a name speaks of: «аким области», «облыс әкімі», «областной маслихат».
    ///
    /// It is the event's, unless this sentence or the one before names another region: «Гость из … области,
    /// заместитель акима области …» is of that one.
    pub(super) fn region_of_level(&self, token: usize) -> Option<RegionIndex> {
        self.event_region(token).filter(|region| place::is_level_of(&self.text.tokens[token].lower, *region))
    }

    /// The event's region, unless a token's sentence or the one before speaks of another.
    fn event_region(&self, token: usize) -> Option<RegionIndex> {
        let own = self.context.region?;
        let sentence = self.text.sentence_at(self.text.tokens[token].span.start)?;
        let before = sentence.saturating_sub(1);
        let tokens = self.text.sentences[before].tokens.start..self.text.sentences[sentence].tokens.end;
        let names_another = || {
            let places = self.places.get_or_init(|| places::find(self.text, self.context.language));
            let from = places.partition_point(|place| place.tokens.start < tokens.start);
            places[from..]
                .iter()
                .take_while(|place| place.tokens.start < tokens.end)
                .any(|place| place.region != own && !place.is_ambiguous)
        };
        (!names_another()).then_some(own)
    }

    pub(super) fn is_in_marks(&self, token: usize) -> bool {
        self.in_marks[token]
    }

    /// The first token of a token's sentence.
    pub(super) fn sentence_start(&self, token: usize) -> usize {
        self.sentences.get(token).map_or(0, |(start, _)| *start)
    }

    /// Behind the last token of a token's sentence.
    pub(super) fn sentence_end(&self, token: usize) -> usize {
        self.sentences.get(token).map_or(self.text.tokens.len(), |(_, end)| *end)
    }

    /// The place of some tokens in the text.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let all = &self.text.tokens;
        match (all.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| all.get(last))) {
            (Some(first), Some(last)) if first.span.start < last.span.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::new(0, 0),
        }
    }

    fn is_kazakh_role(&self, lower: &str) -> bool {
        self.roles.kazakh_form(lower).is_some()
    }

    /// Whether Kazakh departments and ministers are called by a word: «мәдениет».
    pub(super) fn is_department_word(&self, lower: &str) -> bool {
        self.words.kazakh.departments.contains(lower)
    }

    /// Whether a Kazakh word joins a list inside a name.
    pub(super) fn is_kazakh_join(&self, lower: &str) -> bool {
        self.words.kazakh.joins.contains(lower)
    }

    /// Whether a Kazakh word stands behind what a body, or somebody, is there for: «жөніндегі».
    pub(super) fn is_link_of_work(&self, lower: &str) -> bool {
        self.words.kazakh.of_work.contains(lower)
    }

    /// Whether a word is no part of a person's name.
    pub(super) fn is_never_a_name(&self, lower: &str) -> bool {
        self.roles.is_never_a_name(lower)
    }

    fn is_russian_role(&self, lower: &str) -> bool {
        self.roles.russian_form(lower).is_some()
    }

    /// Whether the name of a place is the country's.
    fn is_country(&self, start: usize, end: usize) -> bool {
        self.text.tokens[start..end]
            .iter()
            .any(|token| token.lower == "рк" || token.lower.starts_with("казахстан"))
    }

    fn found(
        &self,
        tokens: Range<usize>,
        name: &str,
        kind: Option<OrganisationKind>,
        case: Case,
        rule: &'static str,
        confidence: u8,
    ) -> Found {
        let name = with_capital(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        Found { tokens, name, kind, id: None, case, of_role: false, rule, confidence }
    }
}

/// A name with a capital letter at its beginning, as a list of names shows it.
fn with_capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn case_of(form: Form) -> Case {
    match form {
        Form::Possessive(case) | Form::Bare(case) => case,
        Form::Plural => Case::Nominative,
    }
}

/// «центр «X» при Министерстве …»: the body that another one is at is named by the way.
fn is_above(reader: &Reader<'_>, found: &[Found], one: &Found) -> bool {
    let is_at = one.tokens.start.checked_sub(1).is_some_and(|at| reader.text.tokens[at].lower == "при");
    is_at && found.iter().any(|other| other.tokens.end + 1 == one.tokens.start)
}

/// Whether a body is named only because another one belongs to it: «… басқармасының «X» мекемесі», «КГУ «X» управления …».
///
/// In Kazakh the owner stands before what it has, in Russian behind it.
fn is_owner(reader: &Reader<'_>, found: &[Found], one: &Found) -> bool {
    let is_kazakh = reader.context.language == Language::Kazakh;
    one.case == Case::Genitive
        && !one.of_role
        && one.rule == "type-phrase"
        && found.iter().any(|other| {
            let is_named = other.rule.starts_with("type-word") || other.rule == "authority-record";
            let is_beside = if is_kazakh {
                one.tokens.end == other.tokens.start
            } else {
                one.tokens.start == other.tokens.end
            };
            is_named && is_beside
        })
}
