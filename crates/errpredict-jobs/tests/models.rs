//! A model in the shadow answers once it is better on data that came after both were learnt, and not before.

use errpredict::analysis::Depth;
use errpredict::features::Statics;
use errpredict::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::ModelType;
use errpredict::{EventRef, Rollup, RollupConfig, Severity, Timestamp};
use errpredict_jobs::{Config, Context, run_job};
use errpredict_store::{ModelFigures, NewModel, Tenant};
use serde_json::json;
use uuid::Uuid;

use crate::common::log::{Numbers, now};
use crate::common::{put, run, store};

const SERVICES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Sixty days; a warning an hour before each burst, which comes at any time: whoever knows the warning knows the burst.
pub(crate) fn log(foreshadowed: bool, seed: u64) -> Vec<errpredict::Event> {
    let mut numbers = Numbers(seed);
    let mut all = Vec::new();
    let start = now().plus_ms(-60 * DAY_MS);
    let mut add = |at: Timestamp, service: &str, severity, kind: &str| {
        if at <= now() {
            all.push(errpredict::Event {
                request_id: Some(format!("{kind}{}", all.len())),
                ..errpredict::Event::new(at, service, severity, kind)
            });
        }
    };
    for service in SERVICES {
        for hour in 0..60 * 24 {
            let at = start.plus_ms(hour * HOUR_MS + i64::try_from(numbers.below(3_600_000)).unwrap());
            add(at, service, Severity::Info, "ok");
            if numbers.below(40) == 0 {
                let burst = at.plus_ms(60 * MINUTE_MS);
                if foreshadowed {
                    (0..4).for_each(|i| add(at.plus_ms(i * 1_000), service, Severity::Medium, "slow"));
                }
                (0..15).for_each(|i| add(burst.plus_ms(i * 20_000), service, Severity::Critical, "down"));
            }
        }
    }
    all
}

fn rollup(events: &[errpredict::Event]) -> Rollup {
    let mut rollup = Rollup::new(RollupConfig::default()).unwrap();
    for event in events {
        rollup.observe(EventRef { ..event.as_event_ref() });
    }
    rollup.settle();
    rollup
}

async fn keep(tenant: &Tenant, events: &[errpredict::Event], at: Timestamp) -> Uuid {
    let config = Config::default().analysis(Depth::Full);
    let fitted =
        config.foresight.fit(&rollup(events), &Statics::default(), at, &config.horizons_minutes).unwrap();
    let model = NewModel {
        name: "foresight".to_owned(),
        model_type: ModelType::ErrorClassifier,
        service: None,
        algorithm: "test".to_owned(),
        config: json!({"fitted_at": at}),
        sample_count: None,
        feature_count: None,
        figures: ModelFigures::default(),
    };
    tenant.register_model(&model, &fitted.to_bytes().unwrap()).await.unwrap()
}

#[test]
fn the_better_model_takes_over_and_the_worse_one_goes() {
    run(async {
        let (_, store, tenant) = store().await;
        let (true_log, other) = (log(true, 1), log(false, 2));
        put(&tenant, true_log.clone(), now()).await;
        let context = Context::new(store, Config::default()).unwrap();
        let learnt = now().plus_ms(-30 * DAY_MS);
        // One that was learnt where nothing is foreshadowed answers; one that knows the log waits in its shadow.
        let poor = keep(&tenant, &other, learnt).await;
        tenant.promote_model(poor).await.unwrap();
        let good = keep(&tenant, &true_log, learnt).await;
        let train =
            async |at| run_job(&context, "train_error_prediction_models", &tenant, at).await.unwrap().outputs;
        // A few hours after both were learnt nothing can be told.
        let early = train(learnt.plus_ms(6 * HOUR_MS)).await;
        assert_eq!(early["shadow"]["waits"], json!(good), "{early}");
        assert_eq!(tenant.active_model("foresight").await.unwrap().unwrap().id, poor, "the old one goes on");
        let later = train(now()).await;
        assert_eq!(later["shadow"]["promoted"], json!(good), "{later}");
        let active = tenant.active_model("foresight").await.unwrap().unwrap();
        assert_eq!((active.id, active.parent_id), (good, Some(poor)));
        assert_eq!(later["trained"]["stage"], "shadow", "the next one is learnt at once: {later}");
        // Word of it stands on the dashboard and calls nobody.
        let told = tenant.alerts(10).await.unwrap();
        assert!(
            told.iter().any(|alert| alert.alert.kind == "training" && alert.resolved_at.is_some()),
            "{told:?}"
        );

        // The other way round the one that answers stays.
        let waiting = tenant.models_of_name("foresight").await.unwrap();
        tenant.archive_model(waiting.iter().find(|model| model.stage == "shadow").unwrap().id).await.unwrap();
        let worse = keep(&tenant, &other, learnt).await;
        let refused = train(now()).await;
        assert_eq!(refused["shadow"]["archived"], json!(worse), "{refused}");
        assert_eq!(tenant.active_model("foresight").await.unwrap().unwrap().id, good);
        // One call goes back.
        assert_eq!(tenant.roll_back_model("foresight").await.unwrap(), poor);
    });
}

