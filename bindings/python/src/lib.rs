//! The compiled part of the Python package: operations, handles, arrays and logs of `errpredict-wire`, and nothing of its own.
//!
//! Everything that takes long releases the GIL. Errors become the classes of `errpredict.errors`, which carry the core's codes.

mod door;
mod errors;
mod event;
mod handle;
mod interrupt;
mod model;
mod progress;
mod store;
mod table;

use pyo3::prelude::*;

/// The module `errpredict._native`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::door::{call, forecast, main, score_series, threshold};
    #[pymodule_export]
    use crate::handle::{Handle, kind_of};
    #[pymodule_export]
    use crate::model::{FittedLabels, FittedRows};
    #[pymodule_export]
    use crate::store::Store;
    #[pymodule_export]
    use crate::table::{EventTable, read_table};
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
