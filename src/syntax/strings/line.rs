//! What a line of a `.strings` file looks like to a reader who has lost his way, and what parts lines.

use super::string::is_bare_byte;
use crate::syntax::conflict;

/// Whether a line begins with a comment, a key and its `=`, or a mark of a merge.
pub(super) fn begins_whole(line: &str) -> bool {
    let start = line.trim_start();
    start.starts_with("/*")
        || start.starts_with("//")
        || conflict::is_marker(line)
        || behind_key(start).is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// What follows the key that a line begins with.
fn behind_key(line: &str) -> Option<&str> {
    let Some(quote) = line.chars().next().filter(|char| matches!(char, '"' | '\'')) else {
        let bare = line.bytes().take_while(|&byte| is_bare_byte(byte)).count();
        return (bare > 0).then(|| &line[bare..]);
    };
    let mut rest = &line[1..];
    loop {
        let at = rest.find([quote, '\\'])?;
        let after = &rest[at + 1..];
        if rest[at..].starts_with(quote) {
            return Some(after);
        }
        let mut chars = after.chars();
        chars.next()?;
        rest = chars.as_str();
    }
}

/// The blanks of property lists.
pub(super) fn is_blank(char: char) -> bool {
    matches!(char, '\t'..='\r' | ' ' | '\u{2028}' | '\u{2029}')
}

/// What ends a comment of one line.
pub(super) fn ends_line(char: char) -> bool {
    matches!(char, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}
