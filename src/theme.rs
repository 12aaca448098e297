//! The built-in look: templates, words and static files that are part of the program, so that the
//! program alone can build a site. A site's own files come before them, file by file.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::language::ByLanguage;
use crate::plan::published_as;
use crate::source::{Asset, SitePath, Sources, TextFile};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The built-in templates, under paths that begin with `built-in/`.
#[must_use]
pub fn templates() -> Vec<TextFile> {
    let mut templates = Vec::new();
    texts(&TEMPLATES, &mut templates);
    templates.retain(|file| file.path.below("built-in/strings").is_none());
    templates.sort_by(|a, b| a.path.cmp(&b.path));
    templates
}

fn texts(folder: &Dir<'_>, found: &mut Vec<TextFile>) {
    for file in folder.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            found.push(TextFile { path: SitePath::new(&format!("built-in/{path}")), text: text.into() });
        }
    }
    folder.dirs().for_each(|folder| texts(folder, found));
}

/// The built-in words of the interface, as TOML.
#[must_use]
pub fn strings() -> ByLanguage<&'static str> {
    ByLanguage::from_fn(|language| {
        let file = TEMPLATES.get_file(format!("strings/{}.toml", language.code()));
        file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
    })
}

/// Every static file with its output path: the site's own, and the built-in ones that the site does not
/// replace.
#[must_use]
pub fn files(sources: &Sources) -> Vec<(String, Asset)> {
    let mut files = BTreeMap::new();
    embedded(&STATIC, &mut files);
    for asset in &sources.statics {
        if let Some(output) = published_as(&asset.path) {
            files.remove(&output);
        }
    }
    let own = sources.statics.iter().filter_map(|asset| Some((published_as(&asset.path)?, asset.clone())));
    files.into_iter().chain(own).collect()
}

fn embedded(folder: &Dir<'static>, found: &mut BTreeMap<String, Asset>) {
    for file in folder.files() {
        if let Some(path) = file.path().to_str() {
            let asset = Asset::embedded(SitePath::new(&format!("built-in/static/{path}")), file.contents());
            found.insert(path.to_owned(), asset);
        }
    }
    folder.dirs().for_each(|folder| embedded(folder, found));
}
