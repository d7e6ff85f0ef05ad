//! From comments that speak to canonym to what they do: annotations on labels, waivers with the places
//! they cover, faults for what says nothing. The same for every format; knows no syntax of a file.

use super::{Format, Reading};
use crate::label::{About, Comment, Contents, Fault, Label, Waiver};
use crate::syntax::directive::{Directive, Reach, directives};
use crate::text::place::Span;
use crate::text::source::Source;

impl Format {
    /// All that stands in a source: what [`Format::read`] finds, with what its comments say applied.
    pub fn contents<'s>(&self, source: &'s Source, reading: &Reading<'_>) -> Contents<'s> {
        let mut contents = (self.read)(source, reading);
        let comments = std::mem::take(&mut contents.comments);
        let mut open = Vec::new();
        for comment in &comments {
            for directive in directives(&comment.text) {
                heed(&directive, comment, source, &mut contents, &mut open);
            }
        }
        for waiver in open {
            let message = "a waived region that never ends".to_owned();
            let help = Some("end it with `canonym: waive-end`".to_owned());
            contents.faults.push(Fault { span: Some(waiver.span), message, help });
            contents.waivers.push(waiver);
        }
        contents
    }
}

fn heed<'s>(
    directive: &Directive<'_>,
    comment: &Comment<'s>,
    source: &'s Source,
    contents: &mut Contents<'s>,
    open: &mut Vec<Waiver>,
) {
    match directive {
        Directive::State(id) => annotate(comment, id, &mut contents.labels),
        Directive::Waive { reach, checks, reason } => {
            let waiver = Waiver {
                span: comment.span,
                checks: checks.iter().map(ToString::to_string).collect(),
                reason: (*reason).to_owned(),
                covers: match reach {
                    Reach::Here => covered(comment, source, &contents.labels),
                    Reach::Region => Span::new(comment.span.end as usize, source.text.len()),
                    Reach::File => Span::new(0, source.text.len()),
                },
            };
            let waivers = if *reach == Reach::Region { open } else { &mut contents.waivers };
            waivers.push(waiver);
        }
        Directive::WaiveEnd => match open.pop() {
            Some(mut waiver) => {
                waiver.covers.end = comment.span.start;
                contents.waivers.push(waiver);
            }
            None => fault(comment, "no waived region is open here", &mut contents.faults),
        },
        Directive::Wrong(message) => fault(comment, message, &mut contents.faults),
    }
}

fn fault(comment: &Comment<'_>, message: &str, faults: &mut Vec<Fault>) {
    let (span, message) = (Some(comment.span), message.to_owned());
    faults.push(Fault { span, message, help: None });
}

/// Annotates the labels of one key: the first that the comment speaks of, its branches and
/// translations. An attribute of an annotated message is another key.
fn annotate(comment: &Comment<'_>, id: &str, labels: &mut [Label<'_>]) {
    let Some(first) = labels.iter().find(|label| is_about(comment, label)) else { return };
    let (key, entry) = (first.key.clone(), first.entry());
    let first = first.spans.first();
    let is_same = |label: &&mut Label<'_>| match key {
        Some(_) => label.key == key && label.entry() == entry,
        None => label.entry() == entry && (entry.is_some() || label.spans.first() == first),
    };
    let about = labels.iter_mut().filter(|label| is_about(comment, label)).filter(is_same);
    about.for_each(|label| label.annotation = Some(id.to_owned().into()));
}

fn is_about(comment: &Comment<'_>, label: &Label<'_>) -> bool {
    let at = label.spans.first().start;
    match comment.about {
        About::Next => at >= comment.span.end,
        About::Entry(span) => span.start <= at && at < span.end.max(span.start + 1),
    }
}

/// What a waiver for "here" covers: the entry; or the rest of the comment's line, if a label stands on
/// it; or the next line on which one begins.
fn covered(comment: &Comment<'_>, source: &Source, labels: &[Label<'_>]) -> Span {
    if let About::Entry(span) = comment.about {
        return span;
    }
    let line_of = |at: u32| {
        let line = source.position(at).line;
        source.line_span(line).unwrap_or(comment.span)
    };
    let own = line_of(comment.span.start);
    let starts = || labels.iter().map(|label| label.spans.first().start);
    if starts().any(|at| own.start <= at && at < own.end) {
        return own;
    }
    let next = starts().filter(|&at| at >= comment.span.end).min();
    next.map_or(Span { start: comment.span.end, end: comment.span.end }, line_of)
}
