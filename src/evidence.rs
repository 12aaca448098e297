//! Where the facts of a page stand in the articles that they were read from.
//!
//! `content/events/<id>.evidence.toml` is written by `import` beside the page, read by `check`,
//! `review` and `serve`, and never published. A person need not look at it, and may delete it.

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Diagnostic, Problem, Span};
use crate::language::Language;
use crate::source::TextFile;

/// The first lines of each file.
const HEAD: &str =
    "# Written by `ssg import`: the words of the article that each fact was read from. Not published.\n";

/// The evidence of one event: that of each article that was imported into it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// In the order in which they were imported.
    #[serde(default)]
    pub articles: Vec<ArticleEvidence>,
}

/// The evidence of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleEvidence {
    /// The article's file, as it was named to `import`.
    pub file: String,
    /// SHA-256 of the article's text (form C, LF), in hexadecimal digits.
    pub sha256: String,
    /// The language of the article.
    pub lang: Language,
    /// SHA-256 of the page that `import` wrote, so that a person's edit is noticed.
    pub page: String,
    /// One entry for each fact, in the order of the front matter.
    #[serde(default)]
    pub facts: Vec<FactEvidence>,
}

/// Where one fact stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactEvidence {
    /// The key of the front matter: `date`, `people` …
    pub fact: String,
    /// What was read, as the front matter has it.
    pub value: String,
    /// The words of the article; none for what was told from outside or put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where the words begin in the article's text, in Unicode characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Where they end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The rule that read them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How sure the rule is, in per cent.
    pub confidence: u8,
}

impl Evidence {
    /// Reads an evidence file.
    ///
    /// # Errors
    /// When it is not what `import` writes.
    pub fn parse(file: &TextFile) -> Result<Self, Box<Diagnostic>> {
        toml::from_str(&file.text).map_err(|error| {
            let span = error.span().map_or(Span::new(0, 0), Span::from);
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let problem = Problem::new(Code::BadEvidence, span, message)
                .help("import writes this file; delete it if it was damaged: only the quotes are lost");
            Box::new(problem.within(&file.path))
        })
    }

    /// Writes an evidence file.
    #[must_use]
    pub fn print(&self) -> String {
        // Strings, numbers and tables of them can always be written as TOML.
        let text = toml::to_string(self).unwrap_or_default();
        format!("{HEAD}\n{text}")
    }

    /// What is known of a fact, the surest first.
    #[must_use]
    pub fn of(&self, fact: &str) -> Vec<&FactEvidence> {
        let mut found: Vec<&FactEvidence> = self
            .articles
            .iter()
            .flat_map(|article| &article.facts)
            .filter(|entry| entry.fact == fact)
            .collect();
        found.sort_by_key(|entry| std::cmp::Reverse(entry.confidence));
        found
    }
}

/// The path of the evidence of a page: beside a flat file, or beside a record's folder.
#[must_use]
pub fn path_of(page: &str) -> String {
    let stem = page.strip_suffix(".md").unwrap_or(page);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    format!("{stem}.evidence.toml")
}

/// The paths of the pages that may have this file as their evidence: a flat one, and that of a record's folder.
#[must_use]
pub fn pages_of(evidence: &str) -> [String; 2] {
    let stem = evidence.strip_suffix(".evidence.toml").unwrap_or(evidence);
    [format!("{stem}.md"), format!("{stem}/index.md")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SitePath;

    fn example() -> Evidence {
        Evidence {
            articles: vec![ArticleEvidence {
                file: "а.txt".to_owned(),
                sha256: "00ff".to_owned(),
                lang: Language::Kazakh,
                page: "11".to_owned(),
                facts: vec![
                    FactEvidence {
                        fact: "date".to_owned(),
                        value: "2021?".to_owned(),
                        quote: Some("«2021»\nжылы \"'\\".to_owned()),
                        start: Some(3),
                        end: Some(7),
                        rule: Some("prize-year".to_owned()),
                        confidence: 60,
                    },
                    FactEvidence {
                        fact: "title".to_owned(),
                        value: "Форум".to_owned(),
                        quote: None,
                        start: None,
                        end: None,
                        rule: None,
                        confidence: 40,
                    },
                ],
            }],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = example().print();
        let file = TextFile { path: SitePath::new("content/events/forum.evidence.toml"), text: text.into() };
        assert_eq!(Evidence::parse(&file), Ok(example()));
    }

    #[test]
    fn a_damaged_file_is_reported_with_its_place() {
        let file = TextFile {
            path: SitePath::new("content/events/forum.evidence.toml"),
            text: "[[articles]]\nfile = 3\n".into(),
        };
        let diagnostic = Evidence::parse(&file).expect_err("a number is no file");
        assert_eq!(diagnostic.code, Code::BadEvidence);
    }

    #[test]
    fn evidence_lies_beside_its_page() {
        assert_eq!(path_of("content/events/forum.md"), "content/events/forum.evidence.toml");
        assert_eq!(path_of("content/events/forum/index.md"), "content/events/forum.evidence.toml");
        for page in pages_of("content/events/forum.evidence.toml") {
            assert_eq!(path_of(&page), "content/events/forum.evidence.toml");
        }
    }
}
