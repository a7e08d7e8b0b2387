use super::super::{CapacityForecast, Change, Outcome};
use super::*;
use crate::detect::{AnomalyCause, AnomalyType, Unit, made_anomaly};
use crate::pattern::states::{GroupState, State};
use crate::predict::{Basis, ErrorPrediction, Question, Target};
use crate::rca::{Cause, CauseKind, ErrorClass, RisenGroup};
use crate::time::{HOUR_MS, Timestamp};

fn at() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn shop() -> Scope {
    Scope::service_named("shop")
}

/// 105 an hour where 5 are usual, for two hours.
fn spike(severity: Severity) -> AnomalyDetection {
    AnomalyDetection {
        severity,
        expected: 5.0,
        actual: 105.0,
        excess: Some(200.0),
        p_value: 1e-9,
        ..made_anomaly(AnomalyType::Spike, at().plus_ms(-2 * HOUR_MS), at())
    }
}

/// A burst of errors within two hours.
fn burst(basis: Basis, probability: f64, usual: f64) -> ErrorPrediction {
    let question = Question {
        scope: shop(),
        target: Target::Burst,
        fingerprint: None,
        burst_threshold: Some(5),
        horizon_minutes: 120,
        at: at(),
    };
    let interval = (probability, probability);
    ErrorPrediction { usual: Some(usual), ..ErrorPrediction::new(question, basis, probability, interval) }
}

fn cause(kind: CauseKind, share: f64) -> Cause {
    Cause {
        key: None,
        service: "shop".to_owned(),
        kind,
        subject: Some("it".to_owned()),
        class: None,
        share,
        evidence: vec![Evidence::new("seen").with("n", 7.0)],
    }
}

/// An error group that is back.
fn regressed() -> GroupState {
    GroupState {
        service: "shop".to_owned(),
        fingerprint: "00000000000000aa".to_owned(),
        error_type: "KeyError".to_owned(),
        label: "KeyError".to_owned(),
        state: State::Regressed,
        recent_ms: 24 * HOUR_MS,
        recent: 7,
        baseline: 0,
        expected: 0.0,
        p_value: None,
        silent_since: Some(at()),
        since: None,
    }
}

/// All of the trouble is of that class, unlike any other day.
fn group(class: ErrorClass) -> RisenGroup {
    RisenGroup {
        fingerprint: "00000000000000ab".to_owned(),
        label: "BadThing".to_owned(),
        class,
        errors: 200,
        expected: 1.0,
        share_of_excess: 1.0,
        most_on_other_days: Some(3),
        tells_of_damage: true,
        evidence: Evidence::new("seen").with("errors", 200.0),
    }
}

fn types(situation: &Situation) -> Vec<ActionType> {
    recommend(situation, &Efficacy::default()).iter().map(|action| action.action_type).collect()
}

#[test]
fn nothing_found_nothing_recommended() {
    let mut quiet = Situation::new(shop(), at());
    assert!(types(&quiet).is_empty());
    // Neither a bare base rate nor a busy but healthy service is a reason to act.
    quiet.predictions.push(burst(Basis::BaseRate, 0.8, 0.8));
    quiet.requests = Some(Change { before: 100.0, now: 900.0 });
    assert!(types(&quiet).is_empty(), "{:?}", types(&quiet));
}

/// A situation that calls for a type, and what must be taken away for it to call no more.
type Case = (ActionType, Situation, fn(&mut Situation));

