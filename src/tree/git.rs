//! Files as git has them: in the index, or in a revision. Git itself is asked, by its plumbing, and told to
//! run nothing of the repository's: no hooks, no file system monitor, no filters. Knows no file's meaning.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::ignored::Ignored;
use super::{Listing, Passed};
use crate::text::path::{is_in, joined};

/// The files of a repository's index or of one of its revisions.
#[derive(Clone)]
pub struct Stored(Arc<Inner>);

struct Inner {
    /// The folder of the repository, where git is run.
    root: PathBuf,
    files: BTreeMap<String, Blob>,
    /// Paths that are no UTF-8, escaped.
    unreadable: Vec<String>,
    /// Whether git did not have the content of a file that was read.
    lacks: AtomicBool,
    /// Readers that wait for work: each thread takes one, and makes one where none is left.
    idle: Mutex<Vec<Reader>>,
}

/// What git has at a path.
struct Blob {
    kind: Kind,
    /// Its name in the object database, in hexadecimal.
    object: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    /// Another repository.
    Module,
}

/// Why the files of a repository could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// Git could not be run, or does not take the folder for a repository; what it said.
    Git(String),
    /// There is no such revision.
    Revision(String),
}

impl Stored {
    /// The index of the repository at `root`: what would be committed now. In a merge, what both sides
    /// have not settled is as ours has it.
    ///
    /// # Errors
    /// See [`Unavailable::Git`].
    pub fn index(root: &Path) -> Result<Self, Unavailable> {
        let listed = output(root, &["ls-files", "--stage", "-z", "--full-name"])?;
        // `100644 4f1c... 0<TAB>path`; of an unsettled path 1 is the base, 2 ours, 3 theirs.
        let entry = |line: &[u8]| {
            let (head, path) = split_once(line, b'\t')?;
            let mut head = std::str::from_utf8(head).ok()?.split(' ');
            let (mode, object, stage) = (head.next()?, head.next()?, head.next()?);
            matches!(stage, "0" | "2").then(|| (path.to_vec(), Blob::new(mode, object)))
        };
        Ok(Self::new(root, listed.split(|&byte| byte == 0).filter_map(entry)))
    }

    /// The files of a revision.
    ///
    /// # Errors
    /// [`Unavailable::Revision`] where there is none; see [`Unavailable::Git`].
    pub fn revision(root: &Path, revision: &str) -> Result<Self, Unavailable> {
        let commit = commit(root, revision)?;
        let listed = output(root, &["ls-tree", "-r", "-z", "--full-tree", &commit])?;
        // `100644 blob 4f1c...<TAB>path`
        let entry = |line: &[u8]| {
            let (head, path) = split_once(line, b'\t')?;
            let mut head = std::str::from_utf8(head).ok()?.split(' ');
            let (mode, _, object) = (head.next()?, head.next()?, head.next()?);
            Some((path.to_vec(), Blob::new(mode, object)))
        };
        Ok(Self::new(root, listed.split(|&byte| byte == 0).filter_map(entry)))
    }

    /// No file at all: what stands before the first commit.
    pub fn nothing(root: &Path) -> Self {
        Self::new(root, std::iter::empty())
    }

    fn new(root: &Path, entries: impl Iterator<Item = (Vec<u8>, Blob)>) -> Self {
        let (mut files, mut unreadable) = (BTreeMap::new(), Vec::new());
        for (path, blob) in entries {
            match String::from_utf8(path) {
                Ok(path) => _ = files.insert(path, blob),
                Err(error) => unreadable.push(super::escaped(error.as_bytes())),
            }
        }
        let (idle, lacks) = (Mutex::default(), AtomicBool::new(false));
        Self(Arc::new(Inner { root: root.to_owned(), files, unreadable, lacks, idle }))
    }

