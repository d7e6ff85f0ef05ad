//! The content of an element, and the text it stands for: references resolved, sections opened, comments
//! left out; tags inside stay as they are written.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr2, memchr3};

use crate::label::{Quoting, Unfit};

const OPEN_SECTION: &str = "<![CDATA[";
const CLOSE_SECTION: &str = "]]>";

/// A piece of an element's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'s> {
    /// Text as it stands.
    Plain(&'s str),
    /// A tag.
    Tag(&'s str),
    /// The character that a reference stands for.
    Character(char),
    /// What begins like a reference and is none that is known.
    Unknown(&'s str),
    /// Text in which no sign means anything.
    Section(&'s str),
    /// Nothing: a comment, an instruction.
    Hidden,
}

/// The text that an element's content, or an attribute's value, stands for. A reference to an entity
/// that XML does not know stays as it is; line ends are `\n`.
pub fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    if memchr3(b'&', b'<', b'\r', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    if quoting == Quoting::Section {
        push_lines(&mut text, raw);
        return Cow::Owned(text);
    }
    for (_, piece) in pieces(raw) {
        match piece {
            Piece::Plain(part) | Piece::Tag(part) | Piece::Unknown(part) | Piece::Section(part) => {
                push_lines(&mut text, part);
            }
            Piece::Character(char) => text.push(char),
            Piece::Hidden => {}
        }
    }
    Cow::Owned(text)
}

/// The content, attribute or section that stands for `text`.
///
/// # Errors
/// Where it holds a character that XML cannot write, or the end of a section.
pub fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    if quoting == Quoting::Section {
        return section_of(text);
    }
    let mut raw = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => raw.push_str("&amp;"),
            '<' => raw.push_str("&lt;"),
            '>' => raw.push_str("&gt;"),
            '"' => raw.push_str("&quot;"),
            '\'' => raw.push_str("&apos;"),
            '\r' => raw.push_str("&#13;"),
            _ if !is_character(char) => return Err(unfit()),
            _ => raw.push(char),
        }
    }
    Ok(raw)
}

/// What stands in a section for `text`.
fn section_of(text: &str) -> Result<String, Unfit> {
    if text.contains(CLOSE_SECTION) {
        return Err(Unfit("a CDATA section cannot hold `]]>`".to_owned()));
    }
    let is_fit = text.chars().all(|char| is_character(char) && char != '\r');
    if is_fit { Ok(text.to_owned()) } else { Err(unfit()) }
}

/// Where the text of a section stands in content that is nothing else.
pub fn section(raw: &str) -> Option<Range<usize>> {
    let inner = raw.trim().strip_prefix(OPEN_SECTION)?.strip_suffix(CLOSE_SECTION)?;
    let start = raw.len() - raw.trim_start().len() + OPEN_SECTION.len();
    (!inner.contains(CLOSE_SECTION)).then_some(start..start + inner.len())
}

/// The places of `&` that begin no reference. Where a file declares entities of its own, any name may
/// be one.
pub(super) fn wrong_references(raw: &str, has_entities: bool) -> Vec<usize> {
    if !raw.contains('&') {
        return Vec::new();
    }
    let is_wrong = |piece: Piece<'_>| match piece {
        Piece::Unknown(part) => !has_entities || part.len() == 1,
        _ => false,
    };
    pieces(raw).filter(|(_, piece)| is_wrong(*piece)).map(|(at, _)| at).collect()
}

/// The pieces of an element's content, each with its place.
pub fn pieces(raw: &str) -> impl Iterator<Item = (usize, Piece<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &raw[at..];
        let (piece, length) = piece(rest)?;
        let start = at;
        at += length;
        Some((start, piece))
    })
}

/// The piece at the beginning of `rest`, and its length.
fn piece(rest: &str) -> Option<(Piece<'_>, usize)> {
    let first = *rest.as_bytes().first()?;
    Some(match first {
        b'&' => reference(rest),
        b'<' if rest.starts_with(OPEN_SECTION) => {
            let inner = &rest[OPEN_SECTION.len()..];
            match inner.find(CLOSE_SECTION) {
                Some(end) => {
                    let length = OPEN_SECTION.len() + end + CLOSE_SECTION.len();
                    (Piece::Section(&inner[..end]), length)
                }
                None => (Piece::Section(inner), rest.len()),
            }
        }
        b'<' if rest.starts_with("<!--") => (Piece::Hidden, up_to(rest, "-->")),
        b'<' if rest.starts_with("<?") => (Piece::Hidden, up_to(rest, "?>")),
        b'<' => tag(rest),
        _ => {
            let length = memchr2(b'&', b'<', rest.as_bytes()).unwrap_or(rest.len());
            (Piece::Plain(&rest[..length]), length)
        }
    })
}

/// A text with blanks for its tags, be they written as such or as references: what an attribute quotes is
/// none of the words there.
pub fn without_tags(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for (at, _) in text.match_indices('<') {
        if let (Piece::Tag(_), length) = tag(&text[at..]) {
            words.push_str(&text[words.len()..at]);
            words.extend(std::iter::repeat_n(' ', length));
        }
    }
    words.push_str(&text[words.len()..]);
    words
}

