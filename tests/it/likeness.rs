//! How right the verdicts on names are, over sets of names as products have them (`fixtures/likeness`). What
//! is told of them is a golden text: a new word in a table shows there whom it accuses.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use canonym::compare::{Grade, Score, rows, verdict};
use canonym::text::likeness::{Changes, Lexicon};
use canonym::text::locale::Locale;

use crate::golden::compare;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/likeness"))
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect("a fixture")
}

fn english() -> Lexicon {
    Lexicon::new(&Locale::parse("en").expect("a tag"), &Changes::default())
}

/// States that a product shows side by side are there on purpose: at most one pair in a hundred is warned of,
/// and one in twenty-five noted.
#[test]
fn products_are_left_in_peace() {
    let (lexicon, mut told) = (english(), String::new());
    let (mut pairs, mut warned, mut noted) = (0_usize, 0, 0);
    for line in read("product-sets.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (product, names) = line.split_once('\t').expect("a product and its names");
        let names: Vec<&str> = names.split(';').collect();
        for (at, a) in names.iter().enumerate() {
            for b in &names[at + 1..] {
                let found = verdict(&[(*a).to_owned(), (*b).to_owned()], &lexicon);
                pairs += 1;
                warned += usize::from(found.grade >= Grade::Warning);
                noted += usize::from(found.grade == Grade::Note);
                if found.grade >= Grade::Note {
                    let (grade, rule) = (found.grade.id(), found.rule);
                    _ = writeln!(told, "{grade}\t{rule}\t{a}\t{b}\t{product}");
                }
            }
        }
    }
    assert!(pairs > 8000 && warned * 100 <= pairs, "{warned} of {pairs} are warned of");
    assert!(noted * 25 <= pairs, "{noted} of {pairs} are noted");
    compare(&folder().join("product-sets.told.txt"), &told);
}

/// Pairs that people confuse are mostly found, and hardly any other.
#[test]
fn pairs_that_people_confuse() {
    let (lexicon, mut told, mut score) = (english(), String::new(), Score::default());
    for row in rows(&read("pairs.tsv")).expect("a table") {
        let found = verdict(&row.names, &lexicon);
        let [a, b] = &row.names;
        _ = writeln!(told, "{}\t{}\t{a}\t{b}\t{}", found.grade.id(), found.rule, found.reason);
        score.add(&found, row.label.expect("each pair has a label"));
    }
    told = format!("{told}\n{}", score.table());
    let [precision, recall, _] = score.at_least(Grade::Note).map(|it| it.unwrap_or(0.0));
    assert!(precision >= 0.9 && recall >= 0.8, "{}", score.table());
    compare(&folder().join("pairs.told.txt"), &told);
}
