//! One file's text with its line table, decoded once. Owns encodings and line ends; knows nothing of
//! what the text means.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use encoding_rs::Encoding as Charset;

use super::charset::{self, Undecoded, Widths};
use super::place::Span;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 64 << 20;

/// One file: its path, and its text as UTF-8 without a byte order mark.
#[derive(Debug)]
pub struct Source {
    /// The path as reports show it: relative, with `/`.
    pub path: String,
    /// The text. Offsets of spans count its bytes; [`Source::file_offset`] gives those of the file.
    pub text: String,
    encoding: Encoding,
    /// The charset of its language, for files that are not UTF-8.
    fallback: Option<&'static Charset>,
    lines: OnceLock<Vec<u32>>,
    counts: OnceLock<Vec<Counts>>,
}

/// How many characters begin before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    chars: u32,
    /// Those of them that are two units in UTF-16.
    wide: u32,
}

impl Counts {
    fn add(mut self, bytes: &[u8]) -> Self {
        for &byte in bytes {
            self.chars += u32::from(byte & 0xC0 != 0x80); // any byte that continues no character
            self.wide += u32::from(byte >= 0xF0);
        }
        self
    }
}

/// Characters are counted once for every so many bytes: a catalogue can be one line of megabytes.
const STRIDE: usize = 1024;

/// How the bytes of the file became the text.
#[derive(Debug)]
enum Encoding {
    /// UTF-8, with a byte order mark of three bytes or without one.
    Utf8 {
        /// Whether the file begins with a byte order mark.
        mark: bool,
    },
    /// UTF-16, low byte first or high byte first, with a byte order mark of two bytes or without one.
    Utf16 {
        /// Whether the file begins with a byte order mark.
        mark: bool,
        /// Whether the high byte comes first.
        is_big: bool,
    },
    /// Another charset.
    Other {
        /// How long each character is.
        widths: Widths,
        /// Which.
        charset: &'static Charset,
    },
}

/// What a file was when it was read: tells later whether it still is, and reads it alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// The BLAKE3 hash of the text.
    hash: [u8; 32],
    /// What it was to be decoded as, were it no UTF-8.
    fallback: Option<&'static Charset>,
}

/// A line and a column, both from 1; columns count code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in code points.
    pub column: u32,
}

/// What kept a file, or a byte of it, from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Garbled {
    /// A NUL byte: no text file.
    Binary,
    /// A property list that Apple's tools compiled: no text file either.
    Compiled,
    /// More than [`LARGEST`] bytes.
    TooLarge,
    /// Bytes that are no character of the charset. Each was read as U+001A, which is one byte too in
    /// UTF-8, so that no place moves.
    Bytes(Undecoded),
    /// UTF-16 with half a character somewhere.
    Utf16,
}

