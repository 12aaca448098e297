//! The page that an article has, and the evidence beside it: writes a new one, and compares one that is there with what
//! the article would give now. A page that a person edited is never written again.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::article::Article;
use super::compose::{self, Page};
use super::facts::Facts;
use super::outcome::{Action, Failure, ImportError};
use super::read::Arguments;
use super::run::Request;
use crate::date::Date;
use crate::diagnostics::{Located, Span};
use crate::document::{Event, Source};
use crate::evidence::{ArticleEvidence, Evidence, path_of};
use crate::publish::{self, PublishError};
use crate::source;

/// A page that has an article as its source.
#[derive(Debug, Clone)]
pub(super) struct KnownPage {
    pub(super) path: String,
    /// What the page says of the article.
    pub(super) source: Source,
    /// What is known of the import.
    pub(super) evidence: Option<ArticleEvidence>,
}

impl KnownPage {
    /// Whether the command line says something of the article that the page does not.
    pub(super) fn lacks(&self, told: &Arguments) -> bool {
        let Source { url, publisher, published, .. } = &self.source;
        let day = told.published.as_ref().and_then(Date::earliest_day);
        (told.url.is_some() && told.url != *url)
            || (told.publisher.is_some() && told.publisher != *publisher)
            || (day.is_some() && day != *published)
    }
}

/// Writes a new page and its evidence: the evidence first, so that a page is never without its own. What lies there
/// is of a page that was deleted.
pub(super) fn write_page(
    root: &Path,
    path: &str,
    page: &Page,
    facts: &Facts,
    article: &Article,
    sha256: &str,
) -> Result<ArticleEvidence, PublishError> {
    let text = page.print();
    let evidence = ArticleEvidence {
        file: compose::file_name(article).to_owned(),
        sha256: sha256.to_owned(),
        lang: facts.language,
        page: hexadecimal(text.as_bytes()),
        facts: page.facts.clone(),
    };
    change_evidence(root, path, |articles| *articles = vec![evidence.clone()])?;
    publish::create_file(&root.join(path), text.as_bytes())?;
    Ok(evidence)
}

/// Puts an article's evidence into the file beside a page, in the place of an older one of the article.
fn put_evidence(root: &Path, page: &str, entry: ArticleEvidence) -> Result<(), PublishError> {
    change_evidence(root, page, |articles| {
        match articles.iter_mut().find(|known| known.sha256 == entry.sha256) {
            Some(known) => *known = entry,
            None => articles.push(entry),
        }
    })
}

/// Changes what the file of evidence beside a page has, and makes one where there is none.
pub(super) fn change_evidence(
    root: &Path,
    page: &str,
    change: impl FnOnce(&mut Vec<ArticleEvidence>),
) -> Result<(), PublishError> {
    let path = path_of(page);
    let mut evidence =
        source::read_text(root, &path).and_then(|file| Evidence::parse(&file).ok()).unwrap_or_default();
    change(&mut evidence.articles);
    let (file, text) = (root.join(&path), evidence.print());
    if source::is_there(&file) {
        publish::replace_file(&file, text.as_bytes())
    } else {
        publish::create_file(&file, text.as_bytes())
    }
}

/// An article that is one of several sources of an event: what the command line says of it has no way there.
pub(super) fn joined_already(known: &KnownPage, told: &Arguments) -> Result<Action, Failure> {
    let path = known.path.clone();
    if !known.lacks(told) {
        return Ok(Action::Unchanged(path));
    }
    Err(Failure::new(
        format!(
            "{path} has it among its sources already, and what the command line says of it was not written there"
        ),
        "write url, publisher and published into its [[sources]] in that file",
    ))
}

/// An article whose page is there.
pub(super) fn again(
    root: &Path,
    request: &Request,
    known: KnownPage,
    mut page: Page,
    sha256: &str,
) -> Result<Result<Action, Failure>, ImportError> {
    let path = known.path.as_str();
    let Some(file) = source::read_text(root, path) else {
        return Ok(Err(Failure::new(
            format!("{path} cannot be read"),
            "see to it that the file may be read",
        )));
    };
    // Joined to an event that has other sources too: there is no page of its own to compare.
    if known.evidence.as_ref().is_some_and(|evidence| evidence.page.is_empty()) {
        return Ok(joined_already(&known, &request.arguments));
    }
    let Some(evidence) = known.evidence else {
        return Ok(Ok(Action::WithoutEvidence(path.to_owned())));
    };
    if evidence.page != hexadecimal(file.text.as_bytes()) {
        return Ok(Ok(Action::Edited(path.to_owned())));
    }
    // What does not come from the article stays as it was: days, the name that the file had then, and what
    // other articles that were joined brought.
    keep_frame(&mut page.event, &file, &evidence.file);
    let text = page.print();
    if text == *file.text {
        return Ok(Ok(Action::Unchanged(path.to_owned())));
    }
    if page.event.recorded.as_ref().is_none_or(|day| day.value != request.today) {
        page.event.updated = Some(Located::new(request.today, Span::default()));
    }
    let text = page.print();
    if !request.update {
        let difference = similar::TextDiff::from_lines(&*file.text, text.as_str())
            .unified_diff()
            .context_radius(1)
            .to_string();
        return Ok(Ok(Action::Differs { path: path.to_owned(), difference }));
    }
    let entry = ArticleEvidence {
        file: evidence.file,
        sha256: sha256.to_owned(),
        lang: evidence.lang,
        page: hexadecimal(text.as_bytes()),
        facts: page.facts.clone(),
    };
    put_evidence(root, path, entry)?;
    publish::replace_file(&root.join(path), text.as_bytes())?;
    Ok(Ok(Action::Updated(path.to_owned())))
}

/// Takes over from the page on the disk what an import sets once.
fn keep_frame(event: &mut Event, file: &source::TextFile, article: &str) {
    let (document, _) = crate::document::read(file);
    let Some(crate::document::Record::Event(old)) = document.map(|document| document.record) else { return };
    event.recorded = old.recorded;
    event.updated = old.updated;
    event.rights = old.rights;
    event.lang = old.lang;
    event.aliases = old.aliases;
    event.sources.extend(old.sources.iter().skip(1).cloned());
    if let (Some(new), Some(old)) = (event.sources.first_mut(), old.sources.first()) {
        new.value.accessed = old.value.accessed;
        new.value.file = Some(article.to_owned());
        new.value.published = new.value.published.or(old.value.published);
    }
}

/// What tells an article from others: of its text as it was saved.
pub(super) fn fingerprint(article: &Article) -> String {
    hexadecimal(article.saved.as_ref().unwrap_or(&article.text).as_bytes())
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
