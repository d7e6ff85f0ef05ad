//! What a run reports: findings with their marks, as plain data. Knows no file system and no style.

use std::fmt;

use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// How much a finding weighs, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; hidden unless asked for.
    Note,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Level {
    /// The word in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|level| level.id() == word)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The highest level that `[levels]` lets a check report at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceiling {
    /// It reports nothing.
    Off,
    /// It reports at this level at most.
    At(Level),
}

impl Ceiling {
    /// The ceiling with this word.
    pub fn parse(word: &str) -> Option<Self> {
        if word == "off" { Some(Self::Off) } else { Level::parse(word).map(Self::At) }
    }

    /// The word in settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(level) => level.id(),
        }
    }

    /// What is left of a level under it.
    pub fn cap(self, level: Level) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::At(highest) => Some(level.min(highest)),
        }
    }
}

/// 128 bits that name an odd mark or a finding from run to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Hashes fields, each with its length before it, so that no two lists of fields are confused:
    /// BLAKE3, cut to 128 bits.
    pub fn of(fields: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for field in fields {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(bytes)
    }
}

impl Fingerprint {
    /// The fingerprint that is written so: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_written_so = text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit());
        let number = is_written_so.then(|| u128::from_str_radix(text, 16).ok())??;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Marks grouped for a person: what, why, what to do.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The check that found it.
    pub check: &'static str,
    /// That of its strongest odd mark.
    pub level: Level,
    /// Which finding this is, from run to run.
    pub fingerprint: Fingerprint,
    /// The states concerned, `proposal.active`, sorted.
    pub states: Vec<String>,
    /// The locale; `None` where marks have several or none.
    pub locale: Option<Locale>,
    /// What is wrong, in one line.
    pub message: String,
    /// Why that matters, from the glossary or the check.
    pub why: String,
    /// What to do.
    pub help: String,
    /// The places, odd ones first.
    pub marks: Vec<Mark>,
    /// The names in question, for styles that show them as a table.
    pub names: Vec<NameLine>,
    /// What the states are: id and definition.
    pub definitions: Vec<(String, String)>,
    /// The term that decides, and where the glossary has it.
    pub preferred: Option<GlossaryLine>,
    /// What would accept it, and where that goes.
    pub accept: Option<Accept>,
    /// The state whose mending ends this finding too.
    pub ended_by: Option<String>,
    /// How many other locales show the same trouble because the source does.
    pub mirrored: usize,
    /// Whether it rests on a drafted glossary: then nobody has decided what that says.
    pub is_drafted: bool,
}

/// What would accept a finding, ready to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accept {
    /// The value that a field, or the line of a state, should have there.
    Allow(GlossaryLine),
    /// Lines to add below that one.
    Add(GlossaryLine),
    /// A `[[waiver]]` to add at the end of that file; its line is 0.
    Waive(GlossaryLine),
}

impl Finding {
    /// Whether something of it is still to be mended or accepted.
    pub fn has_odd_mark(&self) -> bool {
        self.marks.iter().any(|mark| mark.role == Role::Odd)
    }

    /// How many of its labels `--fix` would mend.
    pub fn mends(&self) -> usize {
        self.marks.iter().filter(|mark| mark.mend.is_some()).count()
    }

    /// Puts its level and its table in step with its marks, after some of them became context.
    pub fn settle(&mut self) {
        for line in &mut self.names {
            line.is_odd &= self.marks[line.mark].role == Role::Odd;
        }
        if let Some(level) = self.marks.iter().filter_map(|mark| mark.level).max() {
            self.level = level;
        }
    }
}

/// Text at a line of a glossary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryLine {
    /// The term, or the line to paste.
    pub text: String,
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
}

