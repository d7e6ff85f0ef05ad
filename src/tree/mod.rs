//! What a run reads from: a folder on disk, what git has of it, or files in memory. The only code that
//! reads the disk. Knows paths and bytes; what a file means is the business of others.

mod git;
mod ignored;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::text::path::is_in;
use crate::text::source::LARGEST;
use ignored::Ignored;

pub use git::{Stored, Unavailable, has_commit};

/// Why a file is refused that a glossary names.
pub const LEAVES: &str = "it lies outside the repository";

/// What a run reads from. Paths are relative to its root, with `/`.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A folder on disk.
    Disk(PathBuf),
    /// The index of a repository, or one of its revisions.
    Stored(Stored),
    /// Files in memory: the carried demo, tests.
    Memory(BTreeMap<String, Vec<u8>>),
}

/// The files of a tree, sorted, and what was passed over.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Paths of files, sorted.
    pub files: Vec<String>,
    /// What is no file to read, and why.
    pub passed: Vec<Passed>,
    /// What could not be listed, and why.
    pub failed: Vec<Passed>,
}

/// A path that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passed {
    /// The path, escaped where it is not UTF-8.
    pub path: String,
    /// Why, in a few words.
    pub why: String,
}

impl Tree {
    /// The bytes of a file. A file larger than [`LARGEST`] is cut one byte after: enough to tell.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.head(path, LARGEST + 1)
    }

    /// The bytes of a file that a glossary names, which may be a link: it must lie below `boundary`
    /// (a folder of the tree) when links are resolved.
    ///
    /// # Errors
    /// As [`Tree::read`]; a path that leaves the boundary is refused.
    pub fn read_named(&self, path: &str, boundary: &str) -> io::Result<Vec<u8>> {
        if let Self::Disk(root) = self
            && !root.join(path).canonicalize()?.starts_with(root.join(boundary).canonicalize()?)
        {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, LEAVES));
        }
        match self {
            Self::Stored(stored) => {
                let leaves = || io::Error::new(io::ErrorKind::PermissionDenied, LEAVES);
                let real = stored.resolved(path)?.filter(|real| is_in(real, boundary));
                self.read(&real.ok_or_else(leaves)?)
            }
            _ => self.read(path),
        }
    }

    /// The repository that a folder of the tree lies in, as a folder of the tree: the nearest with
    /// `.git` in it, else the folder itself.
    pub fn repository_of(&self, folder: &str) -> String {
        let Self::Disk(root) = self else { return String::new() };
        let holds = |folder: &&str| root.join(folder).join(".git").exists();
        let above = folder.match_indices('/').rev().map(|(at, _)| &folder[..at]);
        let mut folders = std::iter::once(folder).chain(above).chain(std::iter::once(""));
        folders.find(holds).unwrap_or(folder).to_owned()
    }

    /// Whether something is there, a file or a folder.
    pub fn has(&self, path: &str) -> bool {
        match self {
            Self::Disk(root) => root.join(path).exists(),
            Self::Stored(stored) => stored.knows(path),
            Self::Memory(files) => files.keys().any(|file| is_in(file, path)),
        }
    }

    /// The first bytes of a file, `most` of them.
    ///
    /// # Errors
    /// As [`Tree::read`].
    pub fn head(&self, path: &str, most: usize) -> io::Result<Vec<u8>> {
        match self {
            Self::Disk(root) => {
                let file = File::open(root.join(path))?;
                let length = file.metadata()?.len();
                let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).min(most));
                file.take(most as u64).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Self::Stored(stored) => stored.head(path, most),
            Self::Memory(files) => {
                let bytes = files.get(path).ok_or(io::ErrorKind::NotFound)?;
                Ok(bytes[..bytes.len().min(most)].to_vec())
            }
        }
    }

    /// The files below `folder` (empty: all), without hidden and ignored ones.
    pub fn list(&self, folder: &str) -> Listing {
        let mut listing = match self {
            Self::Disk(root) => list_disk(root, folder),
            Self::Stored(stored) => stored.list(folder),
            Self::Memory(files) => {
                let below = |path: &&String| is_in(path, folder);
                Listing {
                    files: files.keys().filter(below).cloned().collect(),
                    ..Listing::default()
                }
            }
        };
        listing.files.sort();
        listing.passed.sort();
        listing.failed.sort();
        listing
    }
}

