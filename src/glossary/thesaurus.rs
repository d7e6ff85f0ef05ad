//! `[thesaurus]`: pairs of words that are to count as alike, or no longer. Reads the table and merges those
//! of several files; what follows for names is `text::likeness`'s to say.

use toml::Spanned;
use toml::de::DeValue;

use super::table::Reader;
use crate::text::likeness::Changes;

type Value<'v> = Spanned<DeValue<'v>>;

const FIELDS: [&str; 2] = ["add", "remove"];

/// Adds the changes of one file to those of the files before it, which it overrules.
pub fn read(reader: &mut Reader<'_>, value: &Value<'_>, changes: &mut Changes) {
    let Some(table) = reader.table(value, "[thesaurus]") else { return };
    for (field, value) in table {
        let pairs = match &**field.get_ref() {
            "add" | "remove" => pairs(reader, value),
            _ => {
                reader.unknown_field(field, "[thesaurus]", &FIELDS);
                continue;
            }
        };
        let is_added = *field.get_ref() == "add";
        let (to, from) = match is_added {
            true => (&mut changes.added, &mut changes.removed),
            false => (&mut changes.removed, &mut changes.added),
        };
        from.retain(|pair| !pairs.iter().any(|new| are_same(pair, new)));
        to.extend(pairs);
    }
}

/// Whether two pairs hold the same words.
fn are_same(a: &(String, String), b: &(String, String)) -> bool {
    let small = |(a, b): &(String, String)| (a.to_lowercase(), b.to_lowercase());
    let (a, b) = (small(a), small(b));
    a == b || a == (b.1, b.0)
}

/// `[["wrapped", "finished"], …]`
fn pairs(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in reader.elements(value) {
        let words = reader.texts(pair);
        match &words[..] {
            [a, b] if !a.value.trim().is_empty() && !b.value.trim().is_empty() => {
                pairs.push((a.value.clone(), b.value.clone()));
            }
            _ => {
                let help = "write pairs: add = [[\"wrapped\", \"finished\"]]".to_owned();
                reader.error(pair.span(), "this is no pair of words", Some(help));
            }
        }
    }
    pairs
}
