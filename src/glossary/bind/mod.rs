//! From an entry to its state: which evidence speaks, and what it says. Knows one entry at a time;
//! that an entry's locales are bound together is `survey`'s.

mod keys;
mod scopes;
mod spellings;
mod subject;
mod words;

use std::collections::HashMap;

use super::Glossary;
use super::glob::Glob;
use super::state::{
    Conditions, KeyPattern, Origin, State, StateId, SystemId, Term, TextPattern, Within,
};
use super::table::Placed;
use crate::label::{Key, Scope};
use crate::text::fold::{fold, spelling_of_key};
use crate::text::locale::Locale;
use keys::Keys;
use scopes::Scopes;
use spellings::Spellings;
use words::Words;

/// Why an entry is bound, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The file says so: `data-state="proposal.active"`.
    Annotation,
    /// Its key path.
    Key,
    /// What the program says around it, or around the places that show it.
    Scope,
    /// What the file says about it, with its source text or a spelling of the program.
    Context,
    /// Its source text.
    Text,
    /// A term of a state that nothing else binds.
    Term,
}

impl Evidence {
    /// The word in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Key => "key",
            Self::Scope => "scope",
            Self::Context => "context",
            Self::Text => "text",
            Self::Term => "term",
        }
    }

    /// Whether it says that all of the label is the name: whoever annotates an element or lists a
    /// text means the whole of it.
    pub fn means_all(self) -> bool {
        matches!(self, Self::Annotation | Self::Text | Self::Term)
    }
}

/// What is known of an entry when it is bound.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The value of an annotation.
    pub annotation: Option<&'a str>,
    /// The key path.
    pub key: Option<&'a Key>,
    /// The text in the source locale; `None` where only a translation is known.
    pub text: Option<&'a str>,
    /// The context that the file gives beside the text.
    pub context: Option<&'a str>,
    /// What the file says to translators.
    pub description: Option<&'a str>,
    /// What stands around the label itself, or around each place that shows its entry.
    pub around: &'a [Surrounding],
    /// The path of the file, relative to the project's folder.
    pub path: &'a str,
    /// The locale of the file.
    pub locale: &'a Locale,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Relative to the project's folder.
    pub path: String,
    /// From 1.
    pub line: u32,
}

/// What stands around one place that shows an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surrounding {
    /// The page and the line, where that is another file than the label's.
    pub page: Option<PageLine>,
    /// From the innermost outward.
    pub scopes: Vec<Scope>,
}

/// The state that evidence names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// One that the glossary lists.
    Listed(StateId),
    /// One of a system that lists none, by what `{state}` stood for.
    Found(SystemId, String),
}

/// What the evidence says of an entry.
#[derive(Clone, Debug)]
pub enum Outcome<'g> {
    /// Nothing speaks.
    Silent,
    /// The strongest evidence names one state.
    Bound {
        /// The state.
        target: Target,
        /// What kind of evidence.
        evidence: Evidence,
        /// The pattern that speaks; `None` for an annotation.
        because: Option<Because<'g>>,
    },
    /// The strongest evidence names several states: nothing is bound.
    Tied {
        /// The states.
        states: Vec<Target>,
        /// What kind of evidence.
        evidence: Evidence,
    },
    /// A member of a family (or a value of an annotation) that no state of the system knows.
    Stranger {
        /// The system.
        system: SystemId,
        /// The family; `None` for an annotation.
        family: Option<&'g KeyPattern>,
        /// What stands where a state's spelling should.
        value: String,
    },
}

