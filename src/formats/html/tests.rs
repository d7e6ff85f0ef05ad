//! The cases that matter, and the laws that every page keeps.

use super::*;
use crate::formats::Reading;
use crate::formats::page::{decode, encode};
use crate::label::Quoting;
use crate::label::{Contents, Label};

/// The labels of a page, a line each: the text, then what is not usual about it.
fn labels(page: &str) -> Vec<String> {
    let source = Source::from_text("page.html", page);
    let contents = (HTML.read)(&source, &Reading::default());
    assert_laws(&source, &contents);
    contents.labels.iter().map(shown).collect()
}

fn shown(label: &Label<'_>) -> String {
    let locale = label.locale.as_ref().map(|it| format!(" @{it}")).unwrap_or_default();
    let state = label.annotation.as_ref().map(|it| format!(" ={it}")).unwrap_or_default();
    format!("{}{locale}{state}", label.text)
}

fn faults(page: &str) -> Vec<(String, String)> {
    let source = Source::from_text("page.html", page);
    let contents = (HTML.read)(&source, &Reading::default());
    let place = |span: Option<crate::text::place::Span>| span.unwrap().slice(page).to_owned();
    contents.faults.into_iter().map(|it| (place(it.span), it.message)).collect()
}

/// What stands at its place is the text; what is written anew is read
/// as what it was.
fn assert_laws(source: &Source, contents: &Contents<'_>) {
    for label in &contents.labels {
        let decoded = label.spans.iter().map(|it| (HTML.decode)(source.slice(it), label.quoting));
        assert_eq!(decoded.collect::<String>(), label.text, "{label:?}");
        if let Ok(raw) = (HTML.encode)(&label.text, label.quoting) {
            assert_eq!((HTML.decode)(&raw, label.quoting), label.text);
        }
    }
    assert!(contents.labels.is_sorted_by_key(|label| label.spans.first()));
}

#[test]
fn the_manual_is_right() {
    let example = HTML.docs.split("```html\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(
        labels(example),
        ["Since été", "You have  proposals", "Active =proposal.active", "Active", "Sent"]
    );
}

#[test]
fn pages_by_their_names() {
    for path in ["a/index.html", "INDEX.HTM", "b.xhtml", "help.en.html"] {
        assert_eq!(claims(path), Claim::Page, "{path}");
    }
    for path in ["html", "a.html/b", "a.html.erb", "a.xml"] {
        assert_eq!(claims(path), Claim::No, "{path}");
    }
}

#[test]
fn a_label_is_the_text_of_a_block() {
    assert_eq!(labels("<p>The <b>Active</b> proposals</p>"), ["The Active proposals"]);
    assert_eq!(labels("<p> Żółć<br>Gęś &amp; &eacute;&#x17C;</p>x"), ["Żółć", "Gęś & éż", "x"]);
    assert_eq!(labels("<p><b>Active</b></p>"), ["Active"]);
    assert_eq!(labels("Ac<wbr>tive<!-- no --> ones"), ["Active ones"]);
    assert_eq!(labels("<p>One\r\n  two</p>"), ["One\n  two"]);
    assert_eq!(labels("<li><i>★</i> Active <b>12</b></li><li>Level 2</li>"), ["Active", "Level 2"]);
    assert_eq!(labels("<my-tab>Active</my-tab><my-tab>Viewed</my-tab>"), ["Active", "Viewed"]);
}

#[test]
fn menus_fall_into_links_and_sentences_keep_theirs() {
    assert_eq!(labels("<nav><a>Active</a> | <a>Viewed</a>·<a>3</a></nav>"), ["Active", "Viewed"]);
    assert_eq!(labels("<p>See <a>Active</a> or <a>Viewed</a>.</p>"), ["See Active or Viewed."]);
}

#[test]
fn controls_are_apart_from_the_sentence() {
    assert_eq!(labels("<p>Press <button>Save</button> now</p>"), ["Press  now", "Save"]);
    assert_eq!(
        labels("<label>State <select><option>Active<option>Viewed</select></label>"),
        ["State", "Active", "Viewed"]
    );
    assert_eq!(
        labels("<label><input type=radio> Active</label> <label>Viewed"),
        ["Active", "Viewed"]
    );
}

#[test]
fn tables_and_lists_without_end_tags() {
    assert_eq!(
        labels(
            "<table><tr><th lang=pl>Aktywna<td>Active<tr><td>Viewed</table><ul><li lang=de>Ja<li>No</ul>"
        ),
        ["Aktywna @pl", "Active", "Viewed", "Ja @de", "No"]
    );
    assert_eq!(
        labels("<p lang=pl>Tak<p>Yes<dl><dt lang=fr>Oui<dd>Yes"),
        ["Tak @pl", "Yes", "Oui @fr", "Yes"]
    );
    assert_eq!(labels("<div><p>a</div>b</p></span>c</i> d</x>e"), ["a", "b", "c d", "e"]);
}

#[test]
fn annotated_words_are_cut_out() {
    assert_eq!(
        labels("<p>You have <b data-state='proposal.active'>Active</b> proposals</p>"),
        ["You have  proposals", "Active =proposal.active"]
    );
    assert_eq!(
        labels("<div data-state=a.b>All <i data-state=' a.c '>Active <b>now</b></i></div>"),
        ["All =a.b", "Active now =a.c"]
    );
    assert_eq!(labels("<p>Is <b data-state=open>Active</b></p>"), ["Is Active"]);
    assert_eq!(labels("<p data-state='a.{{ b }}'>Active</p>"), ["Active"]);
}

