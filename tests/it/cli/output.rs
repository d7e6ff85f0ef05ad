//! Where a report goes and how it looks: files, levels, colour, signs.

use super::shop;
use crate::program::{canonym, ended};

/// `STYLE=FILE` writes the file, replaces an older one, and leaves standard output empty.
#[test]
fn a_style_with_a_file_prints_nothing() {
    let shop = shop("Dispatched");
    shop.write("report.json", "an older report");
    let told = shop.run(&["--output-format", "json=report.json"]).with_code(1);
    assert_eq!((&*told.out, &*told.err), ("", ""));
    let written = std::fs::read_to_string(shop.path("report.json")).expect("it was written");
    assert_eq!(written, shop.run(&["--output-format", "json"]).out);
}

/// A report that cannot be written is an error that names the file.
#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let told = shop("Shipped").run(&["--output-format", "json=no/such/folder/report.json"]);
    assert!(told.with_code(2).err.starts_with("error: cannot write no/such/folder/report.json: "));
}

/// Styles for people hide notes and count them; in a file, or with `--level note`, they stand.
#[test]
fn notes_are_hidden_from_people_only() {
    let shop = shop("shipped");
    let concise = |args: &[&str]| {
        shop.run(&[&["--output-format", "concise"], args].concat()).with_code(0).out
    };
    assert_eq!(concise(&[]), "1 note (--level note shows it)\n");
    assert!(concise(&["--level", "note"]).contains("note[split-name]"));
    assert!(shop.run(&[]).out.contains("1 note (--level note shows it)"));
    assert!(shop.run(&["--output-format", "json"]).out.contains("\"level\": \"note\""));
    shop.run(&["--output-format", "concise=notes.txt"]).with_code(0);
    let notes = std::fs::read_to_string(shop.path("notes.txt")).expect("it was written");
    assert!(notes.contains("note[split-name]"), "{notes}");
}

/// Colour stands where it is asked for, never in a file, and `NO_COLOR` keeps it out otherwise.
#[test]
fn colour_is_where_it_is_wanted() {
    let shop = shop("Dispatched");
    let escapes = |args: &[&str], name: &str, value: &str| {
        let told = ended(canonym(&shop.path("")).args(args).env(name, value)).with_code(1);
        told.out.contains('\u{1b}')
    };
    let always = ["--color", "always"];
    assert!(!escapes(&[], "LANG", "C.UTF-8"), "no terminal, no colour");
    assert!(escapes(&[], "CLICOLOR_FORCE", "1"));
    assert!(!escapes(&["--color", "never"], "CLICOLOR_FORCE", "1"));
    assert!(!escapes(&[], "NO_COLOR", "1"));
    assert!(escapes(&always, "LANG", "C.UTF-8"));
    assert!(escapes(&always, "NO_COLOR", "1"), "who asks twice is heard");
    assert!(!escapes(
        &["--color", "always", "--output-format", "full=report.txt", "--output-format", "concise"],
        "LANG",
        "C.UTF-8"
    ));
    let written = std::fs::read_to_string(shop.path("report.txt")).expect("it was written");
    assert!(!written.contains('\u{1b}'), "{written}");
}

/// Colour adds escapes and changes nothing else.
#[test]
fn colour_changes_no_character() {
    let shop = shop("Dispatched");
    let coloured = shop.run(&["--color", "always"]).out;
    let mut plain = String::new();
    let mut parts = coloured.split('\u{1b}');
    plain.push_str(parts.next().unwrap_or(""));
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    assert_ne!(coloured, plain);
    assert_eq!(plain, shop.run(&[]).out);
}

/// A terminal that shows no Unicode, and a locale of another character set, get ASCII.
#[test]
fn a_simple_terminal_gets_ascii() {
    let shop = shop("Dispatched");
    for (name, value) in [("TERM", "dumb"), ("LC_ALL", "en_US.ISO-8859-1")] {
        let told = ended(canonym(&shop.path("")).env(name, value)).with_code(1);
        assert!(told.out.is_ascii(), "{name}={value}: {}", told.out);
    }
    assert!(!shop.run(&[]).out.is_ascii());
    shop.write("canonym.toml", "[levls]\n");
    let mistakes = ended(canonym(&shop.path("")).env("TERM", "dumb")).with_code(2);
    assert!(mistakes.err.contains("levls") && mistakes.err.is_ascii(), "{}", mistakes.err);
    assert!(!shop.run(&[]).err.is_ascii());
}

/// `-v` tells what was passed over and why; the report on standard output stays as it was.
#[test]
fn verbose_tells_what_was_passed_over() {
    let shop = shop("Dispatched");
    shop.write("config/settings.json", "{}");
    let told = shop.run(&["-v"]).with_code(1);
    assert_eq!(told.out, shop.run(&[]).out);
    let lines: Vec<_> = told.err.lines().collect();
    assert!(
        lines.iter().any(|line| line.starts_with("passed over config/settings.json: ")),
        "{lines:?}"
    );
    assert!(lines.last().is_some_and(|line| line.starts_with("read 1 file in ")), "{lines:?}");
}

/// `-q` keeps warnings about the glossary to itself.
#[test]
fn quiet_says_only_what_was_asked_for() {
    let shop = shop("Shipped");
    shop.write("canonym.toml", format!("{}paid = {{\n  en = \"Paid\" }}\n", super::GLOSSARY));
    assert!(shop.run(&[]).with_code(0).err.contains("an inline table leaves its line"));
    assert_eq!(shop.run(&["-q"]).with_code(0).err, "");
}

/// The width of the report follows `COLUMNS`: where a table does not fit, places get their own lines.
#[test]
fn the_table_fits_the_width() {
    let shop = shop("Dispatched");
    let at = |columns: &str| ended(canonym(&shop.path("")).env("COLUMNS", columns)).out;
    assert!(at("100").lines().any(|line| line.contains('✗') && line.ends_with("web/en.json:1:26")));
    let narrow = at("40");
    assert!(narrow.lines().any(|line| line.trim() == "web/en.json:1:26"), "{narrow}");
}
