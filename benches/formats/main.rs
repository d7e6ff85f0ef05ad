//! How fast each format is read, beside a yardstick in the same run: what it takes to parse the same bytes
//! with the crate that the reader stands on, or with our own scanner where there is no crate.
//!
//!     cargo bench --bench formats            # every format, 10 MB each
//!     cargo bench --bench formats -- yaml    # some formats
//!
//! A format is read in pieces of the size of a file. The two are timed in turn, and of each the fastest
//! round counts: on a machine that others use too, it is the one that was disturbed least.
#![allow(clippy::print_stdout)] // the table is what it is for
#![allow(clippy::cast_precision_loss)] // some 10 million bytes are exact in an f64

mod input;
mod yardstick;

use std::time::{Duration, Instant};

use canonym::formats::{ALL, Format, Reading};
use canonym::text::source::Source;

/// How many bytes of each format are read.
const BYTES: usize = 10 << 20;
/// How often.
const ROUNDS: usize = 9;
/// How many entries a file has.
const ENTRIES: usize = 2000;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    println!(
        "{:<12} {:>9} {:>9} {:>9} {:>6}  yardstick",
        "format", "labels", "MB/s", "bare", "ratio"
    );
    for format in ALL {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == format.id) {
            measure(format);
        }
    }
}

/// Times one format and prints its line.
fn measure(format: &Format) {
    let text = input::of(format.id, ENTRIES);
    let path = format!("en/input.{}", input::extension(format.id));
    let sources: Vec<Source> =
        (0..=BYTES / text.len()).map(|_| Source::from_text(&*path, &*text)).collect();
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let (name, bare) = yardstick::of(format.id);
    let mut labels = 0;
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        labels = sources.iter().map(|source| labels_of(format, source)).sum();
        ours = ours.min(begun.elapsed());
        let begun = Instant::now();
        for source in &sources {
            std::hint::black_box(bare(&source.text));
        }
        theirs = theirs.min(begun.elapsed());
    }
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let (ours, theirs) = (speed(ours), speed(theirs));
    let ratio = ours / theirs;
    println!("{:<12} {labels:>9} {ours:>9.0} {theirs:>9.0} {ratio:>6.2}  {name}", format.id);
}

/// Reads a source, which must be sound and give labels.
fn labels_of(format: &Format, source: &Source) -> usize {
    let contents = format.contents(source, &Reading::default());
    let first = contents.faults.first();
    assert!(first.is_none(), "{}: the input is broken: {first:?}", format.id);
    assert!(contents.labels.len() >= ENTRIES, "{}: {} labels", format.id, contents.labels.len());
    contents.labels.len()
}
