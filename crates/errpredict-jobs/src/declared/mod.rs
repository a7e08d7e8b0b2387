//! Configuration as code: the file in which a tenant's policies, services, groups, silences, people on call, hooks, windows, holidays,
//! conditions and executors stand. Reading it says what is wrong with line and field; writing it gives the file back.

mod check;
mod read;
mod write;

pub use check::{Fault, check};
pub use read::read_configuration;
pub use write::configuration_text;

/// What a fault is as an error.
impl From<Fault> for errpredict::Error {
    fn from(fault: Fault) -> Self {
        errpredict::Error::setting(&fault.path, &fault.expected, &fault.got).with("field", fault.path)
    }
}
