//! What the elements and attributes of HTML mean to a reader of labels: tables, no logic.

use crate::label::Element;
use crate::syntax::markup::Tag;

/// How an element stands in the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Flow {
    /// Part of a sentence.
    Inline,
    /// A text of its own, around which the sentence goes on.
    Apart,
    /// Ends the sentence before it.
    Block,
}

/// How an element stands in the text around it. Unknown elements are components, more often a control
/// or a box than a part of a sentence: to join two names into none is worse than to cut a sentence.
#[rustfmt::skip]
pub(in crate::formats) fn flow(name: &str) -> Flow {
    match name {
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del"
        | "dfn" | "em" | "font" | "i" | "img" | "ins" | "kbd" | "link" | "mark" | "math" | "meta"
        | "nobr" | "picture" | "q" | "rb" | "rp" | "rt" | "ruby" | "s" | "samp" | "script" | "slot"
        | "small" | "source" | "span" | "strike" | "strong" | "style" | "sub" | "sup" | "svg"
        | "time" | "tt" | "u" | "var" | "wbr" => Flow::Inline,
        "audio" | "button" | "canvas" | "datalist" | "iframe" | "label" | "map" | "meter"
        | "object" | "output" | "progress" | "select" | "template" | "textarea" | "title"
        | "video" => Flow::Apart,
        _ => Flow::Block,
    }
}

/// Whether an element never has content.
#[rustfmt::skip]
pub(super) fn is_void(name: &str) -> bool {
    matches!(name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr")
}

/// Whether an element's text is no language of the product: code, what the user writes, drawings,
/// the reading beside a ruby text. The title of a drawing is language again.
#[rustfmt::skip]
pub(in crate::formats) fn is_silent(name: &str) -> bool {
    matches!(name,
        "code" | "iframe" | "kbd" | "math" | "noembed" | "noframes" | "pre" | "rp" | "rt" | "samp"
        | "script" | "style" | "svg" | "textarea" | "var" | "xmp")
}

/// Whether the tokenizer reads an element's content up to its end tag, and without one all the rest.
pub(super) fn is_bare_text(name: &str) -> bool {
    matches!(name, "iframe" | "noembed" | "script" | "style" | "textarea" | "title" | "xmp")
}

/// The language of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// JavaScript.
    Plain,
    /// TypeScript.
    Typed,
}

/// Which program an element holds: a script that is no data and no template.
pub(super) fn program(tag: &Tag<'_>) -> Option<Program> {
    let lang = tag.value("lang").unwrap_or_default();
    let kind = tag.value("type").unwrap_or_default();
    match (lang, kind) {
        _ if tag.name != "script" => None,
        ("ts" | "tsx" | "typescript", _) => Some(Program::Typed),
        ("" | "js" | "jsx", "" | "module" | "text/javascript" | "application/javascript") => {
            Some(Program::Plain)
        }
        _ => None,
    }
}

/// Which open elements the start of an element closes, and within which it looks for them; within the
/// nearest block where none is named.
pub(super) fn closes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "option" => (&["option"], &["select", "datalist", "optgroup"]),
        "optgroup" => (&["option", "optgroup"], &["select"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["td", "th", "tr"], &["thead", "tbody", "tfoot", "table"]),
        "thead" | "tbody" | "tfoot" => {
            (&["caption", "td", "th", "tr", "thead", "tbody", "tfoot"], &["table"])
        }
        _ if flow(name) == Flow::Block => (&["p"], &[]),
        _ => (&[], &[]),
    }
}

/// Whether people meet an attribute's value.
pub(super) fn is_met(tag: &Tag<'_>, attribute: &str) -> bool {
    match attribute {
        "alt"
        | "aria-description"
        | "aria-label"
        | "aria-placeholder"
        | "aria-roledescription"
        | "aria-valuetext"
        | "placeholder"
        | "title" => !is_machinery(tag),
        "label" => matches!(&*tag.name, "optgroup" | "option" | "track"),
        "value" => tag.name == "input" && has_type(tag, &["button", "submit", "reset"]),
        _ => false,
    }
}

/// What people meet the value of an attribute on.
pub(super) fn of_attribute(tag: &Tag<'_>, attribute: &str) -> Option<Element> {
    match attribute {
        "alt" | "aria-label" | "aria-valuetext" => Some(Element::AccessibleName),
        "aria-placeholder" | "placeholder" => Some(Element::TextBox),
        "title" => Some(Element::ToolTip),
        "label" | "value" => of_tag(tag),
        _ => None,
    }
}

