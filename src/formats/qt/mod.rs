//! Qt's `.ts` files: each message gives a label of the source text and one of each translation. What a
//! message holds is read by [`message`].

mod message;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::nested::{self, LONGEST_PATH};
use super::{Claim, Format};
use crate::label::{About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Shared, Side};
use crate::syntax::xml::{self, Event, Level, Reader, Tag};
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

use message::Message;

/// The format.
pub(super) static QT: Format = Format {
    id: "qt",
    title: "Qt Linguist (.ts)",
    docs: DOCS,
    claims,
    is_catalogue,
    is_bilingual: true,
    fallback_charset: None,
    read: |source, reading| read(source, reading.locale),
    encode: xml::encode,
    decode: |raw, quoting| xml::decode(raw, quoting).into_owned(),
};

const DOCS: &str = "\
Reads the messages of Qt's `.ts` files, which are told from TypeScript by their first lines: the source
text and the translations of each.

The key path is the context, and the disambiguating `<comment>` as one more segment; of a message with an
`id` it is the id. What tells entries apart is that and the source text, so that all catalogues share
them. `<source>` is a label in the source locale, `<translation>` one in the locale of the path, else of
`language`; the branch of a `<numerusform>` and of a `<lengthvariant>` is its number. The comments of
programmers and translators describe a message.

```xml
<context>
    <name>ProposalList</name>
    <message numerus=\"yes\">
        <source>%n active proposal(s)</source>
        <extracomment>The client has answered.</extracomment>
        <translation>
            <numerusform>%n aktives Angebot</numerusform>
            <numerusform>%n aktive Angebote</numerusform>
        </translation>
    </message>
</context>
```

A waiver in a comment of the programmer holds its message, in a `<translatorcomment>` the translations of
it. Messages that are `vanished` or `obsolete`, empty translations and those that are `unfinished` name
nothing; the source text of an unfinished one does. A broken message is a fault and costs itself only;
one that stands twice is a note.
";

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "ts") { Claim::Content } else { Claim::No }
}

/// Whether the root is `<TS>`, or the file says that it is.
fn is_catalogue(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.utf8_chunks().next().map_or("", |chunk| chunk.valid()).trim_start();
    head.starts_with('<') && (head.contains("<!DOCTYPE TS") || head.contains("<TS"))
}

fn read<'s>(source: &'s Source, of_path: Option<&Locale>) -> Contents<'s> {
    let text = &source.text;
    let mut file = File {
        text,
        reader: Reader::new(text),
        is_named: of_path.is_some(),
        locale: None,
        seen: HashSet::with_capacity(text.len() / BYTES_OF_MESSAGE),
        repeated: Vec::new(),
        contents: Contents::default(),
    };
    while let Some(event) = file.reader.next(Level::FILE) {
        match event {
            Event::Start(tag) if tag.name == "TS" => file.root(&tag),
            Event::Start(tag) if tag.name == "context" => file.context(&tag),
            Event::Start(tag) if tag.name == "message" => file.message(&tag, ""),
            Event::Start(tag) => file.reader.skip(&tag),
            Event::Comment(span) => file.comment(span),
        }
    }
    file.finish()
}

/// How long a message is at the least, mostly: how many to make room for.
const BYTES_OF_MESSAGE: usize = 160;

struct File<'s> {
    text: &'s str,
    reader: Reader<'s>,
    /// Whether the path names a locale.
    is_named: bool,
    /// The locale of translations, where the path names none.
    locale: Option<Locale>,
    /// What tells the messages apart that were read.
    seen: HashSet<(Key, Cow<'s, str>)>,
    /// The messages that stood before.
    repeated: Vec<Span>,
    contents: Contents<'s>,
}

impl<'s> File<'s> {
    fn root(&mut self, tag: &Tag<'s>) {
        let language = tag.value("language").filter(|_| !self.is_named);
        self.locale = language.and_then(|language| Locale::parse(&language));
    }

    fn context(&mut self, tag: &Tag<'s>) {
        let level = self.reader.enter(tag);
        let mut name = Cow::Borrowed("");
        while let Some(event) = self.reader.next(level) {
            match event {
                Event::Start(tag) if tag.name == "name" => {
                    let content = self.reader.content(&tag, &["message", "context"]);
                    name = content.map(|span| decoded(self.text, span)).unwrap_or_default();
                    if name.len() > LONGEST_PATH {
                        self.contents.faults.push(nested::too_long(content));
                        return self.reader.skip_rest(level);
                    }
                }
                Event::Start(tag) if tag.name == "message" => self.message(&tag, &name),
                Event::Start(tag) => self.reader.skip(&tag),
                Event::Comment(span) => self.comment(span),
            }
        }
    }

