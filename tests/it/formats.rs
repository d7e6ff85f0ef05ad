//! Each format reads its fixtures as the golden text beside them says.

use std::fmt::Write;

use canonym::formats::Reading;
use canonym::label::{About, Contents, Footing, Label, Scope, Side};
use canonym::text::source::Source;

use crate::golden::{cases, compare};

#[test]
fn fixtures_read_as_expected() {
    for case in cases() {
        let contents = (case.format.read)(&case.source, &Reading::default());
        compare(&case.folder.join("expected.labels"), &show(&case.source, &contents));
    }
}

/// One line a label, `line:column key[branch] "text"`, what its file says beside it, then one line a
/// comment that speaks to canonym, and one a fault.
fn show(source: &Source, contents: &Contents<'_>) -> String {
    let mut shown = String::new();
    for label in &contents.labels {
        let place = place(source, label.spans.first().start);
        let (name, text) = (name(label), escaped(&label.text));
        let on = label.element.map(|element| format!(" on {}", element.id())).unwrap_or_default();
        let rest = beside(label) + &on;
        let around = around(&label.scopes, label.owner);
        writeln!(shown, "{place} {name}\"{text}\"{rest}{around}").expect("a String grows");
    }
    for reference in &contents.references {
        let place = place(source, reference.span.start);
        let key = reference.key.as_ref().map(|key| format!(" {key}")).unwrap_or_default();
        let text = reference.text.as_ref().map(|text| format!(" \"{}\"", escaped(text)));
        let space = reference.namespace.as_ref().map(|it| format!(" of {it}")).unwrap_or_default();
        let on = reference.element.map(|it| format!(" on {}", it.id())).unwrap_or_default();
        let around = around(&reference.scopes, reference.owner);
        let text = text.unwrap_or_default();
        writeln!(shown, "{place} shows{key}{text}{space}{on}{around}").expect("a String grows");
    }
    for comment in &contents.comments {
        let at = place(source, comment.span.start);
        let about = match comment.about {
            About::Next => "what follows".to_owned(),
            About::Entry(span) => place(source, span.start),
            About::Translations { entry, span } => {
                format!("{}, held from {}", place(source, entry.start), place(source, span.start))
            }
        };
        writeln!(shown, "{at} of {about}: {}", escaped(&comment.text)).expect("a String grows");
    }
    for fault in contents.faults.iter().chain(&contents.misspelt) {
        let place = place(source, fault.span.map_or(0, |span| span.start));
        writeln!(shown, "{place} fault: {}", fault.message).expect("a String grows");
    }
    for remark in &contents.remarks {
        let place = place(source, remark.span.map_or(0, |span| span.start));
        writeln!(shown, "{place} remark: {}", remark.message).expect("a String grows");
    }
    shown
}

/// ` <- scope, scope` from the innermost outward, and ` #1` where several name one element.
fn around(scopes: &[Scope], owner: Option<u32>) -> String {
    let shown = |scope: &Scope| {
        let footing = match scope.footing {
            Footing::Text => String::new(),
            footing => format!(" ({footing:?})").to_lowercase(),
        };
        let said = scope.to_string();
        let said = if said.is_empty() { "else" } else { &said };
        format!("{said} [{:?}]{footing}", scope.around).replace('\n', " ")
    };
    let scopes: Vec<String> = scopes.iter().map(shown).collect();
    let owner = owner.map(|owner| format!(" #{owner}")).unwrap_or_default();
    if scopes.is_empty() { owner } else { format!("{owner} <- {}", scopes.join(", ")) }
}

fn place(source: &Source, at: u32) -> String {
    let position = source.position(at);
    format!("{}:{}", position.line, position.column)
}

/// ` of "source"` and what else a file that holds two languages says beside a label. A source text has
/// `=`; a second text is what tells the entry apart.
fn beside(label: &Label<'_>) -> String {
    let entry = |entry: &str, than: &str| {
        if entry == than { String::new() } else { format!(" = \"{}\"", escaped(entry)) }
    };
    let side = match &label.side {
        Side::Only => String::new(),
        Side::Keyed(source) => format!(" of \"{}\"", escaped(source)),
        Side::Source { entry: id } => format!(" ={}", entry(id, &label.text)),
        Side::Target { entry: id, source } => {
            format!(" of \"{}\"{}", escaped(source), entry(id, source))
        }
    };
    let locale = label.locale.as_ref().map(|locale| format!(" ({locale})")).unwrap_or_default();
    let context = label.context.as_ref().map(|it| format!(" in \"{}\"", escaped(it)));
    format!("{locale}{side}{}", context.unwrap_or_default())
}

/// `key[branch] `, as far as the label has them.
fn name(label: &Label<'_>) -> String {
    let key = label.key.as_ref().map(ToString::to_string).unwrap_or_default();
    let branch = label.branch.as_ref().map(|branch| format!("[{branch}]")).unwrap_or_default();
    if key.is_empty() && branch.is_empty() { String::new() } else { format!("{key}{branch} ") }
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t")
}