#[test]
fn an_annotation_means_one_text_or_the_attributes() {
    assert_eq!(labels("<tr data-state=a.b><td>Bridge<td>Active"), ["Bridge", "Active"]);
    assert_eq!(labels("<tr data-state=a.b><td>12<td>Active"), ["Active =a.b"]);
    assert_eq!(labels("<b data-state=a.b title=x>Active</b>"), ["x", "Active =a.b"]);
    assert_eq!(
        labels("<button data-state=a.b title='Active' aria-label='Now'><svg/></button>"),
        ["Active =a.b", "Now =a.b"]
    );
    assert_eq!(labels("a <img data-state=a.b alt=Active> b"), ["a  b", "Active =a.b"]);
}

#[test]
fn attributes_that_people_meet() {
    assert_eq!(
        labels(
            "<input type=Submit value='Wyślij &quot;to&quot;' name=x><input value=no>\
             <input type=hidden title=no><optgroup label=A><option label=B value=no></optgroup>\
             <a title=\"{{ no }}\" href=no aria-label=\"C {{ yes }}\"></a><i title='{% if a %}D{% else %}E{% endif %}'></i>\
             <meta content=no><link title=no><area alt=F><textarea placeholder=G>no</textarea>"
        ),
        ["Wyślij \"to\"", "A", "B", "C {{ yes }}", "D", "E", "F", "G"]
    );
}

#[test]
fn what_names_nothing() {
    assert_eq!(
        labels(
            "<script>a</script><style>b</style>12 &rarr; &nbsp;<pre>c</pre><textarea>d</textarea>\
             <svg><text title=e>f</text></svg>{{ g }} {% h %}<iframe><p>i</iframe><!-- j -->"
        ),
        [""; 0]
    );
    assert_eq!(labels("Run <code>x</code> now"), ["Run  now"]);
    assert_eq!(labels("<p>The <svg><title>Logo</title></svg>mark</p>"), ["The mark", "Logo"]);
    assert_eq!(labels("<ruby>有効<rt>ゆうこう</rt></ruby>"), ["有効"]);
    assert_eq!(
        labels("<div translate=no title=a>b<p>c</p><p translate=yes title=d>e</p></div>f"),
        ["d", "e", "f"]
    );
    assert_eq!(labels("<noscript><p>On</p></noscript><template><p>In"), ["On", "In"]);
}

#[test]
fn languages() {
    assert_eq!(
        labels(
            "<html lang=en><title>A</title><p xml:lang=pl title=b>C <i lang=fr>été</i> d<p lang=''>e<p lang='{{ l }}'>f"
        ),
        ["A @en", "b @pl", "C  d @pl", "été @fr", "e", "f"]
    );
    assert_eq!(labels("<p lang=en>An <i lang=en>inner</i> word"), ["An inner word @en"]);
    assert_eq!(
        labels("<html lang=en><a lang=de>Deutsch</a> <a lang=pl>Polski</a>"),
        ["Deutsch @de", "Polski @pl"]
    );
}

#[test]
fn template_statements_split() {
    assert_eq!(labels("<i title=\"{% translate 'x.y' %}\">Active</i>"), ["Active"]);
    assert_eq!(labels("<i title=\"{% translate \"x\" %}\">Active</i>"), ["x", "Active"]);
    assert_eq!(
        labels(
            "<b>{% if a %}Active{% else %}Viewed {{ n }}{% endif %}</b><p>Hi <% x %> you <%= y %>"
        ),
        ["Active", "Viewed {{ n }}", "Hi", "you <%= y %>"]
    );
}

#[test]
fn faults_have_places() {
    assert_eq!(faults("<p>é</p>a < b"), []);
    assert_eq!(faults("é<a href='x")[0].0, "<a href='x");
    assert_eq!(faults("é<!-- ó")[0].0, "<!-- ó");
    assert_eq!(faults("<p><title>é<p>ó")[0].0, "<title>");
    assert_eq!(labels("<p>A</p><title>é<p>ó"), ["A"]);
    let conflict = "<p>\n<<<<<<< HEAD\nActive\n=======\nViewed\n>>>>>>> b\n</p>";
    assert_eq!(labels(conflict), ["Active", "Viewed"]);
    assert_eq!(faults(conflict), [("<<<<<<< HEAD".into(), "a merge conflict marker".into())]);
}

#[test]
fn encoding_undoes_decoding() {
    for text in ["a & b < c > \"d\" 'é' &amp; &copy=1", "x\r\ny\n", "&lt;{{ z }}\u{a0}", ""] {
        for quoting in [Quoting::Text, Quoting::Double, Quoting::Single] {
            let raw = encode(text, quoting).unwrap();
            assert_eq!(decode(&raw, quoting), text, "{raw}");
        }
    }
    assert_eq!(decode(&encode("R&D", Quoting::Bare).unwrap(), Quoting::Bare), "R&D");
    assert!(encode("two words", Quoting::Bare).is_err());
    assert!(encode("\0", Quoting::Text).is_err());
}

#[test]
fn hostile_pages_cost_little() {
    let deep = 20_000;
    labels(&"<div lang=pl>".repeat(deep));
    labels(&("<b>".repeat(deep) + "x" + &"</i>".repeat(deep)));
    labels(&("<b data-state=a.b>".repeat(deep) + "x" + &"<br>".repeat(deep)));
    labels(&("<ul><li>".repeat(deep) + &"<li>x".repeat(deep)));
    labels(&("<button>{{".repeat(deep) + &"</p>x".repeat(deep)));
}

#[test]
fn no_cut_of_a_page_panics() {
    let page = include_str!("../../../fixtures/formats/html/help/input.html");
    // Every fifth place: the page has tags of all lengths, so every kind of cut is among them.
    for (at, _) in page.char_indices().step_by(5) {
        labels(&page[at..]);
        labels(&page[..at]);
    }
}
