//! Parts of the tables that are divided by time, made ahead; views, refreshed.

use errpredict::{Result, Timestamp};
use jiff::civil::Date;

use crate::error::database;
use crate::store::{Query, Store, Work, apart};
use crate::times::day;

const MAKE: Query = Query {
    name: "make parts",
    text: "select coalesce(sum(ai_platform.make_part(t, d)::int), 0) from unnest($1::text[]) t, unnest($2::date[]) d",
};
const AHEAD: Query = Query {
    name: "make parts ahead",
    text: "select coalesce(sum(ai_platform.make_part(name, ($1::date + n * extract(day from step)::int))::int), 0) \
           from ai_platform.partitioned_tables, generate_series(0, ahead) n",
};

/// The statements of this module.
pub(crate) const QUERIES: &[Query] = &[MAKE, AHEAD];

/// Tables of results that are divided by time.
pub(crate) const OF_RESULTS: [&str; 3] = ["error_predictions", "time_series_forecasts", "feature_snapshots"];

/// The kept views, in the order they are refreshed.
pub(crate) const VIEWS: [&str; 4] = [
    "v_active_models_summary",
    "v_recent_critical_anomalies",
    "v_high_risk_predictions",
    "v_model_accuracy_trend",
];

impl Store {
    /// Makes the parts of some tables that hold these days; gives how many were missing.
    pub(crate) async fn make_parts(&self, tables: &[&str], days: &[Date]) -> Result<i64> {
        let (store, days) = (self.clone(), days.to_vec());
        let tables: Vec<String> = tables.iter().map(|&table| table.to_owned()).collect();
        apart(move || make(store.clone(), tables.clone(), days.clone())).await
    }

    /// Makes the parts that will be needed next, so that no writer has to: of events three days, of results two weeks.
    /// Gives how many were missing. To be called once a day.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn make_parts_ahead(&self, now: Timestamp) -> Result<i64> {
        let (store, day) = (self.clone(), day(now));
        apart(move || make_ahead(store.clone(), day)).await
    }

    /// Brings the four kept views up to date, while others read them.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn refresh_views(&self) -> Result<()> {
        // Where one cannot be refreshed the connection is not used again: it stands in a transaction that failed.
        let session = Work::of(self.client().await?, true);
        for view in VIEWS {
            // Of all tenants: only the owner may, and only where it says so.
            // One that a restore left empty is filled as a whole, before it can be filled beside whoever reads it.
            let refresh = format!(
                "begin; set local app.maintenance = 'on'; \
                 do $$ begin if (select ispopulated from pg_matviews where schemaname = 'ai_models' and matviewname = '{view}') \
                 then refresh materialized view concurrently ai_models.{view}; else refresh materialized view ai_models.{view}; \
                 end if; end $$; commit"
            );
            session.client().batch_execute(&refresh).await.map_err(database)?;
        }
        session.release();
        Ok(())
    }
}

// A part that was made is there: doing it again does nothing.
async fn make(store: Store, tables: Vec<String>, days: Vec<Date>) -> Result<i64> {
    let rows = store.maintain(&MAKE, &[&tables, &days]).await?;
    Ok(rows.iter().map(|row| row.get::<_, i64>(0)).sum())
}

async fn make_ahead(store: Store, day: Date) -> Result<i64> {
    let rows = store.maintain(&AHEAD, &[&day]).await?;
    Ok(rows.iter().map(|row| row.get::<_, i64>(0)).sum())
}
