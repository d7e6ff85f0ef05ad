//! A product in memory: files that a test builds, changes and checks without a disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use canonym::config::{FILE, Project};
use canonym::finding::{Level, Role};
use canonym::lint::{self, Asked, Opened, Run};
use canonym::quote::Where;
use canonym::reports::{Page, Style};
use canonym::survey::Progress;
use canonym::tree::Tree;
use walkdir::WalkDir;

/// The files of a product, canonym.toml among them.
#[derive(Clone, Default)]
pub(crate) struct Product(pub(crate) BTreeMap<String, String>);

/// The folder of a product in `fixtures/projects`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/projects").join(name)
}

/// The fixtures' names, sorted.
pub(crate) fn fixtures() -> Vec<String> {
    let folders = WalkDir::new(fixture("")).min_depth(1).max_depth(1).sort_by_file_name();
    let name = |entry: walkdir::DirEntry| entry.file_name().to_str().expect("ASCII").to_owned();
    folders.into_iter().map(|entry| name(entry.expect("fixtures are readable"))).collect()
}

impl Product {
    pub(crate) fn new<P: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.into(), text.into())).collect())
    }

    /// A product of `fixtures/projects`, without the golden reports beside it.
    pub(crate) fn read(name: &str) -> Self {
        let mut product = Self::at(&fixture(name));
        product.0.retain(|path, _| !path.starts_with("report."));
        product
    }

    /// Every file of a folder.
    pub(crate) fn at(folder: &Path) -> Self {
        let files = WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
        let files = files.filter(|entry| entry.file_type().is_file());
        let read = |path: &Path| {
            let below = path.strip_prefix(folder).expect("it was found there");
            let below = below.to_str().expect("our paths are ASCII").replace('\\', "/");
            (below, fs::read_to_string(path).expect("a fixture is UTF-8"))
        };
        Self::new(files.map(|entry| read(entry.path())))
    }

    /// The same product with one file changed.
    pub(crate) fn with(&self, path: &str, change: impl FnOnce(&str) -> String) -> Self {
        let mut product = self.clone();
        let text = product.0.get_mut(path).expect("a file of the product");
        let changed = change(text);
        assert_ne!(*text, changed, "{path} was to change");
        *text = changed;
        product
    }

    /// The same product with its files elsewhere.
    pub(crate) fn moved(&self, to: impl Fn(&str) -> String) -> Self {
        Self(self.0.iter().map(|(path, text)| (to(path), text.clone())).collect())
    }

    /// Checks it.
    pub(crate) fn check(&self) -> Run {
        self.check_as(&Asked::default())
    }

    /// Checks it and reports what is asked for.
    pub(crate) fn check_as(&self, asked: &Asked) -> Run {
        let bytes = |text: &String| text.as_bytes().to_vec();
        let files = self.0.iter().map(|(path, text)| (path.clone(), bytes(text)));
        let tree = Tree::Memory(files.collect());
        let (project, warnings) = Project::open(&tree, FILE).expect("a right canonym.toml");
        let opened = vec![Opened { project, warnings }];
        lint::check(&tree, opened, asked, &Progress::default()).expect("a right glossary")
    }

    /// Checks it and writes the report: 80 columns, no colour.
    pub(crate) fn report(&self, style: &Style, least: Level) -> String {
        let Run { report, quotes } = self.check();
        let mut out = Vec::new();
        let page = Page { least, ..Page::default() };
        (style.write)(&report, &quotes, &page, &mut out).expect("a Vec grows");
        String::from_utf8(out).expect("reports are UTF-8")
    }

    /// Its odd marks, sorted by fingerprint.
    pub(crate) fn odd(&self) -> Vec<Odd> {
        let Run { report, quotes } = self.check();
        let marks = report.findings.iter().flat_map(|finding| &finding.marks);
        let mut odd: Vec<_> = marks
            .filter(|mark| mark.role == Role::Odd)
            .map(|mark| Odd {
                fingerprint: mark.fingerprint.expect("an odd mark has one").to_string(),
                level: mark.level.expect("an odd mark has one"),
                name: mark.name.clone(),
                at: quotes.locate(mark),
            })
            .collect();
        odd.sort_by(|a, b| a.fingerprint.cmp(&b.fingerprint));
        odd
    }

    /// The fingerprints of its odd marks, sorted.
    pub(crate) fn fingerprints(&self) -> Vec<String> {
        self.odd().into_iter().map(|odd| odd.fingerprint).collect()
    }
}

/// An odd mark of a report, and where it stands.
pub(crate) struct Odd {
    pub(crate) fingerprint: String,
    pub(crate) level: Level,
    pub(crate) name: String,
    pub(crate) at: Where,
}
