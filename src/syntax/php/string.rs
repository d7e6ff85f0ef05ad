//! PHP's literal texts: in single quotes, in double quotes, heredocs and nowdocs; what they stand for,
//! and the way back. A text that holds a variable stands for nothing that is known.

use std::borrow::Cow;

use crate::label::Quoting;
use crate::syntax::written::Written;
use crate::text::place::Span;

/// Letters and what they stand for behind a backslash, in double quotes and heredocs.
const LETTERS: [(char, char); 8] = [
    ('n', '\n'),
    ('t', '\t'),
    ('r', '\r'),
    ('v', '\u{B}'),
    ('e', '\u{1B}'),
    ('f', '\u{C}'),
    ('\\', '\\'),
    ('$', '$'),
];

/// The text between two quotes.
pub(super) fn read(source: &str, place: Span, quoting: Quoting) -> Written<'_> {
    let raw = place.slice(source);
    if quoting == Quoting::Bare || !raw.contains('\\') {
        return Written::plain(source, place);
    }
    let mut written = Written::empty();
    add(&mut written, source, place, quoting);
    written
}

/// The text of a heredoc or nowdoc: what is between its first and its last line, each without the blanks
/// that the last begins with.
pub(super) fn read_lines(source: &str, body: Span, indent: usize, quoting: Quoting) -> Written<'_> {
    let mut written = Written::empty();
    let mut start = body.start as usize;
    for line in body.slice(source).split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let place = Span::new(start + blanks.min(indent), start + line.len());
        match quoting {
            Quoting::Bare => written.add_plain(source, place),
            _ => add(&mut written, source, place, quoting),
        }
        start += line.len();
    }
    written
}

fn add<'s>(written: &mut Written<'s>, source: &'s str, place: Span, quoting: Quoting) {
    let (raw, start) = (place.slice(source), place.start as usize);
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        at += found;
        let Some((said, length)) = escape(&raw[at..], quoting) else {
            at += 1;
            continue;
        };
        written.add_plain(source, Span::new(start + from, start + at));
        written.add(&said, Span::new(start + at, start + at + length));
        at += length;
        from = at;
    }
    written.add_plain(source, Span::new(start + from, place.end as usize));
}

/// The text that bytes between quotes stand for. What is no escape stays as it is written.
pub fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    if quoting == Quoting::Bare || !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (said, length) = escape(&rest[at..], quoting).unwrap_or((Cow::Borrowed("\\"), 1));
        text.push_str(&said);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What stands between quotes for a text; `None` where no bytes can.
pub fn encode(text: &str, quoting: Quoting) -> Option<String> {
    if quoting == Quoting::Bare {
        return (!text.contains('\n')).then(|| text.to_owned());
    }
    let mut raw = String::with_capacity(text.len());
    for char in text.chars() {
        let is_double = quoting != Quoting::Single;
        let letter = LETTERS.iter().find(|(_, found)| *found == char).filter(|_| is_double);
        match (letter, char) {
            (Some((letter, _)), _) => raw.extend(['\\', *letter]),
            (None, '\\') => raw.push_str("\\\\"),
            (None, '\'') if quoting == Quoting::Single => raw.push_str("\\'"),
            (None, '"') if quoting == Quoting::Double => raw.push_str("\\\""),
            (None, _) => raw.push(char),
        }
    }
    Some(raw)
}

/// Whether a text in double quotes or a heredoc holds a variable: `$name`, `{$name`, `${name}`.
pub(super) fn holds_variable(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'\\' | b'$')) {
        at += found;
        let begins_name =
            |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'{' | 0x80..);
        let follows = bytes.get(at + 1);
        if bytes[at] == b'\\' {
            at += 1;
        } else if follows.is_some_and(begins_name) || at > 0 && bytes[at - 1] == b'{' {
            return true;
        }
        at = (at + 1).min(bytes.len());
    }
    false
}

