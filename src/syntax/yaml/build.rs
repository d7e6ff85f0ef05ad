//! From the parser's events to values. Keeps what is open, so that a reader can go on with it behind a
//! fault; knows nothing of what went wrong.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Placement, ScalarStyle, StructureStyle, Tag};

use super::{Element, Key, Mapping, Member, Place, Sequence, Stream, Text, Value};
use super::{block, scalar};
use crate::label::{Fault, Quoting};
use crate::text::place::{Span, Spans};

/// Puts values together.
pub(super) struct Builder<'s> {
    pub(super) source: &'s str,
    pub(super) stream: Stream<'s>,
    /// The collections around this place.
    pub(super) open: Vec<Open<'s>>,
    /// The value of the document that is being read, once it is closed.
    pub(super) root: Option<Value<'s>>,
    /// What the next value is to what is open.
    pub(super) next: Next,
    /// One past the last thing that was read.
    pub(super) done: usize,
    /// The last scalar.
    pub(super) last: Option<Span>,
    /// Where a text begins that took in entries: its closing quotation mark is missing.
    pub(super) swallowed: Option<usize>,
    /// Where the slice begins whose events are read.
    base: usize,
    /// The anchors of this document by name.
    names: HashMap<String, usize>,
    /// The number of the anchor whose name comes next.
    unnamed: Option<usize>,
    /// The comments that stand on lines of their own since the last value, and the line of the last.
    above: Option<(Span, usize)>,
    /// The line of the last value.
    line: usize,
}

/// What the first value of a slice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The value of a new document.
    Root,
    /// More of the innermost open collection.
    More,
    /// The value that is due.
    Due,
}

/// A collection that is being read.
pub(super) struct Open<'s> {
    pub(super) place: Place,
    pub(super) body: Body<'s>,
    /// The number of its anchor.
    anchor: Option<usize>,
}

pub(super) enum Body<'s> {
    Mapping {
        members: Vec<Member<'s>>,
        /// The key that has no value yet.
        key: Option<Slot<'s>>,
    },
    Sequence(Vec<Element<'s>>),
}

/// A key that has no value yet.
pub(super) struct Slot<'s> {
    /// `None` where a collection is the key.
    key: Option<Key<'s>>,
    pub(super) span: Span,
    above: Option<Span>,
    beside: Option<Span>,
}

/// What an event says of a scalar.
struct Scalar<'e, 'i> {
    text: &'e str,
    style: ScalarStyle,
    anchor: usize,
    tag: Option<&'e Tag>,
    span: &'i granit_parser::Span,
}

impl<'s> Open<'s> {
    pub(super) fn is_sequence(&self) -> bool {
        matches!(self.body, Body::Sequence(_))
    }

    /// The key that has no value yet.
    pub(super) fn slot(&self) -> Option<Span> {
        match &self.body {
            Body::Mapping { key, .. } => key.as_ref().map(|slot| slot.span),
            Body::Sequence(_) => None,
        }
    }

