//! Python as logical lines: where each statement stands and how deep, with comments and long strings left
//! out. Knows neither expressions nor what a name means.

use crate::text::place::Span;

/// A file as statements.
pub struct Program {
    /// The text with comments and strings in three quotes made blank: as long, with the same lines.
    pub masked: String,
    /// The statements, in the order of the file.
    pub lines: Vec<Line>,
    /// The comments, from their `#`.
    pub comments: Vec<Span>,
    /// A string or a bracket that never ends, if there is one: what follows it is no statement.
    pub open: Option<Span>,
}

/// A statement on one line, or on several within brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// How many columns it is indented, a tab as eight.
    pub indent: u32,
    /// Where it stands, without white space around it.
    pub span: Span,
}

/// Splits a text into its statements.
pub fn program(text: &str) -> Program {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        masked: text.as_bytes().to_vec(),
        at: 0,
        start: 0,
        brackets: Vec::new(),
        lines: Vec::new(),
        comments: Vec::new(),
        open: None,
    };
    reader.read();
    let Reader { masked, lines, comments, open, brackets, .. } = reader;
    let masked = String::from_utf8(masked).unwrap_or_else(|_| text.to_owned());
    let open = open.or(brackets.first().map(|&at| Span::new(at, at + 1)));
    Program { masked, lines, comments, open }
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    masked: Vec<u8>,
    at: usize,
    /// Where the statement begins.
    start: usize,
    /// Where each open bracket stands.
    brackets: Vec<usize>,
    lines: Vec<Line>,
    comments: Vec<Span>,
    open: Option<Span>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'#' => self.comment(),
                b'"' | b'\'' => self.string(byte),
                b'(' | b'[' | b'{' => self.brackets.push(self.at),
                b')' | b']' | b'}' => _ = self.brackets.pop(),
                b'\\' => self.at += 1,
                b'\n' if self.brackets.is_empty() => self.end_line(),
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
        if self.brackets.is_empty() {
            self.end_line();
        }
    }

    fn comment(&mut self) {
        let end = memchr::memchr(b'\n', &self.bytes[self.at..]);
        let end = end.map_or(self.bytes.len(), |length| self.at + length);
        self.comments.push(Span::new(self.at, end));
        self.blank(self.at, end);
        self.at = end - 1; // the line still ends
    }

    /// Steps to the closing quote.
    fn string(&mut self, quote: u8) {
        let start = self.at;
        let is_long = self.bytes[start..].starts_with(&[quote; 3]);
        let width = if is_long { 3 } else { 1 };
        let mut at = start + width;
        loop {
            match self.bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'\n') if !is_long => break self.unclosed(start, at - 1),
                None => break self.unclosed(start, self.bytes.len()),
                Some(_) if is_long && self.bytes[at..].starts_with(&[quote; 3]) => {
                    self.blank(start, at + width);
                    break self.at = at + width - 1;
                }
                Some(&byte) if byte == quote && !is_long => break self.at = at,
                Some(_) => at += 1,
            }
        }
    }

    fn unclosed(&mut self, start: usize, end: usize) {
        self.open.get_or_insert(Span::new(start, start + 1));
        self.at = end.max(start);
    }

    fn blank(&mut self, start: usize, end: usize) {
        let end = end.min(self.masked.len());
        for byte in &mut self.masked[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn end_line(&mut self) {
        let line = &self.masked[self.start..self.at];
        let is_blank = |byte: &u8| byte.is_ascii_whitespace();
        let before = line.iter().take_while(|byte| is_blank(byte)).count();
        let after = line.iter().rev().take_while(|byte| is_blank(byte)).count();
        if before < line.len() {
            // Blank lines before a statement are none of its indentation.
            let own = line[..before].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let indent = line[own..before].iter().map(|byte| if *byte == b'\t' { 8 } else { 1 });
            let span = Span::new(self.start + before, self.at - after);
            if self.text.is_char_boundary(span.end as usize) {
                self.lines.push(Line { indent: indent.sum(), span });
            }
        }
        self.start = self.at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u32, String)> {
        let program = program(text);
        assert_eq!(program.masked.len(), text.len());
        program
            .lines
            .iter()
            .map(|it| (it.indent, it.span.slice(&program.masked).to_owned()))
            .collect()
    }

    #[test]
    fn statements() {
        let text = "\n# é\nclass A(B):  # x\n    \"\"\"Doc\n  a = 1\"\"\"\n    C = [\n  ('a', _('é#')), # y\n]\n\tD = 'x\\\n y'\nE = \"a\\\"b\"";
        assert_eq!(
            lines(text),
            [
                (0, "class A(B):".to_owned()),
                (4, "C = [\n  ('a', _('é#')),    \n]".to_owned()),
                (8, "D = 'x\\\n y'".to_owned()),
                (0, "E = \"a\\\"b\"".to_owned()),
            ]
        );
    }

    #[test]
    fn what_never_ends() {
        assert!(program("a = [1,\nb = 2").open.is_some());
        assert!(program("a = 'x\nb = 2").open.is_some());
        assert_eq!(lines("a = 'x\nb = 2").len(), 2);
        assert!(program("a = [1]\n").open.is_none());
    }

    #[test]
    fn no_cut_panics() {
        let text = "class Ä(B): # ö\n  \"\"\"ü\"\"\"\n  C = [('ä', \"ö\\\"\"),]\n\\";
        for (at, _) in text.char_indices() {
            lines(&text[..at]);
            lines(&text[at..]);
        }
    }
}
