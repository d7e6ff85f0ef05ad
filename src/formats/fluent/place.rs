//! Where the pieces of a pattern stand: fluent-syntax's tree holds slices of the source and no places.
//! Builds the tree of choices that is flattened into branches; knows no labels.

use fluent_syntax::ast::Variant as AstVariant;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use crate::syntax::branch::{Part, Variant};
use crate::syntax::fluent;
use crate::text::place::Span;

/// Finds the places of a pattern's pieces: a text's is that of the slice, a placeable's lies between.
pub(super) struct Places<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Places<'s> {
    /// Begins behind the `=` that follows an id.
    pub(super) fn after(text: &'s str, id: &str) -> Option<Self> {
        let at = Span::of_slice(text, id)?.end as usize;
        let mut places = Self { text, at };
        places.expect('=')?;
        Some(places)
    }

    /// The pieces of the pattern that stands next.
    pub(super) fn pattern(&mut self, pattern: &Pattern<&'s str>) -> Option<Vec<Part<'s>>> {
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value: "" } => {}
                PatternElement::TextElement { value } => {
                    let span = Span::of_slice(self.text, value)?;
                    self.at = span.end as usize;
                    parts.push(Part::Text(span.start as usize..self.at));
                }
                PatternElement::Placeable { expression } => {
                    parts.push(self.placeable(expression)?);
                }
            }
        }
        Some(parts)
    }

    fn placeable(&mut self, expression: &Expression<&'s str>) -> Option<Part<'s>> {
        self.expect('{')?;
        let open = self.at - 1;
        let part = match expression {
            Expression::Select { variants, .. } => {
                self.at = fluent::variants_start(self.text, open)?;
                let variants = variants.iter().map(|variant| self.variant(variant));
                Part::Choice(variants.collect::<Option<_>>()?)
            }
            Expression::Inline(InlineExpression::Placeable { expression: inner })
                if is_selection(inner) =>
            {
                self.placeable(inner)?
            }
            Expression::Inline(_) => {
                self.at = fluent::placeable_end(self.text, open)?;
                return Some(Part::Text(open..self.at));
            }
        };
        self.expect('}')?;
        Some(part)
    }

    fn variant(&mut self, variant: &AstVariant<&'s str>) -> Option<Variant<'s>> {
        let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
            variant.key;
        self.at = Span::of_slice(self.text, name)?.end as usize;
        self.expect(']')?;
        let parts = self.pattern(&variant.value)?;
        Some(Variant { name, is_default: variant.default, parts })
    }

    /// Moves behind `char`, which stands next but for blanks.
    fn expect(&mut self, char: char) -> Option<()> {
        let rest = self.text[self.at..].trim_start_matches([' ', '\n', '\r']).strip_prefix(char)?;
        self.at = self.text.len() - rest.len();
        Some(())
    }
}

fn is_selection(expression: &Expression<&str>) -> bool {
    match expression {
        Expression::Select { .. } => true,
        Expression::Inline(InlineExpression::Placeable { expression }) => is_selection(expression),
        Expression::Inline(_) => false,
    }
}
