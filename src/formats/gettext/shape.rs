//! What the parts of an entry are, where their keywords do not say it: contexts and plurals that stand
//! in the source text, source texts that are names of a program. Decided by the source texts alone,
//! so that all catalogues of a project agree.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::formats::symbols;
use crate::syntax::po::{Entry, Field, Form, MOST_FORMS};

/// An entry with its parts told apart.
pub(super) struct Shape<'s> {
    pub(super) context: Option<Cow<'s, str>>,
    pub(super) id: Field,
    pub(super) plural: Option<Field>,
    pub(super) forms: SmallVec<[Form; 1]>,
}

impl<'s> Shape<'s> {
    /// The parts as their keywords name them.
    pub(super) fn plain(entry: &Entry, text: &'s str) -> Self {
        Self {
            context: entry.context.as_ref().map(|context| context.text(text)),
            id: entry.id.clone().unwrap_or_default(),
            plural: entry.plural.clone(),
            forms: entry.forms.clone(),
        }
    }

    /// The parts, with what stands in the source text in its place.
    pub(super) fn of(entry: &Entry, text: &'s str) -> Self {
        let mut shape = Self::plain(entry, text);
        if shape.context.is_some() || shape.plural.is_some() {
            return shape;
        }
        if let Some((context, rest)) = told_apart(&shape.id, text) {
            shape.take_context(context, rest, text);
        }
        if let Some((singular, plural)) = plural_of_kde(&shape.id, text) {
            shape.take_plural(singular, plural, text);
        }
        shape
    }

    fn take_context(&mut self, context: Cow<'s, str>, rest: Field, text: &str) {
        let whole = self.id.text(text);
        for form in &mut self.forms {
            // A copy of the source text is cut as that is: it stays a copy.
            if form.text.text(text) == whole
                && let Some((_, rest)) = told_apart(&form.text, text)
            {
                form.text = rest;
            }
        }
        self.context = Some(context);
        self.id = rest;
    }

    fn take_plural(&mut self, singular: Field, plural: Field, text: &str) {
        let forms = std::mem::take(&mut self.forms);
        let mut rest = forms.into_iter().next().map(|form| form.text);
        while let Some(form) = rest {
            let form = form.strip_prefix(text, PLURAL).unwrap_or(form);
            let others = form.split(text, NEW_LINE).filter(|_| self.forms.len() + 1 < MOST_FORMS);
            let (first, others) =
                others.map_or((form, None), |(first, others)| (first, Some(others)));
            self.forms.push(Form { index: Some(self.forms.len() as u32), text: first });
            rest = others;
        }
        self.id = singular;
        self.plural = Some(plural);
    }
}

/// Whether an entry is the header of its file.
pub(super) fn is_header(entry: &Entry, text: &str) -> bool {
    let is_empty = |field: &Field| field.text(text).is_empty();
    entry.context.is_none() && entry.id.as_ref().is_some_and(is_empty)
}

/// Whether the source texts of a file are names of a program.
pub(super) fn are_symbols(entries: &[Entry], text: &str) -> bool {
    let live = entries.iter().filter(|it| !it.is_obsolete && !it.is_broken && !is_header(it, text));
    symbols::are_symbols(live.filter_map(|entry| entry.id.as_ref()).map(|id| id.text(text)))
}

const CONTEXT: &str = "_: ";
const PLURAL: &str = "_n: ";
const NEW_LINE: &str = "\\n";

/// The context that stands in a source text, and the rest.
fn told_apart<'s>(id: &Field, text: &'s str) -> Option<(Cow<'s, str>, Field)> {
    context_of_kde(id, text).or_else(|| context_of_glib(id, text))
}

/// `_: context\nText`.
fn context_of_kde<'s>(id: &Field, text: &'s str) -> Option<(Cow<'s, str>, Field)> {
    let (context, rest) = id.strip_prefix(text, CONTEXT)?.split(text, NEW_LINE)?;
    let context = context.text(text);
    (!context.trim().is_empty() && rest.spans().is_some()).then_some((context, rest))
}

