//! Verdicts: every usage against the terms of its state, then against the other names of the state,
//! then against the names of other states. The source locale is judged first, since in another locale
//! a label is measured only by labels whose source name is the same.
//!
//! How much a verdict weighs is the checks' business.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::claims::Claims;
use super::{FileId, Index, Usage, Verdict};
use crate::glossary::state::{StateId, Term, Terms};
use crate::glossary::withdrawn::Wanted;
use crate::label::Key;
use crate::text::difference::{Difference, difference, keeps_to, same_group};
use crate::text::locale::Locale;
use crate::text::name::bare;
use crate::text::withdrawn::Searched;

/// A state in a locale.
type Place = (StateId, Locale);

/// Judges every usage.
pub(super) fn judge(index: &mut Index<'_>) {
    let places: Vec<Place> = index.callings.keys().cloned().collect();
    let (sources, others): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|place| has(index, place, |usage| usage.is_source));
    judge_places(index, &sources, &WrongSources::new());
    let wrong = wrong_sources(index, &sources);
    judge_places(index, &others, &wrong);
}

fn judge_places(index: &mut Index<'_>, places: &[Place], wrong: &WrongSources) {
    for place in places {
        judge_by_terms(index, place);
        judge_by_others(index, place, wrong);
    }
    Claims::new(index, places).judge(index, places);
    // A label that shows another state's name says nothing about what its own state is called.
    for place in places {
        if has(index, place, |usage| matches!(usage.verdict, Verdict::Foreign(_))) {
            judge_by_others(index, place, wrong);
        }
    }
}

fn has(index: &Index<'_>, place: &Place, is: impl Fn(&Usage) -> bool) -> bool {
    index.usages_of(&index.callings[place]).any(|(_, usage)| is(usage))
}

/// The folded source names that are no right name of their state: their translations mirror a fault
/// of the source and are measured by each other only.
type WrongSources = HashSet<(StateId, String)>;

fn wrong_sources(index: &Index<'_>, places: &[Place]) -> WrongSources {
    let usages = places.iter().flat_map(|place| index.usages_of(&index.callings[place]));
    let is_wrong = |verdict| match verdict {
        Verdict::Foreign(_) | Verdict::Withdrawn(_) => true,
        Verdict::Odd(kind) => !same_group(kind) || kind == Difference::Inflection,
        _ => false,
    };
    let wrong = usages.filter(|(_, usage)| is_wrong(usage.verdict));
    wrong.map(|(_, usage)| (usage.state, usage.fold.clone())).collect()
}

/// Preferred, admitted and withdrawn: what the glossary says of a name by itself.
fn judge_by_terms(index: &mut Index<'_>, place: &Place) {
    let Some(terms) = index.glossary.terms(place.0, &place.1) else { return };
    let wanted: Vec<Wanted> =
        terms.withdrawn().map(|term| Wanted::new(terms, term, &place.1)).collect();
    for at in index.callings[place].usages.clone() {
        let usage = &mut index.usages[at];
        let is_mention = usage.verdict == Verdict::Mention;
        usage.verdict = match known_status(terms, usage) {
            Some(verdict) if !is_mention => verdict,
            _ => withdrawn_in(&wanted, usage).map_or(usage.verdict, Verdict::Withdrawn),
        };
    }
}

fn known_status(terms: &Terms, usage: &Usage) -> Option<Verdict> {
    let shows = |term: &Term| term.text == usage.name || term.text == bare(&usage.text);
    if terms.preferred.as_ref().is_some_and(shows) {
        return Some(Verdict::Preferred);
    }
    let mut admitted = terms.admitted.iter().filter(|term| is_for(term, usage));
    admitted.any(shows).then_some(Verdict::Admitted)
}

/// Whether a term may be shown where a usage stands.
fn is_for(term: &Term, usage: &Usage) -> bool {
    term.surfaces.is_empty() || usage.surfaces.iter().all(|it| term.surfaces.contains(it))
}

/// The withdrawn term that stands in a label, by its index. One that stands inside a right term
/// ("Sent" in "Sent off") does not count there.
fn withdrawn_in(wanted: &[Wanted], usage: &Usage) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    let text = Searched::new(&usage.text, &usage.locale);
    wanted.iter().position(|term| term.stands_in(&text))
}

/// Measures what the terms did not decide: by the terms, or where there are none (or the source name
/// is wrong itself) by what most labels show.
fn judge_by_others(index: &mut Index<'_>, place: &Place, wrong: &WrongSources) {
    let (state, locale) = place;
    let terms = index.glossary.terms(*state, locale);
    let known: Vec<Term> = terms.into_iter().flat_map(Terms::known).cloned().collect();
    let mut references = Vec::new();
    for (group, usages) in groups_by_source(index, place) {
        let mirrors = group.as_ref().is_some_and(|fold| wrong.contains(&(*state, fold.clone())));
        if !known.is_empty() && !mirrors {
            measure_by_terms(index, &usages, &known);
        } else if group.is_some() || index.usages[usages[0]].is_source {
            let found = measure_by_most(index, &usages, locale);
            references.extend(found.into_iter().map(|name| (group.clone(), name)));
        }
        // What has no source entry and no term is measured by nothing.
    }
    index.callings.get_mut(place).expect("the place was listed").references = references;
}

