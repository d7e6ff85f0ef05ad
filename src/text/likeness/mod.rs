//! Whether two names of different states are so alike that a user takes one for the other. Owns the
//! rules and what is known of languages. Compares words only: which states a user can meet side by
//! side, and what is done about it, is decided elsewhere.

mod alike;
mod analysis;
pub(crate) mod language;
mod lexicon;
mod rules;
mod thesaurus;
mod topic;

use super::locale::Locale;
use language::Language;

pub use analysis::{Analysis, Key};
pub use lexicon::Lexicon;
pub use thesaurus::Changes;
pub use topic::Topic;

/// How much a likeness matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Alike by design: opposites, degrees, series. Never reported.
    Silent,
    /// Worth a look.
    Note,
    /// Users will mix them up.
    Warning,
}

/// What two names have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The rule that found it.
    pub rule: Rule,
    /// How much it matters.
    pub tier: Tier,
    /// As people read it: `both names share the stem "interview"`.
    pub reason: String,
    /// The words that both names are made of, folded, in the order of the first name.
    pub shared: Vec<String>,
}

/// The rules, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// One word in two spellings: Canceled, Cancelled.
    Spelling,
    /// One name negates the other: Paid, Unpaid.
    Opposites,
    /// Two ways to negate one word: Inactive, Not active.
    BothNegated,
    /// A negation and the word that means the same: Not accepted, Rejected.
    Contradiction,
    /// To come, running, finished: To do, Doing, Done.
    Course,
    /// The same words otherwise: Reviewed, Under review.
    SameWords,
    /// One name and a part of it: Refunded, Partially refunded.
    Degree,
    /// Members of a series: Level 1, Level 2.
    Series,
    /// One name and a qualifier beside it: Dismissed, Auto dismissed.
    Qualifier,
    /// What is shared is what the whole system is about.
    Topic,
    /// One name's words are all in the other: Interviewed, Invitations to interview.
    SharedStem,
    /// Two common names of one state: Done, Completed.
    Synonyms,
    /// Letters alone: Reserved, Resolved.
    LookAlike,
    /// The same words around different ones: Pending approval, Pending payment.
    Parallel,
}

impl Rule {
    /// All rules, in the order in which they are asked.
    pub const ALL: [Self; 14] = [
        Self::Spelling,
        Self::Opposites,
        Self::BothNegated,
        Self::Contradiction,
        Self::Course,
        Self::SameWords,
        Self::Degree,
        Self::Series,
        Self::Qualifier,
        Self::Topic,
        Self::SharedStem,
        Self::Synonyms,
        Self::LookAlike,
        Self::Parallel,
    ];

    /// The rule's name in configuration and reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Spelling => "spelling",
            Self::Opposites => "opposites",
            Self::BothNegated => "both-negated",
            Self::Contradiction => "contradiction",
            Self::Course => "course",
            Self::SameWords => "same-words",
            Self::Degree => "degree",
            Self::Series => "series",
            Self::Qualifier => "qualifier",
            Self::Topic => "topic",
            Self::SharedStem => "shared-stem",
            Self::Synonyms => "synonyms",
            Self::LookAlike => "look-alike",
            Self::Parallel => "parallel",
        }
    }
}

/// Whether a term can stand for a name without a person's look: no word of the name negates, limits or places
/// another ("Not sent", "Partly settled", "Sent by", "Almost running"), and where the term is a participle, so
/// is the name ("Send" is what a button does). Where there is no data for the language: one word.
pub fn can_stand_for(term: &str, name: &str, locale: &Locale) -> bool {
    let is_of_words = |char: char| char.is_alphabetic() || matches!(char, ' ' | '-' | '\'' | '’');
    if !name.chars().all(is_of_words) {
        return false;
    }
    let [term, name] = [term, name].map(|text| super::fold::fold(text, locale));
    let words = || name.split([' ', '-']).filter(|word| !word.is_empty());
    let Some(language) = Language::english(locale) else { return words().count() == 1 };
    let says_more = |word: &str| {
        let stem = language.stem(word);
        let is_adverb = word.len() > 4 && word.ends_with("ly");
        is_adverb
            || word == "almost"
            || language.negation(word).is_some()
            || language.is_negator(word)
            || language.is_degree(word)
            || language.is_function_word(word)
            || words().count() > 1 && (language.is_to_come(&stem) || language.is_undoing(&stem))
    };
    let is_past = |text: &str| text.split(' ').any(|word| language.is_past(word));
    !words().any(says_more) && (is_past(&name) || !is_past(&term))
}
