//! Messages that a tool compiled into trees of JSON: FormatJS's lists of elements, and those of Lingui.
//! What a program puts in has no text in such a file, so a label is what stands around it.

use crate::formats::json::dialect::is_metadata;
use crate::syntax::branch::{Part, Variant};
use crate::syntax::json::{Member, Value, get};

/// Choices nested deeper than this are no message that a person wrote.
const DEEPEST: usize = 64;

/// Whether all values are messages of FormatJS, and there is one.
pub(super) fn are_of_formatjs(members: &[Member<'_>]) -> bool {
    let mut texts = members.iter().filter(|it| !is_metadata(&it.key.text)).peekable();
    let is_message = |value: &Value<'_>| {
        let elements = value.as_array().unwrap_or_default();
        elements.iter().all(|it| it.as_object().is_some()) && message(value).is_some()
    };
    texts.peek().is_some() && texts.all(|member| is_message(&member.value))
}

/// Whether all values are texts or messages of Lingui, and one is a message.
pub(super) fn are_of_lingui(members: &[Member<'_>]) -> bool {
    let is_text = |value: &Value<'_>| value.as_text().is_some();
    let is_message = |value: &Value<'_>| {
        let elements = value.as_array().unwrap_or_default();
        let is_number = |value: &Value<'_>| value.as_text().is_some_and(|text| text.text == "#");
        let mut pairs = elements.windows(2);
        let is_joined = pairs.all(|it| !it.iter().all(is_text) || it.iter().any(is_number));
        is_joined && elements.iter().all(|it| it.as_object().is_none()) && message(value).is_some()
    };
    let mut values = members.iter().map(|member| &member.value);
    values.clone().all(|value| is_text(value) || is_message(value)) && values.any(is_message)
}

/// The parts of a message, by the places of their texts in the file; `None` if it is none.
pub(super) fn message<'a>(value: &'a Value<'_>) -> Option<Vec<Part<'a>>> {
    parts(value, 0)
}

fn parts<'a>(value: &'a Value<'_>, depth: usize) -> Option<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    for element in value.as_array().filter(|_| depth < DEEPEST)? {
        match element {
            Value::String(_) => push_text(&mut parts, element)?,
            Value::Array(argument) => of_lingui(&mut parts, argument, depth)?,
            Value::Object(members) => of_formatjs(&mut parts, members, depth)?,
            Value::Other(_) => return None,
        }
    }
    Some(parts)
}

/// `{"type": 6, "value": "count", "options": {"one": {"value": [...]}}}`.
fn of_formatjs<'a>(
    parts: &mut Vec<Part<'a>>,
    members: &'a [Member<'_>],
    depth: usize,
) -> Option<()> {
    match get(members, "type")?.as_plain()? {
        "0" => push_text(parts, get(members, "value")?),
        "1" | "2" | "3" | "4" | "7" => Some(()),
        "5" | "6" => {
            let options = get(members, "options")?.as_object()?;
            let message = |value: &'a Value<'_>| get(value.as_object()?, "value");
            parts.push(choice(options, message, depth)?);
            Some(())
        }
        "8" => {
            parts.extend(self::parts(get(members, "children")?, depth + 1)?);
            Some(())
        }
        _ => None,
    }
}

/// `["count", "plural", {"one": ["#", " offer"], "other": ...}]`, or an argument without a choice.
fn of_lingui<'a>(parts: &mut Vec<Part<'a>>, argument: &'a [Value<'_>], depth: usize) -> Option<()> {
    argument.first()?.as_text()?;
    let kind = argument.get(1).and_then(Value::as_text).map_or("", |kind| &*kind.text);
    let options = argument.get(2).and_then(Value::as_object);
    if let Some(options) = options.filter(|_| matches!(kind, "plural" | "select" | "selectordinal"))
    {
        parts.push(choice(options, Some, depth)?);
    }
    Some(())
}

fn choice<'a, 's: 'a>(
    options: &'a [Member<'s>],
    message: impl Fn(&'a Value<'s>) -> Option<&'a Value<'s>>,
    depth: usize,
) -> Option<Part<'a>> {
    let mut variants = Vec::new();
    for Member { key, value } in options.iter().filter(|option| option.key.text != "offset") {
        let message = message(value)?;
        let mut text = Vec::new();
        let parts = match message {
            Value::String(_) => push_text(&mut text, message).map(|()| text)?,
            _ => parts(message, depth + 1)?,
        };
        let name = &*key.text;
        variants.push(Variant { name, is_default: name == "other", parts });
    }
    (!variants.is_empty()).then_some(Part::Choice(variants))
}

fn push_text(parts: &mut Vec<Part<'_>>, value: &Value<'_>) -> Option<()> {
    let span = value.as_text()?.span;
    if !span.is_empty() {
        parts.push(Part::Text(span.start as usize..span.end as usize));
    }
    Some(())
}
