//! From a text or a call in a page to labels and references, with what stands around them.

use super::around::Where;
use super::condition::Conditions;
use super::shown::{Place, Shown, Shows, What};
use super::walk::Page;
use super::{decode, quoting};
use crate::label::{Element, Footing, Key, Label, Quoting, Reference, Scope, Side};
use crate::syntax::expression::{self, Tongue};
use crate::syntax::markup::Attribute;
use crate::text::locale::Locale;
use crate::text::place::{Span, Spans};

/// What a label or a reference is on the page.
#[derive(Clone, Default)]
pub(super) struct Setting {
    pub(super) at: Where,
    pub(super) locale: Option<Locale>,
    pub(super) on: Option<Element>,
    /// What the label is by itself, whatever stands around it.
    pub(super) footing: Option<Footing>,
    /// The attribute that it is, if it is none of the text.
    pub(super) is_attribute: bool,
    /// What belongs to the element's name: its text, or an accessible name.
    pub(super) names_element: bool,
    /// Whether it is not for translators.
    pub(super) is_mute: bool,
}

/// An element with an accessible name, and what else it has.
pub(super) struct Owner {
    /// The owner around it.
    pub(super) around: u32,
    /// Its accessible names, and its titles.
    names: Vec<(Made, bool)>,
    /// How many texts stand in it, and the first.
    texts: usize,
    text: Option<Made>,
}

/// What was made of one text: the numbers of a label and of a reference.
#[derive(Clone, Copy, Default)]
pub(super) struct Made {
    label: Option<usize>,
    reference: Option<usize>,
}

/// How many owners outward a text belongs to.
const OWNERS: usize = 16;

impl Owner {
    pub(super) fn new(around: u32) -> Self {
        Self { around, names: Vec::new(), texts: 0, text: None }
    }
}

