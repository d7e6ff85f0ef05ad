//! Templates whose tags are `{% %}` and `{{ }}`. Owns their names only:
//! `formats::page` reads them.

use super::{Format, page};
use crate::syntax::template::Language;

/// The format.
pub(super) static JINJA: Format = Format {
    id: "jinja",
    title: "Jinja, Django, Nunjucks, Twig and Liquid templates",
    docs: include_str!("docs.md"),
    claims: |path| {
        page::claims(
            path,
            &["jinja", "jinja2", "j2", "njk", "nunjucks", "twig", "liquid", "djhtml"],
        )
    },
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, reading| page::read(source, Language::Jinja, reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};
