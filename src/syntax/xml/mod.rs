//! XML with the place of every part: the start tags and comments of a file in order, and what an element
//! holds. quick-xml finds the parts; what it lets pass (an element without its end, a bare `&`) is told
//! here, and reading goes on behind it. Builds no tree and knows no format.

mod content;
mod offsets;
mod tag;

use std::ops::Range;

use memchr::memchr;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event as Raw;

use super::conflict;
use crate::label::Fault;
use crate::text::place::Span;

pub use content::{Piece, decode, encode, pieces, section, without_tags};
pub use offsets::Offsets;
pub use tag::{Attribute, Tag};

use content::wrong_references;

/// More faults than this tell nobody more, and each may cost the reading of a file to its end. Marks of
/// merges count by themselves.
const MOST_FAULTS: usize = 100;
/// So many elements up an end tag looks for its start.
const FARTHEST: usize = 64;

/// A part of a file.
#[derive(Clone, Copy, Debug)]
pub enum Event<'s> {
    /// The start of an element.
    Start(Tag<'s>),
    /// What a comment says.
    Comment(Span),
}

/// The inside of an element, as far as it is read.
#[derive(Clone, Copy, Debug)]
pub struct Level<'s> {
    /// How many elements are open in it; `None` if it holds nothing.
    depth: Option<usize>,
    /// The element, and what cannot stand in it.
    bounds: Option<(Tag<'s>, &'s [&'s str])>,
}

impl Level<'_> {
    /// Around everything in a file.
    pub const FILE: Self = Self { depth: Some(0), bounds: None };
}

/// Reads a file part by part.
pub struct Reader<'s> {
    text: &'s str,
    parts: quick_xml::Reader<&'s [u8]>,
    /// Where `parts` began: behind the last trouble.
    base: usize,
    /// Where the part that was read last begins.
    start: usize,
    /// The elements around this place.
    open: Vec<Tag<'s>>,
    /// The start of an element that another one had to make room for.
    pending: Option<Tag<'s>>,
    /// Whether the file declares entities of its own.
    has_entities: bool,
    /// The lines that mark merges.
    conflicts: Vec<Span>,
    is_over: bool,
    /// How often reading had to begin anew.
    troubles: usize,
    faults: Vec<Fault>,
    /// The line of the last fault.
    told: Range<usize>,
}

/// A part as it stands in the file.
enum Part<'s> {
    Start(Tag<'s>),
    /// The end of an element, which is no longer open.
    End,
    Comment(Span),
    /// Text, or what no reader of texts needs.
    Other,
}

impl<'s> Reader<'s> {
    /// Reads a file from its beginning.
    pub fn new(text: &'s str) -> Self {
        let conflicts = conflict::markers(text);
        let begins = |marker: &&Span| marker.slice(text).starts_with('<');
        let told = conflicts.iter().filter(begins).take(MOST_FAULTS).map(|marker| Fault {
            span: Some(Span::new(
                marker.start as usize,
                marker.start as usize + marker.slice(text).trim_end().len(),
            )),
            message: "a merge conflict is not resolved".to_owned(),
            help: Some("choose one side and remove the marks".to_owned()),
        });
        let faults = told.collect();
        Self {
            text,
            parts: parts(&text[behind_marks(text, 0)..]),
            base: behind_marks(text, 0),
            start: 0,
            open: Vec::new(),
            pending: None,
            has_entities: false,
            conflicts,
            is_over: false,
            troubles: 0,
            faults,
            told: 0..0,
        }
    }

