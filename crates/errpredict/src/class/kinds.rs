//! The classes: what kind of remedy could help, and what features count.

use serde::{Deserialize, Serialize};

use crate::named::named;

/// What an error is about: what kind of remedy could help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorClass {
    /// A pool of connections is used up.
    Pool,
    /// Memory or another resource of the process is used up.
    Memory,
    /// The database refused, locked or failed.
    Database,
    /// A cache or what came out of it.
    Cache,
    /// Something did not answer in time.
    Timeout,
    /// Something could not be reached.
    Connection,
    /// Too many requests.
    Overload,
    /// Someone was not allowed in.
    Auth,
    /// A mistake in the program: null, type, index, missing name.
    Code,
    /// None of these.
    Other,
}

named!(ErrorClass, "class of error":
    Pool "pool",
    Memory "memory",
    Database "database",
    Cache "cache",
    Timeout "timeout",
    Connection "connection",
    Overload "overload",
    Auth "auth",
    Code "code",
    Other "other",
);

/// What features count an error type as (part of the feature set, fixed by its version).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TypeClass {
    /// Something did not answer in time.
    Timeout,
    /// Something could not be reached.
    Connection,
    /// Someone was not allowed in.
    Auth,
    /// A database, or where data is kept.
    Database,
    /// Memory, of the process or of the machine.
    Memory,
    /// Disks and file systems.
    Disk,
    /// A request that was refused or failed.
    Api,
    /// Data of the wrong form.
    Validation,
    /// A mistake in the program.
    Code,
    /// Settings and what was installed.
    Configuration,
    /// Machines and their parts.
    Hardware,
}

named!(TypeClass, "class of error type":
    Timeout "timeout",
    Connection "connection",
    Auth "auth",
    Database "database",
    Memory "memory",
    Disk "disk",
    Api "api",
    Validation "validation",
    Code "code",
    Configuration "configuration",
    Hardware "hardware",
);
