//! Entries of the baseline that hold nothing any more. Which ones do was found by `accept`.

use super::compose::{About, Identity, finding};
use crate::baseline::Entry;
use crate::finding::{Finding, Level, Mark};
use crate::text::place::Spans;

check! {
    /// ## What it finds
    /// Lines of `canonym-baseline.toml` that hold no odd mark any more: what they let stay was mended, or is
    /// gone. Only when a whole project is reported. With `--strict` it is an error, and the run fails.
    ///
    /// ## Why it matters
    /// The same trouble at the same place would be let through again. And a list that says what is left to do
    /// should say so.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order.{state}"]
    /// [system.order.states]
    /// shipped = "Shipped"
    /// ```
    /// ```toml canonym-baseline.toml
    /// marks = [
    ///     { states = ["order.shipped"], check = "split-name", locale = "en", key = "order.shipped", name = "Sent", reason = "older than the glossary", fingerprint = "0123456789abcdef0123456789abcdef" },
    /// ]
    /// ```
    /// ```json en.json
    /// { "order": { "shipped": "Shipped" } }
    /// ```
    /// ```text
    /// canonym-baseline.toml:2:5: note[stale-baseline] one entry of the baseline holds nothing any more: "Sent" here, no odd name of order.shipped any more
    /// ```
    ///
    /// ## How to mend
    /// `canonym baseline update` takes these lines out and changes no other.
    ///
    /// ## When to waive it
    /// Never. To work off a baseline in peace, leave `--strict` away: notes fail nothing.
    "stale-baseline", "an entry of the baseline holds nothing", Level::Error, Baseline(run)
}

fn run(left: &[&Entry]) -> Vec<Finding> {
    let Some(first) = left.first() else { return Vec::new() };
    let mark = |entry: &&Entry| Mark {
        level: Some(Level::Note),
        text: entry.reason.clone(),
        name: entry.mark.name.clone(),
        locale: entry.mark.locale.clone(),
        remark: match entry.mark.states.is_empty() {
            true => "gone meanwhile".to_owned(),
            false => format!("no odd name of {} any more", entry.mark.states.join(" and ")),
        },
        ..Mark::new(entry.at.file.path.clone(), Some(Spans::one(entry.at.span)))
    };
    let about = About {
        check: "stale-baseline",
        states: Vec::new(),
        subject: String::new(),
        detail: first.at.file.path.clone(),
    };
    let mut finding = finding(about, left.iter().map(mark).collect(), Identity::Place);
    finding.message = match left.len() {
        1 => "one entry of the baseline holds nothing any more".to_owned(),
        count => format!("{count} entries of the baseline hold nothing any more"),
    };
    finding.why = "The same trouble would be let through again.".to_owned();
    finding.help = "`canonym baseline update` takes them out".to_owned();
    vec![finding]
}
