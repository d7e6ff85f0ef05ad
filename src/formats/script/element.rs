//! Elements of JSX: which texts in them are labels, and what an element puts around them. The rule of
//! sentences is that of HTML.

use std::mem::take;

use oxc_ast::ast::{Expression, JSXAttributeItem, JSXAttributeValue, JSXChild, JSXElement};
use oxc_span::GetSpan;

use super::attribute;
use super::condition::bare;
use super::layers::{Fact, Holder, Kind, Layer, What, is_badge};
use super::quoting::decode;
use super::reader::{Expects, Least, On, Reader, span};
use super::tag::{ENTRIES, Tag, is_spelling};
use crate::formats::page::element::{Flow, flow, is_silent};
use crate::label::{Around, Contents, Element, Key, Quoting, Shared, Side};
use crate::text::locale::Locale;
use crate::text::place::Span;

impl<'s> Reader<'s, '_> {
    pub(super) fn element(&mut self, it: &JSXElement<'_>) {
        if !self.enter() {
            return;
        }
        let tag = self.tag(it);
        let is_apart = tag.annotation().is_some()
            || tag.has_name
            || tag.value("lang").is_some()
            || tag.is_entry();
        let flow = match flow(tag.owner.name) {
            _ if tag.owner.is_inline() && !is_apart => Flow::Inline,
            Flow::Inline if is_apart => Flow::Apart,
            flow => flow,
        };
        let silence = self.is_silent;
        let locale =
            tag.value("lang").map(|lang| std::mem::replace(&mut self.locale, Locale::parse(lang)));
        let is_translated = !matches!(tag.value("translate"), Some("no"));
        self.is_silent |= !is_translated;
        let around = match flow {
            Flow::Inline => {
                self.flowing.sentence.enter();
                None
            }
            Flow::Apart => Some(take(&mut self.flowing)),
            Flow::Block => {
                self.end_sentence(On::TEXT);
                None
            }
        };
        let layers = self.layers.len();
        self.put_around(&tag, flow);
        let groups = self.groups.len();
        self.groups.extend(tag.value("name"));
        let first = self.count();
        let outer = take(&mut self.flowing);
        self.attributes(it, &tag);
        self.flowing = outer;
        let attributes = self.count();
        self.is_silent |= is_silent(tag.owner.name);
        self.children(&it.children);
        self.groups.truncate(groups);
        match flow {
            Flow::Inline => {
                self.flowing.sentence.leave();
                let ended = self.layers.drain(layers..).rev();
                self.flowing.ended.extend(ended);
            }
            Flow::Apart | Flow::Block => {
                self.end_sentence(On::TEXT);
                self.layers.truncate(layers);
                if let Some(around) = around {
                    self.flowing = around;
                }
            }
        }
        self.is_silent = silence;
        if let Some(locale) = locale {
            self.locale = locale;
        }
        if is_apart || flow != Flow::Inline {
            self.settle(&tag, first, attributes);
        }
        self.leave();
    }

    /// The text and the elements within an element.
    pub(super) fn children(&mut self, children: &[JSXChild<'_>]) {
        for child in children {
            match child {
                JSXChild::Text(it) => self.text(span(it.span)),
                JSXChild::Element(it) => self.element(it),
                JSXChild::Fragment(it) => {
                    if self.enter() {
                        self.children(&it.children);
                        self.leave();
                    }
                }
                JSXChild::Spread(it) => self.value(&it.expression, Expects::Label(On::TEXT)),
                JSXChild::ExpressionContainer(it) => {
                    if let Some(expression) = it.expression.as_expression() {
                        self.hole(span(it.span), expression);
                    }
                }
            }
        }
    }

    fn text(&mut self, span: Span) {
        if !self.is_silent {
            let has_words = has_words(span.slice(self.text));
            self.flowing.sentence.piece(span, has_words, ());
        }
    }

    /// What stands between braces in a text: blanks and names are part of it, the rest parts it.
    fn hole(&mut self, place: Span, it: &Expression<'_>) {
        if let Some((span, _)) = self.string(it) {
            let raw = span.slice(self.text);
            if !raw.contains(|it: char| it.is_alphabetic() || "\\&\r<".contains(it)) {
                if !self.is_silent {
                    self.flowing.sentence.piece(span, false, ());
                }
                return;
            }
        } else if is_placeholder(place.slice(self.text)) {
            if !self.is_silent {
                self.flowing.sentence.piece(place, false, ());
            }
            return;
        }
        self.end_sentence(On::TEXT);
        self.value(it, Expects::Label(On::TEXT));
        self.end_sentence(On::TEXT);
    }

    /// Puts an element and what it says around what is read next.
    fn put_around(&mut self, tag: &Tag<'s>, flow: Flow) {
        let within = tag.place;
        if let Some(choice) = &tag.choice {
            self.layers.push(Layer { what: What::Fact(choice.clone()), within });
        }
        let mut is_badge = tag.owner.is_component && is_badge(tag.owner.name);
        for &(name, value, place) in &tag.values {
            if let Some(subject) = attribute::is_telling(name).filter(|_| is_spelling(value)) {
                let fact = Fact::new(Around::Attribute, subject, place).with(value);
                self.layers.push(Layer { what: What::Fact(fact), within });
            } else if matches!(name, "className" | "class") {
                is_badge |= value.split_ascii_whitespace().any(self::is_badge);
                self.layers.push(Layer { what: What::Classes(place), within });
            }
        }
        let owner = &tag.owner;
        let kind = match is_badge {
            _ if owner.is_prose() => Kind::Prose,
            true => Kind::Badge,
            false => Kind::Any,
        };
        let holder = Holder {
            is_inline: flow == Flow::Inline,
            kind,
            is_action: tag.has_action || owner.is_action(),
            element: owner.element(),
        };
        self.layers.push(Layer { what: What::Holder(holder), within });
    }

    fn attributes(&mut self, it: &JSXElement<'_>, tag: &Tag<'s>) {
        for item in &it.opening_element.attributes {
            let item = match item {
                JSXAttributeItem::SpreadAttribute(it) => {
                    self.value(&it.argument, Expects::Nothing);
                    continue;
                }
                JSXAttributeItem::Attribute(it) => it,
            };
            let name = self.slice(item.name.span());
            if matches!(name, "className" | "class" | "style" | "css" | "sx") {
                continue;
            }
            // The texts of an entry are read with its key.
            let met = attribute::met(name, &tag.owner).filter(|_| !tag.is_entry());
            let on = met.map(|(element, footing)| On { element, footing, least: Least::Letters });
            match &item.value {
                Some(JSXAttributeValue::StringLiteral(it)) => {
                    if let (Some(on), Some((span, quoting))) = (on, self.quoted(it.span)) {
                        self.attribute(span, quoting, on, tag.owner.is_component);
                    }
                }
                Some(JSXAttributeValue::ExpressionContainer(it)) => {
                    let Some(it) = it.expression.as_expression() else { continue };
                    match (on, bare(it)) {
                        (Some(on), it) => self.value(it, Expects::Label(on)),
                        (
                            None,
                            Expression::ObjectExpression(_) | Expression::ArrayExpression(_),
                        ) => {
                            self.named(it, name);
                        }
                        (None, Expression::ArrowFunctionExpression(_)) => {
                            self.value(it, Expects::Code);
                        }
                        (None, it) => self.value(it, Expects::Nothing),
                    }
                }
                Some(JSXAttributeValue::Element(it)) => self.apart(|reader| reader.element(it)),
                Some(JSXAttributeValue::Fragment(it)) => {
                    self.apart(|reader| reader.children(&it.children));
                }
                None => {}
            }
        }
    }

    /// An attribute that people meet. Components are given keys there too.
    fn attribute(&mut self, span: Span, quoting: Quoting, on: On, is_component: bool) {
        let raw = span.slice(self.text);
        if is_component && raw.contains('.') && super::call::is_key(raw) {
            return self.entry(Key::from_dotted(raw), None, span, on);
        }
        let quoting =
            if quoting == Quoting::ScriptDouble { Quoting::Double } else { Quoting::Single };
        self.label(span, quoting, on);
    }

    /// How many labels and references there are.
    fn count(&self) -> (usize, usize) {
        (self.contents.labels.len(), self.contents.references.len())
    }

    /// What an element says of the texts in it, now that they are read: which state they name, which entry
    /// they are, and which of them names it aloud.
    fn settle(&mut self, tag: &Tag<'s>, first: (usize, usize), attributes: (usize, usize)) {
        if let Some((_, names)) = ENTRIES.iter().find(|(name, _)| *name == tag.owner.name) {
            self.shown_by(tag, names, attributes.0);
        }
        if let Some(annotation) = tag.annotation() {
            let texts = attributes.0..self.contents.labels.len();
            let meant = match texts.len() {
                0 => first.0..attributes.0,
                1 => texts,
                _ => return,
            };
            for label in &mut self.contents.labels[meant] {
                label.annotation = Some(annotation.into());
            }
        }
        self.own(tag, first, attributes);
    }

    /// One text and one accessible name are of one element.
    fn own(&mut self, tag: &Tag<'s>, first: (usize, usize), attributes: (usize, usize)) {
        if !tag.owner.has_text || self.count() == attributes || first == attributes {
            return;
        }
        let Contents { labels, references, .. } = &mut self.contents;
        let (on_it, in_it) = labels[first.0..].split_at_mut(attributes.0 - first.0);
        let (calls_on_it, calls_within) =
            references[first.1..].split_at_mut(attributes.1 - first.1);
        let is_name = |it: Option<Element>| it == Some(Element::AccessibleName);
        let names = on_it.iter_mut().filter(|it| is_name(it.element));
        let names = names.map(|it| (it.spans.first(), &mut it.owner));
        let asked = calls_on_it.iter_mut().filter(|it| is_name(it.element));
        let names = names.chain(asked.map(|it| (it.span, &mut it.owner)));
        let texts = in_it.iter_mut().map(|it| (it.spans.first(), &mut it.owner));
        let texts = texts.chain(calls_within.iter_mut().map(|it| (it.span, &mut it.owner)));
        if let (Some(names), Some(texts)) = (of_one(names), of_one(texts)) {
            for owner in names.into_iter().chain(texts) {
                *owner = Some(self.owners);
            }
            self.owners += 1;
        }
    }

    /// `<Trans i18nKey="a.b">Active</Trans>`
    fn shown_by(&mut self, tag: &Tag<'s>, names: &[&str], texts: usize) {
        let id = names.iter().find_map(|name| tag.placed(name));
        let one = self.contents.labels.len() == texts + 1;
        let default = ["defaults", "defaultMessage", "message"];
        let description = tag.value("description").map(Shared::Borrowed);
        self.layers.push(Layer {
            what: What::Holder(Holder { is_inline: true, ..Holder::default() }),
            within: tag.place,
        });
        match id {
            Some((key, place)) => {
                let key = Key::from_dotted(key);
                let text = default.iter().find_map(|name| tag.placed(name));
                if let Some((_, span)) = text {
                    let quoting = self.quoting_at(span);
                    self.keyed_label(span, quoting, &key, description, On::TEXT);
                } else if one && let Some(label) = self.contents.labels.last_mut() {
                    label.key = Some(key.clone());
                    label.description = description;
                }
                self.entry(key, tag.value("ns"), place, On::TEXT);
            }
            None if one => {
                if let Some(label) = self.contents.labels.last_mut() {
                    label.side = Side::Source { entry: label.text.clone() };
                    label.description = description;
                    let (text, span) = (label.text.clone(), label.spans.hull());
                    self.reference(None, Some(&text), span, On::TEXT);
                }
            }
            None => {}
        }
        self.layers.pop();
    }

    /// How an attribute's value is quoted, in JSX or in a string within braces.
    fn quoting_at(&self, span: Span) -> Quoting {
        let before = &self.text.as_bytes()[..span.start as usize];
        match before {
            [.., b'=', b'"'] => Quoting::Double,
            [.., b'=', b'\''] => Quoting::Single,
            [.., b'"'] => Quoting::ScriptDouble,
            [.., b'\''] => Quoting::ScriptSingle,
            _ => Quoting::Template,
        }
    }
}

/// The owners of what stands at one place; `None` where several do, or nothing does.
fn of_one<'a>(
    all: impl Iterator<Item = (Span, &'a mut Option<u32>)>,
) -> Option<Vec<&'a mut Option<u32>>> {
    let mut place = None;
    let mut owners = Vec::new();
    for (span, owner) in all {
        if *place.get_or_insert(span) != span {
            return None;
        }
        owners.push(owner);
    }
    (!owners.is_empty()).then_some(owners)
}

fn has_words(raw: &str) -> bool {
    let plain = raw.split('&').next().unwrap_or(raw);
    plain.contains(char::is_alphabetic)
        || plain.len() < raw.len() && decode(raw, Quoting::Text).contains(char::is_alphabetic)
}

/// Whether braces hold a name only, or a call without texts: it stands for something in the text.
pub(super) fn is_placeholder(hole: &str) -> bool {
    hole.len() <= 64
        && hole.bytes().all(|it| it.is_ascii_alphanumeric() || b"._$()[]{}?! ".contains(&it))
        && !hole.contains("? ")
}