/// The pattern that bound an entry.
#[derive(Clone, Debug)]
pub enum Because<'g> {
    /// A key pattern, and what `{state}` stood for in a family.
    Key(&'g KeyPattern, Option<String>),
    /// What stands around the label, or around the place in another file that shows its entry.
    Scope(String, Option<PageLine>),
    /// A glob over that.
    ScopeGlob(&'g Placed<Glob>, Option<PageLine>),
    /// A context that goes with the text or with a spelling of the program.
    Context(&'g Placed<Glob>),
    /// A text.
    Text(&'g TextPattern),
    /// A term.
    Term(&'g Term),
}

impl Because<'_> {
    fn evidence(&self) -> Evidence {
        match self {
            Self::Key(..) => Evidence::Key,
            Self::Scope(..) | Self::ScopeGlob(..) => Evidence::Scope,
            Self::Context(_) => Evidence::Context,
            Self::Text(_) => Evidence::Text,
            Self::Term(_) => Evidence::Term,
        }
    }
}

impl<'a> Subject<'a> {
    /// What the file says about the entry: its context, its description, and each line of it.
    fn contexts(&self) -> impl Iterator<Item = &'a str> {
        let lines = self.description.into_iter().flat_map(|text| text.lines().map(str::trim));
        self.context.into_iter().chain(self.description).chain(lines)
    }

    /// Whether one of the globs matches what stands around the entry.
    fn is_within(&self, globs: &[Glob]) -> bool {
        let scopes = self.around.iter().flat_map(|around| &around.scopes);
        let texts: Vec<String> = scopes.flat_map(Scope::texts).collect();
        globs.iter().any(|glob| texts.iter().any(|text| glob.matches(text)))
    }

    /// Whether one of the globs matches what the file says about the entry.
    fn is_said(&self, globs: &[Glob]) -> bool {
        globs.iter().any(|glob| self.contexts().any(|said| glob.matches(said)))
    }
}

/// A glossary made ready for binding.
pub struct Binder<'g> {
    glossary: &'g Glossary,
    keys: Keys<'g>,
    scopes: Scopes<'g>,
    words: Words<'g>,
    spellings: Spellings,
    paths: HashMap<String, StateId>,
}

/// How much a pattern weighs among those that speak with equal evidence: an exact path beats a glob, a
/// glob beats a family, and in families the longer value wins.
type Weight = (u8, usize);

impl<'g> Binder<'g> {
    /// Compiles the patterns of a glossary.
    pub fn new(glossary: &'g Glossary) -> Self {
        Self {
            glossary,
            keys: Keys::new(glossary),
            scopes: Scopes::new(glossary),
            words: Words::new(glossary),
            spellings: Spellings::new(glossary),
            paths: glossary.states().map(|state| (glossary.path(state), state)).collect(),
        }
    }

    /// What the strongest evidence says.
    pub fn bind(&self, subject: &Subject<'_>) -> Outcome<'g> {
        let annotated = subject.annotation.and_then(|value| self.by_annotation(value));
        let by_key = annotated.or_else(|| self.keys.speak(self.glossary, &self.spellings, subject));
        if let Some(Outcome::Bound { .. } | Outcome::Tied { .. }) = by_key {
            return by_key.unwrap_or(Outcome::Silent);
        }
        // A key that only says what the entry should be leaves room for what the program says.
        self.scopes
            .speak(self.glossary, &self.spellings, subject)
            .or(by_key)
            .or_else(|| self.words.speak(self.glossary, &self.spellings, subject))
            .unwrap_or(Outcome::Silent)
    }

    /// The families of the project's canonym.toml that no key has matched so far.
    pub fn unmet_families(&self) -> Vec<(SystemId, &'g KeyPattern)> {
        self.keys.unmet_families()
    }

    /// Only a known `system.state` binds; another word says nothing, since component libraries use
    /// the attribute too (`data-state="open"`).
    fn by_annotation(&self, value: &str) -> Option<Outcome<'g>> {
        if let Some(&state) = self.paths.get(value) {
            let target = Target::Listed(state);
            return Some(Outcome::Bound { target, evidence: Evidence::Annotation, because: None });
        }
        let (system, state) = value.split_once('.')?;
        let system = self.glossary.find_system(system)?;
        let is_own = |state: &State| state.origin > Origin::Builtin;
        Some(if self.glossary.system(system).lists_states {
            // The states of a builtin pack are no list that a project must keep to.
            self.glossary.system(system).states.iter().find(|state| is_own(state))?;
            Outcome::Stranger { system, family: None, value: state.to_owned() }
        } else {
            let target = Target::Found(system, spelling_of_key(state));
            Outcome::Bound { target, evidence: Evidence::Annotation, because: None }
        })
    }
}

/// The one state that the heaviest patterns name, or the tie between several.
fn strongest(mut bound: Vec<(Weight, Target, Because<'_>)>) -> Option<Outcome<'_>> {
    let heaviest = bound.iter().map(|(weight, ..)| *weight).max()?;
    bound.retain(|(weight, ..)| *weight == heaviest);
    let evidence = bound[0].2.evidence();
    let mut states: Vec<Target> = bound.iter().map(|(_, target, _)| target.clone()).collect();
    states.sort();
    states.dedup();
    if states.len() > 1 {
        return Some(Outcome::Tied { states, evidence });
    }
    let (_, target, because) = bound.swap_remove(0);
    Some(Outcome::Bound { target, evidence, because: Some(because) })
}

impl Glossary {
    /// Whether the words of a system (contexts, texts, terms) bind where an entry stands.
    pub(super) fn words_bind(&self, system: SystemId, subject: &Subject<'_>) -> bool {
        self.system(system).within.as_ref().is_none_or(|within| within.holds(subject))
    }
}

impl Conditions {
    /// Whether what a conjunction asks beside its own pattern is true of an entry.
    fn hold(&self, subject: &Subject<'_>) -> bool {
        let key = subject.key.map_or("", Key::joined);
        let is_text = |text: &String| {
            subject.text.is_some_and(|of| fold(of, subject.locale) == fold(text, subject.locale))
        };
        self.files.holds(subject.path)
            && (self.locales.is_empty() || subject.locale.is_among(&self.locales))
            && !self.except.iter().any(|glob| glob.matches(key))
            && (self.texts.is_empty() || self.texts.iter().any(is_text))
            && (self.contexts.is_empty() || subject.is_said(&self.contexts))
            && (self.scopes.is_empty() || subject.is_within(&self.scopes))
    }
}

impl Within {
    /// Whether an entry stands here.
    pub fn holds(&self, subject: &Subject<'_>) -> bool {
        let key = subject.key.map_or("", Key::joined);
        self.files.holds(subject.path)
            && (self.keys.is_empty() || self.keys.iter().any(|glob| glob.matches(key)))
            && (self.locales.is_empty() || subject.locale.is_among(&self.locales))
    }
}
