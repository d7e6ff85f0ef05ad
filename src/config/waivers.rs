//! `[[waiver]]` tables into permissions.

use std::ops::Range;

use time::{Date, Month};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::check_is_known;
use crate::glossary::mistake::Mistakes;
use crate::glossary::reader;
use crate::glossary::state::{Paths, System};
use crate::glossary::table::{Reader, nearest};
use crate::permission::{Permission, Place};

type Value<'v> = Spanned<DeValue<'v>>;

/// The fields of a waiver.
pub const FIELDS: [&str; 8] =
    ["check", "states", "keys", "files", "locales", "names", "reason", "until"];

/// Reads every `[[waiver]]`.
pub(super) fn waivers(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Permission> {
    let mut waivers = Vec::new();
    for element in reader.elements(value) {
        if let Some(table) = reader.table(element, "[[waiver]]") {
            waivers.extend(waiver(reader, table, element.span()));
        }
    }
    waivers
}

fn waiver(reader: &mut Reader<'_>, table: &DeTable<'_>, span: Range<usize>) -> Option<Permission> {
    let mut waiver = Permission {
        place: Place::Setting(reader.at(span.clone())),
        checks: Vec::new(),
        states: Vec::new(),
        keys: Vec::new(),
        files: Paths::default(),
        locales: Vec::new(),
        names: Vec::new(),
        reason: String::new(),
        until: None,
    };
    for (field, value) in table {
        match &**field.get_ref() {
            "check" => waiver.checks = checks(reader, value),
            "states" => waiver.states = texts(reader, value),
            "keys" => waiver.keys = reader::keys(reader, value),
            "files" => waiver.files = reader::paths(reader, value),
            "locales" => waiver.locales = reader::locales(reader, value),
            "names" => waiver.names = texts(reader, value),
            "reason" => waiver.reason = reader.text(value).map_or(String::new(), |text| text.value),
            "until" => waiver.until = day(reader, value),
            _ => reader.unknown_field(field, "a waiver", &FIELDS),
        }
    }
    if waiver.reason.trim().is_empty() {
        let help = "say why it may stay: who removes the waiver later will ask".to_owned();
        reader.error(span, "a waiver needs a `reason`", Some(help));
        return None;
    }
    let narrows = ["check", "states", "keys", "files", "locales", "names"];
    if !table.iter().any(|(field, _)| narrows.contains(&&**field.get_ref())) {
        let help = "say what: a check, states, keys, files, locales or names".to_owned();
        reader.error(span, "this waives everything", Some(help));
        return None;
    }
    Some(waiver)
}

fn checks(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let checks = reader.texts(value);
    for check in &checks {
        let span = check.at.span.start as usize..check.at.span.end as usize;
        check_is_known(reader, &check.value, span);
    }
    checks.into_iter().map(|check| check.value).collect()
}

fn texts(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    reader.texts(value).into_iter().map(|text| text.value).collect()
}

/// A day, as TOML writes it: `2027-01-31`, with quotes or without.
fn day(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Date> {
    let written = match value.get_ref() {
        DeValue::Datetime(datetime) => Some(*datetime),
        DeValue::String(text) => text.parse::<toml::value::Datetime>().ok(),
        _ => None,
    };
    let date = written.and_then(|written| written.date).and_then(|date| {
        let month = Month::try_from(date.month).ok()?;
        Date::from_calendar_date(i32::from(date.year), month, date.day).ok()
    });
    if date.is_none() {
        let help = "the last day on which it holds, like \"2027-01-31\"".to_owned();
        reader.error(value.span(), "this is no day", Some(help));
    }
    date
}

/// Says which waivers name a system that there is not, or a state that its system does not list.
pub(super) fn check_states(waivers: &[Permission], systems: &[System], mistakes: &mut Mistakes) {
    for (waiver, name) in waivers.iter().flat_map(|it| it.states.iter().map(move |name| (it, name)))
    {
        let Place::Setting(at) = &waiver.place else { continue };
        let (id, state) = name.split_once('.').map_or((&**name, None), |(id, of)| (id, Some(of)));
        let (what, word, known): (_, _, Vec<&str>) = match systems.iter().find(|it| it.id == id) {
            None => ("system", id, systems.iter().map(|system| &*system.id).collect()),
            Some(system) if system.lists_states => match state {
                Some(state) if !system.states.iter().any(|it| it.id == state) => {
                    ("state", state, system.states.iter().map(|state| &*state.id).collect())
                }
                _ => continue,
            },
            Some(_) => continue,
        };
        let help = nearest(word, &known).map(|near| format!("did you mean `{near}`?"));
        mistakes.error(at.clone(), format!("there is no {what} `{word}`"), help);
    }
}
