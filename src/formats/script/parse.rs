//! The dealings with oxc: a text becomes a tree, and what oxc says of it faults. Here too is what keeps its
//! recursion within the stack. Knows no labels.

use std::cell::Cell;
use std::thread;

use oxc_allocator::Allocator;
use oxc_ast_visit::Visit;
use oxc_parser::{ParseOptions, Parser, ParserReturn};
use oxc_span::SourceType;

use super::reader::Reader;
use super::{Language, catalogue};
use crate::formats::{Reading, room};
use crate::label::{Contents, Fault};
use crate::syntax::conflict;
use crate::text::place::Span;

/// How deep brackets may stand in each other. People stop before a hundred.
const DEEPEST: usize = 1000;
/// What the parser needs of the stack for one thing within another, at most: it was measured at 1 KiB.
const LEVEL: usize = 2 << 10;
/// What the reader needs besides, however slow it was built; it stops by itself.
const READER: usize = 16 << 20;
/// In so few bytes nothing can be nested too deeply.
const SHORT: usize = 160;
/// Signs beside brackets that could lead a step deeper, which no text can hide.
const SIGNS: &[u8; 8] = b"<!~+-?=:";
/// The largest stack that is asked for. Only what is used of it is taken up.
const LARGEST: usize = 1 << 30;

/// How much memory a thread keeps for the next tree: asking for it anew takes a fifth of the time.
const LARGEST_KEPT: usize = 16 << 20;

thread_local! {
    static KEPT: Cell<Option<Allocator>> = const { Cell::new(None) };
}

/// What a program holds.
pub(super) fn program<'s>(
    text: &'s str,
    language: Language,
    reading: &Reading<'_>,
) -> Contents<'s> {
    within_the_stack(text, || {
        let mut allocator = KEPT.take().unwrap_or_default();
        let contents = read(&allocator, text, language, reading);
        allocator.reset();
        KEPT.set(Some(allocator).filter(|it| it.capacity() <= LARGEST_KEPT));
        contents
    })
}

fn read<'s>(
    allocator: &Allocator,
    text: &'s str,
    language: Language,
    reading: &Reading<'_>,
) -> Contents<'s> {
    let mut parsed = parse(allocator, text, language);
    if !parsed.diagnostics.is_empty() && language == Language::Script {
        // Flow's types look like those of TypeScript.
        let typed = parse(allocator, text, Language::TypedMarkup);
        if typed.diagnostics.len() < parsed.diagnostics.len() {
            parsed = typed;
        }
    }
    let mut reader = Reader::new(text, reading);
    reader.comments(&parsed.program.comments);
    let is_named = reading.locale.is_some();
    if !(is_named && catalogue::read(&parsed.program, &mut reader)) {
        reader.visit_program(&parsed.program);
    }
    let mut contents = reader.finish();
    if let Some(first) = parsed.diagnostics.first() {
        let place = first.labels.first().map(|it| (it.offset() as usize, it.len() as usize));
        contents.faults.push(fault(text, &first.message, place, parsed.panicked));
    }
    contents
}

fn parse<'a>(allocator: &'a Allocator, text: &'a str, language: Language) -> ParserReturn<'a> {
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    Parser::new(allocator, text, source_type(language)).with_options(options).parse()
}

fn source_type(language: Language) -> SourceType {
    match language {
        Language::Script => SourceType::unambiguous().with_jsx(true),
        Language::Typed => SourceType::ts(),
        Language::TypedMarkup => SourceType::tsx(),
    }
}

fn fault(text: &str, message: &str, place: Option<(usize, usize)>, is_lost: bool) -> Fault {
    if let Some(marker) = conflict::markers(text).first() {
        let line = marker.slice(text).trim_end().len() as u32;
        let span = Some(Span { start: marker.start, end: marker.start + line });
        let (message, help) =
            ("a merge conflict marker".into(), Some("resolve the conflict".into()));
        return Fault { span, message, help };
    }
    let span = place.and_then(|(start, length)| {
        let end = (start + length).min(text.len());
        text.get(start..end).map(|_| Span::new(start, end))
    });
    let said = message.trim_end_matches('.');
    let message = format!("a mistake in the syntax: {said}");
    let read =
        if is_lost { "nothing of this file was read" } else { "the rest of the file was read" };
    Fault { span, message, help: Some(read.into()) }
}

/// Runs what may go as deep as the text does on a stack that is large enough.
fn within_the_stack<'s>(text: &str, run: impl FnOnce() -> Contents<'s> + Send) -> Contents<'s> {
    if text.len() <= SHORT {
        return run();
    }
    let brackets = count(text, b"([{");
    if brackets > DEEPEST && depth(text) > DEEPEST {
        return refused();
    }
    let needed = (brackets + count(text, SIGNS)) * LEVEL + text.len() / 8 * LEVEL / 16;
    let stack = READER + needed.min(LARGEST);
    if stack <= room::stack() {
        return run();
    }
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(stack).spawn_scoped(scope, run);
        started.ok().and_then(|it| it.join().ok()).unwrap_or_else(refused)
    })
}

fn refused<'s>() -> Contents<'s> {
    let message = "it is nested too deeply to be read".to_owned();
    let help = Some("exclude it in [files], if it is generated".to_owned());
    Contents { faults: vec![Fault { span: None, message, help }], ..Contents::default() }
}

/// How deep brackets stand in each other, as far as one can tell without reading strings and comments.
fn depth(text: &str) -> usize {
    let (mut deepest, mut depth) = (0, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// How often one of these bytes stands in a text. Summed up in bytes, which processors do many at a time.
fn count<const N: usize>(text: &str, wanted: &[u8; N]) -> usize {
    let is_wanted = |byte: &u8| wanted.iter().fold(0, |is, it| is | u8::from(byte == it));
    let in_part = |part: &[u8]| usize::from(part.iter().map(is_wanted).sum::<u8>());
    text.as_bytes().chunks(usize::from(u8::MAX)).map(in_part).sum()
}
