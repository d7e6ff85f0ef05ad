//! Room on the stack. The parser of programs follows a text as deep as it is nested, and knows no bound;
//! what nests in one file is only known when it is read. Owns the threads whose stack suits nearly every
//! file, and what is known of the stack of the thread at hand.

use std::cell::Cell;

/// The stack of a thread made here. Only what is used of it is taken up.
const ROOMY: usize = 64 << 20;

thread_local! {
    static STACK: Cell<usize> = const { Cell::new(0) };
}

/// Makes the threads on which files are read side by side, with a large stack each. A program calls it once,
/// before it reads; without it every script is read on a thread of its own, which takes longer.
pub fn make_room() {
    let threads = rayon::ThreadPoolBuilder::new().stack_size(ROOMY);
    // Where there are threads already, those do.
    let _ = threads.start_handler(|_| STACK.set(ROOMY)).build_global();
}

/// How large the stack of this thread is; 0 where nobody knows.
#[cfg(feature = "script")]
pub(super) fn stack() -> usize {
    STACK.get()
}
