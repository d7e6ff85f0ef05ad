//! Laravel's plurals: `{0} None|[1,19] Some|[20,*] Many`, and `apple|apples`. Knows no plural rules.

use std::ops::Range;

use crate::syntax::branch::Branch;

/// No language has more plural forms.
const MOST_FORMS: usize = 6;
/// Nobody writes as many conditions; each branch repeats the key.
const MOST_CONDITIONS: usize = 64;

/// The branches of a text, with their places in it. One without a choice is one branch without a path.
pub(super) fn branches(text: &str) -> Vec<Branch> {
    let parts = parts(text);
    let conditions: Vec<_> = parts.iter().map(|part| condition(&text[part.clone()])).collect();
    let is_choice = conditions.iter().any(Option::is_some) || are_forms(text, &parts);
    if !(2..=MOST_CONDITIONS).contains(&parts.len()) || !is_choice {
        return vec![Branch::plain(0..text.len())];
    }
    let names = if parts.len() == 2 { &["one", "other"][..] } else { &[] };
    let mut branches = Vec::with_capacity(parts.len());
    for (at, (part, condition)) in parts.into_iter().zip(conditions).enumerate() {
        let name = names.get(at).map_or_else(|| at.to_string(), ToString::to_string);
        let (path, behind) = condition.unwrap_or((name, 0));
        branches.push(Branch { path, pieces: vec![trimmed(text, part.start + behind..part.end)] });
    }
    branches
}

/// What stands between the bars.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let parts = text.split('|').map(|part| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    });
    parts.collect()
}

/// Whether parts without conditions are forms of one text. Words with a bar and blanks between them are a
/// list: "Yes | No".
fn are_forms(text: &str, parts: &[Range<usize>]) -> bool {
    let is_form = |part: &Range<usize>| {
        let part = &text[part.clone()];
        !part.is_empty() && part.trim() == part
    };
    parts.len() <= MOST_FORMS && parts.iter().all(is_form)
}

/// The name of the branch that begins with `{0}` or `[1,19]`, and the length of that.
fn condition(part: &str) -> Option<(String, usize)> {
    let inside = part.trim_start().strip_prefix(['{', '['])?;
    let end = inside.find(['[', ']', '{', '}'])?;
    let length = part.len() - inside.len() + end + 1;
    let is_limit = |limit: &str| limit == "*" || limit.parse::<i64>().is_ok();
    if !inside[end..].starts_with([']', '}']) {
        return None;
    }
    let name = match inside[..end].split_once(',') {
        None => format!("={}", Some(inside[..end].trim()).filter(|limit| is_limit(limit))?),
        Some((from, to)) => {
            let (from, to) = (from.trim(), to.trim());
            (is_limit(from) && is_limit(to)).then_some(())?;
            format!("{}..{}", from.trim_matches('*'), to.trim_matches('*'))
        }
    };
    Some((name, length))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.end - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |branch: Branch| format!("{}={}", branch.path, &text[branch.pieces[0].clone()]);
        branches(text).into_iter().map(show).collect()
    }

    #[test]
    fn conditions() {
        assert_eq!(
            read("{0} Żadnych|[1,19]Kilka|[20,*] Wiele :count| reszta"),
            ["=0=Żadnych", "1..19=Kilka", "20..=Wiele :count", "3=reszta"]
        );
        assert_eq!(read("{1}one|[*,-1] less"), ["=1=one", "..-1=less"]);
    }

    #[test]
    fn forms() {
        assert_eq!(read("plik|pliki"), ["one=plik", "other=pliki"]);
        assert_eq!(read("plik|pliki|plików"), ["0=plik", "1=pliki", "2=plików"]);
    }

    #[test]
    fn no_choice() {
        for text in [
            "",
            "Wysłane",
            "Tak | Nie",
            "|a",
            "a|",
            "{name}|",
            "a|b|c|d|e|f|g",
            "{0} x",
            "[x] a | [y] b",
        ] {
            assert_eq!(read(text), [format!("={text}")]);
        }
    }
}
