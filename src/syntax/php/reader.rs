//! Finds the array that a file returns and reads its entries. A missing comma, quote or bracket and the
//! marks of a merge cost the entry they stand in.

use std::borrow::Cow;

use super::lexer::{Kind, Lexer, Token};
use super::{Document, Item, Key, Text, Value, string};
use crate::label::{Fault, Quoting};
use crate::syntax::written::Written;
use crate::text::place::Span;

/// Deeper arrays are no catalogue: their tree is walked by recursive functions.
const DEEPEST: usize = 512;
/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;

/// Reads a file. Never fails: what could not be read is a fault.
pub fn read(source: &str) -> Document<'_> {
    let Some(lexer) = Lexer::new(source) else { return Document::default() };
    let (open, faults) = (Vec::new(), Vec::new());
    let mut reader = Reader { source, lexer, open, is_closed: false, faults, quiet_until: 0 };
    if !reader.find_array() {
        return Document::default();
    }
    while reader.step() {}
    reader.finish()
}

struct Reader<'s> {
    source: &'s str,
    lexer: Lexer<'s>,
    /// The arrays around this place; the outermost stays until the end, so that entries behind a
    /// bracket too many are still entries.
    open: Vec<Open<'s>>,
    is_closed: bool,
    faults: Vec<Fault>,
    /// The end of the line that has its fault already.
    quiet_until: usize,
}

/// An array that is being read.
struct Open<'s> {
    close: u8,
    items: Vec<Item<'s>>,
    key: Due<'s>,
    /// The key of the next entry without one.
    index: u64,
}

/// What comes next.
enum Due<'s> {
    /// A key, or an entry without one.
    Item,
    /// The value of a key; of one that is not known where there is none.
    Value(Option<Key<'s>>),
    Comma,
}

