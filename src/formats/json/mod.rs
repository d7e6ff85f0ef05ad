//! JSON catalogues: nested and flat maps, i18next, Chrome's `messages.json`, FormatJS and Transifex's
//! structured JSON. What a file means is decided once, by its [`dialect`]; what becomes a label, by
//! [`entry`].

mod compiled;
mod dialect;
pub(super) mod entry;

use std::borrow::Cow;

use super::nested::{self, LONGEST_PATH, plural};
use super::{Claim, Format, keyed};
use crate::label::{About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Side};
use crate::syntax::branch::flatten;
use crate::syntax::json::string;
use crate::syntax::json::{Document, Member, Value, get, parse};
use crate::syntax::vue;
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

pub(super) use dialect::declared_locale;
use dialect::{Dialect, Envelope, Wrapped};
use entry::Entry;

/// The format.
pub(super) static JSON: Format = Format {
    id: "json",
    title: "JSON: i18next, Chrome messages, FormatJS and other maps (.json)",
    docs: DOCS,
    claims,
    is_catalogue: names_locale,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| read(source, reading.locale),
    encode: entry::encode,
    decode: entry::decode,
};

const DOCS: &str = "\
Reads the strings of `.json` catalogues: nested or flat maps (next-intl and others), i18next, vue-i18n,
Chrome's `messages.json`, FormatJS, LinguiJS, Angular's and Transifex's structured JSON. A file is a
catalogue if its path or its content names a locale; `package.json` and the like never are.

The key path is the path to the string; a dot in a key splits it, so that flat and nested files are
equal. Indices of arrays are segments. `message`, `defaultMessage` and `string` are no segments where
they wrap the text, and neither is the locale where all keys at the top are locales.

A key at the top of a file that holds two words with a blank between them is a source text and no path,
whatever dots it has; one capitalized word is a source text too (`\"Paused\": \"Angehalten\"`).

LinguiJS's `translation` has its source text in the `message` beside it; obsolete entries name nothing.
Of messages that FormatJS or LinguiJS compiled, the labels are the texts that are left in them.

Where a file holds linked messages or quoted signs of vue-i18n (`@:a.b`, `{'@'}`), a bar between blanks
parts the plural forms of a text, which are branches by their number.

ICU plural and select variants are branches, and so are i18next's `_one`, `_few`, `_male` ... where
`_other` stands beside them, and maps of nothing but `one`, `other` ...

```json
{
  \"proposal\": {
    \"active\": \"Active\",
    \"invited_one\": \"Invitation\",
    \"invited_other\": \"Invitations\"
  }
}
```

Metadata (`@@locale`, `@key`, `//`, `$schema`), references (`[%key:a::b%]`, `@:a.b`, `$t(a.b)`), empty
strings, numbers and booleans name nothing. A broken entry is a fault and costs itself only.
";

/// Files of tools, which hold no names for users though their folder may look like a locale.
const TOOLS: [&str; 12] = [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "composer.json",
    "bower.json",
    "lerna.json",
    "nx.json",
    "turbo.json",
    "angular.json",
    "deno.json",
    "vercel.json",
    "renovate.json",
];

fn claims(path: &str) -> Claim {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let is_tool = TOOLS.contains(&&*name)
        || name.starts_with("tsconfig")
        || name.starts_with("jsconfig")
        || name.starts_with('.')
        || name.ends_with(".schema.json")
        || name.ends_with(".config.json");
    if super::has_extension(path, "json") && !is_tool { Claim::General } else { Claim::No }
}

/// Reads the beginning as if the file ended there: the keys at the top that are seen decide.
fn names_locale(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let Some(Value::Object(members)) = parse(head).root else { return false };
    get(&members, "@@locale").is_some()
        || dialect::names_locales(&members, None)
        || dialect::envelope(&members).is_some_and(|envelope| envelope.locale.is_some())
}

fn read<'s>(source: &'s Source, of_path: Option<&Locale>) -> Contents<'s> {
    let document = parse(&source.text);
    let repeated = repeated_keys(&document);
    let mut walk = Walk {
        text: &source.text,
        is_vue: vue::is_told_by(&source.text),
        dialect: Dialect::Nested,
        locale: None,
        path: String::new(),
        key: None,
        contents: Contents {
            faults: document.faults,
            comments: comments(&source.text, &document.comments),
            ..Contents::default()
        },
        depth: 0,
    };
    if let Some(root) = document.root {
        walk.root(root, of_path);
    }
    walk.contents.remarks = repeated;
    walk.contents
}

