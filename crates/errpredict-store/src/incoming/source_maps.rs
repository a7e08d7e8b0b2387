//! `source_maps` and `upload_chunks`: maps by which minified traces are read, and the parts that an upload of them comes in.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::{Plan, Query, Tenant, apart};

/// A source map that is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSourceMap {
    /// The release it is of.
    pub release: Option<String>,
    /// The build of the release.
    pub dist: Option<String>,
    /// The address of the minified file: `~/app.js` for any host.
    pub of: String,
    /// Its debug id.
    pub debug_id: Option<String>,
    /// The map.
    pub bytes: Vec<u8>,
}

/// A source map, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoredSourceMap {
    /// The row's id.
    pub id: Uuid,
    /// The release it is of.
    pub release: Option<String>,
    /// The build of the release.
    pub dist: Option<String>,
    /// The address of the minified file.
    pub of: String,
    /// Its debug id.
    pub debug_id: Option<String>,
    /// Its size.
    pub bytes: i64,
    /// When it was last uploaded.
    pub updated_at: Timestamp,
}

/// How many maps there are and when the last one came: another stamp, other maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MapStamp {
    /// How many.
    pub count: i64,
    /// The last one, in microseconds since 1970.
    pub newest_us: i64,
}

const KEEP_CHUNK: Query = Query {
    name: "keep a part of an upload",
    text: "insert into ai_platform.upload_chunks (tenant_id, sha1, bytes) values (ai_platform.current_tenant(), $1, $2) \
           on conflict (tenant_id, sha1) do update set created_at = now()",
};
const CHUNKS: Query = Query {
    name: "parts of an upload",
    text: "select sha1, bytes from ai_platform.upload_chunks where sha1 = any ($1)",
};
const SIZE: Query = Query {
    name: "how large the parts of an upload are together",
    text: "select coalesce(sum(length(bytes)), 0)::bigint from ai_platform.upload_chunks where sha1 = any ($1)",
};
const THERE: Query = Query {
    name: "which parts of an upload are there",
    text: "select sha1 from ai_platform.upload_chunks where sha1 = any ($1)",
};
const KEEP: Query = Query {
    name: "keep a source map",
    text: "insert into ai_platform.source_maps (tenant_id, release, dist, of, debug_id, bytes) \
           values (ai_platform.current_tenant(), $1, $2, $3, $4, $5) \
           on conflict (tenant_id, release, dist, of, debug_id) do update set bytes = excluded.bytes, \
           updated_at = clock_timestamp()",
};
const AUDIT: Query = Query {
    name: "say in the audit log that source maps came",
    text: "select ai_platform.append_audit('upload', 'source_maps', '-', null, $1)",
};
const STAMP: Query = Query {
    name: "stamp of the source maps",
    text: "select count(*), coalesce((extract(epoch from max(updated_at)) * 1000000)::bigint, 0) from ai_platform.source_maps",
};
// The newest first, for as long as all of them together are not too large.
const NEWEST: Query = Query {
    name: "newest source maps",
    text: "select m.release, m.of, m.debug_id, m.bytes from (select id, sum(length(bytes)) over (order by updated_at desc, id) as so_far \
           from ai_platform.source_maps) f join ai_platform.source_maps m on m.id = f.id where f.so_far <= $1",
};
const LIST: Query = Query {
    name: "source maps",
    text: "select jsonb_strip_nulls(jsonb_build_object('id', id, 'release', nullif(release, ''), 'dist', nullif(dist, ''), 'of', of, \
           'debug_id', nullif(debug_id, ''), 'bytes', length(bytes), 'updated_at', updated_at)) \
           from ai_platform.source_maps order by updated_at desc, id limit $1",
};

/// The statements of this module.
pub(super) const QUERIES: &[Query] = &[KEEP_CHUNK, CHUNKS, SIZE, THERE, KEEP, AUDIT, STAMP, NEWEST, LIST];

impl Tenant {
    /// Keeps parts of an upload by their SHA-1, for a day.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached; nothing is kept then.
    pub async fn keep_chunks(&self, chunks: Vec<([u8; 20], Vec<u8>)>) -> Result<()> {
        let (tenant, chunks) = (self.clone(), std::sync::Arc::new(chunks));
        apart(move || {
            let (tenant, chunks) = (tenant.clone(), chunks.clone());
            async move {
                let work = tenant.begin().await?;
                for (sha1, bytes) in chunks.iter() {
                    work.rows(&KEEP_CHUNK, &[&sha1.as_slice(), bytes]).await?;
                }
                work.commit().await
            }
        })
        .await
    }

