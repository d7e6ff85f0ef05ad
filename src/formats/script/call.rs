//! Calls that show an entry: which function they call, and what it is given. Owns the names of such
//! functions and of the hooks that make them.

use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, ObjectExpression, ObjectPropertyKind,
};
use oxc_span::GetSpan;

use super::condition::bare;
use super::layers::Fact;
use super::map::Holds;
use super::reader::{Expects, Least, On, Reader, span_of};
use crate::label::{Key, Quoting, Shared};
use crate::text::place::Span;

/// A function that was made for one namespace or one part of the keys.
pub(super) struct Translator<'s> {
    name: &'s str,
    namespace: Option<&'s str>,
    prefix: Option<&'s str>,
}

/// What the arguments of a call are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    /// A key or a text, and perhaps a text or options.
    Entry,
    /// A text and what is no text: gettext.
    Text,
    /// A text in one number and in another.
    Plural,
    /// A context and a text, or with `true` a text and a context.
    Context { is_behind: bool },
    /// A descriptor: `{ id, defaultMessage }`.
    Descriptor,
}

/// The call that a name makes.
fn known(name: &str) -> Option<Call> {
    Some(match name {
        "t" | "$t" | "tc" | "$tc" | "rt" | "translate" | "$translate" | "_t" | "i18n" | "trans" => {
            Call::Entry
        }
        "_" | "__" | "gettext" | "gettext_lazy" | "$gettext" => Call::Text,
        "ngettext" | "_n" | "$ngettext" => Call::Plural,
        "pgettext" | "$pgettext" => Call::Context { is_behind: false },
        "_x" => Call::Context { is_behind: true },
        "formatMessage" | "defineMessage" | "$formatMessage" => Call::Descriptor,
        _ => return None,
    })
}

/// Functions that hand on what they are given, or what the function returns that they are given.
const WRAPPERS: [&str; 10] = [
    "Object.freeze",
    "React.useMemo",
    "computed",
    "defineMessages",
    "markRaw",
    "reactive",
    "ref",
    "shallowRef",
    "useMemo",
    "useState",
];

/// Functions that put classes together.
const CLASSES: [&str; 10] =
    ["classNames", "classnames", "clsx", "clx", "cn", "css", "cva", "cx", "tv", "twMerge"];

/// Methods whose function is called once for each of many.
const LOOPS: [&str; 8] = ["filter", "find", "flatMap", "forEach", "map", "reduce", "some", "sort"];

