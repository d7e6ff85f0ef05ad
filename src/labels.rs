//! The whole map: every label of a project with its place, name and state. Reads files a second time,
//! one by one, since a run keeps only what is bound.

use std::collections::HashMap;

use crate::config::Project;
use crate::glossary::Glossary;
use crate::glossary::bind::Binder;
use crate::index::{FileId, Index, Stray, Usage};
use crate::label::{Label, Reference};
use crate::lint::{self, Opened, Stop};
use crate::quote::{Where, locate};
use crate::survey::{Entries, Explained, Progress, Shown, Survey, Surveyor, contents, read};
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
    shown: Shown,
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
    /// The stray, where it binds to nothing and matters.
    pub stray: Option<&'r Stray>,
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
        let glossary = found.glossary;
        let Survey { entries, shown, surveyed, .. } = found.survey;
        Ok(Self { tree, project, walked, glossary, entries, shown, surveyed })
    }

    /// The projects inside this one that hold, or lie in, one of `paths`.
    ///
    /// # Errors
    /// What is wrong with their settings.
    pub fn open_nested(&self, paths: &[String]) -> Result<Vec<Opened>, Stop> {
        lint::open_nested(self.tree, self.project, &self.walked, paths)
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

    /// What the survey found, named and judged. It is handed out once.
    pub fn index(&mut self) -> Index<'_> {
        Index::build(&self.glossary, std::mem::take(&mut self.surveyed))
    }

    /// The places of a file that show entries of catalogues.
    pub fn shown_in(&self, path: &str) -> Vec<(Where, Reference)> {
        let file = self.walked.files.iter().find(|file| file.path == path);
        let Some(file) = file else { return Vec::new() };
        let source = read(self.tree, file).source;
        let contents = contents(file, &source, &self.project.settings);
        let placed = |it: Reference| (locate(&source, it.span), it);
        contents.references.into_iter().map(placed).collect()
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
        let index = Index::build(&self.glossary, std::mem::take(&mut self.surveyed));
        let binder = Binder::new(&self.glossary);
        let known = (&self.entries, &self.shown);
        let progress = Progress::default();
        let surveyor = Surveyor::new(self.tree, self.project, &self.walked.files, &progress);
        let usages: HashMap<(FileId, &Spans), &Usage> =
            index.usages.iter().flat_map(places).collect();
        let strays: HashMap<(FileId, &Spans), &Stray> =
            index.strays.iter().flat_map(places_of_stray).collect();
        for (at, file) in self.walked.files.iter().enumerate().filter(|(_, file)| wanted(file)) {
            let source = read(self.tree, file).source;
            let contents = contents(file, &source, &self.project.settings);
            let sides = surveyor.sides(file, &contents.labels);
            for label in &contents.labels {
                let place = (FileId(at as u32), &label.spans);
                let found = (usages.get(&place).copied(), strays.get(&place).copied());
                let explained = surveyor.explain(&binder, known, &sides, label);
                tell(&index, row(file, &source, label, found, explained))?;
            }
        }
        Ok(())
    }
}

/// Every place that shows a usage: its own and its copies'.
fn places(usage: &Usage) -> impl Iterator<Item = ((FileId, &Spans), &Usage)> {
    let copies = usage.copies.iter().map(|copy| (copy.file, &copy.spans));
    std::iter::once((usage.file, &usage.spans)).chain(copies).map(move |place| (place, usage))
}

fn places_of_stray(stray: &Stray) -> impl Iterator<Item = ((FileId, &Spans), &Stray)> {
    let copies = stray.copies.iter().map(|copy| (copy.file, &copy.spans));
    std::iter::once((stray.file, &stray.spans)).chain(copies).map(move |place| (place, stray))
}

fn row<'r>(
    file: &'r File,
    source: &Source,
    label: &'r Label<'r>,
    (usage, stray): (Option<&'r Usage>, Option<&'r Stray>),
    explained: Explained<'r>,
) -> Row<'r> {
    let locale = explained.locale.clone();
    let name = usage.map_or_else(
        || name_of(&label.text, &Nouns::default(), &locale),
        |usage| usage.name.clone(),
    );
    let at = locate(source, label.spans.hull());
    Row { file, label, at, locale, name, usage, stray, explained }
}
