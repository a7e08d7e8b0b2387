//! What strange, likely or forecast numbers call for, whatever their cause.

use super::{CAUSE_ACTS, Found, NO_CAUSE, Reason, news, urgency};
use crate::action::{ActionType, CapacityForecast, Change, Priority, Situation};
use crate::detect::{AnomalyDetection, AnomalyType, Metric, Unit, against};
use crate::event::{Scope, Severity};
use crate::numbers::{duration, percent, short_time};
use crate::pattern::states::{GroupState, State};
use crate::predict::{Basis, ErrorPrediction, Target};
use crate::rca::Evidence;
use crate::time::{HOUR_MS, MINUTE_MS};

/// Probability from which a prediction is worth a message (specification 4.5, lowest band).
const PROBABILITY_WATCH: f64 = 0.40;
/// Probability from which people are told (specification 4.5, alert).
const PROBABILITY_ALERT: f64 = 0.70;
/// Probability that makes a prediction critical (specification 4.5).
const PROBABILITY_CRITICAL: f64 = 0.90;
/// Probability below which nothing is watched more closely, however unusual it is: one in twenty, as the report words
/// it. By judgement: lower, and what is twice a tiny chance makes work.
const PROBABILITY_LOOK: f64 = 0.05;
/// Requests above the usual by this factor count as a surge when errors rise with them. By judgement: lower, and the
/// usual swings of a day are a surge; higher, and double load is none.
const SURGE: f64 = 1.5;
/// How much likelier than usual something must be before it is watched more closely. By judgement: lower, and the ups
/// and downs of every day ask for a closer look.
const LIFT: f64 = 2.0;

/// Proposals from traffic, forecasts, predictions, states of error groups and anomalies.
pub(super) fn propose(found: &mut Found<'_>) {
    from_traffic(found);
    for capacity in found.situation.capacity.iter().filter(|capacity| capacity.reaches_limit_at.is_some()) {
        from_capacity(found, capacity);
    }
    from_predictions(found);
    found.situation.states.iter().for_each(|state| from_state(found, state));
    from_anomalies(found);
}

/// An error that came back or spreads is watched by itself: in the sum of all errors it would drown.
fn from_state(found: &mut Found<'_>, state: &GroupState) {
    let (what, priority) = match state.state {
        State::Regressed => ("is back after it was gone", Priority::Medium),
        // What is over is no matter of today.
        State::Escalating if found.situation.anomalies.is_empty() => {
            ("comes far more often than before", Priority::Medium)
        }
        // Nor is an alert to be set more urgent than the trouble itself.
        State::Escalating => {
            let priority = urgency(found.situation).clamp(Priority::Medium, Priority::High);
            ("comes far more often than before", priority)
        }
        State::New | State::Vanished => return,
    };
    let lately = against(state.recent as f64, state.expected, Unit::Count { per_ms: state.recent_ms });
    let label = if state.label.is_empty() { &state.error_type } else { &state.label };
    let mut evidence = Evidence::new(format!("{label}: {lately} from the time before"))
        .with("recent", state.recent as f64)
        .with("expected", state.expected)
        .with("counted_over_hours", state.recent_ms as f64 / HOUR_MS as f64);
    if let Some(p) = state.p_value {
        evidence = evidence.with("p_value", p);
    }
    let reason = Reason {
        priority,
        title: format!("Set an alert for {label} in {}: it {what}", found.situation.scope.in_a_sentence()),
        target: Some(state.fingerprint.clone()),
        evidence: vec![evidence],
        because: Vec::new(),
        removes: None,
    };
    found.add(ActionType::MonitoringAlert, reason);
}

/// More requests than usual at this hour of the day, and how much more slowly they are answered.
pub(super) struct Surge {
    requests: Change,
    ratio: f64,
    /// How many times slower, and the response times.
    pub(super) slower: Option<(f64, Change)>,
}

/// Whether requests are far above those of the same hour of other days.
pub(super) fn surge(situation: &Situation) -> Option<Surge> {
    let requests = situation.requests?;
    let ratio = requests.ratio().filter(|ratio| *ratio >= SURGE)?;
    // Where as many more fail as are asked, they may be the same asked again: no more people want anything.
    let asked_again = |failures: Change| requests.now - requests.before <= failures.now - failures.before;
    if situation.failures.is_some_and(asked_again) {
        return None;
    }
    let slower = situation.response_time.and_then(Change::ratio).filter(|slower| *slower >= SURGE);
    Some(Surge { requests, ratio, slower: slower.zip(situation.response_time) })
}

