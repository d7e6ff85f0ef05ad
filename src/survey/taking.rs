//! One file: which of its labels cross the line to the repository. What binds becomes a sighting, what
//! matters without binding a stray; everything else is forgotten.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::entries::{Entries, Entry, FileEntries};
use super::sources::Sides;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Subject, Target};
use crate::glossary::withdrawn::Seeker;
use crate::index::{FileId, Sighting, Stray, Why};
use crate::label::{Contents, Fault, Label, Side, Waiver};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::walk::File;

/// What one file gave.
#[derive(Default)]
pub(super) struct Yield {
    pub(super) sightings: Vec<Sighting>,
    pub(super) strays: Vec<Stray>,
    pub(super) faults: Vec<Fault>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) entries: FileEntries,
    /// How many labels it holds that no other file repeats.
    pub(super) labels: usize,
    /// The others, hashed: a text that many catalogues repeat is counted once.
    pub(super) repeated: Vec<u64>,
    pub(super) locales: BTreeSet<Locale>,
    /// Whether it holds translations only though its format is bilingual: the source's file comes first.
    pub(super) is_translation: bool,
    pub(super) hash: Option<[u8; 32]>,
}

impl Yield {
    /// Whether nothing of the file is kept.
    pub(super) fn is_empty(&self) -> bool {
        self.sightings.is_empty()
            && self.strays.is_empty()
            && self.faults.is_empty()
            && self.waivers.is_empty()
    }
}

/// A glossary made ready for a wave.
pub(super) struct Tools<'g> {
    pub(super) glossary: &'g Glossary,
    pub(super) binder: Binder<'g>,
    pub(super) seeker: Seeker<'g>,
    /// Whether the source texts are being read.
    pub(super) is_source_wave: bool,
}

impl<'g> Tools<'g> {
    pub(super) fn new(glossary: &'g Glossary, is_source_wave: bool) -> Self {
        let (binder, seeker) = (Binder::new(glossary), Seeker::new(glossary));
        Self { glossary, binder, seeker, is_source_wave }
    }
}

/// One file being taken.
pub(super) struct Taking<'t, 'g> {
    tools: &'t Tools<'g>,
    /// The entries that the source locale has bound so far.
    entries: &'t Entries,
    id: FileId,
    sides: Sides<'t>,
    pub(super) found: Yield,
}

impl<'t, 'g> Taking<'t, 'g> {
    pub(super) fn new(
        tools: &'t Tools<'g>,
        entries: &'t Entries,
        id: FileId,
        sides: Sides<'t>,
        faults: Vec<Fault>,
    ) -> Self {
        Self { tools, entries, id, sides, found: Yield { faults, ..Yield::default() } }
    }

    /// Takes what matters of a file.
    pub(super) fn take(&mut self, contents: Contents<'_>) {
        if self.is_too_early(&contents) {
            self.found = Yield { is_translation: true, ..Yield::default() };
            return;
        }
        self.found.faults.extend(contents.faults);
        self.found.waivers = contents.waivers;
        // Source labels first: a file with several locales holds the source of its own translations.
        let (ours, theirs): (Vec<_>, Vec<_>) =
            contents.labels.iter().partition(|label| self.sides.is_source(label));
        for label in ours {
            self.count(label);
            self.source(label);
        }
        for label in theirs {
            self.count(label);
            self.translation(label);
        }
    }

