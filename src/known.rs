//! Which odd marks are known already: to a baseline, or to the revision that a run is compared with. By
//! fingerprint first; and so that mending one place never makes another one new, by what stands there.
//! Knows findings and marks; not where what is known comes from.

use std::collections::{HashMap, HashSet};

use crate::finding::{Finding, Fingerprint, Mark, Role};
use crate::text::fold::fold;
use crate::text::locale::Locale;

/// What is remembered of an odd mark.
#[derive(Clone, Debug)]
pub struct Remembered {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// The check that reported it.
    pub check: String,
    /// The states of its finding, sorted.
    pub states: Vec<String>,
    /// The locale of its label.
    pub locale: Option<Locale>,
    /// The key path of its label; `None` if a name is remembered, wherever it stands.
    pub key: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether its label is a source label.
    pub is_source: bool,
}

impl Remembered {
    /// What is to be remembered of an odd mark; `None` for context.
    pub fn of(finding: &Finding, mark: &Mark) -> Option<Self> {
        let fingerprint = mark.fingerprint?;
        let is_name = name(finding.check, &finding.states, mark) == Some(fingerprint);
        Some(Self {
            fingerprint,
            check: finding.check.to_owned(),
            states: finding.states.clone(),
            locale: mark.locale.clone(),
            key: mark.key.clone().filter(|_| !is_name),
            // A fault has no name: its words tell people what may stay.
            name: if mark.name.is_empty() { &mark.remark } else { &mark.name }.clone(),
            is_source: mark.is_source,
        })
    }
}

/// Marks that are known, each by its number.
#[derive(Clone, Debug, Default)]
pub struct Known<'r> {
    remembered: Vec<&'r Remembered>,
    marks: HashMap<Fingerprint, usize>,
    /// By check, states, locale and name: places whose name is known, should a name be accepted there.
    names: HashMap<Fingerprint, usize>,
    /// By state, locale, key and name: places that one check reported may be another's tomorrow.
    places: HashMap<Fingerprint, Vec<usize>>,
}

/// What is known of the marks of some findings.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// For each finding, for each of its marks, the number of what is known of it; `None` for context and
    /// what is new.
    pub marks: Vec<Vec<Option<usize>>>,
    /// The numbers of what is not met any more.
    pub gone: Vec<usize>,
}

impl<'r> Known<'r> {
    /// Makes what is remembered ready to be asked.
    pub fn new(remembered: impl IntoIterator<Item = &'r Remembered>) -> Self {
        let mut known = Self::default();
        for (at, it) in remembered.into_iter().enumerate() {
            known.remembered.push(it);
            known.marks.entry(it.fingerprint).or_insert(at);
            let Some(locale) = &it.locale else { continue };
            let name = name_of(&it.check, &it.states, locale, &it.name);
            known.names.entry(name).or_insert(at);
            let Some(key) = it.key.as_ref().filter(|_| is_of_names(&it.check)) else { continue };
            for state in &it.states {
                let place = place_of(state, locale, key, &it.name);
                known.places.entry(place).or_default().push(at);
            }
        }
        known
    }

    /// What is known of findings: all those of a run, so that it is known what is gone.
    pub fn find(&self, findings: &[Finding]) -> Found {
        let of = |finding: &Finding| {
            let found = finding.marks.iter().map(|mark| self.find_mark(finding, mark));
            found.collect::<Vec<_>>()
        };
        let mut marks: Vec<_> = findings.iter().map(of).collect();
        let met: HashSet<usize> = marks.iter().flatten().flatten().copied().collect();
        // What is remembered twice is met once.
        let is_gone = |&at: &usize| !met.contains(&self.marks[&self.remembered[at].fingerprint]);
        let gone: Vec<usize> =
            (0..self.remembered.len()).filter(|at| !met.contains(at)).filter(is_gone).collect();
        self.forgive(findings, &mut marks, &gone);
        Found { marks, gone }
    }

