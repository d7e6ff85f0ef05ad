//! Per file, in parallel: read, bind, keep what matters. In three waves, since evidence binds the
//! entry and so all its locales: pages first, then catalogues in the source locale, then the other
//! locales against the entries bound so far. Labels that bind to nothing do not leave their file.

mod copies;
mod entries;
mod reading;
mod sources;
mod taking;

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::SystemId;
use crate::index::{FileId, Surveyed, SurveyedFile};
use crate::label::Label;
use crate::text::locale::Locale;
use crate::tree::Tree;
use crate::walk::{File, Role, surface};
use entries::settle_found;
use sources::SourceLocales;
use taking::{Taking, Tools, Yield, source_beside, subject};

pub use entries::Entries;
pub use reading::{contents, read};
pub use sources::Sides;

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
            catalogues.into_iter().partition(|&id| self.holds_sources(self.file(id)));
        let mut survey = self.start();
        let tools = Tools::new(&glossary);
        for wave in [pages, sources] {
            self.wave(&tools, &wave, &mut survey);
        }
        let unmet = places(&tools.binder);
        drop(tools);
        let glossary = settle_found(glossary, &mut survey.surveyed, &mut survey.entries);
        let tools = Tools::new(&glossary);
        self.wave(&tools, &others, &mut survey);
        let Surveyed { sightings, strays, .. } = &mut survey.surveyed;
        sightings.retain(|sighting| matches!(sighting.target, Target::Listed(_)));
        *sightings = copies::join(self.files, std::mem::take(sightings));
        *strays = copies::join(self.files, std::mem::take(strays));
        let still = places(&tools.binder);
        survey.unmet = unmet.into_iter().filter(|place| still.contains(place)).collect();
        drop(tools);
        (glossary, survey)
    }

    /// Whether a catalogue is read with those of the source locale.
    fn holds_sources(&self, file: &File) -> bool {
        self.sources.is_source(file) || file.format.is_bilingual
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
    fn wave(&self, tools: &Tools<'_>, files: &[FileId], survey: &mut Survey) {
        let entries = &survey.entries;
        let taken = files.par_iter().map(|&id| self.take(tools, entries, id));
        let yields: Vec<Yield> = taken.collect();
        let mut repeated: HashSet<u64> = HashSet::new();
        for (&id, found) in files.iter().zip(yields) {
            survey.surveyed.sightings.extend(found.sightings);
            survey.surveyed.strays.extend(found.strays);
            survey.surveyed.faults.extend(found.faults.into_iter().map(|fault| (id, fault)));
            survey.surveyed.waivers.extend(found.waivers.into_iter().map(|it| (id, it)));
            survey.labels += found.labels;
            repeated.extend(found.repeated);
            survey.surveyed.files[id.0 as usize].hash = found.hash;
            survey.locales.extend(found.locales);
            survey.entries.extend(&self.file(id).catalogue, found.entries);
        }
        survey.labels += repeated.len();
    }

    fn take(&self, tools: &Tools<'_>, entries: &Entries, id: FileId) -> Yield {
        let file = self.file(id);
        let (source, faults) = read(self.tree, file);
        let contents = contents(file, &source);
        let sides = self.sides(file, &contents.labels);
        let mut taking = Taking::new(tools, entries, id, sides, faults);
        taking.take(contents);
        let mut found = taking.found;
        if !found.is_empty() {
            found.hash = Some(source.hash()); // a report quotes it later and must find the same text
        }
        self.progress.done.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// Which labels of a file are source texts, and in which locale each is.
    pub fn sides<'f>(&'f self, file: &'f File, labels: &[Label<'_>]) -> Sides<'f> {
        let source = &self.project.settings.source_locale;
        Sides { file, source, sources: &self.sources, of_content: self.sources.of_content(labels) }
    }

    /// What the evidence says of a label: for `why` and `labels`, which ask about every label.
    pub fn explain<'g>(
        &self,
        binder: &Binder<'g>,
        entries: &Entries,
        sides: &Sides<'_>,
        label: &Label<'_>,
    ) -> Explained<'g> {
        let (locale, is_source) = (sides.locale_of(label), sides.is_source(label));
        let id = label.entry();
        let entry =
            id.filter(|_| !is_source).and_then(|id| entries.get(&sides.file.catalogue, &id));
        let beside = source_beside(label);
        let text = if is_source { Some(&*label.text) } else { beside };
        let outcome = binder.bind(&subject(sides.file, label, text, &locale));
        let source_text =
            beside.or(entry.map(|entry| entry.text(label.branch.as_deref()))).map(str::to_owned);
        let by_source = entry.map(|entry| (entry.target.clone(), entry.evidence));
        Explained { outcome, by_source, source_text: source_text.filter(|_| !is_source), locale }
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
