//! From the command line to open projects, and the words for everything that can go wrong on the way.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use canonym::config::{FILE, LEAST, Project};
use canonym::glossary::mistake::{At, Mistake, Mistakes};
use canonym::lint::{Opened, Stop};
use canonym::reports::{Excerpt, counted};
use canonym::scope::{self, Lost, Scope};
use canonym::text::source::printable;

use crate::args::WhereArgs;
use crate::{Error, screen};

/// Finds the projects of `paths` and reads their settings.
pub fn open(place: &WhereArgs, paths: &[PathBuf]) -> Result<(Scope, Vec<Opened>), Error> {
    if let Some(config) = &place.config {
        return open_with(config, paths);
    }
    let scope = scope::find(paths).map_err(lost)?;
    let open = |path: &String| {
        let (project, warnings) =
            Project::open(&scope.tree, path).map_err(|mistakes| told(&mistakes))?;
        Ok(Opened { project, warnings })
    };
    let opened = scope.projects.iter().map(open).collect::<Result<_, Error>>()?;
    Ok((scope, opened))
}

/// With `-c`: the project is the one folder of `paths`, or the working directory.
fn open_with(config: &Path, paths: &[PathBuf]) -> Result<(Scope, Vec<Opened>), Error> {
    let folder = match paths {
        [] => Path::new("."),
        [one] => one,
        _ => {
            return Err(Error::Told(
                "error: with -c, PATH is one folder: the project's\n".to_owned(),
            ));
        }
    };
    let scope = scope::of_folder(folder).map_err(lost)?;
    let shown = canonym::tree::shown(config);
    let bytes = canonym::tree::read_anywhere(config)
        .map_err(|error| Error::Told(format!("error: cannot read {shown}: {error}\n")))?;
    let opened = Project::from_bytes(&scope.tree, String::new(), &shown, bytes);
    let (project, warnings) = opened.map_err(|mistakes| told(&mistakes))?;
    Ok((scope, vec![Opened { project, warnings }]))
}

fn lost(lost: Lost) -> Error {
    Error::Told(match lost {
        Lost::NoPath(path, why) => format!("error: {}: {why}\n", canonym::tree::shown(&path)),
        Lost::NoProject(path) => {
            let mut text =
                format!("error: no {FILE} in {} or above it\n\n", canonym::tree::shown(&path));
            _ = writeln!(text, "A glossary says what states the product has. The least one:\n");
            for line in LEAST.lines() {
                _ = writeln!(text, "    {line}");
            }
            _ = writeln!(text, "\n`canonym demo` shows what a report looks like.");
            text
        }
    })
}

/// The words for a run that cannot go on.
pub fn stopped(stop: Stop) -> Error {
    match stop {
        Stop::Mistakes(mistakes) => told(&mistakes),
        Stop::Changed(path) => Error::Told(format!(
            "error: {} changed while it was checked\n  help: run again\n",
            printable(&path)
        )),
    }
}

/// Every mistake, each with the line it is in, and how many there are.
fn told(mistakes: &Mistakes) -> Error {
    let mut text = String::new();
    for mistake in &mistakes.0 {
        _ = writeln!(text, "{}", drawn(mistake));
    }
    let errors = mistakes.0.iter().filter(|mistake| !mistake.is_warning).count();
    _ = writeln!(text, "{} in the glossary: nothing was checked", counted(errors, "error"));
    Error::Told(text)
}

/// Writes warnings about the glossary to standard error.
pub fn warn(mistakes: &[Mistake], is_quiet: bool) {
    for mistake in mistakes.iter().filter(|_| !is_quiet) {
        anstream::eprintln!("{}", drawn(mistake));
    }
}

fn drawn(mistake: &Mistake) -> String {
    let (word, page) = (if mistake.is_warning { "warning" } else { "error" }, screen::error_page());
    let mut drawn = format!("{word}: {}\n", printable(&mistake.message));
    let At { file, span } = &mistake.at;
    if file.text.is_empty() {
        _ = writeln!(drawn, "  in {}", printable(&file.path));
    } else {
        drawn += &Excerpt::new(file, *span, printable(&file.path).into_owned(), "").draw(&page);
    }
    if let Some(help) = &mistake.help {
        _ = writeln!(drawn, "  help: {}", printable(help));
    }
    drawn
}
