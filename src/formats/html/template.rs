//! Template tags in a plain page: where `{{ output }}` and `{% statement %}` stand in a text. Knows no
//! template language; what all of them share is enough to leave out what is no text.

use std::ops::Range;

use memchr::memchr2;

/// What a template tag does to the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Puts something into the text: a placeholder.
    Output,
    /// Stands between two texts: a condition, a loop, a comment.
    Statement,
}

/// The openings and closings of template tags.
const TAGS: [(&str, &str, Kind); 6] = [
    ("{{", "}}", Kind::Output),
    ("<%=", "%>", Kind::Output),
    ("<%", "%>", Kind::Statement),
    ("{%", "%}", Kind::Statement),
    ("{#", "#}", Kind::Statement),
    ("<?", "?>", Kind::Statement),
];

/// The texts between the statements of `raw`, outputs included: one where there is no statement.
pub(super) fn between_statements(raw: &str) -> impl Iterator<Item = Range<usize>> {
    let statements = tags(raw).filter(|(_, kind)| *kind == Kind::Statement).map(|(tag, _)| tag);
    between(raw.len(), statements)
}

/// Whether a text has a letter outside template tags: without one it names nothing.
pub(super) fn has_words(text: &str) -> bool {
    between(text.len(), tags(text).map(|(tag, _)| tag))
        .any(|part| text[part].contains(char::is_alphabetic))
}

/// What `gaps` leave of `0..length`.
fn between(
    length: usize,
    gaps: impl Iterator<Item = Range<usize>>,
) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    gaps.chain(std::iter::once(length..length)).map(move |gap| {
        let part = start..gap.start;
        start = gap.end;
        part
    })
}

/// The template tags of a text, from left to right. One that is never closed takes the rest: it is cut
/// off by markup, as in `title="{% translate "Help" %}"`.
fn tags(text: &str) -> impl Iterator<Item = (Range<usize>, Kind)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr2(b'{', b'<', &text.as_bytes()[at..])?;
            let rest = &text[start..];
            let Some((open, close, kind)) = TAGS.iter().find(|it| rest.starts_with(it.0)) else {
                at = start + 1;
                continue;
            };
            let rest = &rest[open.len()..];
            let Some(length) = rest.find(close) else {
                at = text.len();
                return Some((start..at, Kind::Statement));
            };
            at = start + open.len() + length + close.len();
            let kind = if is_block(&rest[..length]) { Kind::Statement } else { *kind };
            return Some((start..at, kind));
        }
    })
}

/// Whether a tag holds a statement of Handlebars: `{{#if open}}`, `{{else}}`, `{{/if}}`.
fn is_block(inner: &str) -> bool {
    inner.starts_with(['#', '/', '^', '>', '!']) || inner.trim() == "else"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &str) -> Vec<&str> {
        between_statements(raw).map(|part| &raw[part]).collect()
    }

    #[test]
    fn statements_split() {
        assert_eq!(texts("Żółć"), ["Żółć"]);
        assert_eq!(
            texts("{% if a %}Ja{% else %}Nein {{ n }}{% endif %}"),
            ["", "Ja", "Nein {{ n }}", ""]
        );
        assert_eq!(texts("{{#if a}}Ja{{else}}Nein{{/if}}"), ["", "Ja", "Nein", ""]);
        assert_eq!(texts("a <% b %> c <%= d %> {# e #} f"), ["a ", " c <%= d %> ", " f"]);
        assert_eq!(texts("{ 1 < 2 {% open"), ["{ 1 < 2 ", ""]);
    }

    #[test]
    fn words_stand_outside_tags() {
        assert!(has_words("Hello {{ name }}"));
        assert!(has_words("進行中"));
        assert!(!has_words("{{ name }} (12) <%= x %>"));
        assert!(!has_words("·\u{a0}→"));
    }
}