/// What people meet the text of an element on.
pub(super) fn of_tag(tag: &Tag<'_>) -> Option<Element> {
    match (&*tag.name, tag.value("role")) {
        (_, Some("button")) | ("button", None) => Some(Element::PushButton),
        ("input", _) if has_type(tag, &["button", "submit", "reset"]) => Some(Element::PushButton),
        (_, Some("tab")) => Some(Element::Tab),
        (_, Some("tooltip")) => Some(Element::ToolTip),
        (_, Some("menuitem" | "menuitemcheckbox" | "menuitemradio")) => Some(Element::MenuItem),
        (_, Some("option")) | ("option" | "optgroup", None) => Some(Element::ComboBoxElement),
        ("td" | "th" | "caption", _) => Some(Element::TableText),
        _ => None,
    }
}

/// Whether nobody meets an element itself.
fn is_machinery(tag: &Tag<'_>) -> bool {
    matches!(&*tag.name, "base" | "head" | "link" | "meta" | "script" | "style")
        || tag.name == "input" && has_type(tag, &["hidden"])
}

fn has_type(tag: &Tag<'_>, types: &[&str]) -> bool {
    tag.value("type").is_some_and(|it| types.iter().any(|wanted| it.eq_ignore_ascii_case(wanted)))
}

/// What an element is to the names in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Role {
    /// A button or a link.
    pub(super) is_action: bool,
    /// A heading, a paragraph, a hint.
    pub(super) is_prose: bool,
    /// A badge, a chip, a pill: it shows names.
    pub(super) is_badge: bool,
}

/// What an element is to the names in it. `written` is its name as it stands in the file.
pub(super) fn role(tag: &Tag<'_>, written: &str, is_component: bool) -> Role {
    let name = &*tag.name;
    let last = if is_component { last_word(written) } else { String::new() };
    let is_pressed = || {
        let mut names = tag.attributes.iter().map(|it| &*it.name);
        names.any(|it| {
            matches!(
                it,
                "@click" | "v-on:click" | "on:click" | "(click)" | "onclick" | "x-on:click"
            )
        })
    };
    Role {
        is_action: matches!(name, "a" | "button")
            || matches!(&*last, "button" | "link" | "btn")
            || name == "input" && has_type(tag, &["button", "submit", "reset"])
            || matches!(tag.value("role"), Some("button" | "link"))
            || is_pressed(),
        is_prose: matches!(
            name,
            "h1" | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "p"
                | "blockquote"
                | "legend"
                | "figcaption"
                | "summary"
                | "dt"
                | "caption"
                | "th"
        ) || matches!(&*last, "title" | "heading" | "paragraph"),
        is_badge: is_component && is_badge(written) || tag.value("class").is_some_and(is_badge),
    }
}

/// Whether one of the words of a name or a class list is one of things that show names.
fn is_badge(text: &str) -> bool {
    const WORDS: [&str; 7] = ["badge", "chip", "tag", "pill", "status", "state", "label"];
    let bytes = text.as_bytes();
    let begins_word = |at: usize| match at.checked_sub(1).map(|at| bytes[at]) {
        None => true,
        Some(before) if !before.is_ascii_alphabetic() => true,
        Some(before) => before.is_ascii_lowercase() && bytes[at].is_ascii_uppercase(),
    };
    let is_word = |at: usize, word: &str| {
        let end = at + word.len();
        bytes.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            && bytes.get(end).is_none_or(|byte| !byte.is_ascii_lowercase())
    };
    let mut starts = (0..bytes.len()).filter(|&at| begins_word(at));
    starts.any(|at| WORDS.iter().any(|word| is_word(at, word)))
}

/// The last word of a component's name, in small letters: `item` of `TabItem` and `tab-item`.
pub(super) fn last_word(name: &str) -> String {
    let name = name.rsplit(['-', '_', '.', ':']).next().unwrap_or("");
    let start = name.rfind(|char: char| char.is_ascii_uppercase()).unwrap_or(0);
    name[start..].to_ascii_lowercase()
}

/// Whether an element is a component: neither HTML's nor a drawing's.
pub(super) fn is_component(written: &str) -> bool {
    written.contains(['-', '.']) || written.starts_with(|char: char| char.is_ascii_uppercase())
}

/// Whether people meet an attribute of a component.
pub(super) fn is_met_on_component(attribute: &str) -> bool {
    matches!(attribute, "label" | "title" | "text" | "heading" | "placeholder" | "tooltip")
}
