#![no_main]
//! See `ssg_fuzz::front_matter`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ssg_fuzz::front_matter(bytes));
