//! Reads on behind what is broken. The parser reads the file from some line on; where it stops, the line
//! to blame and what belongs to it are left out, and it begins again at the next line that stands as an
//! entry of what is open does. A file without faults is read once, from its beginning.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Parser};

use super::Stream;
use super::build::{Body, Builder, Next};
use super::complaint::{Blame, blame};
use crate::label::Fault;
use crate::syntax::conflict;
use crate::text::place::Span;

/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;
/// Blocks nested deeper, and brackets, are no catalogue that a person wrote.
const DEEPEST: usize = 128;
/// As often as this a file may be read in all: a fault may be noticed far behind its line.
const MOST_READINGS: usize = 16;

/// Where the parser stopped.
pub(super) struct Stop {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
}

/// A line by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    /// Its end, without the line break.
    pub(super) end: usize,
    /// How many blanks indent it.
    pub(super) column: usize,
}

impl Line {
    /// The line that an offset is in.
    pub(super) fn at(text: &str, at: usize) -> Self {
        let at = text.floor_char_boundary(at);
        let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
        let end = text[start..].find('\n').map_or(text.len(), |found| start + found);
        let line = &text[start..end];
        let column = line.len() - line.trim_start_matches(' ').len();
        Self { start, end, column }
    }

    /// The line behind this one.
    pub(super) fn next(self, text: &str) -> Option<Self> {
        (self.end + 1 < text.len()).then(|| Self::at(text, self.end + 1))
    }

    /// What stands on it behind its indentation.
    pub(super) fn content(self, text: &str) -> &str {
        &text[self.start + self.column..self.end]
    }
}

/// Reads a file.
pub(super) fn read(source: &str) -> Stream<'_> {
    let (text, conflicts) = without_markers(source);
    let mut builder = Builder::new(source);
    builder.stream.faults = conflicts;
    let work = (text.len() + 4096) * MOST_READINGS;
    let mut reader = Reader { text: &text, builder, work, quiet_until: 0 };
    let mut from = 0;
    while let Some(stop) = reader.run(from..text.len()) {
        let Some(next) = reader.behind(from, &stop) else { break };
        from = next;
    }
    reader.builder.end_document();
    reader.builder.stream
}

/// The file with the markers of merges turned into comments, and a fault for each merge.
fn without_markers(source: &str) -> (Cow<'_, str>, Vec<Fault>) {
    let markers = conflict::markers(source);
    if markers.is_empty() {
        return (source.into(), Vec::new());
    }
    let mut text = source.to_owned();
    let mut faults = Vec::new();
    for marker in markers {
        let (start, line) = (marker.start as usize, marker.slice(source));
        text.replace_range(start..=start, "#");
        if line.starts_with('<') {
            let span = Some(Span::new(start, start + line.trim_end().len()));
            let message = "a merge conflict stands here; both sides are read".to_owned();
            faults.push(Fault { span, message, help: None });
        }
    }
    (text.into(), faults)
}

struct Reader<'t, 's> {
    text: &'t str,
    builder: Builder<'s>,
    /// How many bytes may yet be read.
    work: usize,
    /// The end of the line that has its fault already.
    quiet_until: usize,
}

impl Reader<'_, '_> {
    /// Reads lines of the file; `None` if nothing stopped the parser.
    fn run(&mut self, bytes: Range<usize>) -> Option<Stop> {
        let options = granit_parser::options! {
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            block_scalar_eof_without_line_feed: true,
            max_buffered_comment_events: usize::MAX,
            block_nesting_limit: DEEPEST,
            flow_nesting_limit: DEEPEST,
        };
        let base = bytes.start;
        self.builder.begin(base);
        let slice = &self.text[bytes];
        for event in Parser::new_from_str_with_options(slice, options) {
            match event {
                Ok((event, span)) => self.builder.event(&event, &span),
                Err(error) => {
                    let at = base + error.marker().byte_offset().unwrap_or(slice.len());
                    self.work = self.work.saturating_sub(at - base + 64);
                    return Some(Stop { kind: error.kind().clone(), at });
                }
            }
            if let Some(at) = self.builder.swallowed.take() {
                self.work = self.work.saturating_sub(self.builder.done - base + 64);
                return Some(Stop { kind: ErrorKind::UnclosedQuotedScalar, at });
            }
        }
        None
    }

