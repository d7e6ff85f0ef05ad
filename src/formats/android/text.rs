//! What the bytes of an Android string stand for, as aapt2 reads them: blanks joined outside double
//! quotes, escapes undone, references of XML resolved before either.

use std::borrow::Cow;
use std::fmt::Write;

use crate::label::{Quoting, Unfit};
use crate::syntax::xml::{self, Piece, pieces};

/// The text that `raw` stands for.
pub(super) fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    if is_plain(raw) {
        return Cow::Borrowed(raw);
    }
    let mut shown = Shown::default();
    if quoting == Quoting::Section {
        shown.push_all(raw);
        return Cow::Owned(shown.end());
    }
    for (_, piece) in pieces(raw) {
        match piece {
            Piece::Plain(part) | Piece::Unknown(part) | Piece::Section(part) => {
                shown.push_all(part);
            }
            Piece::Tag(tag) => shown.push_tag(tag),
            Piece::Character(char) => shown.push(char),
            Piece::Hidden => {}
        }
    }
    Cow::Owned(shown.end())
}

/// What stands in an element for `text`.
///
/// # Errors
/// Where XML cannot write it.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    let escaped = escape(text);
    if quoting == Quoting::Section {
        return xml::encode(&escaped, quoting);
    }
    // `"` and `'` are Android's own signs here; written as references they stay the same.
    Ok(escaped.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "]]&gt;"))
}

/// `text` with Android's escapes.
fn escape(text: &str) -> String {
    // Blanks at the ends, or several, are kept only between double quotes.
    let is_quoted = text.starts_with(' ') || text.ends_with(' ') || text.contains("  ");
    let mut escaped = String::with_capacity(text.len() + 2);
    if is_quoted {
        escaped.push('"');
    }
    for (at, char) in text.char_indices() {
        match char {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\\' | '\'' | '"' => escaped.extend(['\\', char]),
            '@' | '?' if at == 0 => escaped.extend(['\\', char]),
            '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => {
                write!(escaped, "\\u{:04x}", u32::from(char)).expect("a String grows");
            }
            _ => escaped.push(char),
        }
    }
    if is_quoted {
        escaped.push('"');
    }
    escaped
}

/// Whether `raw` is the text as it stands.
fn is_plain(raw: &str) -> bool {
    let is_sign = |byte: u8| {
        matches!(byte, b'&' | b'<' | b'\\' | b'"' | b'\n' | b'\r' | b'\t' | b'\x0B' | b'\x0C')
    };
    let mut was_blank = true;
    for byte in raw.bytes() {
        let is_blank = byte == b' ';
        if is_sign(byte) || is_blank && was_blank {
            return false;
        }
        was_blank = is_blank;
    }
    !raw.ends_with(' ')
}

/// A text as it grows.
#[derive(Default)]
struct Shown {
    text: String,
    /// Where the text ends without the blank that would have to go at its end.
    kept: usize,
    is_quoted: bool,
    escape: Escape,
    /// The first half of a character, and where the text ended behind it.
    half: Option<(usize, u32)>,
}

/// How far an escape has come.
#[derive(Default)]
enum Escape {
    #[default]
    None,
    Begun,
    /// The digits of `\u00e9` so far.
    Unicode(u32, u8),
}

impl Shown {
    /// Adds what stands in the file as it is; its line ends are one character, as XML has it.
    fn push_all(&mut self, part: &str) {
        let mut rest = part;
        while let Some(char) = rest.chars().next() {
            let run = self.run(rest);
            if run > 0 {
                self.text.push_str(&rest[..run]);
                self.kept = self.text.len();
                rest = &rest[run..];
                continue;
            }
            rest = &rest[char.len_utf8()..];
            match char {
                '\r' if rest.starts_with('\n') => {}
                '\r' => self.push('\n'),
                _ => self.push(char),
            }
        }
    }

    /// How many bytes at the beginning of `rest` stand for themselves, whatever comes before and after.
    fn run(&self, rest: &str) -> usize {
        if !matches!(self.escape, Escape::None) {
            return 0;
        }
        let bytes = rest.as_bytes();
        let is_sign =
            |byte: u8| matches!(byte, b'\\' | b'"' | b'\n' | b'\r' | b'\t' | b'\x0B' | b'\x0C');
        let is_blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let ends = |(at, &byte): (usize, &u8)| {
            is_sign(byte) || byte == b' ' && (at == 0 || is_blank(at + 1))
        };
        bytes.iter().enumerate().position(ends).unwrap_or(bytes.len())
    }

