//! From tokens to an expression: recursive descent with a bound, one look ahead and no way back.

use super::lexer::{Kind, Token, tokens};
use super::{Expr, Node, Pair, Tongue};
use crate::text::place::Span;

/// How deep an expression may be.
pub(super) const DEEP: usize = 64;

pub(super) fn parse(text: &str, span: Span, tongue: Tongue) -> Option<Expr> {
    let mut parser = Parser::new(text, span, tongue);
    if tongue == Tongue::Helper { parser.helper() } else { parser.statement() }
}

pub(super) fn parse_list(text: &str, span: Span, tongue: Tongue) -> Vec<Expr> {
    let mut parser = Parser::new(text, span, tongue);
    let mut list = Vec::new();
    while parser.token().is_some() {
        let before = parser.at;
        if tongue == Tongue::Helper {
            list.extend(parser.helper_argument());
        } else {
            list.extend(parser.statement());
        }
        if parser.at == before || parser.is(",") || parser.is(";") {
            parser.at += 1;
        }
    }
    list
}

pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) depth: usize,
    pub(super) tongue: Tongue,
}

impl<'s> Parser<'s> {
    fn new(text: &'s str, span: Span, tongue: Tongue) -> Self {
        Self { text, tokens: tokens(text, span, tongue), at: 0, depth: 0, tongue }
    }

    pub(super) fn token(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn word(&self, ahead: usize) -> &'s str {
        let token = self.tokens.get(self.at + ahead);
        token
            .filter(|it| matches!(it.kind, Kind::Name | Kind::Sign))
            .map_or("", |it| it.span.slice(self.text))
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.word(0) == word
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        let is = self.is(word);
        self.at += usize::from(is);
        is
    }

    /// The span from a token on to the last one that was read.
    pub(super) fn since(&self, first: usize) -> Span {
        let Some(start) = self.tokens.get(first) else { return Span { start: 0, end: 0 } };
        let last = self.at.max(first + 1).min(self.tokens.len()) - 1;
        Span { start: start.span.start, end: self.tokens[last].span.end }
    }

    pub(super) fn made(&self, first: usize, node: Node) -> Expr {
        Expr { node, span: self.since(first) }
    }

    /// `a = b`, or an expression.
    fn statement(&mut self) -> Option<Expr> {
        let first = self.at;
        while matches!(
            self.word(0),
            "const" | "let" | "var" | "return" | "echo" | "yield" | "await"
        ) && self.tokens.len() > self.at + 1
        {
            self.at += 1;
        }
        let name = self.token()?;
        if name.kind == Kind::Name && matches!(self.word(1), "=" | "||=") {
            self.at += 2;
            let value = self.expression()?;
            return Some(self.made(first, Node::Set(name.span, Box::new(value))));
        }
        self.expression()
    }

    pub(super) fn expression(&mut self) -> Option<Expr> {
        if self.depth >= DEEP {
            let first = self.at;
            self.at = self.tokens.len();
            return (first < self.at).then(|| self.made(first, Node::Other(Vec::new())));
        }
        self.depth += 1;
        let read = self.choice();
        self.depth -= 1;
        read
    }

    fn choice(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut left = self.or()?;
        if self.eat("?") {
            let yes = self.expression()?;
            let no = if self.eat(":") { self.expression().map(Box::new) } else { None };
            left = self.made(first, Node::Choice(Box::new(left), Box::new(yes), no));
        } else if self.tongue != Tongue::Script && matches!(self.word(0), "if" | "unless") {
            let is_negated = self.is("unless");
            self.at += 1;
            let begun = self.at;
            let mut condition = self.or()?;
            if is_negated {
                condition = self.made(begun, Node::Not(Box::new(condition)));
            }
            let no = if self.eat("else") { self.expression().map(Box::new) } else { None };
            left = self.made(first, Node::Choice(Box::new(condition), Box::new(left), no));
        }
        // The pipes of Angular and Vue take all that stands before them.
        if self.tongue == Tongue::Script {
            left = self.filters(first, left);
        }
        Some(left)
    }

