//! Bytes that pretend to be of the format `script`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| canonym_fuzz::check("script", bytes));
