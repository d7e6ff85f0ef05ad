//! Reads a `.strings` file entry by entry. After a mistake it goes on at the next line that looks like the
//! beginning of an entry: a missing quotation mark must not swallow what follows it.

use super::line::{begins_whole, ends_line, is_blank};
use super::string::is_bare_byte;
use super::{Comment, Entry, File, Text};
use crate::label::{Fault, Quoting};
use crate::syntax::conflict;
use crate::text::place::Span;

/// More faults than this tell nobody more.
const MOST_FAULTS: usize = 100;

/// Reads the file.
pub fn read(text: &str) -> File {
    let mut reader = Reader {
        text,
        at: 0,
        file: File::default(),
        above: 0,
        lines: 0,
        is_behind_token: false,
        braces: Braces::None,
        in_conflict: false,
        quiet_until: 0,
        comments_end: true,
    };
    while reader.step() {}
    reader.finish()
}

struct Reader<'s> {
    text: &'s str,
    at: usize,
    file: File,
    /// The number of the first comment of those that stand right above what comes next.
    above: usize,
    /// How many lines have ended since the last token or comment.
    lines: usize,
    /// Whether that was no comment.
    is_behind_token: bool,
    braces: Braces,
    /// Whether a merge conflict has begun, and been told, that has not ended yet.
    in_conflict: bool,
    /// The end of the line that has its fault already.
    quiet_until: usize,
    /// Whether a `*/` may still come.
    comments_end: bool,
}

/// The braces that may stand around all entries: a whole dictionary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Braces {
    None,
    Open,
    Closed,
}

/// What a key or a text must be followed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Key,
    Value,
}

