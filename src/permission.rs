//! Permissions: what may stay though a check would report it, in a comment or in canonym.toml, each
//! with its reason. Knows which mark one of them holds; what that does to a report is `accept`'s.

use std::collections::BTreeSet;

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
}

/// A permission made ready for many marks.
pub struct Ready<'p> {
    /// The permission.
    pub permission: &'p Permission,
    /// Its names, folded and sorted, by the place of a mark's locale among all of the marks.
    names: Vec<Vec<String>>,
}

impl<'p> Ready<'p> {
    /// Makes a permission ready for marks in some locales, sorted.
    pub fn new(permission: &'p Permission, locales: &[Locale]) -> Self {
        let folded = |locale: &Locale| {
            let names = permission.names.iter().map(|name| fold(name, locale));
            names.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let needed = locales.iter().filter(|_| !permission.names.is_empty());
        Self { permission, names: needed.map(folded).collect() }
    }

    /// Whether it holds a mark of a finding that it is about. Globs see paths relative to `folder`.
    pub fn holds(&self, mark: &Mark, facts: &Facts, folder: &str) -> bool {
        let Permission { place, keys, files, locales, names, .. } = self.permission;
        if let Place::Comment { path, covers, .. } = place {
            return is_covered(mark, path, *covers);
        }
        // What is cheap to see comes first: a hostile file has many of both.
        let is_name = |at: usize| self.names[at].binary_search(&facts.name).is_ok();
        (names.is_empty() || facts.locale.is_some_and(is_name))
            && (locales.is_empty() || mark.locale.as_ref().is_some_and(|it| it.is_among(locales)))
            && files.holds(below(&mark.path, folder))
            && (keys.is_empty() || keys.iter().any(|glob| facts.has_key(glob)))
    }
}

/// What permissions ask of a mark, worked out once.
pub struct Facts {
    key: Option<Key>,
    /// Which of the marks' locales is its own.
    locale: Option<usize>,
    /// Its name, folded.
    name: String,
}

impl Facts {
    /// What is to be known of a mark, among marks in some locales, sorted.
    pub fn of(mark: &Mark, locales: &[Locale]) -> Self {
        let locale = mark.locale.as_ref().and_then(|locale| locales.binary_search(locale).ok());
        let name = mark.locale.as_ref().map(|locale| fold(&mark.name, locale));
        let key = mark.key.as_ref().map(|key| Key::from_dotted(key));
        Self { key, locale, name: name.unwrap_or_default() }
    }

    fn has_key(&self, glob: &Glob) -> bool {
        self.key.as_ref().is_some_and(|key| glob.matches(key.joined()))
    }
}

/// Whether a mark, or one of its copies, begins in a span of a file. A mark of a whole file is covered
/// by a waiver for the whole file.
fn is_covered(mark: &Mark, path: &str, covers: Span) -> bool {
    let is_in = |span: Span| covers.start <= span.start && span.start < covers.end;
    let own = mark.spans.as_ref().map_or(covers.start == 0, |it| is_in(it.first()));
    let mut copies = mark.copies.iter();
    own && mark.path == path || copies.any(|copy| is_in(copy.spans.first()) && copy.path == path)
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
