//! Reads what can be read of a broken JSON file: a missing comma, quote or brace and the markers of a
//! merge cost the entry they stand in. Slower to complain than a parser, and used only after one did.

use super::{Document, Member, Text, Value};
use crate::label::{Fault, Quoting};
use crate::syntax::conflict;
use crate::text::place::Span;

/// As deep as jsonc-parser goes: trees of both are walked by the same recursive functions.
const DEEPEST: usize = 512;
/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;

/// Reads the file, naming every trouble once a line.
pub(super) fn read(source: &str) -> Document<'_> {
    let mut reader = Reader {
        source,
        at: 0,
        open: Vec::new(),
        root: None,
        is_closed: false,
        was_closed: false,
        faults: Vec::new(),
        comments: Vec::new(),
        quiet_until: 0,
        in_conflict: false,
    };
    while reader.step() {}
    reader.finish()
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    /// The objects and arrays around this place; the outermost stays until the end of the file, so
    /// that entries behind a brace too many are still entries.
    open: Vec<Open<'s>>,
    root: Option<Value<'s>>,
    is_closed: bool,
    /// Whether something stood behind the last brace: then none is missed at the end.
    was_closed: bool,
    faults: Vec<Fault>,
    comments: Vec<Span>,
    /// The end of the line that has its fault already.
    quiet_until: usize,
    /// Whether a merge conflict has begun, and been told, that has not ended yet.
    in_conflict: bool,
}

/// An object or array that is being read.
struct Open<'s> {
    is_object: bool,
    members: Vec<Member<'s>>,
    elements: Vec<Value<'s>>,
    key: Option<Text<'s>>,
    due: Due,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// A key, or an element of an array.
    Item,
    Colon,
    Value,
    Comma,
}

impl<'s> Reader<'s> {
    /// Reads one token; `false` at the end.
    fn step(&mut self) -> bool {
        self.skip_space();
        let Some(char) = self.source[self.at..].chars().next() else { return false };
        if self.is_closed && char != '/' {
            self.fault(self.at, char.len_utf8(), "the file goes on behind its last brace");
            self.is_closed = false;
            self.was_closed = true;
        }
        match char {
            '{' | '[' => return self.open(char == '{'),
            '}' | ']' => self.close(char == '}'),
            ',' => self.comma(),
            ':' => self.colon(),
            '"' => self.string(),
            '/' if self.skip_comment() => {}
            '<' | '>' | '=' | '|' if self.skip_conflict_marker() => {}
            _ => self.word(),
        }
        true
    }

    fn open(&mut self, is_object: bool) -> bool {
        if self.open.len() == DEEPEST {
            let message = "nested deeper than 512: the file is not read from here on";
            self.fault(self.at, 1, message);
            self.is_closed = true;
            return false;
        }
        match self.due() {
            Some(Due::Comma) => self.fault(self.at, 1, "a comma is missing before this"),
            Some(Due::Item) if self.in_object() => self.fault(self.at, 1, "a key is missing here"),
            Some(Due::Colon) => self.fault(self.at, 1, "a colon is missing before this"),
            _ => {}
        }
        self.at += 1;
        self.open.push(Open {
            is_object,
            members: Vec::new(),
            elements: Vec::new(),
            key: None,
            due: Due::Item,
        });
        true
    }

    fn close(&mut self, is_object: bool) {
        let Some(innermost) = self.open.iter().rposition(|open| open.is_object == is_object) else {
            self.fault(self.at, 1, "nothing is open that this could close");
            self.at += 1;
            return;
        };
        if innermost + 1 < self.open.len() {
            let missing = if is_object {
                "a `]` is missing before this"
            } else {
                "a `}` is missing before this"
            };
            self.fault(self.at, 1, missing);
        }
        self.at += 1;
        while self.open.len() > innermost.max(1) {
            self.pop();
        }
        if innermost == 0 {
            self.is_closed = true;
            self.expect(Due::Comma);
        }
    }

