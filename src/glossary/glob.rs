//! Globs over key paths: `*` within a segment, `**` across segments, `{state}` any spelling of a
//! state; every other character is plain. Knows nothing of states: `{state}` is reported as what it
//! stood for.
//!
//! A glob is matched by following the set of positions reachable token by token: no backtracking,
//! whatever a hostile glob looks like.

use crate::label::SEPARATOR;

/// Keys of more bytes match nothing: no person writes them, and they would cost much.
const LONGEST_KEY: usize = 256;

/// Contexts and descriptions of more bytes match nothing: formats cut longer ones.
const LONGEST_TEXT: usize = 2048;

/// A compiled glob.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Glob {
    tokens: Vec<Token>,
    written: Box<str>,
    /// How long what it matches may be, in bytes.
    longest: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Token {
    /// These bytes; dots have become [`SEPARATOR`].
    Plain(Box<str>),
    /// `*`: any characters of one segment, or none.
    Star,
    /// `**` with the dots beside it, so that `**.x` matches `x` and `a.**.b` matches `a.b`: nothing,
    /// or anything that begins (`opens`) and ends (`closes`) with a separator where a dot stood.
    Across { opens: bool, closes: bool },
    /// `{state}`: one or more characters of one segment.
    State,
}

/// How many readings of `{state}` are told of one key; a sensible pattern has one or two.
const MOST_VALUES: usize = 64;

impl Glob {
    /// Compiles a glob over key paths as people write it, with dots between segments.
    pub fn new(written: &str) -> Self {
        Self::compile(written, SEPARATOR, LONGEST_KEY)
    }

    /// Compiles a glob over a context or a description, where a dot is a dot.
    pub fn over_text(written: &str) -> Self {
        Self::compile(written, '.', LONGEST_TEXT)
    }

    fn compile(written: &str, dot: char, longest: usize) -> Self {
        let mut tokens = Vec::new();
        let mut rest = written;
        while !rest.is_empty() {
            let (token, length) = next_token(rest, tokens.is_empty(), dot);
            match (tokens.last_mut(), token) {
                (Some(Token::Plain(before)), Token::Plain(more)) => {
                    *before = format!("{before}{more}").into();
                }
                (_, token) => tokens.push(token),
            }
            rest = &rest[length..];
        }
        Self { tokens, written: written.into(), longest }
    }

    /// The glob as written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether `{state}` stands in it.
    pub fn has_state(&self) -> bool {
        self.tokens.contains(&Token::State)
    }

    /// Whether it is a key path itself, without wildcards.
    pub fn is_exact(&self) -> bool {
        self.tokens.iter().all(|token| matches!(token, Token::Plain(_)))
    }

    /// The longest run of plain characters every match holds; empty if there is none.
    pub fn literal(&self) -> &str {
        let plain = self.tokens.iter().filter_map(|token| match token {
            Token::Plain(text) => Some(&**text),
            _ => None,
        });
        plain.max_by_key(|text| text.len()).unwrap_or("")
    }

    /// Whether the whole of `key` (segments joined by [`SEPARATOR`]) matches.
    pub fn matches(&self, key: &str) -> bool {
        // Most texts lack a word of the glob: cheaper to see than to match.
        if key.len() > self.longest || !key.contains(self.literal()) {
            return false;
        }
        let forward = self.forward(key);
        forward[self.tokens.len()][key.len()]
    }

