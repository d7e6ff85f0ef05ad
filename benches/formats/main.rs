//! How fast each format is read, beside a yardstick in the same run: what it takes to parse the same bytes
//! with the crate that the reader stands on, or with our own scanner where there is no crate.
//!
//!     cargo bench --bench formats            # every format, 10 MB each
//!     cargo bench --bench formats -- yaml    # some formats
//!     cargo bench --bench formats -- jinja script --from DIR    # the files of a folder instead
//!
//! A format is read in pieces of the size of a file, or in the files of a folder that it claims. The two are timed in turn, and of each the fastest
//! round counts: on a machine that others use too, it is the one that was disturbed least.
#![allow(clippy::print_stdout)] // the table is what it is for
#![allow(clippy::cast_precision_loss)] // some 10 million bytes are exact in an f64

mod input;
mod yardstick;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use canonym::formats::{ALL, Claim, Format, Reading};
use canonym::text::source::Source;

/// How many bytes of each format are read.
const BYTES: usize = 10 << 20;
/// How often.
const ROUNDS: usize = 9;
/// How many entries a catalogue has.
const ENTRIES: usize = 2000;
/// How many labels a page or a program has; real ones have fewer.
const LABELS: usize = 60;

fn main() {
    // As the program does it: on threads with a stack for programs.
    canonym::formats::make_room();
    rayon::scope(|scope| scope.spawn(|_| measure_all()));
}

fn measure_all() {
    let (wanted, folder) = arguments();
    println!(
        "{:<12} {:>9} {:>9} {:>9} {:>9} {:>6}  yardstick",
        "format", "MB", "labels", "MB/s", "bare", "ratio"
    );
    for format in ALL {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == format.id) {
            measure(format, folder.as_deref());
        }
    }
}

/// The formats that are asked for, and the folder whose files are read.
fn arguments() -> (Vec<String>, Option<PathBuf>) {
    let mut wanted: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let folder = wanted.iter().position(|it| it == "--from").map(|at| {
        assert!(at + 1 < wanted.len(), "--from wants a folder");
        let folder = wanted.remove(at + 1).into();
        wanted.remove(at);
        folder
    });
    (wanted, folder)
}

/// Times one format and prints its line.
fn measure(format: &Format, folder: Option<&Path>) {
    let sources = folder.map_or_else(|| made(format), |folder| found(format, folder));
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    if bytes == 0 {
        return;
    }
    let (name, bare) = yardstick::of(format.id);
    let mut labels = 0;
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        labels = sources.iter().map(|source| labels_of(format, source, folder.is_none())).sum();
        ours = ours.min(begun.elapsed());
        let begun = Instant::now();
        for source in &sources {
            std::hint::black_box(bare(&source.text));
        }
        theirs = theirs.min(begun.elapsed());
    }
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let (size, ours, theirs) = (bytes as f64 / 1e6, speed(ours), speed(theirs));
    let ratio = ours / theirs;
    println!(
        "{:<12} {size:>9.1} {labels:>9} {ours:>9.0} {theirs:>9.0} {ratio:>6.2}  {name}",
        format.id
    );
}

/// Some megabytes of files that hold nothing but entries.
fn made(format: &Format) -> Vec<Source> {
    let path = format!("en/input.{}", input::extension(format.id));
    let is_page = matches!((format.claims)(&path), Claim::Page | Claim::Module);
    let text = input::of(format.id, if is_page { LABELS } else { ENTRIES });
    (0..=BYTES / text.len()).map(|_| Source::from_text(&*path, &*text)).collect()
}

/// The files of a folder that a format claims.
fn found(format: &Format, folder: &Path) -> Vec<Source> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|file| file.file_type().is_file());
    let sources = files.filter_map(|file| {
        let bytes = std::fs::read(file.path()).expect("a file that can be read");
        let path = file.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        let is_claimed = !matches!((format.claims)(&path), Claim::No);
        let text = String::from_utf8(bytes).ok()?;
        is_claimed.then(|| Source::from_text(&*path, &*text))
    });
    sources.collect()
}

/// Reads a source; one that we made must be sound and give labels.
fn labels_of(format: &Format, source: &Source, is_made: bool) -> usize {
    let contents = format.contents(source, &Reading::default());
    let first = contents.faults.first().filter(|_| is_made);
    assert!(first.is_none(), "{}: the input is broken: {first:?}", format.id);
    let count = contents.labels.len();
    assert!(!is_made || count >= LABELS, "{}: {count} labels", format.id);
    count
}
