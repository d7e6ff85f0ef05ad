//! Words for one state: the concepts of `data/en/synonyms.txt` and `near-synonyms.txt`, with what a
//! glossary adds and takes away. Knows which names share a concept, not what follows from it.
//!
//! Names are compared by the stems of their words as forms: "complete" and "completed" are one, "sending"
//! and "sent" are two, "unpublished" and "not published" are one.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::super::fold::{fold, stem};
use super::super::locale::Locale;
use super::Tier;
use super::language::Language;

/// What a glossary adds to the thesaurus and takes out of it: pairs of words or names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Pairs that count as alike. One that no concept knows joins those of the other.
    pub added: Vec<(String, String)>,
    /// Pairs that do not, whatever concept holds both.
    pub removed: Vec<(String, String)>,
}

/// The concepts of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Thesaurus {
    concepts: Vec<Concept>,
    /// By key: the concepts that a name has, in their order.
    names: HashMap<String, Vec<u32>>,
    /// Pairs of keys, each both ways round.
    removed: HashSet<(String, String)>,
}

/// One state of affairs that several names are used for.
#[derive(Clone, Debug)]
pub(super) struct Concept {
    /// As people read it: `in progress`. Empty for a pair that the glossary adds.
    pub(super) title: String,
    /// How near its names are to each other.
    pub(super) tier: Tier,
    /// How many names it has: the fewer, the more it says.
    size: usize,
}

const STRONG: &str = include_str!("data/en/synonyms.txt");
const NEAR: &str = include_str!("data/en/near-synonyms.txt");

static ENGLISH: LazyLock<Thesaurus> = LazyLock::new(|| {
    let locale = Locale::parse("en").expect("`en` is a tag");
    let mut thesaurus = Thesaurus::default();
    for (table, tier) in [(STRONG, Tier::Warning), (NEAR, Tier::Note)] {
        for (title, names) in concepts(table) {
            let keys = names.split(", ").map(|name| key(name, &locale)).collect();
            thesaurus.add(title.replace('-', " "), tier, keys);
        }
    }
    thesaurus
});

impl Thesaurus {
    /// The thesaurus of a locale's language as a glossary has it.
    pub(super) fn of(locale: &Locale, changes: &Changes) -> Cow<'static, Self> {
        let built_in = match locale.language() {
            "en" => Cow::Borrowed(&*ENGLISH),
            _ => Cow::Owned(Self::default()),
        };
        if changes == &Changes::default() {
            return built_in;
        }
        let mut thesaurus = built_in.into_owned();
        for (a, b) in &changes.added {
            thesaurus.join(key(a, locale), key(b, locale));
        }
        for (a, b) in &changes.removed {
            let (a, b) = (key(a, locale), key(b, locale));
            thesaurus.removed.extend([(a.clone(), b.clone()), (b, a)]);
        }
        Cow::Owned(thesaurus)
    }

    /// The concept that two names share: of several the nearest, of these the one that says most.
    pub(super) fn shared(&self, a: &str, b: &str) -> Option<&Concept> {
        let (of_a, of_b) = (self.names.get(a)?, self.names.get(b)?);
        let both = of_a.iter().filter(|id| of_b.contains(id));
        let concepts = both.map(|&id| &self.concepts[id as usize]);
        let found = concepts.min_by_key(|it| (it.tier != Tier::Warning, it.size))?;
        let is_removed = || self.removed.contains(&(a.to_owned(), b.to_owned()));
        (a != b && !is_removed()).then_some(found)
    }

    /// The numbers of the concepts that a name has.
    pub(super) fn of_name(&self, key: &str) -> &[u32] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// The titles of concepts, by their numbers.
    pub(super) fn titles<'t>(&'t self, ids: &'t [u32]) -> impl Iterator<Item = &'t str> {
        ids.iter().map(|&id| &*self.concepts[id as usize].title).filter(|title| !title.is_empty())
    }

    fn add(&mut self, title: String, tier: Tier, keys: BTreeSet<String>) {
        let id = self.concepts.len() as u32;
        self.concepts.push(Concept { title, tier, size: keys.len() });
        for key in keys {
            self.names.entry(key).or_default().push(id);
        }
    }

    /// Makes a concept of a pair, and lets the one that is new join the concepts of the other.
    fn join(&mut self, a: String, b: String) {
        let known = |key: &String| self.names.get(key).cloned().unwrap_or_default();
        let (of_a, of_b) = (known(&a), known(&b));
        if of_a.is_empty() {
            self.names.entry(a.clone()).or_default().extend(&of_b);
        } else if of_b.is_empty() {
            self.names.entry(b.clone()).or_default().extend(&of_a);
        }
        self.add(String::new(), Tier::Warning, BTreeSet::from([a, b]));
    }
}

