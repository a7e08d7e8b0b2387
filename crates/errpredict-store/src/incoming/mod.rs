//! What comes in beside events: who signs what it sends, source maps, who called whom, how releases fare, series of numbers.
//!
//! What is counted is counted once: whoever adds says by a digest of the request which one it was, and the same request again adds
//! nothing.

mod dependencies;
mod measured;
mod releases;
mod source_maps;
mod webhooks;

use errpredict::Result;

use crate::store::{Query, Work};

pub use dependencies::{Dependency, SeenCall};
pub use measured::{ChosenSeries, Measured, MeasuredSeries, Measurement, NewSeries};
pub use releases::{ReleaseHealth, SeenSessions};
pub use source_maps::{MapStamp, NewSourceMap, StoredSourceMap};
pub use webhooks::{NewWebhookSource, WebhookSource};

const ONCE: Query = Query {
    name: "whether a request is new",
    text: "insert into ai_platform.idempotency_keys (tenant_id, key, request_digest, answer) \
           values (ai_platform.current_tenant(), $1, $2, '{}') on conflict (tenant_id, key) do nothing returning 1",
};

/// The statements of this module and those below.
pub(crate) fn queries() -> Vec<Query> {
    [
        &[ONCE][..],
        dependencies::QUERIES,
        measured::QUERIES,
        releases::QUERIES,
        source_maps::QUERIES,
        webhooks::QUERIES,
    ]
    .concat()
}

/// Whether nothing was added for this request yet; `what` tells apart what one request adds to several tables.
async fn is_first(work: &Work, what: &str, digest: &[u8; 32]) -> Result<bool> {
    let key = format!("{what}:{}", crate::digest::digits(digest));
    Ok(!work.rows(&ONCE, &[&key, &digest.as_slice()]).await?.is_empty())
}
