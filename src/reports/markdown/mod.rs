//! Markdown for a pull request: what is wrong in a table, what to do, and the rest in numbers.

mod table;
mod text;

use std::collections::BTreeSet;
use std::io;

use self::table::{HEAD, place, row, states};
use self::text::{block, code, text};
use super::page::counted;
use super::{Page, Paths, Style};
use crate::finding::{Accept, Finding, Level};
use crate::quote::Quotes;
use crate::report::Report;

/// The style.
pub static STYLE: Style = Style {
    id: "markdown",
    docs: include_str!("style.md"),
    paths: Paths::Repository,
    hides_notes: false,
    shows_accepted: false,
    write,
};

/// By which a comment is found again.
const MARKER: &str = "<!-- canonym:report -->\n";

/// How many characters a report has at most: a comment holds 65,536.
const LONGEST: usize = 60_000;

/// Of them, the line that says what was cut.
const CUT: usize = 200;

/// Of them, what to do.
const ADVICE: usize = 15_000;

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    let told = report.findings.iter().filter(|it| it.level >= Level::Warning.max(page.least));
    let told: Vec<&Finding> = told.collect();
    if told.is_empty() {
        return writeln!(out, "{MARKER}canonym: {}", clear(report));
    }
    let head = format!("{MARKER}### canonym: {}\n\n{HEAD}", headline(&told, report));
    let tail = format!("{}{}", advice(&told, page), rest(report, page));
    let mut left = LONGEST - CUT - length(&head) - length(&tail);
    let mut rows = String::new();
    let mut shown = 0;
    for finding in &told {
        let row = row(finding, report, quotes, page);
        let Some(less) = left.checked_sub(length(&row)) else { break };
        (left, shown) = (less, shown + 1);
        rows += &row;
    }
    let cut = match told.len() - shown {
        0 => String::new(),
        more => {
            format!("\n{} not shown: a comment holds no more.\n", counted(more, "more finding"))
        }
    };
    write!(out, "{head}{rows}{cut}{tail}")
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// That there is nothing to mend, or nothing to judge.
fn clear(report: &Report) -> String {
    match report.tallies.usages {
        0 => format!(
            "nothing to judge, none of {} names a state of the glossary",
            counted(report.tallies.labels, "label")
        ),
        _ => "all clear".to_owned(),
    }
}

/// What is wrong, in numbers: states with several names first, since that is what most are about.
fn headline(told: &[&Finding], report: &Report) -> String {
    let (split, others): (Vec<&Finding>, Vec<&Finding>) =
        told.iter().partition(|finding| finding.check == "split-name");
    let split = split.iter().flat_map(|finding| &finding.states).collect::<BTreeSet<_>>().len();
    let is_new = report.since.is_some();
    let have = if split == 1 { "has" } else { "have" };
    let states = counted(split, "state");
    let of_split = match is_new {
        _ if split == 0 => None,
        true => Some(format!("gives {states} a second name")),
        false => Some(format!("{states} {have} several names")),
    };
    let word = if split > 0 { "other finding" } else { "finding" };
    let of_others = (!others.is_empty()).then(|| {
        let found = counted(others.len(), word);
        if is_new { format!("brings {found}") } else { found }
    });
    let parts: Vec<String> = of_split.into_iter().chain(of_others).collect();
    let drafted = told.iter().any(|finding| finding.is_drafted);
    let drafted = if drafted { " (by a drafted glossary)" } else { "" };
    format!("{}{}{drafted}", if is_new { "this change " } else { "" }, parts.join(" and "))
}

/// What to do about the findings, or what would accept them, as far as there is room.
fn advice(told: &[&Finding], page: &Page) -> String {
    let mut advice = String::from("\n");
    for (at, finding) in told.iter().enumerate() {
        let item = item(finding, told.len() == 1, page);
        if length(&advice) + length(&item) > ADVICE {
            let (more, program) = (counted(told.len() - at, "more finding"), &page.program);
            return advice + &format!("- for {more} `{program} check` tells what to do\n");
        }
        advice += &item;
    }
    advice
}

fn item(finding: &Finding, is_only: bool, page: &Page) -> String {
    let about = states(finding);
    let help = text(&finding.help);
    let item = match (is_only, about.is_empty()) {
        (true, _) => capitalised(&help),
        (false, true) => format!("- {help}"),
        (false, false) => format!("- {about}: {help}"),
    };
    let Some(accept) = &finding.accept else { return item + "\n" };
    let (Accept::Allow(line) | Accept::Add(line) | Accept::Waive(line)) = accept;
    let at = place(&line.path, line.line, page);
    if !line.text.contains('\n') {
        let how = if matches!(accept, Accept::Add(_)) { "below" } else { "in" };
        return item + &format!("; or write {} {how} {at}\n", code(&line.text));
    }
    // One block of lines is read; a list of them is not.
    let how = match accept {
        _ if !is_only => return item + "\n",
        Accept::Waive(_) => "waive it, at the end of",
        _ => "add below",
    };
    item + &format!("; or {how} {at}:\n\n{}", block(&line.text))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// What else there is, in numbers, below a fold; nothing where there is nothing.
fn rest(report: &Report, page: &Page) -> String {
    let mut told = Vec::new();
    let mut tell = |count: usize, text: String| {
        if count > 0 {
            told.push(text);
        }
    };
    let are = |count: usize| if count == 1 { "is" } else { "are" };
    let notes = report.count(Level::Note);
    let shows = format!("`{} check --level note` shows", page.program);
    let them = |count: usize| if count == 1 { "it" } else { "them" };
    tell(notes, format!("{} ({shows} {}).", counted(notes, "note"), them(notes)));
    if let Some(since) = &report.since {
        let (older, gone) = (since.older, since.gone);
        tell(older, format!("{} stood there before.", counted(older, "older odd name")));
        let odd = counted(gone, "older odd name");
        tell(gone, format!("{odd} {} gone with this change, thank you.", are(gone)));
    }
    let (accepted, stale) = (report.tallies.accepted, report.tallies.stale);
    let baselined = match report.tallies.baselined {
        0 => String::new(),
        count => format!(", {count} of them by the baseline"),
    };
    let odd = counted(accepted, "odd name");
    tell(accepted, format!("{odd} {} accepted{baselined}.", are(accepted)));
    let entries = if stale == 1 { "1 entry".to_owned() } else { format!("{stale} entries") };
    let update = format!("`{} baseline update` removes {}", page.program, them(stale));
    let matches = if stale == 1 { "matches" } else { "match" };
    tell(stale, format!("{entries} of the baseline {matches} nothing ({update})."));
    if told.is_empty() {
        return String::new();
    }
    format!("\n<details><summary>What else</summary>\n\n{}\n</details>\n", told.join(" "))
}
