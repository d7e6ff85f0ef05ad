//! XLIFF 1.2 and 2: each unit gives a label of the source text and one of its translation. What a unit
//! holds is read by [`mod@unit`].

mod placed;
mod unit;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};
use smallvec::SmallVec;

use super::symbols::{are_symbols, is_name};
use super::{Claim, Format};
use crate::label::{
    About, Comment, Contents, Element, Fault, Key, Label, MENTION, Quoting, Shared, Side,
};
use crate::syntax::xml::{self, Event, Level, Reader, Tag};
use crate::text::locale::Locale;
use crate::text::place::Span;
use crate::text::source::Source;

use placed::{Placed, decoded, of_branch};
use unit::{Kind, Unit};

/// The format.
pub(super) static XLIFF: Format = Format {
    id: "xliff",
    title: "XLIFF 1.2 and 2 (.xlf, .xliff)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: true,
    fallback_charset: None,
    read: |source, reading| read(source, reading.locale),
    encode: xml::encode,
    decode: |raw, quoting| xml::decode(raw, quoting).into_owned(),
};

const DOCS: &str = "\
Reads the units of `.xlf` and `.xliff` files, of XLIFF 1.2 and 2: the source text and the translation of
each, of all `<file>`s.

The key path is the `resname` (in XLIFF 2 the `name`), else the `id`, split at its dots where no blank
stands in it. `<source>` is a label in the source locale, `<target>` one in the locale of the path, else
of `target-language` or `trgLang`; the segments of a unit are one text. Notes describe a unit; Angular's
meaning is its context. ICU plural and select variants are branches, and inline tags stay in the text as
they are written. A `restype` says what a text sits on.

```xml
<trans-unit id=\"4711\" resname=\"proposal.active\">
    <source>Active</source>
    <target state=\"translated\">Aktiv</target>
    <note from=\"description\">The client has answered.</note>
</trans-unit>
```

Where two thirds of the sources have no blank and half of all are names like `proposal.active` (Symfony),
those without a blank are keys, and their targets are read as in a file without source texts.

A waiver in a note holds its unit, with `annotates=\"target\"` its translation. Empty targets, those that
are `new`, `needs-translation` or `initial`, `<alt-trans>`, and what is `translate=\"no\"` name nothing. A
broken unit is a fault and costs itself only; an id that stands twice in a `<file>` is a note.
";

fn claims(path: &str) -> Claim {
    let is_ours = ["xlf", "xliff"].iter().any(|end| super::has_extension(path, end));
    if is_ours { Claim::Catalogue } else { Claim::No }
}

fn read<'s>(source: &'s Source, of_path: Option<&Locale>) -> Contents<'s> {
    let mut file = File {
        text: &source.text,
        reader: Reader::new(&source.text),
        is_named: of_path.is_some(),
        locale: None,
        units: Vec::new(),
        ids: HashSet::new(),
        repeated: Vec::new(),
        contents: Contents::default(),
    };
    while let Some(event) = file.reader.next(Level::FILE) {
        match event {
            Event::Start(tag) => file.start(&tag),
            Event::Comment(span) => file.comment(span),
        }
    }
    file.finish()
}

struct File<'s> {
    text: &'s str,
    reader: Reader<'s>,
    /// Whether the path names a locale.
    is_named: bool,
    /// The locale of translations, where the path names none.
    locale: Option<Locale>,
    units: Vec<Known<'s>>,
    /// The ids of this `<file>`.
    ids: HashSet<&'s str>,
    /// The units whose id stood before.
    repeated: Vec<Span>,
    contents: Contents<'s>,
}

/// A unit, and what stands around it.
struct Known<'s> {
    tag: Tag<'s>,
    unit: Unit,
    locale: Option<Locale>,
}

impl<'s> File<'s> {
    fn start(&mut self, tag: &Tag<'s>) {
        if tag.says("translate", "no") {
            return self.reader.skip(tag);
        }
        match tag.local() {
            "xliff" => self.targets_are(tag, "trgLang"),
            "file" => {
                self.ids.clear();
                self.targets_are(tag, "target-language");
            }
            "trans-unit" | "unit" => self.unit(*tag),
            "body" | "group" => {}
            _ => self.reader.skip(tag),
        }
    }

    /// Takes the locale of translations from an attribute.
    fn targets_are(&mut self, tag: &Tag<'s>, attribute: &str) {
        let language = tag.value(attribute).filter(|_| !self.is_named);
        if let Some(locale) = language.and_then(|language| Locale::parse(&language)) {
            self.locale = Some(locale);
        }
    }

    fn comment(&mut self, span: Span) {
        self.remark(span, About::Next);
    }

    /// Keeps what speaks to canonym.
    fn remark(&mut self, span: Span, about: About) {
        if span.slice(self.text).contains(MENTION) {
            let text = match decoded(self.text, span) {
                Cow::Borrowed(text) => text.trim().into(),
                Cow::Owned(text) => text.trim().to_owned().into(),
            };
            self.contents.comments.push(Comment { text, span, about });
        }
    }

    fn unit(&mut self, tag: Tag<'s>) {
        let unit = Unit::read(&mut self.reader, &tag);
        for &span in &unit.asides {
            self.comment(span);
        }
        for note in &unit.notes {
            let about = match (note.kind, unit.held()) {
                (Kind::OfTarget, Some(span)) => About::Translations { entry: unit.span, span },
                _ => About::Entry(unit.span),
            };
            self.remark(note.span, about);
        }
        if let Some(id) = tag.attribute("id")
            && !self.ids.insert(id.raw)
        {
            self.repeated.push(id.span);
        }
        self.units.push(Known { tag, unit, locale: self.locale.clone() });
    }

