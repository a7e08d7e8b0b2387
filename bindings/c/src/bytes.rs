//! Bytes that go over the border, in and out.

use std::slice;

use errpredict::{Error, ErrorKind, Result};

/// Bytes that the library gave; whoever got them frees them with `errpredict_bytes_free`.
#[repr(C)]
#[derive(Debug)]
pub struct ErrpredictBytes {
    /// The first byte; null where there are none. Text is UTF-8 and not zero-terminated.
    pub data: *mut u8,
    /// How many there are.
    pub len: usize,
}

impl ErrpredictBytes {
    pub(crate) const NONE: ErrpredictBytes = ErrpredictBytes { data: std::ptr::null_mut(), len: 0 };

    /// Hands bytes over.
    pub(crate) fn given(bytes: Vec<u8>) -> Self {
        if bytes.is_empty() {
            return ErrpredictBytes::NONE;
        }
        let bytes = bytes.into_boxed_slice();
        let len = bytes.len();
        ErrpredictBytes { data: Box::into_raw(bytes).cast(), len }
    }

    /// Takes them back; what is left is empty.
    ///
    /// # Safety
    /// They are as [`ErrpredictBytes::given`] made them.
    pub(crate) unsafe fn take(&mut self) -> Vec<u8> {
        let given = std::mem::replace(self, ErrpredictBytes::NONE);
        if given.data.is_null() {
            return Vec::new();
        }
        // SAFETY: the pointer and the length are those of the box that was handed over.
        unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(given.data, given.len)) }.into_vec()
    }
}

/// Frees what the library gave and leaves it empty; null and empty bytes are left as they are.
///
/// # Safety
/// `bytes` is null or points to bytes that the library gave and nobody freed by another way.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn errpredict_bytes_free(bytes: *mut ErrpredictBytes) {
    // SAFETY: as the caller promises.
    if let Some(bytes) = unsafe { bytes.as_mut() } {
        // SAFETY: as the caller promises.
        drop(unsafe { bytes.take() });
    }
}

/// `n` values at a pointer; null is allowed for none.
///
/// # Safety
/// The pointer is null or good for `n` values for as long as `'a`.
pub(crate) unsafe fn values<'a, T>(what: &str, data: *const T, n: usize) -> Result<&'a [T]> {
    if n == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(null(what));
    }
    if !data.is_aligned() || n > isize::MAX as usize / size_of::<T>().max(1) {
        let message = format!("`{what}` is not an array of {n} values");
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    // SAFETY: not null, aligned, and as long as the caller promises.
    Ok(unsafe { slice::from_raw_parts(data, n) })
}

/// The same, to write to.
///
/// # Safety
/// As of [`values`], and nobody else uses them meanwhile.
pub(crate) unsafe fn values_mut<'a>(what: &str, data: *mut f64, n: usize) -> Result<&'a mut [f64]> {
    // SAFETY: as the caller promises; looked at here for null and alignment.
    unsafe { values(what, data.cast_const(), n) }?;
    if n == 0 {
        return Ok(&mut []);
    }
    // SAFETY: as above, and nobody else uses them.
    Ok(unsafe { slice::from_raw_parts_mut(data, n) })
}

/// Text of so many bytes at a pointer.
///
/// # Safety
/// As of [`values`].
pub(crate) unsafe fn text<'a>(what: &str, data: *const std::ffi::c_char, len: usize) -> Result<&'a str> {
    // SAFETY: as the caller promises.
    let bytes = unsafe { values::<u8>(what, data.cast(), len) }?;
    std::str::from_utf8(bytes)
        .map_err(|error| Error::new(ErrorKind::InvalidInput, format!("`{what}` is not UTF-8: {error}")))
}

/// What a pointer points to.
///
/// # Safety
/// It is null or points to a `T` for as long as `'a`.
pub(crate) unsafe fn there<'a, T>(what: &str, pointer: *const T) -> Result<&'a T> {
    // SAFETY: as the caller promises.
    unsafe { pointer.as_ref() }.ok_or_else(|| null(what))
}

/// Where an answer is written.
///
/// # Safety
/// It is null or points to memory for a `T`, initialised or not.
pub(crate) unsafe fn put<T>(what: &str, place: *mut T, value: T) -> Result<()> {
    if place.is_null() {
        return Err(null(what));
    }
    // SAFETY: not null, and as the caller promises; what was there is not dropped.
    unsafe { place.write(value) };
    Ok(())
}

fn null(what: &str) -> Error {
    Error::new(ErrorKind::InvalidArgument, format!("`{what}` is a null pointer"))
}
