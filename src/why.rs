//! Why a label is bound, or why not, in words: for the person who wonders about one line.

use std::collections::BTreeSet;

use crate::glossary::Glossary;
use crate::glossary::bind::{Because, Evidence, Outcome, Target};
use crate::glossary::state::{KeyPattern, StateId};
use crate::index::{Index, Usage, Verdict};
use crate::label::Key;
use crate::labels::Row;
use crate::text::fold::spelling_of_key;

/// The lines of an explanation: a word and what is said of it.
pub fn explain(index: &Index<'_>, row: &Row<'_>) -> Vec<(&'static str, String)> {
    let glossary = index.glossary;
    let mut lines = vec![("names", names(glossary, row))];
    lines.extend(since(glossary, row).map(|since| ("since", since)));
    if let Some(usage) = row.usage {
        lines.push(("judged", judged(index, usage)));
    } else if matches!(row.explained.outcome, Outcome::Silent) && row.explained.by_source.is_none()
    {
        lines.extend(
            row.label
                .key
                .as_ref()
                .and_then(|key| nearest(glossary, key))
                .map(|nearest| ("nearest", nearest)),
        );
    }
    lines
}

fn names(glossary: &Glossary, row: &Row<'_>) -> String {
    if let Some(usage) = row.usage {
        return glossary.path(usage.state);
    }
    if row.explained.by_source.is_some() {
        return match &row.explained.source_text {
            Some(source) if *source == row.label.text => {
                "no state: the text is its source's, so it is untranslated".to_owned()
            }
            _ => "no state: nothing is left of it that could be a name".to_owned(),
        };
    }
    match &row.explained.outcome {
        Outcome::Silent => "no state: no key pattern, text or annotation speaks of it".to_owned(),
        Outcome::Bound { target, .. } => match target {
            Target::Listed(_) => "no state: nothing is left of it that could be a name".to_owned(),
            Target::Found(..) => {
                "no state: the source locale has no such member of the family".to_owned()
            }
        },
        Outcome::Tied { states, .. } => {
            let states: Vec<_> =
                states.iter().map(|target| target_path(glossary, target)).collect();
            format!("no state: equally strong evidence names {}", states.join(" and "))
        }
        Outcome::Stranger { system, value, .. } => {
            format!("no state: no state of {} is spelled `{value}`", glossary.system(*system).id)
        }
    }
}

fn target_path(glossary: &Glossary, target: &Target) -> String {
    match target {
        Target::Listed(state) => glossary.path(*state),
        Target::Found(system, value) => format!("{}.{value}", glossary.system(*system).id),
    }
}

fn since(glossary: &Glossary, row: &Row<'_>) -> Option<String> {
    let own = match &row.explained.outcome {
        Outcome::Bound { target, evidence, because } => Some(match (evidence, because) {
            (_, Some(Because::Key(pattern, value))) => {
                since_key(glossary, target, pattern, value.as_deref())
            }
            (_, Some(Because::Text(pattern))) => {
                format!("the text is \"{}\" ({})", pattern.text, pattern.at)
            }
            (_, None) => "the element is annotated with data-state".to_owned(),
        }),
        Outcome::Stranger { family: Some(family), .. } => {
            Some(format!("key matches {} ({})", family.glob.written(), family.at))
        }
        _ => None,
    };
    let of_source = || {
        let (_, evidence) = row.explained.by_source.as_ref()?;
        let source = row.explained.source_text.as_ref()?;
        Some(format!("its source text \"{source}\" is bound by {}", evidence.id()))
    };
    match &row.explained.by_source {
        Some((_, Evidence::Key)) => own.or_else(of_source),
        Some(_) => of_source(),
        None => own,
    }
}

fn since_key(
    glossary: &Glossary,
    target: &Target,
    pattern: &KeyPattern,
    value: Option<&str>,
) -> String {
    let matched = format!("key matches {} ({})", pattern.glob.written(), pattern.at);
    let (Some(value), Target::Listed(id)) = (value, target) else { return matched };
    let state = glossary.state(*id);
    match spelling_of_key(value) == spelling_of_key(&state.id) {
        true => matched,
        false => format!("{matched}, \"{value}\" is in-code of {} ({})", state.id, state.at),
    }
}

fn judged(index: &Index<'_>, usage: &Usage) -> String {
    let terms = index.glossary.terms(usage.state, &usage.locale);
    let preferred = terms.and_then(|terms| terms.preferred.as_ref());
    let verdict = usage.verdict.id();
    let detail = match usage.verdict {
        Verdict::Odd(kind) => format!(" ({}): {}", kind.id(), names_there(index, usage)),
        Verdict::Foreign(other) => format!(": it is the name of {}", index.glossary.path(other)),
        Verdict::Withdrawn(at) => {
            let term = terms.and_then(|terms| terms.withdrawn().nth(at));
            term.map_or_else(String::new, |term| format!(": \"{}\" ({})", term.text, term.at))
        }
        Verdict::Mention => ": it speaks of the state in a sentence".to_owned(),
        Verdict::Preferred | Verdict::Admitted | Verdict::Agreeing => {
            format!(", named \"{}\"", usage.name)
        }
    };
    let measure = match preferred {
        Some(term) if usage.verdict != Verdict::Preferred => {
            format!(", preferred is \"{}\"", term.text)
        }
        _ => String::new(),
    };
    format!("{verdict}{detail}{measure}")
}

fn names_there(index: &Index<'_>, usage: &Usage) -> String {
    let calling = &index.callings[&(usage.state, usage.locale.clone())];
    let shown = index.usages_of(calling).filter(|(_, usage)| usage.verdict != Verdict::Mention);
    let names: BTreeSet<&str> = shown.map(|(_, usage)| &*usage.name).collect();
    format!("1 of {} names", names.len())
}

/// The key pattern that comes nearest to a key that none matches, and where they part.
fn nearest(glossary: &Glossary, key: &Key) -> Option<String> {
    let of_states = glossary.states().flat_map(|state: StateId| &glossary.state(state).keys);
    let of_systems = glossary.systems().flat_map(|system| &glossary.system(system).keys);
    let (pattern, _, differs) = of_systems
        .chain(of_states)
        .filter_map(|pattern| {
            nearness(pattern, key).map(|(equal, differs)| (pattern, equal, differs))
        })
        .max_by_key(|(_, equal, _)| *equal)?;
    Some(format!("{} ({}) differs at segment {differs}", pattern.glob.written(), pattern.at))
}

/// How many segments of a pattern stand in the key as they are, and the first that does not fit.
fn nearness(pattern: &KeyPattern, key: &Key) -> Option<(usize, usize)> {
    let written: Vec<_> = pattern.glob.written().split('.').collect();
    let segments: Vec<_> = key.segments().collect();
    if written.len() != segments.len() {
        return None;
    }
    let fits = |(a, b): &(&&str, &&str)| a == b || a.contains(['*', '{']);
    let pairs = || written.iter().zip(&segments);
    let equal = pairs().filter(|(a, b)| a == b).count();
    let differs = pairs().position(|pair| !fits(&pair))? + 1;
    (equal > 0).then_some((equal, differs))
}
