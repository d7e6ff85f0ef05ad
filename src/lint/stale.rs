//! What permits nothing: entries of the baseline, and waivers that catalogues repeat: a comment in a program's source stands in the catalogue of every
//! locale, and is stale only if it is so in all of them.

use std::collections::{HashMap, HashSet};

use crate::baseline::Entry;
use crate::checks;
use crate::finding::{Finding, Level};
use crate::index::Index;
use crate::permission::{Permission, Place, Stale};

/// The finding of entries that hold nothing: an error where a run is strict.
pub(super) fn of_baseline(left: &[&Entry], is_strict: bool) -> Vec<Finding> {
    let mut findings = checks::of_baseline(left);
    for finding in findings.iter_mut().filter(|_| is_strict) {
        for mark in &mut finding.marks {
            mark.level = Some(Level::Error);
        }
        finding.settle();
    }
    findings
}

/// The stale permissions, each comment once a catalogue, at the first path; none that holds something
/// in another file of its catalogue.
pub(super) fn once_a_catalogue<'p>(
    index: &Index<'_>,
    stale: Vec<Stale<'p>>,
    permissions: &'p [Permission],
) -> Vec<Stale<'p>> {
    let catalogues: HashMap<&str, &str> =
        index.files.iter().map(|file| (&*file.path, &*file.catalogue)).collect();
    let comment = |of: &'p Permission| match &of.place {
        Place::Comment { path, .. } => {
            Some((path, (*catalogues.get(&**path)?, &of.checks, &of.reason)))
        }
        Place::Setting(_) => None,
    };
    let idle: HashSet<*const Permission> =
        stale.iter().map(|it| std::ptr::from_ref(it.permission)).collect();
    let holding = permissions.iter().filter(|it| !idle.contains(&std::ptr::from_ref(*it)));
    let mut held: HashMap<_, HashSet<&String>> = HashMap::new();
    for (path, words) in holding.filter_map(comment) {
        held.entry(words).or_default().insert(path);
    }
    let mut first: HashMap<_, &String> = HashMap::new();
    let mut told = stale;
    told.retain(|it| {
        let Some((path, words)) = comment(it.permission) else { return true };
        let holds_elsewhere =
            held.get(&words).is_some_and(|paths| paths.iter().any(|other| *other != path));
        !holds_elsewhere && *first.entry(words).or_insert(path) == path
    });
    told
}
