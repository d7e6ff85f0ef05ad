//! `canonym baseline`: lets stay what stands now, takes out what is mended, counts what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use canonym::finding::Level;
use canonym::lint::{self, Asked, Standing};
use canonym::reports::{Page, counted};
use canonym::scope::Scope;
use canonym::text::source::printable;
use canonym::tree;

use crate::args::{BaselineArgs, BaselineCommand};
use crate::opened::Work;
use crate::{Error, Outcome, Verdict, opened, progress};

/// What stands as the reason of an entry where none is given.
const REASON: &str = "it was there when the baseline was made";

/// A byte order mark, which stays.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Runs one of the commands.
pub fn run(command: &BaselineCommand) -> Outcome {
    match command {
        BaselineCommand::Create { place, reason, notes } => {
            create(place, reason.as_deref(), *notes)
        }
        BaselineCommand::Update { place, accept_new, reason, notes } => {
            let reason = reason.as_deref().filter(|_| *accept_new);
            update(place, reason, *notes)
        }
        BaselineCommand::Status(place) => status(place),
    }
}

/// Writes a baseline for each project that has findings. One that stands already is never replaced.
fn create(args: &BaselineArgs, reason: Option<&str>, notes: bool) -> Outcome {
    let (scope, page, standings) = standings(args)?;
    let (held, bare): (Vec<_>, Vec<_>) =
        standings.iter().partition(|standing| standing.project.baseline.is_some());
    // A project inside this one may have its own since long.
    if let Some(standing) = held.first().filter(|_| bare.is_empty()) {
        return Err(exists(&page.path(&standing.path())));
    }
    let reason = reason.unwrap_or(REASON);
    let least = if notes { Level::Note } else { Level::Warning };
    let with_findings = bare.into_iter().filter(|standing| standing.count(least) > 0);
    let mut has_written = false;
    for standing in with_findings {
        let shown = page.path(&standing.path());
        let text = standing.created(reason, notes);
        canonym::write::create(&scope.root.join(standing.path()), text.as_bytes()).map_err(
            |error| match error.kind() {
                ErrorKind::AlreadyExists => exists(&shown),
                _ => cannot_write(&shown, &error),
            },
        )?;
        has_written = true;
        tell(args, &format!("wrote {shown}: {} may stay", marks(canonym::baseline::count(&text))));
    }
    if !has_written {
        tell(args, "nothing to let stay: no baseline was written");
    }
    Ok(Verdict::Clean)
}

/// Takes out of each baseline what is mended, and with a reason lets stay what is new.
fn update(args: &BaselineArgs, reason: Option<&str>, notes: bool) -> Outcome {
    let (scope, page, standings) = standings(args)?;
    let with_baseline = |it: &Standing| Some((it.path(), it.project.baseline.clone()?));
    let baselines: Vec<_> =
        standings.iter().filter_map(|it| Some((it, with_baseline(it)?))).collect();
    if let (true, Some(_)) = (baselines.is_empty(), reason) {
        return create(args, reason, notes);
    }
    if baselines.is_empty() {
        let told = "error: there is no baseline\n  help: `canonym baseline create` writes one\n";
        return Err(Error::Told(told.to_owned()));
    }
    for (standing, (path, baseline)) in baselines {
        let shown = page.path(&path);
        let (before, text) = (&baseline.source.text, standing.updated(&baseline, reason, notes));
        if *before == text {
            tell(
                args,
                &format!("{shown} is up to date: {} may stay", marks(baseline.entries.len())),
            );
            continue;
        }
        let path = scope.root.join(&path);
        let bytes = tree::read_anywhere(&path).map_err(|error| cannot_write(&shown, &error))?;
        if bytes.strip_prefix(MARK).unwrap_or(&bytes) != before.as_bytes() {
            return Err(Error::Told(format!(
                "error: {shown} is no UTF-8, or changed meanwhile\n  help: save it as UTF-8, and run again\n"
            )));
        }
        let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
        canonym::write::replace(&path, &[mark, text.as_bytes()].concat())
            .map_err(|error| cannot_write(&shown, &error))?;
        let (was, is) = (baseline.entries.len(), canonym::baseline::count(&text));
        tell(args, &format!("{shown}: {} may stay, {was} before", marks(is)));
        if is == 0 {
            tell(args, &format!("nothing is left to work off: {shown} can go"));
        }
    }
    Ok(Verdict::Clean)
}

/// Counts what is left, by check and by system.
fn status(args: &BaselineArgs) -> Outcome {
    let (_, page, standings) = standings(args)?;
    let with_baseline = standings.iter().filter(|standing| standing.project.baseline.is_some());
    let lines: Vec<String> = with_baseline.flat_map(|it| lines_of(it, &page)).collect();
    match lines.is_empty() {
        true => {
            crate::explain::print("there is no baseline: `canonym baseline create` writes one\n")
        }
        false => crate::explain::print(&(lines.join("\n") + "\n")),
    }
}

fn lines_of(standing: &Standing, page: &Page) -> Vec<String> {
    let entries = standing.entries();
    let mut checks: BTreeMap<&str, usize> = BTreeMap::new();
    let mut systems: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        *checks.entry(&entry.mark.check).or_default() += 1;
        let system = entry.mark.states.first().and_then(|state| state.split('.').next());
        *systems.entry(system.unwrap_or("(no state)")).or_default() += 1;
    }
    let path = page.path(&standing.path());
    let mut lines = vec![format!("{path}: {} may stay", marks(entries.len()))];
    let line = |count: usize, what: &str| format!("  {count:>6}  {what}");
    for counts in [checks, systems] {
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count)); // the largest first
        lines.extend(counts.into_iter().map(|(what, count)| line(count, &printable(what))));
    }
    let held: BTreeSet<usize> = standing.held.iter().map(|(_, at)| *at).collect();
    let told = [
        (entries.len() - held.len(), "mended or gone: `canonym baseline update` takes them out"),
        (standing.count(Level::Warning), "not in it: `canonym check` shows them"),
    ];
    lines.extend(
        told.iter().filter(|(count, _)| *count > 0).map(|(count, what)| line(*count, what)),
    );
    lines
}

fn standings(args: &BaselineArgs) -> Result<(Scope, Page, Vec<Standing>), Error> {
    let Work { scope, projects, page } = opened::open(&args.place, &args.paths)?;
    let asked = Asked { today: Some(time::OffsetDateTime::now_utc().date()), ..Asked::default() };
    let standings = progress::shown(args.place.quiet, |progress| {
        lint::standing(&scope.tree, projects, &asked, progress)
    })
    .map_err(|stop| opened::stopped(stop, &page))?;
    Ok((scope, page, standings))
}

fn tell(args: &BaselineArgs, line: &str) {
    if !args.place.quiet {
        anstream::eprintln!("{line}");
    }
}

fn marks(count: usize) -> String {
    counted(count, "mark")
}

fn exists(shown: &str) -> Error {
    Error::Told(format!(
        "error: there is a baseline already: {shown}\n  \
         help: `canonym baseline update` takes out what is mended; with --accept-new --reason TEXT it lets \
         stay what is new\n"
    ))
}

fn cannot_write(shown: &str, error: &std::io::Error) -> Error {
    Error::Told(format!("error: cannot write {shown}: {error}\n"))
}
