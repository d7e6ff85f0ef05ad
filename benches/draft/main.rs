//! What a draft costs, beside a check of the same product in the same run: a product of many small files
//! without a canonym.toml is drafted and checked with the draft, and checked with the glossary that the
//! draft keeps.
//!
//!     cargo bench --bench draft              # 50,000 files
//!     cargo bench --bench draft -- 5000      # so many
//!
//! The two are timed in turn, and of each the fastest round counts: on a machine that others use too, it
//! is the one that was disturbed least.
#![allow(clippy::print_stdout)] // the table is what it is for

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use canonym::config::{FILE, Project};
use canonym::lint::{self, Asked, Opened};
use canonym::survey::Progress;
use canonym::tree::Tree;

/// How often each is done.
const ROUNDS: usize = 5;
/// What the product is about.
const THINGS: [&str; 10] = [
    "order", "parcel", "invoice", "ticket", "refund", "member", "device", "booking", "claim",
    "payout",
];
/// The states of each thing.
const STATES: [&str; 7] =
    ["pending", "confirmed", "processing", "shipped", "delivered", "cancelled", "returned"];

fn main() {
    let files = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), files);
    let tree = Tree::Disk(folder.path().to_owned());
    let (mut drafting, mut checking) = (Duration::MAX, Duration::MAX);
    let (mut systems, mut labels) = (0, 0);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let drafted = lint::check_draft(&tree, "", &Asked::default(), &Progress::default());
        drafting = drafting.min(begun.elapsed());
        let (proposal, _) = drafted.expect("a draft");
        systems = proposal.systems.len();
        let begun = Instant::now();
        labels = check(&tree, &proposal.text);
        checking = checking.min(begun.elapsed());
    }
    let ratio = drafting.as_secs_f64() / checking.as_secs_f64();
    println!("{files} files, {labels} labels, {systems} systems drafted");
    println!("draft and check {drafting:.2?}, check alone {checking:.2?}, ratio {ratio:.2}");
}

/// Checks the product with a glossary; tells how many labels it has.
fn check(tree: &Tree, glossary: &str) -> usize {
    let bytes = glossary.as_bytes().to_vec();
    let (project, warnings) =
        Project::from_bytes(tree, String::new(), FILE, bytes).expect("a draft has no mistake");
    let opened = vec![Opened { project, warnings }];
    let run = lint::check(tree, opened, &Asked::default(), &Progress::default());
    run.expect("a right glossary").report.tallies.labels
}

/// Writes catalogues in two locales; every fifth one has a family of states.
fn build(folder: &Path, files: usize) {
    for number in 0..files / 2 {
        let locales = folder.join(format!("area{}/module{number}/locales", number % 300));
        fs::create_dir_all(&locales).expect("a folder");
        for locale in ["en", "de"] {
            let text = catalogue(number, locale);
            fs::write(locales.join(format!("{locale}.json")), text).expect("a file");
        }
    }
}

fn catalogue(number: usize, locale: &str) -> String {
    let thing = THINGS[number / 5 % THINGS.len()];
    let mut entries: Vec<String> = (0..8)
        .map(|at| format!("\"text{at}\": \"Some {locale} words about a {thing} and more\""))
        .collect();
    if number.is_multiple_of(5) {
        let names = STATES.map(|state| format!("\"{state}\": \"{state} {locale}\""));
        entries.push(format!("\"{thing}Status\": {{ {} }}", names.join(", ")));
    }
    let mut text = String::new();
    _ = write!(text, "{{ \"page{}\": {{ {} }} }}", number % 50, entries.join(",\n"));
    text
}
