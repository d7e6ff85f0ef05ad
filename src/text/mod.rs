//! Text and the places in it, names and how alike they are. Knows nothing of files' formats, of the
//! glossary or of findings: everything here is a function of strings.

mod agreement;
pub mod charset;
pub mod difference;
pub mod fold;
pub mod likeness;
pub mod locale;
pub mod name;
pub mod path;
pub mod place;
pub mod source;
pub mod withdrawn;
