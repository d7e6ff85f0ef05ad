//! The cases that matter, and the laws that every program keeps.

use super::*;
use crate::label::{Label, Scope};

fn labels_of(path: &str, text: &str, locale: Option<&str>) -> Vec<String> {
    let source = Source::from_text(path, text);
    let locale = locale.map(|it| crate::text::locale::Locale::parse(it).unwrap());
    let reading = Reading { locale: locale.as_ref(), wrappers: &[] };
    let contents = (SCRIPT.read)(&source, &reading);
    assert_laws(&source.text, &contents);
    contents.labels.iter().map(shown).collect()
}

/// The labels of a program, a line each: the key, the text, the scopes.
fn labels(text: &str) -> Vec<String> {
    labels_of("input.tsx", text, None)
}

fn shown(label: &Label<'_>) -> String {
    let key = label.key.as_ref().map(|key| format!("{key}: ")).unwrap_or_default();
    format!("{key}{}{}", label.text, around(&label.scopes))
}

fn around(scopes: &[Scope]) -> String {
    let telling = scopes.iter().filter(|scope| !scope.literals.is_empty());
    telling.flat_map(|scope| [" <- ".to_owned(), scope.to_string()]).collect()
}

fn references(text: &str) -> Vec<String> {
    let source = Source::from_text("input.tsx", text);
    let contents = (SCRIPT.read)(&source, &Reading::default());
    let shown = |it: &crate::label::Reference| {
        let space = it.namespace.as_ref().map(|it| format!("{it}:")).unwrap_or_default();
        let key = it.key.as_ref().map(ToString::to_string).unwrap_or_default();
        let text = it.text.as_ref().map(|it| format!("\"{it}\"")).unwrap_or_default();
        format!("{space}{key}{text}{}", around(&it.scopes))
    };
    contents.references.iter().map(shown).collect()
}

fn faults(path: &str, text: &str) -> Vec<(String, String)> {
    let source = Source::from_text(path, text);
    let contents = (SCRIPT.read)(&source, &Reading::default());
    let place = |span: Option<Span>| span.map_or("", |span| span.slice(text)).to_owned();
    contents.faults.into_iter().map(|it| (place(it.span), it.message)).collect()
}

fn assert_laws(text: &str, contents: &Contents<'_>) {
    for label in &contents.labels {
        let decoded = label.spans.iter().map(|it| (SCRIPT.decode)(it.slice(text), label.quoting));
        assert_eq!(decoded.collect::<String>(), label.text, "{label:?}");
        if let Ok(raw) = (SCRIPT.encode)(&label.text, label.quoting) {
            assert_eq!((SCRIPT.decode)(&raw, label.quoting), label.text);
        }
    }
    assert!(contents.labels.is_sorted_by_key(|label| label.spans.first()));
}

#[test]
fn the_manual_is_right() {
    let example = SCRIPT.docs.split("```tsx\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(
        labels(example),
        [
            "Active <- LABELS.active",
            "The state",
            "Invited <- proposal.status == invited",
            "Not yet"
        ]
    );
    assert_eq!(references(example), ["proposal.hired <- proposal.status == hired"]);
}

#[test]
fn programs_by_their_names() {
    for path in [
        "a/App.tsx",
        "b.js",
        "c.MJS",
        "locales/en.ts",
        "d.cjs",
        "test/e.jsx",
        "config.ts",
        "src/vendor/f.js",
        "dist/g.tsx",
    ] {
        assert_eq!(claims(path), Claim::Module, "{path}");
    }
    for path in [
        "a.test.tsx",
        "b.spec.js",
        "__tests__/c.ts",
        "d.stories.tsx",
        "e.d.ts",
        "f.min.js",
        "vite.config.ts",
        ".eslintrc.js",
        "g.json",
        "h.vue",
        "node_modules/i/j.tsx",
        "web/dist/k.js",
        "assets/main-3f2a1b9c.js",
        "ts",
    ] {
        assert_eq!(claims(path), Claim::No, "{path}");
    }
}

#[test]
fn what_a_build_has_made_is_not_read() {
    let long = format!("const a = <p>Active</p>;{}", " ".repeat(LONGEST_LINE));
    assert_eq!(labels_of("a.js", &long, None), [""; 0]);
    assert_eq!(labels_of("a.tsx", &long, None), ["Active"]);
}

#[test]
fn a_module_of_a_locale_is_a_catalogue() {
    let texts =
        "{ a: { 'b': 'Active', c: `Sent \\u0041`, d: (n) => n }, 'e.f': x + 'no', g: ['One'] }";
    for head in [
        "export default",
        "module.exports =",
        "export const en =",
        "const m =",
        "export default d(",
    ] {
        let tail = match head {
            "const m =" => "; export default m",
            "export default d(" => ")",
            _ => "",
        };
        let text = format!("{head} {texts}{tail};");
        let read = labels_of("locales/en.ts", &text, Some("en"));
        assert_eq!(read, ["a.b: Active", "a.c: Sent A", "g: One"], "{head}");
    }
    assert_eq!(labels_of("en/page.tsx", "const a = <p>Active</p>", Some("en")), ["Active"]);
    assert!(catalogue::looks_like_one(b"export default {"));
    assert!(!catalogue::looks_like_one(b"export default function a() {"));
}

