//! Which pieces of text between two block boundaries are one label.
//!
//! "The **Active** proposals" is one, "**Active** | **Viewed**" is two. The rule: where an element has
//! words of its own, outside the inline elements in it, all of it is one text; where it has none, each
//! of those inline elements is a text of its own, by the same rule. So a menu of links falls into its
//! links, a link in a sentence stays in it, and punctuation between links is no text. An element
//! without words at the border of a text is an ornament: the badge of "Active **12**" is not its name.

use crate::text::place::{Span, Spans};

/// The text since the last block boundary. `At` is what a format keeps of where a piece stands.
pub(in crate::formats) struct Sentence<At> {
    pieces: Vec<Piece<At>>,
    /// Where labels part: before which pieces; in rising order.
    cuts: Vec<usize>,
    /// The inline elements open since the boundary, and below them what holds them all.
    open: Vec<Element>,
    base: Element,
}

#[derive(Clone, Copy)]
struct Piece<At> {
    span: Span,
    has_words: bool,
    /// In how many inline elements it stands.
    depth: usize,
    at: At,
}

/// An inline element on its way.
#[derive(Default)]
struct Element {
    /// How many cuts were made before it: its own come after them.
    cuts: usize,
    has_words: bool,
}

impl<At> Default for Sentence<At> {
    fn default() -> Self {
        let (pieces, cuts, open) = (Vec::new(), Vec::new(), Vec::new());
        Self { pieces, cuts, open, base: Element::default() }
    }
}

impl<At: Copy> Sentence<At> {
    /// A piece of text in the innermost open element.
    pub(in crate::formats) fn piece(&mut self, span: Span, has_words: bool, at: At) {
        let depth = self.open.len();
        self.pieces.push(Piece { span, has_words, depth, at });
        if has_words {
            self.open.last_mut().unwrap_or(&mut self.base).has_words = true;
        }
    }

    /// An inline element begins.
    pub(in crate::formats) fn enter(&mut self) {
        self.cut();
        self.open.push(Element { cuts: self.cuts.len(), has_words: false });
    }

    /// An inline element ends. One that began before the boundary holds all since then.
    pub(in crate::formats) fn leave(&mut self) {
        let element = self.open.pop().unwrap_or_else(|| std::mem::take(&mut self.base));
        if element.has_words {
            self.cuts.truncate(element.cuts);
        }
        self.cut();
    }

    fn cut(&mut self) {
        self.cuts.push(self.pieces.len());
    }

    /// The labels of the sentence, white space around them left out, and where each stands; and an empty
    /// sentence again.
    pub(in crate::formats) fn end(&mut self, text: &str) -> Vec<(Spans, At)> {
        while !self.open.is_empty() {
            self.leave();
        }
        self.leave();
        let mut labels = Vec::new();
        let mut start = 0;
        // Between most tags there is nothing but white space.
        let cuts =
            if self.pieces.iter().any(|piece| piece.has_words) { &self.cuts[..] } else { &[] };
        for &cut in cuts {
            labels.extend(label(&self.pieces[start..cut], text));
            start = cut;
        }
        self.pieces.clear();
        self.cuts.clear();
        labels
    }
}

/// The spans of a label, without what only decorates it, and where its own words stand; `None` if no piece
/// has words.
fn label<At: Copy>(pieces: &[Piece<At>], text: &str) -> Option<(Spans, At)> {
    let level = pieces.iter().filter(|piece| piece.has_words).map(|piece| piece.depth).min()?;
    let is_text = |piece: &Piece<At>| !piece.is_ornament(level, text);
    let first = pieces.iter().position(is_text)?;
    let last = pieces.iter().rposition(is_text)?;
    let mut spans: Vec<_> = pieces[first..=last].iter().map(|piece| piece.span).collect();
    spans[0] = trimmed_start(spans[0], text);
    spans[last - first] = trimmed_end(spans[last - first], text);
    let at = pieces.iter().find(|piece| piece.has_words && piece.depth == level)?.at;
    Some((Spans::several(spans)?, at))
}

impl<At> Piece<At> {
    /// Whether a piece at the border of a label is none of its text: white space, or an element of
    /// its own without words, which is an icon, an anchor or a counter.
    fn is_ornament(&self, level: usize, text: &str) -> bool {
        !self.has_words && (self.depth > level || trimmed(self.span, text).is_empty())
    }
}

/// A span without the white space around it.
pub(in crate::formats) fn trimmed(span: Span, text: &str) -> Span {
    trimmed_end(trimmed_start(span, text), text)
}

fn trimmed_start(span: Span, text: &str) -> Span {
    let rest = span.slice(text).trim_start_matches(is_space);
    Span { start: span.end - rest.len() as u32, end: span.end }
}

fn trimmed_end(span: Span, text: &str) -> Span {
    let rest = span.slice(text).trim_end_matches(is_space);
    Span { start: span.start, end: span.start + rest.len() as u32 }
}

/// White space as HTML has it: a no-break space is a character of the text.
fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\x0C')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `[` and `]` as the borders of inline elements, `/` as a block boundary.
    fn labels(text: &str) -> Vec<String> {
        let mut sentence = Sentence::default();
        let mut labels = Vec::new();
        let mut start = 0;
        for (at, char) in text.char_indices().filter(|&(_, char)| "[]/".contains(char)) {
            piece(&mut sentence, text, start, at);
            match char {
                '[' => sentence.enter(),
                ']' => sentence.leave(),
                _ => labels.extend(sentence.end(text)),
            }
            start = at + 1;
        }
        piece(&mut sentence, text, start, text.len());
        labels.extend(sentence.end(text));
        labels.iter().map(|(spans, ())| spans.iter().map(|it| it.slice(text)).collect()).collect()
    }

    fn piece(sentence: &mut Sentence<()>, text: &str, start: usize, end: usize) {
        let has_words = text[start..end].contains(char::is_alphabetic);
        sentence.piece(Span::new(start, end), has_words, ());
    }

    #[test]
    fn words_around_elements_hold_them_together() {
        assert_eq!(labels(" The [Active] proposals "), ["The Active proposals"]);
        assert_eq!(labels("The [[Active] [and]] others"), ["The Active and others"]);
        assert_eq!(labels("[Active]: 12 [new] ones"), ["Active: 12 new ones"]);
    }

    #[test]
    fn elements_without_words_around_them_stand_alone() {
        assert_eq!(labels("[Active]"), ["Active"]);
        assert_eq!(labels("[Active] | [Viewed] (3)"), ["Active", "Viewed"]);
        assert_eq!(
            labels("[[ Active ] · [Viewed ]] [a [Closed] b]"),
            ["Active", "Viewed", "a Closed b"]
        );
        assert_eq!(labels("[12] [ ] ["), [""; 0]);
    }

    #[test]
    fn ornaments_stand_at_borders() {
        assert_eq!(labels("[[×] Active [12] ] [★] Viewed [[3]]"), ["Active 12  ★ Viewed"]);
        assert_eq!(labels("[[×] Active [12] ] | [[★]] [Viewed [[3]]]"), ["Active", "Viewed"]);
        assert_eq!(labels("Since [12] days (3)."), ["Since 12 days (3)."]);
    }

    #[test]
    fn boundaries_within_elements() {
        assert_eq!(labels("[One / two] [three / four] five"), ["One", "two", "three", "four five"]);
        assert_eq!(labels("[[A / [B] ] ] [C]"), ["A", "B", "C"]);
        assert_eq!(labels("]][A]]/"), ["A"]);
    }
}
