//! Rules of words: what names share by their stems, and whether it is shared by design.

use super::super::analysis::{Analysis, Form, Kind, Token};
use super::super::{Likeness, Rule, Tier};
use super::{Pair, quoted};

pub(super) fn spelling(pair: &Pair) -> Option<Likeness> {
    if pair.a.american != pair.b.american {
        return None;
    }
    Some(pair.likeness(Rule::Spelling, Tier::Warning, "two spellings of one word".to_owned()))
}

/// The letters are shared because the names are well made, and "un" or "not" is what the eye reads
/// first. "Checked in" and "Checked out" are opposites by their small words.
pub(super) fn opposites(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let small = |from: &Analysis, other: &Analysis| {
        let mut left = from.function_words.clone();
        left.retain(|word| !other.function_words.contains(word));
        left
    };
    let (of_a, of_b) = (small(pair.a, pair.b), small(pair.b, pair.a));
    let face = of_a.iter().any(|a| of_b.iter().any(|b| pair.are_opposite_stems(a, b)));
    (pair.turns() || face).then(|| {
        pair.likeness(Rule::Opposites, Tier::Silent, "opposites, told apart at a glance".to_owned())
    })
}

pub(super) fn both_negated(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    // "Inactive" beside "Deactivating" is a course.
    let differ = |(a, b): &&(&Token, &Token)| {
        a.negation.is_some() && a.negation != b.negation && !are_of_a_course(a, b)
    };
    let at = pair.shared.iter().position(|it| differ(&it))?;
    let base = &pair.shared_words()[at];
    Some(pair.likeness(Rule::BothNegated, Tier::Warning, format!("both negate {base:?}")))
}

pub(super) fn contradiction(pair: &Pair) -> Option<Likeness> {
    let ([a], [b]) = (&pair.only_a[..], &pair.only_b[..]) else { return None };
    let language = pair.a.language?;
    let differ = a.negation.is_some() != b.negation.is_some();
    if !differ || pair.turns() || !language.contradictions(&a.stem).contains(&b.stem) {
        return None;
    }
    let (negated, plain) = if a.negation.is_some() { (pair.a, pair.b) } else { (pair.b, pair.a) };
    let reason = format!("{:?} and {:?} say the same", negated.name(), plain.name());
    Some(pair.likeness(Rule::Contradiction, Tier::Warning, reason))
}

/// To come, running, finished: one word of the names stands in different places of its course, the
/// others are the same.
pub(super) fn course(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let mut moved = pair.shared.iter().filter(|(a, b)| a.word != b.word || a.form != b.form);
    let ((a, b), None) = (moved.next()?, moved.next()) else { return None };
    let is_course = a.form != b.form && a.form != Form::Other && b.form != Form::Other;
    is_course.then(|| {
        pair.likeness(
            Rule::Course,
            Tier::Silent,
            "to come, running, finished: one course".to_owned(),
        )
    })
}

/// Whether one of two words is under way and the other over.
fn are_of_a_course(a: &Token, b: &Token) -> bool {
    matches!((a.form, b.form), (Form::Running, Form::Past) | (Form::Past, Form::Running))
}

pub(super) fn same_words(pair: &Pair) -> Option<Likeness> {
    if !pair.has_same_stems() {
        return None;
    }
    let words = pair.shared_words();
    let noun = if words.len() == 1 { "word" } else { "words" };
    let reason = format!("both names are made of the {noun} {}", quoted(&words));
    Some(pair.likeness(Rule::SameWords, pair.tier_of_stems(), reason))
}

/// "Level 1" and "Level 2", "High priority" and "Low priority".
pub(super) fn series(pair: &Pair) -> Option<Likeness> {
    let mut left = pair.only_a.iter().chain(&pair.only_b).peekable();
    let is_series = !pair.shared.is_empty()
        && left.peek().is_some()
        && left.all(|token| token.kind == Kind::Series);
    is_series.then(|| pair.likeness(Rule::Series, Tier::Silent, "members of one series".to_owned()))
}