/// At least one case for each of the fifteen types.
fn cases() -> Vec<Case> {
    use {ActionType as A, CauseKind as K, ErrorClass as E};
    let caused = |kind| {
        let mut situation = Situation::new(shop(), at());
        situation.anomalies.push(spike(Severity::Critical));
        situation.causes.push(cause(kind, 0.6));
        situation.failures = Some(Change { before: 4.0, now: 105.0 });
        situation
    };
    let made_of = |class| {
        let mut situation = Situation::new(shop(), at());
        situation.anomalies.push(spike(Severity::Critical));
        situation.errors.push(group(class));
        situation.failures = Some(Change { before: 4.0, now: 105.0 });
        situation
    };
    let unlikely: fn(&mut Situation) = |s| s.causes[0].share = 0.1;
    let began_earlier: fn(&mut Situation) =
        |s| s.causes[0].evidence = vec![Evidence::new("it began earlier").with("minutes_earlier", 8.0)];
    let one_of_many: fn(&mut Situation) = |s| {
        let record = Evidence::new("none did harm").with("followed", 0.0).with("deployments", 66.0);
        s.causes[0].evidence = vec![record];
    };
    let other: fn(&mut Situation) = |s| s.errors[0].class = E::Other;
    // What comes at this hour of other days as well is no reason for what cannot be taken back.
    let every_day: fn(&mut Situation) = |s| s.failures = Some(Change { before: 90.0, now: 105.0 });
    let no_other_day: fn(&mut Situation) = |s| s.failures = None;
    let surge = |requests: f64| {
        let mut situation = Situation::new(shop(), at());
        situation.anomalies.push(spike(Severity::High));
        situation.requests = Some(Change { before: 100.0, now: requests });
        situation
    };
    let mild = |mut situation: Situation| {
        situation.anomalies[0].severity = Severity::Medium;
        situation
    };
    let fewer: fn(&mut Situation) = |s| {
        let fall = &mut s.anomalies[0];
        (fall.anomaly_type, fall.actual, fall.expected) = (AnomalyType::Drop, 1.0, 20.0);
    };
    let slow = |situation: Situation| Situation {
        response_time: Some(Change { before: 80.0, now: 400.0 }),
        ..situation
    };
    let likely = |probability, usual| {
        let mut situation = Situation::new(shop(), at());
        situation.predictions.push(burst(Basis::Model, probability, usual));
        situation
    };
    let as_usual: fn(&mut Situation) = |s| s.predictions[0].basis = Basis::BaseRate;
    let limit = |what: &str| {
        let mut situation = Situation::new(shop(), at());
        let hours = |hours: i64| at().plus_ms(hours * HOUR_MS);
        situation.capacity.push(CapacityForecast {
            what: what.to_owned(),
            now: 50.0,
            limit: 100.0,
            peak: 140.0,
            peak_at: hours(20),
            reaches_limit_at: Some(hours(10)),
            surely: true,
            level: 0.9,
            because: None,
        });
        situation
    };
    let below: fn(&mut Situation) = |s| s.capacity[0].reaches_limit_at = None;
    let mut silent = Situation::new(shop(), at());
    silent.anomalies.push(AnomalyDetection {
        anomaly_type: AnomalyType::Drop,
        actual: 0.0,
        excess: Some(-10.0),
        ..spike(Severity::High)
    });
    let mut back = Situation::new(shop(), at());
    back.states.push(regressed());
    vec![
        (A::ScaleUpResources, caused(K::Resource), unlikely),
        (A::ScaleUpResources, surge(400.0), |s| s.requests = Some(Change { before: 100.0, now: 120.0 })),
        (A::ScaleUpResources, limit("requests per hour"), below),
        // As many more fail as are asked: they may be the same asked again.
        (A::ScaleUpResources, surge(400.0), |s| s.failures = Some(Change { before: 2.0, now: 350.0 })),
        (A::PreemptiveRestart, made_of(E::Memory), other),
        (A::PreemptiveRestart, made_of(E::Memory), every_day),
        (A::PreemptiveRestart, made_of(E::Memory), |s| s.errors[0].most_on_other_days = Some(150)),
        (A::ConnectionPoolIncrease, made_of(E::Pool), other),
        (A::CacheClear, made_of(E::Cache), other),
        (A::CacheClear, made_of(E::Cache), |s| s.errors[0].tells_of_damage = false),
        (A::CacheClear, made_of(E::Cache), no_other_day),
        (A::DatabaseOptimization, made_of(E::Database), other),
        (A::CodePatch, made_of(E::Code), other),
        (A::CodePatch, caused(K::LostStep), unlikely),
        (A::TrafficReroute, caused(K::Network), unlikely),
        (A::HealthCheckIncrease, silent, |s| s.anomalies[0] = spike(Severity::High)),
        (A::HealthCheckIncrease, likely(0.2, 0.05), as_usual),
        (A::MonitoringAlert, back, |s| s.states[0].state = State::New),
        (A::MonitoringAlert, limit("errors per hour"), below),
        (A::MonitoringAlert, likely(0.5, 0.1), as_usual),
        (A::NotifyTeam, likely(0.95, 0.1), as_usual),
        // What mostly comes anyway is no news, however likely.
        (A::NotifyTeam, likely(0.96, 0.4), |s| s.predictions[0].usual = Some(0.94)),
        (A::MonitoringAlert, likely(0.5, 0.1), |s| s.predictions[0].usual = Some(0.4)),
        (A::NotifyTeam, surge(100.0), |s| s.anomalies[0].severity = Severity::Medium),
        (A::RollbackDeployment, caused(K::Deployment), unlikely),
        (A::RollbackDeployment, caused(K::Deployment), every_day),
        (A::RollbackDeployment, caused(K::Deployment), no_other_day),
        (A::RollbackDeployment, caused(K::Deployment), one_of_many),
        // Less speaks for it than for everything else: read it, do not undo it.
        (A::RollbackDeployment, caused(K::Deployment), |s| s.causes[0].share = 0.4),
        // Of what it waits the class of its errors does not say.
        (A::ManualReview, made_of(E::Timeout), |s| s.errors[0].class = E::Pool),
        (A::CircuitBreakerEnable, caused(K::Dependency), unlikely),
        // Of any two troubles one begins earlier.
        (A::CircuitBreakerEnable, caused(K::Dependency), began_earlier),
        (A::GracefulDegradation, caused(K::Dependency), began_earlier),
        // More requests than usual are no reason to refuse them while they are answered as fast as ever.
        (A::RequestThrottling, slow(surge(400.0)), |s| s.response_time = None),
        (A::GracefulDegradation, caused(K::Dependency), |s| s.anomalies[0].severity = Severity::High),
        (A::ManualReview, caused(K::Change), |s| s.causes[0].kind = K::Deployment),
        // That it says it is overloaded is no reason to refuse anything.
        (A::ManualReview, made_of(E::Overload), |s| s.errors[0].class = E::Pool),
        (A::ManualReview, mild(surge(100.0)), |s| s.causes.push(cause(K::Traffic, 0.6))),
        // Whom the team is told about needs no second line that says nothing more.
        (A::ManualReview, mild(surge(100.0)), |s| s.anomalies[0].severity = Severity::High),
        // Fewer errors are nothing to look for.
        (A::ManualReview, mild(surge(100.0)), fewer),
    ]
}