    /// Whether a file is there, or a link to one.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.files.get(path).is_some_and(|blob| blob.kind != Kind::Module)
    }

    /// Where a path leads if it is a link, or one to another; `None` where that leaves the repository. Links
    /// of folders are not followed.
    pub(super) fn resolved(&self, path: &str) -> io::Result<Option<String>> {
        const MOST: usize = 8;
        let mut path = path.to_owned();
        for _ in 0..MOST {
            let blob = self.0.files.get(&path).ok_or(io::ErrorKind::NotFound)?;
            if blob.kind != Kind::Link {
                return Ok(Some(path));
            }
            let target = self.object(blob, 4096)?;
            let Ok(target) = String::from_utf8(target) else { return Ok(None) };
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            match joined(folder, &target) {
                Some(target) => path = target,
                None => return Ok(None),
            }
        }
        Err(io::Error::other("links lead in a circle"))
    }

    /// Whether a file is there, or a folder that holds one.
    pub(super) fn knows(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let mut from = self.0.files.range(folder.clone()..);
        path.is_empty()
            || self.has(path)
            || from.next().is_some_and(|(first, _)| first.starts_with(&folder))
    }

    /// Whether git did not have the content of a file that was read: a partial clone has not all of it.
    pub fn lacks_content(&self) -> bool {
        self.0.lacks.load(Ordering::Relaxed)
    }

    /// Whether a path lies in another repository that this one holds.
    pub fn is_in_module(&self, path: &str) -> bool {
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let is_module =
            |folder: &str| self.0.files.get(folder).is_some_and(|blob| blob.kind == Kind::Module);
        folders.any(is_module)
    }

    /// The first bytes of a file, `most` of them.
    pub(super) fn head(&self, path: &str, most: usize) -> io::Result<Vec<u8>> {
        let blob = self.0.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        if blob.kind != Kind::File {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file in git"));
        }
        self.object(blob, most)
    }

    /// The first bytes of what git has at a path.
    fn object(&self, blob: &Blob, most: usize) -> io::Result<Vec<u8>> {
        let waiting = self.0.idle.lock().expect("no reader panicked").pop();
        let mut reader = waiting.map_or_else(|| Reader::start(&self.0.root), Ok)?;
        let bytes = reader.read(&blob.object, most).inspect_err(|error| {
            let is_missing = error.kind() == io::ErrorKind::NotFound;
            self.0.lacks.fetch_or(is_missing, Ordering::Relaxed);
        })?;
        // One that failed may be out of step, and is not used again.
        self.0.idle.lock().expect("no reader panicked").push(reader);
        Ok(bytes)
    }

    /// The files below a folder, without hidden and ignored ones: as if they lay on disk.
    pub(super) fn list(&self, folder: &str) -> Listing {
        let read = |path: &str| self.head(path, super::LARGEST).unwrap_or_default();
        let is_file = |path: &&str| self.0.files[*path].kind == Kind::File;
        let named = self.0.files.keys().map(String::as_str).filter(is_file);
        let mut ignored = Ignored::new(named, read);
        let mut listing = Listing::default();
        for (path, blob) in self.0.files.iter().filter(|(path, _)| is_in(path, folder)) {
            let below = crate::text::path::below(path, folder);
            if below.split('/').any(|part| part.starts_with('.')) || ignored.holds(path) {
                continue;
            }
            let pass = |why: &str| Passed { path: path.clone(), why: why.to_owned() };
            match blob.kind {
                Kind::File => listing.files.push(path.clone()),
                Kind::Link => listing.passed.push(pass("a symbolic link is not followed")),
                Kind::Module => listing.passed.push(pass("a submodule is another repository")),
            }
        }
        let why = "its path is not UTF-8";
        let unreadable = self.0.unreadable.iter();
        let pass = |path: &String| Passed { path: path.clone(), why: why.to_owned() };
        listing.passed.extend(unreadable.map(pass));
        listing
    }
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} files in git", self.0.files.len())
    }
}

impl Blob {
    fn new(mode: &str, object: &str) -> Self {
        let kind = match mode {
            "120000" => Kind::Link,
            "160000" => Kind::Module,
            _ => Kind::File,
        };
        Self { kind, object: object.to_owned() }
    }
}

