//! Some of the operations and handles, for a build that must be small: what a [`Part`] does not name is not linked.

use errpredict::{Result, Stop};

use crate::handles::{self, HANDLES, Handle, HandleKind, HandleMethod};
use crate::message;
use crate::operations::{self, OPERATIONS, Operation};

/// Operations and kinds of handles that are served together; answers are those of [`run`](crate::run) and of [`Handle`].
///
/// ```
/// use errpredict_wire::Part;
///
/// assert_eq!(Part::SMALL.run("severity", r#"{"level": "WARN"}"#)?, r#"{"severity":"medium"}"#);
/// assert_eq!(Part::SMALL.run("train", "{}").unwrap_err().code(), "unknown_name");
/// # Ok::<(), errpredict::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Part {
    operations: &'static [Operation],
    handles: &'static [HandleKind],
}

impl Part {
    /// Everything there is.
    pub const WHOLE: Part = Part { operations: OPERATIONS, handles: HANDLES };

    /// What a process watches itself with: the detectors, and a monitor that counts and judges, but does not analyse.
    pub const SMALL: Part = Part {
        operations: &[
            operation("detect_counts"),
            operation("detect_rows"),
            operation("detect_series"),
            operation("fingerprint"),
            operation("severity"),
            operation("version"),
        ],
        handles: &[HandleKind {
            methods: &[
                method("monitor", "advance"),
                method("monitor", "measure"),
                method("monitor", "memory"),
                method("monitor", "observe"),
            ],
            ..kind("monitor")
        }],
    };

    /// The names of its operations.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> {
        self.operations.iter().map(|operation| operation.name)
    }

    /// The names of its kinds of handles, and of the methods of each.
    pub fn handles(&self) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
        self.handles.iter().map(|kind| (kind.name, kind.methods.iter().map(|method| method.name)))
    }

    /// As [`run`](crate::run).
    ///
    /// # Errors
    /// `unknown_name` for an operation that is not among its own, and those of [`run`](crate::run).
    pub fn run(&self, operation: &str, request: &str) -> Result<String> {
        operations::body(self.operations, operation, request, Stop::NEVER).map(message::text)
    }

    /// As [`Handle::open`].
    ///
    /// # Errors
    /// Those of [`Handle::open`].
    pub fn open(&self, kind_name: &str, settings: &str) -> Result<Handle> {
        Handle::open_as(handles::find(self.handles, kind_name)?, settings)
    }

    /// As [`Handle::load`].
    ///
    /// # Errors
    /// Those of [`Handle::load`].
    pub fn load(&self, kind_name: &str, bytes: &[u8]) -> Result<Handle> {
        Handle::load_as(handles::find(self.handles, kind_name)?, bytes)
    }
}

/// The operation of that name, found when it is compiled.
const fn operation(name: &str) -> Operation {
    let mut i = 0;
    while !is_same(OPERATIONS[i].name, name) {
        i += 1;
    }
    OPERATIONS[i]
}

const fn kind(name: &str) -> HandleKind {
    let mut i = 0;
    while !is_same(HANDLES[i].name, name) {
        i += 1;
    }
    HANDLES[i]
}

const fn method(of: &str, name: &str) -> HandleMethod {
    let methods = kind(of).methods;
    let mut i = 0;
    while !is_same(methods[i].name, name) {
        i += 1;
    }
    methods[i]
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut i = 0;
    while i < one.len() {
        if one[i] != other[i] {
            return false;
        }
        i += 1;
    }
    true
}