impl Source {
    /// A source from text that is UTF-8 already: what tests and the carried demo use.
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(path.into(), text.into(), Encoding::Utf8 { mark: false })
    }

    /// Decodes a file: UTF-8 or UTF-16, each with or without a byte order mark; what is neither, in
    /// `fallback` if its language has such a charset, else in the one that it declares. The text is
    /// always returned, with what was wrong; a binary or too large file gives an empty one.
    pub fn decode(
        path: impl Into<String>,
        bytes: Vec<u8>,
        fallback: Option<&'static Charset>,
    ) -> (Self, Option<Garbled>) {
        let path = path.into();
        if bytes.len() > LARGEST {
            return (Self::from_text(path, ""), Some(Garbled::TooLarge));
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let (text, _, malformed) = encoding_rs::UTF_16LE.decode(&bytes);
            let garbled = malformed.then_some(Garbled::Utf16);
            let encoding = Encoding::Utf16 { mark: true, is_big: bytes[0] == 0xFE };
            return (Self::new(path, text.into_owned(), encoding), garbled);
        }
        if bytes.starts_with(b"bplist0") {
            return (Self::from_text(path, ""), Some(Garbled::Compiled));
        }
        if let Some(text) = unmarked_utf16(&bytes) {
            let encoding = Encoding::Utf16 { mark: false, is_big: bytes[0] == 0 };
            return (Self::new(path, text, encoding), None);
        }
        let mark = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
        let bytes = if mark { bytes[3..].to_vec() } else { bytes };
        if bytes.iter().take(8192).any(|&byte| byte == 0) {
            return (Self::from_text(path, ""), Some(Garbled::Binary));
        }
        if let Some(charset) = charset_of(&bytes, fallback).filter(|_| !mark) {
            let decoded = charset::decode(&bytes, charset);
            let encoding = Encoding::Other { widths: decoded.widths, charset };
            let source = Self { fallback, ..Self::new(path, decoded.text, encoding) };
            return (source, decoded.undecoded.map(Garbled::Bytes));
        }
        let (text, garbled) = utf8(bytes, if mark { 3 } else { 0 });
        (Self { fallback, ..Self::new(path, text, Encoding::Utf8 { mark }) }, garbled)
    }

    fn new(path: String, text: String, encoding: Encoding) -> Self {
        let (lines, counts) = (OnceLock::new(), OnceLock::new());
        Self { path, text, encoding, fallback: None, lines, counts }
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// The offset in the file's bytes of an offset in the text.
    pub fn file_offset(&self, at: u32) -> u64 {
        match &self.encoding {
            Encoding::Utf8 { mark } => u64::from(at) + if *mark { 3 } else { 0 },
            Encoding::Utf16 { mark, .. } => {
                let Counts { chars, wide } = self.counts(at);
                2 * (u64::from(*mark) + u64::from(chars + wide))
            }
            Encoding::Other { widths, .. } => widths.up_to(self.counts(at).chars as usize),
        }
    }

    /// The bytes of the file with pieces of its text replaced, in its charset; all else stays as it is.
    /// `None` if that cannot hold them. `bytes` are those that the source was decoded from.
    pub fn edited_bytes(&self, bytes: &[u8], edits: &[(Span, &str)]) -> Option<Vec<u8>> {
        let mut edited = Vec::with_capacity(bytes.len());
        let mut from = 0;
        for (span, text) in edits {
            let offset = |at| usize::try_from(self.file_offset(at)).ok();
            edited.extend_from_slice(bytes.get(from..offset(span.start)?)?);
            edited.extend(self.encode(text)?);
            from = offset(span.end)?;
        }
        edited.extend_from_slice(bytes.get(from..)?);
        Some(edited)
    }

    /// Whether the charset of the file has all letters of a text.
    pub fn can_hold(&self, text: &str) -> bool {
        self.encode(text).is_some()
    }

    /// A text in the charset of the file.
    fn encode(&self, text: &str) -> Option<Vec<u8>> {
        Some(match &self.encoding {
            Encoding::Utf8 { .. } => text.as_bytes().to_vec(),
            Encoding::Utf16 { is_big: true, .. } => {
                text.encode_utf16().flat_map(u16::to_be_bytes).collect()
            }
            Encoding::Utf16 { .. } => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Other { charset, .. } => {
                let (bytes, _, has_missing) = charset.encode(text);
                // On the web ISO-8859-1 is windows-1252, and what differs is no letter to others.
                let is_doubtful = *charset == encoding_rs::WINDOWS_1252
                    && bytes.iter().any(|byte| (0x80..0xA0).contains(byte));
                (!has_missing && !is_doubtful).then(|| bytes.into_owned())?
            }
        })
    }

    /// The charset of its language, for files that are not UTF-8.
    pub fn fallback(&self) -> Option<&'static Charset> {
        self.fallback
    }

    /// What tells later whether the file is still what it is now.
    pub fn imprint(&self) -> Imprint {
        let hash = *blake3::hash(self.text.as_bytes()).as_bytes();
        Imprint { hash, fallback: self.fallback }
    }

    /// Decodes a file as it was decoded before; `None` if it is another one now.
    pub fn decode_again(path: &str, bytes: Vec<u8>, imprint: &Imprint) -> Option<Self> {
        let (source, _) = Self::decode(path, bytes, imprint.fallback);
        (source.imprint() == *imprint).then_some(source)
    }

    /// The line and column of an offset in the text. A line ends with `\n`; a `\r` before it belongs
    /// to the end, so that CRLF files have the same positions as LF files.
    pub fn position(&self, at: u32) -> Position {
        let lines = self.lines();
        let line = lines.partition_point(|&start| start <= at);
        let column = self.counts(at).chars - self.counts(lines[line - 1]).chars + 1;
        Position { line: line as u32, column }
    }

    /// How many bytes of UTF-8 stand before an offset of the text in its line.
    pub fn bytes_into_line(&self, at: u32) -> u32 {
        let lines = self.lines();
        at - lines[lines.partition_point(|&start| start <= at) - 1]
    }

    /// The text of a line (from 1) without its end; empty past the last.
    pub fn line(&self, line: u32) -> &str {
        let lines = self.lines();
        let Some(&start) = lines.get(line as usize - 1) else { return "" };
        let end = lines.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// The span of a line (from 1) without its end; `None` past the last.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let start = *self.lines().get(line.checked_sub(1)? as usize)? as usize;
        Some(Span::new(start, start + self.line(line).len()))
    }

    /// How many characters begin before an offset.
    fn counts(&self, at: u32) -> Counts {
        let bytes = self.text.as_bytes();
        let marks = self.counts.get_or_init(|| {
            let steps = bytes.chunks(STRIDE).scan(Counts::default(), |counts, chunk| {
                *counts = counts.add(chunk);
                Some(*counts)
            });
            std::iter::once(Counts::default()).chain(steps).collect()
        });
        let at = at as usize;
        marks[at / STRIDE].add(&bytes[at / STRIDE * STRIDE..at])
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect()
        })
    }
}

