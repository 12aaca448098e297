//! What the script knows of every event before it has asked for a card: region, kind and languages, packed into
//! bits, and the years.

use crate::archive::{Archive, EventIndex};
use crate::vocabulary::EventKind;

/// Region, kind and languages of every event, as numbers.
pub(super) struct Columns {
    values: Vec<[u32; 3]>,
    /// How many bits each takes.
    pub(super) bits: [u32; 3],
}

impl Columns {
    pub(super) fn new(archive: &Archive, listed: &[EventIndex]) -> Self {
        let site = &archive.config.languages;
        let values: Vec<[u32; 3]> = listed
            .iter()
            .map(|index| {
                let event = &archive.events[index.get()];
                let position = |position: Option<usize>| position.map_or(0, |at| at as u32 + 1);
                let languages = event.texts.iter().filter(|(_, text)| text.is_some());
                let mask = languages.map(|(language, _)| 1_u32 << language as u32).sum();
                debug_assert!(!site.is_empty(), "a site has a language");
                [
                    position(event.region.map(crate::gazetteer::RegionIndex::get)),
                    position(event.kind.map(EventKind::position)),
                    mask,
                ]
            })
            .collect();
        let bits = [0, 1, 2].map(|column| {
            let widest = values.iter().map(|value: &[u32; 3]| value[column]).max().unwrap_or(0);
            u32::BITS - widest.leading_zeros()
        });
        Self { values, bits }
    }

    /// One event behind the other, the lowest bits first.
    pub(super) fn pack(&self) -> Vec<u8> {
        let width: u32 = self.bits.iter().sum();
        let mut packed = vec![0_u8; (self.values.len() * width as usize).div_ceil(8)];
        let mut at = 0_usize;
        for value in &self.values {
            for (number, &bits) in value.iter().zip(&self.bits) {
                for bit in 0..bits {
                    if number >> bit & 1 == 1 {
                        packed[at / 8] |= 1 << (at % 8);
                    }
                    at += 1;
                }
            }
        }
        packed
    }
}

fn years_of(archive: &Archive, index: EventIndex) -> (i32, i32) {
    let years = archive.events[index.get()].date.as_ref().map(crate::date::Date::years).unwrap_or_default();
    (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0))
}

/// The years in which events begin, each with how many of them follow one another.
pub(super) fn years(archive: &Archive, listed: &[EventIndex]) -> Vec<(i32, usize)> {
    let mut runs: Vec<(i32, usize)> = Vec::new();
    for &index in listed {
        let (year, _) = years_of(archive, index);
        match runs.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => runs.push((year, 1)),
        }
    }
    runs
}

/// The events that last into another year, with that year.
pub(super) fn spans(archive: &Archive, listed: &[EventIndex]) -> Vec<(usize, i32)> {
    let last = listed.iter().map(|&index| years_of(archive, index)).enumerate();
    last.filter(|(_, (first, last))| first != last).map(|(number, (_, last))| (number, last)).collect()
}
