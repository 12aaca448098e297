//! Records for reference managers: BibTeX and RIS.

/// Writes a BibTeX record. Fields without a value are left out; of a field named `url` only what would end
/// the field is escaped, by the rules of addresses.
#[must_use]
pub fn bibtex(kind: &str, key: &str, fields: &[(&str, Option<String>)]) -> String {
    let mut record = format!("@{kind}{{{key}");
    for (name, value) in fields.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))) {
        record.extend([",\n  ", name, " = {"]);
        if name == "url" {
            record.push_str(&address(value));
        } else {
            push_bibtex_text(&mut record, value);
        }
        record.push('}');
    }
    record.push_str("\n}\n");
    record
}

/// A text between the braces of a field. Braces are counted whatever stands before them, so they have names.
fn push_bibtex_text(record: &mut String, text: &str) {
    for letter in one_line(text) {
        match letter {
            '\\' => record.push_str("\\textbackslash{}"),
            '{' => record.push_str("\\textbraceleft{}"),
            '}' => record.push_str("\\textbraceright{}"),
            '~' => record.push_str("\\textasciitilde{}"),
            '^' => record.push_str("\\textasciicircum{}"),
            '%' | '&' | '#' | '_' | '$' => record.extend(['\\', letter]),
            letter => record.push(letter),
        }
    }
}

fn address(url: &str) -> String {
    url.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
}

/// Writes an RIS record. Each line is a tag of two letters and a value of one line.
#[must_use]
pub fn ris(fields: &[(&str, Option<String>)]) -> String {
    let mut record = String::new();
    for (tag, value) in fields.iter().filter_map(|(tag, value)| Some((*tag, value.as_deref()?))) {
        record.extend([tag, "  - "]);
        record.extend(one_line(value));
        record.push('\n');
    }
    record.push_str("ER  - \n");
    record
}

/// Line ends and control characters as spaces.
fn one_line(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|letter| {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') { ' ' } else { letter }
    })
}

#[cfg(test)]
mod tests {
    use biblatex::{Bibliography, ChunksExt};
    use proptest::prelude::*;

    use super::*;
    use crate::formats::HOSTILE;

    fn plain(text: &str) -> String {
        one_line(text).collect()
    }

    #[test]
    fn an_address_keeps_its_signs() {
        let url = Some("https://a.example/?q=1&r=%D2_~#x".to_owned());
        let record = bibtex("online", "forum-10", &[("url", url), ("note", None)]);
        assert_eq!(record, "@online{forum-10,\n  url = {https://a.example/?q=1&r=%D2_~#x}\n}\n");
    }

    proptest! {
        #[test]
        fn bibtex_is_one_record_whatever_is_in_it(hostile in HOSTILE) {
            let record = bibtex("misc", "id", &[("title", Some(hostile.clone())), ("note", Some("end".to_owned()))]);
            let parsed = Bibliography::parse(&record).expect("BibTeX");
            prop_assert_eq!(parsed.len(), 1);
            let entry = parsed.get("id").expect("the record");
            prop_assert_eq!(entry.get("note").expect("the note").format_verbatim(), "end");
            // Braces by the rules of BibTeX itself: they are counted, escaped or not.
            let mut depth = 0_i32;
            for letter in record.chars() {
                depth += match letter { '{' => 1, '}' => -1, _ => 0 };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }

        #[test]
        fn ris_has_one_line_for_a_field(hostile in HOSTILE) {
            let record = ris(&[("TY", Some("ELEC".to_owned())), ("TI", Some(hostile.clone()))]);
            let lines: Vec<&str> = record.split('\n').collect();
            prop_assert_eq!(lines.len(), 4);
            prop_assert_eq!(lines[1], format!("TI  - {}", plain(&hostile)));
        }
    }
}
