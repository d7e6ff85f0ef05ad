//! What a format reads from a source: labels with their keys and places, and the faults it met.
//! Knows no glossary and no file system; formats make these, everything later reads them.

use std::borrow::Cow;
use std::fmt;

use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// Stands between the segments of a [`Key`]: no key of a product holds it.
pub const SEPARATOR: char = '\u{1F}';

/// The key path of an entry, a list of segments: `stats.bar.sent` has three.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Box<str>);

impl Key {
    /// A key from its segments, taken as they are.
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = &'a str>) -> Self {
        let segments: Vec<_> = segments.into_iter().collect();
        Self(segments.join(&SEPARATOR.to_string()).into())
    }

    /// A key whose dots split it, as in JSON and YAML, where flat and nested keys are equal.
    pub fn from_dotted(text: &str) -> Self {
        Self(text.replace('.', &SEPARATOR.to_string()).into())
    }

    /// The segments joined by [`SEPARATOR`]: what patterns are matched against.
    pub fn joined(&self) -> &str {
        &self.0
    }

    /// The segments.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split(SEPARATOR)
    }
}

/// The segments joined by dots: how people write a key path.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace(SEPARATOR, "."))
    }
}

/// An entry's text in one locale at one place. A plural, select or gender branch is a label of its
/// own with the entry's key.
#[derive(Clone, Debug)]
pub struct Label<'s> {
    /// The key path; `None` for a label that stands in a template itself.
    pub key: Option<Key>,
    /// Which branch of the entry this is: `one`, `other`, `male/one`; `None` if it has none.
    pub branch: Option<Box<str>>,
    /// The text, escapes of the file format undone; placeholders and markup stand as they are.
    pub text: Cow<'s, str>,
    /// Where the text stands. Decoding these spans one by one and joining them gives the text.
    pub spans: Spans,
    /// How the text is quoted there.
    pub quoting: Quoting,
    /// The locale, where the file's content names one.
    pub locale: Option<Locale>,
    /// The state an annotation names (`data-state="proposal.active"`).
    pub annotation: Option<Annotation<'s>>,
    /// What the file says about the label to translators.
    pub description: Option<Cow<'s, str>>,
}

/// A value that may name a state, and its place.
#[derive(Clone, Debug)]
pub struct Annotation<'s> {
    /// The value as written: `proposal.active`.
    pub value: Cow<'s, str>,
    /// Where it stands.
    pub span: Span,
}

/// How a label's text is quoted in its file; each format says which it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quoting {
    /// Running text: a Fluent pattern, an HTML text node.
    Text,
    /// Between double quotes.
    Double,
    /// Between single quotes.
    Single,
    /// A value without quotes: an HTML attribute.
    Bare,
}

/// All that a format reads from a source. Always returned, however broken the source.
#[derive(Clone, Debug, Default)]
pub struct Contents<'s> {
    /// The labels, in the order of the file.
    pub labels: Vec<Label<'s>>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A place that could not be read; the rest of the file was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where; `None` if the whole file is meant.
    pub span: Option<Span>,
    /// What is wrong, in words for the person who wrote the file.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Why a text cannot be written where a label stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub String);
