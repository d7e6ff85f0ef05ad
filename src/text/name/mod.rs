//! What a label calls its state. Owns what is no part of a name: placeholders, counters,
//! accelerators, closing punctuation and the nouns of a system. Knows neither keys nor states.

mod bare;
mod mention;
mod placeholder;
mod renamed;

use std::collections::BTreeSet;

use super::fold::{fold, stem};
use super::likeness::language::singular;
use super::locale::Locale;

pub use bare::{bare, is_shown_whole, words_of};
pub use mention::is_mention;
pub use renamed::renamed;

/// Words around a name that are no part of it: "proposals" in "Active proposals".
#[derive(Clone, Debug, Default)]
pub struct Nouns {
    /// Stems of words, those of one noun with a space between them.
    stems: BTreeSet<String>,
    /// Words of scripts without spaces, the longest first; found anywhere in a text.
    parts: Vec<String>,
    /// How many words the longest noun has.
    longest: usize,
}

/// Small words that English leaves dangling where a noun was their object: "Disabled on this site",
/// "Waiting for review". Then the noun belongs to the name.
const DANGLING: [&str; 20] = [
    "a", "all", "an", "any", "by", "for", "from", "in", "my", "no", "of", "on", "other", "some",
    "the", "these", "this", "to", "with", "your",
];

/// English words in -ing that describe the noun behind them; any other takes it as its object
/// ("Awaiting payment"), and then it belongs to the name.
const DESCRIBING: [&str; 9] = [
    "existing",
    "incoming",
    "missing",
    "ongoing",
    "outgoing",
    "outstanding",
    "pending",
    "remaining",
    "upcoming",
];

impl Nouns {
    /// The nouns of one locale. Words are matched by their stems (in English in both numbers), so one
    /// form of each will do.
    pub fn new(words: &[String], locale: &Locale) -> Self {
        let mut nouns = Self::default();
        for word in words {
            let folded = fold(word, locale);
            if locale.is_without_spaces() && !folded.is_empty() && !word.is_ascii() {
                nouns.parts.push(word.trim().to_owned());
            } else if !folded.is_empty() {
                nouns.longest = nouns.longest.max(folded.split(' ').count());
                match is_english(locale) {
                    true => nouns.stems.extend(numbers(&folded)),
                    false => _ = nouns.stems.insert(stems(&folded, locale).join(" ")),
                }
            }
        }
        nouns.parts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        nouns.parts.dedup();
        nouns
    }

    /// Whether any of the nouns stands in a text.
    pub fn stands_in(&self, text: &str, locale: &Locale) -> bool {
        self.parts.iter().any(|part| text.contains(part.as_str()))
            || (!self.stems.is_empty() && Words::of(text, locale).hold(self))
    }

    /// The text without its nouns; `None` if none stands in it.
    fn taken_from(&self, text: &str, locale: &Locale) -> Option<String> {
        let mut left = text.to_owned();
        for part in &self.parts {
            if left.contains(part.as_str()) {
                left = left.replace(part.as_str(), "");
            }
        }
        if !self.stems.is_empty()
            && let Some(words) = Words::of(&left, locale).without(self)
        {
            left = words.join(" ");
        }
        (left != text).then_some(left)
    }
}

/// What a label calls its state: [`bare()`], and without nouns if a name is left.
pub fn name_of(text: &str, nouns: &Nouns, locale: &Locale) -> String {
    let bare = bare(text);
    let left = nouns.taken_from(&bare, locale);
    let name = left.as_deref().map(bare::trim_ends).filter(|name| is_name(name, locale));
    name.map(str::to_owned).unwrap_or(bare)
}

/// Whether what nouns left is a name by itself.
fn is_name(left: &str, locale: &Locale) -> bool {
    let is_one_of =
        |words: &[&str], word: &str| words.iter().any(|it| it.eq_ignore_ascii_case(word));
    let dangles = |word: Option<&str>| word.is_some_and(|word| is_one_of(&DANGLING, word));
    let mut words = left.split_whitespace();
    let (first, last) = (words.clone().next(), words.next_back());
    let takes_an_object =
        left.ends_with("ing") && !last.is_some_and(|word| is_one_of(&DESCRIBING, word));
    left.chars().any(char::is_alphabetic)
        && !(is_english(locale) && (dangles(first) || dangles(last) || takes_an_object))
}

