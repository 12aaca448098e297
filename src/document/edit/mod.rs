//! Changes keys of a front matter in place: comments, order and style of everything else stay.
//!
//! Only the bytes of what changes are replaced, at the places where [`super::read()`] found them, so the
//! body and all other lines stay byte for byte. Whether a value makes sense is the reader's business.

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

use super::print::{self, quoted};
use super::{RecordKind, Source, split};
use crate::diagnostics::Span;
use crate::fields::{Node, Table, Value};

/// A key of the front matter, and what it is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// The key: `date`, `people` …
    pub key: &'a str,
    /// What it is to say; `None` takes the key out.
    pub value: Option<NewValue>,
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u32),
    /// A day.
    Day(NaiveDate),
    /// A list; an empty one is written as such.
    List(Vec<NewItem>),
    /// One source more, behind those that there are, in the way in which they are written.
    FurtherSource(Box<Source>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewItem {
    /// The item that stands at this position now, as it is written, with its comments.
    Kept(usize),
    /// A new text.
    Text(String),
    /// A new table on one line.
    Table(Vec<(&'static str, String)>),
    /// A new source on one line.
    Source(Box<Source>),
}

/// Why a front matter cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// There is none, or it has no end.
    NoFrontMatter,
    /// It is YAML.
    Yaml,
    /// It does not parse: what a change would touch is not known.
    Damaged,
    /// A value is of another type than its key wants.
    WrongType,
    /// Changed, it would not parse any more.
    Unsuited,
}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoFrontMatter => "the file has no front matter",
            Self::Yaml => "the front matter is YAML, which is not rewritten",
            Self::Damaged => "the front matter does not parse",
            Self::WrongType => "the value in the file is of the wrong type",
            Self::Unsuited => "the front matter is written in a way in which this cannot be changed",
        })
    }
}

impl EditError {
    /// What to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::NoFrontMatter => "begin the file with a line +++, then the keys, then a line +++",
            Self::Yaml => "change the file by hand, or write its front matter as TOML between lines +++",
            Self::Damaged | Self::WrongType => "mend the file first: `ssg check` shows where",
            Self::Unsuited => "change the file by hand",
        }
    }
}

impl std::error::Error for EditError {}

/// The keys of an event in the order in which they are written; tables come behind them.
const ORDER: &[&str] = &[
    "title",
    "summary",
    "lang",
    "rights",
    "date",
    "region",
    "place",
    "kind",
    "number",
    "theme",
    "organisations",
    "people",
    "aliases",
    "draft",
    "withdrawn",
    "review",
    "recorded",
    "updated",
];

/// Lists whose items stand on lines of their own.
const ONE_A_LINE: &[&str] = &["organisations", "people", "aliases", "sources"];

/// Changes keys of the front matter of an event's file.
///
/// # Errors
/// When the front matter is not TOML that parses, before or after the change, or a list's items are not where
/// they should be.
pub fn set(text: &str, changes: &[Change<'_>]) -> Result<String, EditError> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (before, text) = text.split_at(mark);
    let front = Front::read(text)?;
    let mut splices = Vec::new();
    for change in changes {
        front.change(change, &mut splices)?;
    }
    // At one place insertions come first, in the order of their keys.
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end, splice.rank));
    let mut out = before.to_owned();
    let mut at = 0;
    for splice in &splices {
        out.push_str(text.get(at..splice.range.start).ok_or(EditError::Damaged)?);
        out.push_str(&splice.text);
        at = splice.range.end;
    }
    out.push_str(text.get(at..).ok_or(EditError::Damaged)?);
    // Whoever writes the text relies on it: a page that does not parse any more is worse than one that stands.
    Front::read(&out[mark..]).map_err(|_| EditError::Unsuited)?;
    Ok(out)
}

/// That a record changes in substance today; nothing is to be said on the day on which it enters the archive.
#[must_use]
pub fn updated(recorded: Option<NaiveDate>, today: NaiveDate) -> Option<Change<'static>> {
    (recorded != Some(today)).then_some(Change { key: "updated", value: Some(NewValue::Day(today)) })
}

