//! `audit_log`: who did what, in a chain that shows any change.

use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store::{Plan, Query, Tenant};

/// A row of the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditEntry {
    /// Its place in the tenant's chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none for errpredict itself, and once that was erased.
    pub actor: Option<String>,
    /// What was done.
    pub action: String,
    /// To what kind of row.
    pub object_type: String,
    /// To which.
    pub object_id: String,
    /// The row before.
    pub before: Option<Value>,
    /// The row after.
    pub after: Option<Value>,
    /// The request it was part of.
    pub request_id: Option<String>,
}

/// Something that is wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainFault {
    /// At which row.
    pub seq: i64,
    /// What is wrong.
    pub problem: String,
}

macro_rules! entry {
    ($rest:literal) => {
        concat!(
            "select jsonb_build_object('seq', seq, 'at', at, 'actor', actor, 'action', action, 'object_type', object_type, \
             'object_id', object_id, 'before', before, 'after', after, 'request_id', request_id) ",
            $rest
        )
    };
}

const NEWEST: Query = Query {
    name: "newest entries of the audit log",
    text: entry!("from ai_models.audit_log where seq < $1 order by seq desc limit $2"),
};
const OF_OBJECT: Query = Query {
    name: "entries of an object in the audit log",
    text: entry!("from ai_models.audit_log where object_type = $1 and object_id = $2 order by seq"),
};
const OF_ACTOR: Query = Query {
    name: "entries of an actor in the audit log",
    text: entry!("from ai_models.audit_log where actor = $1 order by seq desc limit $2"),
};
const VERIFY: Query =
    Query { name: "verify the audit log", text: "select to_jsonb(v) from ai_platform.verify_audit() v" };

/// What an item of a list is made of.
pub(crate) const SELECT: &str = entry!("");

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[NEWEST, OF_OBJECT, OF_ACTOR, VERIFY];

impl Tenant {
    /// Entries before a place in the chain (all where absent), the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn audit_entries(&self, before: Option<i64>, limit: u16) -> Result<Vec<AuditEntry>> {
        self.values(&NEWEST, Plan::Kept, &[&before.unwrap_or(i64::MAX), &i64::from(limit)]).await
    }

    /// Everything that was done to a row, in order.
    ///
    /// # Errors
    /// As [`Tenant::audit_entries`].
    pub async fn audit_of(&self, object_type: &str, object_id: &str) -> Result<Vec<AuditEntry>> {
        self.values(&OF_OBJECT, Plan::Kept, &[&object_type, &object_id]).await
    }

    /// What somebody did, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::audit_entries`].
    pub async fn audit_of_actor(&self, actor: &str, limit: u16) -> Result<Vec<AuditEntry>> {
        self.values(&OF_ACTOR, Plan::Kept, &[&actor, &i64::from(limit)]).await
    }

    /// What is wrong with the chain: nothing, where nobody changed, added or removed a row. What was erased on purpose leaves its
    /// digest, and is nothing wrong.
    ///
    /// # Errors
    /// As [`Tenant::audit_entries`].
    pub async fn verify_audit(&self) -> Result<Vec<ChainFault>> {
        self.values(&VERIFY, Plan::Kept, &[]).await
    }
}
