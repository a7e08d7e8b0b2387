//! Bodies of requests. Each is read before its request takes a place among those that are worked on, within a time, and all together
//! within a memory: whoever sends slowly, or much, keeps nobody else out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::extract::{broke_off, too_large};
use crate::problem::{Answered, Problem};

/// Bytes of a body that are always taken: those of whoever signs in, or presses a button.
const FREE: usize = 64 << 10;
/// What memory is counted in.
const UNIT: usize = 1 << 10;
/// So many bodies of the greatest size may be held at the same time.
const AT_ONCE: usize = 16;

/// The memory for bodies: that for senders who are known, and that for those who are not known until their body is there.
#[derive(Debug)]
pub(crate) struct Bodies {
    known: Arc<Semaphore>,
    unknown: Arc<Semaphore>,
}

/// A body that is there, with the memory it holds until its request was answered.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) bytes: Bytes,
    pub(crate) _held: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    pub(crate) fn new(most: usize) -> Bodies {
        let units = (most.div_ceil(UNIT) * AT_ONCE).min(Semaphore::MAX_PERMITS);
        Bodies { known: Arc::new(Semaphore::new(units)), unknown: Arc::new(Semaphore::new(units)) }
    }

    /// All of a body.
    pub(crate) async fn receive(
        &self,
        body: Body,
        most: usize,
        is_known: bool,
        within: Duration,
    ) -> Answered<Received> {
        let memory = if is_known { &self.known } else { &self.unknown };
        tokio::time::timeout(within, read(body, most, memory)).await.map_err(|_| {
            let detail = format!("the body of the request did not come within {} s", within.as_secs());
            Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", detail)
        })?
    }
}

async fn read(mut body: Body, most: usize, memory: &Arc<Semaphore>) -> Answered<Received> {
    if body.size_hint().lower() > most as u64 {
        return Err(too_large(most));
    }
    // In one piece: of many small parts each would take more than it says.
    let mut bytes = Vec::new();
    let mut held: Option<OwnedSemaphorePermit> = None;
    while let Some(frame) = body.frame().await {
        // Trailers say nothing here.
        let Ok(part) = frame.map_err(|_| broke_off())?.into_data() else { continue };
        let size = bytes.len() + part.len();
        if size > most {
            return Err(too_large(most));
        }
        let wanted = size.saturating_sub(FREE).div_ceil(UNIT);
        let more = wanted.saturating_sub(held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits));
        if more > 0 {
            let more = u32::try_from(more).map_err(|_| too_large(most))?;
            let permit = Arc::clone(memory)
                .try_acquire_many_owned(more)
                .map_err(|_| Problem::too_many("too many large requests at the same time", 1))?;
            match &mut held {
                Some(held) => held.merge(permit),
                None => held = Some(permit),
            }
        }
        bytes.extend_from_slice(&part);
    }
    Ok(Received { bytes: bytes.into(), _held: held })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(50);

    fn of(n: usize) -> Body {
        Body::from(vec![b'x'; n])
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(work)
    }

    #[test]
    fn all_bodies_together_have_a_bound_and_small_ones_are_always_taken() {
        run(async {
            let bodies = Bodies::new(1 << 20);
            let mut held = Vec::new();
            let refused = loop {
                match bodies.receive(of(1 << 20), 1 << 20, false, SOON).await {
                    Ok(received) => held.push(received),
                    Err(problem) => break problem,
                }
            };
            // Their first 64 KiB each are free.
            assert_eq!((refused.status(), held.len()), (StatusCode::TOO_MANY_REQUESTS, 17));
            assert_eq!(bodies.receive(of(FREE), 1 << 20, false, SOON).await.unwrap().bytes.len(), FREE);
            assert!(bodies.receive(of(1 << 20), 1 << 20, true, SOON).await.is_ok(), "who is known");
            held.clear();
            assert!(bodies.receive(of(1 << 20), 1 << 20, false, SOON).await.is_ok(), "given back");
        });
    }

    #[test]
    fn what_is_too_large_or_too_slow_is_refused() {
        run(async {
            let bodies = Bodies::new(1 << 20);
            let large = bodies.receive(of(11), 10, true, SOON).await.unwrap_err();
            assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
            let never = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
            let slow = bodies.receive(Body::from_stream(never), 10, true, SOON).await.unwrap_err();
            assert_eq!(slow.status(), StatusCode::REQUEST_TIMEOUT);
            let parts = futures_util::stream::iter([Ok::<_, std::io::Error>("ab"), Ok("cd")]);
            let whole = bodies.receive(Body::from_stream(parts), 10, true, SOON).await.unwrap();
            assert_eq!(&whole.bytes[..], b"abcd");
        });
    }
}
