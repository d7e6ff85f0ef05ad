//! Shelf 1: the localization formats. One file a format; [`ALL`] is the list. A format turns a source
//! into labels with exact places and a text back into what its file would hold. It knows no glossary
//! and touches no disk.

mod android;
mod arb;
mod astro;
mod comments;
mod csv;
mod erb;
mod fluent;
mod gettext;
mod handlebars;
mod html;
mod jinja;
mod json;
mod keyed;
mod nested;
mod page;
mod php;
mod properties;
mod python;
mod qt;
mod resx;
mod room;
mod scopes;
#[cfg(feature = "script")]
mod script;
mod strings;
mod stringsdict;
mod svelte;
mod symbols;
mod vue;
mod xcstrings;
mod xliff;
mod yaml;

pub use room::make_room;

use crate::label::{Contents, Quoting, Unfit};
use crate::text::locale::Locale;
use crate::text::source::Source;

/// A localization format.
pub struct Format {
    /// The name in reports: `fluent`.
    pub id: &'static str,
    /// One line for people.
    pub title: &'static str,
    /// The manual page.
    pub docs: &'static str,
    /// What a file is to this format, judged by its path (relative, `/`).
    pub claims: fn(&str) -> Claim,
    /// Whether the first bytes of a file (4 KiB at most) tell that it is a catalogue: asked of
    /// [`Claim::Content`] files, of [`Claim::General`] ones whose path names no locale, and of
    /// [`Claim::Module`] ones whose path does.
    pub is_catalogue: fn(&[u8]) -> bool,
    /// Whether a file may hold source texts and their translations side by side.
    pub is_bilingual: bool,
    /// The charset of files that are not UTF-8, in a language that has no way to declare one.
    pub fallback_charset: Option<&'static encoding_rs::Encoding>,
    /// Reads a source. Never fails: what could not be read is a fault.
    pub read: for<'s> fn(&'s Source, &Reading<'_>) -> Contents<'s>,
    /// The bytes that stand for `text` in a file of this format.
    pub encode: fn(&str, Quoting) -> Result<String, Unfit>,
    /// The text that bytes of a file stand for; undoes [`Format::encode`].
    pub decode: fn(&str, Quoting) -> String,
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// What a file is to a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Not this format.
    No,
    /// A page or template whose labels stand in it.
    Page,
    /// A file that can only be a catalogue.
    Catalogue,
    /// A file of a general language: a catalogue only if its path or content names a locale.
    General,
    /// A file whose name other languages have too (`.ts`, `.xml`): a catalogue only if its content is.
    /// Where it is not, the path is offered to the formats behind this one.
    Content,
    /// A page, unless its path names a locale and its content is that of a catalogue.
    Module,
}

/// What a format is told about the file it reads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'a> {
    /// The locale that the path names.
    pub locale: Option<&'a Locale>,
    /// The functions that the project calls around texts, beside those that everybody knows.
    pub wrappers: &'a [String],
}

/// Every format, in the order in which a path is offered to them.
pub static ALL: &[&Format] = &[
    &fluent::FLUENT,
    &json::JSON,
    &arb::ARB,
    &gettext::GETTEXT,
    &android::ANDROID,
    &strings::STRINGS,
    &stringsdict::STRINGSDICT,
    &xcstrings::XCSTRINGS,
    &resx::RESX,
    &qt::QT,
    &xliff::XLIFF,
    &yaml::YAML,
    &properties::PROPERTIES,
    &php::PHP,
    &csv::CSV,
    &html::HTML,
    &python::PYTHON,
    &jinja::JINJA,
    &handlebars::HANDLEBARS,
    &erb::ERB,
    &vue::VUE,
    &svelte::SVELTE,
    &astro::ASTRO,
    #[cfg(feature = "script")]
    &script::SCRIPT,
];

/// Whether a path ends with an extension, in any letter case.
fn has_extension(path: &str, extension: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}
