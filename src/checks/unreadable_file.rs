//! Faults of the files, as findings.

use super::compose::{About, Identity, finding};
use crate::finding::{Finding, Level, Mark};
use crate::index::{FileId, Index};
use crate::label::Fault;
use crate::text::place::Spans;

check! {
    /// ## What it finds
    /// A file, or a part of one, that could not be read: a missing brace, a merge conflict, a byte that
    /// is no UTF-8. The rest of the file is read. What is odd about a file though nothing in it was missed
    /// is a note, once a file: keys that stand twice, a list that was compiled from another file.
    ///
    /// ## Why it matters
    /// What is not read is not checked, and a clean report would say more than is known.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order-{state}"]
    /// ```
    /// ```fluent locales/en/main.ftl
    /// order-shipped = Shipped
    /// order-returned {
    /// ```
    /// ```text
    /// locales/en/main.ftl:2:16: warning[unreadable-file] a `=` is missing behind the id
    /// ```
    ///
    /// ## How to mend
    /// Mend the file. If it is none of the product's, exclude it in `[files]`.
    ///
    /// ## When to waive it
    /// When a fixture is broken on purpose; better, exclude it.
    "unreadable-file", "a file, or a part of one, could not be read", Level::Warning, Names(run)
}

fn run(index: &Index<'_>) -> Vec<Finding> {
    let faults = index.faults.iter().map(|(file, fault)| unreadable(index, *file, fault));
    let remarks = index.remarks.chunk_by(|(file, _), (next, _)| file == next);
    faults.chain(remarks.map(|remarks| remarkable(index, remarks))).collect()
}

fn unreadable(index: &Index<'_>, id: FileId, fault: &Fault) -> Finding {
    let level = if index.file(id).is_claimed { Level::Warning } else { Level::Note };
    let mut finding = of_file(index, id, &[fault], level);
    finding.message.clone_from(&fault.message);
    finding.why = "What is not read is not checked.".to_owned();
    finding
}

/// What is odd about one file.
fn remarkable(index: &Index<'_>, remarks: &[(FileId, Fault)]) -> Finding {
    let (id, first) = &remarks[0];
    let faults: Vec<&Fault> = remarks.iter().map(|(_, remark)| remark).collect();
    let mut finding = of_file(index, *id, &faults, Level::Note);
    finding.message = match remarks.len() - 1 {
        0 => first.message.clone(),
        others => format!("{}; {others} more like it in this file", first.message),
    };
    finding.why = "Nothing that people wrote there was missed.".to_owned();
    finding
}

/// A finding with a mark for each of the faults, which are not empty.
fn of_file(index: &Index<'_>, id: FileId, faults: &[&Fault], level: Level) -> Finding {
    let file = index.file(id);
    let mark = |fault: &&Fault| Mark {
        level: Some(level),
        locale: file.locale.clone(),
        remark: fault.message.clone(),
        ..Mark::new(file.path.clone(), fault.span.map(Spans::one))
    };
    // A file may move, and a fault may move in it: its name and the words tell which fault it is.
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let about = About {
        check: "unreadable-file",
        states: Vec::new(),
        subject: format!("{name}: {}", faults[0].message),
        detail: file.path.clone(),
    };
    let mut finding = finding(about, faults.iter().map(mark).collect(), Identity::Place);
    let help = "mend the file, or exclude it in [files]";
    finding.help = faults[0].help.clone().unwrap_or_else(|| help.to_owned());
    finding
}
