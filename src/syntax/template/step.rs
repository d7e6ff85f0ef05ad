//! What the statements of templates do: which branches they open, change and close, what they set and
//! show. One tag may do several things (`<% } else if (a) { %>`).

use super::code;
use super::{Form, Kind, Tag};
use crate::syntax::expression::Tongue;
use crate::text::place::Span;

/// One thing that a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Begins a block.
    Open(Block, Test),
    /// Another branch of the innermost block that has branches.
    Branch(Test),
    /// Ends the innermost block of a kind; of any kind for [`Block::Any`].
    Close(Block),
    /// An expression that is read for what it sets and asks a catalogue for.
    Run(Span),
    /// An expression whose value is shown.
    Show(Span),
    /// The text that the words of a translation tag begin with: `"Active" context "order"`.
    Translate(Span),
    /// The plural of a text for translators begins.
    Plural,
}

/// A kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A condition.
    If,
    /// Something that is repeated.
    Loop,
    /// A choice by the value of one expression.
    Switch,
    /// A text for translators.
    Text,
    /// A block whose name says that it holds code: `{% block extra_js %}`.
    Code,
    /// A block that decides nothing.
    Any,
}

/// What must hold in a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// An expression.
    Holds(Span),
    /// Two expressions side by side are equal: `ifequal a "b"`.
    Equal(Span),
    /// The expression of the switch around it is one of these.
    Cases(Span),
    /// The expression that the cases of a switch ask for. Stands in no case yet.
    Subject(Span),
    /// Something that names nothing: an else, a loop, a negation.
    Nothing,
    /// Nothing at all; the words that follow the name of a block.
    Clear(Span),
}

/// What a tag does. `tongue` is the language of code between `<%` and `%>`.
pub fn steps(text: &str, tag: &Tag, tongue: Tongue, each: &mut impl FnMut(Step)) {
    match (tag.form, tag.kind) {
        (Form::Erb, Kind::Output) if tongue == Tongue::Ruby => {
            code::opened_by_output(text, tag.inner, each);
        }
        (_, Kind::Comment | Kind::Output) => {}
        (Form::Erb, _) if tongue == Tongue::Ruby => code::ruby(text, tag.inner, each),
        (Form::Erb | Form::Php | Form::Script, _) => code::braced(text, tag.inner, each),
        (Form::Jinja, _) => jinja(text, tag.inner, each),
        (Form::Handlebars, _) => handlebars(text, tag.inner, each),
        (Form::Svelte, _) => svelte(text, tag.inner, each),
        (Form::Block, _) => angular(text, tag.inner, each),
        (Form::Piece, _) => piece(text, tag.inner, each),
    }
}

/// The first word of a span, and the rest.
pub(super) fn first_word(text: &str, span: Span) -> (&str, Span) {
    let span = trimmed(text, span);
    let said = span.slice(text);
    let length =
        said.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'_').count();
    let rest = Span { start: span.start + length as u32, end: span.end };
    (&said[..length], trimmed(text, rest))
}

/// A span without the blanks around it.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let said = span.slice(text);
    let start = span.end - said.trim_start().len() as u32;
    Span { start, end: (span.start + said.trim_end().len() as u32).max(start) }
}