    /// Takes the labels of entries that a comment of another file has bound, and nothing else.
    pub(super) fn complete(&mut self, labels: &[Label<'_>]) {
        for label in labels.iter().filter(|label| label.side != Side::Only) {
            let locale = self.sides.locale_of(label);
            let is_source = self.sides.is_source(label);
            let beside = source_beside(label);
            let text = if is_source { Some(&*label.text) } else { beside };
            let entry = label.entry();
            let entry = entry.and_then(|id| self.entries.get(&self.sides.file.catalogue, &id));
            let Some(entry) = entry.filter(|entry| entry.is_said()) else { continue };
            let own = self.tools.binder.bind(&subject(self.sides.file, label, text, &locale));
            if !matches!(own, Outcome::Bound { .. }) && (is_source || beside != Some(&*label.text))
            {
                let (target, evidence) = (entry.target.clone(), entry.evidence);
                self.see(label, locale, target, evidence, beside.map(Into::into));
            }
        }
    }

    /// Whether a file of a bilingual format holds translations under keys: their source texts stand in
    /// a file that may come later in this wave.
    fn is_too_early(&self, contents: &Contents<'_>) -> bool {
        let is_translation = |label: &Label<'_>| label.side == Side::Only;
        self.tools.is_source_wave
            && self.sides.file.format.is_bilingual
            && !contents.labels.is_empty()
            && contents.labels.iter().all(|it| is_translation(it) && !self.sides.is_source(it))
    }

    fn count(&mut self, label: &Label<'_>) {
        if is_repeated(label) {
            let mut hasher = DefaultHasher::new();
            (&self.sides.file.catalogue, &label.key, &label.branch, &label.text).hash(&mut hasher);
            self.found.repeated.push(hasher.finish());
        } else {
            self.found.labels += 1;
        }
    }

    fn source(&mut self, label: &Label<'_>) {
        let locale = self.locale_of(label);
        let subject = subject(self.sides.file, label, Some(&label.text), &locale);
        match self.tools.binder.bind(&subject) {
            Outcome::Bound { target, evidence, .. } => {
                if let Some(id) = label.entry() {
                    let entry = self.found.entries.entry(id);
                    let entry = entry.or_insert_with(|| Entry::new(target.clone(), evidence));
                    entry.add(label.branch.as_deref(), &label.text);
                }
                self.see(label, locale, target, evidence, None);
            }
            Outcome::Stranger { system, family, value }
                if locale.language() == self.tools.glossary.source_locale.language() =>
            {
                let family =
                    family.map(|family| (family.glob.written().to_owned(), family.at.clone()));
                self.stray(label, locale, Why::Stranger { system, family, value });
            }
            Outcome::Silent => self.seek(label, Some(&label.text), &locale),
            Outcome::Stranger { .. } | Outcome::Tied { .. } => {}
        }
    }

    fn translation(&mut self, label: &Label<'_>) {
        let locale = self.locale_of(label);
        let beside = source_beside(label);
        let id = label.entry();
        let own = id.as_ref().and_then(|id| self.found.entries.get(id));
        let entry = own.or_else(|| self.entries.get(&self.sides.file.catalogue, id.as_ref()?));
        let source = beside.or(entry.map(|entry| entry.text(label.branch.as_deref())));
        let bound = entry.map(|entry| (entry.target.clone(), entry.evidence));
        // An entry that the source does not have: its own evidence may still name a state.
        let bound = bound.ok_or(()).or_else(|()| {
            let subject = subject(self.sides.file, label, beside, &locale);
            match self.tools.binder.bind(&subject) {
                Outcome::Bound { target, evidence, .. } => Ok((target, evidence)),
                outcome => Err(outcome),
            }
        });
        let source: Option<Box<str>> = source.map(Into::into);
        let is_untranslated = source.as_deref() == Some(&*label.text);
        let (target, evidence) = match bound {
            Ok(bound) => bound,
            Err(outcome) => {
                if matches!(outcome, Outcome::Silent) && !is_untranslated {
                    self.seek(label, beside, &locale);
                }
                return;
            }
        };
        // What is untranslated names nothing.
        if !is_untranslated || is_term(self.tools.glossary, &target, &locale, &label.text) {
            self.see(label, locale, target, evidence, source);
        }
    }

    /// A label that nothing binds may still show a withdrawn term.
    fn seek(&mut self, label: &Label<'_>, source: Option<&str>, locale: &Locale) {
        let subject = subject(self.sides.file, label, source, locale);
        for (state, term) in self.tools.seeker.find(&subject, &label.text) {
            self.stray(label, locale.clone(), Why::Withdrawn { state, term });
        }
    }

    fn locale_of(&mut self, label: &Label<'_>) -> Locale {
        let locale = self.sides.locale_of(label);
        if !self.found.locales.contains(&locale) {
            self.found.locales.insert(locale.clone());
        }
        locale
    }

    fn see(
        &mut self,
        label: &Label<'_>,
        locale: Locale,
        target: Target,
        evidence: Evidence,
        source_text: Option<Box<str>>,
    ) {
        self.found.sightings.push(Sighting {
            target,
            evidence,
            file: self.id,
            spans: label.spans.clone(),
            locale,
            key: label.key.clone(),
            branch: label.branch.clone(),
            text: (*label.text).into(),
            source_text,
            is_source: self.sides.is_source(label),
            is_repeated: is_repeated(label),
            copies: Vec::new(),
        });
    }

    fn stray(&mut self, label: &Label<'_>, locale: Locale, why: Why) {
        self.found.strays.push(Stray {
            why,
            file: self.id,
            spans: label.spans.clone(),
            locale,
            key: label.key.clone(),
            text: (*label.text).into(),
            is_repeated: is_repeated(label),
            copies: Vec::new(),
        });
    }
}

/// Whether other files of the catalogue repeat a label.
fn is_repeated(label: &Label<'_>) -> bool {
    matches!(label.side, Side::Source { .. })
}

/// The source text that a file holds beside a translation.
pub(super) fn source_beside<'l>(label: &'l Label<'_>) -> Option<&'l str> {
    match &label.side {
        Side::Keyed(source) | Side::Target { source, .. } => Some(source),
        Side::Only | Side::Source { .. } => None,
    }
}

/// What is known of a label's entry.
pub(super) fn subject<'l>(
    file: &'l File,
    label: &'l Label<'_>,
    text: Option<&'l str>,
    locale: &'l Locale,
) -> Subject<'l> {
    Subject {
        annotation: label.annotation.as_deref(),
        key: label.key.as_ref(),
        text,
        context: label.context.as_deref(),
        description: label.description.as_deref(),
        path: &file.inner,
        locale,
    }
}

fn is_term(glossary: &Glossary, target: &Target, locale: &Locale, text: &str) -> bool {
    let Target::Listed(state) = target else { return false };
    let terms = glossary.terms(*state, locale);
    terms.is_some_and(|terms| {
        terms.known().any(|term| fold(&term.text, locale) == fold(text, locale))
    })
}
