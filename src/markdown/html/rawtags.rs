//! Writes raw HTML: the elements of the safe list, made anew where they may stand.

use super::super::LinkKind;
use super::super::raw::{
    Element, Piece, Place, RawTag, element_named, hides_content, implied_ends, pieces, push_attributes,
    push_raw_text,
};
use super::stack::{MAX_DEPTH, Open, Origin};
use super::{Writer, link_start, push_source};

impl Writer<'_, '_> {
    /// Writes a run of raw HTML: a block, or a tag in a line.
    pub(super) fn write_raw(&mut self, html: &str) {
        self.has_raw_html = true;
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) if self.hidden == 0 => push_raw_text(&mut self.out, text),
                Piece::Text(_) => {}
                Piece::Start(tag) => self.start_raw(&tag),
                Piece::End(name) => self.end_raw(name),
            }
        }
    }

    /// Closes what raw HTML left open and what can hold no blocks, with all that is in it.
    pub(super) fn close_raw_lines(&mut self) {
        let holds_blocks = |open: &&Open| match open.origin {
            Origin::Raw(Place::Blocks | Place::PartOf(_)) => !["rp", "rt", "summary"].contains(&open.name),
            Origin::Raw(Place::Inline | Place::Void | Place::Lines) | Origin::Hiding => false,
            Origin::Markdown => true,
        };
        let start = self.raw_start();
        let kept = self.stack[start..].iter().take_while(holds_blocks).count();
        self.close_to(start + kept);
    }

    fn start_raw(&mut self, tag: &RawTag<'_>) {
        if let Some(name) = hides_content(tag.name) {
            // Those within count only so that the first end tag is not taken for the outer one's.
            if self.hidden == 0 || self.stack.len() - self.raw_start() < MAX_DEPTH {
                let origin = Origin::Hiding;
                self.push(Open { name, closing: "", origin, written: false, lines_only: false }, "");
            }
            return;
        }
        let Some(element) = element_named(tag.name) else { return };
        if self.hidden > 0 || !self.makes_raw_html || !self.make_room_for(element) {
            return;
        }
        match element.name {
            "a" => self.start_raw_link(element, tag),
            "img" => self.write_raw_picture(element, tag),
            "br" | "wbr" | "hr" => {
                self.out.push('<');
                self.out.push_str(element.name);
                self.out.push('>');
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.name.as_bytes()[1] - b'0';
                let shown = self.heading_name(level);
                let closing = element_named(shown).map_or("", |shown| shown.closing);
                self.push_raw(element, closing, &start_of(shown, element, tag));
            }
            name => self.push_raw(element, element.closing, &start_of(name, element, tag)),
        }
    }

    fn end_raw(&mut self, name: &str) {
        let start = self.raw_start();
        let found = self.stack[start..].iter().rposition(|open| open.name.eq_ignore_ascii_case(name));
        if let Some(index) = found {
            self.close_to(start + index);
        }
    }

    /// Ends what a new element ends by itself, and says whether it may stand there then.
    fn make_room_for(&mut self, element: &Element) -> bool {
        if self.depth >= MAX_DEPTH {
            return false;
        }
        let start = self.raw_start();
        let open = &self.stack[start..];
        match element.place {
            Place::Inline | Place::Void => self.stack.last().is_none_or(|open| !holds_parts_only(open)),
            Place::Lines | Place::Blocks => {
                // A paragraph ends where a block begins; Markdown's own paragraphs do not.
                if let Some(index) = open.iter().position(|open| open.name == "p") {
                    self.close_to(start + index);
                }
                self.lines_only == 0 && self.stack.last().is_none_or(|open| !holds_parts_only(open))
            }
            Place::PartOf(parents) => {
                let (ends, barriers) = implied_ends(element.name);
                let barrier = open.iter().rposition(|open| barriers.contains(&open.name));
                let from = barrier.map_or(0, |index| index + 1);
                if let Some(index) = open[from..].iter().position(|open| ends.contains(&open.name)) {
                    self.close_to(start + from + index);
                }
                self.stack[start..].last().is_some_and(|open| parents.contains(&open.name))
            }
        }
    }

    fn start_raw_link(&mut self, element: &'static Element, tag: &RawTag<'_>) {
        let target = tag.target("href").filter(|_| self.anchors == 0);
        let Some(destination) = target.and_then(|target| self.destination(&target, LinkKind::Link)) else {
            return;
        };
        let mut opening = link_start(&destination);
        push_attributes(&mut opening, element, tag);
        opening.push('>');
        self.push_raw(element, element.closing, &opening);
    }

    fn write_raw_picture(&mut self, element: &Element, tag: &RawTag<'_>) {
        let destination = tag.target("src").and_then(|target| self.destination(&target, LinkKind::Image));
        if let Some(destination) = destination {
            self.out.push_str("<img");
            push_source(&mut self.out, &destination, self.options.picture_sizes, true);
            self.has_picture = true;
            let says_its_size = tag.attribute("width").or(tag.attribute("height")).is_some();
            if let Some(picture) = destination.picture.filter(|_| !says_its_size) {
                self.out.push_str(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
            }
            push_attributes(&mut self.out, element, tag);
            // Without an alt a screen reader would read the file's name.
            self.out.push_str(if tag.attribute("alt").is_none() { " alt=\"\">" } else { ">" });
        } else if let Some(text) = tag.attribute("alt") {
            push_raw_text(&mut self.out, text);
        }
    }

    fn push_raw(&mut self, element: &'static Element, closing: &'static str, opening: &str) {
        let lines_only = element.place == Place::Lines || element.name == "summary";
        let origin = Origin::Raw(element.place);
        self.push(Open { name: element.name, closing, origin, written: true, lines_only }, opening);
    }
}

