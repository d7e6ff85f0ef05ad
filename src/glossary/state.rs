//! Systems, states and terms as the merged glossary holds them. Plain data: reading is in `reader`,
//! merging in `merge`, binding in `bind`.

use std::collections::BTreeMap;
use std::fmt;

use super::glob::Glob;
use super::mistake::At;
use super::table::Placed;
use crate::text::fold::spelling_of_key;
use crate::text::locale::Locale;

/// A system: its place in [`Glossary::systems`](super::Glossary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemId(pub u32);

/// A state: its place in [`Glossary::states`](super::Glossary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u32);

/// Whose a glossary file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Carried in the binary: it recognises and never judges.
    Builtin,
    /// Shared by projects of the repository.
    Pack,
    /// The project's canonym.toml.
    Project,
}

/// States whose names a user must be able to tell apart.
#[derive(Clone, Debug)]
pub struct System {
    /// `proposal`.
    pub id: String,
    /// Where it was declared first.
    pub at: At,
    /// What people call it.
    pub title: Option<String>,
    /// What binds: families with `{state}`.
    pub keys: Vec<KeyPattern>,
    /// How the program names the thing the states belong to (`OrderStatus`).
    pub in_code: Vec<Placed<String>>,
    /// Patterns over msgctxt, descriptions and comments.
    pub contexts: Vec<Placed<Glob>>,
    /// Patterns over the conditions and maps around a label.
    pub scopes: Vec<Placed<Glob>>,
    /// Where text evidence speaks; `None`: everywhere.
    pub within: Option<Within>,
    /// Words around a name that are no part of it, by locale.
    pub nouns: BTreeMap<Locale, Vec<String>>,
    /// Members of a family that are no states.
    pub not_states: Vec<Placed<String>>,
    /// Systems whose names are compared with this one's.
    pub shown_with: Vec<Placed<String>>,
    /// Whether `[system.x.states]` lists the states. If not, they are what `{state}` matches.
    pub lists_states: bool,
    /// The states, in the order of the files.
    pub states: Vec<State>,
}

/// What the glossary defines. Its id is `system.state`.
#[derive(Clone, Debug)]
pub struct State {
    /// The last segment of the id: `active`.
    pub id: String,
    /// Where it was declared first.
    pub at: At,
    /// Whose file declares it: the most own of them.
    pub origin: Origin,
    /// What the state is, in a sentence.
    pub definition: Option<Placed<String>>,
    /// Key paths that bind it.
    pub keys: Vec<KeyPattern>,
    /// How the program spells it, beside the id.
    pub in_code: Vec<InCode>,
    /// Source texts that bind it.
    pub texts: Vec<TextPattern>,
    /// Patterns over msgctxt, descriptions and comments.
    pub contexts: Vec<Placed<Glob>>,
    /// Patterns over the conditions and maps around a label.
    pub scopes: Vec<Placed<Glob>>,
    /// What it is called, by locale.
    pub terms: BTreeMap<Locale, Terms>,
    /// States whose names this umbrella's may contain.
    pub covers: Vec<Placed<String>>,
    /// States that users mix this one up with.
    pub mistaken_for: Vec<Placed<String>>,
    /// Whether this file may change what an earlier one decided.
    pub replaces: bool,
    /// How the line of this state looks, for the line that is suggested.
    pub shape: Shape,
}

impl State {
    /// A state of which nothing is said yet.
    pub fn new(id: &str, at: At) -> Self {
        Self {
            id: id.to_owned(),
            at,
            origin: Origin::Builtin,
            definition: None,
            keys: Vec::new(),
            in_code: Vec::new(),
            texts: Vec::new(),
            contexts: Vec::new(),
            scopes: Vec::new(),
            terms: BTreeMap::new(),
            covers: Vec::new(),
            mistaken_for: Vec::new(),
            replaces: false,
            shape: Shape::Found,
        }
    }

    /// Every spelling of the program for this state, the id first, each with the enum it needs.
    pub fn spellings(&self) -> impl Iterator<Item = (Option<&str>, String)> {
        let id = std::iter::once((None, spelling_of_key(&self.id)));
        id.chain(self.in_code.iter().map(|word| (word.owner.as_deref(), word.value.clone())))
    }
}

/// How a state is written in the glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `viewed = "Viewed"`.
    Text,
    /// `active = { en = "Active" }` or a table of its own.
    Table,
    /// Nowhere: the state is what `{state}` matched.
    Found,
}

/// What a state is called in one locale.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The name that should be shown.
    pub preferred: Option<Term>,
    /// Names that may be shown.
    pub admitted: Vec<Term>,
    /// Names that must not be shown any more.
    pub deprecated: Vec<Term>,
    /// Names that another one replaced.
    pub superseded: Vec<Term>,
    /// Names that somebody suggests: never enforced.
    pub proposed: Vec<Term>,
    /// Whether the terms are written as a table with statuses.
    pub has_statuses: bool,
}

