//! A page's labels: walks its tokens with the elements that are open, and decides where a text begins
//! and ends, in which locale it stands and which state an annotation names. Builds no tree: what an
//! element hands down (locale, silence, `translate`) is copied to its children, and what a label needs of
//! those around it stands in [`super::around`].

use std::mem::take;
use std::ops::Range;

use super::around::{Surroundings, Where};
use super::attributes::Attributes;
use super::bound::{self, Bound};
use super::choice::{self, Ticked};
use super::condition::Variables;
use super::element::{self, Flow};
use super::embedded::above;
use super::labels::{Owner, Setting, view_of};
use super::open::{self, Context, Open};
use super::sentence::{Sentence, trimmed};
use super::shown::Place;
use crate::formats::Reading;
use crate::label::{About, Comment, Contents, Fault, MENTION, Quoting};
use crate::syntax::conflict;
use crate::syntax::expression::Tongue;
use crate::syntax::markup::{self, Tag, Token, decode_text};
use crate::syntax::template::step::Block;
use crate::syntax::template::{self, Kind, Language, Masked};
use crate::text::place::Span;

/// The labels, references and faults of a page.
pub(super) fn read<'s>(
    text: &'s str,
    path: &str,
    masked: (Language, &Masked<'_>),
    reading: &Reading<'_>,
) -> Contents<'s> {
    let mut page = Page::new(text, path, masked, reading);
    page.collect_variables();
    if let Some(front) = masked.1.front {
        page.program(above(text, front), element::Program::Typed);
    }
    for token in markup::tokens(&masked.1.markup) {
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

/// What was read so far, and what is open. Texts are those of the file, tokens those of its markup, where
/// the tags of the template are covered.
pub(super) struct Page<'s, 'm> {
    pub(super) text: &'s str,
    pub(super) markup: &'m str,
    pub(super) language: Language,
    pub(super) reading: &'m Reading<'m>,
    pub(super) contents: Contents<'s>,
    pub(super) open: Vec<Open<'m>>,
    /// What holds outside every element.
    outermost: Context,
    /// The text being read, and those that go on around it.
    sentence: Sentence<Where>,
    sentences: Vec<Sentence<Where>>,
    /// The annotations of open elements.
    pending: Vec<Pending<'s>>,
    /// Lines that git left; no text.
    conflicts: Vec<Span>,
    pub(super) around: Surroundings,
    pub(super) owners: Vec<Owner>,
    /// What Angular says to translators of elements.
    pub(super) notes: Vec<Note>,
    pub(super) ticked: Vec<Ticked>,
    pub(super) tags: &'m [template::Tag],
    /// The first tag that was not followed yet.
    pub(super) next: usize,
    pub(super) variables: Variables<'s>,
    /// The language of code between `<%` and `%>`.
    pub(super) erb: Tongue,
    pub(super) block: Option<super::block::Block>,
    /// What stands before the lazy keys of Rails.
    pub(super) view: String,
}

/// What Angular says to translators: `i18n="meaning|description@@id"`.
#[derive(Clone, Copy)]
pub(super) struct Note {
    pub(super) meaning: Option<Span>,
    pub(super) description: Option<Span>,
    pub(super) id: Option<Span>,
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

impl<'s, 'm> Page<'s, 'm> {
    pub(super) fn new(
        text: &'s str,
        path: &str,
        (language, masked): (Language, &'m Masked<'m>),
        reading: &'m Reading<'m>,
    ) -> Self {
        let mut contents = Contents::default();
        contents.faults.extend(masked.unclosed.iter().map(|&span| Fault {
            span: Some(span),
            message: "a template tag that never ends".into(),
            help: Some("close it".into()),
        }));
        Self {
            text,
            markup: &masked.markup,
            language,
            reading,
            contents,
            open: Vec::new(),
            outermost: Context::default(),
            sentence: Sentence::default(),
            sentences: Vec::new(),
            pending: Vec::new(),
            conflicts: conflict::markers(text),
            around: Surroundings::default(),
            owners: Vec::new(),
            notes: Vec::new(),
            ticked: Vec::new(),
            tags: &masked.tags,
            next: 0,
            variables: Variables::new(),
            erb: erb_of(text),
            block: None,
            view: view_of(path),
        }
    }

    fn start(&mut self, tag: Tag<'m>) {
        if let Some(at) = open::ended_by_start(&self.open, &tag.name) {
            self.close_to(at);
        }
        self.advance(tag.span.start, Place::Nowhere, None);
        let parent = self.context();
        let mut context = parent.handed_down(&tag);
        let is_foreign = context.locale != parent.locale;
        let has_labels = !parent.is_silent && context.is_translated;
        let annotation = annotation(&tag, self.text);
        let is_annotated = annotation.is_some();
        let is_empty = tag.self_closing || element::is_void(&tag.name);
        context.is_silent |= self.is_other_language(&tag);
        let flow = match element::flow(&tag.name) {
            // Annotated words, and words of another language, are cut out of the sentence; so is what
            // has a name beside its words, a state of its own, or is not always there.
            Flow::Inline if is_annotated || is_foreign || stands_out(&tag) => Flow::Apart,
            flow => flow,
        };
        match flow {
            Flow::Inline => self.sentence.enter(),
            Flow::Apart => self.sentences.push(take(&mut self.sentence)),
            Flow::Block => self.end_sentence(),
        }
        let node = self.node(&tag, context.element);
        let first = self.contents.labels.len();
        let attributes = Attributes { tag: &tag, node, context: &context, has_labels };
        let subject = self.attributes(&attributes);
        let attributes = first..self.contents.labels.len();
        let pending = |annotation| Pending { annotation, attributes, texts: 0, last: 0 };
        self.pending.extend(annotation.map(pending));
        let choice = choice::group(&tag, self.written(&tag));
        let program = element::program(&tag);
        let (name, span) = (tag.name, tag.span);
        self.open.push(Open {
            name,
            span,
            flow,
            context,
            is_annotated,
            node,
            subject,
            choice,
            program,
        });
        if is_empty {
            self.close();
        }
    }

    /// Whether an element holds no markup: Vue's blocks, and templates in other languages.
    fn is_other_language(&self, tag: &Tag<'_>) -> bool {
        self.language == Language::Vue
            && self.open.is_empty()
            && (!matches!(&*tag.name, "template")
                || tag.value("lang").is_some_and(|lang| lang != "html"))
    }

    /// The name of an element as it stands in the file.
    pub(super) fn written(&self, tag: &Tag<'_>) -> &'s str {
        let start = tag.span.start as usize + 1;
        self.text.get(start..start + tag.name.len()).unwrap_or("")
    }

    /// What a text that stands here is.
    pub(super) fn setting(&self) -> Setting {
        let at = self.place();
        let on = self.around.node(at.element).and_then(|node| node.on);
        let context = self.context();
        let is_mute = !context.is_translated;
        Setting { at, on, locale: context.locale.clone(), is_mute, ..Setting::default() }
    }

    fn place(&self) -> Where {
        Where {
            element: self.open.last().map_or(0, |open| open.node),
            branch: self.around.branch(),
        }
    }

    /// What the cases of the nearest switch ask for, which an element is.
    pub(super) fn subject(&self) -> Option<Span> {
        self.open.iter().rev().take(64).find_map(|open| open.subject)
    }

    fn end(&mut self, name: &str) {
        match open::ended_by(&self.open, name) {
            Some(at) => self.close_to(at),
            None if element::flow(name) == Flow::Block => self.end_sentence(),
            None => {}
        }
    }

    /// A run of text. The bodies of scripts come here too, with their `<script>` the innermost open element:
    /// they are silent, and only the calls in template tags within them are read.
    fn text(&mut self, span: Span) {
        self.advance(span.start, Place::Nowhere, None);
        let context = self.context();
        if context.is_silent || !context.is_translated {
            let place = Place::Nowhere;
            self.script(span);
            return self.advance(span.end, place, None);
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
        let mut start = run.start;
        while let Some(tag) = self.next_tag(run.end) {
            if tag.kind == Kind::Output && tag.form != template::Form::Erb {
                self.advance(tag.span.start + 1, Place::Text, None);
                continue;
            }
            let is_output = tag.kind == Kind::Output;
            if !is_output {
                self.piece(Span { start, end: tag.span.start.max(start) });
                self.end_sentence();
                start = tag.span.end.min(run.end).max(start);
            }
            self.advance(tag.span.start + 1, Place::Text, None);
        }
        self.piece(Span { start, end: run.end });
    }

    /// A piece of text without statements.
    fn piece(&mut self, span: Span) {
        if span.is_empty() || self.around.is_code() {
            return;
        }
        let has_words = has_words(span.slice(self.markup));
        let at = self.place();
        self.sentence.piece(span, has_words, at);
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

    /// Ends the text being read.
    fn end_sentence(&mut self) {
        let texts = self.sentence.end(self.text);
        if texts.is_empty() {
            return;
        }
        let locale = self.context().locale.clone();
        for (spans, at) in texts {
            if let Some(pending) = self.pending.last_mut() {
                pending.texts += 1;
                pending.last = self.contents.labels.len();
            }
            let (on, note) =
                self.around.node(at.element).map_or((None, 0), |node| (node.on, node.note));
            let setting = Setting { at, on, locale: locale.clone(), ..Setting::default() };
            if note > 0 {
                self.noted(spans, Quoting::Text, self.notes[note as usize - 1], &setting);
            } else if self.around.is_in(Block::Text) {
                self.text_in_block(spans, Quoting::Text, &setting);
            } else {
                self.label(spans, Quoting::Text, &setting, None);
            }
        }
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
                self.sentence = self.sentences.pop().unwrap_or_default();
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

    /// The innermost open element.
    pub(super) fn innermost(&self) -> Option<&Open<'m>> {
        self.open.last()
    }

    /// What the innermost element hands down.
    pub(super) fn context(&self) -> &Context {
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
        self.advance(u32::MAX, Place::Nowhere, None);
        self.number_owners();
        self.contents.references.sort_by_key(|reference| reference.span);
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
    let plain = memchr::memchr(b'&', raw.as_bytes()).map_or(raw, |at| &raw[..at]);
    plain.contains(char::is_alphabetic)
        || plain.len() < raw.len() && decode_text(raw).contains(char::is_alphabetic)
}

/// Whether the attributes of an element say something of its words alone.
fn stands_out(tag: &Tag<'_>) -> bool {
    tag.attributes.iter().any(|attribute| match bound::of(&attribute.name) {
        Bound::Plain("aria-label")
        | Bound::Value("aria-label")
        | Bound::If
        | Bound::Else
        | Bound::Case => true,
        _ => choice::data(attribute).is_some(),
    })
}

/// An element's annotation: `data-state="proposal.active"`. Component libraries write `open` and
/// `checked` there; these name no state, and the sentence around them stays whole.
fn annotation<'s>(tag: &Tag<'_>, text: &'s str) -> Option<&'s str> {
    let attribute = tag.attributes.iter().find(|it| it.name == "data-state")?;
    let value = trimmed(attribute.span, text).slice(text);
    let is_segment = |segment: &str| {
        !segment.is_empty()
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let is_id = value.contains('.') && value.split('.').all(is_segment);
    is_id.then_some(value)
}

/// Whether the code between `<%` and `%>` is Ruby or JavaScript.
fn erb_of(text: &str) -> Tongue {
    let has = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    let is_script = has("<%")
        && !has("<% end")
        && !has("<%- end")
        && (has("{ %>") || has("<% }") || has("{ -%>") || has("===") || has("<%- include"));
    if is_script { Tongue::Script } else { Tongue::Ruby }
}
