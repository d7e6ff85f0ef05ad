//! BCP 47 tags: reading the spellings that products use, and which tag serves which (RFC 4647).
//! Knows nothing of paths; `walk` finds the tags in them.

use std::fmt;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use unic_langid::LanguageIdentifier;

/// A language with its script, region and variants, in BCP 47's canonical form: `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(LanguageIdentifier);

/// Languages written without spaces between words.
const WITHOUT_SPACES: [&str; 7] = ["zh", "ja", "th", "lo", "km", "my", "yue"];

impl Locale {
    /// Reads a tag in any spelling in use: `pt-BR`, `pt_BR`, `pt-rBR`, `b+sr+Latn`, `sr@latin`,
    /// `de_DE.UTF-8`, and Java's old words for Hebrew and Yiddish. `None` where the text is not shaped like a tag; `xx` is shaped like one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("b+").unwrap_or(text);
        let text = text.split_once('.').map_or(text, |(tag, _charset)| tag);
        let (tag, modifier) =
            text.split_once('@').map_or((text, None), |(tag, it)| (tag, Some(it)));
        let mut parts: Vec<&str> = tag.split(['-', '_', '+']).collect();
        match parts.first_mut() {
            Some(language @ &mut "iw") => *language = "he",
            Some(language @ &mut "ji") => *language = "yi",
            _ => {}
        }
        for part in parts.iter_mut().skip(1) {
            *part = android_region(part);
        }
        match modifier {
            Some("latin") => parts.insert(1, "Latn"),
            Some("cyrillic") => parts.insert(1, "Cyrl"),
            Some(variant) if variant.len() >= 5 => parts.push(variant),
            _ => {}
        }
        if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            return None;
        }
        let tag = LanguageIdentifier::from_str(&parts.join("-")).ok()?;
        (2..=3).contains(&tag.language.as_str().len()).then_some(Self(tag)) // four to eight letters are reserved
    }

    /// The language alone: `pt` of `pt-BR`.
    pub fn language(&self) -> &str {
        self.0.language.as_str()
    }

    /// Whether a region, a script or a variant stands beside the language.
    pub fn is_specific(&self) -> bool {
        self.0.region.is_some() || self.0.script.is_some() || self.0.variants().len() > 0
    }

    /// Whether the language has a two-letter code of ISO 639-1.
    pub fn has_two_letter_language(&self) -> bool {
        isolang::Language::from_639_1(self.language()).is_some()
    }

    /// Whether the language has a three-letter code of ISO 639-3 (`src`, `res` and `app` have one too).
    pub fn has_three_letter_language(&self) -> bool {
        isolang::Language::from_639_3(self.language()).is_some()
    }

    /// This locale, then ever shorter ones: the order in which RFC 4647 §3.4 looks a tag up.
    pub fn lookup(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), |locale| {
            let mut shorter = locale.0.clone();
            if shorter.variants().len() > 0 {
                shorter.clear_variants();
            } else if shorter.region.is_some() {
                shorter.region = None;
            } else if shorter.script.is_some() {
                shorter.script = None;
            } else {
                return None;
            }
            Some(Self(shorter))
        })
    }

    /// Whether this is one of some locales or a region of one: `pt` stands for `pt-BR` too.
    pub fn is_among(&self, locales: &[Self]) -> bool {
        self.lookup().any(|locale| locales.contains(&locale))
    }

    /// The locales whose words serve this one, the nearest first: those of [`Self::lookup`], each also
    /// with its script written out, and none in another script than its own. `zh-TW` is served by
    /// `zh-Hant` and not by `zh`, `sr-Latn` not by `sr`.
    pub fn served_by(&self) -> impl Iterator<Item = Self> {
        let script = likely(&self.0).script;
        let is_of_script = move |locale: &Self| likely(&locale.0).script == script;
        let is_written_out = self.0.script.is_some();
        let with_script = move |locale: Self| {
            let mut written_out = locale.0.clone();
            written_out.script = script;
            let written_out = (!is_written_out).then_some(Self(written_out));
            std::iter::once(locale).chain(written_out)
        };
        self.lookup().flat_map(with_script).filter(is_of_script)
    }

    /// Whether `a` stands closer to this locale than `b`, both of its language: itself first, then the
    /// region where most people speak it (CLDR's likely subtags: `en-US` for `en`), then by name.
    pub fn stands_closer(&self, a: &Self, b: &Self) -> bool {
        let likely = likely(&self.0);
        let distance = |of: &Self| (of != self, of.0.region != likely.region, of.clone());
        distance(a) < distance(b)
    }

    /// Whether words are written without spaces between them.
    pub fn is_without_spaces(&self) -> bool {
        WITHOUT_SPACES.contains(&self.language())
    }

    /// Whether `i` and `I` are two letters, as in Turkish.
    pub fn has_dotless_i(&self) -> bool {
        matches!(self.language(), "tr" | "az")
    }

    /// The Snowball stemmer of the language, if there is one.
    pub fn stemmer(&self) -> Option<Algorithm> {
        Some(match self.language() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return None,
        })
    }
}

