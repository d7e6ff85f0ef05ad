//! States that no label shows.

use super::compose::{About, Identity, finding};
use crate::finding::{Finding, Level, Mark};
use crate::glossary::state::{Matching, Origin, StateId, Terms};
use crate::index::Index;
use crate::text::place::Spans;

check! {
    /// ## What it finds
    /// A state of the project's canonym.toml that no label of the product is bound to.
    ///
    /// ## Why it matters
    /// Either its patterns miss the labels they were written for, and nothing is checked; or the state is
    /// gone, and the glossary tells a tale of the past.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order.{state}"]
    /// [system.order.states]
    /// shipped = "Shipped"
    /// returned = "Returned"
    /// ```
    /// ```json en.json
    /// { "order": { "shipped": "Shipped" } }
    /// ```
    /// ```text
    /// canonym.toml:5:1: note[idle-state] order.returned: no label shows this state
    /// ```
    ///
    /// ## How to mend
    /// Mend its patterns (`canonym why FILE:LINE` tells what a label is bound to), or remove it.
    ///
    /// ## When to waive it
    /// When its labels come with the next release.
    "idle-state", "no label shows a state", Level::Note, Names(run)
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let own = index
        .glossary
        .states()
        .filter(|&state| index.glossary.state(state).origin == Origin::Project);
    let idle_ones = own.filter(|&state| !index.bound.contains(&state) && !is_ban(index, state));
    idle_ones.map(|state| idle(index, state)).collect()
}

/// Whether a state is there to keep words out of sentences: what it waits for is that no label does.
fn is_ban(index: &Index<'_>, state: StateId) -> bool {
    let terms = index.glossary.state(state).terms.values();
    let mut withdrawn = terms.flat_map(Terms::withdrawn);
    withdrawn.any(|term| term.matching == Some(Matching::Anywhere))
}

fn idle(index: &Index<'_>, id: StateId) -> Finding {
    let path = index.glossary.path(id);
    let state = index.glossary.state(id);
    let spans = Some(Spans::one(state.at.span));
    let mark = Mark {
        level: Some(Level::Note),
        text: state.id.clone(),
        name: path.clone(),
        remark: "no label shows this state".to_owned(),
        ..Mark::new(state.at.file.path.clone(), spans)
    };
    let mut finding =
        finding(About::states("idle-state", vec![path.clone()]), vec![mark], Identity::Place);
    finding.message = format!("{path}: no label shows this state");
    finding.why =
        "Its patterns miss the labels they were written for, or the state is gone.".to_owned();
    finding.help = "correct its patterns, or remove it".to_owned();
    finding
}
