//! The scripts of a page, handed to the reader of programs. Owns which scripts are programs, and in which
//! language; what they hold is not its business.

use super::element::Program;
use super::walk::Page;
use crate::text::place::Span;

/// Lines longer than this are made by a build.
#[cfg(feature = "script")]
const LONGEST_LINE: usize = 5000;

impl Page<'_, '_> {
    /// Reads the body of a script. One that is put together by the tags of a template is no program yet.
    pub(super) fn script(&mut self, body: Span) {
        let Some(open) = self.innermost().filter(|open| open.context.is_translated) else { return };
        let Some(program) = open.program else { return };
        let first = self.tags.partition_point(|tag| tag.span.start < body.start);
        if self.tags.get(first).is_none_or(|tag| tag.span.start >= body.end) {
            self.program(body, program);
        }
    }

    /// Takes over what a program in the page holds.
    #[cfg(feature = "script")]
    pub(super) fn program(&mut self, body: Span, program: Program) {
        use crate::formats::script::{Language, embedded};
        let is_built = body.slice(self.text).lines().any(|line| line.len() > LONGEST_LINE);
        if is_built {
            return;
        }
        let language = match program {
            Program::Typed => Language::Typed,
            Program::Plain => Language::Script,
        };
        let read = embedded(self.text, body, language, self.reading);
        self.contents.labels.extend(read.labels);
        self.contents.references.extend(read.references);
        self.contents.comments.extend(read.comments);
        self.contents.faults.extend(read.faults);
    }

    #[cfg(not(feature = "script"))]
    pub(super) fn program(&mut self, _: Span, _: Program) {}
}

/// The script above the page of an Astro component, without the line of dashes below it.
pub(super) fn above(text: &str, front: Span) -> Span {
    let body = front.slice(text);
    let length = body.rfind("\n---").map_or(body.len(), |at| at + 1);
    Span { start: front.start, end: front.start + length as u32 }
}
