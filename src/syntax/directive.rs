//! What a comment tells canonym: `canonym: state=proposal.active`, `canonym: waive split-name, reason`.
//! Knows the words, not the places: what a comment speaks of is decided by who reads the file.

use crate::label::MENTION;

/// One line of a comment that speaks to canonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive<'t> {
    /// `state=proposal.active`: what the entry names.
    State(&'t str),
    /// `waive CHECK..., REASON`: what may say nothing, and how far.
    Waive {
        /// How far it reaches.
        reach: Reach,
        /// The checks.
        checks: Vec<&'t str>,
        /// Why.
        reason: &'t str,
    },
    /// `waive-end`: where the region that began last ends.
    WaiveEnd,
    /// Something else, and what is wrong with it.
    Wrong(String),
}

/// How far a waiver in a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To what the comment speaks of.
    Here,
    /// To the next `waive-end`.
    Region,
    /// To the whole file.
    File,
}

/// The words that may follow `canonym:`.
const WORDS: &str = "state=SYSTEM.STATE, waive CHECK, REASON, waive-begin, waive-end or waive-file";

/// The directives of a comment, one a line. A line speaks to canonym if it begins with its name, after
/// blanks and the signs that comments put before their lines.
pub fn directives(comment: &str) -> impl Iterator<Item = Directive<'_>> {
    comment.lines().filter_map(spoken).map(directive)
}

/// The lines of a comment that are no directives; `None` if no other says anything.
pub fn without_directives(comment: &str) -> Option<String> {
    let lines: Vec<_> = comment.lines().filter(|line| spoken(line).is_none()).collect();
    let rest = lines.join("\n");
    (!rest.trim().is_empty()).then_some(rest)
}

/// What a line tells canonym, if it speaks to it.
fn spoken(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '\t', '*', '#', '/', '.']);
    line.strip_prefix(MENTION).map(str::trim)
}

fn directive(text: &str) -> Directive<'_> {
    if let Some(value) =
        text.strip_prefix("state").map(str::trim_start).and_then(|it| it.strip_prefix('='))
    {
        let id = value.split_whitespace().next().unwrap_or("").trim_end_matches([',', ';']);
        return match id.split_once('.') {
            Some((system, state)) if !system.is_empty() && !state.is_empty() => {
                Directive::State(id)
            }
            _ => Directive::Wrong(format!("`canonym: state={id}` names no SYSTEM.STATE")),
        };
    }
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let reach = match word {
        "waive" => Reach::Here,
        "waive-begin" => Reach::Region,
        "waive-file" => Reach::File,
        "waive-end" => return Directive::WaiveEnd,
        _ => return Directive::Wrong(format!("`canonym: {word}` says nothing: write {WORDS}")),
    };
    let (checks, reason) = rest.split_once(',').unwrap_or((rest, ""));
    let checks: Vec<_> = checks.split_whitespace().collect();
    if checks.is_empty() || reason.trim().is_empty() {
        return Directive::Wrong(format!(
            "a waiver needs a check and a reason: `canonym: {word} split-name, the legal text keeps it`"
        ));
    }
    Directive::Waive { reach, checks, reason: reason.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_of_comments() {
        let waive = |reach, checks: &[&'static str]| Directive::Waive {
            reach,
            checks: checks.to_vec(),
            reason: "a reason, with a comma",
        };
        for (comment, expected) in [
            ("canonym: state=proposal.active", Directive::State("proposal.active")),
            (" * canonym: state = a.b since 2020 ", Directive::State("a.b")),
            (
                "canonym: waive split-name, a reason, with a comma",
                waive(Reach::Here, &["split-name"]),
            ),
            (
                "## canonym:waive-begin split-name shared-name , a reason, with a comma",
                waive(Reach::Region, &["split-name", "shared-name"]),
            ),
            ("Seen on help.\ncanonym: waive-end", Directive::WaiveEnd),
        ] {
            assert_eq!(directives(comment).collect::<Vec<_>>(), [expected], "{comment}");
        }
        for wrong in [
            "canonym: state=",
            "canonym: state=active",
            "canonym: waive",
            "canonym: waive split-name",
            "canonym: ignore",
            "canonym:",
        ] {
            let found: Vec<_> = directives(wrong).collect();
            assert!(matches!(found[..], [Directive::Wrong(_)]), "{wrong}");
        }
    }

    #[test]
    fn what_is_left_of_a_comment() {
        for (comment, rest) in [
            ("Seen on help.\n canonym: waive x, y\nTwice.", Some("Seen on help.\nTwice.")),
            ("see canonym: the linter", Some("see canonym: the linter")),
            ("canonym: state=a.b\n\ncanonym: nothing", None),
            ("", None),
        ] {
            assert_eq!(without_directives(comment).as_deref(), rest, "{comment}");
        }
    }

    #[test]
    fn speaking_of_canonym_is_not_speaking_to_it() {
        for comment in ["see canonym: the linter", "canonym finds this", "", "Canonym: x"] {
            assert_eq!(directives(comment).count(), 0, "{comment}");
        }
    }
}
