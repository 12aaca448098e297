//! `site.toml`: what the site is called, where it will be, which languages and pages it has.
//!
//! A file with nothing but a title is a whole configuration.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::diagnostics::{Code, Diagnostic, Located, Problem, Severity, nearest};
use crate::fields::{Fields, Node, Value, is_web_address, parse_toml};
use crate::language::{ByLanguage, Language};
use crate::source::TextFile;
use crate::vocabulary::Rights;

/// How many events a listing's page shows unless `[listing] per_page` says otherwise.
const PER_PAGE: usize = 50;

/// What `site.toml` says, with the defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The archive's name.
    pub title: ByLanguage<String>,
    /// What it is, in a sentence.
    pub description: ByLanguage<String>,
    /// Where it will be.
    pub base_url: BaseUrl,
    /// The languages of the interface; the first is at `/`.
    pub languages: Vec<Language>,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Under which licence.
    pub license: Option<License>,
    /// How many events a listing's page shows.
    pub per_page: usize,
    /// The rights that `import` gives to texts.
    pub import_rights: Rights,
    /// What tells this archive from all others in the ids of feeds and calendars; empty unless it is given.
    pub identity: String,
    /// Which kinds of pages are made.
    pub outputs: Outputs,
    /// How bad each code is, where it differs from the default; `None` is off.
    pub severities: Vec<(Code, Option<Severity>)>,
    /// Keys of the site's own, for its own templates.
    pub extra: crate::fields::Table,
}

/// The address under which the site will be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a slash at the end; `None` if they are not known.
    pub origin: Option<String>,
    /// The path, beginning and ending with `/`.
    pub path: String,
}

impl BaseUrl {
    /// Reads `https://host/path/`, or a path alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"'?#\\".contains(letter))
        {
            return None;
        }
        let (origin, path) = match text.find("://") {
            Some(colon) => {
                if !matches!(&text[..colon], "http" | "https") {
                    return None;
                }
                let host = &text[colon + 3..];
                let end = host.find('/').map_or(text.len(), |slash| colon + 3 + slash);
                if end == colon + 3 {
                    return None;
                }
                (Some(text[..end].to_owned()), &text[end..])
            }
            None if text.starts_with('/') && !text.starts_with("//") => (None, text),
            None => return None,
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return None;
        }
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) };
        // Sitemaps, calendars and headers take no letters but ASCII (RFC 3986), in names of hosts either (RFC 5891):
        // `https://мұрағат.қаз/` is written `https://xn--…/`.
        let whole = Url::parse(&format!("{}{path}", origin.as_deref().unwrap_or("http://localhost"))).ok()?;
        let origin = match origin {
            Some(origin) if origin.is_ascii() => Some(origin),
            Some(_) => Some(whole.origin().ascii_serialization()),
            None => None,
        };
        Some(Self { origin, path: whole.path().to_owned() })
    }

    /// The path without percent signs, as names of files and folders are.
    #[must_use]
    pub fn decoded_path(&self) -> Cow<'_, str> {
        if self.path.contains('%') {
            percent_decode_str(&self.path).decode_utf8().unwrap_or(Cow::Borrowed(&self.path))
        } else {
            Cow::Borrowed(&self.path)
        }
    }
}

/// Who publishes the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publisher {
    /// A name.
    pub name: Option<String>,
    /// A web address.
    pub url: Option<String>,
    /// Where mistakes are reported: a mail address or a web address.
    pub contact: Option<String>,
}

/// Under which licence the archive's own texts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct License {
    /// `CC BY 4.0`.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// Which feeds are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feeds {
    /// None.
    None,
    /// That of the whole archive alone, with its newest events.
    Newest,
    /// Those of all listings that are followed, with every event.
    All,
}

