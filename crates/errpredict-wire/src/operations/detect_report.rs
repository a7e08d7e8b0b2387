//! Scores series or rows and gives what was found as one self-contained HTML page.

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::html;
use serde::Deserialize;

use super::report::Response as ReportResponse;
use super::{detect_rows, detect_series};

/// What to score and how to call it: either series or rows.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DetectReportRequest")]
pub(crate) struct Request {
    /// The heading of the page.
    title: String,
    /// One or many series, as `detect_series` takes them.
    series: Option<detect_series::Request>,
    /// Rows that have no order, as `detect_rows` takes them.
    rows: Option<detect_rows::Request>,
}

/// The page.
pub(crate) type Response = ReportResponse;

/// # Errors
/// `invalid_argument` for both or neither, and those of `detect_series` and `detect_rows`.
pub(crate) fn run(request: Request) -> Result<Response> {
    // A page shows a threshold: that of the default budget where none is asked for.
    let judged = match (request.series, request.rows) {
        (Some(mut series), None) => {
            series.threshold.get_or_insert_default();
            series.judge()?
        }
        (None, Some(mut rows)) => {
            rows.threshold.get_or_insert_default();
            rows.judge()?
        }
        _ => return Err(Error::new(ErrorKind::InvalidArgument, "expected either `series` or `rows`")),
    };
    let decided = judged.decided.as_ref();
    let (decision, found) = decided.ok_or_else(|| Error::new(ErrorKind::Internal, "nothing was decided"))?;
    let (scores, single) = (&judged.scored.data, judged.single.as_deref());
    let steps = judged.asked.data.steps();
    Ok(Response { html: html::decided(&request.title, scores, decision, single, steps, found) })
}
