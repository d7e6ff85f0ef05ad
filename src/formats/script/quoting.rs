//! How text is written in a program: in strings and templates with escapes, in JSX with the character
//! references of HTML. Knows no program.

use std::borrow::Cow;

use crate::formats::page;
use crate::label::{Quoting, Unfit};

/// What the bytes of a label say.
pub(super) fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    page::decode(raw, quoting)
}

/// The bytes that say `text`. Outside of strings JSX is written like a page, but for the signs by which a
/// program goes on.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    let raw = page::encode(text, quoting)?;
    Ok(match quoting {
        Quoting::ScriptDouble | Quoting::ScriptSingle | Quoting::Template => raw,
        _ => SIGNS.iter().fold(raw, |raw, (sign, reference)| raw.replace(*sign, reference)),
    })
}

/// The signs of a program, and the references that stand for them in JSX.
const SIGNS: [(char, &str); 4] =
    [('{', "&#123;"), ('}', "&#125;"), ('`', "&#96;"), ('\\', "&#92;")];

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
