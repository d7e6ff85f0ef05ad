//! What must hold of every file, however broken: a reader returns, its places are places of the file, and
//! the bytes there stand for the text that it read; and what is encoded is decoded again. The same laws as
//! in `tests/it/laws.rs`, for bytes that nobody thought of.

use canonym::formats::{ALL, Reading};
use canonym::text::source::Source;

/// Reads bytes as a file of a format.
///
/// # Panics
/// If a law is broken, or the format is not on the shelf.
pub fn check(format: &str, bytes: &[u8]) {
    let format = ALL.iter().find(|it| it.id == format).expect("a target is called like its format");
    let (source, _) = Source::decode("input", bytes.to_vec(), format.fallback_charset);
    let contents = format.contents(&source, &Reading::default());
    for label in &contents.labels {
        let decode = |span| (format.decode)(source.slice(span), label.quoting);
        let joined: String = label.spans.iter().map(decode).collect();
        assert_eq!(joined, label.text, "the bytes at a label's place are its text");
        if let Ok(bytes) = (format.encode)(&label.text, label.quoting) {
            assert_eq!((format.decode)(&bytes, label.quoting), label.text, "{bytes}");
        }
    }
    let faults = contents.faults.iter().chain(&contents.remarks).chain(&contents.misspelt);
    for span in faults.filter_map(|fault| fault.span) {
        source.position(span.start);
        source.slice(span);
    }
    for comment in &contents.comments {
        source.slice(comment.span);
    }
}
