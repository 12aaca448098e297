//! Kazakh in Latin letters: telling it from other languages, and the same words in Cyrillic.
//!
//! Newspapers used the drafts of 2018 (á ǵ ń ó ú ý) and of 2021 (ä ğ ñ ö ü ū ş). The Cyrillic is for looking up
//! words, not for showing: what a letter leaves open is decided by what is usual.

/// Letters of the draft of 2018 and no other Latin alphabet that our articles use.
const OF_2018: &[char] = &['á', 'ǵ', 'ń', 'ó', 'ú', 'ý', 'ı'];

/// Letters of the draft of 2021.
const OF_2021: &[char] = &['ä', 'ğ', 'ǧ', 'ñ', 'ŋ', 'ö', 'ü', 'ū', 'ş', 'ı'];

/// Which of the two a text is in. Most words have no letter that only one of them has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// á ǵ ń ó ú ý.
    Of2018,
    /// ä ğ ñ ö ü ū ş.
    Of2021,
}

impl Alphabet {
    /// The alphabet of a text that is Kazakh in Latin letters.
    #[must_use]
    pub(super) fn of(text: &str) -> Option<Self> {
        is_kazakh(text).then(|| {
            let (mut older, mut newer) = (0_usize, 0_usize);
            for letter in text.chars().flat_map(char::to_lowercase).filter(|letter| *letter != 'ı') {
                older += usize::from(OF_2018.contains(&letter));
                newer += usize::from(OF_2021.contains(&letter));
            }
            if newer > older { Self::Of2021 } else { Self::Of2018 }
        })
    }
}

/// Latin letters that look like Cyrillic ones, and those.
#[rustfmt::skip] // read as a table
const LOOK_ALIKES: &[(char, char)] = &[
    ('a', 'а'), ('e', 'е'), ('o', 'о'), ('p', 'р'), ('c', 'с'), ('x', 'х'), ('y', 'у'), ('i', 'і'), ('k', 'к'),
    ('m', 'м'), ('t', 'т'), ('h', 'һ'), ('b', 'в'), ('ə', 'ә'), ('ө', 'ө'),
];

/// Pairs of letters that are one in Cyrillic, before single letters. `ı` of 2018 is и or й.
const PAIRS: &[(&str, &str)] =
    &[("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("shch", "щ"), ("ıa", "я"), ("ıý", "ю"), ("ts", "ц")];

#[rustfmt::skip] // read as a table
const LETTERS: &[(char, char)] = &[
    ('a', 'а'), ('á', 'ә'), ('ä', 'ә'), ('b', 'б'), ('c', 'с'), ('d', 'д'), ('e', 'е'), ('f', 'ф'), ('g', 'г'),
    ('ǵ', 'ғ'), ('ğ', 'ғ'), ('ǧ', 'ғ'), ('h', 'х'), ('i', 'і'), ('j', 'ж'), ('k', 'к'), ('l', 'л'), ('m', 'м'),
    ('n', 'н'), ('ń', 'ң'), ('ñ', 'ң'), ('ŋ', 'ң'), ('o', 'о'), ('ó', 'ө'), ('ö', 'ө'), ('p', 'п'), ('q', 'қ'),
    ('r', 'р'), ('s', 'с'), ('ş', 'ш'), ('t', 'т'), ('u', 'ұ'), ('ú', 'ү'), ('ü', 'ү'), ('ū', 'ұ'), ('v', 'в'),
    ('w', 'у'), ('x', 'х'), ('y', 'ы'), ('ý', 'у'), ('z', 'з'), ('ı', 'и'),
];

/// Whether a letter belongs to one of the Kazakh Latin alphabets and not to plain Latin.
#[must_use]
pub(super) fn is_kazakh_letter(letter: char) -> bool {
    OF_2018.contains(&letter) || OF_2021.contains(&letter)
}

/// Whether a text is Kazakh in Latin letters: most letters are Latin, and enough of them are its own.
#[must_use]
pub(super) fn is_kazakh(text: &str) -> bool {
    let (mut latin, mut cyrillic, mut own, mut q) = (0_usize, 0_usize, 0_usize, 0_usize);
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'q' => (latin, q) = (latin + 1, q + 1),
            'a'..='z' => latin += 1,
            '\u{400}'..='\u{4FF}' => cyrillic += 1,
            letter if is_kazakh_letter(letter) => (latin, own) = (latin + 1, own + 1),
            _ => {}
        }
    }
    // Kazakh has some eight of its own letters in a hundred, English none and q in one word of a hundred.
    latin > cyrillic && own * 50 >= latin && (own + q) * 25 >= latin
}

