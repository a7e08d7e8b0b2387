//! A log as the body of a request: JSON, NDJSON, or text of every form that the readers know.

use errpredict::Result;
use errpredict_io::{Format, LogReader, unpacks_within};

use super::body::Kind;
use super::{Limits, Taken};

/// The events of a log, and each line that is none.
///
/// The content says what it is, also where it is packed (gzip, Zstandard, bzip2, xz, UTF-16) without saying so.
///
/// # Errors
/// `invalid_input` for a log of no known format; `limit_exceeded` for more bytes or events than the limits allow. A line that
/// is no event is no error: it is among what was refused.
pub fn take(reader: &LogReader, kind: &Kind, body: &[u8], limits: Limits) -> Result<Taken> {
    unpacks_within(body, limits.max_bytes)?;
    let format = match kind {
        Kind::Lines => Some(Format::Ndjson),
        _ => None,
    };
    let (events, report) = reader.read("body", body, format, limits.max_events)?;
    let mut taken = Taken::default();
    taken.add(events, &report, |line| format!("line {line}"));
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::reader_options;

    fn reader() -> LogReader {
        LogReader::new(&reader_options(Some(errpredict::redact::RedactConfig::default()))).unwrap()
    }

    const LIMITS: Limits = Limits { max_bytes: 100_000, max_events: 5 };

    #[test]
    fn each_refused_line_is_named() {
        let body = b"{\"timestamp\":\"2026-11-23T06:57:22Z\",\"service\":\"shop\",\"severity\":\"error\",\"message\":\"no mail to anna@example.com\",\"order\":7}\n\
                     {\"timestamp\":\"noon\",\"service\":\"shop\"}\n\
                     nonsense\n\
                     {\"timestamp\":\"2026-11-23T06:57:23Z\",\"message\":\"whose?\"}\n";
        let taken = take(&reader(), &Kind::Lines, body, LIMITS).unwrap();
        assert_eq!((taken.events.len(), taken.n_refused), (1, 3));
        assert_eq!(taken.events[0].message.as_deref(), Some("no mail to <mail>"));
        assert_eq!(taken.events[0].attributes.as_ref().unwrap()["order"], 7);
        let said: Vec<_> =
            taken.refused.iter().map(|refused| (refused.at.as_str(), refused.reason.as_str())).collect();
        assert_eq!(said.len(), 3);
        assert!(said[0].0.starts_with("line 2") && said[0].1 == "bad_timestamp", "{said:?}");
        assert!(said[1].0.starts_with("line 3") && said[2] == ("line 4", "missing_service"), "{said:?}");
    }

    #[test]
    fn text_of_a_service_that_was_given_and_what_is_packed() {
        let reader = reader().with_service("web");
        let text = "2026-11-23T06:57:22Z ERROR no answer\n";
        let taken = take(&reader, &Kind::Text, text.as_bytes(), LIMITS).unwrap();
        assert_eq!((taken.events.len(), taken.events[0].service.as_str()), (1, "web"));
        let packed = ruzstd::encoding::compress_to_vec(
            text.repeat(4).as_bytes(),
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        assert_eq!(take(&reader, &Kind::Text, &packed, LIMITS).unwrap().events.len(), 4);
        let bomb = ruzstd::encoding::compress_to_vec(
            &[b'x'; 200_000][..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        for (body, code) in [
            (&bomb[..], "limit_exceeded"),
            (text.repeat(6).as_bytes(), "limit_exceeded"),
            (b"\x7fELF\x01", "invalid_input"),
        ] {
            assert_eq!(take(&reader, &Kind::Text, body, LIMITS).unwrap_err().code(), code);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_events_or_refused(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = take(&reader(), &Kind::Text, &body, LIMITS);
            let _ = take(&reader(), &Kind::Lines, &body, LIMITS);
        }
    }
}
