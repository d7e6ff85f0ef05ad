//! YAML catalogues: Rails, i18next, Symfony and other nested or flat maps. What becomes a label is decided
//! by [`walk`]; how a text is written, by [`text`].

mod text;
mod walk;

use super::{Claim, Format, nested};
use crate::label::{About, Comment, Contents, MENTION};
use crate::syntax::yaml::{Stream, Value, parse};
use crate::text::locale::Locale;
use crate::text::source::Source;

use text::{decode, encode};
use walk::Walk;

/// The format.
pub(super) static YAML: Format = Format {
    id: "yaml",
    title: "YAML: Rails, i18next, Symfony and other maps (.yml, .yaml)",
    docs: DOCS,
    claims,
    is_catalogue,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| read(source, reading.locale),
    encode,
    decode,
};

const DOCS: &str = "\
Reads the texts of `.yml` and `.yaml` catalogues: Rails, i18next, Symfony and other maps, nested or flat.
A file is a catalogue if its path or its content names a locale; files of well-known tools
(`docker-compose.yml`, `mkdocs.yml`) never are.

The key path is the path to the text; a dot in a key splits it, so that flat and nested files are equal.
Indices of sequences are segments. Where all keys at the top are locales, they are no segments and name
the locale. A key at the top that is a source text is no path, as in JSON.

Maps of nothing but `zero`, `one`, `two`, `few`, `many` and `other`, with `other` among them, are branches;
so are i18next's `_one`, `_few`, `_male` ... where `_other` stands beside them, and ICU plural and select
variants.

```yaml
de:
  proposal:
    # The client has answered
    active: Aktiv
    invited:
      one: Einladung
      other: \"%{count} Einladungen\"
```

An alias stands for the text of its anchor, and so do the entries that `<<` takes in where no own key says
otherwise. The comment right above an entry, or behind it on its line, describes it.

Words like `yes`, `No` and `on` are texts, and keys as they are written. Numbers, `true` and `null` without
quotation marks, empty texts, references (`@:a.b`, `$t(a.b)`) and Ruby's symbols (`:year`) name nothing. A
broken entry is a fault and costs itself only; a key that stands twice is a note.
";

/// Files of tools, which hold no names for users though their folder may look like a locale.
const TOOLS: [&str; 34] = [
    "_config",
    "action",
    "analysis_options",
    "app",
    "appveyor",
    "buildspec",
    "chart",
    "cloudbuild",
    "codecov",
    "codemagic",
    "compose",
    "crowdin",
    "database",
    "environment",
    "galaxy",
    "helmfile",
    "i18n-tasks",
    "kustomization",
    "l10n",
    "lefthook",
    "lokalise",
    "melos",
    "meta",
    "mkdocs",
    "netlify",
    "phrase",
    "pnpm-lock",
    "pnpm-workspace",
    "pubspec",
    "serverless",
    "skaffold",
    "taskfile",
    "wercker",
    "yarn-lock",
];

/// What the names of tools' files begin with.
const FAMILIES: [&str; 5] =
    ["docker-compose", "docker-stack", "azure-pipelines", "openapi", "swagger"];

fn claims(path: &str) -> Claim {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let is_tool = TOOLS.contains(&stem)
        || FAMILIES.iter().any(|family| stem.starts_with(family))
        || path.split('/').any(|part| part.starts_with('.'));
    let is_yaml = ["yml", "yaml"].iter().any(|ending| super::has_extension(path, ending));
    if is_yaml && !is_tool { Claim::General } else { Claim::No }
}

/// Reads the beginning as if the file ended there: the keys at the top that are seen decide.
fn is_catalogue(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let stream = parse(head);
    stream.roots.first().is_some_and(|root| are_locales(&stream, root, None))
}

/// Whether all keys of a document are locales. One that has no entries yet may be among them.
fn are_locales(stream: &Stream<'_>, root: &Value<'_>, of_path: Option<&Locale>) -> bool {
    let Value::Mapping(mapping) = stream.value(root) else { return false };
    let value = |value| stream.value(value);
    let roots = mapping.members.iter().map(|member| {
        let is_root = matches!(value(&member.value), Value::Mapping(_) | Value::Other);
        (&*member.key.text, is_root)
    });
    let has_entries =
        mapping.members.iter().any(|member| matches!(value(&member.value), Value::Mapping(_)));
    has_entries && nested::are_locales(roots, of_path)
}