/// Where the value of a key stands in a file; `None` too when the front matter does not parse.
#[must_use]
pub fn place(text: &str, key: &str) -> Option<Span> {
    let (table, _) = split(text, RecordKind::Event, &mut Vec::new())?;
    table.iter().find(|(name, _)| name.value == key).map(|(_, node)| node.span)
}

/// What a key says in a file, letter by letter, also where the reader can make nothing of it; `None` for
/// lists and tables.
#[must_use]
pub fn written(text: &str, key: &str) -> Option<String> {
    let (table, _) = split(text, RecordKind::Event, &mut Vec::new())?;
    let (_, node) = table.iter().find(|(name, _)| name.value == key)?;
    match &node.value {
        Value::Text(text) | Value::Float(text) | Value::Date(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::List(_) | Value::Table(_) => None,
    }
}

/// A piece of text that takes the place of another.
struct Splice {
    range: Range<usize>,
    /// The place of the key in [`ORDER`].
    rank: usize,
    text: String,
}

/// A front matter that parses, and its text.
struct Front<'t> {
    text: &'t str,
    table: Table,
    /// Where the first key may stand.
    start: usize,
    /// Where the line stands that closes it.
    end: usize,
    newline: &'static str,
}

impl<'t> Front<'t> {
    fn read(text: &'t str) -> Result<Self, EditError> {
        let mut problems = Vec::new();
        let first = text.lines().next().unwrap_or_default().trim_end();
        let (table, body) = split(text, RecordKind::Event, &mut problems).ok_or(EditError::NoFrontMatter)?;
        if first == "---" {
            return Err(EditError::Yaml);
        }
        if !problems.is_empty() {
            return Err(EditError::Damaged);
        }
        let start = text.find('\n').map_or(text.len(), |end| end + 1);
        let newline = if text[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
        let end = text[..body.start].trim_end_matches(['\r', '\n']).rfind('\n').map_or(start, |end| end + 1);
        Ok(Self { text, table, start, end, newline })
    }

    fn change(&self, change: &Change<'_>, splices: &mut Vec<Splice>) -> Result<(), EditError> {
        let rank = rank(change.key);
        if let Some(NewValue::FurtherSource(source)) = &change.value {
            return self.add_source(change.key, source, splices);
        }
        let Some((key, node)) = self.table.iter().find(|(key, _)| key.value == change.key) else {
            if let Some(value) = &change.value {
                let line =
                    format!("{} = {}{}", change.key, self.new_value(change.key, value, &[])?, self.newline);
                let at = self.place_for(rank);
                splices.push(Splice { range: at..at, rank, text: line });
            }
            return Ok(());
        };
        let parts = self.tables_of(key.span, node);
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => &[],
        };
        match (&change.value, parts) {
            (None, None) => splices.push(Splice {
                range: self.line_start(key.span.start)..self.line_end(node.span.end),
                rank,
                text: String::new(),
            }),
            (None, Some(tables)) => splices.extend(removals(tables, rank)),
            (Some(NewValue::List(new)), None) => {
                if !matches!(node.value, Value::List(_)) {
                    return Err(EditError::WrongType);
                }
                self.change_list(change.key, node.span, items, new, splices)?;
            }
            (Some(value), None) => {
                let text = in_the_style_of(&node.value, value)
                    .map_or_else(|| self.new_value(change.key, value, items), Ok)?;
                splices.push(Splice { range: node.span.start..node.span.end, rank, text });
            }
            // What stood in tables of its own is written as a list, where the list belongs.
            (Some(value), Some(tables)) => {
                let line =
                    format!("{} = {}{}", change.key, self.new_value(change.key, value, items)?, self.newline);
                splices.extend(removals(tables, rank));
                let at = self.place_for(rank);
                splices.push(Splice { range: at..at, rank, text: line });
            }
        }
        Ok(())
    }

