//! The tags with signs of two characters, of all languages that have them: `{{ }}`, `{% %}`, `{# #}`,
//! `<% %>`, `<?php ?>`; and the blocks of Angular.

use memchr::{memchr, memchr3, memmem};

use super::{Form, Found, Kind, Language, Tag, string_end};
use crate::syntax::template::tagged;
use crate::text::place::Span;

pub(super) fn find(text: &str, language: Language) -> Found {
    let mut finder = Finder {
        text,
        bytes: text.as_bytes(),
        language,
        found: Found::default(),
        hopeless: [false; CLOSINGS],
        closings: [None; CLOSINGS],
        is_unsure: false,
        blocks: 0,
        at: 0,
    };
    finder.run();
    finder.found
}

/// How many kinds of closing signs there are.
const CLOSINGS: usize = 7;

struct Finder<'s> {
    text: &'s str,
    bytes: &'s [u8],
    language: Language,
    found: Found,
    /// Of which closing signs there are none any more: looking again would make broken files slow.
    hopeless: [bool; CLOSINGS],
    /// Where each closing sign stands next, as far as it was looked for.
    closings: [Option<usize>; CLOSINGS],
    /// Whether strings have once hidden a closing sign to the end of the file.
    is_unsure: bool,
    /// How many blocks of Angular are open.
    blocks: usize,
    at: usize,
}

/// The signs of a tag.
struct Signs {
    open: usize,
    close: &'static str,
    number: usize,
    kind: Kind,
    form: Form,
}

