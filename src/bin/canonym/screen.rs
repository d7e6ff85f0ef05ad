//! The terminal that a person looks at: its width, its colours, its signs. And how paths are shown
//! from the working directory.

use std::io::{IsTerminal, stdout};
use std::path::Path;

use anstream::ColorChoice;
use canonym::finding::Level;
use canonym::reports::Page;
use canonym::scope::Scope;
use canonym::text::path::is_in;

use crate::args::Color;

/// A page for standard output.
pub fn page(color: Color, least: Level) -> Page {
    Page {
        least,
        width: width(),
        is_unicode: has_unicode(),
        has_colour: has_colour(color),
        ..Page::default()
    }
}

/// A page for standard error, which colours nothing. Paths are shown from the working directory.
pub fn error_page(scope: &Scope, project: &str) -> Page {
    let (base, prefix) = base(scope, project);
    Page { is_unicode: has_unicode(), base, prefix, ..Page::default() }
}

fn has_unicode() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !is_dumb && is_utf8()
}

/// The columns of the terminal; 80 where the output goes elsewhere.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns
        .or_else(|| stdout().is_terminal().then(of_terminal).flatten())
        .unwrap_or(80)
        .clamp(40, 200)
}

/// Whether the locale's character set is UTF-8. None set: most systems are.
fn is_utf8() -> bool {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let charset = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
    charset.is_none_or(|charset| {
        let charset = charset.to_lowercase();
        charset.contains("utf-8")
            || charset.contains("utf8")
            || charset == "c"
            || charset == "posix"
    })
}

/// Colour as asked for; else where standard output shows it (`NO_COLOR`, `CLICOLOR_FORCE`, `TERM`).
pub fn has_colour(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&stdout()) != ColorChoice::Never,
    }
}

/// How the paths of a scope are shown to a person: from the working directory where the files lie
/// below it, else from the project's folder.
pub fn base(scope: &Scope, project: &str) -> (String, String) {
    let Ok(here) = std::env::current_dir().and_then(|here| canonym::tree::real_path(&here)) else {
        return (project.to_owned(), String::new());
    };
    if let Ok(below) = here.strip_prefix(&scope.root) {
        let below = canonym::tree::shown(below);
        if is_in(project, &below) || is_in(&below, project) {
            return (below, String::new());
        }
    }
    if let Ok(down) = Path::new(&scope.root).strip_prefix(&here) {
        return (String::new(), format!("{}/", canonym::tree::shown(down)));
    }
    (project.to_owned(), String::new())
}

/// What stands before the paths of a scope in its repository: the scope's folder may lie inside it
/// (`-c`, a product without a canonym.toml).
pub fn repository_prefix(scope: &Scope) -> String {
    let repository = canonym::tree::nearest_with(&scope.root, ".git");
    let below = repository.as_ref().and_then(|root| scope.root.strip_prefix(root).ok());
    let below = below.map(canonym::tree::shown).unwrap_or_default();
    if below.is_empty() { below } else { format!("{below}/") }
}
