//! What canonym.toml says beside the glossary, each table into its part of [`Settings`]. Knows one
//! file's text; opens none.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::waivers::waivers;
use crate::checks;
use crate::finding::Ceiling;
use crate::formats::{self, Format};
use crate::glossary::mistake::Mistakes;
use crate::glossary::reader;
use crate::glossary::state::Paths;
use crate::glossary::table::{Placed, Reader, nearest};
use crate::permission::Permission;
use crate::text::difference::Difference;
use crate::text::locale::Locale;
use crate::text::source::Source;

/// What canonym.toml says beside systems.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The locale that the product is written in.
    pub source_locale: Locale,
    /// Files to read; none: all.
    pub include: Paths,
    /// Files not to read.
    pub exclude: Paths,
    /// Locales that count in paths though they look like ordinary words.
    pub known_locales: Vec<Locale>,
    /// Names in paths that stand for locales (`jp = "ja"`).
    pub locale_aliases: BTreeMap<String, Locale>,
    /// Names of surfaces by path.
    pub surfaces: Vec<(globset::GlobMatcher, String)>,
    /// The highest level of a check, or of a kind of it (`split-name.frame`).
    pub ceilings: BTreeMap<String, Ceiling>,
    /// Files of general languages that are catalogues.
    pub catalogues: Vec<CatalogueRule>,
    /// `us` or `gb` by language.
    pub spelling: BTreeMap<String, String>,
    /// What may stay though a check would report it.
    pub waivers: Vec<Permission>,
    /// The functions that the program calls around texts, beside those that everybody knows.
    pub wrappers: Vec<String>,
    pub(super) extends: Vec<Placed<String>>,
}

/// A `[[catalogue]]`: files that are catalogues because the project says so.
#[derive(Clone, Debug)]
pub struct CatalogueRule {
    /// The glob as written.
    pub written: String,
    /// Matches the path; the group `locale` is what `{locale}` stood for.
    pub files: regex::bytes::Regex,
    /// The locale, where the path does not have it.
    pub locale: Option<Locale>,
    /// The format, where the path does not tell it.
    pub format: Option<&'static Format>,
}

/// Every table and field of canonym.toml.
pub(super) const FIELDS: [&str; 12] = [
    "source-locale",
    "extends",
    "system",
    "spelling",
    "files",
    "locales",
    "surfaces",
    "levels",
    "catalogue",
    "waiver",
    "thesaurus",
    "templates",
];
type Value<'v> = Spanned<DeValue<'v>>;

/// Reads canonym.toml.
pub(super) fn read(source: &Arc<Source>, mistakes: &mut Mistakes) -> Settings {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { file: Arc::clone(source), mistakes };
    reader.syntax_errors(&errors);
    let mut settings = Settings::default();
    for (field, value) in table.get_ref() {
        let reader = &mut reader;
        match &**field.get_ref() {
            "source-locale" => {
                settings.source_locale =
                    one_locale(reader, value).unwrap_or(settings.source_locale);
            }
            "extends" => settings.extends = reader.texts(value),
            // Read with the glossary, from packs too.
            "system" | "thesaurus" => {}
            "spelling" => settings.spelling = spelling(reader, value),
            "files" => files(reader, value, &mut settings),
            "locales" => locales(reader, value, &mut settings),
            "surfaces" => settings.surfaces = surfaces(reader, value),
            "levels" => settings.ceilings = ceilings(reader, value),
            "catalogue" => settings.catalogues = catalogues(reader, value),
            "waiver" => settings.waivers = waivers(reader, value),
            "templates" => settings.wrappers = wrappers(reader, value),
            _ => reader.unknown_field(field, "canonym.toml", &FIELDS),
        }
    }
    settings
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source_locale: Locale::parse("en").expect("a tag"),
            include: Paths::default(),
            exclude: Paths::default(),
            known_locales: Vec::new(),
            locale_aliases: BTreeMap::new(),
            surfaces: Vec::new(),
            ceilings: BTreeMap::new(),
            catalogues: Vec::new(),
            spelling: BTreeMap::new(),
            waivers: Vec::new(),
            wrappers: Vec::new(),
            extends: Vec::new(),
        }
    }
}

