//! errpredict behind a C interface: operations, handles and array functions of `errpredict-wire`, and nothing of its own.
//!
//! Rules that hold for every function of the header:
//!
//! - Text and bytes are a pointer with a length, never zero-terminated; text is UTF-8. A null pointer with length 0 is empty.
//! - What a function gives in an out-parameter belongs to the caller until the function named beside it frees it; what it is
//!   given is read during the call only.
//! - It returns 0, or the number of what went wrong. The error itself goes into an out-parameter, which may be null; there
//!   is no "last error" of a thread, because a call may be made on one thread and looked at on another.
//! - No panic leaves it: a bug of errpredict becomes `ERRPREDICT_INTERNAL`.
//! - A handle may be used by many threads at once; freeing it while another thread uses it is the caller's bug.

mod arrays;
mod bytes;
mod door;
mod event;
mod failure;
mod handle;
mod model;
mod version;

pub use arrays::{ErrpredictRows, errpredict_forecast, errpredict_score_series};
pub use bytes::{ErrpredictBytes, errpredict_bytes_free};
pub use door::errpredict_call;
pub use event::{ErrpredictEvent, ErrpredictText};
pub use failure::{ErrpredictError, ErrpredictStatus, errpredict_error_free};
pub use handle::{
    ErrpredictHandle, errpredict_handle_call, errpredict_handle_free, errpredict_handle_load,
    errpredict_handle_open, errpredict_handle_read_files, errpredict_handle_save, errpredict_observe,
    errpredict_observe_json, errpredict_observe_lines,
};
pub use model::{
    ErrpredictDetector, ErrpredictPredictor, errpredict_detector_fit, errpredict_detector_free,
    errpredict_detector_load, errpredict_detector_n_features, errpredict_detector_save,
    errpredict_detector_score, errpredict_detector_score_fitted, errpredict_predictor_fit,
    errpredict_predictor_free, errpredict_predictor_load, errpredict_predictor_n_features,
    errpredict_predictor_probability, errpredict_predictor_save,
};
pub use version::{
    ERRPREDICT_ABI_VERSION, errpredict_abi_is_compatible, errpredict_abi_version, errpredict_version,
};