fn jinja(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let said = inner.slice(text);
    let skipped =
        said.len() - said.trim_start_matches(['-', '+', '~', ' ', '\t', '\r', '\n']).len();
    let kept = said.trim_end_matches(['-', '+', '~', ' ', '\t', '\r', '\n']).len().max(skipped);
    let inner = Span { start: inner.start + skipped as u32, end: inner.start + kept as u32 };
    let (word, rest) = first_word(text, inner);
    match word {
        "if" => each(Step::Open(Block::If, Test::Holds(rest))),
        "ifequal" => each(Step::Open(Block::If, Test::Equal(rest))),
        "unless" | "ifnotequal" | "ifchanged" => each(Step::Open(Block::If, Test::Nothing)),
        "elif" | "elsif" | "elseif" => each(Step::Branch(Test::Holds(rest))),
        "else" => match first_word(text, rest) {
            ("if", condition) => each(Step::Branch(Test::Holds(condition))),
            _ => each(Step::Branch(Test::Nothing)),
        },
        "empty" | "default" => each(Step::Branch(Test::Nothing)),
        "endif" | "endunless" | "endifequal" | "endifnotequal" | "endifchanged" => {
            each(Step::Close(Block::If));
        }
        "for" | "tablerow" => each(Step::Open(Block::Loop, Test::Nothing)),
        "endfor" | "endtablerow" => each(Step::Close(Block::Loop)),
        "switch" => each(Step::Open(Block::Switch, Test::Subject(rest))),
        // Twig's cases name a value; Liquid's `case` is the switch.
        "case" if !rest.slice(text).starts_with(['"', '\'']) => {
            each(Step::Open(Block::Switch, Test::Subject(rest)));
        }
        "case" | "when" => each(Step::Branch(Test::Cases(rest))),
        "endcase" | "endswitch" => each(Step::Close(Block::Switch)),
        "set" | "assign" | "with" | "let" | "do" => each(Step::Run(rest)),
        "blocktrans" | "blocktranslate" => each(Step::Open(Block::Text, Test::Clear(rest))),
        "endblocktrans" | "endblocktranslate" | "endtrans" | "endtranslate" => {
            each(Step::Close(Block::Text));
        }
        "block" if holds_code(rest.slice(text)) => {
            each(Step::Open(Block::Code, Test::Clear(rest)));
        }
        "endblock" => each(Step::Close(Block::Code)),
        "pluralize" | "plural" => each(Step::Plural),
        "trans" | "translate" | "t" | "gettext" if opens_text(word, rest.slice(text)) => {
            each(Step::Open(Block::Text, Test::Clear(rest)));
        }
        "trans" | "translate" | "t" | "gettext" => each(Step::Translate(rest)),
        _ if rest.slice(text).contains(['"', '\'']) => each(Step::Run(rest)),
        _ => {}
    }
}

/// Whether the name of a block is that of code or of classes.
fn holds_code(name: &str) -> bool {
    let name = name.split_whitespace().next().unwrap_or("");
    name.split(['_', '-']).any(|word| {
        matches!(
            word,
            "js" | "javascript"
                | "script"
                | "scripts"
                | "extrascripts"
                | "css"
                | "style"
                | "styles"
                | "extrastyles"
                | "onbodyload"
                | "class"
                | "classes"
                | "classnames"
                | "bodyclass"
                | "coltype"
        )
    })
}

/// Whether a translation tag begins a text instead of holding it.
fn opens_text(word: &str, rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or("");
    word.starts_with("trans")
        && (matches!(first, "" | "with" | "from" | "into" | "trimmed" | "notrimmed" | "count")
            || rest.contains('=') && !rest.starts_with(['"', '\'']))
}

fn handlebars(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let said = inner.slice(text);
    let skipped = said.len() - said.trim_start_matches(['~', ' ']).len();
    let kept = said.trim_end_matches(['~', ' ']).len().max(skipped);
    let inner = Span { start: inner.start + skipped as u32, end: inner.start + kept as u32 };
    let said = inner.slice(text);
    let behind = |sign: usize| Span { start: inner.start + sign as u32, end: inner.end };
    match said.as_bytes().first() {
        Some(b'#') => helper_block(text, behind(1 + usize::from(said.starts_with("#*"))), each),
        Some(b'/') => each(Step::Close(Block::Any)),
        Some(b'^') if said.len() == 1 => each(Step::Branch(Test::Nothing)),
        Some(b'^') => each(Step::Open(Block::If, Test::Nothing)),
        Some(b'>') => {}
        _ => match first_word(text, behind(4.min(said.len()))) {
            ("if", condition) => each(Step::Branch(Test::Holds(condition))),
            ("" | "unless" | "each" | "with", _) => each(Step::Branch(Test::Nothing)),
            _ => each(Step::Branch(Test::Holds(trimmed(text, behind(4))))),
        },
    }
}

fn helper_block(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let inner = trimmed(text, inner);
    let said = inner.slice(text);
    let name = said.split_whitespace().next().unwrap_or("");
    let rest = trimmed(text, Span { start: inner.start + name.len() as u32, end: inner.end });
    let open = |block, test| Step::Open(block, test);
    each(match name {
        "if" => open(Block::If, Test::Holds(rest)),
        "unless" | "unlessEq" | "neq" | "ne" | "isnt" | "ifNotEq" | "unlessEquals" => {
            open(Block::If, Test::Nothing)
        }
        "each" | "foreach" | "get" | "each-in" | "for" => open(Block::Loop, Test::Nothing),
        "switch" => open(Block::Switch, Test::Subject(rest)),
        "case" => open(Block::If, Test::Cases(rest)),
        "default" => open(Block::If, Test::Nothing),
        "eq" | "ifEq" | "is" | "if_eq" | "ifEquals" | "equal" | "equals" | "ifeq" | "compare"
        | "match" | "if-equal" | "ifCond" | "when" => open(Block::If, Test::Holds(inner)),
        "with" | "let" | "contentFor" | "block" | "layout" => open(Block::Any, Test::Clear(rest)),
        _ if rest.is_empty() && !name.contains('-') => open(Block::If, Test::Holds(inner)),
        _ => open(Block::Any, Test::Clear(rest)),
    });
}

