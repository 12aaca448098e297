//! What stands above an article's heading on its page and is not its title: the names of files, the languages that a
//! site can be read in, a poll, the site's own name, the letterhead of a body.

use std::collections::BTreeSet;

use super::{Shape, Sorter};
use crate::import::language;
use crate::import::text::{TokenKind, goes_on};
use crate::import::words::{EVENTS, MARKS, PAGE};
use crate::language::Language;

/// So many lines of a page may stand above its text.
pub(super) const LINES_ABOVE: usize = 40;

/// The longest line that is a site's or a body's name, in characters.
const LONGEST_NAME: usize = 90;

impl Sorter<'_> {
    /// What a line above the heading is, if its own words tell it.
    pub(super) fn line_above_heading(&self, index: usize) -> Option<&'static str> {
        let line = &self.lines[index];
        if line.shape != Shape::Plain || self.is_below_text(index) {
            return None;
        }
        if is_file_name(self.text.slice(line.span)) {
            return Some("file-name");
        }
        let words = || line.key.split(' ');
        let is_in = |list: &[String], word: &str| list.iter().any(|known| known == word);
        let is_switch = line.words > 0 && words().all(|word| is_in(&PAGE.languages, word));
        let is_menu = self.is_menu_without_signs(index) || is_domain(self.text.slice(line.span));
        (is_switch || is_menu).then_some("menu")
    }

    /// Sets aside a question that readers are asked, with its answers.
    pub(super) fn set_aside_poll(&mut self) {
        let is_answer =
            |index: usize| self.lines.get(index).is_some_and(|line| PAGE.poll.contains(&line.key));
        let poll = (0..self.lines.len().min(LINES_ABOVE)).find_map(|index| {
            let is_question = self.text.slice(self.lines[index].span).ends_with('?');
            let answers = (index + 1..).take_while(|&line| is_answer(line)).count();
            (is_question && answers >= 2).then_some(index..index + 1 + answers)
        });
        for index in poll.into_iter().flatten() {
            self.set_aside(index, "poll");
        }
    }

    /// Sets aside the lines above the heading, where it is known to be another line than the first.
    pub(super) fn set_aside_names_above_heading(&mut self, first: &[usize]) -> Option<usize> {
        let position = self.repeated_heading(first).or_else(|| self.heading_below_names(first))?;
        for &index in &first[..position] {
            self.set_aside(index, "site-header");
        }
        Some(first[position])
    }

    /// Sets aside what stands above a menu at the top of a page: the name of the site. The heading stands below.
    pub(super) fn set_aside_names_above_menu(&mut self) -> Option<usize> {
        let is_menu = |index: &usize| matches!(self.reasons[*index], Some("menu" | "crumbs"));
        let top = self.lines.len().min(LINES_ABOVE);
        let text_begins = (0..top).find(|&index| self.is_prose(index)).unwrap_or(top);
        let menu = (0..text_begins).rev().find(is_menu)?;
        let above: Vec<usize> = self.remaining().take_while(|index| *index < menu).collect();
        let could_be_name =
            |&index: &usize| self.lines[index].characters <= LONGEST_NAME && !self.is_prose(index);
        let prose = self.remaining_from(menu).find(|&index| self.is_prose(index));
        // «Соседи спросили о грантах», and a menu between this title and another line.
        let is_title = |&index: &usize| {
            self.looks_like_title(index) && !self.is_name_of_site(index) && self.tells_news(index, prose)
        };
        if above.is_empty() || !above.iter().all(could_be_name) || above.iter().any(is_title) {
            return None;
        }
        let heading = self
            .remaining_from(menu)
            .find(|&index| !self.is_name_with(index, is_site))
            .filter(|&index| self.looks_like_title(index));
        let is_above_text = heading.is_some_and(|heading| (menu..heading).all(|line| !self.is_prose(line)));
        if !is_above_text && !above.iter().all(|&index| self.is_name_of_site(index)) {
            return None;
        }
        let names: Vec<usize> = self
            .remaining()
            .take_while(|&index| heading.map_or(index < menu, |heading| index < heading))
            .collect();
        for index in names {
            self.set_aside(index, "site-header");
        }
        heading.filter(|_| is_above_text)
    }

    /// The heading that stands twice at the top, once as the page's and once as the article's.
    fn repeated_heading(&self, first: &[usize]) -> Option<usize> {
        (1..first.len()).find(|&at| {
            let line = &self.lines[first[at]];
            line.words >= 3
                && self.looks_like_title(first[at])
                && first[at + 1..].iter().any(|&below| self.lines[below].key == line.key)
                && first[..at]
                    .iter()
                    .all(|&above| self.lines[above].characters <= LONGEST_NAME && !self.is_prose(above))
        })
    }

    /// The heading below names of sites and bodies.
    fn heading_below_names(&self, first: &[usize]) -> Option<usize> {
        let at = first.iter().take_while(|&&index| self.is_name_of_site(index)).count();
        let &heading = first.get(at).filter(|_| at > 0)?;
        let is_heading = self.tells_news(heading, first.get(at + 1).copied())
            || (heading + 1 < self.lines.len() && self.is_date_line(heading + 1))
            || first[..at].iter().all(|&index| self.is_name_with(index, is_site));
        (self.looks_like_title(heading) && is_heading).then_some(at)
    }

    /// Whether a line calls a newspaper, a site or a body by its name, and tells nothing of it.
    pub(super) fn is_name_of_site(&self, index: usize) -> bool {
        self.is_name_with(index, |word| is_site(word) || PAGE.body.iter().any(|known| known == word))
    }

    /// Whether a line is a name that holds one of some words, and tells nothing.
    fn is_name_with(&self, index: usize, is_known: impl Fn(&str) -> bool) -> bool {
        const RUSSIAN_VERBS: &[&str] = &[
            "ит", "ет", "ут", "ют", "ат", "ят", "ал", "ил", "ел", "али", "или", "ели", "ала", "ила", "ела",
            "ло", "лся", "лась", "лись", "тся", "ть",
        ];
        const KAZAKH_VERBS: &[&str] =
            &["ды", "ді", "ты", "ті", "уда", "уде", "мақ", "мек", "пақ", "пек", "бақ", "бек"];
        let line = &self.lines[index];
        let range = self.text.tokens_in(line.span);
        let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let words = || line.key.split(' ');
        let has_verb = match language::of(self.text.slice(line.span)) {
            Language::Kazakh => {
                words().next_back().is_some_and(|word| !is_known(word) && ends(word, KAZAKH_VERBS))
            }
            Language::Russian | Language::English => {
                words().any(|word| !is_known(word) && ends(word, RUSSIAN_VERBS))
            }
        };
        line.shape == Shape::Plain
            && line.characters <= LONGEST_NAME
            && words().any(is_known)
            && !has_verb
            && !self.ends_sentence(index)
            && !MARKS.held.are_in(&self.text.tokens, range.clone())
            && !MARKS.announcing.are_in(&self.text.tokens, range.clone())
            && !EVENTS.heads.are_in(&self.text.tokens, range)
    }

    /// Whether a line is a heading of what the line below it goes on to tell.
    fn tells_news(&self, heading: usize, below: Option<usize>) -> bool {
        let range = self.text.tokens_in(self.lines[heading].span);
        let stems = |index: usize| -> BTreeSet<String> {
            let long = |word: &&str| word.chars().count() >= 5;
            self.lines[index].key.split(' ').filter(long).map(|word| word.chars().take(5).collect()).collect()
        };
        EVENTS.heads.are_in(&self.text.tokens, range.clone())
            || MARKS.held.are_in(&self.text.tokens, range)
            || below.is_some_and(|below| stems(heading).intersection(&stems(below)).count() >= 2)
    }

    /// Whether the next line goes on with a line's sentence, as in a text that was broken for its width.
    pub(super) fn goes_on_below(&self, index: usize) -> bool {
        self.text.lines.get(index + 1).is_some_and(|next| {
            let line = self.text.lines[index];
            line.paragraph == next.paragraph
                && goes_on(self.text.slice(line.span), self.text.slice(next.span))
        })
    }

    /// «Ерлан Сапаров: “…!”»: somebody's words as a heading, with the sign that ends them.
    pub(super) fn is_headline_of_speech(&self, index: usize) -> bool {
        const LONGEST_SPEAKER: usize = 4;
        let line = &self.lines[index];
        let tokens = &self.text.tokens[self.text.tokens_in(line.span)];
        let Some(colon) = tokens.iter().position(|token| token.is_sign(":")) else { return false };
        let is_speaker = |at: usize| {
            tokens[at].is_word() && self.text.slice(tokens[at].span).starts_with(char::is_uppercase)
        };
        let speech = tokens.get(colon + 1).filter(|token| token.kind == TokenKind::Quote);
        let ends_it = |start: usize| {
            let at = self.text.quotations.partition_point(|quotation| quotation.span.start < start);
            self.text.quotations.get(at).is_some_and(|quotation| quotation.span.end == line.span.end)
        };
        (1..=LONGEST_SPEAKER).contains(&colon)
            && (0..colon).all(is_speaker)
            && speech.is_some_and(|speech| ends_it(speech.span.start))
    }

    /// «ФОРУМ ПРОШЁЛ В ТАРАЗЕ.»: a heading in capitals, with a full stop.
    pub(super) fn is_stopped_heading(&self, index: usize) -> bool {
        const LONGEST: usize = 120;
        let line = &self.lines[index];
        let raw = self.text.slice(line.span);
        line.characters <= LONGEST
            && line.words >= 3
            && raw.ends_with('.')
            && !raw.ends_with("..")
            && !raw.chars().any(char::is_lowercase)
            && !self.has_sentences(index)
    }
}

