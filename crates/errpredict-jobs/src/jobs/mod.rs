//! The jobs, one file each: functions of a context, a tenant and a time.

pub(crate) mod alert;
pub(crate) mod cleanup;
pub(crate) mod detect;
pub(crate) mod evaluate;
pub(crate) mod insights;
mod outcome;
mod paired;
pub(crate) mod predict;
mod reference;
mod scored;
mod shadow;
pub(crate) mod track;
pub(crate) mod train;
