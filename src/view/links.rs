//! Where the links of a text lead: from files to addresses, and which of them lead nowhere.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use tera::Value;

use super::Views;
use crate::archive::{Archive, Shown};
use crate::diagnostics::{Code, Diagnostic, Problem, Span, nearest};
use crate::document::{Document, RecordKind, name_of};
use crate::formats::address;
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::markdown::{self, Link, LinkKind, Target, composed};
use crate::plan::{Listing, Output, Page, Plan, listing_address, published_as};
use crate::source::SitePath;

/// Where a link leads.
enum Destination<'a> {
    /// To another site, or to a mail address.
    Outside,
    /// To a place on the same page.
    Here,
    /// To a page; with `#fragment` or nothing.
    Page(Page, &'a str),
    /// To the page of a record, at a heading of one of its texts: `#fragment`.
    Heading(Page, &'a str),
    /// To a page whose kind this site does not make: the text stays, the link goes.
    NotMade,
    /// To a file that is published as it is.
    File(u32),
    /// To a feed, a calendar or a file of data; with `#fragment` or nothing.
    Made(Output, &'a str),
}

/// Why a link leads nowhere, and what to do.
struct Broken {
    message: String,
    help: String,
}

/// Reports every link of every published text that leads nowhere. Where records, files and headings are those
/// of an earlier archive and plan, only texts are looked at that are new, or that may name a listing whose pages
/// are others: of the rest holds what was found.
#[must_use]
pub fn check_again(
    archive: &Archive,
    plan: &Plan,
    last: Option<(&Archive, &Plan, &[Diagnostic])>,
) -> Vec<Diagnostic> {
    let everything = || check_all(archive, plan, archive.documents.par_iter());
    let Some((before, plan_before, found)) = last else { return everything() };
    if !archive.has_records_of(before) || !plan.has_files_of(plan_before) {
        return everything();
    }
    let pairs = archive.documents.iter().zip(&before.documents);
    let mut again: Vec<&Arc<Document>> = Vec::new();
    for (now, before) in pairs.filter(|(now, before)| !Arc::ptr_eq(now, before)) {
        let ids = |document: &Document| -> Vec<Box<str>> {
            document.outline.headings.iter().map(|heading| heading.id.clone()).collect()
        };
        if ids(now) != ids(before) {
            return everything();
        }
        again.push(now);
    }
    let others = plan.other_listings(plan_before);
    if !others.is_empty() {
        let addresses: Vec<String> =
            others.into_iter().map(|listing| listing_address(archive, listing)).collect();
        again = archive
            .documents
            .par_iter()
            .zip(&before.documents)
            .filter(|(now, before)| !Arc::ptr_eq(now, before) || names_any(now, &addresses))
            .map(|(now, _)| now)
            .collect();
    }
    let paths: BTreeSet<&SitePath> = again.iter().map(|document| &document.path).collect();
    let stands =
        |diagnostic: &&Diagnostic| diagnostic.places.first().is_none_or(|place| !paths.contains(&place.path));
    let mut all: Vec<Diagnostic> = found.iter().filter(stands).cloned().collect();
    all.extend(check_all(archive, plan, again.into_par_iter()));
    all
}

/// Whether a text may link to one of these addresses of the site, or to what lies below it. Links to files are
/// not meant: records have their pages however many events there are.
fn names_any(document: &Document, addresses: &[String]) -> bool {
    let names = |target: &str| {
        // `%2F` is a slash as well.
        target.starts_with(['/', '%']) && {
            let target = decoded(target);
            addresses.iter().any(|address| target.contains(address.trim_end_matches('/')))
        }
    };
    document.outline.links.iter().any(|link| names(&link.target))
}

fn check_all<'a>(
    archive: &Archive,
    plan: &Plan,
    documents: impl ParallelIterator<Item = &'a Arc<Document>>,
) -> Vec<Diagnostic> {
    documents
        .flat_map_iter(|document| {
            let mut found = Vec::new();
            for link in &document.outline.links {
                let suggests = found.len() < MOST_SUGGESTIONS;
                found.extend(problem(archive, plan, document, link, suggests));
            }
            found
        })
        .collect()
}

/// Reports links to files beside a text that are none, because the file's name has a space: Markdown then takes
/// the whole for words, and visitors read it.
#[must_use]
pub fn names_with_spaces(archive: &Archive, plan: &Plan) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in plan.file_paths() {
        let folder = file.folder();
        let name = file.below(folder).filter(|name| name.contains(char::is_whitespace));
        names.entry(folder).or_default().extend(name);
    }
    names.retain(|_, names| !names.is_empty());
    if names.is_empty() {
        return Vec::new();
    }
    let of_document = |document: &Arc<Document>| {
        let beside = names.get(document.path.folder());
        beside.map_or_else(Vec::new, |names| links_with_spaces(document, names))
    };
    archive.documents.par_iter().flat_map_iter(of_document).collect()
}

