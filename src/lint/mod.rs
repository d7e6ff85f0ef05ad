//! A whole run: walk, survey, index, check, report.

mod drafting;
mod mending;
mod since;
mod stale;
mod standing;
mod tally;

use std::sync::Arc;

use time::Date;

use crate::accept;
use crate::checks;
use crate::config::{FILE, GlossaryFile, Project};
use crate::finding::Finding;
use crate::glossary::Glossary;
use crate::glossary::mistake::{Mistake, Mistakes};
use crate::index::Index;
use crate::permission::Permission;
use crate::quote::Quotes;
use crate::report::{Report, Tallies, lies_in};
use crate::survey::{Progress, Survey, Surveyor};
use crate::text::locale::Locale;
use crate::tree::Tree;
use crate::walk::{Walked, walk};

pub use drafting::{Proposal, check_draft, draft, draft_more};
pub use mending::{Rewrite, rewrites};
pub use since::Base;
pub use standing::{Standing, standing};

/// What a run ends with: the report, and the sources it quotes.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The report.
    pub report: Report,
    /// The sources it quotes.
    pub quotes: Quotes,
}

/// Why a run cannot go on.
#[derive(Clone, Debug)]
pub enum Stop {
    /// The glossary or the settings are wrong.
    Mistakes(Mistakes),
    /// A file changed between being judged and being quoted.
    Changed(String),
    /// Git does not have the content of this revision here.
    Lacking(String),
}

impl From<Mistakes> for Stop {
    fn from(mistakes: Mistakes) -> Self {
        Self::Mistakes(mistakes)
    }
}

/// What a run is asked to report.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question by itself")]
pub struct Asked {
    /// Files and folders, in the tree; none: everything.
    pub paths: Vec<String>,
    /// Locales, each with its regions; none: every locale.
    pub locales: Vec<Locale>,
    /// What day it is, for permissions that end; `None`: none ends.
    pub today: Option<Date>,
    /// Whether what the baseline holds is reported like anything else: it is to be mended.
    pub ignores_baseline: bool,
    /// Whether an entry of the baseline that holds nothing is an error.
    pub is_strict: bool,
    /// Whether findings of which all may stay are kept, for a style that shows them.
    pub shows_accepted: bool,
    /// Whether what a change took away is counted though it brought nothing: reading the base is then all
    /// that a clean run does beside its own work.
    pub counts_gone: bool,
}

impl Asked {
    /// Whether all that is found in a project is reported.
    fn is_all_of(&self, project: &Project) -> bool {
        self.locales.is_empty() && (self.paths.is_empty() || lies_in(&project.folder, &self.paths))
    }
}

/// Checks a project and the projects inside it, and reports what was asked for.
///
/// # Errors
/// See [`Stop`].
pub fn check(
    tree: &Tree,
    projects: Vec<Opened>,
    asked: &Asked,
    progress: &Progress,
) -> Result<Run, Stop> {
    let run = check_all(tree, projects, asked, progress)?;
    Ok(finished(run, asked))
}

/// Checks a project as [`check`] does, and reports only what `base` had not. Where there is nothing to
/// report, `base` is read only if what is gone is to be counted.
///
/// # Errors
/// See [`Stop`].
pub fn check_since(
    tree: &Tree,
    projects: Vec<Opened>,
    base: Base,
    asked: &Asked,
    progress: &Progress,
) -> Result<Run, Stop> {
    let mut run = check_all(tree, projects, asked, progress)?;
    let Base { tree: base_tree, projects, revision } = base;
    let before = match projects {
        Some(_) if run.report.findings.is_empty() && !asked.counts_gone => Some(Run::default()),
        // All of it, wherever it is asked for: what moved here is not new.
        Some(projects) => {
            let asked = Asked { paths: Vec::new(), locales: Vec::new(), ..asked.clone() };
            match check_all(&base_tree, projects, &asked, progress) {
                _ if lacks(&base_tree) => return Err(Stop::Lacking(revision)),
                Ok(run) => Some(run),
                Err(Stop::Mistakes(_)) => None,
                Err(stop) => return Err(stop),
            }
        }
        None if lacks(&base_tree) => return Err(Stop::Lacking(revision)),
        None => None,
    };
    let before = before.as_ref().map(|run| &run.report);
    let is_there = |path: &str| tree.has(path);
    // What lies in another repository, that one's runs tell.
    let is_elsewhere = |path: &str| matches!(&base_tree, Tree::Stored(it) if it.is_in_module(path));
    let paths = since::Asking { is_there: &is_there, is_elsewhere: &is_elsewhere };
    since::keep_new(&mut run.report, before, &revision, &paths);
    Ok(finished(run, asked))
}