impl Finder<'_> {
    fn run(&mut self) {
        let is_angular = self.language == Language::Angular;
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            let next = match is_angular {
                true => rest.iter().position(|byte| matches!(byte, b'{' | b'<' | b'@' | b'}')),
                false => memchr3(b'{', b'<', b'{', rest),
            };
            let Some(next) = next else { return };
            self.at += next;
            match self.bytes[self.at] {
                b'@' => self.block(),
                b'}' if self.blocks > 0 => {
                    self.blocks -= 1;
                    self.push(self.at, 1, self.at, self.at + 1, Kind::Statement, Form::Block);
                    self.at += 1;
                }
                _ => self.tag(),
            }
        }
    }

    fn push(
        &mut self,
        start: usize,
        open: usize,
        inner: usize,
        end: usize,
        kind: Kind,
        form: Form,
    ) {
        let inner = Span::new((start + open).min(inner.max(start + open)), inner.max(start + open));
        self.found.tags.push(Tag { span: Span::new(start, end), inner, kind, form });
    }

    fn tag(&mut self) {
        let start = self.at;
        let Some(signs) = self.signs() else {
            self.at = self.past_bare_text().unwrap_or(start + 1);
            return;
        };
        let inner = start + signs.open;
        let Some(end) = self.closing(inner, &signs) else {
            if signs.form == Form::Php {
                self.push(
                    start,
                    signs.open,
                    self.bytes.len(),
                    self.bytes.len(),
                    signs.kind,
                    signs.form,
                );
                self.at = self.bytes.len();
                return;
            }
            self.unclosed(start, signs.open);
            return;
        };
        let close = end + signs.close.len();
        let (kind, form) = self.meant(&signs, inner, end);
        self.push(start, signs.open, end, close, kind, form);
        self.at = close;
        if let Some(word) = self.hidden_until(inner, end, signs.close) {
            self.hide(word);
        }
    }

    fn signs(&self) -> Option<Signs> {
        let rest = &self.bytes[self.at..];
        let signs =
            |open, close, number, kind, form| Some(Signs { open, close, number, kind, form });
        let is = |language| self.language == language || self.language == Language::Html;
        let (jinja, erb) = (is(Language::Jinja), is(Language::Erb));
        match (rest[0], *rest.get(1)?) {
            (b'{', b'{') => {
                if jinja || is(Language::Handlebars) {
                    if rest.starts_with(b"{{!--") {
                        return signs(5, "--}}", 0, Kind::Comment, Form::Handlebars);
                    }
                    if rest.starts_with(b"{{{") && self.language != Language::Jinja {
                        return signs(3, "}}}", 1, Kind::Output, self.form());
                    }
                }
                let is_plain = self.language != Language::Erb;
                if is_plain { signs(2, "}}", 2, Kind::Output, self.form()) } else { None }
            }
            (b'{', b'%') if jinja => signs(2, "%}", 3, Kind::Statement, Form::Jinja),
            (b'{', b'#') if jinja => signs(2, "#}", 4, Kind::Comment, Form::Jinja),
            (b'<', b'%') if erb => match rest.get(2) {
                Some(b'#') => signs(3, "%>", 5, Kind::Comment, Form::Erb),
                Some(b'=' | b'-')
                    if rest.get(3) == Some(&b'=')
                        || rest[2] == b'='
                        || rest.get(3) == Some(&b' ') && self.is_ejs_raw() =>
                {
                    let open = if rest.get(3) == Some(&b'=') { 4 } else { 3 };
                    signs(open, "%>", 5, Kind::Output, Form::Erb)
                }
                _ => signs(2, "%>", 5, Kind::Statement, Form::Erb),
            },
            (b'<', b'?') if self.language == Language::Html => {
                if rest.starts_with(b"<?=") {
                    signs(3, "?>", 6, Kind::Output, Form::Php)
                } else if rest.starts_with(b"<?php") {
                    signs(5, "?>", 6, Kind::Statement, Form::Php)
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// Whether `<%- …` is an output of EJS: in ERB it is a statement that eats the blanks before it.
    fn is_ejs_raw(&self) -> bool {
        const WORDS: [&[u8]; 9] =
            [b"if ", b"unless ", b"else", b"elsif", b"end", b"case ", b"when ", b"for ", b"@"];
        let line =
            self.bytes[self.at + 3..].split(|&byte| byte == b'\n').next().unwrap_or_default();
        let line = line.trim_ascii_start();
        let first = line.split(|byte| byte == &b'%').next().unwrap_or_default().trim_ascii_end();
        !WORDS.iter().any(|word| line.starts_with(word))
            && !first.ends_with(b"{")
            && !first.ends_with(b" do")
            && !first.ends_with(b"|")
            && !first.windows(3).any(|it| it == b" = ")
            && !first.starts_with(b"}")
    }

    fn form(&self) -> Form {
        match self.language {
            Language::Vue | Language::Angular => Form::Script,
            Language::Handlebars => Form::Handlebars,
            _ => Form::Jinja,
        }
    }

    /// Where the closing signs stand, those in strings left out if others follow.
    fn closing(&mut self, from: usize, signs: &Signs) -> Option<usize> {
        if self.hopeless[signs.number] {
            return None;
        }
        let close = signs.close.as_bytes();
        let known = self.closings[signs.number].filter(|&end| end >= from);
        let plain =
            known.or_else(|| memmem::find(&self.bytes[from..], close).map(|end| from + end));
        self.closings[signs.number] = plain;
        let Some(plain) = plain else {
            self.hopeless[signs.number] = true;
            return None;
        };
        if signs.kind != Kind::Comment
            && signs.form != Form::Php
            && self.is_interrupted(from, plain)
        {
            return None;
        }
        let has_strings = memchr3(b'"', b'\'', b'`', &self.bytes[from..plain]).is_some();
        if !has_strings || signs.kind == Kind::Comment || self.is_unsure {
            return Some(plain);
        }
        let aware = self.closing_outside_strings(from, close);
        self.is_unsure |= aware.is_none();
        Some(aware.unwrap_or(plain))
    }

    /// Whether another tag begins before one ends, and in no string: this one is never closed.
    fn is_interrupted(&self, from: usize, end: usize) -> bool {
        let inner = &self.bytes[from..end];
        let opens = |at: &usize| {
            let sign = inner.get(at + 1);
            let begun = inner[*at];
            begun == b'{' && matches!(sign, Some(b'{' | b'%'))
                || begun == b'<' && sign == Some(&b'%')
        };
        let mut starts = memchr::memchr2_iter(b'{', b'<', inner);
        starts.find(opens).is_some_and(|at| memchr3(b'"', b'\'', b'`', &inner[..at]).is_none())
    }

    fn closing_outside_strings(&self, from: usize, close: &[u8]) -> Option<usize> {
        let mut at = from;
        loop {
            let byte = *self.bytes.get(at)?;
            if byte == close[0] && self.bytes[at..].starts_with(close) {
                return Some(at);
            }
            at = match byte {
                b'"' | b'\'' | b'`' => string_end(self.bytes, at).unwrap_or(at + 1),
                _ => at + 1,
            };
        }
    }

    /// A tag that never ends: it hides the rest of its line, up to the next markup.
    fn unclosed(&mut self, start: usize, open: usize) {
        let rest = &self.bytes[start + open..];
        let end = rest.iter().position(|byte| matches!(byte, b'<' | b'\n' | b'{'));
        let end = start + open + end.unwrap_or(rest.len());
        self.found.unclosed.push(Span::new(start, start + open));
        self.push(start, open, end, end, Kind::Comment, Form::Jinja);
        self.at = end;
    }

    /// What a tag is, now that it is known what it holds.
    fn meant(&self, signs: &Signs, inner: usize, end: usize) -> (Kind, Form) {
        let said = self.text[inner..end].trim_matches(['~', ' ', '\t', '\n', '\r']);
        if signs.form == Form::Erb && signs.kind == Kind::Statement && said.starts_with("--") {
            return (Kind::Comment, Form::Erb);
        }
        let knows = matches!(self.language, Language::Html | Language::Handlebars);
        if !knows || signs.close != "}}" && signs.close != "}}}" {
            return (signs.kind, signs.form);
        }
        if said.starts_with('!') && !said.starts_with("!=") && self.bytes[inner] == b'!' {
            return (Kind::Comment, Form::Handlebars);
        }
        let is_block = self.bytes[inner] != b' ' && said.starts_with(['#', '/', '^', '>'])
            || said == "else"
            || said.starts_with("else if")
            || self.language == Language::Handlebars && said.starts_with("else ");
        if is_block { (Kind::Statement, Form::Handlebars) } else { (signs.kind, signs.form) }
    }

    /// The word that ends what a tag hides: a comment of several lines.
    fn hidden_until(&self, inner: usize, end: usize, close: &str) -> Option<&'static str> {
        if close != "%}" {
            return None;
        }
        let mut words =
            self.text[inner..end].trim_matches(['-', '+', '~', ' ', '\n']).split_whitespace();
        match words.next()? {
            // What it begins is a tag of the template that is made: to `%}`, or the tag that writes it.
            "templatetag" if words.next() == Some("openblock") => Some("%"),
            "comment" => Some("endcomment"),
            "schema" => Some("endschema"),
            "javascript" => Some("endjavascript"),
            "stylesheet" => Some("endstylesheet"),
            _ => None,
        }
    }

    /// Hides all up to a word: the tag that it stands in ends the comment.
    fn hide(&mut self, word: &str) {
        let Some(length) = memmem::find(&self.bytes[self.at..], word.as_bytes()) else { return };
        let end = self.at + length + word.len();
        let end = memchr(b'}', &self.bytes[end..]).map_or(self.bytes.len(), |more| end + more + 1);
        self.push(self.at, 0, end, end, Kind::Comment, Form::Jinja);
        self.at = end;
    }

    /// Behind a script or a style of a component, where braces are its own.
    fn past_bare_text(&self) -> Option<usize> {
        if !self.language.has_components() || self.bytes[self.at] != b'<' {
            return None;
        }
        tagged::past_bare_text(self.text, self.at)
    }

    /// `@if (…) {`
    fn block(&mut self) {
        let start = self.at;
        self.at += 1;
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = &rest[..length];
        if !is_block(word) || start > 0 && self.bytes[start - 1].is_ascii_alphanumeric() {
            return;
        }
        let Some(end) = block_end(self.bytes, self.at + length) else { return };
        self.push(start, 1, end - 1, end, Kind::Statement, Form::Block);
        self.blocks += 1;
        self.at = end;
    }
}

fn is_block(word: &str) -> bool {
    matches!(
        word,
        "if" | "else"
            | "for"
            | "empty"
            | "switch"
            | "case"
            | "default"
            | "defer"
            | "placeholder"
            | "loading"
            | "error"
    )
}

/// How far ahead the brace of a block is looked for.
const REACH: usize = 2000;

/// Where the brace ends that opens a block.
fn block_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = from;
    let limit = bytes.len().min(from + REACH);
    while at < limit {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth = depth.checked_sub(1)?,
            b'{' if depth == 0 => return Some(at + 1),
            b'"' | b'\'' | b'`' if depth > 0 => {
                at = string_end(&bytes[..limit], at)?;
                continue;
            }
            byte if depth == 0 && !byte.is_ascii_whitespace() && !byte.is_ascii_alphabetic() => {
                return None;
            }
            _ => {}
        }
        at += 1;
    }
    None
}
