//! GitLab's Code Quality: a JSON list of findings, which a merge request shows beside the code.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use super::words::{principal, sentence};
use super::{Page, Paths, Style};
use crate::finding::{Finding, Fingerprint, Level, Mark};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable;

/// The style.
pub static STYLE: Style = Style {
    id: "gitlab",
    docs: include_str!("gitlab.md"),
    paths: Paths::Repository,
    hides_notes: false,
    shows_accepted: false,
    write,
};

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    let mut given = BTreeSet::new();
    let findings = page.shown(&report.findings);
    let told = findings.filter_map(|finding| Some((finding, principal(finding)?)));
    let entries: Vec<Entry> = told
        .map(|(finding, mark)| {
            let fingerprint = unique(finding.fingerprint, &mut given);
            entry(finding, mark, fingerprint, quotes, page)
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)
}

fn entry(
    finding: &Finding,
    mark: &Mark,
    fingerprint: Fingerprint,
    quotes: &Quotes,
    page: &Page,
) -> Entry {
    let at = quotes.locate(mark);
    let drafted = if finding.is_drafted { " (drafted)" } else { "" };
    Entry {
        // GitLab does not show the name of a check.
        description: format!("{}{drafted}: {}", finding.check, sentence(finding, mark)),
        check_name: finding.check,
        fingerprint: fingerprint.to_string(),
        severity: match finding.level {
            Level::Note => "info",
            Level::Warning => "minor",
            Level::Error => "major",
        },
        location: Location {
            path: printable(&page.relative(&mark.path)).into_owned(),
            lines: Lines { begin: at.start.line, end: at.end.line },
        },
    }
}

/// A fingerprint that no entry has yet: GitLab hides the second of two equal ones. Two projects of one
/// run may have the same states, and so the same findings.
fn unique(fingerprint: Fingerprint, given: &mut BTreeSet<Fingerprint>) -> Fingerprint {
    let again = |number: usize| {
        Fingerprint::of(&["gitlab/1", &fingerprint.to_string(), &number.to_string()])
    };
    let mut next = std::iter::once(fingerprint).chain((2..).map(again));
    next.find(|fingerprint| given.insert(*fingerprint)).expect("numbers do not end")
}
