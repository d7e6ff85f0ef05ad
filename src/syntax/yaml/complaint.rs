//! What is wrong with a line, in words for the person who wrote it. The parser says where it stopped; the
//! line to blame is often one above.

use granit_parser::ErrorKind;

use super::build::Builder;
use super::recover::{Line, Stop};
use crate::label::Fault;
use crate::text::place::Span;

/// The line that is left out, and what is told of it.
pub(super) struct Blame {
    pub(super) line: Line,
    pub(super) fault: Fault,
    /// Whether a tab indents the line, as it most often does those behind it.
    pub(super) is_tab: bool,
}

/// What a text without quotation marks cannot begin with.
const INDICATORS: [char; 11] = ['%', '@', '`', '&', '*', '!', '|', '>', '[', '{', ','];

/// Finds the line to blame. `flow` is where the outermost bracket stands that is open.
pub(super) fn blame(text: &str, builder: &Builder<'_>, flow: Option<usize>, stop: &Stop) -> Blame {
    let scene = Scene { text, builder, stop, line: Line::at(text, stop.at) };
    let blame = scene.tab().or_else(|| scene.quote());
    let Some(flow) = flow else {
        let blame = blame.or_else(|| scene.text_of_several_lines());
        return blame.unwrap_or_else(|| scene.line());
    };
    let blame = blame.unwrap_or_else(|| scene.bracket(flow));
    Blame { line: Line::at(text, flow), is_tab: false, ..blame }
}

/// What is known where the parser stopped.
struct Scene<'a, 's> {
    text: &'a str,
    builder: &'a Builder<'s>,
    stop: &'a Stop,
    line: Line,
}

impl Scene<'_, '_> {
    /// A tab that indents a line.
    fn tab(&self) -> Option<Blame> {
        let line = match self.stop.kind {
            ErrorKind::TabInPlainScalar => {
                let lines = std::iter::successors(Some(self.line), |line| line.next(self.text));
                lines
                    .skip(1)
                    .take_while(|line| !line.content(self.text).is_empty())
                    .find(|line| line.content(self.text).starts_with('\t'))?
            }
            _ => self.line,
        };
        let at = line.start + line.column;
        line.content(self.text).starts_with('\t').then(|| {
            let message = "a tab indents this line, where YAML wants blanks";
            let mut blame = self.blame(line, at..at + 1, message, None);
            blame.is_tab = true;
            blame
        })
    }

