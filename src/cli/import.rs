//! What `ssg import` says: for each article what was read and from which words, and what was written.

use std::fmt::Write;
use std::process::ExitCode;

use chrono::NaiveDate;

use super::arguments::{Global, ImportArguments, ImportFormat};
use super::speak::{data, data_line, talk, talk_line};
use super::{CONTENT_ERRORS, ENVIRONMENT_ERROR, counted, find_root, today, with_help};
use crate::diagnostics::{Located, visible};
use crate::fields::is_web_address;
use crate::gazetteer::Gazetteer;
use crate::import::article::Article;
use crate::import::facts::{Facts, REVIEW_BELOW, Read};
use crate::import::json::to_json;
use crate::import::outcome::{Action, Failure, Imported, Odds, OwnPage};
use crate::import::read::Arguments;
use crate::import::run::{Request, run};
use crate::import::table::{self, ImportedRow, TableError};
use crate::language::Language;
use crate::review::spreadsheet::column_letters;
use crate::source;

/// How wide the column of values is, in characters.
const VALUE_WIDTH: usize = 44;
/// How much of a quote is shown, in characters.
const QUOTE_WIDTH: usize = 60;
/// How many paragraphs around an article are shown.
const MOST_LEFT_OUT: usize = 5;

/// Runs `ssg import`.
pub(super) fn run_import(global: &Global, command: &ImportArguments) -> Result<ExitCode, String> {
    // Looking works anywhere; writing needs a site.
    let root = match find_root(global) {
        Ok(root) => Some(root),
        Err(message) if !command.dry_run || global.root.is_some() => return Err(message),
        Err(_) => None,
    };
    let published = command
        .published
        .as_deref()
        .map(|written| {
            NaiveDate::parse_from_str(written, "%Y-%m-%d").map(crate::date::Date::from_day).map_err(|_| {
                format!("--published cannot be \"{}\": write a day, as in 2021-11-22", visible(written))
            })
        })
        .transpose()?;
    if let Some(url) = command.url.as_deref().filter(|url| !is_web_address(url)) {
        return Err(format!(
            "--url cannot be \"{}\": write it in full, with https:// before it",
            visible(url)
        ));
    }
    if command.publisher.as_deref().is_some_and(|publisher| publisher.trim().is_empty()) {
        return Err(
            "--publisher cannot be empty: write who published the article, or leave it out".to_owned()
        );
    }
    let into = command.into.trim_end_matches('/').to_owned();
    if into != "content/events" {
        return Err(format!("--into cannot be \"{}\": events live in content/events", visible(&into)));
    }
    if command.join.is_some() && command.dry_run {
        return Err("--join writes: leave --dry-run out".to_owned());
    }
    let request = Request {
        root,
        into,
        update: command.update,
        join: command.join.clone(),
        arguments: Arguments { url: command.url.clone(), publisher: command.publisher.clone(), published },
        dry_run: command.dry_run,
        today: today(),
    };
    let files = source::article_files(&command.files).map_err(|error| visible(&error.to_string()))?;
    if files.is_empty() {
        return Err("there is no article in these folders: .txt, .html and .htm files are read".to_owned());
    }
    let (tables, files): (Vec<_>, Vec<_>) = files.into_iter().partition(table::is_table);
    if !tables.is_empty() && command.join.is_some() {
        return Err("--join takes articles: the rows of a table are events of their own".to_owned());
    }
    let mut tally = Tally::default();
    for file in &tables {
        import_table(&request, file, command.format, global, &mut tally)?;
    }
    let bar = progress(files.len(), global);
    run(&request, &files, |file, result| {
        bar.inc(1);
        bar.suspend(|| match result {
            Ok(imported) => {
                tally.add(&imported.action);
                match command.format {
                    ImportFormat::Json => {
                        data_line!("{}", json(&imported));
                        if !global.quiet {
                            talk!("{}", about_joining(&imported.action));
                        }
                    }
                    ImportFormat::Text if !global.quiet => data!("{}", article_as_text(&imported)),
                    ImportFormat::Text => {}
                }
            }
            Err(failure) => {
                tally.add_failure(&failure);
                talk!("{}", failed(file, &failure));
            }
        });
    })
    .map_err(|error| with_help(&error, error.help()))?;
    bar.finish_and_clear();
    if !global.quiet {
        let said = tally.print();
        talk_line!("{}", if said.is_empty() { "nothing to import" } else { &said });
    }
    Ok(if tally.failed > 0 {
        ExitCode::from(CONTENT_ERRORS)
    } else if tally.unread > 0 {
        ExitCode::from(ENVIRONMENT_ERROR)
    } else {
        ExitCode::SUCCESS
    })
}

