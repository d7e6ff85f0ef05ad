//! `canonym where STATE`: every name, place and surface of a state.

use std::fmt::Write;

use canonym::glossary::Glossary;
use canonym::glossary::state::StateId;
use canonym::glossary::table::nearest;
use canonym::index::{Index, Usage};
use canonym::labels::Map;
use canonym::lint::{Opened, Stop};
use canonym::reports::full::copies;
use canonym::reports::{Page, width};
use canonym::survey::Progress;
use canonym::text::source::printable;
use canonym::whereabouts::{Shown, of_state};

use crate::args::WhereaboutsArgs;
use crate::opened::Work;
use crate::{Error, Outcome, opened};

/// Tells where the states are shown.
pub fn run(args: &WhereaboutsArgs) -> Outcome {
    let Work { scope, projects, page } = opened::open(&args.project, &args.paths)?;
    let mut told = String::new();
    let mut known = Vec::new();
    let mut pending: Vec<Opened> = projects.into_iter().rev().collect();
    while let Some(opened) = pending.pop() {
        let stopped = |stop| opened::stopped(stop, &page);
        let map = Map::new(&scope.tree, &opened.project, &Progress::default());
        let mut map = map.map_err(stopped)?;
        pending.extend(map.open_nested(&scope.paths).map_err(stopped)?);
        let index = map.index();
        known.extend(index.glossary.states().map(|state| index.glossary.path(state)));
        for state in asked_for(index.glossary, &args.state) {
            let shown = of_state(&scope.tree, &index, state, &args.locale);
            let shown = shown.map_err(|path| stopped(Stop::Changed(path)))?;
            told.push_str(&text(&index, state, &shown, args, &page));
        }
    }
    if told.is_empty() {
        return Err(unknown(&args.state, &known));
    }
    crate::explain::print(&told)
}

/// The state of that name, or the states of the system of that name.
fn asked_for(glossary: &Glossary, name: &str) -> Vec<StateId> {
    let system = glossary.find_system(name);
    let is_it = |&state: &StateId| {
        Some(glossary.system_of(state)) == system || glossary.path(state) == name
    };
    glossary.states().filter(is_it).collect()
}

/// A state and its labels, a line each.
fn text(
    index: &Index<'_>,
    id: StateId,
    shown: &[Shown<'_>],
    args: &WhereaboutsArgs,
    page: &Page,
) -> String {
    let definition = index.glossary.state(id).definition.as_ref();
    let definition = definition.map_or(String::new(), |it| format!("   {}", printable(&it.value)));
    let mut told = format!("{}{definition}\n", index.glossary.path(id));
    if shown.is_empty() {
        let tags: Vec<_> = args.locale.iter().map(ToString::to_string).collect();
        let only = if tags.is_empty() { String::new() } else { format!(" in {}", tags.join(", ")) };
        _ = writeln!(told, "  no label shows it{only}");
    }
    let rows: Vec<[String; 5]> = shown.iter().map(|shown| row(shown, page)).collect();
    let widths = [0, 1, 2, 3].map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0));
    for row in rows {
        let cells = row.iter().zip(widths.iter().chain([&0]));
        let padded = cells
            .map(|(cell, &wide)| format!("{cell}{}", " ".repeat(wide.saturating_sub(width(cell)))));
        let line = padded.collect::<Vec<_>>().join("  ");
        _ = writeln!(told, "  {}", line.trim_end()); // writing to a string cannot fail
    }
    told
}

fn row(shown: &Shown<'_>, page: &Page) -> [String; 5] {
    let usage = shown.usage;
    let copies = copies(usage.copies.len());
    let (path, at) = (page.path(shown.path), shown.at.start);
    [
        usage.locale.to_string(),
        format!("\"{}\"", printable(&usage.name)),
        usage.verdict.id().to_owned(),
        surfaces(usage),
        format!("{path}:{}:{}{copies}", at.line, at.column),
    ]
}

/// Where people meet a label: the first pages of many.
fn surfaces(usage: &Usage) -> String {
    const TOLD: usize = 3;
    let told = usage.surfaces.iter().take(TOLD).map(|surface| printable(surface));
    let more = usage.surfaces.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    told.collect::<Vec<_>>().join(", ") + &more
}

fn unknown(name: &str, known: &[String]) -> Error {
    let ids: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = nearest(name, &ids).map_or_else(
        || "`canonym config show` lists them".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Error::Told(format!("error: there is no state `{}`\n  help: {help}\n", printable(name)))
}
