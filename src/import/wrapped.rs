//! Puts together what stands in pieces in a plain text only because a line or a column was narrow.
//!
//! Words that a hyphen parted at the end of a line, and lines that broke in the middle of a sentence, are put
//! together before anything is read: so titles, names and the page's paragraphs are whole, and evidence has its
//! place in the text as it is read. What shows nothing, such as soft hyphens, goes, as it does from a web page.
//!
//! Lines are joined only where they are as full as their paragraph is wide: lists, verses and files with a
//! paragraph on each line stay as they are. Whether a hyphen at a line's end is the word's own cannot be known;
//! [`Hyphens`] decides by what is usual.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use super::text::{goes_on, is_invisible};

/// How wide a paragraph is that was broken for its width, in characters: less is a list, more no column.
const WIDTH: RangeInclusive<usize> = 25..=120;

/// The text with its words and lines put together.
pub(super) fn put_together(text: &str) -> String {
    let visible = without_invisible(text);
    let hyphens = Hyphens::new(&visible);
    let lines: Vec<&str> = visible.split('\n').collect();
    let mut whole: Vec<String> = Vec::with_capacity(lines.len());
    let mut column = 0;
    let mut at = 0;
    while at < lines.len() {
        let is_gap = lines[at].trim().is_empty();
        let end = at + lines[at..].iter().take_while(|line| line.trim().is_empty() == is_gap).count();
        if is_gap {
            whole.extend(lines[at..end].iter().map(|line| (*line).to_owned()));
        } else {
            let is_first = lines[..at].iter().all(|line| line.trim().is_empty());
            let block = Block::new(&lines[at..end], &hyphens, is_first, column);
            if block.joints.contains(&Joint::Space) {
                column = column.max(block.width);
            }
            block.write(&mut whole);
        }
        at = end;
    }
    whole.join("\n")
}

/// A text without what shows nothing; a soft hyphen at a line's end goes with the line's end.
fn without_invisible(text: &str) -> String {
    if !text.chars().any(is_invisible) {
        return text.to_owned();
    }
    let mut visible = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\u{AD}' && letters.next_if_eq(&'\n').is_some() {
            while letters.next_if(|letter| matches!(letter, ' ' | '\t')).is_some() {}
        } else if !is_invisible(letter) {
            visible.push(letter);
        }
    }
    visible.nfc().collect()
}

/// What becomes of the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// It stays: the next line is another one.
    Break,
    /// A space stands in its place.
    Space,
    /// Nothing stands in its place, and the hyphen before it was the word's own.
    Hyphen,
    /// The hyphen before it goes as well.
    Parted,
}

/// Lines without an empty one between.
struct Block<'a> {
    lines: &'a [&'a str],
    /// The length of the longest, in characters.
    width: usize,
    /// What stands behind each line but the last.
    joints: Vec<Joint>,
}

impl<'a> Block<'a> {
    /// `column` is how wide the paragraphs above are that were broken for their width; 0 where there were none.
    fn new(lines: &'a [&'a str], hyphens: &Hyphens, is_first: bool, column: usize) -> Self {
        let lengths: Vec<usize> = lines.iter().map(|line| line.trim().chars().count()).collect();
        let width = lengths.iter().copied().max().unwrap_or(0);
        let with_next_word = |at: usize| {
            lengths[at] + 1 + lines[at + 1].split_whitespace().next().map_or(0, |word| word.chars().count())
        };
        let is_full = |at: usize| WIDTH.contains(&width) && with_next_word(at) > width;
        let parted: Vec<Option<Joint>> =
            lines.windows(2).map(|pair| hyphens.joint(pair[0].trim(), pair[1].trim())).collect();
        // Old texts begin a paragraph so, without an empty line before it.
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_indented = |at: usize| indent(lines[at + 1]) > indent(lines[at]);
        let is_within = |at: usize| {
            goes_on(lines[at].trim(), lines[at + 1].trim()) && !begins_with_address(lines[at + 1])
        };
        let broken =
            (0..parted.len()).filter(|at| parted[*at].is_some() || (is_within(*at) && is_full(*at))).count();
        // So many breaks within sentences come from the width alone; then a name or a number may begin a line too.
        let is_wrapped = parted.len() > 1 && 2 * broken >= parted.len();
        let mut is_in_list = false;
        let joints = (0..parted.len())
            .map(|at| {
                let (line, next) = (lines[at].trim(), lines[at + 1].trim());
                // Behind a colon each line may be an item, unless it is as wide as what was broken above.
                is_in_list |= line.ends_with(':');
                let is_item = is_in_list && (column == 0 || 10 * with_next_word(at) < 9 * column);
                let is_title = is_first && at == 0;
                match parted[at] {
                    Some(joint) => joint,
                    None if is_item || !is_full(at) => Joint::Break,
                    None if is_within(at) => Joint::Space,
                    None if is_wrapped && !is_title && !is_indented(at) && may_go_on(line, next) => {
                        Joint::Space
                    }
                    None => Joint::Break,
                }
            })
            .collect();
        Self { lines, width, joints }
    }

    fn write(&self, whole: &mut Vec<String>) {
        let mut before = Joint::Break;
        for (at, line) in self.lines.iter().enumerate() {
            let behind = self.joints.get(at).copied().unwrap_or(Joint::Break);
            let line = match behind {
                Joint::Break => line,
                Joint::Space | Joint::Hyphen => line.trim_end(),
                Joint::Parted => line.trim_end().trim_end_matches(is_hyphen),
            };
            match whole.last_mut().filter(|_| before != Joint::Break) {
                None => whole.push(line.to_owned()),
                Some(last) => {
                    last.push_str(if before == Joint::Space { " " } else { "" });
                    last.push_str(line.trim_start());
                }
            }
            before = behind;
        }
    }
}

