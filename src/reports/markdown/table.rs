//! The table of the Markdown report: one row a finding.

use std::collections::BTreeSet;

use super::text::{cell_code, shortened, text};
use crate::finding::{Finding, Mark, NameLine, Role};
use crate::quote::Quotes;
use crate::report::Report;
use crate::reports::Page;

pub(super) const HEAD: &str = "| state | until now | here | where |\n|---|---|---|---|\n";

/// How many names, and how many places, a row shows.
const NAMES: usize = 5;
const PLACES: usize = 3;

/// One row: the state and what it is, its right names, the odd ones, and where these are.
pub(super) fn row(finding: &Finding, report: &Report, quotes: &Quotes, page: &Page) -> String {
    let right = finding.names.iter().filter(|line| !line.is_odd);
    let right = right.map(|line| format!("{} ({}×)", name(&line.name), line.count));
    let cells = [
        subject(finding, report),
        listed(right.collect(), NAMES),
        listed(odd_names(finding), NAMES),
        listed(places(finding, quotes, page), PLACES),
    ];
    format!("| {} |\n", cells.join(" | "))
}

/// What the finding is about, and what is said of it.
fn subject(finding: &Finding, report: &Report) -> String {
    const LONGEST: usize = 300;
    let said = said(finding);
    let (states, said) = (states(finding), text(&shortened(said, LONGEST)));
    let foreign = finding.locale.as_ref().map(ToString::to_string);
    let foreign = foreign.filter(|locale| report.tallies.locales.first() != Some(locale));
    let locale = foreign.map_or(String::new(), |locale| format!(" ({})", text(&locale)));
    let drafted = if finding.is_drafted { " (drafted)" } else { "" };
    match states.is_empty() {
        true => format!("{said}{drafted}"),
        false => format!("{states}{locale}{drafted}: {said}"),
    }
}

/// The definition of the one state that has several names; else what is wrong, without the states that
/// stand before it already.
fn said(finding: &Finding) -> &str {
    let definition = finding.definitions.first().filter(|_| finding.check == "split-name");
    let message = || match finding.message.split_once(": ") {
        Some((_, said)) if !finding.states.is_empty() => said,
        _ => &finding.message,
    };
    definition.map_or_else(message, |(_, definition)| definition)
}

/// `**proposal · active** and **proposal · invited**`.
pub(super) fn states(finding: &Finding) -> String {
    let state = |id: &String| match id.rsplit_once('.') {
        Some((system, state)) => format!("**{} · {}**", text(system), text(state)),
        None => format!("**{}**", text(id)),
    };
    finding.states.iter().map(state).collect::<Vec<_>>().join(" and ")
}

fn odd_names(finding: &Finding) -> Vec<String> {
    let lines = finding.names.iter().filter(|line| line.is_odd);
    let names: Vec<String> = lines.map(|NameLine { name: it, .. }| bold(it)).collect();
    if !names.is_empty() {
        return names;
    }
    let mut seen = BTreeSet::new();
    let odd = odd(finding).map(|mark| &mark.name).filter(|name| !name.is_empty());
    odd.filter(|name| seen.insert(*name)).map(|name| bold(name)).collect()
}

fn odd(finding: &Finding) -> impl Iterator<Item = &Mark> {
    finding.marks.iter().filter(|mark| mark.role == Role::Odd)
}

fn bold(of: &str) -> String {
    format!("**{}**", name(of))
}

fn name(of: &str) -> String {
    const LONGEST: usize = 80;
    text(&shortened(of, LONGEST))
}

/// Where the odd names are, each line once.
fn places(finding: &Finding, quotes: &Quotes, page: &Page) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let lines = odd(finding).map(|mark| (&mark.path, quotes.locate(mark).start.line));
    let lines = lines.filter(|place| seen.insert(*place));
    lines.map(|(path, line)| place(path, line, page)).collect()
}

/// A line of a file: a link under the file's name, or its path.
pub(super) fn place(path: &str, line: u32, page: &Page) -> String {
    let at = if line == 0 { String::new() } else { format!(":{line}") };
    match page.link(path, line.max(1)) {
        Some(address) => {
            let file = path.rsplit('/').next().unwrap_or(path);
            format!("[{}{at}]({address})", text(file))
        }
        None => cell_code(&format!("{}{at}", page.relative(path))),
    }
}

/// The first of several, and how many more there are.
fn listed(all: Vec<String>, most: usize) -> String {
    let more = all.len().saturating_sub(most);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    all.into_iter().take(most).collect::<Vec<_>>().join(", ") + &more
}
