//! The program's own sources, as the tests of its order and tidiness read them.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// One file below `src`.
pub(crate) struct Source {
    /// Its path below `src`, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The module at the root of the crate that it belongs to: `text` for `text/name/bare.rs`; `lib`,
    /// and `bin` for all of the program.
    pub(crate) fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or(&self.path);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Its lines, numbered from 1, without comments. (A `//` within a text cuts its line too: what
    /// stands behind it is not seen.)
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines().map(|line| line.split("//").next().unwrap_or("")))
    }

    /// The same up to the tests at its end.
    pub(crate) fn code_without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs");
        self.code().take_while(move |(_, line)| !is_test && !line.starts_with("#[cfg(test)]"))
    }
}

/// Every file below `src`, by path.
pub(crate) fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&folder).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("src is readable").into_path());
    let read = |path: &Path| {
        let below = path.strip_prefix(&folder).expect("it was found there");
        Source {
            path: below.to_str().expect("our paths are ASCII").replace('\\', "/"),
            text: fs::read_to_string(path).expect("a source is UTF-8"),
        }
    };
    files
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| read(&path))
        .collect()
}

/// Fails with one sentence a line.
pub(crate) fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
