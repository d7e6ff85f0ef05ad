//! Statements of programs between the tags of a template: Ruby, which ends blocks with a word, and
//! JavaScript and PHP, which have braces. A block may begin in one tag and end in another.

use super::step::{Block, Step, Test, first_word, trimmed};
use super::string_end;
use crate::text::place::Span;

/// Ruby, line by line.
pub(super) fn ruby(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let mut start = inner.start;
    for line in inner.slice(text).split_inclusive(['\n', ';']) {
        let span = Span { start, end: start + line.trim_end_matches(';').len() as u32 };
        start += line.len() as u32;
        ruby_line(text, trimmed(text, span), each);
    }
}

fn ruby_line(text: &str, line: Span, each: &mut impl FnMut(Step)) {
    let line = without_signs(text, line);
    let (word, rest) = first_word(text, line);
    let rest = without(text, rest, " then");
    match word {
        "if" => each(Step::Open(Block::If, Test::Holds(rest))),
        "unless" => each(Step::Open(Block::If, Test::Nothing)),
        "elsif" => each(Step::Branch(Test::Holds(rest))),
        "else" | "rescue" | "ensure" => each(Step::Branch(Test::Nothing)),
        "case" => each(Step::Open(Block::Switch, Test::Subject(rest))),
        "when" | "in" => each(Step::Branch(Test::Cases(rest))),
        "while" | "until" | "for" => each(Step::Open(Block::Loop, Test::Nothing)),
        "begin" => each(Step::Open(Block::Any, Test::Clear(rest))),
        "end" => each(Step::Close(Block::Any)),
        "" if line.slice(text).starts_with('}') => each(Step::Close(Block::Any)),
        "" if line.slice(text).starts_with('#') => {}
        _ => {
            opened_by_output(text, line, each);
            each(Step::Run(line));
        }
    }
}

/// The block that an expression opens: `form_with do |form|`.
pub(super) fn opened_by_output(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let said = without_signs(text, trimmed(text, inner)).slice(text);
    let head = match said.strip_suffix('|') {
        Some(head) => head.rsplit_once('|').map_or("", |(head, _)| head.trim_end()),
        None => said,
    };
    if head.ends_with(" do") || head == "do" || head.ends_with('{') && !head.ends_with("#{") {
        const LOOPS: [&str; 5] = [".each", ".map", ".times", "_each", ".find_each"];
        let is_loop = LOOPS.iter().any(|it| head.contains(it));
        let span = Span { start: inner.end, end: inner.end };
        each(match is_loop {
            true => Step::Open(Block::Loop, Test::Nothing),
            false => Step::Open(Block::Any, Test::Clear(span)),
        });
    }
}

/// Without the dashes that eat white space.
fn without_signs(text: &str, span: Span) -> Span {
    let said = span.slice(text);
    let end = said.strip_suffix('-').map_or(said.len(), str::len) as u32;
    let start = u32::from(said.starts_with('-')).min(end);
    trimmed(text, Span { start: span.start + start, end: span.start + end })
}

fn without(text: &str, span: Span, end: &str) -> Span {
    let said = span.slice(text);
    Span {
        start: span.start,
        end: span.start + said.strip_suffix(end).unwrap_or(said).len() as u32,
    }
}

/// JavaScript and PHP.
pub(super) fn braced(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let inner = without_signs(text, trimmed(text, inner));
    let mut reader = Reader { text, end: inner.end as usize, at: inner.start as usize };
    while reader.at < reader.end {
        let before = reader.at;
        reader.statement(each);
        reader.at = reader.at.max(before + 1);
        while reader.at < reader.end && !text.is_char_boundary(reader.at) {
            reader.at += 1;
        }
    }
}

