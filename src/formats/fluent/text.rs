//! The text that bytes of a pattern stand for, and back.

use std::borrow::Cow;

use super::read;
use crate::label::{Quoting, Unfit};
use crate::syntax::fluent;
use crate::text::source::Source;

/// Whether something stands outside the placeables.
pub(super) fn has_words(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with('{') {
        let end = fluent::placeable_end(rest, 0).unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    !rest.is_empty()
}

/// The text that bytes of a file stand for.
pub(super) fn decode(bytes: &str, _: Quoting) -> String {
    undo_literals(bytes).into_owned()
}

/// The text with its string literals undone: `{ "*" }` is `*`.
pub(super) fn undo_literals(text: &str) -> Cow<'_, str> {
    let mut undone = String::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(open) = text[from..].find('{').map(|found| from + found) {
        let Some(end) = fluent::placeable_end(text, open) else { break };
        if let Some(literal) = fluent::literal(&text[open..end]) {
            undone.push_str(&text[kept..open]);
            undone.push_str(&literal);
            kept = end;
        }
        from = end;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    undone.push_str(&text[kept..]);
    Cow::Owned(undone)
}

/// Writes what Fluent would trim or take for syntax as a string literal, then reads the result back:
/// whatever else does not come out as it went in is refused.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    if quoting != Quoting::Text {
        return Err(Unfit("Fluent knows no quoted patterns".to_owned()));
    }
    if text.contains(['\n', '\r']) {
        return Err(Unfit("a text of several lines needs its indentation".to_owned()));
    }
    let encoded = guarded(text);
    let source = Source::from_text("", format!("x = {encoded}"));
    let contents = read(&source);
    match &contents.labels[..] {
        [label] if label.text == text && contents.faults.is_empty() => Ok(encoded),
        _ => Err(Unfit("its braces would be read as a placeable".to_owned())),
    }
}

/// The text with its first and last character as string literals where they would be trimmed or, at
/// the beginning of a line, taken for syntax.
fn guarded(text: &str) -> String {
    let first = text.chars().next().filter(|&c| c.is_whitespace() || matches!(c, '.' | '*' | '['));
    let rest = &text[first.map_or(0, char::len_utf8)..];
    let last = rest.chars().next_back().filter(|c| c.is_whitespace());
    let middle = &rest[..rest.len() - last.map_or(0, char::len_utf8)];
    let literal = |char: Option<char>| char.map_or_else(String::new, |c| format!("{{ \"{c}\" }}"));
    literal(first) + middle + &literal(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str) -> Result<String, Unfit> {
        encode(text, Quoting::Text)
    }

    #[test]
    fn syntax_is_guarded() {
        assert_eq!(encoded("Wysłane").unwrap(), "Wysłane");
        assert_eq!(encoded("{ $count } wysłane").unwrap(), "{ $count } wysłane");
        assert_eq!(encoded("*wysłane ").unwrap(), "{ \"*\" }wysłane{ \" \" }");
        for text in ["a { b", "a } b", "{ \"x\" } y", "a\nb", "{ $x }", "a { F( }", ""] {
            assert!(encoded(text).is_err(), "{text}");
        }
    }
}