/// The comments of a file that speak to canonym.
fn comments<'s>(text: &'s str, spans: &[Span]) -> Vec<Comment<'s>> {
    let comment =
        |span: &Span| Comment { text: span.slice(text).into(), span: *span, about: About::Next };
    spans.iter().map(comment).filter(|comment| comment.text.contains(MENTION)).collect()
}

/// A remark for each key that stands twice; not where something else is broken, for then it is most
/// often both sides of a merge.
pub(super) fn repeated_keys(document: &Document<'_>) -> Vec<Fault> {
    if !document.faults.is_empty() {
        return Vec::new();
    }
    let repeated = document.root.iter().flat_map(Value::repeated_keys);
    repeated
        .filter(|key| !dialect::is_metadata(&key.text))
        .map(|key| nested::repeated(&key.text, key.span))
        .collect()
}

struct Walk<'s> {
    text: &'s str,
    /// Whether something in it is written as only vue-i18n does.
    is_vue: bool,
    dialect: Dialect,
    locale: Option<Locale>,
    /// The keys above, joined by dots.
    path: String,
    /// How many keys these are.
    depth: usize,
    /// Where the last key stands.
    key: Option<Span>,
    contents: Contents<'s>,
}

impl<'s> Walk<'s> {
    fn root(&mut self, root: Value<'s>, of_path: Option<&Locale>) {
        match root {
            Value::Object(members) if dialect::names_locales(&members, of_path) => {
                for member in members {
                    self.locale = Locale::parse(&member.key.text);
                    self.catalogue(member.value);
                }
            }
            Value::Object(members) => {
                if let Some(envelope) = dialect::envelope(&members) {
                    return self.enclosed(members, envelope);
                }
                self.locale = declared_locale(&members);
                self.catalogue(Value::Object(members));
            }
            other => self.catalogue(other),
        }
    }

    /// Reads what is written around the texts, then these.
    fn enclosed(&mut self, members: Vec<Member<'s>>, envelope: Envelope) {
        self.locale = envelope.locale;
        for Member { key, value } in members {
            self.remark(&key.text, &value, About::Next);
            match value {
                Value::Object(texts) if key.text == envelope.inner && envelope.is_compiled => {
                    self.dialect = Dialect::Compiled;
                    self.object(texts);
                }
                texts if key.text == envelope.inner => self.catalogue(texts),
                _ => {}
            }
        }
    }

    fn catalogue(&mut self, value: Value<'s>) {
        self.dialect = Dialect::of(&value);
        match value {
            Value::Object(members) => self.object(members),
            Value::Array(elements) => self.array(elements),
            Value::String(_) | Value::Other(_) => {}
        }
    }

    fn object(&mut self, members: Vec<Member<'s>>) {
        let keys = members.iter().map(|it| (&*it.key.text, it.value.as_text().is_some()));
        let plurals = plural::Suffixes::of(&keys);
        for Member { key, value } in members {
            self.remark(&key.text, &value, About::Next);
            if dialect::is_metadata(&key.text)
                || key.text.starts_with('@') && value.as_text().is_none()
            {
                continue;
            }
            self.key = Some(key.span);
            match plurals.split(&key.text) {
                Some((stem, branch)) => self.member(stem, Some(branch), value),
                None => self.member(&key.text, None, value),
            }
        }
    }

