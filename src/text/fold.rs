//! Folding: what two spellings of a name have in common, whatever their case, spaces and
//! punctuation. Owns the forms that names and identifiers are compared in, and stems of folded
//! words. Knows nothing of placeholders and accelerators; `name` takes those off first.

use caseless::Caseless;
use rust_stemmers::Stemmer;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::MixedScript;

use super::locale::Locale;

/// A longer word is no word of a language; stemmers are not asked about it.
const LONGEST_WORD: usize = 64;

/// The form in which names are compared: NFKC, case folded, camelCase split, every run of characters
/// that are neither letters, numbers nor combining marks one space, apostrophes gone.
/// In Turkish and Azeri `İ`/`i` and `I`/`ı` stay two letters.
pub fn fold(text: &str, locale: &Locale) -> String {
    if text.is_ascii() && !locale.has_dotless_i() {
        fold_ascii(text)
    } else {
        let mut folded = fold_unicode(text, locale.has_dotless_i());
        for (from, to) in variants(locale.language()) {
            if folded.contains(*from) {
                folded = folded.replace(*from, to);
            }
        }
        folded
    }
}

/// Letters of a language that are written in two ways, after folding: Russian `ё` is most often
/// written `е`, Romanian `ș` was long encoded with a cedilla, Persian letters with Arabic codes, and
/// Greek capitals have no accents.
fn variants(language: &str) -> &'static [(char, &'static str)] {
    match language {
        "ru" => &[('ё', "е")],
        "ro" => &[('ş', "ș"), ('ţ', "ț")],
        "fa" => &[('ي', "ی"), ('ك', "ک")],
        "el" => &[
            ('ά', "α"),
            ('έ', "ε"),
            ('ή', "η"),
            ('ί', "ι"),
            ('ό', "ο"),
            ('ύ', "υ"),
            ('ώ', "ω"),
            ('ΐ', "ϊ"),
            ('ΰ', "ϋ"),
        ],
        _ => &[],
    }
}

/// The form in which identifiers are compared: `in-progress` for `inProgress`, `IN_PROGRESS` and
/// `in progress`, `http-error` for `HTTPError`.
pub fn spelling_of_key(text: &str) -> String {
    if text.is_ascii() { spelling_ascii(text) } else { spelling_unicode(text) }
}

/// What [`spelling_unicode`] does, for the common case: one pass over bytes.
fn spelling_ascii(text: &str) -> String {
    let mut spelling = String::with_capacity(text.len() + 4);
    let mut before = None;
    let mut letters = text.bytes().filter(|&byte| byte != b'\'').peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_alphanumeric() {
            before = None;
            continue;
        }
        let leads = letters.peek().is_some_and(u8::is_ascii_lowercase);
        let is_hump = |before: u8| before.is_ascii_lowercase() || leads;
        let starts_word = before.is_none_or(|it| letter.is_ascii_uppercase() && is_hump(it));
        if starts_word && !spelling.is_empty() {
            spelling.push('-');
        }
        spelling.push(char::from(letter.to_ascii_lowercase()));
        before = Some(letter);
    }
    spelling
}

fn spelling_unicode(text: &str) -> String {
    let mut spelling = String::with_capacity(text.len() + 4);
    let mut previous = None;
    let mut letters = text.chars().filter(|&c| !is_apostrophe(c)).peekable();
    while let Some(letter) = letters.next() {
        if is_part_of_word(letter) {
            let starts_word = match previous {
                None => true,
                Some(before) => letter.is_uppercase() && is_hump(before, letters.peek().copied()),
            };
            if starts_word && !spelling.is_empty() {
                spelling.push('-');
            }
            spelling.extend(letter.to_lowercase());
            previous = Some(letter);
        } else {
            previous = None;
        }
    }
    spelling
}

/// Whether two names that fold differently look the same on a screen: their UTS #39 skeletons are
/// equal, before or after folding.
///
/// Where both are written in one script, its letters are what they are: `rn` is no `m`, `ı` no `i`.
/// Only `I`, `l`, `1`, `|` and `O`, `0` still count, because a font makes them one.
pub fn look_alike(a: &str, b: &str) -> bool {
    let (folded_a, folded_b) = (fold_unicode(a, false), fold_unicode(b, false));
    if folded_a == folded_b || skeleton(a) != skeleton(b) {
        return false;
    }
    let same_by =
        |shape: fn(&str) -> String| shape(a) == shape(b) || shape(&folded_a) == shape(&folded_b);
    if share_one_script(a, b) { same_by(outline) } else { same_by(spaced_skeleton) }
}

