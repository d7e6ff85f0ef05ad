//! One file's `[system]` tables into systems and states, with every mistake at its place. Knows one
//! file; what several say of one state is `merge`'s.

mod patterns;
mod terms;

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::state::{InCode, Origin, Shape, State, System, Terms};
use super::table::Reader;
use crate::text::locale::Locale;
use patterns::{family_patterns, patterns, plain, text_globs, within};
use terms::{is_term, term, terms};

pub(crate) use patterns::LONGEST_GLOB;
pub use patterns::{keys, locales, paths};

type Value<'v> = Spanned<DeValue<'v>>;

/// What reading one file needs to know.
pub struct Context<'c> {
    /// The locale of terms that name none.
    pub source_locale: Locale,
    /// Whether a tag that is no two-letter language counts as one in this run.
    pub is_known: &'c dyn Fn(&Locale) -> bool,
    /// Whose the file is.
    pub origin: Origin,
}

impl Context<'_> {
    /// Whether the file is meant to be shared: then an inline table over several lines is an error.
    fn is_pack(&self) -> bool {
        self.origin != Origin::Project
    }
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
    id: &Spanned<Cow<'_, str>>,
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
        reader.inline_table_on_one_line(value, context.is_pack());
        let mut state = State::new(id.get_ref(), reader.at(id.span()));
        (state.origin, state.shape) = (context.origin, Shape::Table);
        if let DeValue::Table(fields) = value.get_ref() {
            state_fields(reader, context, fields, &mut state);
        } else {
            state.shape = Shape::Text;
            if let Some(text) = reader.text(value).filter(|text| is_term(reader, text)) {
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
                    reader.inline_table_on_one_line(value, context.is_pack());
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

fn check_id(reader: &mut Reader<'_>, id: &Spanned<Cow<'_, str>>, what: &str) {
    if !is_id(id.get_ref()) {
        let message = format!(
            "the id of a {what} is made of a-z, 0-9, _ and -, which \"{}\" is not",
            id.get_ref()
        );
        let help = (what == "state").then(|| "spellings of the program go to `in-code`".to_owned());
        reader.error(id.span(), message, help);
    }
}

/// Whether a word may be the id of a system or a state.
pub fn is_id(word: &str) -> bool {
    let is_plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    };
    !word.is_empty() && word.bytes().all(is_plain)
}
