//! The elements that are open at a point of a page: what they hand down, and which of them a tag
//! closes. Knows no labels.

use std::borrow::Cow;

use super::element::{self, Flow, Program};
use crate::label::Element;
use crate::syntax::markup::Tag;
use crate::text::locale::Locale;
use crate::text::place::Span;

/// How far up a tag looks for what it closes. Well-formed pages find it at once; the bound keeps
/// broken ones linear.
const REACH: usize = 128;

/// An open element.
pub(super) struct Open<'s> {
    pub(super) name: Cow<'s, str>,
    /// Its start tag.
    pub(super) span: Span,
    pub(super) flow: Flow,
    pub(super) context: Context,
    pub(super) is_annotated: bool,
    /// Its number among what stands around labels.
    pub(super) node: u32,
    /// What the cases in it ask for.
    pub(super) subject: Option<Span>,
    /// What it chooses, if it is a `select` or a group of choices: its name.
    pub(super) choice: Option<String>,
    /// The language of the program that it holds.
    pub(super) program: Option<Program>,
}

/// What an element hands down.
#[derive(Clone)]
pub(super) struct Context {
    /// Whether its text names nothing.
    pub(super) is_silent: bool,
    /// Whether its text and attributes are for translators.
    pub(super) is_translated: bool,
    /// The language that the nearest `lang` names.
    pub(super) locale: Option<Locale>,
    /// What its text sits on.
    pub(super) element: Option<Element>,
}

impl Default for Context {
    fn default() -> Self {
        Self { is_silent: false, is_translated: true, locale: None, element: None }
    }
}

impl Context {
    /// The context within an element.
    pub(super) fn handed_down(&self, tag: &Tag<'_>) -> Self {
        let lang = tag.value("lang").or_else(|| tag.value("xml:lang"));
        Self {
            is_silent: element::is_silent(&tag.name) || self.is_silent && tag.name != "title",
            is_translated: match tag.value("translate") {
                Some("no") => false,
                Some("yes" | "") => true,
                _ => self.is_translated,
            },
            locale: lang.map_or_else(|| self.locale.clone(), |lang| Locale::parse(lang.trim())),
            element: element::of_tag(tag).or(self.element),
        }
    }
}

/// Which open element an end tag closes; `None` if it closes nothing. One within a sentence does not
/// close the block around it.
pub(super) fn ended_by(open: &[Open<'_>], name: &str) -> Option<usize> {
    let is_inline = element::flow(name) == Flow::Inline;
    let (at, found) = reach(open)
        .find(|(_, open)| open.name == name || is_inline && open.flow != Flow::Inline)?;
    (found.name == name).then_some(at)
}

/// The outermost open element that the start of an element closes without an end tag: an `li` the one
/// before it.
pub(super) fn ended_by_start(open: &[Open<'_>], name: &str) -> Option<usize> {
    let (closes, within) = element::closes(name);
    let is_bound = |open: &Open<'_>| match within {
        [] => open.flow != Flow::Inline && !closes.contains(&&*open.name),
        _ => within.contains(&&*open.name),
    };
    reach(open)
        .take_while(|(_, open)| !is_bound(open))
        .filter(|(_, open)| closes.contains(&&*open.name))
        .map(|(at, _)| at)
        .last()
}

/// The open elements within reach, innermost first.
fn reach<'a, 's>(open: &'a [Open<'s>]) -> impl Iterator<Item = (usize, &'a Open<'s>)> {
    open.iter().enumerate().rev().take(REACH)
}
