//! The languages of the interface, their words, their dates, their alphabets, their letters in addresses.
//!
//! The words are in tables that translators edit, `templates/strings/<code>.toml`. In Rust is only what is
//! grammar or script: plural categories, alphabets, transliteration.

pub mod alphabet;
pub mod dates;
pub mod letters;
pub mod names;
pub mod strings;

use serde::{Deserialize, Serialize};

/// The small letters that Kazakh has and Russian has not.
pub const KAZAKH_LETTERS: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];

/// A language that the interface speaks and texts are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Kazakh (`kk`), in Cyrillic letters.
    #[serde(rename = "kk")]
    Kazakh,
    /// Russian (`ru`).
    #[serde(rename = "ru")]
    Russian,
    /// English (`en`).
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kazakh, Self::Russian, Self::English];

    /// The language's code (BCP 47).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    /// The language that a title is in, where its letters and small words leave no doubt.
    ///
    /// Kazakh has nine letters that Russian has not, and none of the words of which every second Russian title
    /// has one; a Russian title may quote a Kazakh name.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        const RUSSIAN_WORDS: [&str; 12] =
            ["в", "во", "для", "и", "из", "к", "на", "о", "об", "по", "при", "с"];
        let lower = title.to_lowercase();
        let is_word = |word: &str| RUSSIAN_WORDS.contains(&word);
        if lower.split(|letter: char| !letter.is_alphanumeric()).any(is_word) {
            return Some(Self::Russian);
        }
        lower.contains(KAZAKH_LETTERS).then_some(Self::Kazakh)
    }

    /// The language in which a name is to be spoken, as far as its letters tell: Latin ones, and those that Kazakh
    /// and Russian share on a page in one of both, are of the page's own language.
    #[must_use]
    pub fn of_name(name: &str, page: Self) -> Self {
        let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{52f}');
        if name.to_lowercase().contains(KAZAKH_LETTERS) {
            Self::Kazakh
        } else if page == Self::English && name.contains(is_cyrillic) {
            Self::Russian
        } else {
            page
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// One value for each language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByLanguage<T>([T; 3]);

impl<T> ByLanguage<T> {
    /// Makes the value for each language.
    pub fn from_fn(mut make: impl FnMut(Language) -> T) -> Self {
        Self(Language::ALL.map(&mut make))
    }

    /// The languages and their values, in the languages' fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().zip(&self.0)
    }
}

impl<T> std::ops::Index<Language> for ByLanguage<T> {
    type Output = T;

    fn index(&self, language: Language) -> &T {
        &self.0[language as usize]
    }
}

impl<T> std::ops::IndexMut<Language> for ByLanguage<T> {
    fn index_mut(&mut self, language: Language) -> &mut T {
        &mut self.0[language as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spoken_in_the_language_that_its_letters_say() {
        use Language::{English, Kazakh, Russian};
        for (name, on_english, on_russian, on_kazakh) in [
            ("Түркістан облысының мәслихаты", Kazakh, Kazakh, Kazakh),
            ("маслихат Туркестанской области", Russian, Russian, Kazakh),
            ("Turkistan Maslikhat", English, Russian, Kazakh),
        ] {
            let spoken = [English, Russian, Kazakh].map(|page| Language::of_name(name, page));
            assert_eq!(spoken, [on_english, on_russian, on_kazakh], "{name}");
        }
    }

    #[test]
    fn a_title_is_in_the_language_that_its_letters_and_small_words_say() {
        for (title, language) in [
            ("Павлодарда IV азаматтық форум өтті", Some(Language::Kazakh)),
            ("В Павлодаре прошёл IV гражданский форум", Some(Language::Russian)),
            ("Форум «Жаңа Қазақстан» прошёл в Таразе", Some(Language::Russian)),
            ("Алматыда форум басталды", None),
            ("Civic forum in Almaty", None),
            ("", None),
        ] {
            assert_eq!(Language::of_title(title), language, "{title}");
        }
    }
}
