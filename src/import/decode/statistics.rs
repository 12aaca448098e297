//! Which of several readings of the same bytes is most probably a Kazakh, Russian or English text.
//!
//! Each character beyond ASCII adds the logarithm of how often it occurs; pairs that hardly occur take away:
//! a capital within a word, Latin beside Cyrillic, a soft sign at the start of a word, and Kazakh letters where
//! Kazakh cannot have them. Pairs of vowels and consonants count as well: in a wrong
//! reading they follow each other by chance. Readings of the same bytes differ in letters and in case, so a few
//! words are enough: Russian in windows-1251 read as KOI8-R is rare letters in the wrong case. The rule about
//! Kazakh keeps windows-1251 and KZ-1048 apart, which share all Russian letters: a byte that is «ї» in the one is «ү» in the
//! other, and «Київ» is as impossible in Kazakh as «жїрек» in Ukrainian.

/// A reading of some bytes.
pub(super) struct Candidate {
    /// The text that they are.
    pub(super) text: String,
    /// In which encoding.
    pub(super) encoding: &'static str,
    /// Whether the page claims this encoding.
    pub(super) is_declared: bool,
    /// Whether few texts come in it.
    pub(super) is_rare: bool,
}

/// How often a letter is one of these, in ten thousand: the mean of Kazakh and Russian news texts.
#[rustfmt::skip] // several in a line: it is read as a table
const FREQUENCIES: [(char, f64); 42] = [
    ('а', 1018.0), ('о', 776.0), ('е', 751.0), ('т', 663.0), ('н', 631.0), ('с', 548.0), ('и', 525.0), ('р', 525.0),
    ('л', 453.0), ('ы', 434.0), ('м', 342.0), ('д', 328.0), ('к', 328.0), ('в', 296.0), ('п', 220.0), ('у', 207.0),
    ('б', 200.0), ('і', 200.0), ('қ', 154.0), ('з', 153.0), ('г', 144.0), ('я', 144.0), ('ж', 111.0), ('й', 108.0),
    ('ь', 104.0), ('ч', 81.0), ('ш', 74.0), ('х', 73.0), ('ғ', 63.0), ('ң', 60.0), ('ц', 49.0), ('ю', 36.0),
    ('ү', 35.0), ('ө', 35.0), ('ұ', 31.0), ('ә', 28.0), ('ф', 26.0), ('щ', 26.0), ('э', 24.0), ('ё', 15.0),
    ('ъ', 3.0), ('һ', 2.0),
];

/// A letter of another Cyrillic alphabet: one in ten thousand.
const FOREIGN_LETTER: f64 = -9.2;
/// An accented Latin letter.
const ACCENTED_LETTER: f64 = -4.0;
/// Quotation marks, dashes, №, the hard space: what news texts are full of.
const USUAL_MARK: f64 = -4.5;
/// Signs that now and then occur.
const RARE_MARK: f64 = -7.0;
/// What hardly occurs at all: frames of tables, mathematical signs.
const STRANGE: f64 = -11.0;

const CAPITAL_WITHIN_WORD: f64 = -5.0;
/// Words in capitals are rarer than others, and KOI8-R has capitals where windows-1251 has small letters.
const CAPITAL_AFTER_CAPITAL: f64 = -0.5;
/// How much more often than by chance vowels and consonants follow each other: of vowel after vowel, vowel after
/// consonant, consonant after vowel, consonant after consonant.
const PAIRS: [f64; 4] = [-1.0, 0.4, 0.4, -0.4];
const MIXED_SCRIPTS: f64 = -6.0;
const SIGN_AT_WORD_START: f64 = -4.0;
const IMPOSSIBLE_IN_KAZAKH: f64 = -8.0;
const UNUSUAL_IN_KAZAKH: f64 = -5.0;

/// What a declaration is worth: about as much as three letters that speak against it.
const DECLARED: f64 = 12.0;

/// What an encoding that few texts come in has against it: one letter in a short text does not speak for it.
const RARE: f64 = -8.0;

/// The least that a text scores for each character beyond ASCII; Russian and Kazakh score about -3.
const LEAST_FOR_EACH: f64 = -5.0;
/// What a few rare characters of a short text may miss it by.
const ALLOWANCE: f64 = -10.0;