/// Whether a word names a newspaper or a site.
pub(super) fn is_site(word: &str) -> bool {
    PAGE.site.iter().any(|known| known == word)
}

/// Whether a line is the address of a site: «site.kz».
pub(super) fn is_domain(raw: &str) -> bool {
    const LONGEST_ENDING: usize = 6;
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
    raw.rsplit_once('.').is_some_and(|(names, ending)| {
        names.split('.').all(is_name)
            && names.chars().any(char::is_alphabetic)
            && (2..=LONGEST_ENDING).contains(&ending.chars().count())
            && ending.chars().all(char::is_lowercase)
    })
}

/// Whether a line is the name of a file: «IMG-20180412-WA0007.jpg», a picture's fingerprint.
fn is_file_name(raw: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "mp4", "mov", "pdf", "doc", "docx", "txt", "rtf",
    ];
    const STARTS: &[&str] = &["img", "dsc", "pic", "vid", "dcim", "image", "screenshot"];
    const SHORTEST_FINGERPRINT: usize = 24;
    if raw.contains(char::is_whitespace) || raw.contains("://") {
        return false;
    }
    let lower = raw.to_lowercase();
    let has_ending =
        lower.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && ENDINGS.contains(&ending));
    let has_start = STARTS.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            rest.starts_with(['-', '_']) || rest.starts_with(|c: char| c.is_ascii_digit())
        })
    }) && lower.contains(|letter: char| letter.is_ascii_digit());
    let is_fingerprint = lower.len() >= SHORTEST_FINGERPRINT
        && lower.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && lower.bytes().any(|byte| byte.is_ascii_digit());
    has_ending || has_start || is_fingerprint
}
