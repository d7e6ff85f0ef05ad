//! Pages and their templates, whatever the language of their tags: what is a label on a page, what asks a
//! catalogue for one, and what stands around it. The formats of pages differ in their names and in the
//! tags that they have. Knows no glossary.

mod around;
mod assigned;
mod attributes;
mod block;
mod bound;
mod choice;
mod condition;
pub(super) mod element;
mod embedded;
mod labels;
mod noted;
mod open;
pub(super) mod sentence;
mod shown;
mod tags;
mod walk;

use std::borrow::Cow;

use super::{Claim, Reading};
use crate::label::{Contents, Quoting, Unfit};
use crate::syntax::markup::{self, Quote};
use crate::syntax::script;
use crate::syntax::template::{self, Language};
use crate::text::source::Source;

pub(super) use assigned::{Assigned, read as assigned};

/// The labels, references and faults of a page.
pub(super) fn read<'s>(
    source: &'s Source,
    language: Language,
    reading: &Reading<'_>,
) -> Contents<'s> {
    read_part(&source.text, &source.path, language, reading)
}

/// The same for a page that is a part of a file: a string of a program.
pub(super) fn read_part<'s>(
    text: &'s str,
    path: &str,
    language: Language,
    reading: &Reading<'_>,
) -> Contents<'s> {
    let masked = template::mask(text, language);
    walk::read(text, path, (language, &masked), reading)
}

/// What a path is to a format of pages with these extensions.
pub(super) fn claims(path: &str, extensions: &[&str]) -> Claim {
    let makes_no_page = |name: &str| {
        let (rest, _) = name.rsplit_once('.').unwrap_or((name, ""));
        [
            ".txt", ".text", ".md", ".js", ".css", ".json", ".sql", ".sh", ".yml", ".yaml", ".py",
            ".xml", ".conf", ".ts", ".toml", ".ini", ".cfg", ".rst", ".csv",
        ]
        .iter()
        .any(|ending| rest.len() > ending.len() && rest.ends_with(ending))
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_test = [".test.", ".spec.", ".stories."].iter().any(|part| name.contains(part))
        || path.contains("__tests__/");
    let is_page = extensions.iter().any(|extension| super::has_extension(path, extension));
    if is_page && !is_test && !makes_no_page(&name.to_ascii_lowercase()) {
        Claim::Page
    } else {
        Claim::No
    }
}

/// What the bytes of a label say.
pub(super) fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    match quoting {
        Quoting::Text | Quoting::Section => markup::decode_text(raw),
        Quoting::Double => markup::decode_value(raw, Quote::Double),
        Quoting::Single => markup::decode_value(raw, Quote::Single),
        Quoting::Bare => markup::decode_value(raw, Quote::Bare),
        Quoting::Literal => unescaped(raw),
        Quoting::ScriptDouble | Quoting::ScriptSingle => script::decode(raw),
        Quoting::Template => script::decode_template(raw),
    }
}

/// How a label is quoted that is an attribute's value.
fn quoting(quote: Quote) -> Quoting {
    match quote {
        Quote::Double => Quoting::Double,
        Quote::Single => Quoting::Single,
        Quote::Bare => Quoting::Bare,
    }
}

/// What a string of a program says. Its quotes and those around it are all that its escapes are for in
/// templates; others stay as they are.
fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(&sign @ ('"' | '\'' | '\\'))) => {
                text.push(sign);
                chars.next();
            }
            _ => text.push(char),
        }
    }
    Cow::Owned(text)
}

/// The bytes that say `text`. A carriage return is written as a reference, because as a byte it would
/// be read as a line feed.
pub(super) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    if let Some(quoted) = script::encode_as(text, quoting) {
        return Ok(quoted);
    }
    if let Some(why) = unfit(text, quoting) {
        return Err(Unfit(why.into()));
    }
    if quoting == Quoting::Literal {
        return Ok(text.to_owned());
    }
    let mut raw = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        match (char, quoting) {
            ('&', _) => raw.push_str("&amp;"),
            ('<', _) => raw.push_str("&lt;"),
            ('>', _) => raw.push_str("&gt;"),
            ('"', Quoting::Double) => raw.push_str("&quot;"),
            ('\'', Quoting::Single) => raw.push_str("&#39;"),
            ('\r', _) => raw.push_str("&#13;"),
            _ => raw.push(char),
        }
    }
    Ok(raw)
}

/// Why a text cannot be written.
fn unfit(text: &str, quoting: Quoting) -> Option<&'static str> {
    let breaks_value = |char: char| {
        char.is_ascii_whitespace() || matches!(char, '"' | '\'' | '=' | '<' | '>' | '`')
    };
    let breaks_literal = |char: char| {
        char.is_control()
            || matches!(
                char,
                '"' | '\'' | '`' | '\\' | '<' | '>' | '&' | '{' | '}' | '%' | '#' | '$'
            )
    };
    if text.contains('\0') {
        Some("HTML cannot hold a NUL character")
    } else if quoting == Quoting::Bare && (text.is_empty() || text.contains(breaks_value)) {
        Some("an attribute without quotes holds no spaces, quotes, =, < or >: quote it first")
    } else if quoting == Quoting::Literal && text.contains(breaks_literal) {
        Some(
            "a string in a template tag: signs like quotes and braces are written differently in each language",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