/// What the escape stands for that `raw` begins with, and its length; `None` if it is none.
fn escape(raw: &str, quoting: Quoting) -> Option<(Cow<'static, str>, usize)> {
    let next = raw[1..].chars().next()?;
    let quote = match quoting {
        Quoting::Single => {
            let is_escape = matches!(next, '\\' | '\'');
            return is_escape.then(|| (next.to_string().into(), 2));
        }
        Quoting::Double => Some('"'),
        _ => None,
    };
    if Some(next) == quote {
        return Some((Cow::Borrowed("\""), 2));
    }
    if let Some((_, char)) = LETTERS.iter().find(|(letter, _)| *letter == next) {
        return Some((char.to_string().into(), 2));
    }
    if let Some(digits) = raw.strip_prefix("\\u{") {
        let (digits, _) = digits.split_once('}')?;
        let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
        return Some((char::from_u32(code)?.to_string().into(), digits.len() + 4));
    }
    numbers(raw)
}

/// The text of a row of numeric escapes, `\303\251` or `\xC3\xA9`; `None` if it is no UTF-8.
fn numbers(raw: &str) -> Option<(Cow<'static, str>, usize)> {
    let mut bytes = Vec::new();
    let mut rest = raw;
    while let Some((byte, length)) = number(rest) {
        bytes.push(byte);
        rest = &rest[length..];
        // A letter that is whole needs no more.
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return Some((text.to_owned().into(), raw.len() - rest.len()));
        }
        if bytes.len() == 4 {
            break;
        }
    }
    None
}

/// The byte of one numeric escape, and its length: up to three octal digits, or two hexadecimal ones
/// behind an `x`. PHP cuts what is more than a byte.
fn number(raw: &str) -> Option<(u8, usize)> {
    let digits = raw.strip_prefix('\\')?;
    let (radix, most, before) = if digits.starts_with('x') { (16, 2, 2) } else { (8, 3, 1) };
    let digits = &raw[before..];
    let length =
        digits.bytes().take(most).take_while(|&byte| char::from(byte).is_digit(radix)).count();
    let number = u32::from_str_radix(&digits[..length], radix).ok()?;
    Some((number as u8, before + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (raw, quoting, text) in [
            (r#"It\'s \\ \n \" \$"#, Quoting::Single, r#"It's \ \n \" \$"#),
            (r#"\n\t\r\v\e\f\\\$\"\'"#, Quoting::Double, "\n\t\r\u{B}\u{1B}\u{C}\\$\"\\'"),
            (r"\u{17C}\x41\x1G\101\0612\303\251\xC3\xA9", Quoting::Double, "żA\u{1}GA12éé"),
            (
                r"\400\377\xFF\u{}\u{D800}\u{110000}\u17C\q\x",
                Quoting::Double,
                "\0\\377\\xFF\\u{}\\u{D800}\\u{110000}\\u17C\\q\\x",
            ),
            (r#"\" \n"#, Quoting::Text, "\\\" \n"),
            (r"\n $x", Quoting::Bare, r"\n $x"),
        ] {
            assert_eq!(decode(raw, quoting), text, "{raw}");
            let source = format!("ż{raw}");
            let written = read(&source, Span::new(2, source.len()), quoting);
            assert_eq!(written.text, text);
        }
    }

    #[test]
    fn encoding_is_undone() {
        for quoting in [Quoting::Single, Quoting::Double, Quoting::Text, Quoting::Bare] {
            let text = "It's \\ \"ż\" \\n \\' {$x} ${y} \t\r\\";
            assert_eq!(decode(&encode(text, quoting).unwrap(), quoting), text);
            assert!(encode("a\nb", quoting).is_some() != (quoting == Quoting::Bare));
        }
        assert!(!holds_variable(&encode("{$x} ${y} $ż", Quoting::Double).unwrap()));
    }

    #[test]
    fn variables() {
        for raw in ["$a", "x{$a}", "${a}", "$ż", r"\\$a", "$_", "5$a"] {
            assert!(holds_variable(raw), "{raw}");
        }
        for raw in ["", "$", "$5", "5 $ a", r"\$a", r"\{ $", "a$", r"{\$a}", "\\"] {
            assert!(!holds_variable(raw), "{raw}");
        }
    }
}
