//! What is wrong with a glossary or a configuration, at its place. Collected, so that one run tells
//! them all; a run with a mistake that is an error does not go on.

use std::sync::Arc;

use crate::text::place::Span;
use crate::text::source::Source;

/// A place in a file of the glossary.
#[derive(Clone, Debug)]
pub struct At {
    /// The file.
    pub file: Arc<Source>,
    /// The bytes in it.
    pub span: Span,
}

impl At {
    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.file.position(self.span.start).line
    }
}

impl PartialEq for At {
    fn eq(&self, other: &Self) -> bool {
        (&self.file.path, self.span) == (&other.file.path, other.span)
    }
}

impl Eq for At {}

/// Something wrong, what to do about it, and where.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Where.
    pub at: At,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the run can go on all the same.
    pub is_warning: bool,
}

/// Mistakes in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    /// An error: the run cannot go on.
    pub fn error(&mut self, at: At, message: impl Into<String>, help: Option<String>) {
        self.0.push(Mistake { at, message: message.into(), help, is_warning: false });
    }

    /// A warning: the run goes on.
    pub fn warning(&mut self, at: At, message: impl Into<String>, help: Option<String>) {
        self.0.push(Mistake { at, message: message.into(), help, is_warning: true });
    }

    /// The mistakes by file and place, as a person goes through them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| (&a.at.file.path, a.at.span).cmp(&(&b.at.file.path, b.at.span)));
        self
    }

    /// Whether one of them is an error.
    pub fn has_error(&self) -> bool {
        self.0.iter().any(|mistake| !mistake.is_warning)
    }
}
