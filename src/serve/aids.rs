//! What an editor is told beside the site: what is wrong, what waits for review. Only `serve` has it.

use serde_json::{Value, json};

use super::generation::Generation;
use crate::archive::Event;
use crate::diagnostics::{Diagnostic, Severity, Texts};
use crate::evidence::{Evidence, path_of};
use crate::plan::{Output, Page};

/// How many errors a page shows over itself.
const MOST_ERRORS: usize = 20;
/// How many diagnostics the page of all of them shows.
const MOST_LISTED: usize = 2_000;
/// How much of a line is shown before, in and behind the words that are meant, in Unicode characters.
const MOST_LETTERS: usize = 200;

/// What the script on a page shows: all errors, and what is to be said of the page itself.
pub(super) fn state(generation: &Generation, output: Option<Output>) -> String {
    let mut errors = generation.errors();
    if let Some(problem) = output.and_then(|output| generation.problem_of(output, |_| ()))
        && !errors.iter().any(|known| known.places == problem.places)
    {
        errors.insert(0, problem);
    }
    let more = errors.len().saturating_sub(MOST_ERRORS);
    errors.truncate(MOST_ERRORS);
    let files = generation.texts(&errors);
    let texts = Texts::new(&files);
    let errors: Vec<Value> = errors.iter().map(|error| diagnostic(error, &texts)).collect();
    let page = output.and_then(|output| event(generation, output)).map(|event| of_event(generation, event));
    json!({
        "number": generation.number,
        "base": generation.base(),
        "checked": generation.is_checked(),
        "errors": errors,
        "more": more,
        "page": page,
    })
    .to_string()
}

fn event(generation: &Generation, output: Output) -> Option<&Event> {
    match output {
        Output::Page(_, Page::Event(index)) => Some(&generation.now.site.archive.events[index.get()]),
        _ => None,
    }
}

fn of_event(generation: &Generation, event: &Event) -> Value {
    let path = event.document().path.as_str();
    let evidence = generation.evidence(&path_of(path)).and_then(|file| Evidence::parse(file).ok());
    let evidence = evidence.unwrap_or_default();
    let review: Vec<Value> = event
        .waiting()
        .iter()
        .map(|fact| {
            let quotes: Vec<String> = evidence
                .of(fact.value.id())
                .into_iter()
                .filter_map(|entry| entry.quote.as_deref())
                .map(|quote| cut(&quote.split_whitespace().collect::<Vec<_>>().join(" ")))
                .collect();
            json!({ "fact": fact.value.id(), "quotes": quotes })
        })
        .collect();
    json!({ "file": path, "draft": event.draft, "review": review })
}

fn diagnostic(diagnostic: &Diagnostic, texts: &Texts<'_>) -> Value {
    let places: Vec<Value> = diagnostic
        .places
        .iter()
        .map(|place| match texts.line(place) {
            Some(line) => json!({
                "path": place.path.as_str(),
                "label": place.label,
                "line": line.row,
                "column": line.column,
                "before": cut_before(line.before),
                "marked": cut(line.marked),
                "behind": cut(line.behind),
            }),
            None => json!({ "path": place.path.as_str(), "label": place.label }),
        })
        .collect();
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "places": places,
        "help": diagnostic.help,
    })
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_LETTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_LETTERS).chain(['…']).collect()
}

fn cut_before(text: &str) -> String {
    let count = text.chars().count();
    if count <= MOST_LETTERS {
        return text.to_owned();
    }
    ['…'].into_iter().chain(text.chars().skip(count - MOST_LETTERS)).collect()
}

/// The page of everything that `check` knows.
pub(super) fn page(generation: &Generation) -> String {
    let mut diagnostics = generation.diagnostics();
    // The worst first; within it, the order of the files stays.
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
    let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    let counts = format!(
        "errors: {}, warnings: {}, notes: {}",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    );
    let more = diagnostics.len().saturating_sub(MOST_LISTED);
    diagnostics.truncate(MOST_LISTED);
    let files = generation.texts(&diagnostics);
    let texts = Texts::new(&files);
    let mut body = String::new();
    for found in &diagnostics {
        let (severity, code) = (found.severity.as_str(), found.code.as_str());
        body.push_str(&format!("<section><h2><b>{severity}[{code}]</b>: {}</h2>\n", escape(&found.message)));
        for place in &found.places {
            let path = escape(place.path.as_str());
            let label = escape(&place.label);
            match texts.line(place) {
                Some(line) => body.push_str(&format!(
                    "<p><code>{path}:{}:{}</code> {label}</p>\n<pre>{}<mark>{}</mark>{}</pre>\n",
                    line.row,
                    line.column,
                    escape(&cut_before(line.before)),
                    escape(&cut(line.marked)),
                    escape(&cut(line.behind)),
                )),
                None => body.push_str(&format!("<p><code>{path}</code> {label}</p>\n")),
            }
        }
        if let Some(help) = &found.help {
            body.push_str(&format!("<p>help: {}</p>\n", escape(help)));
        }
        body.push_str("</section>\n");
    }
    if diagnostics.is_empty() {
        body.push_str("<p>nothing to mend</p>\n");
    }
    if more > 0 {
        body.push_str(&format!("<p>and {more} more: ssg check</p>\n"));
    }
    if !generation.is_checked() {
        body.push_str("<p>the whole was not looked at yet since the last change</p>\n");
    }
    let home = escape(&generation.now.site.archive.config.base_url.path);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n<title>ssg: {counts}</title>\n\
        <link rel=\"stylesheet\" href=\"aids.css\">\n</head>\n<body class=\"all\">\n<p><a href=\"{home}\">{home}</a></p>\n<h1>{counts}</h1>\n{body}</body>\n</html>\n"
    )
}

/// Writes text for HTML.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}
