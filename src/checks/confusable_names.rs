//! Two states whose names users take for each other. How alike names are is `text::likeness`'s to say.

use std::collections::{BTreeMap, BTreeSet};

use super::compose::{Identity, Quote, of_usages};
use super::merged::{Merged, Translations};
use crate::finding::{Finding, Level, Role};
use crate::glossary::state::{StateId, SystemId};
use crate::index::{Index, Usage, Verdict};
use crate::text::difference::Difference;
use crate::text::likeness::{Analysis, Key, Lexicon, Likeness, Rule, Tier, Topic};
use crate::text::locale::Locale;
use crate::text::name::bare;

check! {
    /// ## What it finds
    /// Two states of one system whose names a user could take for each other: "Interviewed" beside
    /// "Invitations to interview". Structure is looked at first: opposites (Paid, Unpaid), degrees
    /// (Refunded, Partially refunded), series (Level 1, Level 2) and couples like Doing and Done are silent.
    /// Then come shared words, synonyms (Done, Completed) and names that look alike (Reserved, Resolved).
    /// A pair that the glossary declares with `mistaken-for` is reported too. `canonym compare "A" "B"` says what
    /// is thought of any two names.
    ///
    /// Only names in the source locale are compared. What translators did is evidence: "4 of 20 locales use one
    /// word for both" stands beside the pair, and makes a warning of a note if it is three of them and a quarter
    /// of those that name both.
    ///
    /// Words are known best in English. German, French, Spanish, Portuguese, Dutch, Italian, Polish and Russian
    /// have their opposites, negations and small words, no synonyms. In other languages shared words are a note.
    /// About one real confusion in six ("Active" beside "Interviewed") is not in the words at all: only you can
    /// declare it.
    ///
    /// ## Why it matters
    /// Names that share a word promise that their states are related. Users act on the wrong one.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.proposal]
    /// keys = ["proposal.{state}"]
    /// ```
    /// ```json en.json
    /// { "proposal": { "active": "Interviewed", "invited": "Invitations to interview" } }
    /// ```
    /// ```text
    /// en.json:1:28: warning[confusable-names] proposal.active and proposal.invited: both names share the stem "interview"
    /// en.json:1:54: warning[confusable-names] proposal.active and proposal.invited: both names share the stem "interview"
    /// ```
    ///
    /// ## How to mend
    /// Give one of the two a name without the shared word. If one is an umbrella whose names may hold the
    /// other's, say so: `covers = ["..."]`. If two words are not alike in your product, or others are, say it in
    /// `[thesaurus]`.
    ///
    /// ## When to waive it
    /// When users demonstrably tell the two apart.
    "confusable-names", "two states have names that users confuse", Level::Warning, Names(run)
}

/// A word that more names of a system share is its topic and tells none of them apart from another;
/// comparing them all would cost the square of a family that may be hostile.
const MOST_SHARING: usize = 200;

/// So many names of a system are compared pair by pair for how they look; of more, only those that begin with
/// one letter.
const MOST_LOOKED_AT: usize = 256;

/// A name in use, and the first label that shows it.
struct InUse<'i> {
    usage: &'i Usage,
    analysis: Analysis,
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut names: BTreeMap<&Locale, BTreeMap<(StateId, &str), &Usage>> = BTreeMap::new();
    for usage in index.usages.iter().filter(|usage| is_name(usage) && usage.is_source) {
        names.entry(&usage.locale).or_default().entry((usage.state, &usage.fold)).or_insert(usage);
    }
    let mut findings = Vec::new();
    let translations = Translations::of(index);
    for (locale, names) in names {
        let lexicon = Lexicon::new(locale, &index.glossary.thesaurus);
        let names: Vec<InUse<'_>> = names
            .into_values()
            .map(|usage| InUse { usage, analysis: lexicon.analyse(&usage.name) })
            .collect();
        findings.extend(confusable(index, &names, &lexicon, &translations));
    }
    findings
}

fn is_name(usage: &Usage) -> bool {
    matches!(
        usage.verdict,
        Verdict::Preferred | Verdict::Admitted | Verdict::Agreeing | Verdict::Odd(_)
    )
}

