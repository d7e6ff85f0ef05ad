//! Languages with their places kept, shared by formats. A parser here never panics and always returns
//! what it understood beside what it did not. Knows no labels' meaning.

pub mod branch;
pub mod fluent;
pub mod icu;
pub mod json;

/// Whether a line is a mark that git leaves in a conflict: `<<<<<<< ours`, `=======`, `>>>>>>> theirs`.
pub fn is_conflict_marker(line: &str) -> bool {
    let is_row = |mark| line.chars().take_while(|&char| char == mark).count() == 7;
    ['<', '|', '=', '>'].into_iter().any(is_row)
}
