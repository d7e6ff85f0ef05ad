//! Why a label is bound, or why not, in words: for the person who wonders about one line.

use std::collections::BTreeSet;

use crate::checks::lines_to_add;
use crate::finding::GlossaryLine;
use crate::glossary::Glossary;
use crate::glossary::bind::{Because, Outcome, PageLine, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::{KeyPattern, SystemId, Terms};
use crate::glossary::table::nearest;
use crate::index::{Index, Stray, Usage, Verdict, Why};
use crate::label::Key;
use crate::labels::Row;
use crate::reports::Page;
use crate::text::fold::{fold, spelling_of_key};
use crate::text::name::is_mention;

/// The lines of an explanation: a word and what is said of it. Paths are shown as `page` shows them.
pub fn explain(index: &Index<'_>, row: &Row<'_>, page: &Page) -> Vec<(&'static str, String)> {
    let words = Words { index, glossary: index.glossary, page };
    let mut lines = vec![("names", words.names(row))];
    lines.extend(words.since(row).map(|since| ("since", since)));
    if let Some(usage) = row.usage {
        lines.push(("shown", usage.surfaces.join(", ")));
        lines.push(("judged", words.judged(usage)));
    } else {
        let withdrawn = row.stray.and_then(|stray| words.withdrawn(stray));
        lines.extend(withdrawn.map(|judged| ("judged", judged)));
        lines.extend(words.to_add(row).map(|line| ("add", line)));
        let nearest = words.unbinding_term(row).or_else(|| words.nearest(row));
        lines.extend(nearest.map(|nearest| ("nearest", nearest)));
        lines.extend(around(row).map(|around| ("around", around)));
    }
    lines
}

struct Words<'w> {
    index: &'w Index<'w>,
    glossary: &'w Glossary,
    page: &'w Page,
}

