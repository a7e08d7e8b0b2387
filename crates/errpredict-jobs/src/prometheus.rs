//! Series that a Prometheus has already, asked for by `query_range`: kept and watched like those that it sends (remote write), under
//! the same names, and forecast.
//!
//! Source: Prometheus' *HTTP API*, "Range queries": `GET /api/v1/query_range` with `query`, `start`, `end` and `step`; 11,000 points
//! a series at most.

use std::collections::BTreeMap;
use std::time::Duration;

use errpredict::detect::AnomalyDetection;
use errpredict::forecast::{ForecastSettings, TimeSeriesForecast, forecast_all};
use errpredict::stats::Series;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{Error, ErrorKind, Result, Scope, Timestamp};
use errpredict_store::{Measured, Tenant};
use serde::Deserialize;

use crate::context::apart;
use crate::secret::Secret;
use crate::send::Http;

/// Points of a series in one answer.
const MOST_POINTS: i64 = 10_000;
/// Bytes of one answer.
const MOST_BYTES: usize = 256 << 20;
/// Samples of one transaction.
const MOST_SAMPLES: usize = 50_000;
/// Bytes of the name of a series.
const MOST_NAME: usize = 1_024;
/// Minutes that are looked back at to learn which series there are.
const PRESENT_MINUTES: i64 = 10;
/// Days that tell the habits of a week: four of each of its days.
const FORECAST_DAYS: i64 = 28;

/// A Prometheus, or what answers like one.
#[derive(Debug, Clone)]
pub struct Prometheus {
    url: String,
    authorization: Option<Secret>,
    http: Http,
}

/// A series with its points, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// As Prometheus writes it: `queue_length{service="shop"}`.
    pub series: String,
    /// Its labels, the name among them.
    pub labels: BTreeMap<String, String>,
    /// Time and value; values that are none are left out.
    pub points: Vec<(Timestamp, f64)>,
}

/// What came of a pull.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PulledSeries {
    /// Series that the query gives.
    pub series: usize,
    /// Samples that are new.
    pub stored: usize,
    /// Minutes that were judged.
    pub judged: usize,
    /// What was found in them, each by its last word.
    pub anomalies: Vec<AnomalyDetection>,
    /// Series whose names are too long to be kept.
    pub refused: usize,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
    #[serde(default)]
    error: String,
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    #[serde(rename = "resultType")]
    kind: String,
    #[serde(default)]
    result: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    metric: BTreeMap<String, String>,
    #[serde(default)]
    values: Vec<(f64, String)>,
}

/// What is said where a query is not answered as it should be.
fn wrong(said: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("the answer of Prometheus: {}", said.into()))
}

/// A text inside of a query string.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// `name{a="1",b="2"}`, as remote write calls it here; a series that a query made has the query for its name.
fn named(labels: &BTreeMap<String, String>, query: &str) -> String {
    let name = labels.get("__name__").map_or(query, String::as_str);
    let others = labels.iter().filter(|(name, _)| *name != "__name__");
    let inside: Vec<_> = others.map(|(name, value)| format!("{name}={value:?}")).collect();
    if inside.is_empty() { name.to_owned() } else { format!("{name}{{{}}}", inside.join(",")) }
}

fn read(body: &[u8], query: &str) -> Result<Vec<Fetched>> {
    let answer: Answer = serde_json::from_slice(body).map_err(|error| wrong(error.to_string()))?;
    let data = match answer.data {
        Some(data) if answer.status == "success" => data,
        _ => return Err(wrong(crate::alerts::line(&answer.error, 200))),
    };
    if data.kind != "matrix" {
        return Err(wrong(format!("expected a matrix, got `{}`", crate::alerts::line(&data.kind, 20))));
    }
    let point = |(seconds, value): &(f64, String)| {
        let value: f64 = value.parse().ok().filter(|value: &f64| value.is_finite())?;
        Some((Timestamp::from_ms((seconds * 1e3).round() as i64).ok()?, value))
    };
    let one = |row: Row| Fetched {
        series: named(&row.metric, query),
        points: row.values.iter().filter_map(point).collect(),
        labels: row.metric,
    };
    Ok(data.result.into_iter().map(one).collect())
}

