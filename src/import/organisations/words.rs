//! The word lists of `words/organisations.toml`, ready for comparing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::import::nominative::kazakh::KazakhNoun;
use crate::import::nominative::russian::RussianWord;
use crate::import::nominative::{Case, Form};
use crate::import::text::Token;
use crate::vocabulary::OrganisationKind;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = toml::from_str::<File>(include_str!("../words/organisations.toml"))
        .expect("organisations.toml is part of the binary, and a test proves that it parses");
    Words::from(file)
});

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    kazakh: KazakhFile,
    russian: RussianFile,
    english: EnglishFile,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct KazakhFile {
    heads: Vec<HeadEntry>,
    of_assembly: Vec<String>,
    departments: BTreeSet<String>,
    joins: BTreeSet<String>,
    levels: BTreeSet<String>,
    owners: BTreeSet<String>,
    countries: BTreeSet<String>,
    of_work: BTreeSet<String>,
    not_behind: BTreeSet<String>,
    press: BTreeSet<String>,
    press_people: BTreeSet<String>,
    news: Vec<String>,
    news_beside: Vec<String>,
    numbered: Vec<String>,
    became: BTreeSet<String>,
    founded_behind: BTreeSet<String>,
    venue_behind: BTreeSet<String>,
    organiser_behind: BTreeSet<String>,
    organiser_verbs: BTreeSet<String>,
    organiser_participles: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RussianFile {
    heads: Vec<HeadEntry>,
    not_before: BTreeSet<String>,
    describing: Vec<String>,
    participles: Vec<String>,
    houses: BTreeSet<String>,
    said: Vec<String>,
    venue_before: BTreeSet<String>,
    organiser_before: BTreeSet<String>,
    organiser_verbs: BTreeSet<String>,
    not_of_name: BTreeSet<String>,
    foreign_countries: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnglishFile {
    heads: Vec<HeadEntry>,
    named: Vec<HeadEntry>,
    general: BTreeSet<String>,
    houses: BTreeSet<String>,
    small: BTreeSet<String>,
    fields: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadEntry {
    word: String,
    #[serde(default)]
    short: Vec<String>,
    /// What sort of body it is, where the word tells.
    kind: Option<String>,
    #[serde(default)]
    legal: bool,
    #[serde(default)]
    bare: Bare,
}

/// What a name without quotation marks must have besides its head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Bare {
    /// There is no such name.
    #[default]
    No,
    /// The name of a place, or a word for its level.
    Anchor,
    /// An anchor, a capital letter, or nothing but words of departments.
    Words,
    /// An anchor, or a capital letter.
    Capital,
    /// Nothing; only its place can stand beside it.
    Whole,
    /// A capital letter that is no place's.
    Name,
    /// An anchor or a capital letter, and somebody who speaks for it.
    Spoken,
    /// As spoken; a name in quotation marks needs nobody who speaks for it.
    Posted,
}

/// All word lists.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) kazakh: Kazakh,
    pub(super) russian: Russian,
    pub(super) english: Vec<(Vec<String>, Option<OrganisationKind>)>,
    /// Words that are part of a name themselves.
    pub(super) english_named: BTreeMap<String, Option<OrganisationKind>>,
    /// Words before those that name nothing.
    pub(super) english_general: BTreeSet<String>,
    /// Those of them in whose houses others meet.
    pub(super) english_houses: BTreeSet<String>,
    /// Words of a name that need no capital letter.
    pub(super) english_small: BTreeSet<String>,
    /// Words of what a body is for: behind "and" they go on with its name.
    pub(super) english_fields: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Kazakh {
    pub(super) heads: Vec<KazakhHead>,
    /// The words that stand before the last one in type phrases: «заңды тұлғалар».
    pub(super) head_words: BTreeSet<String>,
    pub(super) of_assembly: Vec<KazakhNoun>,
    pub(super) departments: BTreeSet<String>,
    pub(super) joins: BTreeSet<String>,
    pub(super) levels: BTreeSet<String>,
    pub(super) owners: BTreeSet<String>,
    pub(super) countries: BTreeSet<String>,
    pub(super) of_work: BTreeSet<String>,
    pub(super) not_behind: BTreeSet<String>,
    pub(super) press: BTreeSet<String>,
    pub(super) press_people: BTreeSet<String>,
    pub(super) news: Vec<String>,
    pub(super) news_beside: Vec<String>,
    pub(super) numbered: Vec<KazakhNoun>,
    pub(super) became: BTreeSet<String>,
    pub(super) founded_behind: BTreeSet<String>,
    pub(super) venue_behind: BTreeSet<String>,
    pub(super) organiser_behind: BTreeSet<String>,
    pub(super) organiser_verbs: BTreeSet<String>,
    pub(super) organiser_participles: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Russian {
    pub(super) heads: Vec<RussianHead>,
    pub(super) not_before: BTreeSet<String>,
    /// Adjectives of sorts of bodies, without their endings.
    pub(super) describing: Vec<String>,
    /// How stems of short participles end.
    pub(super) participles: Vec<String>,
    pub(super) houses: BTreeSet<String>,
    pub(super) said: Vec<String>,
    pub(super) venue_before: BTreeSet<String>,
    pub(super) organiser_before: BTreeSet<String>,
    pub(super) organiser_verbs: BTreeSet<String>,
    pub(super) not_of_name: BTreeSet<String>,
    pub(super) foreign_countries: BTreeSet<String>,
}

/// A Kazakh type word or phrase.
#[derive(Debug)]
pub(super) struct KazakhHead {
    /// The words before the last, as they stand.
    before: Vec<String>,
    pub(super) noun: KazakhNoun,
    short: Vec<String>,
    pub(super) kind: Option<OrganisationKind>,
    pub(super) is_legal: bool,
    pub(super) bare: Bare,
}

/// Where a type word stands, and in which form.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadMatch<H> {
    pub(super) head: H,
    /// The first token.
    pub(super) start: usize,
    /// Behind the last token.
    pub(super) end: usize,
    pub(super) form: Form,
    /// Whether it is an abbreviation.
    pub(super) is_short: bool,
}

impl KazakhHead {
    /// The length of the phrase in words.
    pub(super) fn length(&self) -> usize {
        self.before.len() + 1
    }

    /// The match that ends with a token and begins no earlier than `first`.
    fn ending_at(&self, tokens: &[Token], first: usize, last: usize) -> Option<(usize, Form)> {
        let start = last.checked_sub(self.before.len()).filter(|start| *start >= first)?;
        let form = self.noun.form_of(&tokens[last].lower)?;
        let fits = tokens[start..last].iter().zip(&self.before).all(|(token, word)| token.lower == *word);
        fits.then_some((start, form))
    }
}

/// A Russian type word or phrase: adjectives and the noun change, what follows them stays.
#[derive(Debug)]
pub(super) struct RussianHead {
    pub(super) changing: Vec<RussianWord>,
    staying: Vec<String>,
    short: Vec<String>,
    pub(super) kind: Option<OrganisationKind>,
    pub(super) is_legal: bool,
    pub(super) bare: Bare,
}

impl RussianHead {
    /// The length of the phrase in words.
    pub(super) fn length(&self) -> usize {
        self.changing.len() + self.staying.len()
    }

    /// The noun of the phrase.
    pub(super) fn noun(&self) -> &RussianWord {
        &self.changing[self.changing.len() - 1]
    }

    fn beginning_at(&self, tokens: &[Token], start: usize, limit: usize) -> Option<Form> {
        let end = start + self.length();
        if end > limit {
            return None;
        }
        let (changing, staying) = tokens[start..end].split_at(self.changing.len());
        if !staying.iter().zip(&self.staying).all(|(token, word)| token.lower == *word) {
            return None;
        }
        let noun = &changing[changing.len() - 1].lower;
        let is_all = |test: &dyn Fn(&RussianWord, &str) -> bool| {
            changing.iter().zip(&self.changing).all(|(token, word)| test(word, &token.lower))
        };
        if is_all(&|word, token| word.case_of(token).is_some()) {
            return self.noun().case_of(noun).map(Form::Bare);
        }
        is_all(&|word, token| word.is_plural(token)).then_some(Form::Plural)
    }
}

impl Words {
    /// The lists that are part of the program.
    pub(super) fn built_in() -> &'static Self {
        &WORDS
    }

    /// The longest Kazakh head that ends with a token.
    pub(super) fn kazakh_head(
        &'static self,
        tokens: &[Token],
        source: &str,
        first: usize,
        last: usize,
    ) -> Option<HeadMatch<&'static KazakhHead>> {
        let word = &source[tokens[last].span.start..tokens[last].span.end];
        let (stem, ending) = word.split_once(['-', '\u{2010}', '\u{2011}']).unwrap_or((word, ""));
        // «JShS»: the token has its Cyrillic letters, the text its capitals.
        let is_latin = stem.starts_with(|letter: char| letter.is_ascii_uppercase())
            && stem.ends_with(|letter: char| letter.is_ascii_uppercase());
        let in_cyrillic = tokens[last].lower.split('-').next().filter(|_| is_latin).map(str::to_uppercase);
        let mut best: Option<HeadMatch<&'static KazakhHead>> = None;
        for head in &self.kazakh.heads {
            if head.short.iter().any(|short| short == stem || Some(short) == in_cyrillic.as_ref()) {
                let case = KazakhNoun::from_possessive("").form_of(&ending.to_lowercase());
                let form = match case {
                    Some(Form::Bare(case) | Form::Possessive(case)) => Form::Possessive(case),
                    _ => Form::Possessive(Case::Nominative),
                };
                return Some(HeadMatch { head, start: last, end: last + 1, form, is_short: true });
            }
            if best.as_ref().is_some_and(|best| best.head.length() >= head.length()) {
                continue;
            }
            if let Some((start, form)) = head.ending_at(tokens, first, last) {
                best = Some(HeadMatch { head, start, end: last + 1, form, is_short: false });
            }
        }
        best
    }

    /// The longest Russian head that begins with a token.
    pub(super) fn russian_head(
        &'static self,
        tokens: &[Token],
        source: &str,
        start: usize,
        limit: usize,
    ) -> Option<HeadMatch<&'static RussianHead>> {
        let word = source.get(tokens[start].span.start..tokens[start].span.end)?;
        let mut best: Option<HeadMatch<&'static RussianHead>> = None;
        for head in &self.russian.heads {
            if head.short.iter().any(|short| short == word) {
                let form = if word == "НПО" { Form::Plural } else { Form::Bare(Case::Nominative) };
                return Some(HeadMatch { head, start, end: start + 1, form, is_short: true });
            }
            if best.as_ref().is_some_and(|best| best.head.length() >= head.length()) {
                continue;
            }
            if let Some(form) = head.beginning_at(tokens, start, limit) {
                best = Some(HeadMatch { head, start, end: start + head.length(), form, is_short: false });
            }
        }
        best
    }
}

