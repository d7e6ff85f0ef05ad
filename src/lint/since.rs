//! What a change brings: the odd marks that a revision had not. Compares two reports by fingerprints, so
//! that what moved, was renamed or stands in another order is nothing new.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::{Opened, open_all};
use crate::config::GlossaryFile;
use crate::finding::{By, Finding, Mark, Role};
use crate::known::{Known, Remembered};
use crate::report::{Report, Since};
use crate::scope::{self, Lost};
use crate::tree::Tree;

/// What a run is compared with.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its files.
    pub tree: Tree,
    /// Its projects; `None` if its glossary is broken, and nothing of it can be judged.
    pub projects: Option<Vec<Opened>>,
    /// What people call it: `HEAD`.
    pub revision: String,
}

impl Base {
    /// Opens the projects that a revision has for the paths of a command line, below the repository's root.
    /// One without any has nothing that could be older.
    pub fn open(
        tree: Tree,
        (root, paths): (&Path, &[PathBuf]),
        packs: &[GlossaryFile],
        revision: String,
    ) -> Self {
        let projects = match scope::stored(tree.clone(), root, paths) {
            Ok(scope) => open_all(&tree, &scope.projects, packs).ok(),
            Err(Lost::NoPath(..)) if !paths.is_empty() => {
                return Self::open(tree, (root, &[root.to_owned()]), packs, revision);
            }
            Err(Lost::NoPath(..) | Lost::NoProject(_)) => Some(Vec::new()),
        };
        Self { tree, projects, revision }
    }
}

/// What is asked of paths.
pub(super) struct Asking<'a> {
    /// Whether a file is there now.
    pub(super) is_there: &'a dyn Fn(&str) -> bool,
    /// Whether it belongs to another repository.
    pub(super) is_elsewhere: &'a dyn Fn(&str) -> bool,
}

/// Makes the odd marks that stand in `base` context, and takes out findings without one left.
pub(super) fn keep_new(
    report: &mut Report,
    base: Option<&Report>,
    revision: &str,
    paths: &Asking<'_>,
) {
    let before: Vec<(&Finding, &Mark)> = base.into_iter().flat_map(marks).collect();
    let remembered = before.iter().filter_map(|(finding, mark)| Remembered::of(finding, mark));
    let remembered: Vec<Remembered> = remembered.collect();
    let known = Known::new(&remembered);
    let found = known.find(&report.findings);
    let gone = found.gone.iter().map(|&at| before[at]);
    let mut renamed = renamed_faults(gone, paths.is_there);
    let (mut gone, mut older) = (found.gone.len(), 0);
    for (finding, found) in report.findings.iter_mut().zip(found.marks) {
        let check = finding.check;
        for (mark, found) in finding.marks.iter_mut().zip(found) {
            let is_odd = mark.role == Role::Odd;
            let mut take_one = || {
                let left = renamed.get_mut(&(check, mark.remark.clone()));
                left.filter(|left| **left > 0).map(|left| *left -= 1)
            };
            let is_renamed = is_odd && found.is_none() && take_one().is_some();
            if found.is_some() || is_renamed || is_odd && (paths.is_elsewhere)(&mark.path) {
                gone -= usize::from(is_renamed);
                older += 1;
                mark.permit(By::Revision, revision);
            }
        }
        finding.settle();
    }
    report.findings.retain(Finding::has_odd_mark);
    let since = Since { revision: revision.to_owned(), older, gone, is_judged: base.is_some() };
    report.since = Some(since);
}

/// How many faults are gone with their file, by check and words: that file may have another name now, and a
/// fault's fingerprint holds the name of its file.
fn renamed_faults<'r>(
    gone: impl Iterator<Item = (&'r Finding, &'r Mark)>,
    is_there: impl Fn(&str) -> bool,
) -> HashMap<(&'static str, String), usize> {
    let mut faults: HashMap<_, usize> = HashMap::new();
    let mut there: BTreeMap<&str, bool> = BTreeMap::new();
    for (finding, mark) in gone {
        let is_fault = finding.states.is_empty() && mark.key.is_none();
        if is_fault && !*there.entry(&mark.path).or_insert_with(|| is_there(&mark.path)) {
            *faults.entry((finding.check, mark.remark.clone())).or_default() += 1;
        }
    }
    faults
}

fn marks<'r>(report: &'r Report) -> impl Iterator<Item = (&'r Finding, &'r Mark)> {
    let of = |finding: &'r Finding| {
        let odd = finding.marks.iter().filter(|mark| mark.role == Role::Odd);
        odd.map(move |mark| (finding, mark))
    };
    report.findings.iter().flat_map(of)
}
