//! The entries that the source locale bound: evidence binds an entry, and so all its locales.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map};

use crate::glossary::Glossary;
use crate::glossary::bind::{Evidence, Target};
use crate::glossary::state::{StateId, SystemId};
use crate::index::{Sighting, Stray, Surveyed, Why};
use crate::label::EntryId;

/// What the source locale says of entries, by catalogue and by what tells them apart there.
#[derive(Clone, Debug, Default)]
pub struct Entries(HashMap<String, Catalogue>);

#[derive(Clone, Debug, Default)]
struct Catalogue {
    bound: HashMap<EntryId, Entry>,
    /// Entries whose key is a source text, and whose source text is another one.
    reworded: HashSet<EntryId>,
}

/// A bound entry.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it is bound to.
    pub(super) target: Target,
    /// Why.
    pub(super) evidence: Evidence,
    /// The source texts, one a branch.
    texts: Vec<(Option<Box<str>>, Box<str>)>,
}

/// What one file says of entries.
#[derive(Debug, Default)]
pub(super) struct FileEntries {
    pub(super) bound: HashMap<EntryId, Entry>,
    pub(super) reworded: HashSet<EntryId>,
}

impl FileEntries {
    /// What it binds its entries to.
    pub(super) fn targets(&self) -> HashMap<EntryId, Target> {
        self.bound.iter().map(|(id, entry)| (id.clone(), entry.target.clone())).collect()
    }
}

impl Entries {
    /// Whether anything is known of a catalogue.
    pub(super) fn know(&self, catalogue: &str) -> bool {
        self.0.contains_key(catalogue)
    }

    /// A bound entry of a catalogue.
    pub(super) fn get(&self, catalogue: &str, id: &EntryId) -> Option<&Entry> {
        self.0.get(catalogue)?.bound.get(id)
    }

    /// Whether the source says something else than an entry's key, which is a source text.
    pub(super) fn is_reworded(&self, catalogue: &str, id: &EntryId) -> bool {
        self.0.get(catalogue).is_some_and(|catalogue| catalogue.reworded.contains(id))
    }

    /// Adds what a file says. Where files of a catalogue disagree, the stronger evidence decides, and
    /// among equals the file that is added first.
    #[allow(clippy::iter_over_hash_type)] // each entry is settled by itself
    pub(super) fn add(&mut self, catalogue: &str, entries: FileEntries) {
        if entries.bound.is_empty() && entries.reworded.is_empty() {
            return;
        }
        let catalogue = self.0.entry(catalogue.to_owned()).or_default();
        catalogue.reworded.extend(entries.reworded);
        for (id, entry) in entries.bound {
            match catalogue.bound.entry(id) {
                hash_map::Entry::Occupied(mut known) if entry.evidence < known.get().evidence => {
                    known.insert(entry);
                }
                hash_map::Entry::Occupied(_) => {}
                hash_map::Entry::Vacant(place) => _ = place.insert(entry),
            }
        }
    }

    /// Whether a file of a catalogue binds its entries as all of the catalogue does, and lacks none
    /// that a comment of another file has bound.
    pub(super) fn agree_with(&self, catalogue: &str, own: &HashMap<EntryId, Target>) -> bool {
        let Some(catalogue) = self.0.get(catalogue) else { return true };
        let agrees = |(id, entry): (&EntryId, &Entry)| match own.get(id) {
            Some(own) => *own == entry.target,
            None => !entry.is_said(),
        };
        catalogue.bound.iter().all(agrees)
    }
}

impl Entry {
    /// An entry without a text yet.
    pub(super) fn new(target: Target, evidence: Evidence) -> Self {
        Self { target, evidence, texts: Vec::new() }
    }

    /// Whether a comment has bound it, which other files of the catalogue may lack.
    fn is_said(&self) -> bool {
        matches!(self.evidence, Evidence::Annotation | Evidence::Context)
    }

    /// Adds the text of a branch.
    pub(super) fn add(&mut self, branch: Option<&str>, text: &str) {
        self.texts.push((branch.map(Into::into), text.into()));
    }

    /// The source text of a branch; of the last where the source has no such branch (`other`).
    pub(super) fn text(&self, branch: Option<&str>) -> &str {
        let same = self.texts.iter().find(|(name, _)| name.as_deref() == branch);
        &same.or(self.texts.last()).expect("an entry has a text").1
    }
}

/// Gives the states that families without a list were found to have a place in the glossary.
/// Only keys find states: an annotation that names one which no key has is a stray, and a scope says
/// nothing then.
pub(super) fn settle_found(
    glossary: Glossary,
    surveyed: &mut Surveyed,
    entries: &mut Entries,
) -> Glossary {
    let mut found: BTreeMap<SystemId, BTreeSet<String>> = BTreeMap::new();
    for sighting in surveyed.sightings.iter().filter(|it| it.evidence == Evidence::Key) {
        if let Target::Found(system, value) = &sighting.target {
            found.entry(*system).or_default().insert(value.clone());
        }
    }
    let glossary = glossary.with_found(&found);
    let ids: HashMap<(SystemId, String), StateId> = glossary
        .states()
        .map(|state| ((glossary.system_of(state), glossary.state(state).id.clone()), state))
        .collect();
    let settle = |target: &mut Target| {
        if let Target::Found(system, value) = target
            && let Some(&state) = ids.get(&(*system, value.clone()))
        {
            *target = Target::Listed(state);
        }
    };
    for sighting in &mut surveyed.sightings {
        settle(&mut sighting.target);
    }
    let lost = surveyed.sightings.extract_if(.., |it| matches!(it.target, Target::Found(..)));
    surveyed.strays.extend(lost.filter_map(stray));
    entries
        .0
        .values_mut()
        .flat_map(|catalogue| catalogue.bound.values_mut())
        .for_each(|entry| settle(&mut entry.target));
    glossary
}

/// A label whose annotation names no state of its system.
fn stray(sighting: Sighting) -> Option<Stray> {
    let Target::Found(system, value) = sighting.target else { return None };
    if sighting.evidence != Evidence::Annotation {
        return None;
    }
    Some(Stray {
        why: Why::Stranger { system, family: None, value },
        file: sighting.file,
        spans: sighting.spans,
        locale: sighting.locale,
        key: sighting.key,
        text: sighting.text,
        is_repeated: sighting.is_repeated,
        copies: sighting.copies,
    })
}