/// The words of a text as they stand in it, each with the stems of its parts ("on-hold" has two).
struct Words<'t> {
    words: Vec<&'t str>,
    stems: Vec<Vec<String>>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, locale: &Locale) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let stems = words.iter().map(|word| stems(&fold(word, locale), locale)).collect();
        Self { words, stems }
    }

    /// Whether a noun stands anywhere.
    fn hold(&self, nouns: &Nouns) -> bool {
        (0..self.words.len()).any(|at| self.noun_at(at, nouns).is_some())
    }

    /// The words without the nouns at either end; `None` if all are left. A noun in the middle stays:
    /// what is left around it would be no name ("Export disabled to cloud").
    fn without(&self, nouns: &Nouns) -> Option<&[&'t str]> {
        let mut start = 0;
        while let Some(count) = self.noun_at(start, nouns) {
            start += count;
        }
        let mut end = self.words.len();
        while let Some(count) = self.noun_before(start, end, nouns) {
            end -= count;
        }
        (end - start < self.words.len()).then(|| &self.words[start..end])
    }

    /// How many words before `end`, back to `start` at most, are a noun; the longest noun wins.
    fn noun_before(&self, start: usize, end: usize, nouns: &Nouns) -> Option<usize> {
        let most = nouns.longest.min(end - start);
        (1..=most)
            .rev()
            .find(|&count| nouns.stems.contains(&self.stems[end - count..end].concat().join(" ")))
    }

    /// How many words from `at` are a noun; the longest noun wins.
    fn noun_at(&self, at: usize, nouns: &Nouns) -> Option<usize> {
        let most = nouns.longest.min(self.words.len() - at);
        (1..=most)
            .rev()
            .find(|&count| nouns.stems.contains(&self.stems[at..at + count].concat().join(" ")))
    }
}

/// The stems of words; in English the words themselves, since "Refunded" is no form of the noun
/// "refund" though both have one stem. English nouns bring their other number along ([`numbers`]).
fn stems(folded: &str, locale: &Locale) -> Vec<String> {
    let reduced =
        |word: &str| if is_english(locale) { word.to_owned() } else { stem(word, locale) };
    folded.split(' ').filter(|word| !word.is_empty()).map(reduced).collect()
}

/// An English noun in the singular and the plural, whichever was given.
fn numbers(noun: &str) -> [String; 3] {
    let singular = singular(noun);
    let plural = match singular.strip_suffix('y') {
        Some(start) if !start.ends_with(['a', 'e', 'o', 'u']) => format!("{start}ies"),
        _ if singular.ends_with(['s', 'x', 'z'])
            || singular.ends_with("ch")
            || singular.ends_with("sh") =>
        {
            format!("{singular}es")
        }
        _ => format!("{singular}s"),
    };
    [noun.to_owned(), singular, plural]
}

fn is_english(locale: &Locale) -> bool {
    locale.language() == "en"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, nouns: &[&str], cases: &[(&str, &str)]) {
        let locale = Locale::parse(tag).unwrap();
        let words: Vec<String> = nouns.iter().map(ToString::to_string).collect();
        let nouns = Nouns::new(&words, &locale);
        for (text, name) in cases {
            assert_eq!(name_of(text, &nouns, &locale), *name, "{text}");
            assert!(nouns.stands_in(text, &locale) || bare(text) == *name, "{text}");
        }
    }

    #[test]
    fn nouns_are_no_part_of_a_name() {
        check(
            "en",
            &["proposal", "pull request", "feature-flag"],
            &[
                ("Active proposals", "Active"),
                ("Active proposals (3)", "Active"),
                ("PROPOSALS: Active", "Active"),
                ("Proposal – Active", "Active"),
                ("Proposals", "Proposals"),
                ("The proposal", "The proposal"),
                ("Approved for the proposal", "Approved for the proposal"),
                ("Awaiting proposals", "Awaiting proposals"),
                ("Pending proposals", "Pending"),
                ("Merged pull requests", "Merged"),
                ("Archived feature flag", "Archived"),
                ("Archived feature-flags", "Archived"),
                ("Pull", "Pull"),
                ("Proposal-based", "Proposal-based"),
                ("Export active proposals to a file", "Export active proposals to a file"),
                ("In proposal", "In proposal"),
                ("Withdrawn on this proposal", "Withdrawn on this proposal"),
                ("Active", "Active"),
                ("", ""),
                ("★★★", ""),
            ],
        );
    }

    #[test]
    fn a_participle_is_no_form_of_an_english_noun() {
        check(
            "en",
            &["refund", "release"],
            &[
                ("Partially refunded", "Partially refunded"),
                ("Released", "Released"),
                ("Pending refunds", "Pending"),
                ("Draft releases", "Draft"),
            ],
        );
    }

    #[test]
    fn nouns_of_other_languages() {
        check("de", &["Vorschlag"], &[("Aktiver Vorschlag", "Aktiver"), ("Aktiv", "Aktiv")]);
        check("ru", &["предложение"], &[("Активные предложения", "Активные")]);
        check(
            "pl",
            &["oferty"],
            &[("Aktywne oferty", "Aktywne"), ("Aktywne oferta", "Aktywne oferta")],
        );
        check("zh", &["提案"], &[("有效提案", "有效"), ("提案", "提案"), ("有效", "有效")]);
        check("ja", &["提案", "PR"], &[("提案 PR 承認済み", "承認済み"), ("APPROVED", "APPROVED")]);
        check("he", &["הצעות"], &[("הצעות פעילות", "פעילות")]);
    }

    #[test]
    fn a_name_without_nouns_is_bare() {
        check("en", &[], &[("&Open…", "Open"), ("{count} Active", "Active")]);
    }
}
