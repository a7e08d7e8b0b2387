//! Prometheus' remote write (version 1: snappy around protocol buffers) as samples of the series that were chosen, for
//! [`Monitor::measure`](errpredict::Monitor::measure).
//!
//! Sources: *Prometheus Remote-Write 1.0 specification*, `prompb/types.proto`: `WriteRequest { timeseries = 1 }`, `TimeSeries {
//! labels = 1, samples = 2 }`, `Label { name = 1, value = 2 }`, `Sample { value = 1 (double), timestamp = 2 (ms) }`.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};

use super::protobuf::{Fields, Wire};
use super::{Limits, Refused};

/// Which series are wanted: a name, and labels that must be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The metric, such as `http_server_queue_length`.
    pub metric: String,
    /// Labels and what they must be; the others may be anything.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// One value of a chosen series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// The series as Prometheus writes it: `queue_length{service="shop"}`, labels in the order of their names.
    pub series: String,
    /// Its labels, `__name__` among them.
    pub labels: BTreeMap<String, String>,
    /// When it was measured.
    pub timestamp: Timestamp,
    /// What was measured, finite.
    pub value: f64,
}

/// What one request brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Samples {
    /// The chosen samples, in the order they came.
    pub samples: Vec<Sample>,
    /// Samples of series that nobody chose.
    pub n_others: u64,
    /// Samples that say that a series ended, or are infinite.
    pub n_not_finite: u64,
    /// Chosen samples that cannot be used.
    pub refused: Vec<Refused>,
}