/// A key that all names share which [`look_alike`] could take for each other. It is coarser than a
/// UTS #39 skeleton (it forgets case, spaces and the dot of `i`): for finding pairs, not for judging
/// them.
pub fn skeleton(text: &str) -> String {
    let prototype: String = unicode_security::skeleton(text).collect();
    fold_unicode(&prototype, false)
        .chars()
        .filter(|&c| c != ' ')
        .map(|letter| match letter {
            'i' | '1' => 'l',
            '0' => 'o',
            _ => letter,
        })
        .collect()
}

/// The stem of one folded word by the locale's Snowball stemmer; the word itself where there is none.
pub(crate) fn stem(word: &str, locale: &Locale) -> String {
    match locale.stemmer() {
        Some(algorithm) if word.len() <= LONGEST_WORD => {
            Stemmer::create(algorithm).stem(word).into_owned()
        }
        _ => word.to_owned(),
    }
}

/// Whether a character stands inside words: a letter, a number or a mark on one of them.
pub(crate) fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || (is_combining_mark(c) && !is_invisible(c) && !is_enclosing(c))
}

/// Whether a character is drawn as nothing: joiners, directions, variation selectors, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a mark draws a frame around a character, as in the keycap emoji.
fn is_enclosing(c: char) -> bool {
    matches!(c, '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Whether an upper-case letter begins a word inside an identifier: after a lower-case letter, after
/// a number before a lower-case letter (`step2Done`, not `2FA`), or as the last of several upper-case
/// letters (`HTTPError`).
fn is_hump(before: char, after: Option<char>) -> bool {
    before.is_lowercase() || after.is_some_and(char::is_lowercase)
}

/// What [`fold_unicode`] does, for the common case: one pass over bytes.
fn fold_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 4);
    let mut gap = false;
    let mut after_lower = false;
    for byte in text.bytes().filter(|&byte| byte != b'\'') {
        if byte.is_ascii_alphanumeric() {
            gap |= after_lower && byte.is_ascii_uppercase();
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            folded.push(char::from(byte.to_ascii_lowercase()));
            gap = false;
        } else {
            gap = true;
        }
        after_lower = byte.is_ascii_lowercase();
    }
    folded
}

fn fold_unicode(text: &str, dotless_i: bool) -> String {
    let spaced = spaced(text, true);
    let turkish = |letter| match letter {
        'İ' if dotless_i => 'i',
        'I' if dotless_i => 'ı',
        _ => letter,
    };
    // Folding can take a text out of its normal form, so it is normalized once more.
    spaced.chars().map(turkish).default_case_fold().nfkc().collect()
}

/// The words of a text with one space between them, in NFKC, case kept.
fn spaced(text: &str, split_humps: bool) -> String {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut gap = false;
    let mut after_lower = false;
    for letter in text.nfkc().filter(|&c| !is_apostrophe(c) && !is_invisible(c)) {
        // A mark without a letter to stand on, as on an emoji, is no word.
        let stands = !is_combining_mark(letter) || !(gap || spaced.is_empty());
        if is_part_of_word(letter) && stands {
            gap |= split_humps && after_lower && letter.is_uppercase();
            if gap && !spaced.is_empty() {
                spaced.push(' ');
            }
            spaced.push(letter);
            gap = false;
        } else {
            gap = true;
        }
        after_lower = letter.is_lowercase();
    }
    spaced
}

/// The UTS #39 skeleton with one space between words. The skeleton comes first: `|` is an `l` there.
fn spaced_skeleton(text: &str) -> String {
    spaced(&unicode_security::skeleton(text).collect::<String>(), false)
}

/// A text with the letters that plain fonts draw alike made one.
fn outline(text: &str) -> String {
    let alike = |letter| match letter {
        'I' | '1' | '|' => 'l',
        '0' => 'O',
        _ => letter,
    };
    spaced(&text.chars().map(alike).collect::<String>(), false)
}

/// Whether both texts are each written in one script, and in the same one.
fn share_one_script(a: &str, b: &str) -> bool {
    a.is_single_script() && b.is_single_script() && a.resolve_script_set() == b.resolve_script_set()
}

