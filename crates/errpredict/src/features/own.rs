//! The part of a row that reads the service itself.

use crate::event::Severity;
use crate::time::{MINUTE_MS, Timestamp};

use super::counts::{DecayState, Track};
use super::group::GroupNow;
use super::row::Row;
use super::source::{HEARD_H, N_CLASSES, N_DECAYED, N_SEVERITIES, ServiceSource, Sources};
use super::temporal::{self, hourly};
use super::totals::{Hints, Totals, W1, W24, W72, W168, W720, hours_since, share, totals, window};
use super::windows::{AT, DAY, HOUR, Moment, N_BOUNDARIES, WEEK_BEFORE, WINDOW, WINDOWS_H};

/// What a sweep carries from one time to the next. It only saves searching: a fresh state gives the same bits.
#[derive(Debug, Default)]
pub(super) struct ServiceState {
    severities: [Hints; N_SEVERITIES],
    types: Vec<Hints>,
    events: Hints,
    errors: Hints,
    decayed: [DecayState; N_DECAYED],
    /// Scratch, so that no row allocates.
    type_totals: Vec<Totals>,
    group_tally: Vec<u32>,
}

/// Everything that a row says about the service itself, up to its history.
pub(super) fn fill(
    row: &mut Row<'_>,
    sources: &Sources<'_>,
    service: &ServiceSource<'_>,
    state: &mut ServiceState,
    group: &GroupNow,
    n_common: usize,
    moment: &Moment,
) {
    let [events, errors, critical] = service.decayed;
    let (event_totals, n_events) = totals(events, &mut state.events, moment);
    let (error_totals, n_errors) = totals(errors, &mut state.errors, moment);
    let mut severity = [([0; N_BOUNDARIES], 0); N_SEVERITIES];
    for (i, track) in service.severities.iter().enumerate() {
        severity[i] = totals(*track, &mut state.severities[i], moment);
    }
    state.types.resize(service.types.len(), [0; N_BOUNDARIES]);
    state.type_totals.clear();
    for (source, hints) in service.types.iter().zip(&mut state.types) {
        state.type_totals.push(totals(source.track, hints, moment).0);
    }
    let n_critical = severity[0].1;
    let decayed: [_; N_DECAYED] = std::array::from_fn(|i| {
        let n = [n_events, n_errors, n_critical][i];
        service.stored.checkpoints[i].at(
            &mut state.decayed[i],
            service.decayed[i],
            n,
            moment.at,
            &sources.ready.decay,
        )
    });

    let now = temporal::Now {
        moment,
        events,
        errors,
        critical,
        n_events,
        n_errors,
        n_critical,
        errors_1h: window(&error_totals, W1),
        errors_24h: window(&error_totals, W24),
        errors_168h: window(&error_totals, W168),
        critical_24h: window(&severity[0].0, W24),
        critical_168h: window(&severity[0].0, W168),
        critical_720h: window(&severity[0].0, W720),
        errors_decayed_1h: decayed[1][0],
    };
    temporal::fill(row, &now);
    fill_mix(row, service, state, &severity, moment);
    let own_heard = window(&event_totals, W720) > 0.0;
    fill_system(row, service, group, own_heard, &now);
    row.put("upstream_error_rate", upstream_error_rate(sources, service, moment));
    row.put("stack_depth", stack_depth(service, moment.at));

    for (i, track) in service.severities.iter().enumerate() {
        fill_windows(row, &severity[i].0);
        row.push(hours_since(*track, severity[i].1, moment.at));
    }
    fill_common_types(row, service, state, n_common, moment);
    decayed.iter().for_each(|sums| row.extend(sums));
}

fn fill_windows(row: &mut Row<'_>, totals: &Totals) {
    for i in 0..WINDOWS_H.len() {
        row.push(window(totals, WINDOW + i));
    }
}

/// Windows and hours since the last of every common type, zeros and missing where the service never had it.
fn fill_common_types(
    row: &mut Row<'_>,
    service: &ServiceSource<'_>,
    state: &ServiceState,
    n_common: usize,
    moment: &Moment,
) {
    for slot in 0..n_common {
        match service.types.iter().position(|source| source.slot == Some(slot)) {
            Some(i) => {
                fill_windows(row, &state.type_totals[i]);
                row.push(hours_since(service.types[i].track, state.types[i][AT] as usize, moment.at));
            }
            None => {
                row.extend(&[0.0; WINDOWS_H.len()]);
                row.push(f64::NAN);
            }
        }
    }
}

