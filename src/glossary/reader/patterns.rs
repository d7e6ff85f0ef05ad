//! Patterns: globs, conjunctions, and places in the product.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Context;
use crate::glossary::glob::Glob;
use crate::glossary::state::{Conditions, KeyPattern, Paths, TextPattern, Within};
use crate::glossary::table::{Placed, Reader};
use crate::text::locale::Locale;

type Value<'v> = Spanned<DeValue<'v>>;

const PATTERN_FIELDS: [&str; 7] =
    ["keys", "texts", "contexts", "scopes", "files", "locales", "except"];
/// Globs of more bytes are mistakes: nobody writes them, and compiling them could cost much.
pub(crate) const LONGEST_GLOB: usize = 256;

const WITHIN_FIELDS: [&str; 3] = ["files", "keys", "locales"];

/// The families of a system: key patterns that hold `{state}`.
pub(super) fn family_patterns(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    value: &Value<'_>,
) -> Vec<KeyPattern> {
    let (mut keys, mut texts) = (Vec::new(), Vec::new());
    patterns(reader, context, value, &mut keys, &mut texts, false);
    for pattern in keys.iter().filter(|pattern| !pattern.glob.has_state()) {
        let message =
            format!("`{}` has no {{state}}: which state does it name?", pattern.glob.written());
        let help = match pattern.glob.written().contains('{') {
            true => "write `{state}` where the spelling of the state stands",
            false => "a system's keys are families; put the key of one state on that state",
        };
        reader.mistakes.error(pattern.at.clone(), message, Some(help.to_owned()));
    }
    keys.retain(|pattern| pattern.glob.has_state());
    keys
}

/// Patterns and conjunctions, each to the list of what binds by it.
pub(super) fn patterns(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    value: &Value<'_>,
    keys: &mut Vec<KeyPattern>,
    texts: &mut Vec<TextPattern>,
    plain_is_text: bool,
) {
    for element in reader.elements(value) {
        if let DeValue::Table(table) = element.get_ref() {
            reader.inline_table_on_one_line(element, context.is_pack());
            conjunction(reader, context, table, element.span(), keys, texts);
            continue;
        }
        let Some(text) = reader.text(element) else { continue };
        let conditions = Conditions::default();
        if plain_is_text {
            texts.push(TextPattern { text: text.value, at: text.at, conditions });
        } else if is_glob(reader, &text) {
            keys.push(KeyPattern {
                glob: Glob::new(&text.value),
                at: text.at,
                origin: context.origin,
                conditions,
            });
        }
    }
}

fn conjunction(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
    keys: &mut Vec<KeyPattern>,
    texts: &mut Vec<TextPattern>,
) {
    let mut conditions = Conditions::default();
    let mut of_keys = Vec::new();
    for (field, value) in table {
        match &**field.get_ref() {
            "keys" => of_keys = globs(reader, value),
            "texts" => conditions.texts = plain(reader.texts(value)),
            "contexts" => conditions.contexts = bare(text_globs(reader, value)),
            "scopes" => conditions.scopes = bare(text_globs(reader, value)),
            "files" => conditions.files = paths(reader, value),
            "locales" => conditions.locales = locales(reader, value),
            "except" => conditions.except = bare(globs(reader, value)),
            _ => reader.unknown_field(field, "a pattern", &PATTERN_FIELDS),
        }
    }
    if !of_keys.is_empty() {
        keys.extend(of_keys.into_iter().map(|glob| KeyPattern {
            glob: glob.value,
            at: glob.at,
            origin: context.origin,
            conditions: conditions.clone(),
        }));
    } else if !conditions.texts.is_empty() {
        let at = reader.at(span);
        for text in std::mem::take(&mut conditions.texts) {
            texts.push(TextPattern { text, at: at.clone(), conditions: conditions.clone() });
        }
    } else {
        let help =
            "files, locales, contexts and except only narrow what keys or texts bind".to_owned();
        reader.error(span, "a pattern needs `keys` or `texts`", Some(help));
    }
}

fn bare(globs: Vec<Placed<Glob>>) -> Vec<Glob> {
    globs.into_iter().map(|glob| glob.value).collect()
}

/// A list of globs over key paths.
pub fn keys(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Glob> {
    bare(globs(reader, value))
}

/// Globs over key paths.
fn globs(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Placed<Glob>> {
    globs_of(reader, value, Glob::new)
}

/// Globs over contexts, descriptions and scopes, where a dot splits nothing.
pub(super) fn text_globs(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Placed<Glob>> {
    globs_of(reader, value, Glob::over_text)
}

fn globs_of(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    compile: fn(&str) -> Glob,
) -> Vec<Placed<Glob>> {
    let texts = reader.texts(value);
    let compiled = texts.into_iter().filter(|text| is_glob(reader, text));
    compiled.map(|text| Placed { value: compile(&text.value), at: text.at }).collect()
}

fn is_glob(reader: &mut Reader<'_>, text: &Placed<String>) -> bool {
    let message = if text.value.trim().is_empty() {
        "a pattern is empty"
    } else if text.value.len() > LONGEST_GLOB {
        "a pattern is longer than any key or path"
    } else if text.value.contains("***") {
        "`***` is neither `*` (within a segment) nor `**` (across segments)"
    } else if text.value.matches("{state}").count() > 1 {
        "`{state}` stands twice in one pattern"
    } else {
        return true;
    };
    reader.mistakes.error(text.at.clone(), message, None);
    false
}

/// Globs over paths, compiled.
pub fn paths(reader: &mut Reader<'_>, value: &Value<'_>) -> Paths {
    let mut builder = globset::GlobSetBuilder::new();
    let mut written = Vec::new();
    for text in reader.texts(value) {
        if text.value.len() > LONGEST_GLOB {
            reader.mistakes.error(text.at, "a pattern is longer than any path", None);
            continue;
        }
        match globset::GlobBuilder::new(&text.value).literal_separator(true).build() {
            Ok(glob) => {
                builder.add(glob);
                written.push(text.value);
            }
            Err(error) => {
                reader.mistakes.error(text.at, format!("no glob: {}", error.kind()), None);
            }
        }
    }
    let set = if written.is_empty() { None } else { builder.build().ok() };
    Paths { written, set }
}

/// A list of locales.
pub fn locales(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Locale> {
    let mut locales = Vec::new();
    for text in reader.texts(value) {
        match Locale::parse(&text.value) {
            Some(locale) => locales.push(locale),
            None => reader.mistakes.error(text.at, format!("`{}` is no locale", text.value), None),
        }
    }
    locales
}

/// A place in the product.
pub(super) fn within(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Within> {
    let table = reader.table(value, "a place in the product")?;
    let mut within = Within::default();
    for (field, value) in table {
        match &**field.get_ref() {
            "files" => within.files = paths(reader, value),
            "keys" => within.keys = bare(globs(reader, value)),
            "locales" => within.locales = locales(reader, value),
            _ => reader.unknown_field(field, "a place in the product", &WITHIN_FIELDS),
        }
    }
    Some(within)
}

/// Texts without their places.
pub(super) fn plain(texts: Vec<Placed<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