    /// Which of these parts are not there.
    ///
    /// # Errors
    /// As [`Tenant::keep_chunks`].
    pub async fn missing_chunks(&self, wanted: &[[u8; 20]]) -> Result<Vec<[u8; 20]>> {
        let asked: Vec<&[u8]> = wanted.iter().map(<[u8; 20]>::as_slice).collect();
        let rows = self.rows(&THERE, Plan::Kept, &[&asked]).await?;
        let there: Vec<&[u8]> = rows.iter().map(|row| row.get(0)).collect();
        Ok(wanted.iter().filter(|sha1| !there.contains(&sha1.as_slice())).copied().collect())
    }

    /// The parts that are there.
    ///
    /// # Errors
    /// `limit_exceeded` where they have more than `most_bytes` together: none is read then. Otherwise as [`Tenant::keep_chunks`].
    pub async fn chunks(&self, wanted: &[[u8; 20]], most_bytes: i64) -> Result<BTreeMap<Vec<u8>, Vec<u8>>> {
        let asked: Vec<&[u8]> = wanted.iter().map(<[u8; 20]>::as_slice).collect();
        let sizes = self.rows(&SIZE, Plan::Kept, &[&asked]).await?;
        let bytes: i64 = sizes.first().map_or(0, |row| row.get(0));
        if bytes > most_bytes {
            let message = format!("an upload has at most {most_bytes} bytes, its parts have {bytes}");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        let rows = self.rows(&CHUNKS, Plan::Kept, &[&asked]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Keeps source maps, all or none; one of the same release, build, file and id is replaced. Every process hears of it.
    ///
    /// # Errors
    /// `invalid_input` for a map of no file, `unavailable` where the database cannot be reached.
    pub async fn keep_source_maps(&self, maps: Vec<NewSourceMap>) -> Result<()> {
        let (tenant, maps) = (self.clone(), std::sync::Arc::new(maps));
        apart(move || {
            let (tenant, maps) = (tenant.clone(), maps.clone());
            async move {
                let work = tenant.begin().await?;
                for map in maps.iter() {
                    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
                    let (release, dist) = (or_empty(&map.release), or_empty(&map.dist));
                    let id = or_empty(&map.debug_id).to_ascii_lowercase();
                    work.rows(&KEEP, &[&release, &dist, &map.of, &id, &map.bytes]).await?;
                }
                let of: Vec<&str> = maps.iter().map(|map| map.of.as_str()).collect();
                let release = maps.first().and_then(|map| map.release.as_deref());
                let said = serde_json::json!({"maps": maps.len(), "release": release, "of": of.get(..10).unwrap_or(&of)});
                work.rows(&AUDIT, &[&said]).await?;
                work.commit().await
            }
        })
        .await
    }

    /// Whether the maps are still those that were read before.
    ///
    /// # Errors
    /// As [`Tenant::keep_source_maps`].
    pub async fn source_map_stamp(&self) -> Result<MapStamp> {
        let rows = self.rows(&STAMP, Plan::Kept, &[]).await?;
        let stamp = |row: &tokio_postgres::Row| MapStamp { count: row.get(0), newest_us: row.get(1) };
        Ok(rows.first().map(stamp).unwrap_or_default())
    }

    /// The newest maps with their content, as many as `most_bytes` hold together.
    ///
    /// # Errors
    /// As [`Tenant::keep_source_maps`].
    pub async fn newest_source_maps(&self, most_bytes: i64) -> Result<Vec<NewSourceMap>> {
        let rows = self.rows(&NEWEST, Plan::Kept, &[&most_bytes]).await?;
        let some = |text: String| (!text.is_empty()).then_some(text);
        let map = |row: &tokio_postgres::Row| NewSourceMap {
            release: some(row.get(0)),
            dist: None,
            of: row.get(1),
            debug_id: some(row.get(2)),
            bytes: row.get(3),
        };
        Ok(rows.iter().map(map).collect())
    }

    /// The newest maps without their content.
    ///
    /// # Errors
    /// As [`Tenant::keep_source_maps`].
    pub async fn source_maps(&self, limit: u16) -> Result<Vec<StoredSourceMap>> {
        self.values(&LIST, Plan::Kept, &[&i64::from(limit)]).await
    }
}
