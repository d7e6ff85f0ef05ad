//! What each sighted label calls its state: the words around a name taken off, in the source locale
//! those of the glossary, elsewhere the glossary's or those that the translations share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{Sighting, SurveyedFile, Usage, Verdict};
use crate::glossary::Glossary;
use crate::glossary::bind::Target;
use crate::glossary::state::{StateId, SystemId};
use crate::label::Key;
use crate::text::fold::{fold, sentence_case};
use crate::text::locale::Locale;
use crate::text::name::{Nouns, bare, is_mention, name_of};

/// Names every sighting. One whose label holds no name is dropped: it names nothing.
pub(super) fn name_all(
    glossary: &Glossary,
    files: &[SurveyedFile],
    sightings: Vec<Sighting>,
) -> Vec<Usage> {
    let vocabulary = Vocabulary::new(glossary, &sightings);
    let name = |sighting| name_one(glossary, &vocabulary, files, sighting);
    sightings.into_iter().filter_map(name).collect()
}

fn name_one(
    glossary: &Glossary,
    vocabulary: &Vocabulary,
    files: &[SurveyedFile],
    sighting: Sighting,
) -> Option<Usage> {
    let Target::Listed(state) = sighting.target else { return None };
    let source = &glossary.source_locale;
    let locale = &sighting.locale;
    let is_mention = speaks_of(glossary, state, locale, &sighting.text)
        || sighting
            .source_text
            .as_ref()
            .is_some_and(|text| speaks_of(glossary, state, source, text))
        || is_none(sighting.branch.as_deref());
    let name = match is_mention {
        true => bare(&sighting.text), // a sentence loses nothing
        false => vocabulary.name(glossary, state, locale, &sighting.text),
    };
    let folded = fold(&name, locale);
    // Numbers alone name nothing, nor does what a byte that could not be decoded has left.
    if !folded.chars().any(char::is_alphabetic) || sighting.text.contains('\u{1A}') {
        return None;
    }
    let surfaces = surfaces(files, &sighting);
    let source_name =
        sighting.source_text.map(|text| vocabulary.name(glossary, state, source, &text));
    let source_fold = match &source_name {
        Some(name) => Some(fold(name, source)),
        None => sighting.is_source.then(|| folded.clone()),
    };
    Some(Usage {
        state,
        evidence: sighting.evidence,
        file: sighting.file,
        spans: sighting.spans,
        surfaces,
        scope: sighting.scope,
        key: sighting.key,
        is_branch: sighting.branch.is_some(),
        is_cut: *name != *sighting.text,
        text: sighting.text,
        name,
        fold: folded,
        source_fold,
        source_name,
        is_source: sighting.is_source,
        verdict: if is_mention { Verdict::Mention } else { Verdict::Agreeing },
        locale: sighting.locale,
        copies: sighting.copies,
    })
}

/// Whether a text speaks of the state in a sentence. What the glossary has as a term does not,
/// however long.
fn speaks_of(glossary: &Glossary, state: StateId, locale: &Locale, text: &str) -> bool {
    is_mention(text, locale) && !is_term(glossary, state, locale, text)
}

/// Whether a text is a term of its state.
fn is_term(glossary: &Glossary, state: StateId, locale: &Locale, text: &str) -> bool {
    let Some(terms) = glossary.terms(state, locale) else { return false };
    let (text, bare) = (fold(text, locale), fold(&bare(text), locale));
    terms.known().map(|term| fold(&term.text, locale)).any(|term| term == text || term == bare)
}

/// Whether a branch is the one for nothing at all: "No hidden files" names no state of a file.
fn is_none(branch: Option<&str>) -> bool {
    let last = branch.and_then(|branch| branch.rsplit('/').next());
    matches!(last, Some("=0" | "0#" | "zero"))
}

/// Where people meet a label: what `[surfaces]` says of its file, else the pages that show its entry, else
/// what its path tells, else the family its key stands in.
fn surfaces(files: &[SurveyedFile], sighting: &Sighting) -> Vec<String> {
    let file = &files[sighting.file.0 as usize];
    let own = file.surface.as_ref();
    let pages = sighting.shown_by.iter().map(|page| &files[page.0 as usize]);
    if sighting.shown_by.is_empty() || own.is_some_and(|surface| surface.is_given) {
        let name = own.map(|surface| surface.name.clone());
        return vec![name.unwrap_or_else(|| of_key(file, sighting.key.as_ref()))];
    }
    let mut surfaces: Vec<String> = Vec::new();
    for name in pages.map(surface_of) {
        if !surfaces.contains(&name) {
            surfaces.push(name);
        }
    }
    surfaces
}

