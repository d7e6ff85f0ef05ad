//! A product per framework of templates: what conditions, maps and references bind in it, and beside it
//! what looks alike and binds nothing.
//!
//! Each folder of `fixtures/frameworks` holds a product; `why.txt` names lines that are asked about, and
//! the files called `expected.*` are what the program says. Files with "near" in their path hold the near
//! misses: no label of theirs may bind, whatever `BLESS` says.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::golden::compare;
use crate::product::Product;
use crate::program::Scratch;

/// The states of every product here.
const STATES: [&str; 4] =
    ["proposal.submitted", "proposal.viewed", "proposal.active", "proposal.hired"];

#[test]
fn frameworks_are_reported_as_expected() {
    for (folder, product) in frameworks() {
        let found = product.run(&["check", "--output-format", "concise", "--level", "note"]);
        compare(&folder.join("expected.findings"), &found.with_code(1).out);
        let told = STATES.map(|state| product.run(&["where", state]).with_code(0).out);
        compare(&folder.join("expected.where"), &told.concat());
        let asked = std::fs::read_to_string(folder.join("why.txt")).expect("what is asked about");
        let why = |place: &str| product.run(&["why", place]).with_code(0).out;
        compare(&folder.join("expected.why"), &asked.lines().map(why).collect::<String>());
    }
}

/// What each framework must find: two names of one state, by scope alone and through a reference, a shared
/// name, and an accessible name that clashes.
#[test]
fn every_framework_finds_its_four() {
    for (folder, product) in frameworks() {
        let found = product.run(&["check", "--output-format", "concise"]).out;
        for check in ["split-name", "shared-name", "accessible-name"] {
            assert!(found.contains(&format!("[{check}]")), "{}: {check}", folder.display());
        }
        let through = |evidence: &str| {
            let labels = product.run(&["labels", "--output-format", "json"]).out;
            labels.contains(&format!("\"evidence\":\"{evidence}\""))
        };
        assert!(through("scope"), "{}", folder.display());
    }
}

/// Near misses bind nothing, and there are twice as many of them as findings to make.
#[test]
fn near_misses_stay_silent() {
    for (folder, product) in frameworks() {
        let labels = product.run(&["labels", "--output-format", "json"]).with_code(0).out;
        let rows: serde_json::Value = serde_json::from_str(&labels).expect("it is JSON");
        let rows = rows["labels"].as_array().expect("a list of labels");
        let near: Vec<_> = rows
            .iter()
            .filter(|row| row["path"].to_string().to_lowercase().contains("near"))
            .collect();
        let bound: Vec<_> = near.iter().filter(|row| !row["state"].is_null()).collect();
        assert!(bound.is_empty(), "{}: {bound:#?}", folder.display());
        assert!(near.len() >= 8, "{}: {} near misses", folder.display(), near.len());
    }
}

/// The folders and the products in them, without what is expected of them.
fn frameworks() -> impl Iterator<Item = (PathBuf, Scratch)> {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/frameworks");
    let folders = WalkDir::new(shelf).min_depth(1).max_depth(1).sort_by_file_name();
    folders.into_iter().map(|entry| {
        let folder = entry.expect("fixtures are readable").into_path();
        let mut product = Product::at(&folder);
        product.0.retain(|path, _| !path.starts_with("expected.") && path != "why.txt");
        (folder, Scratch::of(&product))
    })
}
