//! Bytes that pretend to be of the format `yaml`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| canonym_fuzz::check("yaml", bytes));