impl From<File> for Words {
    fn from(file: File) -> Self {
        let kind = |id: &Option<String>| id.as_deref().and_then(OrganisationKind::from_id);
        let kazakh = file.kazakh;
        let heads = kazakh.heads.into_iter().map(|entry| {
            let mut words: Vec<String> = entry.word.split(' ').map(str::to_owned).collect();
            let last = words.pop().unwrap_or_default();
            KazakhHead {
                before: words,
                noun: KazakhNoun::from_possessive(&last),
                short: entry.short,
                kind: kind(&entry.kind),
                is_legal: entry.legal,
                bare: entry.bare,
            }
        });
        let heads: Vec<KazakhHead> = heads.collect();
        let head_words = heads.iter().flat_map(|head| head.before.iter().cloned()).collect();
        let kazakh_words = Kazakh {
            heads,
            head_words,
            of_assembly: kazakh.of_assembly.iter().map(|word| KazakhNoun::from_possessive(word)).collect(),
            departments: kazakh.departments,
            joins: kazakh.joins,
            levels: kazakh.levels,
            owners: kazakh.owners,
            countries: kazakh.countries,
            of_work: kazakh.of_work,
            not_behind: kazakh.not_behind,
            press: kazakh.press,
            press_people: kazakh.press_people,
            news: kazakh.news,
            news_beside: kazakh.news_beside,
            numbered: kazakh.numbered.iter().map(|word| KazakhNoun::from_possessive(word)).collect(),
            became: kazakh.became,
            founded_behind: kazakh.founded_behind,
            venue_behind: kazakh.venue_behind,
            organiser_behind: kazakh.organiser_behind,
            organiser_verbs: kazakh.organiser_verbs,
            organiser_participles: kazakh.organiser_participles,
        };
        let russian = file.russian;
        let heads = russian.heads.into_iter().map(|entry| {
            let words: Vec<&str> = entry.word.split(' ').collect();
            let is_adjective = |word: &&&str| {
                ["ый", "ий", "ой", "ая", "яя"].iter().any(|end| word.ends_with(end))
                    || (word.ends_with("ое") && word.chars().count() > 4)
            };
            let noun = words.iter().take_while(is_adjective).count().min(words.len() - 1);
            RussianHead {
                changing: words[..=noun].iter().map(|word| RussianWord::new(word)).collect(),
                staying: words[noun + 1..].iter().map(|word| (*word).to_owned()).collect(),
                short: entry.short,
                kind: kind(&entry.kind),
                is_legal: entry.legal,
                bare: entry.bare,
            }
        });
        let russian_words = Russian {
            heads: heads.collect(),
            not_before: russian.not_before,
            describing: russian.describing,
            participles: russian.participles,
            houses: russian.houses,
            said: russian.said,
            venue_before: russian.venue_before,
            organiser_before: russian.organiser_before,
            organiser_verbs: russian.organiser_verbs,
            not_of_name: russian.not_of_name,
            foreign_countries: russian.foreign_countries,
        };
        let english =
            file.english.heads.iter().map(|entry| {
                (entry.word.split(' ').map(str::to_owned).collect::<Vec<_>>(), kind(&entry.kind))
            });
        let named = file.english.named.iter().map(|entry| (entry.word.clone(), kind(&entry.kind)));
        Self {
            kazakh: kazakh_words,
            russian: russian_words,
            english: english.collect(),
            english_named: named.collect(),
            english_general: file.english.general,
            english_houses: file.english.houses,
            english_small: file.english.small,
            english_fields: file.english.fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_in_the_lists_exists() {
        let file = toml::from_str::<File>(include_str!("../words/organisations.toml")).expect("it parses");
        let heads = file.kazakh.heads.iter().chain(&file.russian.heads).chain(&file.english.heads);
        let unknown = heads
            .chain(&file.english.named)
            .filter_map(|entry| entry.kind.as_deref())
            .find(|id| OrganisationKind::from_id(id).is_none());
        assert_eq!(unknown, None);
    }
}
