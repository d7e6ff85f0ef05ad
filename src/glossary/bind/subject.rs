//! What a subject of a program speaks of: `proposal.status` of proposals, `status` of nobody in particular,
//! `user.status` of users. Knows the names of systems and the filler words of programs.

use std::collections::HashSet;

use crate::glossary::Glossary;
use crate::glossary::glob::Glob;
use crate::glossary::state::SystemId;
use crate::label::{Around, Scope};
use crate::text::fold::spelling_of_key;

/// How a subject stands to a system. The order is that of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Affinity {
    /// It speaks of something else.
    Foreign,
    /// It does not say of what it speaks.
    Neutral,
    /// It names the system.
    Named,
}

/// Words that say that states follow.
const CUES: [&str; 8] =
    ["phase", "stage", "state", "states", "status", "statuses", "workflow", "lifecycle"];

/// Words of a subject that say nothing about what has the states.
#[rustfmt::skip]
const FILLERS: [&str; 136] = [
    "a", "active", "all", "api", "arr", "array", "as", "attr", "attributes", "attrs", "b", "badge",
    "badges", "by", "c", "chip", "choice", "choices", "code", "codes", "col", "column", "computed",
    "config", "const", "constants", "context", "ctx", "current", "d", "data", "default", "dict",
    "display", "e", "el", "element", "entity", "entries", "entry", "enum", "enums", "fields", "filter",
    "filters", "for", "form", "format", "formatted", "get", "global", "group", "human", "i", "i18n",
    "id", "in", "instance", "is", "it", "item", "items", "key", "keys", "kind", "label", "labels",
    "list", "local", "lookup", "lower", "m", "map", "mapping", "mappings", "menu", "meta", "model",
    "my", "name", "names", "nav", "node", "o", "obj", "object", "of", "option", "options", "p", "page",
    "params", "pill", "pretty", "props", "query", "r", "readable", "record", "ref", "refs", "render",
    "resource", "result", "row", "s", "scope", "select", "selected", "selection", "self", "show",
    "slug", "store", "string", "tab", "tabs", "tag", "tags", "text", "texts", "the", "this", "title",
    "titles", "translations", "type", "types", "u", "ui", "v", "val", "value", "values", "view", "x",
];

/// The words that name systems.
pub(super) struct Subjects(Vec<OfSystem>);

struct OfSystem {
    /// The id and the `in-code` of the system as words, singular and plural, without cues at the end.
    names: HashSet<Vec<String>>,
    /// Its scopes without `{state}`.
    globs: Vec<Glob>,
}

impl Subjects {
    /// Looks through a glossary.
    pub(super) fn new(glossary: &Glossary) -> Self {
        let systems = glossary.systems().map(|id| {
            let system = glossary.system(id);
            let in_code = system.in_code.iter().map(|word| word.value.as_str());
            let names = std::iter::once(&*system.id).chain(in_code).map(words_of_name);
            let globs = system.scopes.iter().map(|glob| glob.value.clone());
            OfSystem {
                names: names.filter(|words| !words.is_empty()).collect(),
                globs: globs.filter(|glob| !glob.has_state()).collect(),
            }
        });
        Self(systems.collect())
    }

    /// Whether a path names a system: `src/proposals/Badge.tsx`.
    pub(super) fn is_named_in(&self, system: SystemId, path: &str) -> bool {
        let words: Vec<String> = spelling_of_key(path).split('-').map(singular).collect();
        let names = &self.0[system.0 as usize].names;
        names.iter().any(|name| words.windows(name.len()).any(|words| words == &name[..]))
    }

    /// How the subject of a scope stands to a system; `None` where it names no subject and needs one.
    pub(super) fn affinity(&self, system: SystemId, scope: &Scope) -> Option<Affinity> {
        let of = &self.0[system.0 as usize];
        if is_globbed(of, scope) {
            return Some(Affinity::Named);
        }
        let affinities = scope.literals.iter().filter_map(|literal| {
            let words = words_around(scope, literal);
            let affinity = of.affinity(&words);
            let needs_more = match scope.around {
                Around::Predicate => affinity != Affinity::Named,
                Around::Class | Around::Attribute => {
                    affinity == Affinity::Neutral && !has_cue(&words)
                }
                Around::Condition | Around::Choice | Around::Member => false,
            };
            (!needs_more).then_some(affinity)
        });
        affinities.max()
    }
}

