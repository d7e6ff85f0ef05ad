//! What several files say of one system or state, put together field by field, and what only the
//! whole can show to be wrong: a term in two statuses, one pattern on two states, a name of nothing.

use std::collections::HashMap;

use super::mistake::{At, Mistakes};
use super::state::{KeyPattern, Origin, State, System, Term, Terms};
use super::table::{Placed, nearest};
use crate::text::fold::spelling_of_key;

/// Adds a file's systems to those of the files before it.
pub fn merge(systems: &mut Vec<System>, later: Vec<System>, mistakes: &mut Mistakes) {
    for system in later {
        match systems.iter_mut().find(|earlier| earlier.id == system.id) {
            Some(earlier) => merge_system(earlier, system, mistakes),
            None => systems.push(system),
        }
    }
}

fn merge_system(system: &mut System, later: System, mistakes: &mut Mistakes) {
    system.title = later.title.or(system.title.take());
    system.within = later.within.or(system.within.take());
    system.lists_states |= later.lists_states;
    system.keys.extend(later.keys);
    system.in_code.extend(later.in_code);
    system.contexts.extend(later.contexts);
    system.scopes.extend(later.scopes);
    system.not_states.extend(later.not_states);
    system.shown_with.extend(later.shown_with);
    for (locale, nouns) in later.nouns {
        system.nouns.entry(locale).or_default().extend(nouns);
    }
    for state in later.states {
        give_way(&mut system.states, &state);
        let words = spelling_of_key(&state.id);
        match system.states.iter_mut().find(|earlier| spelling_of_key(&earlier.id) == words) {
            Some(earlier) => merge_state(earlier, state, mistakes),
            None => system.states.push(state),
        }
    }
}

/// The program's words that the project gives to one state are no longer a builtin pack's for another.
fn give_way(states: &mut [State], now: &State) {
    let spellings: Vec<_> = now.spellings().map(|(_, value)| value).collect();
    for state in states.iter_mut().filter(|state| {
        now.origin > Origin::Builtin && state.origin == Origin::Builtin && state.id != now.id
    }) {
        state.in_code.retain(|word| !spellings.contains(&word.value));
    }
}

fn merge_state(state: &mut State, later: State, mistakes: &mut Mistakes) {
    if let (Some(before), Some(now)) = (&state.definition, &later.definition)
        && before.value != now.value
        && !later.replaces
        && state.origin > Origin::Builtin
    {
        refuse_change(mistakes, &now.at, "definition", &before.value, &before.at);
    }
    state.definition = later.definition.or(state.definition.take());
    for (locale, terms) in later.terms {
        merge_terms(state.terms.entry(locale).or_default(), terms, later.replaces, mistakes);
    }
    state.keys.extend(later.keys);
    for in_code in later.in_code {
        if !state.in_code.contains(&in_code) {
            state.in_code.push(in_code);
        }
    }
    state.texts.extend(later.texts);
    state.contexts.extend(later.contexts);
    state.scopes.extend(later.scopes);
    state.covers.extend(later.covers);
    state.mistaken_for.extend(later.mistaken_for);
    if later.origin > state.origin {
        (state.origin, state.at, state.shape) = (later.origin, later.at, later.shape);
        state.id = later.id;
    }
}

fn merge_terms(terms: &mut Terms, later: Terms, replaces: bool, mistakes: &mut Mistakes) {
    if let (Some(before), Some(now)) = (&terms.preferred, &later.preferred)
        && before.text != now.text
        && !replaces
    {
        refuse_change(mistakes, &now.at, "preferred term", &before.text, &before.at);
    }
    let decided = |term: &Term| {
        later.all().any(|(status, now)| status != "proposed" && now.text == term.text)
    };
    terms.proposed.retain(|term| !decided(term)); // what was proposed has been decided
    terms.has_statuses |= later.has_statuses;
    terms.preferred = later.preferred.or(terms.preferred.take());
    terms.admitted.extend(later.admitted);
    terms.deprecated.extend(later.deprecated);
    terms.superseded.extend(later.superseded);
    terms.proposed.extend(later.proposed);
}

fn refuse_change(mistakes: &mut Mistakes, at: &At, what: &str, before: &str, there: &At) {
    let message = format!("this changes the {what} \"{before}\" of {there}");
    let help = "say `replaces = true` in this state if that is meant".to_owned();
    mistakes.error(at.clone(), message, Some(help));
}

/// Says what is wrong with the whole glossary.
pub fn validate(systems: &[System], mistakes: &mut Mistakes) {
    terms_have_one_status(systems, mistakes);
    patterns_name_one_state(systems, mistakes);
    texts_name_one_state(systems, mistakes);
    spellings_name_one_state(systems, mistakes);
    families_can_match(systems, mistakes);
    references_lead_somewhere(systems, mistakes);
}

