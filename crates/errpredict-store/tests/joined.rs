//! Columns of a finding that another finding gives, that events give, or that measured actions give.

use errpredict::history::Feedback;
use errpredict::time::DAY_MS;
use errpredict::vocabulary::FeedbackType;
use errpredict_store::{DayOfModel, IngestConfig, ModelFigures, NewModel, Store, StoreConfig};
use serde_json::{Value, json};

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run, superuser_of};

#[test]
fn what_findings_say_of_each_other_stands_in_their_columns() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        tenant.ingest(events(3), None, now(), &IngestConfig::default()).await.unwrap();
        let mut found = analysis();
        let checkout = found.services.iter_mut().find(|one| one.scope.service() == Some("checkout")).unwrap();
        checkout.predictions[0].alert = true;
        checkout.predictions[1].alert = false;
        let (raised, silent) = (checkout.predictions[0].key.clone(), checkout.predictions[1].key.clone());
        tenant.write_analysis(&found).await.unwrap();
        let admin = superuser_of(&owner).await;
        let all = || found.services.iter().chain([&found.system]);
        let called_for = |key: &str| {
            all().flat_map(|one| &one.actions).any(|action| action.because.iter().any(|one| one == key))
        };

        let (mut hypotheses, mut explained) = (0, 0);
        for anomaly in all().flat_map(|one| &one.anomalies) {
            let query = "select cause_hypothesis, recommended_action from ai_models.anomaly_detections where key = $1";
            let row = admin.query_one(query, &[&anomaly.key]).await.unwrap();
            let (cause, action): (Option<String>, Option<String>) = (row.get(0), row.get(1));
            assert_eq!(action.is_some(), called_for(&anomaly.key), "{}: {action:?}", anomaly.key);
            assert!(cause.as_ref().is_none_or(|cause| cause.contains("% of the evidence")), "{cause:?}");
            explained += usize::from(!anomaly.explained_by.is_empty());
            hypotheses += usize::from(cause.is_some());
        }
        assert_eq!(hypotheses, explained, "what was explained names its strongest cause");
        assert!(explained > 0);

        for prediction in all().flat_map(|one| &one.predictions) {
            let query =
                "select recommended_actions is not null from ai_models.error_predictions where key = $1";
            let has: bool = admin.query_one(query, &[&prediction.key]).await.unwrap().get(0);
            assert_eq!(has, called_for(&prediction.key), "{}", prediction.key);
        }
        // Of whom and what it concerns the events of the day before tell, where somebody is told of it.
        for (key, is_known) in [(&raised, true), (&silent, false)] {
            let query =
                "select affected_endpoints, affected_users from ai_models.error_predictions where key = $1";
            let row = admin.query_one(query, &[key]).await.unwrap();
            let (endpoints, users): (Option<Vec<String>>, Option<f64>) = (row.get(0), row.get(1));
            assert_eq!(endpoints, is_known.then(|| vec!["/pay".to_owned()]));
            assert_eq!(users.is_some_and(|users| (1.0..=50.0).contains(&users)), is_known, "{users:?}");
        }
        let query = "select count(*) from ai_models.preventive_actions a where a.prediction_id is not null \
                     and not exists (select 1 from ai_models.error_predictions p where p.id = a.prediction_id and p.key = any (a.because))";
        assert_eq!(admin.query_one(query, &[]).await.unwrap().get::<_, i64>(0), 0);
        let of_causes = "select count(*) filter (where cardinality(actions) > 0), count(*) from ai_models.root_cause_analysis";
        let row = admin.query_one(of_causes, &[]).await.unwrap();
        assert!(row.get::<_, i64>(0) > 0 && row.get::<_, i64>(1) >= row.get::<_, i64>(0));

        // A deployment that came in is a change, and is named by the cause it is.
        let query = "select count(*) from ai_platform.change_events where service = 'checkout' and subject = 'v42' and kind = 'deployment'";
        assert_eq!(admin.query_one(query, &[]).await.unwrap().get::<_, i64>(0), 1);
        let query = "select count(*) from ai_models.root_cause_analysis r where (r.cause_kind = 'deployment') \
                     <> (r.change_event_id is not null)";
        assert_eq!(admin.query_one(query, &[]).await.unwrap().get::<_, i64>(0), 0);

        // What people say names the row, says how much it weighs, and whether it contradicts what was said.
        let query = "select id, at from ai_models.error_predictions where key = $1";
        let prediction = admin.query_one(query, &[&raised]).await.unwrap();
        let said = |feedback_type, score| Feedback {
            at: now(),
            feedback_type,
            service: "checkout".to_owned(),
            about: found.effective_at,
            key: Some(raised.clone()),
            score,
            text: None,
        };
        for (feedback_type, score, weight, contradicts) in [
            (FeedbackType::FalsePositive, Some(5), 5.0 / 3.0, true),
            (FeedbackType::TruePositive, None, 1.0, false),
            (FeedbackType::Irrelevant, Some(5), 0.6, false),
        ] {
            let id = tenant.give_feedback(&said(feedback_type, score)).await.unwrap();
            let query = "select prediction_id, weight, retrain_recommended from ai_models.prediction_feedback where id = $1";
            let row = admin.query_one(query, &[&id]).await.unwrap();
            assert_eq!(row.get::<_, Option<uuid::Uuid>>(0), Some(prediction.get::<_, uuid::Uuid>(0)));
            assert!((row.get::<_, f64>(1) - weight).abs() < 1e-12);
            assert_eq!(row.get::<_, bool>(2), contradicts, "{feedback_type:?}");
        }
    });
}

