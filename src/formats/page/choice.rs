//! What the attributes of an element say of the name in it: the value of an option, of a radio button or
//! of a tab, and data attributes that name a state.

use super::around::Node;
use super::element;
use crate::label::{Around, Scope};
use crate::syntax::markup::{Attribute, Tag};
use crate::syntax::template::FILLER;
use crate::text::fold::spelling_of_key;

/// A box to tick or a radio button, and what ticks it.
#[derive(Clone)]
pub(super) struct Ticked {
    pub(super) id: Option<Box<str>>,
    pub(super) scope: Scope,
}

/// The scope that a data attribute is: `data-status="active"`.
pub(super) fn data(attribute: &Attribute<'_>) -> Option<Scope> {
    let name = attribute
        .name
        .strip_prefix("data-")
        .filter(|name| *name != "state" && *name != "toggle")?;
    let speaks =
        |word: &str| matches!(word, "status" | "state" | "stage" | "phase" | "filter" | "tab");
    let is_spoken = name.rsplit('-').next().is_some_and(|last| speaks(&spelling_of_key(last)));
    let value = value(&attribute.value)?;
    is_spoken.then(|| Scope::new(Around::Attribute, name, vec![value], attribute.span))
}

/// The scope that an option or a tab is; `select` is the name of what holds it.
pub(super) fn chosen(
    tag: &Tag<'_>,
    written: &str,
    is_component: bool,
    select: Option<&str>,
) -> Option<Scope> {
    let subject = tag.value("name").or(select).unwrap_or("");
    let found = |names: &[&str]| {
        let is_one = |it: &&Attribute<'_>| names.contains(&&*it.name);
        let attribute = tag.attributes.iter().find(is_one)?;
        let is_bound =
            attribute.name.starts_with([':', '[']) || attribute.name.starts_with("v-bind");
        let value = if is_bound { constant(&attribute.value)? } else { value(&attribute.value)? };
        Some(Scope::new(Around::Choice, plain(subject), vec![value], attribute.span))
    };
    if tag.name == "option" && !is_component {
        return found(&["value", ":value", "[value]", "v-bind:value"]);
    }
    let is_choice = is_component && {
        let last = element::last_word(written);
        matches!(
            &*last,
            "option"
                | "item"
                | "tab"
                | "trigger"
                | "radio"
                | "choice"
                | "toggle"
                | "segment"
                | "pill"
        )
    };
    if is_choice {
        return found(&[
            "value",
            ":value",
            "[value]",
            "name",
            "key",
            ":key",
            "eventkey",
            "event-key",
        ]);
    }
    if tag.value("role") == Some("tab") {
        return found(&[
            "data-tab",
            "data-value",
            "data-key",
            "data-name",
            "data-status",
            "data-filter",
        ]);
    }
    None
}

/// The name of what an element lets people choose; `None` if it is no group of choices.
pub(super) fn group(tag: &Tag<'_>, written: &str) -> Option<String> {
    let is_group = tag.name == "select"
        || tag
            .value("role")
            .is_some_and(|role| matches!(role, "radiogroup" | "listbox" | "tablist"))
        || element::is_component(written)
            && matches!(
                &*element::last_word(written),
                "select" | "tabs" | "group" | "menu" | "list"
            );
    let name = || {
        let names = ["name", "v-model", "[(ngmodel)]", "formcontrolname", "bind:value"];
        names.iter().find_map(|name| tag.value(name)).unwrap_or("")
    };
    is_group.then(|| plain(name()).to_owned())
}

/// The scope of a box to tick or a radio button.
pub(super) fn ticked(tag: &Tag<'_>) -> Option<Ticked> {
    let is_ticked = tag.name == "input" && matches!(tag.value("type"), Some("radio" | "checkbox"));
    let attribute = tag.attributes.iter().find(|it| it.name == "value").filter(|_| is_ticked)?;
    let subject = tag.value("name").or_else(|| tag.value("v-model")).unwrap_or("");
    let scope =
        Scope::new(Around::Choice, plain(subject), vec![value(&attribute.value)?], attribute.span);
    Some(Ticked { id: tag.value("id").map(Into::into), scope })
}

/// Gives an element the scope of what ticks it.
pub(super) fn tick(node: &mut Node, ticked: &Ticked) {
    if !node.scopes.iter().any(|scope| scope.around == Around::Choice) {
        node.scopes.insert(0, ticked.scope.clone());
    }
}

/// A name without template tags.
fn plain(name: &str) -> &str {
    if name.contains(FILLER) { "" } else { name }
}

/// A value that may spell a state.
fn value(value: &str) -> Option<Box<str>> {
    let value = value.trim();
    let is_spelling = value.len() <= 64
        && value.contains(|char: char| char.is_alphabetic())
        && !value.contains(|char: char| {
            char.is_whitespace() || matches!(char, FILLER | '{' | '<' | '\'' | '"' | '(')
        });
    is_spelling.then(|| value.into())
}

/// The string that a bound attribute is, or the member of an enum: `:value="'active'"`.
fn constant(expression: &str) -> Option<Box<str>> {
    let expression = expression.trim();
    if let Some(inner) = expression.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return value(inner);
    }
    let (name, member) = expression.split_once('.')?;
    let is_name = |part: &str| {
        part.starts_with(|char: char| char.is_ascii_uppercase())
            && part.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    if is_name(name) && is_name(member) { value(expression) } else { None }
}
