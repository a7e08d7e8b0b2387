//! `detect_anomalies_background`: all detectors, and word of what they find.

use errpredict::{Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::json;

use crate::alerts;
use crate::context::Context;
use crate::job::Done;

/// Looks for what is strange; where something goes on whose cause nobody looked for yet, for that as well: a message says why.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let Some(found) = context.looked_at(tenant, at).await? else {
        return Ok(Done::nothing("no event is stored"));
    };
    let told = alerts::update(context, tenant, at).await?;
    let analysis = &found.analysis;
    let all = analysis.services.iter().chain([&analysis.system]);
    let ongoing = all.flat_map(|service| &service.anomalies).filter(|one| one.ongoing).count();
    Ok(Done {
        samples: analysis.events,
        outputs: json!({
            "written": found.written, "ongoing": ongoing, "alerts": told, "depth": analysis.depth,
            "headline": analysis.headline.text,
        }),
        warnings: Vec::new(),
    })
}
