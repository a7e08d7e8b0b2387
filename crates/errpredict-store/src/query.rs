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

/// A text as a literal, whatever stands in it and whatever `standard_conforming_strings` says.
pub(crate) fn quoted(text: &str) -> String {
    let doubled = text.replace('\\', "\\\\").replace('\'', "''");
    format!("E'{doubled}'")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_literal_cannot_be_left() {
        for (text, literal) in [
            ("ada", "E'ada'"),
            ("o'brien", "E'o''brien'"),
            ("\\'; drop table x; --", "E'\\\\''; drop table x; --'"),
        ] {
            assert_eq!(quoted(text), literal);
        }
    }
}
