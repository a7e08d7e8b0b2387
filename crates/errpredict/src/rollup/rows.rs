//! A rollup in rows, by service and by day, as a store keeps it.
//!
//! Rows of one configuration can be put together in any order and any selection. All rows of a rollup give the rollup, to
//! the byte; rows of rollups that each folded some of the events give what folding all of them would have given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::container::{self, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::Rollup;
use super::bytes::{Input, corrupt, put, put_text};
use super::capped::Capped;
use super::cells::Cells;
use super::code::{put_service, read_service};
use super::config::RollupConfig;
use super::group::ErrorGroup;
use super::plain::{Open, Plain, hash};
use super::save::{put_config, read_config};
use super::service::ServiceRollup;
use super::shared::Shared;

/// Version of the form written here; 1, which knew no releases but those of deployments, is read as well.
const VERSION: u32 = 2;
const WITHOUT_FIRST: u32 = 1;
/// Minutes of a day.
const DAY: u32 = (DAY_MS / MINUTE_MS) as u32;
/// 1970-01-01, with its first millisecond, for which there is no day of its own.
const FIRST_DAY: u32 = 1;

/// What a row of a rollup is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RowPart {
    /// One service.
    Service(String),
    /// The services over the cap, summed up.
    Others,
    /// How many events were forgotten or left out: what no service holds.
    Counters,
}

/// What a rollup holds of one service, whole or of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollupRow {
    /// What it is about.
    pub part: RowPart,
    /// The end of its day, a midnight UTC; none for a whole service and for counters.
    pub day: Option<Timestamp>,
    /// What [`Rollup::from_rows`] reads; it says all of the above as well.
    pub bytes: Vec<u8>,
}

/// One row, decoded.
struct Row {
    config: RollupConfig,
    counters: [u64; 3],
    part: RowPart,
    service: Option<ServiceRollup>,
}

impl Rollup {
    /// Settles the rollup and gives a row for each service and day with something in it.
    ///
    /// The first and the last event of a service or of an error group stand in the rows of their days. Put together without
    /// those, a group begins and ends with the bucket that holds its first and its last event.
    #[must_use]
    pub fn rows_by_day(&mut self) -> Vec<RollupRow> {
        self.rows_of(|service| {
            let days = service.days();
            let row = |day: u32| (Some(day), service.on_day(day));
            days.into_iter().map(row).collect()
        })
    }

    /// Settles the rollup and gives a row for each service.
    #[must_use]
    pub fn rows_by_service(&mut self) -> Vec<RollupRow> {
        self.rows_of(|service| vec![(None, service.clone())])
    }

    fn rows_of(
        &mut self,
        parts: impl Fn(&ServiceRollup) -> Vec<(Option<u32>, ServiceRollup)>,
    ) -> Vec<RollupRow> {
        self.settle();
        let services = self.services().map(|(name, service)| (RowPart::Service(name.to_owned()), service));
        let others = self.other.as_ref().map(|other| (RowPart::Others, other.get()));
        let mut rows = Vec::new();
        let mut in_rows = 0;
        for (part, service) in services.chain(others) {
            for (day, service) in parts(service) {
                let observed = service.events().total();
                in_rows += observed;
                rows.push(RollupRow {
                    day: day.map(|day| Timestamp::clamped(i64::from(day) * DAY_MS)),
                    bytes: encoded(&self.config, [observed, 0, 0], &part, Some(&service)),
                    part: part.clone(),
                });
            }
        }
        let rest = [self.observed.saturating_sub(in_rows), self.before_1970, self.ahead];
        if rest != [0; 3] {
            let bytes = encoded(&self.config, rest, &RowPart::Counters, None);
            rows.push(RollupRow { part: RowPart::Counters, day: None, bytes });
        }
        rows
    }

