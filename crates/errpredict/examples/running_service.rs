//! What a service that embeds errpredict does with it, from the first event to what people say of its answers:
//! `cargo run -p errpredict --example running_service`.
#![allow(clippy::print_stdout, reason = "it shows what it found")]

use errpredict::action::{ActionType, Situation, recommend};
use errpredict::analysis::{AnalysisConfig, Depth};
use errpredict::detect::Detector;
use errpredict::features::{FeatureQuery, FeatureSource, Statics};
use errpredict::forecast::{ForecastSettings, forecast};
use errpredict::history::{History, PastAction};
use errpredict::ndarray::Array2;
use errpredict::predict::{Plan, ProbabilityModel, Shares, self_labelled};
use errpredict::rca::{ChangeEvent, Incident, MetricColumn, rank};
use errpredict::stats::Series;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::{EventKind, EventRef, Monitor, Result, Rollup, RollupConfig, Scope, Severity, Timestamp};

/// One error, borrowed from wherever it comes from.
fn error<'a>(at: Timestamp, service: &'a str, severity: Severity, message: &'a str) -> EventRef<'a> {
    EventRef { message: Some(message), ..EventRef::new(at, service, severity, "TimeoutError") }
}

/// A running process: four threads hand in what happens, one looks every minute.
fn watch(start: Timestamp) -> Result<Rollup> {
    let monitor = Monitor::new(RollupConfig::monitor())?;
    std::thread::scope(|scope| {
        for (thread, service) in ["checkout", "cart", "search", "mail"].into_iter().enumerate() {
            let monitor = &monitor;
            scope.spawn(move || {
                for hour in 0..30 * 24 {
                    // Half an error an hour; in the last hour one thread has a burst.
                    let errors = if thread == 0 && hour == 30 * 24 - 1 { 300 } else { hour % 2 };
                    for i in 0..errors {
                        let at = start.plus_ms(hour * HOUR_MS + i * 10_000);
                        monitor.observe(error(at, service, Severity::High, "payment gateway did not answer"));
                    }
                }
            });
        }
    });
    let now = start.plus_ms(30 * DAY_MS);
    let quick = AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() };
    for minute in (0..=10).rev() {
        let found = monitor.analyze(now.plus_ms(-minute * MINUTE_MS), &quick)?;
        if minute == 0 {
            println!("{}", found.headline.text);
            let spike = found.services.iter().find(|one| one.scope == Scope::Service("checkout".into()));
            assert!(spike.is_some_and(|one| one.anomalies.iter().any(|anomaly| anomaly.ongoing)));
        }
    }
    // A number of its own, and what is kept over a restart.
    monitor.measure("queue length", now, 12.0)?;
    let again = Monitor::load(&monitor.save()?)?;
    Ok(again.rollup())
}

/// A model of one's own log: fitted, saved, read, asked, explained.
fn foresee(rollup: &Rollup) -> Result<()> {
    let (plan, statics) = (Plan::default(), Statics::default());
    let (queries, splits) = self_labelled(rollup, plan.task.horizon_ms, None, Shares::ALL)?;
    let model = plan.fit(rollup, &statics, &queries, &splits, 0)?;
    let model = ProbabilityModel::from_bytes(&model.to_bytes()?)?;
    let at = rollup.now().unwrap_or_default();
    let asked = [FeatureQuery { service: "checkout", at }];
    let prediction = &model.predict_queries(rollup, &statics, &asked)?[0];
    println!("{}: {} within a day, {}", prediction.scope, prediction.target, prediction.probability);
    let source = FeatureSource::new(rollup, &statics, model.task_state()?.feature_set.clone())?;
    let explanation = model.explain(&source, &statics, asked[0])?;
    println!("because of {} factors", explanation.factors.len());
    Ok(())
}

/// A metric of one's own, a table of one's own.
fn numbers(start: Timestamp) -> Result<()> {
    let values = (0..21 * 24).map(|hour| 200.0 + 10.0 * (hour % 24) as f64 + 0.3 * hour as f64).collect();
    let requests = Series { first_end: start.plus_ms(HOUR_MS), step_ms: HOUR_MS, values };
    let settings = ForecastSettings { threshold: Some(600.0), ..ForecastSettings::default() };
    let next = forecast(&Scope::Service("cart".into()), "requests per hour", &requests, &settings)?.close();
    println!("{} values ahead, the first {:.0}", next.values.len(), next.values[0].value);

    let rows =
        Array2::from_shape_fn((200, 3), |(i, j)| if i == 150 { 90.0 } else { ((i * (j + 3)) % 11) as f64 });
    let detector = Detector::from_name("isolation_forest")?.fit(rows.view(), 0)?;
    let scores = detector.as_fitted().score(rows.view())?;
    let strangest = (0..scores.len()).max_by(|one, other| scores[*one].total_cmp(&scores[*other]));
    assert_eq!(strangest, Some(150));
    Ok(())
}

/// An incident built in memory: what was deployed, what moved, who calls whom.
fn causes(onset: Timestamp) -> Result<()> {
    let mut incident = Incident::new("INC-7", onset, vec!["checkout".into(), "database".into()]);
    incident.times = (-30..10).map(|minute| onset.plus_ms(minute * MINUTE_MS)).collect();
    incident.graph = vec![(0, 1)];
    let column = |service, metric: &str, usual: f64, then: f64| MetricColumn {
        name: format!("{metric} of {service}"),
        service,
        metric: metric.into(),
        values: (-30..10)
            .map(|minute| if minute < 0 { usual + f64::from(minute % 3) } else { then })
            .collect(),
    };
    incident.metrics = vec![
        column(1, "cpu", 20.0, 95.0),
        column(1, "latency_p95", 40.0, 900.0),
        column(0, "latency_p95", 120.0, 1_100.0),
    ];
    incident.changes.push(ChangeEvent {
        at: onset.plus_ms(-2 * MINUTE_MS),
        service: 1,
        deployment: true,
        what: "2.41".into(),
    });
    let ranking = rank(&incident)?;
    println!("{} first", ranking.services[0].service);
    assert_eq!(ranking.services[0].service, "database");

    // What to do about it, and what people and time say of that later.
    let mut history = History::default();
    history.actions.push(PastAction {
        action_type: ActionType::RollbackDeployment,
        at: onset.plus_ms(-DAY_MS),
        service: None,
        forecast: Some(100.0),
        seen: 5.0,
    });
    let situation = Situation::of_ranking(&ranking, onset);
    for action in recommend(&situation, &history.efficacy(onset)?) {
        println!("{}: {}", action.priority, action.title);
    }
    Ok(())
}

/// Everything, one after the other.
pub(crate) fn main() -> Result<()> {
    let start: Timestamp = "2026-10-01T00:00:00Z".parse()?;
    let mut rollup = watch(start)?;
    let deployed = start.plus_ms(29 * DAY_MS);
    let deployment = EventRef {
        kind: EventKind::Deployment,
        release: Some("2.41"),
        ..EventRef::new(deployed, "cart", None, "")
    };
    rollup.observe(deployment);
    rollup.settle();
    foresee(&rollup)?;
    numbers(start)?;
    causes(start.plus_ms(30 * DAY_MS))
}
