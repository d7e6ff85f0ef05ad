//! What the conditions of templates say of the states in them: which expression is compared with which
//! spellings. Knows no glossary; what compares with something else, or denies it, says nothing.

use std::collections::HashMap;

use crate::label::{Around, Scope};
use crate::syntax::expression::{Expr, Node, Pair, Tongue, parse, parse_list};
use crate::syntax::template::step::Test;
use crate::text::place::Span;

/// How long a subject may be; a longer one is cut, and names nothing.
const LONG: usize = 80;
/// How far conditions are followed into each other.
const DEEP: usize = 64;

/// What the names of a file are set to, once.
pub(super) type Variables<'s> = HashMap<&'s str, Option<(Span, Tongue)>>;

/// A reader of conditions.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'a, 's> {
    pub(super) text: &'s str,
    pub(super) variables: &'a Variables<'s>,
}

/// What a condition says.
enum Fact {
    /// Something is equal to one of these.
    Compares(String, Vec<Box<str>>),
    /// Something is what a word says: `order.shipped?`
    Asks(String, Box<str>),
    /// Something is true.
    Holds(String),
}

/// A scope that says nothing and ends what holds around it.
pub(super) fn border(span: Span) -> Scope {
    Scope::new(Around::Condition, "", Vec::new(), span)
}

impl Conditions<'_, '_> {
    /// What a branch of a statement says; `subject` is what the switch around it asks for.
    pub(super) fn test(self, test: Test, subject: Option<Span>, tongue: Tongue) -> Scope {
        match test {
            Test::Holds(span) => match parse(self.text, span, tongue) {
                Some(expr) => self.scope(&expr, span),
                None => border(span),
            },
            Test::Equal(span) => match &parse_list(self.text, span, tongue)[..] {
                [left, right] => made(self.compared(left, right, 0), span),
                _ => border(span),
            },
            Test::Cases(span) => {
                let cases = parse_list(self.text, span, tongue);
                let subject = subject.and_then(|subject| parse(self.text, subject, tongue));
                made(subject.and_then(|subject| self.listed(&subject, &cases)), span)
            }
            Test::Subject(span) | Test::Clear(span) => border(span),
            Test::Nothing => border(Span { start: 0, end: 0 }),
        }
    }

    /// What an expression says that must hold.
    pub(super) fn scope(self, expr: &Expr, span: Span) -> Scope {
        made(self.fact(expr, 0), span)
    }

    fn fact(self, expr: &Expr, depth: usize) -> Option<Fact> {
        if depth > DEEP {
            return None;
        }
        match &expr.node {
            Node::Pair(Pair::Equal, left, right) => self.compared(left, right, depth),
            Node::Pair(Pair::In, left, right) => match &right.node {
                Node::List(cases) => self.listed(left, cases),
                _ => None,
            },
            Node::Pair(Pair::Or, left, right) => self.either(left, right, depth),
            Node::Pair(Pair::And, left, right) => self.guarded(left, right, depth),
            Node::Call(callee, given) => self.called(callee, given, depth),
            Node::Path => match self.value(expr) {
                // One step through a name that is set once.
                Some(value) => {
                    Conditions { variables: &HashMap::new(), ..self }.fact(&value, depth + 1)
                }
                None => Some(asked(expr.span.slice(self.text))),
            },
            Node::Filter(..) => subject(self.text, expr, 0).map(Fact::Holds),
            _ => None,
        }
    }

    /// `a && a.b == "c"`: a guard on the receiver says nothing more.
    fn guarded(self, left: &Expr, right: &Expr, depth: usize) -> Option<Fact> {
        let guard = |guard: &Expr, fact: &Fact| {
            let (Fact::Compares(subject, _) | Fact::Asks(subject, _) | Fact::Holds(subject)) = fact;
            let path =
                matches!(guard.node, Node::Path).then(|| tidy(guard.span.slice(self.text)))?;
            let rest = subject.strip_prefix(&*path)?;
            (rest.is_empty() || rest.starts_with(['.', '-', '[', ':'])).then_some(())
        };
        let is_tested = |fact: &Fact| !matches!(fact, Fact::Holds(_));
        if let Some(fact) = self.fact(right, depth + 1).filter(is_tested)
            && guard(left, &fact).is_some()
        {
            return Some(fact);
        }
        let fact = self.fact(left, depth + 1).filter(is_tested)?;
        guard(right, &fact).map(|()| fact)
    }

