//! .NET's `.resx` and `.resw`: one label a string of `<data>`.

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::{Claim, Format, keyed};
use crate::label::{About, Comment, Contents, Element, Fault, Key, Label, MENTION, Quoting, Side};
use crate::syntax::xml::{self, Event, Level, Reader, Tag, section};
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

/// The format.
pub(super) static RESX: Format = Format {
    id: "resx",
    title: ".NET resources (.resx, .resw)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode: xml::encode,
    decode: |raw, quoting| xml::decode(raw, quoting).into_owned(),
};

const DOCS: &str = "\
Reads the strings of `.resx` and `.resw` files. The locale stands in the name (`Orders.de-AT.resx`) or the
folder (`Strings/de-DE/Resources.resw`); `Orders.resx` beside it holds the source texts.

The key path is the name, split at its dots; a name of several words is a source text and stays whole.
`<comment>` describes an entry. Names like `SaveButton.ToolTipService.ToolTip` say what a text sits on.

```xml
<data name=\"Proposal.Active\" xml:space=\"preserve\">
    <value>Active</value>
    <comment>The client has answered</comment>
</data>
```

A waiver in a comment holds its entry. Entries with a `type` or a `mimetype` (files, sizes, pictures), the
designer's own (`>>name`), `<metadata>` and empty values name nothing. A broken entry is a fault and costs
itself only; a name that stands twice is a note.
";

/// What stands beside an entry, and so in none.
const SIBLINGS: [&str; 5] = ["data", "metadata", "resheader", "assembly", "value"];

fn claims(path: &str) -> Claim {
    let is_ours = ["resx", "resw"].iter().any(|end| super::has_extension(path, end));
    if is_ours { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let mut file = File {
        text: &source.text,
        reader: Reader::new(&source.text),
        contents: Contents::default(),
    };
    let mut seen = HashSet::new();
    let mut repeated = Vec::new();
    while let Some(event) = file.reader.next(Level::FILE) {
        match event {
            Event::Comment(span) => file.remark(span, span.slice(file.text).into(), About::Next),
            Event::Start(tag) if tag.name == "data" => {
                let name = tag.attribute("name");
                repeated.extend(name.filter(|name| !seen.insert(name.raw)));
                file.entry(&tag);
            }
            Event::Start(tag) if tag.name == "root" => {}
            Event::Start(tag) => file.reader.skip(&tag),
        }
    }
    let File { reader, mut contents, .. } = file;
    // Where something else is broken, these are most often both sides of a merge.
    if !reader.has_faults() {
        let remarks = repeated.into_iter().map(|name| Fault {
            span: Some(name.span),
            message: format!("the name \"{}\" stands twice", name.raw),
            help: Some("remove one: only one of them is shown".to_owned()),
        });
        contents.remarks = remarks.collect();
    }
    contents.faults = reader.into_faults();
    contents
}

struct File<'s> {
    text: &'s str,
    reader: Reader<'s>,
    contents: Contents<'s>,
}

impl<'s> File<'s> {
    /// Keeps what speaks to canonym.
    fn remark(&mut self, span: Span, text: Cow<'s, str>, about: About) {
        if text.contains(MENTION) {
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    fn entry(&mut self, tag: &Tag<'s>) {
        let (mut value, mut comment) = (None, None);
        let level = self.reader.enter_before(tag, &SIBLINGS[..4]);
        while let Some(event) = self.reader.next(level) {
            match event {
                Event::Start(part) if part.name == "value" => {
                    value = self.reader.content(&part, &SIBLINGS);
                }
                Event::Start(part) if part.name == "comment" => {
                    comment = self.reader.content(&part, &SIBLINGS);
                }
                Event::Start(part) => self.reader.skip(&part),
                Event::Comment(span) => {
                    self.remark(span, span.slice(self.text).into(), About::Next);
                }
            }
        }
        let said = comment.map(|span| (span, xml::decode(span.slice(self.text), Quoting::Text)));
        if let Some((span, text)) = &said {
            let entry = Span::new(tag.span.start as usize, self.reader.at());
            self.remark(*span, text.clone(), About::Entry(entry));
        }
        let is_string = tag.attribute("type").is_none_or(|it| it.raw.starts_with("System.String"))
            && tag.attribute("mimetype").is_none();
        let name = tag.value("name").filter(|name| is_string && !name.starts_with(">>"));
        if let (Some(name), Some(value)) = (name, value) {
            self.label(name, value, said.map(|(_, text)| text));
        }
    }

    /// Adds a label, unless it names nothing.
    fn label(&mut self, name: Cow<'s, str>, content: Span, said: Option<Cow<'s, str>>) {
        let start = content.start as usize;
        let (span, quoting) = match section(content.slice(self.text)) {
            Some(inner) => (Span::new(start + inner.start, start + inner.end), Quoting::Section),
            None => (content, Quoting::Text),
        };
        let text = xml::decode(span.slice(self.text), quoting);
        if text.trim().is_empty() {
            return;
        }
        let element = element(&name);
        let (key, side) = match keyed::is_phrase(&name) {
            true => (Key::from_segments([&*name]), Side::Keyed(name)),
            false => (Key::from_dotted(&name), Side::Only),
        };
        self.contents.labels.push(Label {
            key: Some(key),
            side,
            element,
            description: said.filter(|said| !said.trim().is_empty()).map(Into::into),
            ..Label::new(text, Spans::one(span), quoting)
        });
    }
}

/// What the properties of .NET's controls say that a text sits on.
fn element(name: &str) -> Option<Element> {
    let (_, property) = name.rsplit_once('.')?;
    Some(match property {
        "Name" if name.contains("AutomationProperties") => Element::AccessibleName,
        "AccessibleName" | "AccessibleDescription" => Element::AccessibleName,
        "ToolTip" | "ToolTipText" | "ToolTipTitle" => Element::ToolTip,
        "PlaceholderText" | "Watermark" => Element::TextBox,
        "HeaderText" => Element::TableText,
        _ => return None,
    })
}
