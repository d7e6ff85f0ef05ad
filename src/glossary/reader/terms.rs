//! What a state is called in one locale: terms and their statuses.

use toml::Spanned;
use toml::de::DeValue;
use unicode_normalization::UnicodeNormalization;

use super::patterns::{plain, within};
use crate::glossary::state::{Matching, Term, Terms};
use crate::glossary::table::{Placed, Reader};

type Value<'v> = Spanned<DeValue<'v>>;

const STATUSES: [&str; 5] = ["preferred", "admitted", "deprecated", "superseded", "proposed"];
const TERM_FIELDS: [&str; 9] =
    ["text", "forms", "surfaces", "match", "in", "except", "replaced-by", "since", "reason"];

/// Reads the terms of a locale: a text, a list, or a table with statuses.
pub(super) fn terms(reader: &mut Reader<'_>, value: &Value<'_>) -> Terms {
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
    only_withdrawn_stand_anywhere(reader, &terms);
    terms
}

/// A right term is not looked for inside sentences: they may speak as they like.
fn only_withdrawn_stand_anywhere(reader: &mut Reader<'_>, terms: &Terms) {
    let right = terms.known().chain(&terms.proposed);
    for term in right.filter(|term| term.matching == Some(Matching::Anywhere)) {
        let message = "only a deprecated or superseded term is looked for inside sentences";
        let help =
            "leave `match` out, or write `match = \"name\"`: labels that are this term".to_owned();
        reader.mistakes.error(term.at.clone(), message, Some(help));
    }
}

fn term_list(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Term> {
    reader.elements(value).into_iter().filter_map(|element| one_term(reader, element)).collect()
}

fn one_term(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Term> {
    let DeValue::Table(fields) = value.get_ref() else {
        let text = reader.text(value)?;
        return is_term(reader, &text).then(|| term(&text));
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

/// Whether a text can be a term.
pub(super) fn is_term(reader: &mut Reader<'_>, text: &Placed<String>) -> bool {
    let is_empty = text.value.trim().is_empty();
    if is_empty {
        reader.mistakes.error(text.at.clone(), "a term is empty", None);
    }
    !is_empty
}

/// A term of which nothing is said but its text.
pub(super) fn term(text: &Placed<String>) -> Term {
    Term {
        text: text.value.nfc().collect(),
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
