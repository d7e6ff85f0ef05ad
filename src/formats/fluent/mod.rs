//! Fluent: the texts of messages, attributes and terms; each variant of a selection is a branch.

mod place;
mod text;

use std::borrow::Cow;

use fluent_syntax::ast::{Comment, Entry, Identifier, Pattern};
use fluent_syntax::parser;
use foldhash::{HashSet, HashSetExt};

use super::{Claim, Format};
use crate::label::{self, About, Contents, Fault, Key, Label, MENTION, Quoting, Shared};
use crate::syntax::branch::{Branch, flatten};
use crate::syntax::{conflict, fluent};
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

use place::Places;
use text::{decode, encode, has_words, undo_literals};

/// The format.
pub(super) static FLUENT: Format = Format {
    id: "fluent",
    title: "Fluent (.ftl)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode,
    decode,
};

const DOCS: &str = "\
Reads the messages of `.ftl` files, their attributes and the terms.

The key path is `id`, or `id.attribute`; a term keeps its dash: `-brand-name`. Each variant of a
selection is a branch, named by its variant keys (`one`, `male/other`), and holds the text around the
selection too. A comment right before a message describes it and its attributes.

Placeables stand in a text as they are written, except string literals, which are read as the text they
stand for. A text that is nothing but placeables (`{ -brand-name }`) names nothing, and neither do the
attributes of a term: no user sees them.

```ftl
# The client has answered
proposal-active = Active
    .title = { $count ->
        [one] One active proposal
       *[other] { $count } active proposals
    }
```

A broken entry is a fault at its place and costs itself only. An id that stands twice is a note.
";

/// A longer comment is cut: it goes to every label of its message.
const LONGEST_DESCRIPTION: usize = 2048;

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "ftl") { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let mut reader = Reader { text: &source.text, contents: Contents::default(), ids: Vec::new() };
    for entry in fluent::entries(&source.text) {
        reader.entry(entry);
    }
    reader.repeated_ids();
    reader.contents
}

struct Reader<'s> {
    text: &'s str,
    contents: Contents<'s>,
    /// The ids of messages and terms, a term's with its dash.
    ids: Vec<&'s str>,
}

/// What the labels of one message share.
struct Head<'s> {
    id: &'s str,
    description: Option<Shared<'s>>,
}

impl<'s> Reader<'s> {
    fn entry(&mut self, entry: &'s str) {
        if let Some((at, message)) = fluent::hazard(entry) {
            self.fault(entry, at, message.to_owned());
            return;
        }
        let (resource, errors) =
            parser::parse(entry).map_or_else(|broken| broken, |whole| (whole, Vec::new()));
        for part in resource.body {
            match part {
                Entry::Comment(comment)
                | Entry::GroupComment(comment)
                | Entry::ResourceComment(comment) => self.comment(&comment, About::Next),
                Entry::Message(message) => {
                    let head = self.head(message.id.name, message.comment.as_ref(), entry);
                    if let Some(value) = &message.value {
                        self.labels(&head, &message.id, None, value);
                    }
                    for attribute in &message.attributes {
                        self.labels(
                            &head,
                            &attribute.id,
                            Some(attribute.id.name),
                            &attribute.value,
                        );
                    }
                }
                Entry::Term(term) => {
                    let id = self.with_dash(term.id.name);
                    let head = self.head(id, term.comment.as_ref(), entry);
                    self.labels(&head, &term.id, None, &term.value);
                }
                Entry::Junk { .. } => {}
            }
        }
        if let Some(error) = errors.first() {
            self.fault(entry, error.pos.start, complaint(entry, error));
        }
    }

