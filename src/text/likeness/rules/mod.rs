//! The rules, each a function of a pair. Order matters: what is alike by design (opposites, courses,
//! degrees, series) is recognised before anything is called confusable.

mod ideographs;
mod meaning;
mod stems;

use super::analysis::{Analysis, Token};
use super::language::Language;
use super::lexicon::Lexicon;
use super::topic::Topic;
use super::{Likeness, Rule, Tier};

/// A rule: what it finds in a pair, or nothing.
pub(super) type Judge = fn(&Pair) -> Option<Likeness>;

/// All rules, the first that fires decides. A new one is a function and a line here.
pub(super) const ALL: [Judge; 14] = [
    stems::spelling,
    ideographs::told_apart,
    ideographs::containment,
    stems::opposites,
    stems::both_negated,
    stems::contradiction,
    stems::course,
    stems::same_words,
    stems::series,
    stems::containment,
    meaning::synonyms,
    meaning::known_opposites,
    meaning::look_alike,
    meaning::parallel,
];

/// Two names and what they share, by stem.
pub(super) struct Pair<'a> {
    a: &'a Analysis,
    b: &'a Analysis,
    topic: &'a Topic,
    lexicon: &'a Lexicon,
    /// Words of one stem, in the order of the first name.
    shared: Vec<(&'a Token, &'a Token)>,
    only_a: Vec<&'a Token>,
    only_b: Vec<&'a Token>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(
        a: &'a Analysis,
        b: &'a Analysis,
        topic: &'a Topic,
        lexicon: &'a Lexicon,
    ) -> Self {
        let twin = |token: &Token, in_name: &'a Analysis| {
            in_name.tokens.iter().find(|other| other.stem == token.stem)
        };
        let shared = a.tokens.iter().filter_map(|it| Some((it, twin(it, b)?))).collect();
        let only_a = a.tokens.iter().filter(|it| twin(it, b).is_none()).collect();
        let only_b = b.tokens.iter().filter(|it| twin(it, a).is_none()).collect();
        Self { a, b, topic, lexicon, shared, only_a, only_b }
    }

    fn has_same_stems(&self) -> bool {
        !self.shared.is_empty() && self.only_a.is_empty() && self.only_b.is_empty()
    }

    /// Whether a shared word is negated in one name only.
    fn turns(&self) -> bool {
        self.shared.iter().any(|(a, b)| a.negation.is_some() != b.negation.is_some())
    }

    /// Whether two words are opposites, both negated or neither.
    fn are_opposites(&self, a: &Token, b: &Token) -> bool {
        a.negation.is_some() == b.negation.is_some() && self.are_opposite_stems(&a.stem, &b.stem)
    }

    fn are_opposite_stems(&self, a: &str, b: &str) -> bool {
        self.lexicon.language.is_some_and(|language| language.are_opposites(a, b))
    }

    /// What is said of stems alone: a warning in English, of whose forms most is known.
    fn tier_of_stems(&self) -> Tier {
        let is_english = self.lexicon.language.is_some_and(Language::is_english);
        if is_english { Tier::Warning } else { Tier::Note }
    }

    /// What is said of a name that stands in another: a warning where opposites can be told from it.
    fn tier_of_parts(&self) -> Tier {
        if self.lexicon.language.is_some() { Tier::Warning } else { Tier::Note }
    }

    /// The shared words as people know them: the shorter form of each.
    fn shared_words(&self) -> Vec<String> {
        let shorter = |a: &'a Token, b: &'a Token| {
            if b.base.len() < a.base.len() { b.base.clone() } else { a.base.clone() }
        };
        self.shared.iter().map(|(a, b)| shorter(a, b)).collect()
    }

    fn likeness(&self, rule: Rule, tier: Tier, reason: String) -> Likeness {
        Likeness { rule, tier, reason, shared: self.shared_words() }
    }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