/// The text of a file in UTF-16 without a byte order mark, which older tools of Apple wrote: it begins with
/// an ASCII character in two bytes, and no control character stands in it.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let encoding = match bytes {
        [1..=0x7F, 0, ..] => encoding_rs::UTF_16LE,
        [0, 1..=0x7F, ..] => encoding_rs::UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = |char: char| !char.is_control() || matches!(char, '\t'..='\r');
    text.chars().all(is_text).then(|| text.into_owned())
}

/// The charset of a file that is no UTF-8. One that mostly is, is damaged, and in no other charset.
fn charset_of(bytes: &[u8], fallback: Option<&'static Charset>) -> Option<&'static Charset> {
    std::str::from_utf8(bytes).err()?;
    match fallback {
        Some(charset) => (!charset::is_damaged_utf8(bytes)).then_some(charset),
        None => charset::declared(bytes),
    }
}

/// UTF-8 with every byte that is none replaced by U+001A, which is as long.
fn utf8(bytes: Vec<u8>, skipped: u64) -> (String, Option<Garbled>) {
    let mut bytes = bytes;
    let mut first = None;
    let mut count = 0;
    let mut valid = 0;
    while let Err(error) = std::str::from_utf8(&bytes[valid..]) {
        let at = valid + error.valid_up_to();
        let length = error.error_len().unwrap_or(bytes.len() - at);
        first.get_or_insert((bytes[at], at));
        count += length;
        bytes[at..at + length].fill(0x1A);
        valid = at + length;
    }
    let garbled = first.map(|(byte, at)| {
        Garbled::Bytes(Undecoded {
            byte,
            at: at as u64 + skipped,
            span: Span::new(at, at + 1),
            count,
            charset: "UTF-8",
        })
    });
    (String::from_utf8(bytes).expect("every other byte was replaced"), garbled)
}

/// `text` fit for a terminal, a log or a page: control characters and those that turn the direction of
/// writing are written as `\u{..}`, so that no text from a repository can move the cursor or hide
/// what stands beside it. The two signs by which build servers know a command in the middle of a line
/// (`##[error]`, `##vso[...]`) do not stay together.
pub fn printable(text: &str) -> Cow<'_, str> {
    let begins_command =
        |rest: &str| ["##[", "##vso["].iter().any(|command| rest.starts_with(command));
    let is_safe = !text.contains("##[") && !text.contains("##vso[");
    if is_safe && !text.chars().any(is_treacherous) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for (at, char) in text.char_indices() {
        match char {
            '\n' => safe.push_str("\\n"),
            '\t' => safe.push(' '),
            '#' if begins_command(&text[at..]) => safe.extend(char.escape_unicode()),
            _ if is_treacherous(char) => safe.extend(char.escape_unicode()),
            _ => safe.push(char),
        }
    }
    Cow::Owned(safe)
}

/// The text of a JSON document in which strings hold none of what [`printable`] escapes: as JSON escapes it.
pub fn printable_json(document: &str) -> String {
    let begins_command =
        |rest: &str| ["##[", "##vso["].iter().any(|command| rest.starts_with(command));
    let mut safe = String::with_capacity(document.len());
    for (at, char) in document.char_indices() {
        let is_command = char == '#' && begins_command(&document[at..]);
        match char != '\n' && is_treacherous(char) || is_command {
            true => _ = write!(safe, "\\u{:04x}", u32::from(char)),
            false => safe.push(char),
        }
    }
    safe
}

