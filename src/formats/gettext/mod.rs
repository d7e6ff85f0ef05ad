//! gettext: each entry gives a label of the source text and one of each translation. What an entry
//! says is decided by its [`shape`].

mod shape;

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::{Claim, Format};
use crate::label::{
    About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Shared, Side, Unfit,
};
use crate::syntax::po::{self, Entry, Field, Kind};
use crate::text::locale::Locale;
use crate::text::place::Span;
use crate::text::source::Source;

use super::symbols::is_name;
use shape::{Shape, are_symbols, is_header};

/// The format.
pub(super) static GETTEXT: Format = Format {
    id: "gettext",
    title: "gettext (.po, .pot)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: true,
    fallback_charset: None,
    read: |source, reading| read(source, reading.locale),
    encode,
    decode: |raw, _| po::decode(raw).into_owned(),
};

const DOCS: &str = "\
Reads the entries of `.po` and `.pot` files: the source text and the translations of each. A template
belongs to the catalogues beside it: `po/shop.pot` to `po/de.po`, `locale/shop.pot` to
`locale/de/LC_MESSAGES/shop.po`.

The key path is the context alone; an entry without one has no key, and is bound by its text. What tells
entries apart is context and source text, so that all catalogues share them. The text of `msgid` is a
label in the source locale, and so is `msgid_plural` (their branches are `one` and `other`); `msgstr` is
one in the locale of the path, else of the header's `Language`, and the branch of a plural form is its
number. Comments of programmers and translators describe an entry.

```po
#. The client has answered.
msgctxt \"proposal list\"
msgid \"Active proposal\"
msgid_plural \"Active proposals\"
msgstr[0] \"Aktives Angebot\"
msgstr[1] \"Aktive Angebote\"
```

A context inside the source text is a context too: KDE's `_: proposal list\\nActive`, glib's
`proposal list|Active` (one bar without blanks around it and a capital behind it; a context of one word
is in lower case). Where two thirds of the `msgid` have no blank and half of all are names like
`proposal.active`, those without a blank are keys, split at their dots, and their `msgstr` is read as in
a file without source texts.

A waiver in a comment of the programmer (`#.`) holds its entry, in one of a translator (`# `) the
translations of it; where there is none yet, all of it.

The header, obsolete entries (`#~`) with their comments, empty translations and those marked `fuzzy`
name nothing; the source text of a fuzzy entry does. A file that is not UTF-8 is read in the charset
that its header declares. A broken entry is a fault and costs itself only; one that stands twice is a note.
";

/// A longer comment is cut: it goes to every label of its entry.
const LONGEST_DESCRIPTION: usize = 2048;

fn claims(path: &str) -> Claim {
    let is_ours = ["po", "pot"].iter().any(|end| super::has_extension(path, end));
    if is_ours { Claim::Catalogue } else { Claim::No }
}

fn read<'s>(source: &'s Source, of_path: Option<&Locale>) -> Contents<'s> {
    let text = &source.text;
    let file = po::read(text);
    let mut reader = Reader {
        text,
        locale: of_path.is_none().then(|| declared_locale(&file.entries, text)).flatten(),
        are_symbols: are_symbols(&file.entries, text),
        contents: Contents { faults: file.faults, ..Contents::default() },
    };
    for entry in &file.entries {
        // What is kept for later says nothing: `msgmerge` moves the comments of an entry with it.
        if entry.is_obsolete {
            continue;
        }
        let translations = translations(entry);
        reader.comments(&entry.comments, |kind| match translations {
            Some(span) if kind == Kind::Translator => {
                About::Translations { entry: entry.span, span }
            }
            _ => About::Entry(entry.span),
        });
        if !entry.is_broken && !is_header(entry, text) {
            reader.entry(entry);
        }
    }
    reader.comments(&file.trailing, |_| About::Next);
    reader.repeated(&file.entries);
    reader.contents
}

/// The `Language` of the header.
fn declared_locale(entries: &[Entry], text: &str) -> Option<Locale> {
    let header = entries.iter().find(|entry| !entry.is_obsolete && is_header(entry, text))?;
    let said = header.forms.first()?.text.text(text);
    let language = said.lines().find_map(|line| line.strip_prefix("Language:"))?;
    Locale::parse(language.trim())
}

