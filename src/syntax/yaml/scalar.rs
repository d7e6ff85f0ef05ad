//! The text that a scalar's bytes stand for, and the way back from the text to the bytes. Lines of a plain
//! or quoted scalar are folded; in a block each span is read as it stands. Knows no structure of a file.

use std::borrow::Cow;
use std::ops::Range;

use crate::label::Quoting;
use crate::syntax::escapes::{UNKNOWN, hex, is_first_half, of_halves};
use crate::text::place::{Span, Spans};

/// The text that bytes of a scalar stand for: between its quotes, if it has some.
pub fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    if raw.bytes().all(|byte| !is_special(byte, quoting)) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    for unit in (Units { raw, at: 0, quoting }) {
        match unit.says {
            Says::Itself => text.push_str(&raw[unit.raw]),
            Says::Char(char) => text.push(char),
            Says::Breaks(count) => text.extend(std::iter::repeat_n('\n', count)),
        }
    }
    Cow::Owned(text)
}

/// The text of spans, decoded one by one and joined.
pub fn joined(source: &str, spans: impl Iterator<Item = Span>, quoting: Quoting) -> String {
    spans.map(|span| decode(span.slice(source), quoting)).collect()
}

/// Whether a plain scalar is a text: what YAML 1.2 reads as null, a boolean or a number is none. The
/// words `yes`, `no`, `on` and `off` are texts.
pub fn is_text(plain: &str) -> bool {
    let is_word = matches!(
        plain,
        "" | "~"
            | "null"
            | "Null"
            | "NULL"
            | "true"
            | "True"
            | "TRUE"
            | "false"
            | "False"
            | "FALSE"
            | ".nan"
            | ".NaN"
            | ".NAN"
    );
    !is_word && !is_number(plain)
}

fn is_number(plain: &str) -> bool {
    if let Some(digits) = plain.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = plain.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    }
    let unsigned = plain.strip_prefix(['-', '+']).unwrap_or(plain);
    let begins = unsigned.starts_with(|char: char| char.is_ascii_digit() || char == '.');
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || begins && unsigned.parse::<f64>().is_ok()
}

/// Finds the bytes that a range of a decoded text was read from.
#[derive(Debug)]
pub struct Offsets {
    pieces: Vec<Piece>,
}

/// Bytes of the text and of the file that belong together.
#[derive(Debug)]
struct Piece {
    text: Range<usize>,
    raw: Range<usize>,
    /// Whether both are the same bytes, so that a part of one is a part of the other.
    is_same: bool,
}

impl Offsets {
    /// The table of the text that stands in some spans.
    pub fn new(source: &str, spans: &Spans, quoting: Quoting) -> Self {
        let mut pieces = Vec::new();
        let mut at = 0;
        for span in spans.iter() {
            let start = span.start as usize;
            for unit in (Units { raw: span.slice(source), at: 0, quoting }) {
                let length = match unit.says {
                    Says::Itself => unit.raw.len(),
                    Says::Char(char) => char.len_utf8(),
                    Says::Breaks(count) => count,
                };
                let raw = start + unit.raw.start..start + unit.raw.end;
                let is_same = matches!(unit.says, Says::Itself);
                pieces.push(Piece { text: at..at + length, raw, is_same });
                at += length;
            }
        }
        Self { pieces }
    }

    /// Where a range of the text stands, in rising order.
    pub fn spans(&self, text: Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= text.start);
        let within = self.pieces[first..].iter();
        let end = text.end;
        within.take_while(move |piece| piece.text.start < end).map(move |piece| {
            if !piece.is_same {
                return Span::new(piece.raw.start, piece.raw.end);
            }
            let cut = text.start.saturating_sub(piece.text.start);
            let left = piece.text.end.saturating_sub(text.end);
            Span::new(piece.raw.start + cut, piece.raw.end - left)
        })
    }
}

/// The longest run of bytes that says something by itself.
struct Unit {
    raw: Range<usize>,
    says: Says,
}

enum Says {
    Itself,
    Char(char),
    Breaks(usize),
}

struct Units<'r> {
    raw: &'r str,
    at: usize,
    quoting: Quoting,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let start = self.at;
        let rest = &self.raw.as_bytes()[start..];
        if rest.is_empty() {
            return None;
        }
        let special = rest.iter().position(|&byte| is_special(byte, self.quoting));
        let mut plain = &self.raw[start..special.map_or(self.raw.len(), |found| start + found)];
        let is_folded = self.quoting != Quoting::Text;
        if special.is_some_and(|found| is_break(rest[found])) && is_folded {
            plain = plain.trim_end_matches([' ', '\t']);
        }
        let says = if plain.is_empty() {
            self.special(is_folded)
        } else {
            self.at += plain.len();
            Says::Itself
        };
        Some(Unit { raw: start..self.at, says })
    }
}

