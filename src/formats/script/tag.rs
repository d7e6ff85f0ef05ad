//! What the attributes of an element of JSX say, as far as they are strings: which of several it is, in
//! which classes, for which entry it stands.

use oxc_ast::ast::{
    Argument, Expression, JSXAttributeItem, JSXAttributeValue, JSXChild, JSXElement,
};
use oxc_span::GetSpan;

use super::attribute::Owner;
use super::condition::bare;
use super::layers::Fact;
use super::reader::{Reader, span, span_of};
use crate::label::Around;
use crate::text::fold::spelling_of_key;
use crate::text::place::Span;

/// Components that stand for an entry whose key one of these attributes is.
pub(super) const ENTRIES: [(&str, &[&str]); 5] = [
    ("FormattedMessage", &["id"]),
    ("FormattedHTMLMessage", &["id"]),
    ("Trans", &["i18nKey", "id"]),
    ("Translate", &["id"]),
    ("T", &["keyName", "_str"]),
];

/// What the attributes of an element say, as far as they are strings.
pub(super) struct Tag<'s> {
    pub(super) owner: Owner<'s>,
    /// The strings of attributes.
    pub(super) values: Vec<(&'s str, &'s str, Span)>,
    /// What the choice is that it stands for.
    pub(super) choice: Option<Fact<'s>>,
    pub(super) has_action: bool,
    /// Whether it has an accessible name of its own.
    pub(super) has_name: bool,
    pub(super) place: Span,
}

impl<'s> Tag<'s> {
    pub(super) fn value(&self, name: &str) -> Option<&'s str> {
        self.placed(name).map(|(value, _)| value)
    }

    pub(super) fn placed(&self, name: &str) -> Option<(&'s str, Span)> {
        self.values.iter().find(|it| it.0 == name).map(|it| (it.1, it.2))
    }

    /// Whether it stands for an entry.
    pub(super) fn is_entry(&self) -> bool {
        ENTRIES.iter().any(|(name, _)| *name == self.owner.name)
    }

    /// The state that `data-state` names.
    pub(super) fn annotation(&self) -> Option<&'s str> {
        let value = self.value("data-state")?.trim();
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-_".contains(&it);
        let is_segment = |it: &str| !it.is_empty() && it.bytes().all(is_plain);
        (value.contains('.') && value.split('.').all(is_segment)).then_some(value)
    }
}

impl<'s> Reader<'s, '_> {
    /// What the attributes of an element say.
    pub(super) fn tag(&self, it: &JSXElement<'_>) -> Tag<'s> {
        let opening = &it.opening_element;
        let written = self.slice(opening.name.span());
        let name = written.rsplit('.').next().unwrap_or(written);
        let is_component =
            written.contains('.') || name.starts_with(|first: char| first.is_ascii_uppercase());
        let kind = if is_component { last_word(name) } else { name.to_owned() };
        let mut owner = Owner {
            name,
            kind,
            role: "",
            r#type: "",
            is_component,
            has_text: !it.children.is_empty(),
        };
        let (mut values, mut choice) = (Vec::new(), None);
        let (mut has_action, mut has_name) = (false, false);
        for item in &opening.attributes {
            let JSXAttributeItem::Attribute(item) = item else { continue };
            let name = self.slice(item.name.span());
            has_action |= name == "onClick";
            has_name |= name == "aria-label";
            match &item.value {
                Some(JSXAttributeValue::StringLiteral(it)) => {
                    if let Some((span, _)) = self.quoted(it.span) {
                        values.push((name, span.slice(self.text), span));
                    }
                }
                Some(JSXAttributeValue::ExpressionContainer(it)) => {
                    let Some(it) = it.expression.as_expression() else { continue };
                    if let (Some(text), Some((span, _))) = (self.plain(it), self.string(it)) {
                        values.push((name, text, span));
                    } else if let Some(literal) = is_id(name).then(|| self.literal(it)).flatten() {
                        let fact = Fact::new(Around::Choice, "", span_of(it));
                        choice = choice.or(Some(fact.with(literal)));
                    } else if name == "className"
                        && let Expression::CallExpression(call) = bare(it)
                    {
                        // `cx("badge", …)`
                        for argument in call.arguments.iter().filter_map(Argument::as_expression) {
                            if let Some((span, _)) = self.string(argument) {
                                values.push((name, span.slice(self.text), span));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let of = |name: &str| values.iter().find(|it| it.0 == name).map_or("", |it| it.1);
        (owner.role, owner.r#type) = (of("role"), of("type"));
        let place = span(it.span);
        let mut tag = Tag { owner, values, choice: None, has_action, has_name, place };
        tag.choice = self.choice(it, &tag, choice);
        tag
    }

    /// Which of several an element is.
    fn choice(
        &self,
        it: &JSXElement<'_>,
        tag: &Tag<'s>,
        path: Option<Fact<'s>>,
    ) -> Option<Fact<'s>> {
        // `control={<Radio />}`; a form gives its fields a `control={control}` of its own.
        let has_control = it.opening_element.attributes.iter().any(|it| {
            let JSXAttributeItem::Attribute(it) = it else { return false };
            let value = it.value.as_ref().map_or("", |value| self.slice(value.span()));
            self.slice(it.name.span()) == "control" && value.contains('<')
        });
        if tag.owner.is_choice() || has_control {
            // What a menu does needs a key as well.
            let is_command = tag.has_action && tag.owner.kind == "item";
            let ids = ["value", "eventKey", "key", "id", "name"].into_iter();
            let ids = ids.filter(|id| match *id {
                "name" => !tag.owner.is_component,
                "key" | "id" => !is_command,
                _ => true,
            });
            let found = ids.filter_map(|id| tag.placed(id)).find(|(value, _)| is_spelling(value));
            let fact = found.map(|(value, place)| Fact::new(Around::Choice, "", place).with(value));
            let mut fact = fact.or(path)?;
            let group = tag.value("name").or_else(|| self.groups.last().copied());
            fact.subject = group.unwrap_or("").into();
            return Some(fact);
        }
        // `<label><input type="radio" value="active" /> Active</label>`
        if tag.owner.kind != "label" {
            return None;
        }
        it.children.iter().find_map(|child| {
            let JSXChild::Element(input) = child else { return None };
            let input = self.tag_of_input(input)?;
            let (value, place) = input.placed("value").filter(|(value, _)| is_spelling(value))?;
            let group = input.value("name").or_else(|| self.groups.last().copied());
            Some(Fact::new(Around::Choice, group.unwrap_or(""), place).with(value))
        })
    }

    fn tag_of_input(&self, it: &JSXElement<'_>) -> Option<Tag<'s>> {
        let name = self.slice(it.opening_element.name.span());
        if !it.children.is_empty()
            || !matches!(last_word(name).as_str(), "input" | "radio" | "checkbox")
        {
            return None;
        }
        let tag = self.tag(it);
        (name != "input" || matches!(tag.owner.r#type, "radio" | "checkbox")).then_some(tag)
    }
}

/// Attributes that say which of several an element is.
fn is_id(name: &str) -> bool {
    matches!(name, "value" | "eventKey" | "key")
}

/// Whether a value may spell a state.
pub(super) fn is_spelling(value: &str) -> bool {
    value.starts_with(char::is_alphabetic) && !value.contains(char::is_whitespace)
}

fn last_word(name: &str) -> String {
    let spelling = spelling_of_key(name);
    spelling.rsplit('-').next().unwrap_or("").to_owned()
}