    /// Puts rows together, of any rollups of one configuration, in any order; settled. None of them gives an empty rollup
    /// of the default configuration.
    ///
    /// # Errors
    /// `invalid_argument` for rows of different configurations, `unsupported_version` for a version this build does not
    /// know, `invalid_input` and `corrupt` for anything else that is wrong.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = &'a [u8]>) -> Result<Rollup> {
        let mut rollup: Option<Rollup> = None;
        let mut parts: BTreeMap<RowPart, Vec<ServiceRollup>> = BTreeMap::new();
        for bytes in rows {
            let row = decoded(bytes)?;
            let all = match &mut rollup {
                Some(all) => all,
                none => none.insert(Rollup::new(row.config.clone())?),
            };
            if all.config != row.config {
                let message = format!(
                    "rows to put together must have one configuration, got {:?} and {:?}",
                    all.config, row.config
                );
                return Err(Error::new(ErrorKind::InvalidArgument, message));
            }
            for (sum, count) in
                [&mut all.observed, &mut all.before_1970, &mut all.ahead].into_iter().zip(row.counters)
            {
                *sum = sum.saturating_add(count);
            }
            if let Some(service) = row.service {
                parts.entry(row.part).or_default().push(service);
            }
        }
        let Some(mut rollup) = rollup else { return Rollup::new(RollupConfig::default()) };
        for (part, services) in parts {
            let all: Vec<&ServiceRollup> = services.iter().collect();
            let mut sum = ServiceRollup::sum(&rollup.config, &all);
            match part {
                RowPart::Service(name) => {
                    all.iter().for_each(|part| sum.releases.merge_first(&part.releases));
                    rollup.add_service(&name, sum);
                }
                RowPart::Others | RowPart::Counters => rollup.other_mut().merge(&sum),
            }
        }
        rollup.check_counters()?;
        rollup.settled = false;
        rollup.settle();
        Ok(rollup)
    }

    /// Rows that say the same as these, as one rollup would write them: what is too old for minutes has hours, and the sample
    /// of an error group stands once, not in the row of every day that wrote one.
    ///
    /// A store that adds a row a day reads the rows of a service now and then, and puts these in their place.
    ///
    /// # Errors
    /// Those of [`Rollup::from_rows`].
    pub fn tidied_rows<'a>(rows: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<RollupRow>> {
        Ok(Rollup::from_rows(rows)?.rows_by_day())
    }
}

fn encoded(
    config: &RollupConfig,
    counters: [u64; 3],
    part: &RowPart,
    service: Option<&ServiceRollup>,
) -> Vec<u8> {
    let mut body = Vec::new();
    put_config(&mut body, config);
    counters.iter().for_each(|count| put(&mut body, *count));
    match part {
        RowPart::Counters => put(&mut body, 0),
        RowPart::Others => put(&mut body, 1),
        RowPart::Service(name) => {
            put(&mut body, 2);
            put_text(&mut body, name);
        }
    }
    if let Some(service) = service {
        put_service(&mut body, service, true);
    }
    container::pack(Kind::RollupRow, VERSION, &body)
}

fn decoded(bytes: &[u8]) -> Result<Row> {
    let (version, body) = container::unpack(Kind::RollupRow, WITHOUT_FIRST..=VERSION, bytes)?;
    let mut input = Input(body);
    let config = read_config(&mut input)?;
    let counters = [input.number()?, input.number()?, input.number()?];
    let part = match input.number()? {
        0 => RowPart::Counters,
        1 => RowPart::Others,
        2 => RowPart::Service(input.text()?.to_owned()),
        other => return Err(corrupt(format!("{other} where 0 to 2 must stand"))),
    };
    let mut service = match part {
        RowPart::Counters => None,
        _ => Some(read_service(&mut input, &config, version > WITHOUT_FIRST)?),
    };
    input.end()?;
    service.iter_mut().for_each(ServiceRollup::sort);
    Ok(Row { config, counters, part, service })
}

/// The day that a time belongs to: as buckets, days are closed on the right.
fn day_of(at: Timestamp) -> u32 {
    u32::try_from(at.bucket_end(DAY_MS).ms() / DAY_MS).unwrap_or(0).max(FIRST_DAY)
}

impl ServiceRollup {
    /// The days with something in them.
    fn days(&self) -> BTreeSet<u32> {
        let groups = self.groups.entries().iter().chain(self.ungraded.entries()).map(|entry| &entry.value);
        let times = groups.flat_map(|group| {
            [Some(group.first), Some(group.last), group.sample.found.as_ref().map(|(at, _)| *at)]
        });
        let releases = self.releases.times().map(Some);
        let span = [self.first(), self.last()];
        let times = times.chain(releases).chain(span).flatten().map(day_of);
        let windows = self.latency.raw().map(|(end, _)| end);
        let windows = windows
            .chain(self.users.raw().map(|(end, _)| end))
            .chain(self.endpoints.raw().map(|(end, _)| end));
        let ends = self.events().ends().iter().copied().chain(windows);
        times.chain(ends.map(|end| end.div_ceil(DAY).max(FIRST_DAY))).collect()
    }

