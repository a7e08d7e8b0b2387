//! `generate_ai_insights`: what it means, for people who read no logs.

use errpredict::analysis::Depth;
use errpredict::insight::InsightSeverity;
use errpredict::{Result, Timestamp};
use errpredict_store::Tenant;
use serde_json::json;

use crate::context::Context;
use crate::job::Done;

/// Writes the insights of an analysis, which at full hours is that of `predict_errors_batch`.
pub(crate) async fn run(context: &Context, tenant: &Tenant, at: Timestamp) -> Result<Done> {
    let Some(found) = context.analysed(tenant, at, Depth::Full).await? else {
        return Ok(Done::nothing("no event is stored"));
    };
    let analysis = &found.analysis;
    let all = || analysis.services.iter().chain([&analysis.system]).flat_map(|service| &service.insights);
    let critical = all().filter(|insight| insight.severity == InsightSeverity::Critical).count();
    let expired = tenant.expired_insights(at, 1_000).await?.len();
    Ok(Done {
        samples: analysis.events,
        outputs: json!({"insights": all().count(), "critical": critical, "open_and_expired": expired}),
        warnings: Vec::new(),
    })
}