    /// A quotation mark that is not closed, or is closed too early.
    fn quote(&self) -> Option<Blame> {
        let (is_early, is_escape) = match self.stop.kind {
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
                (false, false)
            }
            ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar => (true, false),
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => (false, true),
            _ => return None,
        };
        let open = if is_early { self.opening()? } else { self.stop.at };
        let quote = self.text[open..].chars().next()?;
        let line = Line::at(self.text, open);
        if is_escape && closing(&self.text[..line.end], open).is_some() {
            let message = "a backslash stands here for which YAML knows no meaning";
            let help = "write two of them, or use single quotation marks";
            let at = self.text[open..line.end].find('\\').map_or(open, |found| open + found);
            return Some(self.blame(line, at..at + 1, message, Some(help)));
        }
        if is_early && line.start == self.line.start {
            let message = "the text goes on behind its closing quotation mark";
            let help = match quote {
                '"' => "write a quotation mark inside it as `\\\"`",
                _ => "write an apostrophe inside it twice",
            };
            return Some(self.blame(line, self.stop.at..line.end, message, Some(help)));
        }
        let message = "this text has no closing quotation mark";
        Some(self.blame(line, open..open + 1, message, None))
    }

    /// A bracket that is open: all within it is left out.
    fn bracket(&self, open: usize) -> Blame {
        let line = Line::at(self.text, open);
        let is_same = line.start == self.line.start;
        let ends = self.stop.at >= self.text.trim_end().len();
        let content = self.line.content(self.text);
        if ends || !is_same && self.line.column <= line.column && !content.starts_with([']', '}']) {
            let message = "this bracket is not closed";
            let help = "a text that begins with a bracket needs quotation marks";
            return self.blame(line, open..open + 1, message, Some(help));
        }
        let (message, help) = self.complaint();
        let at = if is_same { open } else { self.stop.at };
        self.blame(self.line, at..self.line.end, &message, help)
    }

    /// A text without quotation marks that took in a line that is none of its.
    fn text_of_several_lines(&self) -> Option<Blame> {
        let last =
            self.builder.last.filter(|_| self.stop.kind == ErrorKind::MappingValueNotAllowed)?;
        let first = Line::at(self.text, last.start as usize);
        if first.start == self.line.start || (last.end as usize) < self.line.start {
            return None;
        }
        let stands_alone = first.start + first.column == last.start as usize;
        if stands_alone && first.column == self.line.column {
            return Some(self.whole(first, "a key needs a colon behind it", None));
        }
        let message = "this line is indented deeper than the entry above it";
        Some(self.whole(self.line, message, None))
    }

    fn line(&self) -> Blame {
        let (message, help) = self.complaint();
        let begins = self.line.start + self.line.column;
        let at = if self.stop.at > begins { self.value(begins) } else { begins };
        self.blame(self.line, at..self.line.end, &message, help)
    }

    /// What is wrong on the line where the parser stopped.
    fn complaint(&self) -> (String, Option<&'static str>) {
        let begins = self.line.start + self.line.column;
        let value = self.value(begins);
        let is_value = self.stop.at > begins || value == begins;
        let first = self.text[value..self.line.end].chars().next();
        let sign = match &self.stop.kind {
            ErrorKind::UnexpectedCharacter { character } => Some(*character),
            _ => first.filter(|_| is_value),
        };
        if let Some(message) = self.misplaced(begins) {
            return (message.to_owned(), None);
        }
        let quote = Some("put it in double quotation marks");
        match (&self.stop.kind, sign.filter(|sign| INDICATORS.contains(sign))) {
            (_, Some('`')) => {
                ("a text that begins with a backtick needs quotation marks".to_owned(), quote)
            }
            (_, Some(sign)) => {
                (format!("a text that begins with `{sign}` needs quotation marks"), quote)
            }
            (ErrorKind::MappingValueNotAllowed, _) => {
                ("a text that holds a colon and a blank needs quotation marks".to_owned(), quote)
            }
            (ErrorKind::SimpleKeyExpected, _) => ("a key needs a colon behind it".to_owned(), None),
            (kind, _) => (format!("no valid YAML: {kind}"), None),
        }
    }

    /// What is wrong with where a line stands.
    fn misplaced(&self, begins: usize) -> Option<&'static str> {
        match self.stop.kind {
            ErrorKind::RecursionLimitExceeded => {
                Some("nested deeper than 128: what is below is not read")
            }
            ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedDocumentStart
            | ErrorKind::InvalidIndentation
                if self.stop.at <= begins =>
            {
                let is_dash = self.line.content(self.text).starts_with("- ");
                let is_around =
                    self.builder.open.iter().any(|it| it.place.column == self.line.column);
                match is_around && is_dash {
                    true => Some("an element of a list stands here among keys"),
                    false => Some("this line is indented like none of the entries around it"),
                }
            }
            _ => None,
        }
    }

    /// Where the value on the line begins: behind dashes and the key.
    fn value(&self, begins: usize) -> usize {
        let line = &self.text[begins..self.line.end];
        let item = line.trim_start_matches(['-', ' ']);
        let item = if line.starts_with("- ") { item } else { line };
        let value = item.find(": ").map_or(item, |colon| item[colon + 2..].trim_start());
        self.line.end - value.len()
    }

    /// The quotation mark that begins the text behind whose end the parser stopped.
    fn opening(&self) -> Option<usize> {
        let mut at = self.builder.done.min(self.stop.at);
        while let Some(found) = self.text[at..self.stop.at].find(['"', '\'']) {
            let open = at + found;
            at = open + 1;
            let is_begun = self.text[..open].ends_with([' ', '\t', '\n', '[', '{', ',', ':']);
            if is_begun || open == 0 {
                at = closing(self.text, open).map_or(self.stop.at, |close| close + 1);
            }
            if self.text.get(at..self.stop.at).is_none_or(|between| between.trim().is_empty()) {
                return Some(open);
            }
        }
        None
    }

    fn whole(&self, line: Line, message: &str, help: Option<&str>) -> Blame {
        self.blame(line, line.start + line.column..line.end, message, help)
    }

    fn blame(
        &self,
        line: Line,
        bytes: std::ops::Range<usize>,
        message: &str,
        help: Option<&str>,
    ) -> Blame {
        let end = bytes.start + self.text[bytes.clone()].trim_end().len();
        let fault = Fault {
            span: Some(Span::new(bytes.start, end.max(bytes.start))),
            message: message.to_owned(),
            help: help.map(str::to_owned),
        };
        Blame { line, fault, is_tab: false }
    }
}

/// The quotation mark that closes the text which one opens.
fn closing(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = bytes[open];
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == byte && bytes.get(at + 1) == Some(&quote) => at += 1,
            _ if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
