//! Fluent: the texts of messages, attributes and terms; each variant of a selection is a branch.

use std::borrow::Cow;
use std::collections::HashSet;

use fluent_syntax::ast::{Comment, Entry, Expression, Identifier, InlineExpression, Pattern};
use fluent_syntax::ast::{PatternElement, Variant as AstVariant, VariantKey};
use fluent_syntax::parser;

use super::{Claim, Format};
use crate::label::{Contents, Fault, Key, Label, Quoting, Unfit};
use crate::syntax::branch::{Branch, Part, Variant, flatten};
use crate::syntax::{conflict, fluent};
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

/// The format.
pub(super) static FLUENT: Format = Format {
    id: "fluent",
    title: "Fluent (.ftl)",
    docs: DOCS,
    claims,
    names_locale: |_| false,
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

A broken entry is a fault at its place and costs itself only. So is an id that stands twice.
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
    description: Option<Cow<'s, str>>,
}

impl<'s> Reader<'s> {
    fn entry(&mut self, entry: &'s str) {
        if let Some((at, message)) = fluent::hazard(entry) {
            self.fault(entry, at, message.to_owned());
            return;
        }
        let (resource, errors) =
            parser::parse(entry).map_or_else(|broken| broken, |whole| (whole, Vec::new()));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let head = self.head(message.id.name, message.comment.as_ref());
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
                    let head = self.head(self.with_dash(term.id.name), term.comment.as_ref());
                    self.labels(&head, &term.id, None, &term.value);
                }
                _ => {}
            }
        }
        if let Some(error) = errors.first() {
            self.fault(entry, error.pos.start, complaint(entry, error));
        }
    }

    fn head(&mut self, id: &'s str, comment: Option<&Comment<&'s str>>) -> Head<'s> {
        self.ids.push(id);
        Head { id, description: comment.map(description) }
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
            self.contents.labels.extend(label(self.text, branch, key, head));
        }
    }

    fn offset(&self, slice: &str) -> usize {
        Span::of_slice(self.text, slice).map_or(0, |span| span.start as usize)
    }

    /// Adds a fault at an offset of `part`, to the end of its line.
    fn fault(&mut self, part: &str, at: usize, message: String) {
        let at = at.min(part.trim_end().len());
        let start = self.text.floor_char_boundary(self.offset(part) + at);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let span = Some(Span::new(start, start + line.len()));
        self.contents.faults.push(Fault { span, message, help: None });
    }

    /// A fault for each id that stood before; not where something else is broken, for then it is most
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
                self.contents.faults.push(Fault { span, message, help: None });
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
fn label<'s>(text: &'s str, branch: Branch, key: Key, head: &Head<'s>) -> Option<Label<'s>> {
    let spans = branch.pieces.into_iter().map(|piece| Span::new(piece.start, piece.end));
    let spans = Spans::several(spans)?;
    let text = joined(text, &spans);
    has_words(&text).then(|| Label {
        key: Some(key),
        branch: (!branch.path.is_empty()).then(|| branch.path.into()),
        text,
        spans,
        quoting: Quoting::Text,
        locale: None,
        annotation: None,
        description: head.description.clone(),
    })
}

fn joined<'s>(text: &'s str, spans: &Spans) -> Cow<'s, str> {
    if spans.first() == spans.hull() {
        return undo_literals(spans.first().slice(text));
    }
    Cow::Owned(spans.iter().map(|span| undo_literals(span.slice(text))).collect())
}

/// Whether something stands outside the placeables.
fn has_words(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with('{') {
        let end = fluent::placeable_end(rest, 0).unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    !rest.is_empty()
}

/// Finds the places of a pattern's pieces: a text's is that of the slice, a placeable's lies between.
struct Places<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Places<'s> {
    /// Begins behind the `=` that follows an id.
    fn after(text: &'s str, id: &str) -> Option<Self> {
        let at = Span::of_slice(text, id)?.end as usize;
        let mut places = Self { text, at };
        places.expect('=')?;
        Some(places)
    }

    fn pattern(&mut self, pattern: &Pattern<&'s str>) -> Option<Vec<Part<'s>>> {
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value: "" } => {}
                PatternElement::TextElement { value } => {
                    let span = Span::of_slice(self.text, value)?;
                    self.at = span.end as usize;
                    parts.push(Part::Text(span.start as usize..self.at));
                }
                PatternElement::Placeable { expression } => {
                    parts.push(self.placeable(expression)?);
                }
            }
        }
        Some(parts)
    }

    fn placeable(&mut self, expression: &Expression<&'s str>) -> Option<Part<'s>> {
        self.expect('{')?;
        let open = self.at - 1;
        let part = match expression {
            Expression::Select { variants, .. } => {
                self.at = fluent::variants_start(self.text, open)?;
                let variants = variants.iter().map(|variant| self.variant(variant));
                Part::Choice(variants.collect::<Option<_>>()?)
            }
            Expression::Inline(InlineExpression::Placeable { expression: inner })
                if is_selection(inner) =>
            {
                self.placeable(inner)?
            }
            Expression::Inline(_) => {
                self.at = fluent::placeable_end(self.text, open)?;
                return Some(Part::Text(open..self.at));
            }
        };
        self.expect('}')?;
        Some(part)
    }

    fn variant(&mut self, variant: &AstVariant<&'s str>) -> Option<Variant<'s>> {
        let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
            variant.key;
        self.at = Span::of_slice(self.text, name)?.end as usize;
        self.expect(']')?;
        let parts = self.pattern(&variant.value)?;
        Some(Variant { name, is_default: variant.default, parts })
    }

    /// Moves behind `char`, which stands next but for blanks.
    fn expect(&mut self, char: char) -> Option<()> {
        let rest = self.text[self.at..].trim_start_matches([' ', '\n', '\r']).strip_prefix(char)?;
        self.at = self.text.len() - rest.len();
        Some(())
    }
}

fn is_selection(expression: &Expression<&str>) -> bool {
    match expression {
        Expression::Select { .. } => true,
        Expression::Inline(InlineExpression::Placeable { expression }) => is_selection(expression),
        Expression::Inline(_) => false,
    }
}

fn decode(bytes: &str, _: Quoting) -> String {
    undo_literals(bytes).into_owned()
}

/// The text with its string literals undone: `{ "*" }` is `*`.
fn undo_literals(text: &str) -> Cow<'_, str> {
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
fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
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
