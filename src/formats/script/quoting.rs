//! How text is written in a program: in strings and templates with escapes, in JSX with the character
//! references of HTML. Knows no program.

use std::borrow::Cow;

use crate::label::{Quoting, Unfit};
use crate::syntax::markup::{self, Quote};
use crate::syntax::script;

/// What the bytes of a label say.
pub(super) fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    match quoting {
        Quoting::Text | Quoting::Section => markup::decode_text(raw),
        Quoting::Double => markup::decode_value(raw, Quote::Double),
        Quoting::Single => markup::decode_value(raw, Quote::Single),
        Quoting::Bare => markup::decode_value(raw, Quote::Bare),
        Quoting::ScriptDouble | Quoting::ScriptSingle => script::decode(raw),
        Quoting::Template => script::decode_template(raw),
        Quoting::Literal => Cow::Borrowed(raw),
    }
}

/// The bytes that say `text`.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    if let Some(quoted) = script::encode_as(text, quoting) {
        return Ok(quoted);
    }
    match quoting {
        Quoting::Bare if text.is_empty() || text.contains(breaks_value) => {
            return Err(Unfit(
                "an attribute without quotes holds no spaces: quote it first".into(),
            ));
        }
        _ if text.contains('\0') => {
            return Err(Unfit("HTML cannot hold a NUL character".into()));
        }
        _ => {}
    }
    let mut raw = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        match (char, quoting) {
            ('&', _) => raw.push_str("&amp;"),
            ('<', _) => raw.push_str("&lt;"),
            ('>', _) => raw.push_str("&gt;"),
            ('{', Quoting::Text) => raw.push_str("&#123;"),
            ('}', Quoting::Text) => raw.push_str("&#125;"),
            ('`', _) => raw.push_str("&#96;"),
            ('\\', _) => raw.push_str("&#92;"),
            ('"', Quoting::Double) => raw.push_str("&quot;"),
            ('\'', Quoting::Single) => raw.push_str("&#39;"),
            ('\r', _) => raw.push_str("&#13;"),
            _ => raw.push(char),
        }
    }
    Ok(raw)
}

fn breaks_value(char: char) -> bool {
    char.is_ascii_whitespace() || matches!(char, '"' | '\'' | '=' | '<' | '>' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_undoes_decoding() {
        let all = [
            Quoting::Text,
            Quoting::Double,
            Quoting::Single,
            Quoting::ScriptDouble,
            Quoting::ScriptSingle,
            Quoting::Template,
        ];
        for text in ["a & b <c> {d} 'e' \"f\" `g` ${h} \\i \\u1234 &amp;", "x\r\ny\u{7}", ""] {
            for quoting in all {
                let raw = encode(text, quoting).unwrap();
                assert_eq!(decode(&raw, quoting), text, "{raw}");
            }
        }
        assert_eq!(decode("a &amp; b\\n", Quoting::Double), "a & b\\n");
        assert_eq!(encode("Don't", Quoting::ScriptSingle).unwrap(), r"Don\'t");
        assert_eq!(encode("${a}", Quoting::Template).unwrap(), r"\${a}");
    }
}
