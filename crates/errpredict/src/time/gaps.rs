//! Times that lie far from all others, as a wrong clock writes them.

use super::{DAY_MS, Timestamp};

/// An event so far from all others is looked at. By judgement: a week, since weekends and holidays are silent for days.
pub const GAP_MS: i64 = 7 * DAY_MS;
/// And is one of a wrong clock where it lies this many times as far as any two of the others.
const TIMES_LARGEST: i64 = 3;

/// The newest time but one, if the newest of these (oldest first) lies so far after it as none before.
pub fn gap(times: impl IntoIterator<Item = Timestamp>) -> Option<Timestamp> {
    let mut times = times.into_iter();
    let mut last = times.next()?;
    let (mut before, mut gap_ms, mut largest_ms) = (None, 0, 0);
    for time in times {
        largest_ms = largest_ms.max(gap_ms);
        gap_ms = time.ms() - last.ms();
        before = Some(std::mem::replace(&mut last, time));
    }
    before.filter(|_| gap_ms > GAP_MS && gap_ms > TIMES_LARGEST * largest_ms)
}

/// The oldest time but one, if the oldest of these (oldest first) lies so far before it as no others lie apart.
pub fn gap_before(times: impl IntoIterator<Item = Timestamp>) -> Option<Timestamp> {
    let mut times = times.into_iter();
    let (first, second) = (times.next()?, times.next()?);
    let gap_ms = second.ms() - first.ms();
    // Mostly that is all that need be looked at.
    if gap_ms <= GAP_MS {
        return None;
    }
    let (mut last, mut largest_ms) = (times.next()?, 0);
    largest_ms = largest_ms.max(last.ms() - second.ms());
    for time in times {
        largest_ms = largest_ms.max(time.ms() - last.ms());
        last = time;
    }
    (gap_ms > TIMES_LARGEST * largest_ms).then_some(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oldest_event_far_before_all_others_is_pointed_at() {
        for (days, expected) in [
            (&[][..], None),
            (&[1, 400], None),
            (&[0, 400, 401, 402], Some(400)),
            (&[0, 21, 35, 65, 90], None),
            // Two of a wrong clock look like a log that was silent for long.
            (&[0, 1, 400, 401], None),
        ] {
            let times = days.iter().map(|day| Timestamp::clamped(day * DAY_MS));
            assert_eq!(
                gap_before(times),
                expected.map(|day: i64| Timestamp::clamped(day * DAY_MS)),
                "{days:?}"
            );
        }
    }
}
