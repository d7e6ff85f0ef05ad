//! Source texts that are names of a program: catalogues of every format are keyed by them too, and their
//! translations are then read as in a file without source texts.

use std::borrow::Cow;

/// Whether the source texts of a file are names of a program, but for a few texts: no blank in two
/// thirds, and in at least two; in half of all a sign between letters.
pub(super) fn are_symbols<'t>(sources: impl Iterator<Item = Cow<'t, str>>) -> bool {
    let (mut count, mut names, mut joined) = (0, 0, 0);
    for source in sources {
        let is_name = is_name(&source);
        count += 1;
        names += usize::from(is_name);
        joined += usize::from(is_name && is_joined(&source));
    }
    names >= 2 && names * 3 >= count * 2 && joined * 2 >= count
}

/// Whether a source text may be a name of a program: no blank stands in it.
pub(super) fn is_name(source: &str) -> bool {
    !source.contains(char::is_whitespace)
}

/// Whether a sign that joins names stands between letters.
fn is_joined(source: &str) -> bool {
    let is_between = |at: usize| {
        source[..at].ends_with(char::is_alphabetic)
            && source[at + 1..].starts_with(char::is_alphabetic)
    };
    source.match_indices(['.', '_', ':']).any(|(at, _)| is_between(at))
}