/// A git process that gives objects one after the other.
struct Reader {
    process: Child,
    /// `None` once it is told that no more is asked.
    asked: Option<ChildStdin>,
    given: BufReader<ChildStdout>,
}

impl Reader {
    fn start(root: &Path) -> io::Result<Self> {
        let mut command = git(root);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let asked = process.stdin.take();
        let given = BufReader::new(process.stdout.take().expect("it was piped"));
        Ok(Self { process, asked, given })
    }

    /// The first bytes of an object.
    fn read(&mut self, object: &str, most: usize) -> io::Result<Vec<u8>> {
        let asked = self.asked.as_mut().expect("it is told so only when it is dropped");
        asked.write_all(format!("{object}\n").as_bytes())?;
        asked.flush()?;
        // `4f1c... blob 17`, the bytes, and the end of a line; or `4f1c... missing`.
        let mut head = String::new();
        self.given.read_line(&mut head)?;
        let size = head.trim_end().rsplit_once(" blob ").and_then(|(_, size)| size.parse().ok());
        let size: u64 = size.ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, "git does not have its content here")
        })?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(most));
        let wanted = size.min(most as u64);
        (&mut self.given).take(wanted).read_to_end(&mut bytes)?;
        let rest = size - wanted + 1;
        let passed = io::copy(&mut (&mut self.given).take(rest), &mut io::sink())?;
        match bytes.len() as u64 == wanted && passed == rest {
            true => Ok(bytes),
            false => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "git ended too early")),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.asked = None;
        // It may wait to give what nobody reads; how it ends says nothing any more.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// The commit that a revision names.
fn commit(root: &Path, revision: &str) -> Result<String, Unavailable> {
    let wanted = format!("{revision}^{{commit}}");
    let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
    let missing = || Unavailable::Revision(revision.to_owned());
    // A repository that git refuses to read is told as that.
    output(root, &["rev-parse", "--git-dir"])?;
    let found = output(root, &args).map_err(|_| missing())?;
    let commit = String::from_utf8_lossy(&found).trim_end().to_owned();
    let is_name = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_name { Ok(commit) } else { Err(missing()) }
}

/// Whether the repository has a commit yet.
///
/// # Errors
/// See [`Unavailable::Git`].
pub fn has_commit(root: &Path) -> Result<bool, Unavailable> {
    match commit(root, "HEAD") {
        Ok(_) => Ok(true),
        Err(Unavailable::Revision(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What a git command writes.
fn output(root: &Path, args: &[&str]) -> Result<Vec<u8>, Unavailable> {
    let output = git(root).args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|error| Unavailable::Git(format!("cannot run git: {error}")))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(Unavailable::Git(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// A git command that runs nothing of the repository's and asks nobody anything.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .args(["--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"])
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C");
    // A hook's git says which index is being committed. One that was started for another repository
    // says so too, and is not meant.
    if !is_about(root) {
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
            command.env_remove(name);
        }
    }
    command
}

/// Whether the environment, if it names a repository or an index at all, was made for the one at `root`: git
/// runs a hook in the folder of its repository, and in other work trees than the main one it names that too.
fn is_about(root: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    let here = std::env::current_dir().unwrap_or_default();
    if let Some(folder) = std::env::var_os("GIT_DIR") {
        return real(&here.join(folder)) == folder_of(root);
    }
    let nearest = super::nearest_with(&here, ".git");
    nearest.and_then(|nearest| real(&nearest)) == real(root)
}

/// The folder in which git keeps a repository: `.git`, or where the file of that name says.
fn folder_of(root: &Path) -> Option<PathBuf> {
    let own = root.join(".git");
    if own.is_dir() {
        return own.canonicalize().ok();
    }
    let said = std::fs::read_to_string(own).ok()?;
    root.join(said.strip_prefix("gitdir:")?.trim()).canonicalize().ok()
}

fn split_once(line: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let at = line.iter().position(|&byte| byte == at)?;
    Some((&line[..at], &line[at + 1..]))
}
