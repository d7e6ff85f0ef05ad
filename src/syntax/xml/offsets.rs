//! Finds the bytes that a part of a decoded text was read from.

use std::ops::Range;

use super::content::{Piece, pieces};
use crate::label::Quoting;

/// Where each piece of a content begins: in the text, and in the bytes.
#[derive(Debug)]
pub struct Offsets {
    starts: Vec<(usize, usize)>,
    /// Where the last piece ends, likewise.
    end: (usize, usize),
}

impl Offsets {
    /// The table of one content. `None` where a part of its bytes may not be decoded by itself: where a
    /// section stands among other text.
    pub fn new(raw: &str, quoting: Quoting) -> Option<Self> {
        let mut offsets = Self { starts: Vec::new(), end: (0, raw.len()) };
        if quoting == Quoting::Section {
            offsets.lines(raw, 0);
            return Some(offsets);
        }
        for (at, piece) in pieces(raw) {
            match piece {
                Piece::Plain(part) | Piece::Tag(part) | Piece::Unknown(part) => {
                    offsets.lines(part, at);
                }
                Piece::Character(char) => {
                    offsets.starts.push((offsets.end.0, at));
                    offsets.end.0 += char.len_utf8();
                }
                Piece::Hidden => {}
                Piece::Section(_) => return None,
            }
        }
        Some(offsets)
    }

    /// Adds a part that stands as it is, but for its line ends.
    fn lines(&mut self, part: &str, at: usize) {
        let mut from = 0;
        for (end, _) in part.match_indices("\r\n") {
            self.starts.push((self.end.0, at + from));
            self.starts.push((self.end.0 + end - from, at + end));
            self.end.0 += end - from + 1;
            from = end + 2;
        }
        self.starts.push((self.end.0, at + from));
        self.end.0 += part.len() - from;
    }

    /// The bytes of a part of the text, which cuts no tag.
    pub fn raw(&self, part: &Range<usize>) -> Range<usize> {
        self.at(part.start)..self.at(part.end)
    }

    fn at(&self, text: usize) -> usize {
        if text >= self.end.0 {
            return self.end.1;
        }
        let after = self.starts.partition_point(|&(start, _)| start <= text);
        let (start, raw) = after.checked_sub(1).map_or((0, 0), |last| self.starts[last]);
        raw + (text - start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    #[test]
    fn parts_of_contents() {
        let raw = "<!-- a -->a&amp;ż<!-- ż --><b>&#380;\r\nc</b>";
        let text = decode(raw, Quoting::Text);
        let offsets = Offsets::new(raw, Quoting::Text).unwrap();
        for part in ["a", "&", "ż", "&ż", "<b>", "ż\n", "\nc", "c</b>", &*text] {
            let start = text.rfind(part).unwrap();
            let bytes = offsets.raw(&(start..start + part.len()));
            assert_eq!(decode(&raw[bytes], Quoting::Text), part, "{part}");
        }
        assert!(Offsets::new("a<![CDATA[b]]>", Quoting::Text).is_none());
    }
}