/// More requests than usual while errors or response times rise: refuse a share, or add resources.
fn from_traffic(found: &mut Found<'_>) {
    let situation = found.situation;
    let is_spike = |anomaly: &&AnomalyDetection| anomaly.anomaly_type == AnomalyType::Spike;
    let because: Vec<String> =
        situation.anomalies.iter().filter(is_spike).map(|spike| spike.key.clone()).collect();
    let Some(Surge { requests, ratio, slower }) = surge(situation).filter(|_| !because.is_empty()) else {
        return;
    };
    let mut evidence = vec![
        Evidence::new(format!(
            "{:.0} requests in the last hour, {ratio:.1} times the usual {:.0} of that hour of the day",
            requests.now, requests.before
        ))
        .with("requests_per_hour", requests.now)
        .with("usual_requests_per_hour", requests.before),
    ];
    if let Some((slower, time)) = slower {
        evidence.push(
            Evidence::new(format!(
                "response time p95 {:.0} ms, {slower:.1} times the usual {:.0} ms of that hour of the day",
                time.now, time.before
            ))
            .with("p95_ms", time.now)
            .with("usual_p95_ms", time.before),
        );
    }
    // The share above what the service usually carries is what a throttle would have to refuse.
    let refused = 1.0 - 1.0 / ratio;
    let priority = urgency(situation).max(Priority::Medium);
    let reason = |title: String| Reason {
        priority,
        title,
        target: None,
        evidence: evidence.clone(),
        because: because.clone(),
        removes: None,
    };
    let service = situation.scope.in_a_sentence();
    let throttle = reason(format!(
        "Refuse about {:.0} % of the requests to {service} until it keeps up",
        refused * 100.0
    ));
    let scale = reason(format!("Give {service} resources for {ratio:.1} times the usual requests"));
    // Refusing people what they ask for is right only where it is too much for the service: it answers more slowly.
    if slower.is_some() {
        found.add(ActionType::RequestThrottling, throttle);
    }
    found.add(ActionType::ScaleUpResources, scale);
}

fn from_capacity(found: &mut Found<'_>, capacity: &CapacityForecast) {
    let Some(when) = capacity.reaches_limit_at else { return };
    let evidence = Evidence::new(format!(
        "{} forecast to pass {:.4} at {} UTC (now {:.4}, peak {:.4} at {} UTC){}",
        capacity.what,
        capacity.limit,
        short_time(when),
        capacity.now,
        capacity.peak,
        short_time(capacity.peak_at),
        if capacity.surely { ", lower bound included" } else { "" }
    ))
    .with("limit", capacity.limit)
    .with("now", capacity.now)
    .with("peak", capacity.peak);
    let reason = Reason {
        priority: if capacity.surely { Priority::High } else { Priority::Medium },
        title: format!(
            "Prepare {} before {} pass {:.4}",
            found.situation.scope.in_a_sentence(),
            capacity.what,
            capacity.limit
        ),
        target: Some(capacity.what.clone()),
        evidence: vec![evidence],
        because: capacity.because.iter().cloned().collect(),
        removes: None,
    };
    // More errors are no reason for more machines: someone has to look where they come from.
    let kind = if capacity.what.contains("error") {
        ActionType::MonitoringAlert
    } else {
        ActionType::ScaleUpResources
    };
    found.add(kind, reason);
}

fn from_predictions(found: &mut Found<'_>) {
    // A bare base rate says nothing about now, however high: nothing is recommended from it.
    let situation = found.situation;
    for target in Target::ALL {
        let of =
            situation.predictions.iter().filter(|one| one.basis == Basis::Model && one.target == *target);
        let known = of.filter_map(|one| Some((one, one.usual.filter(|usual| *usual > 0.0)?)));
        // The same trouble soon and later is one: the most urgent that is called for, by the nearest that calls for it.
        let urgent = known.clone().map(|(one, usual)| how_urgent(one, usual)).max();
        let Some(urgent) = urgent.filter(|urgent| *urgent > 0) else { continue };
        let nearest = known.filter(|(one, usual)| how_urgent(one, *usual) == urgent);
        if let Some((one, usual)) = nearest.min_by_key(|(one, _)| one.horizon_minutes) {
            from_prediction(found, one, usual);
        }
    }
}

