//! From a view and the templates to bytes. Templates are the site's own, else the built-in ones.

mod frames;
mod ordered;
mod reached;
mod rows;

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use crate::diagnostics::{Code, Diagnostic, Place, Span};
use crate::source::{SitePath, TextFile};
use crate::view::{View, Views, Wanted};
use frames::Frames;
use reached::wanted;
use rows::{ROW, Rows, misfit, takes_without};

/// Before the names of a site's own templates.
const SITE: &str = "site/";
/// Before the names of the built-in templates; a site's template may extend them by this name.
const BUILT_IN: &str = "built-in/";

/// All templates of a site, parsed.
pub struct Templates {
    tera: Tera,
    wanted: Wanted,
    /// Whether rows differ by what they leave out.
    rows_differ: bool,
}

/// What the templates of a site have made from views for more than one page. It belongs to both, and to no others.
#[derive(Default)]
pub struct Made {
    rows: Rows,
    frames: Frames,
}

impl Templates {
    /// Parses the site's templates and the built-in ones. With a mistake in one of the site's, the
    /// result has the built-in templates alone.
    #[must_use]
    pub fn new(site: &[TextFile], built_in: &[TextFile]) -> (Self, Vec<Diagnostic>) {
        let own: Vec<(String, &str)> = site
            .iter()
            .filter_map(|file| Some((format!("{SITE}{}", file.path.below("templates")?), &*file.text)))
            .collect();
        let given: Vec<(String, &str)> =
            built_in.iter().map(|file| (file.path.as_str().to_owned(), &*file.text)).collect();
        let mut tera = engine();
        let added = tera.add_raw_templates(given.iter().chain(&own).map(|(name, text)| (name, text)));
        let mut diagnostics = ordered::loops_over_tables(&own);
        match added.map(|()| misfit(&tera)) {
            Ok(None) if diagnostics.is_empty() => {
                let all = given.iter().chain(&own).map(|(name, text)| (name.as_str(), *text)).collect();
                return (Self::of(tera, wanted(&all)), Vec::new());
            }
            Ok(message) => diagnostics.extend(message.map(|message| of_row(message, &own))),
            Err(error) => diagnostics.extend(mistakes(&error, &own, &given)),
        }
        let mut tera = engine();
        if let Err(error) = tera.add_raw_templates(given) {
            diagnostics.push(diagnostic(&error, None));
        }
        (Self::of(tera, Wanted::EVERYTHING), diagnostics)
    }

    fn of(tera: Tera, wanted: Wanted) -> Self {
        Self { rows_differ: takes_without(&tera), tera, wanted }
    }

    /// What of views the templates ask for.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// Writes a page into a buffer. `made` is what these templates have made for other pages. `page` gives its name for
    /// the message, should the template fail.
    ///
    /// # Errors
    /// When the template asks for something that its view does not have.
    pub fn render(
        &self,
        views: &Views,
        mut view: View,
        made: &Made,
        page: impl FnOnce() -> String,
        buffer: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        buffer.clear();
        self.complete(views, &mut view, made)
            .and_then(|()| self.tera.render_to(view.template, &view.context, buffer))
            .map_err(|error| Box::new(diagnostic(&error, Some(&page()))))
    }

    /// Adds to a view what is made once for many pages.
    fn complete(&self, views: &Views, view: &mut View, made: &Made) -> Result<(), tera::Error> {
        if let Some(wanted) = view.frame {
            view.context.insert_value("frame", made.frames.make(self, views, wanted)?);
        }
        if let Some(wanted) = &view.rows {
            view.context.insert_value("rows", made.rows.make(self, views, wanted)?);
        }
        Ok(())
    }
}

fn engine() -> Tera {
    let mut tera = Tera::default();
    let set = tera.set_fallback_prefixes([SITE, BUILT_IN]);
    debug_assert!(set.is_ok(), "prefixes come before templates");
    tera.autoescape_on([".html", ".xml"]);
    ordered::set(&mut tera);
    tera
}

/// What is wrong with the site's own templates, of all files and not only of the first.
fn mistakes(error: &tera::Error, own: &[(String, &str)], given: &[(String, &str)]) -> Vec<Diagnostic> {
    let alone = |(name, text): &(String, &str)| Tera::default().add_raw_template(name, text).err();
    let diagnostics: Vec<Diagnostic> = own
        .iter()
        .filter_map(alone)
        .filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)))
        .map(|error| diagnostic(&error, None))
        .collect();
    if diagnostics.is_empty() { all(error, own, given) } else { diagnostics }
}

/// The component of rows cannot be called as it stands.
fn of_row(message: String, own: &[(String, &str)]) -> Diagnostic {
    let definition = format!("component {ROW}(");
    let found = own.iter().find_map(|(name, text)| Some((name, text.find(&definition)?)));
    let (name, span) = found
        .map_or((SITE, None), |(name, at)| (name.as_str(), Some(Span::new(at, at + definition.len() - 1))));
    let mut found = Diagnostic::of_file(Code::Template, &path_of(name), message)
        .help("it is given card, and without where it takes that; it may ask for @lang, @t and @site");
    if let Some(place) = found.places.first_mut() {
        place.span = span;
    }
    found
}

