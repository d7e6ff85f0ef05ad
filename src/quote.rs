//! From a mark to what a reader sees: line, column, excerpt. Reads again only the files that are
//! quoted, and makes sure that they are still what was judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Mark;
use crate::report::Report;
use crate::text::place::{Span, Spans};
use crate::text::source::{Imprint, Position, Source};
use crate::tree::Tree;

/// The sources that a report quotes, by path.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    sources: BTreeMap<String, Arc<Source>>,
}

/// Where a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where {
    /// The first character.
    pub start: Position,
    /// One past the last.
    pub end: Position,
    /// The first byte of the file.
    pub start_byte: u64,
    /// One past the last byte.
    pub end_byte: u64,
}

impl Quotes {
    /// Reads the sources that a report quotes. `known` holds those that are at hand (glossary files);
    /// `imprints` what each file was when it was judged.
    ///
    /// # Errors
    /// The path of a file that is gone or has changed since.
    pub fn gather(
        tree: &Tree,
        report: &Report,
        known: impl IntoIterator<Item = Arc<Source>>,
        imprints: &BTreeMap<String, Imprint>,
    ) -> Result<Self, String> {
        let mut quotes = Self::default();
        quotes.sources.extend(known.into_iter().map(|source| (source.path.clone(), source)));
        let findings = report.findings.iter().chain(&report.accepted);
        for mark in findings.flat_map(|finding| &finding.marks) {
            let copies = mark.copies.iter().map(|copy| &copy.path);
            for path in std::iter::once(&mark.path).chain(copies) {
                if !quotes.sources.contains_key(path) {
                    let source = read_again(tree, path, imprints.get(path))?;
                    quotes.sources.insert(path.clone(), Arc::new(source));
                }
            }
        }
        Ok(quotes)
    }

    /// Adds the sources of another project of the same run.
    pub fn join(&mut self, other: Self) {
        self.sources.extend(other.sources);
    }

    /// A source.
    pub fn source(&self, path: &str) -> Option<&Source> {
        self.sources.get(path).map(|source| &**source)
    }

    /// Where a mark stands: the start of the file if the whole file is meant.
    pub fn locate(&self, mark: &Mark) -> Where {
        self.place(&mark.path, mark.spans.as_ref())
    }

    /// Where a place of a source stands: its start if there are no spans.
    pub fn place(&self, path: &str, spans: Option<&Spans>) -> Where {
        let start = Position { line: 1, column: 1 };
        let nowhere = Where { start, end: start, start_byte: 0, end_byte: 0 };
        let known = self.source(path).zip(spans);
        known.map_or(nowhere, |(source, spans)| locate(source, spans.hull()))
    }
}

/// Where a span of a source stands.
pub fn locate(source: &Source, span: Span) -> Where {
    Where {
        start: source.position(span.start),
        end: source.position(span.end),
        start_byte: source.file_offset(span.start),
        end_byte: source.file_offset(span.end),
    }
}

/// A file as it was when it was judged, by its imprint.
///
/// # Errors
/// Its path, if it is gone or has changed since.
pub fn read_again(tree: &Tree, path: &str, imprint: Option<&Imprint>) -> Result<Source, String> {
    match (tree.read(path), imprint) {
        (Ok(bytes), Some(imprint)) => {
            Source::decode_again(path, bytes, imprint).ok_or_else(|| path.to_owned())
        }
        (Ok(bytes), None) => Ok(Source::decode(path, bytes, None).0),
        (Err(_), Some(_)) => Err(path.to_owned()),
        // What could not be read the first time is quoted without a line.
        (Err(_), None) => Ok(Source::from_text(path, "")),
    }
}
