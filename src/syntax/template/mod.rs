//! Templates as markup with tags of another language in it. Finds the tags and covers them, so that a
//! reader of markup sees none of them and every place stays what it is. What a tag says is read by
//! [`step`]; knows no markup and no label.

mod braces;
mod code;
mod find;
pub mod step;
mod tagged;

use std::borrow::Cow;

use crate::syntax::expression::Tongue;
use crate::text::place::Span;

/// Stands for each byte of a tag that puts something into the page.
pub const FILLER: char = '\x7F';

/// Which tags a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A page with the tags of any of them but those in single braces.
    Html,
    /// Jinja, Django, Nunjucks, Twig, Liquid.
    Jinja,
    /// Handlebars, Mustache.
    Handlebars,
    /// ERB, EJS.
    Erb,
    /// Vue components.
    Vue,
    /// Angular templates, with their blocks.
    Angular,
    /// Svelte components.
    Svelte,
    /// Astro components.
    Astro,
}

impl Language {
    /// The language of the expressions in attributes that are bound to one.
    pub fn tongue(self) -> Tongue {
        match self {
            Self::Jinja => Tongue::Template,
            Self::Handlebars => Tongue::Helper,
            Self::Erb => Tongue::Ruby,
            _ => Tongue::Script,
        }
    }

    /// Whether its components have scripts and names of their own.
    pub fn has_components(self) -> bool {
        matches!(self, Self::Vue | Self::Svelte | Self::Astro | Self::Angular)
    }
}

/// A tag of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// All of it.
    pub span: Span,
    /// What stands between its signs.
    pub inner: Span,
    /// What it does to the page around it.
    pub kind: Kind,
    /// How it is written.
    pub form: Form,
}

/// What a tag does to the page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Puts something there.
    Output,
    /// Decides what is there.
    Statement,
    /// Nothing: it speaks to people.
    Comment,
}

/// How a tag is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `{{ … }}`, `{% … %}`, `{# … #}`
    Jinja,
    /// `{{#if …}}`, and outputs of a language that knows no other tags.
    Handlebars,
    /// `{{ … }}` of JavaScript.
    Script,
    /// `<% … %>`
    Erb,
    /// `<?php … ?>`
    Php,
    /// `{#if …}` and `{…}` of Svelte.
    Svelte,
    /// A piece of an expression between markup: `{cond && (`.
    Piece,
    /// `@if (…) {` and `}` of Angular.
    Block,
}

/// A template with its tags covered.
#[derive(Debug)]
pub struct Masked<'s> {
    /// The markup: as long as the template, its lines where they were.
    pub markup: Cow<'s, str>,
    /// The tags, from left to right.
    pub tags: Vec<Tag>,
    /// Where a tag begins that never ends.
    pub unclosed: Vec<Span>,
    /// The script above the page of an Astro component.
    pub front: Option<Span>,
}

/// Covers the tags of a template.
pub fn mask(text: &str, language: Language) -> Masked<'_> {
    let found = match language {
        Language::Svelte | Language::Astro => braces::find(text, language),
        _ => find::find(text, language),
    };
    let markup = match (&found.tags[..], found.front) {
        ([], None) => Cow::Borrowed(text),
        _ => Cow::Owned(covered(text, &found)),
    };
    Masked { markup, tags: found.tags, unclosed: found.unclosed, front: found.front }
}

/// What was found in a template.
#[derive(Default)]
struct Found {
    tags: Vec<Tag>,
    unclosed: Vec<Span>,
    front: Option<Span>,
}

fn covered(text: &str, found: &Found) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut cover = |span: Span, with: u8| {
        for byte in &mut bytes[span.start as usize..span.end as usize] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = with;
            }
        }
    };
    if let Some(front) = found.front {
        // The dashes below it are none of its program.
        let is_closed = text[front.end as usize..].starts_with("---");
        cover(Span { start: 0, end: front.end + if is_closed { 3 } else { 0 } }, b' ');
    }
    for tag in &found.tags {
        cover(tag.span, if tag.kind == Kind::Output { FILLER as u8 } else { b' ' });
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// How far a string goes that begins at `at`: to its closing quote; `None` if its line ends first.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let quote = bytes[at];
    let mut end = at + 1;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 1,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(end + 1),
            _ => {}
        }
        end += 1;
    }
    None
}

#[cfg(test)]
mod tests;
