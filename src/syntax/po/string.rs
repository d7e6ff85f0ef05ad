//! What stands between two quotes of a catalogue, and the text it stands for.

use std::borrow::Cow;

/// Signs and the letter that stands for each behind a backslash.
const ESCAPES: [(char, char); 9] = [
    ('n', '\n'),
    ('"', '"'),
    ('\\', '\\'),
    ('t', '\t'),
    ('r', '\r'),
    ('a', '\u{7}'),
    ('b', '\u{8}'),
    ('f', '\u{C}'),
    ('v', '\u{B}'),
];

/// The text that stands for what is between the quotes. What is no escape stays as it is written.
pub fn decode(raw: &str) -> Cow<'_, str> {
    let Some(mut at) = raw.find('\\') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = rest[1..].chars().next();
        let plain = ESCAPES.iter().find(|(found, _)| Some(*found) == letter);
        rest = if let Some((_, char)) = plain {
            text.push(*char);
            &rest[2..]
        } else if let Some((said, after)) = numbers(rest) {
            text.push_str(&said);
            after
        } else {
            text.push('\\');
            &rest[1..]
        };
        match rest.find('\\') {
            Some(next) => at = next,
            None => break,
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The text of a row of numeric escapes, `\303\251` or `\xC3\xA9`, and what follows it. A row that is
/// no text in UTF-8 stays as it is written.
fn numbers(raw: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut bytes = Vec::new();
    let mut rest = raw;
    while let Some((byte, after)) = number(rest) {
        bytes.push(byte);
        rest = after;
    }
    let written = &raw[..raw.len() - rest.len()];
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    (!written.is_empty()).then(|| (text.map_or(Cow::Borrowed(written), Cow::Owned), rest))
}

/// The byte of one numeric escape: up to three octal digits, or hexadecimal ones behind an `x`.
fn number(raw: &str) -> Option<(u8, &str)> {
    let digits = raw.strip_prefix('\\')?;
    let (digits, radix, most) =
        digits.strip_prefix('x').map_or((digits, 8, 3), |digits| (digits, 16, usize::MAX));
    let length = digits.chars().take(most).take_while(|digit| digit.is_digit(radix)).count();
    let byte = u8::from_str_radix(&digits[..length], radix).ok()?;
    Some((byte, &digits[length..]))
}

/// What stands between the quotes for a text; [`decode`] undoes it.
pub fn encode(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for char in text.chars() {
        match ESCAPES.iter().find(|(_, found)| *found == char) {
            Some((letter, _)) => raw.extend(['\\', *letter]),
            None => raw.push(char),
        }
    }
    raw
}

/// The first place of a character or an escape in quoted text.
pub(super) fn find(raw: &str, sign: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = raw[at..].find(['\\', sign.chars().next()?]) {
        at += found;
        if raw[at..].starts_with(sign) {
            return Some(at);
        }
        at += 1;
        at += raw[at..].chars().next().map_or(0, char::len_utf8); // what the backslash escapes
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (raw, text) in [
            (r#"a\n\t\r\"\\\a\b\f\v"#, "a\n\t\r\"\\\u{7}\u{8}\u{C}\u{B}"),
            (r"\303\251\xC3\xA9\101\0612", "ééA12"),
            (r"\377\x1234\0\q\é\", r"\377\x1234\0\q\é\"),
        ] {
            assert_eq!(decode(raw), text);
            assert_eq!(decode(&encode(text)), text);
        }
    }
}
