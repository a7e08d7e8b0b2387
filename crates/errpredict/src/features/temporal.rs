//! Features of how a service's trouble moves in time.

use super::counts::Track;
use super::row::Row;
use super::totals::{hours_since, share, smoothed};
use super::windows::{DAY, HOUR, Moment, start};

/// Hours of the trend.
const TREND_H: usize = 24;
/// Newest gaps between minutes with errors that burstiness looks at.
const GAPS: usize = 50;
/// Fewest gaps for a spread.
const GAPS_MIN: usize = 3;
/// Hours of the gaps and of the longest history reported.
const MONTH_H: u32 = 720;
/// Start and end of the working day, in hours.
const PEAK_H: std::ops::Range<u32> = 9..18;

/// A service at a time.
pub(super) struct Now<'a> {
    pub(super) moment: &'a Moment,
    pub(super) events: Track<'a>,
    pub(super) errors: Track<'a>,
    pub(super) critical: Track<'a>,
    pub(super) n_events: usize,
    pub(super) n_errors: usize,
    pub(super) n_critical: usize,
    pub(super) errors_1h: f64,
    pub(super) errors_24h: f64,
    pub(super) errors_168h: f64,
    pub(super) critical_24h: f64,
    pub(super) critical_168h: f64,
    pub(super) critical_720h: f64,
    pub(super) errors_decayed_1h: f64,
}

/// Fills the features of the registry's temporal part.
pub(super) fn fill(row: &mut Row<'_>, now: &Now<'_>) {
    let at = now.moment.at;
    calendar(row, now.moment.local);
    trend(row, &hourly(now.errors, at), now.errors_1h);
    row.put("fast_slow_ratio", smoothed(now.errors_1h, now.errors_24h / 24.0));
    let spans = [0, 3, 6].map(|ago| {
        let up_to = at.saturating_sub(ago * HOUR);
        now.errors.between(up_to.saturating_sub(3 * HOUR), up_to) as f64 / 3.0
    });
    row.put("acceleration", spans[0] - 2.0 * spans[1] + spans[2]);
    let (burstiness, cv) = gaps(now);
    row.put("burstiness", burstiness);
    row.put("inter_arrival_cv", cv);
    row.put("zero_run_length", hours_since(now.errors, now.n_errors, at).floor());
    row.put("seasonal_residual", now.errors_1h - same_hour_mean(now.errors, at));
    // A constant rate r decayed with half-life h holds r · h / ln 2.
    let expected = now.errors_168h / 168.0 / std::f64::consts::LN_2;
    row.put("self_excitation", now.errors_decayed_1h / (1.0 + expected));
    let history = match now.events.ends.first() {
        Some(first) if now.n_events > 0 => (f64::from(at - first) / f64::from(HOUR)).min(f64::from(MONTH_H)),
        _ => f64::NAN,
    };
    row.put("history_hours", history);
    row.put("critical_days_7", days_with(now.critical, now.n_critical, at, 7));
    row.put("critical_days_30", days_with(now.critical, now.n_critical, at, 30));
    row.put("critical_days_180", whole_days_with(now.critical, at, 180));
    let lagged = |from_h, to_h| now.critical.between(start(at, from_h), start(at, to_h)) as f64;
    row.put("critical_same_day_last_week", lagged(168, 144));
    row.put("critical_same_day_2_weeks_ago", lagged(336, 312));
    row.put("error_day_week_ratio", smoothed(now.errors_24h, now.errors_168h / 7.0));
    row.put("critical_day_week_ratio", smoothed(now.critical_24h, now.critical_168h / 7.0));
    row.put("critical_week_month_ratio", smoothed(now.critical_168h, now.critical_720h * 7.0 / 30.0));
    let newest = |track: Track<'_>, n: usize| n.checked_sub(1).map(|i| track.ends[i]);
    let (last_event, last_critical) =
        (newest(now.events, now.n_events), newest(now.critical, now.n_critical));
    row.put(
        "last_event_is_critical",
        last_event.map_or(f64::NAN, |end| f64::from(Some(end) == last_critical)),
    );
    row.put("last_recovery_hours", last_recovery(now, last_critical));
}

/// `at` is the minute that the clock shows.
fn calendar(row: &mut Row<'_>, at: u32) {
    let minute_of_day = at % DAY;
    let hour = minute_of_day / HOUR;
    // 1970-01-01 was a Thursday, day 3 with Monday as 0.
    let weekday = (at / DAY + 3) % 7;
    row.put("hour_of_day", f64::from(hour));
    row.put("day_of_week", f64::from(weekday));
    row.put("is_peak_hours", f64::from(weekday < 5 && PEAK_H.contains(&hour)));
    let angle = std::f64::consts::TAU * f64::from(minute_of_day) / f64::from(DAY);
    row.put("hour_sin", libm::sin(angle));
    row.put("hour_cos", libm::cos(angle));
}

