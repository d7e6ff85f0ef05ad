//! What a label sits on: a button, a tab, a tooltip. Told by the markup around it, else by the words of its
//! key. The words are those of TBX, the standard for exchanging terms (ISO 30042, `termLocation`).

use super::Key;
use crate::text::fold::spelling_of_key;

/// What people see a label on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// A button.
    PushButton,
    /// A tab among tabs.
    Tab,
    /// What appears over an element that is pointed at.
    ToolTip,
    /// A line of a menu.
    MenuItem,
    /// A box that is ticked.
    CheckBox,
    /// One of several choices that exclude each other.
    RadioButton,
    /// A line of a list that unfolds.
    ComboBoxElement,
    /// A field for text, or what stands in it before.
    TextBox,
    /// A cell or a heading of a table.
    TableText,
    /// The title of a dialog, or a text in it.
    DialogBox,
    /// A message that asks for nothing.
    InformativeMessage,
    /// What a screen reader says instead of what is seen. (No word of TBX, which lets users add theirs.)
    AccessibleName,
}

impl Element {
    /// The word of TBX.
    pub fn id(self) -> &'static str {
        match self {
            Self::PushButton => "pushButton",
            Self::Tab => "tab",
            Self::ToolTip => "toolTip",
            Self::MenuItem => "menuItem",
            Self::CheckBox => "checkBox",
            Self::RadioButton => "radioButton",
            Self::ComboBoxElement => "comboBoxElement",
            Self::TextBox => "textBox",
            Self::TableText => "tableText",
            Self::DialogBox => "dialogBox",
            Self::InformativeMessage => "informativeMessage",
            Self::AccessibleName => "accessibleName",
        }
    }

    /// What a key says that its label sits on: its last segment with its last words (`save-button`),
    /// else with its first (`btn_save`); else the nearest segment above that says nothing else
    /// (`buttons.save`).
    pub fn of_key(key: &Key) -> Option<Self> {
        let mut segments = key.joined().rsplit(super::SEPARATOR);
        let leaf = spelling_of_key(segments.next()?);
        let words: Vec<&str> = leaf.split('-').filter(|word| !word.is_empty()).collect();
        Self::at_end(&words)
            .or_else(|| Self::at_start(&words))
            .or_else(|| segments.take(REACH).find_map(Self::of_segment))
    }

    fn at_end(words: &[&str]) -> Option<Self> {
        let last = |count: usize| words.get(words.len().checked_sub(count)?..);
        [2, 1].into_iter().find_map(|count| Self::of_words(last(count)?))
    }

    fn at_start(words: &[&str]) -> Option<Self> {
        [2, 1].into_iter().find_map(|count| Self::of_words(words.get(..count)?))
    }

    fn of_segment(segment: &str) -> Option<Self> {
        let spelling = spelling_of_key(segment);
        let words: Vec<&str> = spelling.split('-').collect();
        if words.len() > 2 { None } else { Self::of_words(&words) }
    }

    fn of_words(words: &[&str]) -> Option<Self> {
        Some(match words {
            ["button" | "buttons" | "btn" | "btns"] | ["push", "button"] => Self::PushButton,
            ["tab" | "tabs"] => Self::Tab,
            ["tooltip" | "tooltips"] | ["tool", "tip" | "tips"] => Self::ToolTip,
            ["menu" | "menus" | "menuitem"] | ["menu", "item" | "items"] => Self::MenuItem,
            ["checkbox" | "checkboxes"] | ["check", "box"] => Self::CheckBox,
            ["radio" | "radios"] | ["radio", "button"] => Self::RadioButton,
            ["dropdown" | "combobox"] | ["combo", "box"] => Self::ComboBoxElement,
            ["placeholder" | "placeholders"] | ["text", "box"] => Self::TextBox,
            ["column" | "columns"] | ["column" | "table", "header" | "heading" | "title"] => {
                Self::TableText
            }
            ["dialog" | "modal"] | ["dialog" | "modal", "title"] => Self::DialogBox,
            ["toast" | "toasts" | "snackbar"] => Self::InformativeMessage,
            ["alt" | "aria"]
            | ["aria" | "accessibility", "label"]
            | ["accessible" | "accessibility", "name"]
            | ["content", "description"]
            | ["alt", "text"] => Self::AccessibleName,
            _ => return None,
        })
    }
}

/// So many segments above the last are looked at.
const REACH: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_keys() {
        for (key, element) in [
            ("order.save-button", Some(Element::PushButton)),
            ("btn_save", Some(Element::PushButton)),
            ("buttons.shipped", Some(Element::PushButton)),
            ("OrderTabs.Active", None),
            ("tabs.active.label", Some(Element::Tab)),
            ("order.shipped.toolTip", Some(Element::ToolTip)),
            ("menuItemOpen", Some(Element::MenuItem)),
            ("save.aria-label", Some(Element::AccessibleName)),
            ("order.statusColumnHeader", Some(Element::TableText)),
            ("tabs.a.b.shipped", None),
            ("order.shipped", None),
            ("table.of.contents", None),
            ("", None),
        ] {
            assert_eq!(Element::of_key(&Key::from_dotted(key)), element, "{key}");
        }
    }
}
