//! What is covered, and what statements of programs do.

use super::*;
use crate::syntax::template::step::{Block, Step, Test, steps};

/// The markup that is left, `_` for what is put in, `.` for other tags.
fn left(text: &str, language: Language) -> String {
    let masked = mask(text, language);
    assert_eq!(masked.markup.len(), text.len(), "{text}");
    let mut left = masked.markup.replace(FILLER, "_").into_bytes();
    for tag in masked.tags.iter().filter(|tag| tag.kind != Kind::Output) {
        left[tag.span.start as usize..tag.span.end as usize].fill(b'.');
    }
    String::from_utf8(left).unwrap()
}

#[test]
fn tags_are_covered_in_place() {
    for (text, language, expected) in [
        ("é{{ a }}b{% c %}d{# e #}", Language::Jinja, "é_______b.......d......."),
        ("{{ \"}}\" }}x{{ '", Language::Jinja, "__________x...."),
        ("{% comment %}a{{ b }}{% endcomment %}c", Language::Jinja, &(".".repeat(37) + "c")),
        ("{{#if a}}b{{/if}}{{{c}}}", Language::Handlebars, ".........b......._______"),
        ("<%= a %>b<% c %>", Language::Erb, "________b......."),
        ("{{ a }}<script>{{</script>", Language::Vue, "_______<script>{{</script>"),
        ("{#if a}b{c}{/if}", Language::Svelte, ".......b___....."),
        ("{a && <b>c</b>}", Language::Astro, "......<b>c</b>."),
        ("---\na\n---\nb", Language::Astro, "   \n \n   \nb"),
        ("@if (a) { b } }", Language::Angular, "......... b . }"),
        ("a@if.org { b }", Language::Angular, "a@if.org { b }"),
        ("a {{ b } {% c", Language::Jinja, "a ..........."),
    ] {
        assert_eq!(left(text, language), expected, "{text}");
    }
}

/// What the first tag of a text does, in short.
fn done(text: &str, language: Language, tongue: Tongue) -> Vec<String> {
    let masked = mask(text, language);
    let mut done = Vec::new();
    steps(text, &masked.tags[0], tongue, &mut |step| {
        done.push(match step {
            Step::Open(Block::If, Test::Holds(span)) => format!("if {}", span.slice(text)),
            Step::Open(Block::Switch, Test::Subject(span)) => {
                format!("switch {}", span.slice(text))
            }
            Step::Open(Block::Loop, _) => "loop".to_owned(),
            Step::Open(..) => "open".to_owned(),
            Step::Branch(Test::Holds(span)) => format!("else if {}", span.slice(text)),
            Step::Branch(Test::Cases(span)) => format!("case {}", span.slice(text)),
            Step::Branch(_) => "else".to_owned(),
            Step::Close(_) => "close".to_owned(),
            Step::Run(span) => format!("run {}", span.slice(text)),
            Step::Show(span) => format!("show {}", span.slice(text)),
            Step::Translate(_) | Step::Plural => "text".to_owned(),
        });
    });
    done
}

#[test]
fn statements_of_programs() {
    for (text, expected) in [
        ("<% if a == 'b' then %>", &["if a == 'b'"][..]),
        ("<% x = 1; if a %>", &["run x = 1", "if a"]),
        ("<% case a when 'b' %>", &["switch a when 'b'"]),
        ("<% when 'b', :c %>", &["case 'b', :c"]),
        ("<% list.each do |x| %>", &["loop", "run list.each do |x|"]),
        ("<%- end -%>", &["close"]),
        ("<% # end %>", &[]),
    ] {
        assert_eq!(done(text, Language::Erb, Tongue::Ruby), expected, "{text}");
    }
    for (text, expected) in [
        ("<% if (a(')') === 'b') { %>", &["if a(')') === 'b'"][..]),
        ("<% } else if (a) { %>", &["else if a"]),
        ("<% } %>", &["close"]),
        ("<% list.forEach(function (x) { %>", &["run list.forEach(function (x) {", "loop"]),
        ("<% switch (a) { case 'b': %>", &["switch a", "case 'b'"]),
    ] {
        assert_eq!(done(text, Language::Erb, Tongue::Script), expected, "{text}");
    }
    for (text, expected) in [
        ("<?php if ($a === 'b'): ?>", &["if $a === 'b'"][..]),
        ("<?php elseif ($a): ?>", &["else if $a"]),
        ("<?php endif; ?>", &["close"]),
        ("<?php echo $a ?>", &["show  $a"]),
        ("<?php foreach ($a as $b): ?>", &["loop"]),
    ] {
        assert_eq!(done(text, Language::Html, Tongue::Ruby), expected, "{text}");
    }
}
