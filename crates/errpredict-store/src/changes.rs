//! What other processes change: the database tells of it, tenant by tenant, as soon as it is committed.

use std::pin::Pin;
use std::task::Poll;

use errpredict::{Error, ErrorKind, Result};
use futures_util::{Stream, StreamExt, stream};
use tokio_postgres::AsyncMessage;
use uuid::Uuid;

use crate::connection::{CONNECT, Connection};
use crate::error::database;

/// Word of changes, over a connection of its own. Behind a pooler in transaction mode there is none.
pub struct Changes {
    _client: tokio_postgres::Client,
    messages: Pin<Box<dyn Stream<Item = std::result::Result<AsyncMessage, tokio_postgres::Error>> + Send>>,
}

impl std::fmt::Debug for Changes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Changes")
    }
}

impl Changes {
    /// Begins to listen; what is changed from now on is told.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn listen(connection: &Connection) -> Result<Changes> {
        Changes::listen_to(connection, "listen errpredict_changes").await
    }

    /// As [`Changes::listen`], and of what workers wait for: slots that were asked for, messages to be sent.
    ///
    /// # Errors
    /// As [`Changes::listen`].
    pub async fn listen_to_all(connection: &Connection) -> Result<Changes> {
        Changes::listen_to(connection, "listen errpredict_changes; listen errpredict_jobs").await
    }

    async fn listen_to(connection: &Connection, statement: &'static str) -> Result<Changes> {
        let (client, mut connected) = connection.made().await?;
        let mut messages: Pin<Box<dyn Stream<Item = _> + Send>> =
            Box::pin(stream::poll_fn(move |context| connected.poll_message(context)));
        // Nothing is answered unless the connection is looked after meanwhile.
        let mut listen = Box::pin(client.batch_execute(statement));
        let begun = std::future::poll_fn(|context| {
            if let Poll::Ready(done) = listen.as_mut().poll(context) {
                return Poll::Ready(done.map_err(database));
            }
            while let Poll::Ready(message) = messages.as_mut().poll_next(context) {
                match message {
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Poll::Ready(Err(database(error))),
                    None => return Poll::Ready(Err(ended())),
                }
            }
            listen.as_mut().poll(context).map_err(database)
        });
        tokio::time::timeout(CONNECT, begun).await.map_err(|_| ended())??;
        drop(listen);
        Ok(Changes { _client: client, messages })
    }

    /// What is told next: the tenant of whose data something was changed, or none where workers have something to do.
    ///
    /// # Errors
    /// As [`Changes::next`].
    pub async fn next_of_all(&mut self) -> Result<Option<Uuid>> {
        match self.messages.next().await {
            Some(Ok(AsyncMessage::Notification(told))) => Ok(told.payload().parse().ok()),
            Some(Ok(_)) => Ok(None),
            Some(Err(error)) => Err(database(error)),
            None => Err(ended()),
        }
    }

    /// The next tenant of whose data something was changed.
    ///
    /// # Errors
    /// `unavailable` where the connection is lost: then nobody knows what was changed.
    pub async fn next(&mut self) -> Result<Uuid> {
        loop {
            match self.messages.next().await {
                Some(Ok(AsyncMessage::Notification(told))) => {
                    if let Ok(tenant) = told.payload().parse() {
                        return Ok(tenant);
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(database(error)),
                None => return Err(ended()),
            }
        }
    }
}

fn ended() -> Error {
    Error::new(ErrorKind::Unavailable, "the connection that tells of changes has ended")
}
