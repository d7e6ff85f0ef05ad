//! Progress, for a person who waits: on a terminal only, after half a second, on standard error.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use canonym::survey::Progress;

const PATIENCE: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(100);

/// Runs `work` and shows how far it is, if it takes long.
pub fn shown<T>(is_quiet: bool, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Arc::new(Progress::default());
    if is_quiet || !stderr().is_terminal() {
        return work(&progress);
    }
    let is_done = Arc::new(AtomicBool::new(false));
    let ticker = thread::spawn({
        let (progress, is_done) = (Arc::clone(&progress), Arc::clone(&is_done));
        move || tick(&progress, &is_done)
    });
    let result = work(&progress);
    is_done.store(true, Ordering::Relaxed);
    ticker.thread().unpark();
    // A ticker that panicked showed less; the work is done all the same.
    _ = ticker.join();
    result
}

fn tick(progress: &Progress, is_done: &AtomicBool) {
    thread::park_timeout(PATIENCE);
    let mut has_shown = false;
    while !is_done.load(Ordering::Relaxed) {
        let (done, total) =
            (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
        eprint!("\rreading {done} of {total} files");
        has_shown = true;
        thread::park_timeout(STEP);
    }
    if has_shown {
        eprint!("\r{:40}\r", "");
    }
}
