//! Keys that are source texts: `"Paused" = "Angehalten";`. Told by the key alone, so that an entry more
//! changes how no other is read. Shared by formats whose programs use such keys; knows no file.

use std::borrow::Cow;

use crate::label::{Key, Side};

/// Whether a key is a source text: words with blanks between them, which no identifier has, or one word
/// as it stands in a text (`Paused`, `Loading...`).
pub(super) fn is_source_text(key: &str) -> bool {
    is_phrase(key) || is_capitalized_word(key)
}

/// Whether a blank stands between two words.
pub(super) fn is_phrase(key: &str) -> bool {
    key.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).nth(1).is_some()
}

fn is_capitalized_word(key: &str) -> bool {
    let is_rest = |char: char| char.is_alphabetic() && !char.is_uppercase();
    let word = key.trim_end_matches(['.', '…', ':', '!', '?']);
    word.strip_prefix(char::is_uppercase).is_some_and(|rest| rest.chars().all(is_rest))
}

/// The key of an entry whose program asks by source texts more often than by names, as Apple's do, and
/// where its source text stands. There a blank beside a letter is enough: `%@ left`.
pub(super) fn mostly_texts(key: Cow<'_, str>) -> (Key, Side<'_>) {
    let has_blank = || key.contains(char::is_whitespace) && key.contains(char::is_alphabetic);
    if is_source_text(&key) || has_blank() {
        return (Key::from_segments([&*key]), Side::Keyed(key));
    }
    (Key::from_dotted(&key), Side::Only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_texts() {
        for key in ["Paused", "Loading...", "Żółw…", "Not yet", "Sent. By you", "Really?"] {
            assert!(is_source_text(key), "{key}");
        }
        for key in
            ["paused", "OrderSent", "OK", "order.sent", "Order.Sent", "%@ left", "a - ", "..."]
        {
            assert!(!is_source_text(key), "{key}");
        }
    }

    #[test]
    fn keys_of_apple() {
        let shown = |key| {
            let (key, side) = mostly_texts(Cow::Borrowed(key));
            (key.segments().count(), side != Side::Only)
        };
        assert_eq!(shown("%@ left. Now"), (1, true));
        assert_eq!(shown("order.sent"), (2, false));
        assert_eq!(shown("2zq-5y-smI.title"), (2, false));
        assert_eq!(shown("%@ - %@"), (1, false));
    }
}
