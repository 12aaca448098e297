//! JSON inside HTML.

use serde::Serialize;

/// JSON that may stand in a `<script>` element: nothing in it can end the element or begin a comment.
///
/// A value that cannot be written is `null`; the values of this program can all be written.
#[must_use]
pub fn for_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    // These letters occur only inside strings, where an escape means the same.
    let escape = |letter| match letter {
        '<' => "\\u003c",
        '>' => "\\u003e",
        '&' => "\\u0026",
        '\u{2028}' => "\\u2028",
        _ => "\\u2029",
    };
    let mut safe = String::with_capacity(json.len() + json.len() / 32);
    let mut copied = 0;
    // The first bytes of those letters; 0xe2 begins others too.
    let may_be_one = |byte: &u8| matches!(byte, b'<' | b'>' | b'&' | 0xe2);
    for (at, _) in json.bytes().enumerate().filter(|(_, byte)| may_be_one(byte)) {
        let letter = json[at..].chars().next().unwrap_or_default();
        if matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
            safe.push_str(&json[copied..at]);
            safe.push_str(escape(letter));
            copied = at + letter.len_utf8();
        }
    }
    safe.push_str(&json[copied..]);
    safe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::HOSTILE;

    #[test]
    fn a_script_cannot_be_left() {
        assert_eq!(for_script(&"</script><!--&"), "\"\\u003c/script\\u003e\\u003c!--\\u0026\"");
    }

    proptest! {
        #[test]
        fn it_is_read_back_and_holds_no_markup(hostile in HOSTILE) {
            let json = for_script(&hostile);
            let has_markup = json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']);
            prop_assert!(!has_markup);
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), hostile);
        }
    }
}
