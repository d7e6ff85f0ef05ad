//! Scope evidence: the state that a condition, an option, a class or a map around a label names. Owns which
//! system a subject speaks of, and which texts in a scope may be names; what stands around a label is
//! written down by formats.
//!
//! Three questions, each of which may end in silence. Does the literal spell a state? Is the subject one of
//! that state's system, or at least of nothing else? Is the text a name, or whatever goes with the state: a
//! heading, a button, a hint?

use std::collections::HashMap;

use super::spellings::Spellings;
use super::subject::{Affinity, Subjects};
use super::{Because, Outcome, Subject, Surrounding, Target, Weight, strongest};
use crate::glossary::Glossary;
use crate::glossary::glob::Glob;
use crate::glossary::state::{StateId, SystemId, Terms, Within};
use crate::glossary::table::Placed;
use crate::label::{Around, Footing, Scope};
use crate::text::fold::{fold, spelling_of_key};
use crate::text::locale::Locale;
use crate::text::name::{Nouns, is_mention, is_shown_whole, name_of};

/// Subjects, globs and known names of a glossary, ready to be asked.
pub(super) struct Scopes<'g> {
    subjects: Subjects,
    /// The globs of states and of systems whose `{state}` names one.
    globs: Vec<(SystemId, Option<StateId>, &'g Placed<Glob>)>,
    /// By system: the folded names that states of it have, each with those states.
    known: Vec<HashMap<String, Vec<StateId>>>,
    nouns: Vec<Nouns>,
}

type Bound<'g> = Vec<(Weight, Target, Because<'g>)>;

impl<'g> Scopes<'g> {
    /// Looks through a glossary.
    pub(super) fn new(glossary: &'g Glossary) -> Self {
        Self {
            subjects: Subjects::new(glossary),
            globs: globs(glossary),
            known: glossary.systems().map(|system| known(glossary, system)).collect(),
            nouns: glossary.systems().map(|system| glossary.source_nouns(system)).collect(),
        }
    }

    /// What stands around the label, or around the references to its entry, says. References that name
    /// different states tell that the entry is no one's name.
    pub(super) fn speak(
        &self,
        glossary: &'g Glossary,
        spellings: &Spellings,
        subject: &Subject<'_>,
    ) -> Option<Outcome<'g>> {
        let text = subject.text?;
        let mut bound = Bound::new();
        for around in subject.around {
            for scope in &around.scopes {
                let asked = Asked { glossary, spellings, subject, around, scope, text };
                let found = self.of_scope(&asked);
                if let Some((target, because)) = &found {
                    bound.push(((0, 0), target.clone(), because.clone()));
                }
                if found.is_some() || scope.around.is_border() {
                    break;
                }
            }
        }
        strongest(bound)
    }

    /// The state that one scope names for a text. Two states at equal weight are none.
    fn of_scope(&self, asked: &Asked<'_, 'g>) -> Option<(Target, Because<'g>)> {
        let mut bound = self.by_globs(asked);
        for system in asked.glossary.systems() {
            let Some(affinity) = self.affinity(asked, system) else { continue };
            let target = asked.target(system, affinity);
            let may_name = |target: &Target| self.may_name(asked, system, target);
            if let Some(target) = target.filter(may_name) {
                let because = Because::Scope(asked.scope.to_string(), asked.around.page.clone());
                bound.push(((0, affinity as usize), target, because));
            }
        }
        match strongest(bound)? {
            Outcome::Bound { target, because: Some(because), .. } => Some((target, because)),
            _ => None,
        }
    }

    /// Whether a scope speaks of a system, and how clearly.
    fn affinity(&self, asked: &Asked<'_, '_>, system: SystemId) -> Option<Affinity> {
        if asked.is_owned(system) {
            return Some(Affinity::Named);
        }
        let affinity = self.subjects.affinity(system, asked.scope)?;
        match (affinity, &asked.glossary.system(system).within) {
            (Affinity::Named, _) => Some(affinity),
            // Whoever says where the states of a system are shown says that they are meant there.
            (_, Some(within)) => asked.is_within(within).then_some(Affinity::Neutral),
            (Affinity::Neutral, None) => self.is_listed(asked, system).then_some(affinity),
            (Affinity::Foreign, None) => None,
        }
    }

    /// Whether a subject that names nothing is believed to speak of a system: its page names the system, or
    /// its literals could hardly be another's. Many things are active or inactive.
    fn is_listed(&self, asked: &Asked<'_, '_>, system: SystemId) -> bool {
        let is_of_page = |system| self.subjects.is_named_in(system, asked.page());
        if is_of_page(system) {
            return asked.lists(system, 2);
        }
        let mut others = asked.glossary.systems().filter(|other| *other != system);
        asked.lists(system, 3) && !others.any(|other| is_of_page(other) && asked.lists(other, 2))
    }

    /// Whether a text may name a state where it stands.
    fn may_name(&self, asked: &Asked<'_, '_>, system: SystemId, target: &Target) -> bool {
        let source = &asked.glossary.source_locale;
        let nouns = &self.nouns[system.0 as usize];
        let name = fold(&name_of(asked.text, nouns, source), source);
        let known = self.known[system.0 as usize].get(&name);
        let is_own = matches!(target, Target::Listed(state)
            if known.is_some_and(|states| states.contains(state)));
        match asked.scope.footing {
            Footing::Action => false,
            Footing::Prose => is_own,
            Footing::Text | Footing::Beside => known.is_some(),
            Footing::Name => known.is_some() || is_like_a_name(asked.text, source),
        }
    }

    fn by_globs(&self, asked: &Asked<'_, 'g>) -> Bound<'g> {
        let mut bound = Bound::new();
        if self.globs.is_empty() || is_mention(asked.text, &asked.glossary.source_locale) {
            return bound;
        }
        let texts = asked.scope.texts();
        for &(system, owner, glob) in &self.globs {
            let states: Vec<StateId> = match owner {
                Some(state) if texts.iter().any(|text| glob.value.matches(text)) => vec![state],
                Some(_) => continue,
                None => {
                    let values = texts.iter().flat_map(|text| glob.value.state_values(text));
                    values.flat_map(|value| asked.spellings.of_word(system, value)).collect()
                }
            };
            let because = || Because::ScopeGlob(glob, asked.around.page.clone());
            bound.extend(states.into_iter().map(|it| ((1, 0), Target::Listed(it), because())));
        }
        bound
    }
}

