//! From a path to labels: bytes decoded, the format asked, and everything that went wrong as faults.

use crate::config::Settings;
use crate::formats::Reading;
use crate::label::{Contents, Fault};
use crate::text::charset::Undecoded;
use crate::text::source::{Garbled, Source};
use crate::tree::Tree;
use crate::walk::File;

/// A file's text, and what went wrong on the way to it.
pub struct Opened {
    /// The text: empty, or what could be decoded.
    pub source: Source,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// What is odd about it though nothing is missed.
    pub remarks: Vec<Fault>,
    /// Whether there were bytes to decode.
    pub is_read: bool,
}

/// Reads and decodes a file.
pub fn read(tree: &Tree, file: &File) -> Opened {
    let (source, garbled) = match tree.read(&file.path) {
        Ok(bytes) => Source::decode(&*file.path, bytes, file.format.fallback_charset),
        Err(error) => {
            let message = format!("cannot read it: {error}");
            let faults = vec![Fault { span: None, message, help: None }];
            return Opened {
                source: Source::from_text(&*file.path, ""),
                faults,
                remarks: Vec::new(),
                is_read: false,
            };
        }
    };
    let told: Vec<Fault> = garbled.as_ref().map(garbled_fault).into_iter().collect();
    // What a build has made says nothing that its source does not say.
    let (faults, remarks) = match garbled {
        Some(Garbled::Compiled) => (Vec::new(), told),
        _ => (told, Vec::new()),
    };
    Opened { source, faults, remarks, is_read: true }
}

/// What a format reads from a source.
pub fn contents<'s>(file: &File, source: &'s Source, settings: &Settings) -> Contents<'s> {
    let reading = Reading { locale: file.locale.as_ref(), wrappers: &settings.wrappers };
    file.format.contents(source, &reading)
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