#[test]
fn every_type_follows_from_its_own_evidence_and_not_without() {
    let mut seen = std::collections::BTreeSet::new();
    for (wanted, mut situation, take_away) in cases() {
        let actions = recommend(&situation, &Efficacy::default());
        let action = actions.iter().find(|action| action.action_type == wanted);
        let action = action.unwrap_or_else(|| panic!("{wanted:?} is not recommended: {situation:?}"));
        assert!(!action.evidence.is_empty() && !action.title.is_empty());
        assert!(action.evidence.iter().all(|line| !line.numbers.is_empty()), "{action:?}");
        assert!(action.seconds > 0);
        let rests_on_anomaly = !situation.anomalies.is_empty();
        assert_eq!(action.chance.is_some(), rests_on_anomaly, "{action:?}");
        assert_eq!(action.automatable, wanted.unattended() != Unattended::No);
        assert_eq!(action.dry_run_shows, wanted.dry_run_shows());
        seen.insert(wanted);
        take_away(&mut situation);
        assert!(!types(&situation).contains(&wanted), "{wanted:?} without its evidence: {situation:?}");
    }
    assert_eq!(seen.len(), ActionType::ALL.len(), "a case for each of the fifteen types");
}

#[test]
fn an_alert_to_be_set_is_no_more_urgent_than_the_trouble() {
    for (severity, priority) in [
        (Severity::Critical, Priority::High),
        (Severity::High, Priority::High),
        (Severity::Medium, Priority::Medium),
    ] {
        let mut situation = Situation::new(shop(), at());
        situation.anomalies.push(spike(severity));
        situation.states.push(GroupState { state: State::Escalating, ..regressed() });
        let actions = recommend(&situation, &Efficacy::default());
        let alert = actions.iter().find(|one| one.action_type == ActionType::MonitoringAlert).unwrap();
        assert_eq!(alert.priority, priority, "{severity}");
    }
}

