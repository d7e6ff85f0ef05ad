//! Adds drafted systems to the text of a glossary, whose comments and order stay: keys to a system that
//! it has, and tables for those that it has not.

use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, RawString, TableLike, Value};

use super::systems::System;
use super::toml::{pattern, tables};
use crate::text::locale::Locale;

/// What a glossary should hold more.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// Families of systems that it has.
    pub extended: Vec<Extension>,
    /// Systems that it has not.
    pub new: Vec<System>,
}

/// A drafted system whose states a system of the glossary has.
#[derive(Clone, Debug)]
pub struct Extension {
    /// The id of that system.
    pub of: String,
    /// What was drafted.
    pub drafted: System,
    /// States to list: those that the system, which lists its states, lacks.
    pub states: Vec<Lacking>,
}

/// A state that a glossary lacks.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// Its id.
    pub id: String,
    /// Other spellings of the program.
    pub in_code: Vec<String>,
    /// What it is called, where that is beyond doubt.
    pub name: Option<String>,
}

/// A glossary with what could be added.
#[derive(Clone, Debug)]
pub struct Added {
    /// Its text.
    pub text: String,
    /// What could not be added, in words: a pattern, and the system that it belongs to.
    pub refused: Vec<String>,
}

impl Addition {
    /// Whether nothing is to be added.
    pub fn is_empty(&self) -> bool {
        self.extended.is_empty() && self.new.is_empty()
    }
}

/// The text with what is added. `None` where nothing can be: the text is no TOML, or its lines end in two
/// ways.
pub fn added(text: &str, addition: &Addition, source: &Locale) -> Option<Added> {
    let (mark, text) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => ("\u{FEFF}", rest),
        None => ("", text),
    };
    let dos = text.matches("\r\n").count();
    if dos > 0 && dos < text.matches('\n').count() {
        return None;
    }
    let mut added = added_plainly(&text.replace("\r\n", "\n"), addition, source)?;
    if dos > 0 {
        added.text = added.text.replace('\n', "\r\n");
    }
    added.text.insert_str(0, mark);
    Some(added)
}

/// The same for a text whose lines end with `\n`.
fn added_plainly(text: &str, addition: &Addition, source: &Locale) -> Option<Added> {
    let mut document: DocumentMut = text.parse().ok()?;
    let mut refused = Vec::new();
    for extension in &addition.extended {
        let mut extended = document.clone();
        match extend(&mut extended, extension, source) {
            Some(()) => document = extended,
            None => refused.push(words(extension)),
        }
    }
    // A text that nothing is changed in is not written anew.
    let is_changed = refused.len() < addition.extended.len();
    let mut text = if is_changed { document.to_string() } else { text.to_owned() };
    if !addition.new.is_empty() {
        let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        text = format!("{text}{end}{gap}{}", tables(&addition.new, source));
    }
    Some(Added { text, refused })
}

/// What an extension would have added, for a person to do.
fn words(extension: &Extension) -> String {
    let patterns: Vec<String> = extension.drafted.families.iter().map(pattern).collect();
    format!("{} to the keys of [system.{}]", patterns.join(", "), extension.of)
}

fn extend(document: &mut DocumentMut, extension: &Extension, source: &Locale) -> Option<()> {
    let systems = document.get_mut("system")?.as_table_like_mut()?;
    let system = systems.get_mut(&extension.of)?.as_table_like_mut()?;
    let mut patterns = Vec::new();
    for place in &extension.drafted.families {
        let value: Value = pattern(place).parse().ok()?;
        patterns.push(value);
    }
    extend_list(system, "keys", patterns)?;
    let words = |words: &[String]| words.iter().map(|word| word.as_str().into()).collect();
    if !extension.drafted.not_states.is_empty() {
        extend_list(system, "not-states", words(&extension.drafted.not_states))?;
    }
    if extension.states.is_empty() {
        return Some(());
    }
    let states = system.get_mut("states")?.as_table_like_mut()?;
    for state in &extension.states {
        if states.get(&state.id).is_none() {
            states.insert(&state.id, Item::Value(value(state, source)));
        }
    }
    Some(())
}

/// A state as the value of its line.
fn value(state: &Lacking, source: &Locale) -> Value {
    if let (Some(name), []) = (&state.name, &state.in_code[..]) {
        return name.as_str().into();
    }
    let mut table = InlineTable::new();
    if let Some(name) = &state.name {
        table.insert(source.to_string(), name.as_str().into());
    }
    if !state.in_code.is_empty() {
        let words: Array = state.in_code.iter().map(String::as_str).collect();
        table.insert("in-code", words.into());
    }
    table.into()
}

