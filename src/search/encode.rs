//! The binary form of the index's files: numbers, sets of events, sorted keys.
//!
//! A number is written in groups of seven bits, the lowest first, the highest bit of a byte saying that more
//! follow. A key is written as what it shares with the key before it. A set of events is written as the distances
//! between them in Rice's code, whose parameter follows from how many they are: close to the shortest that is
//! possible for events that lie about by chance, and never longer than a bit for each event of the archive.

use super::Field;

/// The events that a term occurs in, field by field.
pub(super) type Postings = Vec<(Field, Vec<u32>)>;

pub(super) fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 128 {
        out.push(u8::try_from(number & 127).unwrap_or(0) | 128);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

/// Writes a key behind the one before it. Both are shorter than 256 bytes.
pub(super) fn put_key(out: &mut Vec<u8>, before: &str, key: &str) {
    let shared = before.bytes().zip(key.bytes()).take_while(|(one, other)| one == other).count();
    put_number(out, shared);
    put_number(out, key.len() - shared);
    out.extend_from_slice(&key.as_bytes()[shared..]);
}

/// How many low bits of a distance are written as they are; what is above them is counted in ones.
fn low_bits(events: usize, count: usize) -> u32 {
    (events / count.max(1)).max(1).ilog2()
}

/// Writes the events of a term, of `events` in all.
pub(super) fn put_postings(out: &mut Vec<u8>, postings: &Postings, events: usize) {
    let mut block = Vec::new();
    for (field, numbers) in postings {
        block.push(*field as u8);
        put_number(&mut block, numbers.len());
        put_distances(&mut block, numbers, events);
    }
    put_number(out, block.len());
    out.extend_from_slice(&block);
}

fn put_distances(out: &mut Vec<u8>, numbers: &[u32], events: usize) {
    let low = low_bits(events, numbers.len());
    let (mut byte, mut filled) = (0_u8, 0);
    let mut put = |bit: u32| {
        byte |= u8::from(bit & 1 != 0) << filled;
        filled += 1;
        if filled == 8 {
            out.push(byte);
            (byte, filled) = (0, 0);
        }
    };
    let mut next = 0;
    for &number in numbers {
        let distance = number - next;
        (0..distance >> low).for_each(|_| put(1));
        put(0);
        (0..low).for_each(|bit| put(distance >> bit));
        next = number + 1;
    }
    if filled > 0 {
        out.push(byte);
    }
}

/// Reads what the functions above wrote. What is cut off reads as nothing.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub(super) fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0_usize, 0);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            number |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 || shift > 28 {
                break;
            }
        }
        number
    }

    /// Turns the key before into the next one.
    pub(super) fn key(&mut self, key: &mut Vec<u8>) {
        let shared = self.number();
        let rest = self.number();
        key.truncate(shared);
        key.extend_from_slice(self.take(rest));
    }

    /// The bytes that a number before them counts.
    pub(super) fn block(&mut self) -> &'a [u8] {
        let length = self.number();
        self.take(length)
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let end = self.at.saturating_add(length).min(self.bytes.len());
        let taken = &self.bytes[self.at.min(end)..end];
        self.at = end;
        taken
    }
}

/// Reads the events of a term.
pub(super) fn postings(block: &[u8], events: usize) -> Postings {
    let mut postings = Vec::new();
    let mut reader = Reader::new(block);
    while !reader.is_at_end() {
        let field = reader.take(1).first().copied().unwrap_or(0);
        let field = Field::ALL.get(usize::from(field)).copied().unwrap_or(Field::Body);
        let count = reader.number();
        postings.push((field, distances(&mut reader, count, events)));
    }
    postings
}

fn distances(reader: &mut Reader<'_>, count: usize, events: usize) -> Vec<u32> {
    let low = low_bits(events, count);
    let (mut byte, mut left) = (0_u8, 0);
    let mut bit = || {
        if left == 0 {
            (byte, left) = (reader.take(1).first().copied().unwrap_or(0), 8);
        }
        let bit = u32::from(byte & 1);
        byte >>= 1;
        left -= 1;
        bit
    };
    let mut numbers = Vec::new();
    let mut next = 0_u32;
    for _ in 0..count.min(events) {
        while bit() == 1 {
            next = next.saturating_add(1 << low);
        }
        for position in 0..low {
            next = next.saturating_add(bit() << position);
        }
        if next as usize >= events {
            break;
        }
        numbers.push(next);
        next += 1;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_and_keys_are_read_back(numbers in prop::collection::vec(0_usize..1 << 28, 0..20), keys in prop::collection::btree_set("[a-zқ ]{1,20}", 0..20)) {
            let mut bytes = Vec::new();
            let mut before = String::new();
            for number in &numbers {
                put_number(&mut bytes, *number);
            }
            for key in &keys {
                put_key(&mut bytes, &before, key);
                before.clone_from(key);
            }
            let mut reader = Reader::new(&bytes);
            for number in &numbers {
                prop_assert_eq!(reader.number(), *number);
            }
            let mut key = Vec::new();
            for expected in &keys {
                reader.key(&mut key);
                prop_assert_eq!(String::from_utf8_lossy(&key), expected.as_str());
            }
            prop_assert!(reader.is_at_end());
        }

        #[test]
        fn events_are_read_back(sets in prop::collection::vec(prop::collection::btree_set(0_u32..500, 1..400), 1..6)) {
            let written: Postings = Field::ALL.into_iter().zip(sets.into_iter().map(|set| set.into_iter().collect())).collect();
            let mut bytes = Vec::new();
            put_postings(&mut bytes, &written, 500);
            prop_assert_eq!(postings(Reader::new(&bytes).block(), 500), written);
        }

        #[test]
        fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = postings(&bytes, 100);
            let mut reader = Reader::new(&bytes);
            let mut key = Vec::new();
            while !reader.is_at_end() {
                reader.key(&mut key);
                let _ = reader.block();
            }
        }
    }
}
