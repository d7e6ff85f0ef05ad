//! Withdrawn terms in labels: whether a label shows one, and which labels that nothing binds are
//! searched for them. Knows one label at a time.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::AhoCorasick;

use super::Glossary;
use super::bind::Subject;
use super::state::{Matching, StateId, Term, Terms};
use crate::text::fold::fold;
use crate::text::locale::Locale;
use crate::text::name::bare;
use crate::text::withdrawn::Searched;

/// A withdrawn term made ready to be looked for.
pub struct Wanted {
    forms: Vec<Form>,
    /// The phrases in which it is right, folded: the term's own, and the right terms of its state.
    except: Vec<String>,
}

enum Form {
    /// In any letter case and with any signs between its words.
    Folded(String),
    /// As it is written: it differs from a right term in letter case, spaces or signs only ("E-mail",
    /// "Email").
    Written(String),
}

impl Wanted {
    /// A withdrawn one of a state's terms in a locale.
    pub fn new(terms: &Terms, term: &Term, locale: &Locale) -> Self {
        let known: Vec<String> = terms.known().map(|term| fold(&term.text, locale)).collect();
        let form = |form: &String| {
            let folded = fold(form, locale);
            match known.contains(&folded) {
                true => Form::Written(form.clone()),
                false => Form::Folded(folded),
            }
        };
        let forms = std::iter::once(&term.text).chain(&term.forms).map(form);
        let except = term.except.iter().map(|phrase| fold(phrase, locale));
        Self {
            forms: forms.filter(|form| !form.text().is_empty()).collect(),
            except: except.chain(known.iter().cloned()).collect(),
        }
    }

    /// Whether it stands in a text as whole words, outside the phrases in which it is right.
    pub fn stands_in(&self, text: &Searched) -> bool {
        self.forms.iter().any(|form| match form {
            Form::Folded(form) => text.holds(form, &self.except),
            Form::Written(form) => text.holds_written(form),
        })
    }

    /// Whether a name is this term.
    fn is_name(&self, name: &str, folded: &str) -> bool {
        self.forms.iter().any(|form| match form {
            Form::Folded(form) => form == folded,
            Form::Written(form) => form == name,
        })
    }
}

impl Form {
    fn text(&self) -> &str {
        let (Self::Folded(text) | Self::Written(text)) = self;
        text
    }
}

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
    wanted: Wanted,
}

impl<'g> Seeker<'g> {
    /// Looks through a glossary.
    pub fn new(glossary: &'g Glossary) -> Self {
        let mut sought = Vec::new();
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut needles, mut anywhere) = (Vec::new(), Vec::new());
        for (state, locale, terms) in all_terms(glossary) {
            for (at, term) in terms.withdrawn().enumerate() {
                let by_default = glossary.is_bound_by_terms(state).then_some(Matching::Name);
                let Some(matching) = term.matching.or(by_default) else { continue };
                let wanted = Wanted::new(terms, term, locale);
                for form in &wanted.forms {
                    let folded = fold(form.text(), locale);
                    if matching == Matching::Name {
                        names.entry(folded).or_default().push(sought.len());
                    } else if let Some(needle) = longest_word(&folded) {
                        needles.push(needle.to_owned());
                        anywhere.push(sought.len());
                    }
                }
                sought.push(Sought { state, at, term, wanted });
            }
        }
        let mut builder = AhoCorasick::builder();
        let needles = builder.ascii_case_insensitive(true).build(needles);
        let needles = needles.expect("fewer terms than the automaton can number");
        Self { glossary, sought, names, needles, anywhere }
    }

    /// The states whose withdrawn terms a label shows, and which of its withdrawn terms each is. A
    /// sentence may show those of several states; of a name that is a term of several states none is
    /// meant more than another.
    pub fn find(&self, subject: &Subject<'_>, text: &str) -> Vec<(StateId, usize)> {
        let mut found: BTreeMap<StateId, usize> = BTreeMap::new();
        let named = self.named(subject, text);
        let states: BTreeSet<StateId> = named.iter().map(|sought| sought.state).collect();
        if states.len() == 1 {
            found.extend(named.first().map(|sought| (sought.state, sought.at)));
        }
        for sought in self.held(subject, text) {
            found.entry(sought.state).or_insert(sought.at);
        }
        found.into_iter().collect()
    }

    /// The terms that the whole name of a label is.
    fn named(&self, subject: &Subject<'_>, text: &str) -> Vec<&Sought<'g>> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let name = bare(text);
        let folded = fold(&name, subject.locale);
        let candidates = self.names.get(&folded).into_iter().flatten().map(|&id| &self.sought[id]);
        let is_it = |sought: &&Sought<'_>| {
            sought.wanted.is_name(&name, &folded) && self.speaks(sought, subject)
        };
        candidates.filter(is_it).collect()
    }

    /// The terms that stand somewhere in a label.
    fn held(&self, subject: &Subject<'_>, text: &str) -> Vec<&Sought<'g>> {
        if self.anywhere.is_empty() {
            return Vec::new();
        }
        let locale = subject.locale;
        // Where folding changes no more than the case of letters, a text is searched as it stands.
        let as_it_stands = text.is_ascii() && !text.contains('\'') && !locale.has_dotless_i();
        let searched = if as_it_stands { Cow::Borrowed(text) } else { fold(text, locale).into() };
        let hits = self.needles.find_overlapping_iter(&*searched);
        let likely: BTreeSet<_> = hits.map(|hit| self.anywhere[hit.pattern().as_usize()]).collect();
        if likely.is_empty() {
            return Vec::new();
        }
        let text = Searched::new(text, locale);
        let likely = likely.into_iter().map(|id| &self.sought[id]);
        likely
            .filter(|sought| sought.wanted.stands_in(&text) && self.speaks(sought, subject))
            .collect()
    }

    /// Whether a term is looked for where a label stands, in its locale.
    fn speaks(&self, sought: &Sought<'_>, subject: &Subject<'_>) -> bool {
        let terms = self.glossary.terms(sought.state, subject.locale);
        let is_its = terms.and_then(|terms| terms.withdrawn().nth(sought.at));
        is_its.is_some_and(|term| std::ptr::eq(term, sought.term))
            && match &sought.term.within {
                Some(within) => within.holds(subject),
                None => self.glossary.words_bind(self.glossary.system_of(sought.state), subject),
            }
    }
}

fn all_terms(glossary: &Glossary) -> impl Iterator<Item = (StateId, &Locale, &Terms)> {
    glossary.states().flat_map(|state| {
        glossary.state(state).terms.iter().map(move |(locale, terms)| (state, locale, terms))
    })
}

/// The longest word of a folded form: it stands in every text that holds the form.
fn longest_word(folded: &str) -> Option<&str> {
    folded.split(' ').filter(|word| !word.is_empty()).max_by_key(|word| word.len())
}