impl Units<'_> {
    /// Reads what stands for something else: a break with the blanks around it, or an escape.
    fn special(&mut self, is_folded: bool) -> Says {
        let rest = &self.raw[self.at..];
        if rest.starts_with('\'') {
            self.at += if rest.starts_with("''") { 2 } else { 1 };
            return Says::Char('\'');
        }
        if rest.starts_with('\\') {
            return self.escape(rest);
        }
        if !is_folded {
            self.skip_break();
            return Says::Char('\n');
        }
        match self.skip_breaks() {
            1 => Says::Char(' '),
            count => Says::Breaks(count - 1),
        }
    }

    fn escape(&mut self, rest: &str) -> Says {
        self.at += 1;
        if rest[1..].starts_with(['\n', '\r']) {
            return Says::Breaks(self.skip_breaks() - 1);
        }
        let (char, length) = escape(&rest[1..]);
        self.at += length;
        Says::Char(char)
    }

    /// Skips breaks with the blanks around them, and counts them.
    fn skip_breaks(&mut self) -> usize {
        let mut count = 0;
        loop {
            let rest = self.raw[self.at..].trim_start_matches([' ', '\t']);
            self.at = self.raw.len() - rest.len();
            if !self.skip_break() {
                return count;
            }
            count += 1;
        }
    }

    fn skip_break(&mut self) -> bool {
        let rest = &self.raw[self.at..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        self.at += length;
        length > 0
    }
}

fn is_special(byte: u8, quoting: Quoting) -> bool {
    match byte {
        b'\r' => true,
        b'\n' => quoting != Quoting::Text,
        b'\'' => quoting == Quoting::Single,
        b'\\' => quoting == Quoting::Double,
        _ => false,
    }
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The character of the escape whose backslash `raw` follows, and its length there.
fn escape(raw: &str) -> (char, usize) {
    let Some(kind) = raw.chars().next() else { return ('\\', 0) };
    let char = match kind {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return code(raw, 2),
        'u' => return surrogates(raw).unwrap_or_else(|| code(raw, 4)),
        'U' => return code(raw, 8),
        other => other,
    };
    (char, kind.len_utf8())
}

/// `x41`, `u00e9`, `U0001F600`.
fn code(raw: &str, digits: usize) -> (char, usize) {
    hex(&raw[1..], digits)
        .map_or((UNKNOWN, 1), |code| (char::from_u32(code).unwrap_or(UNKNOWN), 1 + digits))
}

/// `ud83d\ude00`, as JSON writes what needs two.
fn surrogates(raw: &str) -> Option<(char, usize)> {
    let first = hex(&raw[1..], 4).filter(|&code| is_first_half(code))?;
    let second = hex(raw.get(5..)?.strip_prefix("\\u")?, 4)?;
    Some((of_halves(first, second)?, 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_escapes_undone() {
        for (quoting, raw, text) in [
            (Quoting::Bare, "Zażółć \r\n   gęślą\n\n  jaźń", "Zażółć gęślą\njaźń"),
            (Quoting::Single, "it''s \n\n\n ' ", "it's\n\n' "),
            (Quoting::Double, "a \\\n  b\\tc\\\n\n d \n e", "a b\tc\nd e"),
            (Quoting::Double, r#"\x41\u017c\U0001F600\"\\\/\_\N\ "#, "Aż😀\"\\/\u{A0}\u{85} "),
            (Quoting::Double, r"\ud83d\ude00\ud83d!\u00", "😀\u{FFFD}!\u{FFFD}00"),
            (Quoting::Text, "a\r\n\tb\n'\\", "a\n\tb\n'\\"),
        ] {
            assert_eq!(decode(raw, quoting), text, "{raw:?}");
        }
    }

    #[test]
    fn offsets_lead_back() {
        let source = "x ż''\n  {a}\r\n\r\n b";
        let spans = Spans::one(Span::new(2, source.len()));
        let text = decode(&source[2..], Quoting::Single);
        assert_eq!(text, "ż' {a}\nb");
        let offsets = Offsets::new(source, &spans, Quoting::Single);
        for (start, _) in text.char_indices() {
            for (end, _) in text.char_indices().skip_while(|&(end, _)| end < start) {
                let spans = offsets.spans(start..end);
                assert_eq!(joined(source, spans, Quoting::Single), text[start..end]);
            }
        }
    }

    #[test]
    fn words_of_yaml_1_1_are_texts() {
        for plain in ["yes", "No", "on", "OFF", "y", "1.2.3", "1_000", "+", "-", "e", ".", "nan"] {
            assert!(is_text(plain), "{plain}");
        }
        for plain in ["", "~", "null", "True", "FALSE", "-1", "+.5", "1e3", "0x1F", "0o7", "-.inf"]
        {
            assert!(!is_text(plain), "{plain}");
        }
    }
}
