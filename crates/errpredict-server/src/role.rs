//! What a principal may do.

use serde::{Deserialize, Serialize};

/// A role. Each of viewer, operator, approver and admin may do what those before it may; `ingest` sends events and nothing else, and
/// `upload` source maps: a key that stands in a web page, for everybody to read, must not say what traces are shown as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks.
    Viewer,
    /// Acknowledges, says what came, runs analyses and what needs no approval.
    Operator,
    /// Approves and rejects actions.
    Approver,
    /// Says who may do what, erases people, and everything else.
    Admin,
    /// Sends events.
    Ingest,
    /// Uploads source maps.
    Upload,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] =
        [Role::Viewer, Role::Operator, Role::Approver, Role::Admin, Role::Ingest, Role::Upload];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Operator => "operator",
            Role::Approver => "approver",
            Role::Admin => "admin",
            Role::Ingest => "ingest",
            Role::Upload => "upload",
        }
    }

    /// The role of a name; none for any other name, which then allows nothing.
    #[must_use]
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether whoever has it may do what needs the other.
    #[must_use]
    pub fn may(self, needed: Role) -> bool {
        match (self, needed) {
            (Role::Admin, _) => true,
            (Role::Ingest | Role::Upload, needed) => needed == self,
            (_, Role::Ingest | Role::Upload) => false,
            (own, needed) => own >= needed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_do_what() {
        // Rows: the role that somebody has; columns: the one that is needed, in the order of ALL.
        for (own, may) in [
            (Role::Viewer, [true, false, false, false, false, false]),
            (Role::Operator, [true, true, false, false, false, false]),
            (Role::Approver, [true, true, true, false, false, false]),
            (Role::Admin, [true; 6]),
            (Role::Ingest, [false, false, false, false, true, false]),
            (Role::Upload, [false, false, false, false, false, true]),
        ] {
            assert_eq!(Role::ALL.map(|needed| own.may(needed)), may, "{own:?}");
            assert_eq!(Role::named(own.name()), Some(own));
        }
        assert_eq!(Role::named("Admin"), None);
    }
}
