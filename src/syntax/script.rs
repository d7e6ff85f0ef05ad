//! The strings and templates of JavaScript: their escapes. Knows no program around them.

use std::borrow::Cow;

use crate::label::Quoting;

use super::escapes::{self, UNKNOWN, hex, is_first_half, of_halves};

/// What stands between the quotes of a string. (What is no right escape means something too: there is no
/// text that is not read.)
pub fn decode(raw: &str) -> Cow<'_, str> {
    escapes::decode(raw, escape)
}

/// What stands between the back quotes of a template; line ends are line feeds there.
pub fn decode_template(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\r') {
        return decode(raw);
    }
    let plain = raw.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(decode(&plain).into_owned())
}

/// What stands between two quotes for `text`.
pub fn encode(text: &str, quote: char) -> String {
    escapes::encode(text, quote, 'u')
}

/// What stands for `text` in a string or template of a program; `None` for what is quoted otherwise.
pub fn encode_as(text: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        Quoting::ScriptDouble => Some(encode(text, '"')),
        Quoting::ScriptSingle => Some(encode(text, '\'')),
        Quoting::Template => Some(encode(text, '`').replace("${", "\\${")),
        _ => None,
    }
}

/// The character that an escape at the beginning of `text` means, and its length.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(sign) = text[1..].chars().next() else { return (Some('\\'), 1) };
    let char = match sign {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'v' => '\u{B}',
        'f' => '\u{C}',
        '0' if !text[2..].starts_with(|next: char| next.is_ascii_digit()) => '\0',
        '\r' if text[2..].starts_with('\n') => return (None, 3),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => return (None, 1 + sign.len_utf8()),
        'x' => return hex(&text[2..], 2).map_or((Some(UNKNOWN), 2), |it| (char::from_u32(it), 4)),
        'u' => return unicode(text),
        other => other,
    };
    (Some(char), 1 + sign.len_utf8())
}

/// `\u{1F600}`, `\u00e9`, and two of the latter for a character of UTF-16.
fn unicode(text: &str) -> (Option<char>, usize) {
    let rest = &text[2..];
    if let Some(digits) = rest.strip_prefix('{') {
        let Some(end) = digits.find('}').filter(|&end| end <= 8) else { return (Some(UNKNOWN), 2) };
        let char = hex(digits, end).and_then(char::from_u32).unwrap_or(UNKNOWN);
        return (Some(char), end + 4);
    }
    let Some(code) = hex(rest, 4) else { return (Some(UNKNOWN), 2) };
    if is_first_half(code) {
        let second = rest[4..].strip_prefix("\\u").and_then(|rest| hex(rest, 4));
        let char = second.and_then(|second| of_halves(code, second));
        return char.map_or((Some(UNKNOWN), 6), |char| (Some(char), 12));
    }
    (Some(char::from_u32(code).unwrap_or(UNKNOWN)), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_strings() {
        for (raw, text) in [
            (r"Don\'t \u017C\xe9\u{1F600}", "Don't żé😀"),
            (r"\ud83d\ude00 \ud83d", "😀 \u{FFFD}"),
            ("a\\\r\nb\\\nc", "abc"),
            (r"\0\q\n\\", "\0q\n\\"),
            (r"\u{zz} \x4 \u12 \", "\u{FFFD} \u{FFFD}4 \u{FFFD}12 \\"),
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
        assert_eq!(decode_template("a\r\nb\\`"), "a\nb`");
    }
}
