//! Java's `.properties`: bundles of messages, one file a locale.

use foldhash::{HashSet, HashSetExt};

use super::keyed::{is_phrase, is_source_text};
use super::{Claim, Format};
use crate::label::{
    About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Shared, Side, Unfit,
};
use crate::syntax::icu;
use crate::syntax::properties::{self, Entry};
use crate::text::place::Span;
use crate::text::source::Source;

/// The format.
pub(super) static PROPERTIES: Format = Format {
    id: "properties",
    title: "Java and Kotlin resource bundles (.properties)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: Some(encoding_rs::WINDOWS_1252), // Latin-1 and more
    read: |source, _| read(source),
    encode,
    decode: |raw, _| properties::decode(raw).into_owned(),
};

const DOCS: &str = "\
Reads the entries of `.properties` files as Java's `Properties.load` does. A file is a catalogue if its
path names a locale (`messages_de.properties`), if it stands beside one whose path does, or by its name:
`messages`, `strings`, `labels` and names that end so, `...Bundle`, `..._i18n`. `gradle.properties`,
`application.properties`, `log4j.properties` and the like never are.

The key path is the key, split at its dots. A key that holds two words with a blank between them
(`Build\\ now=...`) is a source text and no path, whatever dots it has; one capitalized word is a source
text too. The comments right above an entry describe it.

Plural and select variants of ICU messages are branches, and so are the limits of Java's choices
(`0#`, `1#`, `1<`). Apostrophes stand in a text as they are written: whether two of them mean one depends
on the program.

```properties
# The client has answered
proposal.active = Active
proposal.offers = {0,choice,0#No offers|1#One offer|1<{0,number} offers}
proposal.declined : Abgelehnt \\u2013 \\
    leider
```

A file that is not UTF-8 is read as Latin-1. Empty values and those that are nothing but references to
other entries (`${other.key}`, `{other.key}`) name nothing. A broken `\\u` costs its entry; a key that
stands twice is a note.
";

/// A longer comment is cut.
const LONGEST_DESCRIPTION: usize = 2048;
/// Branches repeat their key: a longer one would multiply a hostile file.
const LONGEST_KEY: usize = 1024;

/// How the names of bundles end, where nothing else is called so.
const BUNDLES: [&str; 8] =
    ["messages", "bundle", "strings", "labels", "_i18n", "-i18n", "translations", "localization"];
/// How names of tools' files begin: settings, which name nothing for people.
const TOOLS: [&str; 19] = [
    "ant.",
    "application",
    "archunit",
    "bootstrap",
    "build.",
    "commons-logging",
    "crowdin",
    "default.",
    "git.",
    "gradle",
    "hibernate",
    "junit",
    "local.",
    "log4j",
    "logging",
    "maven",
    "pom.",
    "project.",
    "sonar",
];

fn claims(path: &str) -> Claim {
    if !super::has_extension(path, "properties") {
        return Claim::No;
    }
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    match () {
        () if BUNDLES.iter().any(|end| stem.ends_with(end)) => Claim::Catalogue,
        () if name.starts_with('.') || TOOLS.iter().any(|tool| name.starts_with(tool)) => Claim::No,
        () => Claim::General,
    }
}

fn read(source: &Source) -> Contents<'_> {
    let text = &source.text;
    let file = properties::read(text);
    let contents = Contents { faults: file.faults, ..Contents::default() };
    let mut reader = Reader { text, comments: file.comments, contents };
    reader.remarks(&file.entries);
    reader.repeated(&file.entries);
    for entry in &file.entries {
        reader.entry(entry);
    }
    reader.contents
}

struct Reader<'s> {
    text: &'s str,
    comments: Vec<Span>,
    contents: Contents<'s>,
}

