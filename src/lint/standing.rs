//! What stands in a product beside its baseline: which odd marks the baseline holds and which it does not.
//! For the commands that write it; a check asks `accept`.

use std::collections::BTreeSet;

use super::{Asked, Opened, Stop, check_one, open_nested};
use crate::baseline::{self, Baseline};
use crate::config::Project;
use crate::finding::{Finding, Fingerprint};
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
    pub new: Vec<Remembered>,
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
        let held = marks(&known, &report.findings).filter_map(|(mark, at)| Some((mark, at?)));
        let held = held.collect();
        report.cap(&ceilings);
        let new = marks(&known, &report.findings).filter(|(_, at)| at.is_none());
        let new = new.map(|(mark, _)| mark).collect();
        drop(known);
        (standing.held, standing.new) = (held, new);
        standings.push(standing);
    }
    Ok(standings)
}

/// The odd marks of findings, each with the number of what is known of it.
fn marks(
    known: &Known<'_>,
    findings: &[Finding],
) -> impl Iterator<Item = (Remembered, Option<usize>)> {
    let found = known.find(findings).marks;
    let mut marks = Vec::new();
    for (finding, found) in findings.iter().zip(found) {
        let of = finding.marks.iter().zip(found);
        marks.extend(of.filter_map(|(mark, at)| Some((Remembered::of(finding, mark)?, at))));
    }
    marks.into_iter()
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

    /// The text of a baseline that holds all that stands.
    pub fn created(&self, reason: &str) -> String {
        baseline::text(self.new.iter().map(|mark| (mark, reason)))
    }

    /// The text of the baseline with an entry for each mark that it holds and no other: what is mended is
    /// taken out, and a mark that was held for another's sake gets its own line. With a reason, what is new
    /// is added too.
    pub fn updated(&self, baseline: &Baseline, reason: Option<&str>) -> String {
        let needed: BTreeSet<Fingerprint> =
            self.held.iter().map(|(mark, _)| mark.fingerprint).collect();
        let there: BTreeSet<Fingerprint> =
            baseline.entries.iter().map(|entry| entry.mark.fingerprint).collect();
        let moved = self.held.iter().filter(|(mark, _)| !there.contains(&mark.fingerprint));
        let moved = moved.map(|(mark, at)| (mark.clone(), baseline.entries[*at].reason.clone()));
        let new = self.new.iter().filter_map(|mark| Some((mark.clone(), reason?.to_owned())));
        let mut told = BTreeSet::new();
        let added: Vec<_> =
            moved.chain(new).filter(|(mark, _)| told.insert(mark.fingerprint)).collect();
        baseline::updated(baseline, |entry| needed.contains(&entry.mark.fingerprint), &added)
    }
}
