//! What the targets of `fuzz/` state, for their seeds and for inputs that are made of these.
//!
//! So the targets are compiled with every test and what they once found stays found. `FUZZ_INPUTS` says how
//! many inputs each target gets; to search in earnest there is `scripts/test --fuzz`.

#![allow(clippy::disallowed_methods, reason = "the test reads its seeds and how many inputs are wanted")]

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a library of its own")]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// How many inputs a target gets unless more are wanted.
const INPUTS: usize = 150;

/// What texts of this kind are made of, and what has broken readers before.
const PARTS: [&str; 40] = [
    "+++\n",
    "---\n",
    "\"",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0000",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "&",
    "&#",
    ";",
    "/",
    "//",
    "..",
    "?",
    "~",
    "X",
    "2021",
    "-11-22",
    "\r",
    "\n\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{301}",
    "\u{202e}",
    "«",
    "»",
    "қ",
    "Ё",
    "<script>",
    "javascript:",
    "](",
    "[[sources]]\n",
    "= ",
];

/// A small generator of numbers: the same inputs in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % limit.max(1)
    }
}

/// Changes a text a little, in one of several ways; the result may be no text.
fn change(numbers: &mut Numbers, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = numbers.below(bytes.len() + 1);
    let end = (at + numbers.below(30)).min(bytes.len());
    match numbers.below(7) {
        0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let part = bytes[at..end].to_vec();
            let times = 1 + numbers.below(40);
            bytes.splice(at..at, part.repeat(times));
        }
        3 => {
            let other = &seeds[numbers.below(seeds.len())];
            let from = numbers.below(other.len() + 1);
            let to = (from + numbers.below(60)).min(other.len());
            bytes.splice(at..end, other[from..to].iter().copied());
        }
        _ => {
            let part = PARTS[numbers.below(PARTS.len())];
            bytes.splice(at..at, part.bytes());
        }
    }
    bytes.truncate(20_000);
}

fn hold(target: &str, state: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a seed")).collect();
    let wanted = std::env::var("FUZZ_INPUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(INPUTS);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut inputs = seeds.clone();
    for input in 0..wanted {
        if input >= inputs.len() {
            let mut bytes = inputs[numbers.below(inputs.len())].clone();
            (0..=numbers.below(4)).for_each(|_| change(&mut numbers, &mut bytes, &seeds));
            // What comes of a change is changed further, but the seeds come back again and again.
            if inputs.len() < wanted / 2 {
                inputs.push(bytes.clone());
            }
            assert_holds(target, state, &bytes);
        } else {
            assert_holds(target, state, &inputs[input]);
        }
    }
}

fn assert_holds(target: &str, state: fn(&[u8]), bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| state(bytes))).is_err() {
        let folder = std::env::temp_dir().join(format!("ssg-fuzz-{target}"));
        fs::write(&folder, bytes).expect("a place for the input");
        panic!("{target} does not hold for the input in {}", folder.display());
    }
}

#[test]
fn front_matter() {
    hold("front_matter", targets::front_matter);
}

#[test]
fn date() {
    hold("date", targets::date);
}

#[test]
fn markdown() {
    hold("markdown", targets::markdown);
}

#[test]
fn article() {
    hold("article", targets::article);
}

#[test]
fn evidence() {
    hold("evidence", targets::evidence);
}

#[test]
fn spreadsheet() {
    hold("spreadsheet", targets::spreadsheet);
}
