//! Memory that the other side writes to.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::process::abort;
use std::{ptr, slice, str};

use errpredict::{Error, ErrorKind, Result};

/// Where numbers may begin.
const ALIGNED: usize = 8;

fn layout(length: usize) -> Layout {
    Layout::from_size_align(length, ALIGNED).unwrap_or_else(|_| abort())
}

/// Room for so many bytes, at a multiple of eight, which [`unreserve`] gives back.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    let layout = layout(length);
    if length == 0 {
        return ptr::without_provenance_mut(ALIGNED);
    }
    // SAFETY: the layout has a size.
    let place = unsafe { alloc(layout) };
    if place.is_null() {
        handle_alloc_error(layout);
    }
    place
}

/// Gives room back.
///
/// # Safety
/// The place came from [`reserve`] with just that length, and is given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unreserve(place: *mut u8, length: usize) {
    if length > 0 {
        // SAFETY: by the caller's word.
        unsafe { dealloc(place, layout(length)) };
    }
}

/// # Safety
/// The place came from [`reserve`], and holds that many bytes for as long as `'a`.
pub(crate) unsafe fn bytes<'a>(place: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: by the caller's word.
    unsafe { slice::from_raw_parts(place, length) }
}

/// # Safety
/// As of [`bytes`].
pub(crate) unsafe fn text<'a>(place: *const u8, length: usize) -> Result<&'a str> {
    // SAFETY: by the caller's word.
    str::from_utf8(unsafe { bytes(place, length) })
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("a text is no UTF-8: {error}")))
}

/// # Safety
/// As of [`bytes`], with numbers.
pub(crate) unsafe fn numbers<'a>(place: *const f64, n: usize) -> &'a [f64] {
    // SAFETY: by the caller's word.
    unsafe { slice::from_raw_parts(place, n) }
}
