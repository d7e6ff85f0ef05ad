//! The last lines of a finding accept it: pasted where they say, they end it and nothing else.

use std::collections::BTreeSet;
use std::path::Path;

use canonym::config::FILE;
use canonym::finding::{Accept, Finding, GlossaryLine, Role};
use walkdir::WalkDir;

use crate::product::Product;
use crate::sources::none;

/// What would accept a finding of a fixture does, and ends no other.
#[test]
fn a_pasted_line_ends_its_finding_and_no_other() {
    let mut wrong = Vec::new();
    let mut pasted = 0;
    for (name, product) in products() {
        let findings = product.check().report.findings;
        for finding in &findings {
            let Some(accept) = &finding.accept else {
                if !finding.check.starts_with("stale-") {
                    wrong.push(format!("{name}: nothing accepts {}", finding.message));
                }
                continue;
            };
            let own = marks(finding);
            let mut expected: BTreeSet<String> = findings.iter().flat_map(marks).collect();
            expected.retain(|mark| !own.contains(mark));
            // A waiver of what the glossary now allows has become idle.
            let after = paste(&product, accept).check().report.findings;
            let told = after.iter().filter(|of| of.check != "stale-waiver");
            let mut left: BTreeSet<String> = told.flat_map(marks).collect();
            expected.retain(|mark| !is_stale(&findings, mark));
            left.retain(|mark| !is_stale(&findings, mark));
            // A state that is added binds its labels, whatever was said of them, and is known to every
            // family; a waiver of a file that cannot be read holds all that is wrong with it.
            if matches!(accept, Accept::Add(_)) || finding.check == "unreadable-file" {
                expected.retain(|mark| left.contains(mark));
            }
            pasted += 1;
            if left != expected {
                let more: Vec<_> = left.difference(&expected).collect();
                let less: Vec<_> = expected.difference(&left).collect();
                wrong.push(format!(
                    "{name}: {accept:?} of \"{}\" leaves {more:#?} and ends {less:#?}",
                    finding.message
                ));
            }
        }
    }
    none(&wrong);
    assert!(pasted > 30, "only {pasted} lines were pasted");
}

/// What is printed of it is what was pasted: the full style shows every line.
#[test]
fn the_full_style_prints_the_lines() {
    let product = Product::read("freelance");
    let printed = product.report(&canonym::reports::full::STYLE, canonym::finding::Level::Note);
    for finding in &product.check().report.findings {
        let accept = finding.accept.as_ref().expect("every finding has one");
        for line in line(accept).text.lines() {
            assert!(printed.contains(line), "{line} is not printed in\n{printed}");
        }
    }
}

/// Every product of a fixture that can have findings.
fn products() -> Vec<(String, Product)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["checks", "projects"].into_iter().flat_map(|shelf| {
        let depth = if shelf == "checks" { 2 } else { 1 };
        let shelf = fixtures.join(shelf);
        WalkDir::new(shelf).min_depth(depth).max_depth(depth).sort_by_file_name()
    });
    let folders = folders.map(|entry| entry.expect("fixtures are readable").into_path());
    let read = |folder: std::path::PathBuf| {
        let is_text = |entry: &walkdir::DirEntry| {
            entry.path().is_dir() || std::fs::read_to_string(entry.path()).is_ok()
        };
        // A product in memory holds texts; a file that is none is accepted like any other fault.
        if !WalkDir::new(&folder).into_iter().flatten().all(|entry| is_text(&entry)) {
            return None;
        }
        let below = folder.strip_prefix(&fixtures).expect("found there").to_str().expect("ASCII");
        let product = Product::read(&format!("../{below}"));
        product.0.contains_key(FILE).then(|| (below.to_owned(), product))
    };
    folders.filter_map(read).collect()
}

/// The fingerprints of a finding's odd marks, with its check.
fn marks(finding: &Finding) -> Vec<String> {
    let odd = finding.marks.iter().filter(|mark| mark.role == Role::Odd);
    odd.filter_map(|mark| Some(format!("{} {}", finding.check, mark.fingerprint?))).collect()
}

fn is_stale(findings: &[Finding], mark: &String) -> bool {
    let mut stale = findings.iter().filter(|finding| finding.check == "stale-waiver");
    stale.any(|finding| marks(finding).contains(mark))
}

fn line(accept: &Accept) -> &GlossaryLine {
    let (Accept::Allow(line) | Accept::Add(line) | Accept::Waive(line)) = accept;
    line
}

/// Does what a person does with the lines.
fn paste(product: &Product, accept: &Accept) -> Product {
    let GlossaryLine { text, path, line } = line(accept);
    product.with(path, |file| {
        let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
        let at = *line as usize;
        match accept {
            Accept::Allow(_) => lines[at - 1] = with_field(&lines[at - 1], text),
            Accept::Add(_) => lines.insert(at, text.clone()),
            Accept::Waive(_) => lines.push(text.clone()),
        }
        lines.join("\n") + "\n"
    })
}

/// A line of TOML with one field set to what `field` says: replaced, or put in.
fn with_field(line: &str, field: &str) -> String {
    let name = field.split(" = ").next().expect("a field has a value");
    let before = [format!("{{ {name} = "), format!(", {name} = "), format!("\n{name} = ")];
    let with_start = format!("\n{line}");
    let place = before.iter().find_map(|it| Some((with_start.find(&**it)? + 2, it)));
    match place {
        Some((at, it)) => {
            let start = if it.starts_with('\n') { at - 1 } else { at };
            let value = start + name.len() + 3;
            let end = value + value_length(&with_start[value..]);
            format!("{}{field}{}", &with_start[..start], &with_start[end..]).trim_start().to_owned()
        }
        None if line.trim_start().starts_with('[') => format!("{line}\n{field}"),
        None if line.contains("{ ") => line.replacen("{ ", &format!("{{ {field}, "), 1),
        // A field of the table that the line stands in.
        None => {
            let (key, _) = line.split_once('=').expect("a line of a glossary sets something");
            assert_eq!(key.trim(), name, "{field} goes to {line}");
            field.to_owned()
        }
    }
}

/// How long the value is that a text begins with.
fn value_length(text: &str) -> usize {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, char) in text.char_indices() {
        match char {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' | ',' if !quoted && depth == 0 => return text[..at].trim_end().len(),
            ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if char != ',' && depth == 0 && !quoted && matches!(char, '"' | ']' | '}') {
            return at + 1;
        }
    }
    text.trim_end().len()
}
