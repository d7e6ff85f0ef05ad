//! A project's canonym.toml: its settings, and the files of its glossary in order. Knows where files
//! are named; what a system says is read in `glossary`.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::checks;
use crate::finding::Level;
use crate::formats::{self, Format};
use crate::glossary::mistake::{At, Mistakes};
use crate::glossary::reader::{self, Context};
use crate::glossary::state::Paths;
use crate::glossary::table::{Placed, Reader, nearest};
use crate::glossary::{Glossary, builtin, merge};
use crate::text::difference::Difference;
use crate::text::locale::Locale;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;

/// The name of the file.
pub const FILE: &str = "canonym.toml";

/// The least glossary that does something: the hint where there is none.
pub const LEAST: &str = "\
[system.order]
keys = [\"order_status.{state}\"]   # where the names of its states stand";

/// A project: its settings and the texts of its glossary.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its folder: relative to the tree's root, empty for the root.
    pub folder: String,
    /// What canonym.toml says beside the glossary.
    pub settings: Settings,
    /// Every file of the glossary: builtin packs, what they extend, canonym.toml last.
    pub files: Vec<GlossaryFile>,
}

/// One file of a glossary.
#[derive(Clone, Debug)]
pub struct GlossaryFile {
    /// Its text; the path is `builtin:orders` for a carried pack.
    pub source: Arc<Source>,
    /// Whether it is carried in the binary.
    pub is_builtin: bool,
    /// Whether it is meant to be shared: anything but canonym.toml.
    pub is_pack: bool,
}

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
    /// The highest level of a check or of a kind of it; `None`: off.
    pub ceilings: BTreeMap<String, Option<Level>>,
    /// Files of general languages that are catalogues.
    pub catalogues: Vec<CatalogueRule>,
    /// `us` or `gb` by language.
    pub spelling: BTreeMap<String, String>,
    extends: Vec<Placed<String>>,
}

/// A `[[catalogue]]`: files that are catalogues because the project says so.
#[derive(Clone, Debug)]
pub struct CatalogueRule {
    /// Matches the path; the group `locale` is what `{locale}` stood for.
    pub files: regex::Regex,
    /// The locale, where the path does not have it.
    pub locale: Option<Locale>,
    /// The format, where the path does not tell it.
    pub format: Option<&'static Format>,
}

const FIELDS: [&str; 12] = [
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
const PACK_FIELDS: [&str; 5] = ["source-locale", "extends", "system", "spelling", "thesaurus"];

type Value<'v> = Spanned<DeValue<'v>>;

impl Project {
    /// Opens the project of the canonym.toml at `path`: reads its settings and the files it extends.
    ///
    /// # Errors
    /// Everything that is wrong with the settings or with a file's TOML, each at its place.
    pub fn open(tree: &Tree, path: &str) -> Result<(Self, Mistakes), Mistakes> {
        let bytes = tree.read_named(path).map_err(|error| unreadable(path, &error.to_string()))?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        Self::from_bytes(tree, folder, path, bytes)
    }

    /// Opens a project whose canonym.toml is at hand, called `path` in messages.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn from_bytes(
        tree: &Tree,
        folder: String,
        path: &str,
        bytes: Vec<u8>,
    ) -> Result<(Self, Mistakes), Mistakes> {
        let mut mistakes = Mistakes::default();
        let source = decode(path, bytes)?;
        let settings = settings(&source, &mut mistakes);
        let mut files = Vec::new();
        let mut open = vec![path.to_owned()];
        extend(tree, &folder, &settings.extends, &mut files, &mut open, &mut mistakes);
        files.push(GlossaryFile { source, is_builtin: false, is_pack: false });
        match mistakes.has_error() {
            true => Err(mistakes),
            false => Ok((Self { folder, settings, files }, mistakes)),
        }
    }

    /// The merged glossary. `is_known` says whether a file of the run has a locale.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    pub fn glossary(
        &self,
        is_known: &dyn Fn(&Locale) -> bool,
    ) -> Result<(Glossary, Mistakes), Mistakes> {
        let mut mistakes = Mistakes::default();
        let mut systems = Vec::new();
        for file in &self.files {
            let context = Context {
                source_locale: source_locale_of(&file.source)
                    .unwrap_or_else(|| self.settings.source_locale.clone()),
                is_known: &|locale| {
                    self.settings.known_locales.contains(locale) || is_known(locale)
                },
                is_own: !file.is_builtin,
                is_pack: file.is_pack,
            };
            let (table, _) = DeTable::parse_recoverable(&file.source.text);
            let mut reader = Reader { file: Arc::clone(&file.source), mistakes: &mut mistakes };
            let of_file = table.get_ref().get("system");
            let read = of_file
                .map(|value| reader::systems(&mut reader, &context, value))
                .unwrap_or_default();
            merge::merge(&mut systems, read, &mut mistakes);
        }
        merge::validate(&systems, &mut mistakes);
        if mistakes.has_error() {
            return Err(mistakes);
        }
        let glossary = Glossary::new(
            self.settings.source_locale.clone(),
            self.settings.spelling.clone(),
            systems,
        );
        Ok((glossary, mistakes))
    }

    /// A path relative to the project's folder.
    pub fn relative<'p>(&self, path: &'p str) -> &'p str {
        match self.folder.is_empty() {
            true => path,
            false => {
                path.strip_prefix(&*self.folder).map_or(path, |rest| rest.trim_start_matches('/'))
            }
        }
    }
}

