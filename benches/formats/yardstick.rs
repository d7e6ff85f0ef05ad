//! What each format is measured by: the bare parse of its language, its parts counted and thrown away.

use canonym::syntax;
use jsonc_parser::{CollectOptions, ParseOptions};

/// The name of a yardstick, and what it does with a text: it returns how many parts it saw.
pub(crate) type Yardstick = (&'static str, fn(&str) -> usize);

/// The yardstick of a format.
///
/// # Panics
/// For a format that has none: add it.
pub(crate) fn of(format: &str) -> Yardstick {
    match format {
        "fluent" => ("fluent-syntax", fluent),
        "json" | "arb" | "xcstrings" => ("jsonc-parser", json),
        "yaml" => ("granit-parser", yaml),
        "android" | "qt" | "xliff" | "resx" | "stringsdict" => ("quick-xml", xml),
        "script" => ("oxc", script),
        "html" | "jinja" | "handlebars" | "erb" | "vue" | "svelte" | "astro" => ("html5gum", html),
        "python" => ("own scanner", |text| syntax::python::program(text).lines.len()),
        "gettext" => ("own scanner", |text| syntax::po::read(text).entries.len()),
        "strings" => ("own scanner", |text| syntax::strings::read(text).entries.len()),
        "properties" => ("own scanner", |text| syntax::properties::read(text).entries.len()),
        "php" => ("own scanner", |text| syntax::php::read(text).items.len()),
        "csv" => ("own scanner", |text| syntax::csv::read(text, 0, b',').rows.len()),
        other => panic!("the format {other} has no yardstick: add it"),
    }
}

fn fluent(text: &str) -> usize {
    fluent_syntax::parser::parse(text).map_or(0, |resource| resource.body.len())
}

fn json(text: &str) -> usize {
    let parsed =
        jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    usize::from(parsed.is_ok_and(|parsed| parsed.value.is_some()))
}

fn yaml(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).flatten().count()
}

fn xml(text: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    while !matches!(reader.read_event(), Ok(quick_xml::events::Event::Eof) | Err(_)) {
        count += 1;
    }
    count
}

#[cfg(feature = "script")]
fn script(text: &str) -> usize {
    let allocator = oxc_allocator::Allocator::default();
    let parser = oxc_parser::Parser::new(&allocator, text, oxc_span::SourceType::tsx());
    parser.parse().program.body.len()
}

#[cfg(not(feature = "script"))]
fn script(_: &str) -> usize {
    0
}

fn html(text: &str) -> usize {
    html5gum::Tokenizer::new(text).count()
}
