//! Local times that exist twice, when the clock is set back: which of the two a line means, told by the order of the lines.
//!
//! `02:59:58`, `02:59:59`, `02:00:00`: the clock was set back between the last two. A time that exists twice is its second
//! pass where its first would lie more than ten minutes before the newest time already read of the same stream; in a file
//! that mostly goes back in time, where its second is no later than the oldest. Where the line is inside another that says
//! its own time with a zone, the pass nearest to that. What nothing tells is read as its first pass, as RFC 5545 does.

use std::ops::Range;
use std::sync::Arc;

use errpredict::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::order::{ANEW_MS, Order, Orders, add};
use super::turns::Turn;
use super::zone::Zone;

/// Finds the pass of each local time of a chunk.
#[derive(Debug)]
pub(crate) struct Passes {
    place: &'static TimeZone,
    turn: Arc<Turn>,
    /// Times as they are read of which none exists twice.
    calm: Range<i64>,
    /// Of the chunk, or of the file up to here once it is `joined`.
    orders: Orders,
    joined: bool,
    /// The stream that is being read.
    name: String,
    order: Option<Order>,
}

impl Passes {
    /// For a chunk whose turn it is, in a zone that sets its clock back; nothing in others.
    pub(super) fn new(zone: Zone, turn: Option<&Arc<Turn>>) -> Option<Passes> {
        let (Zone::Place(place), Some(turn)) = (zone, turn) else { return None };
        Some(Passes {
            place,
            turn: Arc::clone(turn),
            calm: 0..0,
            orders: Orders::new(),
            joined: false,
            name: String::new(),
            order: None,
        })
    }

    /// What follows is of the stream of that name.
    pub(super) fn enter(&mut self, name: &str) {
        if let Some(order) = self.order.take() {
            self.orders.insert(std::mem::take(&mut self.name), order);
        }
        name.clone_into(&mut self.name);
        self.order = self.orders.get(name).copied();
    }

    /// The time that a line means, by what it is read as; `outer` is the time of the line around it, where that is sure.
    pub(super) fn placed(&mut self, read: Timestamp, outer: Option<Timestamp>) -> Timestamp {
        let first = read.ms();
        let mut time = first;
        if !self.calm.contains(&first)
            && let Some(second) = self.second(read)
        {
            let is_second = match outer {
                Some(outer) => (outer.ms() - second).abs() < (outer.ms() - first).abs(),
                None => {
                    self.join();
                    self.order.is_some_and(|order| order.is_second(first, second))
                }
            };
            time = if is_second { second } else { first };
        }
        self.order = Some(self.order.map_or(Order::of(time), |order| order.with(time)));
        Timestamp::from_ms(time).unwrap_or(read)
    }

    /// The second of two moments with one local time, of which the first is given.
    #[cold]
    fn second(&mut self, read: Timestamp) -> Option<i64> {
        let at = jiff::Timestamp::from_millisecond(read.ms()).ok()?;
        // A time that exists twice lies before the change, by as much as the clock is set back at most.
        let next = self.place.following(at).next().map_or(i64::MAX, |next| next.timestamp().as_millisecond());
        if read.ms() < next.saturating_sub(ANEW_MS) {
            let before = self.place.preceding(at).next().map(|last| last.timestamp().as_millisecond());
            self.calm = before.unwrap_or(i64::MIN)..next.saturating_sub(ANEW_MS);
            return None;
        }
        let both = self.place.to_ambiguous_timestamp(self.place.to_datetime(at));
        let AmbiguousOffset::Fold { .. } = both.offset() else { return None };
        let second = both.later().ok()?.as_millisecond();
        (second > read.ms()).then_some(second)
    }

    /// Takes over what the chunks before this one say, once it matters.
    fn join(&mut self) {
        if self.joined {
            return;
        }
        self.joined = true;
        let (name, found) = (std::mem::take(&mut self.name), std::mem::take(&mut self.orders));
        let order = self.order.take();
        let mut whole = self.turn.before();
        add(&mut whole, found);
        add(&mut whole, order.map(|order| (name.clone(), order)));
        self.orders = whole;
        self.enter(&name);
    }

    /// The chunk is read.
    pub(super) fn end(mut self) {
        if let Some(order) = self.order {
            self.orders.insert(self.name, order);
        }
        self.turn.end(self.orders, self.joined);
    }
}
