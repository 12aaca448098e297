//! The alphabets: the order of names (CLDR) and the letters that an index stands under.
//!
//! A name is looked up under its first letter, whatever quotation marks stand before it: «Береке» is under Б.

use std::fmt;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use unicode_normalization::UnicodeNormalization;

use super::Language;
use super::names::is_quotation_mark;

const KAZAKH: &[&str] = &[
    "А", "Ә", "Б", "В", "Г", "Ғ", "Д", "Е", "Ё", "Ж", "З", "И", "Й", "К", "Қ", "Л", "М", "Н", "Ң", "О", "Ө",
    "П", "Р", "С", "Т", "У", "Ұ", "Ү", "Ф", "Х", "Һ", "Ц", "Ч", "Ш", "Щ", "Ъ", "Ы", "І", "Ь", "Э", "Ю", "Я",
];

const RUSSIAN: &[&str] = &[
    "А", "Б", "В", "Г", "Д", "Е", "Ё", "Ж", "З", "И", "Й", "К", "Л", "М", "Н", "О", "П", "Р", "С", "Т", "У",
    "Ф", "Х", "Ц", "Ч", "Ш", "Щ", "Ъ", "Ы", "Ь", "Э", "Ю", "Я",
];

const ENGLISH: &[&str] = &[
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z",
];

/// The letter of names that begin with none.
pub const NO_LETTER: &str = "#";

/// The order and the letters of a language. Made once and shared by reference.
pub struct Alphabet {
    language: Language,
    collator: CollatorBorrowed<'static>,
    /// Tells letters apart, not their cases and accents.
    letters: CollatorBorrowed<'static>,
    /// The letters that names stand under, own ones first, with their keys.
    known: Vec<(Vec<u8>, &'static str)>,
}

impl fmt::Debug for Alphabet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Alphabet").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Alphabet {
    /// The alphabet of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let letters = collator(language, Strength::Primary);
        let known = [letters_of(language), ENGLISH, KAZAKH].into_iter().flatten();
        let known = known.map(|letter| (key_of(&letters, letter), *letter)).collect();
        Self { language, collator: collator(language, Strength::Tertiary), letters, known }
    }

    /// The key that sorts a name among others of this alphabet.
    ///
    /// Quotation marks, and what stands before the first letter or digit, do not count; numbers sort by value,
    /// before letters. Keys are for one run of the program: they are not to be kept. Names that differ in
    /// quotation marks only have one key: whoever sorts ends with the id.
    #[must_use]
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        let plain: String = bare(name).chars().filter(|letter| !is_quotation_mark(*letter)).collect();
        key_of(&self.collator, &plain)
    }

    /// The letter under which a name stands in an index: "#" for digits and whatever is no letter.
    ///
    /// Names in the order of [`Alphabet::sort_key`] have their letters in one piece each: an accent, which
    /// orders only names that are otherwise alike, makes no letter of its own. So Ё stands under Е in Russian,
    /// as CLDR orders it, and is a letter in Kazakh. A letter of another alphabet stands for itself.
    #[must_use]
    pub fn letter(&self, name: &str) -> String {
        // Composed, for й may be written in two characters, and without ligatures and the like.
        let first: String = bare(name).nfc().take(1).nfkc().take(1).collect();
        if !first.chars().any(char::is_alphabetic) {
            return NO_LETTER.to_owned();
        }
        // No letter's key is the beginning of another letter's, but Æ begins with an A.
        let key = key_of(&self.letters, &first);
        if let Some((_, letter)) = self.known.iter().find(|(known, _)| key.starts_with(known)) {
            return (*letter).to_owned();
        }
        let base: String = first.nfd().take(1).collect();
        let is_accented = key.starts_with(&key_of(&self.letters, &base));
        if is_accented { base.to_uppercase() } else { first.to_uppercase() }
    }

    /// All letters of the alphabet, in order.
    #[must_use]
    pub const fn letters(&self) -> &'static [&'static str] {
        letters_of(self.language)
    }
}

const fn letters_of(language: Language) -> &'static [&'static str] {
    match language {
        Language::Kazakh => KAZAKH,
        Language::Russian => RUSSIAN,
        Language::English => ENGLISH,
    }
}

fn key_of(collator: &CollatorBorrowed<'_>, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    key
}

fn collator(language: Language, strength: Strength) -> CollatorBorrowed<'static> {
    let locale = match language {
        Language::Kazakh => locale!("kk"),
        Language::Russian => locale!("ru"),
        Language::English => locale!("en"),
    };
    let mut preferences = CollatorPreferences::from(&locale);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(preferences, options)
        .expect("compiled data has a collation for every locale, at least the root's")
}

