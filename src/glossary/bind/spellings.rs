//! What the program's spellings name: ids and in-code words, by system.

use std::collections::HashMap;

use crate::glossary::Glossary;
use crate::glossary::state::{StateId, SystemId};
use crate::label::SEPARATOR;
use crate::text::fold::spelling_of_key;

/// What spellings name, by system.
pub(super) struct Spellings(Vec<OfSystem>);

/// The states that a spelling names in one system, each perhaps only behind its enum.
type OfSystem = HashMap<String, Vec<(Option<String>, StateId)>>;

impl Spellings {
    /// The spellings of a glossary.
    pub(super) fn new(glossary: &Glossary) -> Self {
        let mut spellings = vec![OfSystem::new(); glossary.systems().count()];
        for id in glossary.states() {
            let system = &mut spellings[glossary.system_of(id).0 as usize];
            for (owner, value) in glossary.state(id).spellings() {
                system.entry(value).or_default().push((owner.map(str::to_owned), id));
            }
        }
        Self(spellings)
    }

    /// The states of a system that `value`, a slice of `key`, spells there.
    pub(super) fn in_key(&self, system: SystemId, value: &str, key: &str) -> Vec<StateId> {
        let owned = |owner: &str| {
            let before = &key[..value.as_ptr() as usize - key.as_ptr() as usize];
            let segment = before.trim_end_matches(SEPARATOR).rsplit(SEPARATOR).next();
            segment.is_some_and(|segment| spelling_of_key(segment).ends_with(owner))
        };
        self.spelt(system, value, owned)
    }

    /// The states of a system that a word spells behind a subject (`ProposalStatus` of
    /// `ProposalStatus.Active`).
    pub(super) fn behind(&self, system: SystemId, word: &str, subject: &str) -> Vec<StateId> {
        let subject = spelling_of_key(subject);
        self.spelt(system, word, |owner| subject.ends_with(owner))
    }

    /// Whether a word spells a state of a system just behind this enum.
    pub(super) fn is_owned(&self, system: SystemId, word: &str, owner: &str) -> bool {
        let named = self.0[system.0 as usize].get(&spelling_of_key(word)).into_iter().flatten();
        let subject = spelling_of_key(owner);
        named.flat_map(|(owner, _)| owner).any(|owner| subject.ends_with(&**owner))
    }

    /// The states of a system that a word spells by itself.
    pub(super) fn of_word(&self, system: SystemId, word: &str) -> Vec<StateId> {
        self.spelt(system, word, |_| false)
    }

    fn spelt(&self, system: SystemId, value: &str, owned: impl Fn(&str) -> bool) -> Vec<StateId> {
        let named = self.0[system.0 as usize].get(&spelling_of_key(value)).into_iter().flatten();
        let fits = |owner: &Option<String>| owner.as_deref().is_none_or(&owned);
        named.filter(|(owner, _)| fits(owner)).map(|(_, state)| *state).collect()
    }
}