    fn push(&mut self, char: char) {
        match self.escape {
            Escape::None => self.plain(char),
            Escape::Begun => {
                self.escape = Escape::None;
                match char {
                    'n' => self.add('\n'),
                    't' => self.add('\t'),
                    'u' => self.escape = Escape::Unicode(0, 0),
                    other => self.add(other),
                }
            }
            Escape::Unicode(code, digits) => match char.to_digit(16) {
                Some(digit) if digits < 3 => {
                    self.escape = Escape::Unicode(code << 4 | digit, digits + 1);
                }
                Some(digit) => {
                    self.escape = Escape::None;
                    self.unit(code << 4 | digit);
                }
                None => {
                    self.escape = Escape::None;
                    self.add(char::REPLACEMENT_CHARACTER);
                    self.plain(char);
                }
            },
        }
    }

    /// Adds a unit of UTF-16, of which two may be one character.
    fn unit(&mut self, unit: u32) {
        let first = self.half.take().filter(|&(end, _)| end == self.text.len());
        if let (Some((_, high)), 0xDC00..=0xDFFF) = (first, unit) {
            self.text.pop();
            let code = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
            return self.add(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.add(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        if (0xD800..=0xDBFF).contains(&unit) {
            self.half = Some((self.text.len(), unit));
        }
    }

    fn plain(&mut self, char: char) {
        match char {
            '\\' => self.escape = Escape::Begun,
            '"' => self.is_quoted = !self.is_quoted,
            ' ' | '\n' | '\r' | '\t' | '\x0B' | '\x0C' if !self.is_quoted => {
                // One blank for many, and none at the beginning.
                if self.kept == self.text.len() && self.kept > 0 {
                    self.text.push(' ');
                }
            }
            _ => self.add(char),
        }
    }

    fn add(&mut self, char: char) {
        self.text.push(char);
        self.kept = self.text.len();
    }

    /// Adds a tag. No escape goes on behind it, and no quotes, unless it only says what is not to be
    /// translated (`<xliff:g>`).
    fn push_tag(&mut self, tag: &str) {
        self.escape = Escape::None;
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|char: char| char.is_whitespace() || "/>".contains(char)).next();
        self.is_quoted &= name.is_some_and(|name| name.contains(':'));
        self.text.push_str(&xml::decode(tag, Quoting::Section)); // as it stands, but for its line ends
        self.kept = self.text.len();
    }

    fn end(mut self) -> String {
        self.text.truncate(self.kept);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (raw, text) in [
            ("Żółć", "Żółć"),
            (r#"it\'s \"x\" \@ \? \\ \n\t\u017c"#, "it's \"x\" @ ? \\ \n\tż"),
            ("a\n      b  c", "a b c"),
            ("\"  a\n b \"", "  a\n b "),
            ("a &amp; b &#160; c", "a & b \u{A0} c"),
            ("&quot; a &quot;b", " a b"),
            ("a<b>  c </b> d", "a<b> c </b> d"),
            (r"\u12 x", "\u{FFFD} x"),
            (r"\ud83d", "\u{FFFD}"),
            (r"\ud83d\ude00 \ude00\ud83d", "😀 \u{FFFD}\u{FFFD}"),
            ("a\\", "a"),
            ("a\\<b>n\\</b>n", "a<b>n</b>n"),
            ("a\\<!-- -->n\"b\r\n\rc", "a\nb\n\nc"),
            ("\"a <b>  b </b>", "a <b> b </b>"),
            ("\"a<xliff:g>  b </xliff:g> c", "a<xliff:g>  b </xliff:g> c"),
            ("<![CDATA[<b>a</b>  it\\'s]]> ż", "<b>a</b> it's ż"),
        ] {
            assert_eq!(decode(raw, Quoting::Text), text, "{raw}");
        }
        assert_eq!(decode("a &amp;  <b>", Quoting::Section), "a &amp; <b>");
    }

    #[test]
    fn texts_and_back() {
        for text in ["  a", "it's \"b\"\n", "@x", "a & <b> ]]>", "a  b", "\t", "\u{1}", "ż\\"] {
            let raw = encode(text, Quoting::Text).unwrap();
            assert_eq!(decode(&raw, Quoting::Text), text, "{raw}");
        }
    }
}
