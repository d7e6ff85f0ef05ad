//! Withdrawn terms in labels of their state. Where a term stands in a text was found by the index.

use std::collections::BTreeMap;

use super::compose::{Identity, Quote, glossary_line, of_usages};
use crate::finding::{Finding, Level, Role};
use crate::glossary::state::{StateId, Term};
use crate::index::{Index, Usage, Verdict};
use crate::text::locale::Locale;

check! {
    /// ## What it finds
    /// A label of a state that shows a term which the glossary has withdrawn: deprecated or superseded.
    /// The term is looked for as whole words, with its `forms`, in sentences too, and not inside the
    /// phrases of its `except`. Labels of other states are not looked at.
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
    "deprecated-term", "a withdrawn term is still shown", Level::Error, run
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut withdrawn: BTreeMap<(StateId, &Locale, usize), Vec<&Usage>> = BTreeMap::new();
    for usage in &index.usages {
        if let Verdict::Withdrawn(term) = usage.verdict {
            withdrawn.entry((usage.state, &usage.locale, term)).or_default().push(usage);
        }
    }
    let find = |((state, locale, term), usages): (_, Vec<&Usage>)| {
        shown(index, state, locale, term, &usages)
    };
    withdrawn.into_iter().filter_map(find).collect()
}

/// The finding of one withdrawn term of one state in one locale.
fn shown(
    index: &Index<'_>,
    state: StateId,
    locale: &Locale,
    at: usize,
    usages: &[&Usage],
) -> Option<Finding> {
    let terms = index.glossary.terms(state, locale)?;
    let term = terms.withdrawn().nth(at)?;
    let status = if at < terms.deprecated.len() { "deprecated" } else { "superseded" };
    let mut quotes: Vec<_> =
        usages.iter().map(|usage| Quote { usage, odd: Some((Level::Error, status)) }).collect();
    let calling = &index.callings[&(state, locale.clone())];
    let right = index
        .usages_of(calling)
        .map(|(_, usage)| usage)
        .find(|usage| usage.verdict == Verdict::Preferred);
    quotes.extend(right.map(Quote::context)); // one place that has it right
    let mut finding =
        of_usages(index, "deprecated-term", &[state], quotes, Identity::Place, |_| None);
    finding.message = format!("{}: \"{}\" is {status}", index.glossary.path(state), term.text);
    finding.preferred = terms.preferred.as_ref().map(|term| glossary_line(&term.text, &term.at));
    finding.why = why(term, status);
    let instead = term.replaced_by.as_ref().or(terms.preferred.as_ref().map(|term| &term.text));
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
