//! A whole run: walk, survey, index, check, report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checks;
use crate::config::{FILE, Project};
use crate::glossary::Glossary;
use crate::glossary::mistake::{At, Mistake, Mistakes};
use crate::glossary::state::SystemId;
use crate::index::{FileId, Index};
use crate::label::Fault;
use crate::quote::Quotes;
use crate::report::{Report, Tallies, lies_in};
use crate::survey::{Progress, Survey, Surveyor};
use crate::text::locale::Locale;
use crate::tree::{Passed, Tree};
use crate::walk::{Walked, walk};

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
}

impl From<Mistakes> for Stop {
    fn from(mistakes: Mistakes) -> Self {
        Self::Mistakes(mistakes)
    }
}

/// Checks a project and the projects inside it, and reports what lies at `paths` (in the tree; none:
/// everything).
///
/// # Errors
/// See [`Stop`].
pub fn check(
    tree: &Tree,
    projects: Vec<Opened>,
    paths: &[String],
    progress: &Progress,
) -> Result<Run, Stop> {
    let mut run = Run::default();
    run.report.base =
        projects.first().map(|opened| opened.project.folder.clone()).unwrap_or_default();
    let mut pending = projects;
    pending.reverse();
    while let Some(opened) = pending.pop() {
        let walked = walk(tree, &opened.project);
        pending.extend(open_nested(tree, &walked, paths)?);
        let asked =
            walked.files.iter().filter(|file| paths.is_empty() || lies_in(&file.path, paths));
        let asked = asked.count();
        let one = check_one(tree, opened, walked, progress)?;
        run.report.join(one.report);
        run.report.asked += asked;
        run.quotes.join(one.quotes);
    }
    run.report.narrow(paths);
    run.report.sort();
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
pub fn open_nested(tree: &Tree, walked: &Walked, paths: &[String]) -> Result<Vec<Opened>, Stop> {
    let asked_for = walked.nested.iter().filter(|folder| is_asked_for(folder, paths));
    let open = |folder: &String| {
        let (project, warnings) = Project::open(tree, &format!("{folder}/{FILE}"))?;
        Ok(Opened { project, warnings })
    };
    asked_for.map(open).collect()
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
    progress: &Progress,
) -> Result<Run, Stop> {
    let Opened { project, warnings } = opened;
    let surveyed = survey(tree, &project, &walked, progress)?;
    let Surveyed { glossary, mut survey, mistakes } = surveyed;
    let tallies = tallies(&walked, &survey, &glossary);
    let hashes = hashes(&survey);
    add_listing_faults(&walked, &mut survey);
    let index = Index::build(&glossary, std::mem::take(&mut survey.surveyed));
    let mut report =
        Report { tallies, passed: walked.passed, others: walked.others, ..Report::default() };
    report.mistakes = warnings.0.into_iter().chain(mistakes).collect();
    report.findings = checks::ALL.iter().flat_map(|check| (check.run)(&index)).collect();
    report.cap(&project.settings.ceilings);
    count_usages(&index, &mut report.tallies);
    tell_unmet(&survey.unmet, &index, &mut report);
    let glossary_files = project.files.iter().map(|file| Arc::clone(&file.source));
    let quotes = Quotes::gather(tree, &report, glossary_files, &hashes).map_err(Stop::Changed)?;
    Ok(Run { report, quotes })
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

fn tallies(walked: &Walked, survey: &Survey, glossary: &Glossary) -> Tallies {
    let is_translation = |locale: &&Locale| locale.language() != glossary.source_locale.language();
    let mut locales: Vec<_> = survey.locales.iter().collect();
    locales.sort_by_key(is_translation); // the source first, as people name them
    Tallies {
        files: walked.files.len(),
        labels: survey.labels,
        faults: survey.surveyed.faults.len() + walked.failed.len(),
        locales: locales.into_iter().map(ToString::to_string).collect(),
        ..Tallies::default()
    }
}

fn hashes(survey: &Survey) -> BTreeMap<String, [u8; 32]> {
    survey.surveyed.files.iter().filter_map(|file| Some((file.path.clone(), file.hash?))).collect()
}

/// Folders that could not be listed are faults too.
fn add_listing_faults(walked: &Walked, survey: &mut Survey) {
    for failed in &walked.failed {
        let id = FileId(survey.surveyed.files.len() as u32);
        survey.surveyed.files.push(crate::index::SurveyedFile {
            path: failed.path.clone(),
            surface: None,
            is_claimed: true,
            hash: None,
        });
        let fault =
            Fault { span: None, message: format!("cannot list it: {}", failed.why), help: None };
        survey.surveyed.faults.push((id, fault));
    }
}

/// Families that no key matches: a warning where all of a system has no label, since its patterns are
/// most often misspelt; else they are told with what was passed over.
fn tell_unmet(unmet: &[(SystemId, String, At)], index: &Index<'_>, report: &mut Report) {
    let of_usages = index.usages.iter().map(|usage| index.glossary.system_of(usage.state));
    let used: BTreeSet<_> =
        of_usages.chain(index.strays.iter().map(|stray| stray.system)).collect();
    for (system, family, at) in unmet {
        let message = format!("no key of the product matches `{family}`");
        if used.contains(system) || report.tallies.labels == 0 {
            report.passed.push(Passed { path: at.to_string(), why: message });
        } else {
            let help = Some("is it misspelt? `canonym labels` shows every key".to_owned());
            report.mistakes.push(Mistake { at: at.clone(), message, help, is_warning: true });
        }
    }
}

fn count_usages(index: &Index<'_>, tallies: &mut Tallies) {
    tallies.usages = index.usages.len();
    let mut states: Vec<_> = index.callings.keys().map(|(state, _)| *state).collect();
    states.dedup();
    tallies.states = states.len();
}
