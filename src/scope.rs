//! From the paths of a command line to a tree, the projects in it and the places asked for. Knows
//! where canonym.toml is looked for; reads none.

use std::path::{Path, PathBuf};

use crate::config::FILE;
use crate::tree::{self, Tree};

/// What a command works on.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The repository, or the project's folder where there is none.
    pub tree: Tree,
    /// The folder of the tree on disk.
    pub root: PathBuf,
    /// The canonym.toml files of the outermost projects, in the tree.
    pub projects: Vec<String>,
    /// What was asked for, in the tree: files and folders.
    pub paths: Vec<String>,
}

/// Why there is nothing to work on.
#[derive(Clone, Debug)]
pub enum Lost {
    /// A path does not exist, or cannot be reached.
    NoPath(PathBuf, String),
    /// No canonym.toml upward from this path, nor below it.
    NoProject(PathBuf),
}

/// Finds the project of each path: the nearest canonym.toml upward, itself included; where there is
/// none, those below. No path is the working directory.
///
/// # Errors
/// See [`Lost`].
pub fn find(paths: &[PathBuf]) -> Result<Scope, Lost> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut real = Vec::new();
    for path in paths {
        real.push(
            tree::real_path(path).map_err(|error| Lost::NoPath(path.clone(), error.to_string()))?,
        );
    }
    let mut folders = Vec::new();
    for (path, real) in paths.iter().zip(&real) {
        match tree::nearest_with(real, FILE) {
            Some(folder) => folders.push(folder),
            None => {
                folders.extend(projects_below(real).ok_or_else(|| Lost::NoProject(path.clone()))?);
            }
        }
    }
    folders.sort();
    folders.dedup();
    let outermost: Vec<&PathBuf> = folders
        .iter()
        .filter(|folder| !folders.iter().any(|other| other != *folder && folder.starts_with(other)))
        .collect();
    let roots = outermost
        .iter()
        .map(|folder| tree::nearest_with(folder, ".git").unwrap_or_else(|| (*folder).clone()));
    let root = roots.reduce(|a, b| shared(&a, &b)).expect("a project was found for each path");
    let inside = |path: &Path| path.strip_prefix(&root).map(tree::shown).unwrap_or_default();
    Ok(Scope {
        projects: outermost.iter().map(|folder| inside(&folder.join(FILE))).collect(),
        paths: real.iter().map(|path| inside(path)).collect(),
        tree: Tree::Disk(root.clone()),
        root,
    })
}

/// A scope whose project is `folder`, with a configuration that lies elsewhere.
///
/// # Errors
/// [`Lost::NoPath`] where the folder does not exist.
pub fn of_folder(folder: &Path) -> Result<Scope, Lost> {
    let root = tree::real_path(folder)
        .map_err(|error| Lost::NoPath(folder.to_owned(), error.to_string()))?;
    if !tree::is_folder(&root) {
        return Err(Lost::NoPath(
            folder.to_owned(),
            "with -c, PATH is the project's folder".to_owned(),
        ));
    }
    Ok(Scope {
        tree: Tree::Disk(root.clone()),
        root,
        projects: vec![FILE.to_owned()],
        paths: vec![String::new()],
    })
}

/// A scope without a canonym.toml: the one folder of `paths`, or the folder that they share; the
/// working directory where there are none.
///
/// # Errors
/// [`Lost::NoPath`] where a path does not exist.
pub fn without_project(paths: &[PathBuf]) -> Result<Scope, Lost> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let real = |path: &PathBuf| {
        tree::real_path(path).map_err(|error| Lost::NoPath(path.clone(), error.to_string()))
    };
    let real: Vec<PathBuf> = paths.iter().map(real).collect::<Result<_, _>>()?;
    let folder_of = |path: &PathBuf| match tree::is_folder(path) {
        true => path.clone(),
        false => path.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    let root = real.iter().map(folder_of).reduce(|a, b| shared(&a, &b)).unwrap_or_default();
    let inside = |path: &PathBuf| path.strip_prefix(&root).map(tree::shown).unwrap_or_default();
    Ok(Scope {
        paths: real.iter().map(inside).collect(),
        tree: Tree::Disk(root.clone()),
        projects: Vec::new(),
        root,
    })
}

/// The folders of projects below a folder.
fn projects_below(folder: &Path) -> Option<Vec<PathBuf>> {
    let listing = Tree::Disk(folder.to_owned()).list("");
    let is_project = |path: &&String| path.ends_with(&format!("/{FILE}"));
    let found: Vec<_> = listing
        .files
        .iter()
        .filter(is_project)
        .map(|path| folder.join(path.trim_end_matches(FILE)))
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The folder that two folders share.
fn shared(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
}
