//! Maps and lists of texts: `{ active: "Active" }`, `[{ value: "active", label: "Active" }]`, pairs, enums.
//! Owns which member of them is a name of its key.

use std::borrow::Cow;

use oxc_ast::ast::{
    ArrayExpression, ArrayExpressionElement, Expression, ObjectExpression, ObjectProperty,
    ObjectPropertyKind, PropertyKey, TSEnumDeclaration,
};
use oxc_span::GetSpan;

use super::condition::bare;
use super::layers::Fact;
use super::reader::{Expects, Least, On, Reader, is_identifier, span, span_of};
use super::visit::is_machinery;
use crate::formats::scopes::is_something_else;
use crate::label::{Around, Footing};
use crate::text::fold::spelling_of_key;
use crate::text::place::Span;

/// Fields that say which of several a record is, the most telling first.
const IDS: [&str; 7] = ["value", "status", "state", "key", "id", "code", "name"];
/// Fields that name what the record is.
const NAMES: [&str; 4] = ["label", "title", "text", "name"];
/// Fields that people read and that name nothing.
const TEXTS: [&str; 14] = [
    "ariaLabel",
    "caption",
    "description",
    "emptyText",
    "header",
    "headerName",
    "heading",
    "helpText",
    "helperText",
    "hint",
    "message",
    "placeholder",
    "subtitle",
    "tooltip",
];

