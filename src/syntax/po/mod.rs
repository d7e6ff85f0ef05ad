//! Catalogues of gettext: entries with the place of every quoted text. A broken entry costs itself.
//! Knows neither plurals nor locales, nor what a label is.

mod reader;
mod string;

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::label::Fault;
use crate::text::place::{Span, Spans};

pub use reader::read;
use string::find;
pub use string::{decode, encode};

/// No language has as many plural forms, and each of them repeats what its entry says.
pub const MOST_FORMS: usize = 10;

/// What stands in a catalogue.
#[derive(Debug, Default)]
pub struct File {
    /// The entries in the order of the file, the header and broken ones among them.
    pub entries: Vec<Entry>,
    /// The comments behind the last entry.
    pub trailing: Vec<Comment>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// An entry. One that is not broken has an id and at least one form.
#[derive(Debug)]
pub struct Entry {
    /// The lines that begin with `#`, in order; most stand before the entry.
    pub comments: Vec<Comment>,
    /// `msgctxt`.
    pub context: Option<Field>,
    /// `msgid`.
    pub id: Option<Field>,
    /// `msgid_plural`.
    pub plural: Option<Field>,
    /// `msgstr`, or one of each `msgstr[n]`.
    pub forms: SmallVec<[Form; 1]>,
    /// Whether it is kept behind `#~` only.
    pub is_obsolete: bool,
    /// Whether a fault stands in it.
    pub is_broken: bool,
    /// From the first keyword to the end of the last text.
    pub span: Span,
}

/// A translation.
#[derive(Clone, Debug)]
pub struct Form {
    /// The `n` of `msgstr[n]`.
    pub index: Option<u32>,
    /// What it says.
    pub text: Field,
}

/// The texts behind a keyword, without their quotes: together they are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field(pub SmallVec<[Span; 1]>);

/// One line that begins with `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it.
    pub kind: Kind,
    /// What it says, without its sign and the blanks around it.
    pub span: Span,
}

/// Who wrote a comment, by its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `# `: a translator.
    Translator,
    /// `#.`: the programmer, in the program's source.
    Extracted,
    /// `#:`: where the text stands in the program.
    Reference,
    /// `#,` and `#=`: `fuzzy`, `c-format`.
    Flags,
    /// `#|` and `#~|`: what the entry said before.
    Previous,
}

impl Entry {
    /// Whether a flag says that a person must look at the translation first.
    pub fn is_fuzzy(&self, text: &str) -> bool {
        let flags = self.comments.iter().filter(|comment| comment.kind == Kind::Flags);
        let mut flags = flags.flat_map(|comment| comment.span.slice(text).split(','));
        flags.any(|flag| flag.trim() == "fuzzy")
    }
}

impl Field {
    /// The text, with escapes undone.
    pub fn text<'s>(&self, text: &'s str) -> Cow<'s, str> {
        let mut pieces = self.0.iter().filter(|span| !span.is_empty());
        match (pieces.next(), pieces.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => decode(only.slice(text)),
            _ => Cow::Owned(self.0.iter().map(|span| decode(span.slice(text))).collect()),
        }
    }

    /// Where it stands; `None` if it is empty.
    pub fn spans(&self) -> Option<Spans> {
        Spans::several(self.0.iter().copied())
    }

    /// What stands before and after the first `sign`, a character or an escape as it is written.
    pub fn split(&self, text: &str, sign: &str) -> Option<(Self, Self)> {
        for (index, span) in self.0.iter().enumerate() {
            let (start, end) = (span.start as usize, span.end as usize);
            let Some(at) = find(span.slice(text), sign).map(|at| start + at) else { continue };
            let before = self.0[..index].iter().copied().chain([Span::new(start, at)]);
            let rest = [Span::new(at + sign.len(), end)];
            let after = rest.into_iter().chain(self.0[index + 1..].iter().copied());
            return Some((Self(before.collect()), Self(after.collect())));
        }
        None
    }

    /// What stands behind `start`, if the text begins so.
    pub fn strip_prefix(&self, text: &str, start: &str) -> Option<Self> {
        let first = self.0.iter().position(|span| !span.is_empty())?;
        let mut rest: SmallVec<[Span; 1]> = self.0[first..].into();
        rest[0].slice(text).strip_prefix(start)?;
        rest[0].start += start.len() as u32;
        Some(Self(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting_counts_escapes() {
        let text = r#"msgid "a\\n|" "b\nc""#;
        let id = read(text).entries.remove(0).id.unwrap();
        let (before, after) = id.split(text, r"\n").unwrap();
        assert_eq!((&*before.text(text), &*after.text(text)), (r"a\n|b", "c"));
        let (before, after) = id.split(text, "|").unwrap();
        assert_eq!((&*before.text(text), &*after.text(text)), (r"a\n", "b\nc"));
        assert_eq!(id.split(text, "x"), None);
    }
}
