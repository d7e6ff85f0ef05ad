//! Attributes of Vue, Angular, Alpine and Svelte that are expressions, and what each is for. Knows no
//! expression.

/// What an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound<'a> {
    /// A value as it stands.
    Plain(&'a str),
    /// An expression whose value an attribute has: `:title`, `[title]`.
    Value(&'a str),
    /// An expression whose value is the element's content: `v-text`.
    Content,
    /// The element is there if an expression holds.
    If,
    /// The element is there if the ones before it are not.
    Else,
    /// The element is repeated.
    Loop,
    /// What the cases in the element ask for.
    Switch,
    /// A case of the switch around it.
    Case,
    /// A key of a catalogue, as a string of the program: `v-t="'a.b'"`.
    Key,
    /// Angular's word to translators about the content, or about an attribute.
    Note(Option<&'a str>),
    /// An expression that decides nothing and that nobody sees: `@click`.
    Other,
}

/// What an attribute is, by its name in small letters.
pub(super) fn of(name: &str) -> Bound<'_> {
    match name {
        "v-if" | "v-else-if" | "v-show" | "x-if" | "x-show" | "*ngif" | "[ngif]" => Bound::If,
        "v-else" | "*ngswitchdefault" | "*ngplurals" => Bound::Else,
        "v-for" | "x-for" | "*ngfor" | "*ngforof" => Bound::Loop,
        "[ngswitch]" => Bound::Switch,
        "*ngswitchcase" | "[ngswitchcase]" => Bound::Case,
        "v-text" | "x-text" | "v-html" | "x-html" | "[innertext]" | "[textcontent]"
        | "[innerhtml]" => Bound::Content,
        "v-t" => Bound::Key,
        "i18n" => Bound::Note(None),
        _ => match name.as_bytes().first() {
            Some(b':') => Bound::Value(&name[1..]),
            Some(b'[') => {
                let inner = name.trim_matches(['[', ']', '(', ')']);
                Bound::Value(inner.strip_prefix("attr.").unwrap_or(inner))
            }
            Some(b'@' | b'(' | b'*' | b'#') => Bound::Other,
            Some(b'v') if name.starts_with("v-bind:") => Bound::Value(&name[7..]),
            Some(b'v') if name.starts_with("v-") => Bound::Other,
            Some(b'x') if name.starts_with("x-bind:") => Bound::Value(&name[7..]),
            Some(b'i') if name.starts_with("i18n-") => Bound::Note(Some(&name[5..])),
            _ => Bound::Plain(name),
        },
    }
}
