//! From a finding to what the format calls a result.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{
    self, ArtifactChange, ArtifactLocation, Fix, Location, LogicalLocation, PhysicalLocation,
    Properties, Region, Replacement, Suppression, Text,
};
use super::{ROOT, line_hash};
use crate::checks;
use crate::finding::{By, Finding, Fingerprint, Mark, Role};
use crate::quote::{self, Quotes, Where};
use crate::reports::Page;
use crate::reports::page::{encoded, is_elsewhere};
use crate::reports::words::{beside, others, principal, sentence, surface};
use crate::text::source::printable;

/// GitHub takes no more places of a result.
const LOCATIONS: usize = 1000;

/// How many of them the message links to.
const LINKED: usize = 10;

/// Writes results, and remembers what it worked out for those before.
pub(super) struct Writer<'r> {
    quotes: &'r Quotes,
    page: &'r Page,
    /// The hashes of the lines of each file.
    hashes: BTreeMap<&'r str, Vec<String>>,
    /// How many related locations were left out.
    pub left_out: usize,
}

impl<'r> Writer<'r> {
    pub(super) fn new(quotes: &'r Quotes, page: &'r Page) -> Self {
        Self { quotes, page, hashes: BTreeMap::new(), left_out: 0 }
    }

    /// A finding as a result, at its principal mark; none if it has no mark.
    pub(super) fn result(
        &mut self,
        finding: &'r Finding,
        baseline_state: Option<&'static str>,
    ) -> Option<shape::Finding<'r>> {
        let mark = principal(finding)?;
        let related: Vec<&Mark> = others(finding, mark).take(LOCATIONS - 1).collect();
        self.left_out += finding.marks.len() - 1 - related.len();
        let locations = related.iter().zip(1..).map(|(other, id)| {
            let message = Some(Text { text: plain(&beside(other)) });
            Location { id: Some(id), message, ..self.location(other) }
        });
        Some(shape::Finding {
            rule_id: finding.check,
            rule_index: checks::ALL.iter().position(|check| check.id == finding.check)?,
            level: finding.level.id(),
            baseline_state,
            message: Text { text: message(finding, mark, &related) },
            locations: vec![self.location(mark)],
            related_locations: locations.collect(),
            partial_fingerprints: self.fingerprints(finding, mark),
            fixes: self.fix(finding).into_iter().collect(),
            suppressions: suppressions(finding),
            properties: Properties {
                states: &finding.states,
                locale: finding.locale.as_ref().map(ToString::to_string),
                drafted: finding.is_drafted,
            },
        })
    }

    fn location(&self, mark: &'r Mark) -> Location<'r> {
        let key = mark
            .key
            .iter()
            .map(|key| LogicalLocation { fully_qualified_name: key, kind: "resource" });
        Location {
            id: None,
            message: None,
            physical_location: PhysicalLocation {
                artifact_location: self.artifact(&mark.path),
                region: region(self.quotes.locate(mark)),
            },
            logical_locations: key.collect(),
        }
    }

    fn artifact(&self, path: &str) -> ArtifactLocation {
        let uri = encoded(&self.page.relative(path));
        match path.starts_with('/') {
            true => ArtifactLocation { uri: format!("file://{uri}"), uri_base_id: None },
            false => ArtifactLocation { uri, uri_base_id: (!is_elsewhere(path)).then_some(ROOT) },
        }
    }

    fn fingerprints(
        &mut self,
        finding: &Finding,
        mark: &'r Mark,
    ) -> BTreeMap<&'static str, String> {
        let open = finding.marks.iter().filter_map(|mark| mark.fingerprint);
        // In which order the places stand does not matter.
        let open: BTreeSet<String> = open.map(|fingerprint| fingerprint.to_string()).collect();
        let fields = std::iter::once("marks/1").chain(open.iter().map(String::as_str));
        let marks = Fingerprint::of(&fields.collect::<Vec<_>>());
        let mut fingerprints = BTreeMap::from([
            ("canonymFinding/v1", finding.fingerprint.to_string()),
            ("canonymMarks/v1", marks.to_string()),
        ]);
        if let Some(source) = self.quotes.source(&mark.path) {
            let hashes =
                self.hashes.entry(&mark.path).or_insert_with(|| line_hash::of_lines(source));
            let line = self.quotes.locate(mark).start.line as usize;
            let hash = hashes.get(line - 1).cloned();
            fingerprints.extend(hash.map(|hash| ("primaryLocationLineHash", hash)));
        }
        fingerprints
    }

    /// One fix for all that can be mended, file by file.
    fn fix(&self, finding: &Finding) -> Option<Fix> {
        let mut changes: BTreeMap<&str, Vec<Replacement>> = BTreeMap::new();
        let mut texts = BTreeSet::new();
        for mark in finding.marks.iter().filter(|mark| mark.role == Role::Odd) {
            let Some((mend, source)) = mark.mend.as_ref().zip(self.quotes.source(&mark.path))
            else {
                continue;
            };
            texts.insert(&*mend.text);
            let edits = mend.edits.iter().map(|edit| Replacement {
                deleted_region: region(quote::locate(source, edit.span)),
                inserted_content: edit.text.clone().into(),
            });
            changes.entry(&mark.path).or_default().extend(edits);
        }
        let description = match texts.first().filter(|_| texts.len() == 1) {
            Some(text) => format!("Show \"{}\".", printable(text)),
            None => "Show the preferred term.".to_owned(),
        };
        let artifact_changes = changes.into_iter().map(|(path, replacements)| ArtifactChange {
            artifact_location: self.artifact(path),
            replacements,
        });
        let artifact_changes: Vec<_> = artifact_changes.collect();
        let description = Text { text: plain(&description) };
        (!artifact_changes.is_empty()).then_some(Fix { description, artifact_changes })
    }
}

fn region(at: Where) -> Region {
    Region {
        start_line: at.start.line,
        start_column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
    }
}

/// What is wrong, with links to the other places.
fn message(finding: &Finding, mark: &Mark, related: &[&Mark]) -> String {
    let text = format!("{}.", plain(sentence(finding, mark).trim_end_matches('.')));
    let links: Vec<String> = related.iter().zip(1..).take(LINKED).map(link).collect();
    let more = match related.len() - links.len() {
        _ if links.is_empty() => return text,
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{text} See also {}{more}.", links.join(", "))
}

/// `[Active](1) in My Proposals`.
fn link((mark, id): (&&Mark, usize)) -> String {
    let said = [&mark.name, &mark.remark].into_iter().find(|said| !said.is_empty());
    let said = said.map_or("here".into(), |said| printable(said));
    format!("[{}]({id}){}", plain(&said), plain(&surface(mark)))
}

/// Text of a message: brackets make links there.
fn plain(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// What permits a finding of which all may stay.
fn suppressions(finding: &Finding) -> Vec<Suppression<'_>> {
    if finding.has_odd_mark() {
        return Vec::new();
    }
    let permitted = finding.marks.iter().filter_map(|mark| mark.permitted.as_ref());
    let suppressions = permitted.filter_map(|permitted| {
        let kind = match permitted.by {
            By::Comment => "inSource",
            By::Waiver | By::Baseline => "external",
            By::Revision => return None, // nobody has accepted it
        };
        Some(Suppression { kind, status: "accepted", justification: &permitted.reason })
    });
    suppressions.collect::<BTreeSet<_>>().into_iter().collect()
}
