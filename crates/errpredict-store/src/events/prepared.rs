//! What is done with a batch before the database sees it: each event checked, given its id and its fingerprint.

use std::collections::BTreeMap;

use errpredict::Fingerprinter;
use errpredict::time::DAY_MS;
use errpredict::{Error, ErrorKind, Event, EventKind, Result, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Refusal;
use crate::floods::Arriving;
use crate::ids::timed_id;
use crate::keys::Keys;

/// A batch whose events can be stored.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Events with their ids and fingerprints.
    pub(super) events: Vec<Arriving>,
    pub(super) refused: Vec<Refusal>,
    /// Of all of it: the same batch has the same.
    pub(super) digest: [u8; 32],
}

/// Events from which on another thread is worth its start: looking at one takes a few microseconds, starting a thread some ten.
const LEAST_OF_A_THREAD: usize = 1_000;
/// Threads of one batch; other batches have theirs.
const MOST_THREADS: usize = 4;
/// Bytes of what stands in an index; PostgreSQL takes 2,704 in all.
const MOST_INDEXED_BYTES: usize = 1_024;

pub(super) fn prepare(
    events: Vec<Event>,
    tenant: &str,
    keys: Option<&Keys>,
    key: Option<&str>,
    now: Timestamp,
    retention_days: u16,
) -> Prepared {
    let oldest = now.plus_ms(-i64::from(retention_days) * DAY_MS);
    let newest = now.plus_ms(DAY_MS);
    let mut prepared =
        Prepared { events: Vec::with_capacity(events.len()), refused: Vec::new(), digest: [0; 32] };
    let mut equals: BTreeMap<[u8; 32], u32> = BTreeMap::new();
    let mut whole = Sha256::new();
    let looked_at = look_at_all(&events, &|part| look_at(part, tenant, keys, (oldest, newest)));
    for (index, (event, looked_at)) in events.into_iter().zip(looked_at).enumerate() {
        let (content, fingerprint) = match looked_at {
            Ok(found) => found,
            Err(error) => {
                whole.update(event.timestamp.ms().to_be_bytes());
                prepared.refused.push(Refusal {
                    index,
                    code: error.code().to_owned(),
                    reason: error.to_string(),
                });
                continue;
            }
        };
        whole.update(content);
        let id = match &event.error_id {
            Some(id) => {
                let parts = [tenant, "source", &event.service, &event.error_type, id];
                timed_id(event.timestamp, &parts.map(str::as_bytes))
            }
            None => {
                let place = equals.entry(content).or_default();
                *place += 1;
                let key = key.unwrap_or_default().as_bytes();
                timed_id(
                    event.timestamp,
                    &[tenant.as_bytes(), b"content", &content, key, &place.to_be_bytes()],
                )
            }
        };
        prepared.events.push((event, id, fingerprint));
    }
    prepared.digest = whole.finalize().into();
    prepared
}

/// What an event says by itself: a digest of its content, and its error group where it is of one. Or why it cannot be kept.
type LookedAt = Result<([u8; 32], Option<String>)>;

/// Looks at events on several threads where there are many: the server waits meanwhile, so that there is room for it. What is found does
/// not depend on how they are divided.
fn look_at_all(events: &[Event], look: &(dyn Fn(&[Event]) -> Vec<LookedAt> + Sync)) -> Vec<LookedAt> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
    let parts = threads.min(events.len() / LEAST_OF_A_THREAD).max(1);
    let mut parts = events.chunks(events.len().div_ceil(parts).max(1));
    let first = parts.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| scope.spawn(move || look(part))).collect();
        let mut found = look(first);
        for other in others {
            found.extend(other.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
        }
        found
    })
}