fn terms_have_one_status(systems: &[System], mistakes: &mut Mistakes) {
    for terms in states(systems).flat_map(|(_, state)| state.terms.values()) {
        let mut statuses: HashMap<&str, &str> = HashMap::new();
        for (status, term) in terms.all() {
            match statuses.insert(&term.text, status) {
                Some(before) if before != status => {
                    let message = format!("\"{}\" is both {before} and {status}", term.text);
                    mistakes.error(
                        term.at.clone(),
                        message,
                        Some("a term has one status".to_owned()),
                    );
                }
                _ => {}
            }
        }
    }
}

fn patterns_name_one_state(systems: &[System], mistakes: &mut Mistakes) {
    let of_states = states(systems).flat_map(|(system, state)| {
        let owner = format!("{}.{}", system.id, state.id);
        state.keys.iter().map(move |pattern| (owner.clone(), pattern))
    });
    let of_systems = systems
        .iter()
        .flat_map(|system| system.keys.iter().map(|pattern| (system.id.clone(), pattern)));
    let unconditional = |pattern: &KeyPattern| pattern.conditions.is_empty();
    let mut owners: HashMap<String, (String, At)> = HashMap::new();
    for (owner, pattern) in
        of_states.chain(of_systems).filter(|(_, pattern)| unconditional(pattern))
    {
        let first = owners
            .entry(pattern.glob.written().to_owned())
            .or_insert_with(|| (owner.clone(), pattern.at.clone()));
        if first.0 != owner {
            let message =
                format!("`{}` binds {} at {} too", pattern.glob.written(), first.0, first.1);
            let help = "a key path names one state".to_owned();
            mistakes.error(pattern.at.clone(), message, Some(help));
        }
    }
}

fn texts_name_one_state(systems: &[System], mistakes: &mut Mistakes) {
    let mut owners: HashMap<String, Vec<(&System, &State, &At)>> = HashMap::new();
    for (system, state) in states(systems) {
        for pattern in state.texts.iter().filter(|pattern| pattern.conditions.is_empty()) {
            let owners = owners.entry(pattern.text.to_lowercase()).or_default();
            let clash = owners.iter().find(|(other, its, _)| {
                (&other.id, &its.id) != (&system.id, &state.id)
                    && (other.id == system.id || other.within.is_none() || system.within.is_none())
            });
            if let Some((other, its, at)) = clash {
                let message = format!(
                    "the text \"{}\" binds {}.{} at {at} too",
                    pattern.text, other.id, its.id
                );
                let help = "say where each is meant: `within` on the systems, or a pattern with keys or files";
                mistakes.error(pattern.at.clone(), message, Some(help.to_owned()));
            }
            owners.push((system, state, &pattern.at));
        }
    }
}

fn spellings_name_one_state(systems: &[System], mistakes: &mut Mistakes) {
    for system in systems {
        let mut owners: HashMap<(Option<&str>, String), &State> = HashMap::new();
        for state in &system.states {
            for spelling in state.spellings() {
                let value = spelling.1.clone();
                if let Some(other) =
                    owners.insert(spelling, state).filter(|other| other.id != state.id)
                {
                    let message =
                        format!("the program's `{value}` is {}.{} too", system.id, other.id);
                    let help = "one spelling names one state of a system".to_owned();
                    mistakes.error(state.at.clone(), message, Some(help));
                }
            }
        }
    }
}

fn families_can_match(systems: &[System], mistakes: &mut Mistakes) {
    for system in systems.iter().filter(|system| system.lists_states && system.states.is_empty()) {
        for family in &system.keys {
            let message = format!(
                "nothing can match `{}`: {} lists no state",
                family.glob.written(),
                system.id
            );
            let help =
                format!("list states in [system.{}.states], or leave the table out", system.id);
            mistakes.error(family.at.clone(), message, Some(help));
        }
    }
}

fn references_lead_somewhere(systems: &[System], mistakes: &mut Mistakes) {
    let ids: Vec<&str> = systems.iter().map(|system| &*system.id).collect();
    for other in systems.iter().flat_map(|system| &system.shown_with) {
        if !ids.contains(&&*other.value) {
            unknown(mistakes, other, "system", &ids);
        }
    }
    for (system, state) in states(systems) {
        for other in state.covers.iter().chain(&state.mistaken_for) {
            let (owner, id) = other.value.split_once('.').unwrap_or((&system.id, &other.value));
            match systems.iter().find(|system| system.id == owner) {
                None => unknown(mistakes, other, "system", &ids),
                Some(owner)
                    if owner.lists_states && !owner.states.iter().any(|state| state.id == id) =>
                {
                    let ids: Vec<_> = owner.states.iter().map(|state| &*state.id).collect();
                    unknown(mistakes, other, "state", &ids);
                }
                Some(_) => {}
            }
        }
    }
}

fn unknown(mistakes: &mut Mistakes, reference: &Placed<String>, what: &str, known: &[&str]) {
    let last = reference.value.rsplit('.').next().unwrap_or("");
    let help = nearest(last, known).map(|near| format!("did you mean `{near}`?"));
    mistakes.error(reference.at.clone(), format!("there is no {what} `{}`", reference.value), help);
}

fn states(systems: &[System]) -> impl Iterator<Item = (&System, &State)> {
    systems.iter().flat_map(|system| system.states.iter().map(move |state| (system, state)))
}
