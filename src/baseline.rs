//! The baseline: a file of odd marks that a team means to work off, one a line, each with a reason. Owns how
//! the file is read and written; which marks it holds is known elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use crate::finding::Fingerprint;
use crate::glossary::mistake::{At, Mistakes};
use crate::glossary::table::{Reader, toml_text};
use crate::known::Remembered;
use crate::syntax::conflict::markers;
use crate::text::locale::Locale;
use crate::text::source::Source;

/// The name of the file; it lies beside canonym.toml.
pub const FILE: &str = "canonym-baseline.toml";

/// The fields of an entry. Two decide, the others tell people, and `known`, what is meant.
pub const FIELDS: [&str; 7] = ["states", "check", "locale", "key", "name", "reason", "fingerprint"];

const HEAD: &str = "\
# What may stay for now: a line a place, or a name wherever it stands. What is found later is never added by
# itself. `canonym baseline status` counts what is left, `canonym baseline update` takes out what is mended.

marks = [
";

const TAIL: &str = "]\n";

/// The file of a project.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Its text.
    pub source: Arc<Source>,
    /// Its entries, in the order of the file.
    pub entries: Vec<Entry>,
}

/// One line of the file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The mark that may stay.
    pub mark: Remembered,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub at: At,
}

/// Reads the file. `source_locale` is the project's.
pub fn read(source: &Arc<Source>, source_locale: &Locale, mistakes: &mut Mistakes) -> Baseline {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { file: Arc::clone(source), mistakes };
    match markers(&source.text).first() {
        None => reader.syntax_errors(&errors),
        Some(marker) => {
            let help =
                "keep the lines of both sides; `canonym baseline update` takes out what is mended";
            let span = marker.start as usize..marker.end as usize;
            reader.error(span, "a merge is not settled here", Some(help.to_owned()));
        }
    }
    let mut entries = Vec::new();
    for (field, value) in table.get_ref() {
        match &**field.get_ref() {
            "marks" => {
                for element in reader.elements(value) {
                    let Some(table) = reader.table(element, "an entry") else { continue };
                    entries.extend(entry(&mut reader, table, element.span(), source_locale));
                }
            }
            _ => reader.unknown_field(field, "a baseline", &["marks"]),
        }
    }
    Baseline { source: Arc::clone(source), entries }
}

fn entry(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
    source_locale: &Locale,
) -> Option<Entry> {
    let mut written: [Option<String>; FIELDS.len()] = Default::default();
    let mut states = Vec::new();
    for (field, value) in table {
        match FIELDS.iter().position(|known| known == field.get_ref()) {
            None => reader.unknown_field(field, "an entry", &FIELDS),
            Some(0) => states = reader.texts(value).into_iter().map(|it| it.value).collect(),
            Some(at) => written[at] = reader.text(value).map(|text| text.value),
        }
    }
    let [_, check, locale, key, name, reason, fingerprint] = written;
    let locale = locale.and_then(|locale| Locale::parse(&locale));
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    let fingerprint = fingerprint.and_then(|text| Fingerprint::parse(&text));
    let (Some(fingerprint), Some(reason)) = (fingerprint, reason) else {
        let help =
            "`canonym baseline create` writes entries; take it out if nobody knows what it was";
        let message = "an entry needs a `reason` and a `fingerprint` of 32 hexadecimal digits";
        reader.error(span, message, Some(help.to_owned()));
        return None;
    };
    let is_source = locale.as_ref().is_some_and(|it| it.language() == source_locale.language());
    let (check, name) = (check.unwrap_or_default(), name.unwrap_or_default());
    let mark = Remembered { fingerprint, check, states, locale, key, name, is_source };
    Some(Entry { mark, reason, at: reader.at(span) })
}

/// What an odd mark's entry is to say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    /// Sorted by what people look for, so that a state's lines stand together.
    states: Vec<String>,
    check: String,
    locale: String,
    name: String,
    key: Option<String>,
    fingerprint: Fingerprint,
    reason: String,
}

impl Line {
    fn of(mark: &Remembered, reason: &str) -> Self {
        Self {
            states: mark.states.clone(),
            check: mark.check.clone(),
            locale: mark.locale.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: mark.name.clone(),
            key: mark.key.clone(),
            fingerprint: mark.fingerprint,
            reason: reason.to_owned(),
        }
    }

    fn written(&self) -> String {
        let states: Vec<_> = self.states.iter().map(|state| toml_text(state)).collect();
        let mut line = String::from("    { ");
        if !states.is_empty() {
            _ = write!(line, "states = [{}], ", states.join(", "));
        }
        let fields = [
            ("check", Some(&self.check)),
            ("locale", Some(&self.locale)),
            ("key", self.key.as_ref()),
            ("name", Some(&self.name)),
        ];
        for (field, value) in fields {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                _ = write!(line, "{field} = {}, ", one_line(value));
            }
        }
        let (reason, fingerprint) = (one_line(&self.reason), self.fingerprint);
        _ = writeln!(line, "reason = {reason}, fingerprint = \"{fingerprint}\" }},");
        line
    }
}