impl Reader<'_> {
    /// Reads one entry, or what stands where one may; `false` at the end.
    fn step(&mut self) -> bool {
        self.skip();
        let Some(byte) = self.peek() else { return false };
        match byte {
            _ if self.is_at_marker() => self.marker(),
            b'{' if self.braces == Braces::None && self.file.entries.is_empty() => {
                self.braces = Braces::Open;
                self.token(1);
            }
            b'}' if self.braces == Braces::Open => {
                self.braces = Braces::Closed;
                self.token(1);
            }
            _ if self.braces == Braces::Closed => {
                let end = self.line_end(self.at);
                self.fault(self.at, end, "the file goes on behind its last brace");
                self.braces = Braces::None;
            }
            b'"' | b'\'' => self.entry(),
            _ if is_bare_byte(byte) => self.entry(),
            b';' => {
                self.fault(self.at, self.at + 1, "no entry stands before this semicolon");
                self.token(1);
            }
            _ => {
                let end = self.line_end(self.at);
                self.fault(self.at, end, "this is neither an entry nor a comment");
                self.resume(end);
            }
        }
        true
    }

    /// `"key" = "value";` or `"key";`.
    fn entry(&mut self) {
        let start = self.at;
        let is_below = !self.is_behind_token && self.lines <= 1;
        let first = if is_below { self.above } else { self.file.comments.len() };
        let Some(key) = self.text(Role::Key) else { return };
        let end = self.at;
        let value = match self.due() {
            Some(b';') => None,
            Some(b'=') => {
                self.token(1);
                let Some(value) = self.value(start) else { return };
                Some(value)
            }
            Some(b'"' | b'\'') if self.lines == 0 && key.quoting != Quoting::Bare => {
                self.fault(self.at, self.at + 1, "a `=` is missing before this");
                let Some(value) = self.text(Role::Value) else { return };
                Some(value)
            }
            _ => return self.torn(start, end, "neither `=` nor `;` stands behind this key"),
        };
        self.end_entry(start, first, key, value);
    }

    /// The text behind a `=`.
    fn value(&mut self, start: usize) -> Option<Text> {
        match self.due() {
            Some(b'"' | b'\'') => self.text(Role::Value),
            Some(byte) if is_bare_byte(byte) => self.text(Role::Value),
            byte => {
                let (start, end) = (start, self.line_end(start));
                let message = match byte {
                    Some(b'(' | b'{' | b'<') => "what stands behind this `=` is no text",
                    Some(byte) if byte != b';' && self.lines == 0 => {
                        "this text has no quotation marks"
                    }
                    _ => "no text stands behind this `=`",
                };
                self.torn(start, end, message);
                None
            }
        }
    }

    /// Reads the semicolon behind an entry.
    fn end_entry(&mut self, start: usize, first: usize, key: Text, value: Option<Text>) {
        let (end, comments) = (self.at, self.file.comments.len());
        let due = self.due();
        if let Some(b'=') = due
            && let Some(value) = value
            && self.text[start..value.span.start as usize].contains('\n')
        {
            // What was taken for the text is the key of the next entry.
            self.at = value.span.start as usize - usize::from(value.quoting != Quoting::Bare);
            (self.lines, self.is_behind_token) = (1, true);
            return self.torn(start, self.line_end(start), "no text stands behind this `=`");
        }
        if due == Some(b';') {
            self.token(1);
            let (comments, span) = (first..self.file.comments.len(), Span::new(start, self.at));
            self.file.entries.push(Entry { key, value, comments, span });
            return;
        }
        // Where the line goes on, the text may have ended too early: `"Say "no" to it"`.
        if self.lines > 0 || matches!(due, None | Some(b',')) {
            let (comments, span) = (first..comments, Span::new(start, end));
            self.file.entries.push(Entry { key, value, comments, span });
        }
        self.torn(end - 1, end, "a semicolon is missing behind this");
    }

    /// Tells what keeps an entry from going on. The rest of the line is skipped; what stands on a later
    /// one is read as if nothing had happened.
    fn torn(&mut self, start: usize, end: usize, message: &str) {
        if self.is_at_marker() {
            return; // which is the reason, and told next
        }
        self.fault(start, end, message);
        if self.lines == 0 {
            self.resume(self.line_end(self.at));
        }
    }

    /// The key or text that begins here. Where its quotation mark is not closed, it is a fault.
    fn text(&mut self, role: Role) -> Option<Text> {
        let quote = self.text.as_bytes()[self.at];
        let quoting = match quote {
            b'"' => Quoting::Double,
            b'\'' => Quoting::Single,
            _ => return Some(self.bare()),
        };
        let start = self.at + 1;
        let close = self.closing_quote(start, quote);
        let Some(close) = close.filter(|&close| self.is_closed(start, close, role)) else {
            let end = self.line_end(start);
            let message = "this text has no closing quotation mark";
            self.fault(self.at, end, message);
            self.resume(end);
            return None;
        };
        self.token(close + 1 - self.at);
        Some(Text { span: Span::new(start, close), quoting })
    }

    fn bare(&mut self) -> Text {
        let start = self.at;
        let length = self.rest().bytes().position(|byte| !is_bare_byte(byte));
        self.token(length.unwrap_or(self.rest().len()));
        Text { span: Span::new(start, self.at), quoting: Quoting::Bare }
    }

    fn closing_quote(&self, start: usize, quote: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            at += bytes.get(at..)?.iter().position(|&byte| byte == quote || byte == b'\\')?;
            if bytes[at] == quote {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Whether a quotation mark closes the text that began at `start`. On a later line it does if what
    /// follows is what must follow; else it opens the text of another entry.
    fn is_closed(&self, start: usize, close: usize, role: Role) -> bool {
        if !self.text.as_bytes()[start..close].contains(&b'\n') {
            return true;
        }
        let line = &self.text[close + 1..self.line_end(close)];
        let due: &[char] = if role == Role::Key { &['=', ';'] } else { &[';'] };
        let line = line.trim_start();
        line.is_empty() || line.starts_with(due) || line.starts_with("/*") || line.starts_with("//")
    }

    /// A mark of a merge. Between entries both sides are read; inside one the conflict costs it.
    fn marker(&mut self) {
        let end = self.line_end(self.at);
        if !self.in_conflict {
            self.fault(self.at, end, "a merge conflict stands here; both sides are read");
        }
        self.in_conflict = self.peek() != Some(b'>');
        self.token(end - self.at);
        if self.in_conflict {
            self.resume(end);
        }
    }

    fn is_at_marker(&self) -> bool {
        let begins_line = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
        let is_sign = matches!(self.peek(), Some(b'<' | b'=' | b'>' | b'|'));
        begins_line && is_sign && conflict::is_marker(self.rest())
    }

    /// Goes on at the next line that looks like the beginning of something whole.
    fn resume(&mut self, from: usize) {
        (self.lines, self.is_behind_token) = (1, true);
        self.at = from;
        while let Some(end) = self.rest().find('\n') {
            self.at += end + 1;
            if begins_whole(&self.text[self.at..self.line_end(self.at)]) {
                return;
            }
        }
        self.at = self.text.len();
    }

    /// The next byte of the entry that is being read; `None` where a mark of a merge stands.
    fn due(&mut self) -> Option<u8> {
        self.skip();
        self.peek().filter(|_| !self.is_at_marker())
    }

    /// Skips blanks, and comments, which are kept.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
            self.lines += rest[..blanks].matches('\n').count();
            self.at += blanks;
            if !self.comment() {
                return;
            }
        }
    }

    /// Reads a comment, if one stands here.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        let (length, signs) = match rest.as_bytes() {
            [b'/', b'/', ..] => (rest.find(ends_line).unwrap_or(rest.len()), 0),
            [b'/', b'*', ..] => match self.closing_sign() {
                Some(end) => (end, 2),
                None => return false,
            },
            _ => return false,
        };
        let (start, end) = (self.at, self.at + length);
        let said = &self.text[start + 2..end - signs];
        let said_start = start + 2 + (said.len() - said.trim_start().len());
        let said = Span::new(said_start, said_start + said.trim().len());
        if self.is_behind_token || self.lines > 1 {
            self.above = self.file.comments.len();
        }
        self.file.comments.push(Comment { span: Span::new(start, end), said });
        if self.is_behind_token && self.lines == 0 {
            self.above = self.file.comments.len();
        }
        self.at = end;
        (self.lines, self.is_behind_token) = (0, false);
        true
    }

    /// The length of the `/* ... */` that begins here; `None`, and a fault, if it never ends.
    fn closing_sign(&mut self) -> Option<usize> {
        let found = self.comments_end.then(|| self.rest()[2..].find("*/")).flatten();
        if found.is_none() {
            self.comments_end = false;
            let end = self.line_end(self.at);
            self.fault(self.at, end, "this comment has no `*/` at its end");
            self.resume(end);
        }
        found.map(|end| end + 4)
    }

    /// Passes over something that is neither blank nor comment.
    fn token(&mut self, length: usize) {
        self.at += length;
        (self.lines, self.is_behind_token) = (0, true);
    }

    fn finish(mut self) -> File {
        if self.braces == Braces::Open {
            let end = self.text.trim_end().len();
            self.fault(end, end, "the file ends where a `}` is missing");
        }
        self.file
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// The end of the line that `from` is on, before its line end.
    fn line_end(&self, from: usize) -> usize {
        let end = self.text[from..].find('\n').map_or(self.text.len(), |end| from + end);
        end - usize::from(end > from && self.text.as_bytes()[end - 1] == b'\r')
    }

    fn fault(&mut self, start: usize, end: usize, message: &str) {
        if start < self.quiet_until || self.file.faults.len() == MOST_FAULTS {
            return;
        }
        self.quiet_until = self.line_end(start);
        let span = Some(Span::new(start, end.max(start)));
        self.file.faults.push(Fault { span, message: message.to_owned(), help: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries as `key=text`, then the faults as `line place message`.
    fn show(text: &str) -> Vec<String> {
        let file = read(text);
        let entry = |entry: &Entry| {
            let value = entry.value.map_or_else(|| ";".into(), |value| value.text(text));
            format!("{}={value}", entry.key.text(text))
        };
        let fault = |fault: &Fault| {
            let span = fault.span.unwrap();
            let line = text[..span.start as usize].matches('\n').count() + 1;
            format!("{line} {:?} {}", span.slice(text), fault.message)
        };
        file.entries.iter().map(entry).chain(file.faults.iter().map(fault)).collect()
    }

    #[test]
    fn what_writers_write() {
        for (text, shown) in [
            ("\"ż\" = \"ź\";", &["ż=ź"][..]),
            ("a-b.c:/$_1=d;\r\n'e'\t=\n'f\"';", &["a-b.c:/$_1=d", "e=f\""]),
            ("\"a\";b;", &["a=;", "b=;"]),
            ("\"a\"/*x*/=//y\n\"b\"\n;\n", &["a=b"]),
            ("{a=b;c=d;}\n", &["a=b", "c=d"]),
            (
                "\"a\" = \"b\n\"\n;\"c\" = \"d\n\n \\\"e\"; f\u{2028}=\"\";",
                &["a=b\n", "c=d\n\n \"e", "f="],
            ),
            ("\"a\n\" = \"b\";", &["a\n=b"]),
            ("", &[]),
            ("// a = b;\u{2028}c = d; /* e = f; */", &["c=d"]),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }

    #[test]
    fn a_broken_entry_costs_itself() {
        let good = "\"g\" = \"h\";\n";
        for (broken, shown) in [
            ("\"a\" = \"b;\n", "2 \"\\\"b;\" this text has no closing quotation mark"),
            ("\"a = \"b\";\n", "2 \"\\\"a = \\\"\" neither `=` nor `;` stands behind this key"),
            ("\"a\" = b c\";\n", "2 \"b\" a semicolon is missing behind this"),
            ("\"a\" = \"b\"\n", "a=b|2 \"\\\"\" a semicolon is missing behind this"),
            ("\"a\" = \"b\",\n", "a=b|2 \"\\\"\" a semicolon is missing behind this"),
            ("\"a\" \"b\";\n", "a=b|2 \"\\\"\" a `=` is missing before this"),
            ("\"a\"\n", "2 \"\\\"a\\\"\" neither `=` nor `;` stands behind this key"),
            ("\"a\" = ;\n", "2 \"\\\"a\\\" = ;\" no text stands behind this `=`"),
            ("\"a\" =\n", "2 \"\\\"a\\\" =\" no text stands behind this `=`"),
            (
                "\"a\" = (b, c);\n",
                "2 \"\\\"a\\\" = (b, c);\" what stands behind this `=` is no text",
            ),
            ("\"a\" = ż;\n", "2 \"\\\"a\\\" = ż;\" this text has no quotation marks"),
            ("\"a\" = \"b \"c\" d\";\n", "2 \"\\\"\" a semicolon is missing behind this"),
            ("a = b = c;\n", "2 \"b\" a semicolon is missing behind this"),
            ("Żadna treść;\n", "2 \"Żadna treść;\" this is neither an entry nor a comment"),
            ("\"a\" = \"b\";;\n", "a=b|2 \";\" no entry stands before this semicolon"),
            ("/* c\n", "2 \"/* c\" this comment has no `*/` at its end"),
        ] {
            let text = format!("{good}{broken}{good}// c\n{good}");
            let broken = shown.split('|').collect::<Vec<_>>();
            let (entries, faults) = broken.split_at(broken.len() - 1);
            let expected = [&["g=h"], entries, &["g=h", "g=h"], faults].concat();
            assert_eq!(show(&text), expected, "{text}");
        }
    }

    #[test]
    fn braces() {
        assert_eq!(show("{ a = b;\n"), ["a=b", "1 \"\" the file ends where a `}` is missing"]);
        let behind = "2 \"c = d;\" the file goes on behind its last brace";
        assert_eq!(show("{ a = b; }\nc = d;"), ["a=b", "c=d", behind]);
        let stray = "1 \"{ c = d;\" this is neither an entry nor a comment";
        assert_eq!(show("a = b; { c = d;"), ["a=b", stray]);
    }

    #[test]
    fn a_missing_quotation_mark_before_a_comment() {
        let text = "\"a\" = \"b;\n\n/* Class = \"X\"; title = \"Y\"; */\n\"c\" = \"d\";\n";
        assert_eq!(show(text), ["c=d", "1 \"\\\"b;\" this text has no closing quotation mark"]);
        assert_eq!(read(text).entries[0].comments, 0..1);
    }

    #[test]
    fn both_sides_of_a_merge() {
        let text = "<<<<<<< ours\na = b;\n=======\nc = d;\n>>>>>>> x\n\
                    \"e\" =\n<<<<<<< ours\n\"f\";\n=======\n\"g\";\n>>>>>>> x\nh = i;\n";
        let told = "a merge conflict stands here; both sides are read";
        let faults = [1, 7].map(|line| format!("{line} \"<<<<<<< ours\" {told}"));
        assert_eq!(show(text), ["a=b", "c=d", "h=i", &*faults[0], &*faults[1]]);
    }

    #[test]
    fn comments_right_above() {
        let text = "/* file */\n\n// one\n/* two */\na = b; // behind\n/* x */ /* y */ c /* z */ = d;\n\
                    // far\n\ne = f\n// last\ng = h;";
        let file = read(text);
        let said = |entry: &Entry| {
            let said = file.comments[entry.comments.clone()].iter();
            said.map(|comment| comment.said.slice(text)).collect::<Vec<_>>().join(",")
        };
        let shown: Vec<_> = file.entries.iter().map(said).collect();
        assert_eq!(shown, ["one,two", "x,y,z", "", "last"]);
        assert_eq!(file.comments.len(), 9);
    }

    /// Each of these takes minutes where a mistake is looked at from its place to the end of the file.
    #[test]
    fn cost_grows_with_the_file() {
        for piece in [
            "/*\n",
            "\"\n",
            "'\n\"\n",
            "a=",
            "a=\n",
            ";",
            "{",
            "\"a\"",
            "x=\"\\\"\n",
            "a \n",
            "=======\n",
        ] {
            read(&piece.repeat(200_000));
        }
    }
}
