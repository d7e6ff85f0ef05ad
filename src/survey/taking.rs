//! One file: which of its labels cross the line to the repository. What binds becomes a sighting, what
//! matters without binding a stray; everything else is forgotten.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::entries::{Entries, Entry, FileEntries};
use super::shown::{Showing, Shown, showings};
use super::sources::Sides;
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Evidence, Outcome, Subject, Surrounding, Target};
use crate::glossary::table::nearest;
use crate::glossary::withdrawn::Seeker;
use crate::index::{FileId, Naming, Sighting, Stray, Why};
use crate::label::{Contents, EntryId, Fault, Label, Side, Waiver};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};
use crate::text::source::{Imprint, Source};
use crate::walk::{File, Role};

/// What one file gave.
#[derive(Default)]
pub(super) struct Yield {
    pub(super) sightings: Vec<Sighting>,
    pub(super) strays: Vec<Stray>,
    pub(super) faults: Vec<Fault>,
    pub(super) remarks: Vec<Fault>,
    /// What its comments say wrong.
    pub(super) misspelt: Vec<Fault>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) entries: FileEntries,
    /// What names elements that several texts name.
    pub(super) namings: Vec<Naming>,
    /// The entries that it shows.
    pub(super) shown: Vec<Showing>,
    /// How many labels it holds that no other file repeats.
    pub(super) labels: usize,
    /// The others, hashed: a text that many catalogues repeat is counted once.
    pub(super) repeated: Vec<u64>,
    pub(super) locales: BTreeSet<Locale>,
    /// Whether it holds translations only though its format is bilingual: the source's file comes first.
    pub(super) is_translation: bool,
    pub(super) imprint: Option<Imprint>,
}

impl Yield {
    /// Whether nothing of the file is kept.
    pub(super) fn is_empty(&self) -> bool {
        self.sightings.is_empty()
            && self.strays.is_empty()
            && self.namings.is_empty()
            && self.faults.is_empty()
            && self.remarks.is_empty()
            && self.misspelt.is_empty()
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
    /// The places that show entries, as far as they are read.
    shown: &'t Shown,
    id: FileId,
    sides: Sides<'t>,
    pub(super) found: Yield,
}

impl<'t, 'g> Taking<'t, 'g> {
    pub(super) fn new(
        tools: &'t Tools<'g>,
        known: (&'t Entries, &'t Shown),
        id: FileId,
        sides: Sides<'t>,
        faults: Vec<Fault>,
    ) -> Self {
        let (entries, shown) = known;
        Self { tools, entries, shown, id, sides, found: Yield { faults, ..Yield::default() } }
    }

    /// Takes what matters of a file.
    pub(super) fn take(&mut self, source: &Source, contents: Contents<'_>) {
        if self.is_too_early(&contents) {
            self.found = Yield { is_translation: true, ..Yield::default() };
            return;
        }
        self.found.namings = namings(self.id, &contents);
        self.found.faults.extend(contents.faults);
        self.found.remarks.extend(contents.remarks);
        self.found.waivers = contents.waivers;
        self.found.shown = showings((self.id, self.sides.file.format), source, contents.references);
        let lost = contents.named.iter().filter_map(|it| lost(self.tools.glossary, it));
        self.found.misspelt = contents.misspelt.into_iter().chain(lost).collect();
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

    /// Whether a file of a bilingual format holds translations under keys: their source texts stand in
    /// a file that may come later in this wave.
    fn is_too_early(&self, contents: &Contents<'_>) -> bool {
        let is_translation = |label: &Label<'_>| label.side == Side::Only;
        self.tools.is_source_wave
            && self.sides.file.format.is_bilingual
            && contents.labels.iter().any(|it| is_translation(it) && !self.sides.is_source(it))
    }

    fn is_catalogue(&self) -> bool {
        self.sides.file.role == Role::Catalogue
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
        if let Side::Keyed(key) = &label.side
            && *key != label.text
            && let Some(id) = label.entry()
        {
            self.found.entries.reworded.insert(id);
        }
        let catalogue = &self.sides.file.catalogue;
        let known = Known::of(label, true, catalogue, self.entries, None);
        if let Some(entry) = known.entry {
            let (target, evidence) = (entry.target.clone(), entry.evidence);
            return self.see(label, locale, target, evidence, None);
        }
        let around = self.shown.around(self.sides.file, label);
        let subject = subject(self.sides.file, label, known.text, &around, &locale);
        match self.tools.binder.bind(&subject) {
            Outcome::Bound { target, evidence, .. } => {
                // A page may show one text for two states: what a place is bound to is its own.
                if let Some(id) = label.entry().filter(|_| self.is_catalogue()) {
                    let entry = self.found.entries.bound.entry(id);
                    let entry = entry.or_insert_with(|| Entry::new(target.clone(), evidence));
                    entry.add(label.branch.as_deref(), &label.text);
                }
                return self.see(label, locale, target, evidence, None);
            }
            Outcome::Stranger { system, family, value }
                if locale.language() == self.tools.glossary.source_locale.language() =>
            {
                let family =
                    family.map(|family| (family.glob.written().to_owned(), family.at.clone()));
                self.stray(label, locale.clone(), Why::Stranger { system, family, value });
            }
            Outcome::Silent | Outcome::Stranger { .. } | Outcome::Tied { .. } => {}
        }
        self.seek(label, known.text, &locale);
    }

    fn translation(&mut self, label: &Label<'_>) {
        let locale = self.locale_of(label);
        let (catalogue, own) = (&self.sides.file.catalogue, Some(&self.found.entries));
        let known = Known::of(label, false, catalogue, self.entries, own);
        let around = self.shown.around(self.sides.file, label);
        let bound = match known.entry {
            Some(entry) => Some((entry.target.clone(), entry.evidence)),
            // An entry that the source does not have: its own evidence may still name a state.
            None => {
                match self.tools.binder.bind(&subject(
                    self.sides.file,
                    label,
                    known.text,
                    &around,
                    &locale,
                )) {
                    Outcome::Bound { target, evidence, .. } => Some((target, evidence)),
                    Outcome::Silent | Outcome::Stranger { .. } | Outcome::Tied { .. } => None,
                }
            }
        };
        let (text, source): (_, Option<Box<str>>) =
            (known.text.map(str::to_owned), known.source.map(Into::into));
        let is_untranslated = source.as_deref() == Some(&*label.text);
        match bound {
            // What is untranslated names nothing.
            Some((target, _))
                if is_untranslated
                    && !is_term(self.tools.glossary, &target, &locale, &label.text) => {}
            Some((target, evidence)) => self.see(label, locale, target, evidence, source),
            None if is_untranslated => {}
            None => self.seek(label, text.as_deref(), &locale),
        }
    }

    /// A label that nothing binds may still show a withdrawn term.
    fn seek(&mut self, label: &Label<'_>, source: Option<&str>, locale: &Locale) {
        let around = self.shown.around(self.sides.file, label);
        let subject = subject(self.sides.file, label, source, &around, locale);
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
            is_repeated: is_repeated(label) && self.is_catalogue(),
            shown_by: self.shown.by(self.sides.file, label),
            scope: scope(label),
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
            is_repeated: is_repeated(label) && self.is_catalogue(),
            copies: Vec::new(),
        });
    }
}