impl<'s> Reader<'s, '_> {
    pub(super) fn call(&mut self, it: &CallExpression<'_>, expects: Expects) {
        let function = self.slice(it.callee.span());
        let name = function.rsplit(['.', ']']).next().unwrap_or(function);
        let on = match expects {
            Expects::Label(on) => on,
            _ => On::TEXT,
        };
        let is_ours = |wrapper: &String| wrapper == function || wrapper == name;
        // `t.rich("…")`
        let head = function.strip_suffix(".rich").or_else(|| function.strip_suffix(".raw"));
        let called = known(head.unwrap_or(name));
        let called =
            called.or_else(|| self.reading.wrappers.iter().any(is_ours).then_some(Call::Entry));
        let translator = head.unwrap_or(function);
        if let Some(called) = called
            && self.shows(it, called, translator, on)
        {
            return;
        }
        if CLASSES.contains(&name) || function.starts_with("console.") {
            return;
        }
        self.value(&it.callee, Expects::Nothing);
        let is_loop = LOOPS.contains(&name) && function.len() > name.len();
        for argument in &it.arguments {
            match argument {
                Argument::SpreadElement(it) => self.value(&it.argument, Expects::Nothing),
                argument => self.argument(argument.to_expression(), is_loop, expects),
            }
        }
    }

    fn argument(&mut self, it: &Expression<'_>, is_loop: bool, expects: Expects) {
        let expects = if matches!(expects, Expects::Nothing) { expects } else { Expects::Code };
        match bare(it) {
            Expression::ObjectExpression(it) => self.object(it, &Holds::Nothing),
            it if is_loop => {
                self.within(Fact::border(span_of(it)), |reader| reader.value(it, expects));
            }
            it => self.value(it, expects),
        }
    }

    /// Whether a call hands on its first argument.
    pub(super) fn is_wrapper(&self, it: &CallExpression<'_>) -> bool {
        WRAPPERS.contains(&self.slice(it.callee.span()))
    }

    /// Reads a call that shows an entry; `false` if its arguments are none of one.
    fn shows(&mut self, it: &CallExpression<'_>, called: Call, name: &str, on: On) -> bool {
        let Some(first) = it.arguments.first().and_then(Argument::as_expression) else {
            return false;
        };
        let second = it.arguments.get(1).and_then(Argument::as_expression);
        match called {
            Call::Descriptor => match bare(first) {
                Expression::ObjectExpression(it) => return self.descriptor(it),
                _ => return false,
            },
            Call::Context { is_behind } => {
                let (context, text) =
                    if is_behind { (second, Some(first)) } else { (Some(first), second) };
                let context = context.and_then(|it| self.plain(it));
                let Some((span, quoting)) = text.and_then(|it| self.string(it)) else {
                    return false;
                };
                self.source_text(span, quoting, context, on);
            }
            Call::Plural => {
                let Some((span, quoting)) = self.string(first) else { return false };
                self.source_text(span, quoting, None, on);
                self.plural(second, on);
            }
            Call::Entry | Call::Text => {
                let has_default = called == Call::Entry;
                let second = second.filter(|_| has_default);
                if !self.entry_shown(first, second, name, on) {
                    return false;
                }
            }
        }
        // Placeholders may hold further calls.
        for it in it.arguments.iter().skip(1).filter_map(Argument::as_expression) {
            if !matches!(bare(it), Expression::ObjectExpression(_)) {
                self.value(it, Expects::Nothing);
            }
        }
        true
    }

    /// The second form of a text that was read just now.
    fn plural(&mut self, second: Option<&Expression<'_>>, on: On) {
        let Some((span, quoting)) = second.and_then(|it| self.string(it)) else { return };
        if self.is_silent {
            return;
        }
        let mut other = self.made(span.into(), quoting, on);
        if let Some(one) = self.contents.labels.last_mut() {
            one.branch = Some("one".into());
            other.side = one.side.clone();
        }
        other.branch = Some("other".into());
        self.contents.labels.push(other);
    }

    /// The first argument of a call, a key or a text; of a choice between two, both.
    fn entry_shown(
        &mut self,
        first: &Expression<'_>,
        second: Option<&Expression<'_>>,
        name: &str,
        on: On,
    ) -> bool {
        match bare(first) {
            Expression::ConditionalExpression(it) => {
                if !self.enter() {
                    return false;
                }
                let fact = self.condition(&it.test);
                self.within(fact, |reader| {
                    reader.entry_shown(&it.consequent, None, name, on);
                });
                let other = Fact::border(span_of(&it.alternate));
                self.within(other, |reader| {
                    reader.entry_shown(&it.alternate, None, name, on);
                });
                self.leave();
                return true;
            }
            Expression::ObjectExpression(it) => return self.descriptor(it),
            _ => {}
        }
        let Some((span, quoting)) = self.string(first) else { return false };
        let raw = span.slice(self.text);
        if raw.is_empty() {
            return true;
        }
        if !is_key(raw) {
            if raw.contains(char::is_alphabetic) {
                self.source_text(span, quoting, None, on);
            }
            return true;
        }
        let (key, namespace) = self.placed(raw, name);
        self.default_text(second, &key, on);
        self.entry(key, namespace.or_else(|| self.option(second, &["ns"])), span, on);
        true
    }

    pub(super) fn entry(&mut self, key: Key, namespace: Option<&str>, span: Span, on: On) {
        let before = self.contents.references.len();
        self.reference(Some(key), None, span, on);
        if let Some(reference) = self.contents.references.get_mut(before) {
            reference.namespace = namespace.map(Into::into);
        }
    }

    /// The whole key of what a function is given, and its namespace.
    fn placed(&self, raw: &'s str, name: &str) -> (Key, Option<&'s str>) {
        let (namespace, rest) =
            raw.split_once(':').map_or((None, raw), |(ns, rest)| (Some(ns), rest));
        let translator = self.translators.iter().rev().find(|it| it.name == name);
        let prefix = translator.and_then(|it| it.prefix).filter(|_| namespace.is_none());
        let namespace = namespace.or_else(|| translator.and_then(|it| it.namespace));
        let key = match prefix {
            Some(prefix) => Key::from_dotted(&format!("{prefix}.{rest}")),
            None => Key::from_dotted(rest),
        };
        (key, namespace)
    }

    /// The text that a call shows where no catalogue has its key.
    fn default_text(&mut self, second: Option<&Expression<'_>>, key: &Key, on: On) {
        let Some(second) = second.map(bare) else { return };
        let text = match second {
            Expression::ObjectExpression(it) => {
                let names = ["defaultValue", "defaultMessage", "default", "_"];
                names.iter().find_map(|name| self.string(self.property(it, name)?))
            }
            it => self.string(it),
        };
        if let Some((span, quoting)) = text {
            self.keyed_label(span, quoting, key, None, on);
        }
    }

    pub(super) fn keyed_label(
        &mut self,
        span: Span,
        quoting: Quoting,
        key: &Key,
        description: Option<Shared<'s>>,
        on: On,
    ) {
        let before = self.contents.labels.len();
        self.label(span, quoting, on.at_least(Least::Letters));
        if let Some(label) = self.contents.labels.get_mut(before) {
            label.key = Some(key.clone());
            label.description = description;
        }
    }

    /// `{ id: "a.b", defaultMessage: "Active", description: "…" }`; `false` if an object is none.
    pub(super) fn descriptor(&mut self, it: &ObjectExpression<'_>) -> bool {
        if !self.is_descriptor(it) {
            return false;
        }
        let text = self.property(it, "defaultMessage").and_then(|it| self.string(it));
        let id = self.property(it, "id").and_then(|it| self.string(it));
        let description = self.property(it, "description").and_then(|it| self.plain(it));
        let on = On::TEXT;
        match (id, text) {
            (Some((id, _)), text) => {
                let key = Key::from_dotted(id.slice(self.text));
                if let Some((span, quoting)) = text {
                    self.keyed_label(span, quoting, &key, description.map(Shared::Borrowed), on);
                }
                self.entry(key, None, id, on);
            }
            (None, Some((span, quoting))) => {
                let before = self.contents.labels.len();
                self.source_text(span, quoting, None, on);
                if let Some(label) = self.contents.labels.get_mut(before) {
                    label.description = description.map(Shared::Borrowed);
                }
            }
            (None, None) => {}
        }
        true
    }

    /// Whether an object describes an entry: it has a default text, or nothing but a key.
    pub(super) fn is_descriptor(&self, it: &ObjectExpression<'_>) -> bool {
        if self.property(it, "defaultMessage").is_some() {
            return true;
        }
        let id = self.property(it, "id").and_then(|it| self.plain(it));
        it.properties.len() == 1 && id.is_some_and(|id| id.contains('.') && is_key(id))
    }

    /// A property of an object.
    fn property<'b, 'a>(
        &self,
        it: &'b ObjectExpression<'a>,
        name: &str,
    ) -> Option<&'b Expression<'a>> {
        it.properties.iter().find_map(|it| match it {
            ObjectPropertyKind::ObjectProperty(it) if !it.computed => {
                let key = self.slice(it.key.span()).trim_matches(['"', '\'']);
                (key == name).then_some(&it.value)
            }
            _ => None,
        })
    }

    /// The first of some properties of an object that is a string.
    fn option(&self, it: Option<&Expression<'_>>, names: &[&str]) -> Option<&'s str> {
        let Expression::ObjectExpression(it) = bare(it?) else { return None };
        names.iter().find_map(|name| self.plain(self.property(it, name)?))
    }

    /// `const { t } = useTranslation("orders", { keyPrefix: "status" })`,
    /// `const t = useTranslations("Status")`
    pub(super) fn translator(&mut self, id: &BindingPattern<'_>, init: &Expression<'_>) {
        let init = match bare(init) {
            Expression::AwaitExpression(it) => bare(&it.argument),
            it => it,
        };
        let Expression::CallExpression(call) = init else { return };
        let name = self.slice(call.callee.span());
        let name = name.rsplit('.').next().unwrap_or(name);
        let first = self.strings(&call.arguments[..call.arguments.len().min(1)]).next();
        let second = call.arguments.get(1).and_then(Argument::as_expression);
        let (namespace, prefix) = match name {
            "useTranslation" | "useI18n" => (first, self.option(second, &["keyPrefix"])),
            "useTranslations" | "getTranslations" | "useScopedI18n" => (None, first),
            _ => return,
        };
        let bound = match id {
            BindingPattern::BindingIdentifier(it) => Some(self.slice(it.span)),
            // `{ t: translate }` is asked by the name that it has here.
            BindingPattern::ObjectPattern(it) => it.properties.iter().find_map(|it| {
                let is_t = self.slice(it.key.span()) == "t";
                is_t.then(|| self.slice(it.value.span()))
            }),
            BindingPattern::ArrayPattern(it) => {
                it.elements.first().and_then(Option::as_ref).map(|it| self.slice(it.span()))
            }
            BindingPattern::AssignmentPattern(_) => None,
        };
        if let Some(name) = bound {
            self.translators.push(Translator { name, namespace, prefix });
        }
    }
}

/// Whether what a function is given is a key and no text: without blanks, and either divided or all in
/// small letters.
pub(super) fn is_key(text: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"._-:/".contains(&it);
    let inner = text.trim_matches(['.', ':', '-', '/']);
    let is_divided = inner.len() == text.len() && inner.bytes().any(|it| b"._-:/".contains(&it));
    let is_small = text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    // `orderStatus` is no text either.
    let is_camel = text.starts_with(|it: char| it.is_ascii_lowercase());
    text.bytes().all(is_plain) && (is_divided || is_small || is_camel)
}
