//! `--fix` and `--diff`: writes mended files, each whole or not at all, or shows what would change.

use std::io::{self, Write};

use canonym::finding::Role;
use canonym::lint::{self, Rewrite, Run};
use canonym::reports::counted;
use canonym::scope::Scope;
use canonym::text::source::printable;
use similar::TextDiff;

use crate::args::CheckArgs;
use crate::{Error, screen};

/// Writes the files, and tells what was mended and what is left to people. A file that cannot be written
/// keeps no other from it.
pub fn mend(args: &CheckArgs, scope: &Scope, run: &Run) -> Result<(), Error> {
    let (mut labels, mut files, mut failed) = (0, 0, Vec::new());
    for rewrite in lint::rewrites(&scope.tree, &run.report, &run.quotes, &scope.paths) {
        let rewrite = match rewrite {
            Ok(rewrite) => rewrite,
            Err(path) => {
                failed.push((path, CHANGED.to_owned()));
                continue;
            }
        };
        let path = scope.root.join(&rewrite.path);
        match canonym::write::replace_if(&path, &rewrite.before, &rewrite.after) {
            Ok(true) => (labels, files) = (labels + rewrite.labels, files + 1),
            Ok(false) => failed.push((rewrite.path, CHANGED.to_owned())),
            Err(error) => failed.push((rewrite.path, error.to_string())),
        }
    }
    if !args.place.quiet {
        let (labels, files) = (counted(labels, "label"), counted(files, "file"));
        anstream::eprintln!("mended {labels} in {files}{}", left(run));
    }
    told(scope, run, &failed)
}

/// Why a file was left as it is that is no longer what was judged.
const CHANGED: &str = "it changed while it was checked: run again";

/// The error for files that could not be mended, each with the reason; none if there is no such file.
fn told(scope: &Scope, run: &Run, failed: &[(String, String)]) -> Result<(), Error> {
    let line = |(path, why): &(String, String)| {
        format!("error: cannot mend {}: {why}\n", shown(scope, run, path))
    };
    match failed.is_empty() {
        true => Ok(()),
        false => Err(Error::Told(failed.iter().map(line).collect())),
    }
}

/// Writes the changes as a diff; says whether there is one.
pub fn diff(scope: &Scope, run: &Run) -> Result<bool, Error> {
    let (mut rewrites, mut failed) = (Vec::new(), Vec::new());
    for rewrite in lint::rewrites(&scope.tree, &run.report, &run.quotes, &scope.paths) {
        match rewrite {
            Ok(rewrite) => rewrites.push(rewrite),
            Err(path) => failed.push((path, CHANGED.to_owned())),
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for Rewrite { path, texts: (before, after), .. } in &rewrites {
        let path = shown(scope, run, path);
        let diff = TextDiff::from_lines(&**before, after);
        let mut unified = diff.unified_diff();
        let unified = unified.context_radius(3).header(&format!("a/{path}"), &format!("b/{path}"));
        for line in unified.to_string().split_inclusive('\n') {
            out.write_all(harmless(line).as_bytes())?;
        }
    }
    out.flush()?;
    told(scope, run, &failed).map(|()| !rewrites.is_empty())
}

/// A line of a diff as a terminal and a build server may see it. Where that changes it, the diff is one to
/// read and not to apply.
fn harmless(line: &str) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    let shown = text.split('\t').map(printable).collect::<Vec<_>>().join("\t");
    let is_command = ["::", "##"].iter().any(|sign| shown.trim_start().starts_with(sign));
    let before = if is_command { "./" } else { "" };
    format!("{before}{shown}{}", &line[text.len()..])
}

fn shown(scope: &Scope, run: &Run, path: &str) -> String {
    screen::error_page(scope, &run.report.base).path(path)
}

/// What is left to people, and why.
fn left(run: &Run) -> String {
    let findings = run.report.findings.iter();
    let odd = findings.flat_map(|finding| finding.marks.iter().map(move |mark| (finding, mark)));
    let odd = odd.filter(|(_, mark)| mark.role == Role::Odd && mark.mend.is_none());
    let mut counts = [0; 4];
    for (finding, mark) in odd.filter(|(_, mark)| mark.state.is_some()) {
        let is_name = matches!(finding.check, "split-name" | "deprecated-term");
        counts[match () {
            () if !is_name => 3,
            () if !mark.is_source => 0,
            () if mark.instead.is_some() => 2,
            () if finding.preferred.is_none() => 1,
            () => 2,
        }] += 1;
    }
    let words = [
        "in translations",
        "without a preferred term",
        "where more than a name would change",
        "of two states that clash",
    ];
    let told = counts.iter().zip(words).filter(|(count, _)| **count > 0);
    let told: Vec<_> = told.map(|(count, words)| format!("{count} {words}")).collect();
    if told.is_empty() { String::new() } else { format!("; left to people: {}", told.join(", ")) }
}
