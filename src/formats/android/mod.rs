//! Android's resources: strings, plurals and arrays of `values/*.xml`. What the escapes of a string
//! stand for is the business of [`text`].

mod text;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::nested::{self, LONGEST_PATH};
use super::{Claim, Format};
use crate::label::{About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Shared};
use crate::syntax::xml::{self, Event, Level, Reader, Tag, section};
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

/// The format.
pub(super) static ANDROID: Format = Format {
    id: "android",
    title: "Android resources (strings.xml)",
    docs: DOCS,
    claims,
    is_catalogue,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode: text::encode,
    decode: |raw, quoting| text::decode(raw, quoting).into_owned(),
};

const DOCS: &str = "\
Reads the `<string>`, `<plurals>` and `<string-array>` of `.xml` files whose root is `<resources>`. The
locale stands in the folder: `values-de`, `values-pt-rBR`, `values-b+sr+Latn`, with other qualifiers
around it (`values-mcc310-de-night`); `values` holds the source texts.

The key path is the name; an item of an array has its index as one more segment. The quantities of
`<plurals>` are branches, and so is a `product`. A comment above an entry describes it.

```xml
<resources>
    <!-- The client has answered. -->
    <string name=\"proposal_active\">Active</string>
    <plurals name=\"offers\">
        <item quantity=\"one\">%d offer</item>
        <item quantity=\"other\">%d offers</item>
    </plurals>
    <string-array name=\"proposal_states\">
        <item>Active</item>
        <item>Closed</item>
    </string-array>
</resources>
```

A text is what Android shows: blanks are joined but in double quotes, `\\'`, `\\n` and `\\u00e9` are undone,
`<![CDATA[…]]>` is opened; `<xliff:g>`, `<b>` and other tags stay in it as they are written. References
(`@string/active`, `?attr/label`), `translatable=\"false\"` and empty strings name nothing. A broken
entry is a fault and costs itself only; a name that stands twice is a note.
";

/// What may stand in `<resources>`, and so in no string.
const RESOURCES: [&str; 12] = [
    "string",
    "plurals",
    "string-array",
    "array",
    "integer-array",
    "item",
    "integer",
    "bool",
    "color",
    "dimen",
    "style",
    "declare-styleable",
];

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "xml") { Claim::Content } else { Claim::No }
}

/// Whether the root is `<resources>`, which no other use of XML has.
fn is_catalogue(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut reader = Reader::new(head);
    while let Some(event) = reader.next(Level::FILE) {
        if let Event::Start(tag) = event {
            return tag.name == "resources";
        }
    }
    false
}

fn read(source: &Source) -> Contents<'_> {
    let mut resources = Resources {
        text: &source.text,
        reader: Reader::new(&source.text),
        comments: Vec::new(),
        seen: HashSet::with_capacity(source.text.len() / BYTES_OF_ENTRY),
        contents: Contents::default(),
    };
    let mut repeated = Vec::new();
    while let Some(event) = resources.reader.next(Level::FILE) {
        match event {
            Event::Comment(span) => resources.comment(span),
            Event::Start(tag) if tag.name == "resources" => {}
            Event::Start(tag) => {
                repeated.extend(resources.resource(&tag));
                resources.comments.clear();
            }
        }
    }
    // Where something else is broken, these are most often both sides of a merge.
    if !resources.reader.has_faults() {
        let remarks = repeated.into_iter().map(|(span, name)| Fault {
            span: Some(span),
            message: format!("the name \"{name}\" stands twice"),
            help: Some("remove one: Android's build refuses such a file".to_owned()),
        });
        resources.contents.remarks = remarks.collect();
    }
    let Resources { reader, mut contents, .. } = resources;
    contents.faults.extend(reader.into_faults());
    contents.faults.sort_by_key(|fault| fault.span);
    contents
}

struct Resources<'s> {
    text: &'s str,
    reader: Reader<'s>,
    /// The comments above the next entry.
    comments: Vec<Span>,
    /// The names so far, with their kind and product.
    seen: HashSet<(&'s str, &'s str, Option<&'s str>)>,
    contents: Contents<'s>,
}

/// What the labels of one resource share.
struct Entry<'s> {
    name: &'s str,
    product: Option<&'s str>,
    description: Option<Shared<'s>>,
}

impl<'s> Resources<'s> {
    /// Keeps a comment for the entry below it, and for canonym if it speaks to it.
    fn comment(&mut self, span: Span) {
        let text = span.slice(self.text);
        if text.contains(MENTION) {
            let (text, about) = (text.trim().into(), About::Next);
            self.contents.comments.push(Comment { text, span, about });
        }
        self.comments.push(span);
    }

    /// Reads one resource. Returns its place and name if it stood before.
    fn resource(&mut self, tag: &Tag<'s>) -> Option<(Span, &'s str)> {
        let is_ours = matches!(tag.name, "string" | "plurals" | "string-array" | "array")
            || tag.name == "item" && tag.says("type", "string");
        let name = tag.attribute("name").filter(|_| is_ours);
        let (Some(name), false) = (name, tag.says("translatable", "false")) else {
            self.pass(tag);
            return None;
        };
        if name.raw.len() > LONGEST_PATH {
            self.contents.faults.push(nested::too_long(Some(name.span)));
            self.pass(tag);
            return None;
        }
        let entry = Entry {
            name: name.raw,
            product: tag.attribute("product").map(|product| product.raw),
            description: self.description().map(Into::into),
        };
        match tag.name {
            "plurals" | "string-array" | "array" => self.items(tag, &entry),
            _ => self.string(tag, &RESOURCES, entry.key(None), None, &entry),
        }
        let kind = if tag.name == "item" { "string" } else { tag.name };
        let is_new = self.seen.insert((kind, entry.name, entry.product));
        (!is_new).then_some((name.span, entry.name))
    }

