//! The whole map: every label of a project with its place, name and state. Reads files a second time,
//! one by one, since a run keeps only what is bound.

use std::collections::HashMap;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::Binder;
use crate::index::{FileId, Index, Usage};
use crate::label::Label;
use crate::lint::{self, Opened, Stop};
use crate::quote::{Where, locate};
use crate::survey::{Entries, Explained, Progress, Surveyor, contents, read};
use crate::text::locale::Locale;
use crate::text::name::{Nouns, name_of};
use crate::text::place::Spans;
use crate::text::source::Source;
use crate::tree::Tree;
use crate::walk::{File, Walked, walk};

/// A project that was surveyed, ready to tell about any label.
pub struct Map<'a> {
    tree: &'a Tree,
    project: &'a Project,
    walked: Walked,
    glossary: Glossary,
    entries: Entries,
    surveyed: crate::index::Surveyed,
}

/// One label.
pub struct Row<'r> {
    /// The file.
    pub file: &'r File,
    /// The label.
    pub label: &'r Label<'r>,
    /// Where it stands.
    pub at: Where,
    /// Its locale.
    pub locale: Locale,
    /// What it calls its state, or would.
    pub name: String,
    /// The usage, where it is bound.
    pub usage: Option<&'r Usage>,
    /// What the evidence says.
    pub explained: Explained<'r>,
}

impl<'a> Map<'a> {
    /// Surveys a project.
    ///
    /// # Errors
    /// What is wrong with its glossary.
    pub fn new(tree: &'a Tree, project: &'a Project, progress: &Progress) -> Result<Self, Stop> {
        let walked = walk(tree, project);
        let found = lint::survey(tree, project, &walked, progress)?;
        let (glossary, entries, surveyed) =
            (found.glossary, found.survey.entries, found.survey.surveyed);
        Ok(Self { tree, project, walked, glossary, entries, surveyed })
    }

    /// The projects inside this one that hold, or lie in, one of `paths`.
    ///
    /// # Errors
    /// What is wrong with their settings.
    pub fn open_nested(&self, paths: &[String]) -> Result<Vec<Opened>, Stop> {
        lint::open_nested(self.tree, &self.walked, paths)
    }

    /// Why a file of the tree is not read, as far as is known.
    pub fn why_not_read(&self, path: &str) -> String {
        let passed = self.walked.passed.iter().find(|passed| passed.path == path);
        let is_listed =
            || self.tree.list(&self.project.folder).files.iter().any(|file| file == path);
        match passed {
            Some(passed) => passed.why.clone(),
            None if is_listed() => "no format claims it (`canonym list formats`)".to_owned(),
            None => "it is hidden, or ignored by a .gitignore".to_owned(),
        }
    }

    /// The glossary, with the states that were found.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// The files.
    pub fn files(&self) -> &[File] {
        &self.walked.files
    }

    /// Tells every label of the files that `wanted` keeps, in the order of paths and places.
    ///
    /// # Errors
    /// What `tell` returns.
    pub fn each<E>(
        &mut self,
        wanted: impl Fn(&File) -> bool,
        mut tell: impl FnMut(&Index<'_>, Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let surveyed = std::mem::take(&mut self.surveyed);
        let index = Index::build(&self.glossary, surveyed);
        let binder = Binder::new(&self.glossary);
        let progress = Progress::default();
        let surveyor = Surveyor::new(self.tree, self.project, &self.walked.files, &progress);
        let usages: HashMap<(FileId, &Spans), &Usage> =
            index.usages.iter().map(|usage| ((usage.file, &usage.spans), usage)).collect();
        for (at, file) in self.walked.files.iter().enumerate().filter(|(_, file)| wanted(file)) {
            let (source, _) = read(self.tree, file);
            let contents = contents(file, &source);
            for label in &contents.labels {
                let usage = usages.get(&(FileId(at as u32), &label.spans)).copied();
                let explained = surveyor.bind(&binder, &self.entries, file, label);
                tell(&index, row(file, &source, label, usage, explained))?;
            }
        }
        Ok(())
    }
}

fn row<'r>(
    file: &'r File,
    source: &Source,
    label: &'r Label<'r>,
    usage: Option<&'r Usage>,
    explained: Explained<'r>,
) -> Row<'r> {
    let locale = explained.locale.clone();
    let name = usage.map_or_else(
        || name_of(&label.text, &Nouns::default(), &locale),
        |usage| usage.name.clone(),
    );
    Row { file, label, at: locate(source, label.spans.hull()), locale, name, usage, explained }
}
