//! Folders in which a platform keeps the texts of one locale, under names of its own: Android's
//! `values-pt-rBR`, Apple's `pt-BR.lproj`.

use crate::config::Settings;
use crate::text::locale::Locale;

/// Folders of Apple's that are called by a language's name, as they all were once.
const NAMED: [(&str, &str); 7] = [
    ("English", "en"),
    ("German", "de"),
    ("French", "fr"),
    ("Dutch", "nl"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Spanish", "es"),
];

/// The folder of Apple's for files that hold all locales.
pub(super) const OF_ALL: &str = "mul.lproj";

/// The locale that a folder of a platform names, and the folder without it.
pub(super) fn folder(folder: &str, settings: &Settings) -> Option<(Locale, String)> {
    android(folder).or_else(|| apple(folder, settings))
}

/// The locale of a folder of Android's resources, and the folder without it: `values-b+sr+Latn`,
/// `values-mcc310-pt-rBR-night`. Qualifiers have a fixed order; the language comes before all but the
/// codes of a network.
fn android(folder: &str) -> Option<(Locale, String)> {
    let qualifiers: Vec<&str> = folder.strip_prefix("values-")?.split('-').collect();
    let is_network = |part: &&&str| {
        part.strip_prefix("mcc")
            .or(part.strip_prefix("mnc"))
            .is_some_and(|code| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let before = qualifiers.iter().take_while(is_network).count();
    let language = match *qualifiers.get(before)? {
        "in" => "id", // as Java calls it; elsewhere a folder `in` holds what goes in
        language => language,
    };
    let is_region = |part: &&&str| {
        let region = part.strip_prefix('r').unwrap_or("");
        region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase())
            || region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit())
    };
    let region = qualifiers.get(before + 1).filter(is_region);
    let tag = match region {
        Some(region) => format!("{language}-{}", &region[1..]),
        None => language.to_owned(),
    };
    // `car` is Carib, and a device in a car.
    let locale = Locale::parse(&tag).filter(|_| language != "car")?;
    let is_language = locale.has_two_letter_language() || locale.has_three_letter_language();
    let after = before + 1 + usize::from(region.is_some());
    let rest = [&["values"], &qualifiers[..before], &qualifiers[after..]].concat();
    is_language.then(|| (locale, rest.join("-")))
}

/// The locale of one of Apple's folders, and the folder without it: `Base.lproj` holds the source texts.
fn apple(folder: &str, settings: &Settings) -> Option<(Locale, String)> {
    let name = folder.strip_suffix(".lproj")?;
    let rest = "{}.lproj".to_owned();
    if name == "Base" {
        return Some((settings.source_locale.clone(), rest));
    }
    if let Some(locale) = settings.locale_aliases.get(name) {
        return Some((locale.clone(), rest));
    }
    let named = NAMED.iter().find(|(named, _)| *named == name);
    let locale = Locale::parse(named.map_or(name, |(_, tag)| tag))?;
    let is_known = locale.has_two_letter_language() || locale.has_three_letter_language();
    is_known.then_some((locale, rest))
}
