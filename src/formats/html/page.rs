//! A page's labels: walks its tokens with the elements that are open, and decides where a text begins
//! and ends, in which locale it stands and which state an annotation names. Builds no tree: what an
//! element hands down (locale, silence, `translate`) is copied to its children, and the rest is
//! forgotten at its end.

use std::mem::take;
use std::ops::Range;

use super::element::{self, Flow};
use super::open::{self, Context, Open};
use super::sentence::{Sentence, trimmed};
use super::{decode, quoting, template};
use crate::label::{About, Comment, Contents, Element, Fault, Label, MENTION, Quoting};
use crate::syntax::conflict;
use crate::syntax::markup::{self, Tag, Token};
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// The labels and faults of a page.
pub(super) fn read(text: &str) -> Contents<'_> {
    let mut page = Page::new(text);
    for token in markup::tokens(text) {
        match token {
            Token::Start(tag) => page.start(tag),
            Token::End(name) => page.end(&name),
            Token::Text(span) => page.text(span),
            Token::Comment(span) => page.comment(span),
            Token::Unfinished(span) => page.unfinished(span),
        }
    }
    page.finish()
}

/// What was read so far, and what is open.
struct Page<'s> {
    text: &'s str,
    contents: Contents<'s>,
    open: Vec<Open<'s>>,
    /// What holds outside every element.
    outermost: Context,
    /// The text being read, and those that go on around it.
    sentence: Sentence,
    around: Vec<Sentence>,
    /// The annotations of open elements.
    pending: Vec<Pending<'s>>,
    /// Lines that git left; no text.
    conflicts: Vec<Span>,
}

/// An annotation that waits for the end of its element, when it is known which label it means.
struct Pending<'s> {
    annotation: &'s str,
    /// The labels that the element's attributes are.
    attributes: Range<usize>,
    /// How many texts stand in the element, and the last of them.
    texts: usize,
    last: usize,
}

