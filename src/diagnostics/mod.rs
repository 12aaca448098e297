//! What is wrong with a site, where, and how to mend it.
//!
//! A parser knows only its own text and reports a [`Problem`] with a place in it. Whoever knows the
//! file turns it into a [`Diagnostic`]. All diagnostics of a run are collected, sorted by
//! [`sort`], and shown once by the command line. Nothing here prints, and nothing here knows what
//! a problem of the environment (disk full, no permission) is: those are `Err`s, not diagnostics.

mod render;

use crate::source::SitePath;

pub use render::{Line, Texts, to_github, to_json, to_text, visible};

/// A range of bytes in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to before `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range in a text in which this one's text begins at `offset`.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// A value and the place in its file where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Located<T> {
    /// Puts a value and its place together.
    #[must_use]
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; a visitor would notice.
    Warning,
    /// Advice, shown by `check` alone.
    Note,
}

impl Severity {
    /// The word before the code: `error`, `warning`, `note`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// Which rule a diagnostic speaks of: a closed list, documented in `docs/diagnostics.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name that editors see and write: `unknown-region`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// How bad it is unless `[check]` in site.toml says otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    // Files.
    /// A file's bytes are not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file cannot be read.
    UnreadableFile = "unreadable-file", Error;
    /// A link out of the site, a pipe, a device: not read.
    SkippedFile = "skipped-file", Warning;
    /// A file or folder under `content/` that is none of the known kinds of record.
    UnknownFile = "unknown-file", Error;
    /// A file's name cannot be an address.
    BadId = "bad-id", Error;
    // One file.
    /// A content file does not begin with front matter.
    MissingFrontMatter = "missing-front-matter", Error;
    /// TOML or YAML that does not parse.
    Syntax = "syntax", Error;
    /// A key that is not known at this place.
    UnknownKey = "unknown-key", Error;
    /// A value of another type than its key wants.
    WrongType = "wrong-type", Error;
    /// A value of the right type that is not allowed.
    BadValue = "bad-value", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// A date that is neither a TOML date nor EDTF of the supported kind, or that does not exist.
    BadDate = "bad-date", Error;
    /// An address that is not a web address.
    BadUrl = "bad-url", Error;
    // Records together.
    /// No region has this name.
    UnknownRegion = "unknown-region", Error;
    /// A region that was made after the event took place.
    RegionNotYet = "region-not-yet", Warning;
    /// Several regions have this name.
    AmbiguousRegion = "ambiguous-region", Error;
    /// No kind of event has this name.
    UnknownKind = "unknown-kind", Error;
    /// A translation file whose record does not exist.
    OrphanTranslation = "orphan-translation", Error;
    /// A translation that contradicts its record.
    ContradictingTranslation = "contradicting-translation", Error;
    /// Two files for one record, or for one record's text in one language.
    DuplicateId = "duplicate-id", Error;
    /// Two records claim one alias or name.
    DuplicateAlias = "duplicate-alias", Error;
    /// A name that several organisations have.
    AmbiguousOrganisation = "ambiguous-organisation", Error;
    /// An organisation without an authority record.
    UnknownOrganisation = "unknown-organisation", Note;
    /// Two organisations whose names hardly differ.
    SimilarOrganisations = "similar-organisations", Note;
    /// A record without a text, or a name, in a language of the site.
    MissingTranslation = "missing-translation", Note;
    /// A day that is still to come.
    FutureDate = "future-date", Warning;
    /// An event that names no source.
    MissingSource = "missing-source", Warning;
    /// A fact that a person should still look at.
    WaitsForReview = "waits-for-review", Note;
    /// An evidence file that is not what `import` writes.
    BadEvidence = "bad-evidence", Warning;
    /// An evidence file whose page does not exist.
    OrphanEvidence = "orphan-evidence", Note;
    /// A link to a record, a heading or a file that does not exist.
    BrokenLink = "broken-link", Error;
    /// A link whose scheme is not on the list of safe ones.
    UnsafeLink = "unsafe-link", Error;
    /// The mark of a footnote that has no note, or a note that nothing refers to.
    LoneFootnote = "lone-footnote", Warning;
    /// A picture that says nothing to those who do not see it.
    ImageWithoutText = "image-without-text", Warning;
    /// A picture that cannot be shown, or not as its file's name says.
    BrokenPicture = "broken-picture", Warning;
    // The site.
    /// `site.toml` does not say where the site will be.
    MissingBaseUrl = "missing-base-url", Warning;
    /// A word of the interface is missing in a language.
    MissingString = "missing-string", Warning;
    /// Two outputs claim one path.
    PathClash = "path-clash", Error;
    /// A link or anchor on a finished page that leads nowhere.
    BrokenAddress = "broken-address", Error;
    /// An address of an earlier output that the site no longer has.
    LostAddress = "lost-address", Error;
    /// A file that is larger than hosts take.
    LargeFile = "large-file", Warning;
    /// A site that is larger than hosts take.
    LargeSite = "large-site", Warning;
    /// A template that does not parse, or that fails on a page.
    Template = "template", Error;
    /// A file or a page that made the program fail; the others go on.
    Panic = "panic", Error;
}

