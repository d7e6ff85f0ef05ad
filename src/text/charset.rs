//! Charsets other than Unicode's: what a file declares, and its text with the length that each character
//! has in the file. Knows no format: a declaration is found by its words.

use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::place::Span;

/// A declaration stands this near to the beginning of a file.
const HEAD: usize = 4096;
/// Lengths are summed once for every so many characters.
const STRIDE: usize = 1024;
/// Stands for a byte that is no character.
const UNDECODED: char = '\u{1A}';

/// What gettext writes for charsets that the web knows under other names.
const ALIASES: [(&str, &str); 6] = [
    ("CP932", "Shift_JIS"),
    ("CP936", "GBK"),
    ("CP949", "EUC-KR"),
    ("CP950", "Big5"),
    ("EUCJP", "EUC-JP"),
    ("LATIN-1", "ISO-8859-1"),
];

/// The charset that the beginning of a file declares, `charset=ISO-8859-2` or `encoding="GBK"`, where it
/// is one that is not read anyway.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let encoding = ["charset=", "encoding="].iter().find_map(|word| {
        let (_, after) = head.split_once(word)?;
        let after = after.trim_start_matches(['"', '\'', '\\']);
        let is_part = |char: char| char.is_ascii_alphanumeric() || "-_:.".contains(char);
        let end = after.find(|char| !is_part(char)).unwrap_or(after.len());
        of_name(&after[..end])
    })?;
    let is_other = ![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(&encoding);
    is_other.then_some(encoding)
}

fn of_name(name: &str) -> Option<&'static Encoding> {
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
    let name = alias.map_or(name, |(_, name)| name);
    let find = |name: &str| Encoding::for_label(name.as_bytes());
    find(name).or_else(|| find(&name.replace('_', "-")))
}

/// Whether bytes that are no UTF-8 were meant to be: more of what is beyond ASCII is UTF-8 than is not,
/// which texts in other charsets seldom are by chance.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    valid > broken
}

/// A file's text, and how it stood there.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) widths: Widths,
    pub(super) undecoded: Option<Undecoded>,
}

/// Bytes that are no character of their charset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecoded {
    /// The first of them.
    pub byte: u8,
    /// Its offset in the file.
    pub at: u64,
    /// Its place in the text, where it was read as U+001A.
    pub span: Span,
    /// How many there are.
    pub count: usize,
    /// The charset.
    pub charset: &'static str,
}

/// How many bytes of the file each character of the text is.
#[derive(Debug, Default)]
pub(super) struct Widths {
    of_chars: Vec<u8>,
    /// The sum before each stride.
    sums: Vec<u64>,
    total: u64,
}

impl Widths {
    /// The length in the file of the first `chars` characters.
    pub(super) fn up_to(&self, chars: usize) -> u64 {
        let stride = chars / STRIDE;
        let Some(sum) = self.sums.get(stride) else { return self.total };
        let rest = self.of_chars[stride * STRIDE..chars].iter();
        sum + rest.map(|width| u64::from(*width)).sum::<u64>()
    }

    fn push(&mut self, width: usize) {
        if self.of_chars.len().is_multiple_of(STRIDE) {
            self.sums.push(self.total);
        }
        // Escapes that switch sets of characters (ISO-2022-JP) may pile up before one.
        let width = width.min(u8::MAX.into()) as u8;
        self.of_chars.push(width);
        self.total += u64::from(width);
    }
}

/// Decodes a file byte by byte, which tells the length of each character.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut found = Decoded::default();
    let mut buffer = [0; 32]; // one byte makes two characters at most
    let (mut at, mut pending) = (0, 0); // read, and read without a character so far
    loop {
        let next = &bytes[at..bytes.len().min(at + 1)];
        let is_last = next.is_empty();
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(next, &mut buffer, is_last);
        at += read;
        pending += read;
        for char in String::from_utf8_lossy(&buffer[..written]).chars() {
            found.push(char, std::mem::take(&mut pending));
        }
        if let DecoderResult::Malformed(length, behind) = result {
            let behind = usize::from(behind).min(pending);
            let length = usize::from(length).min(pending - behind);
            let first = at - behind - length;
            found.undecodable(bytes, first, length, encoding.name());
            pending -= length;
        } else if is_last {
            break;
        }
    }
    found
}

impl Decoded {
    fn push(&mut self, char: char, width: usize) {
        self.text.push(char);
        self.widths.push(width);
    }

