//! Tables of keys and values with their places, from TOML or YAML, read key by key.
//!
//! Whoever reads a table asks a [`Fields`] for each key that it knows; wrong types and keys that
//! nobody asked for become problems with suggestions. What the values mean is the reader's business.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Code, Located, Problem, Span, nearest};

/// A value as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A TOML date or date-time, as written.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

impl Value {
    /// The type in an editor's words.
    const fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a number",
            Self::Float(_) => "a number with a fraction",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Date(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Float(text) => match text.replace('_', "").parse::<f64>() {
                Ok(number) => serializer.serialize_f64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Boolean(flag) => serializer.serialize_bool(*flag),
            Self::List(items) => serializer.collect_seq(items.iter().map(|item| &item.value)),
            Self::Table(table) => table.serialize(serializer),
        }
    }
}

/// A value and its place.
pub type Node = Located<Value>;

/// Keys and values in the order of their keys' places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    entries: Vec<Entry>,
    span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: Located<String>,
    node: Node,
}

impl Table {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&Located<String>, &Node)> {
        self.entries.iter().map(|entry| (&entry.key, &entry.node))
    }

    fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// Moves every place behind `offset`, for a table that was cut out of a larger text.
    fn shift(&mut self, offset: usize) {
        self.span = self.span.shifted(offset);
        for entry in &mut self.entries {
            entry.key.span = entry.key.span.shifted(offset);
            shift_node(&mut entry.node, offset);
        }
    }
}

fn shift_node(node: &mut Node, offset: usize) {
    node.span = node.span.shifted(offset);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift_node(item, offset)),
        Value::Table(table) => table.shift(offset),
        Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_) => {}
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for entry in &self.entries {
            map.serialize_entry(&entry.key.value, &entry.node.value)?;
        }
        map.end()
    }
}

/// Reads TOML that begins at `offset` of its file. All syntax errors come out; what is sound is kept.
#[must_use]
pub fn parse_toml(text: &str, offset: usize) -> (Table, Vec<Problem>) {
    let (parsed, errors) = DeTable::parse_recoverable(text);
    let mut table = from_toml(parsed.get_ref(), parsed.span().into());
    table.shift(offset);
    let problems = errors
        .iter()
        .map(|error| {
            let span = error.span().map_or(Span::new(0, 0), Span::from);
            let words = text.get(span.start..span.end).unwrap_or_default();
            let problem = Problem::new(Code::Syntax, span.shifted(offset), first_line(error.message()))
                .label("not valid TOML here");
            if words.chars().next().is_some_and(char::is_alphabetic) {
                problem.help(format!("texts stand in quotation marks: \"{words}\""))
            } else if error.message().contains("string") {
                problem.help("a text begins and ends with a quotation mark, on one line")
            } else {
                problem
            }
        })
        .collect();
    (table, problems)
}

fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn from_toml(table: &DeTable<'_>, span: Span) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Located::new(key.get_ref().to_string(), key.span().into()),
            node: node_from_toml(value.get_ref(), value.span().into()),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.span);
    Table { entries, span }
}

fn node_from_toml(value: &DeValue<'_>, span: Span) -> Node {
    let value = match value {
        DeValue::String(text) => Value::Text(legible(text)),
        DeValue::Integer(number) => i64::from_str_radix(&number.as_str().replace('_', ""), number.radix())
            .map_or_else(|_| Value::Float(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node_from_toml(item.get_ref(), item.span().into())).collect())
        }
        DeValue::Table(table) => Value::Table(from_toml(table, span)),
    };
    Node::new(value, span)
}

/// A text without the characters that no page, feed or table may hold: controls, and what is no character.
///
/// They come with what was pasted, are seen by nobody, and an editor can do nothing against them.
fn legible(text: &str) -> String {
    let is_legible = |letter: &char| match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => !letter.is_control(),
    };
    text.chars().filter(is_legible).collect()
}

/// How deep values of YAML may lie in each other: front matter needs three.
const YAML_DEPTH: usize = 16;

/// How many values a front matter in YAML may have, those that aliases repeat counted again.
const YAML_VALUES: usize = 50_000;

