//! Which files are written in the source locale. Knows locales and catalogues, no labels.

use std::collections::{HashMap, HashSet};

use crate::config::Settings;
use crate::text::locale::Locale;
use crate::walk::File;

/// Which locale stands for the source locale: itself, or where a catalogue has it not, the first
/// region of its language (`en_US` for `en`).
pub(super) struct SourceLocales {
    source: Locale,
    /// By catalogue: the locale that stands for the source, where it is not the source itself.
    stand_ins: HashMap<String, Locale>,
}

impl SourceLocales {
    /// Looks through the files of a run.
    pub(super) fn new(settings: &Settings, files: &[File]) -> Self {
        let source = settings.source_locale.clone();
        let is_exact = |file: &&File| file.locale.as_ref().is_none_or(|locale| *locale == source);
        let exact: HashSet<&str> =
            files.iter().filter(is_exact).map(|file| &*file.catalogue).collect();
        let mut stand_ins: HashMap<String, Locale> = HashMap::new();
        for file in files.iter().filter(|file| !exact.contains(&*file.catalogue)) {
            let Some(locale) =
                file.locale.as_ref().filter(|locale| locale.language() == source.language())
            else {
                continue;
            };
            let stand_in =
                stand_ins.entry(file.catalogue.clone()).or_insert_with(|| locale.clone());
            if locale < stand_in {
                stand_in.clone_from(locale);
            }
        }
        Self { source, stand_ins }
    }

    /// Whether a file is written in the source locale.
    pub(super) fn is_source(&self, file: &File) -> bool {
        let Some(locale) = &file.locale else { return true };
        *locale == self.source || self.stand_ins.get(&file.catalogue) == Some(locale)
    }

    /// Whether a locale that content names stands for the source.
    pub(super) fn stands_for(&self, locale: &Locale) -> bool {
        *locale == self.source
            || locale.language() == self.source.language()
                && !(self.source.is_specific() && locale.is_specific())
    }
}