    /// As many signs as there are bytes that are no character.
    fn undecodable(&mut self, bytes: &[u8], at: usize, length: usize, charset: &'static str) {
        let span = Span::new(self.text.len(), self.text.len() + 1);
        let first = bytes.get(at).filter(|_| length > 0);
        if let Some(byte) = first.filter(|_| self.undecoded.is_none()) {
            let at = at as u64;
            self.undecoded = Some(Undecoded { byte: *byte, at, span, count: 0, charset });
        }
        if let Some(undecoded) = &mut self.undecoded {
            undecoded.count += length;
        }
        (0..length).for_each(|_| self.push(UNDECODED, 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        for (head, charset) in [
            ("\"Content-Type: text/plain; charset=ISO-8859-2\\n\"", Some("ISO-8859-2")),
            ("<meta charset=\"koi8-r\">", Some("KOI8-R")),
            ("<meta content='text/html; charset=Shift_JIS'>", Some("Shift_JIS")),
            ("<?xml version=\"1.0\" encoding='latin1'?>", Some("windows-1252")),
            ("charset=CP949", Some("EUC-KR")),
            ("charset=euc_jp", Some("EUC-JP")),
            ("charset=CHARSET\n encoding=\"GBK\"", Some("GBK")),
            ("charset=UTF-8", None),
            ("charset=utf-16le", None),
            ("charset=iso-2022-kr", None),
            ("charset=", None),
            ("", None),
        ] {
            assert_eq!(declared(head.as_bytes()).map(Encoding::name), charset, "{head}");
        }
        assert_eq!(declared(format!("{}charset=GBK", " ".repeat(HEAD)).as_bytes()), None);
    }

    /// Each prefix of the text is as long as it is when it is written again.
    #[test]
    fn lengths_in_the_file() {
        let (european, asian) = ("“Größe” é €\n", "状態: 発送済み ABC\n");
        for (charset, line) in [
            ("windows-1252", european),
            ("ISO-8859-2", "Wysłane później\n"),
            ("KOI8-R", "Отправлено ABC\n"),
            ("Shift_JIS", "ｱ状態: 発送済み ABC\n"),
            ("EUC-JP", asian),
            ("GBK", "状态：已发货 ABC\n"),
            ("gb18030", "状态：已发货 é😀\n"),
            ("EUC-KR", "상태: 발송됨 ABC\n"),
            ("Big5", "狀態：已出貨\n"),
        ] {
            let encoding = of_name(charset).unwrap();
            let text = line.repeat(300);
            let (bytes, _, wrong) = encoding.encode(&text);
            assert!(!wrong, "{charset}");
            let decoded = decode(&bytes, encoding);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.undecoded, None);
            for (chars, (at, _)) in text.char_indices().enumerate() {
                let length = encoding.encode(&text[..at]).0.len() as u64;
                assert_eq!(decoded.widths.up_to(chars), length, "{charset}");
            }
            assert_eq!(decoded.widths.up_to(text.chars().count()), bytes.len() as u64);
        }
    }

    #[test]
    fn what_is_no_character() {
        for (charset, bytes, text, at, count) in [
            ("Shift_JIS", &b"a\x8F\xF3\xFFb"[..], "a状\u{1A}b", 3, 1),
            ("Shift_JIS", b"a\x8F", "a\u{1A}", 1, 1),
            ("EUC-JP", b"\x8F\xFEa\xA4", "\u{1A}\u{1A}a\u{1A}", 0, 3),
            ("gb18030", b"a\x81\x30\x81xb\xFF", "a\u{1A}0亁b\u{1A}", 1, 2),
            ("ISO-8859-3", b"a\xA5b\xA5", "a\u{1A}b\u{1A}", 1, 2),
        ] {
            let decoded = decode(bytes, of_name(charset).unwrap());
            assert_eq!(decoded.text, text, "{charset}");
            let total = decoded.widths.up_to(text.chars().count());
            assert_eq!(total, bytes.len() as u64, "{charset}");
            let undecoded = decoded.undecoded.unwrap();
            assert_eq!((undecoded.at, undecoded.count), (at, count), "{charset}");
            assert_eq!(undecoded.byte, bytes[at as usize]);
        }
    }

    #[test]
    fn texts_of_two_characters_for_one() {
        let decoded = decode(b"\x88\x62a", of_name("Big5").unwrap());
        let lengths: Vec<_> = (0..4).map(|chars| decoded.widths.up_to(chars)).collect();
        assert_eq!((&*decoded.text, &lengths[..]), ("Ê\u{304}a", &[0, 2, 2, 3][..]));
    }
}
