//! Apple's `.strings`: entries of an old-style property list, with the place of every key, text and
//! comment. A broken entry costs itself. Knows neither locales nor what a label is.

mod line;
mod reader;
mod string;

use std::borrow::Cow;
use std::ops::Range;

use crate::label::{Fault, Quoting};
use crate::text::place::Span;

pub use reader::read;
pub use string::{decode, encode, is_bare};

/// What stands in a file.
#[derive(Debug, Default)]
pub struct File {
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
    /// All comments in the order of the file.
    pub comments: Vec<Comment>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// `"key" = "value";`
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The text; `None` where the key says it: `"key";`.
    pub value: Option<Text>,
    /// The numbers of the comments right above the entry and in it.
    pub comments: Range<usize>,
    /// From the key to the semicolon.
    pub span: Span,
}

/// A key or a text.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Where it stands, without quotes.
    pub span: Span,
    /// The quotes.
    pub quoting: Quoting,
}

/// `/* ... */` or `// ...`.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// What it says, without its signs and the blanks around it.
    pub said: Span,
}

impl Text {
    /// What it says, with escapes undone.
    pub fn text(self, source: &str) -> Cow<'_, str> {
        decode(self.span.slice(source))
    }
}