fn list_disk(root: &Path, folder: &str) -> Listing {
    let listing = Mutex::new(Listing::default());
    let walk = WalkBuilder::new(root.join(folder))
        .follow_links(false)
        // A person's own settings must not change what a run finds, nor what lies above the tree.
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .threads(std::thread::available_parallelism().map_or(2, usize::from).min(4))
        .build_parallel();
    walk.run(|| {
        let mut batch = Batch { listing: &listing, gathered: Listing::default() };
        Box::new(move |entry| {
            match entry {
                Ok(entry) => batch.take(root, &entry),
                Err(error) => batch.gathered.failed.push(failed(root, &error)),
            }
            WalkState::Continue
        })
    });
    let mut listing = listing.into_inner().expect("no walker panicked");
    let mut above = ignored_above(root, folder);
    listing.files.retain(|path| !above.holds(path));
    listing
}

/// What the ignore files of a tree say that stand above a folder of it.
fn ignored_above(root: &Path, folder: &str) -> Ignored {
    let is_repository = root.join(".git").exists();
    let folders = folder.match_indices('/').map(|(at, _)| &folder[..at]);
    let folders =
        std::iter::once("").chain(folders).filter(|_| !folder.is_empty() && is_repository);
    let files: Vec<String> = folders.flat_map(Ignored::files_of).collect();
    let read = |path: &str| std::fs::read(root.join(path)).unwrap_or_default();
    Ignored::new(files.iter().map(String::as_str), read)
}

/// What one thread of the walk found, handed over when it ends.
struct Batch<'l> {
    listing: &'l Mutex<Listing>,
    gathered: Listing,
}

impl Batch<'_> {
    fn take(&mut self, root: &Path, entry: &DirEntry) {
        let Some(kind) = entry.file_type() else { return };
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let pass = |why: &str| Passed { path: shown(relative), why: why.to_owned() };
        if kind.is_symlink() {
            self.gathered.passed.push(pass("a symbolic link is not followed"));
        } else if kind.is_file() {
            match relative.to_str() {
                Some(path) => {
                    self.gathered.files.push(path.replace(std::path::MAIN_SEPARATOR, "/"));
                }
                None => self.gathered.passed.push(pass("its path is not UTF-8")),
            }
        } else if !kind.is_dir() {
            self.gathered.passed.push(pass("not a file"));
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        let mut listing = self.listing.lock().expect("no walker panicked");
        listing.files.append(&mut self.gathered.files);
        listing.passed.append(&mut self.gathered.passed);
        listing.failed.append(&mut self.gathered.failed);
    }
}

fn failed(root: &Path, error: &ignore::Error) -> Passed {
    let text = error.to_string();
    let prefix = format!("{}{}", root.display(), std::path::MAIN_SEPARATOR);
    let text = text.replace(&prefix, "");
    let (path, why) = text.split_once(": ").unwrap_or(("", &text));
    Passed { path: path.to_owned(), why: why.to_owned() }
}

/// A path for people: other bytes than UTF-8 as `\xE9`.
pub fn shown(path: &Path) -> String {
    let text = escaped(path.as_os_str().as_encoded_bytes());
    text.replace(std::path::MAIN_SEPARATOR, "/")
}

fn escaped(bytes: &[u8]) -> String {
    let chunks = bytes.utf8_chunks().flat_map(|chunk| {
        let invalid = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}"));
        std::iter::once(chunk.valid().to_owned()).chain(invalid)
    });
    chunks.collect()
}

/// The real path of something that exists, links resolved.
///
/// # Errors
/// What the system says.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize()
}

/// The real path of something that may not exist: links are resolved as far as there is something.
pub fn real_path_of_missing(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing =
        absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    match existing {
        Some((folder, real)) => match absolute.strip_prefix(folder) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
        None => absolute,
    }
}

/// The nearest folder, `path` itself or above it, that holds something called `name`.
pub fn nearest_with(path: &Path, name: &str) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(name).exists()).map(Path::to_path_buf)
}

/// Whether a path is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The bytes of a file named on the command line, wherever it lies.
///
/// # Errors
/// What the system says.
pub fn read_anywhere(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}