/// A comment that names a state of no system. (An unknown state of a known one is a stray.)
fn lost(glossary: &Glossary, (id, span): &(Box<str>, Span)) -> Option<Fault> {
    let (system, _) = id.split_once('.')?;
    if glossary.find_system(system).is_some() {
        return None;
    }
    let ids: Vec<&str> = glossary.systems().map(|it| &*glossary.system(it).id).collect();
    let help = nearest(system, &ids).map(|near| format!("did you mean `{near}`?"));
    let message = format!("there is no system `{system}`: this comment binds nothing");
    Some(Fault { span: Some(*span), message, help })
}

/// What names elements that a text and an accessible name name.
fn namings(file: FileId, contents: &Contents<'_>) -> Vec<Naming> {
    let of_labels = contents.labels.iter().filter_map(|label| {
        let (owner, spans) = (label.owner?, label.spans.clone());
        Some(Naming { file, owner, spans, shows: None, element: label.element })
    });
    let of_references = contents.references.iter().filter_map(|it| {
        let shows = Some(EntryId { key: it.key.clone(), text: it.text.clone() });
        let (owner, spans) = (it.owner?, Spans::one(it.span));
        Some(Naming { file, owner, spans, shows, element: it.element })
    });
    of_labels.chain(of_references).collect()
}

/// What stands around a label that has no key: it tells such labels apart where their names are equal.
fn scope(label: &Label<'_>) -> Option<Box<str>> {
    let scope = label.scopes.first().filter(|_| label.key.is_none())?;
    Some(scope.to_string().into())
}

/// Whether other files of the catalogue repeat a label.
fn is_repeated(label: &Label<'_>) -> bool {
    matches!(label.side, Side::Source { .. })
}

/// What is known of a label's entry beside its own evidence.
pub(super) struct Known<'k> {
    /// What the source locale has bound it to.
    pub(super) entry: Option<&'k Entry>,
    /// The source text by which it may be bound.
    pub(super) text: Option<&'k str>,
    /// The source text of this branch; `None` for a source label.
    pub(super) source: Option<&'k str>,
}

impl<'k> Known<'k> {
    /// Looks a label up among the entries of its catalogue, and first among those of its own file.
    pub(super) fn of(
        label: &'k Label<'_>,
        is_source: bool,
        catalogue: &str,
        entries: &'k Entries,
        own: Option<&'k FileEntries>,
    ) -> Self {
        // Most labels are asked about in vain: their ids are made only if somebody knows an entry.
        let is_known = entries.know(catalogue)
            || own.is_some_and(|own| !(own.bound.is_empty() && own.reworded.is_empty()));
        let id = if is_known { label.entry() } else { None };
        let of_file = || own?.bound.get(id.as_ref()?);
        let entry = of_file().or_else(|| entries.get(catalogue, id.as_ref()?));
        if is_source {
            // Only another file of a bilingual catalogue can have bound it before.
            let entry = entry.filter(|_| is_repeated(label));
            return Self { entry, text: Some(&label.text), source: None };
        }
        let is_reworded = id.as_ref().is_some_and(|id| {
            entries.is_reworded(catalogue, id) || own.is_some_and(|own| own.reworded.contains(id))
        });
        let beside = match &label.side {
            Side::Target { source, .. } => Some(&**source),
            // The source says what the key says, unless it says something else.
            Side::Keyed(key) if entry.is_none() && !is_reworded => Some(&**key),
            Side::Keyed(_) | Side::Only | Side::Source { .. } => None,
        };
        let source = beside.or(entry.map(|entry| entry.text(label.branch.as_deref())));
        Self { entry, text: beside, source }
    }
}

/// What is known of a label's entry.
pub(super) fn subject<'l>(
    file: &'l File,
    label: &'l Label<'_>,
    text: Option<&'l str>,
    around: &'l [Surrounding],
    locale: &'l Locale,
) -> Subject<'l> {
    Subject {
        annotation: label.annotation.as_deref(),
        key: label.key.as_ref(),
        text,
        context: label.context.as_deref(),
        description: label.description.as_deref(),
        around,
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
