//! What is being read, and how a place in a program becomes a label or a reference. Knows how to write
//! them down; what is worth it the modules beside this one decide.

use std::mem::take;

use foldhash::HashMap;
use oxc_ast::ast;
use oxc_span::{GetSpan, Span as Place};

use super::call::Translator;
use super::layers::{Fact, Layer, told};
use super::quoting::decode;
use crate::formats::Reading;
use crate::formats::page::sentence::Sentence;
use crate::label::{
    About, Comment, Contents, Element, Footing, Key, Label, MENTION, Quoting, Reference, Side,
};
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// How deep the tree is followed; beyond it nothing is read.
const DEEPEST: usize = 400;

/// What a value is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expects {
    /// For the program alone: a class, an address.
    Nothing,
    /// For something unknown: of two texts that a condition chooses from one may be a label.
    Code,
    /// A result: a text is a label where a condition asks for a literal.
    Result,
    /// For people.
    Label(On),
}

/// Where people meet a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct On {
    pub(super) element: Option<Element>,
    pub(super) footing: Footing,
    pub(super) least: Least,
}

/// What a text must be to be a label at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Least {
    /// Anything with a letter.
    Letters,
    /// No identifier, but perhaps a word in small letters.
    Name,
    /// No identifier.
    Word,
    /// Several words.
    Words,
}

impl On {
    /// A text of its own.
    pub(super) const TEXT: Self =
        Self { element: None, footing: Footing::Text, least: Least::Letters };

    pub(super) fn at_least(self, least: Least) -> Self {
        Self { least, ..self }
    }
}

/// The text between two blocks of JSX, and what its inline elements said.
#[derive(Default)]
pub(super) struct Flowing<'s> {
    pub(super) sentence: Sentence<()>,
    /// The layers of inline elements that have ended, innermost first.
    pub(super) ended: Vec<Layer<'s>>,
}