/// The tag at the beginning of `rest`, and its length; the sign itself where none begins, or ends before
/// another `<`.
fn tag(rest: &str) -> (Piece<'_>, usize) {
    let is_begun = |char: char| matches!(char, '/' | '_' | ':') || char.is_alphabetic();
    let bytes = if rest[1..].starts_with(is_begun) { rest.as_bytes() } else { b"" };
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            b'<' => break,
            b'>' if quote.is_none() => return (Piece::Tag(&rest[..=at]), at + 1),
            b'"' | b'\'' if quote.is_none() => quote = Some(byte),
            _ if quote == Some(byte) => quote = None,
            _ => {}
        }
    }
    (Piece::Plain(&rest[..1]), 1)
}

/// How far it is to behind `end`; all the way where it is missing.
fn up_to(rest: &str, end: &str) -> usize {
    rest.find(end).map_or(rest.len(), |at| at + end.len())
}

/// The reference at the beginning of `rest`, and its length.
fn reference(rest: &str) -> (Piece<'_>, usize) {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"#_-.:".contains(byte);
    let length = rest.bytes().skip(1).take(64).take_while(is_name).count() + 1;
    let name = &rest[1..length];
    if name.is_empty() || !rest[length..].starts_with(';') {
        return (Piece::Unknown(&rest[..1]), 1);
    }
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.strip_prefix('#').and_then(character),
    };
    match known {
        Some(char) => (Piece::Character(char), length + 1),
        None => (Piece::Unknown(&rest[..=length]), length + 1),
    }
}

/// The character that a number names: `160`, `xA0`.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|&char| is_character(char))
}

/// Whether XML 1.0 may hold a character.
fn is_character(char: char) -> bool {
    !matches!(char, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

fn unfit() -> Unfit {
    Unfit("XML cannot write one of its characters".to_owned())
}

/// Adds a part as it stands, but for its line ends: XML reads `\r\n` and a lone `\r` as `\n`.
fn push_lines(text: &mut String, mut part: &str) {
    while let Some(at) = part.find('\r') {
        text.push_str(&part[..at]);
        text.push('\n');
        part = part[at + 1..].strip_prefix('\n').unwrap_or(&part[at + 1..]);
    }
    text.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_contents() {
        for (raw, text) in [
            ("Żółć", "Żółć"),
            ("a &amp;&lt;&gt;&quot;&apos; b", "a &<>\"' b"),
            ("&#379;&#x142;&#X21;", "Żł!"),
            ("&nbsp;&app; & &;&#0;&#xD800;", "&nbsp;&app; & &;&#0;&#xD800;"),
            ("a<![CDATA[ <b> &amp; ]]>b", "a <b> &amp; b"),
            ("a<!-- & -->b<?x y?>c", "abc"),
            ("<b title=\"ż\">x</b>", "<b title=\"ż\">x</b>"),
            ("<b title=\"'>&lt;\">&lt;</b>", "<b title=\"'>&lt;\"><</b>"),
            ("a < b<!-- x --> &amp; c", "a < b & c"),
            ("a <b c=\"> &amp; d", "a <b c=\"> & d"),
            ("a\r\nb\n\rc\r", "a\nb\n\nc\n"),
            ("<![CDATA[a", "a"),
            ("<!-- a", ""),
            ("a <b", "a <b"),
        ] {
            assert_eq!(decode(raw, Quoting::Text), text, "{raw}");
        }
    }

    #[test]
    fn contents_of_texts() {
        let text = "a & <b> \"c\" 'd' ]]> \r\n ż";
        assert_eq!(decode(&encode(text, Quoting::Text).unwrap(), Quoting::Text), text);
        assert!(encode("\u{1}", Quoting::Text).is_err());
        assert_eq!(encode("a & b", Quoting::Section).unwrap(), "a & b");
        assert_eq!(decode("a &amp; b\r\n", Quoting::Section), "a &amp; b\n");
        assert!(encode("]]>", Quoting::Section).is_err());
    }

    #[test]
    fn words_of_texts() {
        for (text, words) in
            [("a <b c=\"ż>\">d</b> < e> <", "a            d     < e> <"), ("<a <b/>", "<a     ")]
        {
            assert_eq!(without_tags(text), words, "{text}");
        }
    }

    #[test]
    fn sections_alone() {
        assert_eq!(section(" <![CDATA[ab]]>\n"), Some(10..12));
        assert_eq!(section("<![CDATA[a]]><![CDATA[b]]>"), None);
        assert_eq!(section("a<![CDATA[b]]>"), None);
    }

    #[test]
    fn references_that_are_none() {
        assert_eq!(wrong_references("ż &amp; & &x; <![CDATA[&]]><!--&-->", false), [9, 11]);
        assert_eq!(wrong_references("& &x;", true), [0]);
    }
}