    /// What it holds of one day.
    fn on_day(&self, day: u32) -> ServiceRollup {
        let after = (day > FIRST_DAY).then(|| (day - 1).saturating_mul(DAY));
        let up_to = day.saturating_mul(DAY);
        let part = |cells: &Cells| cells.part(after, up_to);
        let mut types = Capped::new(self.types.entries().len());
        // A type whose events are all forgotten has no day; it is kept with the first event.
        let is_first = self.first().map(day_of) == Some(day);
        for entry in self.types.sorted() {
            let cells = part(&entry.value);
            if !cells.is_empty() || (is_first && entry.value.is_empty()) {
                types.restore(entry.hash, &entry.name, cells);
            }
        }
        types.sort();
        let groups = |groups: &Capped<ErrorGroup>| {
            let mut of_day = Capped::new(groups.entries().len());
            for entry in groups.sorted() {
                if let Some(group) = group_on_day(&entry.value, day, part(&entry.value.cells)) {
                    of_day.restore(entry.hash, "", group);
                }
            }
            of_day.sort();
            of_day
        };
        let plain = self.plain.each_ref().map(part);
        let events = &plain[Plain::Events as usize];
        ServiceRollup {
            span: self.span.and_then(|span| span_on_day(span, day, events)),
            types,
            groups: groups(&self.groups),
            ungraded: groups(&self.ungraded),
            latency: self.latency.part(after, up_to),
            users: self.users.part(after, up_to),
            endpoints: self.endpoints.part(after, up_to),
            releases: self.releases.part(|at| day_of(at) == day),
            plain,
            open: Open::default(),
            max_sample_bytes: self.max_sample_bytes,
            max_name_bytes: self.max_name_bytes,
        }
    }
}

/// First and last event of a day: exact where they are those of the whole, else the buckets that hold them.
fn span_on_day(
    (first, last): (Timestamp, Timestamp),
    day: u32,
    cells: &Cells,
) -> Option<(Timestamp, Timestamp)> {
    let exact = |at: Timestamp| Some(at).filter(|at| day_of(*at) == day);
    let (exact_first, exact_last) = (exact(first), exact(last));
    let first = exact_first.or(cells.first_end()).or(exact_last)?;
    let last = exact_last.or(cells.last_end()).unwrap_or(first);
    Some((first.min(last), last))
}

fn group_on_day(group: &ErrorGroup, day: u32, cells: Cells) -> Option<ErrorGroup> {
    let sample = group.sample.found.as_ref().filter(|(at, _)| day_of(*at) == day);
    let span = span_on_day((group.first, group.last), day, &cells);
    let (first, last) = span.or(sample.map(|(at, _)| (*at, *at)))?;
    // Where the first event of the day is known by its bucket alone, its message is known better.
    let first = sample.map_or(first, |(at, _)| first.min(*at));
    let mut of_day = ErrorGroup::new(first, Arc::clone(&group.error_type));
    (of_day.cells, of_day.last, of_day.sample.found) = (cells, last, sample.cloned());
    Some(of_day)
}

