//! Verdicts: every usage against the terms of its state, then against the other names of the state,
//! then against the names of other states. The source locale is judged first, since in another locale
//! a label is measured only by labels whose source name is the same.
//!
//! How much a verdict weighs is the checks' business.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Index, Usage, Verdict};
use crate::glossary::state::{StateId, Term, Terms};
use crate::text::difference::{Difference, difference, same_group};
use crate::text::fold::{fold, look_alike, skeleton};
use crate::text::locale::Locale;
use crate::text::name::bare;
use crate::text::withdrawn::holds;

/// Judges every usage.
pub(super) fn judge(index: &mut Index<'_>) {
    let places: Vec<(StateId, Locale)> = index.callings.keys().cloned().collect();
    let (sources, others): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|place| is_source(index, place));
    let mut wrong = WrongSources::new();
    for (places, is_source) in [(sources, true), (others, false)] {
        for place in &places {
            judge_by_terms(index, place);
            judge_by_others(index, place, &wrong);
        }
        let claims = Claims::new(index, &places, is_source);
        claims.judge(index, &places);
        if is_source {
            wrong = wrong_sources(index, &places);
        }
    }
}

fn is_source(index: &Index<'_>, place: &(StateId, Locale)) -> bool {
    index.callings[place].usages.iter().any(|&at| index.usages[at].is_source)
}

/// The folded source names that are no right name of their state: their translations mirror a fault
/// of the source and are measured by each other only.
type WrongSources = HashSet<(StateId, String)>;

fn wrong_sources(index: &Index<'_>, places: &[(StateId, Locale)]) -> WrongSources {
    let usages = places.iter().flat_map(|place| index.usages_of(&index.callings[place]));
    let is_wrong = |verdict| match verdict {
        Verdict::Foreign(_) | Verdict::Withdrawn(_) => true,
        Verdict::Odd(kind) => !same_group(kind) || kind == Difference::Inflection,
        _ => false,
    };
    usages
        .filter(|(_, usage)| is_wrong(usage.verdict))
        .map(|(_, usage)| (usage.state, usage.fold.clone()))
        .collect()
}

/// Preferred, admitted and withdrawn: what the glossary says of a name by itself.
fn judge_by_terms(index: &mut Index<'_>, place: &(StateId, Locale)) {
    let Some(terms) = index.glossary.terms(place.0, &place.1) else { return };
    let terms = TermTexts::new(terms, &place.1);
    for at in index.callings[place].usages.clone() {
        let surface = index.surface(&index.usages[at]).to_owned();
        let usage = &mut index.usages[at];
        let is_mention = usage.verdict == Verdict::Mention;
        usage.verdict = match terms.known_status(usage, &surface) {
            Some(verdict) if !is_mention => verdict,
            _ => terms.withdrawn_in(usage).map_or(usage.verdict, Verdict::Withdrawn),
        };
    }
}

/// The terms of a state in a locale, folded once.
struct TermTexts<'g> {
    terms: &'g Terms,
    withdrawn: Vec<&'g Term>,
    locale: &'g Locale,
}

impl<'g> TermTexts<'g> {
    fn new(terms: &'g Terms, locale: &'g Locale) -> Self {
        Self { terms, withdrawn: terms.withdrawn().collect(), locale }
    }

    fn known_status(&self, usage: &Usage, surface: &str) -> Option<Verdict> {
        let shows = |term: &Term| term.text == usage.name || term.text == bare(&usage.text);
        if self.terms.preferred.as_ref().is_some_and(shows) {
            return Some(Verdict::Preferred);
        }
        let is_here = |term: &&Term| {
            term.surfaces.is_empty() || term.surfaces.iter().any(|name| name == surface)
        };
        self.terms.admitted.iter().filter(is_here).any(shows).then_some(Verdict::Admitted)
    }

    fn withdrawn_in(&self, usage: &Usage) -> Option<usize> {
        self.withdrawn.iter().position(|term| {
            let forms = std::iter::once(&term.text).chain(&term.forms);
            forms.into_iter().any(|form| holds(&usage.text, form, &term.except, self.locale))
        })
    }
}

