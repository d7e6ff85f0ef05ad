//! `canonym why FILE:LINE`: what a label is bound to and why, or why not.

use std::fmt::Write;
use std::path::PathBuf;

use canonym::label::Reference;
use canonym::labels::{Map, Row};
use canonym::quote::Where;
use canonym::reports::guarded;
use canonym::survey::Progress;
use canonym::text::source::{Position, printable};
use canonym::walk::Role;
use canonym::why::explain;

use crate::args::WhyArgs;
use crate::opened::Work;
use crate::{Error, Outcome, opened};

/// A place that was asked about.
struct Place {
    file: PathBuf,
    line: u32,
    column: Option<u32>,
}

/// Explains the labels of a line.
pub fn run(args: &WhyArgs) -> Outcome {
    let place = parse(&args.place)?;
    let real = canonym::tree::real_path(&place.file)
        .map_err(|error| Error::Told(format!("error: {}: {error}\n", place.file.display())))?;
    // With -c the project is the working directory; else the file leads to it.
    let paths = if args.project.config.is_some() { Vec::new() } else { vec![place.file.clone()] };
    let Work { scope, projects, page } = opened::open(&args.project, &paths)?;
    let inside = real.strip_prefix(&scope.root).map(canonym::tree::shown).unwrap_or_default();
    let mut told = String::new();
    let mut starts = Vec::new();
    let mut unread = None;
    for opened in &projects {
        let mut map = Map::new(&scope.tree, &opened.project, &Progress::default())
            .map_err(|stop| opened::stopped(stop, &page))?;
        if !map.files().iter().any(|file| file.path == inside) {
            unread = Some(map.why_not_read(&inside));
        }
        let mut shown = map.shown_in(&inside);
        shown.retain(|(at, _)| stands_at(*at, &place));
        map.each(
            |file| file.path == inside || !shown.is_empty() && file.role == Role::Catalogue,
            |index, row| {
                if row.file.path != inside {
                    if row.explained.is_source && shown.iter().any(|(_, it)| shows(it, &row)) {
                        let at = row.at.start;
                        let path = page.path(&row.file.path);
                        _ = writeln!(told, "shown here from {path}:{}:{}", at.line, at.column);
                        told.push_str(&text(&row, &explain(index, &row, &page)));
                    }
                    return Ok(());
                }
                starts.push(row.at.start);
                if stands_at(row.at, &place) {
                    told.push_str(&text(&row, &explain(index, &row, &page)));
                }
                Ok::<(), Error>(())
            },
        )?;
    }
    if told.is_empty() {
        return Err(nothing(&place, unread.as_deref(), &starts));
    }
    crate::explain::print(&told)
}

fn parse(text: &str) -> Result<Place, Error> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|&number| number > 0);
    let mut parts = text.rsplitn(3, ':');
    let (last, middle, first) = (parts.next(), parts.next(), parts.next());
    let place = match (first, middle.and_then(number), last.and_then(number)) {
        (Some(file), Some(line), Some(column)) => {
            Some(Place { file: file.into(), line, column: Some(column) })
        }
        (_, _, Some(line)) => {
            text.rsplit_once(':').map(|(file, _)| Place { file: file.into(), line, column: None })
        }
        _ => None,
    };
    place.ok_or_else(|| {
        Error::Told(format!(
            "error: `{}` is no FILE:LINE\n  help: canonym why locales/en.json:7\n",
            printable(text)
        ))
    })
}

/// Whether a place shows the entry of a label.
fn shows(reference: &Reference, row: &Row<'_>) -> bool {
    let (key, text) = row.label.entry_parts();
    key == reference.key.as_ref() && text == reference.text.as_deref()
}

fn stands_at(at: Where, place: &Place) -> bool {
    let on_line = at.start.line <= place.line && place.line <= at.end.line;
    // The quotes beside a label count too: editors put the cursor there.
    let at_column = |column: u32| {
        let after = at.start.line < place.line || at.start.column <= column + 1;
        after && (place.line < at.end.line || column <= at.end.column)
    };
    on_line && place.column.is_none_or(at_column)
}

fn text(row: &Row<'_>, lines: &[(&str, String)]) -> String {
    let key = row.label.key.as_ref().map_or_else(|| "(no key)".to_owned(), ToString::to_string);

    let branch = row.label.branch.as_ref().map(|branch| format!("[{branch}]")).unwrap_or_default();
    let mut told = format!(
        "{}{branch}   \"{}\"   {}\n",
        guarded(&printable(&key)),
        printable(&row.label.text),
        row.locale
    );
    for (word, line) in lines {
        // Writing to a string cannot fail.
        _ = writeln!(told, "  {word:<8}{}", printable(line));
    }
    told
}

fn nothing(place: &Place, unread: Option<&str>, starts: &[Position]) -> Error {
    let column = place.column.map(|column| format!(":{column}")).unwrap_or_default();
    let shown = format!("{}:{}{column}", canonym::tree::shown(&place.file), place.line);
    let distance = |start: &&Position| {
        let columns = place.column.map_or(0, |column| start.column.abs_diff(column));
        (start.line.abs_diff(place.line), columns)
    };
    Error::Told(match starts.iter().min_by_key(distance) {
        Some(Position { line, column }) => {
            format!(
                "error: no label stands at {shown}\n  help: the nearest begins at {line}:{column}\n"
            )
        }
        None => match unread {
            Some(why) => format!("error: {shown}: the file is not read: {why}\n"),
            None => format!("error: {shown}: the file holds no label\n"),
        },
    })
}
