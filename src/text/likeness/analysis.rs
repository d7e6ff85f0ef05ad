//! One name, taken apart: what its words mean for a comparison. Done once a name, not once a pair.

use std::fmt::Write as _;

use super::super::fold::{fold, stem};
use super::super::locale::Locale;
use super::language::{Language, is_code};
use super::lexicon::Lexicon;

/// A longer name is a sentence; its words are not compared.
const MOST_WORDS: usize = 24;

/// One name, analysed once for all comparisons.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub(super) name: String,
    pub(super) fold: String,
    /// The fold in one spelling: `canceled` for `cancelled`.
    pub(super) american: String,
    /// The words that carry meaning, no stem twice.
    pub(super) tokens: Vec<Token>,
    /// The others, in their order: `to`, `by`.
    pub(super) function_words: Vec<String>,
    pub(super) language: Option<&'static Language>,
    /// The stem of each folded word, negations taken off; none of a name that is too long.
    pub(super) words: Vec<String>,
    /// What the thesaurus knows the name by, and the concepts that it has there.
    pub(super) key: String,
    pub(super) concepts: Vec<u32>,
}

/// A word that carries meaning.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// As folded.
    pub(super) word: String,
    /// Without its negation: `active` of `inactive`.
    pub(super) base: String,
    /// The stem of its base.
    pub(super) stem: String,
    /// The word or prefix that negates it.
    pub(super) negation: Option<String>,
    pub(super) kind: Kind,
    pub(super) form: Form,
}

/// What a word adds to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Content,
    Degree,
    Series,
}

/// Where in its course a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `to review`
    ToCome,
    /// `reviewing`, `being reviewed`
    Running,
    /// `reviewed`
    Past,
    Other,
}

/// Takes a name apart. In a language without data every word carries meaning.
pub(super) fn analyse(
    name: &str,
    locale: &Locale,
    language: Option<&'static Language>,
) -> Analysis {
    // "d'approbation" is two words.
    let is_elided = matches!(locale.language(), "fr" | "it" | "ca");
    let parted = is_elided.then(|| name.replace(['\'', '’'], " "));
    let fold = fold(parted.as_deref().unwrap_or(name), locale);
    let mut analysis = Analysis {
        name: name.to_owned(),
        american: fold.clone(),
        tokens: Vec::new(),
        function_words: Vec::new(),
        language,
        words: Vec::new(),
        key: String::new(),
        concepts: Vec::new(),
        fold,
    };
    let words: Vec<&str> = analysis.fold.split_whitespace().take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS {
        return analysis;
    }
    if let Some(language) = language {
        let american: Vec<String> = words.iter().map(|word| language.american(word)).collect();
        let base = |word| language.negation(word).map_or(word, |(_, base)| base);
        (analysis.tokens, analysis.function_words) = split(&words, language);
        analysis.words = words.iter().map(|word| language.stem(base(word))).collect();
        analysis.american = american.join(" ");
    } else {
        analysis.words = words.iter().map(|word| stem(word, locale)).collect();
        let plain = |word: &&str| Token::plain(word, stem(word, locale));
        analysis.tokens = words.iter().map(plain).collect();
    }
    let mut seen = Vec::new();
    analysis.tokens.retain(|token| {
        let is_new = !seen.contains(&token.stem);
        seen.push(token.stem.clone());
        is_new
    });
    analysis
}

impl Analysis {
    /// The name as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name's fold.
    pub fn fold(&self) -> &str {
        &self.fold
    }

    /// What the name is made of, as people read it.
    pub fn described(&self, lexicon: &Lexicon) -> String {
        let word = |token: &Token| {
            let not = token.negation.as_ref().map_or("", |_| "not ");
            format!("{} ({not}{})", token.word, token.stem)
        };
        let words: Vec<_> = self.tokens.iter().map(word).collect();
        let mut said = format!("{:?}: {}", self.name, words.join(", "));
        if !self.function_words.is_empty() {
            _ = write!(said, "; beside them {}", self.function_words.join(", "));
        }
        let concepts: Vec<_> = lexicon.thesaurus.titles(&self.concepts).collect();
        if !concepts.is_empty() {
            _ = write!(said, "; known as {}", concepts.join(", "));
        }
        said
    }

