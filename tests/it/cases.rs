//! Whole runs over small projects: every case of `fixtures/checks`, `fixtures/silent` and
//! `fixtures/broken` is a project folder, and its `findings.txt` says what a run finds there. The first
//! line of its canonym.toml says what it shows.
//!
//! What is silent must be silent, whatever `BLESS` says, and must have looked at something.

use std::fs;
use std::path::{Path, PathBuf};

use canonym::config::Project;
use canonym::lint::{Asked, Opened, Run, check};
use canonym::reports::{Page, concise};
use canonym::survey::Progress;
use canonym::tree::Tree;
use walkdir::WalkDir;

use crate::golden::compare;

/// The file of a project.
const CONFIG: &str = "canonym.toml";

/// What the first line of a silent project says where no label is meant to be bound.
const BINDS_NOTHING: &str = "# binds nothing";

#[test]
fn checks_find_what_they_should() {
    for case in cases("checks", 2) {
        compare_findings(&case);
    }
}

#[test]
fn silence_is_kept() {
    for case in cases("silent", 1) {
        let run = compare_findings(&case);
        let binds_nothing = title(&case).starts_with(BINDS_NOTHING);
        let usages = run.report.tallies.usages;
        assert_eq!(usages == 0, binds_nothing, "{} binds {usages} labels", case.display());
    }
}

#[test]
fn broken_files_end_no_run() {
    for case in cases("broken", 1) {
        let run = compare_findings(&case);
        assert!(run.report.tallies.usages > 0, "{}: the rest is read", case.display());
    }
}

#[test]
fn every_case_says_what_it_shows() {
    for case in cases("checks", 2).chain(cases("silent", 1)).chain(cases("broken", 1)) {
        assert!(title(&case).starts_with("# "), "{}: say what it shows", case.display());
    }
}

/// The folders of the cases that lie `depth` levels below a shelf, sorted.
fn cases(shelf: &str, depth: usize) -> impl Iterator<Item = PathBuf> {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(shelf);
    let folders = WalkDir::new(shelf).min_depth(depth).max_depth(depth).sort_by_file_name();
    folders.into_iter().map(|entry| entry.expect("fixtures are readable").into_path())
}

/// The first line of a project's canonym.toml.
fn title(case: &Path) -> String {
    let config = fs::read_to_string(case.join(CONFIG)).expect("a case has a canonym.toml");
    config.lines().next().unwrap_or_default().to_owned()
}

/// Runs a project and compares what it finds with its golden text.
fn compare_findings(case: &Path) -> Run {
    let run = run(case);
    let mut findings = Vec::new();
    (concise::STYLE.write)(&run.report, &run.quotes, &Page::default(), &mut findings)
        .expect("a Vec grows");
    let findings = String::from_utf8(findings).expect("a report is UTF-8");
    assert!(
        findings.is_empty() || !is_silent(case),
        "{} is not silent:\n{findings}",
        case.display()
    );
    compare(&case.join("findings.txt"), &findings);
    run
}

/// Whether a case must find nothing; `BLESS` does not change that.
fn is_silent(case: &Path) -> bool {
    case.parent().is_some_and(|shelf| shelf.ends_with("silent"))
}

fn run(case: &Path) -> Run {
    let shown = case.display();
    let tree = Tree::Disk(case.to_owned());
    let (project, warnings) =
        Project::open(&tree, CONFIG).unwrap_or_else(|mistakes| panic!("{shown}: {mistakes:?}"));
    let opened = Opened { project, warnings };
    // A day that never changes, so that the waivers of a case end or hold for ever.
    let today = time::Date::from_calendar_date(2026, time::Month::June, 1).ok();
    let asked = Asked { today, ..Asked::default() };
    let run = check(&tree, vec![opened], &asked, &Progress::default())
        .unwrap_or_else(|stop| panic!("{shown}: {stop:?}"));
    // A glossary that binds nothing is warned of its families.
    let is_warned = !run.report.mistakes.is_empty();
    let binds_nothing = title(case).starts_with(BINDS_NOTHING);
    assert!(!is_warned || binds_nothing, "{shown}: {:?}", run.report.mistakes);
    run
}