    /// Ends the innermost object or array and hands it to the one around it.
    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let value =
            if open.is_object { Value::Object(open.members) } else { Value::Array(open.elements) };
        self.accept(value);
    }

    fn comma(&mut self) {
        if matches!(self.due(), Some(Due::Colon | Due::Value)) {
            self.fault(self.at, 1, "the key before this has no value");
        }
        self.at += 1;
        self.expect(Due::Item);
    }

    fn colon(&mut self) {
        if self.due() == Some(Due::Colon) {
            self.expect(Due::Value);
        } else {
            self.fault(self.at, 1, "a key is missing before this colon");
        }
        self.at += 1;
    }

    fn string(&mut self) {
        let start = self.at;
        let Some(text) = self.closed_string() else {
            self.fault(start, 1, "this text has no closing quotation mark on its line");
            self.at = self.line_end(start);
            self.expect(Due::Item);
            return;
        };
        if self.is_before(':') && !self.in_object() && self.open.len() > 1 {
            self.fault(start, self.at - start, "a `]` is missing before this");
            self.pop();
            self.expect(Due::Item);
        }
        let lacks_colon = self.due() == Some(Due::Item) && self.is_before('"');
        let is_key = self.in_object() && (self.is_before(':') || lacks_colon);
        let trouble = match (self.due(), is_key) {
            (Some(Due::Comma), _) => Some("a comma is missing before this"),
            (Some(Due::Colon | Due::Value), true) => Some("the key before this has no value"),
            (Some(Due::Colon), false) => Some("a colon is missing before this"),
            (Some(Due::Item), false) if self.in_object() => Some("this key has no value"),
            _ => None,
        };
        if let Some(message) = trouble {
            self.fault(start, self.at - start, message);
        }
        if is_key {
            self.expect(Due::Colon);
            if let Some(open) = self.open.last_mut() {
                open.key = Some(text);
            }
        } else {
            self.accept(Value::String(text));
        }
    }

    /// The string that begins here, if it ends on its line.
    fn closed_string(&mut self) -> Option<Text<'s>> {
        let start = self.at + 1;
        let bytes = self.source.as_bytes();
        let mut at = start;
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\n' => return None,
                b'\\' if bytes.get(at + 1).is_some_and(|&byte| byte != b'\n') => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(Text::new(self.source, start, at, Quoting::Double))
    }

    fn is_before(&self, char: char) -> bool {
        self.source[self.at..].trim_start().starts_with(char)
    }

    /// A number, `true`, `null`, or what is none of JSON.
    fn word(&mut self) {
        let rest = &self.source[self.at..];
        let stops =
            |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '"');
        let word = &rest[..rest.find(stops).unwrap_or(rest.len())];
        let is_value = matches!(word, "true" | "false" | "null") || word.parse::<f64>().is_ok();
        self.at += word.len();
        if is_value {
            self.accept(Value::Other(word));
        } else {
            let message = "this is neither a text in quotation marks nor a value";
            self.fault(self.at - word.len(), word.len(), message);
            self.expect(Due::Item);
        }
    }

    /// `<<<<<<< HEAD`: the entries of both sides are read.
    fn skip_conflict_marker(&mut self) -> bool {
        let begins_line = self.at == 0 || self.source.as_bytes()[self.at - 1] == b'\n';
        if !begins_line || !conflict::is_marker(&self.source[self.at..]) {
            return false;
        }
        let end = self.line_end(self.at);
        if !self.in_conflict {
            self.fault(self.at, end - self.at, "a merge conflict stands here; both sides are read");
        }
        self.in_conflict = !self.source[self.at..].starts_with('>');
        self.at = end;
        self.expect(Due::Item);
        true
    }

    fn skip_comment(&mut self) -> bool {
        let (rest, start) = (&self.source[self.at..], self.at);
        self.at = match rest.as_bytes().get(1) {
            Some(b'/') => self.line_end(self.at),
            Some(b'*') => rest.find("*/").map_or(self.source.len(), |end| self.at + end + 2),
            _ => return false,
        };
        self.comments.push(Span::new(start, self.at));
        true
    }

    fn skip_space(&mut self) {
        self.at = self.source.len() - self.source[self.at..].trim_start().len();
    }

    fn line_end(&self, from: usize) -> usize {
        self.source[from..].find('\n').map_or(self.source.len(), |end| from + end)
    }

    fn in_object(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object)
    }

    fn due(&self) -> Option<Due> {
        self.open.last().map(|open| open.due)
    }

    /// Forgets a key that got no value, unless its value is what is due.
    fn expect(&mut self, due: Due) {
        if let Some(open) = self.open.last_mut() {
            open.due = due;
            if due != Due::Value {
                open.key = None;
            }
        }
    }

    /// Puts a value where it belongs; in an object, one without a key is dropped.
    fn accept(&mut self, value: Value<'s>) {
        match self.open.last_mut() {
            Some(open) if open.is_object => {
                open.members.extend(open.key.take().map(|key| Member { key, value }));
                open.due = Due::Comma;
            }
            Some(open) => {
                open.elements.push(value);
                open.due = Due::Comma;
            }
            None => {
                self.root.get_or_insert(value);
            }
        }
    }

    fn finish(mut self) -> Document<'s> {
        if !self.open.is_empty() && !self.is_closed && !self.was_closed {
            let brace = if self.in_object() { "`}`" } else { "`]`" };
            self.fault(self.source.len(), 0, &format!("the file ends where a {brace} is missing"));
        }
        while !self.open.is_empty() {
            self.pop();
        }
        Document { root: self.root, faults: self.faults, comments: self.comments }
    }

    fn fault(&mut self, at: usize, length: usize, message: &str) {
        if at < self.quiet_until || self.faults.len() == MOST_FAULTS {
            return;
        }
        self.quiet_until = self.line_end(at);
        let span = Some(Span::new(at, at + length));
        self.faults.push(Fault { span, message: message.to_owned(), help: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strings of the document as `key=text`, then the faults as `offset message`.
    fn show(source: &str) -> Vec<String> {
        fn strings(key: &str, value: &Value<'_>, shown: &mut Vec<String>) {
            match value {
                Value::Object(members) => {
                    for member in members {
                        strings(&member.key.text, &member.value, shown);
                    }
                }
                Value::Array(elements) => elements.iter().for_each(|it| strings(key, it, shown)),
                Value::String(text) => shown.push(format!("{key}={}", text.text)),
                Value::Other(_) => {}
            }
        }
        let document = read(source);
        let mut shown = Vec::new();
        document.root.iter().for_each(|root| strings("", root, &mut shown));
        let fault = |fault: &Fault| format!("{} {}", fault.span.unwrap().start, fault.message);
        shown.extend(document.faults.iter().map(fault));
        shown
    }

    #[test]
    fn a_broken_entry_costs_itself() {
        for (source, shown) in [
            (
                "{\"a\": \"1\"\n\"b\": \"2\"}",
                &["a=1", "b=2", "10 a comma is missing before this"][..],
            ),
            (
                "{\"a\": \"1,\n\"b\": \"2\"}",
                &["b=2", "6 this text has no closing quotation mark on its line"],
            ),
            ("{\"a\" \"1\", \"b\": \"2\"}", &["a=1", "b=2", "5 a colon is missing before this"]),
            (
                "{\"a\": \"1\"},\n\"b\": \"2\"}",
                &["a=1", "b=2", "10 the file goes on behind its last brace"],
            ),
            ("{\"a\": [\"1\", \"b\": \"2\"}", &["a=1", "b=2", "12 a `]` is missing before this"]),
            (
                "{\"a\": oops, \"b\": 1, \"c\": \"2\"}",
                &["c=2", "6 this is neither a text in quotation marks nor a value"],
            ),
        ] {
            assert_eq!(show(source), shown, "{source}");
        }
    }
}
