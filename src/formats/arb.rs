//! ARB, Flutter's catalogues: JSON with a locale, ICU messages and a description beside each.

use std::borrow::Cow;
use std::collections::HashMap;

use super::json::entry::{Entry, Syntax, decode, encode};
use super::json::{declared_locale, repeated_keys};
use super::{Claim, Format};
use crate::label::{Contents, Key, Side};
use crate::syntax::json::{Member, Value, get, parse};
use crate::text::source::Source;

/// The format.
pub(super) static ARB: Format = Format {
    id: "arb",
    title: "Application Resource Bundle (.arb)",
    docs: DOCS,
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode,
    decode,
};

const DOCS: &str = "\
Reads the messages of `.arb` files, the catalogues of Flutter.

The key path is the name of the message, `@@locale` gives the locale, and `@name` describes the message
`name`. Plural and select variants are branches.

```json
{
  \"@@locale\": \"en\",
  \"proposalActive\": \"Active\",
  \"@proposalActive\": { \"description\": \"The client has answered\" },
  \"offers\": \"{count, plural, one{Offer} other{Offers}}\"
}
```

Everything under a key that begins with `@`, empty strings and what is no string name nothing. A broken
entry is a fault and costs itself only.
";

fn claims(path: &str) -> Claim {
    if super::has_extension(path, "arb") { Claim::Catalogue } else { Claim::No }
}

fn read(source: &Source) -> Contents<'_> {
    let document = parse(&source.text);
    let remarks = repeated_keys(&document);
    let mut contents = Contents { faults: document.faults, remarks, ..Contents::default() };
    let Some(Value::Object(members)) = document.root else { return contents };
    let locale = declared_locale(&members);
    let mut descriptions = descriptions(&members);
    for Member { key, value } in members {
        let Value::String(text) = value else { continue };
        if key.text.starts_with('@') {
            continue;
        }
        let description = descriptions.remove(&*key.text).map(Into::into);
        let key = Key::from_segments([&*key.text]);
        let (branch, side) = (None, Side::Only);
        let entry = Entry { key, branch, text, locale: locale.clone(), side, description };
        entry.add(Syntax::Icu, &mut contents);
    }
    contents
}

/// What `@name` says about `name`.
fn descriptions<'s>(members: &[Member<'s>]) -> HashMap<String, Cow<'s, str>> {
    let description = |member: &Member<'s>| {
        let name = member.key.text.strip_prefix('@')?;
        let text = get(member.value.as_object()?, "description")?.as_text()?;
        Some((name.to_owned(), text.text.clone()))
    };
    members.iter().filter_map(description).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locale_and_description() {
        let text =
            r#"{"@@locale": "pt_BR", "@sent": {"description": "estado"}, "sent": "Enviada"}"#;
        let source = Source::from_text("app.arb", text);
        let labels = read(&source).labels;
        assert_eq!(labels[0].locale.as_ref().unwrap().to_string(), "pt-BR");
        assert_eq!(labels[0].description.as_deref(), Some("estado"));
    }
}