    /// The stems of the words that carry meaning, negations taken off: "Inactive" and "Not active"
    /// have one in common.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.stem.as_str())
    }

    /// The keys of which two names share at least one if [`compare`](super::Lexicon::compare) can say
    /// anything of them but that they look alike: the stems, for a negated word the stems of what its
    /// negation means, and the concepts of the thesaurus.
    pub fn keys(&self) -> impl Iterator<Item = Key<'_>> {
        let negated = self.tokens.iter().filter(|token| token.negation.is_some());
        let meant = negated.flat_map(|token| {
            self.language.map_or(&[][..], |language| language.contradictions(&token.stem))
        });
        let stems = self.stems().chain(meant.map(String::as_str)).map(Key::Stem);
        stems.chain(self.concepts.iter().map(|&concept| Key::Concept(concept)))
    }
}

/// What names are found by that may be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<'a> {
    /// A stem.
    Stem(&'a str),
    /// A concept of the thesaurus, by its number.
    Concept(u32),
}

/// The words that carry meaning, and the others. Where none would carry any ("On", "To be"), all do.
fn split(words: &[&str], language: &Language) -> (Vec<Token>, Vec<String>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut function_words: Vec<String> = Vec::new();
    let (mut negator, mut is_under_way) = (None, false);
    for (at, word) in words.iter().enumerate() {
        let is_last = at + 1 == words.len();
        let is_out_of = *word == "out" && words.get(at + 1) == Some(&"of") && !is_last;
        if language.is_negator(word) || is_out_of {
            negator = Some((*word).to_owned());
        } else if language.is_under_way(word) {
            is_under_way = true;
            function_words.push((*word).to_owned());
        } else if language.is_function_word(word) && !(is_last && *word == "a") {
            function_words.push((*word).to_owned());
        } else {
            let before = at.checked_sub(1).map_or("", |before| words[before]);
            let mut token = Token::new(word, before, language);
            token.negation = negate(token.negation.take(), negator.clone());
            // "Not fully paid": an adverb does not use the negation up.
            if !word.ends_with("ly") {
                negator = None;
            }
            tokens.push(token);
        }
    }
    if tokens.is_empty() {
        let all = words.iter().map(|word| Token::plain(word, language.stem(word))).collect();
        return (all, Vec::new());
    }
    if is_under_way {
        for token in &mut tokens {
            token.form = Form::Running;
        }
    }
    // "Response: none", "Paid? No": a negation with nothing behind it negates what stands before.
    if let (Some(negator), Some(last)) = (negator, tokens.last_mut())
        && !last.word.ends_with("ly")
    {
        last.negation = negate(last.negation.take(), Some(negator));
    }
    (tokens, function_words)
}

/// Two negations make none.
fn negate(a: Option<String>, b: Option<String>) -> Option<String> {
    if a.is_some() && b.is_some() { None } else { a.or(b) }
}

impl Token {
    fn new(word: &str, before: &str, language: &Language) -> Self {
        let (negation, base) = match language.negation(word) {
            Some((prefix, base)) => (Some(prefix.to_owned()), base),
            None => (None, word),
        };
        let kind = if language.is_degree(word) {
            Kind::Degree
        } else if language.is_series(word) {
            Kind::Series
        } else {
            Kind::Content
        };
        Self {
            word: word.to_owned(),
            base: base.to_owned(),
            stem: language.stem(base),
            negation,
            kind,
            form: form(word, base, before, language),
        }
    }

    fn plain(word: &str, stem: String) -> Self {
        Self {
            word: word.to_owned(),
            base: word.to_owned(),
            stem,
            negation: None,
            kind: if is_code(word) { Kind::Series } else { Kind::Content },
            form: Form::Other,
        }
    }
}

/// Words that say of themselves that their verb is over: what was opening is open.
const FINISHED: [&str; 7] = ["active", "clean", "clear", "complete", "dry", "empty", "open"];

fn form(word: &str, base: &str, before: &str, language: &Language) -> Form {
    if !language.is_english() {
        // What is under way says so with another word.
        return Form::Past;
    }
    let is_past = language.is_past(word) || FINISHED.contains(&base);
    match before {
        // "Waiting to merge", "Out for delivery".
        "to" | "for" if !is_past && !word.ends_with("ing") => Form::ToCome,
        "being" if is_past => Form::Running,
        _ if is_past => Form::Past,
        _ if word.len() > 4 && word.ends_with("ing") => Form::Running,
        _ => Form::Other,
    }
}
