//! Whether a label holds a term as whole words, outside the phrases in which it is right. Knows no
//! glossary: terms and phrases are texts.

use super::fold::fold;
use super::locale::Locale;

/// Whether `text` holds `term` as whole words (in scripts without spaces: anywhere), and at least
/// once outside every phrase of `except`.
pub fn holds(text: &str, term: &str, except: &[&String], locale: &Locale) -> bool {
    let term = fold(term, locale);
    if term.is_empty() {
        return false;
    }
    let mut text = padded(&fold(text, locale), locale);
    for phrase in except {
        let phrase = padded(&fold(phrase, locale), locale);
        if phrase.trim() != "" {
            text = text.replace(&phrase, "  ");
        }
    }
    text.contains(&padded(&term, locale))
}

/// A folded text with a space at each end, so that a word is found by its spaces.
fn padded(folded: &str, locale: &Locale) -> String {
    if locale.is_without_spaces() { folded.to_owned() } else { format!(" {folded} ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str, term: &str, except: &[&str], tag: &str) -> bool {
        let except: Vec<_> = except.iter().map(|phrase| (*phrase).to_owned()).collect();
        holds(text, term, &except.iter().collect::<Vec<_>>(), &Locale::parse(tag).unwrap())
    }

    #[test]
    fn whole_words_only() {
        assert!(held("Migrate controller", "controller", &[], "en"));
        assert!(held("Controller: statistics", "controller", &[], "en"));
        assert!(!held("Other controllers", "controller", &[], "en"));
        assert!(held("已取消订单", "取消", &[], "zh"));
    }

    #[test]
    fn phrases_in_which_it_is_right() {
        assert!(!held("Remove from list", "remove", &["remove from"], "en"));
        assert!(held("Remove, then remove from list", "remove", &["remove from"], "en"));
    }
}
