//! Vue components: their templates. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static VUE: Format = Format {
    id: "vue",
    title: "Vue components (.vue)",
    docs: include_str!("docs.md"),
    claims: |path| page::claims(path, &["vue"]),
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Vue, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
