//! From an entry to its state: which evidence speaks, and what it says. Knows one entry at a time;
//! that an entry's locales are bound together is `survey`'s.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use aho_corasick::AhoCorasick;

use super::Glossary;
use super::state::{Conditions, KeyPattern, Origin, State, StateId, SystemId, TextPattern};
use crate::label::Key;
use crate::text::fold::{fold, spelling_of_key};
use crate::text::locale::Locale;

/// Why an entry is bound, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The file says so: `data-state="proposal.active"`.
    Annotation,
    /// Its key path.
    Key,
    /// Its source text.
    Text,
}

impl Evidence {
    /// The word in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Key => "key",
            Self::Text => "text",
        }
    }

    /// Whether it says that all of the label is the name: whoever annotates an element or lists a
    /// text means the whole of it.
    pub fn means_all(self) -> bool {
        matches!(self, Self::Annotation | Self::Text)
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
    /// What the file says to translators.
    pub description: Option<&'a str>,
    /// The path of the file, relative to the project's folder.
    pub path: &'a str,
    /// The locale of the file.
    pub locale: &'a Locale,
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
    /// A text.
    Text(&'g TextPattern),
}

/// A glossary made ready for binding.
pub struct Binder<'g> {
    glossary: &'g Glossary,
    patterns: Vec<(Owner, &'g KeyPattern)>,
    /// Finds the patterns whose literal stands in a key; pattern `n` of it is `searched[n]`.
    literals: AhoCorasick,
    searched: Vec<usize>,
    /// Patterns without a literal: tried on every key.
    unsearched: Vec<usize>,
    /// By system: what the program's spellings name.
    spellings: Vec<Spellings>,
    texts: HashMap<String, Vec<(StateId, &'g TextPattern)>>,
    longest_text: usize,
    paths: HashMap<String, StateId>,
    /// By pattern: whether a key matched it. A family that none did is most often misspelt.
    met: Vec<AtomicBool>,
}

/// What the program's spellings name in one system: states, each perhaps only behind its enum.
type Spellings = HashMap<String, Vec<(Option<String>, StateId)>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    State(StateId),
    Family(SystemId),
}

/// How much a key pattern weighs: an exact path beats a glob, a glob beats a family, and in families
/// the longer value wins.
type Weight = (u8, usize);

impl<'g> Binder<'g> {
    /// Compiles the patterns of a glossary.
    pub fn new(glossary: &'g Glossary) -> Self {
        let patterns = patterns(glossary);
        let is_searched = |at: &usize| !patterns[*at].1.glob.literal().is_empty();
        let (searched, unsearched): (Vec<_>, Vec<_>) = (0..patterns.len()).partition(is_searched);
        let literals = AhoCorasick::new(searched.iter().map(|&at| patterns[at].1.glob.literal()))
            .expect("fewer literals than the automaton can number");
        let texts = texts(glossary);
        Self {
            glossary,
            literals,
            searched,
            unsearched,
            spellings: spellings(glossary),
            longest_text: texts.keys().map(String::len).max().unwrap_or(0),
            texts,
            paths: glossary.states().map(|state| (glossary.path(state), state)).collect(),
            met: patterns.iter().map(|_| AtomicBool::new(false)).collect(),
            patterns,
        }
    }

    /// What the strongest evidence says.
    pub fn bind(&self, subject: &Subject<'_>) -> Outcome<'g> {
        let annotated = subject.annotation.and_then(|value| self.by_annotation(value));
        annotated
            .or_else(|| self.by_key(subject))
            .or_else(|| self.by_text(subject))
            .unwrap_or(Outcome::Silent)
    }

    /// The families of the project's canonym.toml that no key has matched so far.
    pub fn unmet_families(&self) -> Vec<(SystemId, &'g KeyPattern)> {
        let patterns = self.patterns.iter().zip(&self.met);
        let unmet = patterns.filter(|(_, met)| !met.load(Ordering::Relaxed));
        let families = unmet.filter_map(|((owner, pattern), _)| match owner {
            Owner::Family(system) => Some((*system, *pattern)),
            Owner::State(_) => None,
        });
        families.filter(|(_, pattern)| pattern.origin == Origin::Project).collect()
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

    fn by_key(&self, subject: &Subject<'_>) -> Option<Outcome<'g>> {
        let key = subject.key?.joined();
        let mut bound: Vec<(Weight, Target, Because<'g>)> = Vec::new();
        let mut stranger = None;
        for at in self.candidates(key) {
            let (owner, pattern) = self.patterns[at];
            if !pattern.conditions.hold(subject) {
                continue;
            }
            let tried = self.try_pattern(owner, pattern, key);
            if !matches!(tried, Tried::No) {
                self.met[at].store(true, Ordering::Relaxed);
            }
            match tried {
                Tried::No => {}
                Tried::Bound(weight, target, because) => bound.push((weight, target, because)),
                Tried::Stranger(outcome) => stranger = stranger.or(Some(outcome)),
            }
        }
        match strongest(bound) {
            Some(outcome) => Some(outcome),
            None => stranger,
        }
    }

    /// The patterns whose literal stands in `key`, each once.
    fn candidates(&self, key: &str) -> Vec<usize> {
        let found = self
            .literals
            .find_overlapping_iter(key)
            .map(|found| self.searched[found.pattern().as_usize()]);
        let mut candidates: Vec<usize> = found.chain(self.unsearched.iter().copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    fn try_pattern(&self, owner: Owner, pattern: &'g KeyPattern, key: &str) -> Tried<'g> {
        let glob = &pattern.glob;
        if !glob.has_state() {
            let Owner::State(state) = owner else { return Tried::No };
            let weight = if glob.is_exact() { (3, 0) } else { (2, 0) };
            return match glob.matches(key) {
                true => Tried::Bound(weight, Target::Listed(state), Because::Key(pattern, None)),
                false => Tried::No,
            };
        }
        let values = glob.state_values(key);
        let Some(longest) = values.first() else { return Tried::No };
        let system = match owner {
            Owner::State(state) => self.glossary.system_of(state),
            Owner::Family(system) => system,
        };
        for value in &values {
            for target in self.spelt(system, value, key) {
                if owner == Owner::Family(system) || Owner::State(target) == owner {
                    let because = Because::Key(pattern, Some((*value).to_owned()));
                    return Tried::Bound((1, value.len()), Target::Listed(target), because);
                }
            }
        }
        match owner {
            Owner::State(_) => Tried::No,
            Owner::Family(system) => self.unlisted(system, pattern, longest),
        }
    }

    /// A family member that no listed state knows: a state of its own where none are listed.
    fn unlisted(&self, id: SystemId, pattern: &'g KeyPattern, value: &str) -> Tried<'g> {
        let system = self.glossary.system(id);
        let spelling = spelling_of_key(value);
        if spelling.is_empty()
            || system.not_states.iter().any(|word| spelling_of_key(&word.value) == spelling)
        {
            return Tried::No;
        }
        if !system.lists_states {
            let because = Because::Key(pattern, Some(value.to_owned()));
            return Tried::Bound((1, value.len()), Target::Found(id, spelling), because);
        }
        if pattern.origin == Origin::Builtin {
            return Tried::No; // it recognises and never judges
        }
        Tried::Stranger(Outcome::Stranger {
            system: id,
            family: Some(pattern),
            value: value.to_owned(),
        })
    }

    /// The states of a system that `value` spells in `key`.
    fn spelt(&self, system: SystemId, value: &str, key: &str) -> Vec<StateId> {
        let Some(named) = self.spellings[system.0 as usize].get(&spelling_of_key(value)) else {
            return Vec::new();
        };
        let owned = |owner: &str| {
            let before = &key[..value.as_ptr() as usize - key.as_ptr() as usize];
            before
                .trim_end_matches(crate::label::SEPARATOR)
                .rsplit(crate::label::SEPARATOR)
                .next()
                .is_some_and(|segment| spelling_of_key(segment).ends_with(owner))
        };
        let fits = |owner: &Option<String>| owner.as_deref().is_none_or(owned);
        named.iter().filter(|(owner, _)| fits(owner)).map(|(_, state)| *state).collect()
    }

    fn by_text(&self, subject: &Subject<'_>) -> Option<Outcome<'g>> {
        let text = subject.text?;
        // Folding can shorten a text (a ligature grows at most threefold), never by much.
        if self.texts.is_empty() || text.len() > 4 * self.longest_text + 16 {
            return None;
        }
        let named = self.texts.get(&fold(text, &self.glossary.source_locale))?;
        let speaks = |state: StateId, pattern: &TextPattern| {
            let within = &self.glossary.system(self.glossary.system_of(state)).within;
            pattern.conditions.hold(subject)
                && within.as_ref().is_none_or(|within| within.holds(subject))
        };
        let bound = named.iter().filter(|(state, pattern)| speaks(*state, pattern));
        strongest(
            bound
                .map(|&(state, pattern)| ((0, 0), Target::Listed(state), Because::Text(pattern)))
                .collect(),
        )
    }
}

enum Tried<'g> {
    No,
    Bound(Weight, Target, Because<'g>),
    Stranger(Outcome<'g>),
}

/// The one state that the heaviest patterns name, or the tie between several.
fn strongest(mut bound: Vec<(Weight, Target, Because<'_>)>) -> Option<Outcome<'_>> {
    let heaviest = bound.iter().map(|(weight, ..)| *weight).max()?;
    bound.retain(|(weight, ..)| *weight == heaviest);
    let evidence = match bound[0].2 {
        Because::Key(..) => Evidence::Key,
        Because::Text(_) => Evidence::Text,
    };
    let mut states: Vec<Target> = bound.iter().map(|(_, target, _)| target.clone()).collect();
    states.sort();
    states.dedup();
    if states.len() > 1 {
        return Some(Outcome::Tied { states, evidence });
    }
    let (_, target, because) = bound.swap_remove(0);
    Some(Outcome::Bound { target, evidence, because: Some(because) })
}

impl Conditions {
    /// Whether what a conjunction asks beside its own pattern is true of an entry.
    fn hold(&self, subject: &Subject<'_>) -> bool {
        let key = subject.key.map_or("", Key::joined);
        let is_text = |text: &String| {
            subject.text.is_some_and(|of| fold(of, subject.locale) == fold(text, subject.locale))
        };
        let is_context =
            |glob: &super::glob::Glob| subject.description.is_some_and(|of| glob.matches(of));
        self.files.holds(subject.path)
            && (self.locales.is_empty() || self.locales.contains(subject.locale))
            && !self.except.iter().any(|glob| glob.matches(key))
            && (self.texts.is_empty() || self.texts.iter().any(is_text))
            && (self.contexts.is_empty() || self.contexts.iter().any(is_context))
            && self.scopes.is_empty()
    }
}

impl super::state::Within {
    /// Whether an entry stands here.
    pub fn holds(&self, subject: &Subject<'_>) -> bool {
        let key = subject.key.map_or("", Key::joined);
        self.files.holds(subject.path)
            && (self.keys.is_empty() || self.keys.iter().any(|glob| glob.matches(key)))
            && (self.locales.is_empty() || self.locales.contains(subject.locale))
    }
}

fn patterns(glossary: &Glossary) -> Vec<(Owner, &KeyPattern)> {
    let of_states = glossary.states().flat_map(|id| {
        glossary.state(id).keys.iter().map(move |pattern| (Owner::State(id), pattern))
    });
    let of_systems = glossary.systems().flat_map(|id| {
        glossary.system(id).keys.iter().map(move |pattern| (Owner::Family(id), pattern))
    });
    of_states.chain(of_systems).collect()
}

fn spellings(glossary: &Glossary) -> Vec<Spellings> {
    let mut spellings = vec![Spellings::new(); glossary.systems().count()];
    for id in glossary.states() {
        let system = &mut spellings[glossary.system_of(id).0 as usize];
        for (owner, value) in glossary.state(id).spellings() {
            system.entry(value).or_default().push((owner.map(str::to_owned), id));
        }
    }
    spellings
}

fn texts(glossary: &Glossary) -> HashMap<String, Vec<(StateId, &TextPattern)>> {
    let mut texts: HashMap<_, Vec<_>> = HashMap::new();
    for id in glossary.states() {
        for pattern in &glossary.state(id).texts {
            texts
                .entry(fold(&pattern.text, &glossary.source_locale))
                .or_default()
                .push((id, pattern));
        }
    }
    texts
}
