//! Writes elements as Markdown: headings, paragraphs, lists, quotes, tables, links, and no HTML at all.
//!
//! Bold and italics are left out: in news they are decoration, and marks inside a name would keep readers from
//! the name. Pictures are left out: the article's own is in its metadata. What would be markup in the text is
//! escaped, as little as possible, so that the words stay as they were written.

use dom_query::NodeRef;
use url::Url;

use super::dom;

/// How deep lists and quotes may be nested; deeper ones are written like the last.
const DEEPEST: usize = 6;

/// The longest cell of a table, in characters: tables with longer ones are there for the layout.
const LONGEST_CELL: usize = 200;

pub(super) const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

const NOTHING: [&str; 25] = [
    "script", "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "img", "picture", "map", "link", "meta", "base", "head", "title", "button", "input", "select",
    "textarea", "noscript", "noframes",
];

/// The Markdown of an element; links are relative to `base`.
pub(super) fn write(node: &NodeRef<'_>, base: Option<&Url>) -> String {
    let writer = Writer { base };
    writer.blocks(node, 0).into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n")
}

struct Writer<'a> {
    base: Option<&'a Url>,
}

/// A block of Markdown.
struct Block {
    text: String,
    is_list: bool,
}

impl Block {
    const fn new(text: String) -> Self {
        Self { text, is_list: false }
    }
}

