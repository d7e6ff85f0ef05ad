//! What is known of a language: the tables of `data/`, read once. Knows words; what follows from
//! them for two names is the business of `rules`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::fold::stem;
use super::super::locale::Locale;

/// The tables of one language.
#[derive(Debug)]
pub(crate) struct Language {
    locale: Locale,
    irregular: HashMap<&'static str, &'static str>,
    nominalisations: HashMap<&'static str, &'static str>,
    negators: HashSet<&'static str>,
    /// By stem: what a word with a negative prefix negates, as a word.
    negated: HashMap<String, &'static str>,
    not_negated: HashSet<&'static str>,
    function_words: HashSet<&'static str>,
    degrees: HashSet<&'static str>,
    series: HashSet<&'static str>,
    spellings: HashMap<&'static str, &'static str>,
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

static ENGLISH: LazyLock<Language> = LazyLock::new(Language::english);

impl Language {
    /// The tables of a locale's language, if there are any.
    pub(crate) fn of(locale: &Locale) -> Option<&'static Self> {
        (locale.language() == "en").then(|| &*ENGLISH)
    }

    /// The stem of a folded word: spelling, irregular verb or verbal noun first, then Snowball.
    pub(crate) fn stem(&self, word: &str) -> String {
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
        (word.len() > 4 && word.ends_with("ed")) || self.irregular.contains_key(word)
    }

    /// A folded word in the spelling that words are compared in: `canceled` for `cancelled`.
    pub(crate) fn american(&self, word: &str) -> String {
        match self.spellings.get(word) {
            Some(american) => (*american).to_owned(),
            None => by_rule(word),
        }
    }

    /// The negation in a word, and what is negated: `un` and `paid`; `in` and `active`.
    /// Deactivated negates the stem of "activate", so the second part need not be a part of the word.
    pub(crate) fn negation<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if let Some(base) = self.negated.get(&self.stem(word)) {
            return Some((word.get(..2)?, base));
        }
        let base = word.strip_prefix("un").or_else(|| word.strip_prefix("non"))?;
        let is_word = base.chars().count() >= SHORTEST_NEGATED
            && !word.starts_with("under")
            && !self.not_negated.contains(word);
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

    /// Whether a word says how far a state has come: `partially`.
    pub(crate) fn is_degree(&self, word: &str) -> bool {
        self.degrees.contains(word)
    }

    /// Whether a word numbers the members of a series: `2`, `b`, `q1`, `second`, `high`.
    pub(crate) fn is_series(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let is_short_code =
            letters.next().is_some_and(char::is_alphanumeric) && letters.all(char::is_numeric);
        is_short_code || word.chars().all(char::is_numeric) || self.series.contains(word)
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

    fn english() -> Self {
        let mut language = Self {
            locale: Locale::parse("en").expect("`en` is a tag"),
            irregular: pairs(IRREGULAR).collect(),
            nominalisations: pairs(NOMINALISATIONS).collect(),
            negators: words(NEGATORS).collect(),
            negated: HashMap::new(),
            not_negated: words(NOT_NEGATED).collect(),
            function_words: words(FUNCTION_WORDS).collect(),
            degrees: words(DEGREES).collect(),
            series: words(SERIES).collect(),
            spellings: pairs(SPELLINGS).collect(),
            to_come: HashSet::new(),
            undoing: HashSet::new(),
            contradictions: HashMap::new(),
            opposites: HashSet::new(),
        };
        // The rest is keyed by stems, which the tables above make.
        language.to_come = words(TO_COME).map(|word| language.stem(word)).collect();
        language.undoing = words(UNDOING).map(|word| language.stem(word)).collect();
        language.negated = pairs(NEGATED).map(|(word, base)| (language.stem(word), base)).collect();
        let stems = |(a, b): (&str, &str)| (language.stem(a), language.stem(b));
        let opposites = pairs(OPPOSITES).map(stems).collect();
        let mut contradictions: HashMap<String, Vec<String>> = HashMap::new();
        for (a, b) in pairs(CONTRADICTIONS).map(stems) {
            contradictions.entry(a.clone()).or_default().push(b.clone());
            contradictions.entry(b).or_default().push(a);
        }
        language.opposites = opposites;
        language.contradictions = contradictions;
        language
    }
}

/// A word without the `s`, `es` or `ies` of its plural. Not only of nouns: it looks words up.
pub(crate) fn singular(word: &str) -> String {
    if let Some(start) = word.strip_suffix("ies").filter(|start| start.len() > 1) {
        return format!("{start}y");
    }
    let es = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| word.ends_with(end));
    let left = if es { word.strip_suffix("es") } else { word.strip_suffix('s') };
    match left {
        Some(left) if es || (left.len() > 2 && !left.ends_with('s')) => left.to_owned(),
        _ => word.to_owned(),
    }
}

