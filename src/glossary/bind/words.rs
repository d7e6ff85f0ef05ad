//! Evidence that the words of an entry give: what the file says about it, its source text, and terms of
//! states that nothing else binds. It speaks where the system's `within` lets it.

use std::collections::HashMap;

use super::spellings::Spellings;
use super::{Because, Outcome, Subject, Target, Weight, strongest};
use crate::glossary::Glossary;
use crate::glossary::glob::Glob;
use crate::glossary::state::{Matching, StateId, SystemId, Term, Terms, TextPattern};
use crate::glossary::table::Placed;
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::name::bare;

/// The texts, terms and contexts of a glossary, ready to be looked up.
pub(super) struct Words<'g> {
    /// Listed texts, folded.
    texts: HashMap<String, Vec<(StateId, &'g TextPattern)>>,
    /// Terms that bind by themselves, folded.
    terms: HashMap<String, Vec<(StateId, &'g Term)>>,
    /// The states that a text names where a context speaks of their system: by listed text or by term.
    named: HashMap<String, Vec<StateId>>,
    /// The contexts, each of a state or of a whole system.
    contexts: Vec<(SystemId, Option<StateId>, &'g Placed<Glob>)>,
    /// How long the longest text or term is, folded.
    longest: usize,
}

type Bound<'g> = Vec<(Weight, Target, Because<'g>)>;

impl<'g> Words<'g> {
    /// Looks through a glossary.
    pub(super) fn new(glossary: &'g Glossary) -> Self {
        let mut words = Self {
            texts: HashMap::new(),
            terms: HashMap::new(),
            named: HashMap::new(),
            contexts: contexts(glossary),
            longest: 0,
        };
        for state in glossary.states() {
            words.add(glossary, state);
        }
        let folds = words.texts.keys().chain(words.terms.keys()).chain(words.named.keys());
        // A context also speaks with a text that spells a state as the program does.
        let spelt = glossary.states().flat_map(|state| glossary.state(state).spellings());
        let spelt = spelt.map(|(_, word)| word.len()).filter(|_| !words.contexts.is_empty());
        words.longest = folds.map(String::len).chain(spelt).max().unwrap_or(0);
        words
    }

    fn add(&mut self, glossary: &'g Glossary, state: StateId) {
        let source = &glossary.source_locale;
        for pattern in &glossary.state(state).texts {
            let folded = fold(&pattern.text, source);
            self.named.entry(folded.clone()).or_default().push(state);
            self.texts.entry(folded).or_default().push((state, pattern));
        }
        let known = glossary.terms(state, source).into_iter().flat_map(Terms::known);
        for term in known {
            let folded = fold(&term.text, source);
            if term.matching == Some(Matching::Name) || glossary.is_bound_by_terms(state) {
                self.terms.entry(folded.clone()).or_default().push((state, term));
            }
            self.named.entry(folded).or_default().push(state);
        }
    }

    /// What the strongest of them says: context, then text, then term.
    pub(super) fn speak(
        &self,
        glossary: &'g Glossary,
        spellings: &Spellings,
        subject: &Subject<'_>,
    ) -> Option<Outcome<'g>> {
        let text = subject.text?;
        if self.contexts.is_empty() && self.texts.is_empty() && self.terms.is_empty() {
            return None;
        }
        let names = self.names(text, &glossary.source_locale);
        strongest(self.by_context(glossary, spellings, subject, &names))
            .or_else(|| strongest(self.by_text(glossary, subject, &names)))
            .or_else(|| strongest(self.by_term(glossary, subject, &names)))
    }

    /// What a text may be looked up as, folded: itself, and the name in it, without placeholders,
    /// counters and accelerators. None of a text that is longer than all that are known.
    fn names(&self, text: &str, source: &Locale) -> Vec<String> {
        // Folding can shorten a text (a ligature grows at most threefold), never by much.
        if text.len() > 4 * self.longest + 16 {
            return Vec::new();
        }
        let mut names = vec![fold(text, source)];
        if !text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
            names.push(fold(&bare(text), source));
            names.dedup();
        }
        names.retain(|name| !name.is_empty());
        names
    }

    /// A context speaks together with the text, or with a spelling of the program: in the context
    /// itself where the glob has `{state}`, else in the text.
    fn by_context(
        &self,
        glossary: &Glossary,
        spellings: &Spellings,
        subject: &Subject<'_>,
        names: &[String],
    ) -> Bound<'g> {
        let mut bound = Bound::new();
        for &(system, owner, glob) in &self.contexts {
            if !glossary.words_bind(system, subject) {
                continue;
            }
            let mut states = Vec::new();
            for said in subject.contexts() {
                if glob.value.has_state() {
                    let values = glob.value.state_values(said);
                    states.extend(values.iter().flat_map(|value| spellings.of_word(system, value)));
                } else if glob.value.matches(said) {
                    let spelt = names.iter().flat_map(|name| spellings.of_word(system, name));
                    let listed = names.iter().filter_map(|name| self.named.get(name)).flatten();
                    states.extend(spelt.chain(listed.copied()));
                }
            }
            let is_its = |state: &StateId| {
                glossary.system_of(*state) == system && owner.is_none_or(|owner| owner == *state)
            };
            let its = states.into_iter().filter(is_its);
            bound.extend(its.map(|it| ((0, 0), Target::Listed(it), Because::Context(glob))));
        }
        bound
    }

    fn by_text(&self, glossary: &Glossary, subject: &Subject<'_>, names: &[String]) -> Bound<'g> {
        let found = names.iter().find_map(|name| self.texts.get(name)).into_iter().flatten();
        let speaking = found.filter(|(state, pattern)| {
            glossary.words_bind(glossary.system_of(*state), subject)
                && pattern.conditions.hold(subject)
        });
        speaking
            .map(|&(state, pattern)| ((0, 0), Target::Listed(state), Because::Text(pattern)))
            .collect()
    }

    fn by_term(&self, glossary: &Glossary, subject: &Subject<'_>, names: &[String]) -> Bound<'g> {
        let found = names.iter().find_map(|name| self.terms.get(name)).into_iter().flatten();
        let speaking = found.filter(|(state, term)| match &term.within {
            Some(within) => within.holds(subject),
            None => glossary.words_bind(glossary.system_of(*state), subject),
        });
        speaking
            .map(|&(state, term)| ((0, 0), Target::Listed(state), Because::Term(term)))
            .collect()
    }
}

fn contexts(glossary: &Glossary) -> Vec<(SystemId, Option<StateId>, &Placed<Glob>)> {
    let of_systems = glossary
        .systems()
        .flat_map(|id| glossary.system(id).contexts.iter().map(move |glob| (id, None, glob)));
    let of_states = glossary.states().flat_map(|id| {
        let system = glossary.system_of(id);
        glossary.state(id).contexts.iter().map(move |glob| (system, Some(id), glob))
    });
    of_systems.chain(of_states).collect()
}
