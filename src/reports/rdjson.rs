//! The Reviewdog Diagnostic Format: a diagnostic an odd mark, with the other places of its finding.

use std::io;

use serde::Serialize;

use super::words::{advice, beside, others, sentence};
use super::{Page, Paths, Style};
use crate::finding::{Finding, Level, Mark, Mend, Role};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::place::Span;
use crate::text::source::{Source, printable};

/// The style.
pub static STYLE: Style = Style {
    id: "rdjson",
    docs: include_str!("rdjson.md"),
    paths: Paths::Repository,
    hides_notes: false,
    shows_accepted: false,
    write,
};

#[derive(Serialize)]
struct DiagnosticResult {
    source: Tool,
    severity: &'static str,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Both from 1; the column counts bytes of UTF-8.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    let mut diagnostics = Vec::new();
    for finding in page.shown(&report.findings) {
        let odd = finding.marks.iter().filter(|mark| mark.role == Role::Odd);
        let odd = odd.filter(|mark| mark.level >= Some(page.least));
        let odd = odd.enumerate();
        diagnostics.extend(odd.map(|(at, mark)| diagnostic(finding, (at, mark), quotes, page)));
    }
    let worst = page.shown(&report.findings).map(|finding| finding.level).max();
    let result = DiagnosticResult {
        source: Tool { name: "canonym", url: env!("CARGO_PKG_HOMEPAGE") },
        severity: severity(worst.unwrap_or(Level::Note)),
        diagnostics,
    };
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}

fn diagnostic(
    finding: &Finding,
    (at, mark): (usize, &Mark),
    quotes: &Quotes,
    page: &Page,
) -> Diagnostic {
    const RELATED: usize = 20; // a comment is read by a person
    let drafted = if finding.is_drafted { "(drafted) " } else { "" };
    let mut lines = vec![format!("{drafted}{}", sentence(finding, mark))];
    // Once a finding: a line that allows every name in use can be long.
    if at == 0 {
        lines.extend(advice(finding, page));
    }
    let related = others(finding, mark).take(RELATED);
    Diagnostic {
        message: lines.join("\n"),
        location: location(mark, quotes, page),
        severity: severity(mark.level.unwrap_or(finding.level)),
        code: Code { value: finding.check },
        suggestions: suggestion(mark, quotes).into_iter().collect(),
        related_locations: related
            .map(|mark| Related { message: beside(mark), location: location(mark, quotes, page) })
            .collect(),
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Note => "INFO",
        Level::Warning => "WARNING",
        Level::Error => "ERROR",
    }
}

fn location(mark: &Mark, quotes: &Quotes, page: &Page) -> Location {
    let path = printable(&page.relative(&mark.path)).into_owned();
    let source = quotes.source(&mark.path).zip(mark.spans.as_ref());
    Location { path, range: source.map(|(source, spans)| range(source, spans.hull())) }
}

fn range(source: &Source, span: Span) -> Range {
    let position =
        |at| Position { line: source.position(at).line, column: source.bytes_into_line(at) + 1 };
    Range { start: position(span.start), end: position(span.end) }
}

/// What would mend a mark, as one edit: each suggestion is offered by itself, and half of the edits
/// mend nothing.
fn suggestion(mark: &Mark, quotes: &Quotes) -> Option<Suggestion> {
    let Mend { edits, .. } = mark.mend.as_ref()?;
    let source = quotes.source(&mark.path)?;
    let hull = Span { start: edits.first()?.span.start, end: edits.last()?.span.end };
    let (mut text, mut at) = (String::new(), hull.start);
    for edit in edits {
        text.push_str(source.slice(Span { start: at, end: edit.span.start }));
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    Some(Suggestion { range: range(source, hull), text })
}