/// A text as a TOML value that stays on its line: TOML writes a text of several lines over several.
fn one_line(text: &str) -> String {
    let escaped = |char: char| match char {
        '"' | '\\' => format!("\\{char}"),
        _ if char.is_control() => format!("\\u{:04X}", char as u32),
        _ => char.to_string(),
    };
    let is_plain = !text.chars().any(|char| char.is_control() || matches!(char, '"' | '\\'));
    if is_plain {
        toml_text(text)
    } else {
        format!("\"{}\"", text.chars().map(escaped).collect::<String>())
    }
}

/// The text of a new baseline: an entry a mark, each with the reason, sorted; one for marks that have the
/// same fingerprint.
pub fn text<'r>(marks: impl IntoIterator<Item = (&'r Remembered, &'r str)>) -> String {
    let lines: BTreeSet<Line> =
        marks.into_iter().map(|(mark, reason)| Line::of(mark, reason)).collect();
    let mut told = BTreeSet::new();
    let lines = lines.iter().filter(|line| told.insert(line.fingerprint));
    format!("{HEAD}{}{TAIL}", lines.map(Line::written).collect::<String>())
}

/// The text of a baseline in which only some entries are kept, and others are added. Its comments and its
/// order stay, if every entry concerned has a line of its own; else it is written anew.
pub fn updated(
    baseline: &Baseline,
    is_kept: impl Fn(&Entry) -> bool,
    added: &[(Remembered, String)],
) -> String {
    let mut told = BTreeSet::new(); // a merge may leave an entry twice
    let kept = baseline.entries.iter().filter(|it| is_kept(it) && told.insert(it.mark.fingerprint));
    let kept: Vec<&Entry> = kept.collect();
    let edited = edited(baseline, &kept, added);
    let fingerprints = || {
        let of_kept = kept.iter().map(|entry| entry.mark.fingerprint);
        of_kept.chain(added.iter().map(|(mark, _)| mark.fingerprint)).collect::<BTreeSet<_>>()
    };
    if let Some(text) = edited.filter(|text| fingerprints_in(text) == Some(fingerprints())) {
        return text;
    }
    let of_kept = kept.iter().map(|entry| (&entry.mark, &*entry.reason));
    text(of_kept.chain(added.iter().map(|(mark, reason)| (mark, &**reason))))
}

/// The text with lines taken out and put in; `None` where an entry shares its line.
fn edited(baseline: &Baseline, kept: &[&Entry], added: &[(Remembered, String)]) -> Option<String> {
    let text = &baseline.source.text;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let stays = |entry: &Entry| kept.iter().any(|it| std::ptr::eq(*it, entry));
    for entry in baseline.entries.iter().filter(|entry| !stays(entry)) {
        edits.push((own_line(text, entry)?, String::new()));
    }
    let added: BTreeSet<Line> = added.iter().map(|(mark, reason)| Line::of(mark, reason)).collect();
    for line in added {
        let after = kept.iter().find(|entry| Line::of(&entry.mark, &entry.reason) > line);
        let at = match after {
            Some(entry) => own_line(text, entry)?.start,
            None => own_line(text, kept.last()?)?.end,
        };
        edits.push((at..at, line.written().replace('\n', line_end)));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = String::with_capacity(text.len());
    let mut from = 0;
    for (range, line) in edits {
        edited += &text[from..range.start];
        edited += &line;
        from = range.end;
    }
    Some(edited + &text[from..])
}

/// The line of an entry, if nothing else stands on it but a comment.
fn own_line(text: &str, entry: &Entry) -> Option<Range<usize>> {
    let (start, end) = (entry.at.span.start as usize, entry.at.span.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let next = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let rest = text[end..next].trim_start().trim_start_matches(',').trim();
    let is_alone =
        text[line..start].trim().is_empty() && (rest.is_empty() || rest.starts_with('#'));
    is_alone.then_some(line..next)
}

/// How many entries a text has; none if it is no right baseline.
pub fn count(text: &str) -> usize {
    fingerprints_in(text).map_or(0, |fingerprints| fingerprints.len())
}

/// The fingerprints of a text that is a right baseline.
fn fingerprints_in(text: &str) -> Option<BTreeSet<Fingerprint>> {
    let source = Arc::new(Source::from_text(FILE, text));
    let mut mistakes = Mistakes::default();
    let baseline = read(&source, &Locale::parse("en")?, &mut mistakes);
    let of = baseline.entries.iter().map(|entry| entry.mark.fingerprint);
    mistakes.0.is_empty().then(|| of.collect())
}