/// Whether git does not have all of what was read from it.
fn lacks(tree: &Tree) -> bool {
    matches!(tree, Tree::Stored(stored) if stored.lacks_content())
}

/// What was asked for of a run, in order.
fn finished(mut run: Run, asked: &Asked) -> Run {
    run.report.narrow(&asked.paths, &asked.locales);
    run.report.sort();
    run
}

fn check_all(
    tree: &Tree,
    projects: Vec<Opened>,
    asked: &Asked,
    progress: &Progress,
) -> Result<Run, Stop> {
    let paths = &asked.paths;
    let mut run = Run::default();
    run.report.base =
        projects.first().map(|opened| opened.project.folder.clone()).unwrap_or_default();
    let mut pending = projects;
    pending.reverse();
    while let Some(opened) = pending.pop() {
        let walked = walk(tree, &opened.project);
        pending.extend(open_nested(tree, &opened.project, &walked, paths)?);
        let narrowed =
            walked.files.iter().filter(|file| paths.is_empty() || lies_in(&file.path, paths));
        let narrowed = narrowed.count();
        let one = check_one(tree, opened, walked, asked, progress)?;
        run.report.join(one.report);
        run.report.asked += narrowed;
        run.quotes.join(one.quotes);
    }
    Ok(run)
}

/// A project whose settings were read, with the warnings met.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// What was odd about its settings.
    pub warnings: Mistakes,
}

/// Opens the projects inside a walked one that hold, or lie in, one of `paths`.
///
/// # Errors
/// What is wrong with their settings.
pub fn open_nested(
    tree: &Tree,
    outer: &Project,
    walked: &Walked,
    paths: &[String],
) -> Result<Vec<Opened>, Stop> {
    let asked_for = walked.nested.iter().filter(|folder| is_asked_for(folder, paths));
    let files: Vec<String> = asked_for.map(|folder| format!("{folder}/{FILE}")).collect();
    Ok(open_all(tree, &files, &outer.named)?)
}

/// Opens the projects of these canonym.toml files, with the packs that the command line names.
///
/// # Errors
/// What is wrong with the settings of the first that is wrong.
pub fn open_all(
    tree: &Tree,
    files: &[String],
    packs: &[GlossaryFile],
) -> Result<Vec<Opened>, Mistakes> {
    let open = |file: &String| {
        let (mut project, warnings) = Project::open(tree, file)?;
        project.add_packs(packs);
        Ok(Opened { project, warnings })
    };
    files.iter().map(open).collect()
}

/// Whether a nested project holds, or lies in, a path that was asked for.
fn is_asked_for(folder: &str, paths: &[String]) -> bool {
    let holds = |path: &String| lies_in(path, &[folder.to_owned()]);
    paths.is_empty() || lies_in(folder, paths) || paths.iter().any(holds)
}

