//! Whole products: each folder of `fixtures/projects` gives the reports beside it, in every style.

use canonym::finding::Level;
use canonym::reports::{self, Style};

use crate::golden::compare;
use crate::product::{Product, fixture, fixtures};

/// Every style writes of every product what its golden report says.
#[test]
fn products_are_reported_as_expected() {
    for name in fixtures() {
        let product = Product::read(&name);
        for style in reports::ALL {
            let report = product.report(style, usual(style));
            compare(&fixture(&name).join(format!("report.{}", style.id)), &report);
        }
    }
}

/// A product that was mended after its report is clear, down to the notes.
#[test]
fn the_mended_product_is_all_clear() {
    let report = Product::read("freelance-mended").check().report;
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    let bound = Product::read("freelance").check().report.tallies;
    assert_eq!(report.tallies.usages, bound.usages, "the same labels name states");
    assert_eq!(report.tallies.states, bound.states);
}

/// What a style shows unless asked for more.
fn usual(style: &Style) -> Level {
    if style.hides_notes { Level::Warning } else { Level::Note }
}