/// A text and one of the scopes around it.
struct Asked<'a, 'g> {
    glossary: &'g Glossary,
    spellings: &'a Spellings,
    subject: &'a Subject<'a>,
    around: &'a Surrounding,
    scope: &'a Scope,
    text: &'a str,
}

impl Asked<'_, '_> {
    /// The path of the page.
    fn page(&self) -> &str {
        self.around.page.as_ref().map_or(self.subject.path, |page| &page.path)
    }

    /// Whether the place lies where a system's states are shown.
    fn is_within(&self, within: &Within) -> bool {
        within.holds(&Subject { path: self.page(), ..*self.subject })
    }

    /// Whether a literal stands behind an enum that a state of the system lists (`Status.ACTIVE`).
    fn is_owned(&self, system: SystemId) -> bool {
        self.scope.literals.iter().any(|literal| {
            let owner = owner_of(literal);
            !owner.is_empty()
                && self.spellings.is_owned(system, value_of(self.scope, literal), owner)
        })
    }

    /// Whether what is compared with the subject are the states of a system: at least `least` of the
    /// literals, and half of them.
    fn lists(&self, system: SystemId, least: usize) -> bool {
        let Scope { around, literals, siblings, .. } = self.scope;
        // Classes of other lists say nothing about this one.
        let prefixes: Vec<String> = literals.iter().map(|it| prefix(it)).collect();
        let is_of_list = |it: &&str| *around != Around::Class || prefixes.contains(&prefix(it));
        let siblings: Vec<&str> = siblings.iter().map(|it| &**it).filter(is_of_list).collect();
        let spelt = siblings.iter().filter(|literal| !self.spelt(system, literal).is_empty());
        let count = spelt.count();
        count >= least && 2 * count >= siblings.len()
    }

    /// The state of a system that the scope's literals spell. Several literals of one branch must spell one.
    fn target(&self, system: SystemId, affinity: Affinity) -> Option<Target> {
        let Scope { literals, around, .. } = self.scope;
        if !self.glossary.system(system).lists_states {
            // What no list tells must be told by the subject, and be found in the source's families.
            let [literal] = &literals[..] else { return None };
            let is_told = affinity == Affinity::Named && *around != Around::Class;
            let value = || spelling_of_key(value_of(self.scope, literal));
            return is_told.then(|| Target::Found(system, value()));
        }
        let mut states: Vec<StateId> = Vec::new();
        for literal in literals {
            let spelt = self.spelt(system, literal);
            if spelt.is_empty() && *around != Around::Class {
                return None; // the branch is shown for something else as well
            }
            states.extend(spelt);
        }
        states.sort_unstable();
        states.dedup();
        if let [state] = states[..] { Some(Target::Listed(state)) } else { None }
    }

