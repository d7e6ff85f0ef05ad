//! What a JSON catalogue means: which objects wrap a text, which keys are metadata, where locales stand.
//! Decided by the shape of a whole file, never by one entry: `message` may be a key like any other. Only
//! whether a key is a source text is decided key by key.

use std::borrow::Cow;

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
}

impl Dialect {
    /// The dialect of a file, or of one locale in it.
    pub(super) fn of(root: &Value<'_>) -> Self {
        let wraps = |dialect: Self| all_texts_wrapped(root, dialect);
        let dialects = [Self::Chrome, Self::FormatJs, Self::Structured];
        dialects.into_iter().find(|&dialect| wraps(dialect)).unwrap_or(Self::Nested)
    }

    /// Whether texts are ICU messages; where they are not, their braces seldom look like choices.
    pub(super) fn is_icu(self) -> bool {
        self != Self::Chrome
    }

    /// The key of the text in its wrapper, and the keys that may stand beside it.
    fn wrapper(self) -> Option<(&'static str, &'static [&'static str])> {
        match self {
            Self::Nested => None,
            Self::Chrome => Some(("message", &["description", "placeholders", "hash"])),
            Self::FormatJs => {
                let beside: &[_] = &["id", "description", "file", "start", "end", "line", "col"];
                Some(("defaultMessage", beside))
            }
            Self::Structured => {
                let beside: &[_] = &["context", "developer_comment", "character_limit"];
                Some(("string", beside))
            }
        }
    }

    /// The text and the description that an object wraps.
    pub(super) fn unwrap<'s>(
        self,
        members: &[Member<'s>],
    ) -> Option<(Text<'s>, Option<Cow<'s, str>>)> {
        let (inner, beside) = self.wrapper()?;
        let text = get(members, inner)?.as_text()?.clone();
        let knows = |key: &str| key == inner || beside.contains(&key) || is_metadata(key);
        members.iter().all(|member| knows(&member.key.text)).then(|| (text, description(members)))
    }

    /// The id of an element of FormatJS's array.
    pub(super) fn id<'s>(self, element: &Value<'s>) -> Option<Cow<'s, str>> {
        let members = element.as_object().filter(|_| self == Self::FormatJs)?;
        Some(get(members, "id")?.as_text()?.text.clone())
    }
}

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
    let says = ["description", "context", "developer_comment"];
    let said = says.iter().filter_map(|key| get(members, key)?.as_text());
    said.map(|text| text.text.clone())
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

/// Whether all keys at the top are locales.
pub(super) fn names_locales(members: &[Member<'_>], of_path: Option<&Locale>) -> bool {
    let members = members.iter().filter(|it| !is_metadata(&it.key.text));
    let roots = members.map(|it| (&*it.key.text, it.value.as_object().is_some()));
    nested::are_locales(roots, of_path)
}
