//! What the reader sees in whole files, broken ones above all.

use super::*;
use crate::label::Quoting;

/// Every start, with what an `item` holds, and the faults by line.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::new(text);
    let mut seen = Vec::new();
    while let Some(event) = reader.next(Level::FILE) {
        match event {
            Event::Start(tag) if tag.name == "item" => {
                let id = tag.value("id").unwrap_or_default().into_owned();
                let content = reader.content(&tag, &["item"]);
                seen.push(match content {
                    Some(span) => format!("{id}={}", decode(span.slice(text), Quoting::Text)),
                    None => format!("{id}?"),
                });
            }
            Event::Start(tag) => seen.push(tag.name.to_owned()),
            Event::Comment(span) => seen.push(format!("#{}", span.slice(text))),
        }
    }
    let line = |span: Span| text[..span.start as usize].matches('\n').count() + 1;
    let fault = |fault: Fault| format!("{}: {}", line(fault.span.unwrap()), fault.message);
    (seen, reader.into_faults().into_iter().map(fault).collect())
}

#[track_caller]
fn assert_read(text: &str, seen: &[&str], faults: &[&str]) {
    let (found, told) = read(text);
    assert_eq!(found, seen, "{text}");
    assert_eq!(told, faults, "{text}");
}

#[test]
fn a_sound_file() {
    let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"y\">]>\n<a><!-- ż --><item id='1'>Ż <b>&x;</b> &amp;</item><item id=\"2\"/><p:item/></a>\n";
    assert_read(text, &["a", "# ż ", "1=Ż <b>&x;</b> &", "2=", "p:item"], &[]);
}

#[test]
fn an_element_without_its_end() {
    assert_read(
        "<a>\n<item id='1'>x\n<item id='2'>y</item>\n</a>",
        &["a", "1?", "2=y"],
        &["2: `<item>` is never closed"],
    );
    assert_read("<a>\n<item id='1'>x\n</a>", &["a", "1?"], &["2: `<item>` is never closed"]);
    assert_read("<a>\n<item id='1'>x</item>\n", &["a", "1=x"], &["1: `<a>` is never closed"]);
    assert_read(
        "<a>\n<item id='1'>x<b>y</item>\n<item id='2'>z</item></a>",
        &["a", "1=x<b>y", "2=z"],
        &["2: `<b>` is never closed"],
    );
}

#[test]
fn an_end_without_its_element() {
    assert_read(
        "<a>\nitem id='1'>x</item>\n<item id='2'>y</item></a>",
        &["a", "2=y"],
        &["2: `</item>` ends nothing that is open here"],
    );
}

#[test]
fn a_tag_without_its_end() {
    let told = &["2: a tag that never ends"];
    assert_read("<a>\n<item id='1'x</item>\n<item id='2'>y</item></a>", &["a", "2=y"], told);
    assert_read("<a>\n<item id='1>x</item>\n<item id='2'>y</item></a>", &["a", "2=y"], told);
    assert_read("<a>\n<item id='1'", &["a"], &["1: `<a>` is never closed", told[0]]);
}

#[test]
fn comments_and_sections_without_their_end() {
    assert_read(
        "<a>\n<!-- x\n<item id='2'>y</item></a>",
        &["a", "2=y"],
        &["2: a comment that never ends: it hides all that follows"],
    );
    assert_read(
        "<a>\n<item id='1'><![CDATA[x</item>\n<item id='2'>y</item></a>",
        &["a", "1=x", "2=y"],
        &["2: a CDATA section that never ends"],
    );
}

#[test]
fn both_sides_of_a_merge() {
    assert_read(
        "<a>\n<<<<<<< HEAD\n<item id='1'>x</item>\n=======\n<item id='1'>y</item>\n>>>>>>> ż\n<item id='2'>z</item>\n</a>",
        &["a", "1=x", "1=y", "2=z"],
        &["2: a merge conflict is not resolved"],
    );
}

#[test]
fn bare_ampersands() {
    assert_read(
        "<a>\n<item id='1'>x & y &ouml;</item></a>",
        &["a", "1=x & y &ouml;"],
        &["2: a `&` that begins no reference of XML"],
    );
}

#[test]
fn what_is_hostile_ends() {
    let deep = "<b>".repeat(100_000) + &"</a>".repeat(100_000);
    assert_eq!(read(&deep).1, ["1: `</a>` ends nothing that is open here"]);
    let open = "<!--".repeat(100_000);
    assert_eq!(read(&open).1, ["1: a comment that never ends: it hides all that follows"]);
    let lines = "<!--\n".repeat(100_000);
    assert_eq!(read(&lines).1.len(), MOST_FAULTS);
}

#[test]
fn places_of_attributes() {
    let text = "<a><item x:id=\"Żó\" b = 'c' d=e f/></a>";
    let mut reader = Reader::new(text);
    reader.next(Level::FILE);
    let Some(Event::Start(tag)) = reader.next(Level::FILE) else { panic!("a tag") };
    let found = |name| tag.attribute(name).map(|it| (it.span.slice(text), it.quoting));
    assert_eq!(found("id"), Some(("Żó", Quoting::Double)));
    assert_eq!(found("b"), Some(("c", Quoting::Single)));
    assert_eq!(found("d"), Some(("e", Quoting::Bare)));
    assert_eq!(found("f"), None);
    assert!(tag.says("b", "c"));
}

#[test]
fn an_element_that_a_sibling_ends() {
    let text = "<a><b><c/><b><d/></b></a>";
    let mut reader = Reader::new(text);
    reader.next(Level::FILE);
    let mut names = Vec::new();
    while let Some(event) = reader.next(Level::FILE) {
        let Event::Start(tag) = event else { continue };
        let level = reader.enter_before(&tag, &["b"]);
        while let Some(Event::Start(inner)) = reader.next(level) {
            names.push(format!("{}/{}", tag.name, inner.name));
        }
    }
    assert_eq!(names, ["b/c", "b/d"]);
    assert_eq!(reader.into_faults().len(), 1);
}
