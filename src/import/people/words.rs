//! The word lists of `words/roles.toml`, ready for comparing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::import::nominative::kazakh::KazakhNoun;
use crate::import::nominative::russian::RussianWord;
use crate::import::nominative::{Case, Form};

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let file = toml::from_str::<File>(include_str!("../words/roles.toml"))
        .expect("roles.toml is part of the binary, and a test proves that it parses");
    Roles::from(file)
});

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    kazakh: KazakhFile,
    russian: RussianFile,
    english: EnglishFile,
    kazakh_speech: SpeechFile,
    nobody: NobodyFile,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct KazakhFile {
    possessive: Vec<String>,
    plain: Vec<String>,
    learners_possessive: Vec<String>,
    learners_plain: Vec<String>,
    before: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RussianFile {
    roles: Vec<String>,
    ranks: BTreeSet<String>,
    before: Vec<String>,
    speech: BTreeSet<String>,
    deeds: BTreeSet<String>,
    besides: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnglishFile {
    roles: BTreeSet<String>,
    before: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeechFile {
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NobodyFile {
    never: Vec<String>,
    writers: BTreeSet<String>,
    heads_of_state_kazakh: Vec<String>,
    heads_of_state_russian: Vec<String>,
    heads_of_state_names: BTreeSet<String>,
    in_office_russian: Vec<String>,
    named_after_kazakh: BTreeSet<String>,
    named_after_russian: BTreeSet<String>,
    spoken_of_kazakh: BTreeSet<String>,
    spoken_of_russian: BTreeSet<String>,
}

/// All word lists.
#[derive(Debug)]
pub(in crate::import) struct Roles {
    kazakh: Vec<KazakhNoun>,
    kazakh_learners: Vec<KazakhNoun>,
    pub(super) kazakh_before: BTreeSet<String>,
    pub(super) kazakh_speech: BTreeSet<String>,
    /// Every form of a Russian role: its nominative, its case, whether it is a plural.
    russian: BTreeMap<String, RussianForm>,
    russian_ranks: BTreeSet<String>,
    russian_before: Vec<RussianWord>,
    pub(super) russian_speech: BTreeSet<String>,
    pub(super) russian_deeds: BTreeSet<String>,
    pub(super) russian_besides: BTreeSet<String>,
    pub(in crate::import) english: BTreeSet<String>,
    pub(super) english_before: BTreeSet<String>,
    never: Vec<String>,
    /// Those of them that are short Kazakh nouns, for their cases: «Жиында».
    never_nouns: Vec<KazakhNoun>,
    pub(super) writers: BTreeSet<String>,
    pub(super) heads_of_state_kazakh: Vec<String>,
    heads_of_state_russian: Vec<String>,
    pub(super) heads_of_state_names: BTreeSet<String>,
    in_office_russian: Vec<String>,
    pub(super) named_after_kazakh: BTreeSet<String>,
    pub(super) named_after_russian: BTreeSet<String>,
    pub(super) spoken_of_kazakh: BTreeSet<String>,
    pub(super) spoken_of_russian: BTreeSet<String>,
}

/// Whether a word goes on behind its beginning with what Kazakh given names are made of.
fn goes_on_as_name(rest: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "бай",
        "бек",
        "хан",
        "жан",
        "гүл",
        "гуль",
        "ғали",
        "гали",
        "құл",
        "кул",
        "мырза",
        "сұлтан",
        "султан",
        "мұрат",
        "мурат",
        "болат",
        "берді",
        "берды",
    ];
    ELEMENTS.iter().any(|element| rest.starts_with(element))
}

/// Whether a Russian word ends as the names of professions do, in whatever case: «ревматолог», «реставратору».
fn is_profession(lower: &str) -> bool {
    const STEMS: &[&str] = &["лог", "граф", "вед", "иатр", "евт", "ург", "ист", "тор", "тель"];
    const CASES: &[&str] = &["", "а", "у", "ом", "е", "ы", "и", "ов", "я", "ю", "ем", "ей", "ам", "ами"];
    STEMS.iter().any(|stem| {
        let is_case = |(at, _): (usize, &str)| CASES.contains(&&lower[at + stem.len()..]);
        lower.rmatch_indices(stem).next().is_some_and(is_case)
            && lower.chars().count() > stem.chars().count() + 2
    })
}

/// A form of a Russian role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct RussianForm {
    pub(super) nominative: String,
    pub(super) case: Case,
    pub(in crate::import) is_plural: bool,
}

impl Roles {
    /// The lists that are part of the program.
    pub(in crate::import) fn built_in() -> &'static Self {
        &ROLES
    }

    /// The Kazakh role that a word is, and in which form.
    pub(in crate::import) fn kazakh_form(&self, lower: &str) -> Option<(&KazakhNoun, Form)> {
        let form =
            |lower: &str| self.kazakh.iter().find_map(|noun| noun.form_of(lower).map(|form| (noun, form)));
        // «тренер-психолог»: both of its parts are roles.
        let is_plain = |form: &(&KazakhNoun, Form)| form.1 == Form::Bare(Case::Nominative);
        form(lower).or_else(|| {
            let (first, last) = lower.rsplit_once('-')?;
            form(first).filter(is_plain)?;
            form(last).filter(is_plain)
        })
    }

    /// The same, pupils among them.
    pub(super) fn kazakh_person(&self, lower: &str) -> Option<(&KazakhNoun, Form)> {
        let learner = |noun| KazakhNoun::form_of(noun, lower).map(|form| (noun, form));
        self.kazakh_form(lower).or_else(|| self.kazakh_learners.iter().find_map(learner))
    }

    /// The Russian role that a word is, and in which form.
    pub(in crate::import) fn russian_form(&self, lower: &str) -> Option<&RussianForm> {
        self.russian.get(lower).or_else(|| {
            let (first, last) = lower.rsplit_once('-')?;
            let form = self.russian.get(first)?;
            // «врач-ревматолог»: the second half is a profession by its ending, and the first one tells the case.
            self.russian.get(last).or_else(|| is_profession(last).then_some(form))
        })
    }

    /// Whether a Russian role in the nominative is a rank, which stands between a post and a name.
    pub(super) fn is_russian_rank(&self, nominative: &str) -> bool {
        self.russian_ranks.contains(nominative)
    }

    /// The Russian adjective before a role that a word is, in the nominative, and its case.
    pub(super) fn russian_adjective(&self, lower: &str) -> Option<(&str, Case)> {
        self.russian_before
            .iter()
            .find_map(|word| word.case_of(lower).map(|case| (word.nominative.as_str(), case)))
    }

    /// Whether a Russian role in the nominative and in small letters is a head of state's, in office or once.
    pub(super) fn is_russian_head_of_state(&self, role: &str) -> bool {
        let is_time = |word: &&str| self.in_office_russian.iter().any(|known| known == word);
        let words: Vec<&str> = role.split(' ').skip_while(is_time).collect();
        let office = words.join(" ");
        let office = office.strip_prefix("экс-").unwrap_or(&office);
        self.heads_of_state_russian.iter().any(|known| known == office)
    }

    /// Whether a word is no part of a person's name.
    pub(in crate::import) fn is_never_a_name(&self, lower: &str) -> bool {
        let is_beginning = |stem: &String| {
            // «Наурызбай», «Кеңесбек»: what ends as Kazakh names do is one, whatever word it is made of.
            lower.strip_prefix(stem.as_str()).is_some_and(|rest| !goes_on_as_name(rest))
        };
        // «Дома-музея»: one of its halves is enough.
        let has_never = |half: &str| half.chars().count() > 4 && self.is_never_a_name(half);
        if lower.contains('-') && lower.split('-').any(has_never) {
            return true;
        }
        self.never.iter().any(|stem| {
            // Short entries are whole words, longer ones the beginnings of words.
            if stem.chars().count() <= 4 { lower == stem } else { is_beginning(stem) }
        }) || self.never_nouns.iter().any(|noun| noun.form_of(lower).is_some())
    }
}

impl From<File> for Roles {
    fn from(file: File) -> Self {
        let nouns = |possessive: &[String], plain: &[String]| {
            let possessive = possessive.iter().map(|word| KazakhNoun::from_possessive(word));
            possessive.chain(plain.iter().map(|word| KazakhNoun::from_bare(word))).collect::<Vec<_>>()
        };
        let mut russian = BTreeMap::new();
        let mut enter = |form: &str, nominative: &str, case: Case, is_plural: bool| {
            russian.entry(form.to_owned()).or_insert_with(|| RussianForm {
                nominative: nominative.to_owned(),
                case,
                is_plural,
            });
        };
        // All nominatives first, so that none is taken for another word's case.
        for role in file.russian.roles.iter().chain(&file.russian.ranks) {
            enter(role, role, Case::Nominative, false);
        }
        for role in file.russian.roles.iter().chain(&file.russian.ranks) {
            let word = RussianWord::new(role);
            for (form, case) in word.singular() {
                enter(form, role, *case, false);
            }
            for form in word.plural() {
                enter(form, role, plural_case(form), true);
            }
        }
        Self {
            kazakh: nouns(&file.kazakh.possessive, &file.kazakh.plain),
            kazakh_learners: nouns(&file.kazakh.learners_possessive, &file.kazakh.learners_plain),
            kazakh_before: file.kazakh.before,
            kazakh_speech: file.kazakh_speech.words,
            russian,
            russian_ranks: file.russian.ranks,
            russian_before: file.russian.before.iter().map(|word| RussianWord::new(word)).collect(),
            russian_speech: file.russian.speech,
            russian_deeds: file.russian.deeds,
            russian_besides: file.russian.besides,
            english: file.english.roles,
            english_before: file.english.before,
            never_nouns: file
                .nobody
                .never
                .iter()
                .filter(|word| word.chars().count() == 4)
                .map(|word| KazakhNoun::from_bare(word))
                .collect(),
            never: file.nobody.never,
            writers: file.nobody.writers,
            heads_of_state_kazakh: file.nobody.heads_of_state_kazakh,
            heads_of_state_russian: file.nobody.heads_of_state_russian,
            heads_of_state_names: file.nobody.heads_of_state_names,
            in_office_russian: file.nobody.in_office_russian,
            named_after_kazakh: file.nobody.named_after_kazakh,
            named_after_russian: file.nobody.named_after_russian,
            spoken_of_kazakh: file.nobody.spoken_of_kazakh,
            spoken_of_russian: file.nobody.spoken_of_russian,
        }
    }
}

/// The case of a Russian plural, by its ending.
fn plural_case(form: &str) -> Case {
    let ends = |endings: &[&str]| endings.iter().any(|ending| form.ends_with(ending));
    match form {
        _ if ends(&["ами", "ями", "ыми", "ими"]) => Case::Instrumental,
        _ if ends(&["ам", "ям"]) => Case::Dative,
        _ if ends(&["ах", "ях"]) => Case::Locative,
        _ if ends(&["ов", "ев", "ей", "ых", "их", "й"]) => Case::Genitive,
        _ => Case::Nominative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_their_forms() {
        let roles = Roles::built_in();
        assert_eq!(
            roles.kazakh_form("төрағасының").map(|(noun, form)| (noun.bare.as_str(), form)),
            Some(("төраға", Form::Possessive(Case::Genitive)))
        );
        assert_eq!(roles.kazakh_form("депутаттары").map(|(_, form)| form), Some(Form::Plural));
        assert_eq!(roles.russian_form("председателем").map(|form| form.case), Some(Case::Instrumental));
        assert_eq!(roles.russian_form("депутаты").map(|form| form.is_plural), Some(true));
        assert!(roles.kazakh_form("тақырыбында").is_none() && roles.russian_form("форум").is_none());
    }
}
