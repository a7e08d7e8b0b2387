//! An analysis in parts, for who spreads it over processes: counts and bytes, without JSON around the bytes.
//!
//! Only who calls from the same process comes here, as with files: what goes from part to part is of one build.

use errpredict::analysis::{AnalysisConfig, AnalysisInParts, AnalysisStep};
use errpredict::history::History;
use errpredict::{Result, Stop, Timestamp};
use serde::Deserialize;

use super::Handle;
use crate::shape::shape_of;
use crate::{guard, message};

/// What the method `analyze` is asked, and which step of it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartRequest {
    part: AnalysisStep,
    at: Timestamp,
    #[serde(default)]
    config: AnalysisConfig,
    #[serde(default)]
    history: History,
}

impl Handle {
    /// One step of an analysis of the counts of a monitor or rollup that is spread over processes; `request` is that of the method
    /// `analyze` with the step as `part`, `given` is what the steps before gave: see [`AnalysisInParts::step`].
    ///
    /// # Errors
    /// `invalid_argument` for a kind that has no counts, and those of [`AnalysisInParts`].
    pub fn analysis_part(&self, request: &str, given: &[&[u8]], stop: Stop<'_>) -> Result<Vec<Vec<u8>>> {
        guard::size(request)?;
        guard::unwinding(|| {
            let request = message::request::<PartRequest>(request, shape_of!(PartRequest))?;
            guard::analysis(&request.config, 1, 0)?;
            let counts = self.counts()?;
            let parts = AnalysisInParts::new(&counts, request.at, &request.config, &request.history)?;
            parts.step(&request.part, given, stop)
        })
    }
}

#[cfg(test)]
mod tests {
    use errpredict::ErrorKind;

    use super::*;

    #[test]
    fn steps_give_what_the_method_gives() {
        let rollup = Handle::open("rollup", "{}").unwrap();
        for hour in 0..60 {
            let at = format!("2026-11-{:02}T{:02}:05:00Z", 10 + hour / 24, hour % 24);
            let event = format!(r#"{{"timestamp": "{at}", "service": "shop", "severity": "high"}}"#);
            rollup.observe_json(&event).unwrap();
        }
        let at = r#""at": "2026-11-12T12:00:00Z""#;
        let part = |handle: &Handle, part: &str, given: &[&[u8]]| {
            handle.analysis_part(&format!(r#"{{{at}, "part": {part}}}"#), given, Stop::NEVER)
        };
        let step = |name: &str, given: &[&[u8]]| part(&rollup, name, given).unwrap();
        let learnt = step(r#"{"step": "learn"}"#, &[]).remove(0);
        let forecasts = step(r#"{"step": "forecast", "services": ["shop"]}"#, &[]).remove(0);
        let known = step(r#"{"step": "add_up"}"#, &[&learnt, &forecasts]);
        let found = step(r#"{"step": "look"}"#, &[&known[0]]).remove(0);
        let analysis = step(r#"{"step": "together"}"#, &[&known[1], &found]).remove(0);
        let alone = rollup.run("analyze", &format!("{{{at}}}"), None).unwrap();
        assert_eq!(String::from_utf8(analysis).unwrap(), alone);
        let similar = Handle::open("similar", "{}").unwrap();
        for (handle, name, kind) in [
            (&rollup, r#"{"step": "nonsense"}"#, ErrorKind::UnknownName),
            (&similar, r#"{"step": "learn"}"#, ErrorKind::InvalidArgument),
        ] {
            assert_eq!(part(handle, name, &[]).unwrap_err().kind(), kind);
        }
    }
}
