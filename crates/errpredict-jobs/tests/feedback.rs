//! What people said reaches the analyses and the training of the jobs.

use errpredict::history::Feedback;
use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::vocabulary::FeedbackType;
use errpredict_jobs::{Config, Context, read_configuration, run_job};
use errpredict_store::{Calendar, Tenant};
use serde_json::json;

use crate::common::log::{events, now};
use crate::common::{number, put, run, store, superuser_of};

async fn say(tenant: &Tenant, text: &str) {
    let said = read_configuration(text, &[], |_| None).unwrap();
    tenant.apply_configuration(&said, true, false).await.unwrap();
}

fn said(kind: FeedbackType, about_hours_ago: i64, score: Option<u8>) -> Feedback {
    Feedback {
        at: now().plus_ms(-about_hours_ago * HOUR_MS + MINUTE_MS),
        feedback_type: kind,
        service: "a".to_owned(),
        about: now().plus_ms(-about_hours_ago * HOUR_MS),
        key: None,
        score,
        text: None,
    }
}

#[test]
fn the_eight_types_reach_the_next_training() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        put(&tenant, crate::models::log(true, 1), now()).await;
        let ada = tenant.by("ada");
        for (i, kind) in FeedbackType::ALL.iter().enumerate() {
            let hours = 30 + 7 * i64::try_from(i).unwrap();
            ada.give_feedback(&said(*kind, hours, Some(4))).await.unwrap();
        }
        let history = tenant.history(now(), &Calendar::default()).await.unwrap();
        history.validate().unwrap();
        assert_eq!(history.feedback.len(), FeedbackType::ALL.len());
        let known = history.said(&[30, 120, 1440], now()).unwrap();
        let came: Vec<_> = known.iter().filter_map(|one| one.came).collect();
        assert_eq!(
            (came.iter().filter(|came| **came).count(), came.iter().filter(|came| !**came).count()),
            (4, 1)
        );
        assert_eq!(known.iter().filter(|one| one.missed).count(), 1);
        assert!(
            known.iter().all(|one| (one.weight - 4.0 / 3.0).abs() < 1e-9 || (one.weight - 0.75).abs() < 1e-9)
        );
        // Nothing is known before it was said.
        let earlier = tenant.history(now().plus_ms(-60 * HOUR_MS), &Calendar::default()).await.unwrap();
        assert!(earlier.feedback.len() < 8 && !earlier.feedback.is_empty());

        // By a clock of its own, which what is learnt and what is asked share.
        let config = Config::read("[jobs]\nzone = \"Europe/Paris\"", |_| None).unwrap();
        let context = Context::new(store, config).unwrap();
        let done = run_job(&context, "train_error_prediction_models", &tenant, now()).await.unwrap().outputs;
        assert_eq!(done["trained"]["taught_by"], json!(8), "{done}");
        let open =
            number(&admin, "select count(*) from ai_models.prediction_feedback where not retrained").await;
        assert_eq!(open, 0);
        let asked = run_job(&context, "predict_errors_batch", &tenant, now()).await.unwrap().outputs;
        assert_eq!(asked["model"], done["trained"]["model"], "it answers: {asked}");
    });
}

#[test]
fn a_job_that_fails_something_every_night_is_no_news_once_somebody_says_so() {
    run(async {
        let told = async |said: &str| {
            let (owner, store, tenant) = store().await;
            let admin = superuser_of(&owner).await;
            // Trouble from 09:00 to 12:00, as the log has it.
            put(&tenant, events(14), now()).await;
            say(&tenant, said).await;
            // Analyses of times before it was said do not know it.
            admin
                .batch_execute(
                    "update ai_platform.declarations set created_at = timestamptz '2026-11-01 00:00Z'",
                )
                .await
                .unwrap();
            let context = Context::new(store, Config::default()).unwrap();
            run_job(&context, "detect_anomalies_background", &tenant, now()).await.unwrap();
            // Of another kind of trouble, such as a new mix, nobody said anything.
            let query = "select count(*) from ai_platform.alerts where fired ->> 'title' like '%more errors%' and not silenced";
            number(&admin, query).await
        };
        assert!(told("").await > 0, "it is news");
        let normal = ["checkout", "payments"].map(|service| {
            format!("[[normal]]\nname = \"{service}\"\nservice = \"{service}\"\nfrom = \"08:30\"\nto = \"12:30\"\nat_most = 1000.0\n")
        });
        let maintenance = "[[maintenance]]\nname = \"w\"\nreason = \"r\"\nfrom = \"08:30\"\nto = \"12:30\"\nservices = [\"checkout\", \"payments\"]\n";
        assert_eq!(told(maintenance).await, 0, "it is worked on them");
        let after = told(&normal.concat()).await;
        assert_eq!(after, 0, "somebody said that it is normal");
    });
}