/// Which kinds of pages are made. Everything, unless `[outputs]` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in [outputs]")]
pub struct Outputs {
    /// `/regions/` and below.
    pub regions: bool,
    /// `/dates/` and below.
    pub dates: bool,
    /// `/organisations/` and below.
    pub organisations: bool,
    /// `/kinds/` and below.
    pub kinds: bool,
    /// Listings by two properties at once.
    pub crossed: bool,
    /// `feed.xml` beside listings.
    pub feeds: Feeds,
    /// `events.ics` beside listings.
    pub calendars: bool,
    /// `/data/` and its files.
    pub data: bool,
    /// `sitemap.xml`.
    pub sitemap: bool,
    /// `/search/` and its index.
    pub search: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: ByLanguage::default(),
            description: ByLanguage::default(),
            base_url: BaseUrl { origin: None, path: "/".to_owned() },
            languages: Language::ALL.to_vec(),
            publisher: Publisher::default(),
            license: None,
            per_page: PER_PAGE,
            import_rights: Rights::Excerpt,
            identity: String::new(),
            outputs: Outputs {
                regions: true,
                dates: true,
                organisations: true,
                kinds: true,
                crossed: true,
                feeds: Feeds::All,
                calendars: true,
                data: true,
                sitemap: true,
                search: true,
            },
            severities: Vec::new(),
            extra: crate::fields::Table::default(),
        }
    }
}

impl Config {
    /// The language at `/`.
    #[must_use]
    pub fn first_language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::Kazakh)
    }

    /// Whether what has this code is reported at all.
    #[must_use]
    pub fn reports(&self, code: Code) -> bool {
        !self.severities.contains(&(code, None))
    }

    /// Gives each diagnostic the severity that `[check]` wants for its code. What cannot be built cannot be waved
    /// through: of such codes `[check]` takes none.
    pub fn judge(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            let wanted = self.severities.iter().find(|(code, _)| *code == diagnostic.code);
            match wanted {
                Some((_, None)) => false,
                Some((_, Some(severity))) => {
                    diagnostic.severity = *severity;
                    true
                }
                None => true,
            }
        });
    }
}

/// Reads `site.toml`.
#[must_use]
pub fn read(file: &TextFile) -> (Config, Vec<Diagnostic>) {
    let (table, mut problems) = parse_toml(&file.text, 0);
    let damaged = !problems.is_empty();
    let mut fields = Fields::new(&table, &mut problems);
    let mut config = Config::default();

    config.languages = languages(&mut fields).unwrap_or(config.languages);
    let first = config.first_language();
    if let Some(title) = by_language(&mut fields, "title", first) {
        config.title = title;
    } else {
        fields.required_text("title", "the site", damaged);
    }
    config.description = by_language(&mut fields, "description", first).unwrap_or_default();
    if let Some(url) = fields.text("base_url") {
        config.base_url = base_url(&mut fields, &url).unwrap_or(config.base_url);
    }
    if let Some(table) = fields.table("publisher") {
        let mut inner = fields.nested(table);
        config.publisher = Publisher {
            name: inner.text("name").map(|name| name.value),
            url: inner.url("url").map(|url| url.value),
            contact: contact(&mut inner),
        };
        inner.finish(None);
    }
    config.license = license(&mut fields);
    config.identity = fields.text("identity").map(|text| text.value).unwrap_or_default();
    if let Some(table) = fields.table("listing") {
        let mut inner = fields.nested(table);
        if let Some(count) = inner.number("per_page") {
            config.per_page = count.value as usize;
        }
        inner.finish(None);
    }
    if let Some(table) = fields.table("import") {
        let mut inner = fields.nested(table);
        if let Some(text) = inner.text("rights") {
            match Rights::from_id(&text.value) {
                Some(rights) => config.import_rights = rights,
                None => inner.report(
                    Problem::new(Code::BadValue, text.span, format!("`rights` cannot be \"{}\"", text.value))
                        .help("one of: own, full, excerpt, metadata"),
                ),
            }
        }
        inner.finish(None);
    }
    if let Some(table) = fields.table("outputs") {
        let mut inner = fields.nested(table);
        let outputs = &mut config.outputs;
        for (key, switch) in [
            ("regions", &mut outputs.regions),
            ("dates", &mut outputs.dates),
            ("organisations", &mut outputs.organisations),
            ("kinds", &mut outputs.kinds),
            ("crossed", &mut outputs.crossed),
            ("calendars", &mut outputs.calendars),
            ("data", &mut outputs.data),
            ("sitemap", &mut outputs.sitemap),
            ("search", &mut outputs.search),
        ] {
            *switch = inner.boolean(key).unwrap_or(*switch);
        }
        match inner.node("feeds").map(|node| (node, &node.value)) {
            None => {}
            Some((_, Value::Text(word))) if word == "newest" => outputs.feeds = Feeds::Newest,
            Some((_, Value::Boolean(wanted))) => {
                outputs.feeds = if *wanted { Feeds::All } else { Feeds::None };
            }
            Some((node, _)) => inner.wrong_type(node, "feeds", "true, false or \"newest\""),
        }
        inner.finish(None);
    }
    if let Some(table) = fields.table("people") {
        let mut inner = fields.nested(table);
        if let (Some(true), Some(node)) = (inner.boolean("pages"), inner.node("pages")) {
            inner.report(
                Problem::new(Code::BadValue, node.span, "pages for persons cannot be made yet")
                    .help("take `pages` out, or write false"),
            );
        }
        inner.finish(None);
    }
    config.severities = severities(&mut fields);
    config.extra = fields.table("extra").cloned().unwrap_or_default();
    fields.finish(Some("keys of your own belong under [extra]"));
    (config, problems.into_iter().map(|problem| problem.within(&file.path)).collect())
}

