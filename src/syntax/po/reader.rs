//! Reads a catalogue line by line. Keywords decide what a text belongs to, and where an entry ends.

use smallvec::SmallVec;

use super::{Comment, Entry, Field, File, Form, Kind, MOST_FORMS};
use crate::label::Fault;
use crate::syntax::conflict;
use crate::text::place::Span;

/// Reads a catalogue.
pub fn read(text: &str) -> File {
    let mut reader = Reader {
        text,
        file: File::default(),
        comments: Vec::new(),
        entry: None,
        due: Due::Nothing,
        in_conflict: false,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        reader.line(start, end);
        start += line.len();
    }
    reader.finish();
    reader.file.trailing = reader.comments;
    reader.file
}

struct Reader<'s> {
    text: &'s str,
    file: File,
    /// The comments that belong to what comes next.
    comments: Vec<Comment>,
    entry: Option<Entry>,
    due: Due,
    /// Whether a merge conflict has begun, and been told, that has not ended yet.
    in_conflict: bool,
}

/// Where a quoted text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// To a part of the entry.
    Part(Part),
    /// It belongs to nothing that is kept.
    Skipped,
    /// It goes on where a merge has torn the entry.
    Torn,
    /// There may be none here.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Plural,
    /// By its place among the forms.
    Form(usize),
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let at = self.skip_blanks(start, end);
        match &self.text.as_bytes()[at..end] {
            [] => {}
            [b'#', b'~', b'|', ..] => self.comment(Kind::Previous, at + 3, end),
            [b'#', b'~', ..] => self.obsolete(at + 2, end),
            [b'#', sign, ..] if kind(*sign) != Kind::Translator => {
                self.comment(kind(*sign), at + 2, end);
            }
            [b'#', ..] => self.comment(Kind::Translator, at + 1, end),
            [b'<' | b'=' | b'>' | b'|', ..] if conflict::is_marker(&self.text[start..end]) => {
                self.marker(start, end);
            }
            _ => self.content(at, end, false),
        }
    }

    fn comment(&mut self, kind: Kind, start: usize, end: usize) {
        let said = &self.text[start..end];
        let start = start + (said.len() - said.trim_start().len());
        let span = Span::new(start, start + said.trim().len());
        self.comments.push(Comment { kind, span });
    }

    /// What stands behind `#~`: a line like any other, or a comment on one.
    fn obsolete(&mut self, at: usize, end: usize) {
        let at = self.skip_blanks(at, end);
        match &self.text.as_bytes()[at..end] {
            [b'#' | b'|', ..] => self.comment(Kind::Previous, at + 1, end),
            _ => self.content(at, end, true),
        }
    }

    /// A mark of a merge. What is read before and after it is read as if it were not there.
    fn marker(&mut self, start: usize, end: usize) {
        if !self.in_conflict {
            self.fault(start, end, "a merge conflict stands here; both sides are read");
        }
        self.in_conflict = self.text.as_bytes()[start] != b'>';
        self.due = Due::Torn;
    }

    /// Keywords and quoted texts, most often one of each.
    fn content(&mut self, start: usize, end: usize, is_obsolete: bool) {
        let mut at = start;
        loop {
            at = self.skip_blanks(at, end);
            let next = match self.text.as_bytes()[at..end].first() {
                None | Some(b'#') => return,
                Some(b'"') => self.quoted(at, end),
                Some(_) => self.keyword(at, end, at == start, is_obsolete),
            };
            match next {
                Some(next) => at = next,
                None => return,
            }
        }
    }

    /// Reads a text; where the line goes on, or `None` if it is broken.
    fn quoted(&mut self, at: usize, end: usize) -> Option<usize> {
        let Some(close) = self.closing_quote(at + 1, end) else {
            self.broken(at, end, "this text has no closing quotation mark on its line");
            return None;
        };
        match self.due {
            Due::Skipped => {}
            Due::Torn => self.open(at, close + 1).is_broken = true,
            Due::Nothing => {
                self.broken(at, close + 1, "a quoted text without a keyword before it");
                self.due = Due::Skipped;
            }
            Due::Part(part) => {
                let entry = self.open(at, close + 1);
                entry.span.end = close as u32 + 1;
                let field = entry.field(part);
                if let Some(field) = field {
                    field.0.push(Span::new(at + 1, close));
                }
            }
        }
        Some(close + 1)
    }

    fn closing_quote(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..end];
        let mut at = start;
        loop {
            match bytes.get(at)? {
                b'"' => return Some(at),
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }

    /// Reads a keyword; where the line goes on, or `None` if it is none.
    fn keyword(
        &mut self,
        at: usize,
        end: usize,
        begins_line: bool,
        is_obsolete: bool,
    ) -> Option<usize> {
        let rest = &self.text[at..end];
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let after = at + rest.bytes().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let part = match &self.text[at..after] {
            "msgctxt" => Part::Context,
            "msgid" => Part::Id,
            "msgid_plural" => Part::Plural,
            "msgstr" => return self.form(at, after, end, is_obsolete),
            "domain" => {
                self.finish();
                self.due = Due::Skipped;
                return Some(after);
            }
            word => {
                self.no_keyword(word, at, end, begins_line);
                return None;
            }
        };
        self.part(part, at, after, is_obsolete);
        Some(after)
    }

    /// Something that is neither keyword nor text. Behind one it costs the entry; at the beginning of a
    /// line, where no entry is open, only if it is a keyword that somebody misspelt.
    fn no_keyword(&mut self, word: &str, at: usize, end: usize, begins_line: bool) {
        let after = at + word.len();
        let behind = self.text[after..end].trim_start_matches(is_blank);
        let is_misspelt = begins_line && !word.is_empty() && behind.starts_with(['"', '[']);
        if begins_line {
            self.end_whole();
            self.due = Due::Skipped;
        }
        if is_misspelt {
            self.broken(at, after, &format!("`{word}` is no keyword of a catalogue"));
            return;
        }
        self.fault(at, end, "this stands outside the quotation marks");
        if let Some(entry) = &mut self.entry {
            entry.is_broken = true;
        }
    }

    /// Begins a context, an id or a plural, and with the first two perhaps an entry.
    fn part(&mut self, part: Part, at: usize, after: usize, is_obsolete: bool) {
        if part != Part::Plural {
            self.end_whole();
        }
        if self.entry.as_ref().is_some_and(|entry| entry.id.is_some()) && part != Part::Plural {
            self.finish();
        }
        let entry = self.keep_open(at, after, is_obsolete);
        let field = match part {
            Part::Context => &mut entry.context,
            Part::Id => &mut entry.id,
            Part::Plural | Part::Form(_) => &mut entry.plural,
        };
        let is_first = field.is_none();
        field.get_or_insert_default();
        self.take(part, is_first, at, after);
    }

    /// Begins a translation; where the line goes on.
    fn form(&mut self, at: usize, after: usize, end: usize, is_obsolete: bool) -> Option<usize> {
        self.keep_open(at, after, is_obsolete);
        let (index, after) = self.index(after, end)?;
        let entry = self.open(at, after);
        let is_first = entry.forms.iter().all(|form| form.index != index);
        let part = Part::Form(entry.forms.len());
        if is_first {
            entry.forms.push(Form { index, text: Field::default() });
        }
        self.take(part, is_first, at, after);
        Some(after)
    }

    /// Reads the `[n]` behind `msgstr`, if there is one, and where the line goes on.
    fn index(&mut self, at: usize, end: usize) -> Option<(Option<u32>, usize)> {
        let open = self.skip_blanks(at, end);
        let Some(rest) = self.text[open..end].strip_prefix('[') else { return Some((None, at)) };
        let inner = rest.split_once(']').map(|(inner, _)| inner);
        let index = inner.and_then(|it| it.trim_matches(is_blank).parse().ok());
        let index = index.filter(|index| *index < MOST_FORMS as u32);
        if let (Some(inner), Some(index)) = (inner, index) {
            return Some((Some(index), open + inner.len() + 2));
        }
        self.broken(open, end, "a number from 0 to 9 stands here: `msgstr[0]`");
        self.due = Due::Skipped;
        None
    }

    /// Sends the texts that follow to a part, unless it stood before: there, of both sides of a merge,
    /// the first is read.
    fn take(&mut self, part: Part, is_first: bool, at: usize, after: usize) {
        self.due = if is_first { Due::Part(part) } else { Due::Skipped };
        if !is_first && !self.in_conflict {
            let message = format!("`{}` stands twice in this entry", &self.text[at..after]);
            self.broken(at, after, &message);
        }
    }

    /// The entry that is open, or a new one.
    fn open(&mut self, start: usize, end: usize) -> &mut Entry {
        self.entry.get_or_insert_with(|| Entry::new(Span::new(start, end)))
    }

    /// The entry that a keyword belongs to, and the comments before it.
    fn keep_open(&mut self, at: usize, after: usize, is_obsolete: bool) -> &mut Entry {
        let mut comments = std::mem::take(&mut self.comments);
        let entry = self.open(at, after);
        entry.is_obsolete |= is_obsolete;
        match entry.comments.is_empty() {
            true => entry.comments = comments,
            false => entry.comments.append(&mut comments),
        }
        entry
    }

    /// A fault that costs the entry.
    fn broken(&mut self, start: usize, end: usize, message: &str) {
        self.fault(start, end, message);
        self.open(start, end).is_broken = true;
    }

    fn fault(&mut self, start: usize, end: usize, message: &str) {
        let (span, message) = (Some(Span::new(start, end)), message.to_owned());
        self.file.faults.push(Fault { span, message, help: None });
    }

    /// Ends the open entry if it has a translation: what comes is of another.
    fn end_whole(&mut self) {
        if self.entry.as_ref().is_some_and(Entry::is_whole) {
            self.finish();
        }
    }

    fn finish(&mut self) {
        self.due = Due::Nothing;
        let Some(mut entry) = self.entry.take() else { return };
        if let Some(message) = entry.lacks() {
            let is_told = entry.is_broken || self.in_conflict;
            if !is_told {
                self.fault(entry.span.start as usize, entry.span.end as usize, message);
            }
            entry.is_broken = true;
        }
        self.file.entries.push(entry);
    }

    fn skip_blanks(&self, at: usize, end: usize) -> usize {
        let rest = &self.text.as_bytes()[at..end];
        at + rest.iter().position(|&byte| !is_blank(byte.into())).unwrap_or(rest.len())
    }
}

