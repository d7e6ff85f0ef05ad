//! The attributes of an element: which are labels, which are expressions that show some, and which decide
//! whether the element is there at all.

use super::bound::{self, Bound};
use super::condition::{Conditions, border};
use super::element;
use super::labels::{Owner, Setting};
use super::open::Context;
use super::sentence::trimmed;
use super::shown::{Place, Shown, What};
use super::walk::{Note, Page};
use super::{around::Where, decode, quoting};
use crate::label::{Footing, Quoting, Scope};
use crate::syntax::expression::{Tongue, parse};
use crate::syntax::markup::{Attribute, Tag, decode_text};
use crate::syntax::template::step::{Block, Test};
use crate::syntax::template::{FILLER, Kind, Language};
use crate::text::place::{Span, Spans};

/// The attributes of an element, and what is known of it.
pub(super) struct Attributes<'a, 'm> {
    pub(super) tag: &'a Tag<'m>,
    pub(super) node: u32,
    pub(super) context: &'a Context,
    /// Whether people read them, and for translators.
    pub(super) has_labels: bool,
}

impl Page<'_, '_> {
    /// Reads an element's attributes; what the cases in the element ask for.
    pub(super) fn attributes(&mut self, all: &Attributes<'_, '_>) -> Option<Span> {
        let mut subject = None;
        let mut contents = Vec::new();
        self.owner(all);
        for attribute in &all.tag.attributes {
            let bound = bound::of(&attribute.name);
            self.advance(attribute.span.start, Place::Nowhere, None);
            match bound {
                Bound::Plain(name) => self.plain(all, attribute, name),
                Bound::If | Bound::Else | Bound::Loop | Bound::Case => {
                    self.decided(all, attribute, bound);
                }
                Bound::Switch => subject = Some(attribute.span),
                Bound::Value(name) => self.value(all, attribute, name),
                Bound::Content => contents.push(attribute.span),
                Bound::Key => self.key(all, attribute),
                Bound::Note(None) => self.note(all, attribute),
                Bound::Note(Some(_)) => {}
                Bound::Other => self.calls(all, attribute.span),
            }
        }
        self.advance(all.tag.span.end, Place::Nowhere, None);
        for span in contents {
            let setting = self.setting_of(all, "");
            self.show(
                span,
                Tongue::Script,
                Place::Bound,
                &Setting { is_attribute: false, ..setting },
            );
        }
        subject
    }

