//! ICU MessageFormat: finds the plural, select and selectordinal choices of a message and flattens them
//! into branches. Everything else (`{name}`, `{{name}}`, `<b>`, `#`, apostrophes) stays in the text as
//! written. Knows neither plural rules nor argument types.

use std::ops::Range;

use super::branch::{Branch, Part, Variant, flatten};

/// Choices nested deeper than this are no message that a person wrote.
const DEEPEST: usize = 64;

/// The branches of a message, with their places in `text`. A message without a choice is one branch
/// without a path, and so is one whose syntax is broken: many catalogues hold braces and no ICU.
pub fn branches(text: &str) -> Vec<Branch> {
    let plain = || vec![Branch::plain(0..text.len())];
    if !(text.contains("plural") || text.contains("select")) {
        return plain();
    }
    parse(text).and_then(|parts| flatten(&parts)).unwrap_or_else(plain)
}

fn parse(text: &str) -> Option<Vec<Part<'_>>> {
    let mut scanner = Scanner { text, at: 0, depth: 0, in_plural: false };
    let parts = scanner.message()?;
    (scanner.at == text.len()).then_some(parts)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    in_plural: bool,
}

impl<'t> Scanner<'t> {
    /// A message up to its closing brace, or to the end of the text.
    fn message(&mut self) -> Option<Vec<Part<'t>>> {
        let mut parts = Vec::new();
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => self.skip_quoted(),
                b'}' => break,
                b'{' => match self.choice_head() {
                    Some((kind, variants)) => {
                        push_text(&mut parts, start..self.at);
                        self.at = variants;
                        parts.push(self.choice(kind != "select")?);
                        start = self.at;
                    }
                    None => self.skip_placeholder()?,
                },
                _ => self.at += 1,
            }
        }
        push_text(&mut parts, start..self.at);
        Some(parts)
    }

    /// `'{literal}'` holds no syntax; an apostrophe elsewhere is an apostrophe.
    fn skip_quoted(&mut self) {
        self.at += 1;
        let opens = match self.peek() {
            Some(b'\'') => {
                self.at += 1;
                return;
            }
            Some(b'{' | b'}') => true,
            Some(b'#') => self.in_plural,
            _ => false,
        };
        if opens {
            let close = self.text[self.at..].find('\'');
            self.at = close.map_or(self.text.len(), |close| self.at + close + 1);
        }
    }

    /// `{name}`, `{n, number, ::compact}`, `{{name}}`: to the brace that closes it.
    fn skip_placeholder(&mut self) -> Option<()> {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'{' => open += 1,
                b'}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Some(());
            }
        }
        None
    }

    /// `{name, plural,`: the kind of choice that begins here, and where its variants do.
    fn choice_head(&self) -> Option<(&'t str, usize)> {
        let rest = &self.text[self.at + 1..];
        let head = &rest[..rest.find(['{', '}']).unwrap_or(rest.len())];
        let (_name, kind) = head.split_once(',')?;
        let (kind, variants) = kind.split_once(',')?;
        let at = self.at + 1 + head.len() - variants.len();
        let kind = kind.trim();
        matches!(kind, "plural" | "select" | "selectordinal").then_some((kind, at))
    }

    /// The variants of a choice and the brace that closes it.
    fn choice(&mut self, is_plural: bool) -> Option<Part<'t>> {
        let mut variants = Vec::new();
        loop {
            self.skip_space();
            if self.peek()? == b'}' {
                self.at += 1;
                return (!variants.is_empty()).then_some(Part::Choice(variants));
            }
            let name = self.selector()?;
            if name.starts_with("offset:") {
                if name == "offset:" {
                    self.skip_space();
                    self.selector()?;
                }
                continue;
            }
            self.skip_space();
            let parts = self.variant(is_plural)?;
            variants.push(Variant { name, is_default: name == "other", parts });
        }
    }

    /// `{...}` behind a selector.
    fn variant(&mut self, is_plural: bool) -> Option<Vec<Part<'t>>> {
        if self.peek()? != b'{' || self.depth == DEEPEST {
            return None;
        }
        self.at += 1;
        self.depth += 1;
        let outer = std::mem::replace(&mut self.in_plural, is_plural);
        let parts = self.message()?;
        self.in_plural = outer;
        self.depth -= 1;
        (self.peek()? == b'}').then(|| self.at += 1)?;
        Some(parts)
    }

    /// `one`, `=0`, `offset:1`.
    fn selector(&mut self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || c == '{' || c == '}')?;
        self.at += end;
        (end > 0).then_some(&rest[..end])
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.text[self.at..].trim_start().len();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

fn push_text(parts: &mut Vec<Part<'_>>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part::Text(range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each branch as `path=text`.
    fn read(text: &str) -> Vec<String> {
        let show = |branch: Branch| {
            let pieces: String = branch.pieces.into_iter().map(|piece| &text[piece]).collect();
            format!("{}={pieces}", branch.path)
        };
        branches(text).into_iter().map(show).collect()
    }

    #[test]
    fn a_plural_within_its_sentence() {
        assert_eq!(
            read("Żółty {n, plural, =0 {brak} one {# plik} other {# plików}} razem"),
            ["=0=Żółty brak razem", "one=Żółty # plik razem", "other=Żółty # plików razem"]
        );
    }

    #[test]
    fn nested_and_neighbouring_choices() {
        assert_eq!(
            read("{who, select, male {{n, plural, one {his} other {his all}}} other {their}}"),
            ["male/one=his", "male/other=his all", "other=their"]
        );
        assert_eq!(
            read("{a, select, x{1} other{2}}-{b,selectordinal, offset:1 one {#st} other{#th}}"),
            ["x/one=1-#st", "x/other=1-#th", "other/one=2-#st", "other/other=2-#th"]
        );
    }

    #[test]
    fn no_choice_is_one_branch() {
        for text in [
            "",
            "Sent",
            "{name} is selected",
            "{{count}} plural",
            "{n, number, ::compact} select",
            "It's plural",
        ] {
            assert_eq!(read(text), [format!("={text}")]);
        }
    }

    #[test]
    fn apostrophes_quote_braces() {
        assert_eq!(
            read("It''s '{' {n, plural, other {don't '}' '#'}}"),
            ["other=It''s '{' don't '}' '#'"]
        );
    }

    #[test]
    fn broken_syntax_is_text() {
        for text in [
            "{n, plural, one {a} other {b}",
            "{n, plural, one {a}} other {b}}",
            "{n, plural, }",
            "{n, plural, one}",
            "} {n, plural, other {b}}",
            "{n, plural, offset:",
        ] {
            assert_eq!(read(text), [format!("={text}")]);
        }
        let deep = "{n, plural, other {".repeat(20_000);
        assert_eq!(branches(&deep).len(), 1);
    }

    #[test]
    fn every_truncation_is_read() {
        let text = "ż {a, select, x {'{' {b, plural, offset:1 =0 {ó} other {#}}} other {y''}} ź";
        for (end, _) in text.char_indices() {
            branches(&text[..end]);
            branches(&text[end..]);
        }
    }
}