impl<'s> Reader<'s> {
    /// Goes into the array that a `return` outside all braces returns.
    fn find_array(&mut self) -> bool {
        let mut depth = 0_usize;
        let mut is_returned = false;
        loop {
            let token = self.lexer.next();
            if is_returned && self.is_array(token) {
                self.begin(token);
                return true;
            }
            is_returned = depth == 0 && self.is_word(token, "return");
            match token.kind {
                Kind::End | Kind::Unclosed | Kind::UnclosedLines => return false,
                Kind::CloseTag if !self.lexer.skip_page() => return false,
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Whether a token is `[`, or the `array` of `array(`.
    fn is_array(&mut self, token: Token) -> bool {
        let is_word = self.is_word(token, "array");
        token.kind == Kind::Open(b'[') || is_word && self.lexer.peek().kind == Kind::Open(b'(')
    }

    /// Goes into an array.
    fn begin(&mut self, token: Token) {
        let is_short = token.kind == Kind::Open(b'[');
        if !is_short {
            self.lexer.next();
        }
        let close = if is_short { b']' } else { b')' };
        self.open.push(Open { close, items: Vec::new(), key: Due::Item, index: 0 });
    }

    fn is_word(&self, token: Token, word: &str) -> bool {
        token.kind == Kind::Word && token.span.slice(self.source).eq_ignore_ascii_case(word)
    }

    /// Reads up to the next sign that matters; `false` at the end.
    fn step(&mut self) -> bool {
        let token = self.lexer.next();
        if self.is_closed && !self.goes_on(token) {
            return false;
        }
        match token.kind {
            Kind::End | Kind::CloseTag => {
                let message = format!("the file ends where a {} is missing", self.missing());
                self.fault(Span::new(self.source.len(), self.source.len()), &message);
                return false;
            }
            Kind::Semicolon => {
                let message = format!("a {} is missing before this", self.missing());
                self.fault(token.span, &message);
                return false;
            }
            Kind::Marker => self.conflict(token),
            Kind::Comma => self.comma(token),
            Kind::Close(close) => self.close(token, close),
            Kind::Arrow => {
                self.fault(token.span, "a key is missing before this arrow");
                self.expect(Due::Value(None));
            }
            Kind::Unclosed | Kind::UnclosedLines => self.unclosed(token),
            _ => return self.entry(token),
        }
        true
    }

    /// Whether entries stand behind the last bracket.
    fn goes_on(&mut self, token: Token) -> bool {
        self.is_closed = false;
        match token.kind {
            Kind::Comma | Kind::Quoted(_) | Kind::Close(_) => {
                self.fault(token.span, "the array goes on behind its last bracket");
                true
            }
            Kind::End => {
                self.fault(token.span, "a semicolon is missing behind the array");
                false
            }
            _ => false,
        }
    }

    /// Reads a key or a value; `false` if what is nested here is not read.
    fn entry(&mut self, token: Token) -> bool {
        if matches!(self.due(), Due::Comma) {
            self.fault(token.span, "a comma is missing before this");
            self.expect(Due::Item);
        }
        if is_text(token) {
            self.text(token);
        } else if self.is_array(token) {
            if self.open.len() == DEEPEST {
                let message = "nested deeper than 512: the file is not read from here on";
                self.fault(token.span, message);
                return false;
            }
            self.begin(token);
        } else {
            self.expression(token);
        }
        true
    }

    /// Reads texts joined by dots: a key, or a value.
    fn text(&mut self, first: Token) {
        let mut pieces = Vec::from([first]);
        let mut next = self.lexer.peek();
        while next.kind == Kind::Dot {
            let dot = self.lexer.next();
            let piece = self.lexer.peek();
            if !is_text(piece) {
                return self.skip(dot, None);
            }
            pieces.push(self.lexer.next());
            next = self.lexer.peek();
        }
        let last = pieces[pieces.len() - 1];
        let is_operand = is_text(next) || matches!(next.kind, Kind::Word | Kind::Unclosed);
        match next.kind {
            Kind::Arrow => self.text_key(&pieces),
            _ if is_operand && self.is_askew(last, next) => self.unclosed(last),
            _ if is_operand || ends_entry(next) => self.text_value(&pieces),
            _ => self.skip(first, None),
        }
    }

    /// Whether a text ends where none should: more of its line follows, or it runs into the next entry.
    fn is_askew(&self, text: Token, next: Token) -> bool {
        let is_on_its_line = || {
            let between = Span { start: text.span.end, end: next.span.start };
            !between.slice(self.source).contains('\n')
        };
        matches!(text.kind, Kind::Quoted(_)) && (self.runs_over(text) || is_on_its_line())
    }

    fn runs_over(&self, text: Token) -> bool {
        text.span.slice(self.source).contains('\n')
    }

    fn text_key(&mut self, pieces: &[Token]) {
        self.lexer.next();
        let hull = Span { end: pieces[pieces.len() - 1].span.end, ..pieces[0].span };
        if matches!(self.due(), Due::Value(_)) {
            self.fault(hull, "the key before this has no value");
        }
        let key = self.joined(pieces).map(|text| Key {
            text: text.written.text,
            span: hull,
            is_text: true,
        });
        self.expect(Due::Value(key));
    }

    fn text_value(&mut self, pieces: &[Token]) {
        let at = pieces[0].span;
        if let Some(piece) = pieces.iter().find(|piece| self.lexer.holds_marker(piece.span)) {
            return self.lost(*piece);
        }
        let text = self.joined(pieces);
        self.accept(text.map_or(Value::Other, Value::Text), at);
    }

    /// The text of several; `None` if a variable stands in it, or if no way of quoting is that of all.
    fn joined(&self, pieces: &[Token]) -> Option<Text<'s>> {
        let texts: Option<Vec<_>> = pieces.iter().map(|piece| self.literal(*piece)).collect();
        let mut texts = texts?;
        if texts.len() == 1 {
            return texts.pop();
        }
        let quoting = self.common_quoting(pieces, &texts)?;
        let mut written = Written::empty();
        for text in &texts {
            written.append(&text.written);
        }
        Some(Text { written, quoting })
    }

    /// How texts are quoted, if all are in one way. Without a backslash, single quotes and double ones
    /// say the same.
    fn common_quoting(&self, pieces: &[Token], texts: &[Text<'s>]) -> Option<Quoting> {
        let parts = || {
            let parts = pieces.iter().zip(texts).filter(|(_, text)| !text.written.text.is_empty());
            parts.map(|(piece, text)| (text.quoting, piece.span.slice(self.source).contains('\\')))
        };
        let (first, _) = parts().next()?;
        let is_quoted = |quoting| matches!(quoting, Quoting::Single | Quoting::Double);
        let fits = |quoting: Quoting| {
            let differs = |part: Quoting, has_backslash: bool| {
                part != quoting && (has_backslash || !is_quoted(part) || !is_quoted(quoting))
            };
            !parts().any(|(part, has_backslash)| differs(part, has_backslash))
        };
        [first, Quoting::Double, Quoting::Single].into_iter().find(|&quoting| fits(quoting))
    }

    /// The text of a token; `None` if a variable stands in it.
    fn literal(&self, token: Token) -> Option<Text<'s>> {
        let (place, quoting) = match token.kind {
            Kind::Quoted(quoting) => {
                (Span { start: token.span.start + 1, end: token.span.end - 1 }, quoting)
            }
            Kind::Lines { body, quoting, .. } => (body, quoting),
            _ => return None,
        };
        let may_vary = matches!(quoting, Quoting::Double | Quoting::Text);
        if may_vary && string::holds_variable(place.slice(self.source)) {
            return None;
        }
        let written = match token.kind {
            Kind::Lines { indent, .. } => string::read_lines(self.source, place, indent, quoting),
            _ => string::read(self.source, place, quoting),
        };
        Some(Text { written, quoting })
    }

    /// Passes over what is no text; where it is a key, its name is one.
    fn expression(&mut self, first: Token) {
        let name = self.lexer.ahead(|lexer| constant(self.source, first, lexer));
        self.skip(first, name);
    }

    /// Goes to the end of an expression; where that is a key, its name is known or not.
    fn skip(&mut self, first: Token, name: Option<Key<'s>>) {
        let mut depth = usize::from(matches!(first.kind, Kind::Open(_)));
        let mut before = first;
        let is_key = matches!(self.due(), Due::Item) && !self.is_word(first, "fn");
        loop {
            let next = self.lexer.peek();
            let is_end = matches!(next.kind, Kind::End | Kind::CloseTag)
                || depth == 0 && (ends_entry(next) || self.is_next_key(before, next));
            if is_end {
                return self.accept(Value::Other, first.span);
            }
            match next.kind {
                Kind::Arrow if depth == 0 && is_key => {
                    self.lexer.next();
                    return self.expect(Due::Value(name));
                }
                Kind::Marker => return self.lost(next),
                Kind::Unclosed | Kind::UnclosedLines => return self.unclosed(next),
                Kind::Quoted(_) if self.runs_over(next) && is_operand(before) => {
                    return self.unclosed(next);
                }
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            before = self.lexer.next();
        }
    }

    /// Whether a text is the key of the next entry, which no comma parts from this one.
    fn is_next_key(&self, before: Token, text: Token) -> bool {
        let is_possible = is_operand(before) || matches!(before.kind, Kind::Close(_));
        let behind = || self.source[text.span.end as usize..].trim_start();
        is_possible && matches!(text.kind, Kind::Quoted(_)) && behind().starts_with("=>")
    }

    fn comma(&mut self, token: Token) {
        match self.due() {
            Due::Value(_) => self.fault(token.span, "the key before this has no value"),
            Due::Item => self.fault(token.span, "an entry is missing before this comma"),
            Due::Comma => {}
        }
        self.expect(Due::Item);
    }

    fn close(&mut self, token: Token, close: u8) {
        if matches!(self.due(), Due::Value(_)) {
            self.fault(token.span, "the key before this has no value");
        }
        // One that closes nothing is taken for the one that is due.
        let last = self.open.len().saturating_sub(1);
        let innermost = self.open.iter().rposition(|open| open.close == close);
        if innermost != Some(last) {
            let where_to =
                if innermost.is_some() { "is missing before" } else { "should stand instead of" };
            let message = format!("a {} {where_to} this", self.missing());
            self.fault(token.span, &message);
        }
        let innermost = innermost.unwrap_or(last);
        while self.open.len() > innermost.max(1) {
            self.pop();
        }
        if innermost == 0 {
            self.is_closed = true;
            self.expect(Due::Comma);
        }
    }

    /// Ends the innermost array and hands it to the one around it.
    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let start = open.items.first().map_or(0, |item| item.key.span.start);
        self.accept(Value::Array(open.items), Span { start, end: start });
    }

    /// `<<<<<<< HEAD`: the entries of both sides are read.
    fn conflict(&mut self, token: Token) {
        if token.span.slice(self.source).starts_with('<') {
            self.fault(token.span, "a merge conflict stands here; both sides are read");
        }
        self.expect(Due::Item);
    }

    /// A merge in the midst of an entry, which is lost.
    fn lost(&mut self, token: Token) {
        let end = self.lexer.line_end(token.span.start as usize);
        let span = Span { end: token.span.end.min(end as u32), ..token.span };
        self.fault(span, "a merge conflict stands in this entry");
        self.lexer.skip_conflict();
        self.expect(Due::Item);
    }

    /// A text that ends where none should.
    fn unclosed(&mut self, token: Token) {
        let start = token.span.start as usize;
        let end = self.lexer.line_end(start);
        let message = match token.kind {
            Kind::Quoted(_) if !self.runs_over(token) => {
                "a quotation mark is missing or too much on this line"
            }
            Kind::Quoted(_) | Kind::Unclosed => {
                "this text has no closing quotation mark on its line"
            }
            _ => "this text has no end",
        };
        self.fault(Span { end: token.span.end.min(end as u32), ..token.span }, message);
        self.lexer.give_up(start);
        self.expect(Due::Item);
    }

    /// Puts a value where it belongs; one whose key is not known is dropped.
    fn accept(&mut self, value: Value<'s>, at: Span) {
        let Some(open) = self.open.last_mut() else { return };
        let key = match std::mem::replace(&mut open.key, Due::Comma) {
            Due::Value(key) => key,
            Due::Item | Due::Comma => {
                Some(Key { text: open.index.to_string().into(), span: at, is_text: false })
            }
        };
        let Some(key) = key else { return };
        if let Ok(number) = key.text.parse::<u64>() {
            open.index = open.index.max(number.saturating_add(1));
        }
        open.items.push(Item { key, value });
    }

    fn due(&self) -> &Due<'s> {
        self.open.last().map_or(&Due::Item, |open| &open.key)
    }

    fn expect(&mut self, due: Due<'s>) {
        if let Some(open) = self.open.last_mut() {
            open.key = due;
        }
    }

    /// The bracket that closes the innermost array.
    fn missing(&self) -> &'static str {
        match self.open.last() {
            Some(Open { close: b')', .. }) => "`)`",
            _ => "`]`",
        }
    }