impl Code {
    /// Whether the site cannot be built with it, so that `[check]` cannot make it less.
    ///
    /// Two errors are about what was built, and only `check` looks for them.
    #[must_use]
    pub const fn stops_builds(self) -> bool {
        matches!(self.severity(), Severity::Error) && !matches!(self, Self::BrokenAddress | Self::LostAddress)
    }

    /// Finds a code by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

/// Something wrong at a place in one text; the file is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which rule.
    pub code: Code,
    /// The fact, in lower case and without a final stop.
    pub message: String,
    /// The words to underline.
    pub span: Span,
    /// What stands behind the underlined words; may be empty.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// A problem with no label and no help yet.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, label: String::new(), help: None }
    }

    /// Says what is the matter with the underlined words.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same problem in a text in which this one's text begins at `offset`.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        self.span = self.span.shifted(offset);
        self
    }

    /// Says in which file it is.
    #[must_use]
    pub fn within(self, path: &SitePath) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.code.severity(),
            message: self.message,
            places: vec![Place { path: path.clone(), span: Some(self.span), label: self.label }],
            help: self.help,
        }
    }
}

/// A place in a file, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: SitePath,
    /// The words; `None` speaks of the file as a whole.
    pub span: Option<Span>,
    /// What is the matter with them; may be empty.
    pub label: String,
}

/// One thing that is wrong, with every place that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How bad, after site.toml had its say.
    pub severity: Severity,
    /// The fact, in lower case and without a final stop.
    pub message: String,
    /// Where: the first place is the one to mend, the others explain. Empty for the site as a whole.
    pub places: Vec<Place>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic that speaks of a file as a whole.
    #[must_use]
    pub fn of_file(code: Code, path: &SitePath, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            places: vec![Place { path: path.clone(), span: None, label: String::new() }],
            help: None,
        }
    }

    /// Adds a place that explains the first one.
    #[must_use]
    pub fn and(mut self, path: &SitePath, span: Option<Span>, label: impl Into<String>) -> Self {
        self.places.push(Place { path: path.clone(), span, label: label.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Puts diagnostics into their one order (place, severity, code, message) and drops repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| d.places.first().map(|p| (p.path.clone(), p.span));
        (key(a), a.severity, a.code, &a.message, &a.places, &a.help).cmp(&(
            key(b),
            b.severity,
            b.code,
            &b.message,
            &b.places,
            &b.help,
        ))
    });
    diagnostics.dedup();
}

/// The candidate nearest to `word` by edit distance, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (edit_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Damerau-Levenshtein distance (optimal string alignment), in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(b.len() + 1);
        current.push(i + 1);
        for (j, &y) in b.iter().enumerate() {
            let mut best = (previous[j] + usize::from(x != y)).min(previous[j + 1] + 1).min(current[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[b.len()]
}
