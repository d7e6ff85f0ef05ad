//! As much of markup as finding tags of components takes: where a start tag ends, and which elements hold
//! no markup.

use memchr::memmem;

/// Behind the end tag of a script or a style that begins at `at`; `None` where none does, or it never ends.
pub(super) fn past_bare_text(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let name = ["script", "style"].into_iter().find(|name| {
        let end = at + 1 + name.len();
        bytes.get(at + 1..end).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
            && bytes
                .get(end)
                .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    })?;
    let close = match name {
        "script" => "</script",
        _ => "</style",
    };
    let begun = at + memchr::memchr(b'>', &bytes[at..])? + 1;
    if bytes[begun - 2] == b'/' {
        return Some(begun);
    }
    memmem::find(&bytes[begun..], close.as_bytes()).map(|length| begun + length)
}