/// The undecided usages by the source name of their entry; those of the source locale are one group.
fn groups_by_source(index: &Index<'_>, place: &Place) -> BTreeMap<Option<String>, Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, usage) in index.usages_of(&index.callings[place]) {
        if matches!(usage.verdict, Verdict::Agreeing | Verdict::Odd(_)) {
            let group = if usage.is_source { None } else { usage.source_fold.clone() };
            groups.entry(group).or_default().push(at);
        }
    }
    groups
}

fn measure_by_terms(index: &mut Index<'_>, usages: &[usize], known: &[Term]) {
    for &at in usages {
        let usage = &mut index.usages[at];
        let here = known.iter().filter(|term| is_for(term, usage));
        let kind = here.map(|term| kind(usage, &term.text)).min();
        usage.verdict = verdict(kind.unwrap_or(Difference::Different));
    }
}

/// How the name of a usage differs from another name of its state.
fn kind(usage: &Usage, name: &str) -> Difference {
    match difference(&usage.name, name, &usage.locale, usage.evidence.means_all()) {
        Difference::LetterCase if usage.is_cut => Difference::Same,
        Difference::Number | Difference::Inflection if usage.is_branch => Difference::Same,
        kind => kind,
    }
}

fn verdict(kind: Difference) -> Verdict {
    if kind == Difference::Same { Verdict::Agreeing } else { Verdict::Odd(kind) }
}

/// How many names of one state are compared with every other. No state has so many; a pattern that
/// binds half a catalogue must not cost its square.
const MOST_NAMES: usize = 300;

/// Names that count as one when the largest group is looked for.
struct Group {
    /// The name that most entries of the group show.
    head: String,
    entries: usize,
    usages: Vec<usize>,
}

/// Measures labels by the name that most entries show, and returns it. A tie makes every label odd,
/// and returns each name.
fn measure_by_most(index: &mut Index<'_>, usages: &[usize], locale: &Locale) -> Vec<String> {
    let groups = groups(index, usages, locale);
    let most = groups.iter().map(|group| group.entries).max().unwrap_or(0);
    let largest = groups.iter().filter(|group| group.entries == most);
    let policy = index.glossary.spelling.get(locale.language()).cloned();
    let right = |group| respelt(group, &groups, policy.as_deref(), locale);
    let heads = largest.take(MOST_NAMES).map(|group| &right(group).head);
    let mut heads: Vec<&String> = heads.collect();
    heads.dedup();
    for group in &groups {
        // In a tie a name is measured by the nearest of the others.
        let measures = heads.iter().filter(|head| heads.len() == 1 || ***head != group.head);
        for &usage in &group.usages {
            let usage = &mut index.usages[usage];
            let kind = measures.clone().map(|head| kind(usage, head)).min();
            usage.verdict = verdict(kind.unwrap_or(Difference::Same));
        }
    }
    heads.into_iter().cloned().collect()
}

/// The group that stands for one whose spelling is against the policy: the same name in the other
/// spelling, where that is shown too.
fn respelt<'g>(
    group: &'g Group,
    groups: &'g [Group],
    policy: Option<&str>,
    locale: &Locale,
) -> &'g Group {
    let keeps = |name: &str| policy.is_none_or(|policy| keeps_to(name, policy, locale));
    if keeps(&group.head) {
        return group;
    }
    let is_it = |other: &&Group| {
        difference(&other.head, &group.head, locale, false) == Difference::Spelling
            && keeps(&other.head)
    };
    groups.iter().find(is_it).unwrap_or(group)
}

/// The names of usages, grouped: equal, letter case, inflection and frame are one group.
fn groups(index: &Index<'_>, usages: &[usize], locale: &Locale) -> Vec<Group> {
    type Shown<'u> = (BTreeSet<Entry<'u>>, Vec<usize>);
    let mut names: BTreeMap<(&str, bool), Shown<'_>> = BTreeMap::new();
    for &at in usages {
        let usage = &index.usages[at];
        let shown = names.entry((&usage.name, usage.evidence.means_all())).or_default();
        shown.0.insert(entry(usage));
        shown.1.push(at);
    }
    let mut by_size: Vec<_> = names.into_iter().collect();
    by_size.sort_by_key(|((name, _), (entries, _))| (std::cmp::Reverse(entries.len()), *name));
    let mut groups: Vec<Group> = Vec::new();
    for ((name, whole), (entries, usages)) in by_size {
        let fits = |group: &&mut Group| same_group(difference(name, &group.head, locale, whole));
        match groups.iter_mut().take(MOST_NAMES).find(fits) {
            Some(group) => {
                group.entries += entries.len();
                group.usages.extend(usages);
            }
            None => groups.push(Group { head: name.to_owned(), entries: entries.len(), usages }),
        }
    }
    groups
}

/// What is counted: branches of one entry are one, a label without a key is one by itself.
type Entry<'u> = (FileId, Result<&'u Key, u32>);

fn entry(usage: &Usage) -> Entry<'_> {
    (usage.file, usage.key.as_ref().ok_or(usage.spans.first().start))
}