    /// Notes an element that has an accessible name.
    fn owner(&mut self, all: &Attributes<'_, '_>) {
        let names = |it: &Attribute<'_>| {
            let (Bound::Plain(name) | Bound::Value(name)) = bound::of(&it.name) else {
                return false;
            };
            matches!(name, "aria-label" | "title")
        };
        if !all.has_labels || !all.tag.attributes.iter().any(names) {
            return;
        }
        let around = self.around.node(all.node).map_or(0, |node| node.owner);
        self.owners.push(Owner::new(around));
        let number = self.owners.len() as u32;
        if let Some(node) = self.around.node_mut(all.node) {
            node.owner = number;
        }
    }

    /// What a label is that an attribute holds.
    fn setting_of(&self, all: &Attributes<'_, '_>, name: &str) -> Setting {
        let on = element::of_attribute(all.tag, name);
        let footing = matches!(name, "title" | "placeholder" | "aria-placeholder" | "tooltip")
            .then_some(Footing::Prose);
        Setting {
            at: Where { element: all.node, branch: self.around.branch() },
            locale: all.context.locale.clone(),
            on,
            footing,
            is_attribute: true,
            is_mute: !all.context.is_translated,
            names_element: matches!(name, "aria-label" | "title"),
        }
    }

    fn is_met(&self, all: &Attributes<'_, '_>, name: &str) -> bool {
        all.has_labels
            && (element::is_met(all.tag, name)
                || element::is_met_on_component(name)
                    && element::is_component(self.written(all.tag)))
    }

    /// An attribute as it stands, perhaps with tags of the template in it.
    fn plain(&mut self, all: &Attributes<'_, '_>, attribute: &Attribute<'_>, name: &str) {
        let is_met = self.is_met(all, name);
        if !is_met && self.next_tag(attribute.span.end).is_none() {
            return;
        }
        let setting = self.setting_of(all, name);
        if !is_met {
            return self.advance(attribute.span.end, Place::Nowhere, Some(&setting));
        }
        let is_expression =
            attribute.value.starts_with(FILLER) && self.is_expression(attribute.span);
        let place = if is_expression { Place::Bound } else { Place::Text };
        let mut start = attribute.span.start;
        while let Some(tag) = self.next_tag(attribute.span.end) {
            if tag.kind != Kind::Output {
                self.part(all, attribute, name, Span { start, end: tag.span.start.max(start) });
                start = tag.span.end.min(attribute.span.end).max(start);
            }
            let setting = self.setting_of(all, name);
            self.advance(tag.span.start + 1, place, Some(&setting));
        }
        self.part(all, attribute, name, Span { start, end: attribute.span.end });
    }

    /// Whether an attribute is nothing but an expression: `label={…}`.
    fn is_expression(&self, span: Span) -> bool {
        matches!(self.language, Language::Svelte | Language::Astro)
            && self.next_tag(span.end).is_some_and(|tag| tag.span == span)
    }

    /// A part of an attribute's value between two statements.
    fn part(
        &mut self,
        all: &Attributes<'_, '_>,
        attribute: &Attribute<'_>,
        name: &str,
        part: Span,
    ) {
        let span = trimmed(part, self.text);
        let raw = span.slice(self.markup);
        let has_words = raw.contains(char::is_alphabetic)
            && (!raw.contains('&') || decode_text(raw).contains(char::is_alphabetic));
        if !has_words {
            return;
        }
        let setting = self.setting_of(all, name);
        let note =
            all.tag.attributes.iter().find(|it| bound::of(&it.name) == Bound::Note(Some(name)));
        match note {
            Some(note) => self.noted(
                Spans::one(span),
                quoting(attribute.quote),
                self.note_in(note.span),
                &setting,
            ),
            None if self.around.is_in(Block::Text) => {
                self.text_in_block(Spans::one(span), quoting(attribute.quote), &setting);
            }
            None => self.quoted(attribute, span, &setting),
        }
    }

    /// A condition on the element itself.
    fn decided(&mut self, all: &Attributes<'_, '_>, attribute: &Attribute<'_>, bound: Bound<'_>) {
        self.calls(all, attribute.span);
        let conditions = Conditions { text: self.text, variables: &self.variables };
        let span = trimmed(attribute.span, self.text);
        let said = span.slice(self.text);
        let end = said.find(';').unwrap_or(said.len()) as u32;
        let span = trimmed(Span { start: span.start, end: span.start + end }, self.text);
        let place = if span.is_empty() { all.tag.span } else { span };
        let scope: Scope = match bound {
            Bound::If => match parse(self.text, span, Tongue::Script) {
                Some(expr) => conditions.scope(&expr, place),
                None => border(place),
            },
            Bound::Case => conditions.test(Test::Cases(span), self.subject(), Tongue::Script),
            _ => border(place),
        };
        if let Some(node) = self.around.node_mut(all.node)
            && !node.scopes.iter().any(|scope| scope.around.is_border())
        {
            node.scopes.push(scope);
        }
    }

    /// An attribute that is bound to an expression.
    fn value(&mut self, all: &Attributes<'_, '_>, attribute: &Attribute<'_>, name: &str) {
        let is_met = self.is_met(all, name);
        let setting = self.setting_of(all, name);
        let place = if is_met { Place::Bound } else { Place::Nowhere };
        self.show(attribute.span, Tongue::Script, place, &setting);
    }

    fn calls(&mut self, all: &Attributes<'_, '_>, span: Span) {
        let said = span.slice(self.text);
        if said.contains("t(") || said.contains("_(") || said.contains("translate") {
            let setting = self.setting_of(all, "");
            self.show(span, Tongue::Script, Place::Nowhere, &setting);
        }
    }

    /// `v-t="'a.b'"`, `v-t="{ path: 'a.b' }"`
    fn key(&mut self, all: &Attributes<'_, '_>, attribute: &Attribute<'_>) {
        let Some(expr) = parse(self.text, attribute.span, Tongue::Script) else { return };
        let key = match &expr.node {
            crate::syntax::expression::Node::Map(entries) => {
                let path = entries.iter().find(|(key, _)| key.span.slice(self.text) == "path");
                path.and_then(|(_, value)| value.text())
            }
            _ => expr.text(),
        };
        if let Some(key) = key {
            let setting = Setting {
                is_attribute: false,
                on: all.context.element,
                ..self.setting_of(all, "")
            };
            self.shown(&Shown { what: What::Entry(key, None), scope: None }, &setting);
        }
    }

    /// `i18n="meaning|description@@id"`
    fn note(&mut self, all: &Attributes<'_, '_>, attribute: &Attribute<'_>) {
        self.notes.push(self.note_in(attribute.span));
        let number = self.notes.len() as u32;
        if let Some(node) = self.around.node_mut(all.node) {
            node.note = number;
        }
    }

    fn note_in(&self, span: Span) -> Note {
        let said = span.slice(self.text);
        let place =
            |part: &str| Span::of_slice(self.text, part.trim()).filter(|span| !span.is_empty());
        let (words, id) = said.split_once("@@").unwrap_or((said, ""));
        let (meaning, description) = words.split_once('|').unwrap_or(("", words));
        Note { meaning: place(meaning), description: place(description), id: place(id) }
    }

    /// A text that Angular shows to translators.
    pub(super) fn noted(&mut self, spans: Spans, quoting: Quoting, note: Note, setting: &Setting) {
        let said =
            |span: Option<Span>| span.map(|span| decode(span.slice(self.text), Quoting::Double));
        let (description, meaning, id) =
            (said(note.description), said(note.meaning), said(note.id));
        self.translated(spans, quoting, id.as_deref(), setting, None);
        let Some(label) = self.contents.labels.last_mut() else { return };
        label.description = description.map(Into::into);
        label.context = meaning.map(Into::into);
        if id.is_some() {
            label.side = crate::label::Side::Only;
            if let Some(reference) = self.contents.references.last_mut() {
                reference.text = None;
            }
        }
    }
}
