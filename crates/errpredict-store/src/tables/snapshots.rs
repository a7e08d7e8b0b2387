//! `feature_snapshots`: what a model looked at, at a time, for replay, drift and training.

use errpredict::features::FEATURE_SET_VERSION;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::digest::hex;
use crate::ids::timed_id;
use crate::page::Page;
use crate::store::{Plan, Query, Tenant};
use crate::times::{day, sql_time};

/// The features of a service at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureSnapshot {
    /// The service; none for all together.
    pub service: Option<String>,
    /// The time: nothing after it was known.
    pub at: Timestamp,
    /// How far back was looked, in milliseconds.
    pub window_ms: i64,
    /// Values in the order of the feature set's names; none for what was missing.
    pub values: Vec<Option<f64>>,
    /// SHA-256 over those names.
    pub names_hash: String,
    /// Version of the feature set.
    pub feature_set_version: u32,
}

impl FeatureSnapshot {
    /// A snapshot of this version's features; what is not finite counts as missing.
    ///
    /// # Errors
    /// `invalid_argument` where names and values are not equally many.
    pub fn new(
        service: Option<&str>,
        at: Timestamp,
        window_ms: i64,
        names: &[String],
        values: &[f64],
    ) -> Result<Self> {
        if names.len() != values.len() {
            let message = format!("expected a value for each of {} names, got {}", names.len(), values.len());
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
        Ok(FeatureSnapshot {
            service: service.map(str::to_owned),
            at,
            window_ms,
            values: values.iter().map(|value| value.is_finite().then_some(*value)).collect(),
            names_hash: hex(names.join("\0").as_bytes()),
            feature_set_version: FEATURE_SET_VERSION,
        })
    }
}

const WRITE: Query = Query {
    name: "keep a feature snapshot",
    text: "insert into ai_models.feature_snapshots (tenant_id, id, service, at, window_ms, values, names_hash, feature_set_version) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1",
};
const LIST: Query = Query {
    name: "feature snapshots",
    text: "select to_jsonb(f) from ai_models.feature_snapshots f where at <= $1 and (at, id) < ($1, $2) order by at desc, id desc limit $3",
};
const OF_SERVICE: Query = Query {
    name: "feature snapshots of a service",
    text: "select to_jsonb(f) from ai_models.feature_snapshots f where service = $1 and at > $2 and at <= $3 order by at desc limit $4",
};

pub(super) const QUERIES: &[Query] = &[WRITE, LIST, OF_SERVICE];

impl Tenant {
    /// Keeps what a model looked at; false where that service, time and window were kept before.
    ///
    /// # Errors
    /// `invalid_input` for a window below a millisecond.
    pub async fn keep_snapshot(&self, snapshot: &FeatureSnapshot) -> Result<bool> {
        self.store.make_parts(&["feature_snapshots"], &[day(snapshot.at)]).await?;
        let service = snapshot.service.as_deref().unwrap_or_default();
        let of_all = [u8::from(snapshot.service.is_none())];
        let parts =
            [self.id.as_bytes(), b"snapshot", service.as_bytes(), &of_all, &snapshot.window_ms.to_be_bytes()];
        let id: Uuid = timed_id(snapshot.at, &parts);
        let version = snapshot.feature_set_version.cast_signed();
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = [
            &id,
            &snapshot.service,
            &sql_time(snapshot.at),
            &snapshot.window_ms,
            &snapshot.values,
            &snapshot.names_hash,
            &version,
        ];
        Ok(self.change(&WRITE, &values).await? > 0)
    }

    /// Snapshots of all services, the newest first.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn snapshots(&self, page: &Page) -> Result<Vec<FeatureSnapshot>> {
        let (at, id, limit) = page.bounds();
        self.values(&LIST, Plan::Fresh, &[&at, &id, &limit]).await
    }

    /// Snapshots of a service after one time and up to another, the newest first.
    ///
    /// # Errors
    /// As [`Tenant::snapshots`].
    pub async fn snapshots_of(
        &self,
        service: &str,
        after: Timestamp,
        up_to: Timestamp,
        limit: u16,
    ) -> Result<Vec<FeatureSnapshot>> {
        self.values(
            &OF_SERVICE,
            Plan::Fresh,
            &[&service, &sql_time(after), &sql_time(up_to), &i64::from(limit)],
        )
        .await
    }
}
