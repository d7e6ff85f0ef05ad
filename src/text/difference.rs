//! How the name on a label differs from the name it should have. Both call one state, so a lenient
//! stemmer does no harm here. Owns the kinds of difference; what each weighs in which locale is
//! decided elsewhere.

use super::agreement::agree;
use super::fold::{fold, stem};
use super::likeness::language::{Language, turning_words};
use super::locale::Locale;

/// Kinds of difference, from the least to the most weighty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// None at all.
    Same,
    /// Letter case, spaces or punctuation: On hold, On-Hold.
    LetterCase,
    /// Singular and plural of the same words: Offer, Offers.
    Number,
    /// One name stands whole in the other: Reset, Reset card.
    Frame,
    /// Two forms of one word: Complete, Completed.
    Inflection,
    /// Two spellings of the same words: Canceled, Cancelled.
    Spelling,
    /// Two names.
    Different,
}

impl Difference {
    /// All kinds, from the least to the most weighty.
    pub const ALL: [Self; 7] = [
        Self::Same,
        Self::LetterCase,
        Self::Number,
        Self::Frame,
        Self::Inflection,
        Self::Spelling,
        Self::Different,
    ];

    /// The kind's name in configuration and reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::LetterCase => "letter-case",
            Self::Number => "number",
            Self::Frame => "frame",
            Self::Inflection => "inflection",
            Self::Spelling => "spelling",
            Self::Different => "different",
        }
    }
}

/// How `name` differs from `reference`. `whole` says that all of the label is the name, because an
/// annotation or a listed text bound it: then nothing in it is a frame.
pub fn difference(name: &str, reference: &str, locale: &Locale, whole: bool) -> Difference {
    if name == reference {
        return Difference::Same;
    }
    let (a, b) = (fold(name, locale), fold(reference, locale));
    if a.is_empty() || b.is_empty() {
        return Difference::Different;
    }
    if letters(&a) == letters(&b) {
        return Difference::LetterCase;
    }
    let words = Words { a: a.split(' ').collect(), b: b.split(' ').collect(), locale };
    if let Some(language) = Language::english(locale)
        && let Some(found) = words.spelling(language, whole)
    {
        return found;
    }
    words.difference(whole)
}

/// Whether a name keeps to a spelling policy of its language (`us`, else British); `true` where the
/// language has no two spellings of it.
pub fn keeps_to(name: &str, policy: &str, locale: &Locale) -> bool {
    let Some(language) = Language::english(locale) else { return true };
    let folded = fold(name, locale);
    let is_american = folded.split(' ').all(|word| language.american(word) == word);
    is_american == (policy == "us")
}

/// Whether names that differ so count as one when the names of a state are grouped.
pub fn same_group(difference: Difference) -> bool {
    !matches!(difference, Difference::Spelling | Difference::Different)
}

/// The folded words of two names.
struct Words<'w> {
    a: Vec<&'w str>,
    b: Vec<&'w str>,
    locale: &'w Locale,
}

