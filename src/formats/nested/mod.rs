//! What catalogues of nested keys have in common, whatever language they are written in: locales as their
//! roots, plural forms as keys, references as texts. Knows no file.

pub(super) mod plural;
mod reference;

use crate::label::Fault;
use crate::text::locale::Locale;
use crate::text::place::Span;

pub(super) use reference::is_reference;

/// The path above a text may be this long: longer ones would multiply a hostile file.
pub(super) const LONGEST_PATH: usize = 1024;

/// Whether all keys at the top are locales, each over a mapping. Words like `my` and `id` are languages
/// too, so where the path names a locale, one of the keys must have its language.
pub(super) fn are_locales<'k>(
    mut roots: impl Iterator<Item = (&'k str, bool)>,
    of_path: Option<&Locale>,
) -> bool {
    let mut has_short = false;
    let mut has_path = of_path.is_none();
    let all = roots.all(|(key, is_mapping)| {
        let Some(locale) = Locale::parse(key).filter(|_| is_mapping) else { return false };
        has_short |= locale.has_two_letter_language();
        has_path |= of_path.is_some_and(|of_path| of_path.language() == locale.language());
        locale.has_two_letter_language() || locale.has_three_letter_language()
    });
    all && (has_short || of_path.is_some()) && has_path
}

/// The remark on a key that stood in its mapping before.
pub(super) fn repeated(key: &str, span: Span) -> Fault {
    Fault {
        span: Some(span),
        message: format!(
            "the key \"{key}\" stands twice in one object; the second wins when the program runs"
        ),
        help: None,
    }
}

/// The fault of a key below which nothing is read.
pub(super) fn too_long(key: Option<Span>) -> Fault {
    let message = "the keys down to here are longer than 1 KiB; what is below is not read";
    Fault { span: key, message: message.to_owned(), help: None }
}
