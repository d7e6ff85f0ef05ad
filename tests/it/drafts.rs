//! The drafted glossary: each folder of `fixtures/drafts` holds a product without a canonym.toml and the
//! screens of two minutes: what `canonym` shows of it, what `init` writes, what `canonym` says then.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use canonym::config::{FILE, Project};
use canonym::finding::Level;
use canonym::lint::{self, Asked, Opened};
use canonym::survey::Progress;
use canonym::tree::Tree;
use walkdir::WalkDir;

use crate::golden::compare;
use crate::product::Product;
use crate::program::Scratch;
use crate::sources::none;

/// The folders of `fixtures/drafts`.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/drafts");
    let folders = WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    folders.into_iter().map(|entry| entry.expect("fixtures are readable").into_path()).collect()
}

fn product(case: &Path) -> Product {
    let name = case.file_name().and_then(|name| name.to_str()).expect("ASCII");
    Product::read(&format!("../drafts/{name}/product"))
}

/// Every screen is what its golden says; a draft that was kept needs no second one, and is not replaced.
#[test]
fn two_minutes_with_a_product() {
    assert!(cases().len() >= 10, "the fixtures are there");
    for case in cases() {
        let scratch = Scratch::of(&product(&case));
        let golden = |name: &str, text: &str| compare(&case.join(name), text);
        golden("1-canonym.txt", &scratch.run(&[]).with_code(0).shown());
        let init = scratch.run(&["init"]);
        golden("2-init.txt", &init.shown());
        if init.code != 0 {
            assert!(!scratch.path(FILE).exists(), "an init that fails writes nothing");
            continue;
        }
        let written = fs::read_to_string(scratch.path(FILE)).expect("init wrote it");
        golden("2-canonym.toml", &written);
        golden("3-canonym.txt", &scratch.run(&[]).shown());
        scratch.run(&["init"]).with_code(2);
        scratch.run(&["init", "--add"]).with_code(0);
        let after = fs::read_to_string(scratch.path(FILE)).expect("it stands");
        assert_eq!(written, after, "{}: nothing is left to add", case.display());
    }
}

/// What Tallow's people would have written is what is written: six lines.
#[test]
fn tallow_gets_its_six_lines() {
    let scratch = Scratch::of(&Product::read("../drafts/tallow/product"));
    scratch.run(&["init"]).with_code(0);
    let written = fs::read_to_string(scratch.path(FILE)).expect("init wrote it");
    let lines: Vec<&str> =
        written.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let expected = [
        "[system.order]",
        "keys = [\"order_state.{state}\", \"admin.orders.filters.{state}\", \"orderStatus.{state}\"]",
        "[system.payment]",
        "keys = [\"payment_states.{state}\", \"paymentStatus.{state}\"]",
        "[system.refund]",
        "keys = [\"refunds.status.{state}\", \"refundStatus.{state}\"]",
    ];
    assert_eq!(lines, expected);
}

/// The README shows what is printed: its lines stand in Tallow's first screen, in order.
#[test]
fn the_readme_shows_the_first_screen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
    let from = readme.find("There is no canonym.toml here.").expect("the README shows a draft");
    let block = readme[from..].split("```").next().unwrap_or_default();
    let golden = root.join("fixtures/drafts/tallow/1-canonym.txt");
    let screen = fs::read_to_string(golden).expect("Tallow's first screen");
    let mut rest = screen.lines();
    for line in block.lines().filter(|line| *line != "…") {
        assert!(rest.any(|shown| shown == line), "the screen does not show `{line}` there");
    }
}

/// The findings of a draft and of the glossary that `init` keeps are the same.
#[test]
fn keeping_a_draft_changes_no_finding() {
    for case in cases() {
        let tree = in_memory(&product(&case));
        let (asked, progress) = (Asked::default(), Progress::default());
        let (proposal, run) = lint::check_draft(&tree, "", &asked, &progress).expect("a draft");
        assert!(run.report.findings.iter().all(|finding| finding.is_drafted));
        let before: Vec<_> = run.report.findings.iter().map(|it| it.fingerprint).collect();
        let after: Vec<_> = kept(&tree, &proposal.text).0.iter().map(|it| it.fingerprint).collect();
        assert_eq!(before, after, "{}", case.display());
    }
}

