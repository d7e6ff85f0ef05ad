//! Apple's string catalogues: JSON with all locales of an entry in one file, variations by plural and by
//! device, and a comment for translators.

use std::borrow::Cow;

use super::json::entry::{decode, encode};
use super::json::repeated_keys;
use super::{Claim, Format, keyed};
use crate::label::{About, Comment, Contents, Fault, Key, Label, MENTION, Shared, Side};
use crate::syntax::json::{Member, Text, Value, get, parse};
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

/// The format.
pub(super) static XCSTRINGS: Format = Format {
    id: "xcstrings",
    title: "Apple string catalogues (.xcstrings)",
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
Reads the entries of `.xcstrings` files, in all their locales.

Keys are those of [`strings`](#strings). Where an entry has no localization in the `sourceLanguage` and
its key is a source text, the key itself is the label in that locale. Variations are branches: `one`,
`other`, `mac`, `mac/one`. The texts of a substitution stand inside others, so they have a key of their
own, which ends with its name. The comment describes the entry.

```json
{
  \"sourceLanguage\": \"en\",
  \"strings\": {
    \"proposal.active\": {
      \"comment\": \"The client has answered\",
      \"localizations\": {
        \"en\": { \"stringUnit\": { \"state\": \"translated\", \"value\": \"Active\" } },
        \"de\": { \"stringUnit\": { \"state\": \"needs_review\", \"value\": \"Aktiv\" } }
      }
    },
    \"Sent\": {}
  },
  \"version\": \"1.0\"
}
```

Entries that are `stale` or not to be translated, translations whose state is `new`, and empty texts
name nothing. A broken entry is a fault and costs itself only.
";

/// A branch path longer than this is none that a tool wrote: it would multiply a hostile file.
const LONGEST_BRANCH: usize = 256;

/// What the keys of one entry's labels may cost in bytes, for the same reason.
const LARGEST: usize = 1 << 20;

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "xcstrings") { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let document = parse(&source.text);
    let repeated = repeated_keys(&document);
    let contents = Contents { faults: document.faults, ..Contents::default() };
    let mut catalogue = Catalogue { source: None, contents };
    if let Some(Value::Object(members)) = &document.root {
        let source = get(members, "sourceLanguage").and_then(Value::as_text);
        catalogue.source = source.and_then(|tag| Locale::parse(&tag.text));
        for Member { key, value } in of_object(members, "strings") {
            if let Some(facts) = value.as_object().filter(|facts| is_live(facts)) {
                catalogue.entry(key, facts);
            }
        }
    }
    catalogue.contents.remarks = repeated;
    catalogue.contents
}

/// Whether an entry is in use, and for people.
fn is_live(facts: &[Member<'_>]) -> bool {
    let is_translated = get(facts, "shouldTranslate").and_then(Value::as_plain) != Some("false");
    is_translated && text_of(facts, "extractionState") != Some("stale")
}

struct Catalogue<'s> {
    /// The `sourceLanguage`.
    source: Option<Locale>,
    contents: Contents<'s>,
}

impl<'s> Catalogue<'s> {
    fn entry(&mut self, text: &Text<'s>, facts: &[Member<'s>]) {
        let first = self.contents.labels.len();
        let comment = get(facts, "comment").and_then(Value::as_text);
        let (key, side) = keyed::mostly_texts(text.text.clone());
        let mut entry = Entry {
            key,
            side,
            description: comment.map(|it| it.text.clone().into()),
            locale: self.source.clone(),
            is_source: true,
            room: LARGEST,
            place: text.span,
            contents: &mut self.contents,
        };
        let localizations = || of_object(facts, "localizations");
        let is_source = |tag: &str| Locale::parse(tag) == self.source;
        let is_said = localizations().any(|member| is_source(&member.key.text));
        if !is_said && entry.side != Side::Only {
            entry.label(None, text);
        }
        for Member { key, value } in localizations() {
            entry.is_source = is_source(&key.text);
            entry.localization(key, value);
        }
        if let Some(comment) = comment.filter(|comment| comment.text.contains(MENTION)) {
            let ends = self.contents.labels[first..].iter().map(|label| label.spans.hull().end);
            let end = ends.max().unwrap_or(text.span.end);
            let about = About::Entry(Span { start: text.span.start, end });
            let (text, span) = (comment.text.clone(), comment.span);
            self.contents.comments.push(Comment { text, span, about });
        }
    }
}

