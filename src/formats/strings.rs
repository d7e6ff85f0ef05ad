//! Apple's `.strings`: each entry is a label, described by the comment above it. The language itself is
//! read by [`crate::syntax::strings`].

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::{Claim, Format, keyed};
use crate::label::{About, Comment, Contents, Fault, Label, MENTION, Quoting, Shared, Side, Unfit};
use crate::syntax::strings::{self, Entry, File, decode, is_bare};
use crate::text::place::Spans;
use crate::text::source::Source;

/// The format.
pub(super) static STRINGS: Format = Format {
    id: "strings",
    title: "Apple strings (.strings)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode,
    decode: |raw, _| decode(raw).into_owned(),
};

const DOCS: &str = "\
Reads the entries of `.strings` files: UTF-8, or UTF-16 with or without a byte order mark. The locale is
that of the folder, `de.lproj`; `Base.lproj` holds the source texts, and the old names (`German.lproj`)
are known too.

A key with a blank in it, and one capitalized word, is a source text (`\"Pause All\"`), whatever dots it
has. Dots split every other key: `order.state.shipped`, `2zq-5y-smI.title`. An entry without a text
(`\"Paused\";`) says what its key says.

The comments right above an entry, without an empty line between, describe it. Those that Interface
Builder writes name the source text too: it is known even where no other file holds it.

```strings
/* The client has answered */
\"proposal.active\" = \"Active\";

/* Class = \"NSTextFieldCell\"; title = \"Sent\"; ObjectID = \"15\"; */
\"15.title\" = \"Versandt\";
```

Quotation marks may be single, or missing around a word. `\\Uxxxx` and, though Apple reads it otherwise,
`\\uxxxx` are characters; octal escapes from `\\200` on are those of NEXTSTEP's charset.

Empty texts name nothing. A broken entry is a fault and costs itself only; a key that stands twice is
a note. Property lists in XML are not read, which is a fault; nor are compiled ones, which a build makes.
";

/// A longer comment is cut: nobody wrote it for a label.
const LONGEST_DESCRIPTION: usize = 2048;

/// What Apple's tools write where a programmer wrote nothing.
const NO_COMMENT: &str = "No comment provided by engineer.";

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "strings") { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let text = &*source.text;
    if is_xml(text) {
        let message = "this is a property list in XML, which is not read".to_owned();
        let help = Some("save it as `\"key\" = \"text\";`, or exclude it in [files]".to_owned());
        let fault = Fault { span: source.line_span(1), message, help };
        return Contents { faults: vec![fault], ..Contents::default() };
    }
    let file = strings::read(text);
    Contents {
        labels: file.entries.iter().filter_map(|entry| label(entry, &file, text)).collect(),
        comments: comments(&file, text),
        remarks: repeated_keys(&file, text),
        faults: file.faults,
        ..Contents::default()
    }
}

fn is_xml(text: &str) -> bool {
    let start = text.trim_start();
    ["<?xml", "<!DOCTYPE", "<plist"].iter().any(|sign| start.starts_with(sign))
}

/// The label of an entry, unless it names nothing.
fn label<'s>(entry: &Entry, file: &File, source: &'s str) -> Option<Label<'s>> {
    let place = entry.value.unwrap_or(entry.key);
    let text = place.text(source);
    if text.trim().is_empty() {
        return None;
    }
    let key = entry.key.text(source);
    let beside = source_beside(entry, &key, file, source);
    let (key, side) = keyed::mostly_texts(key);
    Some(Label {
        key: Some(key),
        side: beside.map_or(side, Side::Keyed),
        description: description(entry, file, source).map(Shared::from),
        ..Label::new(text, Spans::one(place.span), place.quoting)
    })
}