fn look_at(
    events: &[Event],
    tenant: &str,
    keys: Option<&Keys>,
    (oldest, newest): (Timestamp, Timestamp),
) -> Vec<LookedAt> {
    let mut fingerprinter = Fingerprinter::default();
    let one = |event: &Event| -> LookedAt {
        check(event, oldest, newest)?;
        let event_ref = event.as_event_ref();
        let in_group = event_ref.is_error() || (event.kind == EventKind::Error && event.severity.is_none());
        let fingerprint = in_group.then(|| fingerprinter.fingerprint(&event_ref).to_string());
        Ok((content(event, tenant, keys), fingerprint))
    };
    events.iter().map(one).collect()
}

fn check(event: &Event, oldest: Timestamp, newest: Timestamp) -> Result<()> {
    event.validate()?;
    if !(oldest..=newest).contains(&event.timestamp) {
        let message = format!(
            "`timestamp` must lie from {oldest} (as long as events are kept) to {newest}, got {}",
            event.timestamp
        );
        return Err(Error::new(ErrorKind::InvalidInput, message).with("field", "timestamp"));
    }
    let indexed = [
        ("service", Some(&event.service)),
        ("user_id", event.user_id.as_ref()),
        ("request_id", event.request_id.as_ref()),
    ];
    for (field, text) in indexed {
        if let Some(text) = text.filter(|text| text.len() > MOST_INDEXED_BYTES) {
            let message =
                format!("`{field}` must have at most {MOST_INDEXED_BYTES} bytes, got {}", text.len());
            return Err(Error::new(ErrorKind::InvalidInput, message).with("field", field));
        }
    }
    let has_zero = |map: &serde_json::Map<String, Value>| {
        map.iter().any(|(name, value)| name.contains('\0') || zero_in(value))
    };
    if event.attributes.as_ref().is_some_and(has_zero) {
        let message = "`attributes` must be free of zero characters, got one";
        return Err(Error::new(ErrorKind::InvalidInput, message).with("field", "attributes"));
    }
    Ok(())
}

fn zero_in(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(zero_in),
        Value::Object(map) => map.iter().any(|(name, value)| name.contains('\0') || zero_in(value)),
        _ => false,
    }
}