/// Adds values to a list, which may be missing or a single value; in the list's own layout. `None` where a
/// comment stands behind its last value: nobody can tell what that speaks of.
fn extend_list(table: &mut dyn TableLike, field: &str, values: Vec<Value>) -> Option<()> {
    let item = table.entry(field).or_insert(Item::Value(Value::Array(Array::new())));
    if let Item::Value(value) = item
        && !value.is_array()
    {
        let decor = value.decor().clone();
        let mut single = value.clone();
        single.decor_mut().clear();
        let mut list = Value::Array(std::iter::once(single).collect());
        *list.decor_mut() = decor;
        *item = Item::Value(list);
    }
    let list = item.as_array_mut()?;
    let text = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or("").to_owned();
    let end = list.iter().last().map(|value| value.decor().clone());
    let behind = end.as_ref().map(|decor| text(decor.suffix())).unwrap_or_default();
    if text(Some(list.trailing())).contains('#') || behind.contains('#') {
        return None;
    }
    // One a line, or one after the other: as the last one stands.
    let before = end.map(|decor| text(decor.prefix()));
    let before = match before {
        None => String::new(),
        Some(before) => match before.rsplit_once('\n') {
            Some((_, indentation)) => format!("\n{indentation}"),
            None => " ".to_owned(),
        },
    };
    let known: Vec<String> = list.iter().map(plain).collect();
    for mut value in values.into_iter().filter(|value| !known.contains(&plain(value))) {
        *value.decor_mut() = Decor::new(if list.is_empty() { "" } else { &before }, "");
        list.push_formatted(value);
    }
    Some(())
}

fn plain(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Family, Place};

    /// A family `b.{state}` of the system `order`, with a state more.
    fn extension() -> Addition {
        let family = Family {
            catalogue: String::new(),
            surface: None,
            before: "b.".to_owned(),
            after: String::new(),
            members: Vec::new(),
            at: (String::new(), 0),
        };
        let drafted = System {
            id: "order".to_owned(),
            families: vec![Place { family, is_of_file: false }],
            states: Vec::new(),
            not_states: Vec::new(),
            nouns: Vec::new(),
            because: String::new(),
        };
        let states = vec![Lacking {
            id: "lost".to_owned(),
            in_code: Vec::new(),
            name: Some("Lost".to_owned()),
        }];
        let extended = vec![Extension { of: "order".to_owned(), drafted, states }];
        Addition { extended, new: Vec::new() }
    }

    fn add(text: &str) -> String {
        let english = Locale::parse("en").unwrap();
        added(text, &extension(), &english).unwrap().text
    }

    #[test]
    fn comments_and_layout_stay() {
        let text = "# Ours.\n[system.order]\nkeys = [\"a.{state}\"] # here\n[system.order.states]\nnew = \"New\" # now\n";
        let expected = "# Ours.\n[system.order]\nkeys = [\"a.{state}\", \"b.{state}\"] # here\n[system.order.states]\nnew = \"New\" # now\nlost = \"Lost\"\n";
        assert_eq!(add(text), expected);
    }

    #[test]
    fn line_ends_and_byte_order_mark_stay() {
        let text = "\u{FEFF}[system.order]\r\nkeys = [\"a.{state}\"]\r\n[system.order.states]\r\n";
        let after = add(text);
        assert!(after.starts_with("\u{FEFF}[system.order]\r\n"), "{after:?}");
        assert!(after.ends_with("lost = \"Lost\"\r\n"), "{after:?}");
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    }

    #[test]
    fn what_cannot_be_added_is_told() {
        let english = Locale::parse("en").unwrap();
        let inline = "system = { order = { keys = [\"a.{state}\"] } }\n";
        let commented =
            "[system.order]\nkeys = [\n  \"a.{state}\", # last\n]\n[system.order.states]\n";
        let after = added(commented, &extension(), &english).unwrap();
        assert_eq!((&*after.text, after.refused.len()), (commented, 1));
        let after = added(inline, &extension(), &english).unwrap();
        assert_eq!((&*after.text, after.refused.len()), (inline, 1));
        assert!(added("a = 1\r\nb = 2\n", &extension(), &english).is_none());
    }

    #[test]
    fn a_list_on_many_lines_stays_one() {
        let text = "[system.order]\nkeys = [\n    \"a.{state}\",\n]\n[system.order.states]\nnew = \"New\"\n";
        let expected = "[system.order]\nkeys = [\n    \"a.{state}\",\n    \"b.{state}\",\n]\n[system.order.states]\nnew = \"New\"\nlost = \"Lost\"\n";
        assert_eq!(add(text), expected);
    }

    #[test]
    fn a_single_pattern_becomes_a_list_and_a_missing_one_is_made() {
        let single = add("[system.order]\nkeys = \"a.{state}\"\n[system.order.states]\n");
        assert!(single.contains("keys = [\"a.{state}\", \"b.{state}\"]"), "{single}");
        let missing = add("[system.order]\n[system.order.states]\n");
        assert!(missing.contains("keys = [\"b.{state}\"]"), "{missing}");
    }
}