    /// What `{state}` can stand for in `key`: every reading of it, longest first. Empty where `key`
    /// does not match or the glob has no `{state}`.
    pub fn state_values<'k>(&self, key: &'k str) -> Vec<&'k str> {
        if !self.has_state() || !self.matches(key) {
            return Vec::new();
        }
        let forward = self.forward(key);
        let backward = self.backward(key);
        let mut values = Vec::new();
        for (at, _) in self.tokens.iter().enumerate().filter(|(_, token)| **token == Token::State) {
            let follows_star = at > 0 && self.tokens[at - 1] == Token::Star;
            let precedes_star = self.tokens.get(at + 1) == Some(&Token::Star);
            let starts = positions(&forward[at]);
            for start in starts.filter(|&start| !follows_star || begins_word(key, start)) {
                let ends = segment_ends(key, start).filter(|&end| backward[at + 1][end]);
                let ends = ends.filter(|&end| !precedes_star || ends_word(key, end));
                values.extend(ends.map(|end| &key[start..end]));
            }
        }
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        values.dedup();
        values.truncate(MOST_VALUES);
        values
    }

    /// For each token, the positions of `key` where it can begin; then those where the last can end.
    fn forward(&self, key: &str) -> Vec<Vec<bool>> {
        let mut reached = vec![vec![false; key.len() + 1]; self.tokens.len() + 1];
        reached[0][0] = true;
        for (at, token) in self.tokens.iter().enumerate() {
            let (before, after) = reached.split_at_mut(at + 1);
            token.step(key, &before[at], &mut after[0]);
        }
        reached
    }

    /// For each token, the positions of `key` from which it and all that follow can match to the end.
    fn backward(&self, key: &str) -> Vec<Vec<bool>> {
        let mut reaching = vec![vec![false; key.len() + 1]; self.tokens.len() + 1];
        reaching[self.tokens.len()][key.len()] = true;
        for (at, token) in self.tokens.iter().enumerate().rev() {
            for start in (0..=key.len()).filter(|&start| key.is_char_boundary(start)) {
                let mut from = vec![false; key.len() + 1];
                from[start] = true;
                let mut to = vec![false; key.len() + 1];
                token.step(key, &from, &mut to);
                reaching[at][start] = positions(&to).any(|end| reaching[at + 1][end]);
            }
        }
        reaching
    }
}

impl Token {
    /// Marks in `to` where this token can end when it begins at a position marked in `from`.
    fn step(&self, key: &str, from: &[bool], to: &mut [bool]) {
        match self {
            Self::Plain(text) => {
                for start in positions(from).filter(|&start| key[start..].starts_with(&**text)) {
                    to[start + text.len()] = true;
                }
            }
            Self::Star => spread(key, from, to, false),
            Self::State => spread(key, from, to, true),
            Self::Across { opens, closes } => {
                for start in positions(from) {
                    // One dot of `a.**.b` is the separator itself; a lone one goes with the stars.
                    to[start] |= !(*opens && *closes);
                    if *opens && !key[start..].starts_with(SEPARATOR) {
                        continue;
                    }
                    for end in start + 1..=key.len() {
                        to[end] |= key.is_char_boundary(end)
                            && (!closes || key[..end].ends_with(SEPARATOR));
                    }
                    if !opens {
                        break; // what a later start reaches, this one has
                    }
                }
            }
        }
    }
}

/// Marks every position up to the end of the segment that a marked one stands in; with `some`, at
/// least one character on.
fn spread(key: &str, from: &[bool], to: &mut [bool], some: bool) {
    let mut open = false;
    for at in (0..=key.len()).filter(|&at| key.is_char_boundary(at)) {
        to[at] |= open || (from[at] && !some);
        open = (open || from[at]) && !key[at..].starts_with(SEPARATOR);
    }
}

/// Where a run of one or more characters from `start` can end within its segment.
fn segment_ends(key: &str, start: usize) -> impl Iterator<Item = usize> + '_ {
    let segment = key[start..].split(SEPARATOR).next().unwrap_or("");
    segment.char_indices().map(move |(at, char)| start + at + char.len_utf8())
}

/// Whether a word begins at a place. Beside a star a spelling begins and ends where words do, so that
/// `*{state}` does not find `active` in `inactive`.
fn begins_word(key: &str, at: usize) -> bool {
    key[at..].starts_with(char::is_alphanumeric) && parts_words(key, at)
}

fn ends_word(key: &str, at: usize) -> bool {
    key[..at].ends_with(char::is_alphanumeric) && parts_words(key, at)
}

