//! The tests of what canonym does as a whole: one binary, one module a subject.

mod cases;
mod formats;
mod golden;
mod laws;
