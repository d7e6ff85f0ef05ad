//! The `canonym/1` schema: a promise to programs. A field is never removed or given another meaning
//! without a new version.

use std::io;

use serde::Serialize;

use super::{Page, Paths, Style};
use crate::finding::{Copy, Finding, Mark};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable_json;

/// The style.
pub static STYLE: Style = Style {
    id: "json",
    docs: include_str!("json.md"),
    paths: Paths::Project,
    hides_notes: false,
    shows_accepted: false,
    write,
};

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    findings: Vec<JsonFinding<'r>>,
    tallies: JsonTallies,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    check: &'static str,
    level: &'static str,
    fingerprint: String,
    states: &'r [String],
    locale: Option<String>,
    message: &'r str,
    why: &'r str,
    help: &'r str,
    drafted: bool,
    marks: Vec<JsonMark<'r>>,
}

#[derive(Serialize)]
struct JsonMark<'r> {
    role: &'static str,
    kind: Option<&'static str>,
    path: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    start: u64,
    end: u64,
    locale: Option<String>,
    key: Option<&'r str>,
    text: &'r str,
    name: &'r str,
    surfaces: &'r [String],
    evidence: Option<&'static str>,
    fingerprint: Option<String>,
    copies: Vec<JsonCopy>,
}

/// A place that repeats the label: catalogues that are keyed by source texts do.
#[derive(Serialize)]
struct JsonCopy {
    path: String,
    line: u32,
    column: u32,
    start: u64,
    end: u64,
}

#[derive(Serialize)]
struct JsonTallies {
    files: usize,
    labels: usize,
    usages: usize,
    states: usize,
    faults: usize,
    accepted: usize,
}

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    let tallies = &report.tallies;
    let document = Document {
        schema: "canonym/1",
        findings: page
            .shown(&report.findings)
            .map(|finding| json_finding(finding, quotes, page))
            .collect(),
        tallies: JsonTallies {
            files: tallies.files,
            labels: tallies.labels,
            usages: tallies.usages,
            states: tallies.states,
            faults: tallies.faults,
            accepted: tallies.accepted,
        },
    };
    let document = serde_json::to_string_pretty(&document)?;
    writeln!(out, "{}", printable_json(&document))
}

fn json_finding<'r>(finding: &'r Finding, quotes: &Quotes, page: &Page) -> JsonFinding<'r> {
    JsonFinding {
        check: finding.check,
        level: finding.level.id(),
        fingerprint: finding.fingerprint.to_string(),
        states: &finding.states,
        locale: finding.locale.as_ref().map(ToString::to_string),
        message: &finding.message,
        why: &finding.why,
        help: &finding.help,
        drafted: finding.is_drafted,
        marks: finding.marks.iter().map(|mark| json_mark(mark, quotes, page)).collect(),
    }
}

fn json_mark<'r>(mark: &'r Mark, quotes: &Quotes, page: &Page) -> JsonMark<'r> {
    let at = quotes.locate(mark);
    JsonMark {
        role: mark.role.id(),
        kind: mark.kind,
        path: page.path(&mark.path),
        line: at.start.line,
        column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        start: at.start_byte,
        end: at.end_byte,
        locale: mark.locale.as_ref().map(ToString::to_string),
        key: mark.key.as_deref(),
        text: &mark.text,
        name: &mark.name,
        surfaces: &mark.surfaces,
        evidence: mark.evidence,
        fingerprint: mark.fingerprint.map(|fingerprint| fingerprint.to_string()),
        copies: mark.copies.iter().map(|copy| json_copy(copy, quotes, page)).collect(),
    }
}

fn json_copy(copy: &Copy, quotes: &Quotes, page: &Page) -> JsonCopy {
    let at = quotes.place(&copy.path, Some(&copy.spans));
    JsonCopy {
        path: page.path(&copy.path),
        line: at.start.line,
        column: at.start.column,
        start: at.start_byte,
        end: at.end_byte,
    }
}
