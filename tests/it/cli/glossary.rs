//! What is wrong with a glossary is told all at once, each at its place, with the word that was meant.

use crate::program::Scratch;

/// Five mistakes of a glossary's systems: all are told, with what was meant, and nothing is checked.
#[test]
fn every_mistake_of_a_system_is_told() {
    let glossary = "\
[system.order]
keys = [\"order_status.{state}\"]
nuons = [\"order\"]

[system.order.states]
Shipped = \"Shipped\"
returned = { en = [\"Returned\", 7], defintion = \"It came back.\" }
lost = { en = \"Lost\", mistaken-for = [\"retured\"] }
";
    tells_all(glossary, 5, "mistakes-in-systems");
}

/// Five mistakes of a project's settings: all are told.
#[test]
fn every_mistake_of_the_settings_is_told() {
    let glossary = "\
extends = [\"builtin:ordres\"]
source-local = \"en\"

[levels]
split-nam = \"warning\"
shared-name = \"info\"

[files]
exclude = [\"a[\"]
";
    tells_all(glossary, 5, "mistakes-in-settings");
}

/// Settings and systems are told in one run, so that nobody mends a file twice.
#[test]
fn both_kinds_are_told_at_once() {
    let glossary = "[levls]\n[system.order]\nnuons = [\"order\"]\n";
    tells_all(glossary, 2, "mistakes-of-both-kinds");
}

fn tells_all(glossary: &str, count: usize, golden: &str) {
    let folder = Scratch::with(&[("canonym.toml", glossary), ("en.json", "{}")]);
    let told = folder.run(&[]).with_code(2);
    assert_eq!(told.out, "");
    assert!(
        told.err.ends_with(&format!("\n{count} errors in the glossary: nothing was checked\n")),
        "{}",
        told.err
    );
    told.is(golden);
}

/// The mistakes of a pack are told with the project's own.
#[test]
fn a_pack_is_as_much_to_blame() {
    let folder = Scratch::with(&[
        ("canonym.toml", "extends = [\"words.toml\", \"builtin:ordres\"]\n"),
        ("words.toml", "[surfaces]\n\"*\" = \"All\"\n"),
    ]);
    let told = folder.run(&[]).with_code(2);
    assert!(told.err.contains("`surfaces` belongs in canonym.toml"), "{}", told.err);
    assert!(told.err.contains("did you mean `builtin:orders`?"), "{}", told.err);
    assert!(told.err.ends_with("2 errors in the glossary: nothing was checked\n"), "{}", told.err);
}

/// A glossary that is no TOML at all is told with the line.
#[test]
fn broken_toml_has_a_place() {
    let folder = Scratch::with(&[("canonym.toml", "[system.order]\nkeys = [\"a.{state}\"\n")]);
    let told = folder.run(&[]).with_code(2);
    assert!(told.err.contains("canonym.toml:"), "{}", told.err);
    assert_eq!(told.out, "");
}

/// A pack outside of the repository is not read, by its path or through a link.
#[test]
fn a_pack_lies_in_the_repository() {
    let folder = Scratch::with(&[("canonym.toml", "extends = [\"../words.toml\"]\n")]);
    refuses_to_leave(&folder);
    #[cfg(unix)]
    {
        let outside = Scratch::with(&[("words.toml", "[system.order]\n")]);
        let link = folder.path("words.toml");
        std::os::unix::fs::symlink(outside.path("words.toml"), link).expect("a link");
        folder.write("canonym.toml", "extends = [\"words.toml\"]\n");
        refuses_to_leave(&folder);
    }
}

fn refuses_to_leave(folder: &Scratch) {
    let told = folder.run(&[]).with_code(2);
    assert!(told.err.contains("lies outside the repository"), "{}", told.err);
}

/// A pack that lies elsewhere is read where the command line names it, by every command and for nested
/// projects too; it can name no further file.
#[test]
fn a_pack_that_the_command_line_names() {
    let elsewhere = Scratch::with(&[
        (
            "words.toml",
            "extends = [\"builtin:orders\"]\n[system.order.states]\nshipped = \"Shipped\"\n",
        ),
        ("greedy.toml", "extends = [\"words.toml\"]\n"),
    ]);
    let [words, greedy] = ["words.toml", "greedy.toml"]
        .map(|name| elsewhere.path(name).to_str().expect("UTF-8").to_owned());
    let glossary = "[system.order]\nkeys = [\"order.{state}\"]\n";
    let folder = Scratch::with(&[
        ("canonym.toml", glossary),
        ("en.json", "{ \"order\": { \"shipped\": \"Sent\" } }"),
        ("apps/canonym.toml", glossary),
        ("apps/en.json", "{ \"order\": { \"shipped\": \"Gone\" } }"),
    ]);
    folder.run(&[]).with_code(0);
    let told = folder.run(&["--pack", &words, "--output-format=concise"]).with_code(1).out;
    assert!(told.contains("\"Sent\" here") && told.contains("apps/en.json:1:26"), "{told}");
    let why = folder.run(&["why", "en.json:1", "--pack", &words]).with_code(0).out;
    assert!(why.contains("preferred is \"Shipped\""), "{why}");
    let shown = folder.run(&["config", "show", "--pack", &words]).with_code(0).out;
    assert!(shown.contains(&words) && shown.contains("builtin:orders"), "{shown}");
    let refused = folder.run(&["--pack", &greedy]).with_code(2).err;
    assert!(refused.contains("cannot read `words.toml`"), "{refused}");
    let missing = folder.run(&["--pack", "nowhere.toml"]).with_code(2).err;
    assert!(missing.contains("cannot read nowhere.toml"), "{missing}");
    // What a finding quotes of it has its place.
    folder.run(&["--pack", &words, "--output-format=full"]).with_code(1);
}
