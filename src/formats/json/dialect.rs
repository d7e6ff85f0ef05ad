//! What a JSON catalogue means: which objects wrap a text, which keys are metadata, where locales stand.
//! Decided by the shape of a whole file, never by one entry: `message` may be a key like any other. Only
//! whether a key is a source text is decided key by key.

use std::borrow::Cow;

use super::compiled;
use super::entry::Syntax;
use crate::formats::nested;
use crate::syntax::json::{Member, Text, Value, get};
use crate::text::locale::Locale;

/// How a file holds its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A string is a text.
    Nested,
    /// `{"name": {"message": "...", "description": "..."}}`, without ICU.
    Chrome,
    /// `{"id": {"defaultMessage": "..."}}`, or an array of such objects with an `id`.
    FormatJs,
    /// `{"key": {"string": "...", "context": "..."}}` at any depth.
    Structured,
    /// Lingui: `{"id": {"message": "...", "translation": "...", "origin": [...]}}`.
    Lingui,
    /// `{"id": [{"type": 0, "value": "..."}, ...]}` and other trees that stand for one message.
    Compiled,
}

/// A text in an object that says more about it.
pub(super) struct Wrapped<'s> {
    pub(super) text: Text<'s>,
    pub(super) description: Option<Cow<'s, str>>,
    /// The source text, where it stands beside.
    pub(super) source: Option<Cow<'s, str>>,
}

impl Dialect {
    /// The dialect of a file, or of one locale in it.
    pub(super) fn of(root: &Value<'_>) -> Self {
        if root.as_object().is_some_and(compiled::are_of_formatjs) {
            return Self::Compiled;
        }
        let wraps = |dialect: Self| all_texts_wrapped(root, dialect);
        let dialects = [Self::Chrome, Self::FormatJs, Self::Structured, Self::Lingui];
        dialects.into_iter().find(|&dialect| wraps(dialect)).unwrap_or(Self::Nested)
    }

    /// How texts are written; where they are no ICU messages, their braces seldom look like choices.
    pub(super) fn syntax(self, is_vue: bool) -> Syntax {
        match self {
            Self::Chrome | Self::Compiled => Syntax::Plain,
            Self::Nested if is_vue => Syntax::Vue,
            _ => Syntax::Icu,
        }
    }

    /// Whether the keys at the top of a file may be source texts.
    pub(super) fn may_have_texts_for_keys(self) -> bool {
        matches!(self, Self::Nested | Self::Lingui | Self::Compiled)
    }

    /// The key of the text in its wrapper, and the keys that may stand beside it.
    fn wrapper(self) -> Option<(&'static str, &'static [&'static str])> {
        match self {
            Self::Nested | Self::Compiled => None,
            Self::Chrome => Some(("message", &["description", "placeholders", "hash"])),
            Self::FormatJs => {
                let beside: &[_] = &["id", "description", "file", "start", "end", "line", "col"];
                Some(("defaultMessage", beside))
            }
            Self::Structured => {
                let beside: &[_] = &["context", "developer_comment", "character_limit"];
                Some(("string", beside))
            }
            Self::Lingui => Some(("translation", &OF_LINGUI)),
        }
    }

    /// The text that an object wraps, and what it says about it.
    pub(super) fn unwrap<'s>(self, members: &[Member<'s>]) -> Option<Wrapped<'s>> {
        let (inner, beside) = self.wrapper()?;
        let text = get(members, inner)?.as_text()?.clone();
        let knows = |key: &str| key == inner || beside.contains(&key) || is_metadata(key);
        if !members.iter().all(|member| knows(&member.key.text)) {
            return None;
        }
        let source = get(members, "message").filter(|_| self == Self::Lingui);
        let source = source.and_then(Value::as_text).map(|source| source.text.clone());
        Some(Wrapped { text, description: description(members), source })
    }

    /// Whether an entry is kept for later only.
    pub(super) fn is_obsolete(self, members: &[Member<'_>]) -> bool {
        let obsolete = get(members, "obsolete").and_then(Value::as_plain);
        self == Self::Lingui && obsolete == Some("true")
    }

    /// The id of an element of FormatJS's array.
    pub(super) fn id<'s>(self, element: &Value<'s>) -> Option<Cow<'s, str>> {
        let members = element.as_object().filter(|_| self == Self::FormatJs)?;
        Some(get(members, "id")?.as_text()?.text.clone())
    }
}

