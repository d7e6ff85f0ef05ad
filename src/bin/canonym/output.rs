//! What `--output-format` asks for: styles, and where each of them goes.

use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};

use canonym::reports::{self, Style};
use canonym::text::source::printable;

use crate::{Error, host};

/// A style, and the file it goes to; `None`: standard output.
pub struct Output {
    pub style: &'static Style,
    pub file: Option<PathBuf>,
}

/// What is asked for; `None`: nothing, and the usual style is meant.
pub fn asked_for(formats: &[String]) -> Result<Option<Vec<Output>>, Error> {
    let outputs: Vec<Output> =
        formats.iter().map(|format| output(format)).collect::<Result<_, _>>()?;
    if outputs.iter().filter(|output| output.file.is_none()).count() > 1 {
        let told = "error: two styles for standard output\n  \
                    help: give one a file: --output-format json=report.json\n";
        return Err(Error::Told(told.to_owned()));
    }
    let files: Vec<&Path> = outputs.iter().filter_map(|output| output.file.as_deref()).collect();
    for (at, file) in files.iter().enumerate() {
        if files[..at].iter().any(|other| real(other) == real(file)) {
            let file = canonym::tree::shown(file);
            return Err(Error::Told(format!(
                "error: two styles for the file {file}\n  help: give each a file of its own\n"
            )));
        }
    }
    Ok((!outputs.is_empty()).then_some(outputs))
}

/// Where nothing is asked for: the style of a person, or that of a log which shows annotations.
pub fn usual() -> Vec<Output> {
    if host::is_github_actions() && !stdout().is_terminal() {
        return vec![Output { style: &reports::github::STYLE, file: None }];
    }
    for_a_person()
}

/// The style of a person, on standard output.
pub fn for_a_person() -> Vec<Output> {
    vec![Output { style: &reports::full::STYLE, file: None }]
}

/// A path as the disk knows it: links resolved, as far as there is something yet.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let of_folder = || {
        let folder = canonym::tree::real_path(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    canonym::tree::real_path(path).ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

fn output(format: &str) -> Result<Output, Error> {
    let (id, file) = format.split_once('=').map_or((format, None), |(id, file)| (id, Some(file)));
    if file == Some("") {
        let told = format!("error: `--output-format {}` names no file\n", printable(format));
        return Err(Error::Told(told));
    }
    let ids: Vec<_> = reports::ALL.iter().map(|style| style.id).collect();
    let style = reports::ALL.iter().find(|style| style.id == id).ok_or_else(|| {
        Error::Told(format!(
            "error: there is no style `{}`\n  help: there are: {}\n",
            printable(id),
            ids.join(", ")
        ))
    })?;
    Ok(Output { style, file: file.map(PathBuf::from) })
}
