//! A run without a glossary: drafts one, and checks with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Asked, Opened, Run, Stop, check_one};
use crate::config::{FILE, Project};
use crate::draft::{Addition, Extension, Lacking, System, systems, toml};
use crate::finding::{Ceiling, Level};
use crate::glossary::Glossary;
use crate::glossary::bind::{Binder, Outcome, Subject};
use crate::glossary::state::{self, SystemId};
use crate::index::{Stray, Why};
use crate::label::Label;
use crate::survey::{Progress, Surveyor};
use crate::text::fold::spelling_of_key;
use crate::text::locale::Locale;
use crate::tree::Tree;
use crate::walk::{File, Walked, walk};

/// A glossary that was drafted.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its systems.
    pub systems: Vec<System>,
    /// Its text: a whole canonym.toml, or what to add to one. Empty where there is nothing to draft.
    pub text: String,
}

/// The head of a drafted canonym.toml.
const HEAD: &str = "\
# Drafted by canonym from keys that look like families of states. Read it, and change what is wrong.
# `canonym where SYSTEM` shows every name of its states, `canonym why FILE:LINE` what binds a label.

";

/// Drafts the glossary of a folder that has none.
///
/// # Errors
/// See [`Stop`].
pub fn draft(tree: &Tree, folder: &str, progress: &Progress) -> Result<Proposal, Stop> {
    Ok(draft_walked(tree, folder, progress)?.0)
}

/// Drafts the glossary of a folder and checks it with that.
///
/// # Errors
/// See [`Stop`].
pub fn check_draft(
    tree: &Tree,
    folder: &str,
    asked: &Asked,
    progress: &Progress,
) -> Result<(Proposal, Run), Stop> {
    let (proposal, walked) = draft_walked(tree, folder, progress)?;
    let opened = open(tree, folder, &proposal.text)?;
    let mut run = check_one(tree, opened, walked, asked, progress)?;
    run.report.base = folder.to_owned();
    run.report.asked = run.report.tallies.files;
    // Names of which nobody said that users mix them up are no more than a hint.
    let ceiling = Ceiling::At(Level::Note);
    run.report.cap(&BTreeMap::from([("confusable-names".to_owned(), ceiling)]));
    // What comments permit was said of another glossary.
    run.report.findings.retain(|finding| finding.check != "stale-waiver");
    run.report.mark_drafted();
    run.report.narrow(&asked.paths, &asked.locales);
    run.report.sort();
    Ok((proposal, run))
}

/// Drafts what the glossary of a project does not cover.
///
/// # Errors
/// See [`Stop`].
pub fn draft_more(tree: &Tree, project: &Project, progress: &Progress) -> Result<Addition, Stop> {
    let walked = walk(tree, project);
    let found = super::survey(tree, project, &walked, progress)?;
    let glossary = &found.glossary;
    let binder = Binder::new(glossary);
    let is_covered = |file: &File, label: &Label<'_>| covers(&binder, project, file, label);
    let surveyor = Surveyor::new(tree, project, &walked.files, progress);
    let drafted = systems(surveyor.families(&is_covered), &project.settings.source_locale);
    let strays = Strays::new(&found.survey.surveyed.strays);
    let mut addition = Addition::default();
    let mut taken: HashSet<String> = drafted.iter().map(|system| system.id.clone()).collect();
    for mut system in drafted {
        let known = glossary.find_system(&system.id);
        let is_own = |id: &SystemId| glossary.system(*id).at.file.path == project.home();
        match known.filter(is_own) {
            Some(id) if has_states_of(glossary.system(id), &system) => {
                let of = system.id.clone();
                // A state that the glossary spells in one way and the keys in another is left to people.
                if let Some(states) = lacking(glossary, id, &system, &strays) {
                    addition.extended.push(Extension { of, drafted: system, states });
                }
            }
            _ => {
                if known.is_some() {
                    system.id = free_id(glossary, &taken, &system.id);
                    taken.insert(system.id.clone());
                }
                addition.new.push(system);
            }
        }
    }
    Ok(addition)
}

/// What labels show that name a state which no system lists: by system and spelling.
struct Strays<'s>(HashMap<(SystemId, String), BTreeSet<&'s str>>);

impl<'s> Strays<'s> {
    fn new(strays: &'s [Stray]) -> Self {
        let mut texts: HashMap<_, BTreeSet<&str>> = HashMap::new();
        for stray in strays {
            if let Why::Stranger { system, value, .. } = &stray.why {
                texts.entry((*system, spelling_of_key(value))).or_default().insert(&stray.text);
            }
        }
        Self(texts)
    }

    /// Whether none of them calls a state by another name.
    fn agree(&self, system: SystemId, id: &str, name: &str) -> bool {
        let texts = self.0.get(&(system, spelling_of_key(id)));
        texts.is_none_or(|texts| texts.iter().all(|text| *text == name))
    }
}

