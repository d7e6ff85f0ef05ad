//! SARIF 2.1.0: a result a finding, with the other places of it, fixes, and what may stay and why.

mod finding;
mod line_hash;
mod rules;
mod shape;

use std::collections::BTreeMap;
use std::io;

use self::finding::Writer;
use self::shape::{
    AutomationDetails, Driver, Invocation, Log, MappedTo, Notification, Provenance, Run, Text,
    Tool, UriBase,
};
use super::page::counted;
use super::{Page, Paths, Style};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable;

/// The style.
pub static STYLE: Style = Style {
    id: "sarif",
    docs: include_str!("style.md"),
    paths: Paths::Repository,
    hides_notes: false,
    shows_accepted: true,
    write,
};

/// What paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// GitHub takes no more results of a run.
const RESULTS: usize = 25_000;

fn write(report: &Report, quotes: &Quotes, page: &Page, out: &mut dyn io::Write) -> io::Result<()> {
    // Findings come worst first, so that what is cut is the least of them.
    let open = page.shown(&report.findings).map(|finding| (finding, "new"));
    let accepted = page.shown(&report.accepted).map(|finding| (finding, "unchanged"));
    let told: Vec<_> = open.chain(accepted).collect();
    let count = told.len();
    let mut writer = Writer::new(quotes, page);
    let results = told.into_iter().take(RESULTS).filter_map(|(finding, state)| {
        writer.result(finding, report.since.as_ref().map(|_| state))
    });
    let results = results.collect();
    let mut notifications = Vec::new();
    if count > RESULTS {
        let more = counted(count - RESULTS, "result");
        notifications.push(cut(format!("{more} of {count} left out: the worst were kept.")));
    }
    if writer.left_out > 0 {
        let more = counted(writer.left_out, "related location");
        notifications.push(cut(format!("{more} left out of results with more than 1,000.")));
    }
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: tool(),
            automation_details: AutomationDetails { id: automation(&report.base) },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: roots(),
            version_control_provenance: provenance(page),
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: notifications,
            }],
            results,
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn tool() -> Tool {
    let version = env!("CARGO_PKG_VERSION");
    let rules = rules::rules();
    Tool {
        driver: Driver {
            name: "canonym",
            version,
            semantic_version: version,
            information_uri: env!("CARGO_PKG_HOMEPAGE"),
            rules,
        },
    }
}

/// What tells the reports of several projects of a repository apart: up to its last slash it is the
/// category of GitHub's code scanning.
fn automation(base: &str) -> String {
    let base = printable(base);
    if base.is_empty() { "canonym/".to_owned() } else { format!("canonym/{base}/") }
}

fn roots() -> BTreeMap<&'static str, UriBase> {
    let description = Text { text: "The root of the repository.".to_owned() };
    BTreeMap::from([(ROOT, UriBase { description })])
}

fn provenance(page: &Page) -> Vec<Provenance<'_>> {
    let of_host = page.host.iter().map(|host| Provenance {
        repository_uri: &host.repository,
        revision_id: &host.revision,
        mapped_to: MappedTo { uri_base_id: ROOT },
    });
    of_host.collect()
}

fn cut(text: String) -> Notification {
    Notification { level: "warning", message: Text { text } }
}
