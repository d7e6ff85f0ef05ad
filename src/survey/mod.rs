//! Per file, in parallel: read, bind, keep what matters. In three waves, since evidence binds the
//! entry and so all its locales: pages first, then catalogues in the source locale, then the other
//! locales against the entries bound so far. Labels that bind to nothing do not leave their file.

mod entries;
mod reading;
mod sources;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Subject, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::SystemId;
use crate::index::{FileId, Sighting, Stray, Surveyed, SurveyedFile};
use crate::label::{Fault, Label};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::tree::Tree;
use crate::walk::{File, Role, surface};
use entries::{Entry, FileEntries, settle_found};
use sources::SourceLocales;

pub use entries::Entries;
pub use reading::{contents, read};

/// How far a run is: for a person who waits.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files read.
    pub done: AtomicUsize,
    /// Files to read.
    pub total: AtomicUsize,
}

/// What a survey found: for the index, and for the tallies.
#[derive(Debug, Default)]
pub struct Survey {
    /// For the index.
    pub surveyed: Surveyed,
    /// How many labels were read.
    pub labels: usize,
    /// The locales met.
    pub locales: BTreeSet<Locale>,
    /// The entries that the source locale bound.
    pub entries: Entries,
    /// The families of canonym.toml that no key matches: whose, as written, and where.
    pub unmet: Vec<(SystemId, String, At)>,
}

/// What the survey of a project needs.
pub struct Surveyor<'a> {
    /// Where the files are.
    pub tree: &'a Tree,
    /// Their settings.
    pub project: &'a Project,
    /// The files, by path.
    pub files: &'a [File],
    /// Told of every file read.
    pub progress: &'a Progress,
    sources: SourceLocales,
}

/// What one file gave.
#[derive(Default)]
struct Yield {
    sightings: Vec<Sighting>,
    strays: Vec<Stray>,
    faults: Vec<Fault>,
    entries: FileEntries,
    labels: usize,
    locales: BTreeSet<Locale>,
    hash: Option<[u8; 32]>,
}

impl<'a> Surveyor<'a> {
    /// A surveyor of these files.
    pub fn new(
        tree: &'a Tree,
        project: &'a Project,
        files: &'a [File],
        progress: &'a Progress,
    ) -> Self {
        progress.total.fetch_add(files.len(), Ordering::Relaxed);
        Self {
            tree,
            project,
            files,
            progress,
            sources: SourceLocales::new(&project.settings, files),
        }
    }

    /// The whole survey. The glossary comes back with the states that families without a list were
    /// found to have.
    pub fn survey(&self, glossary: Glossary) -> (Glossary, Survey) {
        let (pages, catalogues): (Vec<_>, Vec<_>) =
            self.ids().partition(|&id| self.file(id).role == Role::Page);
        let (sources, others): (Vec<_>, Vec<_>) =
            catalogues.into_iter().partition(|&id| self.sources.is_source(self.file(id)));
        let mut survey = self.start();
        let binder = Binder::new(&glossary);
        for wave in [pages, sources] {
            self.wave(&binder, &glossary, &wave, &mut survey);
        }
        let unmet = places(&binder);
        drop(binder);
        let glossary = settle_found(glossary, &mut survey.surveyed, &mut survey.entries);
        let binder = Binder::new(&glossary);
        self.wave(&binder, &glossary, &others, &mut survey);
        survey.surveyed.sightings.retain(|sighting| matches!(sighting.target, Target::Listed(_)));
        let still = places(&binder);
        survey.unmet = unmet.into_iter().filter(|place| still.contains(place)).collect();
        drop(binder);
        (glossary, survey)
    }

    fn start(&self) -> Survey {
        let settings = &self.project.settings;
        let files = self.files.iter().map(|file| SurveyedFile {
            path: file.path.clone(),
            surface: surface(file, settings),
            is_claimed: file.locale.is_some() || settings.include.set.is_some(),
            hash: None,
        });
        let surveyed = Surveyed { files: files.collect(), ..Surveyed::default() };
        Survey { surveyed, ..Survey::default() }
    }

    fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    fn file(&self, id: FileId) -> &'a File {
        &self.files[id.0 as usize]
    }

    /// Reads files side by side and gathers what they gave in their order.
    fn wave(
        &self,
        binder: &Binder<'_>,
        glossary: &Glossary,
        files: &[FileId],
        survey: &mut Survey,
    ) {
        let entries = &survey.entries;
        let yields: Vec<Yield> =
            files.par_iter().map(|&id| self.survey_file(binder, glossary, entries, id)).collect();
        for (&id, found) in files.iter().zip(yields) {
            survey.surveyed.sightings.extend(found.sightings);
            survey.surveyed.strays.extend(found.strays);
            survey.surveyed.faults.extend(found.faults.into_iter().map(|fault| (id, fault)));
            survey.labels += found.labels;
            survey.surveyed.files[id.0 as usize].hash = found.hash;
            survey.locales.extend(found.locales);
            survey.entries.extend(&self.file(id).catalogue, found.entries);
        }
    }

    fn survey_file(
        &self,
        binder: &Binder<'_>,
        glossary: &Glossary,
        entries: &Entries,
        id: FileId,
    ) -> Yield {
        let file = self.file(id);
        let (source, faults) = read(self.tree, file);
        let contents = contents(file, &source);
        let mut found = Yield { faults, labels: contents.labels.len(), ..Yield::default() };
        found.faults.extend(contents.faults);
        // Source labels first: a file with several locales holds the source of its own translations.
        let (ours, theirs): (Vec<_>, Vec<_>) =
            contents.labels.iter().partition(|label| self.is_source_label(file, label));
        for label in ours {
            self.take_source(binder, glossary, id, label, &mut found);
        }
        for label in theirs {
            self.take_translation(binder, glossary, entries, id, label, &mut found);
        }
        if !(found.sightings.is_empty() && found.strays.is_empty() && found.faults.is_empty()) {
            found.hash = Some(source.hash()); // a report quotes it later and must find the same text
        }
        self.progress.done.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// The locale of a label: what its content says, else what the path says, else the source's.
    pub fn locale_of(&self, file: &File, label: &Label<'_>) -> Locale {
        let named = label.locale.as_ref().or(file.locale.as_ref());
        named.cloned().unwrap_or_else(|| self.project.settings.source_locale.clone())
    }

    fn is_source_label(&self, file: &File, label: &Label<'_>) -> bool {
        match &label.locale {
            Some(locale) if Some(locale) != file.locale.as_ref() => self.sources.stands_for(locale),
            _ => self.sources.is_source(file),
        }
    }

    fn take_source(
        &self,
        binder: &Binder<'_>,
        glossary: &Glossary,
        id: FileId,
        label: &Label<'_>,
        found: &mut Yield,
    ) {
        let locale = self.locale_of(self.file(id), label);
        found.locales.insert(locale.clone());
        let subject = subject(self.file(id), label, Some(&label.text), &locale);
        match binder.bind(&subject) {
            Outcome::Bound { target, evidence, .. } => {
                if let Some(key) = &label.key {
                    let entry = found.entries.entry(key.clone());
                    let entry = entry.or_insert_with(|| Entry::new(target.clone(), evidence));
                    entry.add(label.branch.as_deref(), &label.text);
                }
                found.sightings.push(sighting(target, evidence, id, label, locale, None, true));
            }
            Outcome::Stranger { system, family, value }
                if locale.language() == glossary.source_locale.language() =>
            {
                let family =
                    family.map(|family| (family.glob.written().to_owned(), family.at.clone()));
                found.strays.push(stray(system, family, value, id, label, locale));
            }
            _ => {}
        }
    }

    fn take_translation(
        &self,
        binder: &Binder<'_>,
        glossary: &Glossary,
        entries: &Entries,
        id: FileId,
        label: &Label<'_>,
        found: &mut Yield,
    ) {
        let locale = self.locale_of(self.file(id), label);
        found.locales.insert(locale.clone());
        let own = label.key.as_ref().and_then(|key| found.entries.get(key));
        let entry = own.or_else(|| entries.get(&self.file(id).catalogue, label.key.as_ref()?));
        let Some(entry) = entry else {
            // An entry that the source does not have: its own key or annotation may still name a state.
            let subject = subject(self.file(id), label, None, &locale);
            if let Outcome::Bound { target, evidence, .. } = binder.bind(&subject) {
                found.sightings.push(sighting(target, evidence, id, label, locale, None, false));
            }
            return;
        };
        let source = entry.text(label.branch.as_deref());
        if source == &*label.text && !is_term(glossary, &entry.target, &locale, source) {
            return; // untranslated: it names nothing
        }
        found.sightings.push(sighting(
            entry.target.clone(),
            entry.evidence,
            id,
            label,
            locale,
            Some(source.into()),
            false,
        ));
    }

    /// What the evidence says of a label: for `why` and `labels`, which ask about every label.
    pub fn bind<'g>(
        &self,
        binder: &Binder<'g>,
        entries: &Entries,
        file: &File,
        label: &Label<'_>,
    ) -> Explained<'g> {
        let locale = self.locale_of(file, label);
        let is_source = self.is_source_label(file, label);
        let entry = label
            .key
            .as_ref()
            .filter(|_| !is_source)
            .and_then(|key| entries.get(&file.catalogue, key));
        let subject = subject(file, label, is_source.then_some(&*label.text), &locale);
        let source_text = entry.map(|entry| entry.text(label.branch.as_deref()).to_owned());
        let by_source = entry.map(|entry| (entry.target.clone(), entry.evidence));
        Explained { outcome: binder.bind(&subject), by_source, source_text, locale }
    }
}

