//! Which project is checked, and what of it is reported: PATH, `-c`, projects in projects.

use super::{GLOSSARY, shop};
use crate::program::Scratch;

const WRONG: &str = "{ \"order\": { \"shipped\": \"Dispatched\" } }\n";

/// The lines of a concise report.
fn concise(folder: &Scratch, inside: &str, args: &[&str]) -> Vec<String> {
    let told = folder.run_in(inside, &[&["check", "--output-format", "concise"], args].concat());
    assert_ne!(told.code, 2, "{}", told.shown());
    told.out.lines().map(|line| line.split(' ').next().unwrap_or("").to_owned()).collect()
}

/// PATH narrows what is reported and not what is read: a name is still measured by the others.
#[test]
fn a_path_narrows_the_report() {
    let glossary = "[system.order]\nkeys = [\"**.order_{state}\"]\n";
    let named = |name: &str| format!("{{ \"a\": {{ \"order_shipped\": \"{name}\" }} }}");
    let folder = Scratch::with(&[
        ("canonym.toml", glossary),
        ("app/en.json", &named("Dispatched")),
        ("mail/en.json", &named("Shipped")),
        ("web/en.json", &named("Shipped")),
    ]);
    let all = concise(&folder, "", &[]);
    assert_eq!(all, ["app/en.json:1:28:"]);
    assert_eq!(concise(&folder, "", &["app"]), all);
    assert_eq!(concise(&folder, "", &["app/en.json", "web"]), all);
    assert!(concise(&folder, "", &["mail"]).is_empty());
}

/// The project is the nearest one upward, from wherever the program is run; paths are shown from there.
#[test]
fn the_project_is_found_from_below() {
    let shop = shop("Dispatched");
    assert_eq!(concise(&shop, "", &[]), ["web/en.json:1:26:"]);
    assert_eq!(concise(&shop, "web", &[]), ["en.json:1:26:"]);
    let elsewhere = Scratch::empty();
    let path = shop.path("web").to_str().expect("UTF-8").to_owned();
    assert_eq!(concise(&elsewhere, "", &[&path]), ["web/en.json:1:26:"]);
}

/// A project within a project is run by itself, with its own glossary, and reported together.
#[test]
fn nested_projects_are_run_by_themselves() {
    let inner =
        "[system.ticket]\nkeys = [\"order.{state}\"]\n[system.ticket.states]\nshipped = \"Gone\"\n";
    let folder = Scratch::with(&[
        ("canonym.toml", GLOSSARY),
        ("web/en.json", WRONG),
        ("plugin/canonym.toml", inner),
        ("plugin/en.json", WRONG),
    ]);
    let both = folder.run(&["--output-format", "concise"]).with_code(1).out;
    let states: Vec<_> = both.lines().map(|line| line.split(' ').nth(2).unwrap_or("")).collect();
    assert_eq!(states, ["ticket.shipped:", "order.shipped:"], "{both}");
    assert_eq!(concise(&folder, "", &["plugin"]), ["plugin/en.json:1:26:"]);
    assert_eq!(concise(&folder, "plugin", &[]), ["en.json:1:26:"]);
    folder.write("canonym.toml", format!("{GLOSSARY}[files]\nexclude = [\"plugin/\"]\n"));
    assert_eq!(concise(&folder, "", &[]), ["web/en.json:1:26:"]);
}

/// Where no glossary lies upward, the projects below are checked.
#[test]
fn projects_below_are_checked() {
    let folder = Scratch::with(&[
        ("one/canonym.toml", GLOSSARY),
        ("one/en.json", WRONG),
        ("two/canonym.toml", GLOSSARY),
        ("two/en.json", WRONG),
    ]);
    assert_eq!(concise(&folder, "", &[]), ["one/en.json:1:26:", "two/en.json:1:26:"]);
}

/// `-c FILE` takes the place of the project's canonym.toml, wherever the file lies.
#[test]
fn a_glossary_from_elsewhere() {
    let elsewhere = Scratch::with(&[("words.toml", &GLOSSARY.replace("Shipped", "Dispatched"))]);
    let words = elsewhere.path("words.toml").to_str().expect("UTF-8").to_owned();
    let shop = shop("Dispatched");
    shop.run(&[]).with_code(1);
    shop.run(&["-c", &words]).with_code(0);
    elsewhere.run(&["check", "-c", &words, shop.path("").to_str().expect("UTF-8")]).with_code(0);
    let gone = shop.run(&["-c", "gone.toml"]).with_code(2);
    assert!(gone.err.starts_with("error: cannot read gone.toml: "), "{}", gone.err);
}

/// With `-c` and a PATH, what is told of the glossary stands at its own path: from the working
/// directory where it lies in the project, else whole.
#[test]
fn a_glossary_named_beside_a_path_is_shown_where_it_lies() {
    let stale = format!("{GLOSSARY}\n[[waiver]]\ncheck = \"shared-name\"\nreason = \"once\"\n");
    let folder = Scratch::with(&[
        ("shop/words/canonym.toml", &stale),
        ("words.toml", &stale),
        ("shop/en.json", WRONG),
    ]);
    let inside = ["-c", "shop/words/canonym.toml", "shop"];
    assert!(concise(&folder, "", &inside)[1].starts_with("shop/words/canonym.toml:"));
    let words = folder.path("words.toml").to_str().expect("UTF-8").to_owned();
    let told = concise(&folder, "", &["-c", &words, "shop"]);
    assert!(told[1].starts_with('/') && told[1].contains("/words.toml:"), "{}", told[1]);
}

/// A PATH in another project is checked with that project's glossary.
#[test]
fn each_path_has_its_project() {
    let folder = Scratch::with(&[
        ("one/canonym.toml", GLOSSARY),
        ("one/en.json", WRONG),
        ("two/canonym.toml", &GLOSSARY.replace("Shipped", "Dispatched")),
        ("two/en.json", WRONG),
    ]);
    assert_eq!(concise(&folder, "", &["one", "two"]), ["one/en.json:1:26:"]);
    assert!(concise(&folder, "one", &["../two"]).is_empty());
}