/// The turning words of a language (`data/turning-words.txt`).
pub(crate) fn turning_words(locale: &Locale) -> impl Iterator<Item = &'static str> {
    lines(TURNING_WORDS)
        .filter_map(|line| line.split_once(' '))
        .find(|(language, _)| *language == locale.language())
        .map_or("", |(_, words)| words)
        .split_whitespace()
}

/// The spelling variants that have a rule: -ise, -yse, -our, -elled.
fn by_rule(word: &str) -> String {
    const AFTER_S: [&str; 9] = ["e", "ed", "er", "ers", "es", "ing", "able", "ation", "ations"];
    for (british, american) in [("is", "iz"), ("ys", "yz")] {
        for end in AFTER_S {
            if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix(british))
                && start.len() > 2
            {
                return format!("{start}{american}{end}");
            }
        }
    }
    for end in ["", "ed", "ing", "s", "able", "ite", "ites", "ful"] {
        if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix("our"))
            && start.len() > 2
        {
            return format!("{start}or{end}");
        }
    }
    for end in ["ed", "ing", "er", "ers"] {
        // A vowel before makes the stress fall there: "cancelled", not "spelled".
        if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix("ell"))
            && start.contains(['a', 'e', 'i', 'o', 'u'])
        {
            return format!("{start}el{end}");
        }
    }
    word.to_owned()
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table)
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.split_once(' '))
}

const IRREGULAR: &str = include_str!("data/en/irregular.txt");
const NOMINALISATIONS: &str = include_str!("data/en/nominalisations.txt");
const NEGATORS: &str = include_str!("data/en/negators.txt");
const NEGATED: &str = include_str!("data/en/negated.txt");
const NOT_NEGATED: &str = include_str!("data/en/not-negated.txt");
const FUNCTION_WORDS: &str = include_str!("data/en/function-words.txt");
const DEGREES: &str = include_str!("data/en/degrees.txt");
const SERIES: &str = include_str!("data/en/series.txt");
const SPELLINGS: &str = include_str!("data/en/spellings.txt");
const TO_COME: &str = include_str!("data/en/to-come.txt");
const UNDOING: &str = include_str!("data/en/undoing.txt");
const CONTRADICTIONS: &str = include_str!("data/en/contradictions.txt");
const OPPOSITES: &str = include_str!("data/en/opposites.txt");
const TURNING_WORDS: &str = include_str!("data/turning-words.txt");

#[cfg(test)]
mod tests {
    use super::super::super::fold::fold;
    use super::*;

    fn english() -> &'static Language {
        &ENGLISH
    }

    #[test]
    fn tables_are_sorted_and_well_formed() {
        let singles = [NEGATORS, NOT_NEGATED, FUNCTION_WORDS, DEGREES, SERIES, TO_COME, UNDOING];
        let doubles = [IRREGULAR, NOMINALISATIONS, NEGATED, SPELLINGS, CONTRADICTIONS, OPPOSITES];
        for (table, fields) in
            singles.map(|it| (it, 1)).into_iter().chain(doubles.map(|it| (it, 2)))
        {
            let lines: Vec<_> = lines(table).collect();
            assert!(table.starts_with("# "), "a table says what it holds: {:?}", lines.first());
            assert!(lines.is_sorted_by(|a, b| a < b), "sorted, no line twice: {lines:?}");
            for line in lines {
                assert_eq!(line.split(' ').count(), fields, "{line}");
                assert!(line.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{line}");
            }
        }
        assert!(lines(TURNING_WORDS).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn turning_words_are_folded() {
        for tag in lines(TURNING_WORDS).filter_map(|line| line.split(' ').next()) {
            let locale = Locale::parse(tag).unwrap();
            for word in turning_words(&locale) {
                assert_eq!(fold(word, &locale), word, "{tag}");
            }
        }
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
