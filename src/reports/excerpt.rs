//! The excerpt under a finding: one line of the file with the odd name underlined, drawn by miette.

use std::fmt;
use std::io;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::Page;
use super::full::first_odd;
use crate::finding::Finding;
use crate::quote::Quotes;
use crate::text::place::Span;
use crate::text::source::{Source, printable};

/// How many characters of a line are shown on each side of the place.
const MARGIN: usize = 60;

/// Writes the excerpt of a finding's first odd mark, if it has a place.
pub(super) fn write(
    finding: &Finding,
    quotes: &Quotes,
    page: &Page,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let Some(mark) = first_odd(finding) else { return Ok(()) };
    let Some(source) = quotes.source(&mark.path) else { return Ok(()) };
    let Some(span) = mark.spans.as_ref().map(super::super::text::place::Spans::first) else {
        return Ok(());
    };
    let window =
        Window::new(source, span, page.path(&mark.path), printable(&mark.remark).into_owned());
    writeln!(out)?;
    for line in draw(&window, page).lines() {
        writeln!(out, "    {}", line.trim_end())?;
    }
    writeln!(out)
}

/// One line of a source, made printable and cut around the place: a minified file must not fill the
/// screen.
#[derive(Debug)]
struct Window {
    text: String,
    span: SourceSpan,
    line: usize,
    path: String,
    remark: String,
}

impl Window {
    fn new(source: &Source, span: Span, path: String, remark: String) -> Self {
        let line = source.position(span.start).line;
        let whole = source.line_span(line).unwrap_or(span);
        let end = span.end.min(whole.end).max(span.start);
        let before =
            last_chars(Span { start: whole.start, end: span.start }.slice(&source.text), MARGIN);
        let after =
            first_chars(Span { start: end, end: whole.end.max(end) }.slice(&source.text), MARGIN);
        let (before, after) = (printable(&before).into_owned(), printable(&after).into_owned());
        let marked = printable(Span { start: span.start, end }.slice(&source.text)).into_owned();
        let span = (before.len(), marked.len()).into();
        Self {
            text: format!("{before}{marked}{after}"),
            span,
            line: line as usize - 1,
            path,
            remark,
        }
    }
}

fn last_chars(text: &str, count: usize) -> String {
    match text.char_indices().rev().nth(count) {
        Some((at, char)) => format!("…{}", &text[at + char.len_utf8()..]),
        None => text.to_owned(),
    }
}

fn first_chars(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The frame alone: miette begins with a headline, which the finding has already.
fn draw(window: &Window, page: &Page) -> String {
    let theme = GraphicalTheme {
        characters: if page.is_unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if page.has_colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(page.width.saturating_sub(4).max(40))
        .with_context_lines(0)
        .with_links(false);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, window).is_err() {
        return String::new();
    }
    let frame =
        drawn.lines().skip_while(|line| !line.contains(if page.is_unicode { '╭' } else { ',' }));
    frame.collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("·")
    }
}

impl std::error::Error for Window {}

impl Diagnostic for Window {
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(
            Some(self.remark.clone()),
            self.span,
        ))))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = (0, self.text.len()).into();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            whole,
            self.line,
            0,
            1,
        )))
    }
}
