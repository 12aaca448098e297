//! Names: when two spellings are one name, and what a name is in an address.
//!
//! Both are fixed for ever: an address is made of them once. How names are sorted is the business of
//! [`super::alphabet`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in characters.
const LONGEST_SLUG: usize = 80;

/// What each Kazakh and Russian letter is in an address, and each letter of the Kazakh Latin alphabets.
#[rustfmt::skip] // several in a line: it is read as a table
const LETTERS: &[(char, &str)] = &[
    ('а', "a"), ('ә', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('ғ', "g"), ('д', "d"), ('е', "e"), ('ё', "yo"),
    ('ж', "zh"), ('з', "z"), ('и', "i"), ('й', "i"), ('к', "k"), ('қ', "q"), ('л', "l"), ('м', "m"), ('н', "n"),
    ('ң', "n"), ('о', "o"), ('ө', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ұ', "u"),
    ('ү', "u"), ('ф', "f"), ('х', "h"), ('һ', "h"), ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "shch"),
    ('ъ', ""), ('ы', "y"), ('і', "i"), ('ь', ""), ('э', "e"), ('ю', "yu"), ('я', "ya"),
    // The alphabet of 2018.
    ('á', "a"), ('ǵ', "g"), ('ń', "n"), ('ó', "o"), ('ú', "u"), ('ý', "u"), ('ı', "i"),
    // The alphabet of 2021.
    ('ä', "a"), ('ğ', "g"), ('ǧ', "g"), ('ŋ', "n"), ('ö', "o"), ('ü', "u"), ('ū', "u"), ('ş', "sh"), ('ç', "ch"),
];

/// The form in which names are compared: two spellings with one folded form are one name.
///
/// Case, quotation marks, the kind and length of dashes, white space, and ё for е make no difference. Every
/// Kazakh letter does. Folding what is folded changes nothing.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = fold_once(name);
    if name.chars().all(is_composed) {
        return folded;
    }
    // A letter that has just lost its dots may join an accent behind it, so once is not always enough.
    loop {
        let again = fold_once(&folded);
        if again == folded {
            return folded;
        }
        folded = again;
    }
}

fn fold_once(name: &str) -> String {
    let visible = name.chars().filter(|&letter| !is_quotation_mark(letter) && !is_invisible(letter));
    let plain = |letter| match letter {
        'ё' => 'е',
        letter if is_dash(letter) => '-',
        letter => letter,
    };
    if name.chars().all(is_composed) {
        return with_single_spaces(visible.flat_map(char::to_lowercase).map(plain));
    }
    let lower = visible.nfc().collect::<String>().to_lowercase();
    with_single_spaces(lower.nfc().map(plain))
}

/// Whether a character, and its small form, is in Unicode form C whatever stands around it, so that text
/// of nothing else need not be normalised: Latin and Cyrillic letters, digits, the usual signs.
const fn is_composed(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\x7f'
            | '\u{a0}'
            | '«'
            | '»'
            | '\u{400}'..='\u{482}'
            | '\u{48a}'..='\u{52f}'
            | '\u{2010}'..='\u{201f}'
            | '№'
    )
}

/// Joins the words of a text by single spaces.
fn with_single_spaces(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(letters.size_hint().0);
    let mut gap = false;
    for letter in letters {
        if letter.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(letter);
    }
    out
}

/// A name in the letters of an address: `a` to `z`, digits, single hyphens between words.
///
/// Kazakh and Russian go by one table, other scripts by what comes near in Latin. A Roman numeral is read as
/// one whatever look-alikes write it. At most 80 characters, cut between words. Empty only when the name has
/// neither a letter nor a digit. Whether the slug is taken already is not known here.
#[must_use]
pub fn slug(name: &str) -> String {
    let lower: String = if name.chars().all(is_composed) {
        name.chars().flat_map(char::to_lowercase).collect()
    } else {
        name.nfc().collect::<String>().to_lowercase().nfc().collect()
    };
    let mut words: Vec<String> = Vec::new();
    for word in lower.split(|letter: char| !belongs_to_word(letter)) {
        let latin = roman_numeral(word).unwrap_or_else(|| word.chars().map(latin).collect());
        // What is written for a foreign letter may hold signs of its own.
        words
            .extend(latin.split(|letter: char| !letter.is_ascii_alphanumeric()).map(str::to_ascii_lowercase));
    }
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        // Letters that have no Latin at all, such as a lone ь, go by their numbers.
        words = lower
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .map(|c| format!("u{:x}", c as u32))
            .collect();
    }
    cut(words)
}

/// Whether a character is one of the many quotation marks and apostrophes.
#[must_use]
pub const fn is_quotation_mark(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\''
            | '`'
            | '«'
            | '»'
            | '´'
            | '\u{2018}'..='\u{201F}' // single and double, high and low
            | '\u{2032}'..='\u{2037}' // primes
            | '\u{2039}'
            | '\u{203A}'
            | '\u{2BB}'..='\u{2BD}' // apostrophes that count as letters
            | '\u{300C}'..='\u{300F}'
            | '\u{301D}'..='\u{301F}'
            | '\u{FF02}'
            | '\u{FF07}'
    )
}

const fn is_dash(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether a character shows nothing and parts nothing: soft hyphens, joiners, byte order marks.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn belongs_to_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_invisible(letter)
}

fn latin(letter: char) -> &'static str {
    match LETTERS.iter().find(|(known, _)| *known == letter) {
        Some((_, latin)) => latin,
        None if is_combining_mark(letter) || is_invisible(letter) => "",
        None => any_ascii::any_ascii_char(letter),
    }
}

