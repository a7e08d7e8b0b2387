//! Reads a log: its events, and what was left out and why.

use errpredict::{Error, ErrorKind, Event, Result};
use errpredict_io::{ReadOptions, ReadReport, read_bytes, unpacks_within};
use serde::{Deserialize, Serialize};

use crate::{base64, guard};

/// Bytes of a log in one call, once unpacked; what is left goes into the next.
const MOST_LOG_BYTES: usize = 8 << 20;

/// A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is read as two.
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
    /// What the reader is told; `service` names that of lines which name none. For a block of a log say the format, the zone and
    /// the year, for each block is looked at by itself.
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

/// The log of a request, ready to be read.
pub(crate) struct Log {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) options: ReadOptions,
}

impl Request {
    /// The bytes that it gives as text or as base64.
    ///
    /// # Errors
    /// `invalid_argument` for both or neither, and for a look at the files of the machine that answers; `limit_exceeded` for
    /// more than 8 MiB once unpacked.
    pub(crate) fn log(self) -> Result<Log> {
        let wrong = |message: &str| Error::new(ErrorKind::InvalidArgument, message);
        if self.options.source_maps.is_some() {
            let message =
                "`source_maps` names a folder of the machine that answers, and is not read for a message";
            return Err(wrong(message).with("path", "options.source_maps"));
        }
        let bytes = match (self.log, self.bytes) {
            (Some(log), None) => log.into_bytes(),
            (None, Some(bytes)) => base64::decode("bytes", &bytes)?,
            _ => return Err(wrong("expected either `log` (text) or `bytes` (base64)")),
        };
        unpacks_within(&bytes, MOST_LOG_BYTES)?;
        Ok(Log { name: self.name, bytes, options: self.options })
    }
}

/// # Errors
/// `invalid_input` for a log whose format is not recognised, `invalid_setting` or `unknown_name` for options out of their
/// range, `limit_exceeded` for one with too many events.
pub(crate) fn run(request: Request) -> Result<Response> {
    let log = request.log()?;
    let (events, report) = read_bytes(&log.name, &log.bytes, &log.options, guard::MOST_EVENTS)?;
    Ok(Response { events, report })
}