fn one_locale(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Locale> {
    let text = reader.text(value)?;
    let locale = Locale::parse(&text.value);
    if locale.is_none() {
        reader.error(
            value.span(),
            format!("`{}` is no locale", text.value),
            Some("write one like \"en\" or \"pt-BR\"".to_owned()),
        );
    }
    locale
}

fn files(reader: &mut Reader<'_>, value: &Value<'_>, settings: &mut Settings) {
    let Some(table) = reader.table(value, "[files]") else { return };
    for (field, value) in table {
        match &**field.get_ref() {
            "include" => settings.include = reader::paths(reader, value),
            "exclude" => settings.exclude = reader::paths(reader, value),
            _ => reader.unknown_field(field, "[files]", &["include", "exclude"]),
        }
    }
}

fn locales(reader: &mut Reader<'_>, value: &Value<'_>, settings: &mut Settings) {
    let Some(table) = reader.table(value, "[locales]") else { return };
    for (field, value) in table {
        match &**field.get_ref() {
            "known" => settings.known_locales = reader::locales(reader, value),
            "aliases" => {
                let Some(aliases) = reader.table(value, "aliases") else { continue };
                for (name, value) in aliases {
                    if let Some(locale) = one_locale(reader, value) {
                        settings.locale_aliases.insert(name.get_ref().to_string(), locale);
                    }
                }
            }
            _ => reader.unknown_field(field, "[locales]", &["known", "aliases"]),
        }
    }
}

fn surfaces(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(globset::GlobMatcher, String)> {
    let Some(table) = reader.table(value, "[surfaces]") else { return Vec::new() };
    let mut surfaces = Vec::new();
    for (glob, value) in table {
        let Some(name) = reader.text(value) else { continue };
        if glob.get_ref().len() > reader::LONGEST_GLOB {
            reader.error(glob.span(), "a pattern is longer than any path", None);
            continue;
        }
        match globset::GlobBuilder::new(glob.get_ref()).literal_separator(true).build() {
            Ok(glob) => surfaces.push((glob.compile_matcher(), name.value)),
            Err(error) => reader.error(glob.span(), format!("no glob: {}", error.kind()), None),
        }
    }
    surfaces
}

fn spelling(reader: &mut Reader<'_>, value: &Value<'_>) -> BTreeMap<String, String> {
    let Some(table) = reader.table(value, "[spelling]") else { return BTreeMap::new() };
    let mut policies = BTreeMap::new();
    for (language, value) in table {
        let Some(policy) = reader.text(value) else { continue };
        if language.get_ref() == "en" && matches!(&*policy.value, "us" | "gb") {
            policies.insert("en".to_owned(), policy.value);
        } else {
            let help = "write `en = \"us\"` or `en = \"gb\"`".to_owned();
            reader.error(value.span(), "no spelling policy is known by this name", Some(help));
        }
    }
    policies
}

fn ceilings(reader: &mut Reader<'_>, value: &Value<'_>) -> BTreeMap<String, Ceiling> {
    let Some(table) = reader.table(value, "[levels]") else { return BTreeMap::new() };
    let mut ceilings = BTreeMap::new();
    for (check, value) in table {
        let kinds = value.get_ref().as_table();
        let nested = kinds.into_iter().flatten().map(|(kind, value)| {
            (format!("{}.{}", check.get_ref(), kind.get_ref()), kind.span(), value)
        });
        let whole = kinds.is_none().then(|| (check.get_ref().to_string(), check.span(), value));
        for (name, span, value) in whole.into_iter().chain(nested.collect::<Vec<_>>()) {
            check_is_known(reader, &name, span);
            if let Some(ceiling) = ceiling(reader, value) {
                ceilings.insert(name, ceiling);
            }
        }
    }
    ceilings
}

pub(super) fn check_is_known(reader: &mut Reader<'_>, name: &str, span: Range<usize>) {
    let (check, kind) =
        name.split_once('.').map_or((name, None), |(check, kind)| (check, Some(kind)));
    let ids: Vec<_> = checks::ALL.iter().map(|check| check.id).collect();
    let kinds = Difference::ALL.map(Difference::id);
    let (unknown, known, what): (_, &[&str], _) = match kind {
        _ if !ids.contains(&check) => (check, &ids, "check"),
        Some(kind) if !kinds.contains(&kind) => (kind, &kinds, "kind of difference"),
        _ => return,
    };
    let help = nearest(unknown, known).map_or_else(
        || format!("there are: {}", known.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    reader.error(span, format!("there is no {what} `{unknown}`"), Some(help));
}

fn ceiling(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Ceiling> {
    let word = reader.text(value)?.value;
    let ceiling = Ceiling::parse(&word);
    if ceiling.is_none() {
        let help = "error, warning, note or off".to_owned();
        reader.error(value.span(), format!("`{word}` is no level"), Some(help));
    }
    ceiling
}

fn catalogues(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<CatalogueRule> {
    let mut rules = Vec::new();
    for element in reader.elements(value) {
        if let Some(table) = reader.table(element, "[[catalogue]]") {
            rules.extend(catalogue(reader, table, element.span()));
        }
    }
    rules
}

fn catalogue(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
) -> Option<CatalogueRule> {
    let (mut files, mut locale, mut format) = (None, None, None);
    for (field, value) in table {
        match &**field.get_ref() {
            "files" => files = reader.text(value),
            "locale" => locale = one_locale(reader, value),
            "format" => format = one_format(reader, value),
            _ => reader.unknown_field(field, "a catalogue", &["files", "locale", "format"]),
        }
    }
    let Some(files) = files else {
        reader.error(
            span,
            "a catalogue needs `files`",
            Some("like \"lang/{locale}.json\"".to_owned()),
        );
        return None;
    };
    if let Some(other) = other_placeholder(&files.value) {
        let help = "`{locale}` stands for the locale in a path".to_owned();
        reader.mistakes.error(files.at, format!("`{other}` is no placeholder"), Some(help));
        return None;
    }
    match path_with_locale(&files.value) {
        Ok(regex) => Some(CatalogueRule { written: files.value, files: regex, locale, format }),
        Err(why) => {
            reader.mistakes.error(files.at, format!("no glob: {why}"), None);
            None
        }
    }
}

fn one_format(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<&'static Format> {
    let id = reader.text(value)?.value;
    let format = formats::ALL.iter().copied().find(|format| format.id == id);
    if format.is_none() {
        let ids: Vec<_> = formats::ALL.iter().map(|format| format.id).collect();
        reader.error(
            value.span(),
            format!("there is no format `{id}`"),
            Some(format!("there are: {}", ids.join(", "))),
        );
    }
    format
}

/// `[templates] wrappers`: names of functions, as they are called (`t`, `I18n.label`).
fn wrappers(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let Some(table) = reader.table(value, "[templates]") else { return Vec::new() };
    let mut wrappers = Vec::new();
    for (field, value) in table {
        match &**field.get_ref() {
            "wrappers" => wrappers = reader.texts(value),
            _ => reader.unknown_field(field, "[templates]", &["wrappers"]),
        }
    }
    let is_name = |name: &str| {
        let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.' | '@');
        !name.is_empty() && name.chars().all(is_part)
    };
    for wrapper in wrappers.iter().filter(|wrapper| !is_name(&wrapper.value)) {
        let help = "write it as it is called, without brackets: \"translate\"".to_owned();
        let message = format!("`{}` is no name of a function", wrapper.value);
        reader.mistakes.error(wrapper.at.clone(), message, Some(help));
    }
    wrappers.into_iter().map(|wrapper| wrapper.value).collect()
}

/// A `{word}` that is not `{locale}`. (`{a,b}` are alternatives.)
fn other_placeholder(glob: &str) -> Option<&str> {
    let starts = glob.match_indices('{').map(|(at, _)| &glob[at..]);
    let words = starts.filter_map(|rest| Some(&rest[..=rest.find('}')?]));
    words.into_iter().find(|word| *word != "{locale}" && !word.contains(','))
}

/// A glob over paths in which `{locale}` stands for one locale.
fn path_with_locale(glob: &str) -> Result<regex::bytes::Regex, String> {
    // A stand-in that no glob gives a meaning to survives the translation into a regex, which is one
    // over bytes.
    let stand_in = "LOCALE\u{1F}";
    let compiled = globset::GlobBuilder::new(&glob.replace("{locale}", stand_in))
        .literal_separator(true)
        .build()
        .map_err(|error| error.kind().to_string())?;
    let pattern = compiled.regex().replacen(stand_in, "(?P<locale>[^/]+)", 1);
    let pattern = pattern.replace(stand_in, "[^/]+");
    regex::bytes::Regex::new(&pattern).map_err(|error| error.to_string())
}
