//! Lines that hold a date alone: at the top or the very end of an article the day on which it was published, further
//! down the days of a programme.

use super::heading::{LINES_ABOVE, is_site};
use super::{LONGEST_TITLE, Shape, Sorter};
use crate::import::facts::{Evidence, Read};
use crate::import::webpage::values;
use crate::import::words::PAGE;
use crate::import::{date_line, days};

/// The longest line that holds a date and nothing else, in characters.
const LONGEST_DATE_LINE: usize = 80;

/// A shorter line with a full stop may still belong to what stands around the text.
const WORDS_OF_PROSE: usize = 6;

/// How many lines may stand below the date at the end: author, press service.
const LINES_BELOW_END: usize = 2;

/// Where a date line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Beside the title.
    Top,
    /// Between a first sentence or two and the text.
    BelowLede,
    /// Below the whole text.
    End,
    /// Within the text, which it is a part of.
    Text,
}

impl Sorter<'_> {
    /// Whether a line holds a date, and perhaps a time and a label, and nothing else.
    pub(super) fn is_date_line(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let is_day = || self.is_day(line.span) && !self.is_of_appointment(index);
        (line.characters <= LONGEST_DATE_LINE && is_day())
            || self.day_among_pieces(index).is_some()
            || self.is_imprint(index)
    }

    /// «Дата: 12 мая» beside «Место: …»: when somebody is asked to come.
    fn is_of_appointment(&self, index: usize) -> bool {
        let has_label = |index: usize, labels: &[String]| {
            let raw = self.text.slice(self.lines[index].span);
            raw.split_once(':').is_some_and(|(label, _)| labels.contains(&label.trim().to_lowercase()))
        };
        let near = index.saturating_sub(2)..(index + 3).min(self.lines.len());
        has_label(index, &PAGE.day) && near.into_iter().any(|line| has_label(line, &PAGE.appointment))
    }

    /// «Газета «Заря степи» | Среда, 22 ноября», and «… газеті №11» above the day: that of the newspaper's issue.
    fn is_of_newspaper(&self, index: usize) -> bool {
        let names_newspaper = |index: usize| {
            let line = &self.lines[index];
            line.characters <= LONGEST_DATE_LINE && line.key.split(' ').any(|word| word.starts_with("газет"))
        };
        let is_issue = |index: usize| self.text.slice(self.lines[index].span).contains('№');
        names_newspaper(index)
            || index.checked_sub(1).is_some_and(|above| names_newspaper(above) && is_issue(above))
    }

    /// «Газета «Заря степи», 29.05.2019»: a newspaper's name, and its day at the end.
    fn is_imprint(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let tokens = self.text.tokens_in(line.span);
        let Some(day) = days::find(&self.text.tokens, tokens.clone()).into_iter().next() else {
            return false;
        };
        let mut outside = (tokens.start..day.tokens.start)
            .map(|at| &self.text.tokens[at])
            .filter(|token| token.is_word() && self.text.quotation_at(token.span.start).is_none());
        line.characters <= LONGEST_DATE_LINE
            && line.shape == Shape::Plain
            && day.tokens.end == tokens.end
            && outside.clone().count() > 0
            && outside.all(|token| is_site(&token.lower))
    }

    pub(super) fn set_aside_date_lines(&mut self) {
        let date_lines: Vec<usize> = self
            .remaining()
            .filter(|&index| self.lines[index].shape != Shape::Row && self.is_date_line(index))
            .collect();
        let places = self.places(&date_lines);
        let mut ends = 0;
        for (&index, &place) in date_lines.iter().zip(&places) {
            let span = self.lines[index].span;
            let range = self.text.tokens_in(span);
            let tokens = &self.text.tokens[range.clone()];
            // «Сегодня 6 декабря» in a line of its own is no line of a text wherever it stands.
            if place == Place::Text && !date_line::is_of_the_present(tokens) {
                continue;
            }
            let is_banner = date_line::is_banner(tokens)
                && !date_line::says_published(tokens)
                && !self.is_of_newspaper(index)
                && !self.is_stamp_of_title(index, place);
            self.set_aside(index, if is_banner { "banner-date" } else { "date-line" });
            ends += usize::from(place == Place::End);
            if is_banner || self.cleaned.published.is_some() || ends > 1 {
                continue;
            }
            let day = days::find(&self.text.tokens, range).into_iter().next();
            // News came on a day; an interval in a line of its own is something else's.
            let date = match day {
                Some(day) => day.date(day.written_year()).filter(|date| date.iso().is_some()),
                None => values::day(self.text.slice(span)),
            };
            if let Some(date) = date {
                let evidence = Some(Evidence { span, rule: "date-line" });
                self.cleaned.published = Some(Read { value: date, evidence, confidence: 90 });
            }
        }
        let top =
            date_lines.iter().zip(&places).find(|(_, place)| matches!(place, Place::Top | Place::BelowLede));
        if let Some((&first, _)) = top {
            self.set_aside_byline_beside(first);
            // Of a page that was copied the heading is looked for among all lines of its head.
            if self.copied_head().is_none() {
                self.set_aside_header(first);
            }
        }
    }

    /// Whether a line with the day of the week is no banner: with the time of day, between the title and the text.
    fn is_stamp_of_title(&self, index: usize, place: Place) -> bool {
        let tokens = &self.text.tokens[self.text.tokens_in(self.lines[index].span)];
        let above = || (0..index).rev().find(|&line| self.reasons[line].is_none());
        let below = || self.remaining_from(index + 1).next();
        let is_between = || {
            above().is_some_and(|above| self.looks_like_title(above))
                && below().is_some_and(|below| !self.looks_like_title(below))
        };
        place == Place::Top
            && index < LINES_ABOVE
            && date_line::has_time(tokens)
            && !date_line::is_of_the_present(tokens)
            && (is_between() || self.is_below_menu_of_copied(index))
    }

    /// Where each date line stands.
    fn places(&self, date_lines: &[usize]) -> Vec<Place> {
        let others: Vec<usize> =
            self.remaining().filter(|index| date_lines.binary_search(index).is_err()).collect();
        // How many lines of prose stand before each of the others, and before the end.
        let mut prose = vec![0];
        for &index in &others {
            prose.push(prose[prose.len() - 1] + usize::from(self.is_prose(index)));
        }
        let mut places: Vec<Place> = date_lines
            .iter()
            .map(|&index| {
                let split = others.partition_point(|other| *other < index);
                self.place(index, &others[..split], &others[split..], prose[split])
            })
            .collect();
        // The first and the last day of a programme look like the day on which an article was published.
        if places.contains(&Place::Text) {
            for place in places.iter_mut().filter(|place| **place != Place::Top) {
                *place = Place::Text;
            }
        }
        places
    }

    fn place(&self, index: usize, above: &[usize], below: &[usize], prose_above: usize) -> Place {
        let is_item = |line: usize| self.lines[line].shape == Shape::Item;
        let opens_list = below.first().is_some_and(|&next| is_item(next)) && !is_item(index);
        let is_announced = above.last().is_some_and(|&line| self.ends_in_colon(line));
        if opens_list || is_announced {
            return Place::Text;
        }
        if prose_above == 0 {
            return Place::Top;
        }
        let stands_below_lede = prose_above == 1
            && above.last().is_some_and(|&line| self.is_prose(line))
            && below.first().is_some_and(|&line| self.is_prose(line));
        if stands_below_lede {
            return Place::BelowLede;
        }
        let says_published =
            date_line::says_published(&self.text.tokens[self.text.tokens_in(self.lines[index].span)]);
        let is_end = (below.len() <= LINES_BELOW_END || says_published)
            && !below.iter().any(|&line| self.is_prose(line));
        if is_end && !is_item(index) { Place::End } else { Place::Text }
    }

    /// Whether a line is one of the text: a sentence, or longer than any title.
    pub(super) fn is_prose(&self, index: usize) -> bool {
        let line = &self.lines[index];
        line.characters > LONGEST_TITLE || (line.words >= WORDS_OF_PROSE && self.ends_sentence(index))
    }

    /// Sets aside the author's name right above or below a date line, where a title stands above both.
    fn set_aside_byline_beside(&mut self, date_line: usize) {
        let above: Vec<usize> = self.remaining().take_while(|&index| index < date_line).collect();
        let below = self.remaining().find(|&index| index > date_line);
        let bylines =
            [above.last().copied().filter(|_| above.len() > 1), below.filter(|_| !above.is_empty())];
        if let Some(index) = bylines.into_iter().flatten().find(|&index| self.is_byline(index)) {
            let who = self.text.slice(self.lines[index].span);
            self.credit(who.split(',').next().unwrap_or(who), self.lines[index].span, "byline");
            self.set_aside(index, "byline");
        }
    }

    /// Sets aside what stands above a date line, if a title follows behind it.
    fn set_aside_header(&mut self, date_line: usize) {
        let above: Vec<usize> = self.remaining().take_while(|&index| index < date_line).collect();
        if above.is_empty() || above.iter().any(|&index| self.lines[index].characters > 90) {
            return;
        }
        let Some(behind) = self.remaining().find(|&index| index > date_line) else { return };
        // The title above the date may be repeated below it; then it is the title already.
        let repeats = above.iter().any(|&index| self.lines[index].key == self.lines[behind].key);
        if self.looks_like_title(behind) && !repeats && !self.goes_on_below(behind) {
            for index in above {
                self.set_aside(index, "site-header");
            }
        }
    }
}
