//! Which texts an expression shows, and what it asks a catalogue for: the results of a choice, the
//! arguments of translation calls, default texts, the members of a map of names. Any other string of a
//! program is none.

use super::condition::{Conditions, border, last_name, literal};
use crate::formats::Reading;
use crate::formats::scopes::{is_map_of_names, is_something_else};
use crate::label::{Around, Scope};
use crate::syntax::expression::{Expr, Node, Pair};
use crate::text::place::Span;

/// How far expressions are followed into each other.
const DEEP: usize = 64;

/// Something that an expression shows.
pub(super) struct Shown {
    pub(super) what: What,
    /// What the expression says around it.
    pub(super) scope: Option<Scope>,
}

/// What is shown; spans stand within quotes.
pub(super) enum What {
    /// A text.
    Text(Span),
    /// What a catalogue has under a key, or in place of a text, perhaps in a context.
    Entry(Span, Option<Span>),
    /// The same where catalogues are asked by their texts: one small word is a text too.
    Message(Span, Option<Span>),
    /// What a catalogue has under a key, and the text that the source has there.
    Both(Span, Span),
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text of the page: a lone string is a template author's matter.
    Text,
    /// In an attribute that is bound to it: a string is its value.
    Bound,
    /// It is shown where a literal condition holds.
    Result,
    /// Nobody sees it; the calls in it do.
    Nowhere,
}

/// Reads what expressions show.
pub(super) struct Shows<'a, 's> {
    pub(super) conditions: Conditions<'a, 's>,
    pub(super) reading: &'a Reading<'a>,
    pub(super) found: Vec<Shown>,
    pub(super) depth: usize,
}