    /// The condition that a name stands for, which is set once.
    fn value(self, expr: &Expr) -> Option<Expr> {
        let (span, tongue) = (*self.variables.get(expr.span.slice(self.text))?)?;
        parse(self.text, span, tongue).filter(|value| {
            matches!(value.node, Node::Pair(..) | Node::Path | Node::Call(..) | Node::Not(_))
        })
    }

    fn compared(self, left: &Expr, right: &Expr, depth: usize) -> Option<Fact> {
        if depth > DEEP {
            return None;
        }
        let (subject_of, literal_of) = (|it| subject(self.text, it, 0), |it| self.literal(it));
        if let Some(literal) = literal_of(right) {
            return Some(Fact::Compares(subject_of(left)?, vec![literal]));
        }
        let literal = literal_of(left)?;
        Some(Fact::Compares(subject_of(right)?, vec![literal]))
    }

    /// One of a list of cases.
    fn listed(self, subject_expr: &Expr, cases: &[Expr]) -> Option<Fact> {
        let mut literals = Vec::new();
        for case in cases {
            match &case.node {
                Node::List(cases) => {
                    for case in cases {
                        literals.push(self.literal(case)?);
                    }
                }
                Node::Pair(Pair::Or, ..) => self.alternatives(case, &mut literals, 0)?,
                _ => literals.push(self.literal(case)?),
            }
        }
        if literals.is_empty() {
            return None;
        }
        Some(Fact::Compares(subject(self.text, subject_expr, 0)?, literals))
    }

    /// `when "a" or "b"`
    fn alternatives(self, expr: &Expr, literals: &mut Vec<Box<str>>, depth: usize) -> Option<()> {
        if depth > DEEP {
            return None;
        }
        if let Node::Pair(Pair::Or, left, right) = &expr.node {
            self.alternatives(left, literals, depth + 1)?;
            return self.alternatives(right, literals, depth + 1);
        }
        literals.push(self.literal(expr)?);
        Some(())
    }

    /// Two comparisons of one subject, of which one holds.
    fn either(self, left: &Expr, right: &Expr, depth: usize) -> Option<Fact> {
        match (self.fact(left, depth + 1)?, self.fact(right, depth + 1)?) {
            (Fact::Compares(subject, mut literals), Fact::Compares(other, more))
                if subject == other =>
            {
                literals.extend(more);
                Some(Fact::Compares(subject, literals))
            }
            _ => None,
        }
    }

    fn called(self, callee: &Expr, given: &[Expr], depth: usize) -> Option<Fact> {
        let name = last_name(self.text, callee);
        match (name, given) {
            (
                "eq" | "ifEq" | "is" | "if_eq" | "ifEquals" | "equal" | "equals" | "ifeq" | "match"
                | "isEqual",
                [left, right],
            ) => self.compared(left, right, depth),
            ("or", [left, right]) => self.either(left, right, depth),
            ("and", [left, right]) => self.guarded(left, right, depth),
            ("includes" | "include?" | "contains", [value]) => match &callee.node {
                Node::Member(list, _) => match &list.node {
                    Node::List(cases) => self.listed(value, cases),
                    _ => None,
                },
                _ => None,
            },
            ("in?", [Expr { node: Node::List(cases), .. }]) => {
                let span = callee.span;
                let receiver = Span { start: span.start, end: span.end - 4 };
                self.listed(&Expr { node: Node::Path, span: receiver }, cases)
            }
            ("in_array", [value, Expr { node: Node::List(cases), .. }, ..]) => {
                self.listed(value, cases)
            }
            ("equals" | "eql?", [value]) if matches!(callee.node, Node::Path) => {
                let path = callee.span.slice(self.text);
                let receiver = path.rsplit_once('.')?.0;
                Some(Fact::Compares(tidy(receiver), vec![self.literal(value)?]))
            }
            (_, []) if matches!(callee.node, Node::Path) => {
                Some(asked(callee.span.slice(self.text)))
            }
            _ => None,
        }
    }

    /// The spelling that an expression is, or a name that is set to one.
    pub(super) fn literal(self, expr: &Expr) -> Option<Box<str>> {
        match &expr.node {
            Node::Text(span) => literal(span.slice(self.text)),
            Node::Path => {
                let path = expr.span.slice(self.text);
                if let Some(name) = enum_member(path) {
                    return Some(name);
                }
                let (span, tongue) = (*self.variables.get(path)?)?;
                let value = parse(self.text, span, tongue)?;
                literal(value.text()?.slice(self.text))
            }
            _ => None,
        }
    }
}

