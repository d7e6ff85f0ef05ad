//! Workflow commands of GitHub Actions: the findings in plain lines, then an annotation each for the
//! worst of them. Escapes are those of GitHub's own toolkit.

use std::io;

use super::page::counted;
use super::words::{advice, elsewhere, principal, sentence};
use super::{Page, Paths, Style, concise};
use crate::finding::{Finding, Level, Mark};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable;

/// The style.
pub static STYLE: Style = Style {
    id: "github",
    docs: include_str!("github.md"),
    paths: Paths::Repository,
    hides_notes: true,
    shows_accepted: false,
    write,
};

/// How many annotations of a level GitHub shows of a step.
const SHOWN: usize = 10;

type Out<'o> = &'o mut dyn io::Write;

fn write(report: &Report, quotes: &Quotes, page: &Page, out: Out<'_>) -> io::Result<()> {
    (concise::STYLE.write)(report, quotes, page, out)?;
    let mut left = Vec::new();
    for (level, word) in
        [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "note")]
    {
        let of_level = || page.shown(&report.findings).filter(|finding| finding.level == level);
        let told = of_level().filter_map(|finding| Some((finding, principal(finding)?)));
        for (finding, mark) in told.take(SHOWN) {
            annotation(finding, mark, quotes, page, out)?;
        }
        let more = of_level().count().saturating_sub(SHOWN);
        if more > 0 {
            left.push(counted(more, word));
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    writeln!(out, "without an annotation: {} (GitHub shows {SHOWN} a level)", left.join(", "))
}

/// One command. Columns stand only where the place is within one line: GitHub refuses others.
fn annotation(
    finding: &Finding,
    mark: &Mark,
    quotes: &Quotes,
    page: &Page,
    out: Out<'_>,
) -> io::Result<()> {
    let at = quotes.locate(mark);
    let command = match finding.level {
        Level::Note => "notice",
        Level::Warning => "warning",
        Level::Error => "error",
    };
    let columns = match at.start.line == at.end.line && at.start < at.end {
        true => format!(",col={},endColumn={}", at.start.column, at.end.column),
        false => String::new(),
    };
    let drafted = if finding.is_drafted { ", drafted" } else { "" };
    let mut message = vec![sentence(finding, mark)];
    message.extend(elsewhere(finding, mark, quotes, page));
    message.extend(advice(finding, page));
    writeln!(
        out,
        "::{command} title={},file={},line={},endLine={}{columns}::{}",
        property(&format!("canonym ({}{drafted})", finding.check)),
        property(&printable(&page.relative(&mark.path))),
        at.start.line,
        at.end.line,
        data(&message.join("\n")),
    )
}

/// Text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
