//! What OTLP answers, in the encoding of the request.

use serde_json::json;

use super::{Encoding, Signal};
use crate::ingest::Taken;

/// A body and its content type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

/// The answer with status 200: everything was taken, or how much was refused and the first reasons. A client must not send
/// what was refused again.
#[must_use]
pub fn answer(signal: Signal, encoding: Encoding, taken: &Taken) -> Answer {
    /// Reasons that are told.
    const REASONS: usize = 5;
    let reasons: Vec<String> = taken
        .refused
        .iter()
        .take(REASONS)
        .map(|refused| format!("{}: {}", refused.at, refused.message))
        .collect();
    let more = taken.n_refused.saturating_sub(reasons.len() as u64);
    let more = if more > 0 { format!("; {more} more") } else { String::new() };
    let message = format!("{}{more}", reasons.join("; "));
    let body = match (encoding, signal) {
        _ if taken.n_refused == 0 => match encoding {
            Encoding::Json => b"{}".to_vec(),
            Encoding::Protobuf => Vec::new(),
        },
        (Encoding::Json, Signal::Logs) => {
            let partial = json!({"rejectedLogRecords": taken.n_refused.to_string(), "errorMessage": message});
            json!({"partialSuccess": partial}).to_string().into_bytes()
        }
        (Encoding::Json, Signal::Traces) => {
            let partial = json!({"rejectedSpans": taken.n_refused.to_string(), "errorMessage": message});
            json!({"partialSuccess": partial}).to_string().into_bytes()
        }
        // `partial_success = 1 { rejected = 1, error_message = 2 }` in both.
        (Encoding::Protobuf, _) => {
            let partial = [varint(1, taken.n_refused), bytes(2, message.as_bytes())].concat();
            bytes(1, &partial)
        }
    };
    Answer { content_type: encoding.content_type(), body }
}

/// The body of an answer with a status of 400 and above: `google.rpc.Status { code = 1, message = 2 }`.
///
/// `code` is one of gRPC's: 3 for an argument that is wrong, 8 for too much, 14 for "later".
#[must_use]
pub fn problem(encoding: Encoding, code: u32, message: &str) -> Answer {
    let body = match encoding {
        Encoding::Json => json!({"code": code, "message": message}).to_string().into_bytes(),
        Encoding::Protobuf => [varint(1, u64::from(code)), bytes(2, message.as_bytes())].concat(),
    };
    Answer { content_type: encoding.content_type(), body }
}

fn varint(number: u32, value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    put(u64::from(number << 3), &mut out);
    put(value, &mut out);
    out
}

fn bytes(number: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(value.len() + 8);
    put(u64::from(number << 3 | 2), &mut out);
    put(value.len() as u64, &mut out);
    out.extend_from_slice(value);
    out
}

fn put(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::protobuf::{Fields, Wire};

    #[test]
    fn both_encodings_say_the_same() {
        let mut taken = Taken::default();
        let said = |signal, encoding, taken: &Taken| answer(signal, encoding, taken).body;
        assert_eq!(said(Signal::Logs, Encoding::Json, &taken), b"{}");
        assert_eq!(said(Signal::Traces, Encoding::Protobuf, &taken), b"");
        (0..300).for_each(|n| taken.refuse(format!("a record {n}"), "missing_service", "no service"));
        let json: serde_json::Value =
            serde_json::from_slice(&said(Signal::Logs, Encoding::Json, &taken)).unwrap();
        assert_eq!(json["partialSuccess"]["rejectedLogRecords"], "300");
        let text = json["partialSuccess"]["errorMessage"].as_str().unwrap();
        assert!(text.starts_with("a record 0: no service") && text.ends_with("; 295 more"), "{text}");
        let traces: serde_json::Value =
            serde_json::from_slice(&said(Signal::Traces, Encoding::Json, &taken)).unwrap();
        assert_eq!(traces["partialSuccess"]["rejectedSpans"], "300");
        let body = said(Signal::Traces, Encoding::Protobuf, &taken);
        let Some((1, Wire::Bytes(partial))) = Fields::of(&body).next_field().unwrap() else {
            panic!("{body:?}")
        };
        let mut fields = Fields::of(partial);
        assert_eq!(fields.next_field().unwrap(), Some((1, Wire::Varint(300))));
        assert_eq!(fields.next_field().unwrap(), Some((2, Wire::Bytes(text.as_bytes()))));
        let status = problem(Encoding::Protobuf, 3, "no").body;
        assert_eq!(status, b"\x08\x03\x12\x02no");
        assert_eq!(problem(Encoding::Json, 3, "no").body, br#"{"code":3,"message":"no"}"#);
    }
}
