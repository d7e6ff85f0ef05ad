//! `canonym config show`: what a project is configured to do, as TOML that could be read again.

use std::fmt::{self, Write};

use canonym::config::{Project, Settings};
use canonym::glossary::Glossary;
use canonym::glossary::glob::Glob;
use canonym::glossary::state::{Conditions, KeyPattern, State, System, Term, Terms, Within};
use canonym::permission::Permission;
use canonym::reports::Page;
use canonym::text::likeness::Changes;

use crate::args::WhereArgs;
use crate::opened::Work;
use crate::{Error, Outcome, opened};

/// Writes the settings in force and the merged glossary of each project.
pub fn show(args: &WhereArgs) -> Outcome {
    let Work { projects, page, .. } = opened::open(args, &[])?;
    let mut text = String::new();
    for opened in &projects {
        let read = opened.project.glossary(&|_| true);
        let (glossary, mistakes) = read.map_err(|wrong| opened::stopped(wrong.into(), &page))?;
        opened::warn(&opened.warnings.0, &page, args.quiet);
        opened::warn(&mistakes.0, &page, args.quiet);
        let mut toml = Toml { out: &mut text, page: &page };
        let written = toml.project(&opened.project, &glossary);
        written.map_err(|error| Error::Told(format!("error: {error}\n")))?;
    }
    crate::explain::print(&text)
}

/// Writes TOML, with the place of each system and state in a comment.
struct Toml<'t> {
    out: &'t mut String,
    page: &'t Page,
}

