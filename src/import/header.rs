//! What stands above an article as «label: value», as people and archives of newspapers write who save articles:
//! «Источник: газета «…»», «Дата публикации: …», «Автор: …», «Ссылка: …», or an address alone.
//!
//! Such lines are no part of the article, and no title: they tell where it comes from.

use super::article::{Metadata, Told};
use super::facts::Removed;
use super::webpage::values;
use crate::diagnostics::Span;
use crate::language::names::fold;

/// The longest value, in characters: what is longer is a sentence of the text.
const LONGEST_VALUE: usize = 200;

/// The rung of what a header tells.
const RUNG: &str = "header";

/// What a label speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Source,
    Published,
    Author,
    Address,
    /// A day that is the publication's only beside one of the others: announcements give that of the event so.
    Day,
    /// The title; likewise.
    Title,
}

#[rustfmt::skip] // read as a table
const LABELS: &[(Label, &[&str])] = &[
    (Label::Source, &["источник", "издание", "газета", "дереккөз", "дереккөзі", "ақпарат көзі", "басылым", "source", "publisher"]),
    (Label::Published, &["дата публикации", "опубликовано", "дата выхода", "жарияланған күні", "жарияланды", "published", "date of publication"]),
    (Label::Author, &["автор", "авторы", "мақала авторы", "автор статьи", "author"]),
    (Label::Address, &["ссылка", "адрес", "адрес страницы", "сілтеме", "url", "link"]),
    (Label::Day, &["дата", "күні", "date"]),
    (Label::Title, &["заголовок", "название", "тақырып", "тақырыбы", "title"]),
];

/// The lines above an article and what they tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Where the article begins.
    pub(super) end: usize,
    /// The lines, as what was set aside.
    pub(super) lines: Vec<Removed>,
    /// What they tell.
    pub(super) metadata: Metadata,
}

/// The header of a plain text, if it has one and an article below it.
pub(super) fn of(text: &str) -> Option<Header> {
    let mut header = Header { end: 0, lines: Vec::new(), metadata: Metadata::default() };
    let mut is_sure = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim();
        if !shown.is_empty() {
            let Some((label, value)) = entry(shown) else { break };
            is_sure |= !matches!(label, Label::Day | Label::Title);
            header.take(label, value);
            let start = at + (line.len() - line.trim_start().len());
            header.lines.push(Removed { span: Span::new(start, start + shown.len()), rule: RUNG });
        }
        at += line.len();
        header.end = at;
    }
    let has_article = text[header.end..].chars().any(char::is_alphabetic);
    (is_sure && has_article).then_some(header)
}

/// What a line is a header's entry of, and its value.
fn entry(line: &str) -> Option<(Label, &str)> {
    if values::web_address(line, None).is_some() && !line.contains(char::is_whitespace) {
        return Some((Label::Address, line));
    }
    let (label, value) = line.split_once(':')?;
    let (label, value) = (fold(label.trim()), value.trim());
    let (label, _) = LABELS.iter().find(|(_, names)| names.contains(&label.as_str()))?;
    let is_value = !value.is_empty() && value.chars().count() <= LONGEST_VALUE;
    let is_day = || values::day(value).is_some();
    let fits = match label {
        Label::Published | Label::Day => is_day(),
        Label::Address => values::web_address(value, None).is_some(),
        Label::Source | Label::Author | Label::Title => !is_sentence(value),
    };
    (is_value && fits).then_some((*label, value))
}

/// Whether a value is the beginning of the news: «Источник: акимат. 12 мая в Таразе прошёл форум.»
fn is_sentence(value: &str) -> bool {
    const LONGEST_NAME: usize = 6;
    value.ends_with(['.', '!', '?', '…']) && value.split_whitespace().count() > LONGEST_NAME
}

