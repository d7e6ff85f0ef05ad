//! JSON strings: undoing and writing escapes, and the way back from the text to the bytes it stands as.

use std::borrow::Cow;

use crate::syntax::escapes::{self, UNKNOWN, hex, is_first_half, of_halves};

/// The text that the bytes between two quotes stand for. Reads the escapes of JSON5 too and never
/// fails: half a surrogate pair becomes U+FFFD.
pub fn decode(raw: &str) -> Cow<'_, str> {
    escapes::decode(raw, escape)
}

/// What stands between two quotes for `text`.
pub fn encode(text: &str, quote: char) -> String {
    escapes::encode(text, quote, 'u')
}

/// Finds the bytes that a range of a decoded text was read from.
#[derive(Debug)]
pub struct Offsets {
    /// Where each escape ends: in the text, and in the bytes.
    ends: Vec<(usize, usize)>,
}

impl Offsets {
    /// The table of one string, which is empty if no escape stands in it.
    pub fn new(raw: &str) -> Self {
        let mut ends = Vec::new();
        let (mut text, mut from) = (0, 0);
        while let Some(found) = raw[from..].find('\\') {
            let (char, length) = escape(&raw[from + found..]);
            text += found + char.map_or(0, char::len_utf8);
            from += found + length;
            ends.push((text, from));
        }
        Self { ends }
    }

    /// The offset in the bytes of an offset in the text.
    pub fn raw(&self, at: usize) -> usize {
        let before = self.ends.partition_point(|&(text, _)| text <= at);
        let (text, raw) = before.checked_sub(1).map_or((0, 0), |last| self.ends[last]);
        raw + (at - text)
    }
}

/// The character of the escape that `raw` begins with, if it stands for one, and its length.
fn escape(raw: &str) -> (Option<char>, usize) {
    let Some(kind) = raw[1..].chars().next() else { return (Some('\\'), 1) };
    let char = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        '0' => '\0',
        'u' => return unicode(raw),
        'x' => return hex(&raw[2..], 2).map_or((Some(UNKNOWN), 2), |it| (Some(code_point(it)), 4)),
        '\r' if raw[2..].starts_with('\n') => return (None, 3),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => return (None, 1 + kind.len_utf8()),
        other => other,
    };
    (Some(char), 1 + kind.len_utf8())
}

/// `\u00e9`, or the two escapes of a surrogate pair.
fn unicode(raw: &str) -> (Option<char>, usize) {
    let Some(first) = hex(&raw[2..], 4) else { return (Some(UNKNOWN), 2) };
    if !is_first_half(first) {
        return (Some(code_point(first)), 6);
    }
    let second = raw[6..].strip_prefix("\\u").and_then(|rest| hex(rest, 4));
    match second.and_then(|second| of_halves(first, second)) {
        Some(char) => (Some(char), 12),
        None => (Some(UNKNOWN), 6),
    }
}

fn code_point(code: u32) -> char {
    char::from_u32(code).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for (raw, text) in [
            ("Zażółć", "Zażółć"),
            (r"\u0041\n\t\/\\\x42\'", "A\n\t/\\B'"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d!", "\u{FFFD}!"),
            (r"\ude00", "\u{FFFD}"),
            (r"\u00", "\u{FFFD}00"),
            (r"\uąąą", "\u{FFFD}ąąą"),
            ("a\\\r\nb\\\nc", "abc"),
            ("\\", "\\"),
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
    }

    #[test]
    fn encoding_is_undone() {
        let text = "\"Ż'\\ \n\r\t\u{1}\u{7f}😀";
        assert_eq!(decode(&encode(text, '"')), text);
        assert_eq!(decode(&encode(text, '\'')), text);
    }

    #[test]
    fn offsets_lead_back() {
        let raw = r"ż\u017c{\ud83d\ude00}\nó";
        let text = decode(raw);
        let offsets = Offsets::new(raw);
        for (start, _) in text.char_indices() {
            for (end, _) in text.char_indices().skip_while(|&(end, _)| end < start) {
                let bytes = &raw[offsets.raw(start)..offsets.raw(end)];
                assert_eq!(decode(bytes), text[start..end]);
            }
        }
    }
}
