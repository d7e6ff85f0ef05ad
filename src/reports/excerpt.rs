//! The excerpt under a finding or a mistake: one line of a file with a place underlined, drawn by
//! miette. Owns what is shown of the line; knows no findings.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::Page;
use crate::text::place::Span;
use crate::text::source::{Position, Source, printable};

/// How many characters of a line are shown on each side of the place: a minified file must not fill
/// the screen.
const MARGIN: usize = 60;

/// One line of a source, made printable and cut around a place.
#[derive(Debug)]
pub struct Excerpt {
    text: String,
    span: SourceSpan,
    start: Position,
    path: String,
    remark: Option<String>,
}

impl Excerpt {
    /// The excerpt for a span, under the path as it is shown, with a remark at the place (or none).
    /// Of a span over several lines the first line is shown.
    pub fn new(source: &Source, span: Span, path: String, remark: &str) -> Self {
        let start = source.position(span.start);
        let line = source.line_span(start.line).unwrap_or(span);
        let end = span.end.min(line.end).max(span.start);
        let part = |start, end| Span { start, end }.slice(&source.text);
        let before = last_chars(part(line.start, span.start));
        let marked = first_chars(part(span.start, end));
        let after = first_chars(part(end, line.end.max(end)));
        Self {
            span: (before.len(), marked.len()).into(),
            text: format!("{before}{marked}{after}"),
            start,
            path,
            remark: (!remark.is_empty()).then(|| printable(remark).into_owned()),
        }
    }

    /// The frame with the line, without miette's headline.
    pub fn draw(&self, page: &Page) -> String {
        let (characters, corner) = match page.is_unicode {
            true => (ThemeCharacters::unicode(), '╭'),
            false => (ThemeCharacters::ascii(), ','),
        };
        let styles = if page.has_colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(page.width.saturating_sub(4).max(40))
            .with_context_lines(0)
            .with_links(false);
        let mut drawn = String::new();
        match handler.render_report(&mut drawn, self) {
            Ok(()) => drawn
                .lines()
                .skip_while(|line| !line.contains(corner))
                .fold(String::new(), |frame, line| frame + line.trim_end() + "\n"),
            Err(_) => String::new(),
        }
    }
}

fn last_chars(text: &str) -> String {
    match text.char_indices().rev().nth(MARGIN) {
        Some((at, char)) => format!("...{}", printable(&text[at + char.len_utf8()..])),
        None => printable(text).into_owned(),
    }
}

fn first_chars(text: &str) -> String {
    match text.char_indices().nth(MARGIN) {
        Some((at, _)) => format!("{}...", printable(&text[..at])),
        None => printable(text).into_owned(),
    }
}

/// miette wants a headline; [`Excerpt::draw`] leaves it out.
impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("excerpt")
    }
}

impl std::error::Error for Excerpt {}

impl Diagnostic for Excerpt {
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(self.remark.clone(), self.span);
        Some(Box::new(std::iter::once(label)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = (0, self.text.len()).into();
        let (line, column) = (self.start.line as usize - 1, self.start.column as usize - 1);
        let text = self.text.as_bytes();
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), text, whole, line, column, 1)))
    }
}
