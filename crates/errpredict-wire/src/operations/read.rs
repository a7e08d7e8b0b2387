//! Reads a log: its events, and what was left out and why.

use errpredict::{Error, ErrorKind, Event, Result};
use errpredict_io::{ReadOptions, ReadReport, read_bytes, unpacks_within};
use serde::{Deserialize, Serialize};

use crate::{base64, guard};

/// Bytes of a log in one call, once unpacked; what is left goes into the next.
const MOST_LOG_BYTES: usize = 8 << 20;

/// The log, as text or as bytes.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReadRequest")]
pub(crate) struct Request {
    /// The log as text; or else `bytes`.
    log: Option<String>,
    /// The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding.
    bytes: Option<String>,
    /// What messages call the log.
    #[serde(default = "unnamed")]
    name: String,
    /// What the reader is told; `service` names that of lines which name none.
    #[serde(default)]
    options: ReadOptions,
}

fn unnamed() -> String {
    "log".to_owned()
}

/// What was found.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "ReadResponse")]
pub(crate) struct Response {
    /// The events, in the order of the log.
    events: Vec<Event>,
    /// What was read, what was left out and why, what was assumed.
    report: ReadReport,
}

/// The bytes of a log that a request gives as text or as base64.
///
/// # Errors
/// `invalid_argument` for both or neither, `limit_exceeded` for more than 8 MiB once unpacked.
pub(crate) fn bytes_of(log: Option<String>, bytes: Option<String>) -> Result<Vec<u8>> {
    let bytes = match (log, bytes) {
        (Some(log), None) => log.into_bytes(),
        (None, Some(bytes)) => base64::decode("bytes", &bytes)?,
        _ => {
            let message = "expected either `log` (text) or `bytes` (base64)";
            return Err(Error::new(ErrorKind::InvalidArgument, message));
        }
    };
    unpacks_within(&bytes, MOST_LOG_BYTES)?;
    Ok(bytes)
}

/// Refuses what a message may not ask for: a look at the files of the machine that answers.
pub(crate) fn allowed(options: &ReadOptions) -> Result<()> {
    if options.source_maps.is_none() {
        return Ok(());
    }
    let message = "`source_maps` names a folder of the machine that answers, and is not read for a message";
    Err(Error::new(ErrorKind::InvalidArgument, message).with("path", "options.source_maps"))
}

/// # Errors
/// `invalid_input` for a log whose format is not recognised, `invalid_setting` or `unknown_name` for options out of their
/// range, `limit_exceeded` for one with too many events.
pub(crate) fn run(request: Request) -> Result<Response> {
    allowed(&request.options)?;
    let bytes = bytes_of(request.log, request.bytes)?;
    let (events, report) = read_bytes(&request.name, &bytes, &request.options, guard::MOST_EVENTS)?;
    Ok(Response { events, report })
}
