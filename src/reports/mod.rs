//! Shelf 3: the styles. One file a style; [`ALL`] is the list. A style turns a report into text and
//! opens no file.

pub mod concise;
mod excerpt;
pub mod full;
pub mod json;
mod page;

use std::io;

pub use excerpt::Excerpt;
pub use page::{Page, counted, guarded, width};

use crate::quote::Quotes;
use crate::report::Report;

/// One way to write a report.
pub struct Style {
    /// The name on the command line: `full`.
    pub id: &'static str,
    /// The manual page; its first line is the title.
    pub docs: &'static str,
    /// Whether a person reads it: then notes are hidden unless asked for, and paths are relative to
    /// the working directory.
    pub is_for_people: bool,
    /// Writes a report.
    pub write: fn(&Report, &Quotes, &Page, &mut dyn io::Write) -> io::Result<()>,
}

/// Every style, in the order of the manual.
pub static ALL: &[&Style] = &[&full::STYLE, &concise::STYLE, &json::STYLE];
