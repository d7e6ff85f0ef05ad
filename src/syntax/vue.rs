//! Messages of vue-i18n: bars part the plural forms of a text. Knows neither plural rules nor which file is
//! whose, but tells what no other syntax writes.

use super::branch::Branch;

/// The forms of a message, by their number and with their places in `text`. A message without a bar
/// between blanks is one branch without a path.
pub fn branches(text: &str) -> Vec<Branch> {
    let mut forms = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 && is_between_blanks(text, at) => {
                forms.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    if forms.is_empty() || forms.len() >= MOST_FORMS {
        return Vec::from([Branch::plain(0..text.len())]);
    }
    forms.push(start..text.len());
    let trimmed = forms.into_iter().map(|form| {
        let said = &text[form.clone()];
        let start = form.start + (said.len() - said.trim_start().len());
        start..start + said.trim().len()
    });
    let numbered = trimmed.enumerate();
    numbered
        .map(|(number, piece)| Branch { path: number.to_string(), pieces: vec![piece] })
        .collect()
}

/// More forms than this no language has: the bars draw a table.
const MOST_FORMS: usize = 10;

fn is_between_blanks(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_whitespace) && text[at + 1..].starts_with(char::is_whitespace)
}

/// Whether something stands in a text that only vue-i18n writes: a linked message (`@:state.active`) or a
/// quoted sign (`{'@'}`).
pub fn is_told_by(text: &str) -> bool {
    let mut signs = text.match_indices(['@', '{']);
    signs.any(|(at, _)| is_link(&text[..at], &text[at..]) || is_quoted_sign(&text[at..]))
}

fn is_link(before: &str, rest: &str) -> bool {
    let stands_alone = !before.ends_with(char::is_alphanumeric);
    let Some(linked) = rest.strip_prefix('@').filter(|_| stands_alone) else { return false };
    let modified = linked.strip_prefix('.');
    let linked =
        modified.map_or(linked, |it| it.trim_start_matches(|c: char| c.is_ascii_lowercase()));
    let key = linked.strip_prefix(':').unwrap_or_default();
    key.starts_with(|first: char| first.is_alphabetic() || matches!(first, '(' | '{'))
}

fn is_quoted_sign(rest: &str) -> bool {
    let Some(quoted) = rest.strip_prefix("{'") else { return false };
    let signs = quoted.find(char::is_alphanumeric).map_or(quoted, |end| &quoted[..end]);
    signs.find("'}").is_some_and(|end| end > 0 && end < 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |branch: Branch| format!("{}={}", branch.path, &text[branch.pieces[0].clone()]);
        branches(text).into_iter().map(show).collect()
    }

    #[test]
    fn forms() {
        assert_eq!(read("żółw | {n} żółwie"), ["0=żółw", "1={n} żółwie"]);
        assert_eq!(read(" none |\none  | many "), ["0=none", "1=one", "2=many"]);
        for text in ["", "a|b", "a {'|'} b", "a {x | y} b", &"a | ".repeat(20)] {
            assert_eq!(read(text), [format!("={text}")]);
        }
    }

    #[test]
    fn what_only_vue_writes() {
        for text in ["@:a.b", "See @.lower:a", "(@:{'a.b'})", "me{'@'}x.pl", "a {' | '} b"] {
            assert!(is_told_by(text), "{text}");
        }
        for text in ["me@x.pl", "a@:b", "It's '{'literal'}'", "{''}", "@ : a", "@:", "{'", "@.a"] {
            assert!(!is_told_by(text), "{text}");
        }
    }
}
