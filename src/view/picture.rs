//! How pictures of the site are shown: in a text, and in previews of links.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Views, links};
use crate::archive::{Event, Shown, Text};
use crate::formats::address;
use crate::language::Language;
use crate::markdown::{LinkKind, Picture, Target};
use crate::picture::PREVIEW_WIDTH;
use crate::plan::{Output, ShownPicture, ShownWidth};

/// The width that browsers get which do not choose, in pixels: that of a column of text.
const USUAL_WIDTH: u32 = 800;

/// A page's own picture for previews of links.
#[derive(Debug, Serialize)]
pub(super) struct PreviewView {
    /// The full address.
    url: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
    /// Its words.
    alt: String,
}

impl PreviewView {
    /// The same by schema.org.
    pub(super) fn about(&self) -> Value {
        let Self { url, width, height, .. } = self;
        json!({ "@type": "ImageObject", "url": url, "width": width, "height": height })
    }
}

impl Views {
    /// What a text shows for a picture, which is given by the position of its file and its path.
    pub(super) fn shown_picture(&self, file: u32, path: &str) -> Target {
        let widths = match self.plan.picture(file) {
            Some(ShownPicture::LeftOut) => return Target::Dropped,
            Some(ShownPicture::In(widths)) => widths.as_slice(),
            Some(ShownPicture::Unmeasured) | None => &[],
        };
        let usual = widths.iter().find(|shown| shown.width >= USUAL_WIDTH).or(widths.last());
        let (Some(usual), Some(widest)) = (usual, widths.last()) else {
            return Target::Href(self.static_href(path).unwrap_or_default());
        };
        let address = |shown: &ShownWidth| self.href(&self.address_of(shown, path));
        let choices = if widths.len() > 1 { widths } else { &[] };
        Target::Picture(Picture {
            href: address(usual),
            choices: choices.iter().map(|shown| (address(shown), shown.width)).collect(),
            width: widest.width,
            height: widest.height,
        })
    }

    /// The address below the site's root of a picture in one of its widths; `path` is that of its file.
    fn address_of(&self, shown: &ShownWidth, path: &str) -> String {
        let copy = shown.path.as_deref().map(|path| address::path(path).into_owned());
        copy.or_else(|| self.static_address(path)).unwrap_or_default()
    }

    /// An event's own picture for previews of links: the first of its text in this language, or else in its
    /// own. Only where the full address is known, and where the text with the picture is shown whole.
    pub(super) fn preview_picture(&self, language: Language, event: &Event) -> Option<PreviewView> {
        if event.withdrawn.is_some() {
            return None;
        }
        let texts = [event.text(language).1, event.text(event.language).1];
        texts.into_iter().find_map(|text| self.first_picture(text))
    }

    /// The first picture of a text that is shown whole.
    pub(super) fn first_picture(&self, text: &Text) -> Option<PreviewView> {
        let Shown::Whole(document) = text.body() else { return None };
        let pictures = document.outline.links.iter().filter(|link| link.kind == LinkKind::Image);
        pictures.into_iter().find_map(|link| {
            let file = links::file_of(&self.archive, &self.plan, document, &link.target)?;
            let Some(ShownPicture::In(widths)) = self.plan.picture(file) else { return None };
            let fits = widths.iter().rev().find(|shown| shown.width <= PREVIEW_WIDTH);
            let shown = fits.or(widths.first())?;
            let path = self.plan.path(&self.archive, Output::File(file));
            let url = self.absolute(&address::ascii(&self.address_of(shown, &path)))?;
            let alt =
                if link.words.trim().is_empty() { text.title().to_owned() } else { link.words.to_string() };
            Some(PreviewView { url, width: shown.width, height: shown.height, alt })
        })
    }
}