/// The concepts of a table: title and names.
fn concepts(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

/// What a name is looked up by.
fn key(name: &str, locale: &Locale) -> String {
    let fold = fold(name, locale);
    key_of(&fold.split(' ').collect::<Vec<_>>(), Language::of(locale), locale)
}

/// Words that add nothing to a name: "Not yet approved", "Is overdue".
const LIGHT: [&str; 17] = [
    "a",
    "already",
    "an",
    "are",
    "be",
    "been",
    "currently",
    "had",
    "has",
    "have",
    "is",
    "now",
    "still",
    "the",
    "was",
    "were",
    "yet",
];

/// What folded words are looked up by: their stems as forms, negations written as `!`.
pub(super) fn key_of(words: &[&str], language: Option<&Language>, locale: &Locale) -> String {
    let Some(language) = language else {
        let stems: Vec<_> = words.iter().map(|word| stem(word, locale)).collect();
        return stems.join(" ");
    };
    let is_light = |word: &&&str| language.is_english() && LIGHT.binary_search(word).is_ok();
    let mut kept: Vec<&str> = words.iter().filter(|word| !is_light(word)).copied().collect();
    if kept.is_empty() {
        kept = words.to_vec();
    }
    let mut key = String::new();
    let mut is_negated = false;
    for word in kept {
        if language.is_negator(word) {
            is_negated = !is_negated;
            continue;
        }
        let (prefix, base) = language.negation(word).unwrap_or(("", word));
        let is_function = language.is_function_word(word);
        if !key.is_empty() {
            key.push(' ');
        }
        if is_negated == prefix.is_empty() {
            key.push('!');
        }
        is_negated = false;
        if is_function {
            key.push_str(word);
            continue;
        }
        let word = language.american(word);
        let base = if prefix.is_empty() { &*word } else { base };
        key.push_str(&language.stem_of_form(base));
        // "Sending" is not "sent".
        if language.is_english() && word.len() > 4 && word.ends_with("ing") {
            key.push('~');
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Locale {
        Locale::parse("en").unwrap()
    }

    fn shared(a: &str, b: &str, changes: &Changes) -> Option<(String, Tier)> {
        let locale = english();
        let thesaurus = Thesaurus::of(&locale, changes);
        let concept = thesaurus.shared(&key(a, &locale), &key(b, &locale))?;
        Some((concept.title.clone(), concept.tier))
    }

    #[test]
    fn tables_are_sorted_and_well_formed() {
        for table in [STRONG, NEAR] {
            assert!(table.starts_with("# "), "it says what it holds");
            assert!(concepts(table).is_sorted_by(|a, b| a.0 < b.0), "sorted, no concept twice");
            let lines = table.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(lines, concepts(table).count());
            for (title, names) in concepts(table) {
                let names: Vec<_> = names.split(", ").collect();
                assert!(names.len() > 1, "{title}: two names at least");
                assert!(names.is_sorted_by(|a, b| a < b), "{title}: sorted: {names:?}");
                let keys: HashSet<_> = names.iter().map(|name| key(name, &english())).collect();
                assert!(keys.len() > 1, "{title}: more than one word: {keys:?}");
                for name in names {
                    assert_eq!(fold(name, &english()), name, "{title}: folded");
                }
            }
        }
    }

    #[test]
    fn names_are_compared_by_their_stems_as_forms() {
        for (a, b) in [
            ("complete", "completed"),
            ("not published", "unpublished"),
            ("not yet approved", "unapproved"),
            ("is overdue", "overdue"),
            ("cancelled", "canceled"),
            ("waiting for payment", "waiting for payments"),
        ] {
            assert_eq!(key(a, &english()), key(b, &english()), "{a}, {b}");
        }
        for (a, b) in [
            ("sending", "sent"),
            ("published", "unpublished"),
            ("turned on", "turned off"),
            ("cleared", "clearance"),
        ] {
            assert_ne!(key(a, &english()), key(b, &english()), "{a}, {b}");
        }
    }

    #[test]
    fn a_glossary_adds_and_takes_away() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let none = Changes::default();
        assert_eq!(shared("Done", "Completed", &none).unwrap().1, Tier::Warning);
        assert_eq!(shared("Wrapped", "Finished", &none), None);
        let added = Changes { added: vec![pair("wrapped", "finished")], removed: Vec::new() };
        assert_eq!(shared("Wrapped", "Completed", &added).unwrap().1, Tier::Warning);
        assert_eq!(shared("Wrapped", "Finished", &added).unwrap().1, Tier::Warning);
        let removed = Changes { added: Vec::new(), removed: vec![pair("completed", "done")] };
        assert_eq!(shared("Done", "Completed", &removed), None);
        assert_eq!(shared("Done", "Finished", &removed).unwrap().1, Tier::Warning);
    }
}