/// Where the translations of an entry stand, if it has any.
fn translations(entry: &Entry) -> Option<Span> {
    let hulls = entry.forms.iter().filter_map(|form| Some(form.text.spans()?.hull()));
    hulls.reduce(|all, next| Span { start: all.start.min(next.start), end: all.end.max(next.end) })
}

struct Reader<'s> {
    text: &'s str,
    /// The locale of translations, where the path names none.
    locale: Option<Locale>,
    /// Whether each `msgid` without a blank is a key, and no text.
    are_symbols: bool,
    contents: Contents<'s>,
}

impl<'s> Reader<'s> {
    /// Keeps the comments that speak to canonym.
    fn comments(&mut self, comments: &[po::Comment], about: impl Fn(Kind) -> About) {
        for &po::Comment { kind, span } in comments.iter().filter(|it| is_prose(it.kind)) {
            let text = span.slice(self.text);
            if text.contains(MENTION) {
                let about = about(kind);
                self.contents.comments.push(Comment { text: text.into(), span, about });
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let plain = Shape::plain(entry, self.text);
        let is_symbol = self.are_symbols && is_name(&plain.id.text(self.text));
        let shape = if is_symbol { plain } else { Shape::of(entry, self.text) };
        if shape.id.spans().is_none() {
            return;
        }
        let about = Facts {
            context: shape.context.clone().map(Shared::from),
            description: self.description(entry).map(Shared::from),
            id: shape.id.text(self.text),
            is_symbol,
        };
        if !is_symbol {
            self.sources(&shape, &about);
        }
        if !entry.is_fuzzy(self.text) {
            self.targets(&shape, &about);
        }
    }

    fn sources(&mut self, shape: &Shape<'s>, about: &Facts<'s>) {
        let side = Side::Source { entry: about.id.clone() };
        let singular = shape.plural.as_ref().map(|_| "one".into());
        self.label(&shape.id, singular, side.clone(), None, about);
        if let Some(plural) = &shape.plural {
            self.label(plural, Some("other".into()), side, None, about);
        }
    }

    fn targets(&mut self, shape: &Shape<'s>, about: &Facts<'s>) {
        let plural = shape.plural.as_ref().map(|plural| plural.text(self.text));
        for form in &shape.forms {
            // Where a language has one form only, it is that of many.
            let is_singular = form.index.unwrap_or(0) == 0 && shape.forms.len() > 1;
            let source = plural.as_ref().filter(|_| !is_singular).unwrap_or(&about.id).clone();
            let side = match about.is_symbol {
                true => Side::Only,
                false => Side::Target { entry: about.id.clone(), source },
            };
            let branch = form.index.map(|index| index.to_string().into());
            self.label(&form.text, branch, side, self.locale.clone(), about);
        }
    }

    /// Adds a label, unless it names nothing.
    fn label(
        &mut self,
        field: &Field,
        branch: Option<Box<str>>,
        side: Side<'s>,
        locale: Option<Locale>,
        about: &Facts<'s>,
    ) {
        let Some(spans) = field.spans() else { return };
        let text = field.text(self.text);
        if text.trim().is_empty() {
            return;
        }
        self.contents.labels.push(Label {
            key: about.key(),
            branch,
            locale,
            side,
            context: about.context.clone(),
            description: about.description.clone(),
            ..Label::new(text, spans, Quoting::Double)
        });
    }

    /// What programmers and translators say about an entry.
    fn description(&self, entry: &Entry) -> Option<Cow<'s, str>> {
        let said = |kind: Kind| {
            let comments = entry.comments.iter().filter(move |comment| comment.kind == kind);
            comments.map(|comment| comment.span.slice(self.text)).filter(|line| !line.is_empty())
        };
        let mut lines = said(Kind::Extracted).chain(said(Kind::Translator));
        let first = lines.next()?;
        let mut text = Cow::Borrowed(first);
        for line in lines {
            *text.to_mut() += "\n";
            *text.to_mut() += line;
        }
        if text.len() > LONGEST_DESCRIPTION {
            let end = text.floor_char_boundary(LONGEST_DESCRIPTION);
            text.to_mut().truncate(end);
        }
        Some(text)
    }

    /// A remark for each entry that stood before; not where something else is broken, for then it is
    /// most often both sides of a merge.
    fn repeated(&mut self, entries: &[Entry]) {
        if !self.contents.faults.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        for entry in entries.iter().filter(|entry| !entry.is_obsolete) {
            let Some(id) = &entry.id else { continue };
            let context = entry.context.as_ref().map(|context| context.text(self.text));
            if !seen.insert((context, id.text(self.text))) {
                let message = "this entry stands twice, with the same context".to_owned();
                let help = Some("remove one: gettext's own tools refuse such a file".to_owned());
                self.contents.remarks.push(Fault { span: Some(entry.span), message, help });
            }
        }
    }
}

/// What the labels of one entry share.
struct Facts<'s> {
    context: Option<Shared<'s>>,
    description: Option<Shared<'s>>,
    /// The source text that tells the entry apart, or its symbol.
    id: Cow<'s, str>,
    /// Whether that is a key, and no text.
    is_symbol: bool,
}

