#![no_main]
//! See `ssg_fuzz::date`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::date(bytes));
