//! A project's canonym.toml: its settings, and the files of its glossary in order. Knows where files
//! are named; what a system says is read in `glossary`.

mod extend;
mod schema;
mod settings;
mod waivers;

use std::io;
use std::sync::Arc;

use toml::de::DeTable;

use crate::baseline::{self, Baseline};
use crate::glossary::mistake::{At, Mistakes};
use crate::glossary::reader::{self, Context};
use crate::glossary::state::Origin;
use crate::glossary::table::Reader;
use crate::glossary::{Glossary, merge, thesaurus};
use crate::text::charset::Undecoded;
use crate::text::likeness::Changes;
use crate::text::locale::Locale;
use crate::text::path::below;
use crate::text::place::Span;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;

pub use schema::schema;
pub use settings::{CatalogueRule, Settings};
pub use waivers::FIELDS as WAIVER_FIELDS;

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
    /// What the file beside canonym.toml lets stay.
    pub baseline: Option<Baseline>,
    /// Those of the files that the command line names, and what they extend.
    pub named: Vec<GlossaryFile>,
}

/// Reads packs that the command line names, each by its path and bytes: they may lie anywhere.
///
/// # Errors
/// Everything that is wrong with them; one that extends more than builtin packs.
pub fn packs(packs: Vec<(String, Vec<u8>)>) -> Result<Vec<GlossaryFile>, Mistakes> {
    extend::named(packs)
}

/// One file of a glossary.
#[derive(Clone, Debug)]
pub struct GlossaryFile {
    /// Its text; the path is `builtin:orders` for a carried pack.
    pub source: Arc<Source>,
    /// Whose it is.
    pub origin: Origin,
}

impl Project {
    /// Opens the project of the canonym.toml at `path`: reads its settings and the files it extends.
    ///
    /// # Errors
    /// Everything that is wrong with the settings or with a file's TOML, each at its place.
    pub fn open(tree: &Tree, path: &str) -> Result<(Self, Mistakes), Mistakes> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let bytes = tree.read_named(path, &tree.repository_of(&folder));
        let bytes = bytes.map_err(|error| unreadable(path, &error.to_string()))?;
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
        let mut files = extend::files(tree, &folder, path, &settings.extends, &mut mistakes);
        files.push(GlossaryFile { source, origin: Origin::Project });
        let baseline = baseline(tree, &folder, &settings, &mut mistakes);
        let project = Self { folder, settings, files, baseline, named: Vec::new() };
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
        let (mut systems, mut changes) = (Vec::new(), Changes::default());
        for file in &self.files {
            let context = Context {
                source_locale: source_locale_of(&file.source)
                    .unwrap_or_else(|| self.settings.source_locale.clone()),
                is_known: &|locale| {
                    self.settings.known_locales.contains(locale) || is_known(locale)
                },
                origin: file.origin,
            };
            let (table, _) = DeTable::parse_recoverable(&file.source.text);
            let mut reader = Reader { file: Arc::clone(&file.source), mistakes: &mut mistakes };
            let of_file = table.get_ref().get("system");
            let read = of_file
                .map(|value| reader::systems(&mut reader, &context, value))
                .unwrap_or_default();
            if let Some(value) = table.get_ref().get("thesaurus") {
                thesaurus::read(&mut reader, value, &mut changes);
            }
            merge::merge(&mut systems, read, &mut mistakes);
        }
        merge::validate(&systems, &mut mistakes);
        waivers::check_states(&self.settings.waivers, &systems, &mut mistakes);
        if mistakes.has_error() {
            return Err(mistakes.sorted());
        }
        let glossary = Glossary::new(
            self.settings.source_locale.clone(),
            self.settings.spelling.clone(),
            changes,
            systems,
        );
        Ok((glossary, mistakes))
    }

    /// Adds packs to its glossary, before what canonym.toml extends.
    pub fn add_packs(&mut self, packs: &[GlossaryFile]) {
        let is_there = |pack: &&GlossaryFile| {
            self.files.iter().any(|file| file.source.path == pack.source.path)
        };
        let new: Vec<_> = packs.iter().filter(|pack| !is_there(pack)).cloned().collect();
        let at = self.files.iter().position(|file| file.origin != Origin::Builtin);
        let at = at.unwrap_or(self.files.len());
        self.files.splice(at..at, new);
        self.named = packs.to_vec();
    }

    /// The path of its canonym.toml.
    pub fn home(&self) -> &str {
        self.files.last().map_or("", |file| &file.source.path)
    }

    /// A path relative to the project's folder.
    pub fn relative<'p>(&self, path: &'p str) -> &'p str {
        below(path, &self.folder)
    }
}

/// The baseline beside a canonym.toml, if there is one.
fn baseline(
    tree: &Tree,
    folder: &str,
    settings: &Settings,
    mistakes: &mut Mistakes,
) -> Option<Baseline> {
    let path = match folder {
        "" => baseline::FILE.to_owned(),
        folder => format!("{folder}/{}", baseline::FILE),
    };
    let bytes = match tree.read_named(&path, &tree.repository_of(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => Err(unreadable(&path, &error.to_string())),
        Ok(bytes) => decode(&path, bytes),
    };
    match bytes {
        Ok(source) => Some(baseline::read(&source, &settings.source_locale, mistakes)),
        Err(wrong) => {
            mistakes.0.extend(wrong.0);
            None
        }
    }
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<Arc<Source>, Mistakes> {
    let (source, garbled) = Source::decode(path, bytes, None);
    let source = Arc::new(source);
    let Some(garbled) = garbled else { return Ok(source) };
    let (span, message) = match garbled {
        Garbled::Bytes(Undecoded { byte, span, charset, .. }) => {
            (span, format!("the byte 0x{byte:02X} is not {charset}"))
        }
        Garbled::Binary | Garbled::Compiled => (Span::new(0, 0), "this is no text file".to_owned()),
        Garbled::TooLarge => (Span::new(0, 0), "the file is too large".to_owned()),
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
