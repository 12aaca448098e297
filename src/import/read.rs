//! Reads a file's bytes into an [`Article`], whether it is plain text or a saved web page.
//!
//! What the command line says of an article wins over what its page says. The disk, and a library's panic on a
//! page, are the business of whoever calls.

use std::fmt;

use super::article::{Article, Metadata, Told};
use super::decode::{self, DecodeError, decode};
use super::webpage::{self, WebPageError};
use super::{header, wrapped};
use crate::date::Date;

/// How many bytes at the start of a file without a telling name are looked at for HTML.
const BEGINNING: usize = 2_048;

/// What the command line says of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// `--url`: where it was published.
    pub url: Option<String>,
    /// `--publisher`: who published it.
    pub publisher: Option<String>,
    /// `--published`: when.
    pub published: Option<Date>,
}

/// Why a file is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// Its bytes are no text.
    Decode(DecodeError),
    /// Its web page has no article.
    WebPage(WebPageError),
    /// It is a document of another program.
    Document(&'static str),
}

impl ReadError {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Decode(error) => error.help(),
            Self::WebPage(error) => error.help(),
            Self::Document(_) => {
                "open it, and save it as a web page (.html) or as plain text (.txt); or copy its text into a .txt file"
            }
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(formatter),
            Self::WebPage(error) => error.fmt(formatter),
            Self::Document(what) => write!(formatter, "the file is {what}, which is not read"),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads an article; `file` is its name, or `-`.
///
/// # Errors
///
/// When the bytes are no text, or the page has none.
pub fn read(file: &str, bytes: &[u8], arguments: &Arguments) -> Result<Article, ReadError> {
    if let Some(what) = document(bytes) {
        return Err(ReadError::Document(what));
    }
    // A `.txt` may quote HTML; only what is called a page, or begins as one, is asked what it declares.
    let declared = if is_page_name(file) || begins_as_page(&latin(bytes)) {
        decode::declared_by_page(bytes)
    } else {
        None
    };
    let decoded = decode(bytes, declared.as_deref()).map_err(ReadError::Decode)?;
    let is_web_page = is_page_name(file) || begins_as_page(&decoded.text);
    let (text, saved, mut metadata, left_out) = if is_web_page {
        let page = webpage::read(&decoded.text).map_err(ReadError::WebPage)?;
        (page.text, None, page.metadata, page.left_out)
    } else {
        let text = wrapped::put_together(&decoded.text);
        let metadata = header::of(&text).map(|header| header.metadata).unwrap_or_default();
        let saved = (text != decoded.text).then_some(decoded.text);
        (text, saved, metadata, Vec::new())
    };
    tell(&mut metadata, arguments);
    let encoding = decoded.encoding;
    Ok(Article { file: file.to_owned(), encoding, text, saved, is_web_page, metadata, left_out })
}

fn tell(metadata: &mut Metadata, arguments: &Arguments) {
    let rung = "argument";
    if let Some(url) = &arguments.url {
        metadata.url = Some(Told { value: url.clone(), rung });
        if metadata.published.is_none() {
            metadata.published =
                webpage::values::day_in_address(url).map(|value| Told { value, rung: "address" });
        }
    }
    if let Some(publisher) = &arguments.publisher {
        metadata.publisher = Some(Told { value: publisher.clone(), rung });
    }
    if let Some(published) = &arguments.published {
        metadata.published = Some(Told { value: published.clone(), rung });
    }
}

/// What a file is, by its first bytes, if it is a document of another program. Some of these are text, of a kind that
/// nobody wants to read: what is read of an archived page are the heads of its parts.
fn document(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let signatures: [(&[u8], &str); 4] = [
        (b"%PDF-", "a PDF document"),
        (b"{\\rtf", "a document in Rich Text Format"),
        (b"PK\x03\x04", "a .docx or .odt document, or another archive of files"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a .doc document"),
    ];
    if let Some((_, what)) = signatures.iter().find(|(signature, _)| start.starts_with(signature)) {
        return Some(what);
    }
    let head = latin(start).to_ascii_lowercase();
    let is_field = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    // The fields of its head stand before everything else.
    let fields: Vec<&str> =
        head.lines().take_while(|line| is_field(line) || line.starts_with([' ', '\t'])).collect();
    let has = |field: &str| fields.iter().any(|line| line.starts_with(field));
    let is_web_archive = has("mime-version:") && fields.iter().any(|line| line.contains("multipart/"));
    is_web_archive.then_some("an archived web page (.mht)")
}

fn is_page_name(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("html" | "htm" | "xhtml"))
}

/// Whether a text begins like a web page: its type or its first element, after comments.
fn begins_as_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<?xml") => rest.find("?>").map(|end| end + 2),
            _ => break,
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    ["<!doctype html", "<html"]
        .iter()
        .any(|start| rest.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start)))
}

