//! What stands around the place that is being read, from the outermost inward: conditions, members,
//! elements. Owns how that becomes the scopes of a label.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::label::{Around, Element, Footing, Scope};
use crate::text::fold::spelling_of_key;
use crate::text::place::Span;

/// One thing around the place.
pub(super) struct Layer<'s> {
    pub(super) what: What<'s>,
    /// The element that it comes from: it says nothing of what begins before it.
    pub(super) within: Span,
}

pub(super) enum What<'s> {
    Fact(Fact<'s>),
    /// A list of classes, as written.
    Classes(Span),
    Holder(Holder),
}

/// A scope in the making.
#[derive(Clone)]
pub(super) struct Fact<'s> {
    pub(super) around: Around,
    pub(super) subject: Cow<'s, str>,
    pub(super) literals: SmallVec<[Cow<'s, str>; 1]>,
    pub(super) span: Span,
}

/// What an element is to the text in it.
#[derive(Clone, Copy, Default)]
pub(super) struct Holder {
    pub(super) is_inline: bool,
    pub(super) kind: Kind,
    /// Whether it asks to act.
    pub(super) is_action: bool,
    pub(super) element: Option<Element>,
}

/// What an element holds, as its name and its classes say.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Any,
    /// A heading, a paragraph, a hint.
    Prose,
    /// A badge or its like.
    Badge,
}

impl<'s> Fact<'s> {
    pub(super) fn new(around: Around, subject: impl Into<Cow<'s, str>>, span: Span) -> Self {
        Self { around, subject: subject.into(), literals: SmallVec::new(), span }
    }

    pub(super) fn with(mut self, literal: impl Into<Cow<'s, str>>) -> Self {
        self.literals.push(literal.into());
        self
    }

    /// A condition of which nothing is known: beyond it nothing counts.
    pub(super) fn border(span: Span) -> Self {
        Self::new(Around::Condition, "", span)
    }

    /// Whether it asks for a literal.
    pub(super) fn is_telling(&self) -> bool {
        !self.literals.is_empty()
            && matches!(self.around, Around::Condition | Around::Predicate | Around::Member)
    }
}

impl<'s> Layer<'s> {
    /// What holds for all that is read until it is taken away.
    pub(super) fn of(fact: Fact<'s>) -> Self {
        Self { what: What::Fact(fact), within: Span { start: 0, end: u32::MAX } }
    }
}

/// What is told of a label by the layers around it.
#[derive(Default)]
pub(super) struct Told {
    pub(super) scopes: Vec<Scope>,
    pub(super) element: Option<Element>,
}

/// Makes the scopes of what stands in `hull`, from layers that come innermost first. `footing` is what the
/// place of a label says of it.
pub(super) fn told<'a, 's: 'a>(
    layers: impl Iterator<Item = &'a Layer<'s>>,
    hull: Span,
    footing: Footing,
    text: &str,
) -> Told {
    let mut told = Told::default();
    let mut state = State { footing, is_action: false, is_badge: false, holders: 0, is_held: true };
    let holds =
        |layer: &&Layer<'_>| layer.within.start <= hull.start && hull.end <= layer.within.end;
    for layer in layers.filter(holds) {
        match &layer.what {
            What::Holder(holder) => {
                if state.is_held {
                    told.element = told.element.or(holder.element);
                }
                state.pass(*holder);
            }
            What::Classes(span) if state.holders <= 2 => {
                let literals = classes(span.slice(text)).map(Into::into).collect::<Vec<_>>();
                if !literals.is_empty() {
                    let scope = Scope::new(Around::Class, "", literals, *span);
                    told.scopes.push(state.footed(scope));
                }
            }
            What::Classes(_) => {}
            What::Fact(fact) => {
                let literals = fact.literals.iter().map(|it| (&**it).into()).collect();
                let scope = Scope::new(fact.around, &fact.subject, literals, fact.span);
                told.scopes.push(state.footed(scope));
                if fact.around.is_border() {
                    break;
                }
            }
        }
    }
    told
}

