//! What it costs to compare names: all pairs of one system of 50 states, and a check of more and more such
//! systems, whose growth is printed as an exponent (1 is linear).
//!
//!     cargo bench --bench likeness
#![allow(clippy::print_stdout)] // the table is what it is for
#![allow(clippy::cast_precision_loss)] // few systems

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use canonym::config::{FILE, Project};
use canonym::lint::{self, Asked, Opened};
use canonym::survey::Progress;
use canonym::text::likeness::{Analysis, Changes, Lexicon, Topic};
use canonym::text::locale::Locale;
use canonym::tree::Tree;

/// How often each is done; the fastest counts.
const ROUNDS: usize = 9;
/// Words of states, of which each name has two.
const WORDS: [&str; 10] = [
    "Approved",
    "Waiting",
    "Cancelled",
    "Payment",
    "Review",
    "Shipped",
    "Delivery",
    "Completed",
    "Open",
    "Partially",
];
/// How many states a system has.
const STATES: usize = 50;

fn main() {
    let lexicon = Lexicon::new(&Locale::parse("en").expect("a tag"), &Changes::default());
    let names: Vec<String> = (0..STATES).map(name).collect();
    let mut alike = 0;
    let pairs = fastest(|| alike = all_pairs(&lexicon, &names));
    println!(
        "{} pairs of {STATES} names: {pairs:.2?}, {alike} of them alike",
        STATES * (STATES - 1) / 2
    );
    let counts = [10, 100, 1000];
    let times = counts.map(|systems| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        build(folder.path(), systems);
        let time = fastest(|| check(folder.path()));
        println!("{systems:>5} systems checked: {time:.2?}");
        time.as_secs_f64()
    });
    let growth = (times[2] / times[1]).ln() / (counts[2] as f64 / counts[1] as f64).ln();
    println!("growth from {} to {} systems: {growth:.2}", counts[1], counts[2]);
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let time = || {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    std::iter::repeat_with(time).take(ROUNDS).min().expect("a round")
}

/// A name that no other state of its system has.
fn name(state: usize) -> String {
    format!("{} {}", WORDS[state % 10], WORDS[(state / 10 + state + 1) % 10].to_lowercase())
}

/// How many pairs have something in common.
fn all_pairs(lexicon: &Lexicon, names: &[String]) -> usize {
    let names: Vec<Analysis> = names.iter().map(|name| lexicon.analyse(name)).collect();
    let topic = Topic::of(names.iter());
    let of = |(at, a): (usize, &Analysis)| {
        names[at + 1..].iter().filter(|b| lexicon.compare(a, b, &topic).is_some()).count()
    };
    names.iter().enumerate().map(of).sum()
}

/// A product with so many systems.
fn build(folder: &Path, systems: usize) {
    let system = |at: usize| format!("[system.s{at}]\nkeys = [\"s{at}.{{state}}\"]\n");
    fs::write(folder.join(FILE), (0..systems).map(system).collect::<String>()).expect("a file");
    let states = (0..STATES).map(|at| format!("\"k{at}\": \"{}\"", name(at)));
    let states = states.collect::<Vec<_>>().join(", ");
    let families: Vec<_> = (0..systems).map(|at| format!("\"s{at}\": {{ {states} }}")).collect();
    let text = format!("{{ {} }}\n", families.join(",\n"));
    fs::create_dir(folder.join("locales")).expect("a folder");
    fs::write(folder.join("locales/en.json"), text).expect("a file");
}

fn check(folder: &Path) {
    let tree = Tree::Disk(folder.to_owned());
    let (project, warnings) = Project::open(&tree, FILE).expect("a right glossary");
    let run = lint::check(
        &tree,
        vec![Opened { project, warnings }],
        &Asked::default(),
        &Progress::default(),
    );
    std::hint::black_box(run.expect("a right glossary").report.findings.len());
}
