//! Source texts that several files of a catalogue repeat: one label, at the template's place or else
//! the first path's, and the others are its copies.

use std::collections::HashMap;

use crate::index::{Copy, FileId, Sighting, Stray};
use crate::label::Key;
use crate::text::place::Spans;
use crate::walk::File;

/// A label that may be a copy of another one.
pub(super) trait Repeated {
    /// Whether its file repeats what other files of the catalogue hold.
    fn is_repeated(&self) -> bool;
    /// What it shares with its copies: key, branch, text.
    fn shared(&self) -> (Option<&Key>, Option<&str>, &str);
    /// Its place.
    fn place(&self) -> (FileId, &Spans);
    /// The places of its copies.
    fn copies(&mut self) -> &mut Vec<Copy>;
}

impl Repeated for Sighting {
    fn is_repeated(&self) -> bool {
        self.is_repeated
    }

    fn shared(&self) -> (Option<&Key>, Option<&str>, &str) {
        (self.key.as_ref(), self.branch.as_deref(), &self.text)
    }

    fn place(&self) -> (FileId, &Spans) {
        (self.file, &self.spans)
    }

    fn copies(&mut self) -> &mut Vec<Copy> {
        &mut self.copies
    }
}

impl Repeated for Stray {
    fn is_repeated(&self) -> bool {
        self.is_repeated
    }

    fn shared(&self) -> (Option<&Key>, Option<&str>, &str) {
        (self.key.as_ref(), None, &self.text)
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
    let mut first: HashMap<String, usize> = HashMap::new();
    for mut label in labels {
        if !label.is_repeated() {
            joined.push(label);
            continue;
        }
        let file = |label: &L| &files[label.place().0.0 as usize];
        let shared = format!("{:?}", (&file(&label).catalogue, label.shared()));
        let Some(&at) = first.get(&shared) else {
            first.insert(shared, joined.len());
            joined.push(label);
            continue;
        };
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