fn svelte(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let inner = trimmed(text, inner);
    let behind = Span { start: inner.start + 1, end: inner.end };
    let (word, rest) = first_word(text, behind);
    match (inner.slice(text).as_bytes().first(), word) {
        (Some(b'#'), "if") => each(Step::Open(Block::If, Test::Holds(rest))),
        (Some(b'#'), "each") => each(Step::Open(Block::Loop, Test::Nothing)),
        (Some(b'#'), "await") => each(Step::Open(Block::If, Test::Nothing)),
        (Some(b'#'), _) => each(Step::Open(Block::Any, Test::Clear(rest))),
        (Some(b':'), "else") => match first_word(text, rest) {
            ("if", condition) => each(Step::Branch(Test::Holds(condition))),
            _ => each(Step::Branch(Test::Nothing)),
        },
        (Some(b':'), _) => each(Step::Branch(Test::Nothing)),
        (Some(b'/'), "if" | "await") => each(Step::Close(Block::If)),
        (Some(b'/'), "each") => each(Step::Close(Block::Loop)),
        (Some(b'/'), _) => each(Step::Close(Block::Any)),
        (Some(b'@'), "const") => each(Step::Run(rest)),
        _ => {}
    }
}

fn angular(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let said = inner.slice(text);
    if said.is_empty() {
        each(Step::Close(Block::Any));
        return;
    }
    let (word, rest) = first_word(text, inner);
    let (second, behind) = first_word(text, rest);
    let condition = in_brackets(text, if second == "if" { behind } else { rest });
    each(match (word, second) {
        ("if", _) | ("else", "if") => Step::Open(Block::If, Test::Holds(condition)),
        ("switch", _) => Step::Open(Block::Switch, Test::Subject(condition)),
        ("case", _) => Step::Open(Block::If, Test::Cases(condition)),
        ("for", _) => Step::Open(Block::Loop, Test::Nothing),
        _ => Step::Open(Block::If, Test::Nothing),
    });
}

/// What stands in the brackets that a span is, up to its first semicolon.
fn in_brackets(text: &str, span: Span) -> Span {
    let said = span.slice(text);
    let end = said.rfind(')').unwrap_or(said.len());
    let start = said.find('(').map_or(0, |start| start + 1).min(end);
    let end = said[start..end].find(';').map_or(end, |semicolon| start + semicolon);
    trimmed(text, Span { start: span.start + start as u32, end: span.start + end as u32 })
}

/// A piece of an expression between markup: `cond && (`, `) : (`, `)}`.
fn piece(text: &str, inner: Span, each: &mut impl FnMut(Step)) {
    let span = trimmed(text, inner);
    let said = span.slice(text);
    let body = said.trim_start_matches([')', ']', ' ', '\n', '\t', '\r', ',', ';']);
    let closes_choice = body.starts_with(':');
    let start = span.start + (said.len() - body.trim_start_matches(':').len()) as u32;
    let open = said.trim_end_matches(['(', ' ', '\n', '\t', '\r', '[']);
    let end = span.start + open.len() as u32;
    let condition = |signs: u32| trimmed(text, Span { start, end: (end - signs).max(start) });
    // A piece that goes on behind markup ends what held there.
    if !closes_choice && body.len() < said.len() || said.is_empty() || body.is_empty() {
        each(Step::Close(Block::If));
    }
    let (ends_and, ends_question) = (open.ends_with("&&"), open.ends_with('?'));
    if closes_choice && !ends_question && !ends_and {
        each(Step::Branch(Test::Nothing));
    } else if closes_choice {
        each(Step::Branch(Test::Holds(condition(if ends_and { 2 } else { 1 }))));
    } else if ends_and {
        each(Step::Open(Block::If, Test::Holds(condition(2))));
    } else if ends_question {
        each(Step::Open(Block::If, Test::Holds(condition(1))));
    } else if !body.is_empty() {
        each(Step::Open(Block::If, Test::Nothing));
    }
}
