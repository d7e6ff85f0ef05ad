//! The marks that git leaves where two changes meet; they stand in files of any language.

use crate::text::place::Span;

/// The lines that mark conflicts, with their line ends: `<<<<<<< ours`, `=======`, `>>>>>>> theirs`.
/// Empty where no conflict begins: a row of equals signs alone may underline a heading.
pub fn markers(text: &str) -> Vec<Span> {
    if memchr::memmem::find(text.as_bytes(), b"<<<<<<< ").is_none() {
        return Vec::new();
    }
    let mut markers = Vec::new();
    let mut is_open = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with("<<<<<<< ");
        is_open |= begins;
        if begins || is_open && goes_on(line) {
            markers.push(Span::new(start, start + line.len()));
        }
        is_open &= !line.starts_with(">>>>>>> ");
        start += line.len();
    }
    markers
}

/// Whether a line by itself looks like a mark: seven of one of the four signs, for readers that stumble
/// over it.
pub fn is_marker(line: &str) -> bool {
    let is_row = |sign| line.chars().take_while(|&char| char == sign).count() == 7;
    ['<', '|', '=', '>'].into_iter().any(is_row)
}

/// Whether a line goes on with or ends a conflict.
fn goes_on(line: &str) -> bool {
    line.trim_end() == "=======" || line.starts_with("||||||| ") || line.starts_with(">>>>>>> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_conflict() {
        let text = "=======\n<<<<<<< HEAD\r\nours\r\n=======\r\ntheirs\n>>>>>>> theirs\n=======\n";
        let lines: Vec<_> = markers(text).into_iter().map(|it| it.slice(text)).collect();
        assert_eq!(lines, ["<<<<<<< HEAD\r\n", "=======\r\n", ">>>>>>> theirs\n"]);
        assert_eq!(markers("a <<<<<<< b\n======="), []);
    }
}
