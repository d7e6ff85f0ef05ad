//! Markup in the strings and templates of a program: `"<option value=x>Active</option>"`, lit's `html`.
//! It is read as HTML; what stands in the holes of a template is read as program.

use oxc_ast::ast::{TaggedTemplateExpression, TemplateLiteral};
use oxc_span::GetSpan;

use super::layers::told;
use super::reader::{Expects, On, Reader};
use super::{element, moved};
use crate::formats::page;
use crate::label::{Comment, Contents, Label};
use crate::syntax::template::Language;
use crate::text::place::Span;

impl Reader<'_, '_> {
    /// Reads a string as markup; `false` if it is none.
    pub(super) fn markup(&mut self, span: Span) -> bool {
        let raw = span.slice(self.text);
        if !is_markup(raw) {
            return false;
        }
        if !self.is_silent && !raw.contains('\\') {
            let contents = page::read_part(raw, "", Language::Html, self.reading);
            self.add(contents, span.start);
        }
        true
    }

    /// A template with holes.
    pub(super) fn template(&mut self, it: &TemplateLiteral<'_>, expects: Expects) {
        let is_markup = self.page(it);
        let expects = match expects {
            _ if is_markup => Expects::Label(On::TEXT),
            Expects::Label(_) => Expects::Code,
            _ => Expects::Nothing,
        };
        for it in &it.expressions {
            self.value(it, expects);
        }
    }

    /// html`…`, css`…`, t`…`
    pub(super) fn tagged(&mut self, it: &TaggedTemplateExpression<'_>, expects: Expects) {
        let tag = self.slice(it.tag.span());
        let name = tag.rsplit('.').next().unwrap_or(tag);
        let is_text = matches!(name, "t" | "msg" | "$localize" | "_");
        if is_text && it.quasi.expressions.is_empty() {
            if let Some((span, quoting)) = self.quoted(it.quasi.span) {
                let on = if let Expects::Label(on) = expects { on } else { On::TEXT };
                self.source_text(span, quoting, None, on);
            }
            return;
        }
        let is_page = matches!(name, "html" | "svg" | "template") && self.page(&it.quasi);
        let expects = if is_page { Expects::Label(On::TEXT) } else { Expects::Nothing };
        for it in &it.quasi.expressions {
            self.value(it, expects);
        }
    }

    /// Reads a template as a page whose holes are statements, or placeholders if they are only names.
    fn page(&mut self, it: &TemplateLiteral<'_>) -> bool {
        let Some((inner, _)) = self.quoted(it.span) else { return false };
        let raw = inner.slice(self.text);
        if !is_markup(raw) {
            return false;
        }
        if self.is_silent || raw.contains('\\') {
            return true;
        }
        let mut masked = raw.as_bytes().to_vec();
        let quasis = it.quasis.iter().zip(it.quasis.iter().skip(1));
        for (before, after) in quasis {
            let start = (before.span.end - inner.start) as usize;
            let end = (after.span.start - inner.start) as usize;
            mask(&mut masked, start, end, raw);
        }
        if let Ok(masked) = String::from_utf8(masked) {
            let contents = page::read_part(&masked, "", Language::Html, self.reading);
            self.add(contents, inner.start);
        }
        true
    }

    /// Takes over what was read of a part of the file that begins at `base`.
    fn add(&mut self, read: Contents<'_>, base: u32) {
        let read = moved(read, base);
        for label in read.labels {
            let mut made = self.made(label.spans.clone(), label.quoting, On::TEXT);
            take_over(&mut made, label);
            self.contents.labels.push(made);
        }
        for mut reference in read.references {
            let has_border = reference.scopes.iter().any(|scope| scope.around.is_border());
            if !has_border {
                let told = told(self.around(), reference.span, On::TEXT.footing, self.text);
                reference.scopes.extend(told.scopes);
            }
            self.contents.references.push(reference);
        }
        for comment in read.comments {
            let text = comment.text.into_owned().into();
            self.contents.comments.push(Comment { text, ..comment });
        }
    }
}

/// What a page says of a label beside its text and place.
fn take_over(made: &mut Label<'_>, mut read: Label<'_>) {
    made.locale = read.locale.or(made.locale.take());
    made.element = read.element.or(made.element);
    made.annotation = read.annotation.map(|it| it.into_owned().into());
    if !read.scopes.iter().any(|scope| scope.around.is_border()) {
        read.scopes.append(&mut made.scopes);
    }
    made.scopes = read.scopes;
}

/// Whether a string begins with a tag of HTML, and not with a word in angles: `<id> is missing`. A tag has
/// an attribute or is closed.
fn is_markup(raw: &str) -> bool {
    let Some(tag) = raw.trim_start().strip_prefix('<') else { return false };
    tag.starts_with(|it: char| it.is_ascii_lowercase())
        && tag.contains('>')
        && ["</", "/>", "=\"", "='"].iter().any(|sign| tag.contains(sign))
}

/// Writes over the hole at `start..end`, which begins with `${` and ends with `}`.
fn mask(masked: &mut [u8], start: usize, end: usize, raw: &str) {
    let Some(hole) = masked.get_mut(start..end) else { return };
    if element::is_placeholder(&raw[start + 1..end]) || hole.len() < 4 {
        hole.fill(b'_');
        return;
    }
    let last = hole.len() - 2;
    hole.fill(b' ');
    hole[..2].copy_from_slice(b"{%");
    hole[last..].copy_from_slice(b"%}");
}
