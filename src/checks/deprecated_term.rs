//! Withdrawn terms in labels of their state. Where a term stands in a text was found by the index.

use std::collections::BTreeMap;

use super::compose::{Identity, Quote, glossary_line, of_usages_and, stray_mark};
use crate::finding::{Finding, Level, Mark, Role};
use crate::glossary::state::{StateId, Term};
use crate::index::{Index, Stray, Usage, Verdict, Why};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::name::bare;

check! {
    /// ## What it finds
    /// A label of a state that shows a term which the glossary has withdrawn: deprecated or superseded.
    /// The term is looked for as whole words, with its `forms`, in sentences too, and not inside the
    /// phrases of its `except`. A label that is bound to another state is never looked at.
    ///
    /// Labels that nothing binds are looked at only where the term asks for it: with `match = "name"`
    /// those that are the term, with `match = "anywhere"` also sentences that hold it; in the files,
    /// keys and locales of the term's `in`, or else of the system's `within`. A state that nothing but
    /// its terms can bind looks for whole names by itself. What is found there is a warning.
    ///
    /// ## Why it matters
    /// Somebody decided that this name should go. A place that was forgotten keeps it alive: the next
    /// writer copies it.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order.{state}", "mail.order_{state}"]
    /// [system.order.states]
    /// shipped = { en = { preferred = "Shipped", deprecated = ["Dispatched"] } }
    /// ```
    /// ```json en.json
    /// { "order": { "shipped": "Shipped" },
    ///   "mail": { "order_shipped": "Your order has been dispatched." } }
    /// ```
    /// ```text
    /// en.json:2:31: error[deprecated-term] order.shipped: "Dispatched" is deprecated: "Your order has been dispatched" here, now called "Shipped"
    /// ```
    ///
    /// ## How to mend
    /// Show the preferred term, or what the term's `replaced-by` says.
    ///
    /// ## When to waive it
    /// When a label quotes the old name on purpose ("formerly Dispatched"). If a phrase with the word is
    /// always right, put it into the term's `except`.
    "deprecated-term", "a withdrawn term is still shown", Level::Error, Names(run)
}

/// Where one withdrawn term of one state is shown in one locale.
#[derive(Default)]
struct Shown<'i> {
    /// Labels of the state.
    usages: Vec<&'i Usage>,
    /// Labels that nothing binds.
    strays: Vec<&'i Stray>,
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut withdrawn: BTreeMap<(StateId, &Locale, usize), Shown<'_>> = BTreeMap::new();
    for usage in &index.usages {
        if let Verdict::Withdrawn(term) = usage.verdict {
            let shown = withdrawn.entry((usage.state, &usage.locale, term)).or_default();
            shown.usages.push(usage);
        }
    }
    for stray in &index.strays {
        if let Why::Withdrawn { state, term } = stray.why {
            withdrawn.entry((state, &stray.locale, term)).or_default().strays.push(stray);
        }
    }
    let find = |((state, locale, term), of): (_, Shown<'_>)| shown(index, state, locale, term, &of);
    withdrawn.into_iter().filter_map(find).collect()
}

/// The finding of one withdrawn term of one state in one locale.
fn shown<'i>(
    index: &Index<'i>,
    state: StateId,
    locale: &Locale,
    at: usize,
    shown: &Shown<'i>,
) -> Option<Finding> {
    let terms = index.glossary.terms(state, locale)?;
    let term = terms.withdrawn().nth(at)?;
    let status = if at < terms.deprecated.len() { "deprecated" } else { "superseded" };
    let instead = term.replaced_by.as_ref().or(terms.preferred.as_ref().map(|term| &term.text));
    let odd = |usage: &'i Usage| {
        // A form of it may be another number, of which the other term has its own.
        let is_whole = fold(&term.text, locale) == usage.fold;
        let term = instead.filter(|_| is_whole).map(String::as_str);
        Quote::odd(usage, Level::Error, status).with_term(index, term)
    };
    let mut quotes: Vec<_> = shown.usages.iter().map(|usage| odd(usage)).collect();
    let calling = index.callings.get(&(state, locale.clone()));
    let mut usages = calling.into_iter().flat_map(|calling| index.usages_of(calling));
    let right = usages.find(|(_, usage)| usage.verdict == Verdict::Preferred);
    quotes.extend(right.map(|(_, usage)| Quote::context(usage))); // one place that has it right
    let strays = shown.strays.iter().map(|stray| Mark {
        level: Some(Level::Warning),
        kind: Some(status),
        evidence: Some("term"),
        ..stray_mark(index, stray, bare(&stray.text))
    });
    let mut finding = of_usages_and(
        index,
        ("deprecated-term", fold(&term.text, locale)),
        &[state],
        (quotes, strays.collect()),
        Identity::Place,
        |_| None,
    );
    finding.message = format!("{}: \"{}\" is {status}", index.glossary.path(state), term.text);
    finding.preferred = terms.preferred.as_ref().map(|term| glossary_line(&term.text, &term.at));
    finding.why = why(term, status);
    finding.help = instead
        .map_or_else(|| "use another term".to_owned(), |instead| format!("show \"{instead}\""));
    for mark in finding.marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
        mark.remark = instead.map_or_else(
            || format!("{status} term"),
            |instead| format!("now called \"{instead}\""),
        );
    }
    Some(finding)
}

fn why(term: &Term, status: &str) -> String {
    match (&term.reason, &term.since) {
        (Some(reason), _) => reason.clone(),
        (None, Some(since)) => format!("The glossary has it as {status} since {since}."),
        (None, None) => format!("The glossary has it as {status}."),
    }
}