/// The first bytes as text, whatever they are in: enough to see tags.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().take(BEGINNING).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><meta charset='windows-1251'><meta property='og:site_name' content='Вестник'>\
        <meta property='article:published_time' content='2020-03-04'><h1>Форум прошёл</h1><p>Прошёл первый форум.</p>";

    fn arguments() -> Arguments {
        Arguments {
            url: Some("https://news.example.kz/2019/05/17/forum".to_owned()),
            publisher: Some("Жаңалық".to_owned()),
            published: None,
        }
    }

    fn in_windows_1251(text: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
    }

    #[test]
    fn a_page_is_known_by_its_name_or_its_beginning() {
        let plain = "Форум өтті <html> деп жазды";
        let cases = [
            ("a.html", PAGE, true),
            ("a.HTM", PAGE, true),
            ("-", PAGE, true),
            ("a.txt", PAGE, true),
            ("a.txt", " <!-- x -->\n<?xml version='1.0'?>\n<HTML><p>Сөз</p>", true),
            ("a.txt", plain, false),
            ("-", plain, false),
            ("a.txt", "<!-- өзі емес", false),
        ];
        for (file, text, is_page) in cases {
            assert_eq!(
                read(file, text.as_bytes(), &Arguments::default()).unwrap().is_web_page,
                is_page,
                "{file} {text}"
            );
        }
    }

    #[test]
    fn a_page_is_decoded_as_it_declares() {
        let article = read("a.html", &in_windows_1251(PAGE), &Arguments::default()).unwrap();
        assert_eq!(
            (article.text.as_str(), article.encoding),
            ("Форум прошёл\n\nПрошёл первый форум.", "windows-1251")
        );
        // It was saved anew in another encoding, and still says the old one.
        let article = read("a.html", PAGE.as_bytes(), &Arguments::default()).unwrap();
        assert_eq!(
            (article.text.as_str(), article.encoding),
            ("Форум прошёл\n\nПрошёл первый форум.", "utf-8")
        );
    }

    #[test]
    fn arguments_win_over_the_page() {
        let metadata = read("a.html", PAGE.as_bytes(), &arguments()).unwrap().metadata;
        assert_eq!(metadata.publisher, Some(Told { value: "Жаңалық".to_owned(), rung: "argument" }));
        assert_eq!(metadata.url.unwrap().rung, "argument");
        assert_eq!(metadata.published.unwrap().rung, "open-graph");
        let published = Some("2019-05-18".parse::<Date>().unwrap());
        let metadata =
            read("a.html", PAGE.as_bytes(), &Arguments { published, ..arguments() }).unwrap().metadata;
        let published = metadata.published.unwrap();
        assert_eq!((published.value.to_string().as_str(), published.rung), ("2019-05-18", "argument"));
    }

    #[test]
    fn a_text_has_what_the_command_line_tells() {
        assert_eq!(
            read("a.txt", "Сөз".as_bytes(), &Arguments::default()).unwrap().metadata,
            Metadata::default()
        );
        let published = read("a.txt", "Сөз".as_bytes(), &arguments()).unwrap().metadata.published.unwrap();
        assert_eq!((published.value.to_string().as_str(), published.rung), ("2019-05-17", "address"));
    }

    #[test]
    fn documents_of_other_programs_are_told_by_their_first_bytes() {
        let archive = "From: <Saved by Blink>\r\nSubject: Форум\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n<html>";
        let cases: [(&[u8], &str); 5] = [
            (b"%PDF-1.7\n1 0 obj", "a PDF document"),
            (b"{\\rtf1\\ansi text}", "a document in Rich Text Format"),
            (b"PK\x03\x04", "a .docx or .odt document, or another archive of files"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "a .doc document"),
            (archive.as_bytes(), "an archived web page (.mht)"),
        ];
        for (bytes, what) in cases {
            let error = read("a.html", bytes, &Arguments::default()).unwrap_err();
            assert_eq!(error, ReadError::Document(what));
            assert!(error.to_string().contains(what) && error.help().contains(".txt"));
        }
        // A letter may quote such a head, or have one of its own.
        for text in
            ["From: Асан\nSubject: Форум\n\nФорум өтті.", "Форум\nMIME-Version: 1.0\nmultipart/related"]
        {
            assert!(read("a.txt", text.as_bytes(), &Arguments::default()).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_article_is_an_error() {
        let cases: [(&str, &[u8], &str); 4] = [
            ("a.txt", b" ", "the file has no text"),
            ("a.html", b"\0", "the file is not text: line 1 has the character U+0000"),
            ("a.html", b"<html><script>x</script>", "the page has no text"),
            ("-", b"<html>&#0;a", "letters are lost in the page: it has U+FFFD in their place"),
        ];
        for (file, bytes, message) in cases {
            let error = read(file, bytes, &Arguments::default()).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!error.help().is_empty());
        }
    }
}