struct Reader<'s> {
    text: &'s str,
    end: usize,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at.min(self.end)..self.end]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        trimmed(self.text, Span::new(start, end.clamp(start, self.end.max(start))))
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed =
                rest.trim_start_matches(|char: char| char.is_whitespace() || char == ';').len();
            self.at += rest.len() - trimmed;
            let rest = self.rest();
            let length = match rest {
                _ if rest.starts_with("//") || rest.starts_with('#') => {
                    rest.find('\n').unwrap_or(rest.len())
                }
                _ if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => return,
            };
            self.at += length;
        }
    }

    fn word(&self) -> &str {
        let rest = self.rest();
        let length =
            rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        &rest[..length]
    }

    fn statement(&mut self, each: &mut impl FnMut(Step)) {
        self.skip_blanks();
        let closes = self.rest().starts_with('}');
        if closes {
            self.at += 1;
            self.skip_blanks();
        }
        let length = self.word().len();
        match self.word() {
            "else" | "elseif" => self.branch(each),
            _ if closes => {
                each(Step::Close(Block::Any));
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start_matches([')', ';', ' ']).len();
            }
            "if" => self.opened(length, each, |condition| (Block::If, Test::Holds(condition))),
            "for" | "foreach" | "while" => {
                self.opened(length, each, |_| (Block::Loop, Test::Nothing));
            }
            "switch" => {
                self.opened(length, each, |subject| (Block::Switch, Test::Subject(subject)));
            }
            "case" => {
                let start = self.at + length;
                let end = self.until(start, b':');
                each(Step::Branch(Test::Cases(self.span(start, end))));
                self.at = end + 1;
            }
            "default" => {
                each(Step::Branch(Test::Nothing));
                self.at = self.until(self.at, b':') + 1;
            }
            "endif" | "endforeach" | "endfor" | "endwhile" | "endswitch" => {
                each(Step::Close(Block::Any));
                self.at += length;
            }
            "break" | "continue" => self.at += length,
            "" if self.rest().is_empty() => {}
            _ => self.expression(each),
        }
    }

    /// `else {`, `else if (…) {`, `elseif (…):`
    fn branch(&mut self, each: &mut impl FnMut(Step)) {
        let mut is_conditional = self.word() == "elseif";
        self.at += self.word().len();
        self.skip_blanks();
        if self.word() == "if" {
            is_conditional = true;
            self.at += 2;
        }
        if !is_conditional {
            each(Step::Branch(Test::Nothing));
            self.past_opening();
            return;
        }
        let condition = self.brackets();
        each(Step::Branch(Test::Holds(condition)));
        self.past_opening();
    }

    /// A block with something in brackets; one without braces has its only statement in the same tag.
    fn opened(
        &mut self,
        length: usize,
        each: &mut impl FnMut(Step),
        made: impl Fn(Span) -> (Block, Test),
    ) {
        self.at += length;
        let inner = self.brackets();
        if self.past_opening() {
            let (block, test) = made(inner);
            each(Step::Open(block, test));
        } else {
            self.at = self.until(self.at, b';') + 1;
        }
    }

    /// Passes over `{` or `:`.
    fn past_opening(&mut self) -> bool {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start().len();
        let opens = rest[skipped..].starts_with(['{', ':']);
        self.at += skipped + usize::from(opens);
        opens
    }

    /// What stands in the brackets that come next.
    fn brackets(&mut self) -> Span {
        self.skip_blanks();
        if !self.rest().starts_with('(') {
            return self.span(self.at, self.at);
        }
        let start = self.at + 1;
        let end = self.until(start, b')');
        self.at = (end + 1).min(self.end);
        self.span(start, end)
    }

    /// Where a sign stands outside of brackets and strings, or the end.
    fn until(&self, from: usize, sign: u8) -> usize {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut depth = 0_usize;
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                byte if byte == sign && depth == 0 => return at,
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b'"' | b'\'' | b'`' => {
                    at = string_end(bytes, at).unwrap_or(at + 1);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        self.end
    }

    /// An expression, and the blocks that it leaves open: `items.forEach(function (item) {`.
    fn expression(&mut self, each: &mut impl FnMut(Step)) {
        let start = self.at;
        let end = self.until(start, b';');
        let span = self.span(start, end);
        let said = span.slice(self.text);
        let shown = ["echo", "print"].iter().find(|word| said.starts_with(**word));
        each(match shown {
            Some(word) => Step::Show(Span { start: span.start + word.len() as u32, end: span.end }),
            None => Step::Run(span),
        });
        if said.ends_with('{') {
            let is_loop =
                [".forEach", ".map", ".each", "Object."].iter().any(|it| said.contains(it));
            let none = Span { start: span.end, end: span.end };
            each(match is_loop {
                true => Step::Open(Block::Loop, Test::Nothing),
                false => Step::Open(Block::Any, Test::Clear(none)),
            });
        }
        self.at = end;
    }
}
