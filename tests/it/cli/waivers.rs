//! What may stay, and for how long; reports in one locale; where a state is shown.

use super::shop;
use crate::product::Product;
use crate::program::Scratch;

const WAIVER: &str = "\n[[waiver]]\ncheck = \"split-name\"\nreason = \"the print shop\"\n";

/// A shop whose one finding is waived, with more said about it.
fn waived(more: &str) -> Scratch {
    let shop = shop("Dispatched");
    let glossary = std::fs::read_to_string(shop.path("canonym.toml")).expect("it was written");
    shop.write("canonym.toml", format!("{glossary}{WAIVER}{more}\n"));
    shop
}

/// A waiver holds to the end of its last day; then the finding is back, and the waiver is told.
#[test]
fn a_waiver_ends_with_its_day() {
    assert_eq!(waived("").run(&[]).with_code(0).err, "");
    waived("until = 2999-12-31").run(&[]).with_code(0);
    let over = waived("until = \"2020-02-29\"").run(&["--output-format", "concise"]).with_code(1);
    assert!(over.out.contains("error[split-name]"), "{}", over.out);
    assert!(over.out.contains("this waiver is over since 2020-02-29"), "{}", over.out);
    let told = waived("until = \"2021-02-29\"").run(&[]).with_code(2);
    assert!(told.err.contains("this is no day"), "{}", told.err);
}

/// Nothing is said of waivers where only a part is reported; with every path it is.
#[test]
fn a_part_says_nothing_of_waivers() {
    let shop = waived("");
    shop.write("web/en.json", "{ \"order\": { \"shipped\": \"Shipped\" } }\n");
    shop.write("web/de.json", "{ \"order\": { \"shipped\": \"Versandt\" } }\n");
    let stale =
        |args: &[&str], code| shop.run(args).with_code(code).out.contains("warning[stale-waiver]");
    assert!(stale(&[], 1));
    assert!(stale(&["."], 1));
    assert!(!stale(&["web/en.json"], 0));
    assert!(!stale(&["--locale", "de"], 0));
}

/// A waiver needs a reason, and something that it is about.
#[test]
fn a_waiver_says_what_and_why() {
    let shop = shop("Dispatched");
    let glossary = std::fs::read_to_string(shop.path("canonym.toml")).expect("it was written");
    for (waiver, told) in [
        ("check = \"split-name\"", "a waiver needs a `reason`"),
        ("check = \"split-name\"\nreason = \" \"", "a waiver needs a `reason`"),
        ("reason = \"because\"", "this waives everything"),
        ("check = \"split-nam\"\nreason = \"because\"", "did you mean `split-name`?"),
        ("states = [\"order.shiped\"]\nreason = \"because\"", "did you mean `shipped`?"),
        ("states = [\"odrer\"]\nreason = \"because\"", "did you mean `order`?"),
        ("chek = \"split-name\"\nreason = \"because\"", "did you mean `check`?"),
    ] {
        shop.write("canonym.toml", format!("{glossary}\n[[waiver]]\n{waiver}\n"));
        let run = shop.run(&[]).with_code(2);
        assert!(run.err.contains(told), "{waiver}: {}", run.err);
    }
}

/// `--locale` shows findings with a label in that locale, regions included; an unknown one is told.
#[test]
fn a_locale_narrows_a_report() {
    let freelance = Scratch::of(&Product::read("freelance"));
    let shown = |args: &[&str], code| {
        let run = freelance.run(&[&["--output-format", "concise"], args].concat());
        run.with_code(code).out
    };
    let german = shown(&["--locale", "de"], 1);
    assert!(german.lines().all(|line| line.contains("[shared-name]")), "{german}");
    assert_eq!(shown(&["--locale", "en"], 1).matches("[split-name]").count(), 4);
    assert_eq!(shown(&["--locale", "en", "--locale", "de"], 1), shown(&[], 1));
    let none = freelance.run(&["--locale", "fr"]).with_code(2);
    assert!(
        none.err.contains("no label has the locale fr\n  help: there are: en, de"),
        "{}",
        none.err
    );
    assert!(freelance.run(&["--locale", "x!"]).with_code(2).err.contains("this is no locale"));
    freelance.write("web/locales/de/broken.ftl", "broken = {\n");
    let fault = freelance.run(&["--locale", "de"]).with_code(1).out;
    assert!(fault.contains("unreadable-file"), "{fault}");
    let labels = freelance.run(&["labels", "--locale", "de"]).with_code(0).out;
    assert!(labels.lines().all(|line| line.contains(" de ")), "{labels}");
}

/// `where` shows the names, places and surfaces of a state, or of a system's states.
#[test]
fn where_shows_a_state() {
    let freelance = Scratch::of(&Product::read("freelance"));
    freelance.run(&["where", "proposal.active"]).with_code(0).is("where-state");
    freelance.run(&["where", "proposal", "--locale", "de"]).with_code(0).is("where-system");
    let unknown = freelance.run(&["where", "proposal.activ"]).with_code(2);
    assert!(unknown.err.contains("did you mean `proposal.active`?"), "{}", unknown.err);
}
