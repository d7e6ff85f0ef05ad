//! JavaScript and TypeScript, with JSX and without. Owns which texts of a program people meet, what its
//! conditions, maps and elements say around them, and how text is written there. Does not know which
//! state any of it means, and nothing of what a program computes.

mod attribute;
mod call;
mod catalogue;
mod condition;
mod element;
mod foreign;
mod layers;
mod map;
mod markup;
mod parse;
mod quoting;
mod reader;
mod tag;
mod visit;

use super::{Claim, Format, Reading};
use crate::label::Contents;
use crate::text::place::Span;
use crate::text::source::Source;

/// Programs for browsers and Node.
pub(super) static SCRIPT: Format = Format {
    id: "script",
    title: "JavaScript and TypeScript",
    docs: include_str!("docs.md"),
    claims,
    is_catalogue: catalogue::looks_like_one,
    is_bilingual: false,
    fallback_charset: None,
    read: |source: &Source, reading| read(source, reading),
    encode: quoting::encode,
    decode: |raw, quoting| quoting::decode(raw, quoting).into_owned(),
};

/// Which of the languages a text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// JavaScript, in which JSX may stand.
    Script,
    /// TypeScript, in which `<a>b` is an assertion.
    Typed,
    /// TypeScript with JSX.
    TypedMarkup,
}

/// Lines longer than this are made by a build.
const LONGEST_LINE: usize = 5000;

fn claims(path: &str) -> Claim {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if language(name).is_none() {
        return Claim::No;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_test = |part: &str| matches!(part, "__tests__" | "__mocks__" | "__snapshots__");
    let is_other = stem.rsplit('.').next().is_some_and(|part| {
        part != stem
            && matches!(
                part,
                "test" | "spec" | "stories" | "story" | "config" | "d" | "cy" | "setup"
            )
    });
    let is_settings = name.starts_with('.') || folder.split('/').any(is_test);
    let is_foreign = foreign::is_installed(folder)
        || foreign::is_plain(name) && (foreign::is_output(folder) || foreign::is_made(stem));
    if is_other || is_settings || is_foreign { Claim::No } else { Claim::Module }
}

/// The language of a file, by its name.
fn language(name: &str) -> Option<Language> {
    let (_, extension) = name.rsplit_once('.')?;
    let is_in = |list: &[&str]| list.iter().any(|it| extension.eq_ignore_ascii_case(it));
    if is_in(&["js", "mjs", "cjs", "jsx"]) {
        Some(Language::Script)
    } else if is_in(&["ts", "mts", "cts"]) {
        Some(Language::Typed)
    } else {
        is_in(&["tsx"]).then_some(Language::TypedMarkup)
    }
}

fn read<'s>(source: &'s Source, reading: &Reading<'_>) -> Contents<'s> {
    let text = &*source.text;
    let language = language(&source.path).unwrap_or(Language::TypedMarkup);
    let is_made = language == Language::Script && text.lines().any(|it| it.len() > LONGEST_LINE);
    if is_made {
        return Contents::default();
    }
    embedded(text, Span::new(0, text.len()), language, reading)
}

/// What the script in a part of a file holds, with places in the file.
pub(super) fn embedded<'s>(
    text: &'s str,
    span: Span,
    language: Language,
    reading: &Reading<'_>,
) -> Contents<'s> {
    let contents = parse::program(span.slice(text), language, reading);
    moved(contents, span.start)
}

/// The contents of a part of a file that begins at `base`.
fn moved(mut contents: Contents<'_>, base: u32) -> Contents<'_> {
    if base == 0 {
        return contents;
    }
    let span = |it: Span| Span { start: it.start + base, end: it.end + base };
    for label in &mut contents.labels {
        label.spans = label.spans.moved(base);
        label.scopes.iter_mut().for_each(|scope| scope.span = span(scope.span));
    }
    for reference in &mut contents.references {
        reference.span = span(reference.span);
        reference.scopes.iter_mut().for_each(|scope| scope.span = span(scope.span));
    }
    for comment in &mut contents.comments {
        comment.span = span(comment.span);
    }
    for fault in &mut contents.faults {
        fault.span = fault.span.map(span);
    }
    contents
}

#[cfg(test)]
mod tests;
