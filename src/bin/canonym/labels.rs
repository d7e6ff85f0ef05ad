//! `canonym labels`: the whole map, streamed.

use std::io::{self, Write};

use canonym::finding::Level;
use canonym::index::Index;
use canonym::label::Element;
use canonym::labels::{Map, Row};
use canonym::lint::Opened;
use canonym::report::lies_in;
use canonym::text::locale::Locale;
use canonym::text::source::{printable, printable_json};
use canonym::walk::File;
use serde::Serialize;

use crate::args::{Color, LabelsArgs, LabelsFormat};
use crate::opened::Work;
use crate::{Error, Outcome, Verdict, opened, progress, screen};

/// One label, as the schema `canonym-labels/1` promises it.
#[derive(Serialize)]
struct JsonLabel<'r> {
    path: String,
    line: u32,
    column: u32,
    start: u64,
    end: u64,
    format: &'static str,
    locale: String,
    key: Option<String>,
    text: &'r str,
    name: &'r str,
    state: Option<String>,
    evidence: Option<&'static str>,
    element: Option<&'static str>,
}

/// Writes every label of the projects.
pub fn run(args: &LabelsArgs) -> Outcome {
    let Work { scope, projects, page: errors } = opened::open(&args.place, &args.paths)?;
    let base = projects.first().map(|opened| opened.project.folder.clone()).unwrap_or_default();
    let is_json = args.output_format == LabelsFormat::Json;
    let mut page = screen::page(Color::Never, Level::Note);
    (page.base, page.prefix) =
        if is_json { (base, String::new()) } else { screen::base(&scope, &base) };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if is_json {
        write!(out, "{{\"schema\":\"canonym-labels/1\",\"labels\":[")?;
    }
    let mut count = 0;
    let mut pending: Vec<Opened> = projects.into_iter().rev().collect();
    while let Some(opened) = pending.pop() {
        let map = progress::shown(args.place.quiet, |progress| {
            Map::new(&scope.tree, &opened.project, progress)
        });
        let stopped = |stop| opened::stopped(stop, &errors);
        let mut map = map.map_err(stopped)?;
        let nested = map.open_nested(&scope.paths).map_err(stopped)?;
        let wanted = |file: &File| lies_in(&file.path, &scope.paths);
        let is_asked_for = |of: &Locale| args.locale.is_empty() || of.is_among(&args.locale);
        map.each(wanted, |index, row| {
            if !is_asked_for(&row.locale) {
                return Ok(());
            }
            let path = page.path(&row.file.path);
            match args.output_format {
                LabelsFormat::Json => json(&mut out, path, index, &row, count)?,
                LabelsFormat::Full => full(&mut out, &path, index, &row)?,
            }
            count += 1;
            Ok::<(), Error>(())
        })?;
        pending.extend(nested);
    }
    if is_json {
        writeln!(out, "\n]}}")?;
    }
    out.flush()?;
    Ok(Verdict::Clean)
}

fn json(
    out: &mut impl Write,
    path: String,
    index: &Index<'_>,
    row: &Row<'_>,
    count: usize,
) -> Result<(), Error> {
    let label = JsonLabel {
        path,
        line: row.at.start.line,
        column: row.at.start.column,
        start: row.at.start_byte,
        end: row.at.end_byte,
        format: row.file.format.id,
        locale: row.locale.to_string(),
        key: row.label.key.as_ref().map(ToString::to_string),
        text: &row.label.text,
        name: &row.name,
        state: row.usage.map(|usage| index.glossary.path(usage.state)),
        evidence: row.usage.map(|usage| usage.evidence.id()),
        element: row.label.sits_on().map(Element::id),
    };
    writeln!(out, "{}", if count == 0 { "" } else { "," })?;
    let label = serde_json::to_string(&label).map_err(io::Error::from)?;
    out.write_all(printable_json(&label).as_bytes())?;
    Ok(())
}

fn full(out: &mut impl Write, path: &str, index: &Index<'_>, row: &Row<'_>) -> Result<(), Error> {
    let key = row.label.key.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let branch = row.label.branch.as_ref().map(|branch| format!("[{branch}]")).unwrap_or_default();
    let state = row
        .usage
        .map(|usage| format!("  {} ({})", index.glossary.path(usage.state), usage.evidence.id()));
    let (line, column) = (row.at.start.line, row.at.start.column);
    let (key, text) = (printable(&key).into_owned(), printable(&row.label.text));
    writeln!(
        out,
        "{path}:{line}:{column} {} {key}{branch} \"{text}\"{}",
        row.locale,
        state.unwrap_or_default()
    )?;
    Ok(())
}
