//! Key evidence: the patterns that match a key path, the strongest of them, and members of families
//! that no state knows.

use std::sync::atomic::{AtomicBool, Ordering};

use aho_corasick::AhoCorasick;

use super::spellings::Spellings;
use super::{Because, Outcome, Subject, Target, Weight, strongest};
use crate::glossary::Glossary;
use crate::glossary::state::{KeyPattern, Origin, StateId, SystemId};
use crate::label::SEPARATOR;
use crate::text::fold::spelling_of_key;

/// Every key pattern of a glossary, ready to be matched.
pub(super) struct Keys<'g> {
    patterns: Vec<(Owner, &'g KeyPattern)>,
    /// Finds the patterns whose literal stands in a key; pattern `n` of it is `searched[n]`.
    literals: AhoCorasick,
    searched: Vec<usize>,
    /// Patterns without a literal: tried on every key.
    unsearched: Vec<usize>,
    /// By pattern: whether a key matched it. A family that none did is most often misspelt.
    met: Vec<AtomicBool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    State(StateId),
    Family(SystemId),
}

enum Tried<'g> {
    No,
    Bound(Weight, Target, Because<'g>),
    Stranger(Outcome<'g>),
}

impl<'g> Keys<'g> {
    /// Compiles them.
    pub(super) fn new(glossary: &'g Glossary) -> Self {
        let patterns = patterns(glossary);
        let is_searched = |at: &usize| !patterns[*at].1.glob.literal().is_empty();
        let (searched, unsearched): (Vec<_>, Vec<_>) = (0..patterns.len()).partition(is_searched);
        let literals = AhoCorasick::new(searched.iter().map(|&at| patterns[at].1.glob.literal()))
            .expect("fewer literals than the automaton can number");
        let met = patterns.iter().map(|_| AtomicBool::new(false)).collect();
        Self { patterns, literals, searched, unsearched, met }
    }

    /// The families of the project's canonym.toml that no key has matched so far.
    pub(super) fn unmet_families(&self) -> Vec<(SystemId, &'g KeyPattern)> {
        let patterns = self.patterns.iter().zip(&self.met);
        let unmet = patterns.filter(|(_, met)| !met.load(Ordering::Relaxed));
        let families = unmet.filter_map(|((owner, pattern), _)| match owner {
            Owner::Family(system) => Some((*system, *pattern)),
            Owner::State(_) => None,
        });
        families.filter(|(_, pattern)| pattern.origin == Origin::Project).collect()
    }

    /// What the strongest pattern that matches the key says.
    pub(super) fn speak(
        &self,
        glossary: &Glossary,
        spellings: &Spellings,
        subject: &Subject<'_>,
    ) -> Option<Outcome<'g>> {
        let key = subject.key?.joined();
        self.speak_of(glossary, spellings, subject, key).or_else(|| {
            // A context of gettext is one segment, but people write its dots as they see them.
            let split = key.replace('.', &SEPARATOR.to_string());
            (split != key).then(|| self.speak_of(glossary, spellings, subject, &split))?
        })
    }

    fn speak_of(
        &self,
        glossary: &Glossary,
        spellings: &Spellings,
        subject: &Subject<'_>,
        key: &str,
    ) -> Option<Outcome<'g>> {
        let mut bound: Vec<(Weight, Target, Because<'g>)> = Vec::new();
        let mut stranger = None;
        for at in self.candidates(key) {
            let (owner, pattern) = self.patterns[at];
            if !pattern.conditions.hold(subject) {
                continue;
            }
            let tried = try_pattern(glossary, spellings, owner, pattern, key);
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
}

fn try_pattern<'g>(
    glossary: &Glossary,
    spellings: &Spellings,
    owner: Owner,
    pattern: &'g KeyPattern,
    key: &str,
) -> Tried<'g> {
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
        Owner::State(state) => glossary.system_of(state),
        Owner::Family(system) => system,
    };
    for value in &values {
        for target in spellings.in_key(system, value, key) {
            if owner == Owner::Family(system) || Owner::State(target) == owner {
                let because = Because::Key(pattern, Some((*value).to_owned()));
                return Tried::Bound((1, value.len()), Target::Listed(target), because);
            }
        }
    }
    match owner {
        Owner::State(_) => Tried::No,
        Owner::Family(system) => unlisted(glossary, system, pattern, longest),
    }
}

/// A family member that no listed state knows: a state of its own where none are listed.
fn unlisted<'g>(
    glossary: &Glossary,
    id: SystemId,
    pattern: &'g KeyPattern,
    value: &str,
) -> Tried<'g> {
    let system = glossary.system(id);
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

fn patterns(glossary: &Glossary) -> Vec<(Owner, &KeyPattern)> {
    let of_states = glossary.states().flat_map(|id| {
        glossary.state(id).keys.iter().map(move |pattern| (Owner::State(id), pattern))
    });
    let of_systems = glossary.systems().flat_map(|id| {
        glossary.system(id).keys.iter().map(move |pattern| (Owner::Family(id), pattern))
    });
    of_states.chain(of_systems).collect()
}