/// Whether a prediction calls for anything at all.
pub(crate) fn is_called_for(prediction: &ErrorPrediction) -> bool {
    prediction.basis == Basis::Model
        && prediction.usual.is_some_and(|usual| usual > 0.0 && how_urgent(prediction, usual) > 0)
}

/// 0 where nothing is called for, then a closer look, an alert, a message, a message at once.
fn how_urgent(prediction: &ErrorPrediction, usual: f64) -> u8 {
    match prediction.probability {
        // What comes as often anyway is no news, however likely it is.
        p if p < LIFT * usual => 0,
        p if p >= PROBABILITY_CRITICAL => 4,
        p if p >= PROBABILITY_ALERT => 3,
        p if p >= PROBABILITY_WATCH => 2,
        p if p >= PROBABILITY_LOOK => 1,
        _ => 0,
    }
}

fn from_prediction(found: &mut Found<'_>, prediction: &ErrorPrediction, usual: f64) {
    let (p, what) = (prediction.probability, foreseen(prediction.target));
    let within = duration(i64::from(prediction.horizon_minutes) * MINUTE_MS);
    let statement = format!("{what} within {within}: {}, usually {}", percent(p), percent(usual));
    let evidence = Evidence::new(statement)
        .with("probability", p)
        .with("usual", usual)
        .with("horizon_minutes", f64::from(prediction.horizon_minutes));
    let service = found.situation.scope.in_a_sentence();
    let reason = |priority, title: String| Reason {
        priority,
        title,
        target: None,
        evidence: vec![evidence.clone()],
        because: vec![prediction.key.clone()],
        removes: None,
    };
    match how_urgent(prediction, usual) {
        urgent @ 3.. => {
            let priority = if urgent > 3 { Priority::Critical } else { Priority::High };
            let title = format!("Tell the team of {service}: {what} likely within {within}");
            found.add(ActionType::NotifyTeam, reason(priority, title));
        }
        2 => {
            let alert = reason(Priority::Medium, format!("Set an alert for {what} in {service}"));
            found.add(ActionType::MonitoringAlert, alert);
        }
        1 => {
            let title = format!("Check {service} more often: {what} is likelier than usual");
            found.add(ActionType::HealthCheckIncrease, reason(Priority::Low, title));
        }
        _ => {}
    }
}

/// What is foreseen, in a sentence.
const fn foreseen(target: Target) -> &'static str {
    match target {
        Target::Critical => "a critical event",
        Target::Burst => "a burst of errors",
        Target::FailedRequests => "a burst of failed requests",
        Target::SlowRequests => "a burst of slow requests",
    }
}

