//! What translators made of two states: the locales in which both have one name. Nobody there could tell
//! them apart either, or nobody saw that they should. Knows no rule of likeness.

use std::collections::{BTreeMap, BTreeSet};

use crate::glossary::state::StateId;
use crate::index::{Index, Usage};
use crate::text::locale::Locale;

/// In so many locales two states share a name before it weighs anything, and in one of so many of those that
/// name both.
const FEWEST: usize = 3;
const ONE_IN: usize = 4;
/// How many locales are named.
const NAMED: usize = 8;

/// The names of states in the locales that the product is translated to.
pub(super) struct Translations<'i> {
    names: BTreeMap<&'i Locale, BTreeMap<StateId, BTreeSet<&'i str>>>,
}

/// That translators use one name for two states.
pub(super) struct Merged {
    shared: Vec<String>,
    /// In how many locales both states have names.
    both: usize,
}

impl<'i> Translations<'i> {
    /// What labels in other languages than the product is written in call each state, right or wrong.
    pub(super) fn of(index: &'i Index<'_>) -> Self {
        let mut names: BTreeMap<_, BTreeMap<_, BTreeSet<_>>> = BTreeMap::new();
        let source = index.glossary.source_locale.language();
        let is_translated = |usage: &&Usage| !usage.is_source && usage.locale.language() != source;
        for usage in index.usages.iter().filter(is_translated) {
            let of_locale = names.entry(&usage.locale).or_default();
            of_locale.entry(usage.state).or_default().insert(&*usage.fold);
        }
        Self { names }
    }

    /// Where two states share a name; `None` if they do in fewer than two locales.
    pub(super) fn merged(&self, a: StateId, b: StateId) -> Option<Merged> {
        let (mut shared, mut both) = (Vec::new(), 0);
        for (locale, names) in &self.names {
            let (Some(of_a), Some(of_b)) = (names.get(&a), names.get(&b)) else { continue };
            both += 1;
            if !of_a.is_disjoint(of_b) {
                shared.push(locale.to_string());
            }
        }
        (shared.len() > 1).then_some(Merged { shared, both })
    }
}

impl Merged {
    /// Whether so many do that what looked harmless is not.
    pub(super) fn weighs(&self) -> bool {
        self.shared.len() >= FEWEST && self.shared.len() * ONE_IN >= self.both
    }

    /// As people read it: `4 of 20 locales use one word for both: de, fr, nl, pl`.
    pub(super) fn sentence(&self) -> String {
        let Self { shared, both } = self;
        let named = shared[..shared.len().min(NAMED)].join(", ");
        let more = if shared.len() > NAMED { ", …" } else { "" };
        format!("{} of {both} locales use one word for both: {named}{more}", shared.len())
    }
}