fn languages(fields: &mut Fields<'_>) -> Option<Vec<Language>> {
    let node = fields.node("languages")?;
    let mut languages = Vec::new();
    let mut all_known = true;
    for code in fields.texts("languages") {
        match Language::from_code(&code.value) {
            Some(language) if languages.contains(&language) => fields.report(
                Problem::new(
                    Code::BadValue,
                    code.span,
                    format!("\"{}\" stands twice in `languages`", code.value),
                )
                .help("name each language once"),
            ),
            Some(language) => languages.push(language),
            None => {
                all_known = false;
                let codes = Language::ALL.map(Language::code);
                let help = nearest(&code.value, codes).map_or_else(
                    || format!("one of: {}", codes.join(", ")),
                    |code| format!("did you mean \"{code}\"?"),
                );
                fields.report(
                    Problem::new(
                        Code::BadValue,
                        code.span,
                        format!("\"{}\" is no language of the interface", code.value),
                    )
                    .help(help),
                );
            }
        }
    }
    // Without the one that was meant, another would be the first, and every file be taken for its language.
    if !all_known {
        return None;
    }
    if languages.is_empty() {
        if matches!(&node.value, Value::List(items) if items.is_empty()) {
            fields.report(
                Problem::new(Code::BadValue, node.span, "`languages` is empty")
                    .help("name at least one: [\"kk\"]"),
            );
        }
        return None;
    }
    Some(languages)
}

/// A text for all languages, or a table by language. A language without one takes the first language's.
fn by_language(fields: &mut Fields<'_>, key: &'static str, first: Language) -> Option<ByLanguage<String>> {
    match fields.node(key)? {
        Node { value: Value::Table(table), .. } => {
            let mut inner = fields.nested(table);
            let texts = ByLanguage::from_fn(|language| inner.text(language.code()).map(|text| text.value));
            inner.finish(None);
            let any = texts[first].clone().or_else(|| texts.iter().find_map(|(_, text)| text.clone()))?;
            Some(ByLanguage::from_fn(|language| texts[language].clone().unwrap_or_else(|| any.clone())))
        }
        node => {
            let text = fields.as_text(node, key).map(|text| text.value).unwrap_or_default();
            Some(ByLanguage::from_fn(|_| text.clone()))
        }
    }
}

