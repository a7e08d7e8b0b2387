//! Transactions of several statements, and work that is done again where it lost.

use std::time::Duration;

use deadpool_postgres::Client;
use errpredict::{Error, ErrorKind, Result};
use tokio_postgres::{Row, Statement};

use crate::error::database;
use crate::pool::IN_USE;
use crate::query::{Query, Values};

/// A transaction with several statements.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) client: Option<Client>,
    pub(crate) is_pooled: bool,
}

impl Work {
    /// To be made before the transaction is begun: whoever goes away while the begin is on its way leaves one behind that was not
    /// ended, and so no connection that somebody else gets.
    pub(crate) fn of(client: Client, is_pooled: bool) -> Work {
        Work { client: Some(client), is_pooled }
    }

    pub(crate) fn client(&self) -> &Client {
        // Taken by `commit` and `drop` alone, after which nobody can ask.
        match &self.client {
            Some(client) => client,
            None => unreachable!("a transaction is asked after its end"),
        }
    }

    pub(crate) async fn rows(&self, query: &Query, values: Values<'_>) -> Result<Vec<Row>> {
        self.rows_composed(query.name, query.text, values).await
    }

    pub(crate) async fn rows_composed(
        &self,
        name: &'static str,
        text: &str,
        values: Values<'_>,
    ) -> Result<Vec<Row>> {
        let of_query = |error| database(error).with("query", name);
        let statement = self.prepared(text).await.map_err(of_query)?;
        self.client().query(&statement, values).await.map_err(of_query)
    }

    /// A statement of this session; behind a pooler one of this transaction, which goes with its last use.
    pub(crate) async fn prepared(&self, text: &str) -> std::result::Result<Statement, tokio_postgres::Error> {
        if self.is_pooled {
            self.client().prepare(text).await
        } else {
            self.client().prepare_cached(text).await
        }
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let Some(client) = self.client.take() else { return Ok(()) };
        client.batch_execute("commit").await.map_err(database)
    }

    /// Hands the connection back: there is no transaction on it any more.
    pub(crate) fn release(mut self) {
        drop(self.client.take());
    }
}

impl Drop for Work {
    /// What was not committed is undone before anybody else gets the connection: it is closed, not handed back.
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Client::take(client));
        }
    }
}

/// How often a transaction that lost against another one is done again.
const ATTEMPTS: u32 = 5;

/// Runs work in a task of its own, so that it ends as it should although its caller went away, and does it again where it lost
/// against another transaction or its connection broke. The work must be one that may be done twice.
pub(crate) async fn apart<T, F, W>(work: W) -> Result<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send,
    W: Fn() -> F + Send + Sync + 'static,
{
    let task = tokio::spawn(async move {
        let mut attempt = 0;
        loop {
            attempt += 1;
            match work().await {
                Err(error) if attempt < ATTEMPTS && broke(&error) => {
                    tokio::time::sleep(Duration::from_millis(20 << attempt)).await;
                }
                done => return done,
            }
        }
    });
    task.await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("work of the store ended badly: {error}")))?
}

/// Whether doing the same again may succeed at once: serialization, deadlock, a broken connection.
fn lost(error: &Error) -> bool {
    let state = error.context().iter().find(|(key, _)| *key == "sqlstate").map(|(_, state)| state.as_str());
    match state {
        Some(state) => {
            matches!(state, "40001" | "40P01" | "57P01" | "57P02" | "57P03") || state.starts_with("08")
        }
        None => error.kind() == ErrorKind::Unavailable,
    }
}

/// Whether something was lost, and doing it once more may help. Where all connections are in use it would only make others wait.
pub(crate) fn broke(error: &Error) -> bool {
    lost(error) && !error.context().iter().any(|(key, _)| *key == IN_USE)
}