/// The scope that a fact is.
fn made(fact: Option<Fact>, span: Span) -> Scope {
    match fact {
        Some(Fact::Compares(subject, literals)) => {
            Scope::new(Around::Condition, cut(&subject), literals, span)
        }
        Some(Fact::Asks(subject, word)) => {
            Scope::new(Around::Predicate, cut(&subject), vec![word], span)
        }
        Some(Fact::Holds(subject)) => {
            Scope::new(Around::Condition, cut(&subject), Vec::new(), span)
        }
        None => border(span),
    }
}

/// A path that must be true.
fn asked(path: &str) -> Fact {
    let path = tidy(path);
    let start = path.rfind(['.', '>', ':']).map_or(0, |at| at + 1);
    let receiver = path[..start].trim_end_matches(['.', '>', '-', ':']);
    let last = &path[start..];
    if let Some(word) = last.strip_suffix('?') {
        return Fact::Asks(receiver.to_owned(), word.into());
    }
    let rest = last.trim_start_matches(['$', '@']).strip_prefix("is");
    let asks = rest.is_some_and(|rest| {
        rest.starts_with(|char: char| char.is_ascii_uppercase())
            || rest.len() > 1 && rest.starts_with('_')
    });
    if asks { Fact::Asks(receiver.to_owned(), last.into()) } else { Fact::Holds(path) }
}

/// A spelling: neither empty nor a number.
pub(super) fn literal(text: &str) -> Option<Box<str>> {
    let has_letter = text.contains(char::is_alphabetic);
    (has_letter && !matches!(text, "true" | "false" | "null")).then(|| text.into())
}

/// `OrderStatus.Active` of `App.OrderStatus::Active`.
fn enum_member(path: &str) -> Option<Box<str>> {
    let path = path.strip_suffix("->value").or_else(|| path.strip_suffix(".value")).unwrap_or(path);
    if path.starts_with(['$', '@']) {
        return None;
    }
    let mut parts = path.rsplit(['.', ':', '\\']).filter(|part| !part.is_empty());
    let (member, name) = (parts.next()?, parts.next()?);
    let is_name = |part: &str| {
        part.starts_with(|char: char| char.is_ascii_uppercase())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    (is_name(member) && is_name(name)).then(|| format!("{name}.{member}").into())
}

/// The last name of a path, or of what a call is made on.
pub(super) fn last_name<'s>(text: &'s str, callee: &Expr) -> &'s str {
    let path = match callee.node {
        Node::Path => callee.span,
        Node::Member(_, name) => name,
        _ => return "",
    };
    path.slice(text).rsplit(['.', '>', ':']).next().unwrap_or("")
}

/// What is compared, as written, without what only makes its spelling regular.
pub(super) fn subject(text: &str, expr: &Expr, depth: usize) -> Option<String> {
    match &expr.node {
        Node::Filter(value, name, _) if depth < DEEP && is_regular(name.slice(text)) => {
            subject(text, value, depth + 1)
        }
        Node::Call(callee, given) if given.is_empty() => match callee.node {
            Node::Path => Some(tidy(callee.span.slice(text))),
            _ => None,
        },
        Node::Path | Node::Index(..) | Node::Call(..) | Node::Member(..) => {
            Some(tidy(expr.span.slice(text)))
        }
        _ => None,
    }
}

fn is_regular(name: &str) -> bool {
    matches!(
        name,
        "lower"
            | "upper"
            | "trim"
            | "downcase"
            | "upcase"
            | "lowercase"
            | "uppercase"
            | "strip"
            | "string"
            | "slugify"
            | "async"
    )
}

/// A path without the tails that only make its spelling regular.
fn tidy(path: &str) -> String {
    const TAILS: [&str; 14] = [
        ".toLowerCase",
        ".toUpperCase",
        ".lower",
        ".upper",
        ".downcase",
        ".to_s",
        ".to_sym",
        ".strip",
        ".trim",
        ".toString",
        "->value",
        ".value",
        ".lowercase",
        ".presence",
    ];
    let mut path = path.trim();
    if !path.contains(['.', '>', '?']) {
        return path.to_owned();
    }
    while let Some(shorter) =
        TAILS.iter().find_map(|tail| path.trim_end_matches("()").strip_suffix(tail))
    {
        path = shorter.trim_end_matches('?');
    }
    if path.contains("?.") { path.replace("?.", ".") } else { path.to_owned() }
}

/// At most as much of a subject as is kept.
fn cut(subject: &str) -> &str {
    let mut end = subject.len().min(LONG);
    while !subject.is_char_boundary(end) {
        end -= 1;
    }
    &subject[..end]
}
