//! One file's `[system]` tables into systems and states, with every mistake at its place. Knows one
//! file; what several say of one state is `merge`'s.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::glob::Glob;
use super::state::{
    Conditions, InCode, KeyPattern, Matching, Paths, Shape, State, System, Term, Terms,
    TextPattern, Within,
};
use super::table::{Placed, Reader};
use crate::text::locale::Locale;

type Value<'v> = Spanned<DeValue<'v>>;

/// What reading one file needs to know.
pub struct Context<'c> {
    /// The locale of terms that name none.
    pub source_locale: Locale,
    /// Whether a tag that is no two-letter language counts as one in this run.
    pub is_known: &'c dyn Fn(&Locale) -> bool,
    /// Whether the file is the project's own, not a builtin pack.
    pub is_own: bool,
    /// Whether the file is a pack, where an inline table over several lines is an error.
    pub is_pack: bool,
}

/// The fields of a system.
pub const SYSTEM_FIELDS: [&str; 11] = [
    "title",
    "keys",
    "in-code",
    "texts",
    "contexts",
    "scopes",
    "within",
    "nouns",
    "not-states",
    "shown-with",
    "states",
];

/// The fields of a state, beside its locales.
pub const STATE_FIELDS: [&str; 9] = [
    "definition",
    "keys",
    "in-code",
    "texts",
    "contexts",
    "scopes",
    "covers",
    "mistaken-for",
    "replaces",
];

const PATTERN_FIELDS: [&str; 7] =
    ["keys", "texts", "contexts", "scopes", "files", "locales", "except"];
const WITHIN_FIELDS: [&str; 3] = ["files", "keys", "locales"];
const STATUSES: [&str; 5] = ["preferred", "admitted", "deprecated", "superseded", "proposed"];
const TERM_FIELDS: [&str; 9] =
    ["text", "forms", "surfaces", "match", "in", "except", "replaced-by", "since", "reason"];

/// Reads the `[system]` table of a file.
pub fn systems(reader: &mut Reader<'_>, context: &Context<'_>, value: &Value<'_>) -> Vec<System> {
    let Some(table) = reader.table(value, "systems") else { return Vec::new() };
    let mut systems = Vec::new();
    for (id, value) in table {
        check_id(reader, id, "system");
        if let Some(fields) = reader.table(value, "a system") {
            systems.push(system(reader, context, id, fields));
        }
    }
    systems
}

fn system(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    id: &Spanned<std::borrow::Cow<'_, str>>,
    fields: &DeTable<'_>,
) -> System {
    let mut system = System {
        id: id.get_ref().to_string(),
        at: reader.at(id.span()),
        title: None,
        keys: Vec::new(),
        in_code: Vec::new(),
        contexts: Vec::new(),
        scopes: Vec::new(),
        within: None,
        nouns: BTreeMap::new(),
        not_states: Vec::new(),
        shown_with: Vec::new(),
        lists_states: false,
        states: Vec::new(),
    };
    for (field, value) in fields {
        match &**field.get_ref() {
            "title" => system.title = reader.text(value).map(|title| title.value),
            "keys" => system.keys = family_patterns(reader, context, value),
            "in-code" => system.in_code = reader.texts(value),
            "contexts" => system.contexts = text_globs(reader, value),
            "scopes" => system.scopes = text_globs(reader, value),
            "within" => system.within = within(reader, value),
            "nouns" => system.nouns = nouns(reader, context, value),
            "not-states" => system.not_states = reader.texts(value),
            "shown-with" => system.shown_with = reader.texts(value),
            "states" => {
                system.lists_states = true;
                system.states = states(reader, context, value);
            }
            "texts" => {
                let help = "a text says which state it names: put it on a state".to_owned();
                reader.error(field.span(), "a system has no texts of its own", Some(help));
            }
            _ => reader.unknown_field(field, "a system", &SYSTEM_FIELDS),
        }
    }
    system
}

