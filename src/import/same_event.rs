//! Whether an article reports an event that the archive already has. Proposed, never decided.

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::document::Event;
use crate::gazetteer::RegionIndex;
use crate::language::names::fold;
use crate::source::fingerprint;
use crate::vocabulary::EventKind;

/// How many of the smallest fingerprints stand for a text.
const SKETCH: usize = 64;
/// How many words make a fingerprint.
const WORDS: usize = 4;
/// The share of common fingerprints from which two texts count as nearly the same, in per cent.
const NEARLY_SAME: usize = 60;
/// How many fingerprints a text must have to be compared: shorter ones are alike by chance.
const SHORTEST: usize = 16;

/// What two reports of one event would share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traits {
    /// The event's id.
    pub id: String,
    /// Where.
    pub region: Option<RegionIndex>,
    /// What kind.
    pub kind: Option<EventKind>,
    /// The ordinal in its name.
    pub number: Option<u32>,
    /// The year, as far as it is known, sure or not.
    pub year: Option<i32>,
    /// What it was about, folded.
    pub theme: Option<String>,
    /// The text, as its smallest fingerprints.
    sketch: Vec<u64>,
}

/// An event that an article may report as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameEvent {
    /// The event's id.
    pub id: String,
    /// Why: `number`, `theme`, `text`.
    pub reason: &'static str,
}

impl Traits {
    /// The traits of a page.
    #[must_use]
    pub fn of(id: &str, event: &Event, region: Option<RegionIndex>, body: &str) -> Self {
        Self {
            id: id.to_owned(),
            region,
            kind: event.kind.as_ref().map(|kind| kind.value),
            number: event.number.as_ref().map(|number| number.value),
            year: event.date.as_ref().and_then(|date| date.value.years().first().copied()),
            theme: event.theme.as_ref().map(|theme| fold(&theme.value)),
            sketch: sketch(body),
        }
    }

    /// The same traits under another id.
    #[must_use]
    pub fn with_id(self, id: String) -> Self {
        Self { id, ..self }
    }

    /// Why another event may be this one.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> Option<&'static str> {
        let near_years = match (self.year, other.year) {
            (Some(a), Some(b)) => a.abs_diff(b) <= 1,
            (Some(_) | None, _) => true,
        };
        let same_place = self.region.is_some() && self.region == other.region;
        if same_place
            && self.kind.is_some()
            && self.kind == other.kind
            && self.number.is_some()
            && self.number == other.number
            && near_years
        {
            return Some("number");
        }
        let theme = self.theme.as_ref().filter(|theme| !theme.is_empty());
        if theme.is_some()
            && theme == other.theme.as_ref()
            && near_years
            && (same_place || self.region.is_none() || other.region.is_none())
        {
            return Some("theme");
        }
        nearly_same(&self.sketch, &other.sketch).then_some("text")
    }
}

/// The traits of every event of an archive.
#[must_use]
pub fn of_archive(archive: &Archive) -> Vec<Traits> {
    archive
        .events
        .iter()
        .filter_map(|event| match &event.document().record {
            crate::document::Record::Event(record) => {
                Some(Traits::of(&event.id, record, event.region, event.document().body()))
            }
            crate::document::Record::Organisation(_)
            | crate::document::Record::Region(_)
            | crate::document::Record::Page(_) => None,
        })
        .collect()
}

/// The smallest fingerprints of all runs of words. Of two texts with many runs in common, many of the
/// smallest are common too, so that a few numbers stand for a text of any length.
fn sketch(text: &str) -> Vec<u64> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut smallest = BTreeSet::new();
    for run in words.windows(WORDS) {
        smallest.insert(fingerprint(run.join(" ").as_bytes()));
        if smallest.len() > SKETCH {
            smallest.pop_last();
        }
    }
    smallest.into_iter().collect()
}

fn nearly_same(a: &[u64], b: &[u64]) -> bool {
    if a.len() < SHORTEST || b.len() < SHORTEST {
        return false;
    }
    let union: BTreeSet<u64> = a.iter().chain(b).copied().collect();
    let smallest: Vec<u64> = union.into_iter().take(SKETCH).collect();
    let common =
        smallest.iter().filter(|hash| a.binary_search(hash).is_ok() && b.binary_search(hash).is_ok()).count();
    common * 100 >= smallest.len() * NEARLY_SAME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(number: Option<u32>, year: Option<i32>, theme: Option<&str>, text: &str) -> Traits {
        Traits {
            id: "x".to_owned(),
            region: crate::gazetteer::Gazetteer::built_in().index_of("turkistan"),
            kind: EventKind::from_id("civic-forum"),
            number,
            year,
            theme: theme.map(fold),
            sketch: sketch(text),
        }
    }

    #[test]
    fn a_number_a_theme_or_a_nearly_equal_text_make_one_event() {
        let long: String = (0..80).map(|number| format!("сөз{number} ")).collect();
        let changed = long.replace("сөз7 ", "басқа ");
        let other: String = (0..80).map(|number| format!("word{number} ")).collect();
        let cases = [
            (traits(Some(10), None, None, ""), traits(Some(10), Some(2021), None, ""), Some("number")),
            (traits(Some(10), Some(2021), None, ""), traits(Some(10), Some(2022), None, ""), Some("number")),
            (traits(Some(10), Some(2019), None, ""), traits(Some(10), Some(2021), None, ""), None),
            (traits(Some(10), None, None, ""), traits(Some(11), None, None, ""), None),
            (
                traits(None, None, Some("«Даму» жолы"), ""),
                traits(None, None, Some("даму ЖОЛЫ"), ""),
                Some("theme"),
            ),
            (traits(None, None, None, &long), traits(None, None, None, &changed), Some("text")),
            (traits(None, None, None, &long), traits(None, None, None, &other), None),
            (traits(None, None, None, "бір екі үш"), traits(None, None, None, "бір екі үш"), None),
        ];
        for (a, b, reason) in cases {
            assert_eq!(a.same_as(&b), reason, "{a:?}");
            assert_eq!(b.same_as(&a), reason, "it does not matter which came first");
        }
    }
}