    /// Writes a value from nothing. `items` are those of the list that stood there.
    fn new_value(&self, key: &str, value: &NewValue, items: &[Node]) -> Result<String, EditError> {
        match value {
            NewValue::Text(text) => Ok(quoted(text)),
            NewValue::Number(number) => Ok(number.to_string()),
            NewValue::Day(day) => Ok(day.to_string()),
            NewValue::List(new) => {
                let new: Vec<String> =
                    new.iter().map(|item| self.new_item(item, items)).collect::<Result<_, _>>()?;
                let line = format!("[{}]", new.join(", "));
                // As `print` writes them.
                if new.is_empty() || !ONE_A_LINE.contains(&key) {
                    return Ok(line);
                }
                let lines: String = new.iter().map(|item| format!("  {item},{}", self.newline)).collect();
                Ok(format!("[{}{lines}]", self.newline))
            }
            NewValue::FurtherSource(_) => Err(EditError::WrongType),
        }
    }

    fn new_item(&self, item: &NewItem, items: &[Node]) -> Result<String, EditError> {
        match item {
            NewItem::Kept(position) => match items.get(*position) {
                // A table with a header of its own has its keys on lines of their own.
                Some(Node { value: Value::Table(table), span })
                    if !self.text[span.start..].starts_with('{') =>
                {
                    inline(table).ok_or(EditError::WrongType)
                }
                Some(node) => Ok(self.text[node.span.start..node.span.end].to_owned()),
                None => Err(EditError::WrongType),
            },
            NewItem::Text(text) => Ok(quoted(text)),
            NewItem::Table(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, text)| format!("{key} = {}", quoted(text))).collect();
                Ok(format!("{{ {} }}", entries.join(", ")))
            }
            NewItem::Source(source) => {
                let entries = lines_of(source);
                Ok(format!("{{ {} }}", entries.lines().collect::<Vec<_>>().join(", ")))
            }
        }
    }

    /// Puts a source behind those that there are: into their list, or as a table of its own.
    fn add_source(&self, key: &str, source: &Source, splices: &mut Vec<Splice>) -> Result<(), EditError> {
        let at = match self.table.iter().find(|(name, _)| name.value == key) {
            None => self.place_for_table(),
            Some((name, node)) => {
                let Value::List(items) = &node.value else { return Err(EditError::WrongType) };
                let Some(tables) = self.tables_of(name.span, node) else {
                    let mut new: Vec<NewItem> = (0..items.len()).map(NewItem::Kept).collect();
                    new.push(NewItem::Source(Box::new(source.clone())));
                    return self.change_list(key, node.span, items, &new, splices);
                };
                self.behind_comments(tables.iter().map(|table| table.end).max().unwrap_or(self.end))
            }
        };
        let is_blank = |line: &str| line.trim().is_empty();
        let newline = self.newline;
        let has_gap = at <= self.start || is_blank(&self.text[self.line_start(at - 1)..at]);
        let before = if has_gap { "" } else { newline };
        let is_last = at >= self.end || is_blank(&self.text[at..self.line_end(at)]);
        let behind = if is_last { "" } else { newline };
        let lines = lines_of(source).replace('\n', newline);
        let text = format!("{before}[[{key}]]{newline}{lines}{behind}");
        splices.push(Splice { range: at..at, rank: rank(key), text });
        Ok(())
    }

    /// Where a table belongs of which there is none yet: before all others, and before the comments above them.
    fn place_for_table(&self) -> usize {
        let headers = self.table.iter().filter(|(key, node)| self.tables_of(key.span, node).is_some());
        let mut at = headers.map(|(key, _)| self.line_start(key.span.start)).min().unwrap_or(self.end);
        while at > self.start {
            let line = self.line_start(at - 1);
            if !self.text[line..at].trim_start().starts_with('#') {
                break;
            }
            at = line;
        }
        at
    }

    /// Behind the comments that follow a table, unless they belong to what comes next.
    fn behind_comments(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.end && self.text[at..].trim_start_matches([' ', '\t']).starts_with('#') {
            at = self.line_end(at);
        }
        let is_end = at >= self.end || self.text[at..self.line_end(at)].trim().is_empty();
        if is_end { at } else { start }
    }

    /// Changes the items of a list that differ. What stays keeps its place, its line and its comments.
    fn change_list(
        &self,
        key: &str,
        list: Span,
        items: &[Node],
        new: &[NewItem],
        splices: &mut Vec<Splice>,
    ) -> Result<(), EditError> {
        let rank = rank(key);
        let mut edit = |range: Range<usize>, text: String| splices.push(Splice { range, rank, text });
        if items.is_empty() || new.is_empty() {
            let text = self.new_value(key, &NewValue::List(new.to_vec()), items)?;
            edit(list.start..list.end, text);
            return Ok(());
        }
        let staying = staying(new);
        let mut old_at = 0;
        let mut new_at = 0;
        loop {
            // The stretch up to the next item that stays, in the file and in the new list.
            let old_end = (old_at..items.len())
                .find(|old| staying.iter().any(|&(_, kept)| kept == *old))
                .unwrap_or(items.len());
            let new_end = staying.iter().map(|&(at, _)| at).find(|&at| at >= new_at).unwrap_or(new.len());
            let (gone, come) = (&items[old_at..old_end], &new[new_at..new_end]);
            let shared = gone.len().min(come.len());
            for (node, item) in gone.iter().zip(come) {
                edit(node.span.start..node.span.end, self.new_item(item, items)?);
            }
            self.remove_items(items, old_at + shared..old_end, &mut edit);
            let further: Vec<String> =
                come[shared..].iter().map(|item| self.new_item(item, items)).collect::<Result<_, _>>()?;
            if !further.is_empty() {
                self.insert_items(items, old_at + shared, &further, &mut edit);
            }
            if old_end == items.len() {
                return Ok(());
            }
            old_at = old_end + 1;
            new_at = new_end + 1;
        }
    }

    /// Takes items out: with their lines if they have them for themselves, else with their commas.
    fn remove_items(&self, items: &[Node], gone: Range<usize>, edit: &mut impl FnMut(Range<usize>, String)) {
        if gone.is_empty() {
            return;
        }
        if gone.clone().all(|position| self.has_own_line(items, position)) {
            for node in &items[gone] {
                edit(self.line_start(node.span.start)..self.line_end(node.span.end), String::new());
            }
            return;
        }
        let (first, last) = (items[gone.start].span, items[gone.end - 1].span);
        match (items.get(gone.end), gone.start.checked_sub(1)) {
            (Some(next), _) => edit(first.start..next.span.start, String::new()),
            (None, Some(previous)) => edit(items[previous].span.end..last.end, String::new()),
            (None, None) => edit(first.start..last.end, String::new()),
        }
    }

    /// Whether nothing but a comma and a comment stands on an item's lines.
    fn has_own_line(&self, items: &[Node], position: usize) -> bool {
        let span = items[position].span;
        let before = &self.text[self.line_start(span.start)..span.start];
        let behind = self.text[span.end..self.line_end(span.end)].trim();
        let behind = behind.strip_prefix(',').unwrap_or(behind).trim_start();
        before.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'))
    }

    /// Puts new items before the item at `position`, or behind the last one.
    fn insert_items(
        &self,
        items: &[Node],
        position: usize,
        new: &[String],
        edit: &mut impl FnMut(Range<usize>, String),
    ) {
        let near = position.min(items.len() - 1);
        let span = items[near].span;
        let is_last = near < position;
        if !self.has_own_line(items, near) {
            let at = if is_last { span.end } else { span.start };
            let text = |item: &String| if is_last { format!(", {item}") } else { format!("{item}, ") };
            edit(at..at, new.iter().map(text).collect());
            return;
        }
        let start = self.line_start(span.start);
        let indent = &self.text[start..span.start];
        let lines = new.iter().map(|item| format!("{indent}{item},{}", self.newline)).collect();
        if !is_last {
            edit(start..start, lines);
            return;
        }
        let end = self.line_end(span.end);
        if !self.text[span.end..end].trim_start().starts_with(',') {
            edit(span.end..span.end, ",".to_owned());
        }
        edit(end..end, lines);
    }

    /// Where a key that is not there yet belongs: behind the nearest one that comes before it.
    fn place_for(&self, rank: usize) -> usize {
        let lines = || self.table.iter().filter(|(key, node)| self.tables_of(key.span, node).is_none());
        let before = lines()
            .map(|(key, node)| (self::rank(&key.value), node.span.end))
            .filter(|(other, _)| *other < rank)
            .max();
        let behind = || {
            lines()
                .map(|(key, _)| (self::rank(&key.value), key.span.start))
                .filter(|(other, _)| *other > rank)
                .min()
        };
        match before {
            Some((_, end)) => self.line_end(end),
            None => behind().map_or(self.start, |(_, start)| self.line_start(start)),
        }
    }

    /// The parts of the text that a value has if it stands in tables with headers of their own.
    fn tables_of(&self, key: Span, node: &Node) -> Option<Vec<Range<usize>>> {
        let line = self.text[self.line_start(key.start)..key.start].trim_start();
        if !line.starts_with('[') {
            return None;
        }
        let tables: Vec<&Node> = match &node.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![node],
        };
        let ranges = tables.into_iter().map(|node| {
            let end = match &node.value {
                Value::Table(table) => table.iter().map(|(_, node)| node.span.end).max(),
                _ => None,
            };
            self.line_start(node.span.start)..self.line_end(end.unwrap_or(node.span.end).max(node.span.end))
        });
        Some(ranges.collect())
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end + 1)
    }
}

