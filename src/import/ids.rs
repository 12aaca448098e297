//! Which ids of events are taken, and which one a new event gets.

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::document::{Record, RecordKind};
use crate::evidence::Evidence;
use crate::source::{SitePath, Sources};

/// Ids that no new event may have.
///
/// They are those of all files of events, also of those that cannot be read or understood; those that events gave
/// up and that lead to them now; and those under which evidence lies of a page that was renamed.
pub(super) fn taken(sources: &Sources, archive: &Archive) -> BTreeSet<String> {
    let assets = sources.assets.iter().map(|asset| &asset.path);
    let files = sources.documents.iter().map(|file| &file.path).chain(&sources.unreadable).chain(assets);
    let mut ids: BTreeSet<String> = files.filter_map(of_file).map(str::to_owned).collect();
    let mut articles: BTreeSet<&str> = BTreeSet::new();
    for document in &archive.documents {
        let Record::Event(event) = &document.record else { continue };
        ids.extend(event.aliases.iter().map(|alias| alias.value.clone()));
        articles.extend(event.sources.iter().filter_map(|source| source.value.sha256.as_deref()));
    }
    for file in &sources.evidence {
        let Some(id) = of_file(&file.path).filter(|id| !ids.contains(*id)) else { continue };
        let Ok(evidence) = Evidence::parse(file) else { continue };
        if evidence.articles.iter().any(|article| articles.contains(article.sha256.as_str())) {
            ids.insert(id.to_owned());
        }
    }
    ids
}

/// The id of the event that a file belongs to, by its path alone.
fn of_file(path: &SitePath) -> Option<&str> {
    let below = path.below("content")?.strip_prefix(RecordKind::Event.folder())?.strip_prefix('/')?;
    below.split(['/', '.']).next()
}

/// The id, or with the first number behind it that is free.
pub(super) fn free(is_free: impl Fn(&str) -> bool, wanted: &str) -> String {
    if is_free(wanted) {
        return wanted.to_owned();
    }
    (2..).map(|number| format!("{wanted}-{number}")).find(|id| is_free(id)).unwrap_or_default()
}

/// The id in the path of an event's file.
pub(super) fn id_in(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?.strip_suffix(".md")?;
    let name = name.split('.').next()?;
    if name == "index" { path.rsplit('/').nth(1).map(str::to_owned) } else { Some(name.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        let is_free = |id: &str| !["forum", "forum-2"].contains(&id);
        assert_eq!(free(is_free, "forum"), "forum-3");
        assert_eq!(free(is_free, "meeting"), "meeting");
    }

    #[test]
    fn a_file_of_an_event_tells_its_id_whatever_it_is() {
        for (path, id) in [
            ("content/events/forum.md", Some("forum")),
            ("content/events/forum.ru.md", Some("forum")),
            ("content/events/forum/photo.jpg", Some("forum")),
            ("content/events/forum.evidence.toml", Some("forum")),
            ("content/pages/about.md", None),
        ] {
            assert_eq!(of_file(&SitePath::new(path)), id, "{path}");
        }
    }
}