impl Terms {
    /// The preferred term, then the admitted ones.
    pub fn known(&self) -> impl Iterator<Item = &Term> {
        self.preferred.iter().chain(&self.admitted)
    }

    /// The deprecated and superseded terms.
    pub fn withdrawn(&self) -> impl Iterator<Item = &Term> {
        self.deprecated.iter().chain(&self.superseded)
    }

    /// Every term with the name of its status.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Term)> {
        let preferred = self.preferred.iter().map(|term| ("preferred", term));
        let admitted = self.admitted.iter().map(|term| ("admitted", term));
        let deprecated = self.deprecated.iter().map(|term| ("deprecated", term));
        let superseded = self.superseded.iter().map(|term| ("superseded", term));
        let proposed = self.proposed.iter().map(|term| ("proposed", term));
        preferred.chain(admitted).chain(deprecated).chain(superseded).chain(proposed)
    }
}

/// A term and what is said about it.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term.
    pub text: String,
    /// Where it stands.
    pub at: At,
    /// Its other forms ("controllers").
    pub forms: Vec<String>,
    /// The surfaces where it is admitted; empty: everywhere.
    pub surfaces: Vec<String>,
    /// Where a withdrawn term is looked for in labels that nothing binds.
    pub matching: Option<Matching>,
    /// Which of those labels.
    pub within: Option<Within>,
    /// Phrases in which it is right.
    pub except: Vec<String>,
    /// What to write instead, where that is not the preferred term.
    pub replaced_by: Option<String>,
    /// Since when.
    pub since: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Term {
    /// Whether more is said about it than its text.
    pub fn says_more(&self) -> bool {
        let said = [&self.replaced_by, &self.since, &self.reason];
        !(self.forms.is_empty() && self.surfaces.is_empty() && self.except.is_empty())
            || self.matching.is_some()
            || self.within.is_some()
            || said.iter().any(|it| it.is_some())
    }
}

/// How a withdrawn term is looked for in labels that nothing binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// It must be the whole name.
    Name,
    /// It may stand inside a sentence.
    Anywhere,
}

impl Matching {
    /// The word in the glossary.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Anywhere => "anywhere",
        }
    }
}

/// A place in the product: paths, key paths, locales. An empty list holds everything.
#[derive(Clone, Debug, Default)]
pub struct Within {
    /// Globs over paths.
    pub files: Paths,
    /// Globs over key paths.
    pub keys: Vec<Glob>,
    /// Locales.
    pub locales: Vec<Locale>,
}

/// Globs over paths; none hold every path.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// As written.
    pub written: Vec<String>,
    /// Compiled; `None` where there are none.
    pub set: Option<globset::GlobSet>,
}

impl Paths {
    /// Whether a path (relative to the project's folder, `/`) lies here.
    pub fn holds(&self, path: &str) -> bool {
        self.set.as_ref().is_none_or(|set| set.is_match(path))
    }
}

/// A glob over key paths with the conditions that must hold too.
#[derive(Clone, Debug)]
pub struct KeyPattern {
    /// The glob.
    pub glob: Glob,
    /// Where it was written.
    pub at: At,
    /// Whose file holds it.
    pub origin: Origin,
    /// What must hold too.
    pub conditions: Conditions,
}

/// A source text with the conditions that must hold too.
#[derive(Clone, Debug)]
pub struct TextPattern {
    /// The text.
    pub text: String,
    /// Where it was written.
    pub at: At,
    /// What must hold too.
    pub conditions: Conditions,
}

/// The other parts of a conjunction. Empty lists hold.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// Source texts, of which the label must be one.
    pub texts: Vec<String>,
    /// Globs over the description, of which one must match.
    pub contexts: Vec<Glob>,
    /// Globs over the scope, of which one must match.
    pub scopes: Vec<Glob>,
    /// Globs over the path.
    pub files: Paths,
    /// Locales, of which the label's must be one.
    pub locales: Vec<Locale>,
    /// Globs over key paths, of which none may match.
    pub except: Vec<Glob>,
}

impl Conditions {
    /// Whether nothing must hold.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
            && self.contexts.is_empty()
            && self.scopes.is_empty()
            && self.files.written.is_empty()
            && self.locales.is_empty()
            && self.except.is_empty()
    }
}

/// How a program spells a state: `sent`, or `Status.SENT` for that enum alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCode {
    /// The enum, as its words: `status`.
    pub owner: Option<String>,
    /// The value, as its words: `sent`.
    pub value: String,
    /// As written.
    pub written: String,
}

impl InCode {
    /// Reads `sent` or `Status.SENT`.
    pub fn new(written: &str) -> Self {
        let (owner, value) = match written.rsplit_once(['.', ':']) {
            Some((owner, value)) => (Some(owner.trim_end_matches(':')), value),
            None => (None, written),
        };
        Self {
            owner: owner.map(spelling_of_key),
            value: spelling_of_key(value),
            written: written.into(),
        }
    }
}

impl fmt::Display for At {
    /// `canonym.toml:7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.path, self.line())
    }
}
