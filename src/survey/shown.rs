//! The places of pages and programs that show entries of catalogues: what stands around them, and on which
//! pages people meet them. Knows keys and texts; what a scope means is the glossary's.

use foldhash::HashMap;

use crate::formats::Format;
use crate::glossary::bind::{PageLine, Surrounding};
use crate::index::FileId;
use crate::label::{Key, Label, Reference, Side};
use crate::text::source::Source;
use crate::walk::{File, Role};

/// So many pages of one entry are told of; a word like "Save" stands on all of them.
const MOST_PAGES: usize = 64;

/// A place that shows an entry.
#[derive(Clone, Debug)]
pub(super) struct Showing {
    pub(super) file: FileId,
    /// From 1.
    line: u32,
    /// Whether the page is a program for browsers.
    is_script: bool,
    reference: Reference,
}

/// The references of one file.
pub(super) fn showings(
    (file, format): (FileId, &Format),
    source: &Source,
    references: Vec<Reference>,
) -> Vec<Showing> {
    let is_script = matches!(format.id, "script" | "vue" | "svelte");
    let showing = |reference: Reference| {
        // Only what stands around a place is ever told with its line.
        let is_told = !reference.scopes.is_empty();
        let line = if is_told { source.position(reference.span.start).line } else { 0 };
        Showing { file, line, is_script, reference }
    };
    references.into_iter().map(showing).collect()
}

/// Every place that shows an entry, by its key or its text.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    by_key: HashMap<Key, Vec<Showing>>,
    by_text: HashMap<Box<str>, Vec<Showing>>,
    /// The path of each page, relative to the project's folder.
    paths: HashMap<FileId, String>,
}

impl Shown {
    /// Adds what a page shows.
    pub(super) fn add(&mut self, file: &File, showings: Vec<Showing>) {
        for showing in showings {
            self.paths.entry(showing.file).or_insert_with(|| file.inner.clone());
            match (&showing.reference.text, &showing.reference.key) {
                (Some(text), _) => self.by_text.entry(text.clone()).or_default().push(showing),
                (None, Some(key)) => self.by_key.entry(key.clone()).or_default().push(showing),
                (None, None) => {}
            }
        }
    }

    /// What stands around a label: itself, where it stands on a page; else each place that shows its entry
    /// and says something.
    pub(super) fn around(&self, file: &File, label: &Label<'_>) -> Vec<Surrounding> {
        if file.role == Role::Page {
            let own = (!label.scopes.is_empty())
                .then(|| Surrounding { page: None, scopes: label.scopes.clone() });
            return own.into_iter().collect();
        }
        let showings = self.of(file, label);
        let telling = showings.filter(|showing| !showing.reference.scopes.is_empty());
        telling
            .map(|showing| Surrounding {
                page: self
                    .paths
                    .get(&showing.file)
                    .map(|path| PageLine { path: path.clone(), line: showing.line }),
                scopes: showing.reference.scopes.clone(),
            })
            .collect()
    }

    /// The pages that show the entry of a label, in the order of paths.
    pub(super) fn by(&self, file: &File, label: &Label<'_>) -> Vec<FileId> {
        if file.role == Role::Page {
            return Vec::new();
        }
        let mut pages: Vec<FileId> = self.of(file, label).map(|showing| showing.file).collect();
        pages.sort_unstable();
        pages.dedup();
        pages.truncate(MOST_PAGES);
        pages
    }

    fn of<'s>(&'s self, file: &'s File, label: &'s Label<'_>) -> impl Iterator<Item = &'s Showing> {
        let by_key = label.key.as_ref().and_then(|key| self.by_key.get(key));
        let text = match &label.side {
            Side::Only => None,
            Side::Keyed(text) => Some(&**text),
            Side::Source { entry } | Side::Target { entry, .. } => Some(&**entry),
        };
        let by_text = text.and_then(|text| self.by_text.get(text)).into_iter().flatten();
        let is_keyed = matches!(label.side, Side::Keyed(_));
        let by_text = by_text.filter(move |showing| is_keyed || showing.reference.key == label.key);
        by_key.into_iter().flatten().chain(by_text).filter(|it| is_of_namespace(it, file))
    }
}

/// Whether a file can be the one whose namespace a reference names. Django keeps the texts of its programs
/// for browsers apart.
fn is_of_namespace(showing: &Showing, file: &File) -> bool {
    let is_of_scripts =
        file.catalogue.rsplit('/').next().is_some_and(|it| it.starts_with("djangojs."));
    if is_of_scripts && !showing.is_script {
        return false;
    }
    let Some(namespace) = &showing.reference.namespace else { return true };
    file.catalogue.rsplit('/').take(2).any(|part| part.split('.').next() == Some(namespace))
}
