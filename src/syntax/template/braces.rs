//! The tags of components in single braces: `{#if …}` and `{…}` of Svelte, and the expressions of Astro,
//! in whose middle markup may stand. Braces are counted, strings and comments passed over.

use memchr::memchr2;

use super::{Form, Found, Kind, Language, Tag, string_end, tagged};
use crate::text::place::Span;

/// How deep expressions and markup may stand in each other.
const DEEP: usize = 64;
/// How long one piece of code may be.
const LONG: usize = 20_000;
/// How many bytes may be read in vain.
const PATIENCE: usize = 1 << 20;

pub(super) fn find(text: &str, language: Language) -> Found {
    let mut finder = Finder {
        text,
        bytes: text.as_bytes(),
        found: Found::default(),
        open: Vec::new(),
        is_astro: language == Language::Astro,
        wasted: 0,
        at: 0,
    };
    if finder.is_astro {
        finder.front();
    }
    finder.run();
    finder.found
}

struct Finder<'s> {
    text: &'s str,
    bytes: &'s [u8],
    found: Found,
    /// The expressions of Astro that markup interrupts.
    open: Vec<Interrupted>,
    is_astro: bool,
    /// How many bytes were read in vain for braces that never end: broken files stay cheap.
    wasted: usize,
    at: usize,
}

/// An expression in whose middle markup stands.
struct Interrupted {
    /// How many brackets are open in it.
    brackets: usize,
    /// How many elements are open since.
    elements: usize,
}

/// How a piece of code ends.
enum End {
    /// At the brace that closes it.
    Closed(usize),
    /// Where markup begins, with so many brackets open.
    Markup(usize, usize),
    /// Not at all.
    Open,
}

