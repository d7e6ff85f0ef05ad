//! The files by which other programs run canonym: the manifest of hooks and what `init` writes.

use std::fs;
use std::path::Path;

use canonym::config::FILE;
use canonym::formats::{self, Claim};
use regex::Regex;

use crate::golden::cases;

/// Sources of programs, and what lies beside them, that nothing of canonym reads.
const NOT_READ: [&str; 12] = [
    "src/main.rs",
    "app/models/order.rb",
    "web/app.wasm",
    "web/app.css",
    "main.go",
    "Shop.java",
    "Shop.kt",
    "Shop.swift",
    "Shop.cs",
    "README.md",
    "Makefile",
    "json/logo.png",
];

/// The pattern of each hook in .pre-commit-hooks.yaml.
fn patterns() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    let manifest = fs::read_to_string(path).expect("there is a manifest");
    let patterns = manifest.lines().filter_map(|line| line.strip_prefix("  files: '"));
    patterns.map(|rest| rest.trim_end_matches('\'').to_owned()).collect()
}

/// Each hook runs for the same files.
#[test]
fn hooks_have_one_pattern() {
    let patterns = patterns();
    assert_eq!(patterns.len(), 3);
    assert!(patterns.iter().all(|pattern| *pattern == patterns[0]), "{patterns:#?}");
}

/// A hook runs for a file of any format, for the glossary and the baseline, and for no program.
#[test]
fn hooks_run_for_what_is_read() {
    let pattern = Regex::new(&patterns()[0]).expect("a pattern");
    for case in cases() {
        let name = &case.source.path;
        assert!(pattern.is_match(name), "no hook runs for {name} ({})", case.format.id);
    }
    for name in [FILE, "canonym-baseline.toml", "words/terms.toml", "lang/DE.JSON"] {
        assert!(pattern.is_match(name), "no hook runs for {name}");
    }
    for name in NOT_READ {
        let is_read = formats::ALL.iter().any(|format| (format.claims)(name) != Claim::No);
        assert!(!is_read && !pattern.is_match(name), "a hook runs for {name}");
    }
}

/// The pattern names no ending that no format has, and none is forgotten.
#[test]
fn hooks_name_the_endings_of_formats() {
    let pattern = Regex::new(&patterns()[0]).expect("a pattern");
    let letters = || ('a'..='z').map(String::from);
    let of_two =
        || letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let of_three = of_two().flat_map(|two| letters().map(move |third| format!("{two}{third}")));
    let longer = [
        "json",
        "json5",
        "jsonc",
        "yaml",
        "html",
        "xhtml",
        "shtml",
        "resx",
        "resw",
        "resz",
        "xliff",
        "xlsx",
        "strings",
        "stringsdict",
        "xcstrings",
        "properties",
        "potx",
        "java",
        "scss",
    ];
    let endings = of_two().chain(of_three).chain(longer.map(str::to_owned));
    for ending in endings {
        let path = format!("de/messages.{ending}");
        let is_read = formats::ALL.iter().any(|format| (format.claims)(&path) != Claim::No);
        assert_eq!(pattern.is_match(&path), is_read, "{path}");
    }
}
