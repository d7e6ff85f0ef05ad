//! What an element of a page says of the texts in it, noted as it begins: its role, its classes, the value
//! that it chooses. Reads none of its texts.

use super::around::Node;
use super::open::Open;
use super::walk::Page;
use super::{choice, element};
use crate::label::Element;
use crate::syntax::markup::{Attribute, Tag};
use crate::syntax::template::Kind;
use crate::text::place::Span;

/// How many boxes to tick are kept for the labels that name them.
const TICKED: usize = 64;

impl Page<'_, '_> {
    /// Adds an element to what stands around labels.
    pub(super) fn node(&mut self, tag: &Tag<'_>, on: Option<Element>) -> u32 {
        let written = self.written(tag);
        let is_component = element::is_component(written);
        let parent = self.open.last().map_or(0, |open| open.node);
        let above = self.around.node(parent).map_or((0, 0), |above| (above.owner, above.note));
        let mut scopes = Vec::new();
        let select = self.select();
        scopes.extend(choice::chosen(tag, written, is_component, select.as_deref()));
        let data = |it: &&Attribute<'_>| it.name.starts_with("data-");
        scopes.extend(tag.attributes.iter().filter(data).filter_map(choice::data));
        // What ends the list comes last.
        scopes.sort_by_key(|scope| scope.around.is_border());
        let class = tag.attributes.iter().find(|it| matches!(&*it.name, "class" | "classname"));
        let class = class.filter(|it| !self.has_statement(it.span)).map(|it| it.span);
        let class = class
            .filter(|it| it.slice(self.markup).contains(|char: char| char.is_ascii_alphabetic()));
        let role = element::role(tag, written, is_component);
        let (owner, note) = above;
        let start = tag.span.start;
        let number = self.around.add(Node { parent, start, role, class, scopes, on, owner, note });
        self.tick(tag, number);
        number
    }

    /// Gives labels the scope of the box that they name.
    fn tick(&mut self, tag: &Tag<'_>, number: u32) {
        if tag.name == "label"
            && let Some(wanted) = tag.value("for")
        {
            let ticked = self.ticked.iter().rev().find(|it| it.id.as_deref() == Some(wanted));
            if let (Some(ticked), Some(node)) = (ticked, self.around.node_mut(number)) {
                choice::tick(node, ticked);
            }
        }
        let Some(ticked) = choice::ticked(tag) else { return };
        let label =
            self.open.iter().rev().take(4).find(|open| open.name == "label").map(|open| open.node);
        if let Some(node) = label.and_then(|label| self.around.node_mut(label)) {
            choice::tick(node, &ticked);
        }
        if self.ticked.len() < TICKED {
            self.ticked.push(ticked);
        }
    }

    /// The name of the innermost open `select` or group.
    fn select(&self) -> Option<String> {
        let is_group = |open: &&Open<'_>| open.choice.is_some();
        self.open.iter().rev().take(8).find(is_group).and_then(|open| open.choice.clone())
    }

    /// Whether a statement of the template stands in a span: what is there depends.
    fn has_statement(&self, span: Span) -> bool {
        let rest = &self.tags[self.next.min(self.tags.len())..];
        rest.iter()
            .take_while(|tag| tag.span.start < span.end)
            .any(|tag| tag.span.start >= span.start && tag.kind == Kind::Statement)
    }
}
