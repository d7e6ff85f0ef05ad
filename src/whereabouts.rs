//! Every label that shows a state, with its name, verdict and place: what `canonym where` tells. Reads
//! again the files that it names lines of, and no others.

use std::collections::BTreeMap;

use crate::glossary::state::StateId;
use crate::index::{FileId, Index, Usage};
use crate::quote::{Where, locate};
use crate::text::locale::Locale;
use crate::text::source::Source;
use crate::tree::Tree;

/// A label that shows a state.
pub struct Shown<'i> {
    /// The label.
    pub usage: &'i Usage,
    /// The path of its file.
    pub path: &'i str,
    /// Where it stands.
    pub at: Where,
}

/// The labels of a state in some locales (none: in all), the source locale first, then by locale, name
/// and place.
pub fn of_state<'i>(
    tree: &Tree,
    index: &'i Index<'_>,
    state: StateId,
    locales: &[Locale],
) -> Vec<Shown<'i>> {
    let is_asked_for = |of: &Locale| locales.is_empty() || of.is_among(locales);
    let mut sources: BTreeMap<FileId, Source> = BTreeMap::new();
    let usages = index.usages.iter().filter(|usage| usage.state == state);
    let mut shown: Vec<Shown<'i>> = usages
        .filter(|usage| is_asked_for(&usage.locale))
        .map(|usage| {
            let path = &*index.file(usage.file).path;
            let source = sources.entry(usage.file).or_insert_with(|| read(tree, path));
            Shown { usage, path, at: locate(source, usage.spans.hull()) }
        })
        .collect();
    shown.sort_by(|a, b| order(index, a).cmp(&order(index, b)));
    shown
}

fn order<'s>(
    index: &Index<'_>,
    shown: &'s Shown<'_>,
) -> (bool, &'s Locale, &'s str, &'s str, Where) {
    let Usage { locale, name, .. } = shown.usage;
    let is_other = locale.language() != index.glossary.source_locale.language();
    (is_other, locale, name, shown.path, shown.at)
}

/// A file that was read a moment ago; one that is gone since has no lines.
fn read(tree: &Tree, path: &str) -> Source {
    match tree.read(path) {
        Ok(bytes) => Source::decode(path, bytes).0,
        Err(_) => Source::from_text(path, ""),
    }
}
