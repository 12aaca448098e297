//! JSON inside HTML.

use serde::Serialize;

/// JSON that may stand in a `<script>` element: nothing in it can end the element or begin a comment.
///
/// A value that cannot be written is `null`; the values of this program can all be written.
#[must_use]
pub fn for_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    // These letters occur only inside strings, where an escape means the same.
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            letter => safe.push(letter),
        }
    }
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