/// What Lingui writes beside a translation.
const OF_LINGUI: [&str; 10] = [
    "message",
    "description",
    "comment",
    "comments",
    "extractedComments",
    "context",
    "placeholders",
    "origin",
    "obsolete",
    "flags",
];

/// Whether every text of a file is wrapped as the dialect does it, and there is one.
fn all_texts_wrapped(root: &Value<'_>, dialect: Dialect) -> bool {
    let is_nested = dialect == Dialect::Structured;
    let is_wrapped = |value: &Value<'_>| match value {
        Value::Object(members) => {
            dialect.unwrap(members).is_some() || is_nested && all_texts_wrapped(value, dialect)
        }
        Value::Array(_) => is_nested && all_texts_wrapped(value, dialect),
        Value::String(_) | Value::Other(_) => false,
    };
    match root {
        Value::Object(members) => {
            let mut texts = members.iter().filter(|it| !is_metadata(&it.key.text)).peekable();
            texts.peek().is_some() && texts.all(|member| is_wrapped(&member.value))
        }
        Value::Array(elements) => {
            dialect != Dialect::Chrome && !elements.is_empty() && elements.iter().all(is_wrapped)
        }
        Value::String(_) | Value::Other(_) => false,
    }
}

/// What a wrapper says about its text.
fn description<'s>(members: &[Member<'s>]) -> Option<Cow<'s, str>> {
    let says =
        ["description", "context", "developer_comment", "comment", "comments", "extractedComments"];
    let said = says.iter().filter_map(|key| get(members, key)).flat_map(|value| match value {
        Value::Array(lines) => lines.as_slice(),
        other => std::slice::from_ref(other),
    });
    said.filter_map(|value| Some(value.as_text()?.text.clone()))
        .filter(|text| !text.is_empty())
        .reduce(|all, next| all + "\n" + next)
}

/// Keys that hold no text for users, by common consent.
pub(super) fn is_metadata(key: &str) -> bool {
    key.starts_with("@@") || key.starts_with("//") || matches!(key, "$schema" | "_comment")
}

/// The value of `@@locale`.
pub(in crate::formats) fn declared_locale(members: &[Member<'_>]) -> Option<Locale> {
    Locale::parse(&get(members, "@@locale")?.as_text()?.text)
}

/// What is written around the texts of a file.
pub(super) struct Envelope {
    /// The key of the texts.
    pub(super) inner: &'static str,
    /// The locale that stands beside them.
    pub(super) locale: Option<Locale>,
    /// Whether they are Lingui's compiled messages.
    pub(super) is_compiled: bool,
}

/// The envelope of a file: `{"locale": "de", "translations": {...}}` (Angular) or, with or without a
/// locale, `{"messages": {...}}` (Lingui, compiled).
pub(super) fn envelope(members: &[Member<'_>]) -> Option<Envelope> {
    let texts = |key: &&str| get(members, key).and_then(Value::as_object);
    let inner = ["translations", "messages"].into_iter().find(|key| texts(key).is_some())?;
    let knows = |key: &str| key == inner || key == "locale" || is_metadata(key);
    if !members.iter().all(|member| knows(&member.key.text)) {
        return None;
    }
    let tag = get(members, "locale").and_then(Value::as_text);
    let locale = tag.and_then(|tag| Locale::parse(&tag.text));
    let locale = locale.filter(|it| it.has_two_letter_language() || it.has_three_letter_language());
    let is_compiled = texts(&inner).is_some_and(compiled::are_of_lingui);
    (locale.is_some() || is_compiled).then_some(Envelope { inner, locale, is_compiled })
}

/// Whether all keys at the top are locales.
pub(super) fn names_locales(members: &[Member<'_>], of_path: Option<&Locale>) -> bool {
    let members = members.iter().filter(|it| !is_metadata(&it.key.text));
    let roots = members.map(|it| (&*it.key.text, it.value.as_object().is_some()));
    nested::are_locales(roots, of_path)
}
