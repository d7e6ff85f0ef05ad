//! What follows a value: members, calls, indices, arrows, and the calls of Ruby without brackets.

use super::lexer::Kind;
use super::parser::{DEEP, Parser, is_keyword};
use super::{Expr, Node, Tongue};

impl Parser<'_> {
    /// What follows a value: members, calls, indices.
    pub(super) fn tails(&mut self, first: usize, mut value: Expr) -> Expr {
        loop {
            let is_apart = self.token().is_some_and(|it| it.is_apart);
            match self.word(0) {
                "." | "?." | "->" | "::" | "&." if self.is_member() => {
                    self.at += 1;
                    if matches!(self.word(0), "(" | "[") {
                        continue;
                    }
                    let name = self.token().map_or(value.span, |it| it.span);
                    self.at += 1;
                    let node = match value.node {
                        Node::Path => Node::Path,
                        _ => Node::Member(Box::new(value), name),
                    };
                    value = self.made(first, node);
                }
                "(" if !is_apart || self.is_spaced_call(&value) => {
                    self.at += 1;
                    let given = self.list(")");
                    value = self.made(first, Node::Call(Box::new(value), given));
                }
                "[" if !is_apart => {
                    self.at += 1;
                    let index = self.list("]").into_iter().next();
                    let node = match (index, &value.node) {
                        (Some(index), Node::Path) if index.text().is_some() => Node::Path,
                        (Some(index), _) => Node::Index(Box::new(value), Box::new(index)),
                        (None, _) => Node::Other(vec![value]),
                    };
                    value = self.made(first, node);
                }
                "!" if !is_apart && self.tongue == Tongue::Script => self.at += 1,
                "as" if self.tongue == Tongue::Script => self.at += 2,
                "=>" if self.tongue == Tongue::Script && matches!(value.node, Node::Path) => {
                    return if self.depth < DEEP { self.arrow(first) } else { value };
                }
                _ if self.is_command(&value, is_apart) => {
                    let given = self.command();
                    return self.made(first, Node::Call(Box::new(value), given));
                }
                _ => return value,
            }
            if self.at >= self.tokens.len() {
                return value;
            }
        }
    }

    /// Whether a dot is followed by a member's name; PHP has dots between strings.
    fn is_member(&self) -> bool {
        let next = self.tokens.get(self.at + 1);
        let is_name = next.is_some_and(|it| matches!(it.kind, Kind::Name | Kind::Number));
        let is_optional = self.is("?.") && matches!(self.word(1), "(" | "[");
        (is_name || is_optional) && !(self.tongue == Tongue::Php && self.is("."))
    }

    fn is_spaced_call(&self, value: &Expr) -> bool {
        self.tongue == Tongue::Php && matches!(value.node, Node::Path)
    }

    /// Whether a call of Ruby without brackets follows: `t ".active"`.
    fn is_command(&self, value: &Expr, is_apart: bool) -> bool {
        let Some(next) = self.token() else { return false };
        let begins = match next.kind {
            Kind::Text(_) | Kind::Symbol | Kind::Mixed => true,
            Kind::Name => !is_keyword(next.span.slice(self.text)),
            _ => false,
        };
        self.tongue == Tongue::Ruby
            && is_apart
            && begins
            && matches!(value.node, Node::Path)
            && self.depth < DEEP
    }

    fn command(&mut self) -> Vec<Expr> {
        let mut given = Vec::new();
        self.depth += 1;
        loop {
            let before = self.at;
            given.extend(self.element());
            if self.at == before || !self.eat(",") {
                break;
            }
        }
        self.depth -= 1;
        given
    }

    pub(super) fn arrow(&mut self, first: usize) -> Expr {
        self.at += 1;
        let body = self.expression();
        self.made(first, Node::Other(body.into_iter().collect()))
    }
}