impl Words<'_> {
    /// [`Difference::Spelling`] if the names are alike once both are written in one spelling, and more
    /// alike than before. "Completed" and "Complete" gain nothing by it.
    fn spelling(&self, language: &Language, whole: bool) -> Option<Difference> {
        let respelt = |words: &[&str]| -> Vec<String> {
            words.iter().map(|word| language.american(word)).collect()
        };
        let (a, b) = (respelt(&self.a), respelt(&self.b));
        if a.iter().eq(&self.a) && b.iter().eq(&self.b) {
            return None;
        }
        let respelt = Words {
            a: a.iter().map(String::as_str).collect(),
            b: b.iter().map(String::as_str).collect(),
            locale: self.locale,
        };
        let gained = letters(&a.concat()) == letters(&b.concat())
            || respelt.difference(whole) < self.difference(whole);
        gained.then_some(Difference::Spelling)
    }

    fn difference(&self, whole: bool) -> Difference {
        if self.differ_in_number() {
            Difference::Number
        } else if self.are_forms_of_the_same_words() {
            Difference::Inflection
        } else if !whole && self.is_frame(&|a, b| are_of_one_noun(a, b, self.locale)) {
            Difference::Frame
        } else if !whole && self.agrees_in_a_frame() {
            Difference::Inflection
        } else {
            Difference::Different
        }
    }

    /// Whether one name stands in the other and agrees with what is around it: `Bezahlt`, `Bezahlte
    /// Rechnung`. English words do not agree.
    fn agrees_in_a_frame(&self) -> bool {
        Language::english(self.locale).is_none()
            && self.is_frame(&|a, b| a == b || self.are_forms_of_one_word(a, b))
    }

    fn differ_in_number(&self) -> bool {
        self.are_alike(|a, b| are_of_one_noun(a, b, self.locale))
    }

    fn are_forms_of_the_same_words(&self) -> bool {
        self.are_alike(|a, b| a == b || self.are_forms_of_one_word(a, b))
    }

    /// Whether the names have as many words and each pair of them is alike.
    fn are_alike(&self, alike: impl Fn(&str, &str) -> bool) -> bool {
        self.a.len() == self.b.len() && self.a.iter().zip(&self.b).all(|(a, b)| alike(a, b))
    }

    fn are_forms_of_one_word(&self, a: &str, b: &str) -> bool {
        match (Language::english(self.locale), self.locale.stemmer()) {
            (Some(language), _) => language.stem_of_form(a) == language.stem_of_form(b),
            (None, Some(_)) => {
                are_stems_of_one_word(&stem(a, self.locale), &stem(b, self.locale))
                    || agree(a, b, self.locale)
            }
            (None, None) => {
                !self.locale.is_without_spaces()
                    && (share_beginning(a, b) || agree(a, b, self.locale))
            }
        }
    }

    /// Whether one name stands whole in the other, word by word alike, and the rest leaves its meaning
    /// alone.
    fn is_frame(&self, alike: &dyn Fn(&str, &str) -> bool) -> bool {
        let length = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
        let (longer, shorter) =
            if length(&self.a) < length(&self.b) { (&self.b, &self.a) } else { (&self.a, &self.b) };
        if self.locale.is_without_spaces() {
            return is_frame_of_letters(&longer.concat(), &shorter.concat(), self.locale);
        }
        let Some(at) = position(longer, shorter, alike) else { return false };
        let mut rest = longer[..at].iter().chain(&longer[at + shorter.len()..]);
        let turning: Vec<&str> = turning_words(self.locale).collect();
        let language = Language::english(self.locale);
        !rest.any(|word| {
            turning.contains(word) || language.is_some_and(|it| turns(word, shorter, it))
        })
    }
}

/// Whether a word beside a name makes it another: a negation, a degree, an opposite.
fn turns(word: &str, name: &[&str], language: &Language) -> bool {
    let stem = language.stem(word);
    let opposes = |other: &&str| {
        let other = language.stem(other);
        language.are_opposites(&stem, &other)
            || language.negation(word).is_some_and(|(_, base)| language.stem(base) == other)
    };
    language.is_negator(word) || language.is_degree(word) || name.iter().any(opposes)
}

/// The same in scripts without spaces, where a word is a part of a text. One letter alone says too
/// little to be found in another name.
fn is_frame_of_letters(longer: &str, shorter: &str, locale: &Locale) -> bool {
    let Some(at) = longer.find(shorter) else { return false };
    let rest = [&longer[..at], &longer[at + shorter.len()..]];
    shorter.chars().nth(1).is_some()
        && !turning_words(locale).any(|word| rest.iter().any(|rest| rest.contains(word)))
}