/// A tag with the script and the region that it most likely has (CLDR's likely subtags).
fn likely(tag: &LanguageIdentifier) -> LanguageIdentifier {
    let mut likely = tag.clone();
    likely.maximize();
    likely
}

/// `BR` of Android's `rBR`; any other part as it is.
fn android_region(part: &str) -> &str {
    match part.strip_prefix('r') {
        Some(region) if region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase()) => {
            region
        }
        _ => part,
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_products() {
        for (spelling, tag) in [
            ("pt_BR", "pt-BR"),
            ("pt-rBR", "pt-BR"),
            ("b+sr+Latn", "sr-Latn"),
            ("sr@latin", "sr-Latn"),
            ("ca@valencia", "ca-valencia"),
            ("de_DE.UTF-8", "de-DE"),
            ("EN-us", "en-US"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(Locale::parse(spelling).unwrap().to_string(), tag, "{spelling}");
        }
    }

    #[test]
    fn the_usual_region_stands_closest() {
        let locale = |tag| Locale::parse(tag).unwrap();
        let closer = |of, a, b| locale(of).stands_closer(&locale(a), &locale(b));
        assert!(closer("en", "en-US", "en-AU") && !closer("en", "en-AU", "en-US"));
        assert!(closer("pt", "pt-BR", "pt-AO"));
        assert!(closer("en", "en", "en-US") && closer("en", "en-AU", "en-GB"));
    }

    #[test]
    fn words_of_another_script_do_not_serve() {
        for (tag, served_by) in [
            ("zh-TW", "zh-TW zh-Hant-TW zh-Hant"),
            ("zh-Hant-HK", "zh-Hant-HK zh-Hant"),
            ("zh-CN", "zh-CN zh-Hans-CN zh zh-Hans"),
            ("sr-Latn", "sr-Latn"),
            ("sr-RS", "sr-RS sr-Cyrl-RS sr sr-Cyrl"),
            ("de-AT", "de-AT de-Latn-AT de de-Latn"),
        ] {
            let found: Vec<_> =
                Locale::parse(tag).unwrap().served_by().map(|it| it.to_string()).collect();
            assert_eq!(found.join(" "), served_by, "{tag}");
        }
    }

    #[test]
    fn no_tags() {
        for text in ["", "messages", "a", "my proposals", "12", "_", "e-n-g"] {
            assert_eq!(Locale::parse(text), None, "{text}");
        }
    }

    #[test]
    fn lookup_shortens_from_the_end() {
        let chain: Vec<_> =
            Locale::parse("zh-Hant-TW").unwrap().lookup().map(|l| l.to_string()).collect();
        assert_eq!(chain, ["zh-Hant-TW", "zh-Hant", "zh"]);
    }
}
