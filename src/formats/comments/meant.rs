//! Which labels a comment means: an index of the labels of one file, by their places and by their
//! entries. Built once a file, so that many comments cost no more than they are long.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::label::{About, Comment, Label};
use crate::text::place::Span;
use crate::text::source::Source;

/// The labels of a file, by their numbers in it.
pub(super) struct Meant {
    /// Where each begins, in rising order, and its number.
    starts: Vec<(u32, usize)>,
    /// The number of each label's entry.
    entry_of: Vec<usize>,
    /// The labels of each entry, by their places.
    entries: Vec<Vec<usize>>,
    /// Labels of one entry and one locale that stand together: the first one's place in order, and
    /// from where to where they reach.
    runs: Vec<(usize, Span)>,
}

impl Meant {
    pub(super) fn of(labels: &[Label<'_>]) -> Self {
        let starts = labels.iter().enumerate().map(|(at, label)| (label.spans.first().start, at));
        let mut starts: Vec<_> = starts.collect();
        starts.sort_unstable();
        let mut entry_of = vec![0; labels.len()];
        let mut entries: Vec<Vec<usize>> = Vec::new();
        let mut numbers = HashMap::new();
        for &(_, at) in &starts {
            let new = entries.len();
            let number = match labels[at].entry_parts() {
                (None, None) => new,
                parts => *numbers.entry(parts).or_insert(new),
            };
            if number == new {
                entries.push(Vec::new());
            }
            entry_of[at] = number;
            entries[number].push(at);
        }
        let runs = runs(&starts, &entry_of, labels);
        Self { starts, entry_of, entries, runs }
    }

    /// The labels that a comment annotates: those of one entry. An attribute of an annotated message is
    /// another one.
    pub(super) fn entry(
        &self,
        comment: &Comment<'_>,
        source: &Source,
        labels: &[Label<'_>],
    ) -> Cow<'_, [usize]> {
        let (About::Entry(span) | About::Translations { entry: span, .. }) = comment.about else {
            let meant =
                self.trailed(comment, source, labels).unwrap_or_else(|| self.behind(comment));
            let Some(&(_, first)) = self.starts.get(meant) else { return Cow::default() };
            return Cow::Borrowed(&self.entries[self.entry_of[first]]);
        };
        let within = self.within(span.start..span.end.max(span.start + 1));
        let Some(&(_, first)) = within.first() else { return Cow::default() };
        let labels = within.iter().map(|&(_, label)| label);
        labels.filter(|&label| self.entry_of[label] == self.entry_of[first]).collect()
    }

    /// What a waiver holds that speaks of what is next: an entry in one locale or, where labels have no
    /// keys, the comment's own line if a label begins on it, else the next on which one does.
    pub(super) fn next(
        &self,
        comment: &Comment<'_>,
        source: &Source,
        labels: &[Label<'_>],
    ) -> Span {
        if let Some(trailed) = self.trailed(comment, source, labels) {
            return self.around(trailed);
        }
        let behind = self.behind(comment);
        let Some(&(next, label)) = self.starts.get(behind) else {
            let line = line_at(comment.span.start, source);
            let is_held = !self.within(line.start..line.end).is_empty();
            return if is_held { line } else { Span { start: comment.span.end, ..comment.span } };
        };
        if has_entry(&labels[label]) {
            return self.around(behind);
        }
        let own = line_at(comment.span.start, source);
        let is_held = !self.within(own.start..own.end).is_empty();
        if is_held { own } else { line_at(next, source) }
    }

    /// The last label that begins before a comment on its line, if none begins behind it there.
    fn trailed(
        &self,
        comment: &Comment<'_>,
        source: &Source,
        labels: &[Label<'_>],
    ) -> Option<usize> {
        let last = self.before(comment.span.start).checked_sub(1)?;
        let (start, label) = self.starts[last];
        if !has_entry(&labels[label]) {
            return None;
        }
        let line = line_at(comment.span.start, source);
        let next = self.starts.get(self.behind(comment));
        (line.start <= start && next.is_none_or(|&(next, _)| line.end <= next)).then_some(last)
    }

    /// The run of labels that the one at this place in order stands in.
    fn around(&self, at: usize) -> Span {
        let run = self.runs.partition_point(|&(first, _)| first <= at);
        self.runs[run - 1].1
    }

    /// The labels that begin in a range of bytes.
    fn within(&self, bytes: Range<u32>) -> &[(u32, usize)] {
        let (start, end) = (self.before(bytes.start), self.before(bytes.end));
        &self.starts[start..end.max(start)]
    }

    /// The place in order of the first label behind a comment.
    fn behind(&self, comment: &Comment<'_>) -> usize {
        self.before(comment.span.end)
    }

    /// How many labels begin before an offset.
    fn before(&self, at: u32) -> usize {
        self.starts.partition_point(|&(start, _)| start < at)
    }
}

fn runs(starts: &[(u32, usize)], entry_of: &[usize], labels: &[Label<'_>]) -> Vec<(usize, Span)> {
    let mut runs: Vec<(usize, Span)> = Vec::new();
    for (at, &(_, label)) in starts.iter().enumerate() {
        let hull = labels[label].spans.hull();
        let is_same = |other: usize| {
            entry_of[other] == entry_of[label] && labels[other].locale == labels[label].locale
        };
        match runs.last_mut() {
            Some((_, run)) if is_same(starts[at - 1].1) => run.end = run.end.max(hull.end),
            _ => runs.push((at, hull)),
        }
    }
    runs
}

fn has_entry(label: &Label<'_>) -> bool {
    label.entry_parts() != (None, None)
}

fn line_at(at: u32, source: &Source) -> Span {
    let line = source.position(at).line;
    source.line_span(line).unwrap_or(Span { start: at, end: at })
}