/// A digest over every field, absent ones told from empty ones.
fn content(event: &Event, tenant: &str, keys: Option<&Keys>) -> [u8; 32] {
    // An id is no place to guess a name from: everything else that it is made of stands beside it.
    let user = event.user_id.as_deref();
    let hidden = keys.zip(user).map(|(keys, user)| keys.lasting_hash(tenant, user));
    let mut hasher = Sha256::new();
    let mut put = |bytes: Option<&[u8]>| match bytes {
        Some(bytes) => {
            hasher.update([1]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        None => hasher.update([0]),
    };
    put(Some(&event.timestamp.ms().to_be_bytes()));
    put(Some(event.service.as_bytes()));
    put(event.severity.map(|severity| severity.name().as_bytes()));
    put(Some(event.kind.name().as_bytes()));
    put(Some(event.error_type.as_bytes()));
    let before = [&event.message, &event.error_id, &event.code, &event.endpoint];
    before.iter().for_each(|text| put(text.as_deref().map(str::as_bytes)));
    put(hidden.as_deref().or(user.map(str::as_bytes)));
    let after = [&event.request_id, &event.stack_trace, &event.environment, &event.release];
    after.iter().for_each(|text| put(text.as_deref().map(str::as_bytes)));
    put(event.status_code.map(u16::to_be_bytes).as_ref().map(<[u8; 2]>::as_slice));
    put(event.response_time_ms.map(f64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
    let attributes =
        event.attributes.as_ref().map(|attributes| Value::Object(attributes.clone()).to_string());
    put(attributes.as_deref().map(str::as_bytes));
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use errpredict::Severity;

    use uuid::Uuid;

    use super::*;

    const NOW: &str = "2026-11-23T12:00:00Z";

    fn at(text: &str) -> Event {
        Event::new(text.parse().unwrap(), "shop", Severity::High, "E")
    }

    fn ids(events: Vec<Event>, tenant: &str, key: Option<&str>) -> Vec<Uuid> {
        prepare(events, tenant, None, key, NOW.parse().unwrap(), 90)
            .events
            .into_iter()
            .map(|(_, id, _)| id)
            .collect()
    }

    #[test]
    fn equal_events_of_a_batch_are_told_apart_and_the_same_batch_again_is_not() {
        let batch = || vec![at(NOW), at(NOW), Event { message: Some(String::new()), ..at(NOW) }];
        let first = ids(batch(), "a", None);
        assert!(first[0] != first[1] && first[0] != first[2], "an empty message is not an absent one");
        assert_eq!(ids(batch(), "a", None), first);
        assert_ne!(ids(batch(), "a", Some("k"))[0], first[0], "another batch by its key");
        assert_ne!(ids(batch(), "b", None)[0], first[0], "another tenant");
        let own =
            |message: &str| Event { error_id: Some("7".into()), message: Some(message.into()), ..at(NOW) };
        let told = ids(vec![own("a"), own("b")], "a", None);
        assert_eq!(told[0], told[1], "the source's own id decides");
    }

    #[test]
    fn many_events_are_what_each_of_them_is_by_itself() {
        let batch: Vec<Event> = (0..4_321_i64)
            .map(|i| Event {
                message: Some(format!("row {}", i % 900)),
                status_code: Some(if i % 1_000 == 7 { 7 } else { 500 }),
                ..at("2026-11-23T11:00:00Z")
            })
            .collect();
        let whole = prepare(batch.clone(), "a", None, Some("k"), NOW.parse().unwrap(), 90);
        let alone = look_at(
            &batch,
            "a",
            None,
            ("2026-08-25T12:00:00Z".parse().unwrap(), "2026-11-24T12:00:00Z".parse().unwrap()),
        );
        let refused: Vec<usize> =
            alone.iter().enumerate().filter(|(_, one)| one.is_err()).map(|(place, _)| place).collect();
        assert_eq!(whole.refused.iter().map(|one| one.index).collect::<Vec<_>>(), refused);
        assert_eq!(refused, [7, 1_007, 2_007, 3_007, 4_007]);
        let groups = alone.into_iter().flatten().map(|(_, fingerprint)| fingerprint);
        assert!(whole.events.iter().map(|(_, _, fingerprint)| fingerprint.clone()).eq(groups));
        let ids: std::collections::BTreeSet<_> = whole.events.iter().map(|(_, id, _)| *id).collect();
        assert_eq!(ids.len(), whole.events.len(), "equal ones are told apart by their place");
        assert!(prepare(Vec::new(), "a", None, None, NOW.parse().unwrap(), 90).events.is_empty());
    }

    #[test]
    fn what_cannot_be_kept_is_refused_by_itself_with_the_reason() {
        let zero = serde_json::from_str(r#"{"a": [{"b": "x\u0000"}]}"#).unwrap();
        let batch = vec![
            at(NOW),
            at("2026-08-25T11:59:59Z"),
            at("2026-08-25T12:00:00Z"),
            at("2026-11-24T12:00:00.001Z"),
            Event { user_id: Some("u".repeat(1_025)), ..at(NOW) },
            Event { attributes: Some(zero), ..at(NOW) },
            Event { status_code: Some(7), ..at(NOW) },
        ];
        let prepared = prepare(batch, "a", None, None, NOW.parse().unwrap(), 90);
        assert_eq!(prepared.events.len(), 2);
        let refused: Vec<_> = prepared.refused.iter().map(|refusal| refusal.index).collect();
        assert_eq!(refused, [1, 3, 4, 5, 6]);
        for (refusal, word) in prepared.refused.iter().zip([
            "2026-08-25T12:00:00Z",
            "2026-11-24T12:00:00Z",
            "1024",
            "zero",
            "599",
        ]) {
            assert_eq!(refusal.code, "invalid_input");
            assert!(refusal.reason.contains(word), "{}", refusal.reason);
        }
    }
}