/// `_n: File\nFiles`, which a translation has as many lines of as its language has plural forms.
fn plural_of_kde(id: &Field, text: &str) -> Option<(Field, Field)> {
    let (singular, plural) = id.strip_prefix(text, PLURAL)?.split(text, NEW_LINE)?;
    (singular.spans().is_some() && plural.spans().is_some()).then_some((singular, plural))
}

/// `context|Text`. What else is written with a bar is none: `yes|no`, `Yes|No`, `Images|*.png`, `%s|%s`.
fn context_of_glib<'s>(id: &Field, text: &'s str) -> Option<(Cow<'s, str>, Field)> {
    let (context, rest) = id.split(text, "|")?;
    if rest.split(text, "|").is_some() {
        return None;
    }
    let (context, said) = (context.text(text), rest.text(text));
    (is_context_of_glib(&context) && begins_with_capital(&said)).then_some((context, rest))
}

/// Words that begin in lower case, or several.
fn is_context_of_glib(context: &str) -> bool {
    let is_part =
        |char: char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_' | ':' | '.');
    let is_word = context.starts_with(char::is_alphabetic) && context.chars().all(is_part);
    let is_lower = context.starts_with(char::is_lowercase);
    is_word && !context.ends_with(' ') && (is_lower || context.contains([' ', '-', ':']))
}

/// Whether a text begins with a capital, perhaps behind the sign of an accelerator.
fn begins_with_capital(text: &str) -> bool {
    let text = text.strip_prefix(['_', '&']).unwrap_or(text);
    text.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::po::read;

    fn parts(id: &str) -> (Option<String>, String) {
        let text = format!("msgid \"{id}\"\nmsgstr \"\"\n");
        let file = read(&text);
        let shape = Shape::of(&file.entries[0], &text);
        (shape.context.as_ref().map(ToString::to_string), shape.id.text(&text).into_owned())
    }

    #[test]
    fn contexts_in_source_texts() {
        for (id, context, rest) in [
            (r"_: order list\nShipped", "order list", "Shipped"),
            ("order list|Shipped", "order list", "Shipped"),
            ("Stock label|_Close", "Stock label", "_Close"),
            ("undo-type|Crop image", "undo-type", "Crop image"),
        ] {
            assert_eq!(parts(id), (Some(context.to_owned()), rest.to_owned()), "{id}");
        }
    }

    #[test]
    fn texts_with_bars() {
        for id in [
            "yes|no",
            "Yes|No",
            "Menu|Open",
            "%s|%s",
            "Images|*.png",
            "a|B|C",
            "state | Shipped",
            "state| Shipped",
            "|Shipped",
            "state|",
            "_: no text",
            r"_: \nShipped",
            "(on|Off)",
        ] {
            assert_eq!(parts(id).0, None, "{id}");
        }
    }

    #[test]
    fn plurals_of_kde() {
        let text = "msgid \"\"\n\"_n: One file\\n\"\n\"%n files\"\nmsgstr \"\"\n\"Plik\\n\"\n\"Pliki\\nPlików\"\n";
        let file = read(text);
        let shape = Shape::of(&file.entries[0], text);
        assert_eq!(shape.id.text(text), "One file");
        assert_eq!(shape.plural.unwrap().text(text), "%n files");
        let forms: Vec<_> =
            shape.forms.iter().map(|form| (form.index, form.text.text(text))).collect();
        assert_eq!(forms.len(), 3);
        assert_eq!(forms[2], (Some(2), "Plików".into()));
    }

    #[test]
    fn symbols() {
        let found = |ids: &[&str]| {
            let entry = |id: &&str| format!("msgid \"{id}\"\nmsgstr \"x\"\n\n");
            let text: String = ids.iter().map(entry).collect();
            are_symbols(&read(&text).entries, &text)
        };
        assert!(found(&["", "order.shipped", "order_lost", "title", "back"]));
        assert!(!found(&["order.shipped"]));
        assert!(found(&["order.shipped", "order.lost", "Not yet"]));
        assert!(found(&["order.shipped", "order.lost", "title", "Not yet"]));
        assert!(!found(&["order.shipped", "order.lost", "Not yet", "See a.b"]));
        assert!(!found(&["order.shipped", "Not yet"]));
        assert!(!found(&["order.shipped", "title", "Not yet"]));
        assert!(!found(&["Open", "_Close", "Save...", "1.5"]));
    }
}