/// The keys of a source, each on a line.
fn lines_of(source: &Source) -> String {
    let mut lines = String::new();
    print::source(&mut lines, source);
    lines
}

fn removals(tables: Vec<Range<usize>>, rank: usize) -> impl Iterator<Item = Splice> {
    tables.into_iter().map(move |range| Splice { range, rank, text: String::new() })
}

fn rank(key: &str) -> usize {
    ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())
}

/// The longest run of kept items that stay in their order: positions in the new list and in the file.
fn staying(new: &[NewItem]) -> Vec<(usize, usize)> {
    let kept: Vec<(usize, usize)> = new
        .iter()
        .enumerate()
        .filter_map(|(at, item)| match item {
            NewItem::Kept(position) => Some((at, *position)),
            NewItem::Text(_) | NewItem::Table(_) | NewItem::Source(_) => None,
        })
        .collect();
    // For each kept item the longest run that ends in it, and the item before it there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(kept.len());
    for (index, (_, position)) in kept.iter().enumerate() {
        let best = (0..index)
            .filter(|&before| kept[before].1 < *position)
            .max_by_key(|&before| (runs[before].0, std::cmp::Reverse(before)));
        runs.push((best.map_or(1, |before| runs[before].0 + 1), best));
    }
    let mut at = (0..kept.len()).max_by_key(|&index| (runs[index].0, std::cmp::Reverse(index)));
    let mut staying = Vec::new();
    while let Some(index) = at {
        staying.push(kept[index]);
        at = runs[index].1;
    }
    staying.reverse();
    staying
}

/// A date or a year that stood without quotation marks stays so, where the new one can.
fn in_the_style_of(old: &Value, new: &NewValue) -> Option<String> {
    let NewValue::Text(text) = new else { return None };
    let bare = match old {
        Value::Date(_) => NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .is_ok_and(|day| day.to_string() == *text && text.len() == 10),
        Value::Integer(_) => {
            text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
        }
        Value::Text(_) | Value::Float(_) | Value::Boolean(_) | Value::List(_) | Value::Table(_) => false,
    };
    bare.then(|| text.clone())
}

/// A table of texts on one line.
fn inline(table: &Table) -> Option<String> {
    let entries: Vec<String> = table
        .iter()
        .map(|(key, node)| match &node.value {
            Value::Text(text) => Some(format!("{} = {}", key.value, quoted(text))),
            _ => None,
        })
        .collect::<Option<_>>()?;
    Some(format!("{{ {} }}", entries.join(", ")))
}
