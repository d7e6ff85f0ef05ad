//! What git has: the index for `--staged`, and the revision that a run is compared with.

use std::path::{Path, PathBuf};

use canonym::lint::Base;
use canonym::reports::Page;
use canonym::scope::{self, Lost};
use canonym::text::source::printable;
use canonym::tree::{self, Stored, Tree, Unavailable};

use crate::Error;
use crate::args::{CheckArgs, WhereArgs};
use crate::opened::{self, Found, Work};

/// What a run works on, and what it is compared with.
pub fn find(args: &CheckArgs) -> Result<(Found, Option<Base>), Error> {
    let (place, paths) = (&args.place, &args.paths);
    if args.staged {
        let root = repository("--staged", paths)?;
        let work = staged(place, &root, paths)?;
        let base = match tree::has_commit(&root).map_err(unavailable)? {
            true => Stored::revision(&root, "HEAD").map_err(unavailable)?,
            false => Stored::nothing(&root),
        };
        let base = base_of(place, &root, paths, base, "HEAD")?;
        return Ok((Found::Projects(work), Some(base)));
    }
    let Some(revision) = &args.since else { return Ok((opened::find(place, paths)?, None)) };
    repository("--since", paths)?;
    let work = opened::open(place, paths)?;
    // The repository of the project, which a path may lie in another one below.
    let root = work.scope.root.clone();
    let stored = Stored::revision(&root, revision).map_err(unavailable)?;
    let base = base_of(place, &root, paths, stored, revision)?;
    Ok((Found::Projects(work), Some(base)))
}

/// The projects that the index has.
fn staged(place: &WhereArgs, root: &Path, paths: &[PathBuf]) -> Result<Work, Error> {
    let tree = Tree::Stored(Stored::index(root).map_err(unavailable)?);
    match &place.config {
        None => opened::open_scope(place, scope::stored(tree, root, paths).map_err(|lost| match lost {
            Lost::NoProject(_) => Error::Told(
                "error: git's index has no canonym.toml\n  \
                 help: `git add canonym.toml` stages it; without --staged the files on disk are checked\n"
                    .to_owned(),
            ),
            lost @ Lost::NoPath(..) => opened::lost(lost),
        })?),
        Some(config) => {
            let scope = scope::of_folder(opened::folder_of(paths)?).map_err(opened::lost)?;
            opened::open_with(place, config, scope::Scope { tree, ..scope })
        }
    }
}

fn base_of(
    place: &WhereArgs,
    root: &Path,
    paths: &[PathBuf],
    stored: Stored,
    revision: &str,
) -> Result<Base, Error> {
    let tree = Tree::Stored(stored);
    let Some(config) = &place.config else {
        let packs = opened::packs(place, &Page::default())?;
        return Ok(Base::open(tree, (root, paths), &packs, revision.to_owned()));
    };
    // A glossary named on the command line judges both.
    let scope = scope::of_folder(opened::folder_of(paths)?).map_err(opened::lost)?;
    let work = opened::open_with(place, config, scope::Scope { tree: tree.clone(), ..scope })?;
    Ok(Base { tree, projects: Some(work.projects), revision: revision.to_owned() })
}

fn repository(flag: &str, paths: &[PathBuf]) -> Result<PathBuf, Error> {
    scope::repository(paths).ok_or_else(|| {
        Error::Told(format!("error: {flag} asks git, and this is no repository of git\n"))
    })
}

fn unavailable(why: Unavailable) -> Error {
    Error::Told(match why {
        Unavailable::Git(said) => {
            let said: Vec<_> = said.lines().map(printable).collect();
            format!("error: git: {}\n", said.join("\n  "))
        }
        Unavailable::Revision(revision) => format!(
            "error: there is no revision `{}` here\n  \
             help: fetch it first; a clone of depth 1 has only its last commit\n",
            printable(&revision)
        ),
    })
}

/// The words for a base that could not be judged.
pub fn warn_unjudged(run: &canonym::lint::Run, is_quiet: bool) {
    let unjudged = run.report.since.as_ref().filter(|since| !since.is_judged && !is_quiet);
    if let Some(since) = unjudged {
        let revision = printable(&since.revision);
        anstream::eprintln!(
            "warning: the glossary has errors at {revision}: all that is found counts as new\n"
        );
    }
}