    fn comment(&mut self, span: Span) {
        let text = span.slice(self.text);
        if text.contains(MENTION) {
            let (text, about) = (text.trim().into(), About::Next);
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    fn message(&mut self, tag: &Tag<'s>, context: &str) {
        let message = Message::read(&mut self.reader, tag);
        for &span in &message.asides {
            self.comment(span);
        }
        if message.is_gone {
            return;
        }
        self.remarks(&message);
        let said = |span: Option<Span>| span.map(|span| decoded(self.text, span));
        let source = said(message.source).unwrap_or_default();
        let comment = said(message.comment).filter(|comment| !comment.is_empty());
        let id = tag.value("id").filter(|id| !id.is_empty());
        let is_known = id.is_some();
        let key = if let Some(id) = id {
            Key::from_dotted(&id)
        } else {
            let parts = [context].into_iter().chain(comment.as_deref());
            Key::from_segments(parts.filter(|part| !part.is_empty()))
        };
        if !source.is_empty() && !self.seen.insert((key.clone(), source.clone())) {
            self.repeated.push(tag.span);
        }
        let facts = Facts {
            key: (!key.joined().is_empty()).then_some(key),
            context: comment.map(Into::into),
            description: self.description(&message).map(Into::into),
            source,
        };
        if let Some(span) = message.source {
            let side = Side::Source { entry: facts.source.clone() };
            self.label(span, None, side, None, &facts);
        }
        for (span, branch) in message.translations {
            let (entry, source) = (facts.source.clone(), facts.source.clone());
            let side = match facts.source.is_empty() {
                true if is_known => Side::Only, // the id alone tells the message
                true => continue,
                false => Side::Target { entry, source },
            };
            self.label(span, branch, side, self.locale.clone(), &facts);
        }
    }

    /// Keeps the comments of a message that speak to canonym.
    fn remarks(&mut self, message: &Message) {
        let hulls = message.translations.iter().map(|(span, _)| *span);
        let held = hulls.reduce(|all, next| Span { start: all.start, end: next.end });
        let of_entry = About::Entry(message.span);
        let of_translations = held.map_or(of_entry, |span| {
            let entry = message.span;
            About::Translations { entry, span }
        });
        let extra = message.extra.iter().map(|span| (*span, of_entry));
        let translators = message.translators.iter().map(|span| (*span, of_translations));
        for (span, about) in extra.chain(translators) {
            if span.slice(self.text).contains(MENTION) {
                let text = decoded(self.text, span);
                self.contents.comments.push(Comment { text, span, about });
            }
        }
    }

    /// What programmers and translators say about a message.
    fn description(&self, message: &Message) -> Option<Cow<'s, str>> {
        let said = message.extra.iter().chain(&message.translators);
        let said = said.map(|span| decoded(self.text, *span)).filter(|it| !it.trim().is_empty());
        said.reduce(|all, next| all + "\n" + next)
    }

    /// Adds a label, unless it names nothing.
    fn label(
        &mut self,
        span: Span,
        branch: Option<Box<str>>,
        side: Side<'s>,
        locale: Option<Locale>,
        facts: &Facts<'s>,
    ) {
        let text = decoded(self.text, span);
        if text.trim().is_empty() {
            return;
        }
        self.contents.labels.push(Label {
            key: facts.key.clone(),
            branch,
            locale,
            side,
            context: facts.context.clone(),
            description: facts.description.clone(),
            ..Label::new(text, Spans::one(span), Quoting::Text)
        });
    }

    fn finish(mut self) -> Contents<'s> {
        // Where something else is broken, these are most often both sides of a merge.
        if !self.reader.has_faults() {
            let remarks = self.repeated.into_iter().map(|span| Fault {
                span: Some(span),
                message: "this message stands twice, with the same context and comment".to_owned(),
                help: Some("remove one, or tell them apart by a comment".to_owned()),
            });
            self.contents.remarks = remarks.collect();
        }
        self.contents.labels.sort_by_key(|label| label.spans.first());
        self.contents.faults.extend(self.reader.into_faults());
        self.contents.faults.sort_by_key(|fault| fault.span);
        self.contents
    }
}

/// What the labels of one message share.
struct Facts<'s> {
    key: Option<Key>,
    context: Option<Shared<'s>>,
    description: Option<Shared<'s>>,
    source: Cow<'s, str>,
}

fn decoded(text: &str, span: Span) -> Cow<'_, str> {
    xml::decode(span.slice(text), Quoting::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_from_typescript() {
        for (head, is_ours) in [
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE TS>\n<TS version=\"2.1\">", true),
            ("\u{FEFF}<TS language=\"de\">", true),
            ("import { x } from 'y';\nconst a = <TS,>(x: TS) => x;", false),
            ("<T>(x: T) => x", false),
            ("G\0\u{1}", false),
            ("", false),
        ] {
            assert_eq!(is_catalogue(head.as_bytes()), is_ours, "{head}");
        }
    }

    #[test]
    fn the_path_outranks_the_file() {
        let text = "<TS language=\"pt_BR\"><message><source>a</source>\
                    <translation>b</translation></message></TS>";
        let source = Source::from_text("app.ts", text);
        let named = |of_path: Option<&Locale>| -> Vec<_> {
            let labels = read(&source, of_path).labels;
            labels.iter().map(|label| label.locale.as_ref().map(ToString::to_string)).collect()
        };
        assert_eq!(named(None), [None, Some("pt-BR".to_owned())]);
        assert_eq!(named(Locale::parse("de").as_ref()), [None, None]);
    }
}