    /// The inside of an element that was just read, at whatever depth.
    pub fn enter(&self, tag: &Tag<'s>) -> Level<'s> {
        Level { depth: (!tag.is_empty).then_some(self.open.len()), bounds: None }
    }

    /// The inside of an element that was just read, which has no end if one of `siblings` begins in it.
    pub fn enter_before(&self, tag: &Tag<'s>, siblings: &'s [&'s str]) -> Level<'s> {
        Level { bounds: Some((*tag, siblings)), ..self.enter(tag) }
    }

    /// The next part inside an element; `None` behind its end.
    pub fn next(&mut self, level: Level<'s>) -> Option<Event<'s>> {
        let depth = level.depth?;
        while self.open.len() >= depth {
            let part = match self.pending.take() {
                Some(tag) => Part::Start(tag),
                None => self.part()?,
            };
            match part {
                Part::Start(inner) => {
                    if let Some((tag, siblings)) = level.bounds
                        && siblings.contains(&inner.local())
                    {
                        self.give_way(tag, depth, inner);
                        return None;
                    }
                    if !inner.is_empty {
                        self.open.push(inner);
                    }
                    return Some(Event::Start(inner));
                }
                Part::Comment(span) => return Some(Event::Comment(span)),
                Part::End | Part::Other => {}
            }
        }
        None
    }

    /// Ends an element without its end tag, for a sibling begins.
    fn give_way(&mut self, tag: Tag<'s>, depth: usize, sibling: Tag<'s>) {
        self.unclosed(tag);
        self.open.truncate(depth - 1);
        self.pending = Some(sibling);
    }

    /// Reads on behind the end of an element that was just read.
    pub fn skip(&mut self, tag: &Tag<'s>) {
        self.skip_rest(self.enter(tag));
    }

    /// Reads on behind the end of an element that was entered.
    pub fn skip_rest(&mut self, level: Level<'s>) {
        while self.next(level).is_some() {}
    }

    /// What an element that was just read holds, from behind its start to its end. `None`, with a fault,
    /// if it has no end: if one of `siblings`, which cannot stand in it, begins before.
    pub fn content(&mut self, tag: &Tag<'s>, siblings: &[&str]) -> Option<Span> {
        let start = tag.span.end as usize;
        let Some(depth) = self.enter(tag).depth else { return Some(Span::new(start, start)) };
        loop {
            match self.part()? {
                Part::Start(inner) if siblings.contains(&inner.local()) => {
                    self.give_way(*tag, depth, inner);
                    return None;
                }
                Part::Start(inner) if !inner.is_empty => self.open.push(inner),
                Part::End if self.open.len() + 1 == depth => break,
                // The end of an outer element was its end.
                Part::End if self.open.len() + 1 < depth => return None,
                Part::Start(_) | Part::End | Part::Comment(_) | Part::Other => {}
            }
        }
        let span = Span::new(start, self.start);
        self.check_references(span);
        (!self.holds_conflict(span)).then_some(span)
    }

    /// What could not be read, in the order of the file.
    pub fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| fault.span);
        self.faults
    }

    /// Whether anything could not be read so far.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Tells what a format found wrong, once a line.
    pub fn fault(&mut self, span: Span, message: impl Into<String>, help: Option<&str>) {
        let start = span.start as usize;
        if self.told.contains(&start) || self.faults.len() >= 2 * MOST_FAULTS {
            return;
        }
        let (before, after) = self.text.split_at(start);
        let begin = before.rfind('\n').map_or(0, |end| end + 1);
        self.told = begin..start + after.find('\n').map_or(after.len(), |end| end + 1);
        let (message, help) = (message.into(), help.map(str::to_owned));
        self.faults.push(Fault { span: Some(span), message, help });
    }

    /// Tells where reading had to begin anew, which must not happen too often.
    fn trouble(&mut self, span: Span, message: impl Into<String>, help: Option<&str>) {
        self.count_trouble();
        self.fault(span, message, help);
    }

    fn count_trouble(&mut self) {
        self.troubles += 1;
        self.is_over |= self.troubles >= MOST_FAULTS;
    }

    /// The next part; `None` at the end of the file.
    fn part(&mut self) -> Option<Part<'s>> {
        if self.is_over {
            return None;
        }
        self.pass_text();
        self.start = self.at();
        let event = match self.parts.read_event() {
            Ok(event) => event,
            Err(error) => {
                self.stumble(&error);
                return Some(Part::Other);
            }
        };
        let part = match event {
            Raw::Start(tag) => self.tag(tag.name().0.len(), false),
            Raw::Empty(tag) => self.tag(tag.name().0.len(), true),
            Raw::End(tag) => {
                let length = tag.name().0.len();
                self.end(length)
            }
            Raw::Comment(_) => Part::Comment(Span::new(self.start + 4, self.at() - 3)),
            Raw::DocType(declared) => {
                self.has_entities |= declared.contains("<!ENTITY");
                Part::Other
            }
            Raw::Eof => {
                self.is_over = true;
                // One word is enough: what is around it has no end either.
                if let Some(tag) = self.open.pop() {
                    self.unclosed(tag);
                }
                return None;
            }
            Raw::Text(_) | Raw::CData(_) | Raw::GeneralRef(_) | Raw::Decl(_) | Raw::PI(_) => {
                Part::Other
            }
        };
        Some(part)
    }

    /// Goes on at the next sign that may begin a tag. A text is no part of its own here, and quick-xml would
    /// take it apart at each reference.
    fn pass_text(&mut self) {
        let at = self.at();
        match memchr(b'<', &self.text.as_bytes()[at..]) {
            None | Some(0) => {}
            Some(length) => self.resume(at + length),
        }
    }

    /// A start tag whose name is so long.
    fn tag(&mut self, name: usize, is_empty: bool) -> Part<'s> {
        if self.is_broken() {
            return Part::Other;
        }
        Part::Start(Tag::new(self.text, Span::new(self.start, self.at()), name, is_empty))
    }

