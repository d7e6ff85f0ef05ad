//! What the elements and attributes of JSX mean: tables, no logic of a program.

use crate::label::{Element, Footing};
use crate::text::fold::spelling_of_key;

/// Attributes of components whose string people read.
const TEXTS: [&str; 24] = [
    "alt",
    "ariaLabel",
    "buttonText",
    "caption",
    "description",
    "emptyText",
    "errorMessage",
    "header",
    "heading",
    "helpText",
    "helperText",
    "hint",
    "label",
    "legend",
    "message",
    "noOptionsText",
    "overline",
    "placeholder",
    "primary",
    "secondary",
    "subtitle",
    "text",
    "title",
    "tooltip",
];
/// Attributes of any element.
const OF_ALL: [&str; 10] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "data-label",
    "data-tooltip",
    "placeholder",
    "title",
];
/// Last words of attributes that are texts of a component: `confirmLabel`.
const ENDS: [&str; 8] =
    ["caption", "heading", "label", "message", "placeholder", "text", "title", "tooltip"];

/// The element that an attribute is read on.
pub(super) struct Owner<'s> {
    /// Its name as written, without what stands before the last dot.
    pub(super) name: &'s str,
    /// The last word of the name, in small letters.
    pub(super) kind: String,
    pub(super) role: &'s str,
    pub(super) r#type: &'s str,
    pub(super) is_component: bool,
    pub(super) has_text: bool,
}

/// Where people meet an attribute's value; `None` for one that they do not.
pub(super) fn met(attribute: &str, owner: &Owner<'_>) -> Option<(Option<Element>, Footing)> {
    let is_text = OF_ALL.contains(&attribute)
        || owner.is_component && is_text(attribute)
        || attribute == "label" && matches!(owner.name, "optgroup" | "option" | "track")
        || attribute == "value"
            && owner.name == "input"
            && matches!(owner.r#type, "button" | "submit" | "reset");
    let is_hidden = matches!(owner.name, "meta" | "link" | "script" | "style")
        || owner.name == "input" && owner.r#type == "hidden";
    (is_text && !is_hidden).then(|| met_on(attribute, owner))
}

fn met_on(attribute: &str, owner: &Owner<'_>) -> (Option<Element>, Footing) {
    let last = spelling_of_key(attribute);
    match (attribute, last.rsplit('-').next().unwrap_or("")) {
        ("alt" | "aria-label" | "ariaLabel" | "aria-valuetext", _) => {
            (Some(Element::AccessibleName), Footing::Beside)
        }
        (_, "placeholder") => (Some(Element::TextBox), Footing::Prose),
        ("title", _) if !owner.is_component => {
            let footing = if owner.has_text { Footing::Beside } else { Footing::Prose };
            (Some(Element::ToolTip), footing)
        }
        (_, "tooltip") => (Some(Element::ToolTip), Footing::Prose),
        ("label" | "text" | "value" | "primary", _) => (None, Footing::Text),
        _ => (None, Footing::Prose),
    }
}

/// Whether a component that has an attribute of this name shows it.
pub(super) fn is_text(attribute: &str) -> bool {
    TEXTS.contains(&attribute) || ends_like_text(attribute)
}

fn ends_like_text(attribute: &str) -> bool {
    let is_camel = attribute.bytes().any(|it| it.is_ascii_uppercase());
    is_camel && spelling_of_key(attribute).rsplit('-').next().is_some_and(|it| ENDS.contains(&it))
}

impl Owner<'_> {
    /// What its text sits on.
    pub(super) fn element(&self) -> Option<Element> {
        match (self.kind.as_str(), self.role) {
            (_, "button") | ("button", "") => Some(Element::PushButton),
            ("input", _) if matches!(self.r#type, "button" | "submit" | "reset") => {
                Some(Element::PushButton)
            }
            (_, "tab") | ("tab", _) => Some(Element::Tab),
            (_, "tooltip") => Some(Element::ToolTip),
            (_, "menuitem" | "menuitemcheckbox" | "menuitemradio") => Some(Element::MenuItem),
            (_, "option") | ("option" | "optgroup", _) => Some(Element::ComboBoxElement),
            ("td" | "th" | "caption", _) => Some(Element::TableText),
            _ => None,
        }
    }

    /// Whether it asks to act.
    pub(super) fn is_action(&self) -> bool {
        self.name == "a"
            || matches!(self.kind.as_str(), "button" | "link")
            || matches!(self.role, "button" | "link")
    }

    /// Whether it is a heading, a paragraph or a hint.
    pub(super) fn is_prose(&self) -> bool {
        match self.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "blockquote" | "legend"
            | "figcaption" | "summary" | "dt" | "caption" | "th" => true,
            _ => self.is_component && matches!(self.kind.as_str(), "title" | "heading"),
        }
    }

    /// Whether it is one of several to choose from.
    pub(super) fn is_choice(&self) -> bool {
        const KINDS: [&str; 9] =
            ["choice", "item", "option", "pill", "radio", "segment", "tab", "toggle", "trigger"];
        KINDS.contains(&self.kind.as_str()) && (self.is_component || self.name == "option")
            || matches!(self.role, "tab" | "option" | "radio")
    }

    /// Whether it is a part of a sentence.
    pub(super) fn is_inline(&self) -> bool {
        self.is_component
            && matches!(self.kind.as_str(), "link" | "anchor" | "strong" | "bold" | "em")
    }
}

/// Whether the value of `data-status` and its like says what an element shows.
pub(super) fn is_telling(attribute: &str) -> Option<&str> {
    const WORDS: [&str; 6] = ["filter", "phase", "stage", "state", "status", "tab"];
    let name = attribute.strip_prefix("data-").filter(|name| *name != "state")?;
    let last = name.rsplit('-').next().unwrap_or(name);
    WORDS.contains(&last).then_some(name)
}
