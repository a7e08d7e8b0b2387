//! Events into the temporary table, by binary `COPY`.

use errpredict::Result;
use tokio_postgres::Client;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};

use crate::error::database;
use crate::floods::Arriving;
use crate::people::User;
use crate::store::Tenant;
use crate::times::sql_time;

const COPY: &str = "copy pg_temp.arriving_events from stdin (format binary)";

const TYPES: [Type; 21] = [
    Type::UUID,
    Type::TIMESTAMPTZ,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::INT2,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::FLOAT8,
    Type::JSONB,
    Type::TEXT,
    Type::BYTEA,
    Type::BYTEA,
];

pub(super) async fn copy(client: &Client, tenant: &Tenant, events: &[&Arriving]) -> Result<()> {
    let sink = client.copy_in(COPY).await.map_err(database)?;
    let writer = BinaryCopyInWriter::new(sink, &TYPES);
    tokio::pin!(writer);
    for (event, id, fingerprint) in events.iter().copied() {
        let attributes = event.attributes.clone().map(serde_json::Value::Object);
        let user = match &event.user_id {
            Some(user) => tenant.user(user)?,
            None => User::default(),
        };
        let row: [&(dyn ToSql + Sync); 21] = [
            id,
            &sql_time(event.timestamp),
            &event.service,
            &event.severity.map(|severity| severity.name()),
            &event.kind.name(),
            &event.error_type,
            &event.message,
            &event.error_id,
            &event.code,
            // 100 to 599, as was checked.
            &event.status_code.map(u16::cast_signed),
            &event.endpoint,
            &user.text,
            &event.request_id,
            &event.stack_trace,
            &event.environment,
            &event.release,
            &event.response_time_ms,
            &attributes,
            fingerprint,
            &user.sealed,
            &user.hash,
        ];
        writer.as_mut().write(&row).await.map_err(database)?;
    }
    writer.finish().await.map_err(database)?;
    Ok(())
}
