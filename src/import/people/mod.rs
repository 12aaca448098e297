//! People: who took part in the event, as what and for whom; and who is only named, with the reason.
//!
//! [`names`] knows the shapes of names, [`kazakh`], [`russian`] and [`english`] what stands beside them, [`merge`]
//! which names are of one person. Nobody is taken for his name alone: there must be a role, or words that say
//! that he spoke. Which organisations there are is left to [`super::organisations`].

mod background;
mod english;
mod headline;
mod kazakh;
mod kazakh_behalf;
mod kazakh_owner;
mod kazakh_presence;
mod merge;
mod names;
mod russian;
mod russian_chosen;
mod russian_post;
mod russian_presence;
#[cfg(test)]
mod tests;
pub(in crate::import) mod words;

use std::ops::Range;

use super::clean::LineRole;
use super::context::Context;
use super::facts::{Mention, OrganisationFact, PersonFact, Read};
use super::nominative::kazakh::kazakh_name_ending;
use super::nominative::russian::russian_name;
use super::nominative::{Case, capitalised, cut};
use super::organisations::place::is_in_capitals;
use super::organisations::same::{self, Sameness};
use super::organisations::{self, Found, Reader};
use super::text::Sentence;
use crate::diagnostics::Span;
use crate::language::Language;
use crate::language::names::fold;
use names::Shape;
use words::Roles;

/// Evidence is not longer than this, in bytes: a reader wants the name and its role, not the sentence.
const LONGEST_EVIDENCE: usize = 360;

/// Reads the people who took part, and those who are only named.
///
/// `organisations` are what [`super::organisations::read`] found: a person's organisation is called as it is there.
#[must_use]
pub fn read(
    context: &Context<'_>,
    organisations: &[Read<OrganisationFact>],
) -> (Vec<Read<PersonFact>>, Vec<Read<Mention>>) {
    let reader = Reader::new(context);
    let found = organisations::find(&reader);
    let scene = Scene {
        reader: &reader,
        roles: Roles::built_in(),
        found: &found,
        organisations,
        sameness: Sameness::of(&reader, &found),
    };
    let mut candidates = match context.language {
        Language::Kazakh => kazakh::find(&scene),
        Language::Russian => russian::find(&scene),
        Language::English => english::find(&scene),
    };
    candidates.extend(headline::speaker(&scene));
    candidates.truncate(organisations::MOST_NAMES);
    merge::people(candidates)
}

/// What the readers of names look at.
struct Scene<'a> {
    reader: &'a Reader<'a>,
    roles: &'static Roles,
    found: &'a [Found],
    organisations: &'a [Read<OrganisationFact>],
    sameness: Sameness,
}

/// Where a learned degree begins that stands before a name, with the comma before it: «профессоры, т.ғ.к. А.Үсенов»,
/// «доцент, к.и.н. Асан Усенов». The name itself where there is none.
fn before_degree(scene: &Scene<'_>, first: usize, name: usize) -> usize {
    let tokens = &scene.reader.text.tokens;
    let mut start = name;
    // Letters, or short words in small letters, with a full stop behind each.
    while start >= first + 2 && tokens[start - 1].is_sign(".") {
        let written = scene.reader.text.slice(tokens[start - 2].span);
        if written.chars().count() > 3 || !written.chars().all(char::is_lowercase) {
            break;
        }
        start -= 2;
    }
    let letters = |index: usize| scene.word(index);
    let is_degree = name - start >= 4
        && (start..name).step_by(2).skip(1).any(|index| matches!(letters(index), "ғ" | "н"))
        && (start..name).step_by(2).any(|index| matches!(letters(index), "к" | "д" | "канд"));
    if !is_degree {
        return name;
    }
    let has_comma = start > first && tokens[start - 1].is_sign(",");
    start - usize::from(has_comma)
}

/// Somebody named at one place of the text.
#[derive(Debug, Clone)]
struct Candidate {
    /// The name's words in the nominative, initials without stops.
    words: Vec<String>,
    /// Which of the words is the surname.
    surname: usize,
    has_initials: bool,
    role: Option<String>,
    organisation: Option<String>,
    span: Span,
    /// Why it is no participant.
    why: Option<&'static str>,
    rule: &'static str,
    confidence: u8,
}

