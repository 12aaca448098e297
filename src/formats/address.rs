//! Paths of files in addresses.

use std::borrow::Cow;

use crate::fields::turns_order;

/// A path as it stands in an address: what would begin a query or a fragment, or means another letter, is
/// written with a percent sign, and so is what no address may hold.
///
/// Letters of any alphabet stay as they are, which HTML allows and people can read.
#[must_use]
pub fn path(text: &str) -> Cow<'_, str> {
    let is_written = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || turns_order(letter)
            || matches!(letter, '%' | '#' | '?' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    if !text.contains(is_written) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_written(letter) {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(letter);
        }
    }
    out.into()
}

/// Writes an address for what does not mend it as browsers do, headers and programs: letters beyond ASCII as the
/// numbers of their bytes (RFC 3986, section 2.1). What is written so already stays.
#[must_use]
pub fn ascii(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~?=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::formats::HOSTILE;

    #[test]
    fn names_of_files_stay_names_of_files() {
        assert_eq!(path("events/x/фото 100%#1?.jpg"), "events/x/фото%20100%25%231%3F.jpg");
        assert_eq!(path("events/x/photo.jpg"), "events/x/photo.jpg");
        assert_eq!(ascii(&path("события/100%.jpg")), "%D1%81%D0%BE%D0%B1%D1%8B%D1%82%D0%B8%D1%8F/100%25.jpg");
        assert_eq!(ascii("a b.png?v=0"), "a%20b.png?v=0");
    }

    proptest! {
        #[test]
        fn a_browser_finds_the_file_that_is_meant(hostile in HOSTILE) {
            // A file's name has no slash, and is neither of the two names of folders.
            let name = hostile.replace('/', "");
            prop_assume!(!matches!(name.as_str(), "" | "." | ".."));
            let url = Url::parse("https://a.example/repo/").expect("an address");
            let url = url.join(&format!("/repo/{}?v=1", path(&name))).expect("an address");
            prop_assert_eq!(url.query(), Some("v=1"));
            prop_assert_eq!(url.fragment(), None);
            let found = url.path().strip_prefix("/repo/").expect("below the base path");
            let mut bytes = Vec::new();
            let mut rest = found.as_bytes();
            while let Some((&byte, behind)) = rest.split_first() {
                let code = std::str::from_utf8(behind.get(..2).unwrap_or_default()).unwrap_or_default();
                if byte == b'%' {
                    bytes.push(u8::from_str_radix(code, 16).expect("a code"));
                    rest = &behind[2..];
                } else {
                    bytes.push(byte);
                    rest = behind;
                }
            }
            prop_assert_eq!(String::from_utf8(bytes).expect("text"), name);
        }
    }
}
