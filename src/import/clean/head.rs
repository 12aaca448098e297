//! The head of a page that was copied as a whole: of the lines above the text one may be the article's heading, and
//! the others are the page's.
//!
//! No line of them need be known by its words: a heading speaks of what the text speaks of, stands near it, and is no
//! entry of a column of short ones.

use std::collections::BTreeSet;

use super::heading::LINES_ABOVE;
use super::{Shape, Sorter};
use crate::import::words::{EVENTS, MARKS};

/// So many lines of the page above a text show that the page was copied.
const LINES_OF_PAGE: usize = 2;

/// So many short lines one below the other are a menu.
const ENTRIES_OF_COLUMN: usize = 3;

/// The longest entry of such a menu, in words.
const LONGEST_ENTRY: usize = 3;

/// So many lines at its beginning tell what a text is about.
const LINES_OF_TEXT: usize = 4;

/// A line that less speaks for is no heading.
const LEAST_WEIGHT: i32 = 4;

impl Sorter<'_> {
    /// Where the text begins, if the lines above it are those of a copied page; with the lines that remain of these.
    pub(super) fn copied_head(&self) -> Option<(usize, Vec<usize>)> {
        let text = (0..self.lines.len().min(LINES_ABOVE)).find(|&index| self.is_prose(index))?;
        let is_of_page = |index: &usize| {
            matches!(
                self.reasons[*index],
                Some(
                    "menu" | "crumbs" | "counter" | "share" | "site-header" | "banner-date" | "poll" | "tags"
                )
            )
        };
        let known = (0..text).filter(is_of_page).count();
        let head: Vec<usize> = self.remaining().take_while(|index| *index < text).collect();
        // Short lines alone may as well be a motto, or verses.
        let in_column = || head.iter().filter(|index| self.is_in_column(**index)).count();
        (known >= 1 && head.len() >= 2 && known + in_column() >= LINES_OF_PAGE).then_some((text, head))
    }

    /// Whether a line stands above the text of a copied page.
    pub(super) fn is_in_copied_head(&self, index: usize) -> bool {
        self.copied_head().is_some_and(|(text, _)| index < text)
    }

    /// The first line of a menu above the text: the heading stands below.
    fn first_menu(&self, text: usize) -> Option<usize> {
        let is_menu = |index: &usize| matches!(self.reasons[*index], Some("menu" | "crumbs"));
        (0..text).find(|index| is_menu(index) || self.is_in_column(*index))
    }

    /// Whether a line stands between a menu and the text of a copied page.
    pub(super) fn is_below_menu_of_copied(&self, index: usize) -> bool {
        self.copied_head()
            .is_some_and(|(text, _)| index < text && self.first_menu(text).is_some_and(|menu| menu < index))
    }

    /// Finds the heading among the lines of a copied page, and sets the others aside.
    pub(super) fn heading_of_copied(&mut self, text: usize, head: &[usize]) -> Option<usize> {
        let subjects: BTreeSet<String> = self
            .remaining_from(text)
            .take(LINES_OF_TEXT)
            .flat_map(|index| self.stems(index).collect::<Vec<_>>())
            .collect();
        let menu = self.first_menu(text);
        let weights = head.iter().enumerate().map(|(order, &index)| {
            let nearness = i32::try_from(order * 3 / head.len()).unwrap_or(0);
            let is_below_menu = menu.is_some_and(|menu| index > menu);
            self.weight_of_heading(index, &subjects) + nearness + if is_below_menu { 3 } else { 0 }
        });
        let best = weights.zip(head).max_by_key(|(weight, index)| (*weight, **index));
        let heading = best.filter(|(weight, _)| *weight >= LEAST_WEIGHT).map(|(_, &index)| index);
        for &index in head {
            if Some(index) != heading {
                self.set_aside(index, "page-head");
            }
        }
        heading
    }

    /// How much speaks for a line as the heading of a text with these subjects.
    fn weight_of_heading(&self, index: usize, subjects: &BTreeSet<String>) -> i32 {
        let line = &self.lines[index];
        let range = self.text.tokens_in(line.span);
        let shared = self.stems(index).collect::<BTreeSet<_>>().intersection(subjects).count().min(3);
        let is_repeated = self.lines[..index].iter().any(|above| {
            above.key.len() > line.key.len() && line.words >= 2 && above.key.ends_with(line.key.as_str())
        });
        // «Говорить, пока не начали спорить», and the day right below.
        let is_stamped = self.reasons.get(index + 1).is_some_and(|below| *below == Some("date-line"));
        let tells = EVENTS.heads.are_in(&self.text.tokens, range.clone())
            || MARKS.held.are_in(&self.text.tokens, range);
        let length = match line.words {
            0 | 1 => -6,
            2 => -3,
            3 => 0,
            _ => 2,
        };
        let speaks_of_nothing = shared == 0 && !tells && !is_repeated && !is_stamped;
        let of = |is: bool, weight: i32| if is { weight } else { 0 };
        2 * i32::try_from(shared).unwrap_or(0)
            + length
            + of(tells, 3)
            + of(is_repeated, 4)
            + of(is_stamped, 2)
            + of(speaks_of_nothing, -3)
            + of(!self.looks_like_title(index), -8)
            + of(self.is_name_of_site(index), -6)
            + of(self.is_in_column(index), -4)
            + of(self.has_pieces(index), -3)
    }

    /// What the longer words of a line begin with.
    fn stems(&self, index: usize) -> impl Iterator<Item = String> + '_ {
        const STEM: usize = 5;
        const SHORTEST: usize = 4;
        let is_long = |word: &&str| word.chars().count() >= SHORTEST;
        self.lines[index].key.split(' ').filter(is_long).map(|word| word.chars().take(STEM).collect())
    }

    /// Whether a line is an entry of a menu whose entries stand one below the other.
    fn is_in_column(&self, index: usize) -> bool {
        let is_entry = |index: usize| {
            let line = &self.lines[index];
            line.shape == Shape::Plain
                && !line.key.contains(|letter: char| letter.is_ascii_digit())
                && (1..=LONGEST_ENTRY).contains(&line.words)
                && !self.ends_sentence(index)
                && !self.ends_in_colon(index)
        };
        let paragraph = self.text.lines[index].paragraph;
        let is_beside = |other: usize| self.text.lines[other].paragraph == paragraph && is_entry(other);
        let above = (0..index).rev().take(ENTRIES_OF_COLUMN).take_while(|&other| is_beside(other)).count();
        let below = (index + 1..self.lines.len())
            .take(ENTRIES_OF_COLUMN)
            .take_while(|&other| is_beside(other))
            .count();
        is_entry(index) && above + 1 + below >= ENTRIES_OF_COLUMN
    }
}