/// Where words stand side by side among others. In linear time but for hostile names, whose first word
/// repeats; of those only the beginning is looked at.
fn position(
    longer: &[&str],
    shorter: &[&str],
    alike: &dyn Fn(&str, &str) -> bool,
) -> Option<usize> {
    const MOST_WORDS: usize = 100;
    let reach = longer.len().min(shorter.len() + MOST_WORDS);
    let fits = |words: &[&str]| words.iter().zip(shorter).all(|(a, b)| alike(a, b));
    longer[..reach].windows(shorter.len()).position(fits)
}

/// Whether two words are equal or one is the other's plural.
fn are_of_one_noun(a: &str, b: &str, locale: &Locale) -> bool {
    let language = locale.language();
    a == b || is_plural(a, b, language) || is_plural(b, a, language)
}

/// Whether `plural` is `singular` with an ending that makes plurals in the language.
fn is_plural(singular: &str, plural: &str, language: &str) -> bool {
    const SHORTEST: usize = 3;
    let endings: &[&str] = match language {
        "en" | "es" | "pt" | "gl" | "ca" => &["s", "es"],
        "fr" => &["s", "x"],
        "de" | "nl" => &["s", "n", "en", "e"],
        _ => &[],
    };
    if singular.chars().count() < SHORTEST {
        return false;
    }
    let ending = plural.strip_prefix(singular);
    let by_ending = ending.is_some_and(|ending| endings.contains(&ending));
    let by_y = language == "en"
        && singular
            .strip_suffix('y')
            .is_some_and(|start| plural.strip_suffix("ies") == Some(start));
    by_ending || by_y
}

/// Whether two stems are one, or one goes on where the other ends: Snowball takes more from some
/// forms than from others (Russian `закрыт` to `закр`, `закрыта` to `закрыт`).
fn are_stems_of_one_word(a: &str, b: &str) -> bool {
    a == b || ((a.starts_with(b) || b.starts_with(a)) && share_beginning(a, b))
}

/// Whether two words begin with the same four letters and with half of the longer word, and end in
/// at most four letters of their own: forms of one word, where no stemmer says so.
fn share_beginning(a: &str, b: &str) -> bool {
    const BEGINNING: usize = 4;
    const ENDING: usize = 4;
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= BEGINNING && shared * 2 >= longer && longer - shared <= ENDING
}

/// The letters of a fold, spaces left out: "check in" and "checkin" differ by a space only.
fn letters(fold: &str) -> String {
    fold.chars().filter(|c| *c != ' ').collect()
}

#[cfg(test)]
mod tests {
    use super::Difference::*;
    use super::*;

    fn check(tag: &str, expected: Difference, pairs: &[(&str, &str)]) {
        let locale = Locale::parse(tag).unwrap();
        for (a, b) in pairs {
            assert_eq!(difference(a, b, &locale, false), expected, "{a} {b}");
            assert_eq!(difference(b, a, &locale, false), expected, "{b} {a}");
        }
    }

    #[test]
    fn english() {
        check("en", Same, &[("Active", "Active"), ("", "")]);
        check(
            "en",
            LetterCase,
            &[("On hold", "On-Hold"), ("PayPal", "Paypal"), ("ACTIVE", "Active")],
        );
        check(
            "en",
            Number,
            &[("Offer", "Offers"), ("Reply", "Replies"), ("Open offer", "Open offers")],
        );
        check(
            "en",
            Spelling,
            &[
                ("Canceled", "Cancelled"),
                ("Fulfil", "Fulfill"),
                ("Authorise payment", "Authorize payment"),
                ("Programme", "Program"),
                ("Enrol", "Enroll"),
                ("Licence", "License"),
                ("Cancelled order", "Canceled orders"),
            ],
        );
        check(
            "en",
            Inflection,
            &[("Complete", "Completed"), ("Send", "Sent"), ("Babakagamin", "Babakagamined")],
        );
        check(
            "en",
            Frame,
            &[("Reset", "Reset card"), ("Active", "Active Candidacy"), ("Paid", "Order paid")],
        );
        check(
            "en",
            Different,
            &[
                ("Submitted", "Sent"),
                ("Interviewed", "Active"),
                ("Viewed", "Interviewed"),
                ("Paid", "Unpaid"),
                ("Active", "Inactive"),
                ("Paid", "Not paid"),
                ("Refunded", "Partially refunded"),
                ("Active", "No longer active"),
                ("Open", "Open or closed"),
                ("Paid", "Paid or unpaid"),
                ("Active", "Previously active"),
                ("★", "☆"),
                ("", "Active"),
            ],
        );
    }

