//! An allocator that counts, so that one small input cannot quietly take a lot of memory.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use errpredict_io::Format;

/// What one input of at most 64 KiB may take on top of what was held before it. The readers' limit in
/// `docs/formats.md`.
pub const LIMIT_BYTES: usize = 64 << 20;

/// What the `arrow-ipc` crate takes for a body before it has arrived (its `MAX_PREALLOC_BYTES`), whatever its length.
const ARROW_AHEAD: usize = 64 << 20;

/// What the readers may take for this input.
pub fn of_readers(data: &[u8]) -> usize {
    match crate::checks::readers::chosen(data.first().copied().unwrap_or(0)) {
        None | Some(Format::Arrow) => LIMIT_BYTES + ARROW_AHEAD,
        Some(_) => LIMIT_BYTES,
    }
}

static HELD: AtomicUsize = AtomicUsize::new(0);
static ALLOWED: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Runs a check; the process stops with a message when it takes more than [`LIMIT_BYTES`], or when the check panics.
pub fn within(check: impl FnOnce()) {
    within_bytes(LIMIT_BYTES, check);
}

/// [`within`] with another limit.
pub fn within_bytes(bytes: usize, check: impl FnOnce()) {
    // libFuzzer's own hook stops the process at every panic, also at those of a library that the reader catches; one that
    // is not caught still stops it, at the border to libFuzzer.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    ALLOWED.store(HELD.load(Relaxed) + bytes, Relaxed);
    check();
    ALLOWED.store(usize::MAX, Relaxed);
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn take(bytes: usize) {
    let held = HELD.fetch_add(bytes, Relaxed).saturating_add(bytes);
    // Swapped, so that the message itself may allocate; and so may that of a check that failed.
    if held > ALLOWED.load(Relaxed)
        && !std::thread::panicking()
        && ALLOWED.swap(usize::MAX, Relaxed) != usize::MAX
    {
        // No panic: it might be caught.
        eprintln!("an allocation of {bytes} bytes, {held} with what is held, is more than one input may take");
        std::process::abort();
    }
}

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        take(size);
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}