    /// Passes over what holds no text for users.
    fn pass(&mut self, tag: &Tag<'s>) {
        match tag.name {
            "string" | "item" => _ = self.reader.content(tag, &RESOURCES),
            _ => self.reader.skip(tag),
        }
    }

    /// Reads the quantities of a plural, the elements of an array.
    fn items(&mut self, tag: &Tag<'s>, entry: &Entry<'s>) {
        let level = self.reader.enter_before(tag, &["string", "plurals", "string-array"]);
        let mut index = 0_usize;
        while let Some(event) = self.reader.next(level) {
            match event {
                Event::Start(item) if item.name == "item" => {
                    let quantity = item.value("quantity").filter(|_| tag.name == "plurals");
                    let key = match tag.name {
                        "plurals" => entry.key(None),
                        _ => entry.key(Some(index)),
                    };
                    self.string(&item, &RESOURCES, key, quantity.as_deref(), entry);
                    index += 1;
                }
                Event::Start(other) => self.reader.skip(&other),
                Event::Comment(span) => self.comment(span),
            }
        }
    }

    /// Reads a text, and adds a label if it names something.
    fn string(
        &mut self,
        tag: &Tag<'s>,
        siblings: &[&str],
        key: Key,
        quantity: Option<&str>,
        entry: &Entry<'s>,
    ) {
        let Some(content) = self.reader.content(tag, siblings) else { return };
        let (span, quoting) = trimmed(self.text, content);
        let raw = span.slice(self.text);
        let text = text::decode(raw, quoting);
        let may_refer = raw.starts_with(['@', '?', '&', '<']);
        if text.trim().is_empty() || may_refer && is_reference(&xml::decode(raw, quoting)) {
            return;
        }
        let branch = entry.product.into_iter().chain(quantity);
        let branch = branch.collect::<Vec<_>>().join("/");
        self.contents.labels.push(Label {
            key: Some(key),
            branch: (!branch.is_empty()).then(|| branch.into()),
            description: entry.description.clone(),
            ..Label::new(text, Spans::one(span), quoting)
        });
    }

    /// What the comments above an entry say.
    fn description(&self) -> Option<Cow<'s, str>> {
        let said = self.comments.iter().map(|span| span.slice(self.text).trim());
        said.map(Cow::Borrowed).reduce(|all, next| all + "\n" + next)
    }
}

impl Entry<'_> {
    fn key(&self, index: Option<usize>) -> Key {
        match index {
            Some(index) => Key::from_dotted(&format!("{}.{index}", self.name)),
            None => Key::from_dotted(self.name),
        }
    }
}

/// Where the text in an element's content stands, and how: the blanks around it count for nothing.
fn trimmed(text: &str, content: Span) -> (Span, Quoting) {
    let raw = content.slice(text);
    let (inner, quoting) = match section(raw) {
        Some(inner) => (inner, Quoting::Section),
        None => (0..raw.len(), Quoting::Text),
    };
    let (start, raw) = (content.start as usize + inner.start, &raw[inner]);
    let blanks = raw.len() - raw.trim_ascii_start().len();
    (Span::new(start + blanks, start + blanks + raw.trim_ascii().len()), quoting)
}

/// How long an entry is at the least, mostly: how many to make room for.
const BYTES_OF_ENTRY: usize = 64;

/// What a resource can be, and so what a reference can be to.
const KINDS: [&str; 23] = [
    "anim",
    "animator",
    "array",
    "attr",
    "bool",
    "color",
    "dimen",
    "drawable",
    "font",
    "fraction",
    "id",
    "integer",
    "interpolator",
    "layout",
    "menu",
    "mipmap",
    "navigation",
    "plurals",
    "raw",
    "string",
    "style",
    "transition",
    "xml",
];

/// Whether a text is a reference to another resource, or nothing at all: `@string/active`,
/// `@android:string/ok`, `?attr/label`, `@null`.
fn is_reference(raw: &str) -> bool {
    let Some(rest) = raw.strip_prefix(['@', '?']) else { return false };
    if raw.starts_with('?') {
        // aapt2 takes any text for the name of an attribute; people ask `? really`.
        let is_part = |char: char| char.is_ascii_alphanumeric() || "_.:/+*-".contains(char);
        return !rest.is_empty() && rest.chars().all(is_part);
    }
    let rest = rest.trim_start_matches(['+', '*']);
    let rest = rest.split_once(':').map_or(rest, |(_, rest)| rest);
    let (kind, name) = rest.split_once('/').unwrap_or((rest, ""));
    matches!(rest, "null" | "empty") || KINDS.contains(&kind) && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots() {
        for (head, is_ours) in [
            ("<resources>", true),
            ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- © -->\n<resources xmlns:x=\"y\">", true),
            ("<manifest><resources>", false),
            ("<?xml version=\"1.0\"?>", false),
            ("", false),
        ] {
            assert_eq!(is_catalogue(head.as_bytes()), is_ours, "{head}");
        }
    }

    #[test]
    fn references() {
        for raw in [
            "@string/active",
            "@android:string/ok",
            "?attr/label",
            "@null",
            "?android:x",
            "@string/a b",
        ] {
            assert!(is_reference(raw), "{raw}");
        }
        for raw in ["\\@string/x", "@ work", "@home", "?", "? yes", "a@b/c", "@you/me"] {
            assert!(!is_reference(raw), "{raw}");
        }
    }
}
