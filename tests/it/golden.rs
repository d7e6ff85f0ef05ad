//! Golden texts: what a test shows is compared with a file beside its input, or, with `BLESS=1` in the
//! environment, written there for a person to review.

use std::fs;
use std::path::{Path, PathBuf};

use canonym::formats::{ALL, Format};
use canonym::text::source::Source;
use walkdir::WalkDir;

/// A case of `fixtures/formats/<format id>/<case>/`: the file called `input`, and its format.
pub(crate) struct Case {
    pub(crate) format: &'static Format,
    pub(crate) folder: PathBuf,
    pub(crate) source: Source,
}

/// Every case of every format, sorted by folder.
pub(crate) fn cases() -> Vec<Case> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let files = WalkDir::new(&fixtures).min_depth(3).max_depth(3).sort_by_file_name();
    let inputs = files.into_iter().map(|entry| entry.expect("fixtures are readable").into_path());
    inputs
        .filter(|path| path.file_stem().is_some_and(|stem| stem == "input"))
        .filter_map(|input| case(&input))
        .collect()
}

/// `None` for a folder of a format that is not on the shelf.
fn case(input: &Path) -> Option<Case> {
    let folder = input.parent()?.to_path_buf();
    let id = folder.parent()?.file_name()?.to_str()?;
    let format = ALL.iter().find(|format| format.id == id)?;
    let bytes = fs::read(input).expect("a fixture is readable");
    let name = input.file_name()?.to_str()?;
    let (source, _) = Source::decode(name, bytes, format.fallback_charset);
    Some(Case { format, folder, source })
}

/// Compares `actual` with the golden file, or writes it.
pub(crate) fn compare(golden: &Path, actual: &str) {
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(golden, actual).expect("a golden file can be written");
        return;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    let expected = expected.replace("\r\n", "\n");
    assert!(
        expected == actual,
        "{} differs; look at it, then BLESS=1\n{}",
        golden.display(),
        difference(&expected, actual)
    );
}

/// The lines that differ, `-` expected and `+` found.
fn difference(expected: &str, actual: &str) -> String {
    let missing = expected.lines().filter(|line| !actual.lines().any(|other| other == *line));
    let found = actual.lines().filter(|line| !expected.lines().any(|other| other == *line));
    let missing = missing.map(|line| format!("- {line}\n"));
    missing.chain(found.map(|line| format!("+ {line}\n"))).collect()
}
