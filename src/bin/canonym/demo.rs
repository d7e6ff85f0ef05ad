//! `canonym demo`: the product of the README, checked from inside the binary.

use std::collections::BTreeMap;
use std::io::{self, Write};

use canonym::config::{FILE, LEAST, Project};
use canonym::finding::Level;
use canonym::lint::{self, Asked, Opened};
use canonym::reports;
use canonym::survey::Progress;
use canonym::tree::Tree;

use crate::args::Color;
use crate::{Outcome, Verdict, opened, screen};

/// The product: the fixture that the tests check too.
const FILES: [(&str, &str); 6] = [
    (FILE, include_str!("../../../fixtures/projects/freelance/canonym.toml")),
    ("help/index.html", include_str!("../../../fixtures/projects/freelance/help/index.html")),
    (
        "web/locales/de/proposals.ftl",
        include_str!("../../../fixtures/projects/freelance/web/locales/de/proposals.ftl"),
    ),
    (
        "web/locales/de/stats.json",
        include_str!("../../../fixtures/projects/freelance/web/locales/de/stats.json"),
    ),
    (
        "web/locales/en/proposals.ftl",
        include_str!("../../../fixtures/projects/freelance/web/locales/en/proposals.ftl"),
    ),
    (
        "web/locales/en/stats.json",
        include_str!("../../../fixtures/projects/freelance/web/locales/en/stats.json"),
    ),
];

/// Checks the product and ends with exit code 0: showing findings is what was asked for.
pub fn run(color: Color) -> Outcome {
    let files: BTreeMap<_, _> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let tree = Tree::Memory(files);
    let page = screen::page(color, Level::Warning);
    let (project, warnings) =
        Project::open(&tree, FILE).map_err(|mistakes| opened::stopped(mistakes.into(), &page))?;
    let run = lint::check(
        &tree,
        vec![Opened { project, warnings }],
        &Asked::default(),
        &Progress::default(),
    );
    let run = run.map_err(|stop| opened::stopped(stop, &page))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    (reports::full::STYLE.write)(&run.report, &run.quotes, &page, &mut out)?;
    out.flush()?;
    anstream::eprintln!(
        "\nThis product is carried in the program. For yours, a canonym.toml with the least glossary:\n"
    );
    for line in LEAST.lines() {
        anstream::eprintln!("    {line}");
    }
    Ok(Verdict::Clean)
}