/// The findings of one locale: one a pair of states, for its strongest pair of names.
fn confusable(
    index: &Index<'_>,
    names: &[InUse<'_>],
    lexicon: &Lexicon,
    translations: &Translations<'_>,
) -> Vec<Finding> {
    let topics = topics(index, names);
    let mut pairs: BTreeMap<(StateId, StateId), Vec<Pair<'_, '_>>> = BTreeMap::new();
    for (a, b) in candidates(index, names) {
        let topic = &topics[&index.glossary.system_of(a.usage.state)];
        if let Some(alike) = alike(index, lexicon, (a, b), topic) {
            let (a, b) = if a.usage.state < b.usage.state { (a, b) } else { (b, a) };
            pairs.entry((a.usage.state, b.usage.state)).or_default().push((a, b, alike));
        }
    }
    let report = |(states, pairs): (_, Vec<_>)| report(index, states, pairs, translations);
    pairs.into_iter().map(report).collect()
}

/// How the names of each system's states share their stems.
fn topics(index: &Index<'_>, names: &[InUse<'_>]) -> BTreeMap<SystemId, Topic> {
    let mut systems: BTreeMap<_, Vec<&Analysis>> = BTreeMap::new();
    for name in names {
        systems.entry(index.glossary.system_of(name.usage.state)).or_default().push(&name.analysis);
    }
    systems.into_iter().map(|(system, names)| (system, Topic::of(names.into_iter()))).collect()
}

/// Pairs of names that may be alike: those that share a stem or a concept, those that may look alike, and
/// those whose states the glossary says users mix up. There are few of them in thousands of names.
fn candidates<'n, 'i>(
    index: &Index<'_>,
    names: &'n [InUse<'i>],
) -> Vec<(&'n InUse<'i>, &'n InUse<'i>)> {
    let clusters = clusters(index);
    let mut by_cluster: BTreeMap<SystemId, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let cluster = clusters[index.glossary.system_of(name.usage.state).0 as usize];
        by_cluster.entry(cluster).or_default().push(at);
    }
    let mut pairs = BTreeSet::new();
    for cluster in by_cluster.values() {
        for sharing in sharing(names, cluster) {
            for (at, &a) in sharing.iter().enumerate() {
                pairs.extend(sharing[at + 1..].iter().map(|&b| (a.min(b), a.max(b))));
            }
        }
    }
    let declares =
        |name: &InUse<'_>| !index.glossary.state(name.usage.state).mistaken_for.is_empty();
    for (a, _) in names.iter().enumerate().filter(|(_, name)| declares(name)) {
        let mistaken =
            |b: usize| index.glossary.are_mistaken(names[a].usage.state, names[b].usage.state);
        pairs.extend((0..names.len()).filter(|&b| mistaken(b)).map(|b| (a.min(b), a.max(b))));
    }
    pairs.into_iter().map(|(a, b)| (&names[a], &names[b])).collect()
}

