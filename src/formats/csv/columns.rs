//! What the columns of a table hold, told by its first row: keys, texts in a locale, what is said about
//! them.

use crate::syntax::csv::Row;
use crate::text::locale::Locale;

/// Names of columns of keys.
const KEYS: [&str; 12] = [
    "key",
    "keys",
    "id",
    "identifier",
    "name",
    "string",
    "stringid",
    "messageid",
    "msgid",
    "resourceid",
    "translationkey",
    "constant",
];
/// Names of columns of source texts, by which programs ask.
const SOURCES: [&str; 4] = ["source", "sourcetext", "sourcestring", "original"];
/// Names of columns of texts in the file's locale.
const TEXTS: [&str; 5] = ["value", "text", "translation", "target", "message"];
/// Names of columns that describe an entry.
const ABOUT: [&str; 9] = [
    "description",
    "comment",
    "comments",
    "context",
    "note",
    "notes",
    "developercomment",
    "sharedcomments",
    "explanation",
];
/// Languages whose tags are words and units that name columns of other tables.
const ORDINARY: [&str; 21] = [
    "am", "as", "be", "cm", "hi", "id", "ie", "io", "is", "it", "kg", "km", "lb", "ms", "my", "no",
    "or", "so", "to", "ts", "vo",
];

/// No product speaks more languages, and each of them repeats the key of its row.
const MOST_LOCALES: usize = 256;

/// The columns of a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The column of keys; without one, the first text of a row is its key.
    pub(super) key: Option<usize>,
    /// Whether keys are source texts whatever they look like.
    pub(super) are_sources: bool,
    /// The columns of texts, with the locale that they name.
    pub(super) texts: Vec<(usize, Option<Locale>)>,
    /// The columns that describe.
    pub(super) about: Vec<usize>,
    /// Whether the first row names the columns, and holds no texts.
    pub(super) has_header: bool,
}

impl Columns {
    /// The columns of a table; `None` for one that holds no texts.
    pub(super) fn of(first: &Row, text: &str) -> Option<Self> {
        let names: Vec<_> = first.cells.iter().map(|cell| cell.written(text).text).collect();
        let names: Vec<_> = names.iter().map(|name| Name::of(name)).collect();
        Self::of_names(&names).or_else(|| Self::without_locales(&names))
    }

    /// Whether the first row by itself tells that a table holds texts.
    pub(super) fn are_told(first: &Row, text: &str) -> bool {
        let names = first.cells.iter().map(|cell| cell.written(text).text.into_owned());
        let names: Vec<_> = names.collect();
        let names: Vec<_> = names.iter().map(|name| Name::of(name)).collect();
        let locales: Vec<_> = names.iter().filter_map(|name| name.locale.as_ref()).collect();
        let is_usual = |locale: &&&Locale| {
            locale.has_two_letter_language() && !ORDINARY.contains(&locale.language())
        };
        let usual = locales.iter().filter(is_usual).count();
        let is_keyed = names.first().is_some_and(|name| name.is(&KEYS) || name.is(&SOURCES));
        usual >= 1 && (is_keyed || locales.len() >= 2)
    }

    fn of_names(names: &[Name]) -> Option<Self> {
        let unnamed = |name: &Name| name.locale.is_none() && !name.is(&ABOUT);
        let of_kind = |kinds: &[&str]| names.iter().position(|name| name.is(kinds));
        let key = of_kind(&KEYS)
            .or_else(|| of_kind(&SOURCES))
            .or(names.first().filter(|it| unnamed(it)).map(|_| 0));
        let locale = |(at, name): (usize, &Name)| {
            let locale = name.locale.clone().filter(|_| Some(at) != key)?;
            Some((at, Some(locale)))
        };
        let texts: Vec<_> =
            names.iter().enumerate().filter_map(locale).take(MOST_LOCALES).collect();
        let is_any = |(_, locale): &(usize, Option<Locale>)| {
            locale.as_ref().is_some_and(Locale::has_two_letter_language)
        };
        texts.iter().any(is_any).then(|| Self {
            key,
            are_sources: key.is_some_and(|key| names[key].is(&SOURCES)),
            texts,
            about: about(names),
            has_header: true,
        })
    }

    /// A file of one locale: keys and texts, with a row of names or, as Magento writes them, without one
    /// and perhaps two columns more.
    fn without_locales(names: &[Name]) -> Option<Self> {
        let has_header = names.len() >= 2 && (names[0].is(&KEYS) || names[0].is(&SOURCES));
        let texts = names.iter().position(|name| name.is(&TEXTS)).filter(|_| has_header);
        if let Some(texts) = texts {
            let are_sources = names[0].is(&SOURCES);
            let texts = vec![(texts, None)];
            return Some(Self {
                key: Some(0),
                are_sources,
                texts,
                about: about(names),
                has_header,
            });
        }
        let texts = vec![(1, None)];
        // Magento's third column says what the fourth is the name of.
        let is_pair = match names {
            [_, _] => true,
            [_, _, kind, _] => kind.is(&["module", "theme"]),
            _ => false,
        };
        is_pair.then(|| Self { key: Some(0), texts, ..Self::default() })
    }
}

fn about(names: &[Name]) -> Vec<usize> {
    let about = names.iter().enumerate().filter(|(_, name)| name.is(&ABOUT));
    about.map(|(at, _)| at).collect()
}

/// The name of a column.
struct Name {
    /// In lower case, without what is no letter.
    word: String,
    /// The locale that it is: `de_AT`, `German (de-AT)`.
    locale: Option<Locale>,
}

impl Name {
    fn of(name: &str) -> Self {
        let name = name.trim();
        let inside = || name.strip_suffix(')')?.rsplit_once('(').map(|(_, tag)| tag.trim());
        let word = name.chars().filter(|char| char.is_alphanumeric());
        Self {
            word: word.flat_map(char::to_lowercase).collect(),
            locale: locale(name).or_else(|| locale(inside()?)),
        }
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&&*self.word)
    }
}

/// A tag of two or three letters, perhaps with more behind it.
fn locale(name: &str) -> Option<Locale> {
    let locale = Locale::parse(name)?;
    let is_known = locale.has_two_letter_language() || locale.has_three_letter_language();
    is_known.then_some(locale)
}