/// One name in a finding's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLine {
    /// The name.
    pub name: String,
    /// The locale of the labels that show it.
    pub locale: Locale,
    /// Whether it is one of the names to be mended.
    pub is_odd: bool,
    /// How many labels show it.
    pub count: usize,
    /// Where people meet it.
    pub surfaces: Vec<String>,
    /// What is said beside the name: the state it stands for, and its source name.
    pub aside: Option<String>,
    /// The mark that shows it, by index in [`Finding::marks`].
    pub mark: usize,
}

/// What a mark is to its finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// To be mended or accepted.
    Odd,
    /// Quoted beside it.
    Context,
}

impl Role {
    /// The word in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Odd => "odd",
            Self::Context => "context",
        }
    }
}

/// A place that a finding quotes.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it is to the finding.
    pub role: Role,
    /// How much it weighs: odd marks only.
    pub level: Option<Level>,
    /// The kind of difference or of trouble, where it has one.
    pub kind: Option<&'static str>,
    /// The file: relative to the outermost project's folder.
    pub path: String,
    /// The bytes; `None` if the whole file is meant.
    pub spans: Option<Spans>,
    /// The state that the label is bound to.
    pub state: Option<String>,
    /// Whether it is a source label.
    pub is_source: bool,
    /// The locale of the label.
    pub locale: Option<Locale>,
    /// The key path, with dots.
    pub key: Option<String>,
    /// What the program says around a label that has no key.
    pub scope: Option<String>,
    /// The text of the label.
    pub text: String,
    /// The name in it.
    pub name: String,
    /// What is to be said at this very place, in a few words.
    pub remark: String,
    /// Where people meet it.
    pub surfaces: Vec<String>,
    /// Why the label is bound.
    pub evidence: Option<&'static str>,
    /// Which mark this is, from run to run: odd marks only.
    pub fingerprint: Option<Fingerprint>,
    /// Where other files of the catalogue repeat the label.
    pub copies: Vec<Copy>,
    /// What permits it, if something does: then it is context.
    pub permitted: Option<Permitted>,
    /// The term that should stand there, where a person need not look: all that is wrong is the name.
    pub instead: Option<String>,
    /// What `--fix` would write there: odd marks only.
    pub mend: Option<Mend>,
}

/// That a mark may stay, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permitted {
    /// What says so.
    pub by: By,
    /// Why.
    pub reason: String,
}

/// What permits a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A waiver in a comment of its file.
    Comment,
    /// A `[[waiver]]` of canonym.toml.
    Waiver,
    /// The baseline.
    Baseline,
    /// The revision that a run is compared with, which has it too.
    Revision,
}

/// What mends a mark: edits of its file, made together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The text that the label has then.
    pub text: String,
    /// The edits, in rising order; they do not overlap.
    pub edits: Vec<Edit>,
}

/// One edit of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then, as the file's format writes it.
    pub text: String,
}

impl Mark {
    /// An odd mark at a place, of which nothing is known yet.
    pub fn new(path: String, spans: Option<Spans>) -> Self {
        Self {
            role: Role::Odd,
            level: None,
            kind: None,
            path,
            spans,
            state: None,
            is_source: false,
            locale: None,
            key: None,
            scope: None,
            text: String::new(),
            name: String::new(),
            remark: String::new(),
            surfaces: Vec::new(),
            evidence: None,
            fingerprint: None,
            copies: Vec::new(),
            permitted: None,
            instead: None,
            mend: None,
        }
    }

    /// Makes it context: quoted, and no longer to be mended.
    pub fn make_context(&mut self) {
        (self.role, self.level, self.fingerprint) = (Role::Context, None, None);
        (self.instead, self.mend) = (None, None);
    }

    /// Makes it context because something permits it.
    pub fn permit(&mut self, by: By, reason: &str) {
        self.make_context();
        self.permitted = Some(Permitted { by, reason: reason.to_owned() });
    }
}

/// A place that repeats the label of a mark.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The file: relative to the outermost project's folder.
    pub path: String,
    /// The bytes.
    pub spans: Spans,
}