    /// Makes a key wait for its value.
    fn await_value(&mut self, slot: Slot<'s>) {
        if let Body::Mapping { key, .. } = &mut self.body {
            *key = Some(slot);
        }
    }
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            stream: Stream::default(),
            open: Vec::new(),
            root: None,
            next: Next::Root,
            done: 0,
            last: None,
            swallowed: None,
            base: 0,
            names: HashMap::new(),
            unnamed: None,
            above: None,
            line: 0,
        }
    }

    /// Begins to read a slice of the file.
    pub(super) fn begin(&mut self, base: usize) {
        self.base = base;
        self.done = base;
        self.last = None;
        self.above = None;
        self.line = 0;
    }

    /// Reads an event.
    pub(super) fn event(&mut self, event: &Event<'_>, span: &granit_parser::Span) {
        let bytes = span.byte_range().unwrap_or_default();
        let (start, end) = (self.base + bytes.start, self.base + bytes.end);
        match event {
            Event::DocumentStart(is_marked, _) if *is_marked || self.next == Next::Root => {
                self.end_document();
                self.next = Next::Due;
            }
            Event::DocumentEnd if self.source[start..].starts_with("...") => {
                self.next = Next::Root;
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref();
                self.scalar(&Scalar { text, style: *style, anchor: *anchor, tag, span });
            }
            Event::MappingStart(style, anchor, _) => {
                let body = Body::Mapping { members: Vec::new(), key: None };
                self.open(body, *style, *anchor, start, span.start.col());
            }
            Event::SequenceStart(style, anchor, _) => {
                let column = self.column_of_sequence(start, span.start.col());
                self.open(Body::Sequence(Vec::new()), *style, *anchor, start, column);
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(Span::new(start, end)),
            Event::Anchor(_, name) => {
                let number = self.unnamed.take();
                self.names.extend(number.map(|number| (name.to_string(), number)));
            }
            Event::Comment(_, placement) => {
                self.comment(Span::new(start, end), *placement, span.start.line());
            }
            _ => {}
        }
        self.done = self.done.max(end);
        if event.is_node() {
            self.line = span.end.line();
        }
    }

    /// Where what was not read yet begins, no further than `end`: behind blanks, comments and the signs of
    /// keys and elements.
    pub(super) fn token(&self, text: &str, end: usize) -> usize {
        let mut at = self.done.min(end);
        loop {
            let rest = &text[at..end];
            let rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ':', '-', '?']);
            at = end - rest.len();
            if !rest.starts_with('#') {
                return at;
            }
            at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// Ends all that is open.
    pub(super) fn end_document(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
        self.stream.roots.extend(self.root.take());
        self.names.clear();
        self.next = Next::Root;
    }

    /// Opens again what was closed and could go on here: the last values of the last values.
    pub(super) fn reopen(&mut self) {
        self.next = Next::Due;
        if self.open.is_empty() {
            self.root = self.root.take().and_then(|root| self.reopen_value(root));
        }
        while let Some((value, start)) = self.last_value() {
            let end = self.open.last().map_or(start, |open| open.place.end);
            if let Some(value) = self.reopen_value(value) {
                self.accept(value, start, end);
                return;
            }
        }
    }

    /// Takes out the last value of what is innermost; its key then waits for one.
    fn last_value(&mut self) -> Option<(Value<'s>, usize)> {
        match &mut self.open.last_mut()?.body {
            Body::Mapping { key: Some(_), .. } => None,
            Body::Mapping { members, key } => {
                let Member { key: name, value, above, beside } = members.pop()?;
                let span = name.span;
                *key = Some(Slot { key: Some(name), span, above, beside });
                Some((value, span.end as usize))
            }
            Body::Sequence(elements) => {
                elements.pop().map(|Element { value, start }| (value, start))
            }
        }
    }

    /// Opens a block again; anything else is given back.
    fn reopen_value(&mut self, value: Value<'s>) -> Option<Value<'s>> {
        let (value, anchor) = match value {
            Value::Anchored(number) => {
                let slot = self.stream.anchored.get_mut(number)?;
                (std::mem::replace(slot, Value::Other), Some(number))
            }
            value => (value, None),
        };
        let (place, body) = match value {
            Value::Mapping(Mapping { members, place }) if !place.is_flow => {
                (place, Body::Mapping { members, key: None })
            }
            Value::Sequence(Sequence { elements, place }) if !place.is_flow => {
                (place, Body::Sequence(elements))
            }
            value => return Some(self.put(value, anchor)),
        };
        self.open.push(Open { place, body, anchor });
        None
    }

    fn open(
        &mut self,
        body: Body<'s>,
        style: StructureStyle,
        anchor: usize,
        start: usize,
        column: usize,
    ) {
        let is_flow = style == StructureStyle::Flow;
        let is_sequence = matches!(body, Body::Sequence(_));
        let next = std::mem::replace(&mut self.next, Next::Due);
        let goes_on = self.open.last().is_some_and(|open| open.is_sequence() == is_sequence);
        if next == Next::More && goes_on && !is_flow {
            return;
        }
        let place = Place { start, end: start, column, is_flow };
        let anchor = self.anchor(anchor, Value::Other);
        self.open.push(Open { place, body, anchor });
    }

    /// The column of a sequence's dashes. One that stands right below its key, no deeper, is reported
    /// behind its first dash.
    fn column_of_sequence(&self, start: usize, column: usize) -> usize {
        let begins = self.source[start..].starts_with(['-', '[']);
        let around = self.open.last().map(|open| open.place.column);
        around.filter(|_| !begins).unwrap_or(column)
    }

    /// Forgets the key that has no value yet.
    pub(super) fn forget_slot(&mut self) {
        if let Some(Open { body: Body::Mapping { key, .. }, .. }) = self.open.last_mut() {
            *key = None;
        }
    }

    pub(super) fn close(&mut self) {
        let Some(Open { place, body, anchor }) = self.open.pop() else { return };
        let value = match body {
            Body::Mapping { members, .. } => Value::Mapping(Mapping { members, place }),
            Body::Sequence(elements) => Value::Sequence(Sequence { elements, place }),
        };
        let value = self.put(value, anchor);
        self.accept(value, place.start, place.end);
    }

    fn scalar(&mut self, scalar: &Scalar<'_, '_>) {
        let Some(bytes) = scalar.span.byte_range() else { return };
        let span = Span::new(self.base + bytes.start, self.base + bytes.end);
        let (start, end) = (span.start as usize, span.end as usize);
        self.last = Some(span);
        if self.is_key_due() {
            let key = Key {
                text: self.key_text(scalar, span),
                span,
                is_merge: scalar.style == ScalarStyle::Plain && scalar.text == "<<",
            };
            self.unnamed = None;
            if scalar.anchor > 0 {
                let value = self.value_of(scalar, span);
                self.anchor(scalar.anchor, value);
            }
            return self.key(Some(key), span, scalar.span.start.line());
        }
        if scalar.style != ScalarStyle::Plain && self.swallows(span) {
            self.swallowed = Some(start);
        }
        let value = self.value_of(scalar, span);
        let anchor = (scalar.anchor > 0).then(|| self.anchor(scalar.anchor, Value::Other));
        let value = self.put(value, anchor.flatten());
        self.accept(value, start, end);
    }

    /// Whether a quoted text holds lines that stand as the entries around it do: no one wrote that.
    fn swallows(&self, span: Span) -> bool {
        let raw = span.slice(self.source);
        let Some(place) = self.open.last().map(|open| open.place) else { return false };
        let is_quoted = raw.starts_with(['"', '\'']) && !place.is_flow;
        is_quoted && raw.split('\n').skip(1).any(|line| is_entry(line, place.column))
    }

    fn value_of(&self, scalar: &Scalar<'_, '_>, span: Span) -> Value<'s> {
        if scalar.tag.is_some_and(is_no_text) {
            return Value::Other;
        }
        let is_tagged = scalar.tag.is_some_and(|tag| tag.core_suffix() == Some("str"));
        let (start, end) = (span.start as usize, span.end as usize);
        let inside = || Span::new(start + 1, end - 1);
        let (spans, quoting) = match scalar.style {
            ScalarStyle::Plain => {
                let is_text = is_tagged || scalar::is_text(span.slice(self.source));
                (is_text.then(|| Spans::one(span)), Quoting::Bare)
            }
            ScalarStyle::SingleQuoted => (Some(Spans::one(inside())), Quoting::Single),
            ScalarStyle::DoubleQuoted => (Some(Spans::one(inside())), Quoting::Double),
            _ => {
                let indent = scalar.span.start.col();
                let spans = block::spans(self.source, start, end, indent, scalar.text);
                (spans, Quoting::Text)
            }
        };
        spans.map_or(Value::Other, |spans| Value::Text(Text::new(self.source, spans, quoting)))
    }

    fn key_text(&self, scalar: &Scalar<'_, '_>, span: Span) -> Cow<'s, str> {
        let raw = span.slice(self.source);
        match scalar.style {
            ScalarStyle::Plain => scalar::decode(raw, Quoting::Bare),
            ScalarStyle::SingleQuoted => scalar::decode(&raw[1..raw.len() - 1], Quoting::Single),
            ScalarStyle::DoubleQuoted => scalar::decode(&raw[1..raw.len() - 1], Quoting::Double),
            _ => Cow::Owned(scalar.text.to_owned()),
        }
    }

    fn alias(&mut self, span: Span) {
        let name = &span.slice(self.source)[1..];
        let number = self.names.get(name).copied();
        let (start, end) = (span.start as usize, span.end as usize);
        if number.is_none() {
            let message = format!("no anchor `&{name}` stands before this alias");
            let help = Some("a text that begins with `*` needs quotation marks".to_owned());
            self.stream.faults.push(Fault { span: Some(span), message, help });
        }
        if self.is_key_due() {
            let text = number.and_then(|number| match self.stream.anchored.get(number) {
                Some(Value::Text(text)) => Some(text.text.clone()),
                _ => None,
            });
            let key = text.map(|text| Key { text, span, is_merge: false });
            return self.key(key, span, self.line);
        }
        let value = number.map_or(Value::Other, |number| Value::Alias(number, span));
        self.accept(value, start, end);
    }

    /// Whether a key comes next; not if the slice's first value is the value that is due.
    fn is_key_due(&self) -> bool {
        matches!(self.open.last(), Some(Open { body: Body::Mapping { key: None, .. }, .. }))
            && self.next != Next::More
    }

    fn key(&mut self, key: Option<Key<'s>>, span: Span, line: usize) {
        let above = self.above.take().filter(|&(_, last)| last + 1 == line);
        let above = above.map(|(comments, _)| comments);
        if let Some(open) = self.open.last_mut() {
            open.await_value(Slot { key, span, above, beside: None });
        }
    }

    /// Puts a value where it belongs; one without a key is dropped.
    fn accept(&mut self, value: Value<'s>, start: usize, end: usize) {
        self.above = None;
        if std::mem::replace(&mut self.next, Next::Due) == Next::More {
            return; // no collection, where one goes on
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(value);
            return;
        };
        open.place.end = open.place.end.max(end);
        match &mut open.body {
            Body::Mapping { members, key } => match key.take() {
                Some(Slot { key: Some(key), above, beside, .. }) => {
                    members.push(Member { key, value, above, beside });
                }
                Some(Slot { key: None, .. }) => {}
                None => {
                    let (span, above) = (Span::new(start, end), None);
                    *key = Some(Slot { key: None, span, above, beside: None });
                }
            },
            Body::Sequence(elements) => elements.push(Element { value, start }),
        }
    }

    fn comment(&mut self, span: Span, placement: Placement, line: usize) {
        self.stream.comments.push(span);
        if placement != Placement::Right {
            self.above = match self.above {
                Some((above, last)) if last + 1 == line => {
                    Some((Span { end: span.end, ..above }, line))
                }
                _ => Some((span, line)),
            };
            return;
        }
        // The comment behind the sign of a block is told after the block.
        let is_beside = line == self.line || (span.start as usize) < self.done;
        let Some(open) = self.open.last_mut().filter(|_| is_beside) else { return };
        match &mut open.body {
            Body::Mapping { key: Some(slot), .. } => slot.beside = Some(span),
            Body::Mapping { members, .. } => {
                if let Some(member) = members.last_mut() {
                    member.beside = Some(span);
                }
            }
            Body::Sequence(_) => {}
        }
    }

    /// The number of a node's anchor, whose name comes next.
    fn anchor(&mut self, id: usize, value: Value<'s>) -> Option<usize> {
        if id == 0 {
            return None;
        }
        let number = self.stream.anchored.len();
        self.stream.anchored.push(value);
        self.unnamed = Some(number);
        Some(number)
    }

    /// A value, put where its anchor is if it has one.
    fn put(&mut self, value: Value<'s>, anchor: Option<usize>) -> Value<'s> {
        match anchor {
            Some(number) => {
                self.stream.anchored[number] = value;
                Value::Anchored(number)
            }
            None => value,
        }
    }
}

/// Whether a line that is indented no deeper than `column` begins with a key.
fn is_entry(line: &str, column: usize) -> bool {
    let content = line.trim_start_matches(' ');
    let key = content.trim_end().split_once(": ").map_or(content.trim_end(), |(key, _)| key);
    let is_key = key.len() < content.trim_end().len() || key.ends_with(':');
    line.len() - content.len() <= column && is_key && !key.contains(' ')
}

/// Whether a tag says that a scalar is no text: a number, bytes, a name of Ruby's.
fn is_no_text(tag: &Tag) -> bool {
    let of_yaml = tag.suffix_in_namespace("tag:yaml.org,2002:");
    let of_yaml = of_yaml.is_some_and(|kind| {
        matches!(&*kind, "null" | "bool" | "int" | "float" | "binary" | "timestamp")
    });
    of_yaml || matches!(tag.suffix(), "ruby/sym" | "ruby/symbol" | "ruby/regexp")
}
