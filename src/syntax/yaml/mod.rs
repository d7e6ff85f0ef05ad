//! YAML with the place of every text. A broken entry costs itself: where granit-parser stops, `recover`
//! finds the line to blame and reads on behind it. Knows no catalogue: what a key or a text means is
//! decided by the format.

mod block;
mod build;
mod complaint;
mod recover;
pub mod scalar;

use std::borrow::Cow;

use crate::label::{Fault, Quoting};
use crate::text::place::{Span, Spans};

/// What stands in a YAML file.
#[derive(Debug, Default)]
pub struct Stream<'s> {
    /// The value of each document.
    pub roots: Vec<Value<'s>>,
    /// What has an anchor, by the number that [`Value::Anchored`] and [`Value::Alias`] give.
    pub anchored: Vec<Value<'s>>,
    /// The comments, with their signs.
    pub comments: Vec<Span>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A value. Numbers, booleans and null are all the same to a reader of texts.
#[derive(Debug)]
pub enum Value<'s> {
    /// The members in the order of the file; a key may repeat.
    Mapping(Mapping<'s>),
    /// The elements.
    Sequence(Sequence<'s>),
    /// A text.
    Text(Text<'s>),
    /// Anything else.
    Other,
    /// What has an anchor stands here.
    Anchored(usize),
    /// What has an anchor is meant here; it may be a value around this one.
    Alias(usize, Span),
}

/// Keys and their values.
#[derive(Debug)]
pub struct Mapping<'s> {
    /// The members.
    pub members: Vec<Member<'s>>,
    place: Place,
}

/// Values one after the other.
#[derive(Debug)]
pub struct Sequence<'s> {
    /// The elements.
    pub elements: Vec<Element<'s>>,
    place: Place,
}

/// Where a collection stands, for a reader that goes on with it behind a fault.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: usize,
    /// One past its last value so far.
    end: usize,
    column: usize,
    /// Whether it is written in brackets.
    is_flow: bool,
}

/// A key and its value.
#[derive(Debug)]
pub struct Member<'s> {
    /// The key, as it is written: `yes` and `404` are texts.
    pub key: Key<'s>,
    /// The value.
    pub value: Value<'s>,
    /// The comments right above the key, from the first to the last.
    pub above: Option<Span>,
    /// The comment behind the key or the value on its line.
    pub beside: Option<Span>,
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub struct Key<'s> {
    /// What it says.
    pub text: Cow<'s, str>,
    /// Where it stands, with its quotes.
    pub span: Span,
    /// Whether it is the plain `<<` that takes in the members of other mappings.
    pub is_merge: bool,
}

/// A value of a sequence.
#[derive(Debug)]
pub struct Element<'s> {
    /// The value.
    pub value: Value<'s>,
    start: usize,
}

/// A text and its place.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    /// What it says.
    pub text: Cow<'s, str>,
    /// Where that stands; decoded one by one and joined, the text.
    pub spans: Spans,
    /// How it is written: [`Quoting::Bare`] is a plain scalar, [`Quoting::Text`] a block.
    pub quoting: Quoting,
}

impl<'s> Stream<'s> {
    /// What a value is, anchors and aliases followed.
    pub fn value<'a>(&'a self, value: &'a Value<'s>) -> &'a Value<'s> {
        match value {
            Value::Anchored(number) | Value::Alias(number, _) => {
                self.anchored.get(*number).unwrap_or(&Value::Other)
            }
            value => value,
        }
    }
}

impl<'s> Text<'s> {
    /// The text of spans.
    fn new(source: &'s str, spans: Spans, quoting: Quoting) -> Self {
        let text = match spans.first() == spans.hull() {
            true => scalar::decode(spans.first().slice(source), quoting),
            false => scalar::joined(source, spans.iter(), quoting).into(),
        };
        Self { text, spans, quoting }
    }
}

/// Reads a file. Never fails: what could not be read is a fault.
pub fn parse(source: &str) -> Stream<'_> {
    recover::read(source)
}
