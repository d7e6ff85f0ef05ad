//! `canonym init`: what it writes, and what it leaves as it is.

use std::fs;

use super::{GLOSSARY, shop};
use crate::program::Scratch;

/// A product with two families of one thing.
const CATALOGUE: &str = r#"{
  "order": { "shipped": "Shipped", "pending": "Pending" },
  "orderStatus": { "shipped": "Shipped", "pending": "Pending", "lost": "Lost" },
  "invoiceStatus": { "open": "Open", "paid": "Paid" }
}
"#;

fn read(folder: &Scratch, path: &str) -> String {
    fs::read_to_string(folder.path(path)).expect("it was written")
}

/// A family of a system that the glossary has goes to that system, with the states that it lists not
/// yet; what it has not becomes a system. Comments and order stay.
#[test]
fn what_is_lacking_is_added_to_an_existing_glossary() {
    let glossary = "# Ours.\n[system.order]\nkeys = [\"order.{state}\"]   # the shop\n\n\
                    [system.order.states]\nshipped = \"Shipped\"\npending = \"Pending\" # for now\n\n\
                    [[waiver]]\ncheck = \"idle-state\"\nreason = \"we wait for it\"\n";
    let folder = Scratch::with(&[("canonym.toml", glossary), ("en.json", CATALOGUE)]);
    folder.run(&["init", "--add"]).with_code(0).is("init-add");
    let expected = "# Ours.\n[system.order]\nkeys = [\"order.{state}\", \"orderStatus.{state}\"]   # the shop\n\n\
                    [system.order.states]\nshipped = \"Shipped\"\npending = \"Pending\" # for now\nlost = \"Lost\"\n\n\
                    [[waiver]]\ncheck = \"idle-state\"\nreason = \"we wait for it\"\n\n\
                    # 2 states: open, paid\n# en.json:4; the keys say \"status\", 2 of 2 words look like states\n\
                    [system.invoice]\nkeys = [\"invoiceStatus.{state}\"]\n";
    assert_eq!(read(&folder, "canonym.toml"), expected);
    let again = folder.run(&["init", "--add"]).with_code(0);
    assert!(again.err.starts_with("nothing to add: canonym.toml covers"), "{}", again.err);
    assert_eq!(read(&folder, "canonym.toml"), expected);
}

/// A name that the product is of two minds about is left undecided.
#[test]
fn what_is_added_decides_nothing_that_is_in_doubt() {
    let catalogue = CATALOGUE
        .replace(r#""pending": "Pending" },"#, r#""pending": "Pending", "lost": "Gone" },"#);
    let glossary = "[system.order]\nkeys = [\"order.{state}\"]\n[system.order.states]\nshipped = {}\npending = {}\n";
    let folder = Scratch::with(&[("canonym.toml", glossary), ("en.json", &catalogue)]);
    folder.run(&["init", "--add"]).with_code(0);
    assert!(
        read(&folder, "canonym.toml").contains("\nlost = {}\n"),
        "{}",
        read(&folder, "canonym.toml")
    );
}

/// A glossary above is the project's too: nothing is written below it.
#[test]
fn an_existing_glossary_stands() {
    let folder = shop("Shipped");
    for (inside, shown) in [("", "canonym.toml"), ("web", "canonym.toml")] {
        let told = folder.run_in(inside, &["init"]).with_code(2);
        assert!(
            told.err.contains(shown) && told.err.contains("`canonym init --add`"),
            "{}",
            told.err
        );
    }
    assert_eq!(read(&folder, "canonym.toml"), GLOSSARY);
    assert!(!folder.path("web/canonym.toml").exists());
}

/// A glossary with a mistake is not added to.
#[test]
fn a_broken_glossary_stands() {
    let folder = Scratch::with(&[("canonym.toml", "[system.order\n"), ("en.json", CATALOGUE)]);
    folder.run(&["init", "--add"]).with_code(2);
    assert_eq!(read(&folder, "canonym.toml"), "[system.order\n");
}

/// The glossary stands in the folder that is named.
#[test]
fn a_path_says_where() {
    let folder = Scratch::with(&[("shop/en.json", CATALOGUE)]);
    let told = folder.run(&["init", "shop"]).with_code(0);
    assert!(told.err.starts_with("wrote shop/canonym.toml: 2 systems with"), "{}", told.err);
    assert_eq!(told.out, "");
    assert_eq!(folder.run(&["init", "-q", "shop"]).with_code(2).out, "");
}

/// The hook and the workflow stand at the repository's root, beside a glossary that is drafted or there.
#[test]
fn the_hook_and_the_workflow_are_written_when_asked() {
    let folder = Scratch::with(&[(".git/HEAD", ""), ("shop/en.json", CATALOGUE)]);
    folder.run(&["init", "shop"]).with_code(0);
    assert!(!folder.path(".pre-commit-config.yaml").exists() && !folder.path(".github").exists());
    folder.run_in("shop", &["init", "--hook", "--workflow"]).with_code(0).is("init-hook");
    let (hook, workflow) =
        (read(&folder, ".pre-commit-config.yaml"), read(&folder, ".github/workflows/canonym.yml"));
    assert!(hook.contains("entry: canonym check --staged\n"), "{hook}");
    assert!(hook.contains("pass_filenames: false\n"), "{hook}");
    assert!(workflow.contains("- uses: ./.canonym "), "{workflow}");
}

/// One that stands already is not replaced: what belongs in it is shown.
#[test]
fn an_existing_hook_stands() {
    let folder =
        Scratch::with(&[(".pre-commit-config.yaml", "repos: []\n"), ("en.json", CATALOGUE)]);
    let told = folder.run(&["init", "--hook"]).with_code(2);
    assert!(told.err.contains("      entry: canonym check --staged\n"), "{}", told.err);
    assert_eq!(read(&folder, ".pre-commit-config.yaml"), "repos: []\n");
    assert!(folder.path("canonym.toml").exists(), "the glossary was written before");
}

/// Two projects below, none here: it must be said which.
#[test]
fn one_project_is_added_to() {
    let folder = Scratch::with(&[
        ("a/canonym.toml", GLOSSARY),
        ("b/canonym.toml", GLOSSARY),
        ("a/en.json", CATALOGUE),
    ]);
    let told = folder.run(&["init", "--add"]).with_code(2);
    assert!(told.err.contains("several projects"), "{}", told.err);
    folder.run(&["init", "--add", "a"]).with_code(0);
    assert_eq!(read(&folder, "b/canonym.toml"), GLOSSARY);
}
