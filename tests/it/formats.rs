//! Each format reads its fixtures as the golden text beside them says.

use std::fmt::Write;

use canonym::formats::Reading;
use canonym::label::{Contents, Label};
use canonym::text::source::Source;

use crate::golden::{cases, compare};

#[test]
fn fixtures_read_as_expected() {
    for case in cases() {
        let contents = (case.format.read)(&case.source, &Reading::default());
        compare(&case.folder.join("expected.labels"), &show(&case.source, &contents));
    }
}

/// One line a label, `line:column key[branch] "text"`, then one a fault.
fn show(source: &Source, contents: &Contents<'_>) -> String {
    let mut shown = String::new();
    for label in &contents.labels {
        let place = place(source, label.spans.first().start);
        writeln!(shown, "{place} {}\"{}\"", name(label), escaped(&label.text))
            .expect("a String grows");
    }
    for fault in &contents.faults {
        let place = place(source, fault.span.map_or(0, |span| span.start));
        writeln!(shown, "{place} fault: {}", fault.message).expect("a String grows");
    }
    shown
}

fn place(source: &Source, at: u32) -> String {
    let position = source.position(at);
    format!("{}:{}", position.line, position.column)
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