#[test]
fn parts_of_a_file_keep_their_places() {
    let text = "<script>const A = { active: 'Active' };</script>";
    let span = Span::new(8, text.len() - 9);
    let contents = embedded(text, span, Language::Typed, &Reading::default());
    assert_laws(text, &contents);
    assert_eq!(contents.labels[0].spans.first().slice(text), "Active");
    assert_eq!(contents.labels[0].scopes[0].span.slice(text), "active");
}

#[test]
fn mistakes_have_places() {
    assert_eq!(faults("a.tsx", "const a = <p>Żó</p>;"), []);
    let conflict = "const a = 1;\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n";
    assert_eq!(
        faults("a.js", conflict),
        [("<<<<<<< HEAD".into(), "a merge conflict marker".into())]
    );
    let broken = faults("a.tsx", "const é = <p>A</b>;");
    assert_eq!(broken.len(), 1);
    assert!(broken[0].1.starts_with("a mistake in the syntax: "), "{broken:?}");
    // Flow's types in a file of JavaScript.
    assert_eq!(labels_of("a.js", "const a = (b: string): void => <p>Hi</p>", None), ["Hi"]);
}

/// Deep nesting is read, or refused: it never ends the program.
#[test]
fn hostile_nesting_costs_little() {
    let deep = 20_000;
    for (head, step) in [
        ("", "("),
        ("a=", "["),
        ("a=", "{a:"),
        ("", "<a>"),
        ("", "<a b={"),
        ("", "!"),
        ("", "a?"),
        ("", "a=>"),
        ("", "a="),
        ("", "if(a)"),
        ("", "if(a);else "),
        ("", "function f(){"),
        ("a", "[b"),
        ("", "`${"),
        ("", "typeof "),
        ("", "do "),
        ("", "a:"),
        ("a", "+a"),
        ("a", ".b"),
        ("a", "()"),
        ("type a=", "a<"),
        ("", "(/*)*/"),
        ("", "a||"),
        ("", "class A{a="),
        ("x=<p>", "<i>a</i>"),
        ("", "new "),
        ("", "f(a=>"),
        ("a", "?b:c"),
        ("", "<a/>,"),
    ] {
        labels(&format!("{head}{}", step.repeat(deep)));
    }
    // Closed again, so that the tree is there and is walked.
    for (open, close) in
        [("(", ")"), ("[", "]"), ("<a>", "</a>"), ("!", ""), ("a=>", ""), ("a=", "")]
    {
        for deep in [300, 900, 5000] {
            labels(&format!("x={}a{};", open.repeat(deep), close.repeat(deep)));
        }
    }
    labels(&format!("x = a{};", " + a".repeat(deep)));
    labels(&format!("x = <p>{}</p>;", "<b>Word</b> and {n} ".repeat(deep)));
}

#[test]
fn conditions_on_what_is_set_once() {
    let program = "const isIt = a.status === 'paid'; const X = 'lost';\n\
        const l = isIt ? 'Paid' : a.status === X ? 'Lost' : '';";
    assert_eq!(labels(program), ["Paid <- a.status == paid", "Lost <- a.status == lost"]);
    let twice = format!("{program} function f(isIt, X) {{ return isIt ? 'Other One' : '' }}");
    assert_eq!(labels(&twice)[2], "Other One <- isIt");
    let shadowed = "function f(isIt) { const isIt = a.b === 'x'; return isIt && 'Some' }";
    assert_eq!(labels(shadowed), ["Some <- isIt"]);
}

#[test]
fn owners_and_annotations() {
    let text = "<a><b aria-label='Open it'>Open</b><i data-state='order.open'>Open</i>{x}</a>";
    let source = Source::from_text("a.tsx", text);
    let contents = (SCRIPT.read)(&source, &Reading::default());
    let owners: Vec<_> = contents.labels.iter().map(|it| it.owner).collect();
    assert_eq!(owners, [Some(0), Some(0), None]);
    assert_eq!(contents.labels[2].annotation.as_deref(), Some("order.open"));
}

#[test]
fn keys_of_translators() {
    let program = "function A() { const { t } = useTranslation('o', { keyPrefix: 'p' }); t('a.b'); }\n\
        function B() { const t = useTranslations('Q'); t('c'); t(`Sent off`); }\nt('d');";
    assert_eq!(references(program), ["o:p.a.b", "Q.c", "\"Sent off\"", "d"]);
}
