//! The shelves are complete: whoever adds a check, a format, a style or a pack and forgets a part is
//! told so in a sentence.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use canonym::config::{FILE, Project};
use canonym::glossary::state::{Origin, Terms};
use canonym::glossary::{Glossary, builtin, reader};
use canonym::text::locale::Locale;
use canonym::tree::Tree;
use canonym::{checks, formats, reports};

use crate::golden::cases;
use crate::product::fixtures;
use crate::sources::none;

/// The headings of a check's manual page, in order.
const HEADINGS: [&str; 5] =
    ["What it finds", "Why it matters", "Example", "How to mend", "When to waive it"];

/// Every file on a shelf stands in its list, and everything in the list has a file.
#[test]
fn lists_and_files_agree() {
    let checks: Vec<_> = checks::ALL.iter().map(|check| check.id).collect();
    let formats: Vec<_> = formats::ALL.iter().map(|format| format.id).collect();
    let styles: Vec<_> = reports::ALL.iter().map(|style| style.id).collect();
    let packs: Vec<_> = builtin::ALL.iter().map(|pack| pack.id).collect();
    let mut wrong = Vec::new();
    agree("src/checks", &["adding", "compose", "merged"], &checks, &mut wrong);
    agree(
        "src/formats",
        &["comments", "keyed", "nested", "page", "room", "scopes", "symbols"],
        &formats,
        &mut wrong,
    );
    agree("src/reports", &["excerpt", "page", "words"], &styles, &mut wrong);
    agree("rules", &[], &packs, &mut wrong);
    none(&wrong);
}

/// Ids are kebab-case and unique on their shelf, and nothing is without a line for people.
#[test]
fn ids_and_titles_are_fit_to_print() {
    let style_title = |style: &&reports::Style| style.docs.lines().next().unwrap_or("");
    let mut wrong = Vec::new();
    titled("check", checks::ALL.iter().map(|check| (check.id, check.title)), &mut wrong);
    titled("format", formats::ALL.iter().map(|format| (format.id, format.title)), &mut wrong);
    titled("style", reports::ALL.iter().map(|style| (style.id, style_title(style))), &mut wrong);
    let titles: Vec<_> = builtin::ALL.iter().map(|pack| (pack.id, pack.title())).collect();
    titled("pack", titles.iter().map(|(id, title)| (*id, &**title)), &mut wrong);
    none(&wrong);
}

/// A check's manual page has its five headings, in order, each with text below it.
#[test]
fn manual_pages_are_whole() {
    let mut wrong = Vec::new();
    for check in checks::ALL {
        let page = checks::page(check);
        let sections = page.split("## ").skip(1).filter_map(|section| section.split_once('\n'));
        let (headings, texts): (Vec<_>, Vec<_>) = sections.unzip();
        if headings != HEADINGS {
            wrong.push(format!("{}: the page has {headings:?} instead of {HEADINGS:?}", check.id));
        }
        for (heading, _) in headings.iter().zip(texts).filter(|(_, text)| text.trim().is_empty()) {
            wrong.push(format!("{}: nothing is said under \"{heading}\"", check.id));
        }
    }
    none(&wrong);
}

/// A format has a fuzz target, and a benchmark beside its yardstick.
#[test]
fn formats_are_fuzzed_and_measured() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let targets = read("fuzz/Cargo.toml");
    let (input, yardstick) =
        (read("benches/formats/input.rs"), read("benches/formats/yardstick.rs"));
    let mut wrong = Vec::new();
    for id in formats::ALL.iter().map(|format| format.id) {
        let target = format!("fuzz/fuzz_targets/{id}.rs");
        if !read(&target).contains(&format!("check(\"{id}\", ")) || !targets.contains(&target[5..])
        {
            wrong.push(format!("format {id}: no fuzz target {target}, or not in fuzz/Cargo.toml"));
        }
        for (text, what) in [(&input, "input"), (&yardstick, "yardstick")] {
            if !text.contains(&format!("\"{id}\"")) {
                wrong.push(format!("format {id}: no {what} in benches/formats"));
            }
        }
    }
    none(&wrong);
}

/// A format has a manual page and at least one case, a style a golden report of every product.
#[test]
fn formats_and_styles_have_fixtures() {
    let cases = cases();
    let mut wrong = Vec::new();
    for format in formats::ALL {
        if format.docs.trim().is_empty() {
            wrong.push(format!("format {}: it has no manual page", format.id));
        }
        if !cases.iter().any(|case| case.format.id == format.id) {
            wrong.push(format!("format {0}: no case in fixtures/formats/{0}", format.id));
        }
    }
    for (style, name) in
        reports::ALL.iter().flat_map(|style| fixtures().into_iter().map(move |name| (style, name)))
    {
        let golden = format!("fixtures/projects/{name}/report.{}", style.id);
        if !ours(&golden).is_file() {
            wrong.push(format!("style {}: {golden} is missing", style.id));
        }
    }
    none(&wrong);
}