fn check_one(
    tree: &Tree,
    opened: Opened,
    walked: Walked,
    asked: &Asked,
    progress: &Progress,
) -> Result<Run, Stop> {
    let Opened { project, warnings } = opened;
    let Surveyed { glossary, mut survey, mistakes } = survey(tree, &project, &walked, progress)?;
    let imprints = tally::imprints(&survey);
    tally::add_listing_faults(&walked, &mut survey);
    let index = Index::build(&glossary, std::mem::take(&mut survey.surveyed));
    let Found { findings, accepted, tallies } = findings(&project, &index, asked);
    let mut report = Report {
        findings,
        accepted,
        states: index.states_in_use().map(|state| glossary.path(state)).collect(),
        tallies: tally::tallies(&walked, &survey, &index, &tallies),
        mistakes: warnings.0.into_iter().chain(mistakes).collect(),
        passed: walked.passed,
        others: walked.others,
        ..Report::default()
    };
    report.cap(&project.settings.ceilings);
    tally::tell_unmet(&survey.unmet, &index, &mut report);
    let baseline = project.baseline.iter().map(|baseline| Arc::clone(&baseline.source));
    let glossary_files = project.files.iter().map(|file| Arc::clone(&file.source)).chain(baseline);
    let quotes = Quotes::gather(tree, &report, glossary_files, &imprints).map_err(Stop::Changed)?;
    mending::add_mends(&mut report, &quotes, (&walked.files, &project.settings));
    Ok(Run { report, quotes })
}

/// What the checks found.
struct Found {
    /// What is to be mended.
    findings: Vec<Finding>,
    /// What may stay, if it is asked for.
    accepted: Vec<Finding>,
    /// How much may stay.
    tallies: Tallies,
}

/// What the checks find, apart from what may stay.
fn findings(project: &Project, index: &Index<'_>, asked: &Asked) -> Found {
    let said = index
        .waivers
        .iter()
        .flat_map(|(file, waiver)| Permission::of_comment(&index.file(*file).path, waiver));
    let permissions: Vec<_> = project.settings.waivers.iter().cloned().chain(said).collect();
    let mut findings = checks::of_names(index);
    let folder = &*project.folder;
    let accepted = accept::accept(&mut findings, &permissions, asked.today, folder);
    if asked.is_all_of(project) {
        findings.extend(checks::of_permissions(&stale::once_a_catalogue(
            index,
            accepted.stale,
            &permissions,
        )));
    }
    let baseline = project.baseline.as_ref().filter(|_| !asked.ignores_baseline);
    let entries = baseline.map_or(&[][..], |baseline| &baseline.entries);
    let held = accept::hold(&mut findings, entries);
    let tallies = Tallies {
        accepted: accepted.marks + held.marks,
        baselined: held.marks,
        stale: held.left.len(),
        ..Tallies::default()
    };
    if asked.is_all_of(project) {
        findings.extend(stale::of_baseline(&held.left, asked.is_strict));
    }
    for finding in &mut findings {
        accept::offer(finding, project.home(), folder);
    }
    let accepted = accepted.findings.into_iter().chain(held.findings);
    let accepted = if asked.shows_accepted { accepted.collect() } else { Vec::new() };
    Found { findings, accepted, tallies }
}

/// A project's glossary with what the survey of its files found.
pub struct Surveyed {
    /// The glossary, with the states that were found.
    pub glossary: Glossary,
    /// What was found.
    pub survey: Survey,
    /// Warnings about the glossary.
    pub mistakes: Vec<Mistake>,
}

/// Reads the glossary of a project and surveys its files.
///
/// # Errors
/// What is wrong with the glossary.
pub fn survey(
    tree: &Tree,
    project: &Project,
    walked: &Walked,
    progress: &Progress,
) -> Result<Surveyed, Stop> {
    let is_known =
        |locale: &_| walked.files.iter().any(|file| file.locale.as_ref() == Some(locale));
    let (glossary, mistakes) = project.glossary(&is_known)?;
    let (glossary, survey) = Surveyor::new(tree, project, &walked.files, progress).survey(glossary);
    Ok(Surveyed { glossary, survey, mistakes: mistakes.0 })
}