impl<'s> Shows<'_, 's> {
    fn text(&self) -> &'s str {
        self.conditions.text
    }

    /// What an expression shows.
    pub(super) fn read(&mut self, expr: &Expr, place: Place, scope: Option<&Scope>) {
        if self.depth >= DEEP {
            return;
        }
        self.depth += 1;
        self.walk(expr, place, scope);
        self.depth -= 1;
    }

    fn walk(&mut self, expr: &Expr, place: Place, scope: Option<&Scope>) {
        match &expr.node {
            Node::Text(span) => self.string(*span, place, scope),
            Node::Choice(condition, yes, no) => {
                let holds = self.conditions.scope(condition, condition.span);
                self.read(condition, Place::Nowhere, None);
                self.read(yes, result(place, &holds), Some(&holds));
                if let Some(no) = no {
                    let otherwise = border(no.span);
                    self.read(no, result(place, &holds), Some(&otherwise));
                }
            }
            Node::Pair(Pair::And, condition, value) => {
                let holds = self.conditions.scope(condition, condition.span);
                self.read(value, result(place, &holds), Some(&holds));
            }
            Node::Pair(Pair::Or, value, default) => {
                self.read(value, place, scope);
                let otherwise = border(default.span);
                let place = if place == Place::Text { Place::Bound } else { place };
                self.read(default, place, Some(&otherwise));
            }
            Node::Call(callee, given) => self.call(callee, given, place, scope),
            Node::Filter(value, name, given) => self.filter(value, *name, given, place, scope),
            Node::Index(map, _) if matches!(map.node, Node::Map(_)) => self.map(map, "", true),
            Node::Index(value, index) => {
                self.read(value, Place::Nowhere, scope);
                self.read(index, Place::Nowhere, scope);
            }
            Node::Set(name, value) => self.set(name.slice(self.text()), value),
            Node::Named(_, value) | Node::Not(value) | Node::Member(value, _) => {
                self.read(value, Place::Nowhere, scope);
            }
            Node::Pair(_, left, right) => {
                self.read(left, Place::Nowhere, scope);
                self.read(right, Place::Nowhere, scope);
            }
            Node::Map(entries) => {
                for (_, value) in entries {
                    self.read(value, Place::Nowhere, scope);
                }
            }
            Node::List(list) | Node::Other(list) => {
                for value in list {
                    self.read(value, Place::Nowhere, scope);
                }
            }
            Node::Path | Node::Constant => {}
        }
    }

    fn string(&mut self, span: Span, place: Place, scope: Option<&Scope>) {
        let text = span.slice(self.text());
        let is_text = match place {
            Place::Nowhere | Place::Text => false,
            _ if matches!(text, "true" | "false" | "null" | "undefined") => false,
            Place::Result => text.contains(char::is_alphabetic),
            Place::Bound => text.contains(char::is_alphabetic) && !is_identifier(text),
        };
        if is_text {
            self.push(What::Text(span), scope);
        }
    }

    fn push(&mut self, what: What, scope: Option<&Scope>) {
        self.found.push(Shown { what, scope: scope.cloned() });
    }

    fn call(&mut self, callee: &Expr, given: &[Expr], place: Place, scope: Option<&Scope>) {
        let name = last_name(self.text(), callee);
        let whole = callee.span.slice(self.text());
        let is_wrapper = self.reading.wrappers.iter().any(|it| it == name || it == whole);
        if is_wrapper || translates(name) {
            self.translation(name, given, scope);
            return;
        }
        if let Node::Member(receiver, _) = &callee.node {
            self.read(receiver, Place::Nowhere, scope);
        }
        let is_shown = matches!(
            name,
            "link_to"
                | "button_to"
                | "submit"
                | "label"
                | "content_tag"
                | "label_tag"
                | "submit_tag"
        );
        for (index, value) in given.iter().enumerate() {
            let first = usize::from(name == "content_tag");
            let is_text = is_shown && index == first && place == Place::Text;
            self.read(value, if is_text { Place::Bound } else { Place::Nowhere }, scope);
        }
    }

    fn translation(&mut self, name: &str, given: &[Expr], scope: Option<&Scope>) {
        let Some(first) = given.first() else { return };
        let second = given.get(1);
        match &first.node {
            Node::Text(span) if name.contains("pgettext") => {
                if let Some(text) = second.and_then(Expr::text) {
                    self.push(What::Entry(text, Some(*span)), scope);
                }
            }
            Node::Text(span) => {
                let context = (name == "_x" || name.ends_with("_x"))
                    .then(|| second.and_then(Expr::text))
                    .flatten();
                let may_default =
                    context.is_none() && !name.contains("gettext") && !name.contains("__");
                let default = given.iter().skip(1).find_map(|it| self.default_of(it, may_default));
                let asks_by_text = name == "_" || name.ends_with("gettext");
                let entry = match asks_by_text {
                    true => What::Message(*span, context),
                    false => What::Entry(*span, context),
                };
                self.push(default.map_or(entry, |text| What::Both(*span, text)), scope);
            }
            Node::Map(entries) => {
                let member = |names: [&str; 2]| {
                    let found = entries
                        .iter()
                        .find(|(key, _)| names.contains(&self.key(key).unwrap_or("")));
                    found.and_then(|(_, value)| value.text())
                };
                match (member(["id", "path"]), member(["defaultMessage", "default"])) {
                    (Some(key), Some(text)) => self.push(What::Both(key, text), scope),
                    (Some(key), None) => self.push(What::Entry(key, None), scope),
                    _ => {}
                }
            }
            Node::Choice(condition, yes, no) => {
                let holds = self.conditions.scope(condition, condition.span);
                self.entry(yes, &holds);
                if let Some(no) = no {
                    self.entry(no, &border(no.span));
                }
            }
            _ => self.read(first, Place::Nowhere, scope),
        }
    }

    fn entry(&mut self, expr: &Expr, scope: &Scope) {
        match expr.text() {
            Some(span) => self.push(What::Entry(span, None), Some(scope)),
            None => self.read(expr, Place::Nowhere, Some(scope)),
        }
    }

    /// The text of the source that a translation call is given beside its key.
    fn default_of(&self, given: &Expr, may_be_plain: bool) -> Option<Span> {
        let is_default = |name: &str| matches!(name, "default" | "defaultValue" | "defaultMessage");
        match &given.node {
            Node::Text(span)
                if may_be_plain && span.slice(self.text()).contains(char::is_uppercase) =>
            {
                Some(*span)
            }
            Node::Named(name, value) if is_default(name.slice(self.text())) => value.text(),
            Node::Map(entries) => {
                let found = entries.iter().find(|(key, _)| self.key(key).is_some_and(is_default));
                found.and_then(|(_, value)| value.text())
            }
            _ => None,
        }
    }

    fn filter(
        &mut self,
        value: &Expr,
        name: Span,
        given: &[Expr],
        place: Place,
        scope: Option<&Scope>,
    ) {
        let name = name.slice(self.text());
        if translates(name) || matches!(name, "transloco" | "i18n") {
            match &value.node {
                Node::Choice(condition, yes, no) => {
                    let holds = self.conditions.scope(condition, condition.span);
                    self.entry(yes, &holds);
                    if let Some(no) = no {
                        self.entry(no, &border(no.span));
                    }
                }
                Node::Text(span) => {
                    let default = given.iter().find_map(|it| self.default_of(it, false));
                    self.push(
                        default.map_or(What::Entry(*span, None), |text| What::Both(*span, text)),
                        scope,
                    );
                }
                _ => self.read(value, Place::Nowhere, scope),
            }
            return;
        }
        let keeps = matches!(
            name,
            "capfirst"
                | "capitalize"
                | "title"
                | "titlecase"
                | "upper"
                | "uppercase"
                | "lower"
                | "lowercase"
                | "safe"
                | "raw"
                | "escape"
                | "e"
                | "default"
                | "default_if_none"
                | "d"
                | "upcase"
                | "downcase"
                | "async"
        );
        self.read(value, if keeps { place } else { Place::Nowhere }, scope);
        let is_default = matches!(name, "default" | "default_if_none" | "d");
        for value in given {
            let otherwise = border(value.span);
            let place =
                if is_default && place != Place::Nowhere { Place::Bound } else { Place::Nowhere };
            self.read(value, place, Some(&otherwise));
        }
    }

    /// `labels = { active: "Active" }`
    pub(super) fn set(&mut self, name: &str, value: &Expr) {
        match &value.node {
            Node::Map(_) => self.map(value, name, is_map_of_names(name)),
            Node::Index(map, _) if matches!(map.node, Node::Map(_)) => {
                self.map(map, name, is_map_of_names(name));
            }
            Node::List(list) => {
                for element in list {
                    self.pair(element, name);
                }
            }
            Node::Choice(..) if is_map_of_names(name) => self.read(value, Place::Result, None),
            Node::Choice(..) => self.read(value, Place::Bound, None),
            _ => self.read(value, Place::Nowhere, None),
        }
    }

    /// The members of a map. In a map of names a word in small letters is a text too.
    fn map(&mut self, map: &Expr, name: &str, has_names: bool) {
        let Node::Map(entries) = &map.node else { return };
        let keys: Vec<_> = entries.iter().map(|(key, _)| self.literal_key(key)).collect();
        if keys.iter().flatten().any(|key| key.contains(char::is_whitespace)) {
            return;
        }
        for (key, (_, value)) in keys.into_iter().zip(entries) {
            let scope = member(name, key, map.span, value.span);
            let place =
                if has_names && !is_something_else(name) { Place::Result } else { Place::Bound };
            match &value.node {
                Node::Map(fields) => {
                    let named = |key: &str| matches!(key, "label" | "name" | "title" | "text");
                    let text = fields.iter().find(|(key, _)| self.key(key).is_some_and(named));
                    if let Some((_, text)) = text {
                        self.read(text, Place::Result, Some(&scope));
                    }
                }
                _ => self.read(value, place, Some(&scope)),
            }
        }
    }

    /// A member of a list of choices: its value, which may be a number, then its name.
    pub(super) fn choice(&mut self, (list, own): (&str, &str), values: &[Expr]) {
        if let [key, value] = values {
            let key_text = self.literal_key(key).or_else(|| literal(own));
            let scope = member(list, key_text, key.span, value.span);
            self.read(value, Place::Result, Some(&scope));
        }
    }

    /// `("active", _("Active"))`, `{ value: "active", label: "Active" }`
    fn pair(&mut self, element: &Expr, name: &str) {
        match &element.node {
            Node::List(pair) => {
                if let [key, value] = &pair[..] {
                    let scope = member(name, self.literal_key(key), element.span, value.span);
                    self.read(value, Place::Result, Some(&scope));
                }
            }
            Node::Map(fields) => {
                let field = |names: &[&str]| {
                    let found = fields
                        .iter()
                        .find(|(key, _)| self.key(key).is_some_and(|key| names.contains(&key)));
                    found.map(|(_, value)| value)
                };
                let key = field(&["value", "id", "key", "status", "state", "code"]);
                let text = field(&["label", "title", "text", "name"]);
                if let (Some(key), Some(text)) = (key, text) {
                    let scope = member(name, self.conditions.literal(key), element.span, text.span);
                    self.read(text, Place::Result, Some(&scope));
                }
            }
            _ => self.read(element, Place::Nowhere, None),
        }
    }

    fn key(&self, key: &Expr) -> Option<&'s str> {
        match &key.node {
            Node::Text(span) => Some(span.slice(self.text())),
            Node::Path => Some(key.span.slice(self.text())),
            _ => None,
        }
    }

    /// The spelling that a key of a map is: `active`, `"active"`, `[Status.Active]`.
    fn literal_key(&self, key: &Expr) -> Option<Box<str>> {
        match &key.node {
            Node::List(list) if list.len() == 1 => self.conditions.literal(&list[0]),
            Node::Path => {
                self.conditions.literal(key).or_else(|| literal(key.span.slice(self.text())))
            }
            _ => self.conditions.literal(key),
        }
    }
}

