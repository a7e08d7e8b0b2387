//! The order of the times of a stream, so far and in parts of it that are put together.

use std::collections::BTreeMap;

use errpredict::time::{HOUR_MS, MINUTE_MS};

/// Lines of several threads lie so far out of order, and no further.
const OUT_OF_ORDER_MS: i64 = 10 * MINUTE_MS;
/// Time that goes back further begins anew: another file was put behind the first, or a clock was wrong for a line. No
/// clock is set back by as much.
pub(super) const ANEW_MS: i64 = 3 * HOUR_MS;

/// The order of the times of one stream, so far or in one chunk of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    first: i64,
    last: i64,
    /// Times that were later than the one before, and that were earlier.
    n_later: u64,
    n_earlier: u64,
    newest: Reached,
    oldest: Reached,
}

/// How far times have come in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reached {
    time: i64,
    /// Whether they began anew since the first.
    anew: bool,
}

impl Reached {
    /// With a time more; `sign` is 1 where newer ones lie ahead and -1 where older ones do.
    fn with(self, time: i64, sign: i64) -> Reached {
        let ahead = (time - self.time) * sign;
        Reached {
            time: if !(-ANEW_MS..=0).contains(&ahead) { time } else { self.time },
            anew: self.anew || ahead < -ANEW_MS,
        }
    }

    /// Of what was `self` and of the stretch after it, which began at `first`.
    fn then(self, after: Reached, first: i64, sign: i64) -> Reached {
        let is_behind = (first - self.time) * sign < -ANEW_MS;
        if after.anew || is_behind {
            return Reached { anew: true, ..after };
        }
        self.with(after.time, sign)
    }
}

impl Order {
    pub(super) fn of(time: i64) -> Order {
        let reached = Reached { time, anew: false };
        Order { first: time, last: time, n_later: 0, n_earlier: 0, newest: reached, oldest: reached }
    }

    /// With a time more.
    pub(super) fn with(self, time: i64) -> Order {
        Order {
            first: self.first,
            last: time,
            n_later: self.n_later + u64::from(time > self.last),
            n_earlier: self.n_earlier + u64::from(time < self.last),
            newest: self.newest.with(time, 1),
            oldest: self.oldest.with(time, -1),
        }
    }

    /// Of a stretch and of the one after it.
    pub(super) fn then(self, after: Order) -> Order {
        let joint = self.with(after.first);
        Order {
            first: self.first,
            last: after.last,
            n_later: joint.n_later + after.n_later,
            n_earlier: joint.n_earlier + after.n_earlier,
            newest: self.newest.then(after.newest, after.first, 1),
            oldest: self.oldest.then(after.oldest, after.first, -1),
        }
    }

    /// Whether of the two times that a line may mean it means the second.
    pub(super) fn is_second(self, first: i64, second: i64) -> bool {
        if self.n_earlier > self.n_later {
            second <= self.oldest.time + OUT_OF_ORDER_MS
        } else {
            first < self.newest.time - OUT_OF_ORDER_MS
        }
    }
}

/// The orders of the streams of a file, by their names.
pub(super) type Orders = BTreeMap<String, Order>;

/// Adds what comes after.
pub(super) fn add(orders: &mut Orders, after: impl IntoIterator<Item = (String, Order)>) {
    for (name, order) in after {
        let before = orders.get(&name).copied();
        orders.insert(name, before.map_or(order, |before| before.then(order)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(times: &[i64]) -> Order {
        times[1..].iter().fold(Order::of(times[0]), |order, time| order.with(*time))
    }

    #[test]
    fn time_that_goes_back_far_begins_anew() {
        let at = |hours: i64| hours * HOUR_MS;
        assert_eq!(order(&[at(1), at(9), at(8)]).newest.time, at(9));
        assert_eq!(order(&[at(1), at(9), at(2), at(3)]).newest.time, at(3));
        assert_eq!(order(&[at(9), at(1), at(5), at(4)]).oldest.time, at(4));
    }

    proptest! {
        #[test]
        fn parts_put_together_say_what_the_whole_says(
            times in proptest::collection::vec(0..2 * HOUR_MS, 2..40),
            cut in 1usize..39,
        ) {
            let cut = cut.min(times.len() - 1);
            let (before, after) = times.split_at(cut);
            prop_assert_eq!(order(before).then(order(after)), order(&times));
        }
    }
}
