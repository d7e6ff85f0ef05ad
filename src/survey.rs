//! Per file, in parallel: read, bind, keep what matters. In three waves, since evidence binds the
//! entry and so all its locales: pages first, then catalogues in the source locale, then the other
//! locales against the entries bound so far. Labels that bind to nothing do not leave their file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::config::{Project, Settings};
use crate::formats::Reading;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Subject, Target};
use crate::glossary::state::{StateId, SystemId};
use crate::index::{FileId, Sighting, Stray, Surveyed, SurveyedFile};
use crate::label::{Contents, Fault, Key, Label};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;
use crate::walk::{File, Role, surface};

/// How far a run is: for a person who waits.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files read.
    pub done: AtomicUsize,
    /// Files to read.
    pub total: AtomicUsize,
}

/// The entries that the source locale bound, by catalogue and key.
#[derive(Clone, Debug, Default)]
pub struct Entries(HashMap<String, HashMap<Key, Entry>>);

/// A bound entry.
#[derive(Clone, Debug)]
struct Entry {
    target: Target,
    evidence: Evidence,
    /// The source texts, one a branch.
    texts: Vec<(Option<Box<str>>, Box<str>)>,
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
    entries: HashMap<Key, Entry>,
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
        drop(binder);
        let glossary = settle_found(glossary, &mut survey);
        let binder = Binder::new(&glossary);
        self.wave(&binder, &glossary, &others, &mut survey);
        survey.surveyed.sightings.retain(|sighting| matches!(sighting.target, Target::Listed(_)));
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
            if !found.entries.is_empty() {
                survey
                    .entries
                    .0
                    .entry(self.file(id).catalogue.clone())
                    .or_default()
                    .extend(found.entries);
            }
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
                    let entry = entry.or_insert_with(|| Entry {
                        target: target.clone(),
                        evidence,
                        texts: Vec::new(),
                    });
                    entry.texts.push((label.branch.clone(), (*label.text).into()));
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

impl Entries {
    fn get(&self, catalogue: &str, key: &Key) -> Option<&Entry> {
        self.0.get(catalogue)?.get(key)
    }
}

impl Entry {
    /// The source text of a branch; of the last where the source has no such branch (`other`).
    fn text(&self, branch: Option<&str>) -> &str {
        let same = self.texts.iter().find(|(name, _)| name.as_deref() == branch);
        &same.or(self.texts.last()).expect("an entry has a text").1
    }
}

/// Which locale stands for the source locale: itself, or where a catalogue has it not, the first
/// region of its language (`en_US` for `en`).
struct SourceLocales {
    source: Locale,
    /// By catalogue: the locale that stands for the source, where it is not the source itself.
    stand_ins: HashMap<String, Locale>,
}

impl SourceLocales {
    fn new(settings: &Settings, files: &[File]) -> Self {
        let source = settings.source_locale.clone();
        let is_exact = |file: &&File| file.locale.as_ref().is_none_or(|locale| *locale == source);
        let exact: HashSet<&str> =
            files.iter().filter(is_exact).map(|file| &*file.catalogue).collect();
        let mut stand_ins: HashMap<String, Locale> = HashMap::new();
        for file in files.iter().filter(|file| !exact.contains(&*file.catalogue)) {
            let Some(locale) =
                file.locale.as_ref().filter(|locale| locale.language() == source.language())
            else {
                continue;
            };
            let stand_in =
                stand_ins.entry(file.catalogue.clone()).or_insert_with(|| locale.clone());
            if locale < stand_in {
                stand_in.clone_from(locale);
            }
        }
        Self { source, stand_ins }
    }

    fn is_source(&self, file: &File) -> bool {
        let Some(locale) = &file.locale else { return true };
        *locale == self.source || self.stand_ins.get(&file.catalogue) == Some(locale)
    }

    /// Whether a locale that content names stands for the source.
    fn stands_for(&self, locale: &Locale) -> bool {
        *locale == self.source
            || locale.language() == self.source.language() && !self.source.is_specific()
    }
}

/// Reads a file; what went wrong is a fault, and the source is empty or what could be decoded.
pub fn read(tree: &Tree, file: &File) -> (Source, Vec<Fault>) {
    match tree.read(&file.path) {
        Ok(bytes) => {
            let (source, garbled) = Source::decode(&*file.path, bytes);
            (source, garbled.map(garbled_fault).into_iter().collect())
        }
        Err(error) => {
            let fault =
                Fault { span: None, message: format!("cannot read it: {error}"), help: None };
            (Source::from_text(&*file.path, ""), vec![fault])
        }
    }
}

/// What a format reads from a source.
pub fn contents<'s>(file: &File, source: &'s Source) -> Contents<'s> {
    (file.format.read)(source, &Reading { locale: file.locale.as_ref() })
}

fn garbled_fault(garbled: Garbled) -> Fault {
    let fault =
        |message: String, help: &str| Fault { span: None, message, help: Some(help.to_owned()) };
    match garbled {
        Garbled::Binary => fault(
            "it is binary, not text".to_owned(),
            "exclude it in [files], if its name only looks like a catalogue's",
        ),
        Garbled::TooLarge(_) => {
            fault("it is larger than 64 MB".to_owned(), "exclude it in [files]")
        }
        Garbled::Utf16 => fault("its UTF-16 is broken".to_owned(), "save it as UTF-8"),
        Garbled::Byte { byte, at, span, count } => {
            let more = if count > 1 {
                format!(", and {} more such bytes", count - 1)
            } else {
                String::new()
            };
            let message = format!("byte {at} (0x{byte:02X}) is not UTF-8{more}");
            Fault {
                span: Some(span),
                message,
                help: Some("save the file as UTF-8; the rest of it was read".to_owned()),
            }
        }
    }
}

fn subject<'l>(
    file: &'l File,
    label: &'l Label<'_>,
    text: Option<&'l str>,
    locale: &'l Locale,
) -> Subject<'l> {
    Subject {
        annotation: label.annotation.as_ref().map(|annotation| &*annotation.value),
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
    family: Option<(String, crate::glossary::mistake::At)>,
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

/// Gives the states that families without a list were found to have a place in the glossary.
fn settle_found(glossary: Glossary, survey: &mut Survey) -> Glossary {
    let mut found: BTreeMap<SystemId, BTreeSet<String>> = BTreeMap::new();
    for sighting in &survey.surveyed.sightings {
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
    survey.surveyed.sightings.iter_mut().for_each(|sighting| settle(&mut sighting.target));
    let entries = survey.entries.0.values_mut().flat_map(HashMap::values_mut);
    entries.for_each(|entry| settle(&mut entry.target));
    glossary
}
