//! What the format calls rules: the checks, each with its manual page.

use super::shape::{Configuration, Help, Rule, RuleProperties, Text};
use crate::checks::{self, Check};
use crate::finding::Level;

/// Every check, in the order of the manual, whether it found something or not: so a rule has the same
/// index in every report.
pub(super) fn rules() -> Vec<Rule> {
    checks::ALL.iter().map(|check| rule(check)).collect()
}

fn rule(check: &Check) -> Rule {
    let page = checks::page(check);
    Rule {
        id: check.id,
        name: in_one_word(check.id),
        short_description: sentence(check.title),
        full_description: Text { text: first_paragraph(&page) },
        help: Help { text: page.trim().to_owned(), markdown: page.trim().to_owned() },
        default_configuration: Configuration { level: check.level.id() },
        properties: RuleProperties {
            tags: &["terminology", "localization", "maintainability"],
            // Whether two names are confused is a judgement, and the others are comparisons.
            precision: if check.id == "confusable-names" { "medium" } else { "high" },
            problem_severity: match check.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "recommendation",
            },
        },
    }
}

/// `SplitName` for `split-name`.
fn in_one_word(id: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    id.split('-').map(word).collect()
}

/// A title as a sentence.
fn sentence(title: &str) -> Text {
    Text { text: format!("{}{}.", title[..1].to_uppercase(), &title[1..]) }
}

/// What a check finds, in a line: the first paragraph below its first heading.
fn first_paragraph(page: &str) -> String {
    let lines = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    let lines: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}