#[test]
fn a_model_that_cannot_be_read_does_not_answer_and_each_is_judged_by_what_it_said() {
    run(async {
        let (_, store, tenant) = store().await;
        put(&tenant, log(true, 1), now()).await;
        let context = Context::new(store, Config::default()).unwrap();
        let broken = NewModel {
            name: errpredict_jobs::FORESIGHT.to_owned(),
            model_type: ModelType::ErrorClassifier,
            service: None,
            algorithm: "test".to_owned(),
            config: json!({}),
            sample_count: None,
            feature_count: None,
            figures: ModelFigures::default(),
        };
        let broken = tenant.register_model(&broken, b"of another version").await.unwrap();
        tenant.promote_model(broken).await.unwrap();
        // One is learnt at the question in its place; no registered model said it.
        let foreseen = async |at| {
            run_job(&context, "predict_errors_batch", &tenant, at).await.unwrap();
        };
        foreseen(now()).await;
        assert!(tenant.scores_by_day(broken, now().plus_ms(-DAY_MS), now()).await.unwrap().is_empty());
        // The next that is learnt takes over at once.
        let trained =
            run_job(&context, "train_error_prediction_models", &tenant, now()).await.unwrap().outputs;
        assert_eq!(trained["trained"]["stage"], "active", "{trained}");
        let active = tenant.active_model("foresight").await.unwrap().unwrap().id;
        assert_ne!(active, broken);
        let features = tenant.most_important_features(active, 500).await.unwrap();
        let counts: f64 = features.iter().filter_map(|one| one.importance).sum();
        assert!((0.5..1.000_001).contains(&counts), "how much each counts is kept: {counts}");
        let later = now().plus_ms(HOUR_MS);
        foreseen(later).await;
        let due = later.plus_ms(3 * DAY_MS);
        run_job(&context, "track_model_performance", &tenant, due).await.unwrap();
        let of = async |model| {
            let rows = tenant.scores_by_day(model, now().plus_ms(-DAY_MS), due).await.unwrap();
            rows.iter().map(|row| row.rows).sum::<i64>()
        };
        assert_eq!(of(broken).await, 0);
        assert!(of(active).await > 0, "what it said is its own");
        // It would be told that what comes in is another thing than it learnt.
        let found = errpredict_jobs::Degradation {
            at: due,
            model: active,
            version: 2,
            reason: None,
            moved: Some("30 of 80 features no longer take the values the model was learnt on".to_owned()),
        };
        errpredict_jobs::notify_model_degradation(&context, &tenant, &found).await.unwrap();
        let told = tenant.alerts(10).await.unwrap();
        let told = told.iter().find(|one| one.alert.kind == "degradation").unwrap();
        assert!(told.alert.fired["title"].as_str().unwrap().contains("no longer what version 2"), "{told:?}");
    });
}

#[test]
fn a_training_that_came_to_nothing_stands_in_the_history_of_the_model_it_was_to_replace() {
    run(async {
        let (_, store, tenant) = store().await;
        // A thousand events of one hour: nothing can be learnt of them.
        let few = (0..1_200).map(|i| {
            let at = now().plus_ms(-i * 3_000);
            errpredict::Event {
                request_id: Some(format!("r{i}")),
                ..errpredict::Event::new(at, "shop", Severity::High, "E")
            }
        });
        put(&tenant, few.collect(), now()).await;
        let active = keep(&tenant, &log(true, 1), now().plus_ms(-DAY_MS)).await;
        tenant.promote_model(active).await.unwrap();
        let context = Context::new(store, Config::default()).unwrap();
        let done = run_job(&context, "train_error_prediction_models", &tenant, now()).await;
        let history = tenant.trainings(active, 10).await.unwrap();
        assert_eq!(history.len(), 1, "{done:?}");
        assert_eq!(history[0].status.name(), "failed");
        assert!(history[0].failure_reason.is_some(), "{history:?}");
        assert_eq!(tenant.active_model("foresight").await.unwrap().unwrap().id, active);
    });
}
