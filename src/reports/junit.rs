//! `JUnit` XML: a case a state, pass or fail, so that a list of tests reads as the glossary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::words::{advice, elsewhere, principal, sentence};
use super::{Page, Paths, Style};
use crate::finding::{Finding, Level, Mark};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable;

/// The style.
pub static STYLE: Style = Style {
    id: "junit",
    docs: include_str!("junit.md"),
    paths: Paths::Repository,
    hides_notes: false,
    shows_accepted: false,
    write,
};

type Xml = Writer<Vec<u8>>;

/// Cases by suite and name, each with its findings, the worst first.
type Suites<'r> = BTreeMap<&'r str, BTreeMap<Cow<'r, str>, Vec<&'r Finding>>>;

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    let suites = suites(report, page);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let (cases, failures) = suites.values().fold((0, 0), |(cases, failures), suite| {
        let (more, failing) = counts(suite);
        (cases + more, failures + failing)
    });
    writer
        .create_element("testsuites")
        .with_attributes([("name", "canonym")])
        .with_attributes(numbers(cases, failures).iter().map(|(name, it)| (*name, &**it)))
        .write_inner_content(|writer| {
            for (name, suite) in &suites {
                write_suite(writer, name, suite, quotes, page)?;
            }
            Ok(())
        })?;
    out.write_all(&writer.into_inner())?;
    writeln!(out)
}

fn suites<'r>(report: &'r Report, page: &Page) -> Suites<'r> {
    let mut suites = Suites::new();
    for state in &report.states {
        suites.entry(system(state)).or_default().entry(state.into()).or_default();
    }
    for finding in page.shown(&report.findings) {
        for state in &finding.states {
            let suite = suites.entry(system(state)).or_default();
            suite.entry(state.into()).or_default().push(finding);
        }
        if finding.states.is_empty() {
            let path = principal(finding).map(|mark| page.relative(&mark.path));
            let suite = suites.entry(finding.check).or_default();
            suite.entry(path.unwrap_or_default().into()).or_default().push(finding);
        }
    }
    if suites.is_empty() {
        // A file without a case counts as broken in most readers.
        suites.entry("canonym").or_default().insert("all clear".into(), Vec::new());
    }
    suites
}

/// The system of a state: all up to the last dot.
fn system(state: &str) -> &str {
    state.rsplit_once('.').map_or(state, |(system, _)| system)
}

/// How many cases a suite has, and how many of them fail.
fn counts(suite: &BTreeMap<Cow<'_, str>, Vec<&Finding>>) -> (usize, usize) {
    let failing = suite.values().filter(|findings| findings.iter().any(|it| fails(it)));
    (suite.len(), failing.count())
}

fn fails(finding: &Finding) -> bool {
    finding.level > Level::Note
}

fn numbers(cases: usize, failures: usize) -> [(&'static str, String); 3] {
    let number = |count: usize| count.to_string();
    [("tests", number(cases)), ("failures", number(failures)), ("errors", number(0))]
}

fn write_suite(
    writer: &mut Xml,
    name: &str,
    suite: &BTreeMap<Cow<'_, str>, Vec<&Finding>>,
    quotes: &Quotes,
    page: &Page,
) -> io::Result<()> {
    let (cases, failures) = counts(suite);
    writer
        .create_element("testsuite")
        .with_attribute(("name", &*fit(name)))
        .with_attributes(numbers(cases, failures).iter().map(|(name, it)| (*name, &**it)))
        .write_inner_content(|writer| {
            let class = format!("canonym.{}", fit(name));
            for (case, findings) in suite {
                write_case(writer, (&class, case), findings, quotes, page)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_case(
    writer: &mut Xml,
    (class, case): (&str, &str),
    findings: &[&Finding],
    quotes: &Quotes,
    page: &Page,
) -> io::Result<()> {
    let case = fit(case);
    let mut element =
        writer.create_element("testcase").with_attributes([("name", &*case), ("classname", class)]);
    let first = findings.first().and_then(|finding| principal(finding));
    if let Some(mark) = first {
        element = element.with_attribute(("file", &*fit(&page.relative(&mark.path))));
    }
    if findings.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|writer| {
        let (failing, notes): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().partition(|finding| fails(finding));
        if let Some(first) = failing.first() {
            writer
                .create_element("failure")
                .with_attribute(("message", &*fit(&first.message)))
                .with_attribute(("type", first.check))
                .write_text_content(BytesText::new(&text(&failing, quotes, page)))?;
        }
        if !notes.is_empty() {
            writer
                .create_element("system-out")
                .write_text_content(BytesText::new(&text(&notes, quotes, page)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Findings in words, with an empty line between them.
fn text(findings: &[&Finding], quotes: &Quotes, page: &Page) -> String {
    let told = findings.iter().filter_map(|finding| Some((*finding, principal(finding)?)));
    let blocks = told.map(|(finding, mark)| block(finding, mark, quotes, page).join("\n"));
    fit_lines(&blocks.collect::<Vec<_>>().join("\n\n"))
}

fn block(finding: &Finding, mark: &Mark, quotes: &Quotes, page: &Page) -> Vec<String> {
    let at = quotes.locate(mark).start;
    let drafted = if finding.is_drafted { " (drafted)" } else { "" };
    let place = format!("{}:{}:{}", page.path(&mark.path), at.line, at.column);
    let (level, check) = (finding.level, finding.check);
    let mut lines = vec![format!("{place}: {level}[{check}]{drafted} {}", sentence(finding, mark))];
    lines.extend(elsewhere(finding, mark, quotes, page));
    lines.extend(advice(finding, page));
    lines
}

/// Text that XML can hold: of control characters XML 1.0 knows three, and two characters are none.
fn fit(text: &str) -> String {
    fit_lines(&printable(text))
}

/// The same for text of ours whose lines end.
fn fit_lines(text: &str) -> String {
    text.replace('\u{FFFE}', "\\u{fffe}").replace('\u{FFFF}', "\\u{ffff}")
}
