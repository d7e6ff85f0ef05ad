//! From a label and the text that it should have to edits of its file. Owns where a change goes in what a
//! format wrote; decides nothing about names and writes no file.

use std::ops::Range;

use crate::finding::{Edit, Mend};
use crate::formats::Format;
use crate::label::{Contents, Label, Side};
use crate::text::place::Span;
use crate::text::source::Source;

/// Labels longer than this are no names.
const LONGEST: usize = 1024;

/// What gives a label another text; `None` where its format cannot hold that, where the text is one branch of
/// an entry (others share parts of it), and where it stands beside its translation, whose key it then is.
pub fn mend(source: &Source, format: &Format, label: &Label<'_>, text: String) -> Option<Mend> {
    let is_key = matches!(label.side, Side::Source { .. } | Side::Target { .. });
    if is_key || label.branch.is_some() || label.text.len() > LONGEST {
        return None;
    }
    // What is not said as a whole in this way (`Yes` without quotes in YAML) is not put together either.
    let is_whole = label.spans.iter().count() == 1;
    if is_whole && (format.encode)(&text, label.quoting).is_err() {
        return None;
    }
    let (old, new) = changed(&label.text, &text);
    let mut start = 0;
    for span in label.spans.iter() {
        let written = source.slice(span);
        let piece = (format.decode)(written, label.quoting);
        let end = start + piece.len();
        if start <= old.start && old.end <= end {
            let inside = old.start - start..old.end - start;
            let edit = edit(source, format, label, (span, written), &piece, inside, &text[new])?;
            return Some(Mend { text, edits: vec![edit] });
        }
        start = end;
    }
    None
}

/// The part of the first text that differs from the second, and what the second has there.
fn changed(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(char, char)| a == b;
    let chars = |text: &'_ str, count| text.chars().take(count).map(char::len_utf8).sum::<usize>();
    let ahead = old.chars().zip(new.chars()).take_while(same).count();
    let start = chars(old, ahead);
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev()).take_while(same);
    let behind: usize = rest.map(|(char, _)| char.len_utf8()).sum();
    (start..old.len() - behind, start..new.len() - behind)
}

/// The edit that puts `new` where `inside` of a decoded piece stands in what is written.
fn edit(
    source: &Source,
    format: &Format,
    label: &Label<'_>,
    (span, written): (Span, &str),
    piece: &str,
    inside: Range<usize>,
    new: &str,
) -> Option<Edit> {
    let decode = |part: &str| (format.decode)(part, label.quoting);
    let places = || written.char_indices().map(|(at, _)| at).chain([written.len()]);
    let is_plain = written == piece;
    let start = match is_plain {
        true => inside.start,
        false => places().find(|&at| decode(&written[..at]) == piece[..inside.start])?,
    };
    let end = match is_plain {
        true => inside.end,
        false => {
            places().rfind(|&at| at >= start && decode(&written[at..]) == piece[inside.end..])?
        }
    };
    let text = (format.encode)(new, label.quoting).ok()?;
    let whole = format!("{}{text}{}", &written[..start], &written[end..]);
    let expected = format!("{}{new}{}", &piece[..inside.start], &piece[inside.end..]);
    let first = span.start as usize;
    let span = Span::new(first + start, first + end);
    (decode(&whole) == expected && source.can_hold(&text)).then_some(Edit { span, text })
}

/// A text with edits made.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut made = String::with_capacity(text.len());
    let mut from = 0;
    for edit in in_order(edits) {
        made += &text[from..edit.span.start as usize];
        made += &edit.text;
        from = edit.span.end as usize;
    }
    made + &text[from..]
}

/// The bytes of a file with edits made to its text, in its charset; `None` if that cannot hold them.
/// `bytes` are those that the source was decoded from.
pub fn edited_bytes<'e>(
    source: &Source,
    bytes: &[u8],
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Option<Vec<u8>> {
    let edits = in_order(edits);
    let edits: Vec<_> = edits.iter().map(|edit| (edit.span, &*edit.text)).collect();
    source.edited_bytes(bytes, &edits)
}

/// Edits by place. Of two that overlap the second is left out, and whoever reads the result sees that it is
/// not there.
fn in_order<'e>(edits: impl IntoIterator<Item = &'e Edit>) -> Vec<&'e Edit> {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut end = 0;
    edits.retain(|edit| {
        let is_free = edit.span.start >= end;
        end = if is_free { edit.span.end } else { end };
        is_free
    });
    edits
}

/// Whether a file that was edited says what was meant and all else as before: the same labels, each with
/// its text, but for those with another one (by number).
pub fn says<'t>(
    before: &Contents<'_>,
    after: &Contents<'_>,
    other: impl Fn(usize) -> Option<&'t str>,
) -> bool {
    let parts = |label: &Label<'_>| (label.key.clone(), label.branch.clone(), label.locale.clone());
    let is_right = |(at, (was, is)): (usize, (&Label<'_>, &Label<'_>))| {
        is.text == other(at).unwrap_or(&was.text) && parts(was) == parts(is)
    };
    before.labels.len() == after.labels.len()
        && before.faults.len() == after.faults.len()
        && before.labels.iter().zip(&after.labels).enumerate().all(is_right)
}