/// Measures what the terms did not decide by the preferred term, or by what most labels show.
fn judge_by_others(index: &mut Index<'_>, place: &(StateId, Locale), wrong: &WrongSources) {
    let (state, locale) = place;
    let terms = index.glossary.terms(*state, locale);
    let known: Vec<String> =
        terms.into_iter().flat_map(Terms::known).map(|term| term.text.clone()).collect();
    let mut open: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    let calling = &index.callings[place];
    for (at, usage) in
        index.usages_of(calling).filter(|(_, usage)| usage.verdict == Verdict::Agreeing)
    {
        // In the source locale all labels of a state are measured by each other.
        let group = if usage.is_source { None } else { usage.source_fold.clone() };
        open.entry(group).or_default().push(at);
    }
    let mut references = Vec::new();
    for (group, usages) in open {
        let mirrors = group.as_ref().is_some_and(|fold| wrong.contains(&(*state, fold.clone())));
        if !known.is_empty() && !mirrors {
            measure_by_terms(index, &usages, &known, locale);
        } else if group.is_some() || index.usages[usages[0]].is_source {
            let found = measure_by_most(index, &usages, locale);
            references.extend(found.into_iter().map(|name| (group.clone(), name)));
        }
        // What has no source entry and no term is measured by nothing.
    }
    index.callings.get_mut(place).expect("the place was listed").references = references;
}

fn measure_by_terms(index: &mut Index<'_>, usages: &[usize], known: &[String], locale: &Locale) {
    for &at in usages {
        let usage = &mut index.usages[at];
        let whole = usage.evidence.means_all();
        let kinds = known.iter().map(|term| difference(&usage.name, term, locale, whole));
        usage.verdict = Verdict::Odd(kinds.min().unwrap_or(Difference::Different));
    }
}

/// Names that count as one when the largest group is looked for.
struct Group {
    /// The name that most entries of the group show.
    head: String,
    entries: usize,
    usages: Vec<usize>,
}

/// Measures labels by the name that most entries show, and returns it. A tie makes every label odd.
fn measure_by_most(index: &mut Index<'_>, usages: &[usize], locale: &Locale) -> Option<String> {
    let groups = groups(index, usages, locale);
    let most = groups.iter().map(|group| group.entries).max()?;
    let mut largest = groups.iter().filter(|group| group.entries == most);
    let reference =
        largest.next().filter(|_| largest.next().is_none()).map(|group| group.head.clone());
    for (at, group) in groups.iter().enumerate() {
        let others = || {
            groups
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != at)
                .map(|(_, group)| &group.head)
        };
        for &usage in &group.usages {
            let usage = &mut index.usages[usage];
            let whole = usage.evidence.means_all();
            let kind = match &reference {
                Some(reference) => difference(&usage.name, reference, locale, whole),
                None => others().map(|head| difference(&usage.name, head, locale, whole)).min()?,
            };
            if kind != Difference::Same {
                usage.verdict = Verdict::Odd(kind);
            }
        }
    }
    reference
}

/// The names of usages, grouped: equal, letter case, inflection and frame are one group.
fn groups(index: &Index<'_>, usages: &[usize], locale: &Locale) -> Vec<Group> {
    type Shown<'u> = (BTreeSet<Entry<'u>>, Vec<usize>);
    let mut names: BTreeMap<(&str, bool), Shown<'_>> = BTreeMap::new();
    for &at in usages {
        let usage = &index.usages[at];
        let (entries, of_name) =
            names.entry((&usage.name, usage.evidence.means_all())).or_default();
        entries.insert(entry(usage));
        of_name.push(at);
    }
    let mut by_size: Vec<_> = names.into_iter().collect();
    by_size.sort_by_key(|((name, _), (entries, _))| (std::cmp::Reverse(entries.len()), *name));
    let mut groups: Vec<Group> = Vec::new();
    for ((name, whole), (entries, usages)) in by_size {
        let fits = |group: &&mut Group| same_group(difference(name, &group.head, locale, whole));
        match groups.iter_mut().find(fits) {
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
type Entry<'u> = (super::FileId, Result<&'u crate::label::Key, u32>);

fn entry(usage: &Usage) -> Entry<'_> {
    (usage.file, usage.key.as_ref().ok_or(usage.spans.first().start))
}

