//! Tables of keys and values with their places, read key by key.
//!
//! Whoever reads a [`Table`] asks a [`Fields`] for each key that it knows; wrong types and keys that
//! nobody asked for become problems with suggestions. What the values mean is the reader's business.

mod table;

use crate::diagnostics::{Code, Located, Problem, Span, nearest};

pub use table::{Node, Table, Value, parse_toml, parse_yaml};

/// Reads the known keys of one table, and reports what is wrong with them.
pub struct Fields<'a> {
    table: &'a Table,
    problems: &'a mut Vec<Problem>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Begins to read a table; problems go to `problems`.
    pub fn new(table: &'a Table, problems: &'a mut Vec<Problem>) -> Self {
        Self { table, problems, known: Vec::new() }
    }

    /// The value of a key, whatever its type.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.find(key).map(|entry| &entry.node)
    }

    /// A text that is not empty.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        self.as_text(node, key)
    }

    /// A text that is not empty and must be there. Its absence is reported unless `quiet`.
    pub fn required_text(&mut self, key: &'static str, whose: &str, quiet: bool) -> Option<Located<String>> {
        if self.table.find(key).is_none() && !quiet {
            let span = Span::new(self.table.span.start, self.table.span.start);
            self.problems.push(
                Problem::new(Code::MissingKey, span, format!("{whose} has no `{key}`"))
                    .help(format!("add a line `{key} = \"…\"`")),
            );
        }
        self.text(key)
    }

    /// Reads a node as a text that is not empty.
    pub fn as_text(&mut self, node: &Node, key: &str) -> Option<Located<String>> {
        match &node.value {
            Value::Text(text) if is_blank(text) => {
                self.problems.push(
                    Problem::new(Code::BadValue, node.span, format!("`{key}` is empty"))
                        .help("write something, or take the line out"),
                );
                None
            }
            Value::Text(text) => Some(Located::new(text.trim().to_owned(), node.span)),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => {
                self.wrong_type(node, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A web address: `http` or `https` with a host, and nothing that could end it early.
    pub fn url(&mut self, key: &'static str) -> Option<Located<String>> {
        let text = self.text(key)?;
        if is_web_address(&text.value) {
            return Some(text);
        }
        self.report(
            Problem::new(Code::BadUrl, text.span, format!("\"{}\" is not a web address", text.value))
                .help("write it in full, with https:// before it"),
        );
        None
    }

    /// A whole number from 1 to `u32::MAX`.
    pub fn number(&mut self, key: &'static str) -> Option<Located<u32>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Integer(number) => match u32::try_from(*number) {
                Ok(number) if number > 0 => Some(Located::new(number, node.span)),
                _ => {
                    self.problems.push(
                        Problem::new(Code::BadValue, node.span, format!("`{key}` cannot be {number}"))
                            .help("write a whole number from 1 upward"),
                    );
                    None
                }
            },
            Value::Text(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => {
                self.wrong_type(node, key, "a whole number without quotation marks");
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        if let Value::Boolean(flag) = node.value {
            return Some(flag);
        }
        self.wrong_type(node, key, "true or false, without quotation marks");
        None
    }

    /// The items of a list; none if there is no such key.
    pub fn list(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.node(key) else { return &[] };
        if let Value::List(items) = &node.value {
            return items;
        }
        let problem = of_wrong_type(node, key, "a list in square brackets");
        self.report(match &node.value {
            // Whoever wrote `[sources]` sees square brackets there.
            Value::Table(_) => {
                problem.help(format!("begin it with two brackets, [[{key}]], or write a list: {key} = […]"))
            }
            _ => problem,
        });
        &[]
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        self.list(key).iter().filter_map(|node| self.as_text(node, key)).collect()
    }

    /// A table within the table.
    pub fn table(&mut self, key: &'static str) -> Option<&'a Table> {
        let node = self.node(key)?;
        if let Value::Table(table) = &node.value {
            return Some(table);
        }
        self.wrong_type(node, key, "a table");
        None
    }

    /// Reads a table that stands in a list.
    pub fn nested<'b>(&'b mut self, table: &'b Table) -> Fields<'b> {
        Fields { table, problems: self.problems, known: Vec::new() }
    }

    /// Adds a problem that the caller found.
    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node, key: &str, expected: &str) {
        self.problems.push(of_wrong_type(node, key, expected));
    }

    /// Reports the keys that nobody asked for. `elsewhere` says where keys of one's own belong.
    pub fn finish(self, elsewhere: Option<&str>) {
        for entry in &self.table.entries {
            let key = entry.key.value.as_str();
            if self.known.contains(&key) {
                continue;
            }
            let foreign = FOREIGN.iter().find(|(keys, here, _)| {
                self.known.contains(here) && keys.iter().any(|word| key.eq_ignore_ascii_case(word))
            });
            let synonym = SYNONYMS.iter().find(|(word, _)| key.eq_ignore_ascii_case(word)).map(|pair| pair.1);
            let meant = synonym
                .filter(|word| self.known.contains(word))
                .or_else(|| nearest(key, self.known.iter().copied()));
            let help = match (foreign, meant, elsewhere) {
                (Some((_, _, advice)), _, _) => (*advice).to_owned(),
                (None, Some(word), _) => format!("did you mean `{word}`?"),
                (None, None, Some(elsewhere)) => {
                    format!("{elsewhere}; known here: {}", self.known.join(", "))
                }
                (None, None, None) => format!("known here: {}", self.known.join(", ")),
            };
            self.problems.push(
                Problem::new(Code::UnknownKey, entry.key.span, format!("unknown key `{key}`"))
                    .label("not a key of this table")
                    .help(help),
            );
        }
    }
}

fn of_wrong_type(node: &Node, key: &str, expected: &str) -> Problem {
    let message = format!("`{key}` expects {expected}, found {}", node.value.type_name());
    Problem::new(Code::WrongType, node.span, message).label("of the wrong type")
}

/// Keys of other generators' front matter that have no counterpart, a key that the table must know for the
/// advice to make sense, and what to do. The first that fits counts.
const FOREIGN: &[(&[&str], &str, &str)] = &[
    (
        &["tags", "tag", "categories", "keywords", "taxonomies"],
        "theme",
        "there are no tags: what kind of event it was goes into `kind`, what it was about into `theme`; to keep them, \
         move them under `extra`",
    ),
    (
        &["tags", "tag", "categories", "keywords", "taxonomies", "series"],
        "draft",
        "there are no tags: take the line out, or move it under `extra`",
    ),
    (
        &["layout", "template", "render_with_liquid"],
        "draft",
        "which template shows a page follows from what it is: take the line out",
    ),
    (
        &["slug", "permalink", "url", "path", "redirect_from"],
        "draft",
        "the file's name is the address: rename the file, and put the old id into `aliases`",
    ),
    (
        &["lastmod", "last_modified_at", "modified", "changed"],
        "updated",
        "did you mean `updated`? it is the day on which the record last changed in substance",
    ),
    (
        &["date", "lastmod", "last_modified_at", "modified"],
        "draft",
        "an ordinary page has no date: take the line out, or move it under `extra`",
    ),
    (
        &["published", "publishdate", "pubdate", "expirydate"],
        "draft",
        "write `draft` for what is not to be published yet; the day of an article is `published` of its source",
    ),
    (
        &["start_date", "end_date", "startdate", "enddate", "start", "end"],
        "theme",
        "an interval is one `date`: \"2021-11-22/2021-11-26\"",
    ),
    (
        &["author", "authors"],
        "theme",
        "who wrote an article is `credit` of its source; who took part stands in `people`",
    ),
    (
        &["image", "images", "cover", "thumbnail", "featured_image", "header"],
        "draft",
        "a picture lies beside the record, as in content/events/<id>/index.md and photo.jpg, and stands in the text: \
         ![…](photo.jpg)",
    ),
    (
        &["translationkey", "ref", "translations"],
        "draft",
        "translations lie beside the record and have its name: <id>.ru.md",
    ),
    (
        &["weight", "menu", "toc", "comments", "cascade", "outputs", "sitemap", "build", "pin", "math"],
        "draft",
        "this has no meaning here: take the line out, or move it under `extra`",
    ),
];

/// Whether a text shows nothing: white space, and characters that leave no trace. A title of those would be a link
/// that nobody sees.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_ignorable(letter))
}

/// Whether Unicode lets a character leave no trace (`Default_Ignorable_Code_Point`).
const fn is_ignorable(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a text is a web address that a page may link to.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !text
                .chars()
                .any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"".contains(letter))
    })
}

/// Whether a character makes letters stand in another order than they are written in, without being seen: 1202
/// would be read as 2021. No language of the archive needs one, and browsers find the direction of others.
#[must_use]
pub const fn turns_order(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words that other programs and people use for our keys.
const SYNONYMS: &[(&str, &str)] = &[
    ("description", "summary"),
    ("abstract", "summary"),
    ("excerpt", "summary"),
    ("type", "kind"),
    ("category", "kind"),
    ("location", "place"),
    ("venue", "place"),
    ("city", "place"),
    ("oblast", "region"),
    ("topic", "theme"),
    ("subject", "theme"),
    ("participants", "people"),
    ("persons", "people"),
    ("orgs", "organisations"),
    ("organisation", "organisations"),
    ("organization", "organisations"),
    ("organizations", "organisations"),
    ("language", "lang"),
    ("locale", "lang"),
    ("old_ids", "aliases"),
    ("source", "sources"),
    ("link", "url"),
    ("website", "url"),
    ("author", "credit"),
    ("license", "rights"),
    ("ordinal", "number"),
    ("names", "name"),
];