#[test]
fn a_day_of_a_model_says_what_measured_actions_spared_and_what_was_strange() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let found = analysis();
        tenant.write_analysis(&found).await.unwrap();
        let new = NewModel {
            name: "foresight".to_owned(),
            model_type: errpredict::vocabulary::ModelType::ErrorClassifier,
            service: None,
            algorithm: "hazards".to_owned(),
            config: json!({"horizons_minutes": [30]}),
            sample_count: None,
            feature_count: None,
            figures: ModelFigures::default(),
        };
        let model = tenant.register_model(&new, b"bytes").await.unwrap();
        let day = now().floor_to(DAY_MS);
        tenant.keep_day_of_model(model, day, &DayOfModel::default()).await.unwrap();
        let began = found.services.iter().chain([&found.system]).flat_map(|one| &one.anomalies);
        let began = began.filter(|one| one.start >= day && one.start < day.plus_ms(DAY_MS)).count();
        let kept = tenant.days_of_model(model, 1).await.unwrap().remove(0);
        assert_eq!((kept.anomalies, kept.errors_prevented, kept.users_spared), (began as i64, None, None));
        assert!(began > 0 && kept.alerts_per_service_week.is_none(), "this model said nothing");
        let action = tenant.actions(None, None, &errpredict_store::Page::default()).await.unwrap().remove(0);
        let effect: Value = json!({"measured_at": now(), "hours": 1, "forecast": 12.0, "seen": 2.0, "errors_prevented": 10.0, "users_spared": 4.0});
        tenant.keep_effect(action.id, &effect).await.unwrap();
        tenant.keep_day_of_model(model, day, &DayOfModel::default()).await.unwrap();
        let kept = tenant.days_of_model(model, 1).await.unwrap().remove(0);
        assert_eq!((kept.errors_prevented, kept.users_spared), (Some(10.0), Some(4.0)));
        // A training keeps how its model was set up.
        let training = tenant.begin_training(model, now(), &json!({})).await.unwrap();
        let query = "select config from ai_models.model_training_history where id = $1";
        let row = superuser_of(&owner).await.query_one(query, &[&training]).await.unwrap();
        assert_eq!(row.get::<_, Value>(0), new.config);
    });
}
