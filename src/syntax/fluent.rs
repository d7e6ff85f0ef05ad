//! What fluent-syntax leaves to do: cutting a file into entries, so that a broken one costs itself;
//! refusing those that would overflow the parser's stack or make it panic; and finding where a
//! placeable ends, for its tree holds no places. Knows no labels.

use std::borrow::Cow;

use fluent_syntax::parser::ErrorKind;
use fluent_syntax::unicode::unescape_unicode_to_string;

/// Placeables nested deeper than this are refused: the parser is recursive.
const DEEPEST: usize = 64;
/// Placeables with more colons are refused: the parser compares every named argument with all before.
const MOST_ARGUMENTS: usize = 512;

/// The entries of a file with the comments before them, in its order; they cover the whole text.
///
/// An entry begins at a line `id =`. No entry holds such a line, so the parser, given one entry after
/// the other, cannot swallow the neighbours of a broken one.
pub fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (entry, next) = rest.split_at(entry_length(rest));
        rest = next;
        Some(entry)
    })
}

/// How far the first entry of `text` goes: to the next line that begins another one, or to the
/// comment before it.
fn entry_length(text: &str) -> usize {
    let mut has_begun = false;
    let mut after_comment = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_comment = line.starts_with('#');
        let begins = begins_entry(line);
        if has_begun && (begins || is_comment) || is_comment && !after_comment {
            return at;
        }
        has_begun |= begins;
        after_comment = is_comment || at == 0 && line.trim_end().is_empty();
        at += line.len();
    }
    text.len()
}

/// Whether a line reads `id =` or `-term =`.
fn begins_entry(line: &str) -> bool {
    let line = line.strip_prefix('-').unwrap_or(line);
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    line.starts_with(|c: char| c.is_ascii_alphabetic())
        && line.trim_start_matches(is_of_id).trim_start_matches(' ').starts_with('=')
}

/// Why an entry must not be handed to the parser, and the offset of the trouble.
pub fn hazard(entry: &str) -> Option<(usize, &'static str)> {
    let mut start = 0;
    for line in entry.split_inclusive('\n') {
        if begins_entry(line) {
            return Placeables::new(entry, start).hazard();
        }
        start += line.len();
    }
    None
}

/// Where the placeable that opens at `open` ends; `None` if it is not closed.
pub fn placeable_end(text: &str, open: usize) -> Option<usize> {
    let mut placeables = Placeables::new(text, open);
    placeables.step();
    while !placeables.open.is_empty() {
        placeables.step()?;
    }
    Some(placeables.at)
}

/// Where the variants of the selection that opens at `open` begin.
pub fn variants_start(text: &str, open: usize) -> Option<usize> {
    let mut placeables = Placeables::new(text, open);
    placeables.step();
    while placeables.open.first() == Some(&Mode::Expression) {
        placeables.step()?;
    }
    Some(placeables.at)
}

/// The text of a placeable that is nothing but a string literal, unless a brace stands in it: that one
/// stays as it is written, so that a brace in a label's text always begins or ends a placeable.
pub fn literal(placeable: &str) -> Option<Cow<'_, str>> {
    let inside = placeable.strip_prefix('{')?.strip_suffix('}')?.trim();
    let quoted = inside.strip_prefix('"')?.strip_suffix('"')?;
    let is_one = !quoted.contains(['{', '}', '\n']) && !has_quote(quoted);
    is_one.then(|| unescape_unicode_to_string(quoted))
}

/// Whether a quote stands in a string literal without a backslash before it.
fn has_quote(literal: &str) -> bool {
    let mut is_escaped = false;
    literal.chars().any(|char| {
        let is_quote = char == '"' && !is_escaped;
        is_escaped = char == '\\' && !is_escaped;
        is_quote
    }) || is_escaped
}

/// A parser's complaint in plain words.
pub fn complaint(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::ExpectedToken('=') => "a `=` is missing behind the id".to_owned(),
        ErrorKind::ExpectedToken(token) => format!("a `{token}` is missing here"),
        ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" => {
            "an id that begins with a letter is missing here".to_owned()
        }
        ErrorKind::ExpectedCharRange { range } if range == "0-9" => {
            "a digit is missing here".to_owned()
        }
        ErrorKind::ExpectedCharRange { .. } => {
            "the variants of a selection begin on a new line".to_owned()
        }
        ErrorKind::ExpectedMessageField { entry_id } => {
            format!("the message \"{entry_id}\" has no text")
        }
        ErrorKind::ExpectedTermField { entry_id } => {
            format!("the term \"-{entry_id}\" has no text")
        }
        ErrorKind::MissingDefaultVariant => {
            "the selection has no default variant; mark one with `*`".to_owned()
        }
        ErrorKind::MultipleDefaultVariants => {
            "the selection has two default variants; mark one with `*`".to_owned()
        }
        ErrorKind::MissingValue => "a text is missing here".to_owned(),
        ErrorKind::UnterminatedStringLiteral => {
            "this text has no closing quotation mark on its line".to_owned()
        }
        ErrorKind::UnbalancedClosingBrace => "nothing is open that this `}` could close".to_owned(),
        ErrorKind::ExpectedInlineExpression => {
            "a variable, reference or text is missing here".to_owned()
        }
        other => {
            let words = other.to_string();
            words[..1].to_lowercase() + &words[1..]
        }
    }
}

