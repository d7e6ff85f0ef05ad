//! ICU MessageFormat: finds the plural, select and selectordinal choices of a message, and those of
//! Java's ChoiceFormat, and flattens them into branches. Everything else (`{name}`, `{{name}}`, `<b>`, `#`, apostrophes) stays in the text as
//! written. Knows neither plural rules nor argument types.

use std::ops::Range;

use super::branch::{Branch, Part, Variant, flatten};

/// Choices nested deeper than this are no message that a person wrote.
const DEEPEST: usize = 64;

/// The branches of a message, with their places in `text`. A message without a choice is one branch
/// without a path, and so is one whose syntax is broken: many catalogues hold braces and no ICU.
pub fn branches(text: &str) -> Vec<Branch> {
    let plain = || vec![Branch::plain(0..text.len())];
    if !["plural", "select", "choice"].iter().any(|kind| text.contains(kind)) {
        return plain();
    }
    parse(text).and_then(|parts| flatten(&parts)).unwrap_or_else(plain)
}

fn parse(text: &str) -> Option<Vec<Part<'_>>> {
    let mut scanner = Scanner { text, at: 0, depth: 0, within: Within::Text };
    let parts = scanner.message()?;
    (scanner.at == text.len()).then_some(parts)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    within: Within,
}

/// What the message that is being read is a variant of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Of nothing, or of a selection.
    Text,
    Plural,
    /// Of a ChoiceFormat, in which `|` ends it.
    Limits,
}

impl<'t> Scanner<'t> {
    /// A message up to what ends it: a closing brace, the next limit, the end of the text.
    fn message(&mut self) -> Option<Vec<Part<'t>>> {
        let mut parts = Vec::new();
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => self.skip_quoted(),
                b'}' => break,
                b'|' if self.within == Within::Limits => break,
                b'{' => match self.choice_head() {
                    Some((kind, variants)) => {
                        push_text(&mut parts, start..self.at);
                        self.at = variants;
                        parts.push(match kind {
                            "choice" => self.limits()?,
                            "select" => self.choice(Within::Text)?,
                            _ => self.choice(Within::Plural)?,
                        });
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
            Some(b'#') => self.within != Within::Text,
            Some(b'|') => self.within == Within::Limits,
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
        let kinds = ["plural", "select", "selectordinal", "choice"];
        kinds.contains(&kind).then_some((kind, at))
    }

    /// The variants of a choice and the brace that closes it.
    fn choice(&mut self, within: Within) -> Option<Part<'t>> {
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
            let parts = self.variant(within)?;
            variants.push(Variant { name, is_default: name == "other", parts });
        }
    }

    /// `{...}` behind a selector.
    fn variant(&mut self, within: Within) -> Option<Vec<Part<'t>>> {
        (self.peek()? == b'{').then(|| self.at += 1)?;
        let parts = self.inner(within)?;
        (self.peek()? == b'}').then(|| self.at += 1)?;
        Some(parts)
    }

    /// The variants of a ChoiceFormat, `0#none|1#one|1<many`, and the brace that closes it.
    fn limits(&mut self) -> Option<Part<'t>> {
        let mut variants = Vec::new();
        loop {
            let name = self.limit()?;
            let parts = self.inner(Within::Limits)?;
            variants.push(Variant { name, is_default: false, parts });
            self.at += 1;
            match self.text.as_bytes().get(self.at - 1)? {
                b'|' => {}
                _ => return Some(Part::Choice(variants)),
            }
        }
    }

    /// `1#` (from one), `1<` (above one).
    fn limit(&mut self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let sign = rest.find(['#', '<', '≤', '|', '{', '}'])?;
        let number = rest[..sign].trim();
        let is_number = number.parse::<f64>().is_ok() || ["∞", "-∞"].contains(&number);
        let length = rest[sign..].chars().next().filter(|_| is_number)?.len_utf8();
        self.at += sign + length;
        (!rest[sign..].starts_with(['|', '{', '}'])).then(|| rest[..sign + length].trim_start())
    }

    /// A message inside this one.
    fn inner(&mut self, within: Within) -> Option<Vec<Part<'t>>> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let outer = std::mem::replace(&mut self.within, within);
        let parts = self.message()?;
        self.within = outer;
        self.depth -= 1;
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
    fn limits_of_a_choice_format() {
        assert_eq!(
            read("Masz {0,choice,0#brak ofert|1#jedną ofertę|1<{0,number,integer} ofert}."),
            ["0#=Masz brak ofert.", "1#=Masz jedną ofertę.", "1<=Masz {0,number,integer} ofert."]
        );
        assert_eq!(
            read("{0, choice, -1≤a '|' b| 1.5#{1,choice,0#x|2#y}}"),
            ["-1≤=a '|' b", "1.5#/0#=x", "1.5#/2#=y"]
        );
        for broken in [
            "{0,choice,}",
            "{0,choice,no|1#one}",
            "{0,choice,0#no|1}",
            "{0,choice,0#no|1#one",
            "{0,choice,0|1}",
        ] {
            assert_eq!(read(broken), [format!("={broken}")]);
        }
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
