//! What a condition asks: which literal it compares with, or that it says nothing of use. Knows no
//! labels.

use std::borrow::Cow;

use oxc_ast::ast::{
    Argument, BinaryOperator, CallExpression, Expression, LogicalOperator, UnaryOperator,
};
use oxc_span::GetSpan;

use super::layers::Fact;
use super::reader::{Constant, Reader, span_of};
use crate::label::Around;
use crate::text::place::Span;

/// Subjects longer than this name nothing.
const LONGEST: usize = 80;
/// How many conditions may be joined.
const DEEPEST: usize = 16;
/// Ends of an expression that change only how its value is written.
const TAILS: [&str; 6] = [
    ".toLowerCase()",
    ".toUpperCase()",
    ".toLocaleLowerCase()",
    ".toString()",
    ".trim()",
    ".value",
];

impl<'s> Reader<'s, '_> {
    /// What holds where a condition is met.
    pub(super) fn condition(&self, it: &Expression<'_>) -> Fact<'s> {
        let mut fact = self.asked(it, 0).unwrap_or_else(|| Fact::border(span_of(it)));
        fact.span = span_of(it);
        fact
    }

    /// `None` for a condition that says nothing.
    fn asked(&self, it: &Expression<'_>, depth: usize) -> Option<Fact<'s>> {
        if depth > DEEPEST {
            return None;
        }
        match bare(it) {
            Expression::BinaryExpression(it) => match it.operator {
                BinaryOperator::Equality | BinaryOperator::StrictEquality => {
                    self.equality(&it.left, &it.right)
                }
                _ => None,
            },
            Expression::LogicalExpression(it) => {
                let left = self.asked(&it.left, depth + 1)?;
                let right = self.asked(&it.right, depth + 1)?;
                match it.operator {
                    LogicalOperator::Or => either(left, right),
                    LogicalOperator::And => guarded(&left, right),
                    LogicalOperator::Coalesce => None,
                }
            }
            Expression::UnaryExpression(it) => match (it.operator, bare(&it.argument)) {
                (UnaryOperator::LogicalNot, Expression::UnaryExpression(inner))
                    if inner.operator == UnaryOperator::LogicalNot =>
                {
                    self.asked(&inner.argument, depth + 1)
                }
                _ => None,
            },
            Expression::Identifier(it) => match self.constants.get(self.slice(it.span)) {
                Some(Constant::Condition(fact)) => Some(fact.clone()),
                Some(Constant::Literal(_)) => None,
                _ => Some(self.other(span_of(&**it))),
            },
            Expression::CallExpression(it) => self.call_asks(it),
            it => Some(self.other(span_of(it))),
        }
    }

    /// `a === b`
    fn equality(&self, left: &Expression<'_>, right: &Expression<'_>) -> Option<Fact<'s>> {
        let (subject, literal) = match (self.literal(left), self.literal(right)) {
            (None, Some(literal)) => (left, literal),
            (Some(literal), None) => (right, literal),
            _ => return None,
        };
        let subject = bare(subject);
        if matches!(subject, Expression::UnaryExpression(_)) {
            return None; // `typeof a === "string"`
        }
        Some(
            Fact::new(Around::Condition, self.subject(span_of(subject)), span_of(left))
                .with(literal),
        )
    }

    /// `["a", "b"].includes(x)`, and calls that are questions.
    fn call_asks(&self, it: &CallExpression<'_>) -> Option<Fact<'s>> {
        let Expression::StaticMemberExpression(callee) = bare(&it.callee) else {
            return Some(self.other(span_of(it)));
        };
        let (Expression::ArrayExpression(list), [argument]) =
            (bare(&callee.object), it.arguments.as_slice())
        else {
            let is_question = it.arguments.is_empty();
            let place = if is_question { span_of(&it.callee) } else { span_of(it) };
            return Some(self.other(place));
        };
        let argument = argument.as_expression().filter(|_| callee.property.name == "includes")?;
        let mut fact =
            Fact::new(Around::Condition, self.subject(span_of(bare(argument))), span_of(it));
        for element in &list.elements {
            fact = fact.with(self.literal(element.as_expression()?)?);
        }
        Some(fact)
    }

    /// A condition that compares with nothing: `order.isShipped`, `order.live`.
    fn other(&self, place: Span) -> Fact<'s> {
        let subject = self.subject(place);
        let (receiver, word) = subject.rsplit_once('.').unwrap_or(("", &subject));
        let is_plain = |text: &str| {
            text.bytes().all(|it| it.is_ascii_alphanumeric() || b"._$[]".contains(&it))
        };
        let is_question =
            word.strip_prefix("is").or_else(|| word.strip_prefix("has")).is_some_and(|rest| {
                rest.starts_with(|next: char| next.is_ascii_uppercase() || next == '_')
            });
        if is_question && is_plain(&subject) {
            let (receiver, word) = (receiver.to_owned(), word.to_owned());
            return Fact::new(Around::Predicate, receiver, place).with(word);
        }
        Fact::new(Around::Condition, subject, place)
    }

    /// The subject at a place as people write it.
    pub(super) fn subject(&self, place: Span) -> Cow<'s, str> {
        let mut text = place.slice(self.text).trim();
        while let Some(rest) = TAILS.iter().find_map(|tail| text.strip_suffix(tail)) {
            text = rest.trim_end_matches(['?', '!']);
        }
        if text.contains(['\n', '{', '"']) {
            text = ""; // a whole computation
        }
        let cut = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at]);
        if cut.contains("?.") || cut.contains("!.") {
            Cow::Owned(cut.replace("?.", ".").replace("!.", "."))
        } else {
            Cow::Borrowed(cut)
        }
    }

    /// A literal: `"active"`, `Status.Active`, `ACTIVE` if the file says what that is.
    pub(super) fn literal(&self, it: &Expression<'_>) -> Option<Cow<'s, str>> {
        let it = bare(it);
        if let Some(text) = self.plain(it) {
            let text = text.strip_prefix(':').unwrap_or(text);
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let is_other = is_number || matches!(text, "true" | "false" | "null" | "undefined");
            return (!is_other && text.len() <= LONGEST).then_some(Cow::Borrowed(text));
        }
        match it {
            Expression::Identifier(it) => match self.constants.get(self.slice(it.span)) {
                Some(Constant::Literal(text)) => Some(text.clone()),
                _ => None,
            },
            Expression::StaticMemberExpression(it) => path(self.slice(it.span)).map(Cow::Borrowed),
            Expression::ComputedMemberExpression(it) => {
                let member = self.plain(&it.expression)?;
                let object = self.slice(it.object.span());
                path(&format!("{object}.{member}")).map(|path| Cow::Owned(path.to_owned()))
            }
            _ => None,
        }
    }

    /// What a name is set to, if that can say something of a condition.
    pub(super) fn constant(&self, it: &Expression<'_>) -> Constant<'s> {
        let it = bare(it);
        if let Some(text) = self.plain(it).filter(|text| !text.is_empty()) {
            return Constant::Literal(Cow::Borrowed(text));
        }
        let asks = matches!(
            it,
            Expression::BinaryExpression(_)
                | Expression::LogicalExpression(_)
                | Expression::CallExpression(_)
        );
        let fact = asks.then(|| self.asked(it, 0)).flatten();
        fact.filter(Fact::is_telling).map_or(Constant::Unknown, Constant::Condition)
    }

    /// The words of arguments, as far as they are strings.
    pub(super) fn strings(&self, arguments: &[Argument<'_>]) -> impl Iterator<Item = &'s str> {
        arguments.iter().filter_map(|it| self.plain(it.as_expression()?))
    }
}

/// An expression without what only tells the compiler something.
pub(super) fn bare<'b, 'a>(mut it: &'b Expression<'a>) -> &'b Expression<'a> {
    loop {
        it = match it {
            Expression::ParenthesizedExpression(it) => &it.expression,
            Expression::TSAsExpression(it) => &it.expression,
            Expression::TSSatisfiesExpression(it) => &it.expression,
            Expression::TSNonNullExpression(it) => &it.expression,
            Expression::TSTypeAssertion(it) => &it.expression,
            it => return it,
        }
    }
}

/// The path of an enum's member: names, of which the first is a type's and the last no method's.
fn path(text: &str) -> Option<&str> {
    let is_name = |name: &str| {
        name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    let is_path = text.len() <= LONGEST
        && text.starts_with(|it: char| it.is_ascii_uppercase())
        && text.split('.').all(is_name);
    is_path.then_some(text)
}

/// Both sides of an "or" ask the same subject.
fn either<'s>(mut left: Fact<'s>, right: Fact<'s>) -> Option<Fact<'s>> {
    let is_one = left.around == Around::Condition
        && right.around == Around::Condition
        && left.subject == right.subject
        && left.is_telling()
        && right.is_telling();
    left.literals.extend(right.literals);
    is_one.then_some(left)
}

/// The right side of an "and" whose left side only asks whether there is something to ask.
fn guarded<'s>(left: &Fact<'s>, right: Fact<'s>) -> Option<Fact<'s>> {
    let is_guard = left.around == Around::Condition
        && left.literals.is_empty()
        && !left.subject.is_empty()
        && right
            .subject
            .strip_prefix(&*left.subject)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    is_guard.then_some(right)
}
