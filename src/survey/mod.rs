//! Per file, in parallel: read, bind, keep what matters. In three waves, since evidence binds the
//! entry and so all its locales: pages first, then catalogues that hold source texts, then the other
//! locales against the entries bound so far. A bilingual file whose catalogue says more of an entry
//! than the file does is read again in the last wave, and only that reading counts. Labels that
//! neither bind nor matter do not leave their file.

mod copies;
mod drafting;
mod entries;
mod reading;
mod shown;
mod sources;
mod taking;

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Surrounding, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::SystemId;
use crate::index::{FileId, Surveyed, SurveyedFile};
use crate::label::{Fault, Label};
use crate::text::locale::Locale;
use crate::tree::Tree;
use crate::walk::{File, Role, surface};
use entries::settle_found;
use sources::SourceLocales;
use taking::{Known, Taking, Tools, Yield, subject};

pub use entries::Entries;
pub use reading::{Opened, contents, read};
pub use shown::Shown;
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
    /// The places that show entries.
    pub shown: Shown,
    /// The families of canonym.toml that no key matches: whose, as written, and where.
    pub unmet: Vec<(SystemId, String, At)>,
    /// What comments say wrong.
    misspelt: Vec<(FileId, Fault)>,
    /// The labels that several files repeat, hashed: each is counted once.
    repeated: HashSet<u64>,
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
        let tools = Tools::new(&glossary, true);
        self.wave(&tools, &pages, &mut survey);
        let again = self.wave(&tools, &sources, &mut survey);
        let unmet = places(&tools.binder);
        drop(tools);
        let glossary = settle_found(glossary, &mut survey.surveyed, &mut survey.entries);
        let tools = Tools::new(&glossary, false);
        self.progress.total.fetch_add(again.len(), Ordering::Relaxed);
        let others: Vec<_> = others.into_iter().chain(again).collect();
        self.wave(&tools, &others, &mut survey);
        self.finish(&mut survey);
        let still = places(&tools.binder);
        survey.unmet = unmet.into_iter().filter(|place| still.contains(place)).collect();
        drop(tools);
        (glossary, survey)
    }

    /// Puts what the waves found in order, and makes one label of those that repeat each other.
    fn finish(&self, survey: &mut Survey) {
        let Surveyed { sightings, strays, .. } = &mut survey.surveyed;
        sightings.retain(|sighting| matches!(sighting.target, Target::Listed(_)));
        sightings.sort_by(|a, b| (a.file, &a.spans).cmp(&(b.file, &b.spans)));
        strays.sort_by(|a, b| (a.file, &a.spans).cmp(&(b.file, &b.spans)));
        *sightings = copies::join(self.files, std::mem::take(sightings));
        *strays = copies::join(self.files, std::mem::take(strays));
        survey.labels += survey.repeated.len();
        survey.misspelt.sort();
        let mut told = HashSet::new();
        for (id, fault) in survey.misspelt.drain(..) {
            // The catalogues of a program's source repeat its comments: they are told once.
            let file = self.file(id);
            let is_repeated = file.format.is_bilingual && file.role == Role::Catalogue;
            if !is_repeated || told.insert((&file.catalogue, fault.message.clone())) {
                survey.surveyed.faults.push((id, fault));
            }
        }
    }

    /// Whether a catalogue is read with those of the source locale.
    fn holds_sources(&self, file: &File) -> bool {
        self.sources.is_source(file) || file.format.is_bilingual
    }

    fn start(&self) -> Survey {
        let settings = &self.project.settings;
        let files = self.files.iter().map(|file| SurveyedFile {
            path: file.path.clone(),
            catalogue: file.catalogue.clone(),
            locale: file.locale.clone(),
            surface: surface(file, settings),
            is_claimed: file.locale.is_some() || settings.include.set.is_some(),
            imprint: None,
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

    /// Reads files side by side and gathers what they gave in their order. Returns the files that must
    /// be read again, since others of their catalogue say more of its entries than they do; of these
    /// only their entries are kept.
    fn wave(&self, tools: &Tools<'_>, files: &[FileId], survey: &mut Survey) -> Vec<FileId> {
        let known = (&survey.entries, &survey.shown);
        let taken = files.par_iter().map(|&id| self.take(tools, known, id));
        let mut yields: Vec<(FileId, Yield)> =
            files.iter().copied().zip(taken.collect::<Vec<_>>()).collect();
        // A template's word counts before those of the catalogues made from it.
        let rank = |id: FileId| self.file(id).locale.is_some();
        let bound: Vec<_> = yields.iter().map(|(_, found)| found.entries.targets()).collect();
        for is_second in [false, true] {
            for (id, found) in yields.iter_mut().filter(|(id, _)| rank(*id) == is_second) {
                survey.entries.add(&self.file(*id).catalogue, std::mem::take(&mut found.entries));
            }
        }
        let mut again = Vec::new();
        for ((id, mut found), bound) in yields.into_iter().zip(bound) {
            let file = self.file(id);
            survey.shown.add(file, std::mem::take(&mut found.shown));
            // Once the sources are read, what the catalogue says is what counts.
            let agrees = !tools.is_source_wave
                || !file.format.is_bilingual
                || survey.entries.agree_with(&file.catalogue, &bound);
            match agrees && !found.is_translation {
                true => gather(id, found, survey),
                false => again.push(id),
            }
        }
        again
    }

    fn take(&self, tools: &Tools<'_>, known: (&Entries, &Shown), id: FileId) -> Yield {
        let file = self.file(id);
        let Opened { source, faults, remarks, is_read } = read(self.tree, file);
        let contents = contents(file, &source, &self.project.settings);
        let sides = self.sides(file, &contents.labels);
        let mut taking = Taking::new(tools, known, id, sides, faults);
        taking.found.remarks = remarks;
        taking.take(&source, contents);
        let mut found = taking.found;
        if !found.is_empty() && is_read {
            found.imprint = Some(source.imprint()); // a report quotes it later and must find the same text
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
        (entries, shown): (&Entries, &Shown),
        sides: &Sides<'_>,
        label: &Label<'_>,
    ) -> Explained<'g> {
        let (locale, is_source) = (sides.locale_of(label), sides.is_source(label));
        let known = Known::of(label, is_source, &sides.file.catalogue, entries, None);
        let around = shown.around(sides.file, label);
        let outcome = binder.bind(&subject(sides.file, label, known.text, &around, &locale));
        let by_source = known.entry.map(|entry| (entry.target.clone(), entry.evidence));
        let source_text = known.source.map(str::to_owned);
        Explained { outcome, by_source, source_text, is_source, around, locale }
    }
}

fn gather(id: FileId, found: Yield, survey: &mut Survey) {
    let surveyed = &mut survey.surveyed;
    surveyed.sightings.extend(found.sightings);
    surveyed.strays.extend(found.strays);
    surveyed.namings.extend(found.namings);
    surveyed.faults.extend(found.faults.into_iter().map(|fault| (id, fault)));
    surveyed.remarks.extend(found.remarks.into_iter().map(|remark| (id, remark)));
    surveyed.waivers.extend(found.waivers.into_iter().map(|it| (id, it)));
    surveyed.files[id.0 as usize].imprint = found.imprint;
    survey.misspelt.extend(found.misspelt.into_iter().map(|fault| (id, fault)));
    survey.labels += found.labels;
    survey.repeated.extend(found.repeated);
    survey.locales.extend(found.locales);
}

/// What the evidence says of one label.
pub struct Explained<'g> {
    /// What its own evidence says.
    pub outcome: Outcome<'g>,
    /// What the source of its entry is bound to, where it is a translation.
    pub by_source: Option<(Target, Evidence)>,
    /// The text of its entry in the source locale; `None` for a source label.
    pub source_text: Option<String>,
    /// Whether it is a source label.
    pub is_source: bool,
    /// What stands around it, or around the places that show its entry.
    pub around: Vec<Surrounding>,
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