fn states(reader: &mut Reader<'_>, context: &Context<'_>, value: &Value<'_>) -> Vec<State> {
    let Some(table) = reader.table(value, "states") else { return Vec::new() };
    let mut states = Vec::new();
    for (id, value) in table {
        check_id(reader, id, "state");
        reader.inline_table_on_one_line(value, context.is_pack);
        let mut state = State::new(id.get_ref(), reader.at(id.span()));
        (state.is_own, state.shape) = (context.is_own, Shape::Table);
        if let DeValue::Table(fields) = value.get_ref() {
            state_fields(reader, context, fields, &mut state);
        } else {
            state.shape = Shape::Text;
            if let Some(text) = reader.text(value) {
                let terms = Terms { preferred: Some(term(&text)), ..Terms::default() };
                state.terms.insert(context.source_locale.clone(), terms);
            }
        }
        states.push(state);
    }
    states
}

fn state_fields(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    fields: &DeTable<'_>,
    state: &mut State,
) {
    for (field, value) in fields {
        match &**field.get_ref() {
            "definition" => state.definition = reader.text(value),
            "keys" => patterns(reader, context, value, &mut state.keys, &mut state.texts, false),
            "texts" => patterns(reader, context, value, &mut state.keys, &mut state.texts, true),
            "in-code" => {
                let written = reader.texts(value);
                state.in_code.extend(written.iter().map(|text| InCode::new(&text.value)));
            }
            "contexts" => state.contexts = text_globs(reader, value),
            "scopes" => state.scopes = text_globs(reader, value),
            "covers" => state.covers = reader.texts(value),
            "mistaken-for" => state.mistaken_for = reader.texts(value),
            "replaces" => state.replaces = reader.flag(value).is_some_and(|flag| flag.value),
            tag => match locale_tag(tag, context) {
                Some(locale) => {
                    reader.inline_table_on_one_line(value, context.is_pack);
                    let terms = terms(reader, value);
                    state.terms.insert(locale, terms);
                }
                None => reader.unknown_field(field, "a state", &STATE_FIELDS),
            },
        }
    }
}

/// A field that is a locale: its language has two letters in ISO 639-1, or the run knows it.
pub fn locale_tag(field: &str, context: &Context<'_>) -> Option<Locale> {
    let locale = Locale::parse(field)?;
    (locale.has_two_letter_language() || (context.is_known)(&locale)).then_some(locale)
}

fn terms(reader: &mut Reader<'_>, value: &Value<'_>) -> Terms {
    let mut terms = Terms::default();
    let DeValue::Table(fields) = value.get_ref() else {
        let mut read = term_list(reader, value).into_iter();
        terms.preferred = read.next();
        terms.admitted = read.collect();
        return terms;
    };
    if fields.iter().any(|(field, _)| *field.get_ref() == "text") {
        terms.preferred = one_term(reader, value);
        return terms;
    }
    terms.has_statuses = true;
    for (status, value) in fields {
        let read = term_list(reader, value);
        match &**status.get_ref() {
            "preferred" => {
                if let [_, second, ..] = &read[..] {
                    let help = "the others are `admitted`".to_owned();
                    reader.mistakes.error(second.at.clone(), "one term is preferred", Some(help));
                }
                terms.preferred = read.into_iter().next();
            }
            "admitted" => terms.admitted = read,
            "deprecated" => terms.deprecated = read,
            "superseded" => terms.superseded = read,
            "proposed" => terms.proposed = read,
            _ => reader.unknown_field(status, "a locale's terms", &STATUSES),
        }
    }
    terms
}