/// Whether a full line of a paragraph that was broken for its width goes on in the next, which begins with a capital
/// letter, a number or a sign.
fn may_go_on(line: &str, next: &str) -> bool {
    let begins_item = {
        let digits = next.bytes().take_while(u8::is_ascii_digit).count();
        next.starts_with(['-', '–', '—', '•', '*', '·', '|', '>', '#'])
            || (digits > 0 && next[digits..].starts_with(['.', ')']))
    };
    !begins_item
        && !begins_with_address(next)
        && !line.ends_with([':', ';', '|'])
        && line.chars().any(char::is_lowercase)
}

/// Whether a line begins with an address, which stands alone as a rule.
fn begins_with_address(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '¬')
}

/// Which hyphens at the ends of lines are the words' own.
struct Hyphens {
    /// The words of the text that have a hyphen within a line, in small letters.
    words: BTreeSet<String>,
}

impl Hyphens {
    /// First halves that stand before a hyphen, whatever follows.
    #[rustfmt::skip] // read as a list
    const FIRST: &'static [&'static str] = &[
        "сондай", "іс", "ата", "бизнес", "пресс", "вице", "экс", "медиа", "онлайн", "интернет", "веб", "арт", "мини",
        "топ",
    ];

    /// First halves that do so before a word; before a mere ending they are a piece of one: «общественно-сти».
    #[rustfmt::skip] // read as a list
    const FIRST_BEFORE_WORDS: &'static [&'static str] = &[
        "северо", "южно", "западно", "восточно", "юго", "социально", "общественно", "научно", "культурно", "учебно",
        "национально", "военно", "информационно", "финансово", "материально", "духовно", "историко", "государственно",
        "әлеуметтік", "қоғамдық", "ғылыми", "саяси",
    ];

    /// The shortest second half that is a word and no ending, in letters.
    const SHORTEST_WORD: usize = 5;

    fn new(text: &str) -> Self {
        let is_end = |letter: char| !letter.is_alphanumeric() && !is_hyphen(letter);
        let words = text.split(is_end).filter(|word| word.trim_matches(is_hyphen).contains(is_hyphen));
        Self { words: words.map(|word| word.trim_matches(is_hyphen).to_lowercase()).collect() }
    }

    /// What stands between two lines the first of which ends in a hyphen within a word.
    fn joint(&self, line: &str, next: &str) -> Option<Joint> {
        let before = line.strip_suffix(is_hyphen)?;
        let left_at = before.rfind(|letter: char| !letter.is_alphanumeric() && !is_hyphen(letter));
        let left =
            &before[left_at.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))..];
        let right: &str = next.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let last = left.chars().next_back()?;
        let is_upper = |word: &str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        let goes_on = right.starts_with(char::is_lowercase) || (is_upper(left) && is_upper(right));
        if !goes_on {
            return None;
        }
        // «2-ші»
        if last.is_numeric() {
            return Some(Joint::Hyphen);
        }
        if !last.is_alphabetic() {
            return None;
        }
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        let is_own = self.words.contains(&format!("{left}-{right}"))
            || Self::FIRST.contains(&left.as_str())
            || (Self::FIRST_BEFORE_WORDS.contains(&left.as_str())
                && right.chars().count() >= Self::SHORTEST_WORD);
        Some(if is_own { Joint::Hyphen } else { Joint::Parted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_broken_for_their_width_are_one_paragraph() {
        let text = "Семинар прошёл в Актау\n\nВ субботу в Актау прошёл семинар для молодых\nруководителей объединений. Его вёл эксперт из\nАстаны Марат Асанов, который рассказал о\nправах волонтёров.\nЗанятия продолжатся.\n\nОрганизаторы благодарят всех, кто помог им в\nэтот день.\n";
        let whole = "Семинар прошёл в Актау\n\nВ субботу в Актау прошёл семинар для молодых руководителей объединений. Его вёл эксперт из Астаны Марат Асанов, который рассказал о правах волонтёров.\nЗанятия продолжатся.\n\nОрганизаторы благодарят всех, кто помог им в этот день.\n";
        assert_eq!(put_together(text), whole);
        assert_eq!(put_together(whole), whole, "what is whole stays");
    }

    #[test]
    fn a_line_that_is_indented_begins_a_paragraph() {
        let text = "    В субботу в Актау прошёл семинар для\nмолодых руководителей. Его вёл эксперт\nМарат Асанов, который всех благодарил.\n    Занятия продолжатся в октябре, сообщил\nглава фонда.\n";
        let whole = "    В субботу в Актау прошёл семинар для молодых руководителей. Его вёл эксперт Марат Асанов, который всех благодарил.\n    Занятия продолжатся в октябре, сообщил глава фонда.\n";
        assert_eq!(put_together(text), whole);
    }

    #[test]
    fn lists_and_paragraphs_on_a_line_each_stay() {
        let texts = [
            // A list, in a text that was broken for its width as well.
            "Встреча прошла в Актау\n\nВ субботу в Актау прошла встреча, на которую пришли\nвсе.\n\nОбсудили там:\nгранты и помещения\nобучение руководителей объединений\nволонтёров из трёх сёл\n",
            // A list.
            "Направления:\nэкология\nправо и суды\nкультура\n",
            "Участники обсудили три вопроса:\nразвитие гражданского общества в регионах\nподдержку сельских инициатив и молодёжи\nобучение руководителей объединений\n",
            "Пришли все, кого звали на эту встречу:\n- фонд «Арна» и его волонтёры из трёх сёл\n- совет ветеранов\n",
            // A title with the text right below.
            "Форум общественных объединений в Таразе\n12 мая в Таразе прошёл форум объединений,\nкоторый собрал гостей.\n",
            // An address below the title.
            "Общественники обсудили проблемы села\nhttps://zarya.example/news/55\nМария Петрова, «Заря степи», 12.03.2019\n",
            // Paragraphs.
            "Форум открыл аким.\nЗатем говорили гости.\nВ конце приняли резолюцию.\n",
            "\n  Жиын өтті\n\n\nОған ел келді,\nқонақтар риза болды.",
            "",
        ];
        for text in texts {
            let whole = text
                .replace("объединений,\nкоторый", "объединений, который")
                .replace("пришли\nвсе", "пришли все");
            assert_eq!(put_together(text), whole);
        }
    }

    #[test]
    fn hyphens_at_the_ends_of_lines_go_unless_they_are_the_words_own() {
        let cases = [
            ("КОНФЕРЕНЦИЯ ОБЩЕСТВЕН-\nНЫХ ОБЪЕДИНЕНИЙ", "КОНФЕРЕНЦИЯ ОБЩЕСТВЕННЫХ ОБЪЕДИНЕНИЙ"),
            ("прошёл семи-\nнар", "прошёл семинар"),
            ("прошёл семи¬\n  нар", "прошёл семинар"),
            ("прошёл семи\u{AD}\nнар о\u{AD}бщества", "прошёл семинар общества"),
            ("социально-\nэкономический", "социально-экономический"),
            ("представители общественно-\nсти", "представители общественности"),
            ("бұл іс-\nшара", "бұл іс-шара"),
            ("фото-клуб. В фото-\nклуб пришли", "фото-клуб. В фото-клуб пришли"),
            ("форумның 2-\nші күні", "форумның 2-ші күні"),
            // Another line, and no word's rest.
            ("Астана-\nАлматы", "Астана-\nАлматы"),
            ("пришли -\nи ушли", "пришли -\nи ушли"),
            ("Список -\n- первый", "Список -\n- первый"),
        ];
        for (text, whole) in cases {
            assert_eq!(put_together(text), whole);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_breaks_and_hyphens_changes(text in "[ \n,.:\\-а-яА-Я0-9«»]{0,300}") {
            let letters = |text: &str| {
                text.chars().filter(|letter| !letter.is_whitespace() && !is_hyphen(*letter)).collect::<String>()
            };
            let whole = put_together(&text);
            proptest::prop_assert_eq!(letters(&text), letters(&whole));
        }
    }
}
