//! Java's `.properties`: keys and values with their places, read as `java.util.Properties.load` reads
//! them. Own scanner: no crate keeps places. Knows neither locales nor what a label is.

mod escapes;

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::label::Fault;
use crate::syntax::conflict;
use crate::syntax::written::Written;
use crate::text::place::Span;

use escapes::{continuation, read_escapes, unit};
pub use escapes::{decode, encode};

/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;

/// What stands in a file.
#[derive(Debug, Default)]
pub struct File<'s> {
    /// The entries in the order of the file.
    pub entries: Vec<Entry<'s>>,
    /// What the lines of comments say, without their sign and the blanks around.
    pub comments: Vec<Span>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// A key and its value, which may be empty.
#[derive(Debug)]
pub struct Entry<'s> {
    /// The comments on the lines right above, by their places in [`File::comments`].
    pub comments: std::ops::Range<usize>,
    /// The key.
    pub key: Written<'s>,
    /// The value.
    pub value: Written<'s>,
    /// Where the key stands.
    pub key_span: Span,
    /// From the key to the end of the value.
    pub span: Span,
}

/// Reads a file. Never fails: what could not be read is a fault.
pub fn read(text: &str) -> File<'_> {
    let markers = conflict::markers(text).into_iter().peekable();
    let mut reader = Reader { text, at: 0, above: 0, markers, file: File::default() };
    while reader.at < text.len() {
        reader.line();
    }
    reader.file
}

struct Reader<'s> {
    text: &'s str,
    /// Where a line begins.
    at: usize,
    /// The first of the comments that the next entry stands right below.
    above: usize,
    /// The marks of a merge that are still to come.
    markers: Peekable<IntoIter<Span>>,
    file: File<'s>,
}

impl Reader<'_> {
    /// Reads a line, and those that continue it.
    fn line(&mut self) {
        if self.marker() {
            return;
        }
        self.at += blanks(&self.text[self.at..]);
        // A line that is continued before anything stands on it is none yet.
        self.at += continuation(&self.text[self.at..]);
        match self.text.as_bytes().get(self.at) {
            None => {}
            Some(b'#' | b'!') => self.comment(),
            Some(b'\n' | b'\r') => {
                self.above = self.file.comments.len();
                self.end_line();
            }
            Some(_) => self.entry(),
        }
    }

    /// A mark of a merge: the entries of both sides are read.
    fn marker(&mut self) -> bool {
        // One that stood where nothing begins.
        while self.markers.next_if(|marker| (marker.start as usize) < self.at).is_some() {}
        let Some(marker) = self.markers.next_if(|marker| marker.start as usize == self.at) else {
            return false;
        };
        let line = marker.slice(self.text);
        if line.starts_with('<') {
            let span = Span::new(self.at, self.at + line.trim_end().len());
            self.fault(span, "a merge conflict stands here; both sides are read", None);
        }
        self.above = self.file.comments.len();
        self.at = marker.end as usize;
        true
    }

    fn comment(&mut self) {
        let start = self.at + 1;
        self.at = self.line_end(start);
        let line = self.text[start..self.at].trim_end();
        let said = line.trim_start_matches(['#', '!']).trim_start();
        let end = start + line.len();
        self.file.comments.push(Span::new(end - said.len(), end));
        self.end_line();
    }

    fn entry(&mut self) {
        let start = self.at;
        let comments = self.above..self.file.comments.len();
        self.above = comments.end;
        let key = Span::new(start, self.key_end());
        self.separator();
        let value_start = self.at;
        self.value_end();
        let value = Span::new(value_start, self.at);
        if self.is_cut() {
            self.skip_conflict();
            return;
        }
        self.end_line();
        match (read_escapes(self.text, key), read_escapes(self.text, value)) {
            (Ok(key_text), Ok(value_text)) => self.file.entries.push(Entry {
                comments,
                key: key_text,
                value: value_text,
                key_span: key,
                span: Span { end: value.end, ..key },
            }),
            (Err(place), _) | (_, Err(place)) => {
                let message = "four hexadecimal digits are missing behind this `\\u`";
                let help = "Java reads nothing of such a file; write `\\\\` for a backslash";
                self.fault(place, message, Some(help));
            }
        }
    }

    /// Goes to the first sign that ends a key.
    fn key_end(&mut self) -> usize {
        loop {
            let rest = &self.text[self.at..];
            let stops = |char: char| " \t\u{C}=:\n\r\\".contains(char);
            self.at += rest.find(stops).unwrap_or(rest.len());
            if !self.text[self.at..].starts_with('\\') || self.is_cut() {
                return self.at;
            }
            self.at += unit(&self.text[self.at..]);
        }
    }

    /// Goes behind what stands between a key and its value: blanks, and one `=` or `:`.
    fn separator(&mut self) {
        let mut is_seen = false;
        loop {
            let rest = &self.text[self.at..];
            self.at += match rest.as_bytes().first() {
                Some(b' ' | b'\t' | b'\x0C') => 1,
                Some(b'=' | b':') if !is_seen => {
                    is_seen = true;
                    1
                }
                Some(b'\\') if !self.is_cut() => match continuation(rest) {
                    0 => return,
                    length => length,
                },
                _ => return,
            }
        }
    }

    /// Goes to the end of the last line of a value.
    fn value_end(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.find(['\n', '\r', '\\']).unwrap_or(rest.len());
            if !self.text[self.at..].starts_with('\\') || self.is_cut() {
                return;
            }
            self.at += unit(&self.text[self.at..]);
        }
    }

    /// Whether the line that a backslash continues here is a mark of a merge.
    fn is_cut(&mut self) -> bool {
        let Some(marker) = self.markers.peek() else { return false };
        let until = &self.text[self.at..(marker.start as usize).max(self.at)];
        until == "\\\n" || until == "\\\r\n"
    }

    /// Goes behind a merge in the midst of an entry, which is lost.
    fn skip_conflict(&mut self) {
        while let Some(marker) = self.markers.peek() {
            let is_last = marker.slice(self.text).starts_with('>');
            self.at = marker.start as usize;
            self.marker();
            if is_last {
                return;
            }
        }
    }

    fn end_line(&mut self) {
        let rest = &self.text[self.at..];
        let rest = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        self.at = self.text.len() - rest.len();
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        from + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    fn fault(&mut self, span: Span, message: &str, help: Option<&str>) {
        if self.file.faults.len() < MOST_FAULTS {
            let (message, help) = (message.to_owned(), help.map(str::to_owned));
            self.file.faults.push(Fault { span: Some(span), message, help });
        }
    }
}

/// How many blanks stand at the beginning.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{C}']).len()
}
