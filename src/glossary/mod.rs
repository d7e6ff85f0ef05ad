//! The glossary: systems of states and what they are called, merged from all files of a run, and the
//! binding of entries to them. Reads TOML text; opens no file.

pub mod bind;
pub mod builtin;
pub mod glob;
pub mod merge;
pub mod mistake;
pub mod reader;
pub mod state;
pub mod table;
pub mod thesaurus;
pub mod withdrawn;

use std::collections::{BTreeMap, BTreeSet};

use crate::text::likeness::Changes;
use crate::text::locale::Locale;
use crate::text::name::Nouns;
use state::{State, StateId, System, SystemId, Terms};

/// All files of a run, merged and validated.
#[derive(Clone, Debug)]
pub struct Glossary {
    /// The locale that the product is written in.
    pub source_locale: Locale,
    /// `[spelling]`: `us` or `gb` by language.
    pub spelling: BTreeMap<String, String>,
    /// `[thesaurus]` of all files.
    pub thesaurus: Changes,
    systems: Vec<System>,
    /// Where each state stands: its system, and its index there. A state keeps its id when more are found.
    states: Vec<(SystemId, u32)>,
}

impl Glossary {
    /// A glossary of merged systems.
    pub fn new(
        source_locale: Locale,
        spelling: BTreeMap<String, String>,
        thesaurus: Changes,
        systems: Vec<System>,
    ) -> Self {
        let mut glossary = Self { source_locale, spelling, thesaurus, systems, states: Vec::new() };
        for system in glossary.systems().collect::<Vec<_>>() {
            let count = glossary.system(system).states.len();
            glossary.states.extend((0..count).map(|at| (system, at as u32)));
        }
        glossary
    }

    /// The same glossary with the states that families without a list were found to have: the words
    /// that `{state}` stood for, by system.
    #[must_use]
    pub fn with_found(mut self, found: &BTreeMap<SystemId, BTreeSet<String>>) -> Self {
        for (&id, values) in found {
            let system = &mut self.systems[id.0 as usize];
            for value in values {
                self.states.push((id, system.states.len() as u32));
                system.states.push(State::new(value, system.at.clone()));
            }
        }
        self
    }

    /// Every system.
    pub fn systems(&self) -> impl Iterator<Item = SystemId> + use<> {
        (0..self.systems.len() as u32).map(SystemId)
    }

    /// Every state.
    pub fn states(&self) -> impl Iterator<Item = StateId> + use<> {
        (0..self.states.len() as u32).map(StateId)
    }

    /// A system.
    pub fn system(&self, id: SystemId) -> &System {
        &self.systems[id.0 as usize]
    }

    /// A state.
    pub fn state(&self, id: StateId) -> &State {
        let (system, at) = self.states[id.0 as usize];
        &self.system(system).states[at as usize]
    }

    /// The system of a state.
    pub fn system_of(&self, id: StateId) -> SystemId {
        self.states[id.0 as usize].0
    }

    /// The id that people write: `proposal.active`.
    pub fn path(&self, id: StateId) -> String {
        format!("{}.{}", self.system(self.system_of(id)).id, self.state(id).id)
    }

    /// The system called `id`.
    pub fn find_system(&self, id: &str) -> Option<SystemId> {
        self.systems().find(|&system| self.system(system).id == id)
    }

    /// The state called `proposal.active`, or `active` where `home` is its system.
    pub fn find(&self, path: &str, home: Option<SystemId>) -> Option<StateId> {
        let (system, id) = match path.split_once('.') {
            Some((system, id)) => (self.find_system(system)?, id),
            None => (home?, path),
        };
        self.states().find(|&state| self.system_of(state) == system && self.state(state).id == id)
    }

    /// What a state is called in a locale, or in the nearest one that serves it.
    pub fn terms(&self, state: StateId, locale: &Locale) -> Option<&Terms> {
        let terms = &self.state(state).terms;
        if terms.is_empty() {
            return None;
        }
        let source = &self.source_locale;
        let stands_in = !locale.is_specific() && locale.language() == source.language();
        let served = || locale.served_by().find_map(|locale| terms.get(&locale));
        let found = terms.get(locale).or_else(served);
        // Where the source locale is `en-US`, a file of `en` is the source.
        found.or_else(|| terms.get(source).filter(|_| stands_in))
    }

    /// The words around the names of a system: those that it lists for a locale or a shorter one; in the
    /// source language by default its id and its plural.
    pub fn given_nouns(&self, id: SystemId, locale: &Locale) -> Option<Vec<String>> {
        let system = self.system(id);
        let is_source = locale.language() == self.source_locale.language();
        let found = locale.served_by().find_map(|locale| system.nouns.get(&locale).cloned());
        found.or_else(|| {
            let id = system.id.replace(['-', '_'], " ");
            is_source.then(|| vec![format!("{id}s"), id])
        })
    }

    /// The nouns of a system in the source locale.
    pub fn source_nouns(&self, system: SystemId) -> Nouns {
        let source = &self.source_locale;
        Nouns::new(&self.given_nouns(system, source).unwrap_or_default(), source)
    }

    /// Whether nothing but its terms can bind a state: neither it nor its system has a key, a text, a
    /// context or a scope.
    pub fn is_bound_by_terms(&self, state: StateId) -> bool {
        let (state, system) = (self.state(state), self.system(self.system_of(state)));
        let of_state = state.keys.len() + state.texts.len();
        of_state + state.contexts.len() + state.scopes.len() == 0
            && system.keys.len() + system.contexts.len() + system.scopes.len() == 0
    }

    /// Whether the names of two systems are compared: they are one, or shown with each other.
    pub fn are_compared(&self, a: SystemId, b: SystemId) -> bool {
        let shows = |a, b: SystemId| {
            self.system(a).shown_with.iter().any(|id| id.value == self.system(b).id)
        };
        a == b || shows(a, b) || shows(b, a)
    }

    /// Whether one of two states is an umbrella that covers the other.
    pub fn is_umbrella(&self, a: StateId, b: StateId) -> bool {
        self.names(a, b, |state| &state.covers) || self.names(b, a, |state| &state.covers)
    }

    /// Whether the glossary says that users mix two states up.
    pub fn are_mistaken(&self, a: StateId, b: StateId) -> bool {
        self.names(a, b, |state| &state.mistaken_for)
            || self.names(b, a, |state| &state.mistaken_for)
    }

    fn names(
        &self,
        a: StateId,
        b: StateId,
        list: fn(&State) -> &Vec<table::Placed<String>>,
    ) -> bool {
        let home = Some(self.system_of(a));
        list(self.state(a)).iter().any(|path| self.find(&path.value, home) == Some(b))
    }
}
