//! What every source file owes its reader.

use crate::sources::{none, sources};

/// Above this many lines a file holds more than one idea.
const LONG: usize = 500;

/// A file says at its top what it is for; a check's manual page says it too.
#[test]
fn each_file_opens_with_its_purpose() {
    let wrong: Vec<_> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! ") && !is_check(&source.text))
        .map(|source| format!("src/{}: opens without `//!`", source.path))
        .collect();
    none(&wrong);
}

/// No file is longer than the reader's patience.
#[test]
fn each_file_is_of_the_size_of_its_idea() {
    let sizes = sources().into_iter().map(|source| (source.text.lines().count(), source.path));
    let long = sizes.filter(|(lines, _)| *lines > LONG);
    let wrong =
        long.map(|(lines, path)| format!("src/{path}: {lines} lines, over {LONG}: split it"));
    none(&wrong.collect::<Vec<_>>());
}

/// Nothing is left undone behind a macro that panics.
#[test]
fn nothing_is_left_to_do() {
    let mut wrong = Vec::new();
    for source in sources() {
        let undone = |line: &str| line.contains("todo!") || line.contains("unimplemented!");
        let lines = source.code().filter(|(_, line)| undone(line));
        wrong.extend(lines.map(|(number, _)| format!("src/{}:{number}: left undone", source.path)));
    }
    none(&wrong);
}

/// A check's first item after its imports is its manual page.
fn is_check(text: &str) -> bool {
    let is_item = |line: &&str| {
        !line.is_empty() && !line.starts_with("use ") && !line.starts_with([' ', '}'])
    };
    text.lines().find(is_item).is_some_and(|line| line == "check! {")
}