impl Rollup {
    /// Adds a service that is not there yet.
    pub(super) fn add_service(&mut self, name: &str, service: ServiceRollup) {
        let mut one = Capped::new(1);
        one.restore(hash(name), name, Shared::new(service));
        self.merge_services(one);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{any_event, configs, roll};
    use super::*;
    use crate::event::{EventRef, Severity};

    fn together(rows: &[RollupRow]) -> Rollup {
        Rollup::from_rows(rows.iter().map(|row| &row.bytes[..])).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn rows_together_are_the_whole_to_the_byte(
            events in prop::collection::vec(any_event(), 0..300),
            turned_by in 0_usize..50,
        ) {
            for config in configs() {
                let mut whole = roll(&config, &events, usize::MAX);
                let bytes = whole.save();
                prop_assert!(Rollup::load(&bytes).unwrap() == whole);
                for mut rows in [whole.rows_by_day(), whole.rows_by_service()] {
                    if rows.is_empty() {
                        continue;
                    }
                    let turn = turned_by % rows.len();
                    rows.rotate_left(turn);
                    let mut again = together(&rows);
                    prop_assert!(again == whole);
                    prop_assert_eq!(again.save(), bytes.clone());
                }
            }
        }

        #[test]
        fn rows_of_parts_are_the_whole(
            events in prop::collection::vec(any_event(), 1..300),
            parts in 1_usize..5,
        ) {
            for config in configs() {
                let whole = roll(&config, &events, usize::MAX);
                let rows: Vec<RollupRow> = (0..parts)
                    .flat_map(|i| {
                        let events: Vec<_> = events.iter().skip(i).step_by(parts).cloned().collect();
                        roll(&config, &events, usize::MAX).rows_by_day()
                    })
                    .collect();
                prop_assert!(together(&rows) == whole);
                // A store tidies the rows of a service, and goes on with those.
                let mut tidied = Vec::new();
                let services: BTreeSet<&RowPart> = rows.iter().map(|row| &row.part).collect();
                for part in services {
                    let own = rows.iter().filter(|row| row.part == *part).map(|row| &row.bytes[..]);
                    tidied.extend(Rollup::tidied_rows(own).unwrap());
                }
                prop_assert!(together(&tidied) == whole);
            }
        }

        #[test]
        fn smaller_caps_are_as_if_they_had_always_been(events in prop::collection::vec(any_event(), 0..300)) {
            let [large, small] = configs();
            let (whole, cut) = (roll(&large, &events, usize::MAX), roll(&small, &events, usize::MAX));
            // Names were not cut and no text is longer: the rest of the two configurations differs.
            prop_assert!(whole.with_config(small).unwrap() == cut);
        }
    }

    /// A service with 20 errors an hour for a month, of 60 groups: what a store keeps of it.
    #[test]
    fn a_month_of_a_service_is_small_whole_and_by_day() {
        let mut rng = crate::stats::rng::Rng::new(5);
        let start = 1_767_225_600_000;
        let mut days: Vec<Rollup> = Vec::new();
        let mut whole = Rollup::new(RollupConfig::monitor()).unwrap();
        for day in 0..30 {
            let mut of_day = Rollup::new(RollupConfig::monitor()).unwrap();
            for i in 0..480 {
                let at = Timestamp::clamped(start + day * DAY_MS + i * 180_000 + 1 + rng.below(1_000) as i64);
                let (place, kind) = (rng.below(10), rng.below(6));
                let message = format!(
                    "place {} request {} for user {} failed: upstream 10.0.0.{} closed the connection",
                    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"][place],
                    rng.below(1 << 30),
                    rng.below(100_000),
                    rng.below(256),
                );
                let (user, endpoint) = (format!("u{}", rng.below(20_000)), format!("/api/{place}"));
                let severity = Severity::ALL[1 + rng.below(4)];
                let event = EventRef {
                    message: Some(&message),
                    user_id: Some(&user),
                    endpoint: Some(&endpoint),
                    ..EventRef::new(at, "shop", severity, ["A", "B", "C", "D", "E", "F"][kind])
                };
                of_day.observe(event);
                whole.observe(event);
            }
            days.push(of_day);
        }
        let weight = |rows: &[RollupRow]| rows.iter().map(|row| row.bytes.len()).sum::<usize>();
        let as_went_by: Vec<RollupRow> = days.iter_mut().flat_map(Rollup::rows_by_day).collect();
        let tidied = Rollup::tidied_rows(as_went_by.iter().map(|row| &row.bytes[..])).unwrap();
        let saved = whole.save().len();
        println!("{saved} {} {}", weight(&as_went_by), weight(&tidied));
        assert!(tidied == whole.rows_by_day());
        assert!(saved <= 60_000, "{saved} bytes");
        // Measured: 1.6 times here, 1.3 to 1.6 in `docs/benchmarks/saved.md`: texts and times of groups stand in every day's row.
        assert!(weight(&tidied) as f64 <= 2.0 * saved as f64, "{} of {saved} bytes", weight(&tidied));
    }

    #[test]
    fn a_row_says_what_it_is_and_fits_only_its_like() {
        let [large, small] = configs();
        let at = Timestamp::clamped(1_700_000_000_000);
        let row = |config: &RollupConfig| {
            let mut rollup = Rollup::new(config.clone()).unwrap();
            rollup.observe(crate::event::EventRef::new(at, "shop", crate::event::Severity::High, "T"));
            rollup.rows_by_day().remove(0)
        };
        let (a, b) = (row(&large), row(&small));
        assert_eq!((&a.part, a.day), (&RowPart::Service("shop".into()), Some(at.bucket_end(DAY_MS))));
        let error = Rollup::from_rows([&a.bytes[..], &b.bytes]).unwrap_err();
        assert_eq!(error.code(), "invalid_argument");
        assert_eq!(Rollup::from_rows([&b"row"[..]]).unwrap_err().code(), "invalid_input");
        let one = Rollup::from_rows([&a.bytes[..]]).unwrap();
        assert_eq!((one.observed(), one.first(), one.last()), (1, Some(at), Some(at)));
    }
}
