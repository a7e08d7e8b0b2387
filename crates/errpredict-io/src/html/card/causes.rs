//! Why: the ranked causes of the ongoing anomaly.

use super::Card;
use crate::html::escape::escape;
use crate::html::parts::list;
use crate::numbers::percent;

pub(in crate::html) fn section(card: &Card<'_>) -> String {
    let causes = card.found.root_causes.iter().flat_map(|found| &found.causes);
    list(
        "Why",
        causes.map(|cause| {
            let evidence: Vec<_> = cause.evidence.iter().map(|line| escape(&line.statement)).collect();
            format!(
                "{} of {} ({}): {}",
                cause.kind.name().replace('_', " "),
                escape(&cause.service),
                percent(cause.probability),
                evidence.join("; ")
            )
        }),
    )
}