impl Prometheus {
    /// One at an address such as `http://prometheus:9090`; `authorization` is the value of that header.
    ///
    /// # Errors
    /// `invalid_setting` where TLS cannot be set up.
    pub fn new(url: &str, authorization: Option<Secret>, timeout: Duration) -> Result<Prometheus> {
        let http = Http::anywhere(timeout)?;
        Ok(Prometheus { url: url.trim_end_matches('/').to_owned(), authorization, http })
    }

    /// The points of a query from one time to another, both included.
    ///
    /// # Errors
    /// `unavailable` where nobody answers, `invalid_input` for what it refuses.
    pub async fn range(
        &self,
        query: &str,
        from: Timestamp,
        to: Timestamp,
        step_ms: i64,
    ) -> Result<Vec<Fetched>> {
        let seconds = |ms: i64| format!("{}.{:03}", ms.div_euclid(1_000), ms.rem_euclid(1_000));
        let url = format!(
            "{}/api/v1/query_range?query={}&start={}&end={}&step={}",
            self.url,
            encoded(query),
            seconds(from.ms()),
            seconds(to.ms()),
            seconds(step_ms)
        );
        let headers: Vec<_> =
            self.authorization.iter().map(|secret| ("authorization", secret.reveal().to_owned())).collect();
        let (status, body) = self.http.get(&url, &headers, MOST_BYTES).await.map_err(|failure| {
            Error::new(ErrorKind::Unavailable, format!("{}: {}", self.url, failure.said))
        })?;
        // It says in JSON what it refuses; whoever stands before it says it otherwise.
        if status != 200 && !body.starts_with(b"{") {
            return Err(wrong(format!("status {status}")));
        }
        read(&body, query)
    }

    /// Keeps and watches the series of a query: from where each was judged, or from so many days ago, up to a time. Asked again it
    /// goes on where it ended.
    ///
    /// # Errors
    /// Those of [`Prometheus::range`] and [`Tenant::measure`].
    pub async fn pull(
        &self,
        tenant: &Tenant,
        query: &str,
        days: u16,
        now: Timestamp,
    ) -> Result<PulledSeries> {
        // The full minute: a younger value is of a minute that is not over.
        let to = now.floor_to(MINUTE_MS);
        let present = self.range(query, to.plus_ms(-PRESENT_MINUTES * MINUTE_MS), to, MINUTE_MS).await?;
        let known: BTreeMap<String, Option<Timestamp>> = tenant
            .measured_series(u16::MAX)
            .await?
            .into_iter()
            .map(|one| (one.series, one.judged_until))
            .collect();
        let oldest = to.plus_ms(-i64::from(days) * DAY_MS);
        let since = present
            .iter()
            .map(|one| known.get(&one.series).copied().flatten().map_or(oldest, |at| at.max(oldest)));
        let mut from = since.min().unwrap_or(oldest);
        let mut done = PulledSeries { series: present.len(), ..PulledSeries::default() };
        while from <= to {
            let end = from.plus_ms((MOST_POINTS - 1) * MINUTE_MS).min(to);
            for one in self.range(query, from, end, MINUTE_MS).await? {
                keep(tenant, one, &mut done).await?;
            }
            from = end.plus_ms(MINUTE_MS);
        }
        Ok(done)
    }

    /// Forecasts of the series of a query by their hourly means of the last four weeks, as of the last full hour; what could not be
    /// forecast, such as a series of an hour, says why in its place.
    ///
    /// # Errors
    /// Those of [`Prometheus::range`], and of [`ForecastSettings::validate`].
    pub async fn forecast(
        &self,
        query: &str,
        settings: &ForecastSettings,
        now: Timestamp,
    ) -> Result<Vec<(String, Result<TimeSeriesForecast>)>> {
        let to = now.floor_to(HOUR_MS);
        let from = to.plus_ms(-(FORECAST_DAYS * DAY_MS - HOUR_MS));
        // Of an hour its mean, and not the value that it happens to end with.
        let hourly = format!("avg_over_time(({query})[1h:1m])");
        let found = self.range(&hourly, from, to, HOUR_MS).await?;
        let settings = settings.clone();
        apart(move || {
            let mut told = Vec::new();
            for one in found {
                let name = named(&one.labels, &query_name(&hourly));
                let scope = one
                    .labels
                    .get("service")
                    .map_or(Scope::System, |service| Scope::service_named(service.as_str()));
                let histories = [(scope, gridded(&one.points, HOUR_MS))];
                let made = forecast_all(&histories, &name, &settings, &|| ())?.pop();
                let made = made.unwrap_or_else(|| Err(Error::not_enough("series", 1, 0)));
                told.push((name, made.map(errpredict::forecast::OpenForecast::close)));
            }
            Ok(told)
        })
        .await
    }
}

