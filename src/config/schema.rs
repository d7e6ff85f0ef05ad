//! The JSON Schema of canonym.toml, by which editors complete it, explain it and find mistakes while it is
//! written. Owns the page `schema.json`, in which fields and their words stand; what the shelves hold
//! (checks, formats, packs) is filled in here, so that it cannot fall behind. Does not know how a file is
//! read: a test holds that the readers and the schema have the same fields.

use std::fmt::Write;

use crate::checks;
use crate::finding::{Ceiling, Level};
use crate::formats;
use crate::glossary::builtin;
use crate::text::difference::Difference;
use crate::text::locale::Locale;

/// The schema without what the shelves hold: `{checks}` and the like stand for it.
const PAGE: &str = include_str!("schema.json");

/// What follows the language in a locale's tag, in every spelling that [`Locale::parse`] reads.
const SUBTAGS: &str = r"([-_+][A-Za-z]{4})?([-_+](r[A-Z]{2}|[A-Za-z]{2}|[0-9]{3}))?([-_+]([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(@[A-Za-z0-9]+)?(\\..*)?";

/// The JSON Schema of canonym.toml (draft 7, which editors know best).
pub fn schema() -> String {
    let checks: Vec<_> = checks::ALL.iter().map(|check| check.id).collect();
    let kinds = Difference::ALL.map(Difference::id);
    let formats: Vec<_> = formats::ALL.iter().map(|format| format.id).collect();
    let packs: Vec<_> = builtin::ALL.iter().map(|pack| format!("builtin:{}", pack.id)).collect();
    let levels = [Level::Error, Level::Warning, Level::Note].map(Ceiling::At);
    let levels: Vec<_> = levels.iter().chain([&Ceiling::Off]).map(|level| level.id()).collect();
    // Three letters are a language only where canonym.toml or a path says so, which no schema sees.
    let tag = format!(r"(b\\+)?({}|[A-Za-z]{{3}}){SUBTAGS}", two_letter_languages());
    let filled = [
        (r#""{checks}""#, listed(&checks)),
        (r#""{formats}""#, listed(&formats)),
        (r#""{packs}""#, listed(&packs)),
        (r#""{levels}""#, listed(&levels)),
        (r#""{each check}": true"#, each_check()),
        (r#""{each kind}": true"#, each_kind(&kinds)),
        ("{a check}", checks.join("|")),
        ("{a kind}", kinds.join("|")),
        ("{any locale}", format!(r"(b\\+)?[A-Za-z]{{2,3}}{SUBTAGS}")),
        ("{locale tag}", tag),
    ];
    filled.iter().fold(PAGE.to_owned(), |page, (mark, text)| page.replace(mark, text))
}

fn listed<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{}\"", word.as_ref())).collect();
    quoted.join(", ")
}

/// A field of `[levels]` for each check, with what the check finds.
fn each_check() -> String {
    let fields = checks::ALL.iter().map(|check| {
        // A title is a line of ours; only its quotes mean something to JSON.
        let finds = check.title.replace('\\', "\\\\").replace('"', "\\\"");
        format!(
            "\"{}\": {{\n          \"description\": \"{finds}\",\n          \
             \"anyOf\": [{{ \"$ref\": \"#/definitions/level\" }}, {{ \"$ref\": \"#/definitions/levels-of-kinds\" }}]\n        }}",
            check.id
        )
    });
    fields.collect::<Vec<_>>().join(",\n        ")
}

fn each_kind(kinds: &[&str]) -> String {
    let field = |kind| format!("\"{kind}\": {{ \"$ref\": \"#/definitions/level\" }}");
    kinds.iter().map(field).collect::<Vec<_>>().join(",\n        ")
}

/// A pattern of the two-letter languages, in any letter case: `[Aa][AaBb]|[Bb][AaEe]`.
fn two_letter_languages() -> String {
    let is_language =
        |text: &str| Locale::parse(text).is_some_and(|locale| locale.has_two_letter_language());
    let mut pattern = String::new();
    for first in 'a'..='z' {
        let seconds = ('a'..='z').filter(|second| is_language(&format!("{first}{second}")));
        let seconds: String =
            seconds.flat_map(|second| [second.to_ascii_uppercase(), second]).collect();
        if !seconds.is_empty() {
            let bar = if pattern.is_empty() { "" } else { "|" };
            let capital = first.to_ascii_uppercase();
            write!(pattern, "{bar}[{capital}{first}][{seconds}]").expect("a String grows");
        }
    }
    pattern
}
