//! Series of numbers from Prometheus: which are watched, and what comes in of them (remote write 1.0).

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use errpredict::{Error, ErrorKind};
use errpredict_store::{ChosenSeries, Measured, MeasuredSeries, NewSeries};
use serde_json::json;

use super::people::Revoked;
use crate::app::Shared;
use crate::caller::Caller;
use crate::extract::{Body, Id, whole};
use crate::ingest::Limits;
use crate::ingest::remote_write::{self, Chosen};
use crate::page::{PageOf, page_of};
use crate::problem::{Answered, Problem};

/// Series that are listed.
const MOST_LISTED: u16 = 10_000;
/// Samples of one request: they are judged in one transaction.
const MOST_SAMPLES: usize = 50_000;
/// Bytes of the name of a series in an index.
const MOST_NAME: usize = 1_024;

pub(crate) async fn chosen(caller: Caller, uri: Uri) -> Answered<Json<PageOf<ChosenSeries>>> {
    page_of(caller.tenant.chosen_series().await?, usize::MAX, &uri)
}

pub(crate) async fn choose(
    caller: Caller,
    Body(new): Body<NewSeries>,
) -> Answered<(StatusCode, Json<ChosenSeries>)> {
    if new.metric.is_empty() || new.metric.len() > 255 || new.metric.contains('\0') {
        return Err(Error::setting("metric", "a name of 1 to 255 bytes", new.metric.len()).into());
    }
    if let Some(other) = new.reading.as_deref().filter(|reading| !["value", "increase"].contains(reading)) {
        return Err(Error::unknown("reading", other, &["value", "increase"]).into());
    }
    let bytes: usize = new.labels.iter().map(|(name, value)| name.len() + value.len()).sum();
    if bytes > MOST_NAME {
        return Err(Error::setting("labels", &format!("at most {MOST_NAME} bytes together"), bytes).into());
    }
    if new.labels.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Error::setting("labels", "texts without zeros", "one with a zero").into());
    }
    Ok((StatusCode::CREATED, Json(caller.tenant.choose_series(&new).await?)))
}

pub(crate) async fn unchoose(caller: Caller, Id(id): Id) -> Answered<Json<Revoked>> {
    Ok(Json(Revoked { revoked: caller.tenant.unchoose_series(id).await? }))
}

pub(crate) async fn watched(caller: Caller, uri: Uri) -> Answered<Json<PageOf<MeasuredSeries>>> {
    page_of(caller.tenant.measured_series(MOST_LISTED).await?, MOST_LISTED.into(), &uri)
}

/// Samples of the chosen series are kept and judged; those of others are passed over, as whoever sends all its series expects.
pub(crate) async fn write(State(app): State<Shared>, caller: Caller, request: Request) -> Answered<Response> {
    let Ok(_permit) = app.ingesting.try_acquire() else {
        return Err(Problem::too_many("too many batches at the same time", 1));
    };
    let (parts, body) = request.into_parts();
    let body = whole(body, app.config.max_body_bytes).await?;
    let said = |name| parts.headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    // Version 2 of the protocol has another message in the same packing.
    if said(header::CONTENT_TYPE).is_some_and(|kind| kind.contains("io.prometheus.write.v2")) {
        let detail = "remote write 2.0 is not read: send prometheus.WriteRequest (1.0)";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
    }
    let rows = caller.tenant.chosen_series().await?;
    let limits = Limits { max_bytes: Limits::default().max_bytes, max_events: MOST_SAMPLES };
    let reading = tokio::task::spawn_blocking(move || {
        let chosen: Vec<Chosen> = rows
            .iter()
            .map(|row| Chosen { metric: row.metric.clone(), labels: row.labels.clone() })
            .collect();
        let found = remote_write::take(&body, &chosen, limits)?;
        let is_counter = |sample: &remote_write::Sample| {
            let row = rows.iter().zip(&chosen).find(|(_, chosen)| chosen.fits(&sample.labels));
            row.is_some_and(|(row, _)| row.reading == "increase")
        };
        let is_name = |text: &str| text.len() <= MOST_NAME && !text.contains('\0');
        let (fit, long): (Vec<_>, Vec<_>) =
            found.samples.into_iter().partition(|sample| is_name(&sample.series));
        let values: Vec<Measured> = fit
            .into_iter()
            .map(|sample| Measured {
                is_counter: is_counter(&sample),
                series: sample.series,
                labels: sample.labels,
                at: sample.timestamp,
                value: sample.value,
            })
            .collect();
        let mut refused = found.refused;
        refused.extend(long.first().map(|sample| crate::ingest::Refused {
            at: sample.series.chars().take(80).collect(),
            reason: "invalid_input".to_owned(),
            message: format!("the name of a series has at most {MOST_NAME} bytes and no zeros"),
        }));
        Ok::<_, Error>((values, refused, (found.n_others, found.n_not_finite)))
    });
    let (values, refused, (others, not_finite)) = reading.await.map_err(|error| {
        Error::new(ErrorKind::Internal, format!("reading samples ended badly: {error}"))
    })??;
    let written = values.len();
    let done = caller.tenant.measure(values).await?;
    if !done.anomalies.is_empty() {
        app.changed(caller.tenant_id);
        let keys: Vec<&str> = done.anomalies.iter().map(|anomaly| anomaly.key.as_str()).collect();
        app.tell(caller.tenant_id, "anomalies", json!({"keys": keys}));
    }
    let told = json!({"stored": done.stored, "duplicates": done.duplicates, "judged": done.judged,
        "anomalies": done.anomalies.len(), "others": others, "not_finite": not_finite, "refused": refused});
    // The specification: what is refused must not be sent again, and 400 says so; what could be used is kept.
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let count = HeaderName::from_static("x-prometheus-remote-write-samples-written");
    Ok((status, [(count, written.to_string())], Json(told)).into_response())
}
