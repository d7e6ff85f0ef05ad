//! A string of a JSON file and the labels it becomes: one a branch, none where it names nothing. Shared
//! by the formats that are JSON.

use std::borrow::Cow;

use crate::formats::nested::is_reference;
use crate::label::{About, Comment, Contents, Key, Label, MENTION, Quoting, Shared, Side, Unfit};
use crate::syntax::json::Text;
use crate::syntax::json::string::{self, Offsets};
use crate::syntax::{branch::Branch, icu, vue};
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// How the texts of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Syntax {
    /// As they are shown, but for placeholders.
    Plain,
    /// ICU messages.
    Icu,
    /// Messages of vue-i18n.
    Vue,
}

/// A string under its key.
pub(in crate::formats) struct Entry<'s> {
    pub(in crate::formats) key: Key,
    /// The branch that the key itself names.
    pub(in crate::formats) branch: Option<String>,
    pub(in crate::formats) text: Text<'s>,
    pub(in crate::formats) locale: Option<Locale>,
    pub(in crate::formats) side: Side<'s>,
    pub(in crate::formats) description: Option<Shared<'s>>,
}

impl<'s> Entry<'s> {
    /// Adds the labels of the entry, and its description if that speaks to canonym.
    pub(in crate::formats) fn add(self, syntax: Syntax, contents: &mut Contents<'s>) {
        let labels = &mut contents.labels;
        if let Some(text) = self.description.as_ref().filter(|text| text.contains(MENTION)) {
            let span = self.text.span;
            let (text, about) = (text.to_string().into(), About::Entry(span));
            contents.comments.push(Comment { text, span, about });
        }
        if self.text.text.trim().is_empty() || is_reference(&self.text.text) {
            return;
        }
        let branches = match syntax {
            Syntax::Plain => Vec::new(),
            Syntax::Icu => icu::branches(&self.text.text),
            Syntax::Vue => vue::branches(&self.text.text),
        };
        if branches.len() < 2 && branches.iter().all(|branch| branch.path.is_empty()) {
            labels.push(self.whole());
            return;
        }
        let offsets = Offsets::new(self.text.raw);
        labels.extend(branches.iter().filter_map(|branch| self.branch(branch, &offsets)));
    }

    fn whole(self) -> Label<'s> {
        Label {
            key: Some(self.key),
            branch: self.branch.map(Into::into),
            locale: self.locale,
            side: self.side,
            description: self.description,
            ..Label::new(self.text.text, Spans::one(self.text.span), self.text.quoting)
        }
    }

    /// One branch of an ICU message, inside the branch that the key names.
    fn branch(&self, branch: &Branch, offsets: &Offsets) -> Option<Label<'s>> {
        let start = self.text.span.start as usize;
        let span = |piece: &std::ops::Range<usize>| {
            Span::new(start + offsets.raw(piece.start), start + offsets.raw(piece.end))
        };
        let text: String =
            branch.pieces.iter().map(|piece| &self.text.text[piece.clone()]).collect();
        let spans = Spans::several(branch.pieces.iter().map(span))?;
        let outer = self.branch.iter().map(String::as_str);
        let path = outer.chain([&*branch.path]).collect::<Vec<_>>().join("/");
        (!text.trim().is_empty()).then(|| Label {
            key: Some(self.key.clone()),
            branch: Some(path.into()),
            locale: self.locale.clone(),
            side: self.side.clone(),
            description: self.description.clone(),
            ..Label::new(Cow::Owned(text), spans, self.text.quoting)
        })
    }
}

/// What stands between the quotes of a JSON file for `text`.
pub(in crate::formats) fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    match quoting {
        Quoting::Double => Ok(string::encode(text, '"')),
        Quoting::Single => Ok(string::encode(text, '\'')),
        _ => Err(Unfit("a text of JSON stands in quotes".to_owned())),
    }
}

/// The text that the bytes between the quotes stand for.
pub(in crate::formats) fn decode(bytes: &str, _: Quoting) -> String {
    string::decode(bytes).into_owned()
}
