#![no_main]
//! See `ssg_fuzz::evidence`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::evidence(bytes));