/// A name from its first letter or digit on.
fn bare(name: &str) -> &str {
    name.trim_start_matches(|letter: char| !letter.is_alphanumeric() || is_quotation_mark(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(language: Language) -> Alphabet {
        Alphabet::new(language)
    }

    fn sorted(language: Language, names: &[&'static str]) -> Vec<&'static str> {
        let alphabet = alphabet(language);
        let mut names = names.to_vec();
        names.sort_by_cached_key(|name| alphabet.sort_key(name));
        names
    }

    /// Stirs a list the same way every time.
    fn shuffled(letters: &[&'static str]) -> Vec<&'static str> {
        let mut letters = letters.to_vec();
        let mut state: usize = 12345;
        for index in (1..letters.len()).rev() {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12345) % (1 << 31);
            letters.swap(index, state / 65536 % (index + 1));
        }
        letters
    }

    #[test]
    fn each_language_sorts_its_own_alphabet() {
        for (language, count) in [(Language::Kazakh, 42), (Language::Russian, 33), (Language::English, 26)] {
            let letters = alphabet(language).letters();
            assert_eq!(letters.len(), count);
            let stirred = shuffled(letters);
            assert_ne!(stirred, letters);
            assert_eq!(sorted(language, &stirred), letters, "{language:?}");
        }
    }

    #[test]
    fn the_kazakh_order_is_that_of_the_alphabet_within_words_too() {
        let names = [
            "Аұл", "Аул", "Аүл", "Айна", "Аіл", "Аыл", "Аьл", "Ақ", "Ак", "Аға", "Ага", "Аң", "Ан", "Аһ",
            "Ах",
        ];
        let expected = [
            "Ага", "Аға", "Айна", "Ак", "Ақ", "Ан", "Аң", "Аул", "Аұл", "Аүл", "Ах", "Аһ", "Аыл", "Аіл",
            "Аьл",
        ];
        assert_eq!(sorted(Language::Kazakh, &names), expected);
    }

    #[test]
    fn quotation_marks_and_leading_signs_do_not_count() {
        let names = ["Ерлік", "«Береке» қоры", "“Атамекен”", "— Дана", "Береке одағы", "10 қадам", "9 қадам"];
        let expected =
            ["9 қадам", "10 қадам", "“Атамекен”", "«Береке» қоры", "Береке одағы", "— Дана", "Ерлік"];
        assert_eq!(sorted(Language::Kazakh, &names), expected);
    }

    #[test]
    fn the_script_of_the_language_comes_first() {
        let names = ["Zhan", "Яна", "Amanat", "Аманат"];
        assert_eq!(sorted(Language::Kazakh, &names), ["Аманат", "Яна", "Amanat", "Zhan"]);
        assert_eq!(sorted(Language::Russian, &names), ["Аманат", "Яна", "Amanat", "Zhan"]);
        assert_eq!(sorted(Language::English, &names), ["Amanat", "Zhan", "Аманат", "Яна"]);
    }

    #[test]
    fn a_name_stands_under_its_first_letter() {
        use Language::{English, Kazakh, Russian};
        let cases = [
            (Kazakh, "«Береке» қоры", "Б"),
            (Kazakh, "ұлт", "Ұ"),
            (Kazakh, "іс", "І"),
            (Kazakh, "Ёлка", "Ё"),
            (Kazakh, "Amanat", "A"),
            (Russian, "Ұлт", "Ұ"),
            (Russian, "Ёлка", "Е"),
            (Russian, "йод", "Й"),
            (Russian, "и\u{306}од", "Й"),
            (English, "“élan”", "E"),
            (English, "e\u{301}lan", "E"),
            (English, "Ёлка", "Е"),
            (English, "Йод", "Й"),
            (English, "Әл", "Ә"),
            (English, "Øre", "O"),
            (Kazakh, "№ 5 мектеп", "#"),
            (Kazakh, "25 жас", "#"),
            (Kazakh, "«»", "#"),
            (Kazakh, "", "#"),
        ];
        for (language, name, letter) in cases {
            assert_eq!(alphabet(language).letter(name), letter, "{language:?} {name}");
        }
    }

    #[test]
    fn sorted_names_have_each_letter_in_one_piece() {
        let names = [
            "Ель",
            "Ёж",
            "Ехидна",
            "Ұлт",
            "Ут",
            "Үй",
            "Іс",
            "Ис",
            "Әл",
            "Ад",
            "Ем",
            "Élan",
            "Edge",
            "Ezo",
            "Øre",
            "Or",
            "Oz",
            "3D",
            "«»",
            "Йод",
            "Иод",
            "Ия",
            "Ætna",
            "Az",
            "Ad",
            "北京",
            "Ωμ",
            "Ҳ",
            "Х",
            "Һ",
        ];
        for language in Language::ALL {
            let alphabet = alphabet(language);
            let mut letters: Vec<String> =
                sorted(language, &names).into_iter().map(|name| alphabet.letter(name)).collect();
            letters.dedup();
            let mut distinct = letters.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!(letters.len(), distinct.len(), "{language:?}: {letters:?}");
        }
    }

    #[test]
    fn an_alphabet_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&alphabet(Language::Kazakh));
    }
}