fn term_list(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Term> {
    reader.elements(value).into_iter().filter_map(|element| one_term(reader, element)).collect()
}

fn one_term(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Term> {
    let DeValue::Table(fields) = value.get_ref() else {
        return reader.text(value).map(|text| term(&text));
    };
    let Some((_, text)) = fields.iter().find(|(field, _)| *field.get_ref() == "text") else {
        reader.error(value.span(), "a term has a `text`", None);
        return None;
    };
    let mut term = term(&reader.text(text)?);
    for (field, value) in fields {
        match &**field.get_ref() {
            "text" => {}
            "forms" => term.forms = plain(reader.texts(value)),
            "surfaces" => term.surfaces = plain(reader.texts(value)),
            "match" => term.matching = matching(reader, value),
            "in" => term.within = within(reader, value),
            "except" => term.except = plain(reader.texts(value)),
            "replaced-by" => term.replaced_by = reader.text(value).map(|text| text.value),
            "since" => term.since = reader.text(value).map(|text| text.value),
            "reason" => term.reason = reader.text(value).map(|text| text.value),
            _ => reader.unknown_field(field, "a term", &TERM_FIELDS),
        }
    }
    Some(term)
}

fn term(text: &Placed<String>) -> Term {
    Term {
        text: text.value.clone(),
        at: text.at.clone(),
        forms: Vec::new(),
        surfaces: Vec::new(),
        matching: None,
        within: None,
        except: Vec::new(),
        replaced_by: None,
        since: None,
        reason: None,
    }
}

fn matching(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Matching> {
    match reader.text(value)?.value.as_str() {
        "name" => Some(Matching::Name),
        "anywhere" => Some(Matching::Anywhere),
        other => {
            let message = format!("`match` is \"name\" or \"anywhere\", not \"{other}\"");
            reader.error(value.span(), message, None);
            None
        }
    }
}

fn within(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Within> {
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

fn nouns(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    value: &Value<'_>,
) -> BTreeMap<Locale, Vec<String>> {
    let mut nouns = BTreeMap::new();
    let DeValue::Table(table) = value.get_ref() else {
        nouns.insert(context.source_locale.clone(), plain(reader.texts(value)));
        return nouns;
    };
    for (tag, value) in table {
        match locale_tag(tag.get_ref(), context) {
            Some(locale) => _ = nouns.insert(locale, plain(reader.texts(value))),
            None => reader.error(tag.span(), format!("`{}` is no locale", tag.get_ref()), None),
        }
    }
    nouns
}

/// The families of a system: key patterns that hold `{state}`.
fn family_patterns(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    value: &Value<'_>,
) -> Vec<KeyPattern> {
    let (mut keys, mut texts) = (Vec::new(), Vec::new());
    patterns(reader, context, value, &mut keys, &mut texts, false);
    for pattern in keys.iter().filter(|pattern| !pattern.glob.has_state()) {
        let message =
            format!("`{}` has no {{state}}: which state does it name?", pattern.glob.written());
        let help =
            "a system's keys are families; put the key of one state on that state".to_owned();
        reader.mistakes.error(pattern.at.clone(), message, Some(help));
    }
    keys.retain(|pattern| pattern.glob.has_state());
    keys
}

/// Patterns and conjunctions, each to the list of what binds by it.
fn patterns(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    value: &Value<'_>,
    keys: &mut Vec<KeyPattern>,
    texts: &mut Vec<TextPattern>,
    plain_is_text: bool,
) {
    for element in reader.elements(value) {
        if let DeValue::Table(table) = element.get_ref() {
            reader.inline_table_on_one_line(element, context.is_pack);
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
                is_own: context.is_own,
                conditions,
            });
        }
    }
}

fn conjunction(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    table: &DeTable<'_>,
    span: std::ops::Range<usize>,
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
            is_own: context.is_own,
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

/// Globs over key paths.
fn globs(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Placed<Glob>> {
    globs_of(reader, value, Glob::new)
}

/// Globs over contexts, descriptions and scopes, where a dot splits nothing.
fn text_globs(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Placed<Glob>> {
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

fn plain(texts: Vec<Placed<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn check_id(reader: &mut Reader<'_>, id: &Spanned<std::borrow::Cow<'_, str>>, what: &str) {
    let is_plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    };
    if id.get_ref().is_empty() || !id.get_ref().bytes().all(is_plain) {
        let message = format!(
            "the id of a {what} is made of a-z, 0-9, _ and -, which \"{}\" is not",
            id.get_ref()
        );
        let help = (what == "state").then(|| "spellings of the program go to `in-code`".to_owned());
        reader.error(id.span(), message, help);
    }
}