/// What an object is a part of.
pub(super) enum Holds<'s> {
    /// An argument, or something else that is no map.
    Nothing,
    /// What has a name, and so may be a map.
    Map(Cow<'s, str>),
    /// One of a list.
    Item(Cow<'s, str>),
    /// What a map holds under a key.
    Entry { map: Cow<'s, str>, key: &'s str, place: Span },
}

impl<'s> Holds<'s> {
    pub(super) fn map(name: &'s str) -> Self {
        Self::Map(Cow::Borrowed(name))
    }
}

impl<'s> Reader<'s, '_> {
    pub(super) fn object(&mut self, it: &ObjectExpression<'_>, holds: &Holds<'s>) {
        if !self.enter() {
            return;
        }
        if !self.descriptor(it) {
            let id = self.id(it, holds);
            let is_record = it.properties.iter().any(|it| self.field(it).is_some_and(is_name));
            for property in &it.properties {
                match property {
                    ObjectPropertyKind::SpreadProperty(it) => {
                        self.value(&it.argument, Expects::Code);
                    }
                    ObjectPropertyKind::ObjectProperty(it) => {
                        self.member(it, holds, id.as_ref(), is_record);
                    }
                }
            }
        }
        self.leave();
    }

    /// Which of several a record of a list is, and the field that says so.
    fn id(&self, it: &ObjectExpression<'_>, holds: &Holds<'s>) -> Option<(Fact<'s>, &'static str)> {
        let Holds::Item(list) = holds else { return None };
        IDS.iter().find_map(|id| {
            let mut properties = it.properties.iter();
            let property = properties.find(|it| self.field(it) == Some(id))?;
            let ObjectPropertyKind::ObjectProperty(property) = property else { return None };
            let literal = self.literal(&property.value).filter(|it| is_key(it))?;
            let fact = Fact::new(Around::Member, list.clone(), span_of(&property.value));
            Some((fact.with(literal), *id))
        })
    }

    fn field(&self, it: &ObjectPropertyKind<'_>) -> Option<&'s str> {
        match it {
            ObjectPropertyKind::ObjectProperty(it) if !it.computed => self.key(&it.key),
            _ => None,
        }
    }

    /// The name of a property: `active`, `"active"`, `[Status.Active]`.
    fn key(&self, key: &PropertyKey<'_>) -> Option<&'s str> {
        match key {
            PropertyKey::StaticIdentifier(it) => Some(self.slice(it.span)),
            PropertyKey::StringLiteral(it) => {
                let (span, _) = self.quoted(it.span)?;
                Some(span.slice(self.text))
            }
            PropertyKey::StaticMemberExpression(it) => Some(self.slice(it.span)),
            _ => None,
        }
    }

    fn member(
        &mut self,
        it: &ObjectProperty<'_>,
        holds: &Holds<'s>,
        id: Option<&(Fact<'s>, &'static str)>,
        is_record: bool,
    ) {
        let key = self.key(&it.key);
        if it.computed && key.is_none() {
            self.value(it.key.to_expression(), Expects::Nothing);
        }
        let value = &it.value;
        let place = span_of(&it.key);
        let Some(key) = key.filter(|key| is_key(key)) else {
            return self
                .within(Fact::border(place), |reader| reader.value(value, Expects::Nothing));
        };
        if matches!(
            bare(value),
            Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)
        ) {
            self.function = Some(key);
            return self.within(Fact::border(place), |reader| reader.value(value, Expects::Code));
        }
        let on = On::TEXT;
        if is_machinery(key) {
            return;
        }
        match holds {
            _ if key.starts_with("aria-") => {
                let on = On { footing: Footing::Beside, ..on };
                self.within(Fact::border(place), |reader| reader.value(value, Expects::Label(on)));
            }
            _ if TEXTS.contains(&key) => {
                let on = On { footing: Footing::Prose, ..on.at_least(Least::Word) };
                self.within(Fact::border(place), |reader| reader.value(value, Expects::Label(on)));
            }
            Holds::Item(list) if is_name(key) && id.is_none_or(|(_, id)| *id != key) => {
                let fact = id.filter(|_| !is_something_else(list)).map(|(fact, _)| fact.clone());
                let fact = fact.unwrap_or_else(|| Fact::border(place));
                let on = on.at_least(if key == "name" { Least::Word } else { Least::Name });
                self.within(fact, |reader| reader.value(value, Expects::Label(on)));
            }
            Holds::Entry { map, key: of, place } if is_name(key) => {
                let fact = of_map(map, of, *place);
                let on = on.at_least(Least::Name);
                self.within(fact, |reader| reader.value(value, Expects::Label(on)));
            }
            Holds::Entry { map, key: of, .. } if !is_record => {
                let map = Cow::Owned(format!("{map}.{of}"));
                self.held(value, map, key, place);
            }
            // `name` is most often a name of something in the program.
            Holds::Nothing | Holds::Map(_) if key == "name" => self.named(value, key),
            Holds::Nothing | Holds::Map(_) if is_name(key) => {
                self.value(value, Expects::Label(on.at_least(Least::Word)));
            }
            Holds::Map(map) => {
                let map = map.clone();
                self.held(value, map, key, place);
            }
            _ => self.named(value, key),
        }
    }

    /// A value that a map holds under a key.
    fn held(&mut self, value: &Expression<'_>, map: Cow<'s, str>, key: &'s str, place: Span) {
        let fact = of_map(&map, key, place);
        match bare(value) {
            Expression::ObjectExpression(it) if self.is_descriptor(it) => {
                self.within(fact, |reader| reader.object(it, &Holds::Nothing));
            }
            Expression::ObjectExpression(it) => {
                let holds = Holds::Entry { map, key, place };
                let border = Fact::border(place);
                self.within(border, |reader| reader.object(it, &holds));
            }
            Expression::ArrayExpression(it) => match self.named_first(it) {
                Some(first) => self.name_held(first, fact, &map),
                None => self.within(Fact::border(place), |reader| reader.array(it, Some(key))),
            },
            it => self.name_held(it, fact, &map),
        }
    }

    fn name_held(&mut self, value: &Expression<'_>, fact: Fact<'s>, map: &str) {
        let least = match () {
            () if fact.literals.is_empty() => Least::Words,
            () if holds_names(map) => Least::Name,
            () => Least::Word,
        };
        let on = On::TEXT.at_least(least);
        self.within(fact, |reader| reader.value(value, Expects::Label(on)));
    }

    /// `[t("k17"), "red"]`: the first of a list, if what follows is for the program.
    fn named_first<'b, 'a>(&self, it: &'b ArrayExpression<'a>) -> Option<&'b Expression<'a>> {
        let (first, rest) = it.elements.split_first()?;
        let first = first.as_expression().map(bare)?;
        let may_name =
            self.string(first).is_some() || matches!(first, Expression::CallExpression(_));
        let is_for_program = |it: &ArrayExpressionElement<'_>| {
            let it = it.as_expression().map(bare);
            it.is_some_and(|it| match self.string(it) {
                Some((span, _)) => is_value(span.slice(self.text)),
                None => {
                    matches!(it, Expression::Identifier(_) | Expression::StaticMemberExpression(_))
                }
            })
        };
        let is_record = may_name && !rest.is_empty() && rest.iter().all(is_for_program);
        is_record.then_some(first)
    }

    /// A list: of records, of pairs, of anything.
    pub(super) fn array(&mut self, it: &ArrayExpression<'_>, name: Option<&'s str>) {
        if !self.enter() {
            return;
        }
        for element in it.elements.iter().filter_map(ArrayExpressionElement::as_expression) {
            match bare(element) {
                Expression::ObjectExpression(it) => {
                    self.object(it, &Holds::Item(Cow::Borrowed(name.unwrap_or(""))));
                }
                Expression::ArrayExpression(pair) => self.pair(pair, name),
                it => self.value(it, Expects::Code),
            }
        }
        self.leave();
    }

    /// `["active", "Active"]`
    fn pair(&mut self, pair: &ArrayExpression<'_>, name: Option<&'s str>) {
        let [first, second] = pair.elements.as_slice() else { return self.array(pair, None) };
        let (Some(first), Some(second)) = (first.as_expression(), second.as_expression()) else {
            return self.array(pair, None);
        };
        match self.literal(first).filter(|literal| is_key(literal)) {
            Some(key) => {
                let map = name.unwrap_or("");
                let place = span_of(first);
                let fact = match is_something_else(map) {
                    true => Fact::border(place),
                    false => Fact::new(Around::Member, map, place).with(key),
                };
                let on = On::TEXT.at_least(Least::Word);
                self.within(fact, |reader| reader.value(second, Expects::Label(on)));
            }
            None => self.array(pair, None),
        }
    }

    /// `enum StatusLabel { Active = "In progress" }`
    pub(super) fn labelled_enum(&mut self, it: &TSEnumDeclaration<'_>) {
        let name = self.slice(it.id.span);
        for member in &it.body.members {
            let Some((span_in, quoting)) =
                member.initializer.as_ref().and_then(|it| self.string(it))
            else {
                continue;
            };
            let place = span(member.id.span());
            let key = place.slice(self.text).trim_matches(['"', '\'']);
            // `Active = "Active"` is what the program compares with, unless the enum's name says else.
            let least = if holds_names(name) { Least::Name } else { Least::Words };
            let fact = of_map(&Cow::Borrowed(name), key, place);
            self.within(fact, |reader| reader.label(span_in, quoting, On::TEXT.at_least(least)));
        }
    }
}

/// The member of a map; a border where the map's name says that it holds something else than names.
fn of_map<'s>(map: &Cow<'s, str>, key: &'s str, place: Span) -> Fact<'s> {
    if is_something_else(map) {
        return Fact::border(place);
    }
    Fact::new(Around::Member, map.clone(), place).with(key)
}

fn is_name(field: &str) -> bool {
    NAMES.contains(&field)
}

/// Whether a map's name says that its texts are names.
pub(super) fn holds_names(map: &str) -> bool {
    const WORDS: [&str; 8] =
        ["label", "labels", "name", "names", "text", "texts", "title", "titles"];
    let last = map.rsplit('.').next().unwrap_or(map);
    spelling_of_key(last).split('-').any(|word| WORDS.contains(&word))
}

/// Whether a text is one for the program: a colour, a variant.
fn is_value(text: &str) -> bool {
    is_identifier(text) && text.starts_with(|first: char| first.is_alphabetic() || first == '#')
}

/// Whether a key may spell a state.
fn is_key(key: &str) -> bool {
    key.starts_with(char::is_alphabetic)
        && key.chars().all(|it| it.is_alphanumeric() || "_-.:".contains(it))
}
