//! Writes the events of a Markdown text as HTML.
//!
//! One stack holds the open elements, of Markdown and of raw HTML. An end tag in raw HTML ends an
//! element of raw HTML at most, and only one that was opened within the same element of Markdown;
//! what is left open is closed with the element around it. So the result is always balanced.

mod footnotes;
mod rawtags;
mod stack;

use std::collections::BTreeSet;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::escape::{push_attribute, push_href, push_text};
use super::links::{composed, is_safe_picture};
use super::parsed::Events;
use super::{Heading, LinkKind, Options, Parsed, Picture as SitePicture, Target, clean, is_safe};
use footnotes::{Notes, Numbers};
use stack::Open;

/// Writes a whole text. `headings` are those of the text, by their offsets.
pub(super) fn write(
    body: &str,
    parsed: &Parsed,
    options: &Options<'_>,
    headings: &[Heading],
    resolve: &mut dyn FnMut(&str, LinkKind) -> Target,
) -> String {
    let mut writer = Writer::new(options, headings, resolve);
    // Marks of Markdown become longer ones.
    writer.out.reserve(body.len() + body.len() / 4);
    let html = writer.write(parsed.events(body));
    if !writer.has_raw_html {
        return html;
    }
    if let Some(html) = clean::clean(&html) {
        return html;
    }
    // What cannot be cleaned in good time is written without the elements that need cleaning.
    let mut writer = Writer { makes_raw_html: false, ..Writer::new(options, headings, resolve) };
    writer.write(parsed.events(body))
}

/// A picture whose text is being read.
struct Picture<'a> {
    target: CowStr<'a>,
    title: CowStr<'a>,
    text: String,
    /// How many elements are open in its text.
    depth: usize,
}

impl Picture<'_> {
    /// Takes an event in the picture's text, of which only the words are used, and says whether it ends the picture.
    fn read(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) if self.depth == 0 => return true,
            Event::End(_) => self.depth -= 1,
            Event::Text(text) | Event::Code(text) => self.text.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
        false
    }
}

/// Where a link leads, once that is decided.
struct Destination {
    href: String,
    language: Option<&'static str>,
    /// In which widths it can be shown, if it is a picture of the site.
    picture: Option<SitePicture>,
}

impl Destination {
    const fn to(href: String) -> Self {
        Self { href, language: None, picture: None }
    }
}

struct Writer<'a, 'r> {
    out: String,
    options: &'r Options<'r>,
    headings: &'r [Heading],
    resolve: &'r mut dyn FnMut(&str, LinkKind) -> Target,
    stack: Vec<Open>,
    /// How many elements of the stack are written, hide their content, hold lines only, are links.
    depth: usize,
    hidden: usize,
    lines_only: usize,
    anchors: usize,
    picture: Option<Picture<'a>>,
    /// Behind the start tag of the paragraph that is open.
    paragraph: Option<usize>,
    /// Behind a picture that began its paragraph, and the figure that stands for both if it is alone.
    figure: Option<(usize, String)>,
    /// Behind the start tag of the link that was opened last, while it is open.
    link: Option<usize>,
    /// Whether a picture was written before.
    has_picture: bool,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    tables: usize,
    raw_block: String,
    has_raw_html: bool,
    /// Whether elements of raw HTML are made, or left out and only their texts written.
    makes_raw_html: bool,
    numbers: Numbers,
    /// The ids of headings, if they get a prefix.
    prefixed_ids: BTreeSet<&'r str>,
}

impl<'a, 'r> Writer<'a, 'r> {
    fn new(
        options: &'r Options<'r>,
        headings: &'r [Heading],
        resolve: &'r mut dyn FnMut(&str, LinkKind) -> Target,
    ) -> Self {
        let ids = headings.iter().map(|heading| &*heading.id);
        let prefixed_ids = if options.prefix.is_empty() { BTreeSet::new() } else { ids.collect() };
        Self {
            out: String::new(),
            options,
            headings,
            resolve,
            stack: Vec::new(),
            depth: 0,
            hidden: 0,
            lines_only: 0,
            anchors: 0,
            picture: None,
            paragraph: None,
            figure: None,
            link: None,
            has_picture: false,
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            tables: 0,
            raw_block: String::new(),
            has_raw_html: false,
            makes_raw_html: true,
            numbers: Numbers::default(),
            prefixed_ids,
        }
    }