/// What was passed on the way outward.
struct State {
    footing: Footing,
    is_action: bool,
    is_badge: bool,
    holders: usize,
    /// Whether no block was left yet.
    is_held: bool,
}

impl State {
    fn pass(&mut self, holder: Holder) {
        self.is_action |= holder.is_action;
        self.is_badge |= self.holders == 0 && holder.kind == Kind::Badge;
        if self.is_held && holder.kind == Kind::Prose && self.footing == Footing::Text {
            self.footing = Footing::Prose;
        }
        self.is_held &= holder.is_inline;
        self.holders += 1;
    }

    fn footed(&self, mut scope: Scope) -> Scope {
        let is_filter = scope.around == Around::Attribute
            && spelling_of_key(&scope.subject).split('-').any(|it| it == "filter" || it == "tab");
        let may_act = scope.around == Around::Choice || is_filter;
        scope.footing = match (self.footing, scope.around) {
            _ if self.is_action && !may_act => Footing::Action,
            (Footing::Beside, _) => Footing::Beside,
            (_, Around::Member | Around::Choice) => Footing::Name,
            (Footing::Text, Around::Condition | Around::Predicate) if self.is_badge => {
                Footing::Name
            }
            (footing, _) => footing,
        };
        scope
    }
}

/// First words of classes that only lay out or colour, as libraries of such classes write them.
#[rustfmt::skip]
const UTILITIES: [&str; 63] = [
    "align", "animate", "aspect", "backdrop", "bg", "border", "break", "col", "cursor", "decoration",
    "divide", "duration", "ease", "fill", "flex", "float", "focus", "font", "fs", "fw", "gap", "grid",
    "inline", "inset", "items", "justify", "leading", "line", "mb", "me", "ml", "mr", "ms", "mt", "mx",
    "my", "object", "opacity", "outline", "overflow", "pb", "pe", "pl", "pointer", "pr", "ps", "pt",
    "px", "py", "ring", "rounded", "self", "shadow", "size", "space", "sr", "stroke", "text", "touch",
    "tracking", "transition", "txt", "whitespace",
];
/// How many classes of an element count.
const CLASSES: usize = 8;

/// The classes of a list that may say which of several an element is: made of two words or more, none of
/// them a size (`px-2`), and not there for the looks alone (`items-center`).
fn classes(list: &str) -> impl Iterator<Item = &str> {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|it| it.is_ascii_lowercase());
    let is_part = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
    let is_telling = move |class: &&str| {
        // `hover:` and its like are of libraries too.
        let spelling =
            if class.bytes().all(is_part) { spelling_of_key(class) } else { return false };
        let mut words = spelling.split('-').peekable();
        let is_utility = words.peek().is_some_and(|it| UTILITIES.binary_search(it).is_ok());
        let is_state = || spelling.split('-').any(|word| matches!(word, "state" | "status"));
        spelling.contains('-') && words.all(is_word) && (!is_utility || is_state())
    };
    list.split_ascii_whitespace().filter(is_telling).take(CLASSES)
}

/// Words of classes and elements that show a state.
pub(super) fn is_badge(name: &str) -> bool {
    const WORDS: [&str; 7] = ["badge", "chip", "label", "pill", "state", "status", "tag"];
    let has = |word: &str| WORDS.contains(&word);
    name != "label" && spelling_of_key(name).split('-').any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_may_tell_a_state() {
        assert!(UTILITIES.is_sorted());
        let told = |list| classes(list).collect::<Vec<_>>();
        let list = "flex items-center px-2 w-full status-active badge--shipped orderStatePaid";
        assert_eq!(told(list), ["status-active", "badge--shipped", "orderStatePaid"]);
        assert_eq!(
            told("bg-status-active text-muted overflow-hidden hover:is-open"),
            ["bg-status-active"]
        );
        assert_eq!(told(&"is-a-b is-open ".repeat(9)).len(), CLASSES);
    }
}
