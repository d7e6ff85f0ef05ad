//! Rules of meaning and looks, for names whose stems say nothing: synonyms, opposites, look-alikes.

use super::super::alike::similarity;
use super::super::analysis::Analysis;
use super::super::thesaurus::Concept;
use super::super::{Likeness, Rule, Tier};
use super::{Pair, quoted};

/// From here on two names look alike at all, and so much that people take one for the other if they begin
/// alike. Shared endings bring "Received" and "Reviewed" to 0.58.
const ALIKE: f64 = 0.65;
const VERY_ALIKE: f64 = 0.75;

/// "Done" beside "Completed"; "Completed jobs" beside "Done jobs".
pub(super) fn synonyms(pair: &Pair) -> Option<Likeness> {
    let thesaurus = &pair.lexicon.thesaurus;
    if let Some(concept) = thesaurus.shared(&pair.a.key, &pair.b.key) {
        let names = [pair.a.name(), pair.b.name()].map(str::to_owned);
        return Some(pair.likeness(Rule::Synonyms, concept.tier, of_concept(concept, &names)));
    }
    if pair.shared.is_empty() || pair.turns() {
        return None;
    }
    let (of_a, of_b) = (left(pair, pair.a), left(pair, pair.b));
    let found = of_a.iter().flat_map(|a| of_b.iter().map(move |b| (a, b)));
    let (concept, a, b) = found.into_iter().find_map(|(a, b)| {
        let concept = thesaurus.shared(&pair.lexicon.key(a), &pair.lexicon.key(b))?;
        Some((concept, a.join(" "), b.join(" ")))
    })?;
    let same = quoted(&pair.shared_words());
    let reason = format!("beside {same}, {}", of_concept(concept, &[a, b]));
    Some(pair.likeness(Rule::Synonyms, concept.tier, reason))
}

/// What a concept says of two of its names.
fn of_concept(concept: &Concept, [a, b]: &[String; 2]) -> String {
    let Concept { title, tier, .. } = concept;
    match tier {
        _ if title.is_empty() => {
            format!("{a:?} and {b:?} are alike, says the glossary's thesaurus")
        }
        Tier::Warning => {
            format!("{a:?} and {b:?} are both common names for the state {title:?}")
        }
        _ => format!("{a:?} and {b:?} are both used for {title:?}"),
    }
}

/// The words of a name that the other one has not: all of them, and without the small words at both ends.
fn left<'a>(pair: &Pair<'a>, name: &'a Analysis) -> Vec<Vec<&'a str>> {
    let is_shared = |stem: &String| pair.shared.iter().any(|(token, _)| token.stem == *stem);
    let words = name.fold.split(' ').zip(&name.words);
    let all: Vec<&str> = words.filter(|(_, stem)| !is_shared(stem)).map(|(word, _)| word).collect();
    let is_small = |word: &&str| pair.lexicon.language.is_some_and(|it| it.is_function_word(word));
    let start = all.iter().take_while(|word| is_small(word)).count();
    let end = all.len() - all.iter().rev().take_while(|word| is_small(word)).count();
    let inner = all.get(start..end).filter(|inner| inner.len() < all.len()).map(<[_]>::to_vec);
    let mut ways = vec![all];
    ways.extend(inner);
    ways.retain(|words| !words.is_empty());
    ways
}

/// What turns a word about when it stands before it.
const TURNING: [&str; 6] = ["de", "dis", "in", "non", "re", "un"];

/// "Online" beside "Offline", "Opened" beside "Reopened", "Provisioning" beside "Deprovisioning".
pub(super) fn known_opposites(pair: &Pair) -> Option<Likeness> {
    let turned = |a: &str, b: &str| {
        a.strip_suffix(b).is_some_and(|prefix| TURNING.contains(&prefix.trim_end()))
    };
    let (a, b) = (&pair.a.fold, &pair.b.fold);
    let is_turned = turned(a, b) || turned(b, a);
    let face = pair.only_a.iter().any(|a| pair.only_b.iter().any(|b| pair.are_opposites(a, b)));
    (face || is_turned).then(|| {
        let reason = if is_turned { "one turns the other about" } else { "opposites" };
        pair.likeness(Rule::Opposites, Tier::Silent, reason.to_owned())
    })
}

/// "Waiting clarification" beside "Awaiting classification".
pub(super) fn look_alike(pair: &Pair) -> Option<Likeness> {
    if pair.turns() {
        return None;
    }
    let rest = |tokens: &[&super::Token]| {
        tokens.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ")
    };
    let (a, b) = match pair.shared[..] {
        [] => (pair.a.fold.clone(), pair.b.fold.clone()),
        _ => (rest(&pair.only_a), rest(&pair.only_b)),
    };
    let similarity = similarity(&a, &b, ALIKE)?;
    let begins_alike = a.chars().next() == b.chars().next();
    let is_warned = similarity >= VERY_ALIKE && begins_alike;
    let tier = if is_warned { Tier::Warning } else { Tier::Note };
    let reason = match pair.shared[..] {
        [] => format!("{:?} and {:?} look alike ({similarity:.2})", pair.a.name(), pair.b.name()),
        _ => format!("{a:?} and {b:?} look alike ({similarity:.2})"),
    };
    Some(pair.likeness(Rule::LookAlike, tier, reason))
}

/// "Pending approval" beside "Pending payment": the words that differ tell them apart.
pub(super) fn parallel(pair: &Pair) -> Option<Likeness> {
    let differ = !pair.only_a.is_empty() && !pair.only_b.is_empty();
    (differ && !pair.shared.is_empty()).then(|| {
        let reason = "one pattern: the other words tell them apart".to_owned();
        pair.likeness(Rule::Parallel, Tier::Silent, reason)
    })
}