impl<'s> Page<'s, '_> {
    /// The scopes of a place, `own` the innermost.
    fn scopes(&mut self, setting: &Setting, own: Option<&Scope>) -> Vec<Scope> {
        let conditions = Conditions { text: self.text, variables: &self.variables };
        self.around.scopes(setting.at, own, setting.footing, conditions)
    }

    /// A label with this text.
    pub(super) fn label(
        &mut self,
        spans: Spans,
        quoting: Quoting,
        setting: &Setting,
        own: Option<&Scope>,
    ) -> Made {
        let mut parts = spans.iter().map(|span| decode(span.slice(self.text), quoting));
        let first = parts.next().unwrap_or_default();
        let text = parts.fold(first, |text, part| text + part);
        let scopes = self.scopes(setting, own);
        let locale = setting.locale.clone();
        self.contents.labels.push(Label {
            locale,
            element: setting.on,
            scopes,
            ..Label::new(text, spans, quoting)
        });
        let made = Made { label: Some(self.contents.labels.len() - 1), reference: None };
        self.own(setting, made);
        made
    }

    fn reference(&mut self, reference: Reference, setting: &Setting, own: Option<&Scope>) -> Made {
        let scopes = self.scopes(setting, own);
        self.contents.references.push(Reference { scopes, element: setting.on, ..reference });
        Made { label: None, reference: Some(self.contents.references.len() - 1) }
    }

    /// Notes which element a text or a name belongs to.
    fn own(&mut self, setting: &Setting, made: Made) {
        self.owners_outward(setting, |owner| {
            if setting.is_attribute {
                if setting.names_element {
                    owner.names.push((made, setting.on == Some(Element::AccessibleName)));
                }
                return false;
            }
            owner.texts += 1;
            owner.text.get_or_insert(made);
            true
        });
    }

    /// Hands out the elements with names that a place is in, the innermost first, as long as `each` says so.
    fn owners_outward(&mut self, setting: &Setting, mut each: impl FnMut(&mut Owner) -> bool) {
        let mut owner = self.around.node(setting.at.element).map_or(0, |node| node.owner);
        for _ in 0..OWNERS {
            let found = (owner as usize).checked_sub(1).and_then(|at| self.owners.get_mut(at));
            let Some(found) = found else { return };
            if !each(found) {
                return;
            }
            owner = found.around;
        }
    }

    /// Gives a number to each element with one text and an accessible name.
    pub(super) fn number_owners(&mut self) {
        let mut number = 0;
        for owner in std::mem::take(&mut self.owners) {
            let Some(text) = owner.text.filter(|_| !owner.names.is_empty()) else { continue };
            let is_one =
                owner.texts == 1 && owner.names.iter().any(|(_, is_accessible)| *is_accessible);
            number += u32::from(is_one);
            let number = is_one.then_some(number);
            for (made, is_accessible) in owner.names {
                self.settle(made, true, number.filter(|_| is_accessible));
            }
            self.settle(text, false, number);
        }
    }

    fn settle(&mut self, made: Made, is_name: bool, number: Option<u32>) {
        let beside = |scopes: &mut Vec<Scope>| {
            for scope in scopes.iter_mut().filter(|it| it.footing != Footing::Action && is_name) {
                scope.footing = Footing::Beside;
            }
        };
        if let Some(label) = made.label.and_then(|at| self.contents.labels.get_mut(at)) {
            beside(&mut label.scopes);
            label.owner = label.owner.or(number);
        }
        if let Some(reference) = made.reference.and_then(|at| self.contents.references.get_mut(at))
        {
            beside(&mut reference.scopes);
            reference.owner = reference.owner.or(number);
        }
    }

    /// What an expression shows at a place.
    pub(super) fn show(&mut self, span: Span, tongue: Tongue, place: Place, setting: &Setting) {
        // Without a string there is neither a text nor a key.
        if !span.slice(self.text).contains(['"', '\'', '`', ':'])
            && !span.slice(self.text).contains("&quot;")
        {
            return;
        }
        let Some(expr) = expression::parse(self.text, span, tongue) else { return };
        let conditions = Conditions { text: self.text, variables: &self.variables };
        let mut shows = Shows { conditions, reading: self.reading, found: Vec::new(), depth: 0 };
        shows.read(&expr, place, None);
        for shown in shows.found {
            self.shown(&shown, setting);
        }
    }

    /// One thing that an expression shows.
    pub(super) fn shown(&mut self, shown: &Shown, setting: &Setting) {
        if setting.is_mute {
            return;
        }
        let own = shown.scope.as_ref();
        match shown.what {
            What::Text(span) => {
                self.label(Spans::one(span), Quoting::Literal, setting, own);
            }
            What::Entry(span, context) | What::Message(span, context) => {
                let key = decode(span.slice(self.text), Quoting::Literal);
                let is_message = matches!(shown.what, What::Message(..));
                let is_word = is_message && !key.contains(['.', '_', ':', '/']);
                if context.is_none() && !is_word && is_key(&key) {
                    // A lazy key of Rails says nothing outside of a view.
                    if key.starts_with('.') && self.view.is_empty() {
                        return;
                    }
                    let reference = self.keyed(&key, span);
                    let made = self.reference(reference, setting, own);
                    self.own(setting, made);
                } else if key.contains(char::is_alphabetic) {
                    let context = context
                        .map(|it| decode(it.slice(self.text), Quoting::Literal).into_owned());
                    self.translated(
                        Spans::one(span),
                        Quoting::Literal,
                        context.as_deref(),
                        setting,
                        own,
                    );
                }
            }
            What::Both(key, text) => {
                let reference = self.keyed(key.slice(self.text), key);
                let made = self.label(Spans::one(text), Quoting::Literal, setting, own);
                if let Some(label) = self.contents.labels.last_mut() {
                    label.key.clone_from(&reference.key);
                }
                let shown = self.reference(reference, setting, own);
                self.couple(made, shown, setting);
            }
        }
    }

    /// A text that is its own key in catalogues.
    pub(super) fn translated(
        &mut self,
        spans: Spans,
        quoting: Quoting,
        context: Option<&str>,
        setting: &Setting,
        own: Option<&Scope>,
    ) {
        let parts = spans.iter().map(|span| decode(span.slice(self.text), quoting));
        let entry = parts.collect::<String>();
        self.translated_as(entry, spans, quoting, context, setting, own);
    }

    /// A text that catalogues have as `entry`.
    pub(super) fn translated_as(
        &mut self,
        text: String,
        spans: Spans,
        quoting: Quoting,
        context: Option<&str>,
        setting: &Setting,
        own: Option<&Scope>,
    ) {
        let span = spans.hull();
        let made = self.label(spans, quoting, setting, own);
        let Some(label) = self.contents.labels.last_mut() else { return };
        let key = context.map(|context| Key::from_segments([context]));
        label.key.clone_from(&key);
        label.context =
            context.map(|context| std::borrow::Cow::<'s, str>::Owned(context.to_owned()).into());
        label.side = Side::Source { entry: text.clone().into() };
        let reference = Reference { text: Some(text.into()), ..empty(key, span) };
        let shown = self.reference(reference, setting, own);
        self.couple(made, shown, setting);
    }

    /// Makes the last reference belong where its label does, which was the last one to be owned.
    fn couple(&mut self, made: Made, shown: Made, setting: &Setting) {
        self.owners_outward(setting, |owner| {
            let name = owner.names.last_mut().map(|(made, _)| made);
            for it in name.into_iter().chain(&mut owner.text) {
                if it.label == made.label {
                    it.reference = shown.reference;
                }
            }
            true
        });
    }

    /// The reference that a key is: `ns:a.b`, `.lazy` of Rails.
    fn keyed(&self, key: &str, span: Span) -> Reference {
        let lazy = key.strip_prefix('.').filter(|_| !self.view.is_empty());
        if let Some(leaf) = lazy {
            return empty(Some(Key::from_dotted(&format!("{}.{leaf}", self.view))), span);
        }
        match key.split_once(':') {
            Some((namespace, key)) if !key.is_empty() && !key.starts_with(':') => Reference {
                namespace: Some(namespace.into()),
                ..empty(Some(Key::from_dotted(key)), span)
            },
            _ => empty(Some(Key::from_dotted(key)), span),
        }
    }

    /// The setting of an element's attribute.
    pub(super) fn quoted(&mut self, attribute: &Attribute<'_>, span: Span, setting: &Setting) {
        self.label(Spans::one(span), quoting(attribute.quote), setting, None);
    }
}

