//! Per file, in parallel: read, bind, keep what matters. In three waves, since evidence binds the
//! entry and so all its locales: pages first, then catalogues in the source locale, then the other
//! locales against the entries bound so far. Labels that bind to nothing do not leave their file.

mod copies;
mod entries;
mod reading;
mod sources;
mod taking;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::SystemId;
use crate::index::{FileId, Surveyed, SurveyedFile};
use crate::label::{EntryId, Label};
use crate::text::locale::Locale;
use crate::text::place::Spans;
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

/// Which part of a file is taken.
#[derive(Clone, Copy)]
enum Part {
    /// All that matters.
    All,
    /// The labels of entries that a comment of another file has bound.
    Lacking,
}

/// What a later wave must take of files that were read with those of the source locale.
#[derive(Default)]
struct Left {
    /// Files that hold translations only, as it turned out.
    translations: Vec<FileId>,
    /// Files that lack an entry which a comment of another file of the catalogue has bound.
    lacking: Vec<FileId>,
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
        let left = self.wave(&tools, &sources, &mut survey);
        let unmet = places(&tools.binder);
        drop(tools);
        let glossary = settle_found(glossary, &mut survey.surveyed, &mut survey.entries);
        let tools = Tools::new(&glossary, false);
        self.progress.total.fetch_add(left.translations.len(), Ordering::Relaxed);
        let others: Vec<_> = others.into_iter().chain(left.translations).collect();
        self.wave(&tools, &others, &mut survey);
        self.complete(&tools, &left.lacking, &mut survey);
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

    /// Reads files side by side and gathers what they gave in their order. Tells what a later wave must
    /// take of them.
    fn wave(&self, tools: &Tools<'_>, files: &[FileId], survey: &mut Survey) -> Left {
        let entries = &survey.entries;
        let taken = files.par_iter().map(|&id| self.take(tools, entries, id, Part::All));
        let yields: Vec<Yield> = taken.collect();
        let left = self.left(files, &yields);
        let mut repeated: HashSet<u64> = HashSet::new();
        for (&id, mut found) in files.iter().zip(yields) {
            repeated.extend(std::mem::take(&mut found.repeated));
            self.gather(id, found, survey);
        }
        survey.labels += repeated.len();
        left
    }

    fn gather(&self, id: FileId, found: Yield, survey: &mut Survey) {
        let surveyed = &mut survey.surveyed;
        surveyed.sightings.extend(found.sightings);
        surveyed.strays.extend(found.strays);
        surveyed.faults.extend(found.faults.into_iter().map(|fault| (id, fault)));
        surveyed.waivers.extend(found.waivers.into_iter().map(|it| (id, it)));
        let hash = &mut surveyed.files[id.0 as usize].hash;
        *hash = hash.or(found.hash);
        survey.labels += found.labels;
        survey.locales.extend(found.locales);
        survey.entries.extend(&self.file(id).catalogue, found.entries);
    }

    fn take(&self, tools: &Tools<'_>, entries: &Entries, id: FileId, part: Part) -> Yield {
        let file = self.file(id);
        let (source, faults) = read(self.tree, file);
        let contents = contents(file, &source);
        let sides = self.sides(file, &contents.labels);
        let mut taking = Taking::new(tools, entries, id, sides, faults);
        match part {
            Part::All => taking.take(contents),
            Part::Lacking => taking.complete(&contents.labels),
        }
        let mut found = taking.found;
        if !found.is_empty() {
            found.hash = Some(source.hash()); // a report quotes it later and must find the same text
        }
        self.progress.done.fetch_add(1, Ordering::Relaxed);
        found
    }

    /// What is left of files that were read with those of the source locale.
    fn left(&self, files: &[FileId], yields: &[Yield]) -> Left {
        let mut said: BTreeMap<&str, BTreeSet<&EntryId>> = BTreeMap::new();
        for (&id, found) in files.iter().zip(yields) {
            let of_comments = found.entries.iter().filter(|(_, entry)| entry.is_said());
            said.entry(&self.file(id).catalogue).or_default().extend(of_comments.map(|(id, _)| id));
        }
        let mut left = Left::default();
        for (&id, found) in files.iter().zip(yields) {
            let lacks = |entry: &&EntryId| !found.entries.contains_key(*entry);
            if found.is_translation {
                left.translations.push(id);
            } else if self.file(id).format.is_bilingual
                && said[&*self.file(id).catalogue].iter().any(lacks)
            {
                left.lacking.push(id);
            }
        }
        left
    }

    /// Takes from bilingual files the labels of entries that a comment of another file has bound. They
    /// are read once more, which is rare: comments of one catalogue seldom differ.
    fn complete(&self, tools: &Tools<'_>, files: &[FileId], survey: &mut Survey) {
        self.progress.total.fetch_add(files.len(), Ordering::Relaxed);
        let entries = &survey.entries;
        let taken = files.par_iter().map(|&id| self.take(tools, entries, id, Part::Lacking));
        let yields: Vec<Yield> = taken.collect();
        for (&id, found) in files.iter().zip(yields) {
            let seen: HashSet<Spans> =
                found.sightings.iter().map(|sighting| sighting.spans.clone()).collect();
            let strays = &mut survey.surveyed.strays;
            strays.retain(|stray| stray.file != id || !seen.contains(&stray.spans));
            let sightings = found.sightings;
            self.gather(id, Yield { sightings, hash: found.hash, ..Yield::default() }, survey);
        }
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
