//! `ssg init`: the files that a new site begins with, and their way into an empty folder.
//!
//! The texts are data, in `site/` beside this file, one set for each language; here they are only put
//! together. What a site needs later is made by [`crate::new`] and [`crate::import`].

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::config::BaseUrl;
use crate::document::print::quoted;
use crate::document::{self, Event, Record, print};
use crate::language::{ByLanguage, Language};
use crate::publish::{self, PublishError};
use crate::source::{self, ReadError, SitePath, TextFile};

/// What is wanted of a new site.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its title, the same in every language; without one it has a general title in each.
    pub title: Option<String>,
    /// Its languages; the first is at `/`, and the files are written in it. Never empty.
    pub languages: Vec<Language>,
    /// Where it will be, if that is known.
    pub base_url: Option<BaseUrl>,
    /// The day on which the example enters the archive.
    pub today: NaiveDate,
}

/// A file of a new site: its path below the folder, and its text.
pub type NewFile = (String, String);

/// Why a site could not be made.
#[derive(Debug)]
pub enum InitError {
    /// There is something in the folder.
    NotEmpty(PathBuf),
    /// The folder cannot be looked at.
    Read(ReadError),
    /// A file cannot be written.
    Publish(PublishError),
}

impl fmt::Display for InitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEmpty(folder) => {
                write!(formatter, "the folder {} is not empty: nothing was written", folder.display())
            }
            Self::Read(error) => error.fmt(formatter),
            Self::Publish(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for InitError {}

impl InitError {
    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotEmpty(_) => {
                Some("name a folder that is empty or does not exist yet; a lone .git may be in it")
            }
            Self::Read(_) => None,
            Self::Publish(error) => error.help(),
        }
    }
}

/// The texts of one language, of which the files are made.
struct Texts {
    site: &'static str,
    readme: &'static str,
    about: &'static str,
    event: &'static str,
    /// What the archive is called where nobody says otherwise.
    title: &'static str,
    description: &'static str,
}

/// The texts in a language.
const fn texts(language: Language) -> Texts {
    match language {
        Language::Kazakh => Texts {
            site: include_str!("site/kk/site.toml"),
            readme: include_str!("site/kk/README.md"),
            about: include_str!("site/kk/about.md"),
            event: include_str!("site/kk/event.md"),
            title: "Азаматтық қоғам мұрағаты",
            description: "Азаматтық қоғам оқиғаларының ашық мұрағаты",
        },
        Language::Russian => Texts {
            site: include_str!("site/ru/site.toml"),
            readme: include_str!("site/ru/README.md"),
            about: include_str!("site/ru/about.md"),
            event: include_str!("site/ru/event.md"),
            title: "Архив гражданского общества",
            description: "Открытый архив событий гражданского общества",
        },
        Language::English => Texts {
            site: include_str!("site/en/site.toml"),
            readme: include_str!("site/en/README.md"),
            about: include_str!("site/en/about.md"),
            event: include_str!("site/en/event.md"),
            title: "Archive of Civil Society",
            description: "An open archive of civil-society events",
        },
    }
}

