//! What comes in beside logs: signed webhooks, alerts, series of numbers, source maps, calls, sessions, floods.

use errpredict_store::Tenant;

use crate::client::Api;
use crate::common::log::now;

mod beside;
mod maps;
pub(crate) mod series;
mod webhooks;

/// What is stored of a service, the newest first.
async fn kept(tenant: &Tenant, service: &str) -> Vec<errpredict::Event> {
    tenant.events_of_service(service, now().plus_ms(-86_400_000), now().plus_ms(60_000), 100).await.unwrap()
}

/// Seconds since 1970 by the clock of the database, which is that of the service.
async fn seconds(api: &Api) -> i64 {
    let client = crate::common::superuser_of(&api.database).await;
    client.query_one("select extract(epoch from now())::bigint", &[]).await.unwrap().get(0)
}