impl Finder<'_> {
    /// The script above the page.
    fn front(&mut self) {
        let start = self.text.len() - self.text.trim_start().len();
        if !self.text[start..].starts_with("---") {
            return;
        }
        let Some(length) = memchr::memmem::find(&self.bytes[start + 3..], b"\n---") else {
            let end = memchr::memmem::find(self.bytes, b"\n<").unwrap_or(self.bytes.len());
            self.found.unclosed.push(Span::new(start, start + 3));
            self.found.front = Some(Span::new(start + 3, end.max(start + 3)));
            self.at = end;
            return;
        };
        let end = start + 3 + length;
        let past = memchr::memchr(b'\n', &self.bytes[end + 1..])
            .map_or(self.text.len(), |it| end + 1 + it);
        self.found.front = Some(Span::new(start + 3, end + 1));
        self.at = past;
    }

    fn run(&mut self) {
        while let Some(next) = memchr2(b'{', b'<', &self.bytes[self.at.min(self.bytes.len())..]) {
            self.at += next;
            match self.bytes[self.at] {
                b'{' => self.tag(),
                _ => self.markup(),
            }
        }
    }

    /// `{…}` from its brace on.
    fn tag(&mut self) {
        let start = self.at;
        match self.code(start + 1, 0, false) {
            End::Closed(end) => {
                let (kind, form) = self.kind(start + 1, end - 1);
                self.push(start, start + 1, end - 1, end, kind, form);
                self.at = end;
            }
            End::Markup(at, brackets) => {
                self.push(start, start + 1, at, at, Kind::Statement, Form::Piece);
                self.open.push(Interrupted { brackets, elements: 0 });
                self.at = at;
            }
            End::Open => {
                let rest = &self.bytes[start + 1..];
                let end = rest.iter().position(|byte| matches!(byte, b'<' | b'\n' | b'{'));
                let end = start + 1 + end.unwrap_or(rest.len());
                self.found.unclosed.push(Span::new(start, start + 1));
                self.push(start, start + 1, end, end, Kind::Comment, Form::Svelte);
                self.at = end;
            }
        }
    }

    fn push(
        &mut self,
        start: usize,
        inner: usize,
        inner_end: usize,
        end: usize,
        kind: Kind,
        form: Form,
    ) {
        let (span, inner) = (Span::new(start, end), Span::new(inner, inner_end));
        self.found.tags.push(Tag { span, inner, kind, form });
    }

    fn kind(&self, start: usize, end: usize) -> (Kind, Form) {
        let inner = self.text[start..end].trim();
        match inner.as_bytes().first() {
            None => (Kind::Comment, Form::Svelte),
            Some(b'#' | b':' | b'/')
                if !self.is_astro && !inner.starts_with("/*") && !inner.starts_with("//") =>
            {
                (Kind::Statement, Form::Svelte)
            }
            Some(b'@') if inner.starts_with("@const") || inner.starts_with("@debug") => {
                (Kind::Statement, Form::Svelte)
            }
            _ if inner.starts_with("/*") && inner.ends_with("*/") => (Kind::Comment, Form::Svelte),
            _ => (Kind::Output, Form::Svelte),
        }
    }

    /// A start or end tag of markup, and the braces in it.
    fn markup(&mut self) {
        if self.text[self.at..].starts_with("<!--") {
            let length = memchr::memmem::find(&self.bytes[self.at..], b"-->");
            self.at += length.map_or(self.bytes.len() - self.at, |length| length + 3);
            return;
        }
        if let Some(past) = tagged::past_bare_text(self.text, self.at) {
            self.at = past;
            return;
        }
        let is_end = self.bytes.get(self.at + 1) == Some(&b'/');
        let begins = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'>' | b'/');
        if !self.bytes.get(self.at + 1).is_some_and(begins) {
            self.at += 1;
            return;
        }
        let start = self.at;
        self.at += 1;
        self.pass_tag();
        let is_void = is_end
            || self.bytes.get(self.at.wrapping_sub(2)) == Some(&b'/')
            || is_void(&self.text[start + 1..]);
        if let Some(open) = self.open.last_mut() {
            match (is_end, is_void) {
                (true, _) => open.elements = open.elements.saturating_sub(1),
                (false, false) => open.elements += 1,
                (false, true) => {}
            }
            if open.elements == 0 {
                self.go_on();
            }
        }
    }

    /// Passes over the attributes of a tag; braces in them are tags of the template.
    fn pass_tag(&mut self) {
        let mut quote = None;
        while let Some(&byte) = self.bytes.get(self.at) {
            match (byte, quote) {
                (b'{', _) => {
                    let before = self.at;
                    let was_astro = std::mem::replace(&mut self.is_astro, false);
                    self.attribute();
                    self.is_astro = was_astro;
                    self.at = self.at.max(before + 1);
                    continue;
                }
                (b'>', None) => {
                    self.at += 1;
                    return;
                }
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// An expression in a tag: no statement but of Svelte.
    fn attribute(&mut self) {
        let start = self.at;
        if let End::Closed(end) = self.code(start + 1, 0, true) {
            let (kind, form) = self.kind(start + 1, end - 1);
            self.push(start, start + 1, end - 1, end, kind, form);
            self.at = end;
        } else {
            self.found.unclosed.push(Span::new(start, start + 1));
        }
    }

    /// Goes on with the expression that markup has interrupted.
    fn go_on(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let start = self.at;
        match self.code(start, open.brackets, false) {
            End::Closed(end) => {
                self.push(start, start, end - 1, end, Kind::Statement, Form::Piece);
                self.at = end;
                // Around it more markup of the same expression may end.
            }
            End::Markup(at, brackets) => {
                self.push(start, start, at, at, Kind::Statement, Form::Piece);
                self.open.push(Interrupted { brackets, elements: 0 });
                self.at = at;
            }
            End::Open => self.at = start,
        }
    }

    /// How code ends that begins at `from`, where so many brackets are open.
    fn code(&mut self, from: usize, mut brackets: usize, is_attribute: bool) -> End {
        if self.wasted > PATIENCE {
            return End::Open;
        }
        let may_hold_markup = self.is_astro && !is_attribute && self.open.len() < DEEP;
        let mut at = from;
        let mut last = b'{';
        let limit = self.bytes.len().min(from + LONG);
        while at < limit {
            let byte = self.bytes[at];
            match byte {
                b'"' | b'\'' | b'`' => {
                    at = string_end(self.bytes, at).unwrap_or(at + 1);
                    last = byte;
                    continue;
                }
                b'/' if self.bytes.get(at + 1) == Some(&b'*') => {
                    let length = memchr::memmem::find(&self.bytes[at..limit], b"*/");
                    at += length.map_or(limit - at, |length| length + 2);
                    continue;
                }
                b'/' if self.bytes.get(at + 1) == Some(&b'/')
                    && matches!(last, b'\n' | b'{' | b';' | b'(') =>
                {
                    at += memchr::memchr(b'\n', &self.bytes[at..limit]).unwrap_or(limit - at);
                    continue;
                }
                b'{' | b'(' | b'[' => brackets += 1,
                b')' | b']' => brackets = brackets.saturating_sub(1),
                b'}' => match brackets.checked_sub(1) {
                    None => return End::Closed(at + 1),
                    Some(fewer) => brackets = fewer,
                },
                b'<' if may_hold_markup && self.begins_markup(at, last, from) => {
                    return End::Markup(at, brackets);
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
            at += 1;
        }
        self.wasted += limit - from + 1;
        End::Open
    }

    /// Whether `<` begins markup and compares nothing: an operator stands before it.
    fn begins_markup(&self, at: usize, last: u8, from: usize) -> bool {
        let next = self.bytes.get(at + 1);
        let is_tag = next.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'>');
        let is_first = self.text[from..at].trim().is_empty();
        let before = self.text[from..at].trim_end();
        is_tag
            && (is_first
                || matches!(last, b'(' | b'&' | b'?' | b':' | b'|' | b',' | b'[')
                || before.ends_with("=>")
                || before.ends_with("return"))
    }
}

/// Whether a tag's element never has content.
fn is_void(rest: &str) -> bool {
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    matches!(
        &rest[..length],
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "wbr"
    )
}
