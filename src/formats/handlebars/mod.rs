//! Templates whose tags are `{{#if}}` and `{{ }}`. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static HANDLEBARS: Format = Format {
    id: "handlebars",
    title: "Handlebars and Mustache templates",
    docs: include_str!("docs.md"),
    claims: |path| page::claims(path, &["hbs", "handlebars", "mustache"]),
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Handlebars, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
