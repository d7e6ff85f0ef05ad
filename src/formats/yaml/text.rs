//! A text of a YAML file and the labels it becomes: one a branch, none where it names nothing; and the
//! bytes that would stand for another text.

use std::borrow::Cow;
use std::fmt::Write;

use crate::formats::nested::is_reference;
use crate::label::{Key, Label, Quoting, Shared, Side, Unfit};
use crate::syntax::yaml::Text;
use crate::syntax::yaml::scalar::{self, Offsets};
use crate::syntax::{branch::Branch, icu};
use crate::text::locale::Locale;
use crate::text::place::Spans;

/// A text under its key.
pub(super) struct Entry<'a, 's> {
    pub(super) key: Key,
    /// The branch that the key itself names.
    pub(super) branch: Option<String>,
    pub(super) text: &'a Text<'s>,
    pub(super) locale: Option<Locale>,
    pub(super) side: Side<'s>,
    pub(super) description: Option<Shared<'s>>,
}

impl<'s> Entry<'_, 's> {
    /// Adds the labels of the entry.
    pub(super) fn add(self, source: &'s str, labels: &mut Vec<Label<'s>>) {
        let text = &*self.text.text;
        if text.trim().is_empty() || is_reference(text) || self.is_symbol() {
            return;
        }
        match self.branches(source) {
            Some(branches) => labels.extend(branches),
            None => labels.push(self.whole()),
        }
    }

    /// Whether the text is a symbol of Ruby: `:year`, or `:date.formats`, which is a reference.
    fn is_symbol(&self) -> bool {
        let name = self.text.text.strip_prefix(':').filter(|_| self.text.quoting == Quoting::Bare);
        let is_sign =
            |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.' | '?' | '"');
        name.is_some_and(|name| !name.is_empty() && name.chars().all(is_sign))
    }

    fn whole(self) -> Label<'s> {
        let Text { text, spans, quoting } = self.text.clone();
        Label {
            key: Some(self.key),
            branch: self.branch.map(Into::into),
            locale: self.locale,
            side: self.side,
            description: self.description,
            ..Label::new(text, spans, quoting)
        }
    }

    /// The branches of an ICU message; `None` if it is none.
    fn branches(&self, source: &str) -> Option<Vec<Label<'s>>> {
        let text = &*self.text.text;
        let branches = text.contains('{').then(|| icu::branches(text))?;
        if branches.len() < 2 && branches.iter().all(|branch| branch.path.is_empty()) {
            return None;
        }
        let offsets = Offsets::new(source, &self.text.spans, self.text.quoting);
        let mut labels = Vec::new();
        for branch in &branches {
            let said: String = branch.pieces.iter().map(|piece| &text[piece.clone()]).collect();
            if !said.trim().is_empty() {
                labels.push(self.branch(branch, said, source, &offsets)?);
            }
        }
        Some(labels)
    }

    /// One branch of an ICU message, inside the branch that the key names. `None` if its bytes do not say
    /// it by themselves.
    fn branch(
        &self,
        branch: &Branch,
        said: String,
        source: &str,
        offsets: &Offsets,
    ) -> Option<Label<'s>> {
        let quoting = self.text.quoting;
        let pieces = branch.pieces.iter().cloned();
        let spans = Spans::several(pieces.flat_map(|piece| offsets.spans(piece)))?;
        if scalar::joined(source, spans.iter(), quoting) != said {
            return None;
        }
        let outer = self.branch.iter().map(String::as_str);
        let path = outer.chain([&*branch.path]).collect::<Vec<_>>().join("/");
        Some(Label {
            key: Some(self.key.clone()),
            branch: Some(path.into()),
            locale: self.locale.clone(),
            side: self.side.clone(),
            description: self.description.clone(),
            ..Label::new(Cow::Owned(said), spans, quoting)
        })
    }
}

/// The text that bytes of a file stand for.
pub(super) fn decode(bytes: &str, quoting: Quoting) -> String {
    scalar::decode(bytes, quoting).into_owned()
}

/// The bytes that stand for `text` where a text is written so.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    let unfit = |why: &str| Err(Unfit(why.to_owned()));
    if quoting == Quoting::Double {
        return Ok(escaped(text));
    }
    if text.chars().any(|char| !is_printable(char)) {
        return unfit("a sign that cannot be seen stands between double quotes only");
    }
    let line = match quoting {
        Quoting::Text => text.strip_suffix('\n').unwrap_or(text),
        _ => text,
    };
    if line.contains('\n') {
        return unfit("a text of several lines needs its indentation");
    }
    match quoting {
        Quoting::Single => Ok(text.replace('\'', "''")),
        Quoting::Text if line.trim() != line || line.is_empty() => {
            unfit("blanks at the ends of a line are no part of a block")
        }
        Quoting::Text => Ok(text.to_owned()),
        _ if is_plain(text) => Ok(text.to_owned()),
        _ => unfit("the text needs quotation marks"),
    }
}

/// What stands between double quotes for `text`.
fn escaped(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' => raw.push_str("\\\""),
            '\\' => raw.push_str("\\\\"),
            '\n' => raw.push_str("\\n"),
            '\t' => raw.push_str("\\t"),
            _ if is_printable(char) => raw.push(char),
            _ => write!(raw, "\\U{:08X}", u32::from(char)).expect("a String grows"),
        }
    }
    raw
}

/// Whether a text says the same without quotes, between brackets too.
fn is_plain(text: &str) -> bool {
    let begins = ['-', '?', ':', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '='];
    text.trim() == text
        && scalar::is_text(text)
        && !is_value_to_others(text)
        && !text.starts_with(begins)
        && !text.contains([',', '[', ']', '{', '}', '\t'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.starts_with("<<")
        && !text.starts_with("...")
}

/// Whether a reader of YAML 1.1, as most are, takes a text without quotes for a flag, a number or a day.
fn is_value_to_others(text: &str) -> bool {
    const FLAGS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];
    let digits = text.trim_start_matches(['+', '-', '.']);
    FLAGS.iter().any(|flag| flag.eq_ignore_ascii_case(text))
        || digits.starts_with(|char: char| char.is_ascii_digit())
            && !text.contains(|char: char| char.is_alphabetic() && !"eExXoObBTtZz".contains(char))
}

/// Whether a character may stand in a file as it is.
fn is_printable(char: char) -> bool {
    let breaks = ['\u{2028}', '\u{2029}', '\u{FEFF}', '\u{FFFE}', '\u{FFFF}'];
    matches!(char, '\n' | '\t') || !char.is_control() && !breaks.contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_need_quotation_marks_are_refused() {
        for text in [
            "%{n} left",
            "a: b",
            "a #b",
            "yes:",
            "null",
            "12",
            "- a",
            " a",
            "a, b",
            "a\nb",
            "",
            "@a",
            "a\u{1}",
        ] {
            assert!(encode(text, Quoting::Bare).is_err(), "{text}");
        }
        assert_eq!(encode("it's 5:30", Quoting::Bare).unwrap(), "it's 5:30");
        assert_eq!(encode("it's", Quoting::Single).unwrap(), "it''s");
        assert_eq!(encode("\"a\"\u{7}\n", Quoting::Double).unwrap(), "\\\"a\\\"\\U00000007\\n");
        assert_eq!(encode("# a: %\n", Quoting::Text).unwrap(), "# a: %\n");
    }
}
