//! Connections: each is given a time for the head of its next request, so that those who say nothing are let go.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::app::told_to_end;

/// How long to wait where the system has no more connections to give.
const NO_MORE: Duration = Duration::from_secs(1);

/// Answers connections until `ending` says so, then lets those go that have nothing to do, and ends with the last of them. `head` is the
/// time for the head of a request.
pub(crate) async fn answer(
    listener: TcpListener,
    router: Router,
    head: Duration,
    mut ending: watch::Receiver<bool>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head);
    let service = TowerToHyperService::new(router);
    // Every connection holds a receiver: the sender sees when the last is gone.
    let (going, held) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told_to_end(&mut ending) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let one = one(builder.clone(), stream, peer, service.clone(), ending.clone());
                let held = held.clone();
                tokio::spawn(async move {
                    one.await;
                    drop(held);
                });
            }
            Err(error) if is_of_one(&error) => {}
            Err(error) => {
                tracing::error!(error = %error, "no connection could be taken");
                tokio::time::sleep(NO_MORE).await;
            }
        }
    }
    drop((listener, held));
    going.closed().await;
}

/// Whether an error is one of the connection that came, and not of the socket.
fn is_of_one(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn one(
    builder: http1::Builder,
    stream: TcpStream,
    peer: SocketAddr,
    service: TowerToHyperService<Router>,
    mut ending: watch::Receiver<bool>,
) {
    let answered = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        service.call(request)
    });
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), answered));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told_to_end(&mut ending) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Somebody went away, or said nothing for long: that is no fault here.
        tracing::debug!(peer = %peer, error = %error, "a connection broke");
    }
}
