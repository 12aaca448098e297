//! Records that lack something a reader would miss, or say something that cannot be yet.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::archive::Archive;
use crate::date::Extent;
use crate::diagnostics::{Code, Diagnostic, Problem, Span};
use crate::document::{Document, Event, Record, RecordKind};
use crate::evidence::pages_of;
use crate::language::Language;
use crate::source::{SitePath, Sources, TextFile};

/// Looks at every record. `today` is the day on which it is asked.
pub(super) fn check(archive: &Archive, today: NaiveDate) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // It is tomorrow already somewhere in the country when it is today on the machine that asks.
    let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
    for document in &archive.documents {
        diagnostics.extend(document.outline.images_without_text.iter().map(|&span| {
            let span = document.in_file(span);
            Problem::new(Code::ImageWithoutText, span, "this picture has no text")
                .help("say what it shows, ![like this](photo.jpg), for those who do not see it")
                .within(&document.path)
        }));
        diagnostics.extend(document.outline.lone_footnotes.iter().map(|footnote| {
            let (message, help) = if footnote.is_note {
                (
                    "nothing in the text refers to this footnote",
                    "put its mark where it belongs, or take the note out",
                )
            } else {
                (
                    "there is no footnote with this mark",
                    "write the note on a line of its own, [^1]: …, or mend the mark",
                )
            };
            Problem::new(Code::LoneFootnote, document.in_file(footnote.span), message)
                .help(help)
                .within(&document.path)
        }));
        if let Record::Event(event) = &document.record {
            days(event, document, latest, &mut diagnostics);
        }
    }
    translations(archive, &mut diagnostics);
    diagnostics
}

/// Reports evidence that lies beside no page.
pub(super) fn evidence(sources: &Sources) -> Vec<Diagnostic> {
    let has_page =
        |file: &&TextFile| pages_of(file.path.as_str()).iter().any(|page| sources.has_document(page));
    let orphans = sources.evidence.iter().filter(|file| !has_page(file));
    orphans
        .map(|file| {
            Diagnostic::of_file(
                Code::OrphanEvidence,
                &file.path,
                "there is no page that this is the evidence of",
            )
            .help("if its page was renamed, rename this file too; if it was deleted, delete this one")
        })
        .collect()
}

/// Reports days that are still to come.
fn days(event: &Event, document: &Document, latest: NaiveDate, diagnostics: &mut Vec<Diagnostic>) {
    let mut days: Vec<(&str, Option<NaiveDate>, Span)> = Vec::new();
    if let Some(date) = &event.date {
        days.push(("date", date.value.earliest_day(), date.span));
    }
    for (key, day) in [("recorded", &event.recorded), ("updated", &event.updated)] {
        days.extend(day.as_ref().map(|day| (key, Some(day.value), day.span)));
    }
    for source in &event.sources {
        days.push(("published", source.value.published, source.span));
        days.push(("accessed", source.value.accessed, source.span));
    }
    // A slip in the last year of an interval names every year up to it, with lists for each.
    if let Some(date) = &event.date
        && let Extent::Interval(start, end) = date.value.extent()
        && start.point.earliest_day().is_none_or(|day| day <= latest)
        && let Some(day) = end.point.earliest_day().filter(|day| *day > latest)
    {
        diagnostics.push(
            Problem::new(Code::FutureDate, date.span, format!("`date` ends in the future: {day}"))
                .help("of an event that still goes on this is right, and the remark goes by itself; else mend the date")
                .within(&document.path),
        );
    }
    for (key, day, span) in days {
        let Some(day) = day.filter(|day| *day > latest) else { continue };
        let help = if key == "date" {
            "of an event that is only announced this is right, and the remark goes by itself; else mend the date"
        } else {
            "this has happened, or it would not stand here: mend the day"
        };
        diagnostics.push(
            Problem::new(Code::FutureDate, span, format!("`{key}` lies in the future: {day}"))
                .help(help)
                .within(&document.path),
        );
    }
}

/// Reports records that have no text, or no name, in a language of the site.
fn translations(archive: &Archive, diagnostics: &mut Vec<Diagnostic>) {
    let languages = &archive.config.languages;
    let missing = |has: &dyn Fn(Language) -> bool| -> Vec<&'static str> {
        languages.iter().filter(|&&language| !has(language)).map(|language| language.code()).collect()
    };
    for event in archive.events.iter().filter(|event| event.withdrawn.is_none()) {
        let missing = missing(&|language| event.texts[language].is_some());
        diagnostics.extend(untranslated(archive, &event.document().path, &missing));
    }
    for page in archive.pages.iter() {
        let missing = missing(&|language| page.texts[language].is_some());
        let main = page.text(page.language).1.document_path();
        diagnostics.extend(untranslated(archive, main, &missing));
    }
    let files: BTreeMap<&str, &SitePath> = archive
        .documents
        .iter()
        .filter(|document| document.name.kind == RecordKind::Organisation && document.name.language.is_none())
        .map(|document| (document.name.id.as_str(), &document.path))
        .collect();
    for organisation in archive.organisations.iter().filter(|organisation| organisation.has_record) {
        let missing = missing(&|language| organisation.name(language).1.is_none());
        let Some(path) = files.get(organisation.id.as_str()).filter(|_| !missing.is_empty()) else {
            continue;
        };
        let message = format!("this organisation has no name in {}", listed(&missing));
        diagnostics.push(
            Diagnostic::of_file(Code::MissingTranslation, path, message)
                .help("write all its names: name = { kk = \"…\", ru = \"…\", en = \"…\" }"),
        );
    }
}

fn untranslated(archive: &Archive, main: &SitePath, missing: &[&str]) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let stem = main.as_str().strip_suffix(".md").unwrap_or(main.as_str());
    let files = missing.iter().map(|code| format!("{stem}.{code}.md"));
    let (drafts, absent): (Vec<String>, Vec<String>) = files.partition(|file| is_draft(archive, file));
    let message = format!("there is no text in {}", listed(missing));
    let mut help = Vec::new();
    if !absent.is_empty() {
        help.push(format!("write {} with title, summary and body", absent.join(" and ")));
    }
    if !drafts.is_empty() {
        help.push(format!("take `draft` out of {} when it is ready", drafts.join(" and ")));
    }
    Some(Diagnostic::of_file(Code::MissingTranslation, main, message).help(help.join("; ")))
}

/// Whether a file is there and says that its text is a draft.
fn is_draft(archive: &Archive, path: &str) -> bool {
    archive.document(path).is_some_and(|document| match &document.record {
        Record::Event(event) => event.draft,
        Record::Page(page) => page.draft,
        Record::Organisation(_) | Record::Region(_) => false,
    })
}

fn listed(codes: &[&str]) -> String {
    codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(" and ")
}
