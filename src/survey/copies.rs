//! Source texts that several files of a catalogue repeat: one label, at the template's place or else
//! the first path's, and the others are its copies.

use std::collections::HashMap;

use crate::index::{Copy, FileId, Sighting, Stray};
use crate::label::Key;
use crate::text::place::Spans;
use crate::walk::File;

/// A label that may be a copy of another one.
pub(super) trait Repeated {
    /// What it shares with its copies; `None` if no other file repeats it.
    fn shared(&self) -> Option<Shared>;
    /// Its place.
    fn place(&self) -> (FileId, &Spans);
    /// The places of its copies.
    fn copies(&mut self) -> &mut Vec<Copy>;
}

/// Key, branch and text.
type Shared = (Option<Key>, Option<Box<str>>, Box<str>);

impl Repeated for Sighting {
    fn shared(&self) -> Option<Shared> {
        let shared = || (self.key.clone(), self.branch.clone(), self.text.clone());
        self.is_repeated.then(shared)
    }

    fn place(&self) -> (FileId, &Spans) {
        (self.file, &self.spans)
    }

    fn copies(&mut self) -> &mut Vec<Copy> {
        &mut self.copies
    }
}

impl Repeated for Stray {
    fn shared(&self) -> Option<Shared> {
        self.is_repeated.then(|| (self.key.clone(), None, self.text.clone()))
    }

    fn place(&self) -> (FileId, &Spans) {
        (self.file, &self.spans)
    }

    fn copies(&mut self) -> &mut Vec<Copy> {
        &mut self.copies
    }
}

/// Makes one label of those that repeat each other. They come in the order of paths.
pub(super) fn join<L: Repeated>(files: &[File], labels: Vec<L>) -> Vec<L> {
    let mut joined: Vec<L> = Vec::with_capacity(labels.len());
    let mut first: HashMap<(&str, Shared), usize> = HashMap::new();
    for mut label in labels {
        let file = |label: &L| &files[label.place().0.0 as usize];
        let Some(shared) = label.shared() else {
            joined.push(label);
            continue;
        };
        let at = *first.entry((&file(&label).catalogue, shared)).or_insert(joined.len());
        if at == joined.len() {
            joined.push(label);
            continue;
        }
        // A template names no locale: its place is the text's own.
        if file(&label).locale.is_none() && file(&joined[at]).locale.is_some() {
            std::mem::swap(&mut joined[at], &mut label);
            let copies = std::mem::take(label.copies());
            *joined[at].copies() = copies;
        }
        let (file, spans) = label.place();
        let copy = Copy { file, spans: spans.clone() };
        joined[at].copies().push(copy);
    }
    joined
}
