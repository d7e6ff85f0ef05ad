//! One line a place, as compilers write it: clickable in editors, easy to search.

use std::io;

use super::page::hidden_notes;
use super::words::sentence;
use super::{Page, Paths, Style};
use crate::finding::{Finding, Level, Mark, Role};
use crate::quote::Quotes;
use crate::report::Report;

/// The style.
pub static STYLE: Style = Style {
    id: "concise",
    docs: "One line a place: `path:line:column: level[check] message`.\n\n\
           Every odd mark is a line; context is left out. Notes are counted in a last line unless `--level note` \
           shows them. Lines and columns are counted from 1, columns in code points.\n",
    paths: Paths::Here,
    hides_notes: true,
    shows_accepted: false,
    write,
};

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in page.shown(&report.findings) {
        let odd = finding.marks.iter().filter(|mark| mark.role == Role::Odd);
        for mark in odd.filter(|mark| mark.level >= Some(page.least)) {
            line(finding, mark, quotes, page, out)?;
        }
    }
    let notes = report.count(Level::Note);
    if page.least > Level::Note && notes > 0 {
        writeln!(out, "{}", hidden_notes(notes))?;
    }
    Ok(())
}

fn line(
    finding: &Finding,
    mark: &Mark,
    quotes: &Quotes,
    page: &Page,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let at = quotes.locate(mark).start;
    let level = mark.level.unwrap_or(finding.level);
    let path = page.path(&mark.path);
    let drafted = if finding.is_drafted { " (drafted)" } else { "" };
    let (check, told) = (finding.check, sentence(finding, mark));
    writeln!(out, "{path}:{}:{}: {level}[{check}]{drafted} {told}", at.line, at.column)
}
