//! A service as bytes, and back without trusting them.
//!
//! Every count belongs to a bucket that some event fell into, so the ends of all buckets are written once, and an array of
//! counts as places among them: mostly one byte a bucket. What follows from other counts is not written: all events, errors,
//! what is over a cap, and of an error type what its groups already say. On reading it is computed again.

use std::sync::Arc;

use crate::error::Result;
use crate::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::bytes::{Input, corrupt, put, put_ascending, put_signed, put_text};
use super::capped::Capped;
use super::cells::Cells;
use super::code_windows::{
    put_distinct, put_latency, put_windows, read_distinct, read_latency, read_windows,
};
use super::config::RollupConfig;
use super::group::ErrorGroup;
use super::plain::{Plain, hash};
use super::releases::Releases;
use super::service::ServiceRollup;

/// The arrays from which the others follow, in the order in which they are written.
const WRITTEN: [usize; 14] = [
    Plain::Severities as usize,
    Plain::Severities as usize + 1,
    Plain::Severities as usize + 2,
    Plain::Severities as usize + 3,
    Plain::Severities as usize + 4,
    Plain::Ungraded as usize,
    Plain::Requests as usize,
    Plain::Deployments as usize,
    Plain::Statuses as usize,
    Plain::ServerErrors as usize,
    Plain::LatencyCount as usize,
    Plain::LatencySumUs as usize,
    Plain::Traces as usize,
    Plain::TraceFrames as usize,
];
/// Of those, events of kind error; of these, errors; and all events.
const KIND_ERROR: std::ops::Range<usize> = 0..6;
const ERRORS: std::ops::Range<usize> = 2..5;
const EVENTS: std::ops::Range<usize> = 0..8;

/// Appends a settled service, with or without when each release was first seen.
pub(super) fn put_service(out: &mut Vec<u8>, service: &ServiceRollup, with_first: bool) {
    let ends = service.events().ends();
    put(out, ends.len() as u64);
    let mut before = None;
    for &end in ends {
        put_ascending(out, before, end);
        before = Some(end);
    }
    WRITTEN.iter().for_each(|&which| put_counts(out, ends, &service.plain[which]));
    put(out, service.types().len() as u64);
    service.types().for_each(|(name, _)| put_text(out, name));
    let names: Vec<&str> = service.types().map(|(name, _)| name).collect();
    for groups in [&service.groups, &service.ungraded] {
        put(out, groups.sorted().len() as u64);
        for entry in groups.sorted() {
            out.extend_from_slice(&entry.hash.to_le_bytes());
            put_group(out, ends, &names, &entry.value);
        }
    }
    for (name, cells) in service.types() {
        // What its groups do not say; all of it in the one case in 2^64 that two types share a group.
        let rest = cells.without(&of_groups(service, name));
        put(out, u64::from(rest.is_none()));
        put_counts(out, ends, rest.as_ref().unwrap_or(cells));
    }
    put_windows(out, &service.latency, put_latency(service.latency_sum_us()));
    put_windows(out, &service.users, |out, _, users| put_distinct(out, users));
    put_windows(out, &service.endpoints, |out, _, endpoints| put_distinct(out, endpoints));
    service.releases.put(out, with_first);
    put(out, u64::from(service.span.is_some()));
    if let Some(span) = service.span {
        put_span(out, service.events(), span);
    }
}