/// What the evidence says of one label.
pub struct Explained<'g> {
    /// What its own evidence says.
    pub outcome: Outcome<'g>,
    /// What the source of its entry is bound to, where it is a translation.
    pub by_source: Option<(Target, Evidence)>,
    /// The text of its entry in the source locale.
    pub source_text: Option<String>,
    /// Its locale.
    pub locale: Locale,
}

/// The families that no key has matched so far.
fn places(binder: &Binder<'_>) -> Vec<(SystemId, String, At)> {
    let unmet = binder.unmet_families().into_iter();
    unmet
        .map(|(system, family)| (system, family.glob.written().to_owned(), family.at.clone()))
        .collect()
}

fn subject<'l>(
    file: &'l File,
    label: &'l Label<'_>,
    text: Option<&'l str>,
    locale: &'l Locale,
) -> Subject<'l> {
    Subject {
        annotation: label.annotation.as_deref(),
        key: label.key.as_ref(),
        text,
        description: label.description.as_deref(),
        path: &file.inner,
        locale,
    }
}

fn sighting(
    target: Target,
    evidence: Evidence,
    file: FileId,
    label: &Label<'_>,
    locale: Locale,
    source_text: Option<Box<str>>,
    is_source: bool,
) -> Sighting {
    Sighting {
        target,
        evidence,
        file,
        spans: label.spans.clone(),
        locale,
        key: label.key.clone(),
        branch: label.branch.clone(),
        text: (*label.text).into(),
        source_text,
        is_source,
    }
}

fn stray(
    system: SystemId,
    family: Option<(String, At)>,
    value: String,
    file: FileId,
    label: &Label<'_>,
    locale: Locale,
) -> Stray {
    Stray {
        system,
        family,
        value,
        file,
        spans: label.spans.clone(),
        locale,
        key: label.key.clone(),
        text: (*label.text).into(),
    }
}

fn is_term(glossary: &Glossary, target: &Target, locale: &Locale, text: &str) -> bool {
    let Target::Listed(state) = target else { return false };
    let terms = glossary.terms(*state, locale);
    terms.is_some_and(|terms| {
        terms.known().any(|term| fold(&term.text, locale) == fold(text, locale))
    })
}
