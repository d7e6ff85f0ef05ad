//! A draft as the text of a glossary: the least that a person would have written, with the evidence in
//! comments.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::systems::{Place, State, System};
use crate::checks::toml_text;
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::source::printable;

/// Lines of a glossary are broken where they would be longer.
const WIDTH: usize = 100;

/// So many states, or places, are named in a comment.
const NAMED: usize = 12;

/// The systems as tables of a glossary file, an empty line between them.
pub fn tables(systems: &[System], source: &Locale) -> String {
    systems.iter().map(|system| table(system, source)).collect::<Vec<_>>().join("\n")
}

/// The line that a glossary in another language than English begins with.
pub fn source_locale(locale: &Locale) -> String {
    match locale.to_string() {
        tag if tag == "en" => String::new(),
        tag => format!("source-locale = {}\n\n", toml_text(&tag)),
    }
}

fn table(system: &System, source: &Locale) -> String {
    let mut text = evidence(system);
    _ = writeln!(text, "[system.{}]", system.id);
    let keys: Vec<String> = patterns(&system.families);
    text += &field("keys", &keys);
    if !system.nouns.is_empty() {
        text += &field("nouns", &quoted(&system.nouns));
    }
    if !system.not_states.is_empty() {
        text += &field("not-states", &quoted(&system.not_states));
    }
    if system.must_list() {
        _ = writeln!(text, "[system.{}.states]", system.id);
        text.extend(system.states.iter().map(|state| line(state, system, source)));
    }
    text
}

/// The patterns, each once.
fn patterns(families: &[Place]) -> Vec<String> {
    let mut seen = HashSet::new();
    families.iter().map(pattern).filter(|pattern| seen.insert(pattern.clone())).collect()
}

/// A pattern over keys, with the files where others have such keys too.
pub(super) fn pattern(Place { family, is_of_file }: &Place) -> String {
    let keys = toml_text(&family.pattern());
    if !is_of_file {
        return keys;
    }
    let files = toml_text(&files(&family.at.0, &family.catalogue));
    format!("{{ keys = [{keys}], files = [{files}] }}")
}

/// The glob over the files of a catalogue: the path of one, any locale in the place of its own. (What is
/// left without the locale is the catalogue's name.)
fn files(path: &str, catalogue: &str) -> String {
    let same = |(a, b): &(char, char)| a == b;
    let start: String =
        path.chars().zip(catalogue.chars()).take_while(same).map(|it| it.0).collect();
    if start.len() == path.len() {
        return globset::escape(path);
    }
    let (path, catalogue) = (&path[start.len()..], &catalogue[start.len()..]);
    let pairs = path.chars().rev().zip(catalogue.chars().rev());
    let end: Vec<char> = pairs.take_while(same).map(|it| it.0).collect();
    let end: String = end.into_iter().rev().collect();
    format!("{}*{}", globset::escape(&start), globset::escape(&end))
}

fn quoted(words: &[String]) -> Vec<String> {
    words.iter().map(|word| toml_text(word)).collect()
}

/// `name = [a, b]`, over several lines where one would be too long.
fn field(name: &str, values: &[String]) -> String {
    let line = format!("{name} = [{}]\n", values.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    format!("{name} = [\n    {},\n]\n", values.join(",\n    "))
}

/// What the system was drafted from.
fn evidence(system: &System) -> String {
    let states: Vec<&str> = system.states.iter().map(State::shown).collect();
    let mut seen = HashSet::new();
    let families = system.families.iter().map(|place| &place.family);
    let first = families.filter(|family| seen.insert((&family.before, &family.after)));
    let places: Vec<String> =
        first.map(|family| format!("{}:{}", family.at.0, family.at.1)).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let count = states.len();
    let mut lines = wrapped(&format!("{count} states: {}", listed(&states)));
    lines += &wrapped(&format!("{}; {}", listed(&places), system.because));
    lines
}

/// The first of many, and how many more there are.
fn listed(words: &[&str]) -> String {
    match words.len().saturating_sub(NAMED) {
        0 | 1 => words.join(", "),
        more => format!("{} and {more} more", words[..NAMED].join(", ")),
    }
}

/// A comment, broken between words.
fn wrapped(text: &str) -> String {
    let text = printable(text); // a line break in a key ends no comment
    let mut lines = String::new();
    let mut line = String::from("#");
    for word in text.split(' ') {
        if line.len() > 1 && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines += &line;
            lines.push('\n');
            line = String::from("#  ");
        }
        line.push(' ');
        line += word;
    }
    lines + &line + "\n"
}

/// A state: its name where the product is of one mind and no other state has it, else that it is
/// undecided.
fn line(state: &State, system: &System, source: &Locale) -> String {
    let is_shared = |name: &String| {
        let has =
            |other: &State| other.names.iter().any(|it| fold(it, source) == fold(name, source));
        system.states.iter().any(|other| other.id != state.id && has(other))
    };
    let term = match &state.names[..] {
        [name] if !is_shared(name) => Some(toml_text(name)),
        _ => None,
    };
    let in_code = match &state.in_code[..] {
        [] => None,
        words => Some(format!("in-code = [{}]", quoted(words).join(", "))),
    };
    let value = match (term, in_code) {
        (Some(term), None) => term,
        (Some(term), Some(in_code)) => format!("{{ {source} = {term}, {in_code} }}"),
        (None, Some(in_code)) => format!("{{ {in_code} }}"),
        (None, None) => "{}".to_owned(),
    };
    let undecided = match &state.names[..] {
        [_] | [] => String::new(),
        names => format!("   # undecided: {}", quoted(names).join(", ")),
    };
    format!("{} = {value}{undecided}\n", state.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_catalogue() {
        let glob = |path, catalogue| {
            let glob = files(path, catalogue);
            let matcher = globset::Glob::new(&glob).unwrap().compile_matcher();
            assert!(matcher.is_match(path), "{glob} is to match {path}");
            glob
        };
        assert_eq!(
            glob("locales/en/orders.json", "locales/{}/orders.json"),
            "locales/*/orders.json"
        );
        assert_eq!(
            glob("status/Messages_en_GB.json", "status/Messages.json"),
            "status/Messages*.json"
        );
        assert_eq!(glob("values-de/strings.xml", "values/strings.xml"), "values*/strings.xml");
        assert_eq!(glob("[shop]/en.json", "[shop]/{}.json"), "[[]shop[]]/*.json");
        assert_eq!(glob("orders.json", "orders.json"), "orders.json");
    }
}