    /// The line from which to read on, if there is one. Tells what is wrong.
    fn behind(&mut self, from: usize, stop: &Stop) -> Option<usize> {
        let flow = self.bracket(stop.at);
        let blame = blame(self.text, &self.builder, flow, stop);
        self.builder.open.retain(|open| !open.place.is_flow);
        self.builder.reopen();
        let line = Line::at(self.text, stop.at);
        let is_dedent = is_dedent(&stop.kind) && stop.at == line.start + line.column;
        if is_dedent && line.start > from && self.aim(line, true) {
            return Some(line.start);
        }
        if self.work == 0 {
            let message = "so much is broken here that the file is not read from here on";
            self.fault(Fault { message: message.to_owned(), ..blame.fault });
            return None;
        }
        self.leave_out(from, &blame);
        self.fault(blame.fault);
        if flow.is_some() && self.builder.open.is_empty() {
            return self.next_document(blame.line);
        }
        self.next_line(from, blame.line, blame.is_tab)
    }

    /// The outermost bracket that is open, as far as the parser has told or will tell of it.
    fn bracket(&self, at: usize) -> Option<usize> {
        let told = self.builder.open.iter().find(|open| open.place.is_flow);
        told.map(|open| open.place.start).or_else(|| {
            let token = self.builder.token(self.text, at);
            self.text[token..at].starts_with(['[', '{']).then_some(token)
        })
    }

    /// Takes back what was read of the blamed line, and reads what stands before it again if the parser
    /// had mixed both.
    fn leave_out(&mut self, from: usize, blame: &Blame) {
        let start = blame.line.start;
        let Some(mixed) = self.mixed(start) else { return self.take_back(start) };
        let mixed = Line::at(self.text, mixed);
        self.take_back(mixed.start);
        if mixed.start >= from && mixed.start < start && self.aim(mixed, false) {
            if self.run(mixed.start..start).is_some() {
                self.builder.open.retain(|open| !open.place.is_flow);
                self.builder.reopen();
                self.take_back(mixed.start);
            }
            self.builder.reopen();
        }
    }

    /// Where the entry begins that stands before a line and reaches into it.
    fn mixed(&self, start: usize) -> Option<usize> {
        let open = self.builder.open.iter().rfind(|open| open.place.start < start)?;
        if let Some(slot) = open.slot() {
            let is_begun = says_something(self.text.get(slot.end as usize..start)?);
            return is_begun.then_some(slot.start as usize);
        }
        let last = match &open.body {
            Body::Mapping { members, .. } => members.last()?.key.span.start as usize,
            Body::Sequence(elements) => elements.last()?.start,
        };
        (last < start && start < open.place.end).then_some(last)
    }

    /// Forgets all that begins at an offset or behind it.
    fn take_back(&mut self, start: usize) {
        let builder = &mut self.builder;
        while builder.open.last().is_some_and(|open| open.place.start >= start) {
            builder.open.pop();
        }
        for open in &mut builder.open {
            open.place.end = open.place.end.min(start);
            match &mut open.body {
                Body::Mapping { members, key } => {
                    key.take_if(|slot| slot.span.start as usize >= start);
                    while members.last().is_some_and(|it| it.key.span.start as usize >= start) {
                        members.pop();
                    }
                }
                Body::Sequence(elements) => {
                    while elements.last().is_some_and(|element| element.start >= start) {
                        elements.pop();
                    }
                }
            }
        }
        if builder.open.is_empty() {
            builder.root = None;
        }
    }