/// Imports a spreadsheet, and says what became of each row; or everything that is wrong with it.
fn import_table(
    request: &Request,
    file: &source::ArticleFile,
    format: ImportFormat,
    global: &Global,
    tally: &mut Tally,
) -> Result<(), String> {
    let name = visible(&file.name);
    match table::run(request, file).map_err(|error| visible(&error.to_string()))? {
        Ok(imported) => {
            if !global.quiet {
                for (position, column, key) in &imported.own_columns {
                    talk_line!(
                        "note: {name}, column {} ({}) has no place of its own: kept under [extra] as {key}",
                        column_letters(*position),
                        visible(column),
                    );
                }
                for (row, first) in &imported.equal {
                    talk_line!(
                        "note: {name}, row {row} says the same as row {first}: each is an event of its own; \
                         if they are one, take one of the rows out and delete its page"
                    );
                }
            }
            for row in &imported.rows {
                tally.add(&row.action);
                match format {
                    ImportFormat::Json => data_line!("{}", row_as_json(&file.name, row)),
                    ImportFormat::Text if !global.quiet => data!("{}", row_as_text(&name, row)),
                    ImportFormat::Text => {}
                }
            }
        }
        Err(TableError::File(failure)) => {
            tally.add_failure(&failure);
            talk!("{}", failed(&file.name, &failure));
        }
        Err(TableError::Cells(errors)) => {
            tally.failed += 1;
            talk!("{}", super::review::refused(&name, &errors));
            if !global.quiet {
                let errors = counted(errors.len(), "error", "errors");
                talk_line!("nothing of {name} was written: {errors}");
            }
        }
    }
    Ok(())
}

/// A row in a line: its title, and what was done.
fn row_as_text(name: &str, row: &ImportedRow) -> String {
    let title = row.event.title.as_ref().map_or("", |title| title.value.as_str());
    let (what, difference) = match &row.action {
        Action::Read => (format!("would be content/events/{}.md", row.id), ""),
        Action::Written(path) => (format!("→ {path}"), ""),
        Action::Unchanged(path) => (format!("= {path}, nothing new"), ""),
        Action::Edited(path) => (format!("= {path} was edited by hand: left alone"), ""),
        Action::WithoutEvidence(path) => (without_evidence(path), ""),
        Action::Differs { path, difference } => (
            format!("≠ {path} would be written otherwise now; the same command with --update writes it"),
            difference.as_str(),
        ),
        Action::Updated(path) => (format!("→ {path}, written again"), ""),
        Action::Joined { path, .. } => (format!("→ {path}"), ""),
    };
    let mut out = format!("{name}, row {}  {}  {what}\n", row.row, visible(&shortened(title, VALUE_WIDTH)));
    for line in difference.lines() {
        let _ = writeln!(out, "    {}", visible(line));
    }
    for path in &row.left {
        let _ = writeln!(
            out,
            "  stands       {path}: the row has no text in its language any more; delete it if it is to go"
        );
    }
    out
}

/// What is said of a page whose `.evidence.toml` somebody deleted, as the documentation advises.
fn without_evidence(path: &str) -> String {
    format!("= {path} has no .evidence.toml that tells whether it was edited: left alone")
}

/// A row as JSON: the facts of its page, with the row instead of words of an article.
fn row_as_json(file: &str, row: &ImportedRow) -> serde_json::Value {
    let event = &row.event;
    let text = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone());
    let organisations: Vec<serde_json::Value> = event
        .organisations
        .iter()
        .map(|entry| serde_json::json!({ "value": entry.value.organisation, "role": entry.value.role.id() }))
        .collect();
    let people: Vec<serde_json::Value> = event
        .people
        .iter()
        .map(|person| {
            let person = &person.value;
            serde_json::json!({ "name": person.name, "role": person.role, "organisation": person.organisation })
        })
        .collect();
    let languages: Vec<&str> = row.translations.iter().map(|language| language.code()).collect();
    serde_json::json!({
        "file": file,
        "row": row.row,
        "id": row.id,
        "lang": event.lang.as_ref().map(|lang| lang.value.code()),
        "title": text(&event.title),
        "date": event.date.as_ref().map(|date| date.value.to_string()),
        "region": text(&event.region),
        "place": text(&event.place),
        "kind": event.kind.as_ref().map(|kind| kind.value.id()),
        "number": event.number.as_ref().map(|number| number.value),
        "theme": text(&event.theme),
        "organisations": organisations,
        "people": people,
        "extra": event.extra,
        "translations": languages,
    })
}