/// Whether a system of the glossary has at least two, and half, of the states of a drafted one.
fn has_states_of(known: &state::System, drafted: &System) -> bool {
    let has = |word: &str| knows(known, word);
    let shared = drafted.states.iter().filter(|state| has(&state.id)).count();
    shared >= 2 && shared * 2 >= drafted.states.len()
}

fn knows(system: &state::System, word: &str) -> bool {
    let spelling = spelling_of_key(word);
    system.states.iter().any(|state| state.spellings().any(|(_, known)| known == spelling))
}

/// The states that a system which lists its states would lack; `None` if it knows one of them by another
/// spelling only.
fn lacking(
    glossary: &Glossary,
    id: SystemId,
    drafted: &System,
    strays: &Strays<'_>,
) -> Option<Vec<Lacking>> {
    let known = glossary.system(id);
    let mut lacking = Vec::new();
    for state in drafted.states.iter().filter(|_| known.lists_states) {
        let spellings = || std::iter::once(&state.id).chain(&state.in_code);
        match spellings().filter(|spelling| knows(known, spelling)).count() {
            0 => {
                let name = match &state.names[..] {
                    [name] if spellings().all(|it| strays.agree(id, it, name)) => {
                        Some(name.clone())
                    }
                    _ => None,
                };
                let (id, in_code) = (state.id.clone(), state.in_code.clone());
                lacking.push(Lacking { id, in_code, name });
            }
            count if count < spellings().count() => return None,
            _ => {}
        }
    }
    Some(lacking)
}

/// An id that neither the glossary nor the draft has.
fn free_id(glossary: &Glossary, taken: &HashSet<String>, id: &str) -> String {
    let mut ids = (2..).map(|number| format!("{id}-{number}"));
    let is_free = |id: &String| glossary.find_system(id).is_none() && !taken.contains(id);
    ids.find(is_free).expect("numbers do not end")
}

/// Whether a glossary says something of a label's key.
fn covers(binder: &Binder<'_>, project: &Project, file: &File, label: &Label<'_>) -> bool {
    let subject = Subject {
        annotation: label.annotation.as_deref(),
        key: label.key.as_ref(),
        text: None,
        context: label.context.as_deref(),
        description: label.description.as_deref(),
        around: &[],
        path: &file.inner,
        locale: &project.settings.source_locale,
    };
    !matches!(binder.bind(&subject), Outcome::Silent)
}

fn draft_walked(
    tree: &Tree,
    folder: &str,
    progress: &Progress,
) -> Result<(Proposal, Walked), Stop> {
    let Opened { project, .. } = open(tree, folder, "")?;
    let walked = walk(tree, &project);
    let source = source_locale(&walked.files);
    let head = toml::source_locale(&source);
    let Opened { project, .. } = open(tree, folder, &head)?;
    let surveyor = Surveyor::new(tree, &project, &walked.files, progress);
    let mut systems = systems(surveyor.families(&|_, _| false), &source);
    systems.retain(|system| {
        is_sound(tree, folder, &toml::tables(std::slice::from_ref(system), &source))
    });
    let text = match systems.is_empty() {
        true => String::new(),
        false => format!("{HEAD}{head}{}", toml::tables(&systems, &source)),
    };
    Ok((Proposal { systems, text }, walked))
}

fn open(tree: &Tree, folder: &str, text: &str) -> Result<Opened, Stop> {
    let path = if folder.is_empty() { FILE.to_owned() } else { format!("{folder}/{FILE}") };
    let bytes = text.as_bytes().to_vec();
    let (project, warnings) = Project::from_bytes(tree, folder.to_owned(), &path, bytes)?;
    Ok(Opened { project, warnings })
}

/// Whether a text is a glossary without a mistake. A draft is made to be one; what a pattern cannot hold
/// (a path longer than any glob) is left out.
fn is_sound(tree: &Tree, folder: &str, text: &str) -> bool {
    open(tree, folder, text).is_ok_and(|opened| opened.project.glossary(&|_| true).is_ok())
}

/// The locale that a product is written in: English, unless all of its files name others. Then the one
/// that most of them name.
fn source_locale(files: &[File]) -> Locale {
    let english = Locale::parse("en").expect("`en` is a locale");
    // Beside its translations a source text says nothing of its language: it is English most often.
    let is_english = |file: &File| {
        let is_of_english = |locale: &Locale| locale.language() == english.language();
        file.format.is_bilingual || file.locale.as_ref().is_none_or(is_of_english)
    };
    if files.is_empty() || files.iter().any(is_english) {
        return english;
    }
    let mut counts: Vec<(&Locale, usize)> = Vec::new();
    for locale in files.iter().filter_map(|file| file.locale.as_ref()) {
        match counts.iter_mut().find(|(known, _)| *known == locale) {
            Some((_, count)) => *count += 1,
            None => counts.push((locale, 1)),
        }
    }
    counts.sort_by_key(|(locale, count)| (std::cmp::Reverse(*count), (*locale).clone()));
    counts.first().map_or(english, |(locale, _)| (*locale).clone())
}