    /// Keeps a comment that is a member (`"//": "canonym: ..."`) and speaks to canonym.
    fn remark(&mut self, key: &str, value: &Value<'s>, about: About) {
        let said = value.as_text().filter(|_| dialect::is_metadata(key));
        if let Some(text) = said.filter(|text| text.text.contains(MENTION)) {
            let (text, span) = (text.text.clone(), text.span);
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    fn array(&mut self, elements: Vec<Value<'s>>) {
        for (index, value) in elements.into_iter().enumerate() {
            match self.dialect.id(&value) {
                Some(id) => self.member(&id, None, value),
                None => self.member(&index.to_string(), None, value),
            }
        }
    }

    /// Reads a value under a key.
    fn member(&mut self, key: &str, branch: Option<String>, value: Value<'s>) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        self.depth += 1;
        self.value(branch, value);
        self.depth -= 1;
        self.path.truncate(length);
    }

    fn value(&mut self, branch: Option<String>, value: Value<'s>) {
        match value {
            Value::String(text) => {
                self.label(branch, Wrapped { text, description: None, source: None });
            }
            Value::Object(members) => match self.dialect.unwrap(&members) {
                Some(_) if self.dialect.is_obsolete(&members) => {}
                Some(wrapped) => {
                    let about = About::Entry(wrapped.text.span);
                    for Member { key, value } in &members {
                        self.remark(&key.text, value, about);
                    }
                    self.label(branch, wrapped);
                }
                None if is_plural(&members) => {
                    for Member { key, value } in members {
                        self.value(Some(key.text.into_owned()), value);
                    }
                }
                None if self.is_too_long() => {}
                None => self.object(members),
            },
            Value::Array(_) if self.is_too_long() => {}
            message @ Value::Array(_) if self.dialect == Dialect::Compiled => {
                self.message(&message);
            }
            Value::Array(elements) => self.array(elements),
            Value::Other(_) => {}
        }
    }

    /// Whether what stands here is left out, for its keys would multiply the file.
    fn is_too_long(&mut self) -> bool {
        let is_too_long = self.path.len() > LONGEST_PATH;
        if is_too_long {
            self.contents.faults.push(nested::too_long(self.key));
        }
        is_too_long
    }

    /// The labels of a compiled message, one a branch.
    fn message(&mut self, message: &Value<'_>) {
        let branches = compiled::message(message).and_then(|parts| flatten(&parts));
        let Some(branches) = branches else {
            let message = "this message has more branches than are read".to_owned();
            return self.contents.faults.push(Fault { span: self.key, message, help: None });
        };
        let (key, side) = self.key_and_side(None);
        for branch in branches {
            let spans = branch.pieces.iter().map(|piece| Span::new(piece.start, piece.end));
            let Some(spans) = Spans::several(spans) else { continue };
            let texts = spans.iter().map(|span| string::decode(span.slice(self.text)));
            let Some(text) = texts.reduce(|all, next| all + next) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            self.contents.labels.push(Label {
                key: Some(key.clone()),
                branch: (!branch.path.is_empty()).then(|| branch.path.into()),
                locale: self.locale.clone(),
                side: side.clone(),
                ..Label::new(text, spans, Quoting::Double)
            });
        }
    }

    fn label(&mut self, branch: Option<String>, wrapped: Wrapped<'s>) {
        let (key, side) = self.key_and_side(wrapped.source);
        let locale = self.locale.clone();
        let description = wrapped.description.map(Into::into);
        let entry = Entry { key, branch, text: wrapped.text, locale, side, description };
        entry.add(self.dialect.syntax(self.is_vue), &mut self.contents);
    }

    /// The key of the entry, and where its source text stands: beside it, in the key, or elsewhere.
    fn key_and_side(&self, beside: Option<Cow<'s, str>>) -> (Key, Side<'s>) {
        let is_at_top = self.depth == 1 && self.dialect.may_have_texts_for_keys();
        let is_whole = self.dialect == Dialect::Chrome || is_at_top && keyed::is_phrase(&self.path);
        let key = match is_whole {
            true => Key::from_segments([&*self.path]),
            false => Key::from_dotted(&self.path),
        };
        let of_key = || is_at_top && keyed::is_source_text(&self.path);
        let side = match beside {
            Some(source) => Side::Keyed(source),
            None if of_key() => Side::Keyed(self.path.clone().into()),
            None => Side::Only,
        };
        (key, side)
    }
}

/// Whether an object holds nothing but the plural forms of one text.
fn is_plural(members: &[Member<'_>]) -> bool {
    members.len() > 1
        && members.iter().all(|member| member.value.as_text().is_some())
        && plural::are_forms(members.iter().map(|member| &*member.key.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_by_name() {
        for (path, claim) in [
            ("locales/en.json", Claim::General),
            ("_locales/de/messages.JSON", Claim::General),
            ("package.json", Claim::No),
            ("en/tsconfig.build.json", Claim::No),
            ("app_en.arb", Claim::No),
            ("json", Claim::No),
        ] {
            assert_eq!(claims(path), claim, "{path}");
        }
    }

    #[test]
    fn content_names_locales() {
        for (head, names) in [
            (r#"{"@@locale": "de", "a"#, true),
            (r#"{"de-AT": {"a": "Ż"#, true),
            (
                r#"{ // both
                "en": {"a": "b"}, "pl": {"a": "c"}}"#,
                true,
            ),
            (r#"{"id": {}, "name": "x"}"#, false),
            (r#"{"en": "English", "de": "German"}"#, false),
            (r#"{"app": {"a": "b"}}"#, false),
            (r#"{"active": {"a": "b"}}"#, false),
            ("", false),
        ] {
            assert_eq!(names_locale(head.as_bytes()), names, "{head}");
        }
        assert!(!names_locale(b"{\"en\xFF"));
    }

    #[test]
    fn a_locale_in_the_path_outranks_keys_that_look_like_one() {
        let source = Source::from_text("de.json", r#"{"my": {"proposals": "Angebote"}}"#);
        let keys = |of_path: Option<&Locale>| {
            let labels = read(&source, of_path).labels;
            (labels[0].key.as_ref().unwrap().to_string(), labels[0].locale.clone())
        };
        assert_eq!(keys(Locale::parse("de").as_ref()), ("my.proposals".to_owned(), None));
        assert_eq!(keys(None), ("proposals".to_owned(), Locale::parse("my")));
    }

    #[test]
    fn each_key_tells_by_itself_whether_it_is_a_text() {
        let source = Source::from_text(
            "de.json",
            r#"{"Paused": "a", "Paused. By you": "b", "Not {n}_one": "c", "Not {n}_other": "d",
                "order.sent": "e", "OrderSent": "f", "sent": "g", "OK": "h", "a - ": "i",
                "Some part": {"Not yet. No": "j", "Sent": "k"}, "Two files": {"one": "l", "other": "m"}}"#,
        );
        let show = |label: &Label<'_>| {
            let key: Vec<_> = label.key.as_ref().unwrap().segments().collect();
            let side = if label.side == Side::Only { "" } else { " =" };
            format!("{}{side}", key.join("/"))
        };
        let shown: Vec<_> = read(&source, None).labels.iter().map(show).collect();
        assert_eq!(
            shown,
            [
                "Paused =",
                "Paused. By you =",
                "Not {n} =",
                "Not {n} =",
                "order/sent",
                "OrderSent",
                "sent",
                "OK",
                "a - ",
                "Some part/Not yet/ No",
                "Some part/Sent",
                "Two files =",
                "Two files =",
            ]
        );
        let wrapped = r#"{"Not yet": {"message": "a"}, "Sent": {"message": "b"}}"#;
        let source = Source::from_text("de.json", wrapped);
        assert!(read(&source, None).labels.iter().all(|label| label.side == Side::Only));
    }

    #[test]
    fn locales_and_descriptions() {
        let source = Source::from_text(
            "x.json",
            r#"{"pl": {"a": {"string": "Wysłane", "context": "list", "developer_comment": "state"}},
                "de": {"b": {"defaultMessage": "Gesendet", "description": "d"}}}"#,
        );
        let labels = read(&source, None).labels;
        let show = |label: &Label<'_>| {
            let locale = label.locale.as_ref().map(ToString::to_string);
            (
                label.key.as_ref().unwrap().to_string(),
                locale.unwrap(),
                label.description.as_deref().unwrap().to_owned(),
            )
        };
        let shown: Vec<_> = labels.iter().map(show).collect();
        assert_eq!(shown[0], ("a".to_owned(), "pl".to_owned(), "list\nstate".to_owned()));
        assert_eq!(shown[1], ("b".to_owned(), "de".to_owned(), "d".to_owned()));
    }

    #[test]
    fn hostile_files_are_faults() {
        let deep = "{\"a\":".repeat(20_000);
        let long = format!("{{\"{}\": {{\"a\": \"b\"}}}}", "k".repeat(5000));
        let list = long.replace("{\"a\": \"b\"}", "[\"b\"]");
        for text in [deep, "[".repeat(20_000), "{".repeat(20_000), long, list] {
            let source = Source::from_text("en.json", text);
            let contents = read(&source, None);
            assert!(!contents.faults.is_empty());
            assert!(contents.labels.is_empty());
        }
    }
}