fn kind(sign: u8) -> Kind {
    match sign {
        b'.' => Kind::Extracted,
        b':' => Kind::Reference,
        b',' | b'=' => Kind::Flags,
        b'|' => Kind::Previous,
        _ => Kind::Translator,
    }
}

fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\r' | '\u{B}' | '\u{C}')
}

impl Entry {
    fn new(span: Span) -> Self {
        Self {
            comments: Vec::new(),
            context: None,
            id: None,
            plural: None,
            forms: SmallVec::new(),
            is_obsolete: false,
            is_broken: false,
            span,
        }
    }

    fn is_whole(&self) -> bool {
        !self.forms.is_empty()
    }

    /// What keeps it from being an entry.
    fn lacks(&self) -> Option<&'static str> {
        let forms = self.forms.iter().map(|form| &form.text);
        let mut fields = self.context.iter().chain(&self.id).chain(&self.plural).chain(forms);
        if self.id.is_none() {
            return Some("no `msgid` stands before this");
        }
        if self.forms.is_empty() {
            return Some("no `msgstr` follows this entry");
        }
        fields
            .any(|field| field.0.is_empty())
            .then_some("a keyword without a quoted text behind it")
    }

    fn field(&mut self, part: Part) -> Option<&mut Field> {
        match part {
            Part::Context => self.context.as_mut(),
            Part::Id => self.id.as_mut(),
            Part::Plural => self.plural.as_mut(),
            Part::Form(index) => self.forms.get_mut(index).map(|form| &mut form.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let show = |entry: &Entry| {
            let said = |field: &Option<Field>| field.as_ref().map(|it| it.text(text).into_owned());
            let forms: Vec<_> = entry
                .forms
                .iter()
                .map(|form| (form.index, form.text.text(text).into_owned()))
                .collect();
            let signs = [(entry.is_obsolete, "~"), (entry.is_broken, "!")];
            let signs: String = signs.into_iter().filter(|it| it.0).map(|it| it.1).collect();
            let (context, id) = (said(&entry.context), said(&entry.id));
            format!("{signs}{context:?} {id:?} {:?} {forms:?}", said(&entry.plural))
                .replace("Some(", "(")
        };
        read(text).entries.iter().map(show).collect()
    }

    fn faults(text: &str) -> Vec<(&str, String)> {
        let fault = |fault: Fault| (fault.span.unwrap().slice(text), fault.message);
        read(text).faults.into_iter().map(fault).collect()
    }

    #[test]
    fn what_writers_of_catalogues_write() {
        for (text, expected) in [
            ("msgid\"a\"\nmsgstr\"b\"", r#"None ("a") None [(None, "b")]"#),
            ("msgid \"a\" \"b\"\r\n\"c\"\r\nmsgstr \"\"", r#"None ("abc") None [(None, "")]"#),
            ("\tmsgid\n \"a\"\n\nmsgstr\n\"b\"", r#"None ("a") None [(None, "b")]"#),
            ("msgid \"a\" msgstr \"b\" # c", r#"None ("a") None [(None, "b")]"#),
            (
                "msgctxt \"c\"\nmsgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"b\"\nmsgstr [ 1 ]\"bs\"",
                r#"("c") ("a") ("as") [((0), "b"), ((1), "bs")]"#,
            ),
            (
                "#~ msgctxt \"c\"\n#~| msgid \"o\"\n#~msgid \"a\"\n#~ \"b\"\n#~ msgstr \"d\"",
                r#"~("c") ("ab") None [(None, "d")]"#,
            ),
            ("domain \"d\"\nmsgid \"a\"\n#. c\nmsgstr \"b\"", r#"None ("a") None [(None, "b")]"#),
        ] {
            assert_eq!(texts(text), [expected], "{text}");
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn a_broken_entry_costs_itself() {
        let good = "msgid \"g\"\nmsgstr \"h\"\n";
        for (broken, place, message) in [
            ("msgid \"a\nmsgstr \"b\"\n", "\"a", "closing"),
            ("msgid \"a\"\nmsgstr \"b\\\"\n", "\"b\\\"", "closing"),
            ("mgsid \"a\"\nmsgstr \"b\"\n", "mgsid", "keyword"),
            ("msgid \"a\"\nmsgsrt \"b\"\n", "msgsrt", "keyword"),
            ("msgid \"a \"b\" c\"\nmsgstr \"b\"\n", "b\" c\"", "outside"),
            ("msgid a\nmsgstr \"b\"\n", "a", "outside"),
            ("msgid \"a\"\n", "msgid \"a\"", "no `msgstr`"),
            ("msgctxt \"c\"\nmsgstr \"a\"\n", "msgctxt \"c\"\nmsgstr \"a\"", "no `msgid`"),
            ("msgid \"a\"\nmsgstr\n", "msgid \"a\"", "without a quoted"),
            ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "msgstr", "twice"),
            ("msgid \"a\"\nmsgstr[x] \"b\"\n", "[x] \"b\"", "number"),
        ] {
            let text = format!("{good}{broken}{good}");
            let entries = texts(&text);
            assert_eq!(entries.len(), 3, "{entries:?}");
            assert!(entries[1].starts_with('!'), "{entries:?}");
            assert_eq!(entries[0], entries[2]);
            let faults = faults(&text);
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert_eq!(faults[0].0, place, "{faults:?}");
            assert!(faults[0].1.contains(message), "{faults:?}");
        }
        assert_eq!(faults("\"a\"\n\"b\"\n").len(), 1);
        // What is no misspelt keyword costs no entry.
        let text = format!("{good}\u{1A}\nno catalogue\n{good}");
        assert_eq!((texts(&text).len(), faults(&text).len()), (2, 2));
        assert!(read(&text).entries.iter().all(|entry| !entry.is_broken));
    }

    #[test]
    fn both_sides_of_a_merge() {
        let text = "<<<<<<< ours\nmsgid \"a\"\nmsgstr \"b\"\n=======\nmsgid \"c\"\nmsgstr \"d\"\n>>>>>>> x\n\
                    msgid \"e\"\n<<<<<<< ours\nmsgstr \"f\"\n=======\nmsgstr \"g\"\n>>>>>>> x\n\
                    msgid \"h\"\nmsgstr \"\"\n<<<<<<< ours\n\"i\"\n=======\n\"j\"\n>>>>>>> x\n";
        assert_eq!(
            texts(text),
            [
                r#"None ("a") None [(None, "b")]"#,
                r#"None ("c") None [(None, "d")]"#,
                r#"None ("e") None [(None, "f")]"#,
                r#"!None ("h") None [(None, "")]"#,
            ]
        );
        assert_eq!(faults(text).len(), 3);
    }

    #[test]
    fn comments_go_to_what_follows() {
        let text = "# t\n#.  e \n#: a.c:1\n#, c-format , fuzzy\n#| msgid \"x\"\n#\nmsgid \"a\"\n\
                    msgstr \"b\"\n#= fuzzy\nmsgid \"c\"\nmsgstr \"d\"\n## end";
        let file = read(text);
        let said: Vec<_> = file.entries[0].comments.iter().map(|it| it.span.slice(text)).collect();
        assert_eq!(said, ["t", "e", "a.c:1", "c-format , fuzzy", "msgid \"x\"", ""]);
        assert!(file.entries.iter().all(|entry| entry.is_fuzzy(text)));
        assert_eq!(file.trailing.len(), 1);
    }
}
