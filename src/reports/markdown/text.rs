//! Text of a product inside Markdown: it stays text, whatever it holds. Knows GitHub's and GitLab's
//! dialects; knows no report.

use std::fmt::Write as _;

use crate::text::source::printable;

/// A space of no width: what stands before it and behind it is no reference.
const APART: &str = "&#8203;";

/// Text as text: no markup, no cell's end, no link, and nobody and nothing is mentioned.
pub(super) fn text(text: &str) -> String {
    let text = printable(text);
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        // A sign that something follows at once is the beginning of a mention, an address or an emoji.
        let is_joined = rest.peek().is_some_and(|next| !next.is_whitespace());
        if matches!(char, '.' | '-') && is_address(&safe) {
            safe.push_str(APART);
        }
        push(&mut safe, char);
        if is_joined && matches!(char, '@' | '#' | ':' | '!' | '$' | '%' | '&' | '~' | '^') {
            safe.push_str(APART);
        }
    }
    safe
}

/// A character that could be markup goes by its number, which is decoded after cells are told apart.
fn push(safe: &mut String, char: char) {
    match char {
        '@' | '#' | '$' | '&' | '~' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' => {
            _ = write!(safe, "&#{};", char as u32); // writing to a string cannot fail
        }
        _ => safe.push(char),
    }
}

/// Whether what stands before a dot or a dash begins an address (`www.`) or a reference (`GH-1`).
fn is_address(before: &str) -> bool {
    let end = before.len().saturating_sub(3);
    let is = |word: &str, at: usize| {
        before.get(at..).is_some_and(|last| last.eq_ignore_ascii_case(word))
    };
    is("www", end) || is("gh", before.len().saturating_sub(2))
}

/// Text in a code span; as text where a span could not hold it in a table.
pub(super) fn cell_code(of: &str) -> String {
    let shown = printable(of);
    if shown.is_empty() || shown.contains(['|', '\\', '`']) { text(of) } else { code(of) }
}

/// Text in a code span.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let needs_space = text.starts_with('`') || text.ends_with('`');
    let space = if needs_space { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Lines in a block of code.
pub(super) fn block(lines: &str) -> String {
    let fence = "`".repeat(longest_run(lines).max(2) + 1);
    let lines: Vec<_> = lines.lines().map(printable).collect();
    format!("{fence}toml\n{}\n{fence}\n", lines.join("\n"))
}

fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`').map(str::len).max().unwrap_or(0)
}

/// The beginning of a long text.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (plain, safe) in [
            ("On hold", "On hold"),
            ("a|b", "a&#124;b"),
            ("a\\|b", "a&#92;&#124;b"),
            ("@all", "&#64;&#8203;all"),
            ("#12: x", "&#35;&#8203;12: x"),
            ("GH-12", "GH&#8203;-12"),
            ("www.a.b", "www&#8203;.a.b"),
            ("https://a", "https:&#8203;//a"),
            ("<b>", "&#60;b&#62;"),
            ("[a](b)", "&#91;a&#93;(b)"),
            ("a\nb", "a&#92;nb"),
            ("\u{202e}", "&#92;u{202e}"),
        ] {
            assert_eq!(text(plain), safe);
        }
    }

    #[test]
    fn a_span_of_code_holds_backticks() {
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(cell_code("a|b"), "a&#124;b");
    }
}
