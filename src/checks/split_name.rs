//! One state under several names. How names differ was found by the index; here it gets its weight.

use std::collections::{BTreeMap, BTreeSet};

use super::compose::{Identity, Quote, glossary_line, number, of_usages};
use crate::finding::{Accept, Finding, GlossaryLine, Level, NameLine};
use crate::glossary::bind::Evidence;
use crate::glossary::state::{Shape, StateId, Term, Terms};
use crate::glossary::table::toml_text;
use crate::index::{Calling, Index, Usage, Verdict};
use crate::text::difference::Difference;
use crate::text::likeness::can_stand_for;
use crate::text::locale::Locale;

check! {
    /// ## What it finds
    /// One state that has several names in one locale: "Active" on one page, "Interviewed" on another.
    ///
    /// Names are compared without placeholders, counters, accelerators and the words around them (the
    /// system's nouns). Where the glossary prefers a term, that is the measure; else the name that most
    /// entries show; where two show equally often, every name is reported. Translations are measured by
    /// each other where their source names are equal, so a split of the source is reported once, in the
    /// source.
    ///
    /// ## Why it matters
    /// Who reads two names looks for two states. Support answers the same question again, and every
    /// translator doubles the damage. WCAG 2.2, success criterion 3.2.4, asks that components of the
    /// same function are named alike.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order.{state}", "mail.order_{state}"]
    /// [system.order.states]
    /// shipped = "Shipped"
    /// ```
    /// ```json shop/en.json
    /// { "order": { "shipped": "Shipped" } }
    /// ```
    /// ```json mail/en.json
    /// { "mail": { "order_shipped": "Dispatched" } }
    /// ```
    /// ```text
    /// mail/en.json:1:31: error[split-name] order.shipped: one state, two names: "Dispatched" here, Shop calls this state "Shipped"
    /// ```
    ///
    /// ## How to mend
    /// Show the preferred term in every place. If several names are right, admit them:
    /// `shipped = { en = ["Shipped", "Dispatched"] }`. Where nothing is preferred yet, decide.
    ///
    /// ## When to waive it
    /// When a place cannot show the preferred term, for want of room or for a legal text, and the
    /// difference is known to its readers.
    ///
    /// | kind of difference | source locale | other locales |
    /// |---|---|---|
    /// | letter-case, number (singular, plural) | note | none |
    /// | frame ("Reset" in "Reset card") | none beside a known term, else note | none |
    /// | spelling (canceled, cancelled) | warning | warning where `[spelling]` names the policy |
    /// | inflection (Complete, Completed) | warning | none |
    /// | different | error if a term is preferred, else warning | note; warning if a term is preferred there |
    "split-name", "one state has several names", Level::Error, Names(run)
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let split = index
        .callings
        .iter()
        .filter_map(|((state, locale), calling)| split(index, *state, locale, calling));
    split.collect()
}

/// The finding of one state in one locale, if a name there is odd.
fn split(index: &Index<'_>, state: StateId, locale: &Locale, calling: &Calling) -> Option<Finding> {
    let terms = index.glossary.terms(state, locale);
    let preferred = terms.and_then(|terms| terms.preferred.as_ref()).map(|term| &*term.text);
    let has_preferred = preferred.is_some();
    let usages = || index.usages_of(calling).map(|(_, usage)| usage);
    let odd = usages().filter_map(|usage| quote(index, usage, preferred));
    let mut quotes: Vec<Quote<'_>> = odd.collect();
    if quotes.is_empty() {
        return None;
    }
    let groups: BTreeSet<_> = quotes.iter().map(|quote| &quote.usage.source_fold).collect();
    let beside = usages().filter(|usage| usage.is_source || groups.contains(&usage.source_fold));
    let right = right_names(beside);
    if right.is_empty() && !has_preferred {
        // What they differ from differs too, in a way that is not worth telling: it is shown beside.
        let untold = usages().filter(|usage| matches!(usage.verdict, Verdict::Odd(_)));
        let untold = untold.filter(|usage| self::odd(index, usage, has_preferred).is_none());
        let untold = untold.filter(|usage| usage.is_source || groups.contains(&usage.source_fold));
        quotes.extend(untold.take(1).map(Quote::context));
    }
    quotes.extend(right.into_iter().map(Quote::context));
    let identity = if has_preferred { Identity::Place } else { Identity::Name };
    let mut finding = of_usages(index, "split-name", &[state], quotes, identity, |_| None);
    tell(index, state, locale, &mut finding);
    Some(finding)
}

