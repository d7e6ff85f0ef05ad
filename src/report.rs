//! All that a run has to say: findings in order, tallies, and what was passed over. Plain data; styles
//! turn it into text.

use std::collections::BTreeMap;

use crate::checks;
use crate::finding::{Ceiling, Finding, Level, Mark, Role};
use crate::glossary::mistake::Mistake;
use crate::text::locale::Locale;
use crate::text::path::is_in;
use crate::tree::Passed;

/// What a run has to say.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The folder (in the tree) to which paths are relative in all styles but those for a person.
    pub base: String,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// Findings of which all may stay: their marks are context and say what permits them. Kept only where
    /// a style shows them.
    pub accepted: Vec<Finding>,
    /// The states that labels are bound to, `proposal.active`, sorted.
    pub states: Vec<String>,
    /// The revision that it is compared with; `None`: all is reported.
    pub since: Option<Since>,
    /// What was looked at.
    pub tallies: Tallies,
    /// The locales to which it is narrowed; none: all of them.
    pub only: Vec<String>,
    /// How many of the files read lie where the run was asked to report.
    pub asked: usize,
    /// Warnings about the glossary.
    pub mistakes: Vec<Mistake>,
    /// What was not read, and why.
    pub passed: Vec<Passed>,
    /// How many files are of no format that is read.
    pub others: usize,
}

/// What a report is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The revision, as it was asked for.
    pub revision: String,
    /// How many odd marks stood there already and are not reported.
    pub older: usize,
    /// How many odd marks stood there and are gone.
    pub gone: usize,
    /// Whether the revision could be judged: if its glossary is broken, all that is found counts as new.
    pub is_judged: bool,
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Files read.
    pub files: usize,
    /// Labels read.
    pub labels: usize,
    /// Labels bound to a state.
    pub usages: usize,
    /// States that labels are bound to.
    pub states: usize,
    /// Places that could not be read.
    pub faults: usize,
    /// Odd marks that a waiver or the baseline accepts.
    pub accepted: usize,
    /// Those of them that the baseline accepts.
    pub baselined: usize,
    /// Entries of the baseline that match nothing.
    pub stale: usize,
    /// Locales met, the source first, then sorted.
    pub locales: Vec<String>,
}

impl Report {
    /// Adds the report of another project of the same run.
    pub fn join(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.accepted.extend(other.accepted);
        self.states.extend(other.states);
        self.states.sort();
        self.states.dedup();
        self.mistakes.extend(other.mistakes);
        self.passed.extend(other.passed);
        self.others += other.others;
        self.asked += other.asked;
        let (ours, theirs) = (&mut self.tallies, other.tallies);
        ours.files += theirs.files;
        ours.labels += theirs.labels;
        ours.usages += theirs.usages;
        ours.states += theirs.states;
        ours.faults += theirs.faults;
        ours.accepted += theirs.accepted;
        ours.baselined += theirs.baselined;
        ours.stale += theirs.stale;
        ours.locales.extend(theirs.locales);
        let mut seen = std::collections::BTreeSet::new();
        ours.locales.retain(|locale| seen.insert(locale.clone()));
    }

    /// Marks every finding as made with a drafted glossary. What would accept it, or decide it, stands
    /// in no file yet.
    pub fn mark_drafted(&mut self) {
        for finding in &mut self.findings {
            finding.is_drafted = true;
            (finding.accept, finding.preferred) = (None, None);
            for mark in &mut finding.marks {
                (mark.instead, mark.mend) = (None, None);
            }
        }
    }

    /// Puts the findings in order: the worst first, then by check, then those with more odd names,
    /// then by place.
    pub fn sort(&mut self) {
        sort(&mut self.findings);
        sort(&mut self.accepted);
    }

    /// How many labels of its findings `--fix` would mend.
    pub fn mends(&self) -> usize {
        self.findings.iter().map(Finding::mends).sum()
    }

    /// How many findings have each level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// Keeps findings that have an odd mark at one of `paths` (in the tree; a folder holds what is
    /// below it) and in one of `locales` (each with its regions). An empty list keeps all.
    pub fn narrow(&mut self, paths: &[String], locales: &[Locale]) {
        let is_asked_for = |mark: &Mark| {
            let is_there = paths.is_empty()
                || lies_in(&mark.path, paths)
                || mark.copies.iter().any(|copy| lies_in(&copy.path, paths));
            let is_in = |of: &Locale| of.is_among(locales);
            // What has no locale may be read in any.
            is_there && (locales.is_empty() || mark.locale.as_ref().is_none_or(is_in))
        };
        let is_kept = |finding: &Finding| {
            finding.marks.iter().any(|mark| mark.role == Role::Odd && is_asked_for(mark))
        };
        self.findings.retain(|finding| is_kept(finding));
        // What may stay has no odd mark left: any of its places will do.
        let is_told = |finding: &Finding| finding.marks.iter().any(is_asked_for);
        self.accepted.retain(is_told);
        self.only = locales.iter().map(ToString::to_string).collect();
    }

    /// Lowers what `[levels]` of a project caps: a check that is off turns its marks to context, and a finding without
    /// an odd mark is gone.
    pub fn cap(&mut self, ceilings: &BTreeMap<String, Ceiling>) {
        for finding in &mut self.findings {
            for mark in finding.marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
                let kind = mark.kind.map(|kind| format!("{}.{kind}", finding.check));
                let names = std::iter::once(finding.check.to_owned()).chain(kind);
                for ceiling in names.filter_map(|name| ceilings.get(&name)) {
                    mark.level = mark.level.and_then(|level| ceiling.cap(level));
                }
                if mark.level.is_none() {
                    mark.make_context();
                }
            }
            finding.settle();
        }
        self.findings.retain(Finding::has_odd_mark);
    }
}

fn sort(findings: &mut [Finding]) {
    let rank = |id: &str| checks::ALL.iter().position(|check| check.id == id);
    findings.sort_by_cached_key(|finding| {
        let odd = finding.names.iter().filter(|line| line.is_odd).count();
        let first = finding.marks.first().map(|mark| (mark.path.clone(), mark.spans.clone()));
        (
            std::cmp::Reverse(finding.level),
            rank(finding.check),
            std::cmp::Reverse(odd),
            first,
            finding.states.clone(),
            finding.fingerprint,
        )
    });
}

/// Whether a path is one of `places` or lies below one; the empty place holds everything.
pub fn lies_in(path: &str, places: &[String]) -> bool {
    places.iter().any(|place| is_in(path, place))
}
