//! Tables of comma-separated values: rows of cells with the place of each. Own scanner: no crate tells
//! where a cell stands. Knows neither what a column means nor what a label is.

use crate::label::{Fault, Quoting};
use crate::syntax::conflict;
use crate::syntax::written::Written;
use crate::text::place::Span;

/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;
/// As many cells that run over several lines may be tried in vain; then no more does.
const MOST_TRIES: usize = 16;

/// What stands in a file.
#[derive(Debug, Default)]
pub struct Table {
    /// The rows; lines on which nothing stands are none.
    pub rows: Vec<Row>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A row.
#[derive(Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is between its quotes, or all of it.
    pub span: Span,
    /// [`Quoting::Double`], or [`Quoting::Bare`] where it has no quotes.
    pub quoting: Quoting,
}

impl Cell {
    /// What it says.
    pub fn written(self, text: &str) -> Written<'_> {
        let raw = self.span.slice(text);
        if self.quoting == Quoting::Bare || !raw.contains("\"\"") {
            return Written::plain(text, self.span);
        }
        let mut written = Written::empty();
        let mut at = self.span.start as usize;
        for part in raw.split_inclusive("\"\"") {
            let end = at + part.len();
            if part.ends_with("\"\"") {
                written.add_plain(text, Span::new(at, end - 2));
                written.add("\"", Span::new(end - 2, end));
            } else {
                written.add_plain(text, Span::new(at, end));
            }
            at = end;
        }
        written
    }
}

/// The text that the bytes of a cell stand for.
pub fn decode(raw: &str, quoting: Quoting) -> String {
    if quoting == Quoting::Double { raw.replace("\"\"", "\"") } else { raw.to_owned() }
}

/// The bytes that stand for a text in a cell; `None` where quotes would be needed that are not there.
pub fn encode(text: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        Quoting::Double => Some(text.replace('"', "\"\"")),
        _ => (!text.contains(['"', ',', ';', '\t', '\n', '\r'])).then(|| text.to_owned()),
    }
}

/// Reads a file from a place on. Never fails: what could not be read is a fault, and costs its row.
pub fn read(text: &str, start: usize, delimiter: u8) -> Table {
    let markers = conflict::markers(text);
    let table = Table::default();
    let mut reader = Reader {
        text,
        delimiter,
        at: start,
        markers,
        passed: 0,
        tries: 0,
        is_in_line: false,
        table,
    };
    while reader.at < text.len() {
        reader.row();
    }
    reader.table
}

/// The sign that parts cells: of those that may, the one that stands most often on the first line.
pub fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte) {
                    *count += 1;
                }
            }
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

struct Reader<'s> {
    text: &'s str,
    delimiter: u8,
    at: usize,
    markers: Vec<Span>,
    /// How many of these are passed.
    passed: usize,
    /// How many cells ran over several lines and were none.
    tries: usize,
    /// Whether no cell runs over several lines any more: one had no end.
    is_in_line: bool,
    table: Table,
}

/// What a row is not read for.
struct Broken;