    #[test]
    fn what_is_all_name_has_no_frame() {
        let locale = Locale::parse("en").unwrap();
        let whole = |a, b| difference(a, b, &locale, true);
        assert_eq!(whole("Active Candidacy", "Active"), Different);
        assert_eq!(whole("ACTIVE", "Active"), LetterCase);
        assert_eq!(whole("Offers", "Offer"), Number);
        assert_eq!(whole("Cancelled", "Canceled"), Spelling);
        assert_eq!(whole("Completed", "Complete"), Inflection);
    }

    #[test]
    fn other_languages() {
        check("fr", Inflection, &[("Annulée", "Annulé")]);
        check("fr", Number, &[("Offre acceptée", "Offres acceptées")]);
        check("fr", Different, &[("Payé", "Non payé"), ("Payé", "Partiellement payé")]);
        check("ru", Inflection, &[("Закрыт", "Закрыта")]);
        check("ru", Different, &[("Оплачен", "Не оплачен"), ("Открыт", "Закрыт")]);
        check("pl", Inflection, &[("zablokowany", "zablokowana")]);
        check("pl", Different, &[("aktywny", "nieaktywny")]);
        check("pl", Inflection, &[("nowy", "nowe zlecenie"), ("nowe", "nowych zamówień")]);
        check("ru", Inflection, &[("Новый", "новых заказа"), ("Оплачен", "Оплаченные счета")]);
        check("de", Inflection, &[("Bezahlt", "Bezahlter Betrag")]);
        check("fr", Inflection, &[("Actif", "Active"), ("Actif", "Offres actives")]);
        check("sv", Inflection, &[("Betald", "Betalt"), ("Öppen", "Öppna")]);
        check("ko", Inflection, &[("결제", "결제됨")]);
        check("tr", Different, &[("Ödendi", "Ödenmedi")]);
        check("de", Frame, &[("Bezahlt", "Rechnung bezahlt")]);
        check("de", Different, &[("Bezahlt", "Nicht bezahlt"), ("Bezahlt", "Teilweise bezahlt")]);
        check("zh", Frame, &[("支付", "已支付")]);
        check("zh", Different, &[("支付", "未支付"), ("中", "进行中"), ("完成", "取消")]);
        check("th", Different, &[("ชำระแล้ว", "ยังไม่ชำระแล้ว")]);
        check("hi", Different, &[("सक्रिय", "निष्क्रिय")]);
        check("he", LetterCase, &[("סגור", "סגור!")]);
        check("tr", LetterCase, &[("İPTAL", "iptal")]);
    }

    #[test]
    fn groups_and_ids() {
        let grouped: Vec<_> = Difference::ALL.into_iter().filter(|it| same_group(*it)).collect();
        assert_eq!(grouped, [Same, LetterCase, Number, Frame, Inflection]);
        assert!(Difference::ALL.is_sorted());
        assert_eq!(Different.id(), "different");
    }

    #[test]
    fn hostile_names() {
        let long = "a ".repeat(50_000);
        for tag in ["en", "zh", "pl", "ta"] {
            let locale = Locale::parse(tag).unwrap();
            for a in ["", "\u{300}", "👩‍💻", &long, "未"] {
                for b in ["a", "a b", &long, "✅ Done"] {
                    difference(a, b, &locale, false);
                }
            }
        }
    }
}
