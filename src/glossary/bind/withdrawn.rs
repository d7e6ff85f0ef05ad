//! Withdrawn terms in labels that nothing binds: where a term asks for it, as the whole name or
//! anywhere in a sentence. Knows one label at a time.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, MatchKind};

use super::Subject;
use super::words::speaks_in;
use crate::glossary::Glossary;
use crate::glossary::state::{Matching, StateId, Term, Terms};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::name::bare;
use crate::text::withdrawn::holds;

/// The withdrawn terms of a glossary that are looked for outside their states' labels.
pub struct Seeker<'g> {
    glossary: &'g Glossary,
    sought: Vec<Sought<'g>>,
    /// By name, folded: the terms that must be the whole of it.
    names: HashMap<String, Vec<usize>>,
    /// Finds, in any case, a word of each form of the terms that may stand in a sentence; needle `n`
    /// is one of the term `anywhere[n]`.
    needles: AhoCorasick,
    anywhere: Vec<usize>,
}

struct Sought<'g> {
    state: StateId,
    /// Which of the state's withdrawn terms it is.
    at: usize,
    term: &'g Term,
}

impl<'g> Seeker<'g> {
    /// Looks through a glossary.
    pub fn new(glossary: &'g Glossary) -> Self {
        let mut seeker = Self {
            glossary,
            sought: Vec::new(),
            names: HashMap::new(),
            needles: AhoCorasick::new([""; 0]).expect("no needle"),
            anywhere: Vec::new(),
        };
        let mut needles = Vec::new();
        for state in glossary.states() {
            seeker.add(state, &mut needles);
        }
        let mut builder = AhoCorasick::builder();
        let built = builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        seeker.needles = built.build(needles).expect("fewer terms than the automaton can number");
        seeker
    }

    fn add(&mut self, state: StateId, needles: &mut Vec<String>) {
        for (locale, terms) in &self.glossary.state(state).terms {
            for (at, term) in terms.withdrawn().enumerate() {
                let by_default = self.glossary.is_bound_by_terms(state).then_some(Matching::Name);
                let Some(matching) = term.matching.or(by_default) else { continue };
                let id = self.sought.len();
                self.sought.push(Sought { state, at, term });
                for form in std::iter::once(&term.text).chain(&term.forms) {
                    match matching {
                        Matching::Name => {
                            self.names.entry(fold(form, locale)).or_default().push(id);
                        }
                        Matching::Anywhere => {
                            let needle = needle(form, locale);
                            self.anywhere.extend(needle.is_some().then_some(id));
                            needles.extend(needle);
                        }
                    }
                }
            }
        }
    }

    /// Whether no term asks to be looked for.
    pub fn is_idle(&self) -> bool {
        self.sought.is_empty()
    }

    /// The state whose withdrawn term a label shows, and which of its withdrawn terms that is. Where
    /// terms of several states stand in it, none is meant more than another.
    pub fn find(&self, subject: &Subject<'_>, text: &str) -> Option<(StateId, usize)> {
        if self.is_idle() {
            return None;
        }
        let shown = self.candidates(text, subject.locale).into_iter().map(|id| &self.sought[id]);
        let shown = shown.filter(|sought| self.speaks(sought, subject));
        let found: Vec<_> = shown.map(|sought| (sought.state, sought.at)).collect();
        let states: BTreeSet<_> = found.iter().map(|(state, _)| state).collect();
        if states.len() == 1 { found.first().copied() } else { None }
    }

    /// The terms that stand in a text, whatever their place.
    fn candidates(&self, text: &str, locale: &Locale) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        if !self.names.is_empty() {
            found.extend(self.names.get(&fold(&bare(text), locale)).into_iter().flatten().copied());
        }
        if self.anywhere.is_empty() {
            return found;
        }
        // Where folding changes no more than the case of letters, a text is searched as it stands.
        let as_it_stands = text.is_ascii() && !text.contains('\'') && !locale.has_dotless_i();
        let searched = if as_it_stands { Cow::Borrowed(text) } else { fold(text, locale).into() };
        let hits = self.needles.find_overlapping_iter(&*searched);
        let likely: BTreeSet<_> = hits.map(|hit| self.anywhere[hit.pattern().as_usize()]).collect();
        found.extend(
            likely.into_iter().filter(|&id| self.stands_in(&self.sought[id], text, locale)),
        );
        found
    }

    fn stands_in(&self, sought: &Sought<'_>, text: &str, locale: &Locale) -> bool {
        let terms = self.glossary.terms(sought.state, locale);
        let right = terms.into_iter().flat_map(Terms::known).map(|term| &term.text);
        let except: Vec<&String> = sought.term.except.iter().chain(right).collect();
        let mut forms = std::iter::once(&sought.term.text).chain(&sought.term.forms);
        forms.any(|form| holds(text, form, &except, locale))
    }

    /// Whether a term is looked for where a label stands, in its locale.
    fn speaks(&self, sought: &Sought<'_>, subject: &Subject<'_>) -> bool {
        let terms = self.glossary.terms(sought.state, subject.locale);
        let is_its = terms.and_then(|terms| terms.withdrawn().nth(sought.at));
        is_its.is_some_and(|term| std::ptr::eq(term, sought.term))
            && match &sought.term.within {
                Some(within) => within.holds(subject),
                None => speaks_in(self.glossary, self.glossary.system_of(sought.state), subject),
            }
    }
}

/// The longest word of a form, folded: stands in every text that holds the form.
fn needle(form: &str, locale: &Locale) -> Option<String> {
    let folded = fold(form, locale);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    words.max_by_key(|word| word.len()).map(str::to_owned)
}
