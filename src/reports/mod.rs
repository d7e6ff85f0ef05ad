//! Shelf 3: the styles. One file a style; [`ALL`] is the list. A style turns a report into text and
//! opens no file.

pub mod concise;
mod excerpt;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
mod page;
pub mod rdjson;
pub mod sarif;
mod words;

use std::io;

pub use excerpt::Excerpt;
pub use page::{Host, Page, counted, guarded, width};

use crate::quote::Quotes;
use crate::report::Report;

/// One way to write a report.
pub struct Style {
    /// The name on the command line: `full`.
    pub id: &'static str,
    /// The manual page; its first line is the title.
    pub docs: &'static str,
    /// What its paths are relative to.
    pub paths: Paths,
    /// Whether notes are hidden on standard output unless asked for: where a person reads it there.
    pub hides_notes: bool,
    /// Whether it shows what may stay.
    pub shows_accepted: bool,
    /// Writes a report.
    pub write: fn(&Report, &Quotes, &Page, &mut dyn io::Write) -> io::Result<()>,
}

/// What the paths of a report are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paths {
    /// The working directory, where the file lies below it: a person clicks on them.
    Here,
    /// The folder of the outermost canonym.toml: the same from wherever a run is started.
    Project,
    /// The repository: what a code host knows files by.
    Repository,
}

/// Every style, in the order of the manual.
pub static ALL: &[&Style] = &[
    &full::STYLE,
    &concise::STYLE,
    &json::STYLE,
    &sarif::STYLE,
    &github::STYLE,
    &gitlab::STYLE,
    &junit::STYLE,
    &rdjson::STYLE,
    &markdown::STYLE,
];
