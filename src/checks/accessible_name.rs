//! Elements that are seen under one name and read out under another.

use std::collections::BTreeMap;

use super::compose::{About, Identity, finding, naming_mark};
use crate::finding::{Finding, Level, Mark, NameLine, Role};
use crate::index::{Index, Naming, Usage};
use crate::label::Element;

check! {
    /// ## What it finds
    /// An element whose visible text and whose accessible name (`aria-label`) call two different states, or
    /// call one state by two names of which neither holds the other.
    ///
    /// ## Why it matters
    /// Who listens to a page and who looks at it talk about the same thing with different words, and who
    /// speaks to a page ("click Active") is not understood (WCAG 2.5.3, for controls).
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.proposal.states]
    /// active = { en = ["Active", "In talks"] }
    /// ```
    /// ```html index.html
    /// <span data-state="proposal.active" aria-label="In talks">Active</span>
    /// ```
    /// ```text
    /// index.html:1:48: warning[accessible-name] proposal.active: seen as "Active", read out as "In talks": "In talks" here, seen as "Active"
    /// ```
    ///
    /// ## How to mend
    /// Let the accessible name begin with the words that are seen, or drop it: the text is read out anyway.
    ///
    /// ## When to waive it
    /// Where the visible text is an abbreviation that the accessible name spells out.
    "accessible-name", "an element seen under one name and read out under another", Level::Warning, Names(run)
}

/// The text and the accessible name of one element, each with the label that it shows.
struct Pair<'i> {
    seen: (&'i Naming, &'i Usage),
    read_out: (&'i Naming, &'i Usage),
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    // Pages repeat their elements: one finding for all that are seen and read out alike.
    let mut alike: BTreeMap<_, Vec<Pair<'_>>> = BTreeMap::new();
    for pair in pairs(index).into_iter().filter(clashes) {
        let of = |(_, usage): (&Naming, &Usage)| (usage.state, usage.fold.clone());
        alike.entry((of(pair.seen), of(pair.read_out))).or_default().push(pair);
    }
    alike.into_values().map(|pairs| report(index, &pairs)).collect()
}

fn pairs<'i>(index: &'i Index<'_>) -> Vec<Pair<'i>> {
    let mut pairs = Vec::new();
    for element in index.namings.chunk_by(|a, b| (a.file, a.owner) == (b.file, b.owner)) {
        let shown = |naming: &'i Naming| Some((naming, index.shown_by(naming)?));
        let is_read_out = |naming: &&Naming| naming.element == Some(Element::AccessibleName);
        let (read_out, seen): (Vec<_>, Vec<_>) = element.iter().partition(is_read_out);
        let (Some(seen), Some(read_out)) =
            (seen.into_iter().find_map(shown), read_out.into_iter().find_map(shown))
        else {
            continue;
        };
        pairs.push(Pair { seen, read_out });
    }
    pairs
}

fn clashes(pair: &Pair<'_>) -> bool {
    let (seen, read_out) = (pair.seen.1, pair.read_out.1);
    if seen.locale != read_out.locale {
        return false;
    }
    let holds = |whole: &str, part: &str| format!(" {whole} ").contains(&format!(" {part} "));
    let is_held = holds(&read_out.fold, &seen.fold) || holds(&seen.fold, &read_out.fold);
    seen.fold != read_out.fold && (seen.state != read_out.state || !is_held)
}

fn report(index: &Index<'_>, pairs: &[Pair<'_>]) -> Finding {
    let (seen, read_out) = (pairs[0].seen.1, pairs[0].read_out.1);
    let mut states = vec![index.glossary.path(seen.state), index.glossary.path(read_out.state)];
    states.sort();
    states.dedup();
    let said = format!("seen as \"{}\", read out as \"{}\"", seen.name, read_out.name);
    let marks = |pair: &Pair<'_>| {
        let odd = Mark {
            level: Some(Level::Warning),
            remark: format!("seen as \"{}\"", seen.name),
            ..naming_mark(index, pair.read_out)
        };
        [odd, Mark { role: Role::Context, ..naming_mark(index, pair.seen) }]
    };
    let marks: Vec<Mark> = pairs.iter().flat_map(marks).collect();
    let about = About {
        detail: format!("{} {}", seen.fold, read_out.fold),
        ..About::states("accessible-name", states.clone())
    };
    let mut finding = finding(about, marks, Identity::Place);
    finding.message = format!("{}: {said}", states.join(" and "));
    finding.why = match is_control(pairs) {
        true => "Who speaks to the page says what is seen, and is not understood (WCAG 2.5.3).",
        false => "Who listens to the page and who looks at it use different words.",
    }
    .to_owned();
    finding.help = format!("let the accessible name begin with \"{}\", or drop it", seen.name);
    finding.names = [(seen, false, pairs.len()), (read_out, true, 0)]
        .map(|(usage, is_odd, mark)| NameLine {
            name: usage.name.clone(),
            locale: usage.locale.clone(),
            is_odd,
            count: pairs.len(),
            surfaces: usage.surfaces.clone(),
            aside: None,
            mark,
        })
        .into();
    finding
}

/// Whether one of the elements is a control.
fn is_control(pairs: &[Pair<'_>]) -> bool {
    let is_one = |element| {
        matches!(
            element,
            Element::PushButton
                | Element::Tab
                | Element::MenuItem
                | Element::CheckBox
                | Element::RadioButton
                | Element::ComboBoxElement
                | Element::TextBox
        )
    };
    pairs.iter().any(|pair| pair.seen.0.element.is_some_and(is_one))
}
