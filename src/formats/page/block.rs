//! Texts for translators that stand between two tags: `{% blocktranslate %}…{% endblocktranslate %}`. A
//! catalogue has such a text as the file does, markup and all; people read what the page makes of it.
//! Knows which entry the texts of a page in it belong to.

use super::decode;
use super::labels::Setting;
use super::walk::Page;
use crate::label::{Key, Quoting, Side};
use crate::syntax::template::{Form, Kind};
use crate::text::place::{Span, Spans};

/// The text for translators that is open.
pub(super) struct Block {
    /// What catalogues have; of a plural the singular.
    entry: String,
    context: Option<String>,
    /// The labels in it so far, by their numbers.
    labels: Vec<usize>,
    /// How many of them are singular, once the plural has begun.
    singular: Option<usize>,
}

impl Page<'_, '_> {
    /// Begins a text for translators behind a tag with these words. One that never ends is none.
    pub(super) fn begin_block(&mut self, tag: Span, words: Span) {
        let context = self.context_in(words);
        let context = context.map(|it| decode(it.slice(self.text), Quoting::Literal).into_owned());
        let is_django = tag.slice(self.text).contains("blocktrans");
        let is_trimmed = words.slice(self.text).split_whitespace().any(|word| word == "trimmed");
        self.block = self.block_end().map(|end| {
            let written = &self.text[tag.end as usize..end.max(tag.end) as usize];
            let entry = entry(written, is_django, is_trimmed);
            Block { entry, context, labels: Vec::new(), singular: None }
        });
    }

    /// Where the singular of the text ends that begins here.
    fn block_end(&self) -> Option<u32> {
        let rest = self.tags.get(self.next..)?;
        let tag = rest.iter().find(|it| (it.kind, it.form) == (Kind::Statement, Form::Jinja))?;
        let words = tag.inner.slice(self.text).trim_start_matches(['-', '+', '~', ' ']);
        let ends = ["endblocktrans", "endtrans", "plural"].iter().any(|it| words.starts_with(it));
        ends.then_some(tag.span.start)
    }

    /// The plural of the text begins.
    pub(super) fn begin_plural(&mut self) {
        if let Some(block) = &mut self.block {
            block.singular.get_or_insert(block.labels.len());
        }
    }

    /// A text of the page in a text for translators. The first one asks the catalogue.
    pub(super) fn text_in_block(&mut self, spans: Spans, quoting: Quoting, setting: &Setting) {
        let number = self.contents.labels.len();
        let Some(block) = &mut self.block else {
            self.label(spans, quoting, setting, None);
            return;
        };
        let is_first = block.labels.is_empty();
        block.labels.push(number);
        let (entry, context) = (block.entry.clone(), block.context.clone());
        if is_first {
            self.translated_as(entry, spans, quoting, context.as_deref(), setting, None);
            return;
        }
        self.label(spans, quoting, setting, None);
        if let Some(label) = self.contents.labels.last_mut() {
            label.key = context.as_deref().map(|context| Key::from_segments([context]));
            label.context = context.map(|it| std::borrow::Cow::<str>::Owned(it).into());
            label.side = Side::Source { entry: entry.into() };
        }
    }

    /// Ends the text for translators. Where the page parts it, none of its texts is the entry's.
    pub(super) fn end_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let singular = block.singular.unwrap_or(block.labels.len());
        let is_whole = singular <= 1 && block.labels.len() - singular <= 1;
        for (index, number) in block.labels.into_iter().enumerate() {
            let Some(label) = self.contents.labels.get_mut(number) else { continue };
            if !is_whole {
                (label.key, label.context, label.side) = (None, None, Side::Only);
            } else if block.singular.is_some() {
                label.branch = Some(if index < singular { "one" } else { "other" }.into());
            }
        }
    }
}

/// A text as catalogues have it: `{{ name }}` is `%(name)s` there. Django's doubles other signs.
fn entry(written: &str, is_django: bool, is_trimmed: bool) -> String {
    let plain = |entry: &mut String, part: &str| match is_django {
        true => entry.push_str(&part.replace('%', "%%")),
        false => entry.push_str(part),
    };
    let trimmed = is_trimmed.then(|| {
        let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    });
    let mut rest = trimmed.as_deref().unwrap_or(written);
    let mut entry = String::with_capacity(rest.len());
    while let Some((before, behind)) = rest.split_once("{{")
        && let Some((name, after)) = behind.split_once("}}")
    {
        plain(&mut entry, before);
        entry.push_str("%(");
        entry.push_str(name.trim());
        entry.push_str(")s");
        rest = after;
    }
    plain(&mut entry, rest);
    entry
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn entries_of_blocks() {
        assert_eq!(entry("By {{ a.b }}: 5 %", true, false), "By %(a.b)s: 5 %%");
        assert_eq!(entry("\n  By <b>{{a}}</b>\n\n  now\n", true, true), "By <b>%(a)s</b> now");
        assert_eq!(entry("%name% {{ a", false, false), "%name% {{ a");
    }
}
