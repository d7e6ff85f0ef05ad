//! The expressions that templates hold: what Jinja, Liquid, Twig, Ruby, PHP, JavaScript and Handlebars
//! share of paths, strings, comparisons, choices, calls and maps, with places. Tolerant: what it does not
//! know becomes [`Node::Other`]. Knows no statement and no meaning of a name.

mod helper;
mod lexer;
mod parser;
mod tails;

use crate::text::place::Span;

/// Which language's habits an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Jinja, Django, Nunjucks, Twig, Liquid: `a == "b" and c|lower`.
    Template,
    /// JavaScript, with the pipes of Angular: `a === 'b' && c | translate`.
    Script,
    /// `order.shipped? ? t(".a") : "b"`
    Ruby,
    /// `$a->b === 'c'`
    Php,
    /// `"a" if b == "c" else d`, with comments behind `#`.
    Python,
    /// Handlebars: the helper first, then what it is given.
    Helper,
}

/// An expression and where it stands.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// All of it.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug)]
pub enum Node {
    /// A name or a chain of them: `a.b`, `$a->b`, `A::B`.
    Path,
    /// A string; the span within its quotes, or a symbol without its colon.
    Text(Span),
    /// A string in which the program puts something, a number, `true`, `null`.
    Constant,
    /// `a.b(c, d)`
    Call(Box<Expr>, Vec<Expr>),
    /// An argument with a name: `count: 1`.
    Named(Span, Box<Expr>),
    /// `a | b(c)`: the value, the filter's name, what it is given.
    Filter(Box<Expr>, Span, Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// Two expressions.
    Pair(Pair, Box<Expr>, Box<Expr>),
    /// `a ? b : c`, `b if a else c`: the condition, then what it decides between.
    Choice(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// Keys and values.
    Map(Vec<(Expr, Expr)>),
    /// `[a, b]`, `(a, b)`
    List(Vec<Expr>),
    /// `a[b]`
    Index(Box<Expr>, Box<Expr>),
    /// `a.b` of something that is no path: the receiver and the name.
    Member(Box<Expr>, Span),
    /// A name that is set.
    Set(Span, Box<Expr>),
    /// Something else, with the expressions in it.
    Other(Vec<Expr>),
}

/// How two expressions stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// Both must hold.
    And,
    /// One is enough; of values: the other where the first is missing.
    Or,
    /// They are equal.
    Equal,
    /// One is in the list that the other is.
    In,
    /// Any other comparison, a sum.
    Other,
}

impl Expr {
    /// The string that it is.
    pub fn text(&self) -> Option<Span> {
        if let Node::Text(span) = self.node { Some(span) } else { None }
    }
}

/// Reads the expression in `span`; what stands behind it is left out.
pub fn parse(text: &str, span: Span, tongue: Tongue) -> Option<Expr> {
    parser::parse(text, span, tongue)
}

/// Reads the expressions that commas or blanks part: `"a", b with c=d`.
pub fn parse_list(text: &str, span: Span, tongue: Tongue) -> Vec<Expr> {
    parser::parse_list(text, span, tongue)
}

#[cfg(test)]
mod tests;
