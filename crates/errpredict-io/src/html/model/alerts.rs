//! When it alerts, how often falsely, and how long before.

use std::collections::BTreeMap;

use crate::html::escape::percent;
use errpredict::Timestamp;
use errpredict::predict::{AlertPolicy, AlertRule, Foreseen};
use errpredict::time::HOUR_MS;

use super::Page;
use crate::html::plane::{Axis, Plane};
use errpredict::numbers::{amount, count, plural};

/// Bars of the lead-time plot.
const BARS: usize = 12;

pub(super) fn section(page: &Page<'_>) -> String {
    let saved = page.contents.saved;
    let Some(rule) = saved.task.as_ref().map(|state| state.alert) else { return String::new() };
    let mut text = "<section id=\"alerts\"><h2>When it alerts</h2>\n".to_owned();
    let budget = match rule.policy {
        AlertPolicy::Probability(_) => "the threshold that was asked for".to_owned(),
        AlertPolicy::FalseAlarms(n) => format!("at most {} a service and week were asked for", amount(n)),
    };
    let Some(threshold) = rule.threshold else {
        return text
            + &format!(
                "<p>It never alerts: no threshold keeps the budget of false alarms with a right one ({budget}).</p></section>\n"
            );
    };
    let Ok(counts) = rule.count(page.contents.rows, saved.model.horizon_ms) else {
        return text + "</section>\n";
    };
    let new = match rule.policy {
        AlertPolicy::Probability(_) => "",
        AlertPolicy::FalseAlarms(_) => " of something new (what came within the horizon before counts less)",
    };
    text += &format!(
        "<p>At a probability of {}{new} and above it raises an alarm, and keeps quiet about that service for the horizon. With \
         this threshold, on these rows: {}, {} of them right ({}); {} false a service and week ({budget}). In use the \
         threshold follows the outcomes, to keep the budget.</p>\n",
        percent(threshold),
        plural(counts.alarms, "alarm"),
        count(counts.alarms - counts.false_alarms),
        counts.precision().map_or("–".to_owned(), percent),
        counts.false_per_service_week().map_or("–".to_owned(), amount),
    );
    let leads = leads_h(page.contents.rows, &rule, saved.model.horizon_ms);
    text += &lead_times(&leads, saved.model.horizon_ms as f64 / HOUR_MS as f64, counts.median_lead_h);
    text + "</section>\n"
}

/// Hours from each right alarm to what it foresaw; an alarm silences its service for a horizon.
fn leads_h(rows: &[Foreseen<'_>], rule: &AlertRule, horizon_ms: i64) -> Vec<f64> {
    let mut ordered: Vec<&Foreseen<'_>> = rows.iter().filter(|row| rule.raises(row)).collect();
    ordered.sort_by_key(|row| row.at);
    let mut quiet_until: BTreeMap<&str, Timestamp> = BTreeMap::new();
    let mut leads = Vec::new();
    for row in ordered {
        if quiet_until.get(row.service).is_some_and(|until| row.at < *until) {
            continue;
        }
        quiet_until.insert(row.service, row.at.plus_ms(horizon_ms));
        leads.extend(row.came.map(|came| (came.ms() - row.at.ms()) as f64 / HOUR_MS as f64));
    }
    leads
}

/// How long before it came the right alarms were raised.
fn lead_times(leads_h: &[f64], horizon_h: f64, median_h: Option<f64>) -> String {
    if leads_h.is_empty() {
        return String::new();
    }
    let width = horizon_h / BARS as f64;
    let mut bars = [0_u64; BARS];
    for lead in leads_h {
        bars[((lead / width) as usize).min(BARS - 1)] += 1;
    }
    let highest = bars.iter().copied().max().unwrap_or(0);
    let mut plane = Plane::new(
        Axis { max: horizon_h, name: "hours before it came", number: amount },
        Axis { max: highest.next_multiple_of(4) as f64, name: "right alarms", number: amount },
        220.0,
    );
    for (i, n) in bars.iter().enumerate().filter(|(_, n)| **n > 0) {
        let (from, to) = (i as f64 * width, (i + 1) as f64 * width);
        let title = format!("{} {} to {} h before", plural(*n, "alarm"), amount(from), amount(to));
        plane.bar((from, to), *n as f64, &title);
    }
    let median =
        median_h.map_or(String::new(), |h| format!(" Half of them at least {} h before it came.", amount(h)));
    format!(
        "<h3>Lead time of the right alarms</h3>\n{}<p class=\"quiet\">Counted when an alarm is raised, not when it \
         could have been known earlier.{median}</p>\n",
        plane.svg("Histogram of hours between a right alarm and the event")
    )
}
