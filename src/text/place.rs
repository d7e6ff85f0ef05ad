//! Where a text stands: byte spans in a [`Source`](super::source::Source). Knows no lines and no files.

use smallvec::SmallVec;

/// A half-open range of bytes in a source's text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    /// If an offset passes 4 GiB; a [`Source`](super::source::Source) is never that large.
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).expect("a source is smaller than 4 GiB");
        Self { start: offset(start), end: offset(end) }
    }

    /// The span of `part`, which must be a slice borrowed from `whole`; `None` if it is not.
    /// (Parsers without places hand out slices: the distance of two pointers is the place.)
    pub fn of_slice(whole: &str, part: &str) -> Option<Self> {
        let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
        (start + part.len() <= whole.len()).then(|| Self::new(start, start + part.len()))
    }

    /// The bytes of this span in `text`.
    pub fn slice(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// One or more spans of one source, in rising order: a label whose text is not one piece of its file
/// (the lines of a Fluent pattern, a branch of a plural and what stands around it).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spans(SmallVec<[Span; 1]>);

impl Spans {
    /// A text in one piece.
    pub fn one(span: Span) -> Self {
        Self(SmallVec::from_buf([span]))
    }

    /// A text in several pieces; empty pieces are dropped, touching ones joined.
    /// `None` if nothing is left.
    pub fn several(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut kept: SmallVec<[Span; 1]> = SmallVec::new();
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            match kept.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => kept.push(span),
            }
        }
        (!kept.is_empty()).then_some(Self(kept))
    }

    /// The spans, in rising order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.0.iter().copied()
    }

    /// The spans, so many bytes later in the file.
    #[must_use]
    pub fn moved(&self, by: u32) -> Self {
        let moved = |span: &Span| Span { start: span.start + by, end: span.end + by };
        Self(self.0.iter().map(moved).collect())
    }

    /// From the start of the first span to the end of the last.
    pub fn hull(&self) -> Span {
        Span { start: self.0[0].start, end: self.0[self.0.len() - 1].end }
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.0[0]
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self::one(span)
    }
}