fn from_anomalies(found: &mut Found<'_>) {
    let situation = found.situation;
    // Numbers of different units have no order; what is rarer is worse.
    let worst = situation
        .anomalies
        .iter()
        .filter(|anomaly| !is_relief(anomaly))
        .max_by(|a, b| a.severity.cmp(&b.severity).then(b.p_value.total_cmp(&a.p_value)));
    let Some(worst) = worst else { return };
    let service = situation.scope.in_a_sentence();
    let reason = |priority, title: String| Reason {
        priority,
        title,
        target: None,
        evidence: vec![evidence_of(worst)],
        because: vec![worst.key.clone()],
        removes: None,
    };
    // Only of what logs nothing at all it is in doubt whether it lives; what is asked nothing may be well.
    let is_none = worst.actual == 0.0 && worst.is_rise() == Some(false);
    // Errors that fell to none are as severe as that only where nothing else tells whether it lives.
    let is_of_errors = worst.metric == Metric::Errors && worst.severity > Severity::Medium;
    let is_silent = is_none && (worst.metric == Metric::Events || is_of_errors);
    let is_unasked = is_none && worst.metric == Metric::Requests;
    if is_silent && situation.scope == Scope::System {
        // No service can be asked: what carries the log is looked at.
        let title = "Check that the log still arrives: nothing comes of any service".to_owned();
        found.add(ActionType::ManualReview, reason(urgency(situation).max(Priority::Medium), title));
        return;
    }
    if worst.severity >= Severity::High {
        let priority = urgency(situation);
        let message = reason(priority, format!("Tell the team of {service} about the {}", words(worst)));
        found.add(ActionType::NotifyTeam, message);
    }
    if is_silent {
        // Silence is either health or death, and only asking the service tells which.
        let watch =
            reason(urgency(situation), format!("Check more often that {service} is alive: it fell silent"));
        found.add(ActionType::HealthCheckIncrease, watch);
    }
    let explained = situation.causes.iter().any(|cause| cause.share >= CAUSE_ACTS);
    // Which errors it is made of is told with what they call for.
    let is_named = situation.errors.iter().any(|group| group.share_of_excess >= CAUSE_ACTS);
    // Whom the team is told about needs no second line that says nothing more.
    let is_critical = worst.metric == Metric::CriticalEvents;
    let is_told = worst.severity >= Severity::High && !is_none && !is_critical;
    // The first critical event ever is looked at whatever else came more often.
    if is_critical || !explained && !is_named && !is_told && news(situation).is_none() {
        let title = match worst.metric {
            _ if is_silent => format!("Check that {service} still runs and still logs"),
            _ if is_unasked => format!("Check what asks {service}: no request reaches it"),
            Metric::CriticalEvents => match worst.causes.first() {
                Some(first) => format!("Look at {} in {service}: its first critical event ever", first.name),
                None => format!("Look at {service}: its first critical event ever"),
            },
            _ => format!("Look at {service}: {NO_CAUSE}"),
        };
        let review = reason(urgency(situation).max(Priority::Medium), title);
        found.add(ActionType::ManualReview, review);
    }
}

/// Fewer errors or failed requests than usual, and not none: nothing to look for.
fn is_relief(anomaly: &AnomalyDetection) -> bool {
    let is_bad =
        matches!(anomaly.metric, Metric::Errors | Metric::FailedRequests | Metric::SlowRequests { .. });
    // Where all else comes as usual the anomaly is weighed so lightly that none at all is a relief, too.
    is_bad
        && anomaly.is_rise() == Some(false)
        && (anomaly.actual > 0.0 || anomaly.severity <= Severity::Medium)
}

fn words(anomaly: &AnomalyDetection) -> String {
    if anomaly.metric == Metric::CriticalEvents {
        let named = anomaly.causes.first().map_or(String::new(), |first| format!(": {}", first.name));
        return format!("first critical event ever{named}");
    }
    let shape = match anomaly.anomaly_type {
        AnomalyType::Spike => "spike",
        AnomalyType::Drop => "drop",
        AnomalyType::TrendChange => "change of trend",
        AnomalyType::PatternDeviation => return "changed mix of errors".to_owned(),
        AnomalyType::CorrelationBreak => return "break between two numbers that moved together".to_owned(),
    };
    match &anomaly.metric {
        Metric::Errors => format!("{shape} of errors"),
        metric => format!("{shape} of {metric}"),
    }
}

/// Causes of a mix or a break named in its line of evidence.
const NAMED: usize = 3;

fn evidence_of(anomaly: &AnomalyDetection) -> Evidence {
    let since = short_time(anomaly.start);
    let numbers = if anomaly.causes.is_empty() || anomaly.metric == Metric::CriticalEvents {
        anomaly.in_words()
    } else {
        let named = anomaly.causes.iter().take(NAMED);
        named.map(|cause| format!("{}: {}", cause.name, cause.in_words())).collect::<Vec<_>>().join("; ")
    };
    let hours = (anomaly.end.ms() - anomaly.start.ms()) as f64 / HOUR_MS as f64;
    let mut evidence = Evidence::new(format!("{} since {since} UTC: {numbers}", anomaly.metric))
        .with(&format!("actual_{}", anomaly.unit.name()), anomaly.actual)
        .with(&format!("expected_{}", anomaly.unit.name()), anomaly.expected)
        .with("hours", hours)
        .with("p_value", anomaly.p_value);
    if let Unit::Count { per_ms } = anomaly.unit {
        evidence = evidence.with("counted_over_hours", per_ms as f64 / HOUR_MS as f64);
    }
    evidence
}
