//! All that is known for comparing the names of one locale: its language, if there is data for it, and the
//! thesaurus as the glossary has it. Taken once a run and locale.

use std::borrow::Cow;

use super::super::locale::Locale;
use super::analysis::{self, Analysis};
use super::language::Language;
use super::thesaurus::{Changes, Thesaurus, key_of};
use super::topic::Topic;
use super::{Likeness, rules};

/// See the module.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(super) locale: Locale,
    pub(super) language: Option<&'static Language>,
    pub(super) thesaurus: Cow<'static, Thesaurus>,
}

impl Lexicon {
    /// The lexicon of a locale, with what a glossary changes in its thesaurus.
    pub fn new(locale: &Locale, changes: &Changes) -> Self {
        Self {
            locale: locale.clone(),
            language: Language::of(locale),
            thesaurus: Thesaurus::of(locale, changes),
        }
    }

    /// Takes a name apart. In a language without data every word carries meaning.
    pub fn analyse(&self, name: &str) -> Analysis {
        let mut analysis = analysis::analyse(name, &self.locale, self.language);
        if !analysis.words.is_empty() {
            let words: Vec<&str> = analysis.fold.split(' ').collect();
            analysis.key = self.key(&words);
            analysis.concepts = self.thesaurus.of_name(&analysis.key).to_vec();
        }
        analysis
    }

    /// What two names have in common, by the first rule that fires. `None`: nothing, or so little that
    /// it says nothing; and where the folds are equal, which is more than a likeness.
    pub fn compare(&self, a: &Analysis, b: &Analysis, topic: &Topic) -> Option<Likeness> {
        if a.fold == b.fold {
            return None;
        }
        let pair = rules::Pair::new(a, b, topic, self);
        rules::ALL.iter().find_map(|rule| rule(&pair))
    }

    pub(super) fn key(&self, words: &[&str]) -> String {
        key_of(words, self.language, &self.locale)
    }
}
