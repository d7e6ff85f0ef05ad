//! Reads a product for a draft: the source locale for families of keys, then the other locales of the
//! catalogues that hold some for what they call the members.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::{Surveyor, contents, read};
use crate::draft::{Candidate, Entry, Family, Found, families, recognise};
use crate::label::{Key, Label};
use crate::text::locale::Locale;
use crate::text::source::Source;
use crate::walk::{File, Role, surface};

impl Surveyor<'_> {
    /// The families of keys that look like states, with what translations call their members.
    /// `is_covered` says of which keys a glossary speaks already.
    pub fn families(&self, is_covered: &(dyn Fn(&File, &Label<'_>) -> bool + Sync)) -> Found {
        let sources: Vec<&File> = self
            .files
            .iter()
            .filter(|file| file.role == Role::Catalogue && self.holds_sources(file))
            .collect();
        let found = sources.par_iter().map(|file| self.families_of(file, is_covered));
        let mut found = recognise(joined(found.collect()), &self.project.settings.source_locale);
        self.translate(&mut found.candidates);
        found
    }

    /// The families of one file.
    fn families_of(
        &self,
        file: &File,
        is_covered: &(dyn Fn(&File, &Label<'_>) -> bool + Sync),
    ) -> Vec<Family> {
        let source = read(self.tree, file).source;
        let contents = contents(file, &source, &self.project.settings);
        let sides = self.sides(file, &contents.labels);
        let ours = contents.labels.iter().filter(|label| sides.is_source(label));
        let entries: Vec<Entry<'_>> = ours
            .filter_map(|label| {
                let key = label.key.as_ref()?;
                let (span, is_covered) = (label.spans.hull(), is_covered(file, label));
                Some(Entry { key, text: &label.text, span, is_covered })
            })
            .collect();
        let mut families = families(&entries, &self.project.settings.source_locale);
        for family in &mut families {
            self.place(family, file, &source);
        }
        self.progress.done.fetch_add(1, Ordering::Relaxed);
        families
    }

    /// Says where a family stands.
    fn place(&self, family: &mut Family, file: &File, source: &Source) {
        family.catalogue.clone_from(&file.catalogue);
        family.surface = surface(file, &self.project.settings).map(|it| it.name);
        let first = family.members.first().map_or(0, |member| member.span.start);
        family.at = (file.inner.clone(), source.position(first).line);
    }

    /// Adds to the members of candidates what other locales call them.
    fn translate(&self, candidates: &mut [Candidate]) {
        let mut wanted: HashMap<(&str, &Key), Vec<(usize, usize)>> = HashMap::new();
        let mut catalogues: BTreeSet<&str> = BTreeSet::new();
        for (at, Candidate { family, .. }) in candidates.iter().enumerate() {
            catalogues.insert(&family.catalogue);
            for (member, it) in family.members.iter().enumerate() {
                wanted.entry((&family.catalogue, &it.key)).or_default().push((at, member));
            }
        }
        let is_wanted = |file: &&File| catalogues.contains(&*file.catalogue);
        let files: Vec<&File> = self.files.iter().filter(is_wanted).collect();
        let read = |file: &&File| self.translations_of(file, &wanted);
        let found: Vec<Vec<Translation>> = files.par_iter().map(read).collect();
        for Translation { at, member, locale, text } in found.into_iter().flatten() {
            let translations = &mut candidates[at].family.members[member].translations;
            translations.entry(locale).or_insert(text);
        }
    }

    /// What one file calls the members of families in another locale.
    fn translations_of(
        &self,
        file: &File,
        wanted: &HashMap<(&str, &Key), Vec<(usize, usize)>>,
    ) -> Vec<Translation> {
        if self.sources.is_source(file) && file.locale.is_some() && !file.format.is_bilingual {
            return Vec::new();
        }
        let source = read(self.tree, file).source;
        let contents = contents(file, &source, &self.project.settings);
        let sides = self.sides(file, &contents.labels);
        let mut found = Vec::new();
        for label in contents.labels.iter().filter(|label| !sides.is_source(label)) {
            let Some(key) = &label.key else { continue };
            for &(at, member) in wanted.get(&(&*file.catalogue, key)).into_iter().flatten() {
                let (locale, text) = (sides.locale_of(label), label.text.to_string());
                found.push(Translation { at, member, locale, text });
            }
        }
        found
    }
}

/// What another locale calls a member of a family.
struct Translation {
    at: usize,
    member: usize,
    locale: Locale,
    text: String,
}

/// The families of all files: what several files of a catalogue hold is one.
fn joined(found: Vec<Vec<Family>>) -> Vec<Family> {
    let mut joined: Vec<Family> = Vec::new();
    let mut known: HashMap<(String, String, String), usize> = HashMap::new();
    for family in found.into_iter().flatten() {
        let id = (family.catalogue.clone(), family.before.clone(), family.after.clone());
        let at = *known.entry(id).or_insert(joined.len());
        match joined.get_mut(at) {
            None => joined.push(family),
            Some(first) => {
                let known: HashSet<String> =
                    first.members.iter().map(|member| member.leaf.clone()).collect();
                let new = family.members.into_iter().filter(|it| !known.contains(&it.leaf));
                first.members.extend(new);
            }
        }
    }
    joined
}
