//! What an article says: facts, each with the words that it was read from.
//!
//! These are the values that the readers of the article give and that `write` turns into a content
//! page. Places are byte ranges of [`Article::text`](super::article::Article::text); only the JSON of
//! the command line counts characters.

use crate::date::Date;
use crate::diagnostics::Span;
use crate::gazetteer::RegionIndex;
use crate::language::Language;
use crate::vocabulary::{EventKind, Fact as FactName, OrganisationKind, Role};

/// The words of the article that a fact was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// Where the words stand in the article's text.
    pub span: Span,
    /// The rule that read them: `held-verb`, `first-line`, `json-ld` …
    pub rule: &'static str,
}

/// A fact with its evidence and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// From which words; nothing for what was made up (a generated title) or told from outside
    /// (metadata of a web page, an argument of the command line).
    pub evidence: Option<Evidence>,
    /// How sure, in per cent. Below [`REVIEW_BELOW`] a person should look at it.
    pub confidence: u8,
}

/// Facts that are less sure than this wait for review, in per cent.
pub const REVIEW_BELOW: u8 = 70;

/// How the date of the event is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBasis {
    /// The text gives it.
    Stated,
    /// The text gives a part, the publication date the rest (a year, «бүгін»).
    Published,
    /// The text lets one conclude it.
    Inferred,
}

impl DateBasis {
    /// The word in JSON and in evidence files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Published => "published",
            Self::Inferred => "inferred",
        }
    }
}

/// A title, and whether it stands in the article or was put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// As it is to be shown.
    pub text: String,
    /// Whether it was put together from other facts.
    pub generated: bool,
}

/// When the event took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDate {
    /// No more exact than it is known.
    pub date: Date,
    /// How it is known.
    pub basis: DateBasis,
}

/// An organisation that took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationFact {
    /// Its name in the nominative, as the archive would write it; a record's own name where there is one.
    pub name: String,
    /// The id of its authority record.
    pub id: Option<String>,
    /// Its kind, as far as words beside the name say it.
    pub kind: Option<OrganisationKind>,
    /// As what it took part.
    pub role: Role,
}

/// A person who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFact {
    /// In the nominative.
    pub name: String,
    /// As what, in the article's language, lower case, in the nominative.
    pub role: Option<String>,
    /// For whom: a name as in [`OrganisationFact::name`], or in the article's words.
    pub organisation: Option<String>,
}

/// Somebody or something that is named and did not take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name.
    pub name: String,
    /// Why it is no participant: `other-event`, `venue`, `credit`, `quoted`, `named-after` …
    pub why: &'static str,
}

/// A piece of text that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Where it stands.
    pub span: Span,
    /// Why it is no part of the article: `counter`, `comment-prompt`, `read-also`, `photo-line`,
    /// `repeated-paragraph`, `share`, `poll`, `file-name` …
    pub rule: &'static str,
}

/// Everything that was read out of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The article's language.
    pub language: Language,
    /// Paragraphs in another language than the article's.
    pub other_languages: Vec<(Span, Language)>,
    /// The title, found or generated.
    pub title: Option<Read<Title>>,
    /// When the event took place.
    pub date: Option<Read<EventDate>>,
    /// When the article was published.
    pub published: Option<Read<Date>>,
    /// Where.
    pub region: Option<Read<RegionIndex>>,
    /// Where exactly, in the article's words.
    pub place: Option<Read<String>>,
    /// What kind of event.
    pub kind: Option<Read<EventKind>>,
    /// The ordinal in its name.
    pub number: Option<Read<u32>>,
    /// What it was about, as announced.
    pub theme: Option<Read<String>>,
    /// Who took part.
    pub organisations: Vec<Read<OrganisationFact>>,
    /// Who took part.
    pub people: Vec<Read<PersonFact>>,
    /// Regions that are only mentioned.
    pub regions_mentioned: Vec<Read<RegionIndex>>,
    /// Named, and no participants.
    pub mentioned: Vec<Read<Mention>>,
    /// Photographers, press services.
    pub credits: Vec<Read<String>>,
    /// What was set aside.
    pub removed: Vec<Removed>,
    /// The lines that remain, as places of the text, paragraph by paragraph: the body.
    pub body: Vec<Span>,
    /// The titles of further articles that stand in the same text.
    pub further_articles: Vec<Span>,
    /// Facts that a person should look at.
    pub review: Vec<FactName>,
}
