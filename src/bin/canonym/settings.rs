//! `canonym config show`: what a project is configured to do, as TOML that could be read again.

use std::fmt::Write as _;

use canonym::config::Project;
use canonym::glossary::Glossary;
use canonym::glossary::state::{System, Terms};
use canonym::text::source::printable;

use crate::args::WhereArgs;
use crate::{Error, Outcome, Verdict, opened};

/// Writes the settings in force and the merged glossary of each project.
pub fn show(args: &WhereArgs) -> Outcome {
    let (_, projects) = opened::open(args, &[])?;
    let mut text = String::new();
    for opened in &projects {
        let read = opened.project.glossary(&|_| true);
        let (glossary, mistakes) = read.map_err(|mistakes| opened::stopped(mistakes.into()))?;
        opened::warn(&opened.warnings.0, args.quiet);
        opened::warn(&mistakes.0, args.quiet);
        project(&mut text, &opened.project, &glossary)
            .map_err(|error| Error::Told(format!("error: {error}\n")))?;
    }
    anstream::print!("{text}");
    Ok(Verdict::Clean)
}

fn project(out: &mut String, project: &Project, glossary: &Glossary) -> std::fmt::Result {
    let settings = &project.settings;
    let files: Vec<_> = project.files.iter().map(|file| printable(&file.source.path)).collect();
    writeln!(out, "# {}", files.join(", "))?;
    writeln!(out, "source-locale = {}", quoted(&settings.source_locale.to_string()))?;
    if !(settings.include.written.is_empty() && settings.exclude.written.is_empty()) {
        writeln!(out, "\n[files]")?;
        list(out, "include", settings.include.written.iter())?;
        list(out, "exclude", settings.exclude.written.iter())?;
    }
    if !settings.ceilings.is_empty() {
        writeln!(out, "\n[levels]")?;
        for (check, ceiling) in &settings.ceilings {
            writeln!(out, "{check} = {}", quoted(ceiling.id()))?;
        }
    }
    for id in glossary.systems() {
        system(out, glossary.system(id))?;
    }
    Ok(())
}

fn system(out: &mut String, system: &System) -> std::fmt::Result {
    writeln!(out, "\n[system.{}]                # {}", system.id, system.at)?;
    list(out, "keys", system.keys.iter().map(|pattern| pattern.glob.written()))?;
    list(out, "not-states", system.not_states.iter().map(|word| &*word.value))?;
    list(out, "shown-with", system.shown_with.iter().map(|other| &*other.value))?;
    for state in &system.states {
        writeln!(out, "\n[system.{}.states.{}]      # {}", system.id, state.id, state.at)?;
        if let Some(definition) = &state.definition {
            writeln!(out, "definition = {}", quoted(&definition.value))?;
        }
        list(out, "keys", state.keys.iter().map(|pattern| pattern.glob.written()))?;
        list(out, "in-code", state.in_code.iter().map(|word| &*word.written))?;
        list(out, "texts", state.texts.iter().map(|pattern| &*pattern.text))?;
        for (locale, terms) in &state.terms {
            writeln!(out, "{locale} = {{ {} }}", statuses(terms))?;
        }
    }
    Ok(())
}

fn statuses(terms: &Terms) -> String {
    let texts = |status: &str| {
        let of = terms.all().filter(|(its, _)| *its == status).map(|(_, term)| quoted(&term.text));
        of.collect::<Vec<_>>().join(", ")
    };
    let parts = ["preferred", "admitted", "deprecated", "superseded", "proposed"]
        .into_iter()
        .filter_map(|status| {
            let texts = texts(status);
            let value = if status == "preferred" { texts } else { format!("[{texts}]") };
            (!matches!(&*value, "" | "[]")).then(|| format!("{status} = {value}"))
        });
    parts.collect::<Vec<_>>().join(", ")
}

fn list<T: AsRef<str>>(
    out: &mut String,
    field: &str,
    texts: impl Iterator<Item = T>,
) -> std::fmt::Result {
    let texts: Vec<_> = texts.map(|text| quoted(text.as_ref())).collect();
    if texts.is_empty() { Ok(()) } else { writeln!(out, "{field} = [{}]", texts.join(", ")) }
}

fn quoted(text: &str) -> String {
    canonym::checks::toml_text(text)
}
