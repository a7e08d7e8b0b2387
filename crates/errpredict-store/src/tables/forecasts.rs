//! `time_series_forecasts`: where numbers are going.

use errpredict::forecast::TimeSeriesForecast;
use errpredict::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::predictions::unwritable;
use crate::ids::{time_of, timed_id};
use crate::page::{Cursor, Page};
use crate::store::{Plan, Query, Tenant};
use crate::times::sql_time;

/// A forecast as it stands in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredForecast {
    /// The row's id; it carries [`TimeSeriesForecast::at`].
    pub id: Uuid,
    /// What was said.
    #[serde(flatten)]
    pub said: TimeSeriesForecast,
}

impl StoredForecast {
    /// Its place in [`Tenant::forecasts`].
    #[must_use]
    pub const fn cursor(&self) -> Cursor {
        Cursor { at: self.said.at, id: self.id }
    }
}

macro_rules! forecast {
    ($rest:literal) => {
        concat!(
            "select jsonb_strip_nulls(jsonb_build_object('id', id, 'key', key, 'at', at, 'service', service, \
             'system', case when service is null then true end, 'metric', metric, 'method', method, 'step_ms', step_ms, \
             'horizon', horizon, 'level', level, 'values', values, 'fan', fan, 'highest', highest, 'total', total, \
             'trend', jsonb_build_object('direction', trend_direction, 'change', trend_change, 'confidence', trend_confidence), \
             'accuracy', jsonb_build_object('origins', origins, 'mae', mae, 'rmse', rmse, 'mape', mape, 'mase', mase, \
             'coverage', coverage), 'peak', jsonb_build_object('time', peak_at, 'value', peak), \
             'minimum', jsonb_build_object('time', minimum_at, 'value', minimum), 'threshold', crossing, 'cases', cases, \
             'notes', notes, 'because', because)) ",
            $rest
        )
    };
}

/// The same question at the same time has the same id: what was said first stays.
pub(crate) const WRITE: Query = Query {
    name: "write forecasts",
    text: "insert into ai_models.time_series_forecasts (tenant_id, id, key, at, service, metric, method, horizon, step_ms, level, \
           values, fan, highest, total, trend_direction, trend_change, trend_confidence, origins, mae, rmse, mape, mase, coverage, \
           peak_at, peak, minimum_at, minimum, exceeds, threshold, threshold_at, crossing, cases, notes, because) \
           select ai_platform.current_tenant(), r.id, r.key, r.at, r.service, r.metric, r.method, r.horizon, r.step_ms, r.level, \
           r.values, coalesce(r.fan, '[]'), r.highest, r.total, r.trend->>'direction', (r.trend->>'change')::float8, \
           (r.trend->>'confidence')::float8, (r.accuracy->>'origins')::bigint, (r.accuracy->>'mae')::float8, \
           (r.accuracy->>'rmse')::float8, (r.accuracy->>'mape')::float8, (r.accuracy->>'mase')::float8, \
           (r.accuracy->>'coverage')::float8, (r.peak->>'time')::timestamptz, (r.peak->>'value')::float8, \
           (r.minimum->>'time')::timestamptz, (r.minimum->>'value')::float8, (r.threshold->>'exceeds')::boolean, \
           (r.threshold->>'threshold')::float8, (r.threshold->>'median_time')::timestamptz, r.threshold, r.cases, r.notes, \
           coalesce(r.because, '{}') \
           from jsonb_to_recordset($1) as r(id uuid, key text, at timestamptz, service text, metric text, method text, horizon int, \
           step_ms bigint, level float8, values jsonb, fan jsonb, highest float8, total jsonb, trend jsonb, accuracy jsonb, peak jsonb, \
           minimum jsonb, threshold jsonb, cases jsonb, notes jsonb, because text[]) on conflict do nothing returning 1",
};
const LIST: Query = Query {
    name: "forecasts",
    text: forecast!(
        "from ai_models.time_series_forecasts where ($4::text is null or service = $4) and at <= $1 and (at, id) < ($1, $2) \
         order by at desc, id desc limit $3"
    ),
};
const BY_ID: Query = Query {
    name: "forecast",
    text: forecast!("from ai_models.time_series_forecasts where at = $1 and id = $2"),
};
const LATEST: Query = Query {
    name: "latest forecast of a service",
    text: forecast!(
        "from ai_models.time_series_forecasts where service = $1 and metric = $2 and at <= $3 and at > $3 - interval '8 days' order by at desc limit 1"
    ),
};
const EXCEEDING: Query = Query {
    name: "forecasts that cross their threshold",
    text: forecast!(
        "from ai_models.time_series_forecasts where exceeds and threshold_at > $1 and at > $1 - interval '8 days' order by threshold_at limit $2"
    ),
};

/// What an item of a list is made of.
pub(super) const SELECT: &str = forecast!("");

pub(super) const QUERIES: &[Query] = &[WRITE, LIST, BY_ID, LATEST, EXCEEDING];

/// Forecasts as JSON, each with its id.
pub(crate) fn with_ids(tenant: &str, forecasts: &[&TimeSeriesForecast]) -> Result<Value> {
    let with_id = |forecast: &&TimeSeriesForecast| {
        let mut value = serde_json::to_value(forecast).map_err(unwritable)?;
        value["id"] =
            json!(timed_id(forecast.at, &[tenant.as_bytes(), b"forecast", forecast.key.as_bytes()]));
        Ok(value)
    };
    forecasts.iter().map(with_id).collect::<Result<Vec<Value>>>().map(Value::Array)
}

impl Tenant {
    /// Forecasts, the newest first, of one service or of all.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn forecasts(&self, service: Option<&str>, page: &Page) -> Result<Vec<StoredForecast>> {
        let (at, id, limit) = page.bounds();
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit, &service]).await
    }

    /// The forecast of an id; none for an id that carries no time.
    ///
    /// # Errors
    /// As [`Tenant::forecasts`].
    pub async fn forecast(&self, id: Uuid) -> Result<Option<StoredForecast>> {
        let Some(at) = time_of(id) else { return Ok(None) };
        Ok(self.values(&BY_ID, Plan::Kept, &[&sql_time(at), &id]).await?.pop())
    }

    /// What was last said of a service and a metric up to a time, at most eight days before.
    ///
    /// # Errors
    /// As [`Tenant::forecasts`].
    pub async fn latest_forecast(
        &self,
        service: &str,
        metric: &str,
        at: Timestamp,
    ) -> Result<Option<StoredForecast>> {
        Ok(self.values(&LATEST, Plan::Fresh, &[&service, &metric, &sql_time(at)]).await?.pop())
    }

    /// Forecasts that cross their threshold after a time, the first crossing first.
    ///
    /// # Errors
    /// As [`Tenant::forecasts`].
    pub async fn crossing_forecasts(&self, at: Timestamp, limit: u16) -> Result<Vec<StoredForecast>> {
        self.values(&EXCEEDING, Plan::Fresh, &[&sql_time(at), &i64::from(limit)]).await
    }

    /// Keeps forecasts that no analysis made; one that is there stays as it was said. Gives how many are new.
    ///
    /// # Errors
    /// As [`Tenant::forecasts`].
    pub async fn keep_forecasts(&self, forecasts: &[&TimeSeriesForecast]) -> Result<usize> {
        let rows = with_ids(self.id(), forecasts)?;
        self.change(&WRITE, &[&rows]).await
    }
}
