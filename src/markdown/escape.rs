//! Writes untrusted text into HTML: between tags, into attributes, as addresses.
//!
//! Besides the characters that mean something in HTML, those that neither HTML nor XML allows
//! (control characters, U+FFFE, U+FFFF) are left out, so that a page may be put into a feed as it is, and
//! those that turn the order of letters about.

use crate::fields::turns_order;

/// Appends a text for a place between tags.
pub(super) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, false);
}

/// Appends a text for an attribute's value in double quotes.
pub(super) fn push_attribute(out: &mut String, text: &str) {
    push_escaped(out, text, true);
}

/// Appends an address for an attribute's value in double quotes.
///
/// Letters of any alphabet stay as they are, which HTML allows and people can read.
pub(super) fn push_href(out: &mut String, target: &str) {
    let target = target.trim();
    let is_plain =
        |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'&' | b'"' | b'<' | b'>' | b'\\' | b'`');
    // Most addresses are copied whole.
    if target.as_bytes().iter().all(is_plain) {
        out.push_str(target);
        return;
    }
    for c in target.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            ' ' => out.push_str("%20"),
            c if is_forbidden(c) || matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
}

/// Says whether a character is left out: it may stand neither in HTML nor in XML, or [`turns_order`].
pub(super) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{fffe}' | '\u{ffff}')
        || turns_order(c)
}

/// The bytes that begin what is not copied as it is, or may do so.
const MAY_CHANGE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\t' as usize && byte != b'\n' as usize;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    table
};

/// How many bytes at the beginning, in whole blocks, surely stay as they are. Blocks of a fixed size are
/// compared many bytes at a time.
fn plain_prefix(bytes: &[u8]) -> usize {
    let changes = |found: bool, &byte: &u8| {
        found
            | (byte < 0x20)
            | (byte == b'&')
            | (byte == b'<')
            | (byte == b'>')
            | (byte == b'"')
            | (byte == 0x7f)
            | (byte == 0xc2)
            | (byte == 0xe2)
            | (byte == 0xef)
    };
    let (blocks, _) = bytes.as_chunks::<32>();
    blocks.iter().take_while(|block| !block.iter().fold(false, changes)).count() * 32
}

/// Works on bytes, since nearly every byte of a text is copied as it is.
fn push_escaped(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut index = plain_prefix(bytes);
    while let Some(plain) = bytes[index..].iter().position(|&byte| MAY_CHANGE[usize::from(byte)]) {
        index += plain;
        let (length, replacement) = match bytes[index] {
            b'&' => (1, "&amp;"),
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'"' if quotes => (1, "&quot;"),
            b'\r' if bytes.get(index + 1) == Some(&b'\n') => (1, ""),
            b'\r' => (1, "\n"),
            0x0b | 0x0c => (1, " "),
            byte if byte < 0x20 && byte != b'\t' && byte != b'\n' => (1, ""),
            0x7f => (1, ""),
            0xc2 if bytes.get(index + 1).is_some_and(|&byte| byte < 0xa0) => (2, ""),
            0xe2 if text[index..].starts_with(turns_order) => (3, ""),
            0xef if bytes[index..].starts_with(&[0xef, 0xbf, 0xbe])
                || bytes[index..].starts_with(&[0xef, 0xbf, 0xbf]) =>
            {
                (3, "")
            }
            _ => {
                index += 1;
                index += plain_prefix(&bytes[index..]);
                continue;
            }
        };
        out.push_str(&text[copied..index]);
        out.push_str(replacement);
        index += length;
        copied = index;
        index += plain_prefix(&bytes[index..]);
    }
    out.push_str(&text[copied..]);
}

#[cfg(test)]
mod tests {
    use dom_query::Document;
    use proptest::prelude::*;

    use super::*;

    /// Letters that mean something in HTML, those that it cannot hold, and ordinary ones.
    const HOSTILE: &str = "[\"'<>&;#/!=`\\-a-z \t\n\r\u{0}\u{1}\u{b}\u{c}\u{1f}\u{7f}\u{80}\u{9f}\u{a0}\u{ef}\u{2014}\u{202a}\u{202e}\u{202f}\u{2066}\u{2069}\u{fffd}\u{fffe}\u{ffff}қі€😀]{0,120}";

    /// What is left of a text that may stand in HTML.
    fn clean(text: &str) -> String {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace(['\u{b}', '\u{c}'], " ")
            .replace(is_forbidden, "")
    }

    proptest! {
        #[test]
        fn a_text_is_read_back_and_is_nothing_else(hostile in HOSTILE) {
            let mut html = String::from("<!DOCTYPE html><p>");
            push_text(&mut html, &hostile);
            html.push_str("</p><b>behind</b>");
            let page = Document::from(html.as_str());
            prop_assert_eq!(page.select("body > *").length(), 2, "{}", html);
            prop_assert_eq!(page.select("p").text().to_string(), clean(&hostile));
        }

        #[test]
        fn an_attribute_is_read_back_and_is_nothing_else(hostile in HOSTILE) {
            let mut html = String::from("<!DOCTYPE html><p title=\"");
            push_attribute(&mut html, &hostile);
            html.push_str("\">x</p>");
            let page = Document::from(html.as_str());
            let element = page.select("p");
            prop_assert_eq!(page.select("*").length(), 4, "{}", html);
            prop_assert_eq!(element.attrs().len(), 1, "{}", html);
            prop_assert_eq!(element.attr("title").unwrap_or_default().to_string(), clean(&hostile));
        }

        #[test]
        fn an_address_stays_in_its_attribute(hostile in HOSTILE) {
            let mut html = String::from("<!DOCTYPE html><a href=\"");
            push_href(&mut html, &hostile);
            html.push_str("\">x</a>");
            let page = Document::from(html.as_str());
            let element = page.select("a");
            prop_assert_eq!(page.select("*").length(), 4, "{}", html);
            prop_assert_eq!(element.attrs().len(), 1, "{}", html);
            let address = element.attr("href").unwrap_or_default().to_string();
            prop_assert!(!address.contains(['"', '<', '>', '\\', '`', ' ', '\n']));
            // What is left out or written otherwise is nothing that a scheme could be hidden behind.
            let kept = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
            prop_assert!(kept(&address).len() >= kept(&hostile).len());
        }
    }
}