fn fill_mix(
    row: &mut Row<'_>,
    service: &ServiceSource<'_>,
    state: &mut ServiceState,
    severity: &[(Totals, usize); N_SEVERITIES],
    moment: &Moment,
) {
    let in_72h: f64 = severity.iter().map(|(totals, _)| window(totals, W72)).sum();
    // Mildest first, as the scale goes.
    for i in (0..N_SEVERITIES).rev() {
        row.push(share(window(&severity[i].0, W72), in_72h));
    }
    let mut classes = [0.0; N_CLASSES];
    let (mut typed_72h, mut day, mut week) = (0.0, 0.0, 0.0);
    for (source, totals) in service.types.iter().zip(&state.type_totals) {
        typed_72h += window(totals, W72);
        day += window(totals, W24);
        week += (totals[W24] - totals[WEEK_BEFORE]) as f64;
        if let Some(class) = source.class {
            classes[class as usize] += window(totals, W72);
        }
    }
    classes.iter().for_each(|count| row.push(share(*count, in_72h)));

    row.put("critical_error_count", window(&severity[0].0, W24));
    let counts = state.type_totals.iter().map(|totals| window(totals, W72));
    let (entropy, n_types, _) = mixture(counts, typed_72h);
    row.put("type_entropy", entropy);
    row.put("n_types", n_types);

    let after = moment.boundaries[W72];
    let from = service.stored.group_cells.partition_point(|(end, _, _)| *end <= after);
    state.group_tally.clear();
    state.group_tally.resize(service.stored.n_groups, 0);
    let mut in_groups = 0.0;
    for (_, group, count) in
        service.stored.group_cells[from..].iter().take_while(|(end, _, _)| *end <= moment.at)
    {
        state.group_tally[*group as usize] += count;
        in_groups += f64::from(*count);
    }
    let (entropy, n_groups, top) =
        mixture(state.group_tally.iter().map(|count| f64::from(*count)), in_groups);
    row.put("group_entropy", entropy);
    row.put("n_groups", n_groups);
    row.put("top_group_share", top);
    let seen = |up_to: u32| service.stored.group_firsts.partition_point(|first| *first <= up_to);
    row.put("new_group_count", (seen(moment.at) - seen(moment.start(24))) as f64);

    let distance = if day > 0.0 && week > 0.0 {
        let gaps = state.type_totals.iter().map(|totals| {
            (window(totals, W24) / day - (totals[W24] - totals[WEEK_BEFORE]) as f64 / week).abs()
        });
        gaps.sum::<f64>() / 2.0
    } else {
        f64::NAN
    };
    row.put("mix_distance", distance);
    let (mut endpoints, mut users) = (f64::NAN, f64::NAN);
    if let Some(rollup) = service.rollup {
        let (after, up_to) = span(moment.at, 6 * HOUR);
        let ever = |first: Option<Timestamp>| first.is_some_and(|first| first <= up_to);
        if ever(rollup.endpoints().iter().next().map(|(end, _)| end)) {
            endpoints = rollup.endpoints().between(after, up_to).estimate();
        }
        if ever(rollup.users().iter().next().map(|(end, _)| end)) {
            users = rollup.users().between(after, up_to).estimate();
        }
    }
    row.put("distinct_endpoints", endpoints);
    row.put("distinct_users", users);
}

/// Entropy, number of kinds and share of the largest of a mixture that sums to `whole`.
fn mixture(counts: impl Iterator<Item = f64>, whole: f64) -> (f64, f64, f64) {
    let (mut entropy, mut n, mut largest) = (0.0, 0.0, 0.0_f64);
    for count in counts.filter(|count| *count > 0.0) {
        let p = count / whole;
        entropy -= p * libm::log(p);
        n += 1.0;
        largest = largest.max(p);
    }
    if n > 0.0 { (entropy.max(0.0), n, largest) } else { (f64::NAN, 0.0, f64::NAN) }
}

fn span(at: u32, minutes: u32) -> (Timestamp, Timestamp) {
    let time = |minute: u32| Timestamp::clamped(i64::from(minute) * MINUTE_MS);
    (time(at.saturating_sub(minutes)), time(at))
}

