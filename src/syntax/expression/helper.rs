//! Expressions of Handlebars: a helper, then what it is given, parted by blanks.

use super::lexer::Kind;
use super::parser::{DEEP, Parser};
use super::{Expr, Node};

impl Parser<'_> {
    /// `helper argument name=argument`
    pub(super) fn helper(&mut self) -> Option<Expr> {
        let first = self.at;
        let callee = self.helper_argument()?;
        let mut given = Vec::new();
        while self.token().is_some() && !matches!(self.word(0), ")" | "|" | "as") {
            let before = self.at;
            given.extend(self.helper_argument());
            if self.at == before {
                self.at += 1;
            }
        }
        if given.is_empty() || !matches!(callee.node, Node::Path) {
            return Some(callee);
        }
        Some(self.made(first, Node::Call(Box::new(callee), given)))
    }

    pub(super) fn helper_argument(&mut self) -> Option<Expr> {
        let first = self.at;
        let token = self.token()?;
        if token.kind == Kind::Name && self.word(1) == "=" {
            self.at += 2;
            let value = self.helper_argument()?;
            return Some(self.made(first, Node::Named(token.span, Box::new(value))));
        }
        let mut value = self.primary()?;
        while matches!(self.word(0), "." | "/") && !self.tokens[self.at].is_apart {
            self.at = (self.at + 2).min(self.tokens.len());
            value = self.made(first, Node::Path);
        }
        Some(value)
    }

    pub(super) fn helper_in_brackets(&mut self, first: usize, close: &str) -> Expr {
        if self.depth >= DEEP {
            self.at = self.tokens.len();
            return self.made(first, Node::Other(Vec::new()));
        }
        self.depth += 1;
        let inner = self.helper();
        self.depth -= 1;
        self.eat(close);
        match inner {
            Some(mut inner) => {
                inner.span = self.since(first);
                inner
            }
            None => self.made(first, Node::Other(Vec::new())),
        }
    }
}