    /// An end tag whose name is so long: closes the element and those in it.
    fn end(&mut self, name: usize) -> Part<'s> {
        if self.is_broken() {
            return Part::Other;
        }
        let name = &self.text[self.start + 2..][..name];
        let near = self.open.len().saturating_sub(FARTHEST);
        let Some(at) = self.open[near..].iter().rposition(|tag| tag.name == name) else {
            let span = Span::new(self.start, self.at());
            let name = name.split_whitespace().next().unwrap_or("");
            self.trouble(span, format!("`</{name}>` ends nothing that is open here"), None);
            return Part::Other;
        };
        if let Some(&inner) = self.open.get(near + at + 1) {
            self.unclosed(inner);
        }
        self.open.truncate(near + at);
        Part::End
    }

    /// Whether the tag just read holds a `<`, and so lacks a quote or its `>`. Reading goes on behind
    /// its line, or at that `<` if it stands on the same.
    fn is_broken(&mut self) -> bool {
        let tag = &self.text[self.start + 1..self.at()];
        let Some(inner) = memchr(b'<', tag.as_bytes()) else { return false };
        if let Some(marker) = self.marker(self.start) {
            self.count_trouble();
            self.resume(marker.end as usize);
            return true;
        }
        let line = tag.find('\n').map_or(tag.len(), |end| end.min(inner));
        let span = Span::new(self.start, self.start + 1 + line);
        let (message, help) = unfinished(tag);
        self.trouble(span, message, Some(help));
        self.resume(self.start + 1 + inner);
        true
    }

    /// Tells what quick-xml could not read, and goes on behind where it began.
    fn stumble(&mut self, error: &Error) {
        let start = self.base + self.parts.error_position() as usize;
        let start = self.text.floor_char_boundary(start.clamp(self.start, self.text.len()));
        let (message, help) = match error {
            Error::Syntax(SyntaxError::UnclosedComment) => {
                ("a comment that never ends: it hides all that follows", "close it with `-->`")
            }
            Error::Syntax(SyntaxError::UnclosedCData) => {
                ("a CDATA section that never ends", "close it with `]]>`")
            }
            _ => unfinished(self.text.get(start + 1..).unwrap_or("")),
        };
        if self.marker(start).is_some() {
            self.count_trouble();
        } else {
            let line = self.text[start..].lines().next().unwrap_or("");
            self.trouble(Span::new(start, start + line.len()), message, Some(help));
        }
        let from = self.text.ceil_char_boundary((start + 1).min(self.text.len()));
        match self.text[from..].find('<') {
            Some(next) => self.resume(from + next),
            None => {
                self.resume(self.text.len());
            }
        }
    }

    fn resume(&mut self, at: usize) {
        self.base = behind_marks(self.text, at);
        self.parts = parts(&self.text[self.base..]);
    }

    fn unclosed(&mut self, tag: Tag<'s>) {
        let message = format!("`<{}>` is never closed", tag.name);
        let help = format!("close it with `</{}>`", tag.name);
        self.trouble(tag.span, message, Some(&help));
    }

    /// A fault for each `&` in an element's content that begins no reference.
    fn check_references(&mut self, span: Span) {
        for at in wrong_references(span.slice(self.text), self.has_entities) {
            let start = span.start as usize + at;
            let help = "write `&amp;` for the sign itself, `&#160;` for characters";
            let message = "a `&` that begins no reference of XML";
            self.fault(Span::new(start, start + 1), message, Some(help));
        }
    }

    /// The mark of a merge that begins here.
    fn marker(&self, at: usize) -> Option<Span> {
        let found = self.conflicts.binary_search_by_key(&at, |marker| marker.start as usize);
        found.ok().map(|index| self.conflicts[index])
    }

    fn holds_conflict(&self, span: Span) -> bool {
        let after = self.conflicts.partition_point(|marker| marker.end <= span.start);
        self.conflicts.get(after).is_some_and(|marker| marker.start < span.end)
    }

    /// Where reading stands.
    pub fn at(&self) -> usize {
        self.base + self.parts.buffer_position() as usize
    }
}

/// What is wrong where a `<` stands before `rest` and no tag ends.
fn unfinished(rest: &str) -> (&'static str, &'static str) {
    match rest.starts_with(|char: char| char == '/' || char.is_alphabetic()) {
        true => ("a tag that never ends", "close it, and the quotes in it"),
        false => ("a `<` that begins no tag", "write `&lt;` for the sign itself"),
    }
}

/// Where to begin from `at`: quick-xml drops a byte order mark there, and does not count it.
fn behind_marks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches('\u{feff}').len()
}

/// quick-xml over a file, or over what is left of one.
fn parts(text: &str) -> quick_xml::Reader<&[u8]> {
    let mut parts = quick_xml::Reader::from_str(text);
    let config = parts.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    parts
}

#[cfg(test)]
mod tests;
