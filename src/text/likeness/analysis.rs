//! One name, taken apart: what its words mean for a comparison. Done once a name, not once a pair.

use super::super::fold::{fold, stem};
use super::super::locale::Locale;
use super::language::Language;

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
pub fn analyse(name: &str, locale: &Locale) -> Analysis {
    let fold = fold(name, locale);
    let mut analysis = Analysis {
        name: name.to_owned(),
        american: fold.clone(),
        tokens: Vec::new(),
        function_words: Vec::new(),
        language: Language::of(locale),
        fold,
    };
    let words: Vec<&str> = analysis.fold.split_whitespace().take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS {
        return analysis;
    }
    match analysis.language {
        Some(language) => {
            let american: Vec<String> = words.iter().map(|word| language.american(word)).collect();
            let (tokens, function_words) = split(&words, language);
            analysis.american = american.join(" ");
            analysis.tokens = tokens;
            analysis.function_words = function_words;
        }
        None => {
            analysis.tokens =
                words.iter().map(|word| Token::plain(word, stem(word, locale))).collect();
        }
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

    /// The stems of the words that carry meaning, negations taken off: "Inactive" and "Not active"
    /// have one in common.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| token.stem.as_str())
    }

    /// The keys of which two names share at least one if [`compare`](super::compare) can say anything
    /// of them: the stems, and for a negated word the stems of what its negation means.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let negated = self.tokens.iter().filter(|token| token.negation.is_some());
        let meant = negated.flat_map(|token| {
            self.language.map_or(&[][..], |language| language.contradictions(&token.stem))
        });
        self.stems().chain(meant.map(String::as_str))
    }
}

/// The words that carry meaning, and the others. Where none would carry any ("On", "To be"), all do.
fn split(words: &[&str], language: &Language) -> (Vec<Token>, Vec<String>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut function_words: Vec<String> = Vec::new();
    let mut negator = None;
    for (at, word) in words.iter().enumerate() {
        let is_last = at + 1 == words.len();
        if language.is_negator(word) {
            negator = Some((*word).to_owned());
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
            form: form(word, before, language),
        }
    }

    fn plain(word: &str, stem: String) -> Self {
        Self {
            word: word.to_owned(),
            base: word.to_owned(),
            stem,
            negation: None,
            kind: Kind::Content,
            form: Form::Other,
        }
    }
}

/// Words that say of themselves that their verb is over: what was opening is open.
const FINISHED: [&str; 6] = ["clean", "clear", "complete", "dry", "empty", "open"];

fn form(word: &str, before: &str, language: &Language) -> Form {
    let is_past = language.is_past(word) || FINISHED.contains(&word);
    match before {
        // "Waiting to merge", "Out for delivery".
        "to" | "for" if !is_past && !word.ends_with("ing") => Form::ToCome,
        "being" if is_past => Form::Running,
        _ if is_past => Form::Past,
        _ if word.len() > 4 && word.ends_with("ing") => Form::Running,
        _ => Form::Other,
    }
}
