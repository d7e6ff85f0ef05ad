//! PHP arrays: the language files of Laravel, and of what else returns an array of texts. Read, never run.

mod plural;

use super::keyed::{is_phrase, is_source_text};
use super::{Claim, Format};
use crate::label::{About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Side, Unfit};
use crate::syntax::php::{self, Document, Item, Text, Value};
use crate::text::place::Span;
use crate::text::source::Source;

/// The format.
pub(super) static PHP: Format = Format {
    id: "php",
    title: "PHP arrays: Laravel and others (.php)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode,
    decode: |raw, quoting| php::string::decode(raw, quoting).into_owned(),
};

const DOCS: &str = "\
Reads the texts of the array that a `.php` file returns, if its path names a locale:
`lang/de/orders.php`. Nothing is run: entries whose value is a call, or a text with variables in it, are
passed over, and a file that returns no array literal holds nothing.

The key path is the path to the text; a dot in a key splits it, so that flat and nested arrays are equal.
The place of an entry without a key is its segment, and so is the name of a constant
(`OrderState::Sent => ...`) or, of `Order::class`, that of the class. A key at the top that holds two
words with a blank between them is a source text and no path; one capitalized word is a source text too.

Laravel's plurals are branches: `=0`, `1..19` and `20..` of `{0} None|[1,19] Some|[20,*] Many`, `one` and
`other` of `order|orders`, numbers where there are more. Bars with blanks around them part nothing.

```php
<?php

return [
    'order' => [
        'sent' => 'Sent', // canonym: state=order.shipped
        'count' => '{0} No orders|{1} One order|[2,*] :count orders',
    ],
    \"Order sent\" => 'The order was ' . 'sent',
];
```

Texts in quotes of both kinds, heredocs and nowdocs are read, and those that dots join. Empty texts name
nothing. A broken entry is a fault and costs itself only.
";

/// The path above a text may be this long: longer ones would multiply a hostile file.
const LONGEST_PATH: usize = 1024;

fn claims(path: &str) -> Claim {
    let is_template = path.to_ascii_lowercase().ends_with(".blade.php");
    let is_ours = super::has_extension(path, "php") && !is_template;
    if is_ours { Claim::General } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let document = php::read(&source.text);
    let repeated = repeated_keys(&document);
    let comments = comments(&source.text, &document.comments);
    let contents = Contents { faults: document.faults, comments, ..Contents::default() };
    let mut walk = Walk { path: String::new(), depth: 0, contents };
    walk.items(document.items);
    walk.contents.remarks = repeated;
    walk.contents
}

/// The comments that speak to canonym.
fn comments<'s>(text: &'s str, spans: &[Span]) -> Vec<Comment<'s>> {
    let comment =
        |span: &Span| Comment { text: span.slice(text).into(), span: *span, about: About::Next };
    spans.iter().map(comment).filter(|comment| comment.text.contains(MENTION)).collect()
}

/// A remark for each key that stands twice; not where something else is broken, for then it is most often
/// both sides of a merge.
fn repeated_keys(document: &Document<'_>) -> Vec<Fault> {
    if !document.faults.is_empty() {
        return Vec::new();
    }
    let message = |key: &str| {
        format!(
            "the key \"{key}\" stands twice in one array; the second wins when the program runs"
        )
    };
    let repeated = document.repeated_keys().into_iter();
    let fault = |key: &php::Key<'_>| Fault {
        span: Some(key.span),
        message: message(&key.text),
        help: None,
    };
    repeated.map(fault).collect()
}

struct Walk<'s> {
    /// The keys above, joined by dots.
    path: String,
    /// How many keys these are.
    depth: usize,
    contents: Contents<'s>,
}

impl<'s> Walk<'s> {
    fn items(&mut self, items: Vec<Item<'s>>) {
        for Item { key, value } in items {
            let length = self.path.len();
            if self.depth > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key.text);
            self.depth += 1;
            match value {
                Value::Other => {}
                _ if self.path.len() > LONGEST_PATH => self.too_long(key.span),
                Value::Array(items) => self.items(items),
                Value::Text(text) => self.text(&text, key.is_text),
            }
            self.depth -= 1;
            self.path.truncate(length);
        }
    }

    /// Leaves out what stands here, for its keys would multiply the file.
    fn too_long(&mut self, key: Span) {
        let message = "the keys down to here are longer than 1 KiB; what is below is not read";
        let fault = Fault { span: Some(key), message: message.to_owned(), help: None };
        self.contents.faults.push(fault);
    }

    fn text(&mut self, text: &Text<'s>, is_key_a_text: bool) {
        let is_at_top = self.depth == 1 && is_key_a_text;
        let key = match is_at_top && is_phrase(&self.path) {
            true => Key::from_segments([&*self.path]),
            false => Key::from_dotted(&self.path),
        };
        let side = match is_at_top && is_source_text(&self.path) {
            true => Side::Keyed(self.path.clone().into()),
            false => Side::Only,
        };
        for branch in plural::branches(&text.written.text) {
            let Some((said, spans)) = text.written.branch(&branch) else { continue };
            if said.trim().is_empty() {
                continue;
            }
            self.contents.labels.push(Label {
                key: Some(key.clone()),
                branch: (!branch.path.is_empty()).then(|| branch.path.into()),
                side: side.clone(),
                ..Label::new(said, spans, text.quoting)
            });
        }
    }
}

fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    let unfit = || Unfit("a nowdoc is changed as a whole or not at all".to_owned());
    php::string::encode(text, quoting).ok_or_else(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_by_name() {
        for (path, claim) in [
            ("lang/de/orders.php", Claim::General),
            ("lang/de/mail.blade.php", Claim::No),
            ("lang/de/orders.phpt", Claim::No),
        ] {
            assert_eq!(claims(path), claim, "{path}");
        }
    }

    #[test]
    fn programs_hold_nothing() {
        for text in [
            "",
            "<p>return ['a' => 'b'];</p>",
            "<?php echo 'It's broken",
            "<?php return $x;",
            "<?php return array_merge(['a' => 'b'], $x);",
            "<?php function f() { return ['a' => 'b']; }",
            "<?php $x = ['a' => 'b'];\n<<<<<<< a\n=======\n>>>>>>> b\n",
        ] {
            let source = Source::from_text("de/x.php", text);
            let contents = read(&source);
            assert!(contents.labels.is_empty() && contents.faults.is_empty(), "{text}");
        }
    }

    #[test]
    fn hostile_files_are_faults() {
        let deep = format!("<?php return {}", "['a' => ".repeat(20_000));
        let long = format!("<?php return ['{}' => ['a' => 'b']];", "k".repeat(5000));
        for text in [deep, long] {
            let source = Source::from_text("en.php", text);
            let contents = read(&source);
            assert!(!contents.faults.is_empty() && contents.labels.is_empty());
        }
    }
}
