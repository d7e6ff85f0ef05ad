//! The commands beside `check`.

use super::shop;
use crate::product::{Product, fixture};
use crate::program::{Scratch, canonym, ended};

/// `why` tells what a label is bound to, by which line of the glossary, and how it is judged.
#[test]
fn why_tells_what_binds_a_label() {
    let freelance = Scratch::of(&Product::read("freelance"));
    freelance.run(&["why", "web/locales/en/stats.json:7"]).with_code(0).is("why-bound");
}

/// `why` tells of a label that nothing binds how near the glossary comes.
#[test]
fn why_tells_why_not() {
    let freelance = Scratch::of(&Product::read("freelance"));
    freelance.run(&["why", "web/locales/en/stats.json:3:32"]).with_code(0).is("why-not");
}

/// `why` of a line with several labels tells of each; of a line without one, where the nearest is.
#[test]
fn why_reads_lines() {
    let freelance = Scratch::of(&Product::read("freelance"));
    let line = freelance.run(&["why", "web/locales/en/stats.json:3"]).with_code(0);
    assert_eq!(line.out.lines().filter(|line| !line.starts_with(' ')).count(), 3, "{}", line.out);
    let none = freelance.run(&["why", "web/locales/en/stats.json:1"]).with_code(2);
    assert!(none.err.contains("the nearest begins at 3:32"), "{}", none.err);
    let unread = freelance.run(&["why", "canonym.toml:1"]).with_code(2);
    assert!(unread.err.contains("the file is not read"), "{}", unread.err);
    for place in ["web/locales/en/stats.json", "web/locales/en/stats.json:0", "gone.json:1", ":1"] {
        let told = freelance.run(&["why", place]).with_code(2);
        assert!(told.err.starts_with("error: "), "{place}: {}", told.err);
    }
}

/// `explain` shows a check's manual page.
#[test]
fn explain_shows_a_page() {
    Scratch::empty().run(&["explain", "split-name"]).with_code(0).is("explain");
}

/// `explain` of a misspelt check tells the one that was meant.
#[test]
fn explain_knows_what_was_meant() {
    let told = Scratch::empty().run(&["explain", "splitname"]).with_code(2);
    assert_eq!(
        told.err,
        "error: there is no check `splitname`\n  help: did you mean `split-name`?\n"
    );
    let lost = Scratch::empty().run(&["explain", "\u{1b}[2J"]).with_code(2);
    assert!(
        !lost.err.contains('\u{1b}') && lost.err.contains("there are: split-name"),
        "{}",
        lost.err
    );
}

/// `list` tells what there is, shelf by shelf, one line a thing.
#[test]
fn list_tells_what_there_is() {
    for shelf in ["checks", "formats", "styles", "packs"] {
        Scratch::empty().run(&["list", shelf]).with_code(0).is(&format!("list-{shelf}"));
    }
}

/// `config show` writes TOML that can be read again and says the same.
#[test]
fn config_show_is_toml() {
    let freelance = Scratch::of(&Product::read("freelance"));
    let told = freelance.run(&["config", "show"]).with_code(0);
    told.is("config-show");
    let table: toml::Table = told.out.parse().expect("TOML");
    let states = table["system"]["proposal"]["states"].as_table().expect("a table");
    assert_eq!(states.len(), 6);
    freelance.write("canonym.toml", &told.out);
    let again = freelance.run(&["config", "show"]).with_code(0).out;
    assert_eq!(without_comments(&again), without_comments(&told.out));
}

/// `config show` writes TOML of hostile words, too.
#[test]
fn config_show_quotes_what_it_shows() {
    let glossary = "[system.order]\nkeys = ['a\"b.{state}']\n[files]\nexclude = ['x\\y', '\"']\n\
                    [system.order.states]\nshipped = \"Say \\\"Shipped\\\"\\n\\u001b[31m\"\n";
    let told = Scratch::with(&[("canonym.toml", glossary)]).run(&["config", "show"]).with_code(0);
    let table: toml::Table =
        told.out.parse().unwrap_or_else(|error| panic!("{error}: {}", told.out));
    let term = &table["system"]["order"]["states"]["shipped"]["en"]["preferred"];
    assert_eq!(term.as_str(), Some("Say \"Shipped\"\n\u{1b}[31m"));
    assert!(!told.out.contains('\u{1b}'), "{}", told.out);
}

/// `labels` writes every label, bound or not, in both of its styles.
#[test]
fn labels_writes_the_whole_map() {
    let freelance = Scratch::of(&Product::read("freelance"));
    let full = freelance.run(&["labels"]).with_code(0);
    full.is("labels");
    let json = freelance.run(&["labels", "--output-format", "json"]).with_code(0).out;
    let map: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(map["schema"], "canonym-labels/1");
    assert_eq!(map["labels"].as_array().map(Vec::len), Some(full.out.lines().count()));
    let one = freelance.run(&["labels", "web/locales/en"]).with_code(0).out;
    assert!(one.lines().all(|line| line.starts_with("web/locales/en/")), "{one}");
    assert_eq!(one.lines().count(), 12);
}

/// `demo` is the report of the product in `fixtures/projects/freelance`, and ends with 0.
#[test]
fn demo_is_the_fixture() {
    let demo = Scratch::empty().run(&["demo"]).with_code(0);
    let check = ended(&mut canonym(&fixture("freelance"))).with_code(1);
    assert_eq!(demo.out, check.out);
    assert!(demo.err.contains("[system.order]"), "it ends with what to do next: {}", demo.err);
}

/// Completions and the manual page are made from the command line: every command is in them.
#[test]
fn completions_and_manual_know_every_command() {
    let help = Scratch::empty().run(&["--help"]).with_code(0).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<_> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"why") && commands.len() > 8, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Scratch::empty().run(&["completions", shell]).with_code(0).out;
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let manual = Scratch::empty().run(&["man"]).with_code(0).out;
    assert!(manual.starts_with(".ie \\n(.g") || manual.contains(".TH canonym 1"), "{manual}");
    for command in commands.iter().filter(|command| **command != "help") {
        let heading = format!(".SH \"CANONYM {}\"", command.to_uppercase());
        assert!(manual.contains(&heading), "{heading} is missing");
    }
}

/// Bare `canonym` is `canonym check`.
#[test]
fn bare_is_check() {
    let shop = shop("Dispatched");
    assert_eq!(shop.run(&[]).shown(), shop.run(&["check"]).shown());
    assert_eq!(shop.run(&["web"]).shown(), shop.run(&["check", "web"]).shown());
}

/// Lines of TOML without the comments that tell where each table comes from.
fn without_comments(toml: &str) -> Vec<&str> {
    toml.lines().map(|line| line.split(" #").next().unwrap_or("").trim_end()).skip(1).collect()
}