    /// The first line behind the blamed one that can be read on from. What is indented deeper belongs to
    /// the blamed entry.
    fn next_line(&mut self, from: usize, blamed: Line, is_tab: bool) -> Option<usize> {
        let open = &self.builder.open;
        let is_entry = open.iter().any(|open| open.place.column == blamed.column);
        if is_entry && !is_tab {
            while self.builder.open.last().is_some_and(|it| it.place.column > blamed.column) {
                self.builder.close();
            }
        }
        let mut line = blamed;
        loop {
            line = line.next(self.text)?;
            let content = line.content(self.text);
            let is_passed = line.start <= from
                || content.trim().is_empty()
                || content.starts_with(['#', ']', '}'])
                || is_tab && content.starts_with('\t');
            if !is_passed && self.aim(line, false) {
                return Some(line.start);
            }
        }
    }

    /// The line that begins the next document, behind one that is all in brackets.
    fn next_document(&mut self, blamed: Line) -> Option<usize> {
        let mut line = blamed;
        loop {
            line = line.next(self.text)?;
            if is_boundary(line, self.text) && self.aim(line, false) {
                return Some(line.start);
            }
        }
    }

    /// Makes ready to read on from a line, if it stands as an entry of what is open does.
    /// Where nothing is wrong (`is_silent`) it must be so exactly.
    fn aim(&mut self, line: Line, is_silent: bool) -> bool {
        let content = line.content(self.text);
        if is_boundary(line, self.text) {
            self.builder.end_document();
            return true;
        }
        let is_dash = is_mark(content, "-");
        let open = &self.builder.open;
        let Some(last) = open.last() else {
            let is_free = self.builder.root.is_none() && !is_silent;
            self.builder.next = Next::Due;
            return is_free;
        };
        let place = last.place;
        let (column, is_slot) = (line.column, last.slot().is_some());
        let fits = open.iter().rposition(|open| {
            open.place.column == column && open.is_sequence() == is_dash && !open.place.is_flow
        });
        let is_deeper = column > place.column || is_dash && column == place.column;
        let (depth, next) = match fits {
            Some(fits) => (fits + 1, Next::More),
            None if is_slot && is_deeper => (open.len(), Next::Due),
            None if is_silent || column > open[0].place.column => return false,
            None if open[0].is_sequence() == is_dash => (1, Next::More),
            None => return false,
        };
        while self.builder.open.len() > depth {
            self.builder.close();
        }
        if next == Next::More {
            self.builder.forget_slot();
        }
        self.builder.next = next;
        true
    }

    fn fault(&mut self, fault: Fault) {
        let at = fault.span.map_or(0, |span| span.start as usize);
        if at < self.quiet_until || self.builder.stream.faults.len() >= MOST_FAULTS {
            return;
        }
        let line = Line::at(self.text, at);
        self.quiet_until = line.end;
        let faults = &mut self.builder.stream.faults;
        let is_here =
            |last: &mut Fault| last.span.is_some_and(|it| it.start as usize >= line.start);
        faults.pop_if(is_here); // an alias without an anchor, where none was meant
        faults.push(fault);
    }
}

/// Whether the parser stopped because what it read ended where something around it goes on.
fn is_dedent(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedDocumentStart
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedBlockMappingKey
    )
}

/// Whether a document begins or ends on a line.
fn is_boundary(line: Line, text: &str) -> bool {
    let content = line.content(text);
    line.column == 0 && (is_mark(content, "---") || is_mark(content, "..."))
}

/// Whether a line begins with a mark and a blank, or is one.
fn is_mark(content: &str, mark: &str) -> bool {
    content
        .strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\t']))
}

/// Whether anything but a colon, an anchor, a tag and comments stands here.
fn says_something(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(':');
    let mut lines = text.lines().map(str::trim);
    lines.any(|line| !line.is_empty() && !line.starts_with(['#', '&', '!']))
}
