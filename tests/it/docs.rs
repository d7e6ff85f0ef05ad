//! The manual is made from the code, and every example in it is true.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use canonym::checks::{self, Check};
use canonym::config::{FILE, Project};
use canonym::finding::Level;
use canonym::glossary::mistake::Mistakes;
use canonym::glossary::reader::{STATE_FIELDS, SYSTEM_FIELDS};
use canonym::tree::Tree;
use canonym::{formats, reports};

use crate::golden::compare;
use crate::product::Product;
use crate::program::{canonym, ended};
use crate::sources::none;

/// docs/checks.md is the manual pages of the checks.
#[test]
fn the_page_of_checks_is_made_from_the_code() {
    let mut page = opened(
        "Checks",
        "the doc comments in `src/checks`",
        "What canonym finds. `canonym explain CHECK` shows a page of this manual at the terminal; `[levels]` in \
         canonym.toml sets the highest level of a check or of one kind of its findings, or turns it off.",
    );
    page.push_str("| check | finds | at most |\n|---|---|---|\n");
    for Check { id, title, level, .. } in checks::ALL {
        writeln!(page, "| [`{id}`](#{id}) | {title} | {level} |").expect("a String grows");
    }
    for check in checks::ALL {
        let text = checks::page(check).replace("## ", "### ");
        write!(page, "\n## {}\n\n{}\n", check.id, text.trim()).expect("a String grows");
    }
    compare(&docs("checks.md"), &page);
}

/// docs/formats.md is the manual pages of the formats.
#[test]
fn the_page_of_formats_is_made_from_the_code() {
    let mut page = opened(
        "Formats",
        "`docs` of each format in `src/formats`",
        "The files that canonym reads. A file of a general language is a catalogue only if its path or its \
         content names a locale, or a `[[catalogue]]` in canonym.toml names the file.",
    );
    page.push_str("| format | reads |\n|---|---|\n");
    for format in formats::ALL {
        writeln!(page, "| [`{0}`](#{0}) | {1} |", format.id, format.title).expect("a String grows");
    }
    for format in formats::ALL {
        write!(page, "\n## {}\n\n{}\n", format.id, format.docs.trim()).expect("a String grows");
    }
    compare(&docs("formats.md"), &page);
}

/// docs/reports.md is the manual pages of the styles.
#[test]
fn the_page_of_reports_is_made_from_the_code() {
    let mut page = opened(
        "Reports",
        "`docs` of each style in `src/reports`",
        "The ways in which a report is written: `--output-format STYLE`, or `--output-format STYLE=FILE`, as \
         often as you like. Styles for people hide notes unless `--level note` asks for them.",
    );
    for style in reports::ALL {
        write!(page, "\n## {}\n\n{}\n", style.id, style.docs.trim()).expect("a String grows");
    }
    compare(&docs("reports.md"), &page);
}

/// docs/cli.md is what `--help` says of the program and of each command.
#[test]
fn the_page_of_commands_is_what_help_says() {
    let mut page = opened("Commands", "the command line in `src/bin/canonym/args.rs`", "");
    helps(&mut page, &mut vec![]);
    compare(&docs("cli.md"), &page);
}

/// The example of each check's manual page is reported as the page shows, at every level.
#[test]
fn examples_of_checks_are_true() {
    let mut wrong = Vec::new();
    for check in checks::ALL {
        let example = example(&checks::page(check));
        let report = example.product.report(&reports::concise::STYLE, Level::Note);
        if report != example.report {
            wrong.push(format!("{}: the page shows another report than\n{report}", check.id));
        }
        if !report.contains(&format!("[{}]", check.id)) {
            wrong.push(format!("{}: its example does not show what it finds", check.id));
        }
    }
    none(&wrong);
}

/// The example glossary of docs/glossary.md loads without a warning.
#[test]
fn the_example_glossary_loads() {
    assert_eq!(warnings_of(&example_glossary()), [""; 0]);
}

/// docs/glossary.md uses every field of a system, a state, a term, a pattern and every table.
#[test]
fn the_example_glossary_names_every_field() {
    let (text, example) = (read("glossary.md"), example_glossary());
    let shown = |field: &str| uses(&example, field);
    let mut wrong = Vec::new();
    // A system has no texts of its own: the field is known so that the mistake can be explained.
    let fields = SYSTEM_FIELDS.into_iter().chain(STATE_FIELDS);
    for field in fields.chain([
        "forms",
        "surfaces",
        "match",
        "in",
        "except",
        "replaced-by",
        "since",
        "reason",
    ]) {
        if !shown(field) {
            wrong.push(format!("docs/glossary.md: the example does not use `{field}`"));
        }
        if !text.contains(&format!("`{field}`")) {
            wrong.push(format!("docs/glossary.md: `{field}` is not explained"));
        }
    }
    for table in [
        "[files]",
        "[locales]",
        "[surfaces]",
        "[levels]",
        "[spelling]",
        "[[catalogue]]",
        "[[waiver]]",
        "[thesaurus]",
        "[templates]",
    ] {
        if !example.lines().any(|line| line == table) {
            wrong.push(format!("docs/glossary.md: the example has no {table}"));
        }
        if !text.contains(&format!("`{table}`")) {
            wrong.push(format!("docs/glossary.md: `{table}` is not explained"));
        }
    }
    none(&wrong);
}

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(docs(name)).expect("a page of the manual").replace("\r\n", "\n")
}

