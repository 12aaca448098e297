//! A page's picture: its address, its caption, and who took it.

use dom_query::Document;
use url::Url;

use super::json_ld::Described;
use super::{dom, values};
use crate::import::article::Picture;

/// The longest caption, in characters; what is longer is text.
const LONGEST_CAPTION: usize = 400;

/// Words in the names of files that are no pictures of events.
const NO_PICTURE: [&str; 8] =
    ["logo", "placeholder", "default", "no-image", "noimage", "no_image", "favicon", "og-image"];

/// Words before the name of who took a picture, in small letters.
const CREDIT_WORDS: [&str; 10] = [
    "фото:",
    "фото автора:",
    "фотограф:",
    "сурет:",
    "суреттер:",
    "суретті түсірген:",
    "фотолар:",
    "photo:",
    "photo by",
    "©",
];

/// The picture that a page names for its article, with the caption that it has in the page's text.
pub(super) fn read(
    document: &Document,
    described: &Described,
    shared: Option<&String>,
    base: Option<&Url>,
) -> Option<Picture> {
    let check = |address: &String| values::web_address(address, base).filter(is_picture).map(String::from);
    let url = described.picture.as_ref().and_then(check).or_else(|| shared.and_then(check));
    let figure = figure(document, url.as_deref(), base);
    let url = url.or_else(|| figure.as_ref().and_then(|figure| figure.0.clone()));
    let caption = described.caption.clone().or_else(|| figure.map(|figure| figure.1));
    let (caption, credit) = caption.map_or((None, None), |caption| part(&caption));
    let credit = described.credit.clone().or(credit);
    (url.is_some() || caption.is_some()).then_some(Picture { url, caption, credit })
}

/// The figure of a picture, or the first that there is: address and caption.
fn figure(document: &Document, url: Option<&str>, base: Option<&Url>) -> Option<(Option<String>, String)> {
    let figures = document.select("figure");
    let mut found = figures.nodes().iter().filter_map(|figure| {
        let caption = figure.descendants_it().find(|node| dom::name(node) == "figcaption")?;
        let image = figure.descendants_it().find(|node| dom::name(node) == "img")?;
        let caption = dom::line(&caption);
        let is_caption = !caption.is_empty() && caption.chars().count() <= LONGEST_CAPTION;
        let source = dom::attribute(&image, "data-src").or_else(|| dom::attribute(&image, "src"));
        let source =
            source.and_then(|source| values::web_address(&source, base)).filter(is_picture).map(String::from);
        is_caption.then_some((source, caption))
    });
    match url.and_then(file_name) {
        // A saved page's pictures lie beside it under their own names, and sizes are added to names.
        Some(name) => {
            found.find(|(source, _)| source.as_deref().and_then(file_name).as_deref() == Some(&name))
        }
        None => found.next(),
    }
}

/// Whether a caption is one of the page's figures, so that it need not stand in the text.
pub(super) fn is_caption(line: &str, picture: &Picture) -> bool {
    let credit = picture.credit.as_deref().unwrap_or("");
    let Some(caption) = picture.caption.as_deref().or(picture.credit.as_deref()) else { return false };
    line == caption
        || (line.starts_with(caption)
            && line.contains(credit)
            && line.len() <= caption.len() + credit.len() + 20)
}

fn file_name(address: &str) -> Option<String> {
    let name = address.split(['?', '#']).next()?.rsplit('/').next()?.to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    // «photo-1024x683» is «photo» in another size.
    let stem = match stem.rsplit_once('-') {
        Some((before, size))
            if size.contains('x') && size.chars().all(|c| c == 'x' || c.is_ascii_digit()) =>
        {
            before
        }
        _ => stem,
    };
    (!stem.is_empty()).then(|| stem.to_owned())
}

fn is_picture(address: &Url) -> bool {
    let name = address.path().rsplit('/').next().unwrap_or("").to_lowercase();
    !NO_PICTURE.iter().any(|word| name.contains(word))
}

/// A caption in two: what it shows and who took it.
fn part(caption: &str) -> (Option<String>, Option<String>) {
    let lower = caption.to_lowercase();
    let found = CREDIT_WORDS.iter().filter_map(|word| Some((lower.find(word)?, word))).min();
    // Only when lower case has not moved the letters is the place the same in both.
    let Some((at, word)) = found.filter(|(at, word)| {
        lower.len() == caption.len()
            && caption.is_char_boundary(*at)
            && caption.is_char_boundary(at + word.len())
    }) else {
        return (Some(caption.to_owned()), None);
    };
    let shows = caption[..at].trim().trim_end_matches(['/', '|', '(', '–', '—']).trim();
    let credit = caption[at + word.len()..].trim().trim_end_matches([')', '.']).trim();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(shows), some(credit))
}