fn is_treacherous(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_very_long_line() {
        let text = format!("ab\n{}", "żx😀".repeat(5000));
        let source = Source::from_text("x", &*text);
        for (column, (at, _)) in (1..).zip(text[3..].char_indices()) {
            assert_eq!(source.position(at as u32 + 3), Position { line: 2, column });
        }
        assert_eq!(source.position(2), Position { line: 1, column: 3 });
    }

    #[test]
    fn offsets_in_the_file() {
        let text = "é😀x\n".repeat(600);
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (source, garbled) = Source::decode("x", [&[0xFF, 0xFE], &units[..]].concat(), None);
        assert!(garbled.is_none());
        for (at, _) in text.char_indices() {
            let expected = 2 + 2 * text[..at].encode_utf16().count() as u64;
            assert_eq!(source.file_offset(at as u32), expected);
        }
    }

    #[test]
    fn utf_16_without_a_mark() {
        let text = "\"ż😀\" = \"Wysłane\";\n";
        let low = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [low, high] {
            let (source, garbled) = Source::decode("x", bytes, None);
            assert_eq!((&*source.text, garbled), (text, None));
            assert_eq!(
                source.file_offset(text.len() as u32),
                2 * text.encode_utf16().count() as u64
            );
        }
        for bytes in [&b"a\0b"[..], b"a\0\0\0", b"a\0\0\xD8", b"\0\0a"] {
            let (source, garbled) = Source::decode("x", bytes.to_vec(), None);
            assert_eq!((&*source.text, garbled), ("", Some(Garbled::Binary)), "{bytes:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_utf_8_move_no_place() {
        let (source, garbled) = Source::decode("x", b"\xEF\xBB\xBFa\xE9b\xFF".to_vec(), None);
        assert_eq!(source.text, "a\u{1A}b\u{1A}");
        let Some(Garbled::Bytes(Undecoded { byte, at, count, .. })) = garbled else {
            panic!("{garbled:?}")
        };
        assert_eq!((byte, at, count), (0xE9, 4, 2));
        assert_eq!(source.file_offset(2), 5);
    }

    #[test]
    fn declared_charsets() {
        let file = b"charset=ISO-8859-2\nWys\xB3ane \xBF\n".repeat(200);
        let (source, garbled) = Source::decode("x", file, None);
        assert_eq!(garbled, None);
        assert!(source.text.ends_with("Wysłane ż\n"));
        assert_eq!(source.file_offset(source.text.len() as u32), 29 * 200);
        assert_eq!(source.position(25), Position { line: 2, column: 6 });
        assert_eq!(source.file_offset(25), 24);
    }

    #[test]
    fn charsets_of_languages() {
        let latin = Some(encoding_rs::WINDOWS_1252);
        let decoded = |bytes: &[u8]| Source::decode("x", bytes.to_vec(), latin);
        let (source, garbled) = decoded(b"Gr\xF6\xDFe charset=KOI8-R");
        assert_eq!((&*source.text, garbled), ("Größe charset=KOI8-R", None));
        assert_eq!(source.file_offset(5), 4);
        assert_eq!(decoded("Größe".as_bytes()).0.text, "Größe");
        let (source, garbled) = decoded("Größe über \u{3b1}\u{FF}"[..].as_bytes());
        assert_eq!((&*source.text, garbled), ("Größe über αÿ", None));
        // Damaged UTF-8 is no Latin-1.
        let (source, garbled) = decoded(&[&b"\xE9 "[..], "Größe".as_bytes()].concat());
        assert_eq!(source.text, "\u{1A} Größe");
        assert!(matches!(garbled, Some(Garbled::Bytes(_))));
    }

    #[test]
    fn an_imprint_reads_alike() {
        let bytes = b"Gr\xF6\xDFe".to_vec();
        let (source, _) = Source::decode("x", bytes.clone(), Some(encoding_rs::WINDOWS_1252));
        let again = Source::decode_again("x", bytes, &source.imprint());
        assert_eq!(again.map(|source| source.text).as_deref(), Some("Größe"));
        assert!(Source::decode_again("x", b"Gr\xF6sse".to_vec(), &source.imprint()).is_none());
    }

    #[test]
    fn charsets_count_only_where_utf_8_does_not() {
        let (source, garbled) = Source::decode("x", "charset=KOI8-R ż".into(), None);
        assert_eq!((&*source.text, garbled), ("charset=KOI8-R ż", None));
        let (source, garbled) = Source::decode("x", b"charset=UTF-8 \xFF".to_vec(), None);
        assert_eq!(source.text, "charset=UTF-8 \u{1A}");
        let undecoded = |garbled| match garbled {
            Some(Garbled::Bytes(it)) => (it.byte, it.at, it.charset),
            other => panic!("{other:?}"),
        };
        assert_eq!(undecoded(garbled), (0xFF, 14, "UTF-8"));
        let (source, garbled) = Source::decode("x", b"charset=Shift_JIS a\x8F".to_vec(), None);
        assert_eq!(source.text, "charset=Shift_JIS a\u{1A}");
        assert_eq!(undecoded(garbled), (0x8F, 19, "Shift_JIS"));
    }
}