#[test]
fn what_came_into_a_mix_is_looked_at_by_its_name() {
    for (severity, actual, looks) in
        [(Severity::High, 146.0, true), (Severity::Medium, 146.0, true), (Severity::High, 2.0, false)]
    {
        let mut situation = Situation::new(shop(), at());
        let cause = AnomalyCause {
            name: "certificate has expired".to_owned(),
            share: 1.0,
            expected: 20.0,
            actual,
            unit: Unit::IN_A_DAY,
        };
        let spike = spike(severity);
        situation.anomalies.push(AnomalyDetection {
            anomaly_type: AnomalyType::PatternDeviation,
            metric: Metric::Mix,
            unit: Unit::Distance,
            causes: vec![cause],
            ..spike
        });
        let actions = recommend(&situation, &Efficacy::default());
        let named = actions.iter().filter(|action| action.title.contains("certificate has expired in shop"));
        assert_eq!(named.count(), usize::from(looks), "{severity} {actual}: {actions:#?}");
        assert!(!actions.iter().any(|action| looks && action.title.contains(NO_CAUSE)), "{actions:#?}");
    }
}

#[test]
fn what_is_at_stake_and_how_urgent_comes_from_the_anomaly() {
    let mut situation = Situation::new(shop(), at());
    situation.anomalies.push(spike(Severity::Critical));
    situation.causes.push(cause(CauseKind::Deployment, 0.6));
    situation.failures = Some(Change { before: 4.0, now: 105.0 });
    let actions = recommend(&situation, &Efficacy::default());
    let rollback = actions.iter().find(|a| a.action_type == ActionType::RollbackDeployment).unwrap();
    let stake = rollback.impact.at_stake.as_ref().unwrap();
    assert_eq!((&stake.metric, stake.level), (&Metric::Errors, Level::per_hour(100.0)));
    assert_eq!(
        (rollback.impact.source, rollback.priority),
        (ImpactSource::NotMeasuredYet, Priority::Critical)
    );
    assert_eq!(rollback.evidence[0].numbers["n"], 7.0);
    // It would save at most the share of the trouble that speaks for its cause; a message saves nothing.
    assert!((rollback.impact.saves.unwrap().value - 60.0).abs() < 1e-9);
    let message = actions.iter().find(|a| a.action_type == ActionType::NotifyTeam).unwrap();
    assert_eq!(message.impact.saves, None);
}

#[test]
fn a_surge_says_what_share_to_refuse() {
    let mut situation = Situation::new(shop(), at());
    situation.anomalies.push(spike(Severity::High));
    situation.requests = Some(Change { before: 100.0, now: 400.0 });
    situation.response_time = Some(Change { before: 80.0, now: 400.0 });
    let actions = recommend(&situation, &Efficacy::default());
    let throttle = actions.iter().find(|a| a.action_type == ActionType::RequestThrottling).unwrap();
    assert!(throttle.title.contains("75 %"), "{}", throttle.title);
}

#[test]
fn what_helped_before_stands_first_and_says_how_it_is_known() {
    let mut situation = Situation::new(shop(), at());
    situation.anomalies.push(spike(Severity::High));
    situation.errors.push(group(ErrorClass::Memory));
    situation.failures = Some(Change { before: 4.0, now: 105.0 });
    let before = recommend(&situation, &Efficacy::default());
    assert!(before.iter().all(|action| action.impact.effect.is_none()));
    let mut efficacy = Efficacy::default();
    for _ in 0..10 {
        let action_type = ActionType::PreemptiveRestart;
        efficacy.learn(&Outcome { action_type, forecast: 100.0, seen: 5.0 }).unwrap();
    }
    let after = recommend(&situation, &efficacy);
    assert_eq!(after[0].action_type, ActionType::PreemptiveRestart);
    assert_eq!(after[0].impact.source, ImpactSource::MeasuredOutcomes);
}