impl Header {
    fn take(&mut self, label: Label, value: &str) {
        let told = |value: String| Told { value, rung: RUNG };
        let metadata = &mut self.metadata;
        match label {
            Label::Source => {
                if let Some(address) =
                    value.split_whitespace().find_map(|word| values::web_address(word, None))
                {
                    metadata.url.get_or_insert(told(address.into()));
                } else {
                    metadata.publisher = metadata.publisher.take().or_else(|| publisher(value).map(told));
                }
                let day = values::day(value).map(|value| Told { value, rung: RUNG });
                metadata.published = metadata.published.take().or(day);
            }
            Label::Published | Label::Day => {
                let day = values::day(value).map(|value| Told { value, rung: RUNG });
                metadata.published = metadata.published.take().or(day);
            }
            Label::Author => {
                let author = values::author(value, None).map(told);
                metadata.author = metadata.author.take().or(author);
            }
            Label::Address => {
                let address = values::web_address(value, None).map(|address| told(address.into()));
                metadata.url = metadata.url.take().or(address);
                if let Some(url) = &metadata.url
                    && metadata.published.is_none()
                {
                    metadata.published =
                        values::day_in_address(&url.value).map(|value| Told { value, rung: "address" });
                }
            }
            Label::Title => {
                metadata.title.get_or_insert(told(value.to_owned()));
            }
        }
    }
}

/// The name of a newspaper: what stands in quotation marks, else what stands before the day and the number.
fn publisher(value: &str) -> Option<String> {
    let quoted = value
        .split_once('«')
        .and_then(|(_, rest)| rest.split_once('»'))
        .or_else(|| value.split_once('"').and_then(|(_, rest)| rest.split_once('"')));
    let unquoted = value.split([',', ';', '№']).next().unwrap_or(value);
    let name = quoted.map_or(unquoted, |(name, _)| name);
    values::publisher(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Форум прошёл в Таразе\n\nВ Таразе прошёл форум.\n";

    /// Publisher, day, author, address and title, as far as they are told.
    fn told(text: &str) -> Option<[String; 5]> {
        let header = of(text)?;
        assert!(text[header.end..].starts_with("Форум прошёл"), "{text}");
        let metadata = header.metadata;
        let words = |told: Option<Told<String>>| told.map(|told| told.value).unwrap_or_default();
        let day = metadata.published.map(|told| told.value.to_string()).unwrap_or_default();
        let (publisher, author) = (words(metadata.publisher), words(metadata.author));
        Some([publisher, day, author, words(metadata.url), words(metadata.title)])
    }

    #[test]
    fn lines_above_an_article_tell_where_it_comes_from() {
        let cases = [
            (
                "Источник: газета «Заря степи»\nДата публикации: 12 марта 2019 г.\nАвтор: Мария Петрова\nСсылка: https://zarya.example/news/55\n\n",
                ["Заря степи", "2019-03-12", "Мария Петрова", "https://zarya.example/news/55", ""],
            ),
            ("Дереккөз: «Дала таңы» газеті, 12.03.2019\n", ["Дала таңы", "2019-03-12", "", "", ""]),
            (
                "https://zarya.example/2019/03/12/55\n",
                ["", "2019-03-12", "", "https://zarya.example/2019/03/12/55", ""],
            ),
            (
                "Источник: Заря степи, № 12\nДата: 12.03.2019\nЗаголовок: Форум\n\n",
                ["Заря степи", "2019-03-12", "", "", "Форум"],
            ),
        ];
        for (header, wanted) in cases {
            assert_eq!(told(&format!("{header}{ARTICLE}")), Some(wanted.map(str::to_owned)), "{header}");
        }
    }

    #[test]
    fn an_article_that_begins_with_its_title_has_no_header() {
        let texts = [
            ARTICLE,
            "Дата: 12.03.2019\nМесто: Тараз\n\nПройдёт форум.",
            "Тараз: форум прошёл\n\nПрошёл форум.",
            "Источник: газета «Заря степи»\n",
            "Источник:\n\nФорум прошёл.",
            "Источник: акимат. 12 мая в Таразе прошёл форум объединений.\n\nПришли гости.",
            "",
        ];
        for text in texts {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