/// Counts of the last 24 hours, hour by hour, the newest first.
pub(super) fn hourly(track: Track<'_>, at: u32) -> [f64; TREND_H] {
    let mut counts = [0.0; TREND_H];
    let mut i = track.find(at);
    while i > 0 && at - track.ends[i - 1] < DAY {
        i -= 1;
        counts[((at - track.ends[i]) / HOUR) as usize] += (track.total(i + 1) - track.total(i)) as f64;
    }
    counts
}

fn trend(row: &mut Row<'_>, counts: &[f64; TREND_H], errors_1h: f64) {
    let n = TREND_H as f64;
    let mean = counts.iter().sum::<f64>() / n;
    // x runs from −23 (a day ago) to 0 (the last hour).
    let mean_x = -(n - 1.0) / 2.0;
    let spread_x = n * (n * n - 1.0) / 12.0;
    let slope = counts.iter().enumerate().map(|(i, y)| (-(i as f64) - mean_x) * y).sum::<f64>() / spread_x;
    let variance = counts.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / (n - 1.0);
    row.put("error_trend_slope", slope);
    row.put("error_trend_intercept", mean - slope * mean_x);
    row.put("current_error_rate", errors_1h);
    row.put("error_count_mean", mean);
    row.put("error_count_std", variance.sqrt());
    row.put("error_count_cv", share(variance.sqrt(), mean));
}

/// Burstiness and coefficient of variation of the gaps between minutes with errors.
fn gaps(now: &Now<'_>) -> (f64, f64) {
    let from = now.errors.find(start(now.moment.at, MONTH_H)).max(now.n_errors.saturating_sub(GAPS + 1));
    let ends = &now.errors.ends[from..now.n_errors];
    let n = ends.len().saturating_sub(1);
    if n < GAPS_MIN {
        return (f64::NAN, f64::NAN);
    }
    let gap = |i: usize| f64::from(ends[i + 1] - ends[i]);
    let mean = (0..n).map(gap).sum::<f64>() / n as f64;
    let deviation = ((0..n).map(|i| (gap(i) - mean) * (gap(i) - mean)).sum::<f64>() / n as f64).sqrt();
    ((deviation - mean) / (deviation + mean), deviation / mean)
}

/// Mean of the same whole hour of the day in the seven days before.
fn same_hour_mean(errors: Track<'_>, at: u32) -> f64 {
    let hour = at - at % HOUR;
    let counts = (1..=7).map(|days| {
        let up_to = hour.saturating_sub(days * DAY);
        errors.between(up_to.saturating_sub(HOUR), up_to) as f64
    });
    counts.sum::<f64>() / 7.0
}

/// Share of the last `days` spans of 24 h that hold something.
fn days_with(track: Track<'_>, n: usize, at: u32, days: u32) -> f64 {
    let mut hit = 0;
    let mut n = n;
    while n > 0 {
        let end = track.ends[n - 1];
        let mut day = (at - end) / DAY;
        // Spans that start on a whole hour start a little earlier than a multiple of 24 h ago.
        if day > 0 && end > start(at, 24 * day) {
            day -= 1;
        }
        if day >= days {
            break;
        }
        hit += 1;
        let before = start(at, 24 * (day + 1));
        n = track.ends[..n].partition_point(|end| *end <= before);
    }
    f64::from(hit) / f64::from(days)
}

/// Share of the last `days` whole days, UTC, that hold something.
fn whole_days_with(track: Track<'_>, at: u32, days: u32) -> f64 {
    let midnight = at - at % DAY;
    let mut hit = 0;
    let mut n = track.find(midnight);
    while n > 0 {
        let day = (midnight - track.ends[n - 1]) / DAY;
        if day >= days {
            break;
        }
        hit += 1;
        let before = midnight.saturating_sub((day + 1) * DAY);
        n = track.ends[..n].partition_point(|end| *end <= before);
    }
    f64::from(hit) / f64::from(days)
}

fn last_recovery(now: &Now<'_>, last_critical: Option<u32>) -> f64 {
    let Some(end) = last_critical else { return f64::NAN };
    let next = now.events.find(end);
    if next >= now.n_events { f64::NAN } else { f64::from(now.events.ends[next] - end) / f64::from(HOUR) }
}
