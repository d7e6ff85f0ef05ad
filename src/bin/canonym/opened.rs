//! From the command line to open projects, and the words for everything that can go wrong on the way.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use canonym::config::{FILE, GlossaryFile, Project};
use canonym::glossary::mistake::{At, Mistake, Mistakes};
use canonym::glossary::table::nearest;
use canonym::lint::{self, Opened, Stop};
use canonym::reports::{Excerpt, Page, counted};
use canonym::scope::{self, Lost, Scope};
use canonym::text::source::printable;
use clap::CommandFactory;

use crate::args::{Args, WhereArgs};
use crate::{Error, screen};

/// What a command works on.
pub struct Work {
    pub scope: Scope,
    pub projects: Vec<Opened>,
    /// How glossary files are shown to a person.
    pub page: Page,
}

/// What there is at the paths of a command line.
pub enum Found {
    /// Projects.
    Projects(Work),
    /// No canonym.toml: the folder that is meant.
    Nothing(Scope),
}

/// Finds the projects of `paths`, or the folder where one could be.
pub fn find(place: &WhereArgs, paths: &[PathBuf]) -> Result<Found, Error> {
    if place.config.is_none() && matches!(scope::find(paths), Err(Lost::NoProject(_))) {
        return scope::without_project(paths).map(Found::Nothing).map_err(lost);
    }
    open(place, paths).map(Found::Projects)
}

/// Finds the projects of `paths` and reads their settings.
pub fn open(place: &WhereArgs, paths: &[PathBuf]) -> Result<Work, Error> {
    match &place.config {
        Some(config) => {
            open_with(place, config, scope::of_folder(folder_of(paths)?).map_err(lost)?)
        }
        None => open_scope(place, scope::find(paths).map_err(lost)?),
    }
}

/// Reads the settings of the projects of a scope.
pub fn open_scope(place: &WhereArgs, scope: Scope) -> Result<Work, Error> {
    let outermost = scope.projects[0].trim_end_matches(FILE).trim_end_matches('/');
    let page = screen::error_page(&scope, outermost);
    let packs = packs(place, &page)?;
    let opened = lint::open_all(&scope.tree, &scope.projects, &packs);
    let projects = opened.map_err(|mistakes| told(&mistakes, &page))?;
    Ok(Work { scope, projects, page })
}

/// With `-c`: the project is the one folder of `paths`, or the working directory.
pub fn folder_of(paths: &[PathBuf]) -> Result<&Path, Error> {
    match paths {
        [] => Ok(Path::new(".")),
        [one] => Ok(one),
        _ => {
            let told = "error: with -c, PATH is one folder: the project's\n";
            Err(Error::Told(told.to_owned()))
        }
    }
}

/// Reads a canonym.toml that lies elsewhere, for the one project of a scope.
pub fn open_with(place: &WhereArgs, config: &Path, scope: Scope) -> Result<Work, Error> {
    let folder = scope.projects[0].trim_end_matches(FILE).trim_end_matches('/').to_owned();
    let page = screen::error_page(&scope, &folder);
    let shown = canonym::tree::shown(config);
    let bytes = canonym::tree::read_anywhere(config)
        .map_err(|error| Error::Told(format!("error: cannot read {shown}: {error}\n")))?;
    // Paths of a run begin at the project's folder; what lies elsewhere keeps its whole path.
    let path = canonym::tree::real_path(config).map_or(shown, |path| {
        canonym::tree::shown(path.strip_prefix(&scope.root).unwrap_or(&path))
    });
    let opened = Project::from_bytes(&scope.tree, folder, &path, bytes);
    let (mut project, warnings) = opened.map_err(|mistakes| told(&mistakes, &page))?;
    project.add_packs(&packs(place, &page)?);
    Ok(Work { scope, projects: vec![Opened { project, warnings }], page })
}

/// The packs that the command line names.
pub fn packs(place: &WhereArgs, page: &Page) -> Result<Vec<GlossaryFile>, Error> {
    let read = |path: &PathBuf| {
        let shown = printable(&canonym::tree::shown(path)).into_owned();
        let bytes = canonym::tree::read_anywhere(path)
            .map_err(|error| Error::Told(format!("error: cannot read {shown}: {error}\n")))?;
        // Whatever folder a run is started in, a pack is called by its whole path.
        let real = canonym::tree::real_path(path).unwrap_or_else(|_| path.clone());
        Ok((canonym::tree::shown(&real), bytes))
    };
    let read = place.packs.iter().map(read).collect::<Result<_, Error>>()?;
    canonym::config::packs(read).map_err(|mistakes| told(&mistakes, page))
}

pub fn lost(lost: Lost) -> Error {
    Error::Told(match lost {
        Lost::NoPath(path, why) => {
            let shown = canonym::tree::shown(&path);
            let command = Args::command();
            let names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
            let near = nearest(&shown, &names).filter(|_| !shown.contains('/'));
            let help = near.map(|near| format!("  help: did you mean the command `{near}`?\n"));
            format!("error: {shown}: {why}\n{}", help.unwrap_or_default())
        }
        Lost::NoProject(path) => {
            let shown = canonym::tree::shown(&path);
            format!(
                "error: no {FILE} in {shown} or above it\n  \
                 help: `canonym check` drafts a glossary and checks with it, `canonym init` writes it\n"
            )
        }
    })
}

/// The words for a run that cannot go on.
pub fn stopped(stop: Stop, page: &Page) -> Error {
    match stop {
        Stop::Mistakes(mistakes) => told(&mistakes, page),
        Stop::Lacking(revision) => Error::Told(format!(
            "error: git does not have all files of {} here\n  \
             help: a partial clone fetches them with `git fetch --refetch --filter=blob:limit=64m`\n",
            printable(&revision)
        )),
        Stop::Changed(path) => Error::Told(format!(
            "error: {} changed while it was checked\n  help: run again\n",
            page.path(&path)
        )),
    }
}

/// Every mistake, each with the line it is in, and how many there are.
fn told(mistakes: &Mistakes, page: &Page) -> Error {
    let mut text: String = mistakes.0.iter().map(|mistake| drawn(mistake, page) + "\n").collect();
    let errors = mistakes.0.iter().filter(|mistake| !mistake.is_warning).count();
    _ = writeln!(text, "{} in the glossary: nothing was checked", counted(errors, "error"));
    Error::Told(text)
}

/// Writes warnings about the glossary to standard error.
pub fn warn(mistakes: &[Mistake], page: &Page, is_quiet: bool) {
    for mistake in mistakes.iter().filter(|_| !is_quiet) {
        anstream::eprintln!("{}", drawn(mistake, page));
    }
}

fn drawn(mistake: &Mistake, page: &Page) -> String {
    let word = if mistake.is_warning { "warning" } else { "error" };
    let mut drawn = format!("{word}: {}\n", printable(&mistake.message));
    let At { file, span } = &mistake.at;
    let path = page.path(&file.path);
    match file.text.is_empty() {
        true => _ = writeln!(drawn, "  in {path}"),
        false => drawn += &Excerpt::new(file, *span, path, "").draw(page),
    }
    if let Some(help) = &mistake.help {
        _ = writeln!(drawn, "  help: {}", printable(help));
    }
    drawn
}
