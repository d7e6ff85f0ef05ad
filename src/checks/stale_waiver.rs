//! Permissions that permit nothing. Which ones do was found by `accept`.

use super::compose::{About, Identity, finding};
use crate::finding::{Finding, Level, Mark};
use crate::permission::{Permission, Place, Stale, Staleness};
use crate::text::place::Spans;

check! {
    /// ## What it finds
    /// A waiver, in a comment or in canonym.toml, that no odd mark is held by, or whose time (`until`) is
    /// over. Only when a whole project is reported: with PATH or `--locale` on the command line nothing
    /// is said of waivers.
    ///
    /// ## Why it matters
    /// What it excused was mended, or it never excused anything since a word in it is misspelt. Either
    /// way it waits to excuse the next mistake.
    ///
    /// ## Example
    /// ```toml canonym.toml
    /// [system.order]
    /// keys = ["order-{state}"]
    /// [system.order.states]
    /// shipped = "Shipped"
    /// ```
    /// ```ftl en.ftl
    /// # canonym: waive split-name, the print shop orders new forms in May
    /// order-shipped = Shipped
    /// ```
    /// ```text
    /// en.ftl:1:3: warning[stale-waiver] this waiver permits nothing: no split-name here
    /// ```
    ///
    /// ## How to mend
    /// Remove it. If it was meant to hold something, correct what it says: `canonym check` without it
    /// shows the finding, with the waiver that holds it. In gettext a translator's comment (`# `) holds
    /// the translation of its entry only, and a comment of the program (`#.`) all of it.
    ///
    /// ## When to waive it
    /// Never.
    "stale-waiver", "a waiver permits nothing", Level::Warning, Permissions(run)
}

fn run(stale: &[Stale<'_>]) -> Vec<Finding> {
    stale.iter().map(told).collect()
}

fn told(stale: &Stale<'_>) -> Finding {
    let permission = stale.permission;
    let (path, span) = match &permission.place {
        Place::Setting(at) => (&at.file.path, at.span),
        Place::Comment { path, span, .. } => (path, *span),
    };
    let message = match stale.why {
        Staleness::Unmatched => format!("this waiver permits nothing: {}", missed(permission)),
        Staleness::Over(last) => format!("this waiver is over since {last}"),
    };
    let mark = Mark {
        level: Some(Level::Warning),
        text: permission.reason.clone(),
        name: permission.reason.clone(),
        ..Mark::new(path.clone(), Some(Spans::one(span)))
    };
    let about = About {
        check: "stale-waiver",
        states: Vec::new(),
        subject: format!("{} {}", permission.checks.join(" "), permission.reason),
        detail: format!("{path} {}", span.start),
    };
    let mut finding = finding(about, vec![mark], Identity::Place);
    finding.message = message;
    finding.why = "It waits to excuse the next mistake.".to_owned();
    finding.help = help(stale).to_owned();
    finding
}

fn help(stale: &Stale<'_>) -> &'static str {
    let permission = stale.permission;
    let is_misspelt =
        permission.checks.iter().any(|check| !super::ALL.iter().any(|it| it.id == *check));
    match is_misspelt {
        true => "correct the name of the check",
        false => "remove it, or correct what it says",
    }
}

fn missed(permission: &Permission) -> String {
    let checks = match &permission.checks[..] {
        [] => "finding".to_owned(),
        checks => checks.join(", "),
    };
    let known = |check: &String| super::ALL.iter().any(|it| it.id == *check);
    match permission.checks.iter().find(|check| !known(check)) {
        Some(unknown) => {
            let ids: Vec<_> = super::ALL.iter().map(|check| check.id).collect();
            let near = crate::glossary::table::nearest(unknown, &ids);
            let near = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
            format!("there is no check `{unknown}`{near}")
        }
        None if matches!(permission.place, Place::Comment { .. }) => format!("no {checks} here"),
        None => format!("no {checks} is what it describes"),
    }
}