/// An identifier as people would write it: `my-proposals` and `myProposals` as `My proposals`.
pub fn sentence_case(identifier: &str) -> String {
    let words = spelling_of_key(identifier).replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::parse(tag).unwrap()
    }

    #[test]
    fn folds() {
        for (tag, text, folded) in [
            ("en", "inProgress", "in progress"),
            ("en", "In-Progress…", "in progress"),
            ("en", "ID", "id"),
            ("en", "  Client's  choice ", "clients choice"),
            ("en", "Client’s choice", "clients choice"),
            ("en", "", ""),
            ("en", "★ → ✅", ""),
            ("en", "✅️ Done", "done"),
            ("en", "👩‍💻 Working", "working"),
            ("en", "1️⃣ First", "1 first"),
            ("en", "Ａｃｔｉｖｅ", "active"),
            ("en", "Accep\u{200B}ted", "accepted"),
            ("de", "Straße", "strasse"),
            ("fr", "Annule\u{301}e", "annulée"),
            ("tr", "İPTAL", "iptal"),
            ("tr", "KAPALI", "kapalı"),
            ("tr", "I\u{307}ptal", "iptal"),
            ("hi", "सक्रिय", "सक्रिय"),
            ("th", "เสร็จสิ้น", "เสร็จสิ้น"),
            ("he", "סָגוּר", "סָגוּר"),
            ("uk", "Об’єкт", "обєкт"),
            ("el", "ΟΔΟΣ", "οδοσ"),
            ("el", "Ανοιχτός", "ανοιχτοσ"),
            ("ru", "Отменён", "отменен"),
            ("uk", "Відкрито", "відкрито"),
            ("ro", "Închişi", "închiși"),
            ("fa", "تكميلي", "تکمیلی"),
            ("zh", "已完成。", "已完成"),
        ] {
            // Presentation forms and Hebrew points have one normal form, whichever the test has.
            assert_eq!(fold(text, &locale(tag)), folded.nfkc().collect::<String>(), "{text}");
        }
    }

    #[test]
    fn both_ways_of_folding_agree_and_are_stable() {
        for text in ["inProgress", "IDs", "it's a-b_c", "x2Y", "", "  ", "HTTPError 404", "a'B"] {
            assert_eq!(fold_ascii(text), fold_unicode(text, false), "{text}");
        }
        for text in ["Straße", "ΟΔΟΣ", "ﬁled", "ǅ", "ᾳ̈", "½ Done", "İ"] {
            let once = fold_unicode(text, false);
            assert_eq!(fold_unicode(&once, false), once, "{text}");
        }
    }

    #[test]
    fn keys() {
        for (key, spelling) in [
            ("inProgress", "in-progress"),
            ("IN_PROGRESS", "in-progress"),
            ("in progress", "in-progress"),
            ("HTTPError", "http-error"),
            ("PARTIALLY_REFUNDED", "partially-refunded"),
            ("Status.ACTIVE", "status-active"),
            ("status:active", "status-active"),
            ("step2Done", "step2-done"),
            ("2FA_enabled", "2fa-enabled"),
            ("--in--review--", "in-review"),
            ("ÉtatOuvert", "état-ouvert"),
            ("", ""),
            ("...", ""),
            ("it'sOver ID'sOf", "its-over-i-ds-of"),
        ] {
            assert_eq!(spelling_of_key(key), spelling, "{key}");
            assert_eq!(spelling_unicode(key), spelling, "{key}");
        }
    }

    #[test]
    fn look_alikes() {
        for (a, b) in [
            ("Active", "\u{410}ctive"),
            ("Paid", "P\u{430}id"),
            ("ACTIVE", "\u{430}ctive"),
            ("Closed", "CIosed"),
            ("Closed", "C1osed"),
            ("Closed", "C|osed"),
            ("CLOSED", "c1osed"),
            ("On hold", "0n-hold"),
            ("PAY", "\u{420}\u{410}\u{423}"),
        ] {
            assert!(look_alike(a, b) && look_alike(b, a), "{a} {b}");
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
    }

    #[test]
    fn no_look_alikes() {
        for (a, b) in [
            ("Active", "Active"),
            ("Active", "ACTIVE"),
            ("On hold", "On-hold"),
            ("Confirmed", "Confirrned"),
            ("Filed", "Flied"),
            ("Paid", "Unpaid"),
            ("Acik", "Acık"),
            ("", "★"),
            ("Открыт", "Закрыт"),
            ("完成", "完了"),
        ] {
            assert!(!look_alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn stemmers_bear_any_word() {
        let words = ["", "ّ", "ًٌَ", "ββ", "é", "ß", "ие", "yy", "'", "s", "ா", "ய்", "ıı", "aaaaaaa"];
        for tag in "ar da de el en es fi fr hu it nl nb pt ro ru sv ta tr pl".split(' ') {
            for a in words {
                for b in words {
                    stem(&format!("{a}{b}{a}"), &locale(tag));
                }
            }
        }
    }
}
