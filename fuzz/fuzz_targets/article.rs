#![no_main]
//! See `ssg_fuzz::article`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::article(bytes));
