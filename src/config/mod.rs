//! A project's canonym.toml: its settings, and the files of its glossary in order. Knows where files
//! are named; what a system says is read in `glossary`.

mod settings;

use std::sync::Arc;

use toml::de::DeTable;

use crate::glossary::mistake::{At, Mistakes};
use crate::glossary::reader::{self, Context};
use crate::glossary::table::{Placed, Reader, nearest};
use crate::glossary::{Glossary, builtin, merge};
use crate::text::locale::Locale;
use crate::text::place::Span;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;

pub use settings::{CatalogueRule, Settings};

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

const PACK_FIELDS: [&str; 5] = ["source-locale", "extends", "system", "spelling", "thesaurus"];

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
        let settings = settings::read(&source, &mut mistakes);
        let mut files = Vec::new();
        let mut open = vec![path.to_owned()];
        extend(tree, &folder, &settings.extends, &mut files, &mut open, &mut mistakes);
        files.push(GlossaryFile { source, is_builtin: false, is_pack: false });
        let project = Self { folder, settings, files };
        if mistakes.has_error() {
            // What is wrong with the systems is told with the rest, not after it is mended.
            if let Err(more) = project.glossary(&|_| true) {
                mistakes.0.extend(more.0);
            }
            return Err(mistakes.sorted());
        }
        Ok((project, mistakes.sorted()))
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
            return Err(mistakes.sorted());
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
        Garbled::Binary => (Span::new(0, 0), "this is no text file".to_owned()),
        Garbled::TooLarge(_) => (Span::new(0, 0), "the file is too large".to_owned()),
        Garbled::Utf16 => (Span::new(0, 0), "the UTF-16 is broken".to_owned()),
    };
    let mut mistakes = Mistakes::default();
    mistakes.error(At { file: source, span }, message, Some("TOML is UTF-8".to_owned()));
    Err(mistakes)
}

fn unreadable(path: &str, why: &str) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let at = At { file: Arc::new(Source::from_text(path, "")), span: Span::new(0, 0) };
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
            known if settings::FIELDS.contains(&known) => {
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
