//! What a backslash does in `.properties`: escapes, lines that go on, and the way back.

use std::borrow::Cow;
use std::fmt::Write;

use super::blanks;
use crate::syntax::written::Written;
use crate::text::place::Span;

/// Stands for half a surrogate pair.
const HALF: char = '\u{FFFD}';

/// Letters and what they stand for behind a backslash; what is none of them stands for itself.
const LETTERS: [(char, char); 4] = [('n', '\n'), ('t', '\t'), ('r', '\r'), ('f', '\u{C}')];

/// What one backslash begins, and how long it is.
enum Escape {
    Char(char, usize),
    /// A line that goes on, or a backslash at the end of the file.
    Nothing(usize),
    /// `\u` without its digits.
    Broken,
}

/// The text of a key or a value, whose place may run over several lines.
///
/// # Errors
/// The place of a `\u` without four digits.
pub(super) fn read_escapes(source: &str, place: Span) -> Result<Written<'_>, Span> {
    let raw = place.slice(source);
    let start = place.start as usize;
    let Some(mut next) = raw.find('\\') else { return Ok(Written::plain(source, place)) };
    let mut written = Written::empty();
    let mut at = 0;
    loop {
        written.add_plain(source, Span::new(start + at, start + next));
        let here = start + next;
        at = next
            + match escape(&raw[next..]) {
                Escape::Char(char, length) => {
                    written.add(char.encode_utf8(&mut [0; 4]), Span::new(here, here + length));
                    length
                }
                Escape::Nothing(length) => length,
                Escape::Broken => return Err(Span::new(here, here + 2)),
            };
        match raw[at..].find('\\') {
            Some(found) => next = at + found,
            None => break,
        }
    }
    written.add_plain(source, Span::new(start + at, place.end as usize));
    Ok(written)
}

/// The text that bytes of a value stand for.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let Some(mut next) = raw.find('\\') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        text.push_str(&rest[..next]);
        rest = &rest[next..];
        let length = match escape(rest) {
            Escape::Char(char, length) => {
                text.push(char);
                length
            }
            Escape::Nothing(length) => length,
            Escape::Broken => {
                text.push_str("\\u");
                2
            }
        };
        rest = &rest[length..];
        match rest.find('\\') {
            Some(found) => next = found,
            None => break,
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The bytes that stand for a text in any file: what is not ASCII is escaped, for the charset of the file
/// is not known here.
pub fn encode(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        let letter = LETTERS.iter().find(|(_, found)| *found == char);
        match (letter, char) {
            (Some((letter, _)), _) => raw.extend(['\\', *letter]),
            (None, '\\') => raw.push_str("\\\\"),
            // The first sign would be taken for the separator.
            (None, ' ' | '=' | ':') if at == 0 => raw.extend(['\\', char]),
            (None, ' '..='~') => raw.push(char),
            (None, _) => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(raw, "\\u{unit:04X}").expect("a String grows");
                }
            }
        }
    }
    raw
}

/// The length of what the backslash here begins: so far no sign ends a key or a value.
pub(super) fn unit(raw: &str) -> usize {
    match continuation(raw) {
        0 => 1 + raw[1..].chars().next().map_or(0, char::len_utf8),
        length => length,
    }
}

/// The length of the ends of lines here that go on, with the blanks before what follows; 0 where none
/// does.
pub(super) fn continuation(raw: &str) -> usize {
    let mut rest = raw;
    while let Some(behind) = rest.strip_prefix('\\') {
        let next = behind.strip_prefix("\r\n").or(behind.strip_prefix(['\n', '\r']));
        match next {
            Some(next) => rest = &next[blanks(next)..],
            None => break,
        }
    }
    raw.len() - rest.len()
}

fn escape(raw: &str) -> Escape {
    let length = continuation(raw);
    if length > 0 {
        return Escape::Nothing(length);
    }
    match raw[1..].chars().next() {
        None => Escape::Nothing(1),
        Some('u') => unicode(raw),
        Some(char) => {
            let letter = LETTERS.iter().find(|(letter, _)| *letter == char);
            Escape::Char(letter.map_or(char, |(_, char)| *char), 1 + char.len_utf8())
        }
    }
}

/// `\u00e9`, or the two escapes of a surrogate pair.
fn unicode(raw: &str) -> Escape {
    let Some((first, end)) = four_digits(raw, 2) else { return Escape::Broken };
    let pair = || {
        let next = end + continuation(&raw[end..]);
        let (second, end) =
            raw[next..].starts_with("\\u").then(|| four_digits(raw, next + 2)).flatten()?;
        let chars = char::decode_utf16([first, second]).next()?;
        Some(Escape::Char(chars.ok()?, end))
    };
    let is_first_half = (0xD800..0xDC00).contains(&first);
    let pair = if is_first_half { pair() } else { None };
    pair.unwrap_or_else(|| Escape::Char(char::from_u32(first.into()).unwrap_or(HALF), end))
}

/// The number of four digits and where they end. A line may go on between them.
fn four_digits(raw: &str, at: usize) -> Option<(u16, usize)> {
    let (mut number, mut at) = (0, at);
    for _ in 0..4 {
        at += continuation(&raw[at..]);
        let digit = raw[at..].chars().next()?.to_digit(16)?;
        number = number * 16 + digit as u16;
        at += 1;
    }
    Some((number, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (raw, text) in [
            (r"\u017C\u00f3\t\n\r\f\\", "żó\t\n\r\u{C}\\"),
            (r"\ud83d\ude00 \ud83d \ude00", "😀 \u{FFFD} \u{FFFD}"),
            (r"\=\:\ \#\q\ż", "=: #qż"),
            ("a\\\n  \\\r\n\tb\\\rc\\", "abc"),
            ("\\u0\\\n 0\\\n4\\\n1\\ud83d\\\n\\ude00", "A😀"),
            (r"C:\users", r"C:\users"),
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
    }

    #[test]
    fn encoding_is_undone() {
        for text in [" a =:", "=b", "żó😀\u{7f}\u{1}", "#\\\n\r\t\u{C}", ""] {
            assert_eq!(decode(&encode(text)), text);
            assert!(encode(text).is_ascii());
        }
    }
}