/// Adds the files that `extends` names, each before the file that names it.
fn extend(
    tree: &Tree,
    folder: &str,
    extends: &[Placed<String>],
    files: &mut Vec<GlossaryFile>,
    open: &mut Vec<String>,
    mistakes: &mut Mistakes,
) {
    for name in extends {
        if let Some(id) = name.value.strip_prefix("builtin:") {
            extend_builtin(id, name, files, mistakes);
            continue;
        }
        let Some(path) = join(folder, &name.value) else {
            let help = "a pack lies in the repository".to_owned();
            mistakes.error(
                name.at.clone(),
                format!("`{}` lies outside the repository", name.value),
                Some(help),
            );
            continue;
        };
        if open.contains(&path) {
            mistakes.error(name.at.clone(), format!("`{path}` extends itself"), None);
            continue;
        }
        if files.iter().any(|file| file.source.path == path) {
            continue; // two packs may share a third
        }
        match tree.read_named(&path).map_err(|error| error.to_string()).and_then(|bytes| {
            decode(&path, bytes).map_err(|mistakes| mistakes.0[0].message.clone())
        }) {
            Ok(source) => {
                let its = pack_extends(&source, mistakes);
                let its_folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                open.push(path);
                extend(tree, &its_folder, &its, files, open, mistakes);
                open.pop();
                files.push(GlossaryFile { source, is_builtin: false, is_pack: true });
            }
            Err(why) => mistakes.error(
                name.at.clone(),
                format!("cannot read `{}`: {why}", name.value),
                None,
            ),
        }
    }
}

fn extend_builtin(
    id: &str,
    name: &Placed<String>,
    files: &mut Vec<GlossaryFile>,
    mistakes: &mut Mistakes,
) {
    let path = format!("builtin:{id}");
    match builtin::ALL.iter().find(|pack| pack.id == id) {
        Some(_) if files.iter().any(|file| file.source.path == path) => {}
        Some(pack) => {
            let source = Arc::new(Source::from_text(path, pack.text));
            files.push(GlossaryFile { source, is_builtin: true, is_pack: true });
        }
        None => {
            let ids: Vec<_> = builtin::ALL.iter().map(|pack| pack.id).collect();
            let help = nearest(id, &ids).map_or_else(
                || format!("there are: {}", ids.join(", ")),
                |near| format!("did you mean `builtin:{near}`?"),
            );
            mistakes.error(name.at.clone(), format!("there is no builtin pack `{id}`"), Some(help));
        }
    }
}

/// `folder/path` with `.` and `..` resolved; `None` if it leaves the tree.
fn join(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Mistakes> {
    let (source, garbled) = Source::decode(path, bytes);
    let source = Arc::new(source);
    let Some(garbled) = garbled else { return Ok(source) };
    let (span, message) = match garbled {
        Garbled::Byte { byte, span, .. } => (span, format!("the byte 0x{byte:02X} is not UTF-8")),
        Garbled::Binary => (crate::text::place::Span::new(0, 0), "this is no text file".to_owned()),
        Garbled::TooLarge(_) => {
            (crate::text::place::Span::new(0, 0), "the file is too large".to_owned())
        }
        Garbled::Utf16 => (crate::text::place::Span::new(0, 0), "the UTF-16 is broken".to_owned()),
    };
    let mut mistakes = Mistakes::default();
    mistakes.error(At { file: source, span }, message, Some("TOML is UTF-8".to_owned()));
    Err(mistakes)
}

fn unreadable(path: &str, why: &str) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let at = At {
        file: Arc::new(Source::from_text(path, "")),
        span: crate::text::place::Span::new(0, 0),
    };
    mistakes.error(at, format!("cannot read it: {why}"), None);
    mistakes
}

/// The locale that a glossary file says it is written in.
fn source_locale_of(source: &Source) -> Option<Locale> {
    let (table, _) = DeTable::parse_recoverable(&source.text);
    Locale::parse(table.get_ref().get("source-locale")?.get_ref().as_str()?)
}

