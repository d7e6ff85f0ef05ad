//! `canonym check`: the job.

use std::io::{self, Write};
use std::time::Instant;

use canonym::finding::Level;
use canonym::lint::{self, Asked, Run};
use canonym::reports::{self, Page, Paths, counted};
use canonym::scope::Scope;
use canonym::text::locale::Locale;
use canonym::text::source::printable;

use crate::args::{CheckArgs, FailOn, LevelArg};
use crate::opened::{Found, Work};
use crate::output::Output;
use crate::{
    Error, Outcome, Verdict, draft, fix, host, opened, output, progress, revision, screen,
};

/// Checks, reports, and tells whether something is at or above `--fail-on`.
pub fn run(args: &CheckArgs) -> Outcome {
    let start = Instant::now();
    let outputs = output::asked_for(&args.output_format)?;
    let (found, base) = revision::find(args)?;
    let work = match found {
        Found::Projects(work) => work,
        Found::Nothing(_) if args.fix || args.diff => {
            let told = "error: nothing is decided yet, so nothing can be mended
  \
                        help: `canonym init` writes a glossary; prefer terms in it
";
            return Err(Error::Told(told.to_owned()));
        }
        Found::Nothing(scope) => {
            return check_draft(args, &scope, &outputs.unwrap_or_else(output::for_a_person), start);
        }
    };
    let outputs = outputs.unwrap_or_else(output::usual);
    let Work { scope, projects, page } = work;
    let asked = asked(args, &scope, &outputs);
    let run = progress::shown(args.place.quiet, |progress| match base {
        None => lint::check(&scope.tree, projects, &asked, progress),
        Some(base) => lint::check_since(&scope.tree, projects, base, &asked, progress),
    })
    .map_err(|stop| opened::stopped(stop, &page))?;
    if args.fix {
        fix::mend(args, &scope, &run)?;
        // What is left is told as any run would tell it.
        return self::run(&CheckArgs { fix: false, ..args.clone() });
    }
    revision::warn_unjudged(&run, args.place.quiet);
    opened::warn(&run.report.mistakes, &page, args.place.quiet);
    if args.diff {
        let is_file = |output: &&Output| output.file.is_some();
        tell(args, &scope, &run, &outputs.iter().filter(is_file).collect::<Vec<_>>(), start)?;
        return Ok(if fix::diff(&scope, &run)? { Verdict::Findings } else { Verdict::Clean });
    }
    tell(args, &scope, &run, &outputs.iter().collect::<Vec<_>>(), start)?;
    Ok(verdict(&run, args.fail_on))
}

/// Without a glossary: drafts one, checks with it, and shows both. Nobody has decided what it says, so
/// nothing fails.
fn check_draft(args: &CheckArgs, scope: &Scope, outputs: &[Output], start: Instant) -> Outcome {
    let asked = asked(args, scope, outputs);
    let (proposal, run) = progress::shown(args.place.quiet, |progress| {
        lint::check_draft(&scope.tree, "", &asked, progress)
    })
    .map_err(|stop| opened::stopped(stop, &screen::error_page(scope, "")))?;
    let is_screen = |output: &&Output| output.file.is_none() && output.style.id == "full";
    let screen = outputs.iter().find(is_screen).map(|output| page(args, scope, &run, output));
    let is_screen_whole = screen.as_ref().map(|page| draft::families(&proposal, &run, page));
    // Where nothing is drafted and nothing is wrong, that was all that there is to say.
    let says_more = |output: &&Output| {
        let finds = || screen.iter().any(|page| page.shown(&run.report.findings).next().is_some());
        !is_screen(output) || !proposal.systems.is_empty() || finds()
    };
    let outputs: Vec<&Output> = outputs.iter().filter(says_more).collect();
    tell(args, scope, &run, &outputs, start)?;
    match is_screen_whole {
        Some(Err(error)) if !matches!(error, Error::Closed) => return Err(error),
        _ => draft::keep(&proposal, screen.is_some(), args.place.quiet)?,
    }
    Ok(Verdict::Clean)
}

fn asked(args: &CheckArgs, scope: &Scope, outputs: &[Output]) -> Asked {
    Asked {
        paths: scope.paths.clone(),
        locales: args.locale.clone(),
        today: Some(time::OffsetDateTime::now_utc().date()),
        ignores_baseline: args.fix || args.diff,
        is_strict: args.strict,
        counts_gone: args.since.is_some(),
        shows_accepted: outputs.iter().any(|output| output.style.shows_accepted),
    }
}

