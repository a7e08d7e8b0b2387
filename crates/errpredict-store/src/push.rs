//! Predictions written where their user wants them: into a table of another PostgreSQL, of which the columns that are named as ours are
//! filled.

use errpredict::{Error, ErrorKind, Result};
use serde_json::Value;
use uuid::Uuid;

use crate::connection::Connection;
use crate::error::database;
use crate::pull::quoted;
use crate::store::{Plan, Query, Tenant};

const SINCE: Query = Query {
    name: "predictions since a time, the oldest first",
    text: "select p.at, p.id, to_jsonb(p) - array['tenant_id', 'seen', 'created_by', 'updated_by', 'feature_ids', 'feature_values', \
           'feature_parts', 'factor_sums'] || case when p.worth_cases is null then '{}' else jsonb_build_object('worth', \
           jsonb_build_object('said', p.worth_said, 'came', p.worth_came, 'cases', p.worth_cases)) end, \
           p.feature_ids as _feature_ids, p.feature_values as _feature_values, p.feature_parts as _feature_parts, p.factor_sums as _factor_sums \
           from ai_models.error_predictions p \
           where p.at >= $1 and (p.at, p.id) > ($1, $2) order by p.at, p.id limit $3",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[SINCE];

/// Rows written at once.
const BATCH: i64 = 1_000;

impl Tenant {
    /// Writes predictions of the last `days` into a table (`schema.table`) of another database; gives how many were new there. The table
    /// has a unique column `id` (uuid), and any of the columns of `ai_models.error_predictions`. What is there stays as it is, so it
    /// may be called again and again.
    ///
    /// # Errors
    /// `not_found` for a table that is not there, `invalid_setting` for one without a unique `id`, `unavailable` where either database
    /// cannot be reached.
    pub async fn write_predictions_to(
        &self,
        target: &Connection,
        table: &str,
        since: errpredict::Timestamp,
    ) -> Result<u64> {
        let client = target.client().await?;
        client
            .batch_execute("set timezone = 'UTC'; set statement_timeout = '60s'; set lock_timeout = '5s'")
            .await
            .map_err(database)?;
        let name = table.split('.').map(quoted).collect::<Vec<_>>().join(".");
        let there = client.prepare(&format!("select * from {name}")).await.map_err(database)?;
        let has_key = "select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'id' \
                       where i.indrelid = $1::text::regclass and i.indisunique and i.indpred is null and i.indkey::text = a.attnum::text";
        if client.query_opt(has_key, &[&name]).await.map_err(database)?.is_none() {
            return Err(Error::setting(
                "table",
                "with a unique column `id`, so that nothing is written twice",
                table,
            ));
        }
        let ours = "select attname::text from pg_attribute where attrelid = 'ai_models.error_predictions'::regclass and attnum > 0";
        let ours: Vec<String> = self
            .store
            .client()
            .await?
            .query(ours, &[])
            .await
            .map_err(database)?
            .iter()
            .map(|row| row.get(0))
            .collect();
        let columns: Vec<String> = there
            .columns()
            .iter()
            .map(|column| column.name())
            .filter(|name| ours.iter().any(|our| our == name))
            .map(quoted)
            .collect();
        let columns = columns.join(", ");
        let write = format!(
            "insert into {name} ({columns}) select {columns} from jsonb_populate_recordset(null::{name}, $1) on conflict do nothing"
        );
        let write = client.prepare(&write).await.map_err(database)?;
        let (mut at, mut id, mut written) = (crate::times::sql_time(since), Uuid::nil(), 0);
        loop {
            let rows = self.rows(&SINCE, Plan::Once, &[&at, &id, &BATCH]).await?;
            let Some(last) = rows.last() else { return Ok(written) };
            (at, id) = (last.get(0), last.get(1));
            let factors = self.factors_of(&rows, 3).await?;
            let with_factors = |(row, factors): (&tokio_postgres::Row, Option<_>)| {
                let mut prediction: Value = row.get(2);
                if let Some(factors) = factors {
                    prediction["factors"] = serde_json::to_value::<Vec<errpredict::predict::Factor>>(factors)
                        .map_err(crate::tables::unwritable)?;
                }
                Ok(prediction)
            };
            let batch: Vec<Value> = rows.iter().zip(factors).map(with_factors).collect::<Result<_>>()?;
            written += client.execute(&write, &[&Value::Array(batch)]).await.map_err(|error| {
                let error = database(error);
                if error.kind() == ErrorKind::Internal { error.with("table", table) } else { error }
            })?;
        }
    }
}
