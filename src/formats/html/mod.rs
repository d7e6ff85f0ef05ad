//! HTML pages. Owns what is a label on a page and how text is written there; a template language is
//! known only as far as its tags are no text.

mod element;
mod open;
mod page;
mod sentence;
mod template;

use std::borrow::Cow;

use super::{Claim, Format};
use crate::label::{Quoting, Unfit};
use crate::syntax::markup::{self, Quote};
use crate::text::source::Source;

/// Plain HTML pages.
pub(super) static HTML: Format = Format {
    id: "html",
    title: "HTML pages",
    docs: include_str!("docs.md"),
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source: &Source, _| page::read(&source.text),
    encode,
    decode: |raw, quoting| decode(raw, quoting).into_owned(),
};

fn claims(path: &str) -> Claim {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_page = ["html", "htm", "xhtml"].iter().any(|page| extension.eq_ignore_ascii_case(page));
    if is_page { Claim::Page } else { Claim::No }
}

/// What the bytes of a label say.
fn decode(raw: &str, quoting: Quoting) -> Cow<'_, str> {
    match quoting {
        Quoting::Text | Quoting::Section => markup::decode_text(raw),
        Quoting::Double => markup::decode_value(raw, Quote::Double),
        Quoting::Single => markup::decode_value(raw, Quote::Single),
        Quoting::Bare => markup::decode_value(raw, Quote::Bare),
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

/// The bytes that say `text`. A carriage return is written as a reference, because as a byte it would
/// be read as a line feed.
fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    if let Some(why) = unfit(text, quoting) {
        return Err(Unfit(why.into()));
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
    if text.contains('\0') {
        Some("HTML cannot hold a NUL character")
    } else if quoting == Quoting::Bare && (text.is_empty() || text.contains(breaks_value)) {
        Some("an attribute without quotes holds no spaces, quotes, =, < or >: quote it first")
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
