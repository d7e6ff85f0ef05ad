//! One name for two states. Which names are equal was found by the index.

use std::collections::{BTreeMap, BTreeSet};

use super::compose::{Identity, Quote, of_usages};
use crate::finding::{Finding, Level, Role};
use crate::glossary::state::StateId;
use crate::index::{Index, Usage, Verdict};
use crate::text::difference::{difference, same_group};
use crate::text::fold::look_alike;

check! {
    /// ## What it finds
    /// Two states of one system (or of systems that are shown together) that have one name: equal, or
    /// written with characters that look the same. In a translation only where the source tells the two
    /// apart, label by label.
    ///
    /// ## Why it matters
    /// Nobody can tell which state is meant. In a translation it is the commonest way of losing a
    /// distinction that the source makes.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.alarm]
    /// keys = ["alarm.{state}"]
    /// ```
    /// ```json en.json
    /// { "alarm": { "disarmed": "Disarm", "disarming": "Disarm" } }
    /// ```
    /// ```text
    /// en.json:1:27: error[shared-name] alarm.disarmed and alarm.disarming: one name, two states: "Disarm" here, both states have this name
    /// en.json:1:50: error[shared-name] alarm.disarmed and alarm.disarming: one name, two states: "Disarm" here, both states have this name
    /// ```
    ///
    /// ## How to mend
    /// Give one of the two another name: the one that is called differently elsewhere, if one is.
    ///
    /// ## When to waive it
    /// When the two are never shown where both can be meant; better, put them into two systems.
    "shared-name", "two states have one name", Level::Error, Names(run)
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut pairs: BTreeMap<(StateId, StateId), Vec<usize>> = BTreeMap::new();
    for (at, usage) in index.usages.iter().enumerate() {
        if let Verdict::Foreign(other) = usage.verdict {
            pairs.entry((usage.state.min(other), usage.state.max(other))).or_default().push(at);
        }
    }
    pairs.into_iter().map(|(pair, foreign)| shared(index, pair, &foreign)).collect()
}

/// The finding of one pair of states, over all locales.
fn shared(index: &Index<'_>, (a, b): (StateId, StateId), foreign: &[usize]) -> Finding {
    let foreign: Vec<&Usage> = foreign.iter().map(|&at| &index.usages[at]).collect();
    let showing = with_counterparts(index, (a, b), &foreign);
    let odd: Vec<&Usage> =
        showing.iter().copied().filter(|usage| is_primary(index, usage, &showing)).collect();
    let sides: BTreeSet<StateId> = odd.iter().map(|usage| usage.state).collect();
    let identity = if sides.len() > 1 { Identity::Name } else { Identity::Place };
    let quotes = odd.iter().map(|usage| Quote::odd(usage, level(usage), "shared"));
    let context = context(index, (a, b), &odd).into_iter().map(Quote::context);
    let quotes = quotes.chain(context).collect();
    let source = &index.glossary.source_locale;
    let aside = |usage: &Usage| {
        let id = &index.glossary.state(usage.state).id;
        Some(match &usage.source_name {
            Some(name) => format!("{id} ({source}: {name})"),
            None => id.clone(),
        })
    };
    let mut finding = of_usages(index, "shared-name", &[a, b], quotes, identity, aside);
    tell(index, (a, b), &odd, &mut finding);
    finding
}

fn level(usage: &Usage) -> Level {
    if usage.is_source { Level::Error } else { Level::Warning }
}

/// The foreign usages of a pair, and the labels of the other state that show the same name: which of
/// the two is to be mended is decided by what each is called elsewhere.
fn with_counterparts<'i>(
    index: &'i Index<'_>,
    (a, b): (StateId, StateId),
    foreign: &[&'i Usage],
) -> Vec<&'i Usage> {
    let mut showing = foreign.to_vec();
    for usage in foreign {
        let other = if usage.state == a { b } else { a };
        let Some(calling) = index.callings.get(&(other, usage.locale.clone())) else { continue };
        let is_counterpart = |of: &Usage| {
            of.verdict == Verdict::Agreeing // an odd one has its own finding
                && (of.fold == usage.fold || look_alike(&of.name, &usage.name))
                && (of.is_source || of.source_fold != usage.source_fold)
        };
        let usages = index.usages_of(calling).map(|(_, usage)| usage);
        showing.extend(usages.filter(|of| is_counterpart(of)));
    }
    showing.sort_by_key(|usage| (usage.file, &usage.spans));
    showing.dedup_by_key(|usage| (usage.file, &usage.spans));
    showing
}

/// Whether a usage is to be mended: its state elsewhere in the locale has another name, so that this
/// one is borrowed; where that is true of both states or of none, both are.
fn is_primary(index: &Index<'_>, usage: &Usage, showing: &[&Usage]) -> bool {
    let other_side = || {
        showing.iter().filter(|other| other.state != usage.state && other.locale == usage.locale)
    };
    has_other_name(index, usage)
        || other_side().next().is_none()
        || !other_side().any(|other| has_other_name(index, other))
}

/// Whether the state of a usage has a name elsewhere in the locale that is not this one inflected.
fn has_other_name(index: &Index<'_>, usage: &Usage) -> bool {
    let calling = &index.callings[&(usage.state, usage.locale.clone())];
    let mut others = index.usages_of(calling).map(|(_, other)| other);
    others.any(|other| {
        !matches!(other.verdict, Verdict::Mention | Verdict::Foreign(_))
            && !same_group(difference(&other.name, &usage.name, &usage.locale, false))
    })
}

/// The first label of each other name of the two states in these locales, the shared name included.
fn context<'i>(index: &'i Index<'_>, (a, b): (StateId, StateId), odd: &[&Usage]) -> Vec<&'i Usage> {
    let locales: BTreeSet<_> = odd.iter().map(|usage| &usage.locale).collect();
    let mut seen: BTreeSet<_> =
        odd.iter().map(|usage| (usage.state, &usage.locale, &usage.name)).collect();
    let mut context = Vec::new();
    for locale in locales {
        for state in [a, b] {
            let Some(calling) = index.callings.get(&(state, locale.clone())) else { continue };
            for (_, usage) in
                index.usages_of(calling).filter(|(_, usage)| usage.verdict != Verdict::Mention)
            {
                if seen.insert((state, locale, &usage.name)) {
                    context.push(usage);
                }
            }
        }
    }
    context
}

fn tell(index: &Index<'_>, (a, b): (StateId, StateId), odd: &[&Usage], finding: &mut Finding) {
    let glossary = index.glossary;
    let is_source = odd.iter().any(|usage| usage.is_source);
    let source = &glossary.source_locale;
    let (first, second) = (glossary.path(a), glossary.path(b));
    finding.message = match &finding.locale {
        Some(locale) if !is_source => {
            format!("{first} and {second}: one name for two states in {locale}")
        }
        None if !is_source => {
            format!("{first} and {second}: one name for two states in several locales")
        }
        _ => format!("{first} and {second}: one name, two states"),
    };
    finding.why = match is_source {
        true => "Nobody can tell which of the two is meant.".to_owned(),
        false => format!("The source ({source}) tells them apart, the translation does not."),
    };
    finding.help = match &finding.marks[0].name {
        name if odd.iter().all(|usage| usage.state == odd[0].state) => {
            format!("call {} by its own name instead of \"{name}\"", glossary.path(odd[0].state))
        }
        _ => "give one of the two another name".to_owned(),
    };
    for mark in finding.marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
        mark.remark = "both states have this name".to_owned();
    }
}
