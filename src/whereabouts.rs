//! Every label that shows a state, with its name, verdict and place: what `canonym where` tells. Reads
//! again the files that it names lines of, and no others.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::glossary::state::StateId;
use crate::index::{FileId, Index, Usage};
use crate::quote::{Where, locate, read_again};
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
///
/// # Errors
/// The path of a file that is gone or has changed since it was judged: its places mean nothing now.
pub fn of_state<'i>(
    tree: &Tree,
    index: &'i Index<'_>,
    state: StateId,
    locales: &[Locale],
) -> Result<Vec<Shown<'i>>, String> {
    let is_asked_for = |of: &Locale| locales.is_empty() || of.is_among(locales);
    let mut sources: BTreeMap<FileId, Source> = BTreeMap::new();
    let mut shown = Vec::new();
    let usages = index.usages.iter().filter(|usage| usage.state == state);
    for usage in usages.filter(|usage| is_asked_for(&usage.locale)) {
        let file = index.file(usage.file);
        let source = match sources.entry(usage.file) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert(read_again(tree, &file.path, file.imprint.as_ref())?)
            }
        };
        let at = locate(source, usage.spans.hull());
        shown.push(Shown { usage, path: &file.path, at });
    }
    shown.sort_by(|a, b| order(index, a).cmp(&order(index, b)));
    Ok(shown)
}

fn order<'s>(
    index: &Index<'_>,
    shown: &'s Shown<'_>,
) -> (bool, &'s Locale, &'s str, &'s str, Where) {
    let Usage { locale, name, .. } = shown.usage;
    let is_other = locale.language() != index.glossary.source_locale.language();
    (is_other, locale, name, shown.path, shown.at)
}