/// What stands behind `](` and is one of these names, but no link.
fn links_with_spaces(document: &Document, names: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let (body, links) = (document.body(), &document.outline.links);
    let mut found = Vec::new();
    for (at, opened) in body.match_indices("](") {
        let start = at + opened.len();
        let line = body[start..].lines().next().unwrap_or_default();
        let name = line.match_indices(')').map(|(end, _)| &line[..end]).find(|name| names.contains(name));
        let is_link = || links.iter().any(|link| (link.span.start..link.span.end).contains(&at));
        if let Some(name) = name.filter(|_| !is_link()) {
            let span = document.in_file(Span::new(start, start + name.len()));
            let message = format!("the link to \"{name}\" is none: the name has a space");
            found.push(
                Problem::new(Code::BrokenLink, span, message)
                    .help(format!("put the name in angle brackets: <{name}>"))
                    .within(&document.path),
            );
        }
    }
    found
}

/// How wide pictures are: `.prose` in the stylesheet is 40rem wide at most, and on narrow screens as wide as
/// the page.
const PICTURE_SIZES: &str = "(min-width: 45rem) 680px, 94vw";

/// The files that texts show as pictures, by their positions in the plan.
#[must_use]
pub fn shown_pictures(archive: &Archive, plan: &Plan) -> BTreeSet<u32> {
    let pictures = archive.documents.par_iter().flat_map_iter(|document| {
        let links = document.outline.links.iter().filter(|link| link.kind == LinkKind::Image);
        links.filter_map(|link| file_of(archive, plan, document, &link.target))
    });
    pictures.collect()
}

/// The file that a text shows as a picture, by its position in the plan.
pub(super) fn file_of(archive: &Archive, plan: &Plan, document: &Document, target: &str) -> Option<u32> {
    match destination(archive, plan, document, target, false) {
        Ok(Destination::File(position)) => Some(position),
        Ok(_) | Err(_) => None,
    }
}

/// For so many links of a text something is proposed: to look for it takes a walk over all files.
const MOST_SUGGESTIONS: usize = 50;

fn problem(
    archive: &Archive,
    plan: &Plan,
    document: &Document,
    link: &Link,
    suggests: bool,
) -> Option<Diagnostic> {
    let span = document.in_file(link.span);
    if !markdown::is_safe(&link.target) {
        return Some(
            Problem::new(Code::UnsafeLink, span, format!("the link \"{}\" is not allowed", link.target))
                .help("links may begin with https:, http:, mailto: or tel:, or name a file")
                .within(&document.path),
        );
    }
    if link.target.trim().is_empty() {
        let (message, help) = match link.kind {
            LinkKind::Link => (
                "this link leads nowhere: it has no address",
                "write where it leads, [words](address), or the words alone",
            ),
            LinkKind::Image => {
                ("this picture has no file", "name it, ![words](photo.jpg), or take the picture out")
            }
        };
        return Some(Problem::new(Code::BrokenLink, span, message).help(help).within(&document.path));
    }
    let broken = destination(archive, plan, document, &link.target, suggests).err()?;
    Some(Problem::new(Code::BrokenLink, span, broken.message).help(broken.help).within(&document.path))
}

impl Views {
    /// Makes the HTML of a text for a page in a language.
    pub(crate) fn html(&self, document: &Document, language: Language) -> String {
        let strings = self.strings(language);
        let options = markdown::Options {
            prefix: "",
            heading_shift: 1,
            table_label: strings.get("text.table"),
            footnotes_label: strings.get("text.footnotes"),
            footnote_back_label: strings.get("text.footnote-back"),
            task_done_label: strings.get("text.task-done"),
            task_open_label: strings.get("text.task-open"),
            picture_sizes: PICTURE_SIZES,
        };
        let (body, headings) = (document.body(), &document.outline.headings);
        markdown::to_html_with(body, &document.parsed, headings, &options, &mut |target, kind| {
            self.target(document, target, kind, language)
        })
    }

