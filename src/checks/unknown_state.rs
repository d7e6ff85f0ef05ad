//! Members of a family that no state knows.

use std::collections::BTreeMap;

use super::compose::{About, Identity, finding, glossary_line};
use crate::finding::{Finding, GlossaryLine, Level, Mark, Role};
use crate::glossary::state::{Origin, SystemId};
use crate::glossary::table::nearest;
use crate::index::{Index, Stray};
use crate::text::fold::spelling_of_key;

check! {
    /// ## What it finds
    /// A member of a family (`order_status.{state}`) that is none of the states the system lists, and a
    /// `data-state` that names a known system and an unknown state. One finding a family, with the line
    /// to add.
    ///
    /// ## Why it matters
    /// A state that the glossary does not know is checked by nobody: its names can drift unseen.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order.{state}"]
    /// [system.order.states]
    /// shipped = "Shipped"
    /// ```
    /// ```json en.json
    /// { "order": { "shipped": "Shipped", "returned": "Returned" } }
    /// ```
    /// ```text
    /// en.json:1:49: note[unknown-state] order: `order.{state}` has one member that no state knows: "returned" here, no state of order is spelled `returned`
    /// ```
    ///
    /// ## How to mend
    /// Add the state. If another state is spelled like this in the program, add the word to its
    /// `in-code`; if it is no state ("heading", "empty"), add it to the system's `not-states`.
    ///
    /// ## When to waive it
    /// Never: `not-states` says it better.
    "unknown-state", "a family has a member that no state knows", Level::Note, run
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut families: BTreeMap<(SystemId, Option<&str>), Vec<&Stray>> = BTreeMap::new();
    for stray in &index.strays {
        let family = stray.family.as_ref().map(|(written, _)| &**written);
        families.entry((stray.system, family)).or_default().push(stray);
    }
    families
        .into_iter()
        .map(|((system, family), strays)| unknown(index, system, family, &strays))
        .collect()
}

/// The finding of one family.
fn unknown(index: &Index<'_>, id: SystemId, family: Option<&str>, strays: &[&Stray]) -> Finding {
    let system = index.glossary.system(id);
    let mut names: BTreeMap<String, &Stray> = BTreeMap::new();
    for stray in strays {
        names.entry(spelling_of_key(&stray.value)).or_insert(stray);
    }
    let marks = strays.iter().map(|stray| mark(index, stray)).collect();
    let about = About {
        check: "unknown-state",
        states: Vec::new(),
        subject: system.id.clone(),
        detail: family.unwrap_or("").to_owned(),
    };
    let mut finding = finding(about, marks, Identity::Place);
    let members = match names.len() {
        1 => "one member".to_owned(),
        count => format!("{} members", super::compose::number(count)),
    };
    let known = "that no state knows";
    finding.message = match family {
        Some(family) => format!("{}: `{family}` has {members} {known}", system.id),
        None => format!("{}: `data-state` has {members} {known}", system.id),
    };
    finding.why = "A state that the glossary does not know is checked by nobody.".to_owned();
    finding.help = match family {
        Some(_) => format!(
            "add it to [system.{}.states], to a state's `in-code`, or to `not-states`",
            system.id
        ),
        None => format!("write a state of {}: `{}.<state>`", system.id, system.id),
    };
    // What an annotation misspells is no state to add.
    finding.accept = family.map(|_| line(index, id, &names));
    finding
}

/// The lines that would add the states, after the last one listed.
fn line(index: &Index<'_>, system: SystemId, names: &BTreeMap<String, &Stray>) -> GlossaryLine {
    let system = index.glossary.system(system);
    let lines: Vec<_> = names
        .iter()
        .map(|(id, stray)| format!("{id} = {}", super::compose::toml_text(&stray.text)))
        .collect();
    let last = system
        .states
        .iter()
        .rev()
        .find(|state| state.origin > Origin::Builtin)
        .map_or(&system.at, |state| &state.at);
    glossary_line(lines.join("\n"), last)
}

fn mark(index: &Index<'_>, stray: &Stray) -> Mark {
    let file = index.file(stray.file);
    Mark {
        role: Role::Odd,
        level: Some(Level::Note),
        kind: None,
        path: file.path.clone(),
        spans: Some(stray.spans.clone()),
        locale: Some(stray.locale.clone()),
        key: stray.key.as_ref().map(ToString::to_string),
        text: stray.text.to_string(),
        name: stray.value.clone(),
        remark: remark(index, stray),
        surfaces: file.surface.iter().cloned().collect(),
        evidence: None,
        fingerprint: None,
    }
}

fn remark(index: &Index<'_>, stray: &Stray) -> String {
    let system = index.glossary.system(stray.system);
    let ids: Vec<&str> = system.states.iter().map(|state| &*state.id).collect();
    let near = nearest(&stray.value, &ids).map(|near| format!(": did you mean `{near}`?"));
    format!("no state of {} is spelled `{}`{}", system.id, stray.value, near.unwrap_or_default())
}
