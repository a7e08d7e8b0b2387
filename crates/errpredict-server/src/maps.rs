//! Source maps of tenants, held ready for the traces that come in: read from the store when a tenant first sends something, and again
//! when others were uploaded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use errpredict::Result;
use errpredict_io::{SourceMaps, UploadedMap};
use errpredict_store::{MapStamp, Tenant};
use uuid::Uuid;

/// Bytes of the maps of one tenant that are held: the newest ones.
const MOST_BYTES: i64 = 256 << 20;
/// For how long maps count as the newest while nobody said that others came.
const SURE_FOR: Duration = Duration::from_secs(10);

/// The maps that were read.
#[derive(Debug, Default)]
pub(crate) struct Maps(Mutex<BTreeMap<Uuid, OfTenant>>);

#[derive(Debug, Default)]
struct OfTenant {
    held: Option<Held>,
    /// When something of the tenant was last changed: what was looked at before is looked at again.
    changed_at: Option<Instant>,
}

#[derive(Debug, Clone)]
struct Held {
    stamp: MapStamp,
    /// None where there is no map.
    maps: Option<Arc<SourceMaps>>,
    looked_at: Instant,
}

impl Maps {
    fn with<T>(&self, tenant: Uuid, work: impl FnOnce(&mut OfTenant) -> T) -> T {
        work(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(tenant).or_default())
    }

    /// Something of a tenant was changed, by whichever process: it is looked at before the maps are used again.
    pub(crate) fn changed(&self, tenant: Uuid) {
        let now = crate::clock::instant();
        self.with(tenant, |of| of.changed_at = Some(now));
    }

    /// The maps of a tenant; none where it has none.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub(crate) async fn of(&self, id: Uuid, tenant: &Tenant) -> Result<Option<Arc<SourceMaps>>> {
        let asked = crate::clock::instant();
        let (held, changed_at) = self.with(id, |of| (of.held.clone(), of.changed_at));
        if let Some(held) = &held
            && asked.duration_since(held.looked_at) < SURE_FOR
            && changed_at.is_none_or(|changed| changed < held.looked_at)
        {
            return Ok(held.maps.clone());
        }
        let stamp = tenant.source_map_stamp().await?;
        let maps = match held {
            Some(held) if held.stamp == stamp => held.maps,
            _ if stamp.count == 0 => None,
            _ => Some(Arc::new(read(tenant).await?)),
        };
        self.with(id, |of| of.held = Some(Held { stamp, maps: maps.clone(), looked_at: asked }));
        Ok(maps)
    }
}

async fn read(tenant: &Tenant) -> Result<SourceMaps> {
    let found = tenant.newest_source_maps(MOST_BYTES).await?;
    let uploads = found.into_iter().map(|map| UploadedMap {
        of: map.of,
        debug_id: map.debug_id,
        release: map.release,
        bytes: map.bytes.into(),
    });
    Ok(SourceMaps::of_uploads(uploads.collect()))
}