impl<'s> Reader<'s> {
    /// Keeps the comments that speak to canonym: of the entry right below, else of what follows.
    fn remarks(&mut self, entries: &[Entry<'s>]) {
        let mut entries = entries.iter().peekable();
        for (at, &span) in self.comments.iter().enumerate() {
            while entries.next_if(|entry| entry.comments.end <= at).is_some() {}
            let below = entries.peek().filter(|entry| entry.comments.start <= at);
            let said = span.slice(self.text);
            if said.contains(MENTION) {
                let about = below.map_or(About::Next, |entry| About::Entry(entry.span));
                self.contents.comments.push(Comment { text: said.into(), span, about });
            }
        }
    }

    /// A remark for each key that stood before; not where something else is broken, for then it is most
    /// often both sides of a merge.
    fn repeated(&mut self, entries: &[Entry<'s>]) {
        if !self.contents.faults.is_empty() {
            return;
        }
        let mut seen = HashSet::with_capacity(entries.len());
        for entry in entries {
            let key = &entry.key.text;
            if !seen.insert(key) {
                let message = format!(
                    "the key \"{key}\" stands twice in this file; the second wins when the program runs"
                );
                let span = Some(entry.key_span);
                self.contents.remarks.push(Fault { span, message, help: None });
            }
        }
    }

    fn entry(&mut self, entry: &Entry<'s>) {
        let Entry { key, value, key_span, .. } = entry;
        if value.text.trim().is_empty() || is_reference(&value.text) {
            return;
        }
        if key.text.len() > LONGEST_KEY {
            let message = "this key is longer than 1 KiB; its entry is not read".to_owned();
            self.contents.faults.push(Fault { span: Some(*key_span), message, help: None });
            return;
        }
        let description = self.description(entry);
        let key_path = match is_phrase(&key.text) {
            true => Key::from_segments([&*key.text]),
            false => Key::from_dotted(&key.text),
        };
        let side = match is_source_text(&key.text) {
            true => Side::Keyed(key.text.clone()),
            false => Side::Only,
        };
        for branch in icu::branches(&value.text) {
            let Some((text, spans)) = value.branch(&branch) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            self.contents.labels.push(Label {
                key: Some(key_path.clone()),
                branch: (!branch.path.is_empty()).then(|| branch.path.into()),
                side: side.clone(),
                description: description.clone(),
                ..Label::new(text, spans, Quoting::Bare)
            });
        }
    }

    /// The comments right above an entry.
    fn description(&self, entry: &Entry<'s>) -> Option<Shared<'s>> {
        let lines = self.comments[entry.comments.clone()].iter().map(|line| line.slice(self.text));
        let mut lines = lines.filter(|line| !line.is_empty()).peekable();
        let first = lines.next()?;
        if lines.peek().is_none() && first.len() <= LONGEST_DESCRIPTION {
            return Some(Shared::Borrowed(first));
        }
        let mut said = first.to_owned();
        for line in lines {
            if said.len() > LONGEST_DESCRIPTION {
                break;
            }
            said.extend(["\n", line]);
        }
        said.truncate(said.floor_char_boundary(LONGEST_DESCRIPTION));
        Some(Shared::Made(said.into()))
    }
}

/// Whether a value is made of nothing but references to other entries: `${order.sent}`, `{order.sent}`.
/// An argument of a message has no dot.
fn is_reference(value: &str) -> bool {
    let mut rest = value.trim();
    while !rest.is_empty() {
        let (inside, needs_dot) = match (rest.strip_prefix("${"), rest.strip_prefix('{')) {
            (Some(inside), _) => (inside, false),
            (None, Some(inside)) => (inside, true),
            (None, None) => return false,
        };
        let Some((name, after)) = inside.split_once('}') else { return false };
        let is_part = |char: char| char.is_alphanumeric() || "._-".contains(char);
        if name.is_empty() || !name.chars().all(is_part) || needs_dot && !name.contains('.') {
            return false;
        }
        rest = after.trim_start();
    }
    true
}

fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    match quoting {
        Quoting::Bare => Ok(properties::encode(text)),
        _ => Err(Unfit("a value of .properties has no quotes".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_by_name() {
        for (path, claim) in [
            ("src/main/resources/messages.properties", Claim::Catalogue),
            ("ValidationMessages.properties", Claim::Catalogue),
            ("org/shop/Bundle.properties", Claim::Catalogue),
            ("shop_i18n.PROPERTIES", Claim::Catalogue),
            ("Orders_pt_BR.properties", Claim::General),
            ("index_de.properties", Claim::General),
            ("gradle.properties", Claim::No),
            ("gradle/wrapper/gradle-wrapper.properties", Claim::No),
            ("application-it.properties", Claim::No),
            ("log4j2.properties", Claim::No),
            ("messages.json", Claim::No),
        ] {
            assert_eq!(claims(path), claim, "{path}");
        }
    }

    #[test]
    fn references_alone_name_nothing() {
        for text in ["${order.sent}", " {order.sent} ${name} "] {
            assert!(is_reference(text), "{text}");
        }
        for text in ["{0}", "{name}", "${a} offers", "${", "{a.b", "Sent", "{0,number,0.0}"] {
            assert!(!is_reference(text), "{text}");
        }
    }

    #[test]
    fn a_long_key_is_not_multiplied() {
        let variants = "one{x}".repeat(2000);
        let text = format!("{}={{n, plural, {variants} other{{y}}}}", "k".repeat(5000));
        let source = Source::from_text("messages.properties", text);
        let contents = read(&source);
        assert_eq!((contents.labels.len(), contents.faults.len()), (0, 1));
    }

    #[test]
    fn comments_describe_what_is_right_below() {
        let text = "# Of a file\n\n# The client\n#!  answered\na=A\nb=B\n# c\n\nc=C\n";
        let source = Source::from_text("messages.properties", text);
        let said: Vec<_> = read(&source)
            .labels
            .iter()
            .map(|label| label.description.as_deref().map(str::to_owned))
            .collect();
        assert_eq!(said, [Some("The client\nanswered".to_owned()), None, None]);
    }
}
