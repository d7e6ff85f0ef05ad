//! Permissions and the baseline against odd marks: an accepted mark becomes context, and a finding without
//! an odd mark is gone. Also the permission that would accept a finding, for its last line.

use std::collections::BTreeSet;

use time::Date;

use crate::baseline::Entry;
use crate::checks::toml_text;
use crate::finding::{Accept, By, Finding, GlossaryLine, Mark, Role};
use crate::known::Known;
use crate::permission::{Facts, Permission, Place, Ready, Stale, Staleness};
use crate::text::locale::Locale;
use crate::text::path::below;

/// What became of findings under permissions.
#[derive(Debug, Default)]
pub struct Accepted<'p> {
    /// How many marks were accepted.
    pub marks: usize,
    /// The findings that are gone: each of their odd marks was accepted.
    pub findings: Vec<Finding>,
    /// The permissions that permit nothing.
    pub stale: Vec<Stale<'p>>,
}

/// What became of findings under a baseline.
#[derive(Debug, Default)]
pub struct Held<'b> {
    /// How many marks it holds.
    pub marks: usize,
    /// The findings that are gone: each of their odd marks was held.
    pub findings: Vec<Finding>,
    /// The entries that hold nothing.
    pub left: Vec<&'b Entry>,
}

/// Turns marks that a permission holds to context, and takes out the findings without an odd mark left.
/// Globs of permissions see paths relative to `folder`, the project's.
pub fn accept<'p>(
    findings: &mut Vec<Finding>,
    permissions: &'p [Permission],
    today: Option<Date>,
    folder: &str,
) -> Accepted<'p> {
    let marks = findings.iter().flat_map(|finding| &finding.marks);
    let locales: BTreeSet<Locale> = marks.filter_map(|mark| mark.locale.clone()).collect();
    let locales: Vec<Locale> = locales.into_iter().collect();
    let standing = permissions.iter().enumerate().filter(|(_, it)| !it.is_over(today));
    let standing: Vec<_> = standing.map(|(at, it)| (at, Ready::new(it, &locales))).collect();
    let mut accepted = 0;
    let mut used = vec![false; permissions.len()];
    for finding in findings.iter_mut().filter(|_| !standing.is_empty()) {
        let ours: Vec<_> =
            standing.iter().filter(|(_, it)| it.permission.concerns(finding)).collect();
        for mark in finding.marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
            let facts = Facts::of(mark, &locales);
            let holding = ours.iter().filter(|(_, it)| it.holds(mark, &facts, folder));
            let holding: Vec<usize> = holding.map(|(at, _)| *at).collect();
            if let Some(&first) = holding.first() {
                accepted += 1;
                let first = &permissions[first];
                mark.permit(by(first), &first.reason);
            }
            for at in holding {
                used[at] = true;
            }
        }
        finding.settle();
    }
    let gone = findings.extract_if(.., |finding| !finding.has_odd_mark()).collect();
    let idle = permissions.iter().zip(used).filter(|(_, used)| !used).map(|(it, _)| it);
    let stale = idle.map(|permission| Stale {
        permission,
        why: match permission.until.filter(|_| permission.is_over(today)) {
            Some(last) => Staleness::Over(last),
            None => Staleness::Unmatched,
        },
    });
    Accepted { marks: accepted, findings: gone, stale: stale.collect() }
}

/// Turns marks that a baseline holds to context, and takes out the findings without an odd mark left.
/// The entries that hold nothing are left over.
pub fn hold<'b>(findings: &mut Vec<Finding>, entries: &'b [Entry]) -> Held<'b> {
    let known = Known::new(entries.iter().map(|entry| &entry.mark));
    let found = known.find(findings);
    let mut marks = 0;
    for (finding, found) in findings.iter_mut().zip(found.marks) {
        for (mark, at) in finding.marks.iter_mut().zip(found) {
            let Some(at) = at else { continue };
            marks += 1;
            mark.permit(By::Baseline, &entries[at].reason);
        }
        finding.settle();
    }
    let findings = findings.extract_if(.., |finding| !finding.has_odd_mark()).collect();
    let left = found.gone.into_iter().map(|at| &entries[at]);
    Held { marks, findings, left: left.collect() }
}

fn by(permission: &Permission) -> By {
    match permission.place {
        Place::Setting(_) => By::Waiver,
        Place::Comment { .. } => By::Comment,
    }
}

/// Gives a finding that the glossary cannot allow the permission that would: a `[[waiver]]` that holds
/// its odd marks and no others, to be put at the end of `home`.
pub fn offer(finding: &mut Finding, home: &str, folder: &str) {
    if finding.accept.is_some() || matches!(finding.check, "stale-waiver" | "stale-baseline") {
        return;
    }
    let odd = || finding.marks.iter().filter(|mark| mark.role == Role::Odd);
    let list = |values: Vec<&str>| {
        let values: BTreeSet<_> = values.into_iter().map(toml_text).collect();
        values.into_iter().collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec!["[[waiver]]".to_owned(), format!("check = {}", toml_text(finding.check))];
    let mut field = |name: &str, values: String| {
        if !values.is_empty() {
            lines.push(format!("{name} = [{values}]"));
        }
    };
    field("states", list(finding.states.iter().map(String::as_str).collect()));
    let locales: Vec<_> =
        odd().filter_map(|mark| Some(mark.locale.as_ref()?.to_string())).collect();
    field("locales", list(locales.iter().map(String::as_str).collect()));
    let is_of_label = |mark: &&Mark| mark.locale.is_some() && !mark.name.is_empty();
    field("names", list(odd().filter(is_of_label).map(|mark| &*mark.name).collect()));
    if finding.states.is_empty() {
        field("files", list(odd().map(|mark| below(&mark.path, folder)).collect()));
    }
    lines.push("reason = \"(say why)\"".to_owned());
    let (text, path) = (lines.join("\n"), home.to_owned());
    finding.accept = Some(Accept::Waive(GlossaryLine { text, path, line: 0 }));
}
