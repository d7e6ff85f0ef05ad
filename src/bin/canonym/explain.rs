//! `canonym explain` and `canonym list`: the manual that is carried in the code.

use canonym::glossary::builtin;
use canonym::glossary::table::nearest;
use canonym::text::source::printable;
use canonym::{checks, formats, reports};

use crate::args::Shelf;
use crate::{Error, Outcome, Verdict};

/// Writes the manual page of a check.
pub fn run(id: &str) -> Outcome {
    // `error[split-name]` may be pasted as it stands in a report.
    let id = id.split_once('[').map_or(id, |(_, rest)| rest.trim_end_matches(']'));
    let Some(check) = checks::ALL.iter().find(|check| check.id == id) else {
        let ids: Vec<_> = checks::ALL.iter().map(|check| check.id).collect();
        let help = nearest(id, &ids).map_or_else(
            || format!("there are: {}", ids.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Error::Told(format!(
            "error: there is no check `{}`\n  help: {help}\n",
            printable(id)
        )));
    };
    print(&format!("{}\n\n{}\n", checks::heading(check), checks::page(check)))
}

/// Writes one line for each thing on a shelf.
pub fn list(shelf: Shelf) -> Outcome {
    let lines: Vec<(&str, String)> = match shelf {
        Shelf::Checks => {
            checks::ALL.iter().map(|check| (check.id, check.title.to_owned())).collect()
        }
        Shelf::Formats => {
            formats::ALL.iter().map(|format| (format.id, format.title.to_owned())).collect()
        }
        Shelf::Styles => reports::ALL
            .iter()
            .map(|style| (style.id, style.docs.lines().next().unwrap_or("").to_owned()))
            .collect(),
        Shelf::Packs => builtin::ALL.iter().map(|pack| (pack.id, pack.title())).collect(),
    };
    let lines: Vec<_> = lines.iter().map(|(id, title)| format!("{id:<18} {title}\n")).collect();
    print(&lines.concat())
}

/// Writes a text to standard output.
pub fn print(text: &str) -> Outcome {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Verdict::Clean)
}
