//! How a store uses its database.

use std::time::Duration;

use crate::connection::Connection;
use crate::keys::Keys;

/// How a store uses its database.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// Connections at most, 1 to 1,000; the usual range is 20 to 100.
    pub max_connections: usize,
    /// How long a caller waits for a free connection.
    pub wait: Duration,
    /// How long a statement may run.
    pub statement: Duration,
    /// How long a connection may take to be made.
    pub connect: Duration,
    /// Whether a pooler in transaction mode (pgbouncer) stands between: then a session keeps nothing from one transaction to the
    /// next, neither settings nor prepared statements, and everything is said anew.
    pub pooled: bool,
    /// A server that follows the first: what is only read is read there, and what is written never goes there. Where it cannot be asked
    /// the first one is, and [`Store::replica_fault`](crate::Store::replica_fault) says why.
    pub replica: Option<Connection>,
    /// Keys that what names people is encrypted with; absent, it is kept as it comes.
    pub keys: Option<Keys>,
}

impl Default for StoreConfig {
    fn default() -> Self {
        StoreConfig {
            max_connections: 20,
            wait: Duration::from_secs(5),
            statement: Duration::from_secs(30),
            connect: Duration::from_secs(5),
            pooled: false,
            replica: None,
            keys: None,
        }
    }
}