fn fill_system(
    row: &mut Row<'_>,
    service: &ServiceSource<'_>,
    group: &GroupNow,
    own_heard: bool,
    now: &temporal::Now<'_>,
) {
    let at = now.moment.at;
    let day_ago = at.saturating_sub(DAY);
    let mean = |after: u32| {
        service.rollup.map_or(f64::NAN, |rollup| {
            let n = Track::new(rollup.latency_count()).between(after, at) as f64;
            share(Track::new(rollup.latency_sum_us()).between(after, at) as f64 / 1e3, n)
        })
    };
    let (day, month) = (mean(day_ago), mean(now.moment.boundaries[W720]));
    row.put("response_time_mean", day);
    row.put("response_time_mean_720h", month);
    row.put("response_time_ratio", if month > 0.0 { day / month } else { f64::NAN });
    let mut quantiles = [f64::NAN; 4];
    let (after, up_to) = span(at, 6 * HOUR);
    // Merging histograms is the dearest part of a row: only where there is something.
    if let Some(rollup) = service.rollup.filter(|rollup| rollup.latency_count().between(after, up_to) > 0) {
        let latency = rollup.latency().between(after, up_to);
        let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|q| latency.quantile_ms(q));
        quantiles = [p50, p95, p99, latency.max_ms()].map(|value| value.unwrap_or(f64::NAN));
    }
    for (name, value) in ["response_time_p50", "response_time_p95", "response_time_p99", "response_time_max"]
        .iter()
        .zip(quantiles)
    {
        row.put(name, value);
    }
    let track = |cells: fn(&crate::rollup::ServiceRollup) -> &crate::rollup::Cells| {
        service.rollup.map(|rollup| Track::new(cells(rollup))).unwrap_or_default()
    };
    let requests = track(crate::rollup::ServiceRollup::requests);
    let ever = requests.find(at) > 0;
    row.put("throughput", if ever { requests.between(at.saturating_sub(HOUR), at) as f64 } else { f64::NAN });
    let statuses = track(crate::rollup::ServiceRollup::statuses).between(day_ago, at) as f64;
    let bad = track(crate::rollup::ServiceRollup::server_errors).between(day_ago, at) as f64;
    row.put("status_5xx_share", share(bad, statuses));
    row.put("latency_error_correlation", latency_error_correlation(service, now));
    let deployments = track(crate::rollup::ServiceRollup::deployments);
    let since = hours_since(deployments, deployments.find(at), at) * f64::from(HOUR);
    row.put("minutes_since_deployment", since);
    row.put("deployments_24h", deployments.between(day_ago, at) as f64);
    let others = f64::from(group.heard) - f64::from(own_heard);
    row.put("peer_error_rate", share(group.errors_1h - now.errors_1h, others));
}

fn upstream_error_rate(sources: &Sources<'_>, service: &ServiceSource<'_>, moment: &Moment) -> f64 {
    let (mut errors, mut heard) = (0.0, 0.0);
    for upstream in service.stored.upstream.iter().map(|i| &sources.services[*i]) {
        let [events, of_error, _] = upstream.decayed;
        if events.between(moment.boundaries[W720], moment.at) > 0 {
            heard += 1.0;
            errors += of_error.between(moment.boundaries[W1], moment.at) as f64;
        }
    }
    share(errors, heard)
}

fn stack_depth(service: &ServiceSource<'_>, at: u32) -> f64 {
    let day_ago = at.saturating_sub(DAY);
    service.rollup.map_or(f64::NAN, |rollup| {
        let traces = Track::new(rollup.traces()).between(day_ago, at) as f64;
        share(Track::new(rollup.trace_frames()).between(day_ago, at) as f64, traces)
    })
}

/// Fewest hours with both response times and a count for a correlation to say anything.
const CORRELATED_HOURS_MIN: usize = 6;

fn latency_error_correlation(service: &ServiceSource<'_>, now: &temporal::Now<'_>) -> f64 {
    let Some(rollup) = service.rollup.filter(|rollup| !rollup.latency_count().is_empty()) else {
        return f64::NAN;
    };
    let at = now.moment.at;
    let counts = hourly(Track::new(rollup.latency_count()), at);
    let sums = hourly(Track::new(rollup.latency_sum_us()), at);
    let errors = hourly(now.errors, at);
    let pairs: Vec<(f64, f64)> =
        (0..counts.len()).filter(|i| counts[*i] > 0.0).map(|i| (sums[i] / counts[i], errors[i])).collect();
    if pairs.len() < CORRELATED_HOURS_MIN {
        return f64::NAN;
    }
    let n = pairs.len() as f64;
    let (mx, my) =
        (pairs.iter().map(|(x, _)| x).sum::<f64>() / n, pairs.iter().map(|(_, y)| y).sum::<f64>() / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        xx += (x - mx) * (x - mx);
        xy += (x - mx) * (y - my);
        yy += (y - my) * (y - my);
    }
    if xx > 0.0 && yy > 0.0 { (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0) } else { f64::NAN }
}

/// The severities stand most severe first in a row's history and mildest first on the scale.
const _: () = assert!(N_SEVERITIES == Severity::ALL.len() && HEARD_H == WINDOWS_H[6]);
