//! What stands between two quotes of a `.strings` file, and the text it stands for. The rules are those of
//! Apple's own reader, but for `\uXXXX`: that reads a plain `u` there, people mean the character.

use std::borrow::Cow;

use crate::syntax::escapes::{self, UNKNOWN, is_first_half, of_halves};

/// The characters of the bytes from 0x80 in NEXTSTEP's charset: what octal escapes mean.
const NEXTSTEP: [char; 128] = [
    '\u{A0}', 'À', 'Á', 'Â', 'Ã', 'Ä', 'Å', 'Ç', 'È', 'É', 'Ê', 'Ë', 'Ì', 'Í', 'Î', 'Ï', //
    'Ð', 'Ñ', 'Ò', 'Ó', 'Ô', 'Õ', 'Ö', 'Ù', 'Ú', 'Û', 'Ü', 'Ý', 'Þ', 'µ', '×', '÷', //
    '©', '¡', '¢', '£', '⁄', '¥', 'ƒ', '§', '¤', '’', '“', '«', '‹', '›', 'ﬁ', 'ﬂ', //
    '®', '–', '†', '‡', '·', '¦', '¶', '•', '‚', '„', '”', '»', '…', '‰', '¬', '¿', //
    '¹', 'ˋ', '´', 'ˆ', '˜', '¯', '˘', '˙', '¨', '²', '˚', '¸', '³', '˝', '˛', 'ˇ', //
    '—', '±', '¼', '½', '¾', 'à', 'á', 'â', 'ã', 'ä', 'å', 'ç', 'è', 'é', 'ê', 'ë', //
    'ì', 'Æ', 'í', 'ª', 'î', 'ï', 'ð', 'ñ', 'Ł', 'Ø', 'Œ', 'º', 'ò', 'ó', 'ô', 'õ', //
    'ö', 'æ', 'ù', 'ú', 'û', 'ı', 'ü', 'ý', 'ł', 'ø', 'œ', 'ß', 'þ', 'ÿ', UNKNOWN, UNKNOWN,
];

/// The text that the bytes between two quotes stand for. Never fails: an escape that means no character
/// becomes U+FFFD.
pub fn decode(raw: &str) -> Cow<'_, str> {
    escapes::decode(raw, |raw| {
        let (char, length) = escape(raw);
        (Some(char), length)
    })
}

/// What stands between two quotes for `text`.
pub fn encode(text: &str, quote: char) -> String {
    escapes::encode(text, quote, 'U')
}

/// Whether a text may stand without quotes.
pub fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_bare_byte)
}

/// Whether a byte may stand in a text without quotes.
pub(super) fn is_bare_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'/' | b':' | b'.' | b'-')
}

/// The character of the escape that `raw` begins with, and its length.
fn escape(raw: &str) -> (char, usize) {
    let Some(kind) = raw[1..].chars().next() else { return ('\\', 1) };
    let char = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        '0'..='7' => return octal(&raw[1..]),
        'U' | 'u' => return unicode(raw),
        other => other,
    };
    (char, 1 + kind.len_utf8())
}

/// `\351`: at most three digits, of which eight bits count.
fn octal(digits: &str) -> (char, usize) {
    let digits = digits.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
    let (code, count) = digits.fold((0_u32, 0), |(code, count), byte| {
        ((code * 8 + u32::from(byte - b'0')) & 0xFF, count + 1)
    });
    let char = match code.checked_sub(0x80) {
        Some(high) => NEXTSTEP[high as usize],
        None => char::from_u32(code).unwrap_or(UNKNOWN),
    };
    (char, 1 + count)
}

/// `\U00e9`, at most four digits, or the two escapes of a surrogate pair.
fn unicode(raw: &str) -> (char, usize) {
    let (first, digits) = hex(&raw[2..]);
    let length = 2 + digits;
    if !is_first_half(first) {
        let char = char::from_u32(first).filter(|_| digits > 0);
        return (char.unwrap_or(UNKNOWN), length);
    }
    let rest = &raw[length..];
    let second = rest.strip_prefix("\\U").or_else(|| rest.strip_prefix("\\u")).map(hex);
    let char =
        second.and_then(|(second, digits)| Some((of_halves(first, second)?, length + 2 + digits)));
    char.unwrap_or((UNKNOWN, length))
}

/// The number of at most four hexadecimal digits, and how many these are.
fn hex(text: &str) -> (u32, usize) {
    let digits = text.chars().take(4).map_while(|char| char.to_digit(16));
    digits.fold((0, 0), |(code, count), digit| (code * 16 + digit, count + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for (raw, text) in [
            ("Zażółć", "Zażółć"),
            (r#"\"\'\\\n\t\r\a\b\f\v"#, "\"'\\\n\t\r\u{7}\u{8}\u{C}\u{B}"),
            (r"\U017c\u017C\ud83d\ude00\UD83D\UDE00", "żż😀😀"),
            (r"\ud83d!\ude00", "\u{FFFD}!\u{FFFD}"),
            (r"\Ue9-\U\uż", "é-\u{FFFD}\u{FFFD}ż"),
            (r"\0\12\101\7z\1019", "\0\nA\u{7}zA9"),
            (r"\341\333\236\777\376", "Æç×\u{FFFD}\u{FFFD}"),
            (r"\q\ż", "qż"),
            ("a\\\nb\\\r\nc", "a\nb\r\nc"),
            ("\\", "\\"),
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
    }

    #[test]
    fn encoding_is_undone() {
        let text = "\"Ż'\\ \n\r\t\u{1}9\u{7f}😀";
        assert_eq!(decode(&encode(text, '"')), text);
        assert_eq!(decode(&encode(text, '\'')), text);
    }
}
