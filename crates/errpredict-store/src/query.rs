//! Statements, what they are given, and how they are planned.

use tokio_postgres::types::ToSql;

/// A statement with a name; a test prepares each against the migrated schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query {
    /// What it answers or does.
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// Whether a statement changes nothing: whatever changes something begins otherwise, or is a function that is called in a transaction of
/// several.
pub(crate) fn only_reads(text: &str) -> bool {
    text.starts_with("select ")
}

/// Parameters of a statement.
pub(crate) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// How statements are planned: as PostgreSQL finds best; once for all values, where planning over many parts costs more than the
/// answer and parts are left out when it runs; or anew for the values given, where these decide which index is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    Kept,
    Once,
    Fresh,
}

impl Plan {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Plan::Kept => "auto",
            Plan::Once => "force_generic_plan",
            Plan::Fresh => "force_custom_plan",
        }
    }
}
