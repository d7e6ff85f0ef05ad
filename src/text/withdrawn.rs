//! Whether a label holds a term as whole words, outside the phrases in which it is right. Knows no
//! glossary: terms and phrases are texts.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::fold::{fold, is_part_of_word};
use super::locale::Locale;
use super::name::words_of;

/// What a phrase that is right is replaced by: part of no word.
const GONE: &str = "\u{1}";

/// A text in which words are looked for: what is no words of it (placeholders, tags, references to
/// other entries, addresses) is left out.
pub struct Searched {
    written: String,
    folded: String,
}

impl Searched {
    /// Makes a text of a locale ready.
    pub fn new(text: &str, locale: &Locale) -> Self {
        let written: String = words_of(text).nfc().collect();
        Self { folded: fold(&written, locale), written }
    }

    /// Whether it holds a folded term as whole words, at least once outside every folded phrase of
    /// `except`.
    pub fn holds(&self, term: &str, except: &[String]) -> bool {
        if whole(&self.folded, term).next().is_none() {
            return false;
        }
        let mut text = Cow::Borrowed(&*self.folded);
        for phrase in except {
            text = Cow::Owned(without(&text, phrase));
        }
        whole(&text, term).next().is_some()
    }

    /// Whether it holds a term as whole words in these very letters and signs.
    pub fn holds_written(&self, term: &str) -> bool {
        whole(&self.written, term).next().is_some()
    }
}

/// A folded text without a folded phrase.
fn without(text: &str, phrase: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut kept = 0;
    for at in whole(text, phrase) {
        if at >= kept {
            left.push_str(&text[kept..at]);
            left.push_str(GONE);
            kept = at + phrase.len();
        }
    }
    left.push_str(&text[kept..]);
    left
}

/// Where a folded text holds a folded term as whole words.
fn whole<'t>(text: &'t str, term: &'t str) -> impl Iterator<Item = usize> + 't {
    let ends = term.chars().next().zip(term.chars().next_back());
    let is_whole = move |&at: &usize| {
        let Some((first, last)) = ends else { return false };
        let before = text[..at].chars().next_back();
        let after = text[at + term.len()..].chars().next();
        before.is_none_or(|before| is_break(before, first))
            && after.is_none_or(|after| is_break(last, after))
    };
    text.match_indices(term).map(|(at, _)| at).filter(is_whole)
}

/// Whether a word may end between two characters of a folded text. Scripts without spaces show no
/// ends of words: there it may end anywhere, but for a run of katakana, which is most often one
/// foreign word, and before a mark that stands on its letter.
fn is_break(before: char, after: char) -> bool {
    if !is_part_of_word(before) || !is_part_of_word(after) {
        return true;
    }
    if is_combining_mark(after) || (is_katakana(before) && is_katakana(after)) {
        return false;
    }
    is_without_spaces(before) || is_without_spaces(after)
}

fn is_without_spaces(letter: char) -> bool {
    is_katakana(letter)
        || matches!(
            letter.script(),
            Script::Han
                | Script::Hiragana
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
}

/// A letter of katakana, or the sign that draws one out.
fn is_katakana(letter: char) -> bool {
    letter == 'ー' || letter.script() == Script::Katakana
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str, term: &str, except: &[&str], tag: &str) -> bool {
        let locale = Locale::parse(tag).unwrap();
        let except: Vec<_> = except.iter().map(|phrase| fold(phrase, &locale)).collect();
        Searched::new(text, &locale).holds(&fold(term, &locale), &except)
    }

    #[test]
    fn what_is_no_words_is_left_out() {
        for text in [
            "Edit {blacklist} now",
            "See <a href=\"/blacklist\">here</a>",
            "Edit %(blacklist)s",
            "{{blacklist}}",
            "See https://example.com/blacklist for more",
            "$t(blacklist.x) foo",
            "[%key:blacklist::x%] foo",
            "Use { $blacklist } x",
            "@:blacklist.title of all",
            "mailto:blacklist@example.com",
        ] {
            assert!(!held(text, "blacklist", &[], "en"), "{text}");
        }
        for text in ["Edit the <b>blacklist</b>", "{n} blacklist", "Blacklist: {name}"] {
            assert!(held(text, "blacklist", &[], "en"), "{text}");
        }
    }

    #[test]
    fn as_it_is_written() {
        let searched = Searched::new("Turn WiFi on", &Locale::parse("en").unwrap());
        assert!(searched.holds_written("WiFi"));
        assert!(!searched.holds_written("wifi") && !searched.holds_written("Wi"));
    }

    #[test]
    fn whole_words_only() {
        assert!(held("Migrate controller", "controller", &[], "en"));
        assert!(held("Controller: statistics", "controller", &[], "en"));
        assert!(!held("Other controllers", "controller", &[], "en"));
        assert!(held("已取消订单", "取消", &[], "zh"));
    }

    #[test]
    fn words_of_every_script() {
        for (text, term, tag, is_held) in [
            ("已取消订单", "取消", "zh", true),
            ("使用Controller控制", "controller", "zh", true),
            ("使用Controllers控制", "controller", "zh", false),
            ("ブロックした相手", "ブロック", "ja", true),
            ("ブロックチェーン", "ブロック", "ja", false),
            ("この注文は完了しました", "完了", "ja", true),
            ("คำสั่งซื้อถูกยกเลิกแล้ว", "ยกเลิก", "th", true),
            ("ยกเลิกี", "ยกเลิก", "th", false),
            ("הפרויקט סגור", "סגור", "he", true),
            ("הפרויקט נסגורה", "סגור", "he", false),
            ("الطلب ملغى", "ملغى", "ar", true),
            ("Заказ закрыт.", "закрыт", "ru", true),
            ("Заказы закрыты", "закрыт", "ru", false),
            ("Durum: İPTAL", "iptal", "tr", true),
            ("Durum: IPTAL", "iptal", "tr", false),
            ("Straße gesperrt", "strasse", "de", true),
            ("주문이 취소됨", "취소", "ko", false),
            ("주문 취소", "취소", "ko", true),
        ] {
            assert_eq!(held(text, term, &[], tag), is_held, "{text} {term}");
        }
    }

    #[test]
    fn phrases_in_which_it_is_right() {
        assert!(!held("Remove from list", "remove", &["remove from"], "en"));
        assert!(held("Remove, then remove from list", "remove", &["remove from"], "en"));
    }
}