    fn finish(mut self) -> Contents<'s> {
        let text = self.text;
        let sources = |known: &Known<'s>| Some(decoded(text, known.unit.sources().next()?));
        let are_symbols = are_symbols(self.units.iter().filter_map(sources));
        self.contents.labels.reserve(2 * self.units.len());
        for known in std::mem::take(&mut self.units) {
            self.labels(&known, are_symbols);
        }
        // Where something else is broken, these are most often both sides of a merge.
        if !self.reader.has_faults() {
            let remarks = self.repeated.into_iter().map(|span| Fault {
                span: Some(span),
                message: "this id stands twice".to_owned(),
                help: Some("each unit of a file has an id of its own".to_owned()),
            });
            self.contents.remarks = remarks.collect();
        }
        self.contents.labels.sort_by_key(|label| label.spans.first());
        self.contents.faults = self.reader.into_faults();
        self.contents
    }

    /// The labels of a unit.
    fn labels(&mut self, known: &Known<'s>, are_symbols: bool) {
        let Known { tag, unit, locale } = known;
        if unit.is_broken {
            return;
        }
        let source = Placed::of(self.text, unit.sources());
        let entry = source.as_ref().map_or(Cow::Borrowed(""), |source| source.text.clone());
        let is_symbol = are_symbols && is_name(&entry);
        let name = tag.attribute("resname").or_else(|| tag.attribute("name"));
        let name = name.or_else(|| tag.attribute("id").filter(|_| !is_symbol));
        let name = name.map(|name| xml::decode(name.raw, Quoting::Double));
        let facts = Facts {
            key: name.or_else(|| is_symbol.then(|| entry.clone())).and_then(|name| key(&name)),
            context: self.said(unit, &[Kind::Meaning]).map(Into::into),
            description: self.said(unit, &[Kind::Description, Kind::OfTarget]).map(Into::into),
            element: tag.attribute("restype").and_then(|restype| element(restype.raw)),
        };
        let sources = source.filter(|_| !is_symbol).map(|text| text.branches(self.text));
        let sources = sources.unwrap_or_default();
        let target = Placed::of(self.text, unit.targets().into_iter());
        let targets = target.map(|text| text.branches(self.text)).unwrap_or_default();
        let sides = targets.iter().map(|(branch, _)| {
            if sources.is_empty() {
                return Side::Only;
            }
            let source = of_branch(&sources, branch.as_deref()).unwrap_or(&entry).clone();
            Side::Target { entry: entry.clone(), source }
        });
        let sides: SmallVec<[Side<'s>; 1]> = sides.collect();
        for (branch, text) in sources {
            let side = Side::Source { entry: entry.clone() };
            self.label(branch, text, side, None, &facts);
        }
        for ((branch, text), side) in targets.into_iter().zip(sides) {
            self.label(branch, text, side, locale.as_ref(), &facts);
        }
    }

    fn label(
        &mut self,
        branch: Option<Box<str>>,
        text: Placed<'s>,
        side: Side<'s>,
        locale: Option<&Locale>,
        facts: &Facts<'s>,
    ) {
        self.contents.labels.push(Label {
            key: facts.key.clone(),
            branch,
            locale: locale.cloned(),
            side,
            context: facts.context.clone(),
            description: facts.description.clone(),
            element: facts.element,
            ..Label::new(text.text, text.spans, text.quoting)
        });
    }

    /// What notes of some kinds say.
    fn said(&self, unit: &Unit, kinds: &[Kind]) -> Option<Cow<'s, str>> {
        let notes = unit.notes.iter().filter(|note| kinds.contains(&note.kind));
        let said = notes.map(|note| decoded(self.text, note.span));
        said.filter(|said| !said.trim().is_empty()).reduce(|all, next| all + "\n" + next)
    }
}

/// What the labels of one unit share.
struct Facts<'s> {
    key: Option<Key>,
    context: Option<Shared<'s>>,
    description: Option<Shared<'s>>,
    element: Option<Element>,
}

/// The key that a name is: a path, unless it is a text.
fn key(name: &str) -> Option<Key> {
    (!name.is_empty()).then(|| match is_name(name) {
        true => Key::from_dotted(name),
        false => Key::from_segments([name]),
    })
}

/// What a `restype` says that a text sits on.
fn element(restype: &str) -> Option<Element> {
    Some(match restype {
        "button" | "pushbutton" | "defpushbutton" | "imagebutton" => Element::PushButton,
        "checkbox" | "autocheckbox" | "check3state" => Element::CheckBox,
        "radio" | "autoradiobutton" => Element::RadioButton,
        "menuitem" | "menu" | "popupmenu" | "submenu" => Element::MenuItem,
        "tabcontrol" => Element::Tab,
        "combobox" | "comboboxitem" | "dropdown" | "comboexitem" => Element::ComboBoxElement,
        "edit" | "textbox" | "input" => Element::TextBox,
        "dialog" | "window" => Element::DialogBox,
        "listitem" | "cell" | "column" | "header" | "row" | "table" => Element::TableText,
        "message" | "statusbar" => Element::InformativeMessage,
        "tooltip" | "tooltips" => Element::ToolTip,
        _ => return None,
    })
}
