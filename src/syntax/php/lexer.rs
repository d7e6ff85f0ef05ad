//! The words and signs of PHP, each with its place. Passes over blanks and comments, and keeps the latter.

use crate::label::Quoting;
use crate::syntax::conflict;
use crate::text::place::Span;

/// A word or sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// All of it, the quotes included.
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Between single or double quotes.
    Quoted(Quoting),
    /// A heredoc or nowdoc: what is between its first and its last line, and the blanks of the last.
    Lines {
        body: Span,
        indent: usize,
        quoting: Quoting,
    },
    /// A quote that nothing closes.
    Unclosed,
    /// The beginning of a heredoc that nothing closes.
    UnclosedLines,
    /// `[`, `(`, `{`
    Open(u8),
    /// `]`, `)`, `}`
    Close(u8),
    Comma,
    Semicolon,
    /// `=>`
    Arrow,
    /// `.`
    Dot,
    /// `::`, `->`
    Member,
    /// A name, with the backslashes of its namespace, or a number.
    Word,
    /// Any other sign.
    Sign,
    /// The line of a merge.
    Marker,
    /// `?>`
    CloseTag,
    End,
}

/// As many texts that run over several lines may be tried in vain; then no more does.
const MOST_TRIES: usize = 16;

pub(super) struct Lexer<'s> {
    source: &'s str,
    at: usize,
    pub(super) comments: Vec<Span>,
    markers: Vec<Span>,
    /// How many of these are passed.
    passed: usize,
    /// How many texts that were no texts were tried.
    tries: usize,
    /// The quotes that nothing closed, and behind which a text ends on its line.
    unclosed: Vec<u8>,
    /// Whether nothing closed a heredoc: then nothing is closed.
    has_unclosed_lines: bool,
}

impl<'s> Lexer<'s> {
    /// Begins behind the first `<?php`; `None` if there is none.
    pub(super) fn new(source: &'s str) -> Option<Self> {
        let markers = conflict::markers(source);
        let mut lexer = Self {
            source,
            at: 0,
            comments: Vec::new(),
            markers,
            passed: 0,
            tries: 0,
            unclosed: Vec::new(),
            has_unclosed_lines: false,
        };
        lexer.skip_page().then_some(lexer)
    }

    /// Goes behind the next `<?php`.
    pub(super) fn skip_page(&mut self) -> bool {
        let rest = &self.source[self.at..];
        let mut tags = rest.match_indices("<?").map(|(at, _)| at + 2);
        let is_tag =
            |at: &usize| rest.get(*at..at + 3).is_some_and(|it| it.eq_ignore_ascii_case("php"));
        let tag = tags.find(is_tag);
        self.at = tag.map_or(self.source.len(), |at| self.at + at + 3);
        tag.is_some()
    }

    pub(super) fn next(&mut self) -> Token {
        self.skip_trivia();
        let start = self.at;
        let kind = if self.marker() { Kind::Marker } else { self.kind() };
        Token { kind, span: Span::new(start, self.at) }
    }

    /// What comes, without going there.
    pub(super) fn peek(&mut self) -> Token {
        self.ahead(Self::next)
    }

