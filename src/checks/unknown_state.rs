//! Members of a family that no state knows.

use std::collections::BTreeMap;

use super::adding::lines_to_add;
use super::compose::{About, Identity, finding, stray_mark};
use crate::finding::{Accept, Finding, GlossaryLine, Level, Mark};
use crate::glossary::state::SystemId;
use crate::glossary::table::nearest;
use crate::index::{Index, Stray, Why};
use crate::text::fold::spelling_of_key;
use crate::text::locale::Locale;
use crate::text::name::is_mention;

check! {
    /// ## What it finds
    /// A member of a family (`order_status.{state}`) that is none of the states the system lists, and an
    /// annotation (`data-state`, `canonym: state=`) that names a known system and an unknown state. One
    /// finding a family, with the line to add.
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
    "unknown-state", "a family has a member that no state knows", Level::Note, Names(run)
}

/// A label that names no state of its system.
struct Stranger<'i> {
    stray: &'i Stray,
    system: SystemId,
    family: Option<&'i str>,
    value: &'i str,
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let mut families: BTreeMap<(SystemId, Option<&str>), Vec<Stranger<'_>>> = BTreeMap::new();
    for stranger in index.strays.iter().filter_map(stranger) {
        families.entry((stranger.system, stranger.family)).or_default().push(stranger);
    }
    families
        .into_iter()
        .map(|((system, family), strangers)| unknown(index, system, family, &strangers))
        .collect()
}

fn stranger(stray: &Stray) -> Option<Stranger<'_>> {
    let Why::Stranger { system, family, value } = &stray.why else { return None };
    let family = family.as_ref().map(|(written, _)| &**written);
    Some(Stranger { stray, system: *system, family, value })
}

/// The finding of one family.
fn unknown(
    index: &Index<'_>,
    id: SystemId,
    family: Option<&str>,
    strangers: &[Stranger<'_>],
) -> Finding {
    let system = index.glossary.system(id);
    let mut names: BTreeMap<String, &Stray> = BTreeMap::new();
    for stranger in strangers {
        names.entry(spelling_of_key(stranger.value)).or_insert(stranger.stray);
    }
    let marks = strangers.iter().map(|stranger| mark(index, stranger)).collect();
    let about = About {
        check: "unknown-state",
        states: Vec::new(),
        subject: system.id.clone(),
        detail: family.unwrap_or("").to_owned(),
    };
    let mut finding = finding(about, marks, Identity::Place);
    let noun = if family.is_some() { "member" } else { "state" };
    let members = match names.len() {
        1 => format!("one {noun}"),
        count => format!("{} {noun}s", super::compose::number(count)),
    };
    let known =
        if family.is_some() { "that no state knows" } else { "that the glossary does not know" };
    finding.message = match family {
        Some(family) => format!("{}: `{family}` has {members} {known}", system.id),
        None => format!("{}: annotations name {members} {known}", system.id),
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
    finding.accept = line(index, id, strangers).map(Accept::Add);
    finding
}

/// The lines that would add the states of strangers; `None` if none could, as where a spelling is no id.
fn line(index: &Index<'_>, system: SystemId, strangers: &[Stranger<'_>]) -> Option<GlossaryLine> {
    let Why::Stranger { family: Some((_, family)), .. } = &strangers.first()?.stray.why else {
        return None;
    };
    let mut states: BTreeMap<String, Vec<&Stray>> = BTreeMap::new();
    for stranger in strangers {
        states.entry(spelling_of_key(stranger.value)).or_default().push(stranger.stray);
    }
    let states = states.into_iter().map(|(id, strays)| (id, agreed(&strays)));
    lines_to_add(index.glossary, system, &family.file, &states.collect::<Vec<_>>())
}

/// What labels call a state, if all of them have one text and that is no sentence.
fn agreed(strays: &[&Stray]) -> Option<(Locale, String)> {
    let first = strays.first()?;
    let is_name = !is_mention(&first.text, &first.locale);
    let is_one = strays.iter().all(|stray| stray.text == first.text);
    (is_name && is_one).then(|| (first.locale.clone(), first.text.to_string()))
}

fn mark(index: &Index<'_>, stranger: &Stranger<'_>) -> Mark {
    let mut mark = stray_mark(index, stranger.stray, stranger.value.to_owned());
    mark.level = Some(Level::Note);
    mark.remark = remark(index, stranger);
    mark
}

fn remark(index: &Index<'_>, stranger: &Stranger<'_>) -> String {
    let system = index.glossary.system(stranger.system);
    let ids: Vec<&str> = system.states.iter().map(|state| &*state.id).collect();
    let near = nearest(stranger.value, &ids).map(|near| format!(": did you mean `{near}`?"));
    let near = near.unwrap_or_default();
    format!("no state of {} is spelled `{}`{near}", system.id, stranger.value)
}