/// One entry being read, in one locale after the other.
struct Entry<'s, 'c> {
    key: Key,
    side: Side<'s>,
    description: Option<Shared<'s>>,
    locale: Option<Locale>,
    /// Whether that is the source language.
    is_source: bool,
    /// What its keys may still cost.
    room: usize,
    /// Where its key stands.
    place: Span,
    contents: &'c mut Contents<'s>,
}

impl<'s> Entry<'s, '_> {
    fn localization(&mut self, tag: &Text<'s>, value: &Value<'s>) {
        let Some(members) = value.as_object() else { return };
        let Some(locale) = Locale::parse(&tag.text) else {
            // Where a brace is missing, what looks like a locale is something else.
            if self.contents.faults.is_empty() {
                self.fault(tag.span, format!("\"{}\" is no locale", tag.text));
            }
            return;
        };
        self.locale = Some(locale);
        self.variant("", members);
        for Member { key, value } in of_object(members, "substitutions") {
            if let Some(members) = value.as_object() {
                self.part(&key.text, |entry| entry.variant("", members));
            }
        }
    }

    /// The texts of a localization or a variation of it.
    fn variant(&mut self, path: &str, members: &[Member<'s>]) {
        self.unit(path, members);
        for (index, text) in self.values_of_set(members).into_iter().enumerate() {
            self.part(&index.to_string(), |entry| entry.label(Some(path), &text));
        }
        let kinds = of_object(members, "variations").filter_map(|kind| kind.value.as_object());
        for Member { key, value } in kinds.flatten() {
            let path = if path.is_empty() {
                key.text.clone()
            } else {
                Cow::Owned(format!("{path}/{}", key.text))
            };
            match value.as_object() {
                Some(_) if path.len() > LONGEST_BRANCH => {
                    self.fault(key.span, "this variation has too long a name".to_owned());
                }
                Some(members) => self.variant(&path, members),
                None => {}
            }
        }
    }

    fn unit(&mut self, path: &str, members: &[Member<'s>]) {
        let Some(unit) = get(members, "stringUnit").and_then(Value::as_object) else { return };
        let is_told = self.is_source || text_of(unit, "state") != Some("new");
        // Of both sides of a merge each is read.
        for text in
            unit.iter().filter(|it| it.key.text == "value").filter_map(|it| it.value.as_text())
        {
            if is_told {
                self.label(Some(path), text);
            }
        }
    }

    /// The texts that mean the same to a program, such as commands that are spoken.
    fn values_of_set(&self, members: &[Member<'s>]) -> Vec<Text<'s>> {
        let set = get(members, "stringSet").and_then(Value::as_object).unwrap_or_default();
        let is_told = self.is_source || text_of(set, "state") != Some("new");
        let values = get(set, "values").and_then(Value::as_array).filter(|_| is_told);
        values.unwrap_or_default().iter().filter_map(Value::as_text).cloned().collect()
    }

    /// Reads what is only a part of the entry, and has a key below its key.
    fn part(&mut self, name: &str, read: impl FnOnce(&mut Self)) {
        let key = Key::from_segments(self.key.segments().chain([name]));
        let key = std::mem::replace(&mut self.key, key);
        let side = std::mem::replace(&mut self.side, Side::Only);
        read(self);
        (self.key, self.side) = (key, side);
    }

    /// Adds a label, unless it names nothing.
    fn label(&mut self, path: Option<&str>, text: &Text<'s>) {
        if text.text.trim().is_empty() {
            return;
        }
        let cost = self.key.joined().len();
        if self.room < cost {
            let message = "this key is too long for as many texts: not all of them are read";
            return self.fault(self.place, message.to_owned());
        }
        self.room -= cost;
        self.contents.labels.push(Label {
            key: Some(self.key.clone()),
            branch: path.filter(|path| !path.is_empty()).map(Into::into),
            locale: self.locale.clone(),
            side: self.side.clone(),
            description: self.description.clone(),
            ..Label::new(text.text.clone(), Spans::one(text.span), text.quoting)
        });
    }

    fn fault(&mut self, span: Span, message: String) {
        let fault = Fault { span: Some(span), message, help: None };
        if self.contents.faults.last() != Some(&fault) {
            self.contents.faults.push(fault);
        }
    }
}

/// The members of an object under a key; none if there is no such object.
fn of_object<'a, 's>(members: &'a [Member<'s>], key: &str) -> std::slice::Iter<'a, Member<'s>> {
    get(members, key).and_then(Value::as_object).unwrap_or_default().iter()
}

/// What a text under a key says.
fn text_of<'a>(members: &'a [Member<'_>], key: &str) -> Option<&'a str> {
    Some(&*get(members, key)?.as_text()?.text)
}