/// Reads a service; it is not sorted yet.
pub(super) fn read_service(
    input: &mut Input<'_>,
    config: &RollupConfig,
    with_first: bool,
) -> Result<ServiceRollup> {
    let mut service = ServiceRollup::new(config);
    let mut ends: Vec<u32> = Vec::new();
    for _ in 0..input.length()? {
        let end = input.ascending(ends.last().copied())?;
        ends.push(end);
    }
    for which in WRITTEN {
        service.plain[which] = read_counts(input, &ends)?;
    }
    let names = (0..input.length()?).map(|_| input.text()).collect::<Result<Vec<&str>>>()?;
    read_groups(input, &ends, &names, &mut service.groups)?;
    read_groups(input, &ends, &names, &mut service.ungraded)?;
    for name in &names {
        let is_all = input.flag()?;
        let rest = read_counts(input, &ends)?;
        let of_groups = if is_all { Cells::default() } else { of_groups(&service, name) };
        restore(&mut service.types, hash(name), name, Cells::sum([&rest, &of_groups]))?;
    }
    derive(&mut service, &ends)?;
    service.latency = read_windows(input, read_latency(service.latency_sum_us()))?;
    service.users = read_windows(input, |input, _| read_distinct(input))?;
    service.endpoints = read_windows(input, |input, _| read_distinct(input))?;
    service.releases = Releases::read(input, with_first)?;
    if input.flag()? {
        service.span = Some(read_span(input, service.events())?);
    }
    Ok(service)
}

/// Computes what was not written.
fn derive(service: &mut ServiceRollup, ends: &[u32]) -> Result<()> {
    let sum =
        |range: std::ops::Range<usize>| Cells::sum(WRITTEN[range].iter().map(|&which| &service.plain[which]));
    let (events, of_kind_error, errors) = (sum(EVENTS), sum(KIND_ERROR), sum(ERRORS));
    if events.ends() != ends {
        return Err(corrupt("a bucket in which nothing happened"));
    }
    let rest = |all: &Cells, parts: Cells| {
        all.without(&parts).ok_or_else(|| corrupt("more events in the parts than in the whole"))
    };
    let groups =
        |groups: &Capped<ErrorGroup>| Cells::sum(groups.entries().iter().map(|entry| &entry.value.cells));
    let other_types =
        rest(&of_kind_error, Cells::sum(service.types.entries().iter().map(|entry| &entry.value)))?;
    let other_groups = rest(&errors, groups(&service.groups))?;
    let other_ungraded = rest(service.ungraded(), groups(&service.ungraded))?;
    for (which, cells) in [
        (Plain::Events, events),
        (Plain::Errors, errors),
        (Plain::OtherTypes, other_types),
        (Plain::OtherGroups, other_groups),
        (Plain::OtherUngraded, other_ungraded),
    ] {
        service.plain[which as usize] = cells;
    }
    Ok(())
}

/// What the groups of a type count.
fn of_groups(service: &ServiceRollup, name: &str) -> Cells {
    let groups = service.groups.entries().iter().chain(service.ungraded.entries());
    Cells::sum(groups.filter(|entry| *entry.value.error_type == *name).map(|entry| &entry.value.cells))
}

pub(super) fn restore<V>(map: &mut Capped<V>, hash: u64, name: &str, value: V) -> Result<()> {
    if map.restore(hash, name, value) {
        Ok(())
    } else {
        Err(corrupt(format!("`{name}` stands there twice or over the cap")))
    }
}

/// Counts as places among `ends`: how many are skipped, doubled, and one more where the count is above 1 and follows.
fn put_counts(out: &mut Vec<u8>, ends: &[u32], cells: &Cells) {
    put(out, cells.len() as u64);
    let (mut place, mut next) = (0, 0);
    for (end, count) in cells.raw() {
        while ends.get(place).is_some_and(|&other| other < end) {
            place += 1;
        }
        put(out, ((place - next) as u64) << 1 | u64::from(count > 1));
        if count > 1 {
            put(out, count - 2);
        }
        next = place + 1;
    }
}

fn read_counts(input: &mut Input<'_>, ends: &[u32]) -> Result<Cells> {
    let mut cells = Cells::default();
    let mut next = 0_u64;
    for _ in 0..input.length()? {
        let code = input.number()?;
        let place = next.checked_add(code >> 1);
        let end = place.and_then(|place| ends.get(usize::try_from(place).ok()?));
        let (Some(place), Some(&end)) = (place, end) else {
            return Err(corrupt("a count in a bucket that does not exist"));
        };
        let count = if code & 1 == 0 { Some(1) } else { input.number()?.checked_add(2) };
        let Some(count) = count.filter(|count| cells.total().checked_add(*count).is_some()) else {
            return Err(corrupt(format!("counts of more than 64 bits after {}", cells.total())));
        };
        cells.add_many(end, count);
        next = place + 1;
    }
    Ok(cells)
}

