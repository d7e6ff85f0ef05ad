//! `canonym init`: writes the drafted glossary, and where asked the hook and the workflow that run it.
//! What stands already is never replaced.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use canonym::config::{FILE, LEAST, Project};
use canonym::draft;
use canonym::lint::{self, Opened, Proposal};
use canonym::reports::counted;
use canonym::scope::{self, Scope};
use canonym::text::source::printable;
use canonym::tree::{self, Tree};

use crate::args::{InitArgs, WhereArgs};
use crate::opened::Work;
use crate::{Error, Outcome, Verdict, opened, progress, screen};

/// The hook: one run over git's index, whatever files are committed.
const HOOK: &str = "\
# `canonym` must be on PATH. It says what a commit brings, and nothing of what was there before.
repos:
  - repo: local
    hooks:
      - id: canonym
        name: canonym (one state, one name)
        entry: canonym check --staged
        language: system
        pass_filenames: false
";

/// The workflow. What `repository` and `ref` say is for the reader to fill in: an address that we made up
/// could one day be another's.
const WORKFLOW: &str = "\
name: canonym
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  canonym:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      # canonym is not published yet: say where its repository is, and which commit of it you trust.
      - uses: actions/checkout@v4
        with:
          repository: '' # owner/canonym
          ref: ''
          path: .canonym
      - uses: ./.canonym # builds it once and keeps it; in a pull request it says what is new
";

/// Drafts, writes, and tells what was written.
pub fn run(args: &InitArgs) -> Outcome {
    let paths: Vec<PathBuf> = args.path.iter().cloned().collect();
    let scope = scope::without_project(&paths).map_err(opened::lost)?;
    let home = tree::nearest_with(&scope.root, FILE).map(|folder| folder.join(FILE));
    let is_about_files = args.hook || args.workflow;
    match home {
        _ if args.add => add(args, &paths)?,
        // Who has a glossary and asks for a hook wants the hook.
        Some(_) if is_about_files => {}
        Some(home) => {
            let shown = shown(&home);
            return Err(Error::Told(format!(
                "error: there is a glossary already: {shown}\n  \
                 help: `canonym init --add` adds what it does not cover\n"
            )));
        }
        None => create(args, &scope)?,
    }
    place_all(args, &scope)?;
    Ok(Verdict::Clean)
}

/// Writes the hook and the workflow where asked, at the repository's root; one that stands already keeps
/// the other from nothing.
fn place_all(args: &InitArgs, scope: &Scope) -> Result<(), Error> {
    let root = tree::nearest_with(&scope.root, ".git").unwrap_or_else(|| scope.root.clone());
    let hook = args.hook.then(|| {
        let next = "`pre-commit install` switches it on";
        place(args, &root.join(".pre-commit-config.yaml"), HOOK, next)
    });
    let workflow = args.workflow.then(|| {
        let next = "say in it where canonym's repository is; it runs with every push to main and every \
                    pull request";
        place(args, &root.join(".github/workflows/canonym.yml"), WORKFLOW, next)
    });
    let failed = [hook, workflow].into_iter().flatten().filter_map(Result::err);
    let told: Vec<String> = failed
        .map(|error| match error {
            Error::Told(text) => text,
            Error::Closed => String::new(),
        })
        .collect();
    if told.is_empty() { Ok(()) } else { Err(Error::Told(told.concat())) }
}

/// Writes the drafted canonym.toml.
fn create(args: &InitArgs, scope: &Scope) -> Result<(), Error> {
    let proposal = progress::shown(args.quiet, |progress| lint::draft(&scope.tree, "", progress))
        .map_err(|stop| opened::stopped(stop, &screen::error_page(scope, "")))?;
    if proposal.systems.is_empty() {
        let least = indented(LEAST);
        return Err(Error::Told(format!(
            "error: nothing to draft: no keys here look like a family of states\n  \
             help: a {FILE} that you write yourself begins like this:\n\n{least}"
        )));
    }
    let path = scope.root.join(FILE);
    canonym::write::create(&path, proposal.text.as_bytes())
        .map_err(|error| cannot_write(&path, &error))?;
    if !args.quiet {
        told_of(&proposal, &path);
    }
    Ok(())
}

