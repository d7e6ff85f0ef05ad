//! What templates and programs share when they say what stands around a label: names of variables that
//! speak of something else than names, and which labels of a branch may name what it asks for. Knows no
//! language of templates and no glossary.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::label::{Around, Contents, Footing, Label, Reference, Scope};
use crate::text::fold::spelling_of_key;
use crate::text::locale::Locale;
use crate::text::place::Span;

/// Words in the name of a map, a function, a property or a variable after which its texts are no names of
/// its keys: `STATUS_HELP`, `statusColor`, `getStatusMessage`.
#[rustfmt::skip]
const ELSE: [&str; 84] = [
    "action", "actions", "activities", "activity", "alert", "api", "aria", "audit", "body", "button",
    "buttons", "callback", "class", "classes", "classname", "color", "colors", "colour", "colours",
    "component", "components", "confirm", "confirmation", "cta", "desc", "description", "descriptions",
    "detail", "details", "email", "empty", "endpoint", "error", "errors", "event", "events",
    "explanation", "explanations", "handler", "help", "hint", "hints", "history", "href", "icon",
    "icons", "image", "info", "intent", "link", "links", "log", "logs", "message", "messages", "method",
    "next", "note", "notes", "notice", "notification", "notifications", "path", "paths", "placeholder",
    "route", "routes", "severity", "subject", "subjects", "subtitle", "timeline", "toast", "toasts",
    "tone", "tooltip", "tooltips", "transition", "transitions", "url", "urls", "variant", "verb",
    "warning",
];

/// Whether the texts of a map, or what a function returns, are something else than names, as its own name
/// says.
pub(super) fn is_something_else(name: &str) -> bool {
    spelling_of_key(name).split('-').any(|word| ELSE.binary_search(&word).is_ok())
}

/// Words in the name of a map that say that it holds names.
const NAMES: [&str; 16] = [
    "label", "labels", "name", "names", "phase", "phases", "stage", "stages", "state", "states",
    "status", "statuses", "text", "texts", "title", "titles",
];

/// Whether a map's name says that it holds names: `STATUS_LABELS`.
pub(super) fn is_map_of_names(name: &str) -> bool {
    spelling_of_key(name).split('-').any(|word| NAMES.binary_search(&word).is_ok())
}

/// Settles what only the whole file tells: which branches hold one text and so may be a name, and which
/// subjects the file compares with several literals.
///
/// "Your proposal is running" beside "Message client" under one condition are no two names of one state:
/// the scope of a branch that holds several texts says nothing. A subject that guards one text each in
/// several branches is a list of names; one branch alone may hold whatever goes with the state.
pub(super) fn settle(contents: &mut Contents<'_>) {
    let Contents { labels, references, .. } = contents;
    if !all(labels, references).any(Scope::says_something) {
        return;
    }
    labels.iter_mut().for_each(locate);
    let mut crowded = crowded(labels, references);
    crowded.extend(translated(labels));
    let groups = Groups::of(all(labels, references), &crowded);
    let of_labels = labels.iter_mut().map(|label| &mut label.scopes);
    let of_references = references.iter_mut().map(|reference| &mut reference.scopes);
    for scopes in of_labels.chain(of_references) {
        scopes.retain_mut(|scope| keep(scope, &crowded));
        for scope in scopes.iter_mut().filter(|scope| scope.says_something()) {
            groups.settle(scope);
        }
    }
}

fn all<'c>(
    labels: &'c [Label<'_>],
    references: &'c [Reference],
) -> impl Iterator<Item = &'c Scope> {
    let of_labels = labels.iter().flat_map(|label| &label.scopes);
    of_labels.chain(references.iter().flat_map(|reference| &reference.scopes))
}

