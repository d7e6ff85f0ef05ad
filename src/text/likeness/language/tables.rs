//! The files of `data/`: one folder a language, one file a table, sorted, with a line that says what it
//! holds. A new language is a folder and an entry here; a table that it lacks is empty.

use super::super::super::locale::Locale;

/// The tables of a language, as their files stand.
#[derive(Debug)]
pub(super) struct Tables {
    /// The language.
    pub(super) tag: &'static str,
    pub(super) contradictions: &'static str,
    pub(super) course: &'static str,
    pub(super) degrees: &'static str,
    pub(super) function_words: &'static str,
    pub(super) irregular: &'static str,
    pub(super) negated: &'static str,
    pub(super) negators: &'static str,
    pub(super) nominalisations: &'static str,
    pub(super) not_negated: &'static str,
    pub(super) opposites: &'static str,
    pub(super) prefixes: &'static str,
    pub(super) series: &'static str,
    pub(super) spellings: &'static str,
    pub(super) to_come: &'static str,
    pub(super) undoing: &'static str,
}

const NONE: Tables = Tables {
    tag: "",
    contradictions: "",
    course: "",
    degrees: "",
    function_words: "",
    irregular: "",
    negated: "",
    negators: "",
    nominalisations: "",
    not_negated: "",
    opposites: "",
    prefixes: "",
    series: "",
    spellings: "",
    to_come: "",
    undoing: "",
};

macro_rules! tables {
    ($tag:literal: $($field:ident $file:literal),* $(,)?) => {
        Tables {
            tag: $tag,
            $($field: include_str!(concat!("../data/", $tag, "/", $file, ".txt")),)*
            ..NONE
        }
    };
}

/// A language with what every one has, and more.
macro_rules! of_words {
    ($tag:literal: $($field:ident $file:literal),* $(,)?) => {
        tables!($tag:
            contradictions "contradictions",
            course "course",
            degrees "degrees",
            function_words "function-words",
            irregular "irregular",
            negated "negated",
            negators "negators",
            opposites "opposites",
            series "series",
            to_come "to-come",
            undoing "undoing",
            $($field $file,)*
        )
    };
}

/// Every language, English first.
pub(super) const ALL: [Tables; 9] = [
    tables!("en":
        contradictions "contradictions",
        degrees "degrees",
        function_words "function-words",
        irregular "irregular",
        negated "negated",
        negators "negators",
        nominalisations "nominalisations",
        not_negated "not-negated",
        opposites "opposites",
        prefixes "prefixes",
        series "series",
        spellings "spellings",
        to_come "to-come",
        undoing "undoing",
    ),
    of_words!("de": not_negated "not-negated", prefixes "prefixes"),
    of_words!("es":),
    of_words!("fr":),
    of_words!("it":),
    of_words!("nl":),
    of_words!("pl": not_negated "not-negated", prefixes "prefixes"),
    of_words!("pt":),
    of_words!("ru": not_negated "not-negated", prefixes "prefixes"),
];

const TURNING_WORDS: &str = include_str!("../data/turning-words.txt");

/// The lines of a table.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// The lines of a table of words.
pub(super) fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table)
}

/// The lines of a table of pairs.
pub(super) fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.split_once(' '))
}

/// The turning words of a language (`data/turning-words.txt`).
pub(crate) fn turning_words(locale: &Locale) -> impl Iterator<Item = &'static str> {
    lines(TURNING_WORDS)
        .filter_map(|line| line.split_once(' '))
        .find(|(language, _)| *language == locale.language())
        .map_or("", |(_, words)| words)
        .split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::super::super::fold::fold;
    use super::*;

    /// Each table of a language with the number of words in its lines.
    fn tables(of: &Tables) -> [(&'static str, usize); 15] {
        [
            (of.contradictions, 2),
            (of.course, 1),
            (of.degrees, 1),
            (of.function_words, 1),
            (of.irregular, 2),
            (of.negated, 2),
            (of.negators, 1),
            (of.nominalisations, 2),
            (of.not_negated, 1),
            (of.opposites, 2),
            (of.prefixes, 1),
            (of.series, 1),
            (of.spellings, 2),
            (of.to_come, 1),
            (of.undoing, 1),
        ]
    }

    #[test]
    fn tables_are_sorted_and_well_formed() {
        for language in &ALL {
            let (tag, locale) = (language.tag, Locale::parse(language.tag).unwrap());
            for (table, fields) in tables(language) {
                let lines: Vec<_> = lines(table).collect();
                let first = lines.first();
                assert!(table.is_empty() || table.starts_with("# "), "{tag}: {first:?} says why");
                assert!(table.is_empty() || first.is_some(), "{tag}: no table is empty");
                assert!(
                    lines.is_sorted_by(|a, b| a < b),
                    "{tag}: sorted, no line twice: {lines:?}"
                );
                for line in lines {
                    assert_eq!(line.split(' ').count(), fields, "{tag}: {line}");
                    let words = line.strip_suffix('-').unwrap_or(line);
                    assert_eq!(fold(words, &locale), words, "{tag}: folded");
                }
            }
        }
        assert!(lines(TURNING_WORDS).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn turning_words_are_folded() {
        for tag in lines(TURNING_WORDS).filter_map(|line| line.split(' ').next()) {
            let locale = Locale::parse(tag).unwrap();
            for word in turning_words(&locale) {
                assert_eq!(fold(word, &locale), word, "{tag}");
            }
        }
    }
}
