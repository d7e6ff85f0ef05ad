//! A start tag and its attributes, which are looked for only where somebody asks.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;

use super::content::decode;
use crate::label::Quoting;
use crate::text::place::Span;

/// The start of an element.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'s> {
    /// The name as it stands in the file, a prefix included.
    pub name: &'s str,
    /// From `<` to behind `>`.
    pub span: Span,
    /// Whether the element has no content: `<a/>`.
    pub is_empty: bool,
    /// What stands behind the name.
    attributes: &'s str,
}

/// An attribute of a tag.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'s> {
    /// What stands between its quotes.
    pub raw: &'s str,
    /// Where it stands.
    pub span: Span,
    /// The quotes.
    pub quoting: Quoting,
}

impl<'s> Tag<'s> {
    /// The tag that stands in a span, whose name is so many bytes long.
    pub(super) fn new(text: &'s str, span: Span, name: usize, is_empty: bool) -> Self {
        let inner = &span.slice(text)[1..];
        let end = inner.len() - if is_empty { 2 } else { 1 };
        Self { name: &inner[..name], span, is_empty, attributes: &inner[name..end] }
    }

    /// The name without a prefix.
    pub fn local(&self) -> &'s str {
        local(self.name)
    }

    /// The attribute of this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'s>> {
        // Most questions end here.
        if self.attributes.is_empty() || !self.attributes.contains(name) {
            return None;
        }
        let mut attributes = Attributes::html(self.attributes, 0);
        let attributes = attributes.with_checks(false).flatten();
        let mut named = attributes.filter(|attribute| local(attribute.key.0) == name);
        let Cow::Borrowed(raw) = named.next()?.value else { return None };
        // An attribute without a value has one that is no part of the file.
        let within = Span::of_slice(self.attributes, raw)?;
        let before = &self.attributes[..within.start as usize];
        let quoting = match before.as_bytes().last() {
            Some(b'"') => Quoting::Double,
            Some(b'\'') => Quoting::Single,
            _ => Quoting::Bare,
        };
        let start = self.span.start as usize + 1 + self.name.len() + before.len();
        Some(Attribute { raw, span: Span::new(start, start + raw.len()), quoting })
    }

    /// What the attribute of this name says.
    pub fn value(&self, name: &str) -> Option<Cow<'s, str>> {
        self.attribute(name).map(|attribute| decode(attribute.raw, attribute.quoting))
    }

    /// Whether the attribute of this name says this.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.attribute(name).is_some_and(|attribute| attribute.raw == value)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    let prefix = name.bytes().rposition(|byte| byte == b':');
    prefix.map_or(name, |end| &name[end + 1..])
}