fn told_of(proposal: &Proposal, path: &Path) {
    let families: usize = proposal.systems.iter().map(|system| system.families.len()).sum();
    let states: usize = proposal.systems.iter().map(|system| system.states.len()).sum();
    anstream::eprintln!(
        "wrote {}: {} with {} in {}",
        shown(path),
        counted(proposal.systems.len(), "system"),
        counted(states, "state"),
        if families == 1 {
            "1 family of keys".to_owned()
        } else {
            format!("{families} families of keys")
        },
    );
    anstream::eprintln!("read it and change what is wrong; `canonym` checks with it");
}

/// Adds to the canonym.toml of a project what it does not cover.
fn add(args: &InitArgs, paths: &[PathBuf]) -> Result<(), Error> {
    let place = WhereArgs { quiet: args.quiet, ..WhereArgs::default() };
    let Work { scope, projects, page } = opened::open(&place, paths)?;
    let [Opened { project, .. }] = &projects[..] else {
        let told = "error: there are several projects here\n  help: name the folder of one\n";
        return Err(Error::Told(told.to_owned()));
    };
    let addition =
        progress::shown(args.quiet, |progress| lint::draft_more(&scope.tree, project, progress))
            .map_err(|stop| opened::stopped(stop, &page))?;
    let path = scope.root.join(project.home());
    if addition.is_empty() {
        if !args.quiet {
            anstream::eprintln!(
                "nothing to add: {} covers every family of keys that looks like states",
                shown(&path)
            );
        }
        return Ok(());
    }
    let before = tree::read_anywhere(&path).map_err(|error| cannot_write(&path, &error))?;
    let source = &project.settings.source_locale;
    // What is written in another charset is not written anew.
    let text = String::from_utf8(before).ok();
    let added = text
        .as_ref()
        .and_then(|text| draft::added(text, &addition, source))
        .filter(|added| is_sound(&scope.tree, project, &added.text))
        .ok_or_else(|| {
            let tables = draft::toml::tables(&addition.new, source);
            Error::Told(format!(
                "error: cannot add to {}\n  help: add it yourself:\n\n{tables}",
                shown(&path)
            ))
        })?;
    let before = text.unwrap_or_default();
    if added.text != before {
        canonym::write::replace(&path, added.text.as_bytes())
            .map_err(|error| cannot_write(&path, &error))?;
        told_added(args, &path, &before, &added.text);
    }
    match added.refused.is_empty() {
        true => Ok(()),
        false => Err(Error::Told(format!(
            "error: cannot add everything to {}\n  help: add yourself:\n\n{}",
            shown(&path),
            indented(&added.refused.join("\n"))
        ))),
    }
}

/// Shows the lines that a text has more.
fn told_added(args: &InitArgs, path: &Path, before: &str, after: &str) {
    if args.quiet {
        return;
    }
    anstream::eprintln!("added to {}:\n", shown(path));
    let known: HashSet<&str> = before.lines().collect();
    for line in after.lines().filter(|line| !line.is_empty() && !known.contains(line)) {
        anstream::eprintln!("    {}", printable(line));
    }
}

/// Whether a text is a glossary without a mistake.
fn is_sound(tree: &Tree, project: &Project, text: &str) -> bool {
    let bytes = text.as_bytes().to_vec();
    let opened = Project::from_bytes(tree, project.folder.clone(), project.home(), bytes);
    opened.is_ok_and(|(project, _)| project.glossary(&|_| true).is_ok())
}

/// Writes a file that must not exist yet; where it does, says what belongs in it.
fn place(args: &InitArgs, path: &Path, text: &str, next: &str) -> Result<(), Error> {
    match canonym::write::create(path, text.as_bytes()) {
        Ok(()) => {
            if !args.quiet {
                anstream::eprintln!("wrote {}; {next}", shown(path));
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let lines = indented(text);
            Err(Error::Told(format!(
                "error: {} exists already and was left as it is\n  help: add this to it:\n\n{lines}",
                shown(path)
            )))
        }
        Err(error) => Err(cannot_write(path, &error)),
    }
}

fn indented(text: &str) -> String {
    text.lines().flat_map(|line| ["    ", line, "\n"]).collect()
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::Told(format!("error: cannot write {}: {error}\n", shown(path)))
}

/// A path from the working directory, up from there where it must be.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| tree::real_path(&here));
    let Ok(here) = here else { return printable(&tree::shown(path)).into_owned() };
    let shared = here.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    let from_here: PathBuf = up.chain(path.components().skip(shared)).collect();
    printable(&tree::shown(&from_here)).into_owned()
}