/// What a name of the file stands for, if it is set once.
pub(super) enum Constant<'s> {
    /// Set more than once, or to something else.
    Unknown,
    Literal(std::borrow::Cow<'s, str>),
    Condition(Fact<'s>),
}

/// A program being read.
pub(super) struct Reader<'s, 'r> {
    pub(super) text: &'s str,
    pub(super) reading: &'r Reading<'r>,
    pub(super) contents: Contents<'s>,
    pub(super) layers: Vec<Layer<'s>>,
    pub(super) flowing: Flowing<'s>,
    pub(super) constants: HashMap<&'s str, Constant<'s>>,
    pub(super) translators: Vec<Translator<'s>>,
    /// The name of the function that is read next.
    pub(super) function: Option<&'s str>,
    /// Whether the function around returns something else than names.
    pub(super) is_shielded: bool,
    /// Whether an element around says that it is not for translators, or is code.
    pub(super) is_silent: bool,
    /// The language that the nearest `lang` names.
    pub(super) locale: Option<Locale>,
    /// The names of the elements around that hold choices.
    pub(super) groups: Vec<&'s str>,
    pub(super) owners: u32,
    depth: usize,
}

impl<'s, 'r> Reader<'s, 'r> {
    pub(super) fn new(text: &'s str, reading: &'r Reading<'r>) -> Self {
        Self {
            text,
            reading,
            contents: Contents::default(),
            layers: Vec::new(),
            flowing: Flowing::default(),
            constants: HashMap::default(),
            translators: Vec::new(),
            function: None,
            is_shielded: false,
            is_silent: false,
            locale: None,
            groups: Vec::new(),
            owners: 0,
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> Contents<'s> {
        self.contents.labels.sort_by_key(|label| label.spans.first());
        self.contents.references.sort_by_key(|reference| reference.span);
        self.contents
    }

    /// Whether there is a step deeper; [`Reader::leave`] goes back.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.depth -= 1;
            return false;
        }
        true
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Keeps the comments that speak to canonym.
    pub(super) fn comments(&mut self, comments: &[ast::Comment]) {
        for comment in comments {
            let text = self.slice(comment.span);
            if text.contains(MENTION) {
                let text = text.trim_start_matches(['/', '*', '!']);
                let text = text.strip_suffix("*/").unwrap_or(text).trim().into();
                let (span, about) = (span(comment.span), About::Next);
                self.contents.comments.push(Comment { text, span, about });
            }
        }
    }

    /// What stands at a place of the tree.
    pub(super) fn slice(&self, place: Place) -> &'s str {
        self.text.get(place.start as usize..place.end as usize).unwrap_or("")
    }

    /// Reads with one more fact around.
    pub(super) fn within(&mut self, fact: Fact<'s>, read: impl FnOnce(&mut Self)) {
        let fact = if self.is_shielded { Fact::border(fact.span) } else { fact };
        self.layers.push(Layer::of(fact));
        read(self);
        self.layers.pop();
    }

    /// Where a string or a template without holes stands within its quotes, and how it is quoted.
    pub(super) fn string(&self, it: &ast::Expression<'_>) -> Option<(Span, Quoting)> {
        let place = match it.without_parentheses() {
            ast::Expression::StringLiteral(it) => it.span,
            ast::Expression::TemplateLiteral(it) if it.expressions.is_empty() => it.span,
            ast::Expression::TSAsExpression(it) => return self.string(&it.expression),
            ast::Expression::TSSatisfiesExpression(it) => return self.string(&it.expression),
            _ => return None,
        };
        self.quoted(place)
    }

    pub(super) fn quoted(&self, place: Place) -> Option<(Span, Quoting)> {
        let quoting = match self.slice(place).as_bytes() {
            [b'"', .., b'"'] => Quoting::ScriptDouble,
            [b'\'', .., b'\''] => Quoting::ScriptSingle,
            [b'`', .., b'`'] => Quoting::Template,
            _ => return None,
        };
        Some((Span { start: place.start + 1, end: place.end - 1 }, quoting))
    }

    /// The text of a string as it stands there, if it has no escapes.
    pub(super) fn plain(&self, it: &ast::Expression<'_>) -> Option<&'s str> {
        let (span, _) = self.string(it)?;
        let raw = span.slice(self.text);
        (!raw.contains('\\')).then_some(raw)
    }

    /// A label, if the text at a place is one there.
    pub(super) fn label(&mut self, span: Span, quoting: Quoting, on: On) {
        let raw = span.slice(self.text);
        if self.is_silent || !may_be_label(&decode(raw, quoting), on.least) {
            return;
        }
        let spaces = |text: &str| text.len() - text.trim_start().len();
        let start = span.start + spaces(raw) as u32;
        let end = start + raw.trim().len() as u32;
        let label = self.made(Spans::one(Span { start, end }), quoting, on);
        self.contents.labels.push(label);
    }

    /// A label with all that is said around it.
    pub(super) fn made(&self, spans: Spans, quoting: Quoting, on: On) -> Label<'s> {
        let mut parts = spans.iter().map(|span| decode(span.slice(self.text), quoting));
        let first = parts.next().unwrap_or_default();
        let text = parts.fold(first, |text, part| text + part);
        let told = told(self.around(), spans.hull(), on.footing, self.text);
        let mut label = Label::new(text, spans, quoting);
        label.locale.clone_from(&self.locale);
        label.element = on.element.or(told.element);
        label.scopes = told.scopes;
        label
    }

    /// A reference to an entry.
    pub(super) fn reference(&mut self, key: Option<Key>, text: Option<&str>, span: Span, on: On) {
        if self.is_silent {
            return;
        }
        let told = told(self.around(), span, on.footing, self.text);
        self.contents.references.push(Reference {
            key,
            text: text.map(Into::into),
            namespace: None,
            span,
            scopes: told.scopes,
            element: on.element.or(told.element),
            owner: None,
        });
    }

    /// A source text that is its own key: a label, and a reference to its entry.
    pub(super) fn source_text(
        &mut self,
        span: Span,
        quoting: Quoting,
        context: Option<&'s str>,
        on: On,
    ) {
        if self.is_silent {
            return;
        }
        let mut label = self.made(Spans::one(span), quoting, on);
        let key = context.map(|it| Key::from_segments([it]));
        let text = label.text.clone();
        label.key.clone_from(&key);
        label.context = context.map(crate::label::Shared::Borrowed);
        label.side = Side::Source { entry: text.clone() };
        self.contents.labels.push(label);
        self.reference(key, Some(&text), span, on);
    }

    /// The layers around, innermost first.
    pub(super) fn around(&self) -> impl Iterator<Item = &Layer<'s>> {
        self.flowing.ended.iter().chain(self.layers.iter().rev())
    }

    /// The innermost fact that counts.
    pub(super) fn innermost(&self) -> Option<&Fact<'s>> {
        self.layers.iter().rev().find_map(|layer| match &layer.what {
            super::layers::What::Fact(fact) if fact.around.is_border() => Some(fact),
            _ => None,
        })
    }

    /// Reads something that is no part of the text around it.
    pub(super) fn apart(&mut self, read: impl FnOnce(&mut Self)) {
        let around = take(&mut self.flowing);
        read(self);
        self.end_sentence(On::TEXT);
        self.flowing = around;
    }

    /// Ends the text being read.
    pub(super) fn end_sentence(&mut self, on: On) {
        let texts = self.flowing.sentence.end(self.text);
        for (spans, ()) in texts {
            let label = self.made(spans, Quoting::Text, on);
            self.contents.labels.push(label);
        }
        self.flowing.ended.clear();
    }
}