impl<'s> Page<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            text,
            contents: Contents::default(),
            open: Vec::new(),
            outermost: Context::default(),
            sentence: Sentence::default(),
            around: Vec::new(),
            pending: Vec::new(),
            conflicts: conflict::markers(text),
        }
    }

    fn start(&mut self, tag: Tag<'s>) {
        if let Some(at) = open::ended_by_start(&self.open, &tag.name) {
            self.close_to(at);
        }
        let parent = self.context();
        let context = parent.handed_down(&tag);
        let is_foreign = context.locale != parent.locale;
        let has_labels = !parent.is_silent && context.is_translated;
        let annotation = annotation(&tag, self.text);
        let is_annotated = annotation.is_some();
        let is_empty = tag.self_closing || element::is_void(&tag.name);
        let flow = match element::flow(&tag.name) {
            // Annotated words, and words of another language, are cut out of the sentence.
            Flow::Inline if is_annotated || is_foreign => Flow::Apart,
            flow => flow,
        };
        match flow {
            Flow::Inline => self.sentence.enter(),
            Flow::Apart => self.around.push(take(&mut self.sentence)),
            Flow::Block => self.end_sentence(),
        }
        let first = self.contents.labels.len();
        if has_labels {
            self.attributes(&tag, context.locale.as_ref());
        }
        let attributes = first..self.contents.labels.len();
        let pending = |annotation| Pending { annotation, attributes, texts: 0, last: 0 };
        self.pending.extend(annotation.map(pending));
        self.open.push(Open { name: tag.name, span: tag.span, flow, context, is_annotated });
        if is_empty {
            self.close();
        }
    }

    fn end(&mut self, name: &str) {
        match open::ended_by(&self.open, name) {
            Some(at) => self.close_to(at),
            None if element::flow(name) == Flow::Block => self.end_sentence(),
            None => {}
        }
    }

    fn text(&mut self, span: Span) {
        let context = self.context();
        if context.is_silent || !context.is_translated {
            return;
        }
        let mut start = span.start;
        for marker in self.conflicts_in(span) {
            self.texts(Span { start, end: marker.start.max(start) });
            self.end_sentence();
            start = marker.end.min(span.end);
        }
        self.texts(Span { start, end: span.end });
    }

    /// The texts between the template statements of a run.
    fn texts(&mut self, run: Span) {
        for (index, part) in template::between_statements(run.slice(self.text)).enumerate() {
            if index > 0 {
                self.end_sentence();
            }
            let span = part_of(run, &part);
            let has_words = has_words(span.slice(self.text));
            self.sentence.piece(span, has_words);
        }
    }

    fn comment(&mut self, span: Span) {
        let comment = span.slice(self.text);
        let is_closed = comment.ends_with("-->") || comment.ends_with("--!>");
        if comment.starts_with("<!--") && !is_closed {
            let message = "a comment that never ends: it hides all that follows";
            self.fault(self.first_line(span), message, "close it with -->");
        } else if comment.contains(MENTION) {
            let text =
                comment.trim_start_matches(['<', '!', '-']).trim_end_matches(['-', '>', '!']);
            let (text, about) = (text.into(), About::Next);
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    fn unfinished(&mut self, tag: Span) {
        self.fault(self.first_line(tag), "a tag that never ends", "close it with >");
    }

    /// The labels that an element's attributes are.
    fn attributes(&mut self, tag: &Tag<'_>, locale: Option<&Locale>) {
        let met = tag.attributes.iter().filter(|it| element::is_met(tag, &it.name));
        for attribute in met {
            let quoting = quoting(attribute.quote);
            for part in template::between_statements(attribute.span.slice(self.text)) {
                let span = trimmed(part_of(attribute.span, &part), self.text);
                if template::has_words(&decode(span.slice(self.text), quoting)) {
                    let element = element::of_attribute(tag, &attribute.name);
                    self.label(Spans::one(span), quoting, locale.cloned(), element);
                }
            }
        }
    }

    /// Ends the text being read.
    fn end_sentence(&mut self) {
        let texts = self.sentence.end(self.text);
        if texts.is_empty() {
            return;
        }
        let Context { locale, element, .. } = self.context().clone();
        for spans in texts {
            if let Some(pending) = self.pending.last_mut() {
                pending.texts += 1;
                pending.last = self.contents.labels.len();
            }
            self.label(spans, Quoting::Text, locale.clone(), element);
        }
    }

    fn label(
        &mut self,
        spans: Spans,
        quoting: Quoting,
        locale: Option<Locale>,
        element: Option<Element>,
    ) {
        let mut parts = spans.iter().map(|span| decode(span.slice(self.text), quoting));
        let first = parts.next().unwrap_or_default();
        let text = parts.fold(first, |text, part| text + part);
        self.contents.labels.push(Label { locale, element, ..Label::new(text, spans, quoting) });
    }

    /// Closes the open elements from `at` on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            self.close();
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let Some(open) = self.open.last() else { return };
        let is_annotated = open.is_annotated;
        match open.flow {
            Flow::Inline => self.sentence.leave(),
            Flow::Block => self.end_sentence(),
            Flow::Apart => {
                self.end_sentence();
                self.sentence = self.around.pop().unwrap_or_default();
            }
        }
        self.open.pop();
        if is_annotated && let Some(pending) = self.pending.pop() {
            self.annotate(pending);
        }
    }

    /// Gives an annotation to the label that it means: the element's only text; without a text, its
    /// attributes. Of several texts none is meant more than another, so it says nothing.
    fn annotate(&mut self, pending: Pending<'s>) {
        let meant = match pending.texts {
            0 => pending.attributes,
            1 => pending.last..pending.last + 1,
            _ => return,
        };
        for label in &mut self.contents.labels[meant] {
            label.annotation = Some(pending.annotation.into());
        }
    }

    /// What the innermost element hands down.
    fn context(&self) -> &Context {
        self.open.last().map_or(&self.outermost, |open| &open.context)
    }

    /// The conflict markers in a run of text.
    fn conflicts_in(&self, run: Span) -> Vec<Span> {
        let first = self.conflicts.partition_point(|marker| marker.start < run.start);
        let rest = self.conflicts[first..].iter().copied();
        rest.take_while(|marker| marker.start < run.end).collect()
    }

    fn fault(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let (message, help) = (message.into(), Some(help.into()));
        self.contents.faults.push(Fault { span: Some(span), message, help });
    }

    /// The first line of a span: enough to find what has swallowed the rest of a file.
    fn first_line(&self, span: Span) -> Span {
        let line = span.slice(self.text).lines().next().unwrap_or("");
        Span { start: span.start, end: span.start + line.len() as u32 }
    }

    fn finish(mut self) -> Contents<'s> {
        self.check_bare_text();
        self.check_conflicts();
        self.close_to(0);
        self.end_sentence();
        self.contents.labels.sort_by_key(|label| label.spans.first());
        self.contents.faults.sort_by_key(|fault| fault.span);
        self.contents
    }

    /// An open `<script>` or `<title>` at the end of the file has swallowed the page: no text.
    fn check_bare_text(&mut self) {
        let Some(open) = self.open.last().filter(|open| element::is_bare_text(&open.name)) else {
            return;
        };
        let message = format!("a <{}> that never ends: it hides all that follows", open.name);
        let help = format!("close it with </{}>", open.name);
        let span = open.span;
        self.sentence = Sentence::default();
        self.fault(span, message, &help);
    }

    fn check_conflicts(&mut self) {
        for marker in take(&mut self.conflicts) {
            if marker.slice(self.text).starts_with('<') {
                let line = trimmed(marker, self.text);
                self.fault(line, "a merge conflict marker", "resolve the conflict");
            }
        }
    }
}

/// Whether a run of text has words. Few need their references undone to tell.
fn has_words(raw: &str) -> bool {
    let plain = raw.split('&').next().unwrap_or(raw);
    template::has_words(plain)
        || plain.len() < raw.len() && template::has_words(&markup::decode_text(raw))
}

/// An element's annotation: `data-state="proposal.active"`. Component libraries write `open` and
/// `checked` there; these name no state, and the sentence around them stays whole.
fn annotation<'s>(tag: &Tag<'s>, text: &'s str) -> Option<&'s str> {
    let attribute = tag.attributes.iter().find(|it| it.name == "data-state")?;
    let value = trimmed(attribute.span, text).slice(text);
    let is_segment = |segment: &str| {
        !segment.is_empty()
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let is_id = value.contains('.') && value.split('.').all(is_segment);
    is_id.then_some(value)
}

/// The part of a span that a range of its bytes is.
fn part_of(span: Span, part: &Range<usize>) -> Span {
    let start = span.start as usize;
    Span::new(start + part.start, start + part.end)
}