/// One name's words are all in the other.
pub(super) fn containment(pair: &Pair) -> Option<Likeness> {
    let (longer, shorter, extra) = match (pair.only_a.is_empty(), pair.only_b.is_empty()) {
        (true, false) => (pair.b, pair.a, &pair.only_b),
        (false, true) => (pair.a, pair.b, &pair.only_a),
        _ => return None,
    };
    let says_something =
        pair.shared.iter().any(|(a, b)| a.kind == Kind::Content && b.kind == Kind::Content);
    if !says_something || pair.turns() {
        return None;
    }
    let (rule, tier, reason) = if extra.iter().all(|token| token.kind != Kind::Content) {
        (Rule::Degree, Tier::Silent, "one is a degree of the other".to_owned())
    } else if faces(pair, extra) {
        (Rule::Opposites, Tier::Silent, "told apart by an opposite".to_owned())
    } else if is_earlier(pair, longer, shorter, extra) {
        (
            Rule::Course,
            Tier::Silent,
            "one course: the other is still to come or came to nothing".to_owned(),
        )
    } else if is_qualified(longer, shorter) {
        (Rule::Qualifier, Tier::Note, format!("{:?} with a qualifier in front", shorter.name()))
    } else if has_predicate(longer, shorter, extra) {
        (Rule::Qualifier, Tier::Note, format!("{:?} with a qualifier behind it", shorter.name()))
    } else {
        let words = quoted(&pair.shared_words());
        let noun = if pair.shared.len() == 1 { "stem" } else { "stems" };
        let reason = format!("both names share the {noun} {words}");
        if pair.shared.iter().all(|(token, _)| pair.topic.holds(&token.stem)) {
            (Rule::Topic, Tier::Note, format!("{reason}, as most names here do"))
        } else {
            (Rule::SharedStem, pair.tier_of_parts(), reason)
        }
    };
    Some(pair.likeness(rule, tier, reason))
}

/// Whether the shorter name says that something goes on or is over, and the extra words of the longer
/// one that it is to come or came to nothing: "Paid" beside "Awaiting payment" and "Payment failed". Or one
/// of them says that it goes on, and the other that it is over: "Arming", "Armed away".
fn is_earlier(pair: &Pair, longer: &Analysis, shorter: &Analysis, extra: &[&Token]) -> bool {
    let Some(language) = shorter.language else { return false };
    let [verb] = &shorter.tokens[..] else { return false };
    let [(a, b)] = pair.shared[..] else { return false };
    if language.is_english() && are_of_a_course(a, b) {
        return true;
    }
    let turned =
        |token: &&Token| language.is_to_come(&token.stem) || language.is_undoing(&token.stem);
    // "Awaiting manager approval": all that a name begins so is to come.
    let leads = extra.first().is_some_and(|first| {
        language.is_to_come(&first.stem) && longer.fold.starts_with(&first.word)
    });
    match verb.form {
        Form::Past | Form::Running => leads || extra.iter().all(turned),
        // "Out for delivery", "Attempted delivery"
        Form::ToCome => extra.iter().all(|token| language.is_undoing(&token.stem)),
        Form::Other => false,
    }
}

/// Whether an extra word is the opposite of a shared one: "Active", "Active, suspended".
fn faces(pair: &Pair, extra: &[&Token]) -> bool {
    extra
        .iter()
        .any(|token| pair.shared.iter().any(|(shared, _)| pair.are_opposites(shared, token)))
}

/// "Auto dismissed" beside "Dismissed".
fn is_qualified(longer: &Analysis, shorter: &Analysis) -> bool {
    longer.fold.strip_suffix(&shorter.fold).is_some_and(|start| start.ends_with(' '))
}

/// "Payment failed" beside "Payment": what the longer name says stands in its last word, a state of
/// its own.
fn has_predicate(longer: &Analysis, shorter: &Analysis, extra: &[&Token]) -> bool {
    let [predicate] = extra else { return false };
    let behind = longer.fold.strip_prefix(&shorter.fold).and_then(|end| end.strip_prefix(' '));
    predicate.form == Form::Past && behind == Some(predicate.word.as_str())
}