    /// A translation that mirrored a wrong source name, and two states that share a name where their source
    /// names do, are not told. Where the source was mended they come to light, and are no newer than what was
    /// mended.
    fn forgive(&self, findings: &[Finding], marks: &mut [Vec<Option<usize>>], gone: &[usize]) {
        let states = |&at: &usize| self.remembered[at].states.iter().map(move |it| (&**it, at));
        let mended: HashMap<&str, usize> = gone.iter().flat_map(states).collect();
        let entries = gone.iter().filter(|at| self.remembered[**at].is_source);
        let entries = entries.flat_map(|&at| {
            let Remembered { states, key, .. } = self.remembered[at];
            let of = move |key: &'r String| states.iter().map(move |it| (entry_of(it, key), at));
            key.iter().flat_map(of)
        });
        let entries: HashMap<Fingerprint, usize> = entries.collect();
        let is_translation =
            |mark: &Mark| mark.role == Role::Odd && !mark.is_source && mark.state.is_some();
        for (finding, found) in findings.iter().zip(marks) {
            if finding.check == "confusable-names" {
                self.forgive_new_name(finding, found, gone);
                continue;
            }
            let of_pair = || finding.states.iter().find_map(|it| mended.get(&**it).copied());
            let of_entry = |mark: &Mark| {
                let entry = entry_of(mark.state.as_ref()?, mark.key.as_ref()?);
                entries.get(&entry).copied()
            };
            for (mark, found) in finding.marks.iter().zip(found) {
                if found.is_none() && is_translation(mark) {
                    *found = match finding.check {
                        "shared-name" => of_pair(),
                        "split-name" => of_entry(mark),
                        _ => None,
                    };
                }
            }
        }
    }

    /// Where two states shared a name, the one that takes its place may be easily taken for the other's: a
    /// lesser trouble than what was mended, and no news.
    fn forgive_new_name(&self, finding: &Finding, found: &mut [Option<usize>], gone: &[usize]) {
        let is_about = |&&at: &&usize| {
            let states = &self.remembered[at].states;
            states.len() > 1 && *states == finding.states
        };
        let Some(&mended) = gone.iter().find(is_about) else { return };
        for (mark, found) in finding.marks.iter().zip(found) {
            if mark.role == Role::Odd && found.is_none() {
                *found = Some(mended);
            }
        }
    }

    fn find_mark(&self, finding: &Finding, mark: &Mark) -> Option<usize> {
        let own = mark.fingerprint.filter(|_| mark.role == Role::Odd)?;
        let get = |of: &HashMap<_, usize>, at: Fingerprint| of.get(&at).copied();
        // A name that is known is so at every place; a place that is, where only the name counts now.
        let name = name(finding.check, &finding.states, mark);
        let by_name = |name| {
            let of_name = if name == own { get(&self.names, name) } else { None };
            get(&self.marks, name).or(of_name)
        };
        let by_place = || {
            let (state, locale, key) =
                (mark.state.as_ref()?, mark.locale.as_ref()?, mark.key.as_ref()?);
            let place = place_of(state, locale, key, &mark.name);
            // Of equal places of one finding each is known by its own fingerprint, or new.
            let is_another = |&&at: &&usize| {
                let Remembered { check, states, .. } = self.remembered[at];
                (&**check, states) != (finding.check, &finding.states)
            };
            let known = self.places.get(&place).filter(|_| is_of_names(finding.check))?;
            known.iter().find(is_another).copied()
        };
        get(&self.marks, own).or_else(by_place).or_else(|| name.and_then(by_name))
    }
}

/// Whether a check asks what a label calls its state: what one such check says of a place, another may
/// say tomorrow, when the names around it have changed.
fn is_of_names(check: &str) -> bool {
    matches!(check, "split-name" | "shared-name")
}

/// The fingerprint that a mark has where its name is accepted and not its place.
fn name(check: &str, states: &[String], mark: &Mark) -> Option<Fingerprint> {
    Some(name_of(check, states, mark.locale.as_ref()?, &mark.name))
}

/// As `checks::compose` makes it.
fn name_of(check: &str, states: &[String], locale: &Locale, name: &str) -> Fingerprint {
    let (locale, name) = (locale.to_string(), fold(name, locale));
    Fingerprint::of(&["mark/1", check, &states.join(" "), &locale, "", &name, ""])
}

fn place_of(state: &str, locale: &Locale, key: &str, name: &str) -> Fingerprint {
    Fingerprint::of(&["place", state, &locale.to_string(), key, &fold(name, locale)])
}

fn entry_of(state: &str, key: &str) -> Fingerprint {
    Fingerprint::of(&["entry", state, key])
}
