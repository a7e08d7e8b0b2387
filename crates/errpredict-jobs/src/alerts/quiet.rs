//! When nobody is told: silences, and times in which it is worked on something.

use errpredict::{Result, Timestamp};
use errpredict_store::{StoredSilence, Tenant};

/// What holds at a time.
pub(super) async fn silences(tenant: &Tenant, at: Timestamp) -> Result<Vec<StoredSilence>> {
    let mut found = tenant.silences_at(at).await?;
    let calendar = tenant.on_primary().calendar().await?;
    for window in calendar.maintenance {
        let Some((start_at, end_at)) = window.stretch(at) else { continue };
        let of: Vec<Option<String>> = match window.services.is_empty() {
            true => vec![None],
            false => window.services.into_iter().map(Some).collect(),
        };
        found.extend(of.into_iter().map(|service| StoredSilence {
            id: uuid::Uuid::nil(),
            service,
            name: window.name.clone(),
            start_at,
            end_at,
            reason: "it is worked on it".to_owned(),
        }));
    }
    Ok(found)
}

/// Whether nobody is to be told of a service.
pub(super) fn is_silenced(silences: &[StoredSilence], service: Option<&str>) -> bool {
    silences.iter().any(|silence| silence.service.is_none() || silence.service.as_deref() == service)
}
