//! What the escapes of several languages share: a `\` before a sign, characters as numbers, and two numbers
//! for a character of UTF-16. Each language says itself which escapes it has.

use std::borrow::Cow;
use std::fmt::Write;

/// Stands for an escape that means no character.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The text that `raw` stands for. `escape` is given the text from a `\` on and tells the character that it
/// stands for, if any, and its length in bytes.
pub(super) fn decode(raw: &str, escape: impl Fn(&str) -> (Option<char>, usize)) -> Cow<'_, str> {
    let Some(first) = raw.find('\\') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    let (mut from, mut next) = (0, Some(first));
    while let Some(at) = next {
        text.push_str(&raw[from..at]);
        let (char, length) = escape(&raw[at..]);
        text.extend(char);
        from = at + length;
        next = raw[from..].find('\\').map(|found| from + found);
    }
    text.push_str(&raw[from..]);
    Cow::Owned(text)
}

/// What stands between two quotes for `text`. `number` is the letter of an escape with four hexadecimal
/// digits.
pub(super) fn encode(text: &str, quote: char, number: char) -> String {
    let mut raw = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => raw.push_str("\\n"),
            '\r' => raw.push_str("\\r"),
            '\t' => raw.push_str("\\t"),
            '\\' => raw.push_str("\\\\"),
            _ if char == quote => raw.extend(['\\', quote]),
            '\0'..='\x1F' => {
                write!(raw, "\\{number}{:04x}", u32::from(char)).expect("a String grows");
            }
            _ => raw.push(char),
        }
    }
    raw
}

/// The number that so many hexadecimal digits at the beginning of `text` are.
pub(super) fn hex(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}

/// Whether a number is the first half of a character of UTF-16.
pub(super) fn is_first_half(code: u32) -> bool {
    (0xD800..0xDC00).contains(&code)
}

/// The character that two halves of UTF-16 are; `None` if the second is none.
pub(super) fn of_halves(first: u32, second: u32) -> Option<char> {
    let second = second.checked_sub(0xDC00).filter(|&code| code < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xD800) << 10) + second)
}
