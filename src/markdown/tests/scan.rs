//! Reads the HTML that was made, strictly: what this does not understand is a fault of the writer.

use std::collections::BTreeSet;

use super::super::is_safe;

/// A tag that was written.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Tag {
    pub(in crate::markdown) closing: bool,
    pub(in crate::markdown) name: String,
    pub(in crate::markdown) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(in crate::markdown) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All tags of a page, in its order.
pub(in crate::markdown) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find([' ', '>']).expect("a tag ends");
        let name = rest[..end].to_owned();
        assert!(
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "<{name}"
        );
        rest = &rest[end..];
        let mut attributes = Vec::new();
        while let Some(attribute) = rest.strip_prefix(' ') {
            let end = attribute.find(['=', ' ', '>']).expect("a name ends");
            let name = attribute[..end].to_owned();
            let mut value = String::new();
            rest = &attribute[end..];
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').expect("a value ends");
                value = quoted[..end]
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&");
                rest = &quoted[end + 1..];
            }
            attributes.push((name, value));
        }
        rest = rest.strip_prefix('>').expect("a tag ends");
        tags.push(Tag { closing, name, attributes });
    }
    tags
}

const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Elements and attributes that a page's body may hold.
const ELEMENTS: &str = "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure \
    h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup \
    table tbody td tfoot th thead time tr u ul var wbr";
const ATTRIBUTES: &str = "alt aria-label checked class colspan datetime decoding dir disabled height href hreflang id lang \
    loading open reversed role rowspan scope src start tabindex title type value width";

/// Asserts that a page is balanced, holds nothing that is not harmless, and no id twice.
pub(in crate::markdown) fn assert_sound(body: &str, html: &str) {
    let body: String = body.chars().take(300).collect();
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let (mut open, mut ids) = (Vec::new(), BTreeSet::new());
    for tag in tags(html) {
        assert!(elements.contains(tag.name.as_str()), "{tag:?} from {body}");
        for (name, value) in &tag.attributes {
            assert!(attributes.contains(name.as_str()), "{tag:?} from {body}");
            match name.as_str() {
                "href" | "src" => assert!(is_safe(value), "{tag:?} from {body}"),
                "id" => assert!(ids.insert(value.clone()), "{tag:?} twice from {body}"),
                "class" => assert!(
                    [
                        "scroll",
                        "footnotes",
                        "footnote-ref",
                        "footnote-back",
                        "align-left",
                        "align-center",
                        "align-right"
                    ]
                    .contains(&value.as_str()),
                    "{tag:?} from {body}"
                ),
                _ => {}
            }
        }
        if VOID.contains(&tag.name.as_str()) {
            assert!(!tag.closing, "{tag:?} from {body}");
        } else if tag.closing {
            assert_eq!(open.pop(), Some(tag.name), "from {body}\n{html}");
        } else {
            open.push(tag.name);
        }
    }
    assert_eq!(open, Vec::<String>::new(), "from {body}\n{html}");
    assert!(open.len() < 512, "too deep from {body}");
    assert!(!html.contains(super::super::escape::is_forbidden), "from {body}");
}
