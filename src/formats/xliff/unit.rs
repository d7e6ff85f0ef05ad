//! One unit of an XLIFF file, of either version: where its parts stand. Knows no labels.

use smallvec::SmallVec;

use crate::syntax::xml::{Event, Reader, Tag};
use crate::text::place::Span;

/// The parts of a unit.
pub(super) struct Unit {
    /// All of it.
    pub(super) span: Span,
    /// Its texts: one, or the pieces that a tool has cut it into.
    pub(super) segments: SmallVec<[Segment; 1]>,
    pub(super) notes: SmallVec<[Note; 1]>,
    /// Comments of XML.
    pub(super) asides: Vec<Span>,
    /// Whether a source text could not be read: what it translates is then unknown.
    pub(super) is_broken: bool,
}

/// A text and its translation.
#[derive(Default)]
pub(super) struct Segment {
    pub(super) source: Option<Span>,
    pub(super) target: Option<Span>,
    /// Whether the target is still the translator's to write.
    is_open: bool,
    /// Whether only blanks stand there, which nobody translates.
    is_between: bool,
}

/// What somebody says about a unit.
pub(super) struct Note {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a note is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Description,
    /// What the text means there, which tells it apart: Angular's.
    Meaning,
    /// About the translation.
    OfTarget,
    /// A place in the program.
    Location,
}

/// What no text and no note of a unit holds.
const SIBLINGS: [&str; 7] =
    ["trans-unit", "unit", "segment", "ignorable", "source", "target", "note"];

/// The states of a target that is not translated yet: of XLIFF 1.2, and of 2.
const OPEN: [&str; 3] = ["new", "needs-translation", "initial"];

impl Unit {
    /// Reads a unit whose start was just read.
    pub(super) fn read<'s>(reader: &mut Reader<'s>, tag: &Tag<'s>) -> Self {
        let mut unit = Self {
            span: tag.span,
            segments: SmallVec::new(),
            notes: SmallVec::new(),
            asides: Vec::new(),
            is_broken: false,
        };
        let level = reader.enter_before(tag, &["trans-unit", "unit", "file"]);
        let mut alone = Segment::default();
        while let Some(event) = reader.next(level) {
            match event {
                Event::Start(part) => match part.local() {
                    "source" | "target" => unit.is_broken |= !alone.part(reader, &part),
                    "segment" | "ignorable" => unit.segment(reader, &part),
                    "note" => unit.note(reader, &part),
                    "notes" => {}
                    _ => reader.skip(&part),
                },
                Event::Comment(span) => unit.asides.push(span),
            }
        }
        if alone.source.is_some() || alone.target.is_some() {
            unit.segments.push(alone);
        }
        unit.span.end = reader.at() as u32;
        unit
    }

    /// Where its source texts stand.
    pub(super) fn sources(&self) -> impl Iterator<Item = Span> {
        self.segments.iter().filter_map(|segment| segment.source)
    }

    /// Where its translations stand, if it is translated.
    pub(super) fn targets(&self) -> SmallVec<[Span; 1]> {
        let texts = || self.segments.iter().filter(|segment| !segment.is_between);
        let is_done = |segment: &Segment| segment.target.is_some() && !segment.is_open;
        match texts().all(is_done) {
            true => self.segments.iter().filter_map(|segment| segment.target).collect(),
            false => SmallVec::new(),
        }
    }

    /// Where anything stands that a translator wrote, or would overwrite.
    pub(super) fn held(&self) -> Option<Span> {
        let spans = self.segments.iter().filter_map(|segment| segment.target);
        let spans = spans.filter(|span| !span.is_empty());
        spans.reduce(|all, next| Span {
            start: all.start.min(next.start),
            end: all.end.max(next.end),
        })
    }

    fn segment<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>) {
        let mut segment = Segment {
            is_open: tag.attribute("state").is_some_and(|state| OPEN.contains(&state.raw)),
            is_between: tag.local() == "ignorable",
            ..Segment::default()
        };
        let level = reader.enter_before(tag, &["segment", "ignorable", "unit"]);
        while let Some(event) = reader.next(level) {
            match event {
                Event::Start(part) => self.is_broken |= !segment.part(reader, &part),
                Event::Comment(span) => self.asides.push(span),
            }
        }
        self.segments.push(segment);
    }

    fn note<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>) {
        let says = |value| tag.says("from", value) || tag.says("category", value);
        let kind = if says("meaning") {
            Kind::Meaning
        } else if says("location") || says("file-source") {
            Kind::Location
        } else if tag.says("annotates", "target") || tag.says("appliesTo", "target") {
            Kind::OfTarget
        } else {
            Kind::Description
        };
        let content = reader.content(tag, &SIBLINGS);
        self.notes.extend(content.map(|span| Note { kind, span }));
    }
}

impl Segment {
    /// Reads a part; `false` for a source text that could not be read.
    fn part<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>) -> bool {
        match tag.local() {
            "source" => {
                self.source = reader.content(tag, &SIBLINGS);
                return self.source.is_some();
            }
            "target" => {
                self.is_open |=
                    tag.attribute("state").is_some_and(|state| OPEN.contains(&state.raw));
                self.target = reader.content(tag, &SIBLINGS);
            }
            _ => reader.skip(tag),
        }
        true
    }
}
