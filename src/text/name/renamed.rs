//! A label's text with another name in it. Owns where a name stands in a text, its pattern of letter case
//! and its accelerator; knows no states.

use super::super::locale::Locale;
use super::bare::bare;

/// English words that stay small inside a title.
const SMALL: [&str; 16] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to",
    "with",
];

/// The text with `term` where `name` stands; all around it (placeholders, nouns, counters, markup) stays.
/// `None` where the name does not stand in it in one piece, or more than once.
pub fn renamed(text: &str, name: &str, term: &str, locale: &Locale) -> Option<String> {
    let is_question = text.contains(['?', '？']);
    let has_share = text.contains("0%"); // `100%` is no placeholder
    // In a message with arguments these are signs of its language.
    let is_unfit = text.contains('{') && term.contains(['\'', '{', '}']);
    if is_question || has_share || is_unfit {
        return None;
    }
    let term = in_case_of(name, term, locale)?;
    let changed = match only(text, name) {
        Some(at) => format!("{}{term}{}", &text[..at], &text[at + name.len()..]),
        None => renamed_around_accelerator(text, name, &term)?,
    };
    // What is taken for its name then is what was meant.
    (bare(&changed) == bare(text).replacen(name, &term, 1)).then_some(changed)
}

/// Where the name stands as whole words, if it stands there once.
fn only(text: &str, name: &str) -> Option<usize> {
    let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let is_whole = |&(at, found): &(usize, &str)| {
        !is_word(text[..at].chars().next_back())
            && !is_word(text[at + found.len()..].chars().next())
    };
    let mut places = text.match_indices(name).filter(is_whole);
    let (at, _) = places.next().filter(|_| !name.is_empty())?;
    places.next().is_none().then_some(at)
}

/// The same where a mark of an accelerator stands inside the name: `Inter&viewed`. The new name gets it
/// before the same letter, else before its first.
fn renamed_around_accelerator(text: &str, name: &str, term: &str) -> Option<String> {
    let marks = text.match_indices(['&', '_']);
    let is_mark = |at: &usize| text[at + 1..].starts_with(char::is_alphanumeric);
    let mut renamed = marks.map(|(at, _)| at).filter(is_mark).filter_map(|at| {
        let plain = format!("{}{}", &text[..at], &text[at + 1..]);
        let start =
            only(&plain, name).filter(|start| (*start..start + name.len()).contains(&at))?;
        let letter = plain[at..].chars().next()?;
        let is_letter = |it: char| it.to_lowercase().eq(letter.to_lowercase());
        let into = term.find(is_letter).unwrap_or(0);
        let (before, after) = (&plain[..start], &plain[start + name.len()..]);
        Some(format!("{before}{}{}{}{after}", &term[..into], &text[at..=at], &term[into..]))
    });
    let first = renamed.next()?;
    renamed.next().is_none().then_some(first)
}

/// A term in the letter case of a name: `INTERVIEWED`, `interviewed`, `Interviewed By Client`. `None` in
/// languages whose case has rules of its own (the dotted i).
fn in_case_of(name: &str, term: &str, locale: &Locale) -> Option<String> {
    if matches!(locale.language(), "tr" | "az") {
        return None;
    }
    let cased = || name.chars().filter(|char| char.is_uppercase() || char.is_lowercase());
    // Up to three capitals may be an abbreviation, and say nothing of the others.
    if cased().count() > 1 && cased().all(char::is_uppercase) {
        let is_short = cased().count() < 4;
        return Some(if is_short { term.to_owned() } else { term.to_uppercase() });
    }
    let words = || name.split_whitespace().filter(|word| !is_small(word));
    Some(match () {
        () if cased().next().is_none() => term.to_owned(),
        () if cased().all(char::is_lowercase) => each_word(
            term,
            |at, word, is_title| {
                (at == 0 || is_title) && word.chars().skip(1).all(|char| !char.is_uppercase())
            },
            lower,
        ),
        () if words().count() > 1 && words().all(|it| it.starts_with(char::is_uppercase)) => {
            each_word(term, |at, word, _| at == 0 || !is_small(word), upper)
        }
        () if name.starts_with(char::is_uppercase) => each_word(term, |at, _, _| at == 0, upper),
        () => term.to_owned(),
    })
}

fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// The term with `change` done to the words that `is_meant`: told their number, themselves, and whether
/// the term is written like a title.
fn each_word(
    term: &str,
    is_meant: impl Fn(usize, &str, bool) -> bool,
    change: fn(&str) -> String,
) -> String {
    let is_title = term
        .split(' ')
        .filter(|word| !is_small(word))
        .all(|word| word.starts_with(|char: char| !char.is_lowercase()));
    let words = term.split(' ').enumerate().map(|(at, word)| {
        if is_meant(at, word, is_title) { change(word) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn upper(word: &str) -> String {
    let mut chars = word.chars();
    if word.chars().any(char::is_uppercase) {
        return word.to_owned(); // `iOS` begins a name as it is
    }
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_nothing_else() {
        let locale = Locale::parse("en").unwrap();
        for (text, name, term, expected) in [
            ("Interviewed", "Interviewed", "Active", Some("Active")),
            ("interviewed", "interviewed", "Active", Some("active")),
            ("INTERVIEWED (%1)", "INTERVIEWED", "Active", Some("ACTIVE (%1)")),
            (
                "Interviewed proposals: {count}",
                "Interviewed",
                "Active",
                Some("Active proposals: {count}"),
            ),
            ("<b>Interviewed</b>…", "Interviewed", "Active", Some("<b>Active</b>…")),
            ("Inter&viewed", "Interviewed", "Active", Some("Acti&ve")),
            ("_Done", "Done", "Finished", Some("_Finished")),
            ("&Sent", "Sent", "On its way", Some("&On its way")),
            ("Active Candidacy", "Active Candidacy", "On hold", Some("On Hold")),
            (
                "active candidacy",
                "active candidacy",
                "Waiting For Review",
                Some("waiting for review"),
            ),
            ("done", "done", "PR merged", Some("PR merged")),
            ("Done", "Done", "merged", Some("Merged")),
            ("Done", "Done", "iOS paid", Some("iOS paid")),
            ("OK", "OK", "In use", Some("In use")),
            ("Done?", "Done", "Merged", None),
            ("Done 100%", "Done", "Merged", None),
            ("Done {0}", "Done", "It's over", None),
            ("Sent, not Sent", "Sent", "Away", None),
            ("Resented", "sent", "away", None),
            ("進行中", "進行中", "完了", Some("完了")),
        ] {
            assert_eq!(renamed(text, name, term, &locale).as_deref(), expected, "{text}");
        }
    }
}
