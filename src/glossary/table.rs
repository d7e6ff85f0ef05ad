//! Walks a TOML table field by field, keeping the place of every key and value. Owns the wording for
//! unknown fields and wrong types; knows no field's meaning.

use std::borrow::Cow;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{At, Mistakes};
use crate::text::place::Span;
use crate::text::source::Source;

/// A key or a value with its place.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// What stands there.
    pub value: T,
    /// Where.
    pub at: At,
}

/// One file being read, with the mistakes met in it.
pub struct Reader<'m> {
    /// The file.
    pub file: Arc<Source>,
    /// Everything wrong so far.
    pub mistakes: &'m mut Mistakes,
}

type Value<'v> = Spanned<DeValue<'v>>;

impl Reader<'_> {
    /// The place of a span of this file.
    pub fn at(&self, span: std::ops::Range<usize>) -> At {
        At { file: Arc::clone(&self.file), span: Span::new(span.start, span.end) }
    }

    /// An error at a span.
    pub fn error(
        &mut self,
        span: std::ops::Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let at = self.at(span);
        self.mistakes.error(at, message, help);
    }

    /// What the TOML parser says is wrong.
    pub fn syntax_errors(&mut self, errors: &[toml::de::Error]) {
        for error in errors {
            let message = error.message().trim_end().replace('\n', ", ");
            self.error(error.span().unwrap_or(0..0), message, None);
        }
    }

    /// `value` as text.
    pub fn text(&mut self, value: &Value<'_>) -> Option<Placed<String>> {
        let text = value.get_ref().as_str().map(str::to_owned);
        self.typed(value, text, "a text in quotes")
    }

    /// `value` as true or false.
    pub fn flag(&mut self, value: &Value<'_>) -> Option<Placed<bool>> {
        let flag = value.get_ref().as_bool();
        self.typed(value, flag, "true or false")
    }

    /// `value` as a table; `what` names it ("a state").
    pub fn table<'v>(&mut self, value: &'v Value<'_>, what: &str) -> Option<&'v DeTable<'v>> {
        let table = value.get_ref().as_table();
        self.typed(value, table, &format!("{what}: a table")).map(|table| table.value)
    }

    /// `value` as its elements: those of a list, or the one value itself.
    pub fn elements<'v>(&mut self, value: &'v Value<'v>) -> Vec<&'v Value<'v>> {
        match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        }
    }

    /// `value` as a list of texts; one text is a list of one.
    pub fn texts(&mut self, value: &Value<'_>) -> Vec<Placed<String>> {
        self.elements(value).into_iter().filter_map(|element| self.text(element)).collect()
    }

    fn typed<T>(
        &mut self,
        value: &Value<'_>,
        read: Option<T>,
        expected: &str,
    ) -> Option<Placed<T>> {
        if read.is_none() {
            let found = match value.get_ref().type_str() {
                "string" => "a text",
                "array" => "a list",
                "table" => "a table",
                "boolean" => "true or false",
                other => other,
            };
            self.error(value.span(), format!("expected {expected}, found {found}"), None);
        }
        read.map(|read| Placed { value: read, at: self.at(value.span()) })
    }

    /// Says that `field` is none of `known`, with the nearest of them.
    pub fn unknown_field(&mut self, field: &Spanned<Cow<'_, str>>, owner: &str, known: &[&str]) {
        let help = nearest(field.get_ref(), known).map_or_else(
            || format!("{owner} has: {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        self.error(field.span(), format!("{owner} has no field `{}`", field.get_ref()), Some(help));
    }

    /// Says that an inline table leaves its line: TOML 1.1 allows it, most readers know 1.0 only.
    pub fn inline_table_on_one_line(&mut self, value: &Value<'_>, is_error: bool) {
        let span = value.span();
        let written = &self.file.text[span.clone()];
        if value.get_ref().is_table() && written.starts_with('{') && written.contains('\n') {
            let at = self.at(span.start..span.start + 1);
            let message = "an inline table leaves its line, which TOML 1.0 does not allow";
            let help = Some("write it as a table of its own, or on one line".to_owned());
            match is_error {
                true => self.mistakes.error(at, message, help),
                false => self.mistakes.warning(at, message, help),
            }
        }
    }
}

/// A text as a TOML value.
pub fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The known word nearest to a misspelt one, if one is near enough.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let score = |known: &&str| strsim::damerau_levenshtein(&word.to_lowercase(), known);
    let near = known.iter().copied().min_by_key(score)?;
    (score(&near) <= 1 + word.chars().count() / 4).then_some(near)
}
