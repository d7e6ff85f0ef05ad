//! From a path to labels: bytes decoded, the format asked, and everything that went wrong as faults.

use crate::formats::Reading;
use crate::label::{Contents, Fault};
use crate::text::charset::Undecoded;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;
use crate::walk::File;

/// Reads a file; what went wrong is a fault, and the source is empty or what could be decoded.
pub fn read(tree: &Tree, file: &File) -> (Source, Vec<Fault>) {
    match tree.read(&file.path) {
        Ok(bytes) => {
            let (source, garbled) =
                Source::decode(&*file.path, bytes, file.format.fallback_charset);
            (source, garbled.as_ref().map(garbled_fault).into_iter().collect())
        }
        Err(error) => {
            let fault =
                Fault { span: None, message: format!("cannot read it: {error}"), help: None };
            (Source::from_text(&*file.path, ""), vec![fault])
        }
    }
}

/// What a format reads from a source.
pub fn contents<'s>(file: &File, source: &'s Source) -> Contents<'s> {
    file.format.contents(source, &Reading { locale: file.locale.as_ref() })
}

fn garbled_fault(garbled: &Garbled) -> Fault {
    let fault =
        |message: String, help: &str| Fault { span: None, message, help: Some(help.to_owned()) };
    match garbled {
        Garbled::Binary => fault(
            "it is binary, not text".to_owned(),
            "exclude it in [files], if its name only looks like a catalogue's",
        ),
        Garbled::Compiled => fault(
            "it is a compiled property list, not text".to_owned(),
            "exclude it in [files], and let canonym read what it was made from",
        ),
        Garbled::TooLarge => fault("it is larger than 64 MB".to_owned(), "exclude it in [files]"),
        Garbled::Utf16 => fault("its UTF-16 is broken".to_owned(), "save it as UTF-8"),
        Garbled::Bytes(Undecoded { byte, at, span, count, charset }) => {
            let more = if *count > 1 {
                format!(", nor are {} more bytes", count - 1)
            } else {
                String::new()
            };
            let message = format!("byte {at} (0x{byte:02X}) is not {charset}{more}");
            Fault {
                span: Some(*span),
                message,
                help: Some("save the file as UTF-8; the rest of it was read".to_owned()),
            }
        }
    }
}
