//! Which files are written in the source locale. Knows locales and catalogues, no labels.

use std::collections::{HashMap, HashSet};

use crate::config::Settings;
use crate::label::{Label, Side};
use crate::text::locale::Locale;
use crate::walk::File;

/// Which locale stands for the source locale: itself, or where a catalogue has it not, a region of its
/// language (`en_US` for `en`).
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
            if source.stands_closer(locale, stand_in) {
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

    /// The locale that stands for the source among those that the content of one file names: itself,
    /// else the nearest region of its language, or the language of the region that it is.
    pub(super) fn of_content(&self, labels: &[Label<'_>]) -> Option<Locale> {
        let named = labels.iter().filter_map(|label| label.locale.as_ref());
        let stands = |locale: &&Locale| {
            **locale == self.source
                || locale.language() == self.source.language()
                    && !(self.source.is_specific() && locale.is_specific())
        };
        let nearer = |best: &Locale, other: &Locale| self.source.stands_closer(other, best);
        let best = named
            .filter(stands)
            .reduce(|best, other| if nearer(best, other) { other } else { best });
        best.cloned()
    }
}

/// Which labels of a file are source texts, and in which locale each is.
pub struct Sides<'f> {
    pub(super) file: &'f File,
    pub(super) source: &'f Locale,
    pub(super) sources: &'f SourceLocales,
    /// The locale that stands for the source, where the content names locales.
    pub(super) of_content: Option<Locale>,
}

impl Sides<'_> {
    /// The locale of a label: the source's for a source text beside its translation, else what the
    /// content says, else what the path says, else the source's.
    pub fn locale_of(&self, label: &Label<'_>) -> Locale {
        let named = label.locale.as_ref().or(self.file.locale.as_ref());
        match label.side {
            Side::Source { .. } => self.source.clone(),
            _ => named.unwrap_or(self.source).clone(),
        }
    }

    /// Whether a label is a source text.
    pub fn is_source(&self, label: &Label<'_>) -> bool {
        match (&label.side, &label.locale) {
            (Side::Source { .. }, _) => true,
            (Side::Target { .. }, _) => false,
            (_, Some(locale)) if Some(locale) != self.file.locale.as_ref() => {
                self.of_content.as_ref() == Some(locale)
            }
            _ => self.sources.is_source(self.file),
        }
    }
}