/// Whatever the product, its draft is a glossary without a mistake, a warning of ours, an unknown state
/// or an idle one.
#[test]
fn drafts_of_all_products_are_sound() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let (mut wrong, mut drafted) = (Vec::new(), 0);
    for shelf in ["checks", "drafts", "formats", "projects", "silent", "broken"] {
        for (name, tree) in products(&fixtures.join(shelf)) {
            let proposal = lint::draft(&tree, "", &Progress::default()).expect("a draft");
            if proposal.systems.is_empty() {
                continue;
            }
            drafted += 1;
            let (findings, warnings) = kept(&tree, &proposal.text);
            let more =
                lint::draft_more(&tree, &project(&tree, &proposal.text), &Progress::default());
            let more = more.expect("a right glossary");
            if !more.is_empty() {
                wrong.push(format!("{shelf}/{name}: something is left to add: {more:?}"));
            }
            let is_ours = |check: &str| ["unknown-state", "idle-state"].contains(&check);
            let ours = findings.iter().filter(|finding| is_ours(finding.check));
            wrong.extend(ours.map(|it| format!("{shelf}/{name}: {}", it.message)));
            wrong.extend(warnings.iter().map(|it| format!("{shelf}/{name}: {it}")));
        }
    }
    none(&wrong);
    assert!(drafted > 30, "only {drafted} products gave a draft");
}

/// Products that are silent with their glossary give no drafted warning either.
#[test]
fn silent_products_stay_silent_when_drafted() {
    let mut drafted = 0;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/silent");
    let mut wrong = Vec::new();
    for (name, tree) in products(&fixtures) {
        let (asked, progress) = (Asked::default(), Progress::default());
        let (proposal, run) = lint::check_draft(&tree, "", &asked, &progress).expect("a draft");
        drafted += usize::from(!proposal.systems.is_empty());
        let findings = run.report.findings.iter();
        let loud = findings.filter(|it| it.level > Level::Note && it.check != "unreadable-file");
        wrong.extend(loud.map(|finding| format!("{name}: {}", finding.message)));
    }
    assert!(drafted > 15, "only {drafted} silent products gave a draft");
    none(&wrong);
}

/// The products of a shelf of fixtures, without their glossaries.
fn products(shelf: &Path) -> Vec<(String, Tree)> {
    let mut files: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    let entries = WalkDir::new(shelf).into_iter().map(|entry| entry.expect("readable"));
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let below = entry.path().strip_prefix(shelf).expect("found there");
        let below = below.to_str().expect("ASCII").replace('\\', "/");
        let Some((name, inside)) = below.split_once('/') else { continue };
        if inside != FILE && !inside.ends_with("/canonym.toml") {
            let bytes = fs::read(entry.path()).expect("a fixture is readable");
            files.entry(name.to_owned()).or_default().insert(inside.to_owned(), bytes);
        }
    }
    files.into_iter().map(|(name, files)| (name, Tree::Memory(files))).collect()
}

fn in_memory(product: &Product) -> Tree {
    let files = product.0.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec()));
    Tree::Memory(files.collect())
}

fn project(tree: &Tree, text: &str) -> Project {
    let bytes = text.as_bytes().to_vec();
    Project::from_bytes(tree, String::new(), FILE, bytes).expect("a draft has no mistake").0
}

/// The findings of a product with this canonym.toml, and the warnings about that.
fn kept(tree: &Tree, text: &str) -> (Vec<canonym::finding::Finding>, Vec<String>) {
    let bytes = text.as_bytes().to_vec();
    let (project, warnings) =
        Project::from_bytes(tree, String::new(), FILE, bytes).expect("a draft has no mistake");
    let opened = vec![Opened { project, warnings }];
    let run = lint::check(tree, opened, &Asked::default(), &Progress::default());
    let report = run.expect("a right glossary").report;
    (report.findings, report.mistakes.into_iter().map(|mistake| mistake.message).collect())
}
