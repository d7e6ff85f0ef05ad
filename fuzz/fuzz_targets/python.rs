//! Bytes that pretend to be of the format `python`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| canonym_fuzz::check("python", bytes));