/// What a pack extends; everything it must not hold is a mistake.
fn pack_extends(source: &Arc<Source>, mistakes: &mut Mistakes) -> Vec<Placed<String>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { file: Arc::clone(source), mistakes };
    syntax_errors(&mut reader, &errors);
    let mut extends = Vec::new();
    for (field, value) in table.get_ref() {
        match &**field.get_ref() {
            "extends" => extends = reader.texts(value),
            known if PACK_FIELDS.contains(&known) => {}
            known if FIELDS.contains(&known) => {
                let help =
                    "a pack says what states are; canonym.toml says what a project does".to_owned();
                reader.error(
                    field.span(),
                    format!("`{known}` belongs in canonym.toml"),
                    Some(help),
                );
            }
            _ => reader.unknown_field(field, "a pack", &PACK_FIELDS),
        }
    }
    extends
}

fn syntax_errors(reader: &mut Reader<'_>, errors: &[toml::de::Error]) {
    for error in errors {
        reader.error(
            error.span().unwrap_or(0..0),
            error.message().trim_end().replace('\n', ", "),
            None,
        );
    }
}

fn settings(source: &Arc<Source>, mistakes: &mut Mistakes) -> Settings {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { file: Arc::clone(source), mistakes };
    syntax_errors(&mut reader, &errors);
    let mut settings = Settings::default();
    for (field, value) in table.get_ref() {
        let reader = &mut reader;
        match &**field.get_ref() {
            "source-locale" => {
                settings.source_locale =
                    one_locale(reader, value).unwrap_or(settings.source_locale);
            }
            "extends" => settings.extends = reader.texts(value),
            "system" => {}
            "spelling" => settings.spelling = spelling(reader, value),
            "files" => files(reader, value, &mut settings),
            "locales" => locales(reader, value, &mut settings),
            "surfaces" => settings.surfaces = surfaces(reader, value),
            "levels" => settings.ceilings = ceilings(reader, value),
            "catalogue" => settings.catalogues = catalogues(reader, value),
            "waiver" => waivers(reader, value),
            "thesaurus" => later(reader, field, value, "[thesaurus]", &["add", "remove"]),
            "templates" => later(reader, field, value, "[templates]", &["wrappers"]),
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

fn ceilings(reader: &mut Reader<'_>, value: &Value<'_>) -> BTreeMap<String, Option<Level>> {
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

fn check_is_known(reader: &mut Reader<'_>, name: &str, span: std::ops::Range<usize>) {
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

fn ceiling(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Option<Level>> {
    let word = reader.text(value)?.value;
    let level = Level::parse(&word);
    if level.is_none() && word != "off" {
        reader.error(
            value.span(),
            format!("`{word}` is no level"),
            Some("error, warning, note or off".to_owned()),
        );
        return None;
    }
    Some(level)
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
    span: std::ops::Range<usize>,
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
    match path_with_locale(&files.value) {
        Ok(files) => Some(CatalogueRule { files, locale, format }),
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

/// A glob over paths in which `{locale}` stands for one locale.
fn path_with_locale(glob: &str) -> Result<regex::Regex, String> {
    // A stand-in that no glob gives a meaning to survives the translation into a regex.
    let stand_in = "LOCALE\u{1F}";
    let compiled = globset::GlobBuilder::new(&glob.replace("{locale}", stand_in))
        .literal_separator(true)
        .build()
        .map_err(|error| error.kind().to_string())?;
    let pattern = compiled.regex().trim_start_matches("(?-u)").replacen(
        "LOCALE\u{1F}",
        "(?P<locale>[^/]+)",
        1,
    );
    regex::Regex::new(&pattern.replace(stand_in, "[^/]+")).map_err(|error| error.to_string())
}

/// Waivers are read and checked; they are applied once waivers exist.
fn waivers(reader: &mut Reader<'_>, value: &Value<'_>) {
    const FIELDS: [&str; 7] = ["check", "states", "keys", "files", "locales", "reason", "until"];
    for element in reader.elements(value) {
        let Some(table) = reader.table(element, "[[waiver]]") else { continue };
        for (field, _) in table.iter().filter(|(field, _)| !FIELDS.contains(&&**field.get_ref())) {
            reader.unknown_field(field, "a waiver", &FIELDS);
        }
        if !table.iter().any(|(field, _)| field.get_ref() == "reason") {
            reader.error(element.span(), "a waiver needs a `reason`", None);
        }
        not_yet(reader, element.span(), "[[waiver]]");
    }
}

fn later(
    reader: &mut Reader<'_>,
    name: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Value<'_>,
    what: &str,
    fields: &[&str],
) {
    let Some(table) = reader.table(value, what) else { return };
    for (field, _) in table.iter().filter(|(field, _)| !fields.contains(&&**field.get_ref())) {
        reader.unknown_field(field, what, fields);
    }
    not_yet(reader, name.span(), what);
}

/// Nothing is passed over in silence: what this version reads but does not apply is said.
fn not_yet(reader: &mut Reader<'_>, span: std::ops::Range<usize>, what: &str) {
    let at = reader.at(span);
    reader.mistakes.warning(at, format!("this version reads {what} and does not apply it"), None);
}
