//! Faults of the files, as findings.

use super::compose::{About, Identity, finding};
use crate::finding::{Finding, Level, Mark};
use crate::index::{FileId, Index};
use crate::label::Fault;
use crate::text::place::Spans;

check! {
    /// ## What it finds
    /// A file, or a part of one, that could not be read: a missing brace, a merge conflict, a byte that
    /// is no UTF-8, a key that stands twice. The rest of the file is read.
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
    index.faults.iter().map(|(file, fault)| unreadable(index, *file, fault)).collect()
}

fn unreadable(index: &Index<'_>, id: FileId, fault: &Fault) -> Finding {
    let file = index.file(id);
    let level = if file.is_claimed { Level::Warning } else { Level::Note };
    let mark = Mark {
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
        subject: format!("{name}: {}", fault.message),
        detail: file.path.clone(),
    };
    let mut finding = finding(about, vec![mark], Identity::Place);
    finding.message.clone_from(&fault.message);
    finding.why = "What is not read is not checked.".to_owned();
    let help = "mend the file, or exclude it in [files]";
    finding.help = fault.help.clone().unwrap_or_else(|| help.to_owned());
    finding
}
