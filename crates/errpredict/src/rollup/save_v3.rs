//! Reading what version 3 saved, the last before the common frame.
//!
//! Bytes: the name `errpredict rollup`, the version (4 bytes, little end first), the parts in order of name, and xxh3
//! (8 bytes) of everything before. Every array of counts stood there, those of the system too.

use xxhash_rust::xxh3::xxh3_64;

use crate::container::{self, Kind};
use crate::error::{ErrorKind, Result};

use super::Rollup;
use super::bytes::{Input, corrupt};
use super::cells::Cells;
use super::code::restore;
use super::config::RollupConfig;
use super::distinct::Distinct;
use super::group::ErrorGroup;
use super::latency::Latency;
use super::plain::{Plain, hash};
use super::releases::Releases;
use super::service::ServiceRollup;
use super::shared::Shared;
use super::windows::{Sketch, Windows};

const NAME: &[u8] = b"errpredict rollup";
const VERSION: u32 = 3;
const SUM_BYTES: usize = 8;
/// Arrays of counts that version 3 knew, the first of today's.
const PLAIN: usize = Plain::TraceFrames as usize + 1;
/// Settings that version 3 knew, the first of today's.
const NUMBERS: usize = 8;

/// Whether these bytes are of version 3 or of one before it.
pub(super) fn is_v3(bytes: &[u8]) -> bool {
    bytes.starts_with(NAME)
}

pub(super) fn load(bytes: &[u8]) -> Result<Rollup> {
    let mut head = Input(bytes);
    head.take(NAME.len())?;
    let version = head.take(4)?.iter().rev().fold(0_u32, |version, &byte| version << 8 | u32::from(byte));
    if version != VERSION {
        let message = format!("it has version {version}, this build reads {VERSION} and later ones");
        return Err(container::refused(ErrorKind::UnsupportedVersion, Kind::Rollup, &message));
    }
    let (parts, sum) = bytes
        .split_at_checked(bytes.len() - SUM_BYTES)
        .filter(|(parts, _)| parts.len() >= NAME.len() + 4)
        .ok_or_else(|| corrupt("it ends early"))?;
    if xxh3_64(parts).to_le_bytes() != sum {
        return Err(corrupt("its checksum does not hold"));
    }
    let mut input = Input(&parts[NAME.len() + 4..]);
    let mut rollup = read_rollup(&mut input)?;
    input.end()?;
    // What follows from other counts stood there as well, and must be what follows.
    let again = Rollup::load(&rollup.save())?;
    if again == rollup { Ok(again) } else { Err(corrupt("its counts contradict each other")) }
}

fn read_rollup(input: &mut Input<'_>) -> Result<Rollup> {
    let mut numbers = RollupConfig::default().numbers();
    for number in &mut numbers[..NUMBERS] {
        *number = input.number()?;
    }
    let config = RollupConfig::from_numbers(numbers).ok_or_else(|| corrupt("a setting out of its range"))?;
    let mut rollup = Rollup::new(config).map_err(|error| corrupt(error.message()))?;
    rollup.observed = input.number()?;
    rollup.before_1970 = input.number()?;
    let mut system = read_service(input, &rollup.config)?;
    rollup.other = match input.flag()? {
        false => None,
        true => Some(Shared::new(read_service(input, &rollup.config)?)),
    };
    for _ in 0..input.length()? {
        let name = input.text()?;
        let service = read_service(input, &rollup.config)?;
        restore(&mut rollup.services, hash(name), name, Shared::new(service))?;
    }
    rollup.settled = false;
    rollup.settle();
    // The sum of all services stood there as well, and must be their sum.
    let releases = rollup.services.entries().iter().map(|entry| &entry.value.get().releases);
    let tiers = rollup.tiers_now();
    system.compact(&tiers);
    system.sort();
    system.settle_releases(releases, &tiers);
    if system == *rollup.system.get() { Ok(rollup) } else { Err(corrupt("its counts contradict each other")) }
}

fn read_service(input: &mut Input<'_>, config: &RollupConfig) -> Result<ServiceRollup> {
    let mut service = ServiceRollup::new(config);
    for cells in &mut service.plain[..PLAIN] {
        *cells = read_cells(input)?;
    }
    for _ in 0..input.length()? {
        let name = input.text()?;
        restore(&mut service.types, hash(name), name, read_cells(input)?)?;
    }
    for _ in 0..input.length()? {
        let fingerprint = input.take(8)?.iter().rev().fold(0_u64, |id, &byte| id << 8 | u64::from(byte));
        restore(&mut service.groups, fingerprint, "", read_group(input)?)?;
    }
    service.latency = read_windows(input, read_latency)?;
    service.users = read_windows(input, read_distinct)?;
    service.endpoints = read_windows(input, read_distinct)?;
    service.releases = Releases::read(input, false)?;
    if input.flag()? {
        service.span = Some((input.time()?, input.time()?)).filter(|(first, last)| first <= last);
        if service.span.is_none() {
            return Err(corrupt("a last event before the first"));
        }
    }
    Ok(service)
}

fn read_cells(input: &mut Input<'_>) -> Result<Cells> {
    let mut cells = Cells::default();
    let mut before = None;
    for _ in 0..input.length()? {
        let end = input.ascending(before)?;
        let count = input.number()?;
        if count == 0 || cells.total().checked_add(count).is_none() {
            return Err(corrupt(format!("a count of {count} after {}", cells.total())));
        }
        cells.add_many(end, count);
        before = Some(end);
    }
    Ok(cells)
}

fn read_group(input: &mut Input<'_>) -> Result<ErrorGroup> {
    let cells = read_cells(input)?;
    let (first, last) = (input.time()?, input.time()?);
    let mut group = ErrorGroup::new(first, input.text()?);
    group.cells = cells;
    group.last = last;
    if input.flag()? {
        let at = input.time()?;
        group.sample.found = Some((at, input.text()?.into()));
    }
    Ok(group)
}

fn read_windows<S: Sketch>(
    input: &mut Input<'_>,
    read_sketch: impl Fn(&mut Input<'_>) -> Result<S>,
) -> Result<Windows<S>> {
    let mut windows = Windows::default();
    let mut before = None;
    for _ in 0..input.length()? {
        let end = input.ascending(before)?;
        if !end.is_multiple_of(S::STEP_MIN) {
            return Err(corrupt(format!("a window that ends at minute {end}")));
        }
        windows.restore(end, read_sketch(input)?);
        before = Some(end);
    }
    Ok(windows)
}

fn read_latency(input: &mut Input<'_>) -> Result<Latency> {
    let mut latency = Latency::default();
    for _ in 0..input.length()? {
        let (bin, count) = (input.number()?, input.number()?);
        if !latency.restore_bin(bin, count) {
            return Err(corrupt(format!("{count} response times in bin {bin}")));
        }
    }
    let (low, high, max_us) = (input.number()?, input.number()?, input.number()?);
    latency.restore_sums(u128::from(high) << 64 | u128::from(low), max_us);
    Ok(latency)
}

fn read_distinct(input: &mut Input<'_>) -> Result<Distinct> {
    let mut distinct = Distinct::default();
    for _ in 0..input.length()? {
        let (register, rank) = (input.number()?, input.take(1)?[0]);
        if !distinct.restore(register, rank) {
            return Err(corrupt(format!("rank {rank} in register {register}")));
        }
    }
    Ok(distinct)
}