/// What a member of a map or of a list of pairs says.
fn member(name: &str, key: Option<Box<str>>, map: Span, value: Span) -> Scope {
    match key {
        Some(key) if !is_something_else(name) => Scope::new(Around::Member, name, vec![key], value),
        _ => border(map),
    }
}

/// Where a result of a choice stands.
fn result(place: Place, holds: &Scope) -> Place {
    match place {
        Place::Nowhere => Place::Nowhere,
        _ if holds.literals.is_empty() => {
            if place == Place::Result {
                place
            } else {
                Place::Bound
            }
        }
        _ => Place::Result,
    }
}

/// Whether a function shows what a catalogue has for its first argument.
fn translates(name: &str) -> bool {
    let name = name.trim_start_matches(['$', '@']);
    matches!(
        name,
        "t" | "tc"
            | "_"
            | "__"
            | "_e"
            | "_x"
            | "trans"
            | "translate"
            | "gettext"
            | "gettext_lazy"
            | "ngettext"
            | "ngettext_lazy"
            | "pgettext"
            | "pgettext_lazy"
            | "npgettext"
            | "ugettext"
            | "trans_choice"
            | "formatMessage"
            | "esc_html__"
            | "esc_html_e"
            | "esc_attr__"
            | "esc_attr_e"
            | "esc_html_x"
            | "tr"
            | "i18n"
            | "lang"
            | "t!"
            | "selectTranslate"
    )
}

/// Whether a word is more likely a name of the program than a text.
pub(super) fn is_identifier(text: &str) -> bool {
    let is_part = |char: char| {
        char.is_ascii_alphanumeric()
            || matches!(char, '_' | '-' | '.' | ':' | '/' | '#' | '@' | '=')
    };
    if !text.chars().all(is_part) {
        return false;
    }
    let mut chars = text.chars();
    let is_capital = chars.next().is_some_and(|char| char.is_ascii_uppercase());
    !(is_capital && text.len() > 1 && chars.all(|char| char.is_ascii_lowercase()))
}
