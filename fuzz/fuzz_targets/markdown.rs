#![no_main]
//! See `ssg_fuzz::markdown`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::markdown(bytes));
