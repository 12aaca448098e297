//! A text that shares its memory with others.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text that cannot be changed; a copy of it is the same memory, in which other texts may stand as well.
#[derive(Clone)]
pub struct SharedText {
    memory: Arc<String>,
    start: u32,
    end: u32,
}

impl SharedText {
    /// A part of some memory, which is shared with it.
    ///
    /// # Panics
    /// Where the range is not one of the memory's, or is beyond 4 GiB.
    pub(super) fn of(memory: &Arc<String>, range: Range<usize>) -> Self {
        let at = |place: usize| u32::try_from(place).expect("texts are at most LARGEST_TEXT long");
        assert!(memory.get(range.clone()).is_some(), "a part of a text begins and ends between its letters");
        Self { memory: Arc::clone(memory), start: at(range.start), end: at(range.end) }
    }

    /// Whether this is a copy of the other, and not only equal to it: that is seen without reading either.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.memory, &other.memory) && (self.start, self.end) == (other.start, other.end)
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.memory[self.start as usize..self.end as usize]
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        let length = text.len();
        Self::of(&Arc::new(text), 0..length)
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || **self == **other
    }
}

impl Eq for SharedText {}

impl fmt::Debug for SharedText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}