/// The text and encoding of the best reading, the first of equals; none if none is words.
pub(super) fn most_probable(candidates: Vec<Candidate>) -> Option<(String, &'static str)> {
    let mut best: Option<(f64, Candidate)> = None;
    for candidate in candidates {
        let Some(score) = score(&candidate.text) else { continue };
        let fits = fits(&candidate.text, score);
        let score = score
            + if candidate.is_declared { DECLARED } else { 0.0 }
            + if candidate.is_rare { RARE } else { 0.0 };
        if fits && best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| (candidate.text, candidate.encoding))
}

/// Whether a text with this score can be words at all.
fn fits(text: &str, score: f64) -> bool {
    let beyond_ascii = u32::try_from(text.chars().filter(|c| !c.is_ascii()).count()).unwrap_or(u32::MAX);
    score >= LEAST_FOR_EACH * f64::from(beyond_ascii) + ALLOWANCE
}

/// The logarithm of how probable a text is, up to a constant; none if it has control characters.
fn score(text: &str) -> Option<f64> {
    let mut score = 0.0;
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_ascii() {
            if character.is_control() {
                return None;
            }
            let behind = characters.peek().copied().unwrap_or(' ');
            score += of_character(character) + in_context(before, character, behind);
        } else if character.is_ascii_alphabetic() && is_cyrillic(before) {
            score += MIXED_SCRIPTS;
        }
        before = character;
    }
    Some(score)
}

fn of_character(character: char) -> f64 {
    let lower = lower(character);
    if let Some((_, frequency)) = FREQUENCIES.iter().find(|(letter, _)| *letter == lower) {
        return (frequency / 10_000.0).ln();
    }
    match character {
        '\u{400}'..='\u{4FF}' => FOREIGN_LETTER,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' => ACCENTED_LETTER,
        '«' | '»' | '–' | '—' | '“' | '”' | '„' | '‘' | '’' | '…' | '№' | '\u{A0}' => {
            USUAL_MARK
        }
        '‚' | '‹' | '›' | '•' | '°' | '§' | '©' | '®' | '™' | '€' | '±' | '·' | '\u{AD}' => {
            RARE_MARK
        }
        _ => STRANGE,
    }
}

fn in_context(before: char, character: char, behind: char) -> f64 {
    if !character.is_alphabetic() {
        return 0.0;
    }
    let mut score = 0.0;
    let starts_word = !before.is_alphabetic();
    if before.is_lowercase() && character.is_uppercase() {
        score += CAPITAL_WITHIN_WORD;
    }
    if is_cyrillic(character) {
        if before.is_alphabetic() && !is_cyrillic(before) {
            score += MIXED_SCRIPTS;
        }
    } else if before.is_alphabetic() && !before.is_ascii() {
        // Accents stand alone among plain letters; in a row they are another alphabet in disguise.
        score += MIXED_SCRIPTS;
    }
    let in_capitals = before.is_uppercase() && character.is_uppercase();
    if in_capitals {
        score += CAPITAL_AFTER_CAPITAL;
    }
    if is_cyrillic(character) && is_cyrillic(before) {
        score += PAIRS[usize::from(!is_vowel(character)) * 2 + usize::from(!is_vowel(before))];
    }
    score
        + match lower(character) {
            'ь' | 'ъ' if starts_word => SIGN_AT_WORD_START,
            'ң' if starts_word => IMPOSSIBLE_IN_KAZAKH,
            // «ҚазҰУ» and the like may have anything beside anything.
            'ә' | 'ө' | 'ұ' | 'ү' if is_vowel(before) && !in_capitals => IMPOSSIBLE_IN_KAZAKH,
            'ғ' if !is_vowel(behind) => UNUSUAL_IN_KAZAKH,
            _ => 0.0,
        }
}

fn is_vowel(letter: char) -> bool {
    "аәеёиоөуұүыіэюя".contains(lower(letter))
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4FF}')
}

/// The small letter; letters that have several keep their form.
fn lower(letter: char) -> char {
    let mut letters = letter.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(lower), None) => lower,
        _ => letter,
    }
}
