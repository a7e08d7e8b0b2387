//! `alerts/`, `channels/` and `deliveries/`: what people are told of, whether a channel reaches anybody, what became of messages, and one
//! of them once more.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use errpredict::vocabulary::NotificationChannel;
use errpredict_jobs::{EVERYBODY, SLACK, test_message};
use errpredict_store::{StoredAlert, StoredNotification, TestMessage, lists};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::Shared;
use crate::caller::Caller;
use crate::extract::{Body, Id};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};
use crate::route::{OPERATOR, Route, VIEWER};

/// What is tested.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tested {
    /// The channel.
    channel: NotificationChannel,
    /// To whom: an address, a number, the name of a hook. Not needed for Slack and the dashboard.
    recipient: Option<String>,
}

/// A message that was put into the queue; a worker sends it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Queued {
    /// The message.
    id: Uuid,
    /// Where it says what became of it.
    url: String,
}

fn queued(id: Uuid) -> (StatusCode, Json<Queued>) {
    (StatusCode::ACCEPTED, Json(Queued { id, url: format!("{}deliveries/{id}/", crate::route::BASE) }))
}

async fn test(
    State(app): State<Shared>,
    caller: Caller,
    Body(tested): Body<Tested>,
) -> Answered<(StatusCode, Json<Queued>)> {
    let recipient = match (tested.channel, tested.recipient.filter(|text| !text.is_empty())) {
        (_, Some(recipient)) => recipient,
        (NotificationChannel::Slack, None) => SLACK.to_owned(),
        (NotificationChannel::Dashboard, None) => EVERYBODY.to_owned(),
        (channel, None) => {
            let expected =
                format!("given for the channel {channel}: an address, a number, the name of a hook");
            return Err(errpredict::Error::setting("recipient", &expected, "nothing").into());
        }
    };
    let message = test_message(&caller.name, app.store.now().await?);
    let test = TestMessage {
        subject: message.key.clone(),
        severity: message.severity,
        channel: tested.channel,
        recipient,
        message: message.in_text(),
        payload: serde_json::to_value(&message).map_err(|error| {
            let text = format!("a message could not be written as JSON: {error}");
            errpredict::Error::new(errpredict::ErrorKind::Internal, text)
        })?,
    };
    Ok(queued(caller.tenant.test_channel(&test).await?))
}

async fn detail(caller: Caller, Id(id): Id) -> Answered<Json<StoredNotification>> {
    let found = caller.tenant.on_primary().notification(id).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("delivery {id}")))
}

async fn again(caller: Caller, Id(id): Id) -> Answered<(StatusCode, Json<Queued>)> {
    let made = caller.tenant.send_again(id).await?;
    made.map(queued).ok_or_else(|| Problem::not_found(format!("delivery {id}")))
}

/// Alerts that are listed.
const ALERTS: u16 = 200;

async fn alerts(caller: Caller, uri: Uri) -> Answered<Json<PageOf<StoredAlert>>> {
    page_of(caller.tenant.alerts(ALERTS).await?, usize::from(ALERTS), &uri)
}

async fn alert(caller: Caller, Id(id): Id) -> Answered<Json<StoredAlert>> {
    let found = caller.tenant.on_primary().alert(id).await?;
    found.map(Json).ok_or_else(|| Problem::not_found(format!("alert {id}")))
}

async fn acknowledge(caller: Caller, Id(id): Id) -> Answered<Json<StoredAlert>> {
    caller.tenant.acknowledge_alert(id).await?;
    alert(caller, Id(id)).await
}

/// The routes of alerts, channels and deliveries.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("alerts/", VIEWER, "What people were told of, the newest 200.", alerts)
            .pages::<StoredAlert>(),
        Route::get(
            "alerts/{id}/",
            VIEWER,
            "What people were told of, with the numbers of when it fired.",
            alert,
        )
        .answers::<StoredAlert>(),
        Route::post(
            "alerts/{id}/acknowledge/",
            OPERATOR,
            "Takes an alert: nobody else is told.",
            acknowledge,
        )
        .answers::<StoredAlert>(),
        Route::post("channels/test/", OPERATOR, "Sends a message that says it is a test.", test)
            .takes::<Tested>()
            .answers::<Queued>()
            .with_status(202),
        Route::list::<StoredNotification>(
            "deliveries/",
            "Messages of every channel, and what became of them.",
            &lists::DELIVERIES,
        )
        .needing(OPERATOR),
        Route::get("deliveries/{id}/", OPERATOR, "A message, and what became of it.", detail)
            .answers::<StoredNotification>(),
        Route::post("deliveries/{id}/resend/", OPERATOR, "Sends a message once more.", again)
            .answers::<Queued>()
            .with_status(202),
    ]
}
