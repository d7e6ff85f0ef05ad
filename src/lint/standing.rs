//! What stands in a product beside its baseline: which odd marks the baseline holds and which it does not.
//! For the commands that write it; a check asks `accept`.

use std::collections::BTreeSet;

use super::{Asked, Opened, Stop, check_one, open_nested};
use crate::baseline::{self, Baseline};
use crate::config::Project;
use crate::finding::{Finding, Fingerprint, Level, Mark};
use crate::known::{Known, Remembered};
use crate::survey::Progress;
use crate::tree::Tree;
use crate::walk::walk;

/// The odd marks of one project, beside its baseline.
#[derive(Debug)]
pub struct Standing {
    /// The project.
    pub project: Project,
    /// The marks that the baseline holds, each with the number of the entry that does.
    pub held: Vec<(Remembered, usize)>,
    /// Those that it does not.
    pub new: Vec<New>,
}

/// An odd mark that the baseline does not hold.
#[derive(Clone, Debug)]
pub struct New {
    /// What is to be remembered of it.
    pub mark: Remembered,
    /// How much it weighs.
    pub level: Level,
    /// Whether it is a label's: then what stands around it can make a warning of a note.
    pub is_of_label: bool,
}

/// What stands in these projects and in those inside them.
///
/// # Errors
/// See [`Stop`].
pub fn standing(
    tree: &Tree,
    projects: Vec<Opened>,
    asked: &Asked,
    progress: &Progress,
) -> Result<Vec<Standing>, Stop> {
    let mut standings = Vec::new();
    let mut pending = projects;
    pending.reverse();
    while let Some(opened) = pending.pop() {
        let walked = walk(tree, &opened.project);
        pending.extend(open_nested(tree, &opened.project, &walked, &[])?);
        let project = opened.project.clone();
        // Judged as if nothing were held, and nothing switched off: an entry of a check that is off for
        // now still holds something.
        let mut bare = opened;
        bare.project.baseline = None;
        let ceilings = std::mem::take(&mut bare.project.settings.ceilings);
        let mut report = check_one(tree, bare, walked, asked, progress)?.report;
        let mut standing = Standing { project, held: Vec::new(), new: Vec::new() };
        let known = Known::new(standing.entries().iter().map(|entry| &entry.mark));
        let held = marks(&known, &report.findings).into_iter();
        let held = held.filter_map(|(_, mark, at)| Some((mark, at?))).collect();
        report.cap(&ceilings);
        let new = marks(&known, &report.findings).into_iter();
        let new = new.filter_map(|(of, mark, at)| {
            let (level, is_of_label) = (of.level?, of.state.is_some());
            at.is_none().then_some(New { mark, level, is_of_label })
        });
        let new = new.collect();
        drop(known);
        (standing.held, standing.new) = (held, new);
        standings.push(standing);
    }
    Ok(standings)
}

/// The odd marks of findings, each with what is to be remembered of it and the number of what is known.
fn marks<'f>(
    known: &Known<'_>,
    findings: &'f [Finding],
) -> Vec<(&'f Mark, Remembered, Option<usize>)> {
    let found = known.find(findings).marks;
    let mut marks = Vec::new();
    for (finding, found) in findings.iter().zip(found) {
        let of = finding.marks.iter().zip(found);
        marks.extend(of.filter_map(|(mark, at)| Some((mark, Remembered::of(finding, mark)?, at))));
    }
    marks
}

impl Standing {
    /// The path of the baseline, in the tree.
    pub fn path(&self) -> String {
        match &*self.project.folder {
            "" => baseline::FILE.to_owned(),
            folder => format!("{folder}/{}", baseline::FILE),
        }
    }

    /// The entries of the baseline.
    pub fn entries(&self) -> &[baseline::Entry] {
        self.project.baseline.as_ref().map_or(&[], |baseline| &baseline.entries)
    }

    /// How many marks outside of the baseline weigh so much.
    pub fn count(&self, least: Level) -> usize {
        self.new.iter().filter(|new| new.level >= least).count()
    }

    /// What a baseline is to hold: warnings and errors, and of notes those that may become warnings when
    /// what stands around them changes; or all of them.
    fn worth_it(&self, with_notes: bool) -> impl Iterator<Item = &Remembered> {
        let is_worth_it =
            move |new: &&New| with_notes || new.level > Level::Note || new.is_of_label;
        self.new.iter().filter(is_worth_it).map(|new| &new.mark)
    }

    /// The text of a baseline that holds what stands.
    pub fn created(&self, reason: &str, with_notes: bool) -> String {
        baseline::text(self.worth_it(with_notes).map(|mark| (mark, reason)))
    }

    /// The text of the baseline with an entry for each mark that it holds and no other: what is mended is
    /// taken out, and a mark that was held for another's sake gets its own line. With a reason, what is new
    /// is added too.
    pub fn updated(&self, baseline: &Baseline, reason: Option<&str>, with_notes: bool) -> String {
        let needed: BTreeSet<Fingerprint> =
            self.held.iter().map(|(mark, _)| mark.fingerprint).collect();
        let there: BTreeSet<Fingerprint> =
            baseline.entries.iter().map(|entry| entry.mark.fingerprint).collect();
        let moved = self.held.iter().filter(|(mark, _)| !there.contains(&mark.fingerprint));
        let moved = moved.map(|(mark, at)| (mark.clone(), baseline.entries[*at].reason.clone()));
        let new = self.worth_it(with_notes);
        let new = new.filter_map(|mark| Some((mark.clone(), reason?.to_owned())));
        let mut told = BTreeSet::new();
        let added: Vec<_> =
            moved.chain(new).filter(|(mark, _)| told.insert(mark.fingerprint)).collect();
        baseline::updated(baseline, |entry| needed.contains(&entry.mark.fingerprint), &added)
    }
}
