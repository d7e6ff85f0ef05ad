//! Astro components: their markup. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static ASTRO: Format = Format {
    id: "astro",
    title: "Astro components (.astro)",
    docs: include_str!("docs.md"),
    claims: |path| page::claims(path, &["astro"]),
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Astro, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