    /// The same as a page shows it: a template prints it as it is.
    pub(super) fn shown_html(&self, document: &Document, language: Language) -> Value {
        Value::safe_string(&self.html(document, language))
    }

    /// The text that a record's page in a language shows whole.
    fn text_of_page(&self, language: Language, page: Page) -> Option<&Document> {
        let body = match page {
            Page::Event(index) => self.event_body(language, &self.archive.events[index.get()]),
            Page::Text(position) => self.archive.pages[position as usize].text(language).1.body(),
            Page::Listing(listing, 1) => self.description_of(language, listing)?.1.body(),
            Page::Listing(..)
            | Page::Home
            | Page::Regions
            | Page::Dates
            | Page::Organisations
            | Page::Kinds
            | Page::Search
            | Page::Data => Shown::Nothing,
        };
        match body {
            Shown::Whole(document) => Some(document),
            Shown::Excerpt(_) | Shown::Nothing => None,
        }
    }

    fn target(&self, document: &Document, target: &str, kind: LinkKind, language: Language) -> Target {
        match destination(&self.archive, &self.plan, document, target, false) {
            // Pages load nothing from other hosts: of such a picture the words stay.
            Ok(Destination::Outside) if kind == LinkKind::Image => Target::Dropped,
            Ok(Destination::Outside | Destination::Here) => Target::Unchanged,
            Ok(Destination::Page(page, fragment)) => {
                Target::Href(self.page_href(language, page) + &composed(fragment))
            }
            // Where the page in this language does not show the heading, it is the page that is meant.
            Ok(Destination::Heading(page, fragment)) => {
                let shown = self.text_of_page(language, page);
                let is_there = shown.is_some_and(|text| in_document(text, fragment).is_ok());
                let fragment = if is_there { fragment } else { "" };
                Target::Href(self.page_href(language, page) + &composed(fragment))
            }
            Ok(Destination::File(position)) => {
                let path = self.plan.path(&self.archive, Output::File(position));
                match kind {
                    LinkKind::Image => self.shown_picture(position, &path),
                    LinkKind::Link => Target::Href(self.href(&address::path(&path))),
                }
            }
            Ok(Destination::Made(output, fragment)) => {
                Target::Href(self.href(&self.plan.path(&self.archive, output)) + &composed(fragment))
            }
            Ok(Destination::NotMade) | Err(_) => Target::Dropped,
        }
    }
}

fn destination<'t>(
    archive: &Archive,
    plan: &Plan,
    document: &Document,
    target: &'t str,
    suggests: bool,
) -> Result<Destination<'t>, Broken> {
    if markdown::is_external(target) {
        return Ok(Destination::Outside);
    }
    let (path, fragment) = target.find('#').map_or((target, ""), |hash| target.split_at(hash));
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return in_document(document, fragment).map(|()| Destination::Here);
    }
    let path = decoded(path);
    if let Some(rooted) = path.strip_prefix('/') {
        return at_root(archive, plan, rooted, fragment);
    }
    let file = joined(document.path.folder(), &path).map(|file| SitePath::new(&file));
    let Some(file) = file else {
        return Err(broken(target, "it leads out of the site: name a file of content/"));
    };
    if let Some(linked) = archive.document(file.as_str()) {
        in_document(linked, fragment)?;
        return match page_of(archive, linked) {
            Some(page) if is_made(plan, page) && fragment.len() > 1 => {
                Ok(Destination::Heading(page, fragment))
            }
            Some(page) if is_made(plan, page) => Ok(Destination::Page(page, fragment)),
            Some(_) => Ok(Destination::NotMade),
            None => Err(broken(
                target,
                "the record is a draft or has errors: publish it first, or take the link out",
            )),
        };
    }
    if let Some(position) = published_as(&file).and_then(|output| plan.file_at(&output)) {
        return Ok(Destination::File(position));
    }
    let folder = file.folder();
    // Beside a text that is not shown whole, or not yet: when it is, the file is there.
    if folder == document.path.folder() && plan.withholds(&file) {
        return Ok(Destination::NotMade);
    }
    let near = if suggests { near(archive, &file) } else { None };
    let help = near.map_or_else(
        || format!("there is no file {file}; links to records name the file, as in ../organisations/name.md"),
        |known| format!("did you mean {known}?"),
    );
    Err(broken(target, &help))
}