    fn write(&mut self, events: Events<'a>) -> String {
        let mut notes = Notes::default();
        for (event, offset) in events {
            if notes.has(&event) {
                notes.keep(event, offset);
            } else {
                self.write_event(event, offset);
            }
        }
        self.close_all();
        let text = std::mem::take(&mut self.out);
        notes.append_to(text, self)
    }

    fn write_event(&mut self, event: Event<'a>, offset: usize) {
        if let Some(picture) = &mut self.picture {
            let is_whole = picture.read(&event);
            if let Some(picture) = self.picture.take_if(|_| is_whole) {
                self.write_picture(&picture);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            // Mathematics is an extension that is off; should it come on, its text is not lost.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.write_text(&text),
            Event::Code(text) => {
                self.push_html("<code>");
                self.write_text(&text);
                self.push_html("</code>");
            }
            Event::Html(html) => self.raw_block.push_str(&html),
            Event::InlineHtml(html) => self.write_raw(&html),
            Event::SoftBreak => self.push_html("\n"),
            Event::HardBreak => self.push_html("<br>\n"),
            Event::Rule => {
                self.begin_block();
                self.push_html("<hr>\n");
            }
            Event::FootnoteReference(label) => self.write_reference(&label),
            Event::TaskListMarker(done) => {
                let label = if done { self.options.task_done_label } else { self.options.task_open_label };
                self.push_html("<input type=\"checkbox\" disabled");
                self.push_html(if done { " checked" } else { "" });
                self.write_attribute("aria-label", label);
                self.push_html("> ");
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, offset: usize) {
        match tag {
            Tag::Paragraph => {
                self.begin_block();
                self.paragraph = self.open("p", "<p>", "</p>\n", true).then_some(self.out.len());
                self.figure = None;
            }
            Tag::Heading { .. } => self.start_heading(offset),
            Tag::BlockQuote(_) => {
                self.begin_block();
                self.open("blockquote", "<blockquote>\n", "</blockquote>\n", false);
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.begin_block();
                // Code that is wider than the page scrolls, and has to for those without a mouse too.
                self.open("pre", "<pre tabindex=\"0\"><code>", "</code></pre>\n", true);
            }
            Tag::List(None) => {
                self.begin_block();
                self.open("ul", "<ul>\n", "</ul>\n", false);
            }
            Tag::List(Some(1)) => {
                self.begin_block();
                self.open("ol", "<ol>\n", "</ol>\n", false);
            }
            Tag::List(Some(first)) => {
                self.begin_block();
                self.open("ol", &format!("<ol start=\"{first}\">\n"), "</ol>\n", false);
            }
            Tag::Item => {
                self.begin_block();
                self.open("li", "<li>", "</li>\n", false);
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                (self.in_table_head, self.column) = (true, 0);
                self.open("thead", "<thead><tr>", "</tr></thead>\n<tbody>\n", false);
            }
            Tag::TableRow => {
                self.column = 0;
                self.open("tr", "<tr>", "</tr>\n", false);
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.open_inline("em", "<em>", "</em>"),
            Tag::Strong => self.open_inline("strong", "<strong>", "</strong>"),
            Tag::Strikethrough => self.open_inline("del", "<del>", "</del>"),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                self.picture = Some(Picture { target: dest_url, title, text: String::new(), depth: 0 });
            }
            Tag::HtmlBlock => {
                self.begin_block();
                self.raw_block.clear();
                self.open_nothing();
            }
            // Footnotes are kept apart before they come here; the rest are extensions that are off.
            Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript => self.open_nothing(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::HtmlBlock => {
                // What raw HTML opens may hold the Markdown behind it, so its own element goes first.
                self.close_markdown();
                let html = std::mem::take(&mut self.raw_block);
                self.write_raw(&html);
                self.close_raw_lines();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.close_markdown();
            }
            TagEnd::TableCell => {
                self.column += 1;
                self.close_markdown();
            }
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => self.close_markdown(),
        }
    }

    fn start_heading(&mut self, offset: usize) {
        self.begin_block();
        let Ok(index) = self.headings.binary_search_by_key(&offset, |heading| heading.start) else {
            // Marks without words are no heading.
            self.open_nothing();
            return;
        };
        let heading = &self.headings[index];
        let name = self.heading_name(heading.level);
        let mut opening = format!("<{name} id=\"");
        push_attribute(&mut opening, self.options.prefix);
        push_attribute(&mut opening, &heading.id);
        opening.push_str("\">");
        let closing = match name {
            "h2" => "</h2>\n",
            "h3" => "</h3>\n",
            "h4" => "</h4>\n",
            "h5" => "</h5>\n",
            _ => "</h6>\n",
        };
        self.open(name, &opening, closing, true);
    }

    /// The element for a heading of the body's own level.
    fn heading_name(&self, level: u8) -> &'static str {
        match level.saturating_add(self.options.heading_shift) {
            0..=2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        }
    }

    /// A table scrolls by itself, so that a wide one does not make the page scroll sideways; what
    /// scrolls must be reachable by keyboard, and what is reachable must have a name.
    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.begin_block();
        self.alignments = alignments;
        self.tables += 1;
        let mut opening = String::from("<div class=\"scroll\" tabindex=\"0\"");
        if !self.options.table_label.is_empty() {
            opening.push_str(" role=\"region\" aria-label=\"");
            push_attribute(&mut opening, self.options.table_label);
            if self.tables > 1 {
                opening.push(' ');
                opening.push_str(&self.tables.to_string());
            }
            opening.push('"');
        }
        opening.push_str(">\n<table>\n");
        self.open("table", &opening, "</tbody>\n</table>\n</div>\n", false);
    }

    fn start_cell(&mut self) {
        let alignment = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        if self.in_table_head {
            self.open("th", &format!("<th scope=\"col\"{alignment}>"), "</th>", false);
        } else {
            self.open("td", &format!("<td{alignment}>"), "</td>", false);
        }
    }

    fn start_link(&mut self, target: &str, title: &str) {
        // A link cannot stand in a link, not even in one of raw HTML.
        let destination = if self.anchors == 0 { self.destination(target, LinkKind::Link) } else { None };
        let Some(destination) = destination else {
            self.open_nothing();
            return;
        };
        let mut opening = link_start(&destination);
        if !title.is_empty() {
            opening.push_str(" title=\"");
            push_attribute(&mut opening, title);
            opening.push('"');
        }
        opening.push('>');
        self.open_inline("a", &opening, "</a>");
        self.link = Some(self.out.len());
    }

    /// A link without words shows its address: nobody could see it else.
    fn end_link(&mut self) {
        let is_empty = self.link.take() == Some(self.out.len());
        if is_empty && self.stack.last().is_some_and(|open| open.written && open.name == "a") {
            let address = self.out.rsplit("href=\"").next().and_then(|rest| rest.split('"').next());
            let address = address.unwrap_or_default().to_owned();
            self.out.push_str(&address);
        }
        self.close_markdown();
    }

    /// Where a link or picture leads; `None` if nowhere.
    fn destination(&mut self, target: &str, kind: LinkKind) -> Option<Destination> {
        let safe = match kind {
            LinkKind::Link => is_safe,
            LinkKind::Image => is_safe_picture,
        };
        if target.trim().is_empty() || !safe(target) || self.hidden > 0 {
            return None;
        }
        if let Some(fragment) = target.strip_prefix('#') {
            return (kind == LinkKind::Link).then(|| Destination::to(self.fragment(fragment)));
        }
        let destination = match (self.resolve)(target, kind) {
            Target::Href(href) => Destination::to(href),
            Target::HrefIn { href, language } => {
                Destination { language: Some(language), ..Destination::to(href) }
            }
            Target::Picture(picture) => {
                Destination { href: picture.href.clone(), language: None, picture: Some(picture) }
            }
            Target::Unchanged => Destination::to(target.to_owned()),
            Target::Dropped => return None,
        };
        // An empty address is that of the page itself, which is no picture.
        let leads = safe(&destination.href) && (kind == LinkKind::Link || !destination.href.is_empty());
        leads.then_some(destination)
    }

    /// A link within the text follows its heading where that gets a prefix.
    fn fragment(&self, fragment: &str) -> String {
        let fragment = composed(fragment);
        let prefix = if self.prefixed_ids.contains(&*fragment) { self.options.prefix } else { "" };
        format!("#{prefix}{fragment}")
    }

    fn write_picture(&mut self, picture: &Picture<'a>) {
        let Some(destination) = self.destination(&picture.target, LinkKind::Image) else {
            self.write_text(&picture.text);
            return;
        };
        let begins_paragraph = self.paragraph == Some(self.out.len());
        // What a text begins with is seen at once.
        let is_first = begins_paragraph && self.out == "<p>" && !self.has_picture;
        let waits = !(is_first && destination.picture.is_some());
        self.has_picture = true;
        let mut html = String::from("<img");
        push_source(&mut html, &destination, self.options.picture_sizes, waits);
        if let Some(picture) = &destination.picture {
            html.push_str(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
        }
        html.push_str(" alt=\"");
        push_attribute(&mut html, &picture.text);
        html.push('"');
        self.push_html(&html);
        if !picture.title.is_empty() {
            self.write_attribute("title", &picture.title);
        }
        self.push_html(">");
        if begins_paragraph && !picture.title.is_empty() {
            let mut figure = format!("<figure>{html}>\n<figcaption>");
            push_text(&mut figure, &picture.title);
            figure.push_str("</figcaption></figure>\n");
            self.figure = Some((self.out.len(), figure));
        }
    }

    fn end_paragraph(&mut self) {
        let figure = self.figure.take().filter(|(end, _)| *end == self.out.len());
        let start = self.paragraph.take();
        if let (Some(start), Some((_, figure))) = (start, figure) {
            // Raw HTML may hide the rest of the paragraph.
            self.close_to(self.raw_start());
            self.out.truncate(start - "<p>".len());
            self.out.push_str(&figure);
            if let Some(open) = self.stack.last_mut() {
                open.closing = "";
            }
        }
        self.close_markdown();
    }

    /// Begins a line of the source for a block, and ends parts of lines that raw HTML left open.
    fn begin_block(&mut self) {
        self.close_raw_lines();
        if self.hidden == 0 && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn push_html(&mut self, html: &str) {
        if self.hidden == 0 {
            self.out.push_str(html);
        }
    }

    fn write_text(&mut self, text: &str) {
        if self.hidden == 0 {
            push_text(&mut self.out, text);
        }
    }

    /// Writes an attribute, unless it would be empty.
    fn write_attribute(&mut self, name: &str, value: &str) {
        if self.hidden == 0 && !value.is_empty() {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push_attribute(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// A link's start tag, still open.
fn link_start(destination: &Destination) -> String {
    let mut start = String::from("<a href=\"");
    push_href(&mut start, &destination.href);
    start.push('"');
    if let Some(language) = destination.language {
        start.push_str(" hreflang=\"");
        push_attribute(&mut start, language);
        start.push('"');
    }
    start
}

/// Appends a picture's address, from which others a browser may choose, and whether it can wait until it is
/// near.
fn push_source(out: &mut String, destination: &Destination, sizes: &str, waits: bool) {
    out.push_str(" src=\"");
    push_href(out, &destination.href);
    out.push('"');
    if let Some(picture) = destination.picture.as_ref().filter(|picture| !picture.choices.is_empty()) {
        let mut before = " srcset=\"";
        for (href, width) in &picture.choices {
            out.push_str(before);
            push_href(out, href);
            out.push_str(&format!(" {width}w"));
            before = ", ";
        }
        out.push_str("\" sizes=\"");
        push_attribute(out, sizes);
        out.push('"');
    }
    out.push_str(if waits { " loading=\"lazy\" decoding=\"async\"" } else { " decoding=\"async\"" });
}
