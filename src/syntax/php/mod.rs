//! The array that a PHP file returns, `<?php return ['key' => 'text'];`, with the place of every text.
//! Literal data only: what would have to be run is passed over, and nothing is ever run. A program that
//! returns no array holds nothing. Own scanner: the crates that read PHP read all of it, and are large.
//! Knows neither keys' meaning nor what a label is.

mod lexer;
mod reader;
pub mod string;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use crate::label::{Fault, Quoting};
use crate::syntax::written::Written;
use crate::text::place::Span;

pub use reader::read;

/// What stands in a file.
#[derive(Debug, Default)]
pub struct Document<'s> {
    /// The entries of the array.
    pub items: Vec<Item<'s>>,
    /// What could not be read; nothing of a file that returns no array.
    pub faults: Vec<Fault>,
    /// The comments.
    pub comments: Vec<Span>,
}

/// An entry of an array.
#[derive(Debug)]
pub struct Item<'s> {
    /// The key.
    pub key: Key<'s>,
    /// The value.
    pub value: Value<'s>,
}

/// A key: a text, a number, the name of a constant, or the place of an entry without one.
#[derive(Clone, Debug)]
pub struct Key<'s> {
    /// What it says.
    pub text: Cow<'s, str>,
    /// Where it stands; of an entry without one, where the entry does.
    pub span: Span,
    /// Whether it is written as a text.
    pub is_text: bool,
}

/// A value.
#[derive(Debug)]
pub enum Value<'s> {
    /// An array; a key may repeat.
    Array(Vec<Item<'s>>),
    /// A text that stands in the file.
    Text(Text<'s>),
    /// A number, a call, a text that holds variables.
    Other,
}

/// A text, perhaps joined of several.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    /// What it says, and where.
    pub written: Written<'s>,
    /// How all of its pieces are quoted: a heredoc is [`Quoting::Text`], a nowdoc [`Quoting::Bare`].
    pub quoting: Quoting,
}

impl Value<'_> {
    /// The keys that stood in the same array before, anywhere in this value.
    fn collect_repeated<'a>(&'a self, repeated: &mut Vec<&'a Key<'a>>) {
        if let Self::Array(items) = self {
            collect_repeated(items, repeated);
        }
    }
}

impl Document<'_> {
    /// The keys that stood in the same array before.
    pub fn repeated_keys(&self) -> Vec<&Key<'_>> {
        let mut repeated = Vec::new();
        collect_repeated(&self.items, &mut repeated);
        repeated
    }
}

fn collect_repeated<'a>(items: &'a [Item<'a>], repeated: &mut Vec<&'a Key<'a>>) {
    let mut seen = HashSet::with_capacity(items.len());
    for item in items {
        if !seen.insert(&*item.key.text) {
            repeated.push(&item.key);
        }
        item.value.collect_repeated(repeated);
    }
}