    fn head(
        &mut self,
        id: &'s str,
        comment: Option<&Comment<&'s str>>,
        entry: &'s str,
    ) -> Head<'s> {
        self.ids.push(id);
        if let Some(comment) = comment {
            let end = self.offset(entry) + entry.trim_end().len();
            self.comment(comment, About::Entry(Span::new(self.offset(id), end)));
        }
        Head { id, description: comment.map(|it| description(it).into()) }
    }

    /// Keeps a comment that speaks to canonym.
    fn comment(&mut self, comment: &Comment<&'s str>, about: About) {
        let places = comment.content.iter().filter_map(|line| Span::of_slice(self.text, line));
        let Some(spans) = Spans::several(places) else { return };
        let text = description(comment);
        if text.contains(MENTION) {
            self.contents.comments.push(label::Comment { text, span: spans.hull(), about });
        }
    }

    /// The id of a term with the dash before it.
    fn with_dash(&self, name: &'s str) -> &'s str {
        let start = Span::of_slice(self.text, name).map_or(0, |span| span.start as usize);
        &self.text[start.saturating_sub(1)..start + name.len()]
    }

    /// The labels of the pattern behind `id`, one a branch.
    fn labels(
        &mut self,
        head: &Head<'s>,
        id: &Identifier<&'s str>,
        attribute: Option<&str>,
        pattern: &Pattern<&'s str>,
    ) {
        let Some(parts) = Places::after(self.text, id.name).and_then(|mut it| it.pattern(pattern))
        else {
            return;
        };
        let Some(branches) = flatten(&parts) else {
            let message = format!("\"{}\" has more branches than are read", head.id);
            self.fault(self.text, self.offset(id.name), message);
            return;
        };
        for branch in branches {
            let key = Key::from_segments(std::iter::once(head.id).chain(attribute));
            self.contents.labels.extend(label_of(self.text, branch, key, head));
        }
    }

    fn offset(&self, slice: &str) -> usize {
        Span::of_slice(self.text, slice).map_or(0, |span| span.start as usize)
    }

    /// Adds a fault at an offset of `part`, to the end of its line.
    fn fault(&mut self, part: &str, at: usize, message: String) {
        let at = at.min(part.trim_end().len());
        let at = at - usize::from(part.as_bytes()[..at].ends_with(b"\r"));
        let start = self.text.floor_char_boundary(self.offset(part) + at);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let span = Some(Span::new(start, start + line.len()));
        self.contents.faults.push(Fault { span, message, help: None });
    }

    /// A remark for each id that stood before; not where something else is broken, for then it is most
    /// often both sides of a merge.
    fn repeated_ids(&mut self) {
        if !self.contents.faults.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        for id in std::mem::take(&mut self.ids) {
            if !seen.insert(id) {
                let message =
                    format!("the id \"{id}\" stands twice; which one wins depends on the program");
                let span = Span::of_slice(self.text, id);
                self.contents.remarks.push(Fault { span, message, help: None });
            }
        }
    }
}

/// A complaint of the parser, or what is plainly the cause.
fn complaint(entry: &str, error: &parser::ParserError) -> String {
    let line = entry.get(error.pos.start..).unwrap_or_default();
    if conflict::is_marker(line) {
        return "a merge conflict stands here; both sides are read".to_owned();
    }
    if line.trim_start().starts_with('.') {
        return "an attribute reads `.id = text`".to_owned();
    }
    fluent::complaint(&error.kind)
}

fn description<'s>(comment: &Comment<&'s str>) -> Cow<'s, str> {
    if let [line] = comment.content[..] {
        return Cow::Borrowed(line);
    }
    let mut text = comment.content.join("\n");
    text.truncate(text.floor_char_boundary(LONGEST_DESCRIPTION));
    Cow::Owned(text)
}

/// The label of a branch, unless it names nothing.
fn label_of<'s>(text: &'s str, branch: Branch, key: Key, head: &Head<'s>) -> Option<Label<'s>> {
    let spans = branch.pieces.into_iter().map(|piece| Span::new(piece.start, piece.end));
    let spans = Spans::several(spans)?;
    let text = joined(text, &spans);
    has_words(&text).then(|| Label {
        key: Some(key),
        branch: (!branch.path.is_empty()).then(|| branch.path.into()),
        description: head.description.clone(),
        ..Label::new(text, spans, Quoting::Text)
    })
}

fn joined<'s>(text: &'s str, spans: &Spans) -> Cow<'s, str> {
    if spans.first() == spans.hull() {
        return undo_literals(spans.first().slice(text));
    }
    Cow::Owned(spans.iter().map(|span| undo_literals(span.slice(text))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_describe() {
        let source =
            Source::from_text("a.ftl", "# One\n# two\na = A\n    .b = B\n\n## Group\n\nc = C\n");
        let labels = read(&source).labels;
        let descriptions: Vec<_> =
            labels.iter().map(|label| label.description.as_deref()).collect();
        assert_eq!(descriptions, [Some("One\ntwo"), Some("One\ntwo"), None]);
    }

    #[test]
    fn hostile_files_are_faults() {
        for text in [
            "a = ".to_owned() + &"{".repeat(20_000),
            "a = { \"}\" }\nb = ".to_owned() + &"{ F(\"}\", ".repeat(5_000),
            "a = { \"\\u00é\" }".to_owned(),
        ] {
            let source = Source::from_text("a.ftl", text);
            assert_eq!(read(&source).faults.len(), 1);
        }
    }
}
