//! What is known of a language: the tables of `data/`, read once. Knows words; what follows from
//! them for two names is the business of `rules`.

mod spelling;
mod tables;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::fold::stem;
use super::super::locale::Locale;
use tables::{ALL, Tables, pairs, words};

pub(crate) use spelling::singular;
pub(crate) use tables::turning_words;

/// The tables of one language.
#[derive(Debug)]
pub(crate) struct Language {
    locale: Locale,
    irregular: HashMap<&'static str, &'static str>,
    nominalisations: HashMap<&'static str, &'static str>,
    negators: HashSet<&'static str>,
    /// What may be taken off any word and negates it: `un`.
    prefixes: Vec<&'static str>,
    /// By stem: what a word with a negative prefix negates, as a word.
    negated: HashMap<String, &'static str>,
    not_negated: HashSet<&'static str>,
    /// Beginnings of words that negate nothing: `under`.
    not_prefixes: Vec<&'static str>,
    function_words: HashSet<&'static str>,
    degrees: HashSet<&'static str>,
    series: HashSet<&'static str>,
    spellings: HashMap<&'static str, &'static str>,
    /// Words beside which a verb is under way: German `wird`.
    course: HashSet<&'static str>,
    /// By stem.
    to_come: HashSet<String>,
    /// By stem.
    undoing: HashSet<String>,
    /// By stem, each pair both ways round.
    contradictions: HashMap<String, Vec<String>>,
    opposites: HashSet<(String, String)>,
}

/// The shortest word that a negative prefix can stand before.
const SHORTEST_NEGATED: usize = 3;

static LANGUAGES: [LazyLock<Language>; ALL.len()] = languages();

impl Language {
    /// The tables of a locale's language, if there are any.
    pub(crate) fn of(locale: &Locale) -> Option<&'static Self> {
        let at = ALL.iter().position(|tables| tables.tag == locale.language())?;
        Some(&LANGUAGES[at])
    }

    /// The tables of English, if that is the locale's language.
    pub(crate) fn english(locale: &Locale) -> Option<&'static Self> {
        Self::of(locale).filter(|language| language.is_english())
    }

    /// Whether it is English, of which most is known.
    pub(crate) fn is_english(&self) -> bool {
        self.locale.language() == "en"
    }

    /// The stem of a folded word: spelling, irregular verb or verbal noun first, then Snowball.
    pub(crate) fn stem(&self, word: &str) -> String {
        if !self.is_english() {
            return self.stem_of_form(word);
        }
        let word = self.american(word);
        let singular = singular(&word);
        let noun = |word: &str| self.nominalisations.get(word);
        let known = self.irregular.get(word.as_str()).or(noun(&word)).or_else(|| noun(&singular));
        match (known, singular.strip_suffix("ification")) {
            (Some(verb), _) => stem(verb, &self.locale),
            (None, Some(start)) if !start.is_empty() => stem(&format!("{start}ify"), &self.locale),
            _ => stem(&word, &self.locale),
        }
    }

    /// The stem of a folded word taken as a form of a verb or noun, never as another part of speech:
    /// `sent` is a form of `send`, `payment` none of `pay`.
    pub(crate) fn stem_of_form(&self, word: &str) -> String {
        stem(self.irregular.get(word).copied().unwrap_or(word), &self.locale)
    }

    /// Whether a form is a participle or preterite: `sent`, `refunded`, `withdrawn`.
    pub(crate) fn is_past(&self, word: &str) -> bool {
        let is_regular = self.is_english() && word.len() > 4 && word.ends_with("ed");
        is_regular || self.irregular.contains_key(word)
    }

    /// A folded word in the spelling that words are compared in: `canceled` for `cancelled`.
    pub(crate) fn american(&self, word: &str) -> String {
        match self.spellings.get(word) {
            Some(american) => (*american).to_owned(),
            None if self.is_english() => spelling::by_rule(word),
            None => word.to_owned(),
        }
    }

    /// The negation in a word, and what is negated: `un` and `paid`; `in` and `active`.
    /// Deactivated negates the stem of "activate", so the second part need not be a part of the word.
    pub(crate) fn negation<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if let Some(base) = self.negated.get(&self.stem(word)) {
            let prefix = word.char_indices().nth(2).map_or(word, |(at, _)| &word[..at]);
            return Some((prefix, base));
        }
        let is_exempt = self.not_negated.contains(word)
            || self.not_prefixes.iter().any(|start| word.starts_with(start));
        let base = self.prefixes.iter().find_map(|prefix| word.strip_prefix(prefix))?;
        let is_word = base.chars().count() >= SHORTEST_NEGATED && !is_exempt;
        is_word.then(|| (&word[..word.len() - base.len()], base))
    }

    /// Whether a word negates what follows: `not`.
    pub(crate) fn is_negator(&self, word: &str) -> bool {
        self.negators.contains(word)
    }

    /// Whether a word carries no meaning of its own: `to`, `by`, `under`.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }

    /// Whether a verb is under way beside a word: `wird`.
    pub(crate) fn is_under_way(&self, word: &str) -> bool {
        self.course.contains(word)
    }

    /// Whether a word says how far a state has come: `partially`.
    pub(crate) fn is_degree(&self, word: &str) -> bool {
        self.degrees.contains(word)
    }

    /// Whether a word numbers the members of a series: `2`, `b`, `q1`, `second`, `high`.
    pub(crate) fn is_series(&self, word: &str) -> bool {
        is_code(word) || self.series.contains(word)
    }

    /// Whether a stem says of what stands beside it that it is still to come: `await`.
    pub(crate) fn is_to_come(&self, stem: &str) -> bool {
        self.to_come.contains(stem)
    }

    /// Whether a stem says of what stands beside it that it did not come about: `fail`.
    pub(crate) fn is_undoing(&self, stem: &str) -> bool {
        self.undoing.contains(stem)
    }

    /// The stems of what is true exactly when the word of this stem is not.
    pub(crate) fn contradictions(&self, stem: &str) -> &[String] {
        self.contradictions.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether two stems are opposites that users tell apart.
    pub(crate) fn are_opposites(&self, a: &str, b: &str) -> bool {
        let pair = |a: &str, b: &str| self.opposites.contains(&(a.to_owned(), b.to_owned()));
        pair(a, b) || pair(b, a) || self.contradictions(a).iter().any(|it| it == b)
    }

    fn new(tables: &Tables) -> Self {
        let (starts, not_negated) = words(tables.not_negated)
            .map(|word| (word.strip_suffix('-'), word))
            .partition::<Vec<_>, _>(|(start, _)| start.is_some());
        let mut language = Self {
            locale: Locale::parse(tables.tag).expect("a tag"),
            irregular: pairs(tables.irregular).collect(),
            nominalisations: pairs(tables.nominalisations).collect(),
            negators: words(tables.negators).collect(),
            prefixes: words(tables.prefixes).collect(),
            negated: HashMap::new(),
            not_negated: not_negated.into_iter().map(|(_, word)| word).collect(),
            not_prefixes: starts.into_iter().filter_map(|(start, _)| start).collect(),
            function_words: words(tables.function_words).collect(),
            degrees: words(tables.degrees).collect(),
            series: words(tables.series).collect(),
            spellings: pairs(tables.spellings).collect(),
            course: words(tables.course).collect(),
            to_come: HashSet::new(),
            undoing: HashSet::new(),
            contradictions: HashMap::new(),
            opposites: HashSet::new(),
        };
        // The rest is keyed by stems, which the tables above make.
        language.to_come = words(tables.to_come).map(|word| language.stem(word)).collect();
        language.undoing = words(tables.undoing).map(|word| language.stem(word)).collect();
        let negated = pairs(tables.negated).map(|(word, base)| (language.stem(word), base));
        language.negated = negated.collect();
        let stems = |(a, b): (&str, &str)| (language.stem(a), language.stem(b));
        let opposites = pairs(tables.opposites).map(stems).collect();
        let mut contradictions: HashMap<String, Vec<String>> = HashMap::new();
        for (a, b) in pairs(tables.contradictions).map(stems) {
            contradictions.entry(a.clone()).or_default().push(b.clone());
            contradictions.entry(b).or_default().push(a);
        }
        language.opposites = opposites;
        language.contradictions = contradictions;
        language
    }
}

