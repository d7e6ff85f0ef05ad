//! What a person sees of a drafted glossary: the families that look like states, and how to keep them.

use std::collections::HashSet;
use std::io::{self, Write};

use canonym::config::{FILE, LEAST};
use canonym::draft::System;
use canonym::lint::{Proposal, Run};
use canonym::reports::{Page, counted, width};
use canonym::text::source::printable;

use crate::Error;

/// So many systems are shown: who drafts wants to see the findings too.
const SYSTEMS: usize = 20;

/// So many states of a system are named.
const NAMED: usize = 8;

/// So many families of a system are shown.
const SHOWN: usize = 8;

/// The families, before the findings.
pub fn families(proposal: &Proposal, run: &Run, page: &Page) -> Result<(), Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if proposal.systems.is_empty() {
        writeln!(out, "{}", nothing(run))?;
        return Ok(out.flush()?);
    }
    writeln!(out, "There is no {FILE} here. These families of keys look like states:\n")?;
    for system in proposal.systems.iter().take(SYSTEMS) {
        let states: Vec<_> = system.states.iter().map(|state| printable(state.shown())).collect();
        let more = states.len().saturating_sub(NAMED);
        let shown = states[..states.len() - more].join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let count = counted(states.len(), "state");
        writeln!(out, "  {}   {count}: {shown}{more}", system.id)?;
        rows(system, page, &mut out)?;
    }
    match proposal.systems.len().saturating_sub(SYSTEMS) {
        0 => writeln!(out)?,
        more => writeln!(
            out,
            "\n  and {} more: `canonym init` writes them all\n",
            counted(more, "system")
        )?,
    }
    Ok(out.flush()?)
}

/// The families of a system, each once, with the place where its first member stands.
fn rows(system: &System, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = HashSet::new();
    let families = system.families.iter().map(|place| &place.family);
    let rows = families.map(|family| {
        let (path, line) = &family.at;
        (printable(&family.pattern()).into_owned(), format!("{}:{line}", page.path(path)))
    });
    let mut rows: Vec<_> = rows.filter(|(pattern, _)| seen.insert(pattern.clone())).collect();
    let more = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    let column = rows.iter().map(|(pattern, _)| width(pattern)).max().unwrap_or(0);
    for (pattern, place) in rows {
        let space = " ".repeat(column - width(&pattern));
        writeln!(out, "      {pattern}{space}   {place}")?;
    }
    if more > 0 {
        writeln!(out, "      and {more} more")?;
    }
    Ok(())
}

/// That there is nothing to draft, in one sentence.
fn nothing(run: &Run) -> String {
    let tallies = &run.report.tallies;
    if tallies.files == 0 {
        return "nothing to draft: no file here is of a format that canonym reads".to_owned();
    }
    format!(
        "nothing to draft: no keys of {} in {} look like a family of states",
        counted(tallies.labels, "label"),
        counted(tallies.files, "file")
    )
}

/// How the draft is kept, after the findings.
pub fn keep(proposal: &Proposal, is_screen: bool, is_quiet: bool) -> Result<(), Error> {
    if proposal.systems.is_empty() {
        if is_screen && !is_quiet {
            anstream::eprintln!("\nA glossary that you write yourself begins like this:\n");
            for line in LEAST.lines() {
                anstream::eprintln!("    {line}");
            }
        }
        return Ok(());
    }
    if is_screen {
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "\nThe glossary is a draft, so nothing fails. Keep it, then read and change it:\n"
        )?;
        writeln!(out, "    canonym init")?;
    } else if !is_quiet {
        anstream::eprintln!("no {FILE} here: the glossary is drafted; `canonym init` keeps it");
    }
    Ok(())
}
