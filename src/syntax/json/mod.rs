//! JSON with the place of every string, lenient as the loaders of products are (comments, trailing
//! commas, JSON5). A broken file costs the broken entry: what jsonc-parser rejects is read again by a
//! tolerant reader. Knows no dialect.

mod recover;
pub mod string;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};
use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::label::{Fault, MENTION, Quoting};
use crate::text::place::Span;

/// What stands in a JSON file.
#[derive(Debug)]
pub struct Document<'s> {
    /// The value; `None` for a file without any.
    pub root: Option<Value<'s>>,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// Its comments, where one speaks to canonym; else perhaps none.
    pub comments: Vec<Span>,
}

/// A value.
#[derive(Debug)]
pub enum Value<'s> {
    /// The members in the order of the file; a key may repeat.
    Object(Vec<Member<'s>>),
    /// The elements.
    Array(Vec<Value<'s>>),
    /// A string.
    String(Text<'s>),
    /// A number, `true`, `false` or `null`, as it is written.
    Other(&'s str),
}

/// A key and its value.
#[derive(Debug)]
pub struct Member<'s> {
    /// The key.
    pub key: Text<'s>,
    /// The value.
    pub value: Value<'s>,
}

/// A string and its place.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    /// What it says.
    pub text: Cow<'s, str>,
    /// The bytes between the quotes.
    pub raw: &'s str,
    /// Where those bytes stand.
    pub span: Span,
    /// The quotes.
    pub quoting: Quoting,
}

impl<'s> Text<'s> {
    fn new(source: &'s str, start: usize, end: usize, quoting: Quoting) -> Self {
        let raw = &source[start..end];
        Self { text: string::decode(raw), raw, span: Span::new(start, end), quoting }
    }
}

impl<'s> Value<'s> {
    /// The string, if it is one.
    pub fn as_text(&self) -> Option<&Text<'s>> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// What is written, if it is a number, `true`, `false` or `null`.
    pub fn as_plain(&self) -> Option<&'s str> {
        if let Self::Other(written) = self { Some(written) } else { None }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Value<'s>]> {
        if let Self::Array(elements) = self { Some(elements) } else { None }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&[Member<'s>]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The keys that stood in the same object before, anywhere below this value.
    pub fn repeated_keys(&self) -> Vec<&Text<'s>> {
        let mut repeated = Vec::new();
        collect_repeated(self, &mut repeated);
        repeated
    }
}

/// The value under a key, the last one if the key repeats.
pub fn get<'a, 's>(members: &'a [Member<'s>], key: &str) -> Option<&'a Value<'s>> {
    members.iter().rev().find(|member| member.key.text == key).map(|member| &member.value)
}

/// Reads a file. Never fails: what could not be read is a fault.
pub fn parse(source: &str) -> Document<'_> {
    let options = ParseOptions { allow_missing_commas: false, ..ParseOptions::default() };
    let error = match parse_to_ast(source, &CollectOptions::default(), &options) {
        Ok(parsed) => {
            let root = parsed.value.map(|value| convert(source, value));
            let speaks = source.contains(MENTION);
            let comments = if speaks { recover::read(source).comments } else { Vec::new() };
            return Document { root, faults: Vec::new(), comments };
        }
        Err(error) => error,
    };
    let mut document = recover::read(source);
    if document.faults.is_empty() {
        let range = error.range();
        let start = source.floor_char_boundary(range.start);
        let span = Span::new(start, source.ceil_char_boundary(range.end).max(start));
        let message = format!("no valid JSON: {}", uncapitalized(&error.kind().to_string()));
        document.faults.push(Fault { span: Some(span), message, help: None });
    }
    document
}

/// jsonc-parser's tree as ours; it is never deeper than 512.
fn convert<'s>(source: &'s str, value: ast::Value<'s>) -> Value<'s> {
    match value {
        ast::Value::StringLit(string) => Value::String(quoted(source, string.range)),
        ast::Value::Array(array) => {
            Value::Array(array.elements.into_iter().map(|value| convert(source, value)).collect())
        }
        ast::Value::Object(object) => {
            let member = |property: ast::ObjectProp<'s>| Member {
                key: match property.name {
                    ast::ObjectPropName::String(key) => quoted(source, key.range),
                    ast::ObjectPropName::Word(key) => {
                        Text::new(source, key.range.start, key.range.end, Quoting::Bare)
                    }
                },
                value: convert(source, property.value),
            };
            Value::Object(object.properties.into_iter().map(member).collect())
        }
        ast::Value::NumberLit(it) => Value::Other(plain(source, it.range)),
        ast::Value::BooleanLit(it) => Value::Other(plain(source, it.range)),
        ast::Value::NullKeyword(it) => Value::Other(plain(source, it.range)),
    }
}

fn plain(source: &str, range: jsonc_parser::common::Range) -> &str {
    &source[range.start..range.end]
}

fn quoted(source: &str, range: jsonc_parser::common::Range) -> Text<'_> {
    let single = source[range.start..].starts_with('\'');
    let quoting = if single { Quoting::Single } else { Quoting::Double };
    Text::new(source, range.start + 1, range.end - 1, quoting)
}

fn collect_repeated<'a, 's>(value: &'a Value<'s>, repeated: &mut Vec<&'a Text<'s>>) {
    match value {
        Value::Object(members) => {
            let mut seen = HashSet::with_capacity(members.len());
            for member in members {
                if !seen.insert(&*member.key.text) {
                    repeated.push(&member.key);
                }
                collect_repeated(&member.value, repeated);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                collect_repeated(element, repeated);
            }
        }
        Value::String(_) | Value::Other(_) => {}
    }
}

fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