    /// The states that a literal spells: the whole of it, behind its enum (`Status.ACTIVE`); of a class or of
    /// a word that asks (`status-active`, `isOrderActive`) its end.
    fn spelt(&self, system: SystemId, literal: &str) -> Vec<StateId> {
        let (owner, value) = (owner_of(literal), value_of(self.scope, literal));
        let subject = format!("{}.{owner}", self.scope.subject);
        let named = self.spellings.behind(system, value, &subject);
        if !named.is_empty() || !matches!(self.scope.around, Around::Class | Around::Predicate) {
            return named;
        }
        let words = spelling_of_key(value);
        let ends = words.match_indices('-').map(|(at, _)| &words[at + 1..]);
        let mut spelt = ends.map(|end| self.spellings.of_word(system, end));
        spelt.find(|states| !states.is_empty()).unwrap_or_default()
    }
}

/// What classes of one list share: `status` of `status-active`.
fn prefix(class: &str) -> String {
    let words = spelling_of_key(class);
    words.split_once('-').map_or_else(String::new, |(first, _)| first.to_owned())
}

/// `ProposalStatus` of `ProposalStatus.Active`. Types begin with a capital: "order.paid.mail" in quotes is no
/// member of one.
fn owner_of(literal: &str) -> &str {
    let owner = literal.rsplit_once('.').map_or("", |(owner, _)| owner);
    let name = owner.rsplit_once('.').map_or(owner, |(_, name)| name);
    if name.starts_with(char::is_uppercase) { owner } else { "" }
}

/// `Active` of `ProposalStatus.Active`; without the question of a predicate (`isActive`).
fn value_of<'l>(scope: &Scope, literal: &'l str) -> &'l str {
    let owner = owner_of(literal);
    let value = if owner.is_empty() { literal } else { &literal[owner.len() + 1..] };
    if scope.around != Around::Predicate {
        return value;
    }
    let asked = ["is_", "has_been_", "is"].into_iter().find_map(|word| value.strip_prefix(word));
    asked.filter(|it| !it.is_empty()).unwrap_or(value)
}

/// The words that no name of a state holds: with them a short text is still a sentence.
#[rustfmt::skip]
const OF_SENTENCES: [&str; 31] = [
    "are", "be", "been", "can", "cannot", "click", "did", "do", "does", "has", "have", "here", "how",
    "if", "is", "it", "let", "our", "please", "that", "there", "this", "was", "we", "were", "what",
    "when", "why", "will", "you", "your",
];

/// Words that lead on to what stands behind a text: "Approved by", "Changes requested at".
const DANGLING: [&str; 14] = [
    "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "since", "to", "until", "with",
];

/// A text that nobody knows as a name has at most so many words to be one.
const MOST_WORDS: usize = 4;

/// Whether a text that no glossary knows looks like a name: a few words, no sentence, no question, and
/// nothing that the program puts in but a count.
fn is_like_a_name(text: &str, locale: &Locale) -> bool {
    let text = text.trim();
    let words = || text.split_whitespace();
    !is_mention(text, locale)
        && !text.ends_with(['?', '!', ':', '…', '?', '!', '。'])
        && !text.ends_with("...")
        && is_shown_whole(text)
        && words().count() <= MOST_WORDS
        && !words().next_back().is_some_and(|word| DANGLING.contains(&&*word.to_lowercase()))
        && !words().any(|word| OF_SENTENCES.binary_search(&&*word.to_lowercase()).is_ok())
}

fn globs(glossary: &Glossary) -> Vec<(SystemId, Option<StateId>, &Placed<Glob>)> {
    let of_systems = glossary.systems().flat_map(|id| {
        let globs = glossary.system(id).scopes.iter().filter(|glob| glob.value.has_state());
        globs.map(move |glob| (id, None, glob))
    });
    let of_states = glossary.states().flat_map(|id| {
        let system = glossary.system_of(id);
        glossary.state(id).scopes.iter().map(move |glob| (system, Some(id), glob))
    });
    of_systems.chain(of_states).collect()
}

/// The names that the states of a system have: terms of the source locale, listed texts, and spellings of
/// the program read as words.
fn known(glossary: &Glossary, system: SystemId) -> HashMap<String, Vec<StateId>> {
    let source = &glossary.source_locale;
    let mut known: HashMap<String, Vec<StateId>> = HashMap::new();
    for id in glossary.states().filter(|state| glossary.system_of(*state) == system) {
        let state = glossary.state(id);
        let terms = glossary.terms(id, source).into_iter().flat_map(Terms::all);
        let terms = terms.map(|(_, term)| term.text.clone());
        let texts = state.texts.iter().map(|pattern| pattern.text.clone());
        let spelt = state.spellings().map(|(_, word)| word.replace('-', " "));
        for name in terms.chain(texts).chain(spelt) {
            known.entry(fold(&name, source)).or_default().push(id);
        }
    }
    known
}

#[cfg(test)]
mod tests;
