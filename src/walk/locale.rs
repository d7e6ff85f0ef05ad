//! Finds the locale in a path: a whole stem, a whole folder, or a part of a name after `_`, `-` or
//! `.`; the candidate nearest the file name wins. What is cut out leaves the catalogue's name.

use std::collections::HashSet;

use super::platform;
use crate::config::Settings;
use crate::text::locale::Locale;

/// A part of a path that may name a locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The locale it would be.
    pub locale: Locale,
    /// The path with that part cut out.
    pub rest: String,
    /// Whether it counts by itself. If not, it counts where the same path stands in the tree with a
    /// locale that does.
    pub counts_alone: bool,
}

/// Folders and stems that are ordinary words of programs more often than languages.
const ORDINARY: [&str; 7] = ["it", "id", "is", "no", "to", "my", "ts"];

/// Folders under which an ordinary word is no locale.
const CODE_FOLDERS: [&str; 3] = ["src", "tests", "lib"];

/// The candidates of a path, the nearest to the file name first.
pub fn candidates(path: &str, settings: &Settings) -> Vec<Candidate> {
    let parts: Vec<&str> = path.split('/').collect();
    let mut candidates = Vec::new();
    for at in (0..parts.len()).rev() {
        let is_name = at + 1 == parts.len();
        let in_code = parts[..at].iter().any(|part| CODE_FOLDERS.contains(part));
        if parts[at] == platform::OF_ALL {
            continue;
        }
        let mut add = |locale, cut: &str, counts_alone| {
            let mut rest: Vec<&str> = parts.clone();
            rest[at] = cut;
            candidates.push(Candidate { locale, rest: rest.join("/"), counts_alone });
        };
        if let Some((locale, rest)) = platform::folder(parts[at], settings).filter(|_| !is_name) {
            add(locale, &rest, true);
            continue;
        }
        for piece in pieces(parts[at], is_name) {
            if let Some((locale, counts_alone)) = piece.locale(settings, in_code && !is_name) {
                add(locale, &piece.cut(), counts_alone);
            }
        }
    }
    candidates
}

/// The candidate that counts: the first that does by itself or whose path stands elsewhere in the
/// tree with a locale that does.
pub fn choose<'c>(candidates: &'c [Candidate], certain: &Certain<'_>) -> Option<&'c Candidate> {
    candidates.iter().find(|candidate| candidate.counts_alone || certain.contains(&*candidate.rest))
}

/// The paths, with the locale cut out, that stand in the tree with a locale that counts by itself.
pub type Certain<'p> = HashSet<&'p str>;

/// A part of one name: what stands before it, itself, and what stands after.
#[derive(Clone, Copy, Debug)]
struct Piece<'n> {
    before: &'n str,
    text: &'n str,
    after: &'n str,
}

/// The pieces of a name that may be a tag: the whole, dotted parts from the right, and the ends of
/// those after `_` or `-`, the longest first.
fn pieces(name: &str, is_file: bool) -> Vec<Piece<'_>> {
    let stem_end = if is_file { name.rfind('.').unwrap_or(name.len()) } else { name.len() };
    let mut pieces = Vec::new();
    let mut end = stem_end;
    loop {
        let start = name[..end].rfind('.').map_or(0, |dot| dot + 1);
        let piece = |from: usize| Piece {
            before: &name[..from],
            text: &name[from..end],
            after: &name[end..],
        };
        pieces.push(piece(start));
        let breaks = name[start..end].match_indices(['_', '-']).map(|(at, _)| start + at + 1);
        pieces.extend(breaks.map(piece));
        if start == 0 {
            return pieces;
        }
        end = start - 1;
    }
}