/// Follows the braces of an entry as the parser does: in an expression quotes hide them, in the text
/// of a variant they do not.
struct Placeables<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Mode>,
}

/// What stands inside an open brace.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Expression,
    Variants,
}

impl<'t> Placeables<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, open: Vec::new() }
    }

    /// Moves behind the next brace, arrow or string; `None` at the end of the text.
    fn step(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let in_expression = self.open.last() == Some(&Mode::Expression);
        loop {
            let byte = *bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => self.open.push(Mode::Expression),
                b'}' => drop(self.open.pop()),
                b'-' if in_expression && bytes.get(self.at) == Some(&b'>') => {
                    self.at += 1;
                    self.open.pop();
                    self.open.push(Mode::Variants);
                }
                b'"' if in_expression => self.at = string_end(bytes, self.at),
                _ => continue,
            }
            return Some(());
        }
    }

    fn hazard(mut self) -> Option<(usize, &'static str)> {
        let mut arguments = 0;
        loop {
            let before = self.at;
            let in_expression = self.open.last() == Some(&Mode::Expression);
            self.step()?;
            if self.open.len() > DEEPEST {
                return Some((self.at - 1, "placeables are nested deeper than 64"));
            }
            if !in_expression {
                continue;
            }
            let passed = &self.text[before..self.at];
            arguments += passed.matches(':').count();
            if arguments > MOST_ARGUMENTS {
                return Some((before, "a placeable with more than 512 arguments is not read"));
            }
            if let Some(at) = torn_escape(passed.as_bytes()) {
                return Some((before + at, "`\\u` needs four hexadecimal digits, `\\U` six"));
            }
            if self.open.is_empty() {
                arguments = 0;
            }
        }
    }
}

/// Behind the quote that closes a string literal, or at the end of its line.
fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') if bytes.get(at + 1).is_some_and(|&byte| byte != b'\n') => at += 2,
            Some(b'\n') | None => return at,
            Some(_) => at += 1,
        }
    }
}

/// An escape whose digits are cut off by a character beyond ASCII: fluent-syntax 0.12 panics on it.
fn torn_escape(bytes: &[u8]) -> Option<usize> {
    let is_torn = |at: usize| {
        let digits = match bytes.get(at + 1) {
            Some(b'u') => 4,
            Some(b'U') => 6,
            _ => return false,
        };
        let after = bytes[at + 2..].iter().take(digits).find(|byte| !byte.is_ascii_hexdigit());
        after.is_some_and(|byte| !byte.is_ascii())
    };
    (0..bytes.len()).find(|&at| bytes[at] == b'\\' && is_torn(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_comments() {
        let text =
            "### File\n\n# One\n# more\na = { x\nb = y\n  .c = z\n\n# Two\n\n-d=1\n<<<<<<<\nfoo\n";
        let found: Vec<_> = entries(text).collect();
        assert_eq!(
            found,
            [
                "### File\n\n",
                "# One\n# more\na = { x\n",
                "b = y\n  .c = z\n\n",
                "# Two\n\n-d=1\n<<<<<<<\nfoo\n"
            ]
        );
    }

    #[test]
    fn placeables_end_where_the_parser_says() {
        for text in [
            "{ $x }",
            "{ \"}\" }",
            "{ F(\"\\\"}\", { $y }) }",
            "{ $x ->\n [a] say \" { \"}\" }\n *[b] b\n }",
        ] {
            assert_eq!(placeable_end(&format!("{text} }} \""), 0), Some(text.len()), "{text}");
            assert_eq!(placeable_end(&text[..text.len() - 1], 0), None);
        }
    }

    #[test]
    fn literals_are_texts() {
        assert_eq!(literal("{ \"x\\u0041\" }").as_deref(), Some("xA"));
        assert_eq!(literal("{\"\"}").as_deref(), Some(""));
        for other in ["{ \"{\" }", "{ $x }", "{ F(\"x\") }", "{ \"a\" }{ \"b\" }", "{\"}"] {
            assert_eq!(literal(other), None, "{other}");
        }
    }

    #[test]
    fn what_the_parser_cannot_bear_is_refused() {
        let deep = format!("a = {}", "{ F(".repeat(20_000));
        assert!(hazard(&deep).unwrap().1.contains("deeper"));
        let arguments = format!("a = {{ F({}) }}", "b: 1, ".repeat(1000));
        assert!(hazard(&arguments).unwrap().1.contains("arguments"));
        assert!(hazard("a = { \"\\u00é\" }").unwrap().1.contains("digits"));
        assert_eq!(hazard("a = C:\\użytkownik { $x } \\użyt"), None);
        assert_eq!(hazard(&"a = { \"}\" }\n b \" { $x }".repeat(100)), None);
    }
}
