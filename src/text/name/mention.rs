//! Whether a label names a state or speaks of one. Owns sentence ends and the count of words; that
//! a term of the glossary is never a mention is its caller's business.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::super::fold::is_part_of_word;
use super::super::locale::Locale;
use super::bare::{bare, running_text};

/// A name has at most this many words.
const MOST_WORDS: usize = 6;

/// Letters that count as one word in scripts without spaces.
const LETTERS_A_WORD: usize = 4;

/// Abbreviations that close a label with a full stop and no sentence. Those with a full stop inside
/// ("p.m.") and single letters need no entry.
const ABBREVIATIONS: [&str; 16] = [
    "approx", "appt", "bzw", "corp", "dept", "est", "etc", "inc", "incl", "ltd", "max", "min",
    "misc", "no", "resp", "usw",
];

/// Whether a label is a sentence or as long as one: it ends in a full stop of its script, holds the
/// end of a sentence, or has more than six words (four letters a word in scripts without spaces).
pub fn is_mention(text: &str, locale: &Locale) -> bool {
    let running = running_text(text);
    ends_in_full_stop(&running) || holds_sentence_end(&running) || is_long(&bare(text), locale)
}

fn ends_in_full_stop(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '」' | '』' | ')' | '）')
    });
    match text.strip_suffix('.') {
        Some(left) => {
            !left.ends_with(['.', '…']) && !left.trim().is_empty() && !is_abbreviated(left)
        }
        None => text.ends_with(is_full_stop) && text.chars().any(char::is_alphabetic),
    }
}

/// Full stops other than the ASCII one, which abbreviations and ellipses share.
fn is_full_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '．'
            | '｡'
            | '।'
            | '॥'
            | '۔'
            | '։'
            | '።'
            | '၊'
            | '။'
            | '។'
            | '៕'
            | '།'
            | '༎'
            | '᠃'
            | '᙮'
            | '෴'
            | '꓿'
            | '꘎'
            | '\u{FE52}'
    )
}

/// Whether the last word before a full stop is an abbreviation.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    let word = word.trim_start_matches(|c: char| !is_part_of_word(c));
    word.contains('.')
        || word.chars().count() == 1
        || ABBREVIATIONS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether a sentence ends before the last letter does.
fn holds_sentence_end(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let rest = &text[at + letter.len_utf8()..];
        let ends = match letter {
            // A number before it may be a list's or an ordinal ("1. Mahnung"), never a sentence.
            '.' => before.is_some_and(char::is_alphabetic) && letter_follows(rest),
            '!' | '?' => before.is_some() && rest.starts_with(' '),
            '。' | '！' | '？' | '।' | '။' | '។' | '۔' | '؟' | '።' => before.is_some(),
            _ => false,
        };
        if ends {
            return true;
        }
        before = Some(letter);
    }
    false
}

fn letter_follows(rest: &str) -> bool {
    rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

fn is_long(name: &str, locale: &Locale) -> bool {
    if !locale.is_without_spaces() {
        return name.unicode_words().nth(MOST_WORDS).is_some();
    }
    let size = |word: &str| {
        if word.starts_with(|c: char| c.is_ascii() || c.is_lowercase() || c.is_uppercase()) {
            LETTERS_A_WORD // a word of another script among ideographs
        } else {
            word.chars().filter(|&c| !is_combining_mark(c)).count()
        }
    };
    let mut letters = 0;
    name.unicode_words().any(|word| {
        letters += size(word);
        letters > MOST_WORDS * LETTERS_A_WORD
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, mention: bool, texts: &[&str]) {
        let locale = Locale::parse(tag).unwrap();
        for text in texts {
            assert_eq!(is_mention(text, &locale), mention, "{text}");
        }
    }

    #[test]
    fn sentences() {
        check(
            "en",
            true,
            &[
                "Approved.",
                "Your order is paid.",
                "<b>Your order is paid.</b>",
                "“Paid.”",
                "Paid. Thank you",
                "Paid! Thank you",
                "Really? Delete",
                "one two three four five six seven",
                "{name} one two three four five six seven",
            ],
        );
        check("zh", true, &["已完成。", "已完成。谢谢", &"完".repeat(25)]);
        check("hi", true, &["आदेश सक्रिय है।"]);
        check("my", true, &["ပြီးပါပြီ။"]);
        check("th", true, &[&"ก".repeat(25)]);
    }

    #[test]
    fn names() {
        check(
            "en",
            false,
            &[
                "",
                ".",
                "…",
                "★",
                "Paid",
                "Paid!",
                "Loading...",
                "Loading…",
                "Starts at 5 p.m.",
                "Cancelled, refunded, etc.",
                "Version 1.2",
                "one two three four five six",
                "{a} one two three four five six ({b} items)",
                "Node.js app",
                "Really?",
            ],
        );
        check("de", false, &["1. Mahnung", "Wird geprüft"]);
        check("zh", false, &["已完成", &"完".repeat(24), "处理中…", "！"]);
        check("th", false, &["เสร็จสิ้น"]);
    }

    #[test]
    fn long_texts_end() {
        check("en", true, &[&"word ".repeat(200_000), &"a. ".repeat(100_000)]);
        check("en", false, &[&"。".repeat(100_000)]);
    }
}
