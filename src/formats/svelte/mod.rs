//! Svelte components: their markup. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static SVELTE: Format = Format {
    id: "svelte",
    title: "Svelte components (.svelte)",
    docs: include_str!("docs.md"),
    claims: |path| page::claims(path, &["svelte"]),
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Svelte, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
