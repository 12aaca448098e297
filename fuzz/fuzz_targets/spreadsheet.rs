#![no_main]
//! See `ssg_fuzz::spreadsheet`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::spreadsheet(bytes));