/// Words that say as what somebody took part, and for whom.
#[derive(Debug, Clone, Default)]
struct Post {
    role: Option<String>,
    organisation: Option<String>,
    /// The tokens that say so.
    tokens: Range<usize>,
    /// Whether it is of several people.
    is_plural: bool,
    /// The case that its noun stands in.
    case: Option<Case>,
    /// Whether it is a head of state's.
    is_head_of_state: bool,
}

impl Post {
    /// Both posts of one person, this one told before the other.
    ///
    /// A person has one organisation among the facts. Where both posts have one, it is that of the first, and the
    /// second is written `in_full`, with its body's name: else it would seem to be a post of the first body.
    fn and(self, second: Self, in_full: Option<String>) -> Self {
        let has_both = self.organisation.is_some() && second.organisation.is_some();
        let second_role = if has_both { in_full } else { second.role };
        let role = match (self.role, second_role) {
            (Some(first), Some(second)) => Some(format!("{first}, {second}")),
            (first, second) => first.or(second),
        };
        Self {
            role,
            organisation: self.organisation.or(second.organisation),
            tokens: self.tokens.start..second.tokens.end,
            is_plural: second.is_plural,
            case: second.case,
            is_head_of_state: second.is_head_of_state,
        }
    }
}

impl Scene<'_> {
    /// A name in the nominative with what was read beside it.
    fn candidate(
        &self,
        shape: &Shape,
        post: Option<&Post>,
        case: Option<Case>,
        rule: &'static str,
        confidence: u8,
    ) -> Candidate {
        let text = self.reader.text;
        let written: Vec<&str> =
            shape.words.iter().map(|index| text.slice(text.tokens[*index].span)).collect();
        let mut words: Vec<String> = match self.reader.context.language {
            Language::Kazakh => self.kazakh_name(shape, &written),
            Language::Russian => russian_name(&written, shape.surname, case.unwrap_or(Case::Nominative)),
            Language::English => written.iter().map(|word| (*word).to_owned()).collect(),
        };
        for (index, word) in words.iter_mut().enumerate() {
            if word.chars().count() > 2 && is_in_capitals(text, &text.tokens[shape.words[index]]) {
                *word = word.split('-').map(capitalised).collect::<Vec<_>>().join("-");
            }
        }
        let mut why = self.reader.zones[shape.tokens.start].reason();
        if why.is_none() && post.is_some_and(|post| post.is_head_of_state) {
            why = Some("head-of-state");
        }
        Candidate {
            words,
            surname: shape.surname,
            has_initials: shape.has_initials,
            role: post.and_then(|post| post.role.clone()),
            organisation: post.and_then(|post| post.organisation.clone()),
            span: self.evidence(shape, post),
            why,
            rule,
            confidence,
        }
    }

    /// Somebody who is named without a post: of a head of state others speak.
    fn without_post(
        &self,
        shape: &Shape,
        case: Option<Case>,
        rule: &'static str,
        confidence: u8,
    ) -> Candidate {
        let mut candidate = self.candidate(shape, None, case, rule, confidence);
        let surname = candidate.words[candidate.surname].to_lowercase();
        if candidate.why.is_none() && self.roles.heads_of_state_names.contains(&surname) {
            candidate.why = Some("head-of-state");
        }
        candidate
    }

    fn kazakh_name(&self, shape: &Shape, written: &[&str]) -> Vec<String> {
        let last = shape.words.len() - 1;
        let name = |(index, word): (usize, &&str)| {
            let lower = &self.reader.text.tokens[shape.words[index]].lower;
            // Only the last word takes an ending.
            let letters = if index == last { kazakh_name_ending(lower).0 } else { 0 };
            cut(word, letters).to_owned()
        };
        written.iter().enumerate().map(name).collect()
    }

    /// The words that a fact was read from: the post and the name, or the name alone if they stand far apart.
    fn evidence(&self, shape: &Shape, post: Option<&Post>) -> Span {
        let name = self.reader.span(shape.tokens.clone());
        let Some(post) = post.filter(|post| !post.tokens.is_empty()) else { return name };
        let both = shape.tokens.start.min(post.tokens.start)..shape.tokens.end.max(post.tokens.end);
        let span = self.reader.span(both);
        if span.end - span.start <= LONGEST_EVIDENCE { span } else { name }
    }

    /// What an organisation is called among the facts, as it was found at a place of the text.
    fn name_of(&self, found: &Found) -> String {
        let key = same::key(&found.name);
        let same = self.organisations.iter().find(|fact| {
            (found.id.is_some() && fact.value.id == found.id) || same::key(&fact.value.name) == key
        });
        let the_only = |is_meant: &dyn Fn(&str) -> bool| {
            let mut meant = self.organisations.iter().filter(|fact| is_meant(&same::key(&fact.value.name)));
            meant.next().filter(|_| meant.next().is_none())
        };
        // «қоғамдық даму басқармасы» was merged into the name with the region.
        same.or_else(|| the_only(&|other| self.sameness.are_one(other, &key)))
            .or_else(|| the_only(&|other| other.ends_with(&key)))
            .map_or_else(|| found.name.clone(), |fact| fact.value.name.clone())
    }

    /// The one organisation of the article whose name ends with a type word, for «басқарма басшысы».
    fn the_only(&self, is_meant: impl Fn(&str) -> bool) -> Option<String> {
        let mut meant = self.organisations.iter().filter(|fact| is_meant(&fold(&fact.value.name)));
        let one = meant.next()?;
        meant.next().is_none().then(|| one.value.name.clone())
    }

    /// Whether a name is of one of the organisations.
    fn is_fact(&self, name: &str) -> bool {
        self.organisations.iter().any(|fact| fact.value.name == name)
    }

    /// What was found around a token.
    fn near(&self, token: usize) -> &[Found] {
        let behind = self.found.partition_point(|one| one.tokens.start <= token);
        // Lists overlap: each member reaches to the type word that they share.
        &self.found[behind.saturating_sub(12)..behind]
    }

    /// The organisation that a token belongs to.
    fn found_at(&self, token: usize) -> Option<&Found> {
        self.near(token).iter().find(|one| one.tokens.contains(&token))
    }

    /// Whether a sentence is written in capitals: a headline, where no capital letter tells a name.
    fn is_headline(&self, tokens: &Range<usize>) -> bool {
        let text = self.reader.text;
        let mut words = text.tokens[tokens.clone()]
            .iter()
            .filter(|token| token.is_word() && token.lower.chars().count() > 3);
        words.clone().count() > 1 && words.all(|token| is_in_capitals(text, token))
    }

    /// The name that a line in capitals begins with, if a comma stands right behind it as in a caption; behind a
    /// broadcaster's label also a dash, or nothing at all.
    ///
    /// No capital letter tells the name there, so that its ending must. A title is no caption.
    fn name_of_caption(&self, line: &Sentence) -> Option<Shape> {
        let start = self.behind_label(&line.tokens);
        let shape = names::at(self.reader, start, line.tokens.end)?;
        let is_title = self.reader.context.cleaned.roles.get(line.line) == Some(&LineRole::Title);
        let signs: &[&str] = if start > line.tokens.start { &[",", "–", "—", "-"] } else { &[","] };
        let is_apart = if shape.tokens.end < line.tokens.end {
            signs.iter().any(|sign| self.reader.text.tokens[shape.tokens.end].is_sign(sign))
        } else {
            start > line.tokens.start
        };
        (is_apart && !is_title && names::is_sure(self.reader, &shape)).then_some(shape)
    }

    /// Where a sentence begins behind the label that broadcasters put before a speaker's name: «СНХ: Асан Үсенов, …».
    fn behind_label(&self, sentence: &Range<usize>) -> usize {
        const LABELS: &[&str] = &["снх", "синхрон"];
        let is_labelled = sentence.len() > 2
            && LABELS.contains(&self.word(sentence.start))
            && self.reader.text.tokens[sentence.start + 1].is_sign(":");
        if is_labelled { sentence.start + 2 } else { sentence.start }
    }

    /// Whether a Kazakh word stands behind what somebody works on: «жобалар бойынша», «жастар ісі жөніндегі».
    fn is_link_of_work(&self, token: usize) -> bool {
        self.reader.is_link_of_work(self.word(token))
    }

    fn word(&self, token: usize) -> &str {
        self.reader.text.tokens.get(token).map_or("", |token| token.lower.as_str())
    }
}
