//! Who may use whom. The modules stand in columns (docs/architecture.md); each uses what stands to its
//! left or in its own column, and no other.

use crate::sources::{Source, none, sources};

/// The columns, from the left. A module that does not exist yet keeps its place.
const COLUMNS: [&[&str]; 13] = [
    &["text", "tree", "write"],
    &["label", "syntax"],
    &["formats", "glossary"],
    &["index"],
    &["finding", "known", "permission", "baseline"],
    &["checks"],
    &["report"],
    &["accept", "fix", "quote", "draft"],
    &["reports"],
    &["config", "scope", "walk", "survey"],
    &["compare", "lint", "labels", "whereabouts", "why"],
    &["lib"],
    &["bin"],
];

/// A word of code that only some modules may use.
struct Reserved {
    words: &'static [&'static str],
    may: &'static [&'static str],
    sentence: &'static str,
}

const RESERVED: [Reserved; 4] = [
    Reserved {
        words: &[
            "std::fs",
            "fs::",
            "File::open",
            "canonicalize(",
            ".exists()",
            ".is_dir()",
            ".is_file()",
            "ignore::",
            "walkdir::",
            "tempfile::",
        ],
        may: &["tree", "write"],
        sentence: "only `tree` and `write` touch the disk",
    },
    Reserved {
        words: &["println!", "print!", "stdout()", "stderr()"],
        may: &["bin"],
        sentence: "only the program prints",
    },
    Reserved {
        words: &["process::exit", "ExitCode"],
        may: &["bin"],
        sentence: "only the program exits",
    },
    Reserved {
        words: &["serde"],
        may: &["reports", "bin"],
        sentence: "types for serde live in reports and in the program only",
    },
];

/// Every module has a column, so that a new one is not overlooked by the test below.
#[test]
fn each_module_has_a_column() {
    let sources = sources();
    let homeless = sources.iter().filter(|source| column(source.module()).is_none());
    let wrong = homeless.map(|source| {
        format!("src/{}: `{}` has no column in tests/it/layers.rs", source.path, source.module())
    });
    none(&wrong.collect::<Vec<_>>());
}

/// No module uses one that stands to its right.
#[test]
fn modules_use_what_stands_to_their_left() {
    let sources = sources();
    let wrong: Vec<_> = sources.iter().flat_map(violations).collect();
    none(&wrong);
}

/// The disk, the terminal, the exit code and serde each have their place.
#[test]
fn each_power_has_its_place() {
    let mut wrong = Vec::new();
    for source in sources() {
        for reserved in RESERVED.iter().filter(|power| !power.may.contains(&source.module())) {
            let uses = |line: &str| reserved.words.iter().find(|word| holds_word(line, word));
            for (number, line) in source.code_without_tests() {
                if let Some(word) = uses(line) {
                    let (path, sentence) = (&source.path, reserved.sentence);
                    wrong.push(format!("src/{path}:{number}: `{word}` here, but {sentence}"));
                }
            }
        }
    }
    none(&wrong);
}

fn column(module: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.contains(&module))
}

fn violations(source: &Source) -> Vec<String> {
    let own = source.module();
    let mut wrong = Vec::new();
    for (number, line) in source.code() {
        for used in references(line) {
            let is_right = column(own) < column(used);
            if is_right && used != own {
                wrong.push(format!(
                    "src/{}:{number}: `{own}` uses `{used}`, which stands to its right",
                    source.path
                ));
            }
        }
    }
    wrong
}

/// The modules that a line of code names as `crate::x` or `canonym::x`; of a group, each first name.
fn references(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for root in ["crate::", "canonym::"] {
        for (at, _) in line.match_indices(root) {
            let rest = &line[at + root.len()..];
            let names = rest.strip_prefix('{').map_or_else(
                || vec![rest],
                |group| group.split('}').next().unwrap_or("").split(',').collect(),
            );
            found.extend(names.into_iter().map(first_word).filter(|name| column(name).is_some()));
        }
    }
    found
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|char: char| !char.is_alphanumeric() && char != '_').next().unwrap_or("")
}

/// Whether `word` stands in a line and is no end of a longer one (`eprintln!` is no `println!`, but
/// prints as well, so that a letter `e` before it counts).
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].strip_suffix('e').unwrap_or(&line[..at]);
        word.starts_with('.')
            || !before.ends_with(|char: char| char.is_alphanumeric() || char == '_')
    })
}
