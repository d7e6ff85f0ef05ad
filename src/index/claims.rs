//! Whose name a label shows: the names that stand for each state, and the labels of other states that
//! show them.

use std::collections::{BTreeSet, HashMap};

use super::{Index, Usage, Verdict};
use crate::glossary::state::StateId;
use crate::text::fold::{fold, look_alike, skeleton};
use crate::text::locale::Locale;

/// A name that a state has in a locale.
struct Claim {
    state: StateId,
    name: String,
    /// The source name of the labels that show it, where that is known.
    source_fold: Option<String>,
    is_preferred: bool,
}

/// Which states have a name, by locale and by what looks the same.
pub(super) struct Claims(HashMap<Locale, HashMap<String, Vec<Claim>>>);

impl Claims {
    /// The claims of the states in these places.
    pub(super) fn new(index: &Index<'_>, places: &[(StateId, Locale)]) -> Self {
        let mut claims = Self(HashMap::new());
        let locales: BTreeSet<&Locale> = places.iter().map(|(_, locale)| locale).collect();
        for locale in locales {
            for state in index.glossary.states() {
                claims.add_preferred(index, state, locale);
            }
        }
        for place in places {
            claims.add_references(index, place);
        }
        claims
    }

    fn add_preferred(&mut self, index: &Index<'_>, state: StateId, locale: &Locale) {
        let preferred = |locale: &Locale| index.glossary.terms(state, locale)?.preferred.as_ref();
        let Some(term) = preferred(locale) else { return };
        let source = &index.glossary.source_locale;
        let source_fold = preferred(source).map(|term| fold(&term.text, source));
        self.add(locale, Claim { state, name: term.text.clone(), source_fold, is_preferred: true });
    }

    /// The names that stand for a state where no term does.
    fn add_references(&mut self, index: &Index<'_>, place: &(StateId, Locale)) {
        for (source_fold, name) in &index.callings[place].references {
            let (name, source_fold) = (name.clone(), source_fold.clone());
            self.add(&place.1, Claim { state: place.0, name, source_fold, is_preferred: false });
        }
    }

    fn add(&mut self, locale: &Locale, claim: Claim) {
        let looks = skeleton(&fold(&claim.name, locale));
        self.0.entry(locale.clone()).or_default().entry(looks).or_default().push(claim);
    }

    /// Marks the usages that show the name of another state.
    pub(super) fn judge(&self, index: &mut Index<'_>, places: &[(StateId, Locale)]) {
        let mut skeletons: HashMap<String, String> = HashMap::new(); // one name is shown many times
        for place in places {
            let Some(claims) = self.0.get(&place.1) else { continue };
            for at in index.callings[place].usages.clone() {
                let folded = index.usages[at].fold.clone();
                let looks = skeletons.entry(folded).or_insert_with_key(|folded| skeleton(folded));
                let Some(claims) = claims.get(looks) else { continue };
                if let Some(state) = owner(index, claims, &index.usages[at]) {
                    index.usages[at].verdict = Verdict::Foreign(state);
                }
            }
        }
    }
}

/// Whether a usage shows a term of its state, if in other letters ("ACTIVE" for "Active").
fn shows_a_term(index: &Index<'_>, usage: &Usage) -> bool {
    let terms = index.glossary.terms(usage.state, &usage.locale);
    terms.is_some_and(|terms| {
        terms.known().any(|term| fold(&term.text, &usage.locale) == usage.fold)
    })
}

/// The other state whose name a usage shows, among the claims on what looks like it.
fn owner(index: &Index<'_>, claims: &[Claim], usage: &Usage) -> Option<StateId> {
    let only_preferred = match usage.verdict {
        Verdict::Mention | Verdict::Admitted | Verdict::Withdrawn(_) | Verdict::Foreign(_) => {
            return None;
        }
        // A preferred term is right, unless the glossary gives it to two states.
        Verdict::Preferred => true,
        // Without a source entry a translation is judged only against the glossary's terms.
        Verdict::Agreeing | Verdict::Odd(_) => {
            (!usage.is_source && usage.source_fold.is_none()) || shows_a_term(index, usage)
        }
    };
    let glossary = index.glossary;
    let is_other = |claim: &&Claim| {
        claim.state != usage.state
            && (claim.is_preferred || !only_preferred)
            && glossary
                .are_compared(glossary.system_of(claim.state), glossary.system_of(usage.state))
            && (usage.is_source
                || claim.source_fold.is_none()
                || claim.source_fold != usage.source_fold)
            && (fold(&claim.name, &usage.locale) == usage.fold
                || look_alike(&claim.name, &usage.name))
    };
    claims.iter().filter(is_other).map(|claim| claim.state).min()
}