/// Whether no word of an identifier or a text goes on across a place.
fn parts_words(key: &str, at: usize) -> bool {
    let (before, after) = (key[..at].chars().next_back(), key[at..].chars().next());
    let (Some(before), Some(after)) = (before, after) else { return true };
    !before.is_alphanumeric()
        || !after.is_alphanumeric()
        || before.is_lowercase() && after.is_uppercase()
        || before.is_numeric() != after.is_numeric()
}

fn positions(marked: &[bool]) -> impl Iterator<Item = usize> + '_ {
    marked.iter().enumerate().filter(|(_, marked)| **marked).map(|(at, _)| at)
}

/// The token at the start of `rest` and how many bytes of it are used.
fn next_token(rest: &str, first: bool, dot: char) -> (Token, usize) {
    let across = |opens, closes, length| (Token::Across { opens, closes }, length);
    if rest.starts_with(".**.") {
        return across(true, true, 4);
    }
    if rest == ".**" {
        return across(true, false, 3);
    }
    if first && rest.starts_with("**.") {
        return across(false, true, 3);
    }
    if rest.starts_with("**") {
        return across(false, false, 2);
    }
    if rest.starts_with("{state}") {
        return (Token::State, "{state}".len());
    }
    if rest.starts_with('*') {
        return (Token::Star, 1);
    }
    let char = rest.chars().next().expect("the caller checked that something is left");
    let plain = if char == '.' { dot } else { char };
    (Token::Plain(plain.to_string().into()), char.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Key;

    fn matches(glob: &str, key: &str) -> bool {
        Glob::new(glob).matches(Key::from_dotted(key).joined())
    }

    fn values(glob: &str, key: &str) -> Vec<String> {
        let key = Key::from_dotted(key);
        Glob::new(glob).state_values(key.joined()).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn stars_stay_within_a_segment() {
        assert!(matches("stats.*.sent", "stats.bar.sent"));
        assert!(matches("state-a-*", "state-a-12"));
        assert!(matches("a*c", "ac"));
        assert!(!matches("stats.*", "stats.bar.sent"));
        assert!(!matches("state-a-*", "x.state-a-1"));
    }

    #[test]
    fn double_stars_cross_segments() {
        for (glob, key) in [
            ("**.sent", "sent"),
            ("**.sent", "a.b.sent"),
            ("a.**.b", "a.b"),
            ("a.**.b", "a.x.y.b"),
            ("a.**", "a"),
            ("a.**", "a.b.c"),
            ("**", "anything.at.all"),
            ("a.**.b.**.c", "a.b.b.x.c"),
        ] {
            assert!(matches(glob, key), "{glob} {key}");
        }
        for (glob, key) in
            [("**.sent", "a.unsent"), ("a.**", "ab"), ("a.**.b", "a.xb"), ("**.b.c", "a.c")]
        {
            assert!(!matches(glob, key), "{glob} {key}");
        }
    }

    #[test]
    fn what_state_stands_for() {
        assert_eq!(values("my-proposals-{state}", "my-proposals-in-review"), ["in-review"]);
        assert_eq!(values("stats.bar.{state}", "stats.bar.sent"), ["sent"]);
        assert_eq!(values("stats.bar.{state}", "stats.bar.sent.hint"), Vec::<String>::new());
        assert_eq!(values("*{state}", "inactive"), ["inactive"]);
        assert_eq!(values("*{state}", "orderInReview"), ["orderInReview", "InReview", "Review"]);
        assert_eq!(
            values("*{state}*", "a sent one"),
            ["a sent one", "sent one", "a sent", "sent", "one", "a"]
        );
        assert_eq!(values("{state}-label", "sent-label"), ["sent"]);
        assert_eq!(values("**.status.{state}", "status.x"), ["x"]);
        assert_eq!(values("é{state}ü", "éßü"), ["ß"]);
    }

    #[test]
    fn plain_characters_are_plain() {
        assert!(matches("a?[b]{c}", "a?[b]{c}"));
        assert!(!matches("a?", "ab"));
        assert!(Glob::new("a.b").is_exact());
        assert_eq!(Glob::new("**.orders-{state}").literal(), "orders-");
    }
}
