//! HTML pages, plain or with the tags of a template language. Owns their names only: `formats::page`
//! reads them.

use super::{Claim, Format, page};
use crate::syntax::template::Language;
use crate::text::source::Source;

/// HTML pages.
pub(super) static HTML: Format = Format {
    id: "html",
    title: "HTML pages",
    docs: include_str!("docs.md"),
    claims,
    is_catalogue: |_| false,
    is_bilingual: false,
    fallback_charset: None,
    read: |source: &Source, reading| page::read(source, language(source), reading),
    encode: page::encode,
    decode: |raw, quoting| page::decode(raw, quoting).into_owned(),
};

fn claims(path: &str) -> Claim {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_page = ["html", "htm", "xhtml"].iter().any(|page| extension.eq_ignore_ascii_case(page));
    if is_page { Claim::Page } else { Claim::No }
}

/// The language of a page's tags: Angular's blocks are told by what no other language writes.
fn language(source: &Source) -> Language {
    const SIGNS: [&str; 8] = [
        "*ngIf=",
        "*ngFor=",
        "[ngSwitch]",
        "@if (",
        "@switch (",
        "@for (",
        " [attr.",
        "<ng-container",
    ];
    let text = source.text.as_bytes();
    let is_named = source.path.ends_with(".component.html");
    // Pages of Django and its kin may speak of Angular; its own templates have no such tags.
    let is_other = !is_named && memchr::memmem::find(text, b"{%").is_some();
    let is_angular = !is_other
        && (is_named
            || SIGNS.iter().any(|sign| memchr::memmem::find(text, sign.as_bytes()).is_some()));
    if is_angular { Language::Angular } else { Language::Html }
}

#[cfg(test)]
mod tests;