/// Makes a new site in a folder that is empty or not there. The files' paths come back, in the order in
/// which they were written: site.toml is the last, so that what a full disk interrupts is no site.
///
/// # Errors
/// When there is anything in the folder (a `.git` apart), or the system refuses.
pub fn create(folder: &Path, request: &Request) -> Result<Vec<String>, InitError> {
    if !source::is_empty_folder(folder).map_err(InitError::Read)? {
        return Err(InitError::NotEmpty(folder.to_owned()));
    }
    let files = files(request);
    for (path, text) in &files {
        publish::create_file(&folder.join(path), text.as_bytes()).map_err(InitError::Publish)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// The files of a new site, site.toml last.
#[must_use]
pub fn files(request: &Request) -> Vec<NewFile> {
    let first = request.languages.first().copied().unwrap_or(Language::Kazakh);
    let words = texts(first);
    let title = request.title.as_deref().unwrap_or(words.title);
    let mut files = vec![
        (".gitignore".to_owned(), include_str!("site/gitignore").to_owned()),
        (".github/workflows/pages.yml".to_owned(), workflow()),
        ("README.md".to_owned(), words.readme.replace("{heading}", title)),
        (
            "content/organisations/example-organisation.md".to_owned(),
            include_str!("site/organisation.md").to_owned(),
        ),
    ];
    for &language in &request.languages {
        let suffix = if language == first { String::new() } else { format!(".{}", language.code()) };
        let texts = texts(language);
        let event = texts.event.replace("{today}", &request.today.to_string());
        let (event, about) = if language == first {
            (event, texts.about.to_owned())
        } else {
            (translation(event), without_language(texts.about))
        };
        files.push((format!("content/events/example{suffix}.md"), event));
        files.push((format!("content/pages/about{suffix}.md"), about));
    }
    files.push(("site.toml".to_owned(), site_toml(request, &words)));
    files
}

/// Of a main file its words alone: facts stand in one file.
fn translation(event: String) -> String {
    let file = TextFile { path: SitePath::new("content/events/example.md"), text: event.into() };
    let (document, _) = document::read(&file);
    let Some(document) = document else { return String::new() };
    let words = match &document.record {
        Record::Event(event) => Event {
            title: event.title.clone(),
            summary: event.summary.clone(),
            place: event.place.clone(),
            theme: event.theme.clone(),
            ..Event::default()
        },
        Record::Organisation(_) | Record::Region(_) | Record::Page(_) => Event::default(),
    };
    // People are not translated: their names stay as the main file has them.
    print::print(&words, document.body())
}

/// A translation's language is in its file's name.
fn without_language(page: &str) -> String {
    page.split_inclusive('\n').filter(|line| !line.starts_with("lang = ")).collect()
}

/// The repository whose releases hold the program, as owner/name, where the program knows it. Where it does not,
/// the workflow of a new site publishes nothing before somebody writes it there.
#[must_use]
pub fn repository() -> Option<&'static str> {
    let repository = env!("CARGO_PKG_REPOSITORY").trim_end_matches(".git").trim_end_matches('/');
    repository.strip_prefix("https://github.com/").filter(|name| !name.is_empty())
}

/// The workflow, with the program's own version and repository.
fn workflow() -> String {
    include_str!("site/pages.yml")
        .replace("{repository}", repository().unwrap_or_default())
        .replace("{version}", env!("CARGO_PKG_VERSION"))
}

fn site_toml(request: &Request, words: &Texts) -> String {
    let (base_url, check) = match &request.base_url {
        Some(base_url) => {
            let written = format!("{}{}", base_url.origin.as_deref().unwrap_or_default(), base_url.path);
            (format!("base_url = {}", quoted(&written)), "")
        }
        // A deployment that knows the address names it; the reminder stays, as advice.
        None => ("# base_url = \"https://…\"".to_owned(), "\n[check]\nmissing-base-url = \"note\"\n"),
    };
    let languages: Vec<String> = request.languages.iter().map(|language| quoted(language.code())).collect();
    let by_language = |key: &str, text: ByLanguage<&str>| {
        let lines: String = request
            .languages
            .iter()
            .map(|&language| format!("{} = {}\n", language.code(), quoted(text[language])))
            .collect();
        format!("[{key}]\n{lines}")
    };
    let title = match &request.title {
        Some(title) => format!("title = {}\n", quoted(title)),
        None => by_language("title", ByLanguage::from_fn(|language| texts(language).title)),
    };
    let description = by_language("description", ByLanguage::from_fn(|language| texts(language).description));
    let text = words
        .site
        .replace("{base_url}", &base_url)
        .replace("{languages}", &format!("[{}]", languages.join(", ")))
        .replace("{check}", check)
        .replace("{description}", &description)
        .replace("{title}", &title);
    format!("{}\n", text.trim_end())
}