/// The surface of a page.
fn surface_of(page: &SurveyedFile) -> String {
    page.surface.as_ref().map_or_else(|| of_key(page, None), |surface| surface.name.clone())
}

/// The family that a key stands in, else the name of the file.
fn of_key(file: &SurveyedFile, key: Option<&Key>) -> String {
    let segments: Vec<_> = key.into_iter().flat_map(Key::segments).collect();
    match segments[..] {
        [.., family, _] => sentence_case(family),
        _ => file.path.rsplit('/').next().unwrap_or(&file.path).to_owned(),
    }
}

/// The words around names, by system and locale.
struct Vocabulary {
    nouns: HashMap<(SystemId, Locale), Nouns>,
    none: Nouns,
}

impl Vocabulary {
    fn new(glossary: &Glossary, sightings: &[Sighting]) -> Self {
        let none = Nouns::new(&[], &glossary.source_locale);
        let mut nouns = HashMap::new();
        for system in glossary.systems() {
            nouns.insert((system, glossary.source_locale.clone()), glossary.source_nouns(system));
        }
        let mut vocabulary = Self { nouns, none };
        for (place, labels) in by_system_and_locale(glossary, sightings) {
            if let std::collections::hash_map::Entry::Vacant(entry) =
                vocabulary.nouns.entry(place.clone())
            {
                let given = glossary.given_nouns(place.0, &place.1);
                let words = given.unwrap_or_else(|| learned(glossary, &place, &labels));
                entry.insert(Nouns::new(&words, &place.1));
            }
        }
        vocabulary
    }

    /// What a text calls a state. A text that is a term of it is the name as it stands.
    fn name(&self, glossary: &Glossary, state: StateId, locale: &Locale, text: &str) -> String {
        let name = match is_term(glossary, state, locale, text) {
            true => bare(text),
            false => name_of(text, self.nouns(glossary.system_of(state), locale), locale),
        };
        // One letter can be encoded in two ways that nobody sees.
        if name.is_ascii() { name } else { name.nfc().collect() }
    }

    fn nouns(&self, system: SystemId, locale: &Locale) -> &Nouns {
        self.nouns.get(&(system, locale.clone())).unwrap_or(&self.none)
    }
}

type Place = (SystemId, Locale);

fn by_system_and_locale<'s>(
    glossary: &Glossary,
    sightings: &'s [Sighting],
) -> BTreeMap<Place, Vec<(StateId, &'s Sighting)>> {
    let mut places: BTreeMap<Place, Vec<_>> = BTreeMap::new();
    for sighting in sightings {
        if let Target::Listed(state) = sighting.target {
            let place = (glossary.system_of(state), sighting.locale.clone());
            places.entry(place).or_default().push((state, sighting));
        }
    }
    places
}

/// The words that translations put where the source has a noun: those in the labels of at least half
/// of the states, and of at least two, whose source text holds a noun. States are counted and not
/// labels, since one state shown often would make its own name look like a noun.
fn learned(
    glossary: &Glossary,
    (system, locale): &Place,
    labels: &[(StateId, &Sighting)],
) -> Vec<String> {
    if locale.is_without_spaces() {
        return Vec::new(); // no words to count
    }
    let nouns = glossary.source_nouns(*system);
    let mut states: BTreeMap<StateId, BTreeSet<String>> = BTreeMap::new();
    for (state, sighting) in labels {
        let Some(source) = &sighting.source_text else { continue };
        if nouns.stands_in(source, &glossary.source_locale) {
            let words = fold(&bare(&sighting.text), locale);
            states.entry(*state).or_default().extend(words.split(' ').map(str::to_owned));
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in states.values().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let frequent = counts.into_iter().filter(|&(_, count)| count >= 2 && 2 * count >= states.len());
    frequent.map(|(word, _)| word.to_owned()).collect()
}