impl Reader<'_> {
    fn row(&mut self) {
        if self.marker() {
            return;
        }
        let mut cells = Vec::new();
        loop {
            let Ok(cell) = self.cell() else { return };
            cells.push(cell);
            if self.text.as_bytes().get(self.at) != Some(&self.delimiter) {
                break;
            }
            self.at += 1;
        }
        let is_empty =
            matches!(cells[..], [Cell { span, quoting: Quoting::Bare }] if span.is_empty());
        if !is_empty {
            self.table.rows.push(Row { cells });
        }
        let rest = &self.text[self.at..];
        let rest = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        self.at = self.text.len() - rest.len();
    }

    /// A mark of a merge: the rows of both sides are read.
    fn marker(&mut self) -> bool {
        let before = |marker: &&Span| (marker.start as usize) < self.at;
        self.passed += self.markers[self.passed..].iter().take_while(before).count();
        let here = self.markers.get(self.passed).filter(|it| it.start as usize == self.at);
        let Some(marker) = here.copied() else { return false };
        let line = marker.slice(self.text);
        if line.starts_with('<') {
            let span = Span::new(self.at, self.at + line.trim_end().len());
            self.fault(span, "a merge conflict stands here; both sides are read");
        }
        self.at = marker.end as usize;
        true
    }

    fn cell(&mut self) -> Result<Cell, Broken> {
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at += length;
        Ok(Cell { span, quoting: Quoting::Bare })
    }

    /// A cell in quotes, which may run over several lines.
    fn quoted(&mut self) -> Result<Cell, Broken> {
        let start = self.at + 1;
        let Some(end) = self.closing_quote(start) else {
            self.is_in_line = true;
            return Err(self.give_up(start, "this cell has no closing quotation mark"));
        };
        let span = Span::new(start, end);
        self.at = end + 1;
        let next = self.text.as_bytes().get(self.at);
        let is_right = next.is_none_or(|it| *it == self.delimiter || matches!(it, b'\n' | b'\r'));
        let runs_over = span.slice(self.text).contains('\n');
        if !is_right && runs_over {
            self.tries += 1;
            self.is_in_line |= self.tries == MOST_TRIES;
            return Err(self.give_up(start, "this cell has no closing quotation mark on its line"));
        }
        if !is_right {
            let message = "a quotation mark inside a cell is written twice; one stands here";
            return Err(self.give_up(self.at, message));
        }
        if runs_over && self.holds_marker(span) {
            return Err(self.lost(start));
        }
        Ok(Cell { span, quoting: Quoting::Double })
    }

    fn holds_marker(&self, span: Span) -> bool {
        let before = self.markers.partition_point(|marker| marker.start < span.start);
        self.markers.get(before).is_some_and(|marker| marker.start < span.end)
    }

    fn closing_quote(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            let stops = |byte: &u8| *byte == b'"' || self.is_in_line && *byte == b'\n';
            at += bytes[at..].iter().position(stops)?;
            match (bytes[at], bytes.get(at + 1)) {
                (b'\n', _) => return None,
                (_, Some(b'"')) => at += 2,
                _ => return Some(at),
            }
        }
    }

    /// Goes on with the next line.
    fn give_up(&mut self, start: usize, message: &str) -> Broken {
        let quote = Span::new(start - 1, start);
        self.fault(quote, message);
        let rest = &self.text[start..];
        self.at = rest.find('\n').map_or(self.text.len(), |end| start + end + 1);
        Broken
    }

    /// Goes behind a merge in the midst of a cell, which costs the row.
    fn lost(&mut self, start: usize) -> Broken {
        let first = self.markers.partition_point(|marker| (marker.start as usize) < start);
        let begins = |marker: &&Span| marker.slice(self.text).starts_with('<');
        let inner = self.markers[first..].iter().skip(1).take_while(|it| !begins(it)).count();
        let last = self.markers.get(first + inner).map_or(self.at, |marker| marker.end as usize);
        let end = self.at.max(last);
        self.give_up(start, "a merge conflict stands in this cell");
        self.at = self.at.max(end);
        if self.text.as_bytes()[self.at - 1] != b'\n' {
            let rest = &self.text[self.at..];
            self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        }
        Broken
    }

    fn fault(&mut self, span: Span, message: &str) {
        if self.table.faults.len() < MOST_FAULTS {
            let message = message.to_owned();
            self.table.faults.push(Fault { span: Some(span), message, help: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let table = read(text, 0, delimiter(text));
        let said = |cell: &Cell| cell.written(text).text.into_owned();
        let row = |row: &Row| row.cells.iter().map(said).collect::<Vec<_>>().join("|");
        let faults = table.faults.iter().map(|fault| {
            let start = fault.span.map_or(0, |span| span.start);
            format!("{start} {}", fault.message)
        });
        table.rows.iter().map(row).chain(faults).collect()
    }

    #[test]
    fn cells() {
        assert_eq!(
            rows("a;b,c;d\n1;\"2;\n\"\"2\"\"\";\r\n\n x ; \"y\"\r3"),
            ["a|b,c|d", "1|2;\n\"2\"|", " x | \"y\"", "3"]
        );
        assert_eq!(rows("a\tb,c\td"), ["a|b,c|d"]);
        assert_eq!(rows("\"a;;\",b"), ["a;;|b"]);
    }

    #[test]
    fn a_broken_row_costs_itself() {
        for (text, expected) in [
            ("a,b\n\"c,d\ne,f\n", ["a|b", "e|f", "4 this cell has no closing quotation mark"]),
            (
                "a,b\n\"c,d\ne,\"f\"\n",
                ["a|b", "e|f", "4 this cell has no closing quotation mark on its line"],
            ),
            (
                "a,b\n\"c\"c\",d\ne,f",
                [
                    "a|b",
                    "e|f",
                    "6 a quotation mark inside a cell is written twice; one stands here",
                ],
            ),
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
    }
}