fn is_globbed(of: &OfSystem, scope: &Scope) -> bool {
    let is_matched = |text: &str| of.globs.iter().any(|glob| glob.matches(text));
    !of.globs.is_empty()
        && (is_matched(&scope.subject) || scope.texts().iter().any(|text| is_matched(text)))
}

impl OfSystem {
    /// The word nearest to the state that is no filler decides: `order.payment.status` speaks of payments.
    fn affinity(&self, words: &[String]) -> Affinity {
        let said = without_fillers(words);
        if said.is_empty() {
            // A system may be called like a filler: `entry.is_addition`.
            let is_named = (0..=words.len()).any(|end| self.ends(&words[..end]));
            return if is_named { Affinity::Named } else { Affinity::Neutral };
        }
        if self.ends(said) { Affinity::Named } else { Affinity::Foreign }
    }

    fn ends(&self, words: &[String]) -> bool {
        let words: Vec<String> = words.iter().map(|word| singular(word)).collect();
        (0..words.len()).any(|at| self.names.contains(&words[at..]))
    }
}

fn without_fillers(mut words: &[String]) -> &[String] {
    while let [rest @ .., last] = words {
        if !is_filler(last) {
            break;
        }
        words = rest;
    }
    words
}

fn is_filler(word: &str) -> bool {
    word.chars().count() == 1 || FILLERS.binary_search(&word).is_ok() || CUES.contains(&word)
}

fn has_cue(words: &[String]) -> bool {
    words.iter().any(|word| CUES.contains(&&**word) || matches!(&**word, "filter" | "tab"))
}

/// The words of a subject, then those that its literal holds before the state: the enum of
/// `ProposalStatus.Active`, the rest of the class `proposal-active`.
fn words_around(scope: &Scope, literal: &str) -> Vec<String> {
    let (owner, value) = literal.rsplit_once('.').unwrap_or(("", literal));
    let before = match scope.around {
        // The state is the end of the word: all before its last word speaks of the subject.
        Around::Class | Around::Predicate => {
            let words = spelling_of_key(value);
            words.rsplit_once('-').map_or(String::new(), |(before, _)| before.to_owned())
        }
        _ => String::new(),
    };
    let subject = spelling_of_key(&scope.subject);
    let all = [subject, spelling_of_key(owner), before];
    let words = all.iter().flat_map(|words| words.split('-'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a system's name, without the cue that an enum ends with (`ProposalStatus`).
fn words_of_name(name: &str) -> Vec<String> {
    let spelling = spelling_of_key(name);
    let mut words: Vec<String> =
        spelling.split('-').filter(|it| !it.is_empty()).map(singular).collect();
    while words.len() > 1 && words.last().is_some_and(|word| CUES.contains(&&**word)) {
        words.pop();
    }
    words
}

/// English plurals in names of programs: `proposals`, `statuses`, `deliveries`.
fn singular(word: &str) -> String {
    if CUES.contains(&word) {
        return word.to_owned();
    }
    match word.strip_suffix('s') {
        Some(rest) if rest.ends_with("ie") && rest.len() > 4 => {
            format!("{}y", &rest[..rest.len() - 2])
        }
        Some(rest) if rest.len() > 2 && !rest.ends_with(['s', 'u', 'i']) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fillers_are_sorted() {
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn the_word_nearest_to_the_state_decides() {
        let names = [vec!["proposal".to_owned()], vec!["purchase".to_owned(), "order".to_owned()]];
        let of = OfSystem { names: names.into(), globs: Vec::new() };
        for (subject, affinity) in [
            ("proposal.status", Affinity::Named),
            ("this.props.proposals[0].currentState", Affinity::Named),
            ("PurchaseOrderStatus", Affinity::Named),
            ("PROPOSAL_STATUS_LABELS", Affinity::Named),
            ("order.status", Affinity::Foreign),
            ("proposal.client.status", Affinity::Foreign),
            ("user.status", Affinity::Foreign),
            ("status", Affinity::Neutral),
            ("props.item.state", Affinity::Neutral),
            ("", Affinity::Neutral),
        ] {
            let spelling = spelling_of_key(subject);
            let words = spelling.split('-').filter(|word| !word.is_empty());
            let words: Vec<String> = words.map(str::to_owned).collect();
            assert_eq!(of.affinity(&words), affinity, "{subject}");
        }
    }
}
