//! Where the text of a block scalar (`|`, `>`) stands: line by line, without the indentation. What a
//! folded line break stands for is the last blank of the next line's indentation, so that each span is
//! read as it stands. Knows how a parser read the block and finds its places again.

use crate::text::place::{Span, Spans};

/// The spans of a block scalar that was read as `text`. Its first line with anything on it begins at
/// `start`, behind an indentation of `indent`. `None` if it says nothing.
pub(super) fn spans(
    source: &str,
    start: usize,
    end: usize,
    indent: usize,
    text: &str,
) -> Option<Spans> {
    if text.trim().is_empty() {
        return None;
    }
    let mut aligned = Alignment { text, at: 0, breaks: Vec::new(), spans: Vec::new() };
    let mut at = first_line(source, start - indent);
    while at < end {
        let line = &source[at..end];
        let line = &line[..line.find('\n').map_or(line.len(), |found| found + 1)];
        aligned.line(line, at, indent);
        at += line.len();
    }
    aligned.end();
    Spans::several(aligned.spans)
}

/// Where the line begins that follows the block's header: lines without anything on them count.
fn first_line(source: &str, content: usize) -> usize {
    let mut first = content;
    while let Some(above) = source[..first].strip_suffix('\n') {
        let start = above.rfind('\n').map_or(0, |found| found + 1);
        if !above[start..].trim().is_empty() {
            break;
        }
        first = start;
    }
    first
}

/// Follows the text along the lines of the file.
struct Alignment<'t> {
    text: &'t str,
    at: usize,
    /// The line breaks since the last line with anything on it.
    breaks: Vec<Span>,
    spans: Vec<Span>,
}

impl Alignment<'_> {
    fn line(&mut self, line: &str, at: usize, indent: usize) {
        let content = line.trim_end_matches(['\n', '\r']);
        let blanks = content.len() - content.trim_start_matches(' ').len();
        let said = &content[blanks.min(indent)..];
        let start = at + content.len() - said.len();
        if !said.is_empty() {
            self.content(said, start);
        }
        let end = at + line.len();
        if content.len() < line.len() {
            self.breaks.push(Span::new(at + content.len(), end));
        }
    }

    /// A line's content, with what stands for the breaks before it.
    fn content(&mut self, said: &str, start: usize) {
        let rest = &self.text[self.at..];
        let kept = rest.len() - rest.trim_start_matches('\n').len();
        let kept = kept.min(self.breaks.len());
        let is_folded = kept == 0 && !self.breaks.is_empty();
        let gap = if is_folded { 1 } else { kept };
        let (before, after) = rest.split_at_checked(gap).unwrap_or_default();
        if is_folded && before != " " || !after.starts_with(said) {
            return; // blanks beyond the last line of the text
        }
        if is_folded {
            self.spans.push(Span::new(start - 1, start));
        } else {
            self.spans.extend(self.breaks.drain(self.breaks.len() - kept..));
        }
        self.breaks.clear();
        self.spans.push(Span::new(start, start + said.len()));
        self.at += gap + said.len();
    }

    /// The breaks behind the last line, as far as they are kept.
    fn end(&mut self) {
        let kept = self.text.len() - self.at;
        self.spans.extend(self.breaks.drain(..kept.min(self.breaks.len())));
    }
}
