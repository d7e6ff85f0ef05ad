//! Templates whose tags are `<% %>`, with Ruby or JavaScript in them. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static ERB: Format = Format {
    id: "erb",
    title: "ERB and EJS templates",
    docs: include_str!("docs.md"),
    claims: |path| page::claims(path, &["erb", "rhtml", "ejs"]),
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Erb, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
