//! Permissions: what may stay though a check would report it, in a comment or in canonym.toml, each
//! with its reason. Knows which mark one of them holds; what that does to a report is `accept`'s.

use time::Date;

use crate::finding::{Finding, Mark};
use crate::glossary::glob::Glob;
use crate::glossary::mistake::At;
use crate::glossary::state::Paths;
use crate::label::{Key, Waiver};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::path::below;
use crate::text::place::Span;

/// A permission: a mark that all of it is true of may stay. What is left empty is true of all.
#[derive(Clone, Debug)]
pub struct Permission {
    /// Where it stands.
    pub place: Place,
    /// The checks whose marks it holds.
    pub checks: Vec<String>,
    /// States and systems: all that a finding concerns must be among them.
    pub states: Vec<String>,
    /// Globs over the key path.
    pub keys: Vec<Glob>,
    /// Globs over the path, relative to the project's folder.
    pub files: Paths,
    /// Locales, each with its regions.
    pub locales: Vec<Locale>,
    /// Names as labels show them, in any letter case.
    pub names: Vec<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// Where a permission stands.
#[derive(Clone, Debug)]
pub enum Place {
    /// A `[[waiver]]` of canonym.toml.
    Setting(At),
    /// A comment of a file; it holds marks in the span of that file only.
    Comment {
        /// The file, in the tree.
        path: String,
        /// The comment.
        span: Span,
        /// What it covers.
        covers: Span,
    },
}

impl Permission {
    /// The permissions that a comment gives: one a check.
    pub fn of_comment<'w>(path: &'w str, waiver: &'w Waiver) -> impl Iterator<Item = Self> + 'w {
        waiver.checks.iter().map(move |check| Self {
            place: Place::Comment {
                path: path.to_owned(),
                span: waiver.span,
                covers: waiver.covers,
            },
            checks: vec![check.clone()],
            states: Vec::new(),
            keys: Vec::new(),
            files: Paths::default(),
            locales: Vec::new(),
            names: Vec::new(),
            reason: waiver.reason.clone(),
            until: None,
        })
    }

    /// Whether it holds no longer.
    pub fn is_over(&self, today: Option<Date>) -> bool {
        self.until.zip(today).is_some_and(|(last, today)| last < today)
    }

    /// Whether it is about a finding at all, whatever its marks.
    pub fn concerns(&self, finding: &Finding) -> bool {
        let is_listed = |state: &String| {
            let system = state.split_once('.').map(|(system, _)| system);
            self.states.iter().any(|it| it == state || Some(&**it) == system)
        };
        (self.checks.is_empty() || self.checks.iter().any(|check| check == finding.check))
            && (self.states.is_empty()
                || !finding.states.is_empty() && finding.states.iter().all(is_listed))
    }

    /// Whether it holds a mark of a finding that it is about. Globs see paths relative to `folder`.
    pub fn holds(&self, mark: &Mark, folder: &str) -> bool {
        if let Place::Comment { path, covers, .. } = &self.place {
            return is_covered(mark, path, *covers);
        }
        let is_key = |key: &String| {
            let key = Key::from_dotted(key);
            self.keys.iter().any(|glob| glob.matches(key.joined()))
        };
        let is_name = |locale: &Locale| {
            let name = fold(&mark.name, locale);
            self.names.iter().any(|it| fold(it, locale) == name)
        };
        let is_locale = |locale: &Locale| locale.is_among(&self.locales);
        (self.keys.is_empty() || mark.key.as_ref().is_some_and(is_key))
            && self.files.holds(below(&mark.path, folder))
            && (self.locales.is_empty() || mark.locale.as_ref().is_some_and(is_locale))
            && (self.names.is_empty() || mark.locale.as_ref().is_some_and(is_name))
    }
}

/// Whether a mark, or one of its copies, begins in a span of a file. A mark of a whole file is covered
/// by a waiver for the whole file.
fn is_covered(mark: &Mark, path: &str, covers: Span) -> bool {
    let is_in = |span: Span| covers.start <= span.start && span.start < covers.end;
    let own =
        mark.path == path && mark.spans.as_ref().map_or(covers.start == 0, |it| is_in(it.first()));
    own || mark.copies.iter().any(|copy| copy.path == path && is_in(copy.spans.first()))
}

/// A permission that permits nothing, and why.
#[derive(Clone, Copy, Debug)]
pub struct Stale<'p> {
    /// The permission.
    pub permission: &'p Permission,
    /// Why it permits nothing.
    pub why: Staleness,
}

/// Why a permission permits nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staleness {
    /// No mark is what it describes.
    Unmatched,
    /// Its time is over, since this day.
    Over(Date),
}