/// The text that was probably meant with a file that is not there. The record's id decides, not where its file
/// lies: `forum.md` may be `forum/index.md`.
fn near<'a>(archive: &'a Archive, file: &SitePath) -> Option<&'a SitePath> {
    let named = name_of(file).ok().filter(|_| file.as_str().ends_with(".md"))?;
    let of_kind = || archive.documents.iter().filter(|known| known.name.kind == named.kind);
    let id = nearest(&named.id, of_kind().map(|known| known.name.id.as_str()))?;
    let texts = || of_kind().filter(|known| known.name.id == id);
    let in_language = texts().find(|known| known.name.language == named.language);
    in_language.or_else(|| texts().next()).map(|known| &known.path)
}

fn broken(target: &str, help: &str) -> Broken {
    Broken { message: format!("the link \"{target}\" leads nowhere"), help: help.to_owned() }
}

/// A link that begins with `/` names an address of the site, in the site's first language.
fn at_root<'t>(
    archive: &Archive,
    plan: &Plan,
    path: &str,
    fragment: &'t str,
) -> Result<Destination<'t>, Broken> {
    let folder = path.trim_end_matches('/');
    let file = (folder.len() == path.len()).then_some(Cow::Borrowed(path));
    let page = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
    for candidate in file.into_iter().chain([page.into()]) {
        match plan.output_at(archive, &candidate) {
            Some(Output::Page(_, page)) => return Ok(Destination::Page(page, fragment)),
            Some(Output::Redirect(position)) => {
                return Ok(Destination::Page(plan.redirect(position).to, fragment));
            }
            Some(Output::File(position)) => return Ok(Destination::File(position)),
            Some(output @ (Output::Feed(..) | Output::Calendar(..) | Output::Data(_))) => {
                return Ok(Destination::Made(output, fragment));
            }
            Some(
                Output::NotFound
                | Output::Sitemap
                | Output::SitemapPart(_)
                | Output::Robots
                | Output::NoJekyll
                | Output::Picture(_)
                | Output::Search(_),
            )
            | None => {}
        }
    }
    Err(broken(&format!("/{path}"), "the site has no such address; links to records best name their file"))
}

/// Whether the heading that a fragment names is in a document.
fn in_document(document: &Document, fragment: &str) -> Result<(), Broken> {
    let Some(name) = fragment.strip_prefix('#').filter(|name| !name.is_empty()) else { return Ok(()) };
    let name = decoded(name);
    if document.outline.headings.iter().any(|heading| *heading.id == *name) {
        return Ok(());
    }
    let ids = document.outline.headings.iter().map(|heading| &*heading.id);
    let help = nearest(&name, ids).map_or_else(
        || format!("{} has no heading with this id", document.path),
        |id| format!("did you mean #{id}?"),
    );
    Err(Broken { message: format!("there is no heading \"#{name}\""), help })
}

fn page_of(archive: &Archive, document: &Document) -> Option<Page> {
    let id = &document.name.id;
    match document.name.kind {
        RecordKind::Event => archive.event(id).map(Page::Event),
        RecordKind::Organisation => {
            archive.organisation(id).map(|index| Page::Listing(Listing::Organisation(index), 1))
        }
        RecordKind::Region => {
            Gazetteer::built_in().index_of(id).map(|region| Page::Listing(Listing::Region(region), 1))
        }
        RecordKind::Page => {
            let position = archive.pages.binary_search_by(|page| page.id.cmp(id)).ok()?;
            u32::try_from(position).ok().map(Page::Text)
        }
    }
}

fn is_made(plan: &Plan, page: Page) -> bool {
    match page {
        Page::Listing(listing, _) => plan.count(listing).is_some(),
        Page::Regions | Page::Dates | Page::Organisations | Page::Kinds | Page::Data | Page::Search => {
            plan.has_overview(page)
        }
        Page::Home | Page::Event(_) | Page::Text(_) => true,
    }
}

/// Follows a relative path from a folder; `None` if it leaves the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent-encoding, and puts the letters together; what is no encoding of UTF-8 stays as it is.
fn decoded(text: &str) -> Cow<'_, str> {
    match percent_decode_str(text).decode_utf8() {
        Ok(Cow::Owned(text)) => Cow::Owned(composed(&text).into_owned()),
        Ok(Cow::Borrowed(_)) | Err(_) => composed(text),
    }
}