/// A Kazakh word in Latin letters, in Cyrillic ones; a Roman numeral and an abbreviation of another language stay.
pub(super) fn to_cyrillic(word: &str, lower: &str, alphabet: Alphabet) -> String {
    let is_numeral = word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L'));
    if is_numeral {
        return lower.to_owned();
    }
    // In the draft of 2021 u is у, i is и or й, and ı is і; the older one has ý for у.
    let is_2021 = alphabet == Alphabet::Of2021;
    let mut cyrillic = String::with_capacity(lower.len() * 2);
    let mut rest = lower;
    while let Some(letter) = rest.chars().next() {
        if let Some((pair, one)) = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)) {
            cyrillic.push_str(one);
            rest = &rest[pair.len()..];
            continue;
        }
        let follows_vowel = cyrillic.chars().next_back().is_some_and(is_vowel);
        // «sessiiasy», «Assambleiasy»: я is ia, and behind a vowel nothing else is.
        if is_2021 && (rest.starts_with("iia") || (follows_vowel && rest.starts_with("ia"))) {
            let pair = if follows_vowel { "ia" } else { "iia" };
            cyrillic.push_str(if follows_vowel { "я" } else { "ия" });
            rest = &rest[pair.len()..];
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        cyrillic.push(match letter {
            'ı' if is_2021 => 'і',
            'ı' if follows_vowel || rest.starts_with(is_latin_vowel) => 'й',
            'i' if is_2021 && follows_vowel => 'й',
            'u' if is_2021 && (!cyrillic.is_empty() || rest.starts_with(is_latin_vowel)) => 'у',
            letter => LETTERS.iter().find(|(latin, _)| *latin == letter).map_or(letter, |(_, found)| *found),
        });
    }
    cyrillic
}

/// A word of Cyrillic letters in which some look-alikes were typed in Latin.
pub(super) fn without_look_alikes(lower: &str) -> String {
    let plain =
        |letter| LOOK_ALIKES.iter().find(|(latin, _)| *latin == letter).map_or(letter, |(_, found)| *found);
    lower.chars().map(plain).collect()
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'ә' | 'е' | 'и' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'ю' | 'я')
}

const fn is_latin_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'á' | 'ä' | 'e' | 'o' | 'ó' | 'ö' | 'u' | 'ú' | 'ü' | 'ū' | 'y' | 'ý')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_in_latin_letters_is_told_from_english() {
        assert!(is_kazakh("Mańǵystaýda eriktilerdiń keńesi quryldy"));
        assert!(is_kazakh("Türkistan oblysynda keñestiñ otyrysy ötti"));
        assert!(!is_kazakh("The regional forum was held in Qyzylorda and Aqtobe"));
        assert!(!is_kazakh("Маңғыстауда «Ańsar» қоры ашылды"));
        assert!(!is_kazakh(""));
    }

    #[test]
    fn words_in_latin_letters_have_their_cyrillic() {
        let cases = [
            ("Mańǵystaýda", "маңғыстауда"),
            ("forýmy", "форумы"),
            ("uıymdardyń", "ұйымдардың"),
            ("Shymkentte", "шымкентте"),
            ("oblysynyń", "облысының"),
            ("konferentsııa", "конференция"),
            ("Assambleıasynyń", "ассамблеясының"),
            ("Türkistanda", "түркістанда"),
            ("keñestiñ", "кеңестің"),
            ("Jambyl", "жамбыл"),
        ];
        for (latin, cyrillic) in cases {
            let is_newer = latin.to_lowercase().chars().any(|letter| "äñüöşğǧŋ".contains(letter));
            let alphabet = if is_newer { Alphabet::Of2021 } else { Alphabet::Of2018 };
            assert_eq!(to_cyrillic(latin, &latin.to_lowercase(), alphabet), cyrillic, "{latin}");
        }
        for (latin, cyrillic) in [
            ("sessiiasy", "сессиясы"),
            ("Assambleiasynyŋ", "ассамблеясының"),
            ("konferensiia", "конференсия"),
            ("forumy", "форумы"),
            ("uaqyt", "уақыт"),
            ("Semeide", "семейде"),
        ] {
            assert_eq!(to_cyrillic(latin, &latin.to_lowercase(), Alphabet::Of2021), cyrillic, "{latin}");
        }
    }

    #[test]
    fn roman_numerals_stay() {
        assert_eq!(to_cyrillic("XII", "xii", Alphabet::Of2018), "xii");
    }
}
