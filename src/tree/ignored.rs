//! Which paths `.gitignore` and `.ignore` files leave out, for files that lie on no disk. Knows the files by
//! their paths; how they are read is told by whoever asks.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The names of the files, the weaker first.
const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// What the ignore files of a tree say.
pub(super) struct Ignored {
    /// By folder, the weaker first.
    said: BTreeMap<String, Vec<Gitignore>>,
    /// Folders that were asked for, and whether they are left out.
    known: HashMap<String, bool>,
}

impl Ignored {
    /// Reads the ignore files among some paths.
    pub(super) fn new<'p>(
        paths: impl Iterator<Item = &'p str>,
        read: impl Fn(&str) -> Vec<u8>,
    ) -> Self {
        let mut found: Vec<(&str, usize, &str)> = Vec::new();
        for path in paths {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            found.extend(
                NAMES.iter().position(|it| *it == name).map(|strength| (folder, strength, path)),
            );
        }
        found.sort_unstable();
        let mut said: BTreeMap<String, Vec<Gitignore>> = BTreeMap::new();
        for (folder, _, path) in found {
            let mut builder = GitignoreBuilder::new(Path::new("/").join(folder));
            for line in String::from_utf8_lossy(&read(path)).lines() {
                // A line that is no glob leaves nothing out; git says nothing of it either.
                _ = builder.add_line(None, line);
            }
            said.entry(folder.to_owned()).or_default().extend(builder.build());
        }
        Self { said, known: HashMap::new() }
    }

    /// The paths that ignore files of a folder would have.
    pub(super) fn files_of(folder: &str) -> Vec<String> {
        let path = |name: &&str| match folder {
            "" => (*name).to_owned(),
            folder => format!("{folder}/{name}"),
        };
        NAMES.iter().map(path).collect()
    }

    /// Whether a file is left out, by itself or with a folder above it.
    pub(super) fn holds(&mut self, path: &str) -> bool {
        !self.said.is_empty() && (self.leaves_out_folder(above(path)) || self.says(path, false))
    }

    fn leaves_out_folder(&mut self, folder: &str) -> bool {
        if folder.is_empty() {
            return false;
        }
        if let Some(known) = self.known.get(folder) {
            return *known;
        }
        let is_out = self.leaves_out_folder(above(folder)) || self.says(folder, true);
        self.known.insert(folder.to_owned(), is_out);
        is_out
    }

    /// What the nearest ignore file says that speaks of a path.
    fn says(&self, path: &str, is_folder: bool) -> bool {
        let absolute = Path::new("/").join(path);
        let mut folder = above(path);
        loop {
            let files = self.said.get(folder).into_iter().flatten().rev();
            for file in files {
                match file.matched(&absolute, is_folder) {
                    Match::Ignore(_) => return true,
                    Match::Whitelist(_) => return false,
                    Match::None => {}
                }
            }
            if folder.is_empty() {
                return false;
            }
            folder = above(folder);
        }
    }
}

/// The folder that a path lies in.
fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_decides() {
        let files = BTreeMap::from([
            (".gitignore", "build/\n*.tmp\n!keep.tmp\n/only-here\n"),
            ("web/.gitignore", "!kept.tmp\nlocal\n"),
            ("web/.ignore", "ours\n!theirs\n"),
            ("web/deep/.gitignore", "theirs\n"),
        ]);
        let read = |path: &str| files[path].as_bytes().to_vec();
        let mut ignored = Ignored::new(files.keys().copied(), read);
        for path in ["build/x", "a/build/x/y", "x.tmp", "only-here", "web/local", "web/a/ours"] {
            assert!(ignored.holds(path), "{path}");
        }
        for path in ["keep.tmp", "web/kept.tmp", "a/only-here", "local", "ours", "builds"] {
            assert!(!ignored.holds(path), "{path}");
        }
        assert!(ignored.holds("web/deep/theirs"));
    }
}
