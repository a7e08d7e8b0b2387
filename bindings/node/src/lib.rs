//! The compiled part of the Node package: operations, handles and arrays of `errpredict-wire`, and nothing of its own.
//!
//! An error is thrown, or its promise rejected, with the whole error as JSON for its message: JavaScript makes an
//! `ErrpredictError` with its code of that, because a rejected task of napi keeps no code.

pub mod door;
mod failure;
pub mod handle;
pub mod model;
pub mod task;