/// The query inside of what makes hourly means of it.
fn query_name(hourly: &str) -> String {
    hourly.trim_start_matches("avg_over_time((").trim_end_matches(")[1h:1m])").to_owned()
}

/// Points on an even grid; what is missing is a gap.
fn gridded(points: &[(Timestamp, f64)], step_ms: i64) -> Series {
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else {
        return Series { first_end: Timestamp::clamped(0), step_ms, values: Vec::new() };
    };
    let place = |at: Timestamp| usize::try_from((at.ms() - first.ms()) / step_ms).unwrap_or_default();
    let mut values = vec![f64::NAN; place(*last) + 1];
    for (at, value) in points {
        values[place(*at)] = *value;
    }
    Series { first_end: *first, step_ms, values }
}

async fn keep(tenant: &Tenant, fetched: Fetched, done: &mut PulledSeries) -> Result<()> {
    if fetched.series.len() > MOST_NAME || fetched.series.contains('\0') {
        done.refused += 1;
        return Ok(());
    }
    let value = |(at, value): &(Timestamp, f64)| Measured {
        series: fetched.series.clone(),
        labels: fetched.labels.clone(),
        at: *at,
        value: *value,
        // Whoever asks by a query says `rate(...)` where that is meant.
        is_counter: false,
    };
    for points in fetched.points.chunks(MOST_SAMPLES) {
        let measured = tenant.measure(points.iter().map(value).collect()).await?;
        done.stored += measured.stored;
        done.judged += measured.judged;
        for anomaly in measured.anomalies {
            match done.anomalies.iter_mut().find(|known| known.key == anomaly.key) {
                Some(known) => *known = anomaly,
                None => done.anomalies.push(anomaly),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_becomes_series_or_says_why_not() {
        let body = br#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"up","job":"a\"b"},"values":[[60,"1"],[120.5,"NaN"],[180,"+Inf"],[240,"0.5"]]},
            {"metric":{},"values":[]}]}}"#;
        let found = read(body, "sum(up)").unwrap();
        assert_eq!(found[0].series, "up{job=\"a\\\"b\"}");
        assert_eq!(found[0].points, [(Timestamp::clamped(60_000), 1.0), (Timestamp::clamped(240_000), 0.5)]);
        assert_eq!((found[1].series.as_str(), found[1].points.len()), ("sum(up)", 0));
        for (body, said) in [
            (&br#"{"status":"error","errorType":"bad_data","error":"parse error"}"#[..], "parse error"),
            (br#"{"status":"success","data":{"resultType":"vector","result":[]}}"#, "vector"),
            (b"<html>", "expected value"),
        ] {
            let error = read(body, "x").unwrap_err();
            assert!(error.code() == "invalid_input" && error.to_string().contains(said), "{error}");
        }
    }

    #[test]
    fn points_stand_on_a_grid_with_gaps() {
        let at = |hour: i64| Timestamp::clamped(hour * HOUR_MS);
        let series = gridded(&[(at(5), 1.0), (at(7), 3.0)], HOUR_MS);
        assert_eq!((series.first_end, series.values.len()), (at(5), 3));
        assert!(series.values[0] == 1.0 && series.values[1].is_nan() && series.values[2] == 3.0);
        assert!(gridded(&[], HOUR_MS).values.is_empty());
        assert_eq!(encoded("a{b=\"c\"} + 1"), "a%7Bb%3D%22c%22%7D%20%2B%201");
        assert_eq!(query_name("avg_over_time((sum(up))[1h:1m])"), "sum(up)");
    }
}
