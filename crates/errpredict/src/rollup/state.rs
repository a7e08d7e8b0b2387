//! Saving and loading.
//!
//! Bytes: the name `errpredict rollup`, the version (4 bytes, little end first), the parts in order of name, and
//! xxh3 (8 bytes) of everything before. Equal rollups give equal bytes. Loading checks the sum and every structure,
//! so that no bytes whatever can make a rollup that breaks its own rules.

use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, ErrorKind, Result};

use super::Rollup;
use super::bytes::{Input, corrupt, put, put_ascending, put_text, put_time};
use super::capped::Capped;
use super::cells::Cells;
use super::config::RollupConfig;
use super::distinct::Distinct;
use super::group::ErrorGroup;
use super::latency::Latency;
use super::service::{ServiceRollup, hash};
use super::windows::{Sketch, Windows};

const NAME: &[u8] = b"errpredict rollup";
const VERSION: u32 = 4;
const SUM_BYTES: usize = 8;

impl Rollup {
    /// Settles the rollup and writes it as bytes, which [`Rollup::load`] reads; equal rollups give equal bytes.
    #[must_use]
    pub fn save(&mut self) -> Vec<u8> {
        self.settle();
        let mut out = NAME.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        for value in self.config.numbers() {
            put(&mut out, value);
        }
        put(&mut out, self.observed);
        put(&mut out, self.before_1970);
        put_service(&mut out, &self.system);
        put(&mut out, u64::from(self.other.is_some()));
        if let Some(other) = &self.other {
            put_service(&mut out, other);
        }
        put(&mut out, self.services().len() as u64);
        for (name, service) in self.services() {
            put_text(&mut out, name);
            put_service(&mut out, service);
        }
        let sum = xxh3_64(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads what [`Rollup::save`] wrote.
    ///
    /// # Errors
    /// `unsupported_version` for a version this build does not know, `corrupt` for anything else that is wrong.
    pub fn load(bytes: &[u8]) -> Result<Rollup> {
        let mut head = Input(bytes);
        if head.take(NAME.len()).ok() != Some(NAME) {
            return Err(corrupt("it does not begin with `errpredict rollup`"));
        }
        let version = head.take(4)?.iter().rev().fold(0_u32, |version, &byte| version << 8 | u32::from(byte));
        if version != VERSION {
            return Err(Error::new(
                ErrorKind::UnsupportedVersion,
                format!("a saved rollup has version {version}, this build reads {VERSION}"),
            ));
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
        if !input.0.is_empty() {
            return Err(corrupt("bytes are left over"));
        }
        // Out of order, over a cap, older than what is kept: a rollup would not have been saved so.
        if rollup.save() == bytes { Ok(rollup) } else { Err(corrupt("it is not what its rollup saves")) }
    }
}

fn read_rollup(input: &mut Input<'_>) -> Result<Rollup> {
    let mut numbers = [0; RollupConfig::NUMBERS];
    for number in &mut numbers {
        *number = input.number()?;
    }
    let config = RollupConfig::from_numbers(numbers).ok_or_else(|| corrupt("a setting out of its range"))?;
    let mut rollup = Rollup::new(config).map_err(|error| corrupt(error.message()))?;
    rollup.observed = input.number()?;
    rollup.before_1970 = input.number()?;
    rollup.system = read_service(input, &rollup.config)?;
    rollup.other = match input.flag()? {
        false => None,
        true => Some(Box::new(read_service(input, &rollup.config)?)),
    };
    for _ in 0..input.length()? {
        let name = input.text()?;
        let service = read_service(input, &rollup.config)?;
        restore(&mut rollup.services, hash(name), name, service)?;
    }
    rollup.settle();
    Ok(rollup)
}

fn put_service(out: &mut Vec<u8>, service: &ServiceRollup) {
    service.plain.iter().for_each(|cells| put_cells(out, cells));
    put(out, service.types().len() as u64);
    for (name, cells) in service.types() {
        put_text(out, name);
        put_cells(out, cells);
    }
    put(out, service.groups().len() as u64);
    for (fingerprint, group) in service.groups() {
        out.extend_from_slice(&fingerprint.0.to_le_bytes());
        put_group(out, group);
    }
    put(out, service.ungraded_groups().len() as u64);
    for (fingerprint, group) in service.ungraded_groups() {
        out.extend_from_slice(&fingerprint.0.to_le_bytes());
        put_group(out, group);
    }
    put_windows(out, &service.latency, put_latency);
    put_windows(out, &service.users, put_distinct);
    put_windows(out, &service.endpoints, put_distinct);
    put(out, service.releases.len() as u64);
    for (at, release) in &service.releases {
        put_time(out, *at);
        put_text(out, release);
    }
    put(out, u64::from(service.span.is_some()));
    if let Some((first, last)) = service.span {
        put_time(out, first);
        put_time(out, last);
    }
}

fn read_service(input: &mut Input<'_>, config: &RollupConfig) -> Result<ServiceRollup> {
    let mut service = ServiceRollup::new(config);
    for cells in &mut service.plain {
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
    for _ in 0..input.length()? {
        let fingerprint = input.take(8)?.iter().rev().fold(0_u64, |id, &byte| id << 8 | u64::from(byte));
        restore(&mut service.ungraded, fingerprint, "", read_group(input)?)?;
    }
    service.latency = read_windows(input, read_latency)?;
    service.users = read_windows(input, read_distinct)?;
    service.endpoints = read_windows(input, read_distinct)?;
    for _ in 0..input.length()? {
        let at = input.time()?;
        service.releases.insert((at, input.text()?.into()));
    }
    if input.flag()? {
        service.span = Some((input.time()?, input.time()?)).filter(|(first, last)| first <= last);
        if service.span.is_none() {
            return Err(corrupt("a last event before the first"));
        }
    }
    Ok(service)
}

fn restore<V>(map: &mut Capped<V>, hash: u64, name: &str, value: V) -> Result<()> {
    if map.restore(hash, name, value) {
        Ok(())
    } else {
        Err(corrupt(format!("`{name}` stands there twice or over the cap")))
    }
}

fn put_cells(out: &mut Vec<u8>, cells: &Cells) {
    put(out, cells.len() as u64);
    let mut before = None;
    for (end, count) in cells.raw() {
        put_ascending(out, before, end);
        put(out, count);
        before = Some(end);
    }
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

fn put_group(out: &mut Vec<u8>, group: &ErrorGroup) {
    put_cells(out, group.cells());
    put_time(out, group.first());
    put_time(out, group.last());
    put_text(out, group.error_type());
    put(out, u64::from(group.sample.found.is_some()));
    if let Some((at, text)) = &group.sample.found {
        put_time(out, *at);
        put_text(out, text);
    }
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

fn put_windows<S: Sketch>(out: &mut Vec<u8>, windows: &Windows<S>, put_sketch: impl Fn(&mut Vec<u8>, &S)) {
    put(out, windows.raw().count() as u64);
    let mut before = None;
    for (end, sketch) in windows.raw() {
        put_ascending(out, before, end);
        put_sketch(out, sketch);
        before = Some(end);
    }
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

fn put_latency(out: &mut Vec<u8>, latency: &Latency) {
    let (bins, sum_us, max_us) = latency.raw();
    put(out, bins.iter().count() as u64);
    for (bin, count) in bins.iter() {
        put(out, u64::from(bin));
        put(out, count);
    }
    put(out, sum_us as u64);
    put(out, (sum_us >> 64) as u64);
    put(out, max_us);
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

fn put_distinct(out: &mut Vec<u8>, distinct: &Distinct) {
    put(out, distinct.registers().count() as u64);
    for (register, rank) in distinct.registers() {
        put(out, u64::from(register));
        out.push(rank);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, EventKind, Severity};
    use crate::time::Timestamp;

    fn rollup() -> Rollup {
        let config = RollupConfig { max_services: 3, max_types: 2, max_groups: 2, ..RollupConfig::monitor() };
        let mut rollup = Rollup::new(config).unwrap();
        (0..3_000).for_each(|i| {
            rollup.observe(event(i).as_event_ref());
        });
        rollup
    }

    fn event(i: u64) -> Event {
        let at = Timestamp::clamped(1_700_000_000_000 + i as i64 * 7_777_777);
        let mut event = Event::new(
            at,
            format!("s{}", i % 5),
            Severity::ALL.get(i as usize % 6).copied(),
            format!("T{}", i % 4),
        );
        event.message = (!i.is_multiple_of(3)).then(|| format!("message {}", "x".repeat(i as usize % 4)));
        event.user_id = Some((i % 700).to_string());
        event.endpoint = Some((i % 9).to_string());
        event.response_time_ms = Some((i % 1_000) as f64);
        event.status_code = Some(500);
        if i.is_multiple_of(100) {
            event.kind = EventKind::Deployment;
            event.release = Some(format!("v{i}"));
        }
        event
    }

    #[test]
    fn what_was_saved_goes_on_as_if_nothing_had_happened() {
        let (mut straight, mut saved) = (rollup(), rollup());
        let bytes = saved.save();
        let mut loaded = Rollup::load(&bytes).unwrap();
        assert!(loaded == saved);
        assert_eq!(loaded.save(), bytes);
        for i in (2_000..4_000).rev() {
            straight.observe(event(i).as_event_ref());
            loaded.observe(event(i).as_event_ref());
        }
        straight.settle();
        loaded.settle();
        assert!(loaded == straight);
        assert_eq!(loaded.save(), straight.save());
    }

    #[test]
    fn damage_is_refused() {
        let bytes = rollup().save();
        let code = |bytes: &[u8]| Rollup::load(bytes).map(|_| ()).unwrap_err().code();
        for at in (0..bytes.len()).step_by(101) {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            let expected =
                if (NAME.len()..NAME.len() + 4).contains(&at) { "unsupported_version" } else { "corrupt" };
            assert_eq!(code(&broken), expected, "byte {at}");
            assert_eq!(code(&bytes[..at]), "corrupt", "cut at {at}");
        }
        let mut newer = bytes.clone();
        newer[NAME.len()] += 1;
        assert_eq!(code(&newer), "unsupported_version");
    }

    #[test]
    fn bytes_with_a_right_checksum_are_not_trusted_either() {
        let bytes = rollup().save();
        let mut refused = 0;
        for at in (NAME.len() + 4..bytes.len() - SUM_BYTES).step_by(bytes.len() / 200) {
            let mut broken = bytes.clone();
            broken[at] = broken[at].wrapping_add(0x55);
            let parts = broken.len() - SUM_BYTES;
            let sum = xxh3_64(&broken[..parts]).to_le_bytes();
            broken[parts..].copy_from_slice(&sum);
            // Another number may be a valid one; what is loaded must then be whole.
            match Rollup::load(&broken) {
                Ok(mut loaded) => assert!(!loaded.save().is_empty()),
                Err(error) => {
                    assert_eq!(error.code(), "corrupt");
                    refused += 1;
                }
            }
        }
        assert!(refused > 10, "only {refused} refused");
    }
}
