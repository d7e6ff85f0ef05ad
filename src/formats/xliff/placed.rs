//! A text of a unit with its places, and the branches of an ICU message in it.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::label::Quoting;
use crate::syntax::xml::{self, Offsets};
use crate::syntax::{branch::Branch, icu};
use crate::text::place::{Span, Spans};

/// A text with its places.
pub(super) struct Placed<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) spans: Spans,
    pub(super) quoting: Quoting,
}

/// What a text can become, each with the branch taken; a text alone where nothing is to choose.
pub(super) type Branches<'s> = SmallVec<[(Option<Box<str>>, Placed<'s>); 1]>;

impl<'s> Placed<'s> {
    /// The text that stands in some spans; `None` if it names nothing.
    pub(super) fn of(source: &'s str, spans: impl Iterator<Item = Span>) -> Option<Self> {
        // A broken unit may hold them in any order.
        let mut spans: SmallVec<[Span; 1]> = spans.collect();
        spans.sort();
        let spans = Spans::several(spans)?;
        let placed = match section(source, &spans) {
            Some(span) => Self {
                text: xml::decode(span.slice(source), Quoting::Section),
                spans: Spans::one(span),
                quoting: Quoting::Section,
            },
            None => Self {
                text: spans.iter().map(|it| decoded(source, it)).reduce(|all, next| all + next)?,
                spans,
                quoting: Quoting::Text,
            },
        };
        (!placed.text.trim().is_empty()).then_some(placed)
    }

    /// The branches of an ICU message.
    pub(super) fn branches(self, source: &str) -> Branches<'s> {
        let span = self.spans.first();
        let is_whole = self.spans.iter().count() == 1;
        // A tag may quote what stands in its place, choices included: Angular's do.
        let found = match self.text.contains('<') {
            true => icu::branches(&xml::without_tags(&self.text)),
            false => icu::branches(&self.text),
        };
        let offsets = (found.len() > 1 && is_whole)
            .then(|| Offsets::new(span.slice(source), self.quoting))
            .flatten();
        let Some(offsets) = offsets else { return smallvec![(None, self)] };
        found.iter().filter_map(|branch| self.branch(branch, span, &offsets)).collect()
    }

    fn branch(
        &self,
        branch: &Branch,
        span: Span,
        offsets: &Offsets,
    ) -> Option<(Option<Box<str>>, Self)> {
        let place = |piece: &Range<usize>| {
            let (raw, start) = (offsets.raw(piece), span.start as usize);
            Span::new(start + raw.start, start + raw.end)
        };
        let spans = Spans::several(branch.pieces.iter().map(place))?;
        let text: String = branch.pieces.iter().map(|piece| &self.text[piece.clone()]).collect();
        let placed = Self { text: text.into(), spans, quoting: self.quoting };
        (!placed.text.trim().is_empty()).then(|| (Some((*branch.path).into()), placed))
    }
}

/// Where the text of a section stands, if nothing else does.
fn section(source: &str, spans: &Spans) -> Option<Span> {
    let only = spans.hull();
    let inner = xml::section(only.slice(source)).filter(|_| spans.iter().count() == 1)?;
    let start = only.start as usize;
    Some(Span::new(start + inner.start, start + inner.end))
}

/// The source text of a branch: of the same one, else of the last, which is for all the others.
pub(super) fn of_branch<'b, 's>(
    sources: &'b Branches<'s>,
    branch: Option<&str>,
) -> Option<&'b Cow<'s, str>> {
    let same = sources.iter().find(|(source, _)| source.as_deref() == branch);
    same.or(sources.last()).map(|(_, placed)| &placed.text)
}

/// What the content of an element says.
pub(super) fn decoded(text: &str, span: Span) -> Cow<'_, str> {
    xml::decode(span.slice(text), Quoting::Text)
}