impl Toml<'_> {
    fn project(&mut self, project: &Project, glossary: &Glossary) -> fmt::Result {
        let files = project.files.iter().map(|file| self.page.path(&file.source.path));
        let files: Vec<_> = files.collect();
        writeln!(self.out, "# merged from {}", files.join(", "))?;
        self.settings(&project.settings)?;
        self.thesaurus(&glossary.thesaurus)?;
        for id in glossary.systems() {
            self.system(glossary.system(id))?;
        }
        writeln!(self.out)
    }

    fn settings(&mut self, settings: &Settings) -> fmt::Result {
        writeln!(self.out, "source-locale = {}", quoted(&settings.source_locale.to_string()))?;
        if !(settings.include.written.is_empty() && settings.exclude.written.is_empty()) {
            writeln!(self.out, "\n[files]")?;
            self.list("include", settings.include.written.iter())?;
            self.list("exclude", settings.exclude.written.iter())?;
        }
        if !(settings.known_locales.is_empty() && settings.locale_aliases.is_empty()) {
            writeln!(self.out, "\n[locales]")?;
            self.list("known", settings.known_locales.iter().map(ToString::to_string))?;
            for (name, locale) in &settings.locale_aliases {
                writeln!(self.out, "aliases.{} = {}", quoted(name), quoted(&locale.to_string()))?;
            }
        }
        let surfaces = settings.surfaces.iter();
        self.texts("surfaces", surfaces.map(|(glob, name)| (glob.glob().glob(), &**name)))?;
        let spelling = settings.spelling.iter();
        self.texts("spelling", spelling.map(|(language, policy)| (&**language, &**policy)))?;
        let ceilings = settings.ceilings.iter();
        self.texts("levels", ceilings.map(|(check, ceiling)| (&**check, ceiling.id())))?;
        settings.waivers.iter().try_for_each(|waiver| self.waiver(waiver))?;
        for rule in &settings.catalogues {
            writeln!(self.out, "\n[[catalogue]]\nfiles = {}", quoted(&rule.written))?;
            if let Some(locale) = &rule.locale {
                writeln!(self.out, "locale = {}", quoted(&locale.to_string()))?;
            }
            if let Some(format) = rule.format {
                writeln!(self.out, "format = {}", quoted(format.id))?;
            }
        }
        Ok(())
    }

    fn thesaurus(&mut self, changes: &Changes) -> fmt::Result {
        if *changes == Changes::default() {
            return Ok(());
        }
        writeln!(self.out, "\n[thesaurus]")?;
        let pairs = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(a, b)| format!("[{}, {}]", quoted(a), quoted(b))).collect()
        };
        self.values("add", pairs(&changes.added).into_iter())?;
        self.values("remove", pairs(&changes.removed).into_iter())
    }

    fn waiver(&mut self, waiver: &Permission) -> fmt::Result {
        writeln!(self.out, "\n[[waiver]]")?;
        self.list("check", waiver.checks.iter())?;
        self.list("states", waiver.states.iter())?;
        self.list("keys", waiver.keys.iter().map(Glob::written))?;
        self.list("files", waiver.files.written.iter())?;
        self.list("locales", waiver.locales.iter().map(ToString::to_string))?;
        self.list("names", waiver.names.iter())?;
        writeln!(self.out, "reason = {}", quoted(&waiver.reason))?;
        match waiver.until {
            Some(last) => writeln!(self.out, "until = {}", quoted(&last.to_string())),
            None => Ok(()),
        }
    }

    fn system(&mut self, system: &System) -> fmt::Result {
        let place = self.place(&system.at);
        writeln!(self.out, "\n[system.{}] # {place}", system.id)?;
        if let Some(title) = &system.title {
            writeln!(self.out, "title = {}", quoted(title))?;
        }
        self.patterns("keys", &system.keys)?;
        self.list("in-code", system.in_code.iter().map(|word| &word.value))?;
        self.list("contexts", system.contexts.iter().map(|glob| glob.value.written()))?;
        self.list("scopes", system.scopes.iter().map(|glob| glob.value.written()))?;
        if let Some(place) = &system.within {
            writeln!(self.out, "within = {{ {} }}", within(place))?;
        }
        for (locale, nouns) in &system.nouns {
            self.list(&format!("nouns.{locale}"), nouns.iter())?;
        }
        self.list("not-states", system.not_states.iter().map(|word| &word.value))?;
        self.list("shown-with", system.shown_with.iter().map(|other| &other.value))?;
        system.states.iter().try_for_each(|state| self.state(system, state))
    }

    fn state(&mut self, system: &System, state: &State) -> fmt::Result {
        let place = self.place(&state.at);
        writeln!(self.out, "\n[system.{}.states.{}] # {place}", system.id, state.id)?;
        if let Some(definition) = &state.definition {
            writeln!(self.out, "definition = {}", quoted(&definition.value))?;
        }
        self.patterns("keys", &state.keys)?;
        self.list("in-code", state.in_code.iter().map(|word| &word.written))?;
        let texts = state.texts.iter().map(|pattern| {
            let text = quoted(&pattern.text);
            conjunction(&format!("texts = [{text}]"), &pattern.conditions).unwrap_or(text)
        });
        self.values("texts", texts)?;
        self.list("contexts", state.contexts.iter().map(|glob| glob.value.written()))?;
        self.list("scopes", state.scopes.iter().map(|glob| glob.value.written()))?;
        self.list("covers", state.covers.iter().map(|other| &other.value))?;
        self.list("mistaken-for", state.mistaken_for.iter().map(|other| &other.value))?;
        for (locale, terms) in &state.terms {
            writeln!(self.out, "{locale} = {{ {} }}", statuses(terms))?;
        }
        Ok(())
    }

    fn place(&self, at: &canonym::glossary::mistake::At) -> String {
        format!("{}:{}", self.page.path(&at.file.path), at.line())
    }

    fn patterns(&mut self, field: &str, patterns: &[KeyPattern]) -> fmt::Result {
        let values = patterns.iter().map(|pattern| {
            let glob = quoted(pattern.glob.written());
            conjunction(&format!("keys = [{glob}]"), &pattern.conditions).unwrap_or(glob)
        });
        self.values(field, values)
    }

    fn texts<'x>(
        &mut self,
        table: &str,
        mut texts: impl Iterator<Item = (&'x str, &'x str)> + Clone,
    ) -> fmt::Result {
        if texts.clone().next().is_none() {
            return Ok(());
        }
        writeln!(self.out, "\n[{table}]")?;
        texts.try_for_each(|(key, text)| writeln!(self.out, "{} = {}", quoted(key), quoted(text)))
    }

    fn list<T: AsRef<str>>(&mut self, field: &str, texts: impl Iterator<Item = T>) -> fmt::Result {
        self.values(field, texts.map(|text| quoted(text.as_ref())))
    }

    fn values(&mut self, field: &str, values: impl Iterator<Item = String>) -> fmt::Result {
        let values: Vec<_> = values.collect();
        match values.is_empty() {
            true => Ok(()),
            false => writeln!(self.out, "{field} = [{}]", values.join(", ")),
        }
    }
}