/// An odd usage, if it is worth telling. Where only case, number or a frame differ, a person decides.
fn quote<'i>(index: &Index<'i>, usage: &'i Usage, preferred: Option<&'i str>) -> Option<Quote<'i>> {
    let (level, kind) = odd(index, usage, preferred.is_some())?;
    let is_spelling = kind == Difference::Spelling.id();
    let stands = |term: &&str| {
        is_spelling || is_name(index, usage) && can_stand_for(term, &usage.name, &usage.locale)
    };
    let term = preferred.filter(|_| level > Level::Note).filter(stands);
    Some(Quote::odd(usage, level, kind).with_term(index, term))
}

/// Whether what a label says is a name and no phrase about something else ("Note added"): one word, or what an
/// annotation or a listed text calls the state, or what two entries do.
fn is_name(index: &Index<'_>, usage: &Usage) -> bool {
    let is_said = matches!(usage.evidence, Evidence::Annotation | Evidence::Text);
    let others = || {
        let calling = &index.callings[&(usage.state, usage.locale.clone())];
        let same = |other: &Usage| other.fold == usage.fold && other.key != usage.key;
        index.usages_of(calling).any(|(_, other)| same(other))
    };
    !usage.name.contains(char::is_whitespace) || is_said || others()
}

/// The level and kind of an odd usage, if it is worth telling.
fn odd(index: &Index<'_>, usage: &Usage, has_preferred: bool) -> Option<(Level, &'static str)> {
    let Verdict::Odd(kind) = usage.verdict else { return None };
    let level = if usage.is_source {
        source_level(kind, has_preferred)
    } else {
        let has_policy = index.glossary.spelling.contains_key(usage.locale.language());
        translation_level(kind, has_preferred, has_policy)
    };
    Some((level?, kind.id()))
}

fn source_level(kind: Difference, has_preferred: bool) -> Option<Level> {
    match kind {
        Difference::Same => None,
        Difference::LetterCase | Difference::Number => Some(Level::Note),
        Difference::Frame => (!has_preferred).then_some(Level::Note),
        Difference::Spelling | Difference::Inflection => Some(Level::Warning),
        Difference::Different => Some(if has_preferred { Level::Error } else { Level::Warning }),
    }
}

fn translation_level(kind: Difference, has_preferred: bool, has_policy: bool) -> Option<Level> {
    match kind {
        Difference::Spelling => has_policy.then_some(Level::Warning),
        Difference::Different => Some(if has_preferred { Level::Warning } else { Level::Note }),
        _ => None,
    }
}

/// The first usage of each name that is right.
fn right_names<'u>(usages: impl Iterator<Item = &'u Usage>) -> Vec<&'u Usage> {
    let mut seen = BTreeSet::new();
    let right = usages.filter(|usage| {
        matches!(usage.verdict, Verdict::Preferred | Verdict::Admitted | Verdict::Agreeing)
    });
    right.filter(|usage| seen.insert(&usage.name)).collect()
}

/// What, why and what to do.
fn tell(index: &Index<'_>, state: StateId, locale: &Locale, finding: &mut Finding) {
    let id = index.glossary.path(state);
    let terms = index.glossary.terms(state, locale);
    let preferred = terms.and_then(|terms| terms.preferred.as_ref());
    let mut names: BTreeSet<&str> = finding.names.iter().map(|line| &*line.name).collect();
    names.extend(preferred.map(|term| &*term.text));
    let where_it_is = match locale.language() == index.glossary.source_locale.language() {
        true => String::new(),
        false => format!(" in {locale}"),
    };
    finding.message = format!("{id}: one state, {} names{where_it_is}", number(names.len()));
    finding.preferred = preferred.map(|term| glossary_line(&term.text, &term.at));
    finding.why = finding.definitions.first().map_or_else(
        || "Who reads two names looks for two states.".to_owned(),
        |(_, definition)| definition.clone(),
    );
    finding.help = match (&finding.preferred, finding.names.iter().find(|line| !line.is_odd)) {
        (Some(term), _) => format!("show \"{}\", or admit the other name", term.text),
        (None, Some(most)) => format!(
            "show \"{}\" as other places do, or prefer another term in the glossary",
            most.name
        ),
        (None, None) => "decide which name is right and prefer it in the glossary".to_owned(),
    };
    remark(finding);
    finding.accept = accept(index, state, locale).map(Accept::Allow);
    finding.mirrored = mirrored(index, state, locale, finding);
}

