//! What several styles say of a finding and its places, in words. Knows no format: each style escapes
//! what it takes from here in its own way; control characters are escaped already.

use super::Page;
use crate::finding::{Accept, By, Finding, Mark, Role};
use crate::quote::Quotes;
use crate::text::source::printable;

/// The place that stands for a finding: its first odd mark, which is its strongest; of one that may
/// stay, the first that something permits.
pub(super) fn principal(finding: &Finding) -> Option<&Mark> {
    let odd = finding.marks.iter().find(|mark| mark.role == Role::Odd);
    let permitted = || finding.marks.iter().find(|mark| mark.permitted.is_some());
    odd.or_else(permitted).or(finding.marks.first())
}

/// The other places of a finding, odd ones first.
pub(super) fn others<'f>(
    finding: &'f Finding,
    mark: &'f Mark,
) -> impl Iterator<Item = &'f Mark> + use<'f> {
    finding.marks.iter().filter(move |other| !std::ptr::eq(*other, mark))
}

/// What a finding says at one of its places, in a line.
pub(super) fn sentence(finding: &Finding, mark: &Mark) -> String {
    // A mark without a name says all of it: of several faults of a file each has its own words.
    let is_nameless = mark.name.is_empty() && !mark.remark.is_empty();
    let message = printable(if is_nameless { &mark.remark } else { &finding.message });
    match mark.remark.is_empty() || is_nameless || finding.message.ends_with(&*mark.remark) {
        true => message.into_owned(),
        false => {
            format!("{message}: \"{}\" here, {}", printable(&mark.name), printable(&mark.remark))
        }
    }
}

/// What stands at a place that is named beside another one: `"Active" in My Proposals`.
pub(super) fn beside(mark: &Mark) -> String {
    let said = match mark.name.is_empty() {
        true => printable(&mark.remark).into_owned(),
        false => format!("\"{}\"{}", printable(&mark.name), surface(mark)),
    };
    match &mark.permitted {
        None => said,
        Some(permitted) if permitted.by == By::Revision => {
            format!("{said}, there before ({})", printable(&permitted.reason))
        }
        Some(permitted) => format!("{said}, accepted: {}", printable(&permitted.reason)),
    }
}

/// Where people meet what stands at a place: ` in My Proposals`, or nothing.
pub(super) fn surface(mark: &Mark) -> String {
    let known = mark.surfaces.iter().find(|surface| !surface.is_empty());
    known.map_or(String::new(), |surface| format!(" in {}", printable(surface)))
}

/// The other places of a finding, a line each, the first of many: what stands there, and where.
pub(super) fn elsewhere(
    finding: &Finding,
    mark: &Mark,
    quotes: &Quotes,
    page: &Page,
) -> Vec<String> {
    const TOLD: usize = 10;
    let told = |other: &Mark| {
        let line = quotes.locate(other).start.line;
        format!("{}, {}:{line}", beside(other), page.path(&other.path))
    };
    let mut lines: Vec<String> = others(finding, mark).take(TOLD).map(told).collect();
    let more = others(finding, mark).count() - lines.len();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// What to do about a finding, and the line of the glossary that would allow it instead.
pub(super) fn advice(finding: &Finding, page: &Page) -> Vec<String> {
    let mut lines = Vec::new();
    if !finding.help.is_empty() {
        lines.push(format!("help: {}", printable(&finding.help)));
    }
    if let Some(Accept::Allow(line)) = &finding.accept {
        let path = page.path(&line.path);
        lines.push(format!("or allow: {} at {path}:{}", printable(&line.text), line.line));
    }
    lines
}
