//! What becomes of the articles of an import, and why one cannot be imported.

use std::fmt;

use super::article::Article;
use super::facts::Facts;
use super::same_event::SameEvent;
use crate::publish::PublishError;
use crate::source::ReadError;

/// What became of one article.
#[derive(Debug)]
pub struct Imported {
    /// The article.
    pub article: Article,
    /// What was read out of it.
    pub facts: Facts,
    /// Events that it may report as well.
    pub same_event: Vec<SameEvent>,
    /// What was done.
    pub action: Action,
}

/// What was done with an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Nothing was to be written.
    Read,
    /// A page was written.
    Written(String),
    /// The page is there, as it would be written now.
    Unchanged(String),
    /// The page is there, and a person has edited it.
    Edited(String),
    /// There is a page of it, and no evidence of how it was written: it is left alone.
    WithoutEvidence(String),
    /// The page is there as an older importer wrote it; this one would write it otherwise.
    Differs {
        /// The page.
        path: String,
        /// The difference, line by line.
        difference: String,
    },
    /// The page was written again.
    Updated(String),
    /// The article became a further source of an event, and the page of its language where that was new.
    Joined {
        /// The event's main file.
        path: String,
        /// The translation that was written.
        translation: Option<String>,
        /// What became of the page that an earlier import had made of the article.
        own_page: Option<OwnPage>,
        /// In what the article and the event are at odds.
        odds: Vec<Odds>,
    },
}

/// The page that an article had before it was joined to another event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnPage {
    /// Nobody had edited it: it is gone, and its address leads to the event.
    TakenBack(String),
    /// It stands: a person had edited it, or it has a translation or a further source.
    Stands(String),
}

/// A fact that an article and the event that it was joined to see differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odds {
    /// Which fact: `date`, `region`, `kind`.
    pub fact: &'static str,
    /// What the event's file says.
    pub event: String,
    /// What the article says.
    pub article: String,
}

/// Why an article could not be imported. The others go on.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the system did not give the file out: of the article itself that says nothing.
    pub is_unread: bool,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>, help: &str) -> Self {
        Self { message: message.into(), help: Some(help.to_owned()), is_unread: false }
    }

    pub(super) fn unread(message: String) -> Self {
        Self { message, help: None, is_unread: true }
    }
}

/// Why an import could not be done at all.
#[derive(Debug)]
pub enum ImportError {
    /// The site cannot be read.
    Read(ReadError),
    /// A page cannot be written.
    Publish(PublishError),
    /// There is no event to join.
    NoSuchEvent(String),
    /// There is no site to write to.
    NoSite,
}

impl fmt::Display for ImportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(formatter),
            Self::Publish(error) => error.fmt(formatter),
            Self::NoSuchEvent(id) => write!(formatter, "there is no event \"{id}\" to join"),
            Self::NoSite => formatter.write_str(
                "there is no site.toml here or in a folder above; name the site with --root, or look with --dry-run",
            ),
        }
    }
}

impl std::error::Error for ImportError {}

impl ImportError {
    /// What to do about it, where there is something to do that its words do not say.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Publish(error) => error.help(),
            Self::Read(_) | Self::NoSuchEvent(_) | Self::NoSite => None,
        }
    }
}

impl From<ReadError> for ImportError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<PublishError> for ImportError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}