/// The facts as JSON, with the events that the archive may have already.
fn json(imported: &Imported) -> serde_json::Value {
    let mut object = to_json(&imported.article, &imported.facts);
    let same: Vec<serde_json::Value> = imported
        .same_event
        .iter()
        .map(|same| serde_json::json!({ "id": same.id, "reason": same.reason }))
        .collect();
    object["same_event"] = serde_json::Value::from(same);
    object
}

/// A bar on a terminal, nothing in a pipe.
fn progress(files: usize, global: &Global) -> indicatif::ProgressBar {
    if global.quiet || files < 20 {
        indicatif::ProgressBar::hidden()
    } else {
        indicatif::ProgressBar::new(files as u64)
    }
}

#[derive(Default)]
struct Tally {
    read: usize,
    written: usize,
    unchanged: usize,
    edited: usize,
    without_evidence: usize,
    differs: usize,
    updated: usize,
    joined: usize,
    /// Articles with which something is wrong.
    failed: usize,
    /// Files that the system does not give out.
    unread: usize,
}

impl Tally {
    fn add(&mut self, action: &Action) {
        let count = match action {
            Action::Read => &mut self.read,
            Action::Written(_) => &mut self.written,
            Action::Unchanged(_) => &mut self.unchanged,
            Action::Edited(_) => &mut self.edited,
            Action::WithoutEvidence(_) => &mut self.without_evidence,
            Action::Differs { .. } => &mut self.differs,
            Action::Updated(_) => &mut self.updated,
            Action::Joined { .. } => &mut self.joined,
        };
        *count += 1;
    }

    fn add_failure(&mut self, failure: &Failure) {
        *if failure.is_unread { &mut self.unread } else { &mut self.failed } += 1;
    }

