//! An event as fields, for what is told thousands of times a second.

use std::ffi::c_char;

use errpredict::Attributes;
use errpredict::{Error, ErrorKind, EventRef, Result, Timestamp};

use crate::bytes::text;

/// A text of the caller, read during the call only.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ErrpredictText {
    /// UTF-8, not zero-terminated; null for a field that is absent.
    pub data: *const c_char,
    /// Bytes of it.
    pub len: usize,
}

impl ErrpredictText {
    /// # Safety
    /// It is null or good for its length for as long as `'a`.
    unsafe fn read<'a>(self, what: &str) -> Result<Option<&'a str>> {
        if self.data.is_null() {
            return Ok(None);
        }
        // SAFETY: as the caller promises.
        unsafe { text(what, self.data, self.len) }.map(Some)
    }
}

/// One event. All zero is an event without anything; set `size`, `timestamp_ms`, `service` and what else is known.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ErrpredictEvent {
    /// `sizeof(errpredict_event)`: an event of any other size is refused, for it is of the header of another version.
    pub size: usize,
    /// When it happened, in milliseconds since 1970 UTC.
    pub timestamp_ms: i64,
    /// The service it happened in; needed.
    pub service: ErrpredictText,
    /// `info`, `low`, `medium`, `high` or `critical`; absent for a line without a level.
    pub severity: ErrpredictText,
    /// `error`, `request` or `deployment`; `error` when absent.
    pub kind: ErrpredictText,
    /// The type of error.
    pub error_type: ErrpredictText,
    /// The log message.
    pub message: ErrpredictText,
    /// The id the source gave it.
    pub error_id: ErrpredictText,
    /// The application's own error code.
    pub code: ErrpredictText,
    /// The route or URL path.
    pub endpoint: ErrpredictText,
    /// The user who met it.
    pub user_id: ErrpredictText,
    /// The request it belongs to.
    pub request_id: ErrpredictText,
    /// The stack trace, as the language printed it.
    pub stack_trace: ErrpredictText,
    /// `development`, `staging` or `production`.
    pub environment: ErrpredictText,
    /// The version of the service.
    pub release: ErrpredictText,
    /// Anything else: the text of a JSON object.
    pub attributes: ErrpredictText,
    /// How long the request took, in milliseconds; read where `has_response_time` says so.
    pub response_time_ms: f64,
    /// The HTTP status, 100 to 599; 0 is absent.
    pub status_code: u16,
    /// Whether `response_time_ms` is told.
    pub has_response_time: bool,
}

impl ErrpredictEvent {
    /// # Safety
    /// Every text of it is null or good for its length for as long as `'a`.
    pub(crate) unsafe fn read<'a>(&self) -> Result<EventRef<'a>> {
        if self.size != size_of::<ErrpredictEvent>() {
            let message = format!(
                "`size` of an event must be {} for this library, got {}",
                size_of::<ErrpredictEvent>(),
                self.size
            );
            return Err(Error::new(ErrorKind::InvalidArgument, message).with("field", "size"));
        }
        // SAFETY: as the caller promises.
        let of = |text: ErrpredictText, what: &str| unsafe { text.read(what) };
        let severity = of(self.severity, "severity")?.map(errpredict_wire::severity_named).transpose()?;
        let kind = of(self.kind, "kind")?.map(errpredict_wire::kind_named).transpose()?.unwrap_or_default();
        let event = EventRef {
            timestamp: Timestamp::from_ms(self.timestamp_ms)?,
            service: of(self.service, "service")?.unwrap_or_default(),
            severity,
            kind,
            error_type: of(self.error_type, "error_type")?.unwrap_or_default(),
            message: of(self.message, "message")?,
            error_id: of(self.error_id, "error_id")?,
            code: of(self.code, "code")?,
            status_code: (self.status_code != 0).then_some(self.status_code),
            endpoint: of(self.endpoint, "endpoint")?,
            user_id: of(self.user_id, "user_id")?,
            request_id: of(self.request_id, "request_id")?,
            stack_trace: of(self.stack_trace, "stack_trace")?,
            environment: of(self.environment, "environment")?,
            release: of(self.release, "release")?,
            response_time_ms: self.has_response_time.then_some(self.response_time_ms),
            attributes: of(self.attributes, "attributes")?.map(Attributes::Json),
        };
        event.validate()?;
        Ok(event)
    }
}