/// The Latin letters of a word that is a Roman numeral up to 89.
///
/// С and М are words in Russian («с», «см»), so larger numerals stay with the table of letters.
fn roman_numeral(word: &str) -> Option<String> {
    let latin: Option<String> = word
        .chars()
        .map(|letter| match letter {
            'х' | 'x' => Some('x'),
            'і' | 'ӏ' | 'i' => Some('i'),
            'ѵ' | 'v' => Some('v'),
            'l' => Some('l'),
            _ => None,
        })
        .collect();
    latin.filter(|latin| is_roman(latin))
}

/// Whether a text in the letters i, v, x, l is a Roman numeral as it should be written.
fn is_roman(text: &str) -> bool {
    const TENS: [&str; 9] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let is_number = |tens: &str| text.strip_prefix(tens).is_some_and(|ones| ONES.contains(&ones));
    !text.is_empty() && TENS.iter().any(|tens| is_number(tens))
}

/// Joins words with hyphens, as many as there is room for; a first word that is too long is cut.
fn cut(words: Vec<String>) -> String {
    let mut slug = String::new();
    for word in words {
        if slug.is_empty() {
            slug = word;
            slug.truncate(LONGEST_SLUG);
        } else if slug.len() + 1 + word.len() <= LONGEST_SLUG {
            slug.push('-');
            slug.push_str(&word);
        } else {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_that_are_not_normalised_are_in_form_c_already() {
        for letter in (0..=0x2212).filter_map(char::from_u32).filter(|&letter| is_composed(letter)) {
            let text = format!("а{letter}б");
            let normalised: String = text.nfc().collect::<String>().to_lowercase().nfc().collect();
            assert_eq!(text.chars().flat_map(char::to_lowercase).collect::<String>(), normalised);
        }
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        let cases = [
            ("«Береке» қоғамдық бірлестігі", "береке қоғамдық бірлестігі"),
            ("  \"БЕРЕКЕ\"  Қоғамдық\u{a0}Бірлестігі ", "береке қоғамдық бірлестігі"),
            ("„Береке“ ‹қоры›", "береке қоры"),
            ("Невада — Семей", "невада - семей"),
            ("Невада–Семей", "невада-семей"),
            ("Орлёнок", "орленок"),
            ("Орле\u{308}нок", "орленок"),
            ("и\u{306}од", "йод"),
            ("Об\u{ad}щест\u{200b}во", "общество"),
            ("O’Neil", "oneil"),
            ("«»", ""),
            ("", ""),
        ];
        for (name, folded) in cases {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn kazakh_letters_are_kept_apart_in_folding() {
        for (one, other) in
            [("Ақ", "Ак"), ("Әл", "Ал"), ("Ұлт", "Улт"), ("Үй", "Уй"), ("Іс", "Ис"), ("Өр", "Ор")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn slugs_follow_the_table() {
        let cases = [
            ("Түркістан облысының Азаматтық альянсы", "turkistan-oblysynyn-azamattyq-alyansy"),
            ("Қоғамдық келісім", "qogamdyq-kelisim"),
            ("Щучинск, объединённый подъезд", "shchuchinsk-obedinyonnyi-podezd"),
            ("Ақтөбе — Өскемен: әңгіме / һәм ұлт", "aqtobe-oskemen-angime-ham-ult"),
            ("«Береке» ҚБ", "bereke-qb"),
            ("COVID-19: 10 000 сәт", "covid-19-10-000-sat"),
            ("Nur-Sultan", "nur-sultan"),
            ("Qazaqstan Ǵylymy, Şymkent, Öñir", "qazaqstan-gylymy-shymkent-onir"),
            ("Straße Łódź 北京", "strasse-lodz-beijing"),
            ("Об\u{ad}щество", "obshchestvo"),
            ("и\u{306}од", "iod"),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn roman_numerals_are_latin_whatever_writes_them() {
        let cases = [
            ("Х Азаматтық форум", "x-azamattyq-forum"),
            ("ХХІІ сессия", "xxii-sessiya"),
            ("ХХХІV сессия", "xxxiv-sessiya"),
            ("X форум", "x-forum"),
            ("ІІІ-ші", "iii-shi"),
            // Not numerals: a word with other letters, a wrong order, the preposition.
            ("Хор", "hor"),
            ("іх", "ix"),
            ("іхх", "ihh"),
            ("встреча с народом", "vstrecha-s-narodom"),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn long_slugs_are_cut_between_words() {
        let name = "қоғамдық ".repeat(20);
        let made = slug(&name);
        assert_eq!(made, ["qogamdyq"; 9].join("-"));
        assert_eq!(slug(&"щ".repeat(50)).len(), LONGEST_SLUG);
        let fitting = ["abcdefg"; 10].join("-");
        assert_eq!(
            slug(&format!("{fitting} x")),
            fitting,
            "79 characters, no room for a hyphen and a letter"
        );
    }

    #[test]
    fn a_slug_is_empty_only_without_letters_and_digits() {
        assert_eq!(slug("«—» !"), "");
        assert_eq!(slug("Ь"), "u44c");
        assert_eq!(slug("ьъ"), "u44c-u44a");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in "\\PC*") {
            let folded = fold(&name);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn folding_dots_and_accents_twice_changes_nothing(name in "[еёЕЁиИӣй\u{300}\u{306}\u{308}\u{323}\"«İΣ ]*") {
            let folded = fold(&name);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn slugs_have_address_characters_only(name in "\\PC*") {
            let made = slug(&name);
            prop_assert!(made.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", made);
            prop_assert!(made.len() <= LONGEST_SLUG && !made.starts_with('-') && !made.ends_with('-'));
            prop_assert!(!made.contains("--"));
            prop_assert_eq!(made.is_empty(), !name.to_lowercase().chars().any(char::is_alphanumeric));
            prop_assert_eq!(slug(&made), made);
        }
    }
}
