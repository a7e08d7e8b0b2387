//! Whether the header that a program was compiled with fits the library that it found.

use std::ffi::c_char;

/// Version of this interface: what was compiled with the header of one runs with every library of the same.
pub const ERRPREDICT_ABI_VERSION: u32 = 0;

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// The version of the interface that this library has.
#[unsafe(no_mangle)]
pub extern "C" fn errpredict_abi_version() -> u32 {
    ERRPREDICT_ABI_VERSION
}

/// Whether a program compiled with the header of `wanted` (its ERRPREDICT_ABI_VERSION) may use this library.
#[unsafe(no_mangle)]
pub extern "C" fn errpredict_abi_is_compatible(wanted: u32) -> bool {
    wanted == ERRPREDICT_ABI_VERSION
}

/// The version of errpredict, zero-terminated, for as long as the library is loaded.
#[unsafe(no_mangle)]
pub extern "C" fn errpredict_version() -> *const c_char {
    VERSION.as_ptr().cast()
}
