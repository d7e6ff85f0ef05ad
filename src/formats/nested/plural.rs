//! Plural and gender forms that catalogues of nested keys write as keys: i18next's `sent_one` and
//! `sent_other`, and maps of nothing but `one`, `other` ... A word that merely ends in `_one` is none of
//! them.

use foldhash::{HashSet, HashSetExt};

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
const GENDERS: [&str; 2] = ["male", "female"];

/// The keys of one mapping that are forms of an entry.
pub(in crate::formats) struct Suffixes {
    /// The stems that stand with `_other` and another form.
    stems: HashSet<String>,
    /// The stems that stand by themselves and with `_plural`: i18next before its fourth JSON format.
    legacy: HashSet<String>,
}

impl Suffixes {
    /// Looks for forms among the keys of a mapping, each with whether its value is a text.
    pub(in crate::formats) fn of<'k>(
        members: &(impl Iterator<Item = (&'k str, bool)> + Clone),
    ) -> Self {
        let mut found = Self { stems: HashSet::new(), legacy: HashSet::new() };
        let ends = |suffix: &'static str| {
            let texts = members.clone().filter(|&(_, is_text)| is_text);
            texts.filter_map(move |(key, _)| key.strip_suffix(suffix))
        };
        if ends("_other").next().is_none() && ends("_plural").next().is_none() {
            return found;
        }
        let keys: HashSet<&str> = members.clone().map(|(key, _)| key).collect();
        let has = |stem: &str, form: &str| keys.contains(&*format!("{stem}_{form}"));
        let stems = ends("_other").filter(|stem| {
            let siblings = PLURALS[..5].iter().chain(&GENDERS);
            !stem.is_empty() && siblings.into_iter().any(|form| has(stem, form))
        });
        found.stems = stems.map(str::to_owned).collect();
        let legacy = ends("_plural").filter(|stem| keys.contains(stem));
        found.legacy = legacy.map(str::to_owned).collect();
        found
    }

    /// The entry's key and the branch, if `key` is a form: `place`, `ordinal/one`.
    pub(in crate::formats) fn split<'k>(&self, key: &'k str) -> Option<(&'k str, String)> {
        let (stem, form) = key.rsplit_once('_')?;
        if form == "plural" && self.legacy.contains(stem) {
            return Some((stem, form.to_owned()));
        }
        let is_form = PLURALS.contains(&form) || GENDERS.contains(&form);
        if !is_form || !self.stems.contains(stem) {
            return None;
        }
        match stem.rsplit_once('_') {
            Some((entry, outer)) if outer == "ordinal" || GENDERS.contains(&outer) => {
                Some((entry, format!("{outer}/{form}")))
            }
            _ => Some((stem, form.to_owned())),
        }
    }
}

/// Whether some keys are nothing but the plural forms of one text, `other` among them.
pub(in crate::formats) fn are_forms<'k>(keys: impl IntoIterator<Item = &'k str>) -> bool {
    let mut has_other = false;
    let are_forms = keys.into_iter().all(|key| {
        has_other |= key == "other";
        PLURALS.contains(&key)
    });
    are_forms && has_other
}