    fn finish(mut self) -> Document<'s> {
        while self.open.len() > 1 {
            self.pop();
        }
        let items = self.open.pop().map(|open| open.items).unwrap_or_default();
        Document { items, faults: self.faults, comments: self.lexer.comments }
    }

    fn fault(&mut self, span: Span, message: &str) {
        if (span.start as usize) < self.quiet_until || self.faults.len() == MOST_FAULTS {
            return;
        }
        self.quiet_until = self.lexer.line_end(span.start as usize);
        self.faults.push(Fault { span: Some(span), message: message.to_owned(), help: None });
    }
}

fn is_text(token: Token) -> bool {
    matches!(token.kind, Kind::Quoted(_) | Kind::Lines { .. })
}

/// Whether a text cannot follow this without a sign in between.
fn is_operand(token: Token) -> bool {
    is_text(token) || token.kind == Kind::Word
}

fn ends_entry(token: Token) -> bool {
    let is_sign = matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Close(_));
    is_sign || matches!(token.kind, Kind::End | Kind::CloseTag | Kind::Marker)
}

/// The key that a number or a constant is: `404`, `Order::SENT`, `OrderState::Sent->value`; of
/// `Order::class` it is the name of the class.
fn constant<'s>(source: &'s str, first: Token, lexer: &mut Lexer<'s>) -> Option<Key<'s>> {
    let mut names = Vec::from([first]);
    let mut last = lexer.next();
    while last.kind == Kind::Member && names.len() < 3 {
        names.push(lexer.next());
        last = lexer.next();
    }
    if last.kind != Kind::Arrow || names.iter().any(|name| name.kind != Kind::Word) {
        return None;
    }
    let name = match names[..] {
        [class, name] if name.span.slice(source) == "class" => class,
        [name] | [_, name] | [_, name, _] => name,
        _ => return None,
    };
    let text = name.span.slice(source).rsplit('\\').next().unwrap_or("");
    Some(Key { text: Cow::Borrowed(text), span: name.span, is_text: false })
}