fn empty(key: Option<Key>, span: Span) -> Reference {
    Reference {
        key,
        text: None,
        namespace: None,
        span,
        scopes: Vec::new(),
        element: None,
        owner: None,
    }
}

/// Whether the argument of a translation call is a key and no text.
pub(super) fn is_key(text: &str) -> bool {
    let is_part =
        |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-' | ':' | '/');
    if text.is_empty() || !text.chars().all(is_part) || text.ends_with(['.', ':']) {
        return false;
    }
    let is_small = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let is_capital = text.starts_with(|char: char| char.is_ascii_uppercase());
    let separators: &[char] =
        if is_capital { &['.', '_', ':'] } else { &['.', '_', '-', ':', '/'] };
    is_small || text.contains(separators)
}

/// What Rails puts before a lazy key: the path of the view, `orders.status` of
/// `app/views/orders/_status.html.erb`.
pub(super) fn view_of(path: &str) -> String {
    let Some((_, view)) = path.split_once("views/") else { return String::new() };
    let (folder, name) = view.rsplit_once('/').unwrap_or(("", view));
    let name = name.split('.').next().unwrap_or(name).trim_start_matches('_');
    let folder = folder.replace('/', ".");
    if folder.is_empty() { name.to_owned() } else { format!("{folder}.{name}") }
}