/// The branches that hold several texts, by their spans.
fn crowded(labels: &[Label<'_>], references: &[Reference]) -> HashSet<Span> {
    // A default text and its entry, or a text that is its own key, are one text.
    let told: HashSet<u32> = labels.iter().map(|label| label.spans.first().start).collect();
    // The forms of a plural are one text as well.
    let is_first = |label: &&Label<'_>| label.branch.as_deref().is_none_or(|form| form == "one");
    let of_labels = labels.iter().filter(is_first).map(|label| &label.scopes);
    let keys: HashSet<&str> =
        labels.iter().filter_map(|label| Some(label.key.as_ref()?.joined())).collect();
    let others = references.iter().filter(|it| {
        let has_default = it.key.as_ref().is_some_and(|key| keys.contains(key.joined()));
        !has_default && !told.contains(&it.span.start)
    });
    let of_references = others.map(|reference| &reference.scopes);
    let (mut met, mut crowded) = (HashSet::default(), HashSet::default());
    for scopes in of_labels.chain(of_references) {
        let speaks = |it: &&Scope| it.says_something() && it.footing != Footing::Beside;
        for scope in scopes.iter().filter(speaks) {
            if !met.insert(scope.span) {
                crowded.insert(scope.span);
            }
        }
    }
    crowded
}

/// A label in a map of maps, of which one is named like a language, is in that language:
/// `messages.de.orderStatus`.
fn locate(label: &mut Label<'_>) {
    let members = label.scopes.iter().filter(|scope| scope.around == Around::Member);
    let named = members.flat_map(|scope| scope.subject.split('.')).find_map(|name| {
        let is_tag = matches!(name.len(), 2 | 5) && !name.contains(char::is_numeric);
        is_tag.then(|| Locale::parse(name)).flatten().filter(Locale::has_two_letter_language)
    });
    if label.locale.is_none() {
        label.locale = named;
    }
}

/// A member of a map has so many texts in one file at most: one with more stands there in several languages,
/// and nobody knows which is which.
const MOST_TEXTS: usize = 2;

/// The members of maps that have more texts than one language would give them.
fn translated(labels: &[Label<'_>]) -> Vec<Span> {
    type Member<'l> = (&'l str, &'l [Box<str>]);
    let mut texts: HashMap<Member<'_>, (HashSet<&str>, Vec<Span>)> = HashMap::default();
    for label in labels {
        for scope in label.scopes.iter().filter(|scope| scope.around == Around::Member) {
            let map = scope.subject.rsplit('.').next().unwrap_or_default();
            let member = texts.entry((map, &scope.literals)).or_default();
            member.0.insert(&label.text);
            member.1.push(scope.span);
        }
    }
    let several = texts.into_values().filter(|(texts, _)| texts.len() > MOST_TEXTS);
    several.flat_map(|(_, spans)| spans).collect()
}

/// Keeps a scope that may speak. The border that a crowded branch is stays, and says nothing.
fn keep(scope: &mut Scope, crowded: &HashSet<Span>) -> bool {
    if !crowded.contains(&scope.span) {
        return true;
    }
    if scope.around.is_border() {
        *scope = Scope::border(scope.span);
        return true;
    }
    false
}

/// What a file compares or lists, by kind and subject.
struct Groups(HashMap<Around, HashMap<Box<str>, Group>>);

#[derive(Default)]
struct Group {
    literals: Arc<[Box<str>]>,
    /// Whether several branches hold one text each.
    is_list: bool,
}

impl Groups {
    #[allow(clippy::iter_over_hash_type)] // what is made of it is sorted, or looked up
    fn of<'c>(scopes: impl Iterator<Item = &'c Scope>, crowded: &HashSet<Span>) -> Self {
        type Literals<'c> = HashMap<&'c str, bool>;
        let mut subjects: HashMap<(Around, &str), Literals<'c>> = HashMap::default();
        for scope in scopes.filter(|scope| scope.says_something()) {
            let group = subjects.entry((scope.around, &scope.subject)).or_default();
            let holds_one = !crowded.contains(&scope.span)
                && matches!(scope.footing, Footing::Text | Footing::Name);
            for literal in &scope.literals {
                *group.entry(literal).or_default() |= holds_one;
            }
        }
        let mut groups: HashMap<Around, HashMap<Box<str>, Group>> = HashMap::default();
        for ((around, subject), literals) in subjects {
            let is_list = literals.values().filter(|holds_one| **holds_one).count() > 1;
            let mut literals: Vec<Box<str>> = literals.into_keys().map(Into::into).collect();
            literals.sort_unstable(); // no report may depend on the order of a hash
            let group = Group { literals: literals.into(), is_list };
            groups.entry(around).or_default().insert(subject.into(), group);
        }
        Self(groups)
    }

    fn settle(&self, scope: &mut Scope) {
        let group = self.0.get(&scope.around).and_then(|of| of.get(&scope.subject));
        let Some(group) = group else { return };
        scope.siblings = Arc::clone(&group.literals);
        let is_branch = matches!(scope.around, Around::Condition | Around::Predicate);
        if is_branch && group.is_list && scope.footing == Footing::Text {
            scope.footing = Footing::Name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_speak_of_something_else() {
        assert!(ELSE.is_sorted() && NAMES.is_sorted());
        for name in ["STATUS_HELP", "statusColor", "getStatusMessage", "order-icons"] {
            assert!(is_something_else(name), "{name}");
        }
        for name in ["STATUS_LABELS", "getStatusName", "statuses", ""] {
            assert!(!is_something_else(name), "{name}");
        }
    }
}