/// An error of all templates together. Those that name what is not there come as one text with a report
/// for each: it is taken apart again.
fn all(error: &tera::Error, templates: &[(String, &str)], built_in: &[(String, &str)]) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else { return vec![diagnostic(error, None)] };
    let mut diagnostics = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some(place) = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> ")) else {
            continue;
        };
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next().and_then(|column| column.parse().ok());
        let row = parts.next().and_then(|row| row.parse().ok());
        let name = parts.next().unwrap_or_default();
        if let Some(block) = message.strip_prefix("Block `").and_then(|rest| rest.strip_suffix(NO_PARENT)) {
            let found = missing_block(block, name, templates, built_in);
            // Most built-in pages fill the same blocks: each is named once.
            if !diagnostics.contains(&found) {
                diagnostics.push(found);
            }
            continue;
        }
        let known = templates.iter().find(|(known, _)| known == name);
        let span =
            known.zip(row).zip(column).and_then(|(((_, text), row), column)| word_at(text, row, column));
        let mut found = Diagnostic::of_file(Code::Template, &path_of(name), plain(message));
        if let Some(place) = found.places.first_mut() {
            place.span = span;
        }
        diagnostics.push(found);
    }
    if diagnostics.is_empty() { vec![diagnostic(error, None)] } else { diagnostics }
}

/// How the engine says that no template that is extended has a block.
const NO_PARENT: &str = "` is not defined in any parent template";

/// A block that a template fills and none that it extends has: when a built-in page fills it, the site's
/// own template that the page extends lacks it.
fn missing_block(
    block: &str,
    name: &str,
    templates: &[(String, &str)],
    built_in: &[(String, &str)],
) -> Diagnostic {
    let parent = built_in
        .iter()
        .find(|(known, _)| known == name)
        .and_then(|(_, text)| extended(text))
        .filter(|parent| templates.iter().any(|(known, _)| known.strip_prefix(SITE) == Some(parent)));
    let Some(parent) = parent else {
        let text = templates.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
        let span = text
            .match_indices(block)
            .find(|(at, _)| text[..*at].trim_end().ends_with("block"))
            .map(|(at, _)| Span::new(at, at + block.len()));
        let message = format!("no template that this one extends has a block \"{block}\"");
        let mut found = Diagnostic::of_file(Code::Template, &path_of(name), message).help(
            "the blocks stand at the top of the template that is extended; docs/templates.md lists those of \
             base.html",
        );
        if let Some(place) = found.places.first_mut() {
            place.span = span;
        }
        return found;
    };
    let path = path_of(&format!("{SITE}{parent}"));
    Diagnostic::of_file(Code::Template, &path, format!("built-in pages fill a block \"{block}\", which is not here"))
        .help(format!(
            "add {{% block {block} %}}{{% endblock %}} where it belongs; to change only a part, keep the built-in \
             template: {{% extends \"built-in/{parent}\" %}}"
        ))
}

/// The template that a template extends.
fn extended(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("{% extends \"")?;
    rest.split_once('"').map(|(name, _)| name)
}

/// The word at a line and a column, both from 1.
fn word_at(text: &str, row: usize, column: usize) -> Option<Span> {
    let before = row.checked_sub(1)?;
    let line = text.split_inclusive('\n').nth(before)?;
    let start = text.split_inclusive('\n').take(before).map(str::len).sum::<usize>();
    let (at, _) = line.char_indices().nth(column.checked_sub(1)?)?;
    let word = line[at..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_');
    let length = word.map(char::len_utf8).sum::<usize>().max(1);
    Some(Span::new(start + at, start + at + length))
}

/// A message in words like our own: lower case, no stop, quotation marks.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.').replace('`', "\"");
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The file that a template's name stands for.
fn path_of(name: &str) -> SitePath {
    name.strip_prefix(SITE)
        .map_or_else(|| SitePath::new(name), |own| SitePath::new(&format!("templates/{own}")))
}

fn diagnostic(error: &tera::Error, page: Option<&str>) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = Span::from(report.span().range.clone());
            (report.message().to_owned(), Some((path_of(report.filename()), Some(span))))
        }
        ErrorKind::MissingParent { current, parent } => (
            format!("the template extends \"{parent}\", which does not exist"),
            Some((path_of(current), None)),
        ),
        ErrorKind::CircularExtend { tpl, .. } => {
            ("the template extends itself".to_owned(), Some((path_of(tpl), None)))
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            ("the template includes itself".to_owned(), Some((path_of(tpl), None)))
        }
        other => (other.to_string().replace(&format!("`{SITE}"), "`templates/"), None),
    };
    let message = plain(&message);
    let help = match (page, error.kind()) {
        (_, ErrorKind::CircularExtend { .. }) => {
            Some("to change a built-in template, extend it by its full name: {% extends \"built-in/event.html\" %}".to_owned())
        }
        (Some(page), _) => Some(format!("it happened on the page {page}; docs/templates.md lists what a page's view has")),
        (None, _) => None,
    };
    Diagnostic {
        code: Code::Template,
        severity: Code::Template.severity(),
        message,
        places: place.map(|(path, span)| Place { path, span, label: String::new() }).into_iter().collect(),
        help,
    }
}

/// Of problems at one place, keeps that of the first page. Messages tell those apart alone that have no place: the
/// engine lists names in them in no fixed order.
pub fn once_each(diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(Vec<Place>, String), Diagnostic> = BTreeMap::new();
    for diagnostic in diagnostics.drain(..) {
        let message = if diagnostic.places.is_empty() { diagnostic.message.clone() } else { String::new() };
        first.entry((diagnostic.places.clone(), message)).or_insert(diagnostic);
    }
    diagnostics.extend(first.into_values());
}