impl Words<'_> {
    fn names(&self, row: &Row<'_>) -> String {
        if let Some(usage) = row.usage {
            return self.glossary.path(usage.state);
        }
        let why_not = match (&row.explained.by_source, &row.explained.outcome) {
            (_, Outcome::Stranger { system, value, .. }) => self.stranger(*system, value),
            (Some(_), _) if row.explained.source_text.as_deref() == Some(&*row.label.text) => {
                "the text is its source's, so it is untranslated".to_owned()
            }
            (Some(_), _) | (_, Outcome::Bound { target: Target::Listed(_), .. }) => {
                "nothing is left of it that could be a name".to_owned()
            }
            (_, Outcome::Bound { target: Target::Found(..), .. }) => {
                "the source locale has no such member of the family".to_owned()
            }
            (_, Outcome::Silent) => {
                "no key pattern, scope, context, text, term or annotation speaks of it".to_owned()
            }
            (_, Outcome::Tied { states, .. }) => {
                let states: Vec<_> = states.iter().map(|target| self.path(target)).collect();
                format!("equally strong evidence names {}", states.join(" and "))
            }
        };
        format!("no state: {why_not}")
    }

    fn stranger(&self, system: SystemId, value: &str) -> String {
        let system = self.glossary.system(system);
        let ids: Vec<&str> = system.states.iter().map(|state| &*state.id).collect();
        let near = nearest(value, &ids).map(|near| format!(": did you mean `{near}`?"));
        format!("no state of {} is spelled `{value}`{}", system.id, near.unwrap_or_default())
    }

    /// The line that would make a state of a member of a family that no state knows.
    fn to_add(&self, row: &Row<'_>) -> Option<String> {
        let Outcome::Stranger { system, value, family: Some(family) } = &row.explained.outcome
        else {
            return None;
        };
        let is_name = !is_mention(&row.label.text, &row.locale);
        let name = is_name.then(|| (row.locale.clone(), row.label.text.to_string()));
        let states = [(spelling_of_key(value), name)];
        let GlossaryLine { text, path, line } =
            lines_to_add(self.glossary, *system, &family.at.file, &states)?;
        let text = text.replace('\n', "   ");
        Some(format!("{text}   below {}:{line}", self.page.path(&path)))
    }

    fn path(&self, target: &Target) -> String {
        match target {
            Target::Listed(state) => self.glossary.path(*state),
            Target::Found(system, value) => {
                format!("{}.{value}", self.glossary.system(*system).id)
            }
        }
    }

    fn since(&self, row: &Row<'_>) -> Option<String> {
        let own = self.own_evidence(row).filter(|_| is_own(row));
        let of_source = || {
            let (_, evidence) = row.explained.by_source.as_ref()?;
            if row.explained.is_source {
                return Some(format!(
                    "another file of the catalogue binds it by {}",
                    evidence.id()
                ));
            }
            let source = row.explained.source_text.as_ref()?;
            Some(format!("its source text \"{source}\" is bound by {}", evidence.id()))
        };
        own.or_else(of_source)
    }

    /// What the label's own evidence is.
    fn own_evidence(&self, row: &Row<'_>) -> Option<String> {
        Some(match &row.explained.outcome {
            Outcome::Bound { target, because: Some(Because::Key(pattern, value)), .. } => {
                self.since_key(target, pattern, value.as_deref())
            }
            Outcome::Bound { because: Some(Because::Scope(scope, page)), .. } => {
                format!("`{scope}` stands around {}", shown_at(page.as_ref()))
            }
            Outcome::Bound { because: Some(Because::ScopeGlob(glob, page)), .. } => {
                let (written, place) = (glob.value.written(), self.place(&glob.at));
                let at = shown_at(page.as_ref());
                format!("what stands around {at} matches {written} ({place})")
            }
            Outcome::Bound { because: Some(Because::Text(pattern)), .. } => {
                format!("the text is \"{}\" ({})", pattern.text, self.place(&pattern.at))
            }
            Outcome::Bound { because: Some(Because::Context(glob)), .. } => {
                let (written, place) = (glob.value.written(), self.place(&glob.at));
                let word = match glob.value.has_state() {
                    true => "",
                    false => ", and its text is a name or a spelling of the state",
                };
                format!("its context matches {written} ({place}){word}")
            }
            Outcome::Bound { because: Some(Because::Term(term)), .. } => {
                let place = self.place(&term.at);
                format!("the text is the term \"{}\" ({place}), and nothing else binds", term.text)
            }
            Outcome::Bound { because: None, .. } => "an annotation names it".to_owned(),
            Outcome::Stranger { family: Some(family), .. } => self.matched(family),
            _ => return None,
        })
    }

    fn since_key(&self, target: &Target, pattern: &KeyPattern, value: Option<&str>) -> String {
        let matched = self.matched(pattern);
        let (Some(value), Target::Listed(id)) = (value, target) else { return matched };
        let state = self.glossary.state(*id);
        if spelling_of_key(value) == spelling_of_key(&state.id) {
            return matched;
        }
        let place = self.place(&state.at);
        format!("{matched}, \"{value}\" is in-code of {} ({place})", state.id)
    }

    fn matched(&self, pattern: &KeyPattern) -> String {
        format!("key matches {} ({})", pattern.glob.written(), self.place(&pattern.at))
    }

    /// `canonym.toml:7`.
    fn place(&self, at: &At) -> String {
        format!("{}:{}", self.page.path(&at.file.path), at.line())
    }

    fn judged(&self, usage: &Usage) -> String {
        let terms = self.glossary.terms(usage.state, &usage.locale);
        let detail = match usage.verdict {
            Verdict::Odd(kind) => format!(" ({}): 1 of {} names", kind.id(), self.count(usage)),
            Verdict::Foreign(other) => {
                format!(": it is the name of {}", self.glossary.path(other))
            }
            Verdict::Withdrawn(at) => {
                let term = terms.and_then(|terms| terms.withdrawn().nth(at));
                let told = |term: &crate::glossary::state::Term| {
                    format!(": \"{}\" ({})", term.text, self.place(&term.at))
                };
                term.map(told).unwrap_or_default()
            }
            Verdict::Mention => ": it speaks of the state in a sentence".to_owned(),
            Verdict::Preferred | Verdict::Admitted | Verdict::Agreeing => {
                format!(", named \"{}\"", usage.name)
            }
        };
        let preferred = terms.and_then(|terms| terms.preferred.as_ref());
        let measure = match preferred {
            Some(term) if usage.verdict != Verdict::Preferred => {
                format!(", preferred is \"{}\"", term.text)
            }
            _ => String::new(),
        };
        format!("{}{detail}{measure}", usage.verdict.id())
    }

    /// Why a label that nothing binds is reported all the same.
    fn withdrawn(&self, stray: &Stray) -> Option<String> {
        let Why::Withdrawn { state, term } = stray.why else { return None };
        let term = self.glossary.terms(state, &stray.locale)?.withdrawn().nth(term)?;
        let (path, place) = (self.glossary.path(state), self.place(&term.at));
        Some(format!("withdrawn: \"{}\" of {path} ({place}) is looked for here", term.text))
    }

    /// How many names the state of a usage has in its locale, the preferred one included.
    fn count(&self, usage: &Usage) -> usize {
        let calling = &self.index.callings[&(usage.state, usage.locale.clone())];
        let usages = self.index.usages_of(calling).map(|(_, usage)| usage);
        let shown = usages.filter(|usage| usage.verdict != Verdict::Mention);
        let terms = self.glossary.terms(usage.state, &usage.locale);
        let preferred = |terms: &'_ Terms| terms.preferred.as_ref().map(|term| term.text.clone());
        let names = shown.map(|usage| usage.name.clone());
        names.chain(terms.and_then(preferred)).collect::<BTreeSet<_>>().len()
    }

    /// A term that the text is and that does not bind, since its state is bound otherwise.
    fn unbinding_term(&self, row: &Row<'_>) -> Option<String> {
        let glossary = self.glossary;
        let is_silent = matches!(row.explained.outcome, Outcome::Silent);
        if !is_silent || !row.explained.is_source {
            return None;
        }
        let name = fold(&row.name, &row.locale);
        let terms = glossary.states().filter_map(|state| {
            let terms = glossary.terms(state, &row.locale)?;
            let term = terms.known().find(|term| fold(&term.text, &row.locale) == name)?;
            Some((state, term))
        });
        let (state, term) =
            terms.into_iter().find(|(state, _)| !glossary.is_bound_by_terms(*state))?;
        let (path, place) = (glossary.path(state), self.place(&term.at));
        Some(format!(
            "\"{}\" is a term of {path} ({place}), which binds by its patterns only: list the text there",
            term.text
        ))
    }

    /// The key pattern that comes nearest to a key that nothing matches, and where they part.
    fn nearest(&self, row: &Row<'_>) -> Option<String> {
        let is_silent = matches!(row.explained.outcome, Outcome::Silent);
        if !is_silent || row.explained.by_source.is_some() {
            return None;
        }
        let key = row.label.key.as_ref()?;
        let glossary = self.glossary;
        let of_states = glossary.states().flat_map(|state| &glossary.state(state).keys);
        let of_systems = glossary.systems().flat_map(|system| &glossary.system(system).keys);
        let (pattern, _, differs) = of_systems
            .chain(of_states)
            .filter_map(|pattern| {
                nearness(pattern, key).map(|(equal, differs)| (pattern, equal, differs))
            })
            .max_by_key(|(_, equal, _)| *equal)?;
        let place = self.place(&pattern.at);
        Some(format!("{} ({place}) differs at segment {differs}", pattern.glob.written()))
    }
}

/// The label itself, or the place that shows its entry.
fn shown_at(page: Option<&PageLine>) -> String {
    match page {
        None => "it".to_owned(),
        Some(page) => format!("the place that shows it ({}:{})", page.path, page.line),
    }
}

/// What stands around a label, or around the places that show it, and did not bind it.
fn around(row: &Row<'_>) -> Option<String> {
    const TOLD: usize = 3;
    let scopes = row.explained.around.iter().filter_map(|around| around.scopes.first());
    let mut told: Vec<String> = scopes.map(ToString::to_string).collect();
    told.retain(|scope| !scope.is_empty());
    told.dedup();
    let told: Vec<String> = told.iter().take(TOLD).map(|scope| format!("`{scope}`")).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Whether a label's own evidence says what its entry is bound to.
fn is_own(row: &Row<'_>) -> bool {
    match (&row.explained.outcome, &row.explained.by_source) {
        (Outcome::Bound { target, .. }, Some((of_source, _))) => target == of_source,
        _ => true,
    }
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