impl Facts<'_> {
    fn key(&self) -> Option<Key> {
        let context = self.context.as_deref();
        match self.is_symbol {
            true => Some(Key::from_segments(context.into_iter().chain(self.id.split('.')))),
            false => context.map(|context| Key::from_segments([context])),
        }
    }
}

/// Whether a comment is written for people.
fn is_prose(kind: Kind) -> bool {
    matches!(kind, Kind::Extracted | Kind::Translator)
}

fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    match quoting {
        Quoting::Double => Ok(po::encode(text)),
        _ => Err(Unfit("a text of gettext stands in double quotes".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: pt_BR\\n\"\n";

    fn labels(source: &Source) -> Vec<Label<'_>> {
        read(source, None).labels
    }

    #[test]
    fn the_path_outranks_the_header() {
        let text = format!("{HEADER}msgid \"Sent\"\nmsgstr \"Enviada\"\n");
        let source = Source::from_text("a.po", text);
        let named = |labels: Vec<Label<'_>>| -> Vec<_> {
            labels.iter().map(|label| label.locale.as_ref().map(ToString::to_string)).collect()
        };
        assert_eq!(named(labels(&source)), [None, Some("pt-BR".to_owned())]);
        let german = Locale::parse("de").unwrap();
        assert_eq!(named(read(&source, Some(&german)).labels), [None, None]);
    }

    #[test]
    fn sources_of_plural_forms() {
        let entry = "msgid \"File\"\nmsgid_plural \"Files\"\n";
        let sources = |forms: &str| {
            let source = Source::from_text("a.po", format!("{entry}{forms}"));
            let found: Vec<String> = labels(&source)
                .iter()
                .filter_map(|label| match &label.side {
                    Side::Target { source, entry } => Some(format!("{source} of {entry}")),
                    _ => None,
                })
                .collect();
            found.join(", ")
        };
        assert_eq!(sources("msgstr[0] \"a\"\nmsgstr[1] \"b\"\n"), "File of File, Files of File");
        assert_eq!(sources("msgstr[0] \"a\"\n"), "Files of File");
    }

    #[test]
    fn a_comment_annotates_both_sides_of_its_entry() {
        let entries = "#. canonym: state=order.shipped\nmsgid \"Sent\"\nmsgid_plural \"Sents\"\n\
                       msgstr[0] \"a\"\nmsgstr[1] \"b\"\n\nmsgid \"Other\"\nmsgstr \"c\"\n";
        let source = Source::from_text("a.po", entries);
        let contents = GETTEXT.contents(&source, &crate::formats::Reading::default());
        let annotated: Vec<_> =
            contents.labels.iter().map(|label| label.annotation.is_some()).collect();
        assert_eq!(annotated, [true, true, true, true, false, false]);
    }

    #[test]
    fn descriptions_are_cut() {
        let comment = format!("# {}\n#. Extracted.\n", "ż".repeat(2000));
        let text = format!("{comment}msgid \"a\"\nmsgstr \"\"\n");
        let source = Source::from_text("a.po", text);
        let description = labels(&source)[0].description.clone().unwrap();
        assert!(description.starts_with("Extracted.\nżż") && description.len() <= 2048);
    }
}
