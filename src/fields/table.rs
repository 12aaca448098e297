//! Tables of keys and values with their places, from TOML or YAML.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use toml::de::{DeTable, DeValue};

use super::turns_order;
use crate::diagnostics::{Code, Located, Problem, Span};

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
    pub(super) const fn type_name(&self) -> &'static str {
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
    pub(super) entries: Vec<Entry>,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Located<String>,
    pub(super) node: Node,
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

    pub(super) fn find(&self, key: &str) -> Option<&Entry> {
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
            if error.message().contains("duplicate key") {
                problem.help(format!(
                    "`{words}` stands above already: a key may stand once, take one of them out"
                ))
            } else if error.message().contains("date") || error.message().contains("time") {
                problem.help("a date stands in quotation marks, the year first: \"2021-11-22\"")
            } else if words.chars().next().is_some_and(char::is_alphabetic) {
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

/// A text without the characters that no page, feed or table may hold: controls, what is no character, and what
/// turns the order of letters about ([`turns_order`]).
///
/// They come with what was pasted, are seen by nobody, and an editor can do nothing against them.
fn legible(text: &str) -> String {
    let is_legible = |letter: &char| match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        letter => !letter.is_control() && !turns_order(*letter),
    };
    // What begins a character that may be left out: most texts have none of these bytes.
    let may_hide = |byte: u8| byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    if !text.bytes().any(may_hide) {
        return text.to_owned();
    }
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
            match node_from_yaml(parsed, text).value {
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
            let (message, help) = in_plain_words(message);
            let problem = Problem::new(Code::Syntax, span.shifted(offset), message)
                .label("not valid YAML here")
                .help(help);
            (Table::default(), vec![problem])
        }
    }
}

/// What the parser says, for those who write articles and no programs, and what to do about it.
fn in_plain_words(message: &str) -> (String, String) {
    let duplicate = message
        .strip_prefix("duplicate mapping key: ")
        .map(|rest| rest.split(", set ").next().unwrap_or(rest));
    if let Some(key) = duplicate {
        let help = format!("`{key}` stands above already: a key may stand once, take one of them out");
        ("duplicate key".to_owned(), help)
    } else if message.contains("mapping values are not allowed") {
        let help = "put a text that holds a colon in quotation marks: title: \"…: …\"; \
                    keys that belong together begin below each other";
        ("a colon stands where no value can begin".to_owned(), help.to_owned())
    } else if message.contains("quoted scalar") {
        let help =
            "a text that begins with a quotation mark ends with the same one, and nothing stands behind it";
        ("this text in quotation marks does not end as it should".to_owned(), help.to_owned())
    } else {
        (message.to_owned(), "if this is a text, put it in quotation marks".to_owned())
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

/// Makes a node of a value in a text.
fn node_from_yaml(yaml: serde_saphyr::Spanned<Yaml>, text: &str) -> Node {
    let span = yaml_span(&yaml.referenced);
    let written = || text.get(span.start..span.end).unwrap_or_default();
    let value = match yaml.value {
        Yaml::Nothing => Value::Text(String::new()),
        // The parser leaves open whether 010 is ten or eight; to an editor it is ten.
        Yaml::Scalar(Value::Float(number)) if written().bytes().all(|byte| byte.is_ascii_digit()) => {
            written().parse().map_or(Value::Float(number), Value::Integer)
        }
        Yaml::Scalar(value) => value,
        Yaml::List(items) => Value::List(items.into_iter().map(|item| node_from_yaml(item, text)).collect()),
        Yaml::Table(entries) => {
            let entries = entries
                .into_iter()
                .filter(|(_, node)| !matches!(node.value, Yaml::Nothing))
                .map(|(key, node)| Entry {
                    key: Located::new(key.value, yaml_span(&key.referenced)),
                    node: node_from_yaml(node, text),
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