/// A page's head: its title, where its text comes from, and what it is about.
fn opened(title: &str, from: &str, about: &str) -> String {
    let about = if about.is_empty() { String::new() } else { format!("{about}\n\n") };
    format!(
        "# {title}\n\n<!-- Made by `BLESS=1 cargo test` from {from}: change it there. -->\n\n{about}"
    )
}

/// The help of a command and of those below it.
fn helps(page: &mut String, command: &mut Vec<String>) {
    let line = std::iter::once("canonym")
        .chain(command.iter().map(|word| &**word))
        .collect::<Vec<_>>()
        .join(" ");
    let run =
        ended(canonym(&docs("")).env("COLUMNS", "100").args(&*command).arg("--help")).with_code(0);
    let separator = if command.is_empty() { "" } else { "\n" };
    write!(page, "{separator}## {line}\n\n```text\n{}\n```\n", run.out.trim_end())
        .expect("a String grows");
    let listed = run
        .out
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    for name in
        listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
    {
        command.push(name.to_owned());
        helps(page, command);
        command.pop();
    }
}

/// The example of a manual page: its files, and the report below them.
struct Example {
    product: Product,
    report: String,
}

/// Reads an example's fences: `lang path` opens a file, `text` the report.
fn example(page: &str) -> Example {
    let section = page.split("## Example\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let mut example = Example { product: Product::default(), report: String::new() };
    for (info, text) in fences(section.expect("a page has an example")) {
        match info.split_once(' ') {
            Some((_, path)) => _ = example.product.0.insert(path.to_owned(), text),
            None if info == "text" => example.report.push_str(&text),
            None => panic!("a fence is a file (`lang path`) or the report (`text`), not `{info}`"),
        }
    }
    example
}

/// The fenced blocks of a page: info string and text.
fn fences(page: &str) -> Vec<(&str, String)> {
    let mut fences = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside = lines.by_ref().take_while(|line| *line != "```");
        fences.push((info, inside.flat_map(|line| [line, "\n"]).collect()));
    }
    fences
}

/// The one TOML file of docs/glossary.md.
fn example_glossary() -> String {
    let text = read("glossary.md");
    let mut files = fences(&text).into_iter().filter(|(info, _)| *info == "toml canonym.toml");
    let (_, glossary) = files.next().expect("docs/glossary.md shows a whole canonym.toml");
    assert!(files.next().is_none(), "docs/glossary.md shows one whole canonym.toml");
    glossary
}

/// What a glossary is warned of; a mistake in it fails the test.
fn warnings_of(glossary: &str) -> Vec<String> {
    let pack = "[system.parcel]\nkeys = [\"parcel.{state}\"]\n";
    let files = [(FILE, glossary), ("words/canonym.toml", pack)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let wrong = |mistakes: Mistakes| -> ! { panic!("{mistakes:#?}") };
    let opened = Project::open(&Tree::Memory(files.into()), FILE);
    let (project, of_settings) = opened.unwrap_or_else(|mistakes| wrong(mistakes));
    let (_, of_systems) = project.glossary(&|_| false).unwrap_or_else(|mistakes| wrong(mistakes));
    of_settings.0.into_iter().chain(of_systems.0).map(|mistake| mistake.message).collect()
}

/// Whether a line of TOML sets a field: at its start, within an inline table, or as a table's name.
fn uses(toml: &str, field: &str) -> bool {
    let code = toml.lines().map(|line| line.split(" #").next().unwrap_or(""));
    code.filter(|line| !line.starts_with('#')).any(|line| {
        let is_whole = |(at, _): &(usize, &str)| {
            let before = line[..*at].chars().next_back();
            before.is_none_or(|char| matches!(char, ' ' | '{' | '.'))
                && line[*at + field.len()..].starts_with([' ', ']', '.'])
        };
        line.match_indices(field).any(|found| is_whole(&found))
    })
}

/// What README.md shows of the first command is what that command prints.
#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
    let shown = readme.split("```").find(|block| block.contains("$ cargo run --release -- check"));
    let mut command = canonym(root);
    command.args(["check", "fixtures/projects/freelance"]).env("COLUMNS", "80");
    let printed = ended(&mut command).out;
    let lines = shown.expect("the README shows the first command").lines().skip(2);
    let absent: Vec<_> = lines.filter(|line| *line != "…" && !printed.contains(line)).collect();
    assert!(absent.is_empty(), "README.md shows what is not printed: {absent:#?}");
}

/// canonym has nothing to say about its own repository.
#[test]
fn canonym_is_silent_on_itself() {
    let run = ended(&mut canonym(Path::new(env!("CARGO_MANIFEST_DIR"))));
    assert_eq!(run.code, 0, "{}", run.out);
}
