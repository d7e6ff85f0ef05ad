//! Rules for names in scripts without spaces between words, where there are no stems: what stands before
//! a name or within it.

use super::super::{Likeness, Rule, Tier};
use super::Pair;

/// Signs that negate what follows, and those that say that it has come about: 未付款, 已付款.
const NEGATIONS: [char; 8] = ['未', '不', '非', '无', '無', '미', '비', '불'];
const DONE: [char; 2] = ['已', '既'];

/// "付款" beside "未付款", "未付款" beside "已付款".
pub(super) fn told_apart(pair: &Pair) -> Option<Likeness> {
    let (a, b) = (core(pair, &pair.a.fold)?, core(pair, &pair.b.fold)?);
    let is_opposite = a.1 == b.1 && a.0 != b.0;
    is_opposite.then(|| {
        let reason = "opposites, told apart at a glance".to_owned();
        pair.likeness(Rule::Opposites, Tier::Silent, reason)
    })
}

/// One name of two signs or more that stands whole in the other.
pub(super) fn containment(pair: &Pair) -> Option<Likeness> {
    if !pair.lexicon.locale.is_without_spaces() {
        return None;
    }
    let count = |name: &str| name.chars().count();
    let (shorter, longer) = match count(&pair.a.fold) < count(&pair.b.fold) {
        true => (pair.a, pair.b),
        false => (pair.b, pair.a),
    };
    let is_name = count(&shorter.fold) >= 2 && !shorter.fold.is_ascii();
    (is_name && longer.fold.contains(&*shorter.fold)).then(|| {
        let reason = format!("{:?} stands in {:?}", shorter.name(), longer.name());
        pair.likeness(Rule::Qualifier, Tier::Note, reason)
    })
}

/// Whether a name is negated, and what it says without the sign that negates or affirms it.
fn core<'n>(pair: &Pair<'_>, fold: &'n str) -> Option<(bool, &'n str)> {
    let has_signs =
        pair.lexicon.locale.is_without_spaces() || pair.lexicon.locale.language() == "ko";
    if !has_signs {
        return None;
    }
    let is_negated = fold.starts_with(NEGATIONS);
    let rest = fold.strip_prefix(NEGATIONS).or_else(|| fold.strip_prefix(DONE)).unwrap_or(fold);
    Some((is_negated, rest.trim_start()))
}