/// Writes what was found, in every style asked for.
fn tell(
    args: &CheckArgs,
    scope: &Scope,
    run: &Run,
    outputs: &[&Output],
    start: Instant,
) -> Result<(), Error> {
    are_met(&args.locale, &run.report.tallies.locales)?;
    let mut failed = None;
    for output in outputs {
        match write(args, scope, run, output) {
            // Who reads no further has seen enough; the verdict stands.
            Ok(()) | Err(Error::Closed) => {}
            // One that cannot be written keeps no other from it.
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    if args.place.verbose {
        tell_passed(run, start);
    }
    failed.map_or(Ok(()), Err)
}

/// A locale that was asked for and that no label has is most often misspelt: nothing would ever be
/// found in it.
fn are_met(asked: &[Locale], met: &[String]) -> Result<(), Error> {
    let is_met = |of: &Locale| {
        let mut met = met.iter().filter_map(|tag| Locale::parse(tag));
        met.any(|met| met.is_among(std::slice::from_ref(of)))
    };
    match asked.iter().find(|of| !is_met(of)) {
        None => Ok(()),
        Some(locale) => Err(Error::Told(format!(
            "error: no label has the locale {locale}\n  help: there are: {}\n",
            met.join(", ")
        ))),
    }
}

fn write(args: &CheckArgs, scope: &Scope, run: &Run, output: &Output) -> Result<(), Error> {
    let page = page(args, scope, run, output);
    let style = output.style;
    let Some(file) = &output.file else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        (style.write)(&run.report, &run.quotes, &page, &mut out)?;
        out.flush()?;
        if style.id == "github" {
            add_summary(args, scope, run);
        }
        return Ok(());
    };
    let mut bytes = Vec::new();
    (style.write)(&run.report, &run.quotes, &page, &mut bytes)?;
    canonym::write::replace(file, &bytes).map_err(|error| {
        Error::Told(format!("error: cannot write {}: {error}\n", canonym::tree::shown(file)))
    })
}

/// Adds the Markdown report to the summary of a step of GitHub Actions, where the environment names one.
/// It is a copy of what is told already: if it cannot be written, the verdict stands.
fn add_summary(args: &CheckArgs, scope: &Scope, run: &Run) {
    let Some(file) = host::summary() else { return };
    let output = Output { style: &reports::markdown::STYLE, file: Some(file.clone()) };
    let mut bytes = Vec::new();
    let page = page(args, scope, run, &output);
    let written = (output.style.write)(&run.report, &run.quotes, &page, &mut bytes);
    let added = written.and_then(|()| canonym::write::append(&file, &bytes, host::LARGEST_SUMMARY));
    if let Err(error) = added {
        let file = canonym::tree::shown(&file);
        anstream::eprintln!("warning: cannot add the report to the summary {file}: {error}");
    }
}

/// A style for people hides notes and shows paths from the working directory; one that goes to a file
/// carries all levels.
fn page(args: &CheckArgs, scope: &Scope, run: &Run, output: &Output) -> Page {
    let hides_notes = output.style.hides_notes && output.file.is_none();
    let least = match args.level {
        Some(LevelArg::Error) => Level::Error,
        Some(LevelArg::Warning) => Level::Warning,
        None if hides_notes && args.fail_on != FailOn::Note => Level::Warning,
        Some(LevelArg::Note) | None => Level::Note,
    };
    let mut page = screen::page(args.color, least);
    page.has_colour &= output.file.is_none();
    (page.base, page.prefix) = match output.style.paths {
        Paths::Here => screen::base(scope, &run.report.base),
        Paths::Project => (run.report.base.clone(), String::new()),
        Paths::Repository => (String::new(), screen::repository_prefix(scope)),
    };
    page.host = host::of_environment();
    page
}

fn verdict(run: &Run, fail_on: FailOn) -> Verdict {
    let least = match fail_on {
        FailOn::Error => Level::Error,
        FailOn::Warning => Level::Warning,
        FailOn::Note => Level::Note,
        FailOn::Never => return Verdict::Clean,
    };
    let fails = run.report.findings.iter().any(|finding| finding.level >= least);
    if fails { Verdict::Findings } else { Verdict::Clean }
}

/// What was not read and why, and the time: for `-v`.
fn tell_passed(run: &Run, start: Instant) {
    for passed in &run.report.passed {
        anstream::eprintln!("passed over {}: {}", printable(&passed.path), passed.why);
    }
    if run.report.others > 0 {
        let others = counted(run.report.others, "file");
        anstream::eprintln!(
            "passed over {others} of other formats (`canonym list formats` tells what is read)"
        );
    }
    let files = counted(run.report.tallies.files, "file");
    anstream::eprintln!("read {files} in {:.0?}", start.elapsed());
}
