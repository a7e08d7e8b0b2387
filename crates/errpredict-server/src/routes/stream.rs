//! `stream/`: what is new, as it happens (server-sent events).

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, stream};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use crate::app::Shared;
use crate::caller::Caller;

/// `analysis` with what an analysis wrote; `changed` where anything changed, by whichever process; `missed` where whoever listens
/// was too slow: then everything is to be asked for anew.
pub(crate) async fn listen(
    State(app): State<Shared>,
    caller: Caller,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = (app.news.subscribe(), app.closing.subscribe());
    let of = caller.tenant_id;
    let events = stream::unfold(heard, move |(mut news, mut closing)| async move {
        loop {
            let found = tokio::select! {
                found = news.recv() => found,
                // Told, or gone: either way it ends.
                _ = closing.wait_for(|is_closing| *is_closing) => return None,
            };
            match found {
                Ok(found) if found.tenant == of => {
                    let event = Event::default().event(found.event).data(found.data.to_string());
                    return Some((Ok(event), (news, closing)));
                }
                Ok(_) => {}
                Err(RecvError::Lagged(missed)) => {
                    let event = Event::default().event("missed").data(json!({"events": missed}).to_string());
                    return Some((Ok(event), (news, closing)));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
