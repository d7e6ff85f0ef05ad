//! The program itself, run in a scratch folder: what it prints, where, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::golden::compare;
use crate::product::Product;

/// What the environment of whoever runs the tests must not decide.
const OURS: [&str; 23] = [
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "COLORTERM",
    "CI",
    "COLUMNS",
    "LINES",
    "LC_ALL",
    "LC_CTYPE",
    "RUST_BACKTRACE",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GITHUB_ACTIONS",
    "GITHUB_SERVER_URL",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "GITHUB_STEP_SUMMARY",
    "CI_PROJECT_URL",
    "CI_COMMIT_SHA",
];

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// `canonym` in a folder, with an environment that is the same everywhere: no terminal, UTF-8.
pub(crate) fn canonym(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canonym"));
    for name in OURS {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8").env("TERM", "xterm").current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn ended(command: &mut Command) -> Ended {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = status.code().expect("the program ends by itself");
    Ended { code, out: text(stdout), err: text(stderr) }
}

impl Ended {
    /// The whole of it, for a golden text.
    pub(crate) fn shown(&self) -> String {
        let part = |name: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!("--- {name}\n{text}") }
        };
        let (out, err) = (part("standard output", &self.out), part("standard error", &self.err));
        format!("exit code {}\n{out}{err}", self.code)
    }

    /// Compares it with `fixtures/cli/<name>.txt`.
    pub(crate) fn is(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cli");
        compare(&folder.join(format!("{name}.txt")), &self.shown());
    }

    /// The same, having ended with `code`.
    pub(crate) fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.shown());
        self
    }
}

/// A folder for one test, gone when it ends. No git repository lies above it.
pub(crate) struct Scratch(TempDir);

impl Scratch {
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder that holds files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        Self::of(&Product::new(files.iter().copied()))
    }

    /// A folder that holds a product.
    pub(crate) fn of(product: &Product) -> Self {
        let scratch = Self::empty();
        for (path, text) in &product.0 {
            scratch.write(path, text);
        }
        scratch
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    pub(crate) fn write(&self, inside: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, bytes).expect("a scratch file can be written");
    }

    /// Runs `canonym` in it.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        self.run_in("", args)
    }

    /// Runs `canonym` in a folder of it.
    pub(crate) fn run_in(&self, inside: &str, args: &[&str]) -> Ended {
        ended(canonym(&self.path(inside)).args(args))
    }
}