    /// Looks ahead, and comes back.
    pub(super) fn ahead<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        let (at, comments, passed) = (self.at, self.comments.len(), self.passed);
        let seen = look(self);
        self.at = at;
        self.comments.truncate(comments);
        self.passed = passed;
        seen
    }

    /// Goes on at the end of the line on which a text began that was none.
    pub(super) fn give_up(&mut self, start: usize) {
        self.tries += 1;
        self.at = self.line_end(start);
    }

    /// Goes behind the merge in which this place stands, or which comes next.
    pub(super) fn skip_conflict(&mut self) {
        let begins = |marker: &Span| marker.slice(self.source).starts_with('<');
        let rest = &self.markers[self.passed..];
        let inner = rest.iter().skip(1).take_while(|marker| !begins(marker)).count();
        let last = rest.get(inner).map_or(self.at, |marker| marker.end as usize);
        self.at = self.at.max(last);
    }

    fn kind(&mut self) -> Kind {
        let rest = &self.source.as_bytes()[self.at..];
        let (kind, length) = match rest {
            [] => (Kind::End, 0),
            [b'\'', ..] => return self.quoted(b'\'', Quoting::Single),
            [b'"', ..] => return self.quoted(b'"', Quoting::Double),
            [b'<', b'<', b'<', ..] => return self.lines(),
            [b'?', b'>', ..] => (Kind::CloseTag, 2),
            [b'=', b'>', ..] => (Kind::Arrow, 2),
            [b':', b':', ..] | [b'-', b'>', ..] => (Kind::Member, 2),
            [open @ (b'[' | b'(' | b'{'), ..] => (Kind::Open(*open), 1),
            [close @ (b']' | b')' | b'}'), ..] => (Kind::Close(*close), 1),
            [b',', ..] => (Kind::Comma, 1),
            [b';', ..] => (Kind::Semicolon, 1),
            [b'.', b'.', b'.', ..] => (Kind::Sign, 3),
            [b'.', b'0'..=b'9', ..] => (Kind::Word, 1 + word_length(&rest[1..])),
            [b'.', b'=', ..] => (Kind::Sign, 2),
            [b'.', ..] => (Kind::Dot, 1),
            _ => match word_length(rest) {
                0 => (Kind::Sign, 1),
                length => (Kind::Word, length),
            },
        };
        self.at += length;
        kind
    }

    /// A text between quotes, which may run over several lines.
    fn quoted(&mut self, quote: u8, quoting: Quoting) -> Kind {
        let bytes = self.source.as_bytes();
        let in_line = self.tries >= MOST_TRIES || self.unclosed.contains(&quote);
        let mut at = self.at + 1;
        loop {
            let stops = |&byte: &u8| byte == quote || byte == b'\\' || in_line && byte == b'\n';
            let Some(found) = bytes[at..].iter().position(stops) else { break };
            at += found;
            match bytes[at] {
                b'\\' => at = (at + 2).min(bytes.len()),
                b'\n' => break,
                _ => {
                    self.at = at + 1;
                    return Kind::Quoted(quoting);
                }
            }
        }
        if !in_line {
            self.unclosed.push(quote);
        }
        self.at += 1;
        Kind::Unclosed
    }

    /// A heredoc or nowdoc, or the signs `<<`.
    fn lines(&mut self) -> Kind {
        let first = self.source[self.at + 3..].lines().next().unwrap_or("");
        let name = first.trim_start_matches([' ', '\t']).trim_end_matches('\r');
        let (name, quoting) = match unquoted(name, '\'') {
            Some(name) => (name, Quoting::Bare),
            None => (unquoted(name, '"').unwrap_or(name), Quoting::Text),
        };
        let is_name = !name.is_empty() && word_length(name.as_bytes()) == name.len();
        if !is_name || name.starts_with(|char: char| char.is_ascii_digit()) {
            self.at += 1;
            return Kind::Sign;
        }
        let start = (self.line_end(self.at) + 1).min(self.source.len());
        let closing = if self.has_unclosed_lines { None } else { self.closing(start, name) };
        let Some((last, indent)) = closing else {
            self.has_unclosed_lines = true;
            self.at += 3;
            return Kind::UnclosedLines;
        };
        self.at = last + indent + name.len();
        let before = self.source[start..last].strip_suffix('\n');
        let before = before.map(|it| it.strip_suffix('\r').unwrap_or(it));
        let body = Span::new(start, start + before.unwrap_or("").len());
        Kind::Lines { body, indent, quoting }
    }

    /// Where the line begins that closes a heredoc, and how many blanks stand in it before the name.
    fn closing(&self, start: usize, name: &str) -> Option<(usize, usize)> {
        let mut at = start;
        for line in self.source[start..].split_inclusive('\n') {
            let inner = line.trim_start_matches([' ', '\t']);
            if inner.starts_with(name) && word_length(inner.as_bytes()) == name.len() {
                return Some((at, line.len() - inner.len()));
            }
            at += line.len();
        }
        None
    }

    fn marker(&mut self) -> bool {
        let is_before = |marker: &Span| (marker.start as usize) < self.at;
        self.passed += self.markers[self.passed..].iter().take_while(|it| is_before(it)).count();
        let here = self.markers.get(self.passed).filter(|it| it.start as usize == self.at);
        let Some(marker) = here else { return false };
        self.at += marker.slice(self.source).trim_end().len();
        self.passed += 1;
        true
    }

    /// Whether a mark of a merge stands in a place.
    pub(super) fn holds_marker(&self, place: Span) -> bool {
        let before = self.markers.partition_point(|marker| marker.start < place.start);
        self.markers.get(before).is_some_and(|marker| marker.start < place.end)
    }

    fn skip_trivia(&mut self) {
        loop {
            let rest = &self.source[self.at..];
            self.at = self.source.len()
                - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{B}', '\u{C}']).len();
            let start = self.at;
            let rest = &self.source[start..];
            self.at += match rest.as_bytes() {
                [b'/', b'*', ..] => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
                [b'/', b'/', ..] => comment_length(rest),
                [b'#', next, ..] if *next != b'[' => comment_length(rest),
                [b'#'] => 1,
                _ => return,
            };
            self.comments.push(Span::new(start, self.at));
        }
    }

    pub(super) fn line_end(&self, from: usize) -> usize {
        self.source[from..].find('\n').map_or(self.source.len(), |end| from + end)
    }
}

/// To the end of the line, or to what ends the program.
fn comment_length(rest: &str) -> usize {
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let line = line.strip_suffix('\r').unwrap_or(line);
    line.find("?>").unwrap_or(line.len())
}

fn word_length(bytes: &[u8]) -> usize {
    let is_part =
        |&byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\\' | 0x80..);
    bytes.iter().position(|byte| !is_part(byte)).unwrap_or(bytes.len())
}

fn unquoted(name: &str, quote: char) -> Option<&str> {
    name.strip_prefix(quote)?.strip_suffix(quote)
}
