//! Windows of a service as bytes, and back.

use crate::error::Result;

use super::bytes::{Input, corrupt, put, put_ascending};
use super::cells::Cells;
use super::distinct::Distinct;
use super::latency::{Latency, low_us};
use super::windows::{Sketch, Windows};

/// The end of a window and of the one before, in minutes.
pub(super) type Between = (u32, u32);

pub(super) fn put_windows<S: Sketch>(
    out: &mut Vec<u8>,
    windows: &Windows<S>,
    put_sketch: impl Fn(&mut Vec<u8>, Between, &S),
) {
    put(out, windows.raw().count() as u64);
    let mut before = None;
    for (end, sketch) in windows.raw() {
        put_ascending(out, before.map(|end| end / S::STEP_MIN), end / S::STEP_MIN);
        put_sketch(out, (before.unwrap_or(0), end), sketch);
        before = Some(end);
    }
}

pub(super) fn read_windows<S: Sketch>(
    input: &mut Input<'_>,
    read_sketch: impl Fn(&mut Input<'_>, Between) -> Result<S>,
) -> Result<Windows<S>> {
    let mut windows = Windows::default();
    let mut before = None;
    for _ in 0..input.length()? {
        let step = input.ascending(before.map(|end| end / S::STEP_MIN))?;
        let end =
            step.checked_mul(S::STEP_MIN).ok_or_else(|| corrupt(format!("a window {step} steps on")))?;
        windows.restore(end, read_sketch(input, (before.unwrap_or(0), end))?);
        before = Some(end);
    }
    Ok(windows)
}

/// Response times: 0 for one whose value is what the minutes of the window sum up to. Else the number of bins, the bins as
/// counts are written, the largest value as distance from the bottom of the last bin, and the sum where the minutes do not say it.
pub(super) fn put_latency(sums: &Cells) -> impl Fn(&mut Vec<u8>, Between, &Latency) {
    |out, (after, end), latency| {
        let (bins, sum_us, max_us) = latency.raw();
        let of_minutes = sums.total_between(after, end);
        if *latency == Latency::of_one(of_minutes) {
            return put(out, 0);
        }
        put(out, bins.iter().count() as u64);
        let (mut next, mut last) = (0, 0);
        for (bin, count) in bins.iter() {
            put(out, u64::from(bin - next) << 1 | u64::from(count > 1));
            if count > 1 {
                put(out, count - 2);
            }
            (next, last) = (bin + 1, bin);
        }
        put(out, max_us.saturating_sub(low_us(last)));
        let is_of_minutes = sum_us == u128::from(of_minutes);
        put(out, u64::from(!is_of_minutes));
        if !is_of_minutes {
            put(out, sum_us as u64);
            put(out, (sum_us >> 64) as u64);
        }
    }
}

pub(super) fn read_latency(sums: &Cells) -> impl Fn(&mut Input<'_>, Between) -> Result<Latency> {
    |input, (after, end)| {
        let of_minutes = sums.total_between(after, end);
        let n_bins = input.length()?;
        if n_bins == 0 {
            return Ok(Latency::of_one(of_minutes));
        }
        let mut latency = Latency::default();
        let (mut next, mut last) = (0_u64, 0);
        for _ in 0..n_bins {
            let code = input.number()?;
            let bin = next.saturating_add(code >> 1);
            let count = if code & 1 == 0 { 1 } else { input.number()?.saturating_add(2) };
            if !latency.restore_bin(bin, count) {
                return Err(corrupt(format!("{count} response times in bin {bin}")));
            }
            (next, last) = (bin + 1, bin as u16);
        }
        let max_us = input.number()?.saturating_add(low_us(last));
        let sum_us = match input.flag()? {
            false => u128::from(of_minutes),
            true => u128::from(input.number()?) | u128::from(input.number()?) << 64,
        };
        latency.restore_sums(sum_us, max_us);
        Ok(latency)
    }
}

/// Bits of a rank beside the distance of its register; longer ranks follow.
const RANK_BITS: u32 = 4;
const RANK_FITS: u8 = (1 << RANK_BITS) - 1;

pub(super) fn put_distinct(out: &mut Vec<u8>, distinct: &Distinct) {
    put(out, distinct.registers().count() as u64);
    let mut next = 0;
    for (register, rank) in distinct.registers() {
        put(out, u64::from(register - next) << RANK_BITS | u64::from(rank.min(RANK_FITS)));
        if rank >= RANK_FITS {
            put(out, u64::from(rank - RANK_FITS));
        }
        next = register + 1;
    }
}

pub(super) fn read_distinct(input: &mut Input<'_>) -> Result<Distinct> {
    let mut distinct = Distinct::default();
    let mut next = 0_u64;
    for _ in 0..input.length()? {
        let code = input.number()?;
        let register = next.saturating_add(code >> RANK_BITS);
        let mut rank = code & u64::from(RANK_FITS);
        if rank == u64::from(RANK_FITS) {
            rank = rank.saturating_add(input.number()?);
        }
        let is_valid = u8::try_from(rank).is_ok_and(|rank| distinct.restore(register, rank));
        if !is_valid {
            return Err(corrupt(format!("rank {rank} in register {register}")));
        }
        next = register + 1;
    }
    Ok(distinct)
}
