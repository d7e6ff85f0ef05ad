//! Apple's `.stringsdict`: texts that vary with a number, a width or a device. A property list in XML,
//! of which only dictionaries and strings matter here.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::nested::{self, LONGEST_PATH};
use super::{Claim, Format, keyed};
use crate::label::{About, Comment, Contents, Key, Label, MENTION, Quoting, Side};
use crate::syntax::xml::{self, Event, Level, Reader, Tag};
use crate::text::place::{Span, Spans};
use crate::text::source::Source;

/// The format.
pub(super) static STRINGSDICT: Format = Format {
    id: "stringsdict",
    title: "Apple strings that vary (.stringsdict)",
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
Reads the texts of `.stringsdict` files, which lie beside `.strings` and add to them.

The key path is the key of an entry; where that is a source text, it stays whole, as in `.strings`. The
forms of a number are branches, under the name of their variable where the text has several; so are
the texts for a width and for a device. The format around them is a label too, unless it is nothing but a
variable.

```xml
<dict>
    <key>offers.count</key>
    <dict>
        <key>NSStringLocalizedFormatKey</key>
        <string>%#@offers@</string>
        <key>offers</key>
        <dict>
            <key>NSStringFormatSpecTypeKey</key>
            <string>NSStringPluralRuleType</string>
            <key>one</key>
            <string>%d offer</string>
            <key>other</key>
            <string>%d offers</string>
        </dict>
    </dict>
</dict>
```

What Apple's own keys (`NS…`) say of a variable, and empty texts, name nothing. A broken entry is a fault
and costs itself only.
";

/// What no text holds.
const SIBLINGS: [&str; 4] = ["key", "string", "dict", "plist"];
/// A file has dictionaries of entries of variables; what is deeper is none of ours.
const DEEPEST: usize = 3;
const FORMAT: &str = "NSStringLocalizedFormatKey";

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "stringsdict") { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let mut file = File {
        text: &source.text,
        reader: Reader::new(&source.text),
        path: Path::new(),
        texts: Vec::new(),
        contents: Contents::default(),
    };
    while let Some(event) = file.reader.next(Level::FILE) {
        match event {
            Event::Start(tag) if tag.name == "dict" => file.dict(&tag),
            Event::Start(_) => {}
            Event::Comment(span) => file.comment(span),
        }
    }
    let File { reader, mut contents, .. } = file;
    contents.faults.extend(reader.into_faults());
    contents.faults.sort_by_key(|fault| fault.span);
    contents
}

/// The entry, the variable, the form.
type Path<'s> = SmallVec<[Cow<'s, str>; 3]>;

struct File<'s> {
    text: &'s str,
    reader: Reader<'s>,
    /// The keys above.
    path: Path<'s>,
    /// The texts of this entry, each with the keys above it.
    texts: Vec<(Path<'s>, Span)>,
    contents: Contents<'s>,
}

impl<'s> File<'s> {
    fn comment(&mut self, span: Span) {
        let text = span.slice(self.text);
        if text.contains(MENTION) {
            let (text, about) = (text.trim().into(), About::Next);
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    /// Reads a dictionary, the file's or one inside.
    fn dict(&mut self, tag: &Tag<'s>) {
        let level = self.reader.enter(tag);
        let mut key = None;
        while let Some(event) = self.reader.next(level) {
            let tag = match event {
                Event::Start(tag) => tag,
                Event::Comment(span) => {
                    self.comment(span);
                    continue;
                }
            };
            if tag.name == "key" {
                let content = self.reader.content(&tag, &SIBLINGS);
                key = content.map(|span| self.decoded(span));
                continue;
            }
            let Some(key) = key.take() else {
                self.reader.skip(&tag);
                continue;
            };
            let length: usize = self.path.iter().map(|key| key.len()).sum();
            if length + key.len() > LONGEST_PATH {
                self.contents.faults.push(nested::too_long(Some(tag.span)));
                self.reader.skip(&tag);
                continue;
            }
            self.path.push(key);
            match tag.name {
                "string" => {
                    let content = self.reader.content(&tag, &SIBLINGS);
                    self.texts.extend(content.map(|span| (self.path.clone(), span)));
                }
                "dict" if self.path.len() <= DEEPEST => self.dict(&tag),
                _ => self.reader.skip(&tag),
            }
            self.path.pop();
            if self.path.is_empty() {
                self.entry();
            }
        }
    }

    /// The labels of an entry.
    fn entry(&mut self) {
        let texts = std::mem::take(&mut self.texts);
        let is_alone = texts.iter().any(|(path, span)| {
            path.last().is_some_and(|key| key == FORMAT) && is_variable(span.slice(self.text))
        });
        for (path, span) in texts {
            let Some((entry, rest)) = path.split_first() else { continue };
            let branch = match rest {
                [] => Path::new(),
                [format] if format == FORMAT => Path::new(),
                [.., form] if form.starts_with("NS") => continue,
                // The one variable that is all of the text needs no name, nor does a rule.
                [variable, form] if is_alone || variable.starts_with("NS") => {
                    smallvec![form.clone()]
                }
                rest => rest.into(),
            };
            let text = self.decoded(span);
            if text.trim().is_empty() || is_variable(&text) {
                continue;
            }
            let (key, side): (Key, Side<'s>) = keyed::mostly_texts(entry.clone());
            self.contents.labels.push(Label {
                key: Some(key),
                side,
                branch: (!branch.is_empty()).then(|| branch.join("/").into()),
                ..Label::new(text, Spans::one(span), Quoting::Text)
            });
        }
    }

    fn decoded(&self, span: Span) -> Cow<'s, str> {
        xml::decode(span.slice(self.text), Quoting::Text)
    }
}

/// Whether a text is nothing but one variable: `%#@offers@`.
fn is_variable(text: &str) -> bool {
    let name = text.trim().strip_prefix("%#@").and_then(|rest| rest.strip_suffix('@'));
    name.is_some_and(|name| !name.contains('@'))
}
