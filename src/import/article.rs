//! A raw article: decoded, in one form, with what its page says of it.

use crate::date::Date;

/// A news text that somebody saved, read and not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The file's name, or `-` for standard input.
    pub file: String,
    /// The name of the encoding that it was in: `utf-8`, `windows-1251`, `kz-1048`, `koi8-r`, `utf-16le` …
    pub encoding: &'static str,
    /// The text: Unicode form C, lines that end in LF, each line whole. For a web page, the text that was taken out of it,
    /// as Markdown.
    pub text: String,
    /// The text as it was saved, where lines were put together in [`Article::text`]: the article's fingerprint is of it.
    pub saved: Option<String>,
    /// Whether it was a web page.
    pub is_web_page: bool,
    /// What the page, or the command line, says of it.
    pub metadata: Metadata,
    /// Paragraphs of whole sentences that the web page has and the text has not: they seemed to stand around the
    /// article, not in it.
    pub left_out: Vec<String>,
}

/// What is told of an article from outside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The article's title.
    pub title: Option<Told<String>>,
    /// Who published it.
    pub publisher: Option<Told<String>>,
    /// Who wrote it.
    pub author: Option<Told<String>>,
    /// Its address.
    pub url: Option<Told<String>>,
    /// When it was published: a day.
    pub published: Option<Told<Date>>,
    /// The page's language as it says itself (`kk`, `ru`, `en`).
    pub language: Option<Told<String>>,
    /// Its picture: address, caption, credit.
    pub picture: Option<Picture>,
}

/// A value and the rung of the ladder that it stood on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// `json-ld`, `open-graph`, `dublin-core`, `time-element`, `byline`, `address`, `saved-from`, `header`, `argument`.
    pub rung: &'static str,
}

/// An article's picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub url: Option<String>,
    /// What stands under it.
    pub caption: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
}