impl Writer<'_> {
    /// The blocks that are inside an element.
    fn blocks(&self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Line::default();
        for child in node.children_it(false) {
            self.add(&child, depth, &mut line, &mut blocks);
        }
        line.flush(&mut blocks);
        blocks
    }

    fn add(&self, node: &NodeRef<'_>, depth: usize, line: &mut Line, blocks: &mut Vec<Block>) {
        if let Some(text) = dom::text_of(node) {
            line.text(&text);
            return;
        }
        let name = dom::name(node);
        if !node.is_element() || NOTHING.contains(&name.as_str()) {
            return;
        }
        if name == "br" {
            line.line_break();
            return;
        }
        if !BLOCKS.contains(&name.as_str()) {
            let holds_block =
                || node.descendants_it().any(|inner| BLOCKS.contains(&dom::name(&inner).as_str()));
            if name == "a" && !holds_block() {
                self.link(node, line);
            } else {
                for child in node.children_it(false) {
                    self.add(&child, depth, line, blocks);
                }
            }
            return;
        }
        line.flush(blocks);
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let text = escape_line(&escape(&dom::line(node)));
                // The page's own title is the only heading of the first level.
                let level = name[1..].parse::<usize>().unwrap_or(2).max(2);
                if !text.is_empty() {
                    blocks.push(Block::new(format!("{} {}", "#".repeat(level), text.trim_end_matches('#'))));
                }
            }
            "ul" | "ol" => blocks.extend(self.list(node, depth)),
            "blockquote" if depth < DEEPEST => {
                let inner = join(self.blocks(node, depth + 1), false);
                if !inner.is_empty() {
                    let lines: Vec<String> =
                        inner.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
                    blocks.push(Block::new(lines.join("\n")));
                }
            }
            "table" => match self.table(node) {
                Some(table) => blocks.push(Block::new(table)),
                None => blocks.extend(self.blocks(node, depth)),
            },
            "pre" => {
                for paragraph in node.text().split("\n\n") {
                    let mut line = Line::default();
                    for text in paragraph.lines() {
                        line.text(text);
                        line.line_break();
                    }
                    line.flush(blocks);
                }
            }
            _ => blocks.extend(self.blocks(node, depth)),
        }
    }

    fn list(&self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        if depth >= DEEPEST {
            return self.blocks(node, depth);
        }
        let is_ordered = dom::name(node) == "ol";
        let mut number =
            dom::attribute(node, "start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
        number = number.min(99_999);
        let mut items = Vec::new();
        for child in node.children_it(false) {
            if !child.is_element() && dom::text_of(&child).is_none_or(|text| dom::one_line(&text).is_empty())
            {
                continue;
            }
            let inner = if dom::name(&child) == "li" {
                join(self.blocks(&child, depth + 1), true)
            } else {
                let (mut line, mut blocks) = (Line::default(), Vec::new());
                self.add(&child, depth + 1, &mut line, &mut blocks);
                line.flush(&mut blocks);
                join(blocks, true)
            };
            if inner.is_empty() {
                continue;
            }
            let mark = if is_ordered { format!("{number}. ") } else { "- ".to_owned() };
            number += 1;
            let indent = " ".repeat(mark.len());
            let lines: Vec<String> = inner
                .lines()
                .enumerate()
                .map(|(at, line)| match (at, line.is_empty()) {
                    (0, _) => format!("{mark}{line}"),
                    (_, true) => String::new(),
                    (_, false) => format!("{indent}{line}"),
                })
                .collect();
            items.push(lines.join("\n"));
        }
        if items.is_empty() { Vec::new() } else { vec![Block { text: items.join("\n"), is_list: true }] }
    }

    /// A table that holds data; none for one that only lays out a page.
    fn table(&self, node: &NodeRef<'_>) -> Option<String> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for inner in node.descendants_it() {
            match dom::name(&inner).as_str() {
                "table" | "ul" | "ol" | "blockquote" => return None,
                "tr" => rows.push(Vec::new()),
                "td" | "th" => {
                    let mut line = Line::default();
                    self.inline(&inner, &mut line);
                    let cell = line.text.replace("  \n", " ").replace('|', "\\|").trim().to_owned();
                    if cell.chars().count() > LONGEST_CELL {
                        return None;
                    }
                    rows.last_mut()?.push(cell);
                }
                _ => {}
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = rows.iter().map(Vec::len).max()?;
        if rows.len() < 2 || width < 2 {
            return None;
        }
        let row = |cells: &[String]| {
            let cells: Vec<&str> = (0..width).map(|at| cells.get(at).map_or("", String::as_str)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
        let caption =
            node.children_it(false).find(|child| dom::name(child) == "caption").map(|node| dom::line(&node));
        let caption = caption
            .filter(|caption| !caption.is_empty())
            .map(|caption| format!("{}\n\n", escape_line(&escape(&caption))));
        Some(caption.unwrap_or_default() + &lines.join("\n"))
    }

    /// All text inside an element in one line, with its links.
    fn inline(&self, node: &NodeRef<'_>, line: &mut Line) {
        for child in node.children_it(false) {
            if let Some(text) = dom::text_of(&child) {
                line.text(&text);
                continue;
            }
            let name = dom::name(&child);
            if name == "a" {
                self.link(&child, line);
            } else if child.is_element() && !NOTHING.contains(&name.as_str()) {
                let parts = name == "br" || BLOCKS.contains(&name.as_str());
                if parts {
                    line.text(" ");
                }
                self.inline(&child, line);
                if parts {
                    line.text(" ");
                }
            }
        }
    }

    fn link(&self, node: &NodeRef<'_>, line: &mut Line) {
        let text = node.text();
        let shown = dom::one_line(&text);
        if shown.is_empty() {
            line.text(&text);
            return;
        }
        let target = dom::attribute(node, "href").and_then(|href| self.target(&href));
        let Some(target) = target else {
            line.text(&text);
            return;
        };
        line.text(if text.starts_with(char::is_whitespace) { " " } else { "" });
        line.raw(&format!("[{}]({target})", escape(&shown)));
        line.text(if text.ends_with(char::is_whitespace) { " " } else { "" });
    }

    /// The address of a link: of the web or for mail, absolute, without what could end it early.
    fn target(&self, href: &str) -> Option<String> {
        if href.starts_with('#') || href.len() > 2_000 {
            return None;
        }
        let address = match Url::parse(href) {
            Ok(address) => address,
            Err(_) => self.base?.join(href).ok()?,
        };
        let is_safe = match address.scheme() {
            "http" | "https" => {
                address.has_host() && address.username().is_empty() && address.password().is_none()
            }
            "mailto" => address.query().is_none(),
            _ => false,
        };
        is_safe.then(|| {
            let escaped = |character: char| match character {
                '(' => "%28".to_owned(),
                ')' => "%29".to_owned(),
                '<' => "%3C".to_owned(),
                '>' => "%3E".to_owned(),
                '\\' => "%5C".to_owned(),
                character if character.is_whitespace() || character.is_control() => String::new(),
                character => character.to_string(),
            };
            String::from(address).chars().map(escaped).collect()
        })
    }
}

/// The blocks one below the other; lists directly below the words that they belong to, if wanted.
fn join(blocks: Vec<Block>, tight_lists: bool) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if tight_lists && block.is_list { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

/// A paragraph that is being written.
#[derive(Default)]
struct Line {
    text: String,
    /// White space that is written when something follows it.
    space: bool,
    breaks: bool,
}

impl Line {
    /// Adds text, with its white space folded and its marks escaped.
    fn text(&mut self, text: &str) {
        let starts = text.starts_with(is_space);
        let mut first = true;
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            self.space |= !first || starts;
            first = false;
            let visible: String = word.chars().filter(|character| !dom::is_invisible(*character)).collect();
            self.raw(&escape(&visible));
        }
        self.space |= if first { starts } else { text.ends_with(is_space) };
    }

    /// Adds what is Markdown already.
    fn raw(&mut self, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            if self.breaks {
                self.text.push_str("  \n");
            } else if self.space {
                self.text.push(' ');
            }
        }
        (self.space, self.breaks) = (false, false);
        self.text.push_str(markdown);
    }

    const fn line_break(&mut self) {
        self.breaks = true;
    }

    /// Ends the paragraph.
    fn flush(&mut self, blocks: &mut Vec<Block>) {
        let line = std::mem::take(self);
        // A paragraph of hard spaces holds nothing.
        if line.text.chars().any(|character| !character.is_whitespace()) {
            let lines: Vec<String> =
                line.text.trim().lines().map(|line| escape_line(line.trim_start())).collect();
            blocks.push(Block::new(lines.join("\n")));
        }
    }
}

const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Escapes what would be markup wherever it stands.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let behind = characters.peek().copied().unwrap_or(' ');
        let is_markup = match character {
            '`' | '[' | ']' | '<' | '*' => true,
            '\\' => behind.is_ascii_punctuation() || behind == ' ',
            // Within a word it is only a line.
            '_' => !(before.is_alphanumeric() && behind.is_alphanumeric()),
            '&' => behind == '#' || behind.is_ascii_alphabetic(),
            '~' => before == '~' || behind == '~',
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}

/// Escapes what would be markup at the start of a line.
fn escape_line(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && behind.starts_with(['.', ')']) && ends(&behind[1..]) {
        return format!("{}\\{behind}", &line[..digits]);
    }
    let is_item = line.starts_with(['-', '+']) && ends(&line[1..]);
    let is_heading = line.starts_with('#') && ends(line.trim_start_matches('#'));
    let is_rule =
        !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '=' | '|' | ':' | '+' | ' ' | '_'));
    if is_item || is_heading || is_rule || line.starts_with(['>', '|']) || line.starts_with("~~~") {
        return format!("\\{line}");
    }
    line.to_owned()
}
