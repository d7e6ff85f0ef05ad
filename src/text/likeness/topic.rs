//! What a system is about: stems that so many of its names hold that they tell none of them apart.

use std::collections::HashMap;

use super::analysis::Analysis;

/// A topic's word stands in at least this many names, and in half of them.
const FEWEST: usize = 3;

/// How many names of a set hold each stem.
#[derive(Clone, Debug, Default)]
pub struct Topic {
    names: usize,
    holders: HashMap<String, usize>,
}

impl Topic {
    /// The topic of a set of names.
    pub fn of<'a>(names: impl Iterator<Item = &'a Analysis>) -> Self {
        let mut topic = Self::default();
        for name in names {
            topic.names += 1;
            for stem in name.stems() {
                *topic.holders.entry(stem.to_owned()).or_default() += 1;
            }
        }
        topic
    }

    /// Whether a stem belongs to the topic.
    pub(super) fn holds(&self, stem: &str) -> bool {
        let holders = self.holders.get(stem).copied().unwrap_or(0);
        holders >= FEWEST && holders * 2 >= self.names
    }
}