/// A pattern with its conditions as an inline table; `None` if it has none.
fn conjunction(pattern: &str, conditions: &Conditions) -> Option<String> {
    if conditions.is_empty() {
        return None;
    }
    let globs =
        |globs: &[Glob]| globs.iter().map(|glob| quoted(glob.written())).collect::<Vec<_>>();
    let texts = |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>();
    let locales = conditions.locales.iter().map(|locale| quoted(&locale.to_string())).collect();
    let parts = [
        ("texts", texts(&conditions.texts)),
        ("contexts", globs(&conditions.contexts)),
        ("scopes", globs(&conditions.scopes)),
        ("files", texts(&conditions.files.written)),
        ("locales", locales),
        ("except", globs(&conditions.except)),
    ];
    let parts: Vec<_> = std::iter::once(pattern.to_owned()).chain(joined(&parts)).collect();
    Some(format!("{{ {} }}", parts.join(", ")))
}

fn within(place: &Within) -> String {
    let parts = [
        ("files", place.files.written.iter().map(|glob| quoted(glob)).collect()),
        ("keys", place.keys.iter().map(|glob| quoted(glob.written())).collect()),
        ("locales", place.locales.iter().map(|locale| quoted(&locale.to_string())).collect()),
    ];
    joined(&parts).collect::<Vec<_>>().join(", ")
}

/// `field = [values]` of each part that has values.
fn joined<'p>(parts: &'p [(&'p str, Vec<String>)]) -> impl Iterator<Item = String> + 'p {
    let filled = parts.iter().filter(|(_, values)| !values.is_empty());
    filled.map(|(field, values)| format!("{field} = [{}]", values.join(", ")))
}

fn statuses(terms: &Terms) -> String {
    let texts = |status: &str| {
        let of = terms.all().filter(|(its, _)| *its == status).map(|(_, it)| term(it));
        of.collect::<Vec<_>>()
    };
    let preferred = texts("preferred").into_iter().map(|text| format!("preferred = {text}"));
    let lists = ["admitted", "deprecated", "superseded", "proposed"].map(|of| (of, texts(of)));
    preferred.chain(joined(&lists)).collect::<Vec<_>>().join(", ")
}

/// A term as a text, or as a table where more is said about it.
fn term(term: &Term) -> String {
    if !term.says_more() {
        return quoted(&term.text);
    }
    let texts = |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<_>>();
    let mut parts = vec![format!("text = {}", quoted(&term.text))];
    let lists = [("forms", texts(&term.forms)), ("surfaces", texts(&term.surfaces))];
    parts.extend(joined(&lists));
    parts.extend(term.matching.map(|matching| format!("match = {}", quoted(matching.id()))));
    parts.extend(term.within.as_ref().map(|place| format!("in = {{ {} }}", within(place))));
    parts.extend(joined(&[("except", texts(&term.except))]));
    let said =
        [("replaced-by", &term.replaced_by), ("since", &term.since), ("reason", &term.reason)];
    parts.extend(
        said.iter().filter_map(|(field, it)| Some(format!("{field} = {}", quoted(it.as_ref()?)))),
    );
    format!("{{ {} }}", parts.join(", "))
}

fn quoted(text: &str) -> String {
    canonym::checks::toml_text(text)
}