/// Reads YAML that begins at `offset` of its file. YAML has one error at the most, and nothing is kept then.
#[must_use]
pub fn parse_yaml(text: &str, offset: usize) -> (Table, Vec<Problem>) {
    if text.trim().is_empty() {
        return (Table::default(), Vec::new());
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: YAML_DEPTH, max_nodes: YAML_VALUES },
    };
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Yaml>>(text, options) {
        Ok(parsed) => {
            let span = yaml_span(&parsed.referenced);
            match node_from_yaml(parsed).value {
                Value::Table(mut table) => {
                    table.shift(offset);
                    (table, Vec::new())
                }
                _ => {
                    let problem =
                        Problem::new(Code::Syntax, span.shifted(offset), "expected keys with values")
                            .help("write one `key: value` a line");
                    (Table::default(), vec![problem])
                }
            }
        }
        Err(error) => {
            let span = error.location().map_or(Span::new(0, 0), |location| yaml_place(text, &location));
            let message = first_line(&error.without_snippet().to_string());
            // The place is shown with its line: the message need not count them, and would count wrongly.
            let message = message.split(" at line ").next().unwrap_or_default();
            let problem =
                Problem::new(Code::Syntax, span.shifted(offset), message).label("not valid YAML here");
            (Table::default(), vec![problem])
        }
    }
}

fn yaml_span(location: &serde_saphyr::Location) -> Span {
    let span = location.span();
    let start = span.byte_offset().and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
    let length = span.byte_len().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    Span::new(start, start + length)
}

/// Where a YAML error is. Errors know line and column, both from 1, but not always bytes.
fn yaml_place(text: &str, location: &serde_saphyr::Location) -> Span {
    if location.span().byte_offset().is_some_and(|offset| offset > 0) {
        return yaml_span(location);
    }
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let line_start = text.split_inclusive('\n').take(whole(location.line())).map(str::len).sum::<usize>();
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = line.char_indices().nth(whole(location.column())).map_or(line.len(), |(at, _)| at);
    Span::new(line_start + column, line_start + line.len())
}

/// A YAML value on its way to a [`Node`].
enum Yaml {
    Nothing,
    Scalar(Value),
    List(Vec<serde_saphyr::Spanned<Yaml>>),
    Table(Vec<(serde_saphyr::Spanned<String>, serde_saphyr::Spanned<Yaml>)>),
}

fn node_from_yaml(yaml: serde_saphyr::Spanned<Yaml>) -> Node {
    let span = yaml_span(&yaml.referenced);
    let value = match yaml.value {
        Yaml::Nothing => Value::Text(String::new()),
        Yaml::Scalar(value) => value,
        Yaml::List(items) => Value::List(items.into_iter().map(node_from_yaml).collect()),
        Yaml::Table(entries) => {
            let entries = entries
                .into_iter()
                .filter(|(_, node)| !matches!(node.value, Yaml::Nothing))
                .map(|(key, node)| Entry {
                    key: Located::new(key.value, yaml_span(&key.referenced)),
                    node: node_from_yaml(node),
                })
                .collect();
            Value::Table(Table { entries, span })
        }
    };
    Node::new(value, span)
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct YamlVisitor;

        impl<'de> Visitor<'de> for YamlVisitor {
            type Value = Yaml;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a YAML value")
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Yaml, E> {
                Ok(Yaml::Scalar(Value::Boolean(flag)))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Yaml, E> {
                Ok(Yaml::Scalar(Value::Integer(number)))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Yaml, E> {
                let value =
                    i64::try_from(number).map_or_else(|_| Value::Float(number.to_string()), Value::Integer);
                Ok(Yaml::Scalar(value))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Yaml, E> {
                Ok(Yaml::Scalar(Value::Float(number.to_string())))
            }

            fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
                Ok(Yaml::Scalar(Value::Text(legible(text))))
            }

            fn visit_unit<E>(self) -> Result<Yaml, E> {
                Ok(Yaml::Nothing)
            }

            fn visit_none<E>(self) -> Result<Yaml, E> {
                Ok(Yaml::Nothing)
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
                deserializer.deserialize_any(self)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(Yaml::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Yaml::Table(entries))
            }
        }

        deserializer.deserialize_any(YamlVisitor)
    }
}

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
            Value::Text(text) if text.trim().is_empty() => {
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
        self.wrong_type(node, key, "a list in square brackets");
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
        self.problems.push(
            Problem::new(
                Code::WrongType,
                node.span,
                format!("`{key}` expects {expected}, found {}", node.value.type_name()),
            )
            .label("of the wrong type"),
        );
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
