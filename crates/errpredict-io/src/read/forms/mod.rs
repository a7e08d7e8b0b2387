//! One made line of every form that is read: what the documentation shows and what the tests run.

mod abroad;
mod more;
mod objects;
mod programs;
mod rarer;
mod servers;

/// A form of lines: who writes it, a made log of it, and the event it must give.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Who writes it.
    pub name: &'static str,
    /// A log with one event in it.
    pub log: &'static str,
    /// Time (UTC), severity (`-` for none), service (`-` for the one given), type (`-` for none) and message.
    pub event: (&'static str, &'static str, &'static str, &'static str, &'static str),
}

const fn form(
    name: &'static str,
    log: &'static str,
    event: (&'static str, &'static str, &'static str, &'static str, &'static str),
) -> Form {
    Form { name, log, event }
}

const AT: &str = "2026-11-23T06:57:22Z";
const AT_125: &str = "2026-11-23T06:57:22.125Z";

/// The forms, in the order of the documentation. Times without a zone are UTC here, those without a year of 2026.
pub const FORMS: [&[Form]; 6] =
    [objects::FORMS, programs::FORMS, servers::FORMS, more::FORMS, rarer::FORMS, abroad::FORMS];