fn read<'s>(source: &'s Source, of_path: Option<&Locale>) -> Contents<'s> {
    let mut stream = parse(&source.text);
    let comments = comments(&source.text, &stream);
    let faults = std::mem::take(&mut stream.faults);
    let contents = Contents { comments, faults, ..Contents::default() };
    let mut walk = Walk::new(&source.text, &stream, contents);
    for root in &stream.roots {
        walk.document(root, of_path);
    }
    walk.end()
}

/// The comments of a file that speak to canonym.
fn comments<'s>(text: &'s str, stream: &Stream<'_>) -> Vec<Comment<'s>> {
    if !text.contains(MENTION) {
        return Vec::new();
    }
    let spans = stream.comments.iter().filter(|span| span.slice(text).contains(MENTION));
    let comment = |&span| Comment { text: said(text, span).into(), span, about: About::Next };
    spans.map(comment).collect()
}

/// What a comment says, without its sign.
fn said(text: &str, span: crate::text::place::Span) -> &str {
    span.slice(text).trim_start_matches('#').trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_by_name() {
        for (path, claim) in [
            ("config/locales/de.yml", Claim::General),
            ("translations/messages+intl-icu.de.YAML", Claim::General),
            ("docker-compose.prod.yml", Claim::No),
            ("en/mkdocs.yml", Claim::No),
            ("Chart.yaml", Claim::No),
            (".github/workflows/de.yml", Claim::No),
            (".gitlab-ci.yml", Claim::No),
            ("de.yml.erb", Claim::No),
        ] {
            assert_eq!(claims(path), claim, "{path}");
        }
    }

    #[test]
    fn content_names_locales() {
        for (head, names) in [
            ("# Żółw\n---\nde-AT:\n  a: Ż", true),
            ("en: &en\n  a: b\npl:\n  a: \"not yet", true),
            ("no:\n  a: b", true),
            ("pl:\n  a: b\nde:\n", true),
            ("en: English\nde: German", false),
            ("id:\n  a: b\nname: x", false),
            ("on:\n  push: main", false),
            ("version: 2\n", false),
            ("- de:\n    a: b", false),
            ("", false),
        ] {
            assert_eq!(is_catalogue(head.as_bytes()), names, "{head}");
        }
        assert!(is_catalogue(b"de:\n  a: \xC5"));
    }

    #[test]
    fn a_locale_in_the_path_outranks_keys_that_look_like_one() {
        let source = Source::from_text("de.yml", "my:\n  proposals: Angebote\n");
        let keys = |of_path: Option<&Locale>| {
            let labels = read(&source, of_path).labels;
            (labels[0].key.as_ref().unwrap().to_string(), labels[0].locale.clone())
        };
        assert_eq!(keys(Locale::parse("de").as_ref()), ("my.proposals".to_owned(), None));
        assert_eq!(keys(None), ("proposals".to_owned(), Locale::parse("my")));
        let source = Source::from_text("ckb.yml", "ckb:\n  sent: نێردرا\n");
        let labels = read(&source, Locale::parse("ckb").as_ref()).labels;
        assert_eq!(labels[0].locale, Locale::parse("ckb"));
    }

    #[test]
    fn comments_describe() {
        let text = "# Licence\n\n# One\n# two\na: A # three\n# lost\n\nb: B\nc: # of c\n  d: D\ne: | # four\n  E\n";
        let source = Source::from_text("en.yml", text);
        let labels = read(&source, None).labels;
        let descriptions: Vec<_> =
            labels.iter().map(|label| label.description.as_deref()).collect();
        assert_eq!(descriptions, [Some("One\ntwo\nthree"), None, None, Some("four")]);
    }

    #[test]
    fn hostile_files_are_faults() {
        let laughs = (1..20).fold("a0: &a0 [x, x]\n".to_owned(), |text, at| {
            let alias = format!("*a{}", at - 1);
            format!("{text}a{at}: &a{at} [{alias}, {alias}, {alias}, {alias}]\n")
        });
        let itself = "a: &a\n  '': *a\n  b: c\n".to_owned();
        let merged = "a: &a\n  <<: *a\n  b: [*a, *a]\n".to_owned();
        let long = format!("{}:\n  a: b\n", "k".repeat(1000));
        let long = format!(
            "{}{}",
            long,
            long.replace("  a: b", "  k:\n    kkkkkkkkkkkkkkkkkkkkkkkkkkk:\n      a: b")
        );
        for text in ["[".repeat(20_000), "a: ".repeat(500), laughs, itself, merged, long] {
            let source = Source::from_text("en.yml", text);
            let contents = read(&source, None);
            assert!(!contents.faults.is_empty(), "{:.60}", source.text);
            assert!(contents.labels.len() < 100_000);
        }
    }
}
