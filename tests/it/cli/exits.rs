//! Exit codes: 0 nothing at or above `--fail-on`, 1 findings, 2 error.

use super::{GLOSSARY, shop};
use crate::program::{Scratch, canonym, ended};

/// Clean products end with 0, findings with 1.
#[test]
fn findings_are_1_and_none_are_0() {
    assert!(shop("Shipped").run(&[]).with_code(0).out.starts_with("all clear"));
    assert!(shop("Dispatched").run(&[]).with_code(1).out.contains("error[split-name]"));
}

/// `--fail-on` moves the line between 0 and 1, for each level.
#[test]
fn fail_on_says_what_counts() {
    let error = shop("Dispatched");
    let warning = Scratch::with(&[
        ("canonym.toml", &format!("{GLOSSARY}\n[levels]\nsplit-name = \"warning\"\n")),
        ("web/en.json", "{ \"order\": { \"shipped\": \"Dispatched\" } }"),
    ]);
    let note = shop("shipped");
    let codes = |fail_on: &str| {
        [&error, &warning, &note].map(|product| product.run(&["check", "--fail-on", fail_on]).code)
    };
    assert_eq!(codes("error"), [1, 0, 0]);
    assert_eq!(codes("warning"), [1, 1, 0]);
    assert_eq!(codes("note"), [1, 1, 1]);
    assert_eq!(codes("never"), [0, 0, 0]);
}

/// What is not shown counts all the same: `--level` hides, `--fail-on` decides.
#[test]
fn level_hides_and_does_not_decide() {
    let note = shop("shipped");
    let hidden = note.run(&["--level", "error", "--fail-on", "note"]).with_code(1);
    assert!(!hidden.out.contains("split-name"), "{}", hidden.out);
    assert!(note.run(&["--level", "note"]).with_code(0).out.contains("note[split-name]"));
}

/// Without a glossary one is drafted; commands that need one end with 2 and name those that draft it.
#[test]
fn no_glossary_is_an_error_with_a_hint() {
    let folder = Scratch::with(&[("en.json", "{}")]);
    for command in [&["labels"][..], &["where", "order"], &["config", "show"]] {
        let told = folder.run(command).with_code(2);
        assert_eq!(told.out, "");
        told.is("no-glossary");
    }
}

/// A draft is nobody's decision: whatever is found, nothing fails, in every style.
#[test]
fn a_draft_fails_nothing() {
    let catalogue = r#"{ "orderStatus": { "shipped": "Sent", "pending": "Pending" },
        "order": { "status": { "shipped": "Shipped", "pending": "Pending" } } }"#;
    let folder = Scratch::with(&[("en.json", catalogue)]);
    let concise = folder.run(&["check", "--output-format", "concise"]).with_code(0);
    assert_eq!(concise.out.matches("warning[split-name] (drafted) ").count(), 2, "{}", concise.out);
    assert!(concise.err.contains("`canonym init` keeps it"), "{}", concise.err);
    let json = folder.run(&["--output-format", "json", "--fail-on", "note"]).with_code(0);
    assert!(json.out.contains("\"drafted\": true"), "{}", json.out);
    assert!(!json.out.contains("\"drafted\": false"), "{}", json.out);
    let file = folder.run(&["--output-format", "json=report.json", "-q"]).with_code(0);
    assert_eq!((&*file.out, &*file.err), ("", ""));
    assert!(folder.path("report.json").exists());
}

/// The least glossary that the hint shows is one that loads and judges.
#[test]
fn the_hint_is_a_glossary() {
    let empty = Scratch::empty().run(&[]).with_code(0);
    assert_eq!(empty.out, "nothing to draft: no file here is of a format that canonym reads\n");
    let hint = empty.err;
    let lines: Vec<_> = hint.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let folder = Scratch::with(&[
        ("canonym.toml", &lines.join("\n")),
        ("en.json", r#"{ "order_status": { "shipped": "Shipped" } }"#),
    ]);
    assert!(folder.run(&[]).with_code(0).out.starts_with("all clear: 1 state"));
}

/// A PATH that does not exist is an error that names it.
#[test]
fn a_path_that_is_not_there_is_an_error() {
    let told = shop("Shipped").run(&["check", "web/fr.json"]).with_code(2);
    assert_eq!(told.out, "");
    assert!(told.err.starts_with("error: web/fr.json: "), "{}", told.err);
}

/// Words of the command line that mean nothing are errors, with what there is instead.
#[test]
fn unknown_words_are_errors() {
    let shop = shop("Shipped");
    let style = shop.run(&["--output-format", "sarfi"]).with_code(2);
    assert_eq!(style.out, "");
    style.is("unknown-style");
    for args in [&["--fail"][..], &["chekc", "--level"], &["list", "check"], &["--level", "info"]] {
        let told = shop.run(args).with_code(2);
        assert_eq!(told.out, "", "{args:?}");
        assert!(told.err.starts_with("error: "), "{args:?}: {}", told.err);
    }
}

/// Two styles for one standard output are an error; one of them in a file is none.
#[test]
fn standard_output_has_one_style() {
    let shop = shop("Shipped");
    let two = shop.run(&["--output-format", "json", "--output-format", "concise"]).with_code(2);
    assert!(two.err.contains("two styles"), "{}", two.err);
    let both = shop.run(&["--output-format", "full", "--output-format", "json=report.json"]);
    assert!(both.with_code(0).out.starts_with("all clear"));
    assert!(shop.path("report.json").is_file());
}

/// Whoever reads the report may stop reading: the program ends without a word. The verdict of `check`
/// stands all the same.
#[test]
fn a_closed_pipe_is_no_failure() {
    let shop = shop("Dispatched");
    let commands: [&[&str]; 9] = [
        &["check"],
        &["labels"],
        &["why", "web/en.json:1"],
        &["explain", "split-name"],
        &["list", "checks"],
        &["config", "show"],
        &["demo"],
        &["completions", "bash"],
        &["man"],
    ];
    for args in commands {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let told = ended(canonym(&shop.path("")).args(args).stdout(writer));
        let code = i32::from(args == ["check"]);
        let err = if args == ["demo"] { "" } else { &*told.err };
        assert_eq!((told.code, err), (code, ""), "{args:?}");
    }
}