impl Piece<'_> {
    /// The locale this piece names, and whether it counts by itself.
    fn locale(&self, settings: &Settings, in_code: bool) -> Option<(Locale, bool)> {
        if let Some(locale) = settings.locale_aliases.get(self.text) {
            return Some((locale.clone(), true));
        }
        let locale = Locale::parse(self.text)?;
        if settings.known_locales.contains(&locale) {
            return Some((locale, true));
        }
        let is_whole = self.before.is_empty();
        let is_ordinary = ORDINARY.contains(&locale.language());
        if locale.has_two_letter_language() {
            if !self.has_usual_shape(&locale) {
                return None;
            }
            // `to-do` and `yes-no` are words; `no` as a stem, `it/` outside code are languages.
            let counts = !is_ordinary
                || (is_whole && !in_code && (!locale.is_specific() || self.has_capitals()));
            return Some((locale, counts));
        }
        let counts = is_whole && locale.is_specific() && self.has_capitals();
        (locale.language().len() == 3 && locale.has_three_letter_language())
            .then_some((locale, counts))
    }

    /// Whether the tag is written as tags are: no `MY-app`, no `en-terprise`.
    fn has_usual_shape(&self, locale: &Locale) -> bool {
        let language = self.text.strip_prefix("b+").unwrap_or(self.text);
        let language = language.split(['-', '_', '+', '@']).next().unwrap_or("");
        let is_cased = language.chars().all(char::is_lowercase) || !locale.is_specific();
        // A variant (`-android`, `-1996`) after a bare language is most often an ordinary word.
        let tag = locale.to_string();
        let has_word =
            tag.split('-').skip(1).any(|part| part.len() >= 5) && !self.text.contains('@');
        is_cased && !has_word
    }

    fn has_capitals(&self) -> bool {
        self.text.chars().any(char::is_uppercase)
    }

    /// The name without this piece and the sign that joined it; `{}` where nothing else is left.
    fn cut(&self) -> String {
        let before = self.before.trim_end_matches(['_', '-', '.']);
        match before.is_empty() {
            true => format!("{{}}{}", self.after),
            false => format!("{before}{}", self.after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str) -> Option<(String, String)> {
        let candidates = candidates(path, &Settings::default());
        let chosen = choose(&candidates, &HashSet::new())?;
        Some((chosen.locale.to_string(), chosen.rest.clone()))
    }

    #[test]
    fn locales_of_products() {
        for (path, locale, rest) in [
            ("locales/de/x.ftl", "de", "locales/{}/x.ftl"),
            ("de.json", "de", "{}.json"),
            ("messages_de.json", "de", "messages.json"),
            ("messages_pt_BR.json", "pt-BR", "messages.json"),
            ("en.i18n.json", "en", "{}.i18n.json"),
            ("name.de.json", "de", "name.json"),
            ("lib/l10n/app_de.arb", "de", "lib/l10n/app.arb"),
            ("src/_locales/pt_BR/messages.json", "pt-BR", "src/_locales/{}/messages.json"),
            ("res/values-de/strings.xml", "de", "res/values/strings.xml"),
            ("res/values-b+sr+Latn/strings.xml", "sr-Latn", "res/values/strings.xml"),
            ("res/values-pt-rBR/strings.xml", "pt-BR", "res/values/strings.xml"),
            ("res/values-fil/strings.xml", "fil", "res/values/strings.xml"),
            ("res/values-in/strings.xml", "id", "res/values/strings.xml"),
            ("res/values-iw/strings.xml", "he", "res/values/strings.xml"),
            ("res/values-es-r419/strings.xml", "es-419", "res/values/strings.xml"),
            ("res/values-de-rAT-night/s.xml", "de-AT", "res/values-night/s.xml"),
            ("res/values-mcc310-mnc004-it/s.xml", "it", "res/values-mcc310-mnc004/s.xml"),
            ("po/sr@latin.po", "sr-Latn", "po/{}.po"),
            ("de.lproj/Main.strings", "de", "{}.lproj/Main.strings"),
            ("Base.lproj/Main.strings", "en", "{}.lproj/Main.strings"),
            ("mac/German.lproj/a.strings", "de", "mac/{}.lproj/a.strings"),
            ("zh-Hans.lproj/a.strings", "zh-Hans", "{}.lproj/a.strings"),
            ("zh_CN.lproj/a.strings", "zh-CN", "{}.lproj/a.strings"),
            ("pt-BR.lproj/a.strings", "pt-BR", "{}.lproj/a.strings"),
            ("es-419.lproj/a.strings", "es-419", "{}.lproj/a.strings"),
            ("src/it.lproj/a.strings", "it", "src/{}.lproj/a.strings"),
            ("locale/fr/LC_MESSAGES/django.po", "fr", "locale/{}/LC_MESSAGES/django.po"),
            ("i18n/zh-Hans-CN.json", "zh-Hans-CN", "i18n/{}.json"),
            ("i18n/fil-PH.json", "fil-PH", "i18n/{}.json"),
        ] {
            assert_eq!(found(path), Some((locale.to_owned(), rest.to_owned())), "{path}");
        }
    }

    #[test]
    fn no_locales() {
        for path in [
            "src/app/messages.json",
            "src/it/data.json",
            "lib/id/list.json",
            "res/strings.json",
            "res/values-night/strings.xml",
            "res/values-car/strings.xml",
            "res/values-sw600dp-land/strings.xml",
            "res/values-v21/strings.xml",
            "to-do.json",
            "yes-no.json",
            "package.json",
            "src/en-terprise/x.json",
            "mul.lproj/Main.xcstrings",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn three_letters_count_beside_a_certain_locale() {
        let settings = Settings::default();
        let fil = candidates("i18n/fil.json", &settings);
        assert!(choose(&fil, &HashSet::new()).is_none());
        assert_eq!(
            choose(&fil, &HashSet::from(["i18n/{}.json"])).unwrap().locale.to_string(),
            "fil"
        );
    }
}
