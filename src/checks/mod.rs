//! Shelf 2: the checks. One file a check; [`ALL`] is the list. A check reads the index and returns
//! findings; it knows no files, no waivers and no style.

/// Declares a check whose doc comment is its manual page.
macro_rules! check {
    ($(#[doc = $line:literal])* $id:literal, $title:literal, $level:expr, $on:ident($run:path)) => {
        $(#[doc = $line])*
        pub static CHECK: super::Check =
            super::Check {
                id: $id,
                title: $title,
                docs: concat!($($line, "\n"),*),
                level: $level,
                run: super::Run::$on($run),
            };
    };
}

mod adding;
mod compose;
mod merged;
pub use crate::glossary::table::toml_text;
pub use adding::lines_to_add;
pub mod accessible_name;
pub mod confusable_names;
pub mod deprecated_term;
pub mod idle_state;
pub mod shared_name;
pub mod split_name;
pub mod stale_baseline;
pub mod stale_waiver;
pub mod unknown_state;
pub mod unreadable_file;

use crate::baseline::Entry;
use crate::finding::{Finding, Level};
use crate::index::Index;
use crate::permission::Stale;

/// Code that looks for one kind of trouble.
pub struct Check {
    /// The name in reports and settings: `split-name`.
    pub id: &'static str,
    /// One line for people.
    pub title: &'static str,
    /// The manual page, in Markdown.
    pub docs: &'static str,
    /// The highest level it reports at.
    pub level: Level,
    /// Looks.
    pub run: Run,
}

/// What a check looks at.
pub enum Run {
    /// What labels call their states.
    Names(fn(&Index<'_>) -> Vec<Finding>),
    /// Permissions that permit nothing.
    Permissions(fn(&[Stale<'_>]) -> Vec<Finding>),
    /// Entries of the baseline that hold nothing.
    Baseline(fn(&[&Entry]) -> Vec<Finding>),
}

/// The findings of all checks that look at names.
pub fn of_names(index: &Index<'_>) -> Vec<Finding> {
    let run =
        |check: &&Check| if let Run::Names(run) = check.run { run(index) } else { Vec::new() };
    ALL.iter().flat_map(run).collect()
}

/// The findings of all checks that look at permissions.
pub fn of_permissions(stale: &[Stale<'_>]) -> Vec<Finding> {
    let run = |check: &&Check| match check.run {
        Run::Permissions(run) => run(stale),
        Run::Names(_) | Run::Baseline(_) => Vec::new(),
    };
    ALL.iter().flat_map(run).collect()
}

/// The findings of all checks that look at a baseline.
pub fn of_baseline(left: &[&Entry]) -> Vec<Finding> {
    let run = |check: &&Check| match check.run {
        Run::Baseline(run) => run(left),
        Run::Names(_) | Run::Permissions(_) => Vec::new(),
    };
    ALL.iter().flat_map(run).collect()
}

/// Every check, in the order of the manual.
pub static ALL: &[&Check] = &[
    &split_name::CHECK,
    &shared_name::CHECK,
    &confusable_names::CHECK,
    &deprecated_term::CHECK,
    &accessible_name::CHECK,
    &unknown_state::CHECK,
    &idle_state::CHECK,
    &unreadable_file::CHECK,
    &stale_waiver::CHECK,
    &stale_baseline::CHECK,
];

/// The heading of a check's manual page: its name, what it finds and at which level at most.
pub fn heading(check: &Check) -> String {
    format!("# {}\n\n{} ({} at most)", check.id, check.title, check.level)
}

/// A check's manual page as Markdown. Lines of a doc comment begin with a space that is not the text's.
pub fn page(check: &Check) -> String {
    let lines = check.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