#[test]
fn one_action_per_type_and_target() {
    let mut situation = Situation::new(shop(), at());
    situation.anomalies.push(spike(Severity::High));
    situation.causes.push(cause(CauseKind::Deployment, 0.7));
    situation.causes.push(cause(CauseKind::Deployment, 0.6));
    situation.failures = Some(Change { before: 4.0, now: 105.0 });
    let actions = recommend(&situation, &Efficacy::default());
    assert_eq!(actions.iter().filter(|a| a.action_type == ActionType::RollbackDeployment).count(), 1);
}

#[test]
fn failed_and_slow_requests_have_a_stake_and_a_correlation_has_none() {
    let at_stake = |metric: Metric, unit: Unit| {
        let mut situation = Situation::new(shop(), at());
        let excess = matches!(unit, Unit::Count { .. }).then_some(200.0);
        situation.anomalies.push(AnomalyDetection { metric, unit, excess, ..spike(Severity::High) });
        recommend(&situation, &Efficacy::default())[0].impact.at_stake.clone()
    };
    for metric in [Metric::FailedRequests, Metric::SlowRequests { limit_ms: 250.0 }] {
        let stake = at_stake(metric.clone(), Unit::PER_HOUR).unwrap();
        assert_eq!((stake.metric, stake.level), (metric, Level::per_hour(100.0)));
    }
    assert_eq!(at_stake(Metric::Correlation, Unit::Correlation), None);
    assert_eq!(at_stake(Metric::Mix, Unit::Distance), None);
}

#[test]
fn a_line_of_evidence_says_what_its_numbers_are() {
    let line = |anomaly: AnomalyDetection| {
        let mut situation = Situation::new(shop(), at());
        situation.anomalies.push(anomaly);
        recommend(&situation, &Efficacy::default())[0].evidence[0].statement.clone()
    };
    let since = "since 2026-11-23 10:00 UTC";
    assert_eq!(line(spike(Severity::High)), format!("errors {since}: 105/h where 5/h was expected"));
    let correlation = AnomalyDetection {
        metric: Metric::Correlation,
        anomaly_type: AnomalyType::CorrelationBreak,
        unit: Unit::Correlation,
        expected: 0.9,
        actual: 0.0,
        ..spike(Severity::High)
    };
    let told = line(correlation);
    assert_eq!(told, format!("numbers that move together {since}: correlation 0 where 0.90 was usual"));
}

#[test]
fn the_key_of_an_action_is_the_same_whatever_the_numbers() {
    let keys = |factor: f64, hours: i64| -> Vec<String> {
        let mut situation = Situation::new(shop(), at().plus_ms(hours * HOUR_MS));
        situation.anomalies.push(AnomalyDetection { actual: 105.0 * factor, ..spike(Severity::High) });
        situation.requests = Some(Change { before: 100.0, now: 200.0 * factor });
        let actions = recommend(&situation, &Efficacy::default());
        assert!(actions.iter().all(|action| action.because == [spike(Severity::High).key]), "{actions:?}");
        let mut keys: Vec<String> = actions.into_iter().map(|action| action.key).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(1.0, 0), keys(1.7, 3));
    let mut distinct = keys(1.0, 0);
    distinct.dedup();
    assert!(distinct.len() >= 2 && distinct.len() == keys(1.0, 0).len());
}

/// No team can be told of a log that stopped, and no service asked.
#[test]
fn where_nothing_comes_at_all_the_log_is_looked_after() {
    for anomaly_type in [AnomalyType::Drop, AnomalyType::TrendChange] {
        let mut stopped = Situation::new(Scope::System, at());
        let silence =
            AnomalyDetection { anomaly_type, actual: 0.0, excess: Some(-10.0), ..spike(Severity::High) };
        stopped.anomalies.push(silence);
        let actions = recommend(&stopped, &Efficacy::default());
        let titles: Vec<&str> = actions.iter().map(|action| action.title.as_str()).collect();
        assert_eq!(titles, ["Check that the log still arrives: nothing comes of any service"]);
    }
}