/// The source text in a comment of Interface Builder, which is written like entries:
/// `Class = "NSMenuItem"; title = "Low"; ObjectID = "88";`.
fn source_beside<'s>(
    entry: &Entry,
    key: &str,
    file: &File,
    source: &'s str,
) -> Option<Cow<'s, str>> {
    let comment = file.comments[entry.comments.clone()].last()?;
    let said = comment.said.slice(source);
    if !said.starts_with("Class = \"") {
        return None;
    }
    let facts = strings::read(said).entries;
    let get = |name: &str| facts.iter().find(|fact| fact.key.span.slice(said) == name)?.value;
    let attribute = key.strip_prefix(&*get("ObjectID")?.text(said))?.strip_prefix('.')?;
    Some(get(attribute)?.text(said)).filter(|text| !text.trim().is_empty())
}

/// What the comments of an entry say.
fn description<'s>(entry: &Entry, file: &File, source: &'s str) -> Option<Cow<'s, str>> {
    let comments = file.comments[entry.comments.clone()].iter();
    let said = comments.map(|comment| comment.said.slice(source));
    let said = said.filter(|said| !said.is_empty() && *said != NO_COMMENT).map(unindented);
    let mut text = said.reduce(|all, next| all + "\n" + next)?;
    if text.len() > LONGEST_DESCRIPTION {
        let end = text.floor_char_boundary(LONGEST_DESCRIPTION);
        text.to_mut().truncate(end);
    }
    Some(text)
}

/// The lines of a comment without the blanks and stars that they begin with.
fn unindented(said: &str) -> Cow<'_, str> {
    if !said.contains('\n') {
        return Cow::Borrowed(said);
    }
    let lines = said.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix('*').map_or(line, str::trim_start)
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// The comments that speak to canonym: those of an entry, and the others.
fn comments<'s>(file: &File, source: &'s str) -> Vec<Comment<'s>> {
    if !source.contains(MENTION) {
        return Vec::new();
    }
    let mut about = vec![About::Next; file.comments.len()];
    for entry in &file.entries {
        about[entry.comments.clone()].fill(About::Entry(entry.span));
    }
    let comments = file.comments.iter().zip(about).map(|(comment, about)| Comment {
        text: comment.said.slice(source).into(),
        span: comment.span,
        about,
    });
    comments.filter(|comment| comment.text.contains(MENTION)).collect()
}

/// A remark for each key that stood before; not where something else is broken, for then it is most often
/// both sides of a merge.
fn repeated_keys(file: &File, source: &str) -> Vec<Fault> {
    if !file.faults.is_empty() {
        return Vec::new();
    }
    let mut seen = HashSet::with_capacity(file.entries.len());
    let keys = file.entries.iter().map(|entry| (entry.key.span, entry.key.text(source)));
    let mut repeated = Vec::new();
    for (span, key) in keys {
        if let Some(key) = seen.replace(key) {
            let message =
                format!("the key \"{key}\" stands twice; the second wins when the program runs");
            repeated.push(Fault { span: Some(span), message, help: None });
        }
    }
    repeated
}

fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    match quoting {
        Quoting::Double => Ok(strings::encode(text, '"')),
        Quoting::Single => Ok(strings::encode(text, '\'')),
        Quoting::Bare if is_bare(text) => Ok(text.to_owned()),
        Quoting::Bare => {
            Err(Unfit("this text needs quotation marks, which are missing".to_owned()))
        }
        _ => Err(Unfit("a text of .strings stands in quotation marks".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_describe() {
        let text = "/* File */\n\n/* Shown.\n * Twice. */\n// By ż\n\"a\" = \"A\"; // b\n\
                    /* No comment provided by engineer. */\n\"c\" = \"C\";\n/**/\n\"d\" = \"D\";\n";
        let source = Source::from_text("a.strings", text);
        let contents = read(&source);
        let said: Vec<_> = contents.labels.iter().map(|it| it.description.as_deref()).collect();
        assert_eq!(said, [Some("Shown.\nTwice.\nBy ż"), None, None]);
    }

    #[test]
    fn descriptions_are_cut() {
        let text = format!("/* {} */ a = b;", "ż".repeat(2000));
        let source = Source::from_text("a.strings", text);
        assert_eq!(read(&source).labels[0].description.as_ref().unwrap().len(), 2048);
    }
}
