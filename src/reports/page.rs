//! What a style is told about the page it writes on: width, colour, signs, and how paths are shown.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_width::UnicodeWidthStr;

use crate::finding::{Finding, Level};
use crate::text::source::printable;

/// The page that a style writes on.
#[derive(Clone, Debug)]
pub struct Page {
    /// The least level to show.
    pub least: Level,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether signs beyond ASCII can be shown.
    pub is_unicode: bool,
    /// Whether colour is wanted: escapes are written into the text.
    pub has_colour: bool,
    /// The folder (in the tree) that shown paths are relative to.
    pub base: String,
    /// What stands before a path of the tree where paths are relative to a folder above it.
    pub prefix: String,
    /// Where people see the repository in a browser, if that is known.
    pub host: Option<Host>,
    /// How a command that mends or explains is called here: `canonym`.
    pub program: String,
}

/// A code host: where it shows the repository that is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The repository: `https://github.com/acme/shop`.
    pub repository: String,
    /// The commit that is checked.
    pub revision: String,
    /// What the address of a file begins with: `https://github.com/acme/shop/blob/4f1c.../`. Behind it
    /// stand its path and `#L` with a line.
    pub files: String,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            least: Level::Note,
            width: 80,
            is_unicode: true,
            has_colour: false,
            base: String::new(),
            prefix: String::new(),
            host: None,
            program: "canonym".to_owned(),
        }
    }
}

impl Page {
    /// A path as it is shown: relative to the base where it lies below it, else up from there. A line may
    /// begin with it.
    pub fn path(&self, path: &str) -> String {
        guarded(&printable(&self.relative(path))).into_owned()
    }

    /// A path as a program knows it: it may be anything, and no line may begin with it.
    pub fn relative(&self, path: &str) -> String {
        if is_elsewhere(path) {
            return path.to_owned();
        }
        let below = if self.base.is_empty() {
            Some(path)
        } else {
            path.strip_prefix(&*self.base).and_then(|rest| rest.strip_prefix('/'))
        };
        if let Some(below) = below {
            return format!("{}{below}", self.prefix);
        }
        let shared = self.base.split('/').zip(path.split('/')).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(self.base.split('/').count() - shared);
        let rest: Vec<_> = path.split('/').skip(shared).collect();
        format!("{up}{}", rest.join("/"))
    }

    /// Where the code host shows a line of a file, if it does.
    pub fn link(&self, path: &str, line: u32) -> Option<String> {
        let host = self.host.as_ref().filter(|_| !is_elsewhere(path))?;
        Some(format!("{}{}#L{line}", host.files, encoded(&self.relative(path))))
    }

    /// The findings to show.
    pub fn shown<'r>(&self, findings: &'r [Finding]) -> impl Iterator<Item = &'r Finding> {
        let least = self.least;
        findings.iter().filter(move |finding| finding.level >= least)
    }
}

/// Whether a file lies outside the tree: named on the command line from elsewhere, or carried in the
/// program.
pub(super) fn is_elsewhere(path: &str) -> bool {
    path.starts_with('/') || path.starts_with("builtin:")
}

/// A path as a part of an address.
pub(super) fn encoded(path: &str) -> String {
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}

/// A line that no build server takes for a command: those begin, perhaps after blanks, with `::`,
/// `##[`, `##vso[` or `##teamcity[`.
pub fn guarded(line: &str) -> Cow<'_, str> {
    let start = line.trim_start();
    let is_command =
        ["::", "##[", "##vso[", "##teamcity["].iter().any(|command| start.starts_with(command));
    if is_command { Cow::Owned(format!("./{line}")) } else { Cow::Borrowed(line) }
}

/// The columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// How many notes are hidden, and how they are shown.
pub(super) fn hidden_notes(count: usize) -> String {
    let them = if count == 1 { "it" } else { "them" };
    format!("{} (--level note shows {them})", counted(count, "note"))
}

/// `1 error`, `2 errors`.
pub fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
