//! From the paths of a command line to a tree, the projects in it and the places asked for. Knows
//! where canonym.toml is looked for; reads none.

use std::path::{Path, PathBuf};

use crate::config::FILE;
use crate::text::path::is_in;
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
    let folder = root;
    let root = tree::nearest_with(&folder, ".git").unwrap_or_else(|| folder.clone());
    let inside = folder.strip_prefix(&root).map(tree::shown).unwrap_or_default();
    let project = if inside.is_empty() { FILE.to_owned() } else { format!("{inside}/{FILE}") };
    Ok(Scope { tree: Tree::Disk(root.clone()), root, projects: vec![project], paths: vec![inside] })
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

/// The repository that the paths of a command line lie in: the nearest folder with `.git`.
pub fn repository(paths: &[PathBuf]) -> Option<PathBuf> {
    let here = PathBuf::from(".");
    let first = tree::real_path_of_missing(paths.first().unwrap_or(&here));
    tree::nearest_with(&first, ".git")
}

/// The projects that a tree of git's has for the paths of a command line, as [`find`] does on disk. `root`
/// is the repository.
///
/// # Errors
/// [`Lost::NoPath`] where a path lies outside of it or the tree has none, [`Lost::NoProject`].
pub fn stored(tree: Tree, root: &Path, paths: &[PathBuf]) -> Result<Scope, Lost> {
    let here = [PathBuf::from(".")];
    let given = if paths.is_empty() { &here } else { paths };
    let (mut inside, mut projects) = (Vec::new(), Vec::new());
    for path in given {
        let lost = |why: &str| Lost::NoPath(path.clone(), why.to_owned());
        let real = tree::real_path_of_missing(path);
        let below = real.strip_prefix(root).map_err(|_| lost("it lies outside the repository"))?;
        let below = tree::shown(below);
        if !tree.has(&below) {
            return Err(lost("git has no such file"));
        }
        let found = projects_of(&tree, &below);
        if found.is_empty() {
            return Err(Lost::NoProject(path.clone()));
        }
        projects.extend(found);
        inside.push(below);
    }
    projects.sort();
    projects.dedup();
    let folders: Vec<&str> = projects.iter().map(|project| folder_of(project)).collect();
    let is_outermost = |project: &&String| {
        let folder = folder_of(project);
        !folders.iter().any(|other| *other != folder && is_in(folder, other))
    };
    let projects = projects.iter().filter(is_outermost).cloned().collect();
    Ok(Scope { tree, root: root.to_owned(), projects, paths: inside })
}

/// The canonym.toml of the nearest folder upward from a path of a tree, else those below it.
fn projects_of(tree: &Tree, path: &str) -> Vec<String> {
    let mut folder = Some(path);
    while let Some(at) = folder {
        let file = if at.is_empty() { FILE.to_owned() } else { format!("{at}/{FILE}") };
        if tree.has(&file) {
            return vec![file];
        }
        folder = (!at.is_empty()).then(|| folder_of(at));
    }
    let is_project = |file: &String| file.rsplit('/').next() == Some(FILE);
    tree.list(path).files.into_iter().filter(is_project).collect()
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
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
