//! `stream/`: what is new, as it happens (server-sent events).

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, stream};
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::{News, Shared, told_to_end};
use crate::caller::Caller;
use crate::problem::{Answered, Problem};
use crate::role::Role;

/// `analysis` with what an analysis wrote; `changed` where anything changed, by whichever process; `missed` where whoever listens
/// was too slow: then everything is to be asked for anew. It ends with the token or the session of whoever listens.
pub(crate) async fn listen(
    State(app): State<Shared>,
    caller: Caller,
) -> Answered<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let place = app.listeners.take(caller.tenant_id);
    let place = place.ok_or_else(|| Problem::too_many("too many listen at the same time", 30))?;
    // For so long it may go on after a session has ended.
    let mut checks = interval(Duration::from_secs(app.config.listeners_checked_s.max(1)));
    checks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first is over at once: the door has just looked.
    checks.reset();
    let (news, closing) = (app.news.subscribe(), app.closing.subscribe());
    let heard = (news, closing, checks);
    let events = stream::unfold((heard, place), move |((mut news, mut closing, mut checks), place)| {
        let (app, caller) = (app.clone(), caller.clone());
        async move {
            loop {
                let found = tokio::select! {
                    found = news.recv() => found,
                    () = told_to_end(&mut closing) => return None,
                    _ = checks.tick() => match caller.still_may(&app, Role::Viewer).await {
                        Ok(true) => continue,
                        // Where it cannot be found out, he asks again and is told why.
                        Ok(false) | Err(_) => return None,
                    },
                };
                let event = match found {
                    Ok(found) if found.tenant == caller.tenant_id => told(&found),
                    Ok(_) => continue,
                    Err(RecvError::Lagged(missed)) => {
                        Event::default().event("missed").data(json!({"events": missed}).to_string())
                    }
                    Err(RecvError::Closed) => return None,
                };
                return Some((Ok(event), ((news, closing, checks), place)));
            }
        }
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

fn told(news: &News) -> Event {
    Event::default().event(news.event).data(news.data.to_string())
}