/// A check has at least one case, and the README and the changelog know it.
#[test]
fn checks_have_cases() {
    let mut wrong = Vec::new();
    for check in checks::ALL {
        let folder = format!("fixtures/checks/{}", check.id);
        if !ours(&folder).is_dir() {
            wrong.push(format!("check {}: no case in {folder}", check.id));
        }
        for page in ["README.md", "CHANGELOG.md"] {
            let text = fs::read_to_string(ours(page)).expect("the page is there");
            if !text.contains(&format!("`{}`", check.id)) {
                wrong.push(format!("check {}: {page} does not name it", check.id));
            }
        }
    }
    none(&wrong);
}

/// Each pack loads by itself without a word of complaint, and so do all of them together.
#[test]
fn packs_load() {
    let ids: Vec<_> = builtin::ALL.iter().map(|pack| pack.id).collect();
    for id in &ids {
        load(&[id]);
    }
    load(&ids);
}

/// A builtin pack recognises and never judges: each state is defined and has proposed terms only.
#[test]
fn packs_recognise_and_never_judge() {
    let ids: Vec<_> = builtin::ALL.iter().map(|pack| pack.id).collect();
    let glossary = load(&ids);
    let mut wrong = Vec::new();
    for id in glossary.states() {
        let (path, state) = (glossary.path(id), glossary.state(id));
        if state.definition.is_none() {
            wrong.push(format!("{path}: a builtin state says what it is"));
        }
        if state.origin > Origin::Builtin {
            wrong.push(format!("{path}: a builtin state is not the project's own"));
        }
        for (status, term) in state.terms.values().flat_map(Terms::all) {
            if status != "proposed" {
                wrong.push(format!("{path}: \"{}\" is {status}; a pack only proposes", term.text));
            }
        }
    }
    none(&wrong);
}

/// No field of a state could be taken for a locale: a locale tag stands in the same table.
#[test]
fn no_field_of_a_state_is_a_locale() {
    let is_tag =
        |field: &&str| Locale::parse(field).is_some_and(|locale| locale.has_two_letter_language());
    assert!(is_tag(&"de"), "the question can be answered with yes");
    let tags: Vec<_> = reader::STATE_FIELDS.into_iter().filter(is_tag).collect();
    assert!(tags.is_empty(), "{tags:?} would be read as locales");
}

fn ours(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The names of the modules (or packs) in a folder, in kebab-case.
fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(ours(folder)).expect("a shelf is a folder");
    let paths = entries.map(|entry| entry.expect("a shelf is readable").path());
    let is_item = |path: &PathBuf| {
        path.is_dir() || path.extension().is_some_and(|end| end == "rs" || end == "toml")
    };
    let stem =
        |path: PathBuf| path.file_stem().expect("a name").to_str().expect("ASCII").to_owned();
    paths.filter(is_item).map(stem).map(|stem| stem.replace('_', "-")).collect()
}

fn agree(folder: &str, helpers: &[&str], ids: &[&str], wrong: &mut Vec<String>) {
    let mut names = names_in(folder);
    for helper in ["mod"].iter().chain(helpers) {
        if !names.remove(*helper) && *helper != "mod" {
            wrong.push(format!("{folder}: the helper `{helper}` is gone: forget it here too"));
        }
    }
    for name in names.iter().filter(|name| !ids.contains(&&***name)) {
        wrong.push(format!("{folder}/{name}: its line in the list ALL is missing"));
    }
    for id in ids.iter().filter(|id| !names.contains(**id)) {
        wrong.push(format!("{folder}: `{id}` stands in ALL and has no file of that name"));
    }
}

fn titled<'s>(
    what: &str,
    items: impl Iterator<Item = (&'s str, &'s str)>,
    wrong: &mut Vec<String>,
) {
    let mut seen = BTreeSet::new();
    for (id, title) in items {
        let is_word = |word: &str| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if !id.split('-').all(is_word) {
            wrong.push(format!("{what} `{id}`: an id is made of a-z, 0-9 and single hyphens"));
        }
        if !seen.insert(id) {
            wrong.push(format!("{what} `{id}`: the id is taken"));
        }
        if title.trim().is_empty() {
            wrong.push(format!("{what} `{id}`: it has no line for people"));
        }
    }
}

/// A glossary of builtin packs alone; no warning is passed over.
fn load(ids: &[&str]) -> Glossary {
    let names: Vec<_> = ids.iter().map(|id| format!("\"builtin:{id}\"")).collect();
    let text = format!("extends = [{}]\n", names.join(", "));
    let tree = Tree::Memory([(FILE.to_owned(), text.into_bytes())].into());
    let (project, of_settings) = Project::open(&tree, FILE).unwrap_or_else(|mistakes| {
        panic!("{ids:?}: {mistakes:#?}");
    });
    let (glossary, of_systems) = project.glossary(&|_| false).unwrap_or_else(|mistakes| {
        panic!("{ids:?}: {mistakes:#?}");
    });
    let said = of_settings.0.iter().chain(&of_systems.0);
    none(&said.map(|mistake| format!("{}: {}", mistake.at, mistake.message)).collect::<Vec<_>>());
    glossary
}
