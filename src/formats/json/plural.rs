//! Plural and gender forms that JSON catalogues write as keys: i18next's `sent_one` and `sent_other`, and
//! maps of nothing but `one`, `other` ... A word that merely ends in `_one` is none of them.

use std::collections::HashSet;

use crate::syntax::json::{Member, Value};

const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
const GENDERS: [&str; 2] = ["male", "female"];

/// The keys of one object that are forms of an entry.
pub(super) struct Suffixes {
    /// The stems that stand with `_other` and another form.
    stems: HashSet<String>,
    /// The stems that stand by themselves and with `_plural`: i18next before its fourth JSON format.
    legacy: HashSet<String>,
}

impl Suffixes {
    /// Looks for forms among the keys of an object.
    pub(super) fn of(members: &[Member<'_>]) -> Self {
        let mut found = Self { stems: HashSet::new(), legacy: HashSet::new() };
        let ends = |suffix: &'static str| {
            let text = members.iter().filter(|member| member.value.as_text().is_some());
            text.filter_map(move |member| member.key.text.strip_suffix(suffix))
        };
        if ends("_other").next().is_none() && ends("_plural").next().is_none() {
            return found;
        }
        let keys: HashSet<&str> = members.iter().map(|member| &*member.key.text).collect();
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
    pub(super) fn split<'k>(&self, key: &'k str) -> Option<(&'k str, String)> {
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

/// Whether an object holds nothing but the plural forms of one text, `other` among them.
pub(super) fn is_map(members: &[Member<'_>]) -> bool {
    let is_form = |member: &Member<'_>| {
        PLURALS.contains(&&*member.key.text) && matches!(member.value, Value::String(_))
    };
    members.len() > 1
        && members.iter().all(is_form)
        && members.iter().any(|member| member.key.text == "other")
}