/// The line that admits every name in use, at its place. `None` where there is none: the state is not
/// listed, its terms say more than a list can, or it is a translation of which no term is decided.
fn accept(index: &Index<'_>, id: StateId, locale: &Locale) -> Option<GlossaryLine> {
    let state = index.glossary.state(id);
    let terms = index.glossary.terms(id, locale);
    let is_source = *locale == index.glossary.source_locale;
    let is_decided = terms.is_some_and(|terms| terms.preferred.is_some());
    if state.shape == Shape::Found || !is_decided && !is_source {
        return None;
    }
    if is_source && would_unmask(index, id) {
        return None;
    }
    let known: Vec<&Term> = terms.into_iter().flat_map(Terms::known).collect();
    if known.iter().any(|term| term.says_more()) {
        return None;
    }
    let mut names: Vec<&str> = known.iter().map(|term| &*term.text).collect();
    let in_use = in_use(index, &index.callings[&(id, locale.clone())]);
    names.extend(in_use.into_iter().filter(|name| !known.iter().any(|term| term.text == *name)));
    let list = |names: &[&str]| names.iter().map(|it| toml_text(it)).collect::<Vec<_>>().join(", ");
    let line = match (terms.filter(|terms| terms.has_statuses), state.shape) {
        (Some(terms), _) => {
            let rest = usize::from(terms.preferred.is_some());
            format!("admitted = [{}]", list(&names[rest..]))
        }
        // The line of a state that is a text is its source term, which must stay.
        (None, Shape::Text) if is_source => {
            format!("{} = {{ {locale} = [{}] }}", state.id, list(&names))
        }
        (None, Shape::Text) => return None,
        (None, _) => format!("{locale} = [{}]", list(&names)),
    };
    Some(glossary_line(line, known.first().map_or(&state.at, |term| &term.at)))
}

/// Whether translations that mirror a wrong source name would be held to a term once it is right.
fn would_unmask(index: &Index<'_>, state: StateId) -> bool {
    let others = index.callings.iter().filter(|((of, _), _)| *of == state);
    let mut usages = others.flat_map(|(_, calling)| index.usages_of(calling));
    usages.any(|(_, usage)| {
        let terms = index.glossary.terms(state, &usage.locale);
        !usage.is_source
            && matches!(usage.verdict, Verdict::Agreeing | Verdict::Odd(_))
            && terms.is_some_and(|terms| terms.preferred.is_some())
    })
}

/// The names that labels give a state, those that most of them give first.
fn in_use<'i>(index: &'i Index<'_>, calling: &'i Calling) -> Vec<&'i str> {
    let mut counts: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
    for (_, usage) in index.usages_of(calling) {
        let is_odd = matches!(usage.verdict, Verdict::Odd(_));
        if is_odd || matches!(usage.verdict, Verdict::Agreeing) {
            let (odd, count) = counts.entry(&usage.name).or_insert((is_odd, 0));
            (*odd, *count) = (*odd && is_odd, *count + 1);
        }
    }
    let mut names: Vec<_> = counts.into_iter().collect();
    names.sort_by_key(|&(name, (is_odd, count))| (is_odd, std::cmp::Reverse(count), name));
    names.into_iter().map(|(name, _)| name).collect()
}

/// In how many other locales the translations of these names differ as the source's do.
fn mirrored(index: &Index<'_>, state: StateId, locale: &Locale, finding: &Finding) -> usize {
    let is_source = finding.marks.iter().any(|mark| mark.evidence.is_some())
        && locale.language() == index.glossary.source_locale.language();
    if !is_source {
        return 0;
    }
    let others = index.callings.iter().filter(|((of, other), _)| *of == state && other != locale);
    // Mirrored: entries with different source names share no name there.
    let differs = |calling: &Calling| {
        let mut names: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for (_, usage) in index.usages_of(calling).filter(|(_, it)| it.verdict != Verdict::Mention)
        {
            if let Some(source) = &usage.source_fold {
                names.entry(source).or_default().insert(&usage.fold);
            }
        }
        let mut sets = names.values();
        let first = sets.next();
        sets.any(|set| first.is_some_and(|first| first.is_disjoint(set)))
    };
    others.filter(|(_, calling)| differs(calling)).count()
}

/// What is said at each place: the name that is right, or another one, and who shows it.
fn remark(finding: &mut Finding) {
    let names = &finding.names;
    let preferred = finding.preferred.as_ref().map(|term| &*term.text);
    let of_preferred = names.iter().find(|line| Some(&*line.name) == preferred);
    // Whatever a place shows, one of these is another name.
    let right = names.iter().filter(|line| !line.is_odd).take(2);
    let beside: Vec<&NameLine> =
        of_preferred.into_iter().chain(right).chain(names.iter().take(2)).collect();
    for mark in &mut finding.marks {
        let other = beside.iter().find(|line| line.name != mark.name);
        let shows_preferred = of_preferred.is_some_and(|line| line.name != mark.name);
        mark.remark = match (preferred, other) {
            (Some(term), _) if !shows_preferred => format!("the glossary prefers \"{term}\""),
            (_, Some(line)) => {
                match line.surfaces.iter().find(|surface| !mark.surfaces.contains(surface)) {
                    Some(surface) => format!("{surface} calls this state \"{}\"", line.name),
                    None => format!("another label calls this state \"{}\"", line.name),
                }
            }
            (_, None) => String::new(),
        };
    }
}