/// A place of the tree as ours.
pub(super) fn span(place: Place) -> Span {
    Span { start: place.start, end: place.end }
}

/// The place of a node.
pub(super) fn span_of(it: &impl GetSpan) -> Span {
    span(it.span())
}

fn may_be_label(text: &str, least: Least) -> bool {
    let has_words = text.contains(char::is_alphabetic);
    has_words
        && match least {
            Least::Letters => true,
            Least::Name => is_plain_word(text) || !is_identifier(text),
            Least::Word => !is_identifier(text),
            Least::Words => text.trim().contains(char::is_whitespace) && !is_identifier(text),
        }
}

/// Whether a text is a list of classes or of values for a style: `flex-col p-0`, `4px 12px`.
fn are_classes(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_plain = |word: &&str| {
        word.starts_with(|it: char| it.is_ascii_lowercase() || it.is_ascii_digit())
            && word.contains(|it: char| it.is_ascii_digit() || "-:[".contains(it))
    };
    let plain = text.split_whitespace().filter(is_plain).count();
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let is_list = plain * 2 >= words && !text.contains(|it: char| it.is_ascii_uppercase());
    // A drawing, a time, a size.
    is_list || letters * 3 < text.len()
}

/// Whether a text is one word, in one case.
fn is_plain_word(text: &str) -> bool {
    let text = text.trim();
    text.bytes().all(|it| it.is_ascii_lowercase()) || text.bytes().all(|it| it.is_ascii_uppercase())
}

/// Whether a text looks like one for the program: `active`, `isActive`, `IN_REVIEW`, `a/b.svg`.
pub(super) fn is_identifier(text: &str) -> bool {
    let text = text.trim();
    if text.contains(char::is_whitespace) || !text.is_ascii() {
        return text.contains("://") || text.starts_with(['.', '#']) || are_classes(text);
    }
    let is_const = text.len() > 1 && !text.bytes().any(|it| it.is_ascii_lowercase());
    let mut rest = text.bytes().skip(1);
    text.starts_with(|first: char| !first.is_ascii_uppercase())
        || is_const
        || rest.any(|it| {
            it.is_ascii_uppercase() || !it.is_ascii_alphanumeric() && !b"-'!?.".contains(&it)
        })
}
