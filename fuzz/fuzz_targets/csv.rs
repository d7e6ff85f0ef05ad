//! Bytes that pretend to be of the format `csv`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| canonym_fuzz::check("csv", bytes));