/// A start tag with the attributes that are allowed.
fn start_of(name: &str, element: &Element, tag: &RawTag<'_>) -> String {
    let mut start = format!("<{name}");
    push_attributes(&mut start, element, tag);
    start.push('>');
    start
}

/// Whether an element of raw HTML holds nothing but the parts that belong to it.
fn holds_parts_only(open: &Open) -> bool {
    matches!(open.origin, Origin::Raw(_))
        && ["dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"].contains(&open.name)
}

#[cfg(test)]
mod tests {
    use super::super::{Writer, clean};
    use crate::markdown::tests::{OPTIONS, mix, scan};
    use crate::markdown::{Target, read};

    /// What is written needs no mending: the cleaner, which reads it as a browser does, finds every
    /// element where the writer put it. (Markdown between the rows of a raw table is the exception.)
    #[test]
    fn the_cleaner_has_nothing_to_mend() {
        const PARTS: &[&str] = &[
            "\n",
            "\n\n",
            " ",
            "a",
            "> ",
            "- ",
            "# ",
            "*",
            "**",
            "[",
            "](x)",
            "| a | b |\n|---|---|\n| ",
            " | ",
            "<b>",
            "</b>",
            "<i lang=kk>",
            "</i>",
            "<a href=z>",
            "</a>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<details>",
            "<summary>",
            "</summary>",
            "</details>",
            "<h1>",
            "</h1>",
            "<h2>",
            "<pre>",
            "</pre>",
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<br>",
            "<hr>",
            "<q>",
            "<ruby>",
            "<rt>",
            "<rp>",
            "</ruby>",
            "<figure>",
            "<blockquote>",
            "<code>",
            "<td>",
            "<tr>",
            "<table><tr><td>a<td>b<tr><th>c</table>",
        ];
        let names = |html: &str| -> Vec<(bool, String)> {
            let tags = scan::tags(html).into_iter().filter(|tag| tag.name != "tbody");
            tags.map(|tag| (tag.closing, tag.name)).collect()
        };
        for body in mix::mixtures(PARTS, 12, 3_000) {
            let ((outline, parsed), mut resolve) = (read(&body), |_: &str, _| Target::Unchanged);
            let headings = &outline.headings;
            let written = Writer::new(&OPTIONS, headings, &mut resolve).write(parsed.events(&body));
            let cleaned = clean::clean(&written).unwrap();
            assert_eq!(names(&written), names(&cleaned), "{body:?}\n{written}\n{cleaned}");
        }
    }
}