/// The names of a cluster in groups that have something in common; all of them, where they are few.
fn sharing(names: &[InUse<'_>], cluster: &[usize]) -> Vec<Vec<usize>> {
    if cluster.len() <= MOST_LOOKED_AT {
        return vec![cluster.to_vec()];
    }
    let mut by_key: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut by_letter: BTreeMap<Option<char>, Vec<usize>> = BTreeMap::new();
    for &at in cluster {
        let analysis = &names[at].analysis;
        by_letter.entry(analysis.fold().chars().next()).or_default().push(at);
        for key in analysis.keys().collect::<BTreeSet<_>>() {
            by_key.entry(key).or_default().push(at);
        }
    }
    let groups = by_key.into_values().chain(by_letter.into_values());
    groups.filter(|sharing| sharing.len() <= MOST_SHARING).collect()
}

/// For each system the first of those that its names are compared with, directly or by way of others:
/// only names of one cluster can meet.
fn clusters(index: &Index<'_>) -> Vec<SystemId> {
    let glossary = index.glossary;
    let mut clusters: Vec<SystemId> = glossary.systems().collect();
    for system in glossary.systems() {
        for other in &glossary.system(system).shown_with {
            let Some(other) = glossary.find_system(&other.value) else { continue };
            let (a, b) = (clusters[system.0 as usize], clusters[other.0 as usize]);
            for cluster in clusters.iter_mut().filter(|cluster| **cluster == a || **cluster == b) {
                *cluster = a.min(b);
            }
        }
    }
    clusters
}

/// Two names, each with its state, and how they are alike.
type Pair<'n, 'i> = (&'n InUse<'i>, &'n InUse<'i>, Alike);

/// That two names can be taken for each other, and why.
struct Alike {
    level: Level,
    reason: String,
    /// `None` if the glossary says so.
    rule: Option<Rule>,
}

/// How two names are alike, if that is worth telling.
fn alike(
    index: &Index<'_>,
    lexicon: &Lexicon,
    (a, b): (&InUse<'_>, &InUse<'_>),
    topic: &Topic,
) -> Option<Alike> {
    let glossary = index.glossary;
    let (first, second) = (a.usage.state, b.usage.state);
    if first == second || a.usage.fold == b.usage.fold || glossary.is_umbrella(first, second) {
        return None;
    }
    if !glossary.are_compared(glossary.system_of(first), glossary.system_of(second)) {
        return None;
    }
    let likeness = lexicon.compare(&a.analysis, &b.analysis, topic);
    let likeness = likeness.filter(|_| !are_told_apart_whole(lexicon, a.usage, b.usage, topic));
    let of_tier = |level| {
        let alike = |it: &Likeness| Alike { level, reason: it.reason.clone(), rule: Some(it.rule) };
        likeness.as_ref().map(alike)
    };
    let by_rule = match likeness.as_ref().map(|likeness| likeness.tier) {
        Some(Tier::Warning) => of_tier(Level::Warning),
        Some(Tier::Note) => of_tier(Level::Note),
        Some(Tier::Silent) | None => None,
    };
    let declared = || Alike {
        level: Level::Warning,
        reason: "users mix the two up, says the glossary".to_owned(),
        rule: None,
    };
    by_rule.or_else(|| glossary.are_mistaken(first, second).then(declared))
}

/// Whether two labels, of which only a part is a name, are told apart by design as they stand there: without
/// the noun of its system "Pending payment" is "Pending", and "Pending approval" another name.
fn are_told_apart_whole(lexicon: &Lexicon, a: &Usage, b: &Usage, topic: &Topic) -> bool {
    let whole = |usage: &Usage| lexicon.analyse(&bare(&usage.text));
    (a.is_cut || b.is_cut)
        && lexicon
            .compare(&whole(a), &whole(b), topic)
            .is_some_and(|likeness| likeness.tier == Tier::Silent)
}

/// The finding of a pair of states: in it each has one odd mark a name, its first usage.
fn report(
    index: &Index<'_>,
    (a, b): (StateId, StateId),
    mut pairs: Vec<Pair<'_, '_>>,
    translations: &Translations<'_>,
) -> Finding {
    let merged = translations.merged(a, b);
    if merged.as_ref().is_some_and(Merged::weighs) {
        for (.., alike) in &mut pairs {
            alike.level = alike.level.max(Level::Warning);
        }
    }
    let mut odd: BTreeMap<(StateId, &str), (&Usage, Level)> = BTreeMap::new();
    for (first, second, alike) in &pairs {
        for name in [first, second] {
            let entry = odd
                .entry((name.usage.state, &name.usage.fold))
                .or_insert((name.usage, alike.level));
            entry.1 = entry.1.max(alike.level);
        }
    }
    let quotes =
        odd.values().map(|&(usage, level)| Quote::odd(usage, level, "confusable")).collect();
    let aside = |usage: &Usage| Some(index.glossary.state(usage.state).id.clone());
    let mut finding = of_usages(index, "confusable-names", &[a, b], quotes, Identity::Name, aside);
    let (first, second, strongest) =
        pairs.iter().max_by_key(|(.., alike)| alike.level).expect("a pair of names was found");
    let (one, other) = (index.glossary.path(a), index.glossary.path(b));
    finding.message = format!("{one} and {other}: {}", strongest.reason);
    finding.why = "The two states mean different things.".to_owned();
    if let Some(merged) = merged {
        finding.why = format!("{} {}.", finding.why, merged.sentence());
    }
    finding.help = match strongest.rule {
        Some(Rule::Synonyms | Rule::LookAlike) | None => {
            "give one of the two a name that nobody takes for the other's"
        }
        Some(_) => "give one of the two a name without what they share",
    }
    .to_owned();
    finding.ended_by = [first, second]
        .into_iter()
        .find(|name| will_be_mended(name.usage))
        .map(|name| index.glossary.path(name.usage.state));
    for mark in finding.marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
        mark.remark.clone_from(&strongest.reason);
    }
    finding
}

/// Whether another finding asks for this name to go.
fn will_be_mended(usage: &Usage) -> bool {
    matches!(
        usage.verdict,
        Verdict::Odd(Difference::Different | Difference::Spelling | Difference::Inflection)
    )
}