/// First and last event as distances from the ends of the buckets that hold them; plain times where there are none.
fn put_span(out: &mut Vec<u8>, cells: &Cells, (first, last): (Timestamp, Timestamp)) {
    let (first_end, last_end) = bounds(cells);
    put_signed(out, first_end - first.ms());
    put_signed(out, last_end - last.ms());
}

fn read_span(input: &mut Input<'_>, cells: &Cells) -> Result<(Timestamp, Timestamp)> {
    let (first_end, last_end) = bounds(cells);
    let first = input.time_before(first_end)?;
    let last = input.time_before(last_end)?;
    if first > last {
        return Err(corrupt("a last event before the first"));
    }
    // The first may be older than all buckets that were kept; the last is in the newest one, which is a day at the most.
    let is_inside = first.ms() <= first_end && (0..DAY_MS).contains(&(last_end - last.ms()));
    if !cells.is_empty() && !is_inside {
        return Err(corrupt("a first or last event out of its bucket"));
    }
    Ok((first, last))
}

fn bounds(cells: &Cells) -> (i64, i64) {
    let ms = |end: Option<&u32>| end.map_or(0, |&end| i64::from(end) * MINUTE_MS);
    (ms(cells.ends().first()), ms(cells.ends().last()))
}

fn put_group(out: &mut Vec<u8>, ends: &[u32], names: &[&str], group: &ErrorGroup) {
    // Names are in order. A type over the cap is not among them.
    match names.binary_search(&group.error_type()) {
        Ok(place) => put(out, place as u64 + 1),
        Err(_) => {
            put(out, 0);
            put_text(out, group.error_type());
        }
    }
    put_counts(out, ends, group.cells());
    put_span(out, group.cells(), (group.first, group.last));
    // 0 none, 1 of the first event, else 2 and the distance from it.
    match &group.sample.found {
        None => put(out, 0),
        Some((at, text)) => {
            put(out, if *at == group.first { 1 } else { 2 });
            if *at != group.first {
                put_signed(out, at.ms() - group.first.ms());
            }
            put_text(out, text);
        }
    }
}

fn read_groups(
    input: &mut Input<'_>,
    ends: &[u32],
    names: &[&str],
    groups: &mut Capped<ErrorGroup>,
) -> Result<()> {
    // Groups of one type share its name.
    let shared: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect();
    for _ in 0..input.length()? {
        let fingerprint = input.take(8)?.iter().rev().fold(0_u64, |id, &byte| id << 8 | u64::from(byte));
        let error_type = match input.number()? {
            0 => input.text()?.into(),
            place => {
                let place = usize::try_from(place - 1).ok().and_then(|place| shared.get(place));
                Arc::clone(place.ok_or_else(|| corrupt("a type that does not exist"))?)
            }
        };
        let cells = read_counts(input, ends)?;
        let (first, last) = read_span(input, &cells)?;
        let mut group = ErrorGroup::new(first, error_type);
        (group.cells, group.last) = (cells, last);
        group.sample.found = match input.number()? {
            0 => None,
            1 => Some((first, input.text()?.into())),
            2 => Some((input.time_after(first.ms())?, input.text()?.into())),
            other => return Err(corrupt(format!("{other} where 0 to 2 must stand"))),
        };
        if group.sample.found.as_ref().is_some_and(|(at, _)| !(first..=last).contains(at)) {
            return Err(corrupt("a message before the first event or after the last"));
        }
        restore(groups, fingerprint, "", group)?;
    }
    Ok(())
}
