//! What a format reads from a source: labels with their keys and places, and the faults it met.
//! Knows no glossary and no file system; formats make these, everything later reads them.

mod element;
mod scope;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

pub use element::Element;
pub use scope::{Around, Footing, Reference, Scope};

/// Stands between the segments of a [`Key`]: no key of a product holds it.
pub const SEPARATOR: char = '\u{1F}';

/// The key path of an entry, a list of segments: `stats.bar.sent` has three.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Box<str>);

impl Key {
    /// A key from its segments, taken as they are.
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut segments = segments.into_iter();
        let mut joined = segments.next().unwrap_or("").to_owned();
        for segment in segments {
            joined.push(SEPARATOR);
            joined.push_str(segment);
        }
        Self(joined.into())
    }

    /// A key whose dots split it, as in JSON and YAML, where flat and nested keys are equal.
    pub fn from_dotted(text: &str) -> Self {
        let mut segments = text.split('.');
        let first = segments.next().unwrap_or("");
        if first.len() == text.len() {
            return Self(text.into());
        }
        let mut joined = String::with_capacity(text.len());
        joined.push_str(first);
        for segment in segments {
            joined.push(SEPARATOR);
            joined.push_str(segment);
        }
        Self(joined.into())
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
    /// Where the source text of its entry stands.
    pub side: Side<'s>,
    /// The state that an annotation names: `proposal.active` of `data-state="proposal.active"`, or of
    /// the comment `canonym: state=proposal.active`.
    pub annotation: Option<Cow<'s, str>>,
    /// The context that the file gives beside the text (`msgctxt`).
    pub context: Option<Shared<'s>>,
    /// What the file says about the label to translators.
    pub description: Option<Shared<'s>>,
    /// What the file says that it sits on.
    pub element: Option<Element>,
    /// What the program says around it, from the innermost outward.
    pub scopes: Vec<Scope>,
    /// The element that it names, by a number of its file: one element has a text and perhaps an
    /// accessible name. `None` where nothing else names that element.
    pub owner: Option<u32>,
}

impl<'s> Label<'s> {
    /// A label of which only the text is known yet: without a key, the only one of its entry here.
    pub fn new(text: Cow<'s, str>, spans: Spans, quoting: Quoting) -> Self {
        Self {
            key: None,
            branch: None,
            text,
            spans,
            quoting,
            locale: None,
            side: Side::Only,
            annotation: None,
            context: None,
            description: None,
            element: None,
            scopes: Vec::new(),
            owner: None,
        }
    }

    /// What people see it on, as the file says, else as its key does.
    pub fn sits_on(&self) -> Option<Element> {
        self.element.or_else(|| Element::of_key(self.key.as_ref()?))
    }

    /// What tells its entry apart from the others of its catalogue; `None` for a label that is an
    /// entry by itself.
    pub fn entry(&self) -> Option<EntryId> {
        let (key, text) = self.entry_parts();
        (key.is_some() || text.is_some())
            .then(|| EntryId { key: key.cloned(), text: text.map(Into::into) })
    }

    /// The key and the source text that [`Label::entry`] is made of.
    pub fn entry_parts(&self) -> (Option<&Key>, Option<&str>) {
        let text = match &self.side {
            Side::Only | Side::Keyed(_) => None,
            Side::Source { entry } | Side::Target { entry, .. } => Some(&**entry),
        };
        (self.key.as_ref(), text)
    }
}

/// A text that the labels of one entry share: made once, however many branches it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared<'s> {
    /// As it stands in the file.
    Borrowed(&'s str),
    /// Put together from it.
    Made(Arc<str>),
}

impl<'s> From<Cow<'s, str>> for Shared<'s> {
    fn from(text: Cow<'s, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Borrowed(text),
            Cow::Owned(text) => Self::Made(text.into()),
        }
    }
}

impl Deref for Shared<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Made(text) => text,
        }
    }
}

/// Where the source text of a label's entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side<'s> {
    /// In another file, under the same key; or here, where this is the file of the source locale.
    Only,
    /// In the key, which is this source text: `{ "Paused": "Angehalten" }`, or in what a tool wrote
    /// about the entry. A file of the source locale may say it again, or in other words.
    Keyed(Cow<'s, str>),
    /// Here: the label is the source text, in a file that holds a translation beside it. Other files
    /// of the catalogue repeat it.
    Source {
        /// The source text that tells the entry apart (of a plural: the singular).
        entry: Cow<'s, str>,
    },
    /// Beside the label, which is a translation.
    Target {
        /// The source text that tells the entry apart (of a plural: the singular).
        entry: Cow<'s, str>,
        /// The source text of this branch.
        source: Cow<'s, str>,
    },
}

/// What tells an entry apart from the others of its catalogue: its key; in a catalogue that is keyed by
/// source texts the text, and the context as the key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The key path.
    pub key: Option<Key>,
    /// The source text, where that is the key.
    pub text: Option<Box<str>>,
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
    /// A CDATA section of XML.
    Section,
    /// A string of a program between double quotes, where an attribute may stand beside it.
    ScriptDouble,
    /// A string of a program between single quotes.
    ScriptSingle,
    /// A template of a program, between back quotes.
    Template,
    /// A string of a program in the tag of a template, without its quotes.
    Literal,
}

/// All that a format reads from a source. Always returned, however broken the source.
#[derive(Clone, Debug, Default)]
pub struct Contents<'s> {
    /// The labels, in the order of the file.
    pub labels: Vec<Label<'s>>,
    /// The places that show entries of catalogues, in the order of the file.
    pub references: Vec<Reference>,
    /// The comments and descriptions that speak to canonym.
    pub comments: Vec<Comment<'s>>,
    /// The permissions that the comments give.
    pub waivers: Vec<Waiver>,
    /// The states that comments name, each with the place of the comment.
    pub named: Vec<(Box<str>, Span)>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// What is odd about the file though all of it was read: entries that stand twice.
    pub remarks: Vec<Fault>,
    /// What comments that mean canonym say wrong.
    pub misspelt: Vec<Fault>,
}

/// A comment or a description that holds [`MENTION`].
#[derive(Clone, Debug)]
pub struct Comment<'s> {
    /// What it says, without the signs of a comment.
    pub text: Cow<'s, str>,
    /// Where it stands.
    pub span: Span,
    /// What it speaks of.
    pub about: About,
}

/// What a comment that speaks to canonym holds.
pub const MENTION: &str = "canonym:";

/// What a comment speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The next entry, or the one that it stands behind on its line; in a file without keys what stands
    /// on its line or, if nothing does, on the next line that holds a label.
    Next,
    /// The entry in this span.
    Entry(Span),
    /// An entry, and of waivers its translations only.
    Translations {
        /// The entry.
        entry: Span,
        /// Its translations.
        span: Span,
    },
}

/// A permission that a comment gives: `canonym: waive split-name, the legal text keeps it`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Where the comment stands.
    pub span: Span,
    /// The checks that may say nothing.
    pub checks: Vec<String>,
    /// Why.
    pub reason: String,
    /// The bytes of the file in which they may say nothing.
    pub covers: Span,
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
