//! Placeholders and inline markup of every dialect, told apart from plain text. A label's format is
//! not asked: `{name}` stands for a value wherever it stands.

use std::sync::LazyLock;

use regex::Regex;

/// Braces and tags longer than this are text: a bound on how far an open one is followed.
const LONGEST: usize = 512;

/// What begins at a place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A value put in at run time, this many bytes long.
    Value(usize),
    /// A tag inside a line, drawn as nothing.
    Tag(usize),
    /// A tag that breaks the line or begins a block.
    Break(usize),
    /// An escape or an entity: as many bytes for one character.
    Letter(usize, char),
}

/// The placeholder, tag or escape at the start of `rest`, which stands after `before` in its text.
pub(super) fn piece_at(rest: &str, before: Option<char>) -> Option<Piece> {
    match rest.as_bytes().first()? {
        b'{' => braced(rest).map(Piece::Value),
        b'<' => tag(rest),
        b'%' => percent(rest, before),
        b'$' | b'#' if rest[1..].starts_with('{') => {
            braced(&rest[1..]).map(|length| Piece::Value(length + 1))
        }
        b'$' if rest.starts_with("$t(") => parenthesized(rest).map(Piece::Value),
        b'$' => matched(&DOLLAR, rest).map(Piece::Value),
        b'@' if is_gap(before) => matched(&LINKED, rest).map(Piece::Value),
        b'#' => stands_alone(rest, before).then_some(Piece::Value(1)),
        b':' if is_gap(before) => matched(&COLON, rest).map(Piece::Value),
        b'_' => matched(&UNDERSCORES, rest).map(Piece::Value),
        b'&' => entity(rest),
        _ => None,
    }
}

/// Qt's `%1`, `%L1`, `%n`; `%(name)s`; Apple's `%#@name@` and `%arg`; printf with arguments by number,
/// flags, width and precision. The flag "space" is left out: nobody uses it, and "5 % done" would hold one.
static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^%(?:\w{2,}%|arg\b|(?:\d+\$)?#@[^@\s]+@|L?\d{1,2}\b|n\b|(?:\([^()\s]+\)|\d+\$)?[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGcCsSpaA@])",
    )
});

/// Chrome's `$NAME$`, and the `$name` of Dart and of shells.
static DOLLAR: LazyLock<Regex> = LazyLock::new(|| regex(r"^\$(?:[A-Za-z_][\w@]*\$|[a-z_]\w*)"));

/// Laravel's `:name`; an emoji's `:name:`.
static COLON: LazyLock<Regex> = LazyLock::new(|| regex(r"^:[A-Za-z_]\w*:?"));

/// vue-i18n's linked messages: `@:state.active`, `@.lower:state.active`, `@:(state.active)`.
static LINKED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^@(?:\.\w+)?:(?:\([^()\s]+\)|\{[^{}\s]+\}|\w+(?:\.\w+)*)"));

/// The `__name__` of i18next's first version.
static UNDERSCORES: LazyLock<Regex> = LazyLock::new(|| regex(r"^__[A-Za-z]+(?:_[A-Za-z]+)*__"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that tests compile")
}

fn matched(regex: &Regex, rest: &str) -> Option<usize> {
    regex.find(within_reach(rest)).map(|found| found.end())
}

/// Braces with what they hold, nested ones included.
fn braced(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in within_reach(rest).bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// i18next's `$t(key, { "count": 1 })`.
fn parenthesized(rest: &str) -> Option<usize> {
    within_reach(rest).find(')').map(|end| end + 1)
}

/// `<b>`, `</0>`, `<br/>`, `<%= name %>`; not `<1 week` and not `a < b`.
fn tag(rest: &str) -> Option<Piece> {
    let inner = rest[1..].trim_start_matches('/');
    if !inner.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '!' || c == '%') {
        return None;
    }
    let length = 2 + within_reach(&rest[1..]).find(['<', '>'])?;
    if !rest[..length].ends_with('>') {
        return None;
    }
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    Some(match name.to_ascii_lowercase().as_str() {
        "" => Piece::Value(length),
        "br" | "p" | "li" | "div" | "tr" | "td" => Piece::Break(length),
        _ => Piece::Tag(length),
    })
}

fn percent(rest: &str, before: Option<char>) -> Option<Piece> {
    if rest.starts_with("%%") {
        return Some(Piece::Letter(2, '%'));
    }
    if rest.starts_with("%{") {
        return braced(&rest[1..]).map(|length| Piece::Value(length + 1));
    }
    // "100%done" counts; it holds no value.
    if before.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    matched(&PERCENT, rest).map(Piece::Value)
}

/// ICU's `#`, the number of a plural: never part of "C#" or "#1".
fn stands_alone(rest: &str, before: Option<char>) -> bool {
    is_gap(before) && rest[1..].chars().next().is_none_or(|c| c.is_whitespace() || c == ')')
}

fn is_gap(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
}

fn entity(rest: &str) -> Option<Piece> {
    const ENTITIES: [(&str, char); 9] = [
        ("&amp;", '&'),
        ("&apos;", '\''),
        ("&gt;", '>'),
        ("&hellip;", '…'),
        ("&lt;", '<'),
        ("&mdash;", '—'),
        ("&nbsp;", ' '),
        ("&ndash;", '–'),
        ("&quot;", '"'),
    ];
    if rest.starts_with("&&") {
        return Some(Piece::Letter(2, '&'));
    }
    let (entity, letter) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity))?;
    Some(Piece::Letter(entity.len(), *letter))
}

fn within_reach(rest: &str) -> &str {
    &rest[..rest.floor_char_boundary(LONGEST)]
}