/// The samples of the chosen series.
///
/// # Errors
/// `invalid_input` for what is no such request; `limit_exceeded` for more bytes or samples than the limits allow.
pub fn take(body: &[u8], chosen: &[Chosen], limits: Limits) -> Result<Samples> {
    let length = snap::raw::decompress_len(body).map_err(|error| not_snappy(&error))?;
    if length > limits.max_bytes {
        let message =
            format!("a body has at most {} bytes once it is unpacked, got {length}", limits.max_bytes);
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    let message = snap::raw::Decoder::new().decompress_vec(body).map_err(|error| not_snappy(&error))?;
    let mut found = Samples::default();
    let mut fields = Fields::of(&message);
    let mut number = 0;
    while let Some(field) = fields.next_field()? {
        if let (1, Wire::Bytes(series)) = field {
            one_series(series, number, chosen, &mut found, limits.max_events)?;
            number += 1;
        }
    }
    Ok(found)
}

fn one_series(
    bytes: &[u8],
    number: usize,
    chosen: &[Chosen],
    found: &mut Samples,
    most: usize,
) -> Result<()> {
    let mut labels = BTreeMap::new();
    let mut samples = Vec::new();
    let mut fields = Fields::of(bytes);
    while let Some(field) = fields.next_field()? {
        match field {
            (1, Wire::Bytes(bytes)) => {
                let (name, value) = label(bytes)?;
                labels.insert(name, value);
            }
            (2, Wire::Bytes(bytes)) => samples.push(sample(bytes)?),
            _ => {}
        }
    }
    if !chosen.iter().any(|one| one.fits(&labels)) {
        found.n_others += samples.len() as u64;
        return Ok(());
    }
    let series = written(&labels);
    for (value, ms) in samples {
        if found.samples.len() == most {
            let message = format!("at most {most} samples in one request: send them in parts");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        match Timestamp::from_ms(ms) {
            // A NaN of a certain form says that the series ended.
            Ok(_) if !value.is_finite() => found.n_not_finite += 1,
            Ok(timestamp) => {
                found.samples.push(Sample {
                    series: series.clone(),
                    labels: labels.clone(),
                    timestamp,
                    value,
                });
            }
            Err(error) => found.refused.push(Refused {
                at: format!("timeseries[{number}] {series}"),
                reason: error.code().to_owned(),
                message: error.message().to_owned(),
            }),
        }
    }
    Ok(())
}

impl Chosen {
    /// Whether a series is one of them, by its labels.
    #[must_use]
    pub fn fits(&self, labels: &BTreeMap<String, String>) -> bool {
        labels.get("__name__") == Some(&self.metric)
            && self.labels.iter().all(|(name, value)| labels.get(name) == Some(value))
    }
}

fn label(bytes: &[u8]) -> Result<(String, String)> {
    let (mut name, mut value) = (String::new(), String::new());
    let mut fields = Fields::of(bytes);
    while let Some(field) = fields.next_field()? {
        match field {
            (1, Wire::Bytes(bytes)) => name = String::from_utf8_lossy(bytes).into_owned(),
            (2, Wire::Bytes(bytes)) => value = String::from_utf8_lossy(bytes).into_owned(),
            _ => {}
        }
    }
    Ok((name, value))
}

fn sample(bytes: &[u8]) -> Result<(f64, i64)> {
    let (mut value, mut ms) = (0.0, 0);
    let mut fields = Fields::of(bytes);
    while let Some(field) = fields.next_field()? {
        match field {
            (1, Wire::Fixed64(bits)) => value = f64::from_bits(bits),
            (2, Wire::Varint(number)) => ms = number.cast_signed(),
            _ => {}
        }
    }
    Ok((value, ms))
}

/// `name{a="1",b="2"}`
fn written(labels: &BTreeMap<String, String>) -> String {
    let name = labels.get("__name__").map_or("", String::as_str);
    let others = labels.iter().filter(|(name, _)| *name != "__name__");
    let inside: Vec<_> = others.map(|(name, value)| format!("{name}={value:?}")).collect();
    if inside.is_empty() { name.to_owned() } else { format!("{name}{{{}}}", inside.join(",")) }
}

fn not_snappy(error: &snap::Error) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("the body is not what snappy packs: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(number: u8, inside: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, inside.len() as u8][..], inside].concat()
    }

    fn request(labels: &[(&str, &str)], samples: &[(f64, i64)]) -> Vec<u8> {
        let labels = labels.iter().flat_map(|(name, value)| {
            bytes(1, &[bytes(1, name.as_bytes()), bytes(2, value.as_bytes())].concat())
        });
        let samples = samples.iter().flat_map(|(value, ms)| {
            let mut sample = vec![1 << 3 | 1];
            sample.extend(value.to_bits().to_le_bytes());
            sample.push(2 << 3);
            let mut rest = ms.cast_unsigned();
            while rest >= 0x80 {
                sample.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            sample.push(rest as u8);
            bytes(2, &sample)
        });
        bytes(1, &labels.chain(samples).collect::<Vec<u8>>())
    }

    fn packed(message: &[u8]) -> Vec<u8> {
        snap::raw::Encoder::new().compress_vec(message).unwrap()
    }

    fn queue() -> Vec<Chosen> {
        vec![Chosen {
            metric: "queue_length".into(),
            labels: BTreeMap::from([("env".into(), "prod".into())]),
        }]
    }

    #[test]
    fn chosen_series_become_samples() {
        let message = [
            request(
                &[("__name__", "queue_length"), ("env", "prod"), ("app", "a\"b")],
                &[(7.5, 1_795_417_042_125), (f64::NAN, 5)],
            ),
            request(&[("__name__", "queue_length"), ("env", "test")], &[(1.0, 5)]),
            request(&[("__name__", "up"), ("env", "prod")], &[(1.0, 5), (1.0, 6)]),
            request(&[("__name__", "queue_length"), ("env", "prod")], &[(1.0, i64::MAX)]),
        ]
        .concat();
        let found = take(&packed(&message), &queue(), Limits::default()).unwrap();
        let [sample] = &found.samples[..] else { panic!("{found:?}") };
        assert_eq!(sample.series, "queue_length{app=\"a\\\"b\",env=\"prod\"}");
        assert_eq!((sample.value, sample.timestamp.ms()), (7.5, 1_795_417_042_125));
        assert_eq!((found.n_others, found.n_not_finite), (3, 1));
        assert!(found.refused[0].at.starts_with("timeseries[3] queue_length"), "{:?}", found.refused);
    }

    #[test]
    fn other_bodies_are_refused() {
        let message = request(&[("__name__", "queue_length"), ("env", "prod")], &[(1.0, 5), (2.0, 6)]);
        let few = Limits { max_events: 1, max_bytes: 1_000 };
        assert_eq!(take(&packed(&message), &queue(), few).unwrap_err().code(), "limit_exceeded");
        assert_eq!(take(&packed(&[0; 2_000]), &queue(), few).unwrap_err().code(), "limit_exceeded");
        for body in [&b""[..], b"\xff\xff\xff\xff\xff", &packed(b"\x0b"), &message] {
            assert_eq!(take(body, &queue(), few).unwrap_err().code(), "invalid_input", "{body:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..100)) {
            let _ = take(&body, &queue(), Limits::default());
            let _ = take(&packed(&body), &queue(), Limits::default());
        }
    }
}