    fn filters(&mut self, first: usize, mut value: Expr) -> Expr {
        while self.is("|") && self.tongue != Tongue::Ruby {
            self.at += 1;
            let Some(name) = self.token().filter(|it| it.kind == Kind::Name) else { break };
            self.at += 1;
            while self.is(".")
                && self.tokens.get(self.at + 1).is_some_and(|it| it.kind == Kind::Name)
            {
                self.at += 2;
            }
            let mut given = Vec::new();
            if self.is("(") && !self.tokens[self.at].is_apart {
                self.at += 1;
                given = self.list(")");
            }
            while self.is(":") && given.len() < DEEP {
                self.at += 1;
                given.extend(self.or_argument());
                while self.tongue == Tongue::Template && self.eat(",") {
                    given.extend(self.or_argument());
                }
            }
            value = self.made(first, Node::Filter(Box::new(value), name.span, given));
        }
        value
    }

    /// What a filter is given behind its colon: no filter of its own.
    fn or_argument(&mut self) -> Option<Expr> {
        if self.depth >= DEEP {
            return None;
        }
        self.depth += 1;
        let first = self.at;
        let read = self.primary().map(|it| self.tails(first, it));
        self.depth -= 1;
        read
    }

    fn or(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut left = self.and()?;
        while matches!(self.word(0), "||" | "or" | "??" | "?:") {
            self.at += 1;
            let Some(right) = self.and() else { break };
            left = self.made(first, Node::Pair(Pair::Or, Box::new(left), Box::new(right)));
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut left = self.comparison()?;
        while matches!(self.word(0), "&&" | "and" | "&amp;&amp;") {
            self.at += 1;
            let Some(right) = self.comparison() else { break };
            left = self.made(first, Node::Pair(Pair::And, Box::new(left), Box::new(right)));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Expr> {
        let first = self.at;
        if matches!(self.word(0), "not" | "!") && self.depth < DEEP {
            let is_word = self.is("not");
            self.at += 1;
            self.depth += 1;
            let inner = if is_word { self.comparison() } else { self.unary() };
            self.depth -= 1;
            let not = self.made(first, Node::Not(Box::new(inner?)));
            return Some(self.compared(first, not));
        }
        let left = self.sum()?;
        Some(self.compared(first, left))
    }

    fn compared(&mut self, first: usize, mut left: Expr) -> Expr {
        loop {
            let (pair, is_negated, length) = match (self.word(0), self.word(1)) {
                ("==" | "===" | "eq", _) => (Pair::Equal, false, 1),
                ("!=" | "!==" | "<>" | "ne", _) => (Pair::Equal, true, 1),
                ("not", "in") => (Pair::In, true, 2),
                ("in", _) => (Pair::In, false, 1),
                ("is", "not") => (Pair::Other, true, 2),
                ("is", _)
                    if self
                        .tokens
                        .get(self.at + 1)
                        .is_some_and(|it| matches!(it.kind, Kind::Text(_))) =>
                {
                    (Pair::Equal, false, 1)
                }
                ("is", "sameas") => (Pair::Equal, false, 2),
                ("is", "same") if self.word(2) == "as" => (Pair::Equal, false, 3),
                (
                    "is" | "<" | ">" | "<=" | ">=" | "<=>" | "&lt;" | "&gt;" | "=~" | "contains"
                    | "instanceof" | "matches" | "starts" | "ends" | "with" | ".." | "...",
                    _,
                ) => (Pair::Other, false, 1),
                _ => return left,
            };
            self.at += length;
            let Some(right) = self.sum() else {
                return self.made(first, Node::Other(vec![left]));
            };
            let both = Node::Pair(pair, Box::new(left), Box::new(right));
            left = self.made(first, both);
            if is_negated {
                left = self.made(first, Node::Not(Box::new(left)));
            }
        }
    }

    fn sum(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut left = self.unary()?;
        while matches!(self.word(0), "+" | "-" | "~" | "*" | "/" | "%" | "**" | "." | "&" | "&amp;")
        {
            self.at += 1;
            let Some(right) = self.unary() else { break };
            left = self.made(first, Node::Pair(Pair::Other, Box::new(left), Box::new(right)));
        }
        Some(left)
    }

    fn unary(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut negations = 0;
        while matches!(
            self.word(0),
            "!" | "-" | "+" | "new" | "typeof" | "await" | "..." | "&" | "*"
        ) {
            negations += usize::from(self.is("!"));
            self.at += 1;
        }
        let begun = self.at;
        let mut value = self.primary()?;
        value = self.tails(begun, value);
        if self.tongue == Tongue::Template || self.tongue == Tongue::Php {
            value = self.filters(begun, value);
        }
        if negations % 2 == 1 {
            value = self.made(first, Node::Not(Box::new(value)));
        }
        Some(value)
    }

    pub(super) fn primary(&mut self) -> Option<Expr> {
        let first = self.at;
        let token = self.token()?;
        let word = token.span.slice(self.text);
        let node = match token.kind {
            Kind::Number | Kind::Mixed => Node::Constant,
            Kind::Text(span) => Node::Text(span),
            Kind::Symbol => Node::Text(Span { start: token.span.start + 1, end: token.span.end }),
            Kind::Words(span) => Node::List(words(span, self.text)),
            Kind::Name if is_constant(word) => Node::Constant,
            Kind::Name if self.tongue != Tongue::Helper && is_keyword(word) => return None,
            Kind::Name => Node::Path,
            Kind::Sign => {
                let close = match word {
                    "(" => ")",
                    "[" => "]",
                    "{" => "}",
                    _ => return None,
                };
                self.at += 1;
                return Some(self.grouped(first, close));
            }
        };
        self.at += 1;
        Some(self.made(first, node))
    }

    /// What stands in brackets.
    fn grouped(&mut self, first: usize, close: &str) -> Expr {
        if self.tongue == Tongue::Helper {
            return self.helper_in_brackets(first, close);
        }
        let mut list = self.list(close);
        let is_map = list.iter().any(|it| matches!(it.node, Node::Named(..) | Node::Map(_)));
        if close == ")" && self.is("=>") {
            return self.arrow(first);
        }
        if close == ")" && list.len() == 1 && !is_map {
            let mut only = list.remove(0);
            only.span = self.since(first);
            return only;
        }
        if close == "}" || close == "]" && self.tongue != Tongue::Script && is_map {
            let node = Node::Map(entries(list));
            return self.made(first, node);
        }
        self.made(first, Node::List(list))
    }

    /// The elements up to a closing bracket: expressions, `name: value`, `"key" => value`.
    pub(super) fn list(&mut self, close: &str) -> Vec<Expr> {
        let mut list = Vec::new();
        while self.token().is_some() && !self.eat(close) {
            let before = self.at;
            list.extend(self.element());
            if self.at == before {
                // A bracket that closes another: this one is never closed.
                if matches!(self.word(0), ")" | "]" | "}") {
                    return list;
                }
                self.at += 1;
            }
        }
        list
    }

    pub(super) fn element(&mut self) -> Option<Expr> {
        let first = self.at;
        if self.token()?.kind == Kind::Name && matches!(self.word(1), "=" | ":") {
            let name = self.token()?.span;
            self.at += 2;
            let value = self.expression()?;
            return Some(self.made(first, Node::Named(name, Box::new(value))));
        }
        let key = self.expression()?;
        if self.eat(":") || self.eat("=>") {
            let value = self.expression()?;
            return Some(self.made(first, Node::Map(vec![(key, value)])));
        }
        Some(key)
    }
}

/// The members of a map; what has no key is left out.
fn entries(list: Vec<Expr>) -> Vec<(Expr, Expr)> {
    let mut members = Vec::new();
    for element in list {
        match element.node {
            Node::Named(name, value) => {
                members.push((Expr { node: Node::Path, span: name }, *value));
            }
            Node::Map(pairs) => members.extend(pairs),
            _ => {}
        }
    }
    members
}

/// The words of `%w[a b]`.
fn words(span: Span, text: &str) -> Vec<Expr> {
    let inner = span.slice(text);
    let place = |word: &str| Span::of_slice(text, word);
    let words = inner.split_whitespace().filter_map(place);
    words.map(|span| Expr { node: Node::Text(span), span }).collect()
}

fn is_constant(word: &str) -> bool {
    matches!(
        word,
        "true"
            | "false"
            | "True"
            | "False"
            | "null"
            | "nil"
            | "none"
            | "None"
            | "undefined"
            | "TRUE"
            | "FALSE"
            | "NULL"
            | "blank"
            | "empty"
    )
}

pub(super) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "not"
            | "in"
            | "is"
            | "if"
            | "else"
            | "elif"
            | "elsif"
            | "unless"
            | "do"
            | "then"
            | "end"
            | "when"
            | "contains"
    )
}
