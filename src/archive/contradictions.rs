//! Facts stand in a record's main file: reports what translations say otherwise.

use serde_json::to_value;

use super::files::Files;
use super::records::{event_of, region};
use crate::diagnostics::{Code, Diagnostic, Located, Problem, Span};
use crate::document::{self, Document, Record};
use crate::fields::Table;
use crate::gazetteer::RegionIndex;

/// Reports facts of a translation that say something else than the main file.
pub(super) fn of_event(
    translation: &Document,
    main: &Document,
    main_region: Option<RegionIndex>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (Some(theirs), Some(ours)) = (event_of(translation), event_of(main)) else { return };
    let mut report = |key: &str, there: Span, here: Option<Span>| {
        diagnostics.push(contradiction(translation, main, key, there, here));
    };
    if let Some(date) =
        theirs.date.as_ref().filter(|date| ours.date.as_ref().map(|d| &d.value) != Some(&date.value))
    {
        report("date", date.span, ours.date.as_ref().map(|date| date.span));
    }
    if let Some(name) = &theirs.region {
        // A region of the main file that is not known is reported there, once.
        let unknown = ours.region.is_some() && main_region.is_none();
        let here = region(name, ours.date.as_ref().map(|date| &date.value)).ok().map(|found| found.region);
        if !unknown && (here.is_none() || here != main_region) {
            report("region", name.span, ours.region.as_ref().map(|region| region.span));
        }
    }
    if let Some(kind) =
        theirs.kind.as_ref().filter(|kind| ours.kind.as_ref().map(|k| k.value) != Some(kind.value))
    {
        report("kind", kind.span, ours.kind.as_ref().map(|kind| kind.span));
    }
    if let Some(number) =
        theirs.number.as_ref().filter(|n| ours.number.as_ref().map(|m| m.value) != Some(n.value))
    {
        report("number", number.span, ours.number.as_ref().map(|number| number.span));
    }
    list_contradiction("organisations", &theirs.organisations, &ours.organisations, &mut report);
    list_contradiction("people", &theirs.people, &ours.people, &mut report);
    list_contradiction("sources", &theirs.sources, &ours.sources, &mut report);
    list_contradiction("aliases", &theirs.aliases, &ours.aliases, &mut report);
    list_contradiction("review", &theirs.review, &ours.review, &mut report);
    for (key, there, here) in
        [("recorded", &theirs.recorded, &ours.recorded), ("updated", &theirs.updated, &ours.updated)]
    {
        if let Some(day) = there.as_ref().filter(|day| here.as_ref().map(|d| d.value) != Some(day.value)) {
            report(key, day.span, here.as_ref().map(|day| day.span));
        }
    }
    if let Some(reason) = &theirs.withdrawn
        && ours.withdrawn.is_none()
    {
        report("withdrawn", reason.span, None);
    }
    own_keys(&theirs.extra, &ours.extra, &mut report);
}

/// That a translation says something else of a fact than the main file.
fn contradiction(
    translation: &Document,
    main: &Document,
    key: &str,
    there: Span,
    here: Option<Span>,
) -> Diagnostic {
    Problem::new(
        Code::ContradictingTranslation,
        there,
        format!("`{key}` of the translation contradicts the main file"),
    )
    .label("differs")
    .help(format!("facts stand in the main file alone: take `{key}` out here, or mend one of the two"))
    .within(&translation.path)
    .and(
        &main.path,
        here,
        if here.is_some() { "the main file says this" } else { "the main file does not say it" },
    )
}

/// Reports what the translations of an organisation's description say of the organisation, if it is something
/// else than the main file says: nothing is taken from there but the text.
pub(super) fn of_organisation(
    files: &Files,
    ours: &document::Organisation,
    main_region: Option<RegionIndex>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (language, translation) in files.in_translation() {
        let Record::Organisation(theirs) = &translation.record else { continue };
        let mut report = |key: &str, there: Span, here: Option<Span>| {
            diagnostics.push(contradiction(translation, &files.main, key, there, here));
        };
        // A name without a language is, in a translation, the one in its language.
        let names = theirs.names.by_language.iter().map(|(language, name)| (*language, name));
        for (language, name) in names.chain(theirs.names.shared.as_ref().map(|name| (language, name))) {
            let named = ours.names.by_language.iter().find(|(other, _)| *other == language);
            let here = named.map(|(_, name)| name).or(ours.names.shared.as_ref());
            if here.map(|name| &name.value) != Some(&name.value) {
                report("name", name.span, here.map(|name| name.span));
            }
        }
        if let Some(kind) =
            theirs.kind.as_ref().filter(|kind| ours.kind.as_ref().map(|k| k.value) != Some(kind.value))
        {
            report("kind", kind.span, ours.kind.as_ref().map(|kind| kind.span));
        }
        if let Some(name) = &theirs.region {
            // A region of the main file that is not known is reported there, once.
            let unknown = ours.region.is_some() && main_region.is_none();
            let here = region(name, None).ok().map(|found| found.region);
            if !unknown && (here.is_none() || here != main_region) {
                report("region", name.span, ours.region.as_ref().map(|region| region.span));
            }
        }
        for (key, there, here) in
            [("url", &theirs.url, &ours.url), ("wikidata", &theirs.wikidata, &ours.wikidata)]
        {
            if let Some(text) =
                there.as_ref().filter(|text| here.as_ref().map(|h| &h.value) != Some(&text.value))
            {
                report(key, text.span, here.as_ref().map(|here| here.span));
            }
        }
        list_contradiction("aliases", &theirs.aliases, &ours.aliases, &mut report);
        own_keys(&theirs.extra, &ours.extra, &mut report);
    }
}

/// Reports what the translations of a page say of its old addresses, if it is something else than the main file says.
pub(super) fn of_page<'a>(
    files: &'a Files,
    aliases: impl Fn(&'a Document) -> &'a [Located<String>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for translation in files.translations() {
        let mut report = |key: &str, there: Span, here: Option<Span>| {
            diagnostics.push(contradiction(translation, &files.main, key, there, here));
        };
        list_contradiction("aliases", aliases(translation), aliases(&files.main), &mut report);
    }
}

fn list_contradiction<T: PartialEq>(
    key: &str,
    theirs: &[Located<T>],
    ours: &[Located<T>],
    report: &mut impl FnMut(&str, Span, Option<Span>),
) {
    let same = theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(a, b)| a.value == b.value);
    if let (Some(first), false) = (theirs.first(), same) {
        report(key, first.span, ours.first().map(|item| item.span));
    }
}

/// Reports keys of a site's own: they too are read from the main file alone.
fn own_keys(theirs: &Table, ours: &Table, report: &mut impl FnMut(&str, Span, Option<Span>)) {
    for (key, node) in theirs.iter() {
        let here = ours.iter().find(|(known, _)| known.value == key.value).map(|(_, node)| node);
        // Places are no part of what is said.
        if here.and_then(|here| to_value(&here.value).ok()) != to_value(&node.value).ok() {
            report(&format!("extra.{}", key.value), node.span, here.map(|here| here.span));
        }
    }
}
