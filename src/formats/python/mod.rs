//! Names of states that Python programs list: Django's choices, maps of labels. Owns which assignments are
//! such lists; everything else of a program is passed over.

use super::page::{self, Assigned};
use super::scopes::is_map_of_names;
use super::{Claim, Format, Reading, has_extension};
use crate::label::{About, Comment, Contents, Fault, MENTION};
use crate::syntax::python::{self, Line, Program};
use crate::text::fold::spelling_of_key;
use crate::text::place::Span;
use crate::text::source::Source;

/// Lists of choices in Python.
pub(super) static PYTHON: Format = Format {
    id: "python",
    title: "Choices and maps of labels in Python",
    docs: include_str!("docs.md"),
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source: &Source, reading| read(&source.text, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};

fn claims(path: &str) -> Claim {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_test = name.starts_with("test_") || name.ends_with("_test.py") || name == "conftest.py";
    let is_past = |folder: &str| matches!(folder, "migrations" | "tests" | "site-packages");
    let is_other = is_test || path.split('/').any(is_past);
    if has_extension(path, "py") && !is_other { Claim::Page } else { Claim::No }
}

fn read<'s>(text: &'s str, reading: &Reading<'_>) -> Contents<'s> {
    let program = python::program(text);
    let mut lists = Lists {
        text,
        program: &program,
        classes: Vec::new(),
        found: Vec::new(),
        constants: Vec::new(),
    };
    for line in &program.lines {
        lines_of(&mut lists, *line);
    }
    let mut contents = page::assigned(text, &lists.found, &lists.constants, reading);
    contents.comments = comments(text, &program);
    contents.faults.extend(program.open.map(|span| Fault {
        span: Some(span),
        message: "a bracket or a string that never ends: what follows was not read".into(),
        help: Some("close it".into()),
    }));
    contents.labels.sort_by_key(|label| label.spans.first());
    contents.references.sort_by_key(|reference| reference.span);
    contents
}

/// The assignments of a file that list names of states.
struct Lists<'p, 's> {
    text: &'s str,
    program: &'p Program,
    /// The classes that are open, each with its indentation and whether its members are choices.
    classes: Vec<(u32, &'s str, bool)>,
    found: Vec<Assigned>,
    /// Names that are set to a string.
    constants: Vec<(&'s str, Span)>,
}

fn lines_of(lists: &mut Lists<'_, '_>, line: Line) {
    while lists.classes.last().is_some_and(|(indent, ..)| *indent >= line.indent) {
        lists.classes.pop();
    }
    let code = line.span.slice(&lists.program.masked);
    if let Some(head) = code.strip_prefix("class ") {
        let name = head.split(['(', ':']).next().unwrap_or(head).trim();
        let at = line.span.start as usize + (name.as_ptr() as usize - code.as_ptr() as usize);
        let name = lists.text.get(at..at + name.len()).unwrap_or("");
        let bases = head.split_once('(').map_or("", |(_, bases)| bases);
        let has_choices = bases.contains("TextChoices") || bases.contains("IntegerChoices");
        lists.classes.push((line.indent, name, has_choices));
        return;
    }
    let Some(assigned) = assignment(lists, line, code) else { return };
    lists.found.push(assigned);
}

/// What a line assigns, if that lists names; a string that it assigns is kept as a constant.
fn assignment(lists: &mut Lists<'_, '_>, line: Line, code: &str) -> Option<Assigned> {
    let (target, value) = code.split_once('=')?;
    // `STATUS: dict[str, str] = {…}`
    let name = target.split(':').next().unwrap_or(target).trim();
    let is_name =
        !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    if !is_name || value.starts_with('=') {
        return None;
    }
    let start = line.span.end as usize - value.trim_start().len();
    let value = Span::new(start, line.span.end as usize);
    let written = lists.text.get(line.span.start as usize..)?.get(..name.len())?;
    let first = value.slice(lists.text).chars().next()?;
    if lists.classes.last().is_some_and(|(.., has_choices)| *has_choices) {
        let member = Some(name.to_owned());
        return Some(Assigned { name: within(lists, None), value, member });
    }
    if matches!(first, '"' | '\'') {
        lists.constants.push((written, value));
        return None;
    }
    let is_list = matches!(first, '[' | '(' | '{') && says_names(name);
    is_list.then(|| Assigned { name: within(lists, Some(name)), value, member: None })
}

/// A name with the classes around it: `Proposal.Status`.
fn within(lists: &Lists<'_, '_>, name: Option<&str>) -> String {
    let classes = lists.classes.iter().map(|(_, class, _)| *class);
    classes.chain(name).collect::<Vec<_>>().join(".")
}

/// Whether a name says that names of states are listed: `STATUS_CHOICES`, `state_labels`.
fn says_names(name: &str) -> bool {
    let is_choice = |word: &str| matches!(word, "choices" | "options");
    is_map_of_names(name) || spelling_of_key(name).split('-').any(is_choice)
}

fn comments<'s>(text: &'s str, program: &Program) -> Vec<Comment<'s>> {
    let telling = program.comments.iter().filter(|span| span.slice(text).contains(MENTION));
    telling
        .map(|&span| Comment {
            text: span.slice(text).trim_start_matches('#').into(),
            span,
            about: About::Next,
        })
        .collect()
}

#[cfg(test)]
mod tests;