/// A name that a state has in a locale.
struct Claim {
    state: StateId,
    name: String,
    /// The source name of the labels that show it; `None` in the source locale.
    source_fold: Option<String>,
    is_preferred: bool,
}

/// Which states have a name, by locale and by what looks the same.
struct Claims(HashMap<(Locale, String), Vec<Claim>>);

impl Claims {
    fn new(index: &Index<'_>, places: &[(StateId, Locale)], is_source: bool) -> Self {
        let mut claims = Self(HashMap::new());
        let locales: BTreeSet<&Locale> = places.iter().map(|(_, locale)| locale).collect();
        for locale in locales {
            for state in index.glossary.states() {
                claims.add_preferred(index, state, locale, is_source);
            }
        }
        for place in places {
            claims.add_references(index, place);
        }
        claims
    }

    fn add_preferred(
        &mut self,
        index: &Index<'_>,
        state: StateId,
        locale: &Locale,
        is_source: bool,
    ) {
        let preferred = |locale: &Locale| index.glossary.terms(state, locale)?.preferred.as_ref();
        let Some(term) = preferred(locale) else { return };
        let source = &index.glossary.source_locale;
        let source_fold =
            (!is_source).then(|| preferred(source).map(|term| fold(&term.text, source))).flatten();
        self.add(locale, Claim { state, name: term.text.clone(), source_fold, is_preferred: true });
    }

    /// The names that stand for a state where no term does.
    fn add_references(&mut self, index: &Index<'_>, place: &(StateId, Locale)) {
        for (source_fold, name) in &index.callings[place].references {
            let (name, source_fold) = (name.clone(), source_fold.clone());
            self.add(&place.1, Claim { state: place.0, name, source_fold, is_preferred: false });
        }
    }

    fn add(&mut self, locale: &Locale, claim: Claim) {
        let key = (locale.clone(), skeleton(&fold(&claim.name, locale)));
        self.0.entry(key).or_default().push(claim);
    }

    /// Marks the usages that show the name of another state.
    fn judge(&self, index: &mut Index<'_>, places: &[(StateId, Locale)]) {
        for place in places {
            for at in index.callings[place].usages.clone() {
                if let Some(state) = self.owner(index, &index.usages[at]) {
                    index.usages[at].verdict = Verdict::Foreign(state);
                }
            }
        }
    }

    /// The other state whose name a usage shows.
    fn owner(&self, index: &Index<'_>, usage: &Usage) -> Option<StateId> {
        let only_preferred = match usage.verdict {
            Verdict::Mention | Verdict::Admitted | Verdict::Withdrawn(_) | Verdict::Foreign(_) => {
                return None;
            }
            // A preferred term is right, unless the glossary gives it to two states.
            Verdict::Preferred => true,
            // Without a source entry a translation is judged only against the glossary's terms.
            Verdict::Agreeing | Verdict::Odd(_) => !usage.is_source && usage.source_fold.is_none(),
        };
        let claims = self.0.get(&(usage.locale.clone(), skeleton(&usage.fold)))?;
        let glossary = index.glossary;
        let is_other = |claim: &&Claim| {
            claim.state != usage.state
                && (claim.is_preferred || !only_preferred)
                && glossary
                    .are_compared(glossary.system_of(claim.state), glossary.system_of(usage.state))
                && (usage.is_source
                    || claim.source_fold.is_none()
                    || claim.source_fold != usage.source_fold)
                && (fold(&claim.name, &usage.locale) == usage.fold
                    || look_alike(&claim.name, &usage.name))
        };
        claims.iter().filter(is_other).map(|claim| claim.state).min()
    }
}