/// Whether a word is a number, a letter, or a letter with a number: `2`, `b`, `q1`.
pub(super) fn is_code(word: &str) -> bool {
    let mut letters = word.chars();
    let is_letter = |char: char| char.is_lowercase() || char.is_numeric();
    letters.next().is_some_and(is_letter) && letters.all(char::is_numeric)
        || word.chars().all(char::is_numeric)
}

/// Each language is made when somebody asks for it.
const fn languages() -> [LazyLock<Language>; ALL.len()] {
    [
        LazyLock::new(|| Language::new(&ALL[0])),
        LazyLock::new(|| Language::new(&ALL[1])),
        LazyLock::new(|| Language::new(&ALL[2])),
        LazyLock::new(|| Language::new(&ALL[3])),
        LazyLock::new(|| Language::new(&ALL[4])),
        LazyLock::new(|| Language::new(&ALL[5])),
        LazyLock::new(|| Language::new(&ALL[6])),
        LazyLock::new(|| Language::new(&ALL[7])),
        LazyLock::new(|| Language::new(&ALL[8])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Language {
        &LANGUAGES[0]
    }

    #[test]
    fn one_stem_for_a_family_of_words() {
        for family in [
            "deliver delivery delivered delivering deliveries",
            "succeed success successful succeeded",
            "pay paid payment payments paying",
            "verify verification verified verifications",
            "cancel canceled cancelled cancellation",
            "approve approval approved approving",
            "send sent sending",
            "wait waiting awaiting",
            "organise organized organisation",
        ] {
            let stems: HashSet<_> = family.split(' ').map(|word| english().stem(word)).collect();
            assert_eq!(stems.len(), 1, "{family}: {stems:?}");
        }
    }

    #[test]
    fn spellings() {
        for (a, b) in [
            ("cancelled", "canceled"),
            ("authorise", "authorize"),
            ("colour", "color"),
            ("fulfil", "fulfill"),
            ("programme", "program"),
            ("analysed", "analyzed"),
            ("labelling", "labeling"),
        ] {
            assert_eq!(english().american(a), english().american(b), "{a} {b}");
        }
        for (a, b) in [("filled", "filed"), ("billed", "biled"), ("hour", "hor"), ("four", "for")] {
            assert_ne!(english().american(a), english().american(b), "{a} {b}");
        }
    }

    #[test]
    fn negations() {
        for (word, base) in [
            ("unpaid", Some("paid")),
            ("inactive", Some("active")),
            ("unbabakagamined", Some("babakagamined")),
            ("disconnected", Some("connect")),
            ("deactivated", Some("activate")),
            ("disabled", Some("enable")),
            ("nonbillable", Some("billable")),
            ("delivered", None),
            ("declined", None),
            ("invited", None),
            ("interviewed", None),
            ("deleted", None),
            ("underway", None),
            ("unit", None),
            ("until", None),
            ("under", None),
            ("", None),
            ("un", None),
            ("ünpaid", None),
        ] {
            assert_eq!(english().negation(word).map(|(_, base)| base), base, "{word}");
        }
    }
}