fn base_url(fields: &mut Fields<'_>, text: &Located<String>) -> Option<BaseUrl> {
    let parsed = BaseUrl::parse(&text.value);
    if parsed.is_none() {
        fields.report(
            Problem::new(Code::BadUrl, text.span, format!("\"{}\" cannot be the site's address", text.value))
                .help("write it in full: https://name.github.io/repository/"),
        );
    }
    parsed
}

/// A mail address, plain or behind `mailto:`, or a web address.
fn contact(fields: &mut Fields<'_>) -> Option<String> {
    let text = fields.text("contact")?;
    let mail = text.value.strip_prefix("mailto:").unwrap_or(&text.value);
    let is_mail = mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !mail
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"'/\\:?#,;".contains(letter));
    if is_mail || is_web_address(&text.value) {
        return Some(text.value);
    }
    fields.report(
        Problem::new(
            Code::BadUrl,
            text.span,
            format!("\"{}\" is neither a mail address nor a web address", text.value),
        )
        .help("write name@example.org, or a web address with https:// before it"),
    );
    None
}

fn license(fields: &mut Fields<'_>) -> Option<License> {
    match fields.node("license")? {
        Node { value: Value::Table(table), .. } => {
            let mut inner = fields.nested(table);
            let name = inner.required_text("name", "the license", false);
            let url = inner.url("url");
            inner.finish(None);
            Some(License { name: name?.value, url: url.map(|url| url.value) })
        }
        node => Some(License { name: fields.as_text(node, "license")?.value, url: None }),
    }
}

fn severities(fields: &mut Fields<'_>) -> Vec<(Code, Option<Severity>)> {
    let Some(table) = fields.table("check") else { return Vec::new() };
    let mut severities = Vec::new();
    for (key, node) in table.iter() {
        let Some(code) = Code::from_name(&key.value) else {
            let codes = Code::ALL.iter().map(|code| code.as_str());
            let help = crate::diagnostics::nearest(&key.value, codes).map_or_else(
                || "`ssg explain` lists all codes".to_owned(),
                |code| format!("did you mean `{code}`?"),
            );
            fields.report(
                Problem::new(Code::UnknownKey, key.span, format!("no diagnostic is called `{}`", key.value))
                    .help(help),
            );
            continue;
        };
        if code.stops_builds() {
            fields.report(
                Problem::new(
                    Code::BadValue,
                    key.span,
                    format!("`{code}` is always an error", code = code.as_str()),
                )
                .help("only warnings and notes can be changed"),
            );
            continue;
        }
        let severity = match &node.value {
            Value::Text(word) => match word.as_str() {
                "error" => Some(Some(Severity::Error)),
                "warning" => Some(Some(Severity::Warning)),
                "note" => Some(Some(Severity::Note)),
                "off" => Some(None),
                _ => None,
            },
            _ => None,
        };
        match severity {
            Some(severity) => severities.push((code, severity)),
            None => fields.report(
                Problem::new(Code::BadValue, node.span, format!("`{}` cannot be this", key.value))
                    .help("one of: \"error\", \"warning\", \"note\", \"off\""),
            ),
        }
    }
    severities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_beyond_ascii_is_written_so_that_every_program_reads_it() {
        for (written, origin, path) in [
            ("https://archive.example", Some("https://archive.example"), "/"),
            ("https://archive.example/a/b", Some("https://archive.example"), "/a/b/"),
            ("/мұра/", None, "/%D0%BC%D2%B1%D1%80%D0%B0/"),
            (
                "https://a.example/%D0%BC%D2%B1%D1%80%D0%B0",
                Some("https://a.example"),
                "/%D0%BC%D2%B1%D1%80%D0%B0/",
            ),
            ("https://мұрағат.қаз/", Some("https://xn--80aa8aqm89bvg.xn--80ao21a"), "/"),
        ] {
            let base = BaseUrl::parse(written).expect(written);
            assert_eq!((base.origin.as_deref(), base.path.as_str()), (origin, path), "{written}");
        }
        assert_eq!(BaseUrl::parse("/мұра/").expect("a path").decoded_path(), "/мұра/");
    }
}
