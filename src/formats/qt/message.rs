//! One message of a Qt file: where its parts stand. Knows no labels.

use crate::syntax::xml::{Event, Reader, Tag};
use crate::text::place::Span;

/// The parts of a message.
pub(super) struct Message {
    /// All of it.
    pub(super) span: Span,
    pub(super) source: Option<Span>,
    /// What tells it apart from others of its context.
    pub(super) comment: Option<Span>,
    /// What the programmer says.
    pub(super) extra: Vec<Span>,
    /// What translators say.
    pub(super) translators: Vec<Span>,
    /// The finished translations, with their branches.
    pub(super) translations: Vec<(Span, Option<Box<str>>)>,
    /// Comments of XML.
    pub(super) asides: Vec<Span>,
    /// Whether the program no longer has it.
    pub(super) is_gone: bool,
}

/// What no part of a message holds.
const SIBLINGS: [&str; 11] = [
    "message",
    "context",
    "location",
    "source",
    "comment",
    "extracomment",
    "translatorcomment",
    "translation",
    "oldsource",
    "numerusform",
    "lengthvariant",
];

/// No language has so many forms in so many lengths. Each is told with its source text, and so they would
/// multiply a hostile file.
const MOST_TRANSLATIONS: usize = 24;

impl Message {
    /// Reads a message whose start was just read.
    pub(super) fn read<'s>(reader: &mut Reader<'s>, tag: &Tag<'s>) -> Self {
        let mut message = Self {
            span: tag.span,
            source: None,
            comment: None,
            extra: Vec::new(),
            translators: Vec::new(),
            translations: Vec::new(),
            asides: Vec::new(),
            is_gone: false,
        };
        let is_numerus = tag.says("numerus", "yes");
        let level = reader.enter_before(tag, &["message", "context"]);
        while let Some(event) = reader.next(level) {
            match event {
                Event::Start(part) if part.name == "translation" => {
                    message.translation(reader, &part, is_numerus);
                }
                Event::Start(part) => message.part(reader, &part),
                Event::Comment(span) => message.asides.push(span),
            }
        }
        message.span.end = reader.at() as u32;
        message
    }

    fn part<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>) {
        match tag.name {
            "source" => self.source = reader.content(tag, &SIBLINGS),
            "comment" => self.comment = reader.content(tag, &SIBLINGS),
            "extracomment" => self.extra.extend(reader.content(tag, &SIBLINGS)),
            "translatorcomment" => self.translators.extend(reader.content(tag, &SIBLINGS)),
            _ => reader.skip(tag),
        }
    }

    fn translation<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>, is_numerus: bool) {
        self.is_gone = tag.says("type", "vanished") || tag.says("type", "obsolete");
        let before = self.translations.len();
        match is_numerus {
            true => self.forms(reader, tag),
            false => self.text(reader, tag, None),
        }
        let is_open = tag.says("type", "unfinished");
        self.translations.truncate(if is_open { before } else { MOST_TRANSLATIONS });
    }

    /// The forms inside a translation: one a number.
    fn forms<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>) {
        let level = reader.enter(tag);
        let mut index = 0_usize;
        while let Some(event) = reader.next(level) {
            match event {
                Event::Start(form) if form.name == "numerusform" => {
                    self.text(reader, &form, Some(index.to_string()));
                    index += 1;
                }
                Event::Start(other) => reader.skip(&other),
                Event::Comment(span) => self.asides.push(span),
            }
        }
    }

    /// The text of an element, or the shorter and shorter ones that it offers.
    fn text<'s>(&mut self, reader: &mut Reader<'s>, tag: &Tag<'s>, branch: Option<String>) {
        if !tag.says("variants", "yes") {
            let content = reader.content(tag, &SIBLINGS);
            self.translations.extend(content.map(|span| (span, branch.map(Into::into))));
            return;
        }
        let level = reader.enter(tag);
        let mut index = 0_usize;
        while let Some(event) = reader.next(level) {
            let Event::Start(variant) = event else { continue };
            let path = branch.iter().cloned().chain([index.to_string()]);
            let path = path.collect::<Vec<_>>().join("/");
            let content = reader.content(&variant, &SIBLINGS);
            self.translations.extend(content.map(|span| (span, Some(path.into()))));
            index += 1;
        }
    }
}
