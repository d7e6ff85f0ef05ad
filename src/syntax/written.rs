//! A text that is put together from pieces of its file, where escapes and breaks stand between, and the
//! way back from the text to its bytes. Knows no language's escapes.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use super::branch::Branch;
use crate::text::place::{Span, Spans};

/// A text and where its pieces stand.
#[derive(Clone, Debug)]
pub struct Written<'s> {
    /// What it says.
    pub text: Cow<'s, str>,
    /// In the order of the text, none of them empty.
    pieces: SmallVec<[Piece; 1]>,
}

/// A part of a text: bytes that stand as they are, or an escape, which is longer than what it says.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the text.
    at: u32,
    /// How long it is there.
    length: u32,
    /// Where it stands in the file.
    place: Span,
}

impl Piece {
    fn is_escape(self) -> bool {
        self.place.end - self.place.start != self.length
    }
}

impl<'s> Written<'s> {
    /// A text that stands in one piece, as it is.
    pub fn plain(source: &'s str, place: Span) -> Self {
        let text = place.slice(source);
        let mut written = Self { text: Cow::Borrowed(text), pieces: SmallVec::new() };
        written.push(0, text.len(), place);
        written
    }

    /// A text that is yet to be put together.
    pub fn empty() -> Self {
        Self { text: Cow::Borrowed(""), pieces: SmallVec::new() }
    }

    /// Adds what stands in the file as it is.
    pub fn add_plain(&mut self, source: &'s str, place: Span) {
        self.add(place.slice(source), place);
    }

    /// Adds what the bytes of a place say.
    pub fn add(&mut self, said: &str, place: Span) {
        let at = self.text.len();
        self.text.to_mut().push_str(said);
        self.push(at, said.len(), place);
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Self) {
        let before = self.text.len() as u32;
        self.text.to_mut().push_str(&other.text);
        let moved = |piece: &Piece| Piece { at: piece.at + before, ..*piece };
        self.pieces.extend(other.pieces.iter().map(moved));
    }

    fn push(&mut self, at: usize, length: usize, place: Span) {
        if length > 0 {
            self.pieces.push(Piece { at: at as u32, length: length as u32, place });
        }
    }

    /// Where the whole text stands; `None` if it is empty.
    pub fn spans(&self) -> Option<Spans> {
        Spans::several(self.pieces.iter().map(|piece| piece.place))
    }

    /// Where a part of the text stands: an escape is no further divided.
    fn places(&self, part: Range<usize>) -> impl Iterator<Item = Span> + '_ {
        let (start, end) = (part.start as u32, part.end as u32);
        let first = self.pieces.partition_point(|piece| piece.at + piece.length <= start);
        let pieces = self.pieces[first..].iter().take_while(move |piece| piece.at < end);
        pieces.map(move |piece| {
            if piece.is_escape() {
                return piece.place;
            }
            let offset = piece.place.start - piece.at; // nothing is longer in the text than in the file
            let until = (piece.at + piece.length).min(end);
            Span { start: piece.at.max(start) + offset, end: until + offset }
        })
    }

    /// The text of a branch, and where it stands; `None` if it is empty.
    pub fn branch(&self, branch: &Branch) -> Option<(Cow<'s, str>, Spans)> {
        let places = branch.pieces.iter().flat_map(|piece| self.places(piece.clone()));
        let spans = Spans::several(places)?;
        let text = match (&self.text, &branch.pieces[..]) {
            (Cow::Borrowed(text), [piece]) => Cow::Borrowed(&text[piece.clone()]),
            (text, pieces) => pieces.iter().map(|piece| &text[piece.clone()]).collect(),
        };
        Some((text, spans))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lead_back() {
        let source = r"xżó\u0041 \n  b";
        let at = |part: &str| {
            let start = source.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let mut written = Written::empty();
        written.add_plain(source, at("żó"));
        written.add("A", at(r"\u0041"));
        written.add_plain(source, at("b"));
        assert_eq!(written.text, "żóAb");
        let slices = |part: Range<usize>| {
            let branch = Branch::plain(part);
            let (text, spans) = written.branch(&branch).unwrap();
            let slices: Vec<_> = spans.iter().map(|span| span.slice(source)).collect();
            (text.into_owned(), slices.join("|"))
        };
        assert_eq!(slices(0..6), ("żóAb".to_owned(), r"żó\u0041|b".to_owned()));
        assert_eq!(slices(2..5), ("óA".to_owned(), r"ó\u0041".to_owned()));
        assert_eq!(slices(5..6), ("b".to_owned(), "b".to_owned()));
        assert!(written.branch(&Branch::plain(2..2)).is_none());
        assert!(Written::empty().spans().is_none());
    }
}