    fn print(&self) -> String {
        let parts = [
            (self.read, "read"),
            (self.written, "written"),
            (self.joined, "joined"),
            (self.updated, "written again"),
            (self.unchanged, "unchanged"),
            (self.edited, "edited by hand and left alone"),
            (self.without_evidence, "without evidence and left alone"),
            (self.differs, "would be written otherwise now: see --update"),
            (self.failed + self.unread, "not read"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        parts.join(", ")
    }
}

fn failed(file: &str, failure: &Failure) -> String {
    let mut out = format!("error: {}: {}\n", visible(file), visible(&failure.message));
    if let Some(help) = &failure.help {
        let _ = writeln!(out, "help: {}", visible(help));
    }
    out
}

/// The facts of an article: fact, value, quote, sure or not.
fn article_as_text(imported: &Imported) -> String {
    let Imported { article, facts, same_event, action } = imported;
    let file = visible(&article.file);
    let mut out = String::new();
    let what = match action {
        Action::Read => "read".to_owned(),
        Action::Written(path) => format!("→ {path}"),
        Action::Unchanged(path) => format!("= {path}, nothing new"),
        Action::Edited(path) => format!("= {path} was edited by hand: left alone"),
        Action::WithoutEvidence(path) => without_evidence(path),
        Action::Differs { path, .. } => {
            format!("≠ {path} would be written otherwise now; the same command with --update writes it")
        }
        Action::Updated(path) => format!("→ {path}, written again"),
        Action::Joined { path, translation: None, .. } => format!("→ a further source of {path}"),
        Action::Joined { path, translation: Some(translation), .. } => {
            format!("→ a further source of {path}, its text in {translation}")
        }
    };
    let _ = writeln!(out, "{file}  {what}");
    if matches!(action, Action::Unchanged(_) | Action::Edited(_) | Action::WithoutEvidence(_)) {
        return out;
    }
    if let Action::Differs { difference, .. } = action {
        for line in difference.lines() {
            let _ = writeln!(out, "    {}", visible(line));
        }
        return out;
    }
    rows(&mut out, article.text.as_str(), facts);
    out.push_str(&about_further(article, facts));
    out.push_str(&left_out(article));
    out.push_str(&about_joining(action));
    for same in same_event {
        let why = match same.reason {
            "number" => "region, kind and number",
            "theme" => "theme",
            _ => "text",
        };
        let _ = writeln!(
            out,
            "  same event?  \"{}\" has the same {why}; if so: ssg import --join {} {file}",
            same.id, same.id
        );
    }
    out.push('\n');
    out
}

/// That a file seems to hold several articles, whose facts are mixed then.
fn about_further(article: &Article, facts: &Facts) -> String {
    let mut out = String::new();
    for title in &facts.further_articles {
        let title = article.text.get(title.start..title.end).unwrap_or_default();
        let _ = writeln!(
            out,
            "  one article? “{}” seems to begin another one: save each in a file of its own",
            visible(&shortened(title, QUOTE_WIDTH))
        );
    }
    out
}

/// What an editor should know of a joined article: what became of its own page, and whether it may be about
/// something else.
fn about_joining(action: &Action) -> String {
    let mut out = String::new();
    let Action::Joined { path, own_page, odds, .. } = action else { return out };
    match own_page {
        None => {}
        Some(OwnPage::TakenBack(own)) => {
            let _ = writeln!(
                out,
                "  taken back   {own}: nobody had edited it; its address leads to the event now"
            );
        }
        Some(OwnPage::Stands(own)) => {
            let _ = writeln!(
                out,
                "  own page     {own} stands: somebody edited it, or more belongs to it; move what is worth keeping to {path}, then delete it"
            );
        }
    }
    for Odds { fact, event, article } in odds {
        let _ = writeln!(out, "  another event?  {fact} is {article} here, {event} in {path}");
    }
    out
}

/// The first words of what stands on a web page and was not taken for the article.
fn left_out(article: &Article) -> String {
    let mut out = String::new();
    for paragraph in article.left_out.iter().take(MOST_LEFT_OUT) {
        let _ = writeln!(out, "  left out     “{}”", visible(&shortened(paragraph, QUOTE_WIDTH)));
    }
    let more = article.left_out.len().saturating_sub(MOST_LEFT_OUT);
    if more > 0 {
        let _ = writeln!(out, "  left out     {more} paragraphs more of the page around it");
    }
    out
}

fn rows(out: &mut String, text: &str, facts: &Facts) {
    row(out, text, "title", facts.title.as_ref(), |title| {
        if title.generated { format!("{} (put together)", title.text) } else { title.text.clone() }
    });
    row(out, text, "date", facts.date.as_ref(), |date| format!("{} ({})", date.date, date.basis.id()));
    row(out, text, "region", facts.region.as_ref(), |region| {
        Gazetteer::built_in().get(*region).names[Language::Kazakh].clone()
    });
    row(out, text, "place", facts.place.as_ref(), Clone::clone);
    row(out, text, "kind", facts.kind.as_ref(), |kind| kind.id().to_owned());
    row(out, text, "number", facts.number.as_ref(), u32::to_string);
    row(out, text, "theme", facts.theme.as_ref(), Clone::clone);
    for organisation in &facts.organisations {
        row(out, text, "organisation", Some(organisation), |organisation| match &organisation.id {
            Some(id) => format!("{} [{id}]", organisation.name),
            None => organisation.name.clone(),
        });
    }
    for person in &facts.people {
        row(out, text, "person", Some(person), |person| {
            let mut shown = person.name.clone();
            for part in [&person.role, &person.organisation].into_iter().flatten() {
                let _ = write!(shown, ", {part}");
            }
            shown
        });
    }
    let waits: Vec<&str> = facts.review.iter().map(|fact| fact.id()).collect();
    if !waits.is_empty() {
        let _ = writeln!(out, "  review       {}", waits.join(", "));
    }
    if !facts.removed.is_empty() {
        let lines = counted(facts.removed.len(), "line", "lines");
        let _ = writeln!(out, "  set aside    {lines} of the page around it");
    }
}

fn row<T>(out: &mut String, text: &str, name: &str, read: Option<&Read<T>>, show: impl Fn(&T) -> String) {
    let Some(read) = read else { return };
    let quote = read
        .evidence
        .and_then(|evidence| text.get(evidence.span.start..evidence.span.end))
        .map(|quote| format!("“{}”", visible(&shortened(quote, QUOTE_WIDTH))))
        .unwrap_or_default();
    let sure = if read.confidence < REVIEW_BELOW { "? " } else { "  " };
    let value = visible(&shortened(&show(&read.value), VALUE_WIDTH));
    let pad = " ".repeat(VALUE_WIDTH.saturating_sub(value.chars().count()));
    let _ = writeln!(out, "{sure}{name:<12} {value}{pad}  {quote}");
}

/// A text on one line, cut to a width.
fn shortened(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= width {
        return line;
    }
    let cut: String = line.chars().take(width - 1).collect();
    format!("{}…", cut.trim_end())
}
