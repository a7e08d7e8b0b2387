//! What is written comes back as it was, and belongs to its tenant alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use errpredict::action::{ActionStatus, Move};
use errpredict::analysis::Analysis;
use errpredict::history::Feedback;
use errpredict::insight::InsightStatus;
use errpredict::pattern::states::State;
use errpredict::time::DAY_MS;
use errpredict::vocabulary::{FeedbackType, ModelType, TrainingStatus};
use errpredict_store::{
    AnomalyFilter, DayOfModel, Evaluation, FeatureSnapshot, IngestConfig, ModelFigures, NewModel, Page,
    PredictionFilter, Resolution, StageEnd, Store, StoreConfig, Tenant, statements,
};
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run};

pub(crate) async fn store() -> Store {
    Store::connect(migrated().await, &StoreConfig::default()).await.unwrap()
}

async fn written() -> (Store, Tenant, Analysis) {
    let store = store().await;
    let tenant = store.tenant_named("acme").await.unwrap().by("ada");
    let analysis = analysis();
    tenant.write_analysis(&analysis).await.unwrap();
    (store, tenant, analysis)
}

const ALL: Page = Page { after: None, limit: 1_000 };

#[test]
fn every_statement_is_one_of_the_migrated_schema() {
    run(async {
        let owner = migrated().await;
        let client = crate::common::connect(&owner).await;
        let all = statements();
        assert!(all.len() > 60, "{}", all.len());
        let names: BTreeSet<_> = all.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), all.len(), "a name twice");
        for (name, text) in all {
            let prepared = client.prepare(text).await;
            assert!(
                prepared.is_ok(),
                "{name}: {:?}",
                prepared.err().map(|error| error.as_db_error().cloned())
            );
        }
        // None is forgotten in the list; of a row by its id there are two.
        let mut written = 0;
        let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let text = fs::read_to_string(path).unwrap();
                    written += text.matches(": Query =").count() + 2 * text.matches(": ById =").count();
                }
            }
        }
        assert_eq!(written, statements().len(), "a statement is in no list");
    });
}

#[test]
fn everything_an_analysis_found_comes_back_as_it_was() {
    run(async {
        let (_, tenant, analysis) = written().await;
        let all: Vec<_> = analysis.services.iter().chain([&analysis.system]).collect();

        let mut expected: Vec<_> = all.iter().flat_map(|found| found.anomalies.clone()).collect();
        assert!(!expected.is_empty());
        let stored = tenant.anomalies(&AnomalyFilter::default(), &ALL).await.unwrap();
        let mut found: Vec<_> = stored.iter().map(|stored| stored.found.clone()).collect();
        expected.sort_by(|a, b| a.key.cmp(&b.key));
        found.sort_by(|a, b| a.key.cmp(&b.key));
        assert_eq!(found, expected);

        let mut expected: Vec<_> = all.iter().flat_map(|found| found.predictions.clone()).collect();
        let stored = tenant.predictions(&PredictionFilter::default(), &ALL).await.unwrap();
        let mut found: Vec<_> = stored.iter().map(|stored| stored.said.clone()).collect();
        expected.sort_by(|a, b| a.key.cmp(&b.key));
        found.sort_by(|a, b| a.key.cmp(&b.key));
        assert!(expected.len() >= 12, "{}", expected.len());
        assert_eq!(found, expected);

        for forecast in all.iter().filter_map(|found| found.forecast.as_ref()) {
            let stored = tenant.forecasts(forecast.scope.service(), &ALL).await.unwrap();
            assert!(stored.iter().any(|stored| stored.said == *forecast), "{forecast:#?}\n{stored:#?}");
        }
        assert!(all.iter().filter(|found| found.forecast.is_some()).count() >= 3);

        for causes in all.iter().filter_map(|found| found.root_causes.as_ref()) {
            let stored = tenant.root_causes_of_key(&causes.key).await.unwrap().unwrap();
            assert_eq!(stored.found, *causes);
            assert!(!stored.steps.is_empty() || causes.causes.is_empty());
            let anomaly = causes.because.first().unwrap();
            assert_eq!(tenant.root_causes_of_anomaly(anomaly).await.unwrap(), [stored]);
        }
        assert!(all.iter().any(|found| found.root_causes.is_some()));

        let expected: Vec<_> = all.iter().flat_map(|found| &found.actions).collect();
        assert!(!expected.is_empty());
        for action in expected {
            assert_eq!(tenant.open_action(&action.key).await.unwrap().unwrap().advised, *action);
        }
        let expected: Vec<_> = all.iter().flat_map(|found| &found.insights).collect();
        assert!(!expected.is_empty());
        for insight in expected {
            assert_eq!(tenant.open_insight(&insight.key).await.unwrap().unwrap().found, *insight);
        }
        for service in &analysis.services {
            let name = service.scope.service().unwrap();
            let stored = tenant.commonest_patterns(name, 1_000).await.unwrap();
            assert_eq!(stored.len(), service.groups.len());
            for group in &service.groups {
                assert!(stored.iter().any(|stored| stored.group == *group), "{group:#?}");
            }
        }
    });
}

#[test]
fn what_is_found_again_is_not_written_twice_and_what_people_said_stays() {
    run(async {
        let (_, tenant, mut analysis) = written().await;
        let before = tenant.anomalies(&AnomalyFilter::default(), &ALL).await.unwrap();
        let predictions = tenant.predictions(&PredictionFilter::default(), &ALL).await.unwrap().len();
        let first = &before[0];
        assert!(tenant.acknowledge_anomaly(first.id).await.unwrap());
        for service in &mut analysis.services {
            service.anomalies.iter_mut().for_each(|anomaly| anomaly.score = 0.5);
        }
        let again = tenant.write_analysis(&analysis).await.unwrap();
        assert_eq!((again.predictions, again.forecasts), (0, 0), "what was said stays as it was said");
        let after = tenant.anomalies(&AnomalyFilter::default(), &ALL).await.unwrap();
        assert_eq!(after.len(), before.len());
        let same = after.iter().find(|anomaly| anomaly.id == first.id).unwrap();
        assert!(
            same.acknowledged
                && same.acknowledged_by.as_deref() == Some("ada")
                && same.acknowledged_at.is_some()
        );
        assert!(same.found.scope.is_system() || same.found.score == 0.5, "{same:?}");
        assert_eq!(tenant.predictions(&PredictionFilter::default(), &ALL).await.unwrap().len(), predictions);
    });
}

#[test]
fn pages_go_through_a_list_once() {
    run(async {
        let (_, tenant, _) = written().await;
        let whole = tenant.predictions(&PredictionFilter::default(), &ALL).await.unwrap();
        let mut seen = Vec::new();
        let mut page = Page { after: None, limit: 5 };
        loop {
            let part = tenant.predictions(&PredictionFilter::default(), &page).await.unwrap();
            let Some(last) = part.last() else { break };
            assert!(part.len() <= 5);
            page.after = Some(last.cursor());
            seen.extend(part);
        }
        assert_eq!(seen, whole);
        let only = PredictionFilter {
            service: Some("search".to_owned()),
            target: Some("burst".to_owned()),
            alert: None,
        };
        let few = tenant.predictions(&only, &ALL).await.unwrap();
        assert!(!few.is_empty() && few.len() < whole.len());
        assert!(
            few.iter().all(|stored| stored.said.scope.service() == Some("search")
                && stored.said.target.name() == "burst")
        );
        let one = &whole[0];
        assert_eq!(tenant.prediction(one.id).await.unwrap().as_ref(), Some(one));
        assert_eq!(tenant.prediction(Uuid::from_u128(4)).await.unwrap(), None);
    });
}

#[test]
fn whether_a_prediction_came_true_is_said_once() {
    run(async {
        let (_, tenant, _) = written().await;
        let due = tenant.unresolved_predictions(now().plus_ms(2 * DAY_MS), 1_000).await.unwrap();
        let said = Resolution { id: due[0].id, occurred_at: Some(now().plus_ms(60_000)) };
        let other = Resolution { id: due[1].id, occurred_at: None };
        assert_eq!(tenant.resolve_predictions(&[said, other]).await.unwrap(), 2);
        let stored = tenant.prediction(said.id).await.unwrap().unwrap();
        assert_eq!((stored.actually_occurred, stored.occurred_at), (Some(true), said.occurred_at));
        assert!(stored.resolved_at.is_some() && stored.was_correct == Some(stored.said.alert));
        let stored = tenant.prediction(other.id).await.unwrap().unwrap();
        assert_eq!((stored.actually_occurred, stored.was_correct), (Some(false), Some(!stored.said.alert)));
        let changed = Resolution { occurred_at: None, ..said };
        let refused = tenant.resolve_predictions(&[changed]).await.unwrap_err();
        assert_eq!(refused.code(), "invalid_argument", "{refused}");
        let left = tenant.unresolved_predictions(now().plus_ms(2 * DAY_MS), 1_000).await.unwrap();
        assert_eq!(left.len(), due.len() - 2);
    });
}

#[test]
fn actions_and_insights_go_their_ways_and_no_other() {
    run(async {
        let (_, ada, _) = written().await;
        let machine = ada.by("");
        let all = ada.actions(None, None, &ALL).await.unwrap();
        let needs_a_person =
            all.iter().find(|action| action.advised.unattended.name() == "after_approval").unwrap_or(&all[0]);
        let id = needs_a_person.id;
        if needs_a_person.advised.unattended.name() == "after_approval" {
            assert_eq!(
                machine.step_action(id, Move::Start, None, None).await.unwrap_err().code(),
                "invalid_argument"
            );
        }
        assert_eq!(
            machine.step_action(id, Move::Approve, None, None).await.unwrap_err().code(),
            "invalid_argument"
        );
        assert!(ada.step_action(id, Move::Approve, None, None).await.unwrap());
        assert!(machine.step_action(id, Move::Schedule, Some(now()), None).await.unwrap());
        assert_eq!(
            ada.due_actions(now(), 9).await.unwrap().iter().map(|due| due.id).collect::<Vec<_>>(),
            [id]
        );
        assert!(ada.step_action(id, Move::Start, None, None).await.unwrap());
        let said = serde_json::json!({"success": true, "seconds": 3});
        assert!(machine.step_action(id, Move::Succeed, None, Some(&said)).await.unwrap());
        let done = ada.action(id).await.unwrap().unwrap();
        assert_eq!(done.advised.status, ActionStatus::Executed);
        assert_eq!((done.approved_by.as_deref(), done.executed_by.as_deref()), (Some("ada"), Some("ada")));
        assert!(done.executed_at >= done.approved_at && done.result == Some(said));
        assert!(!ada.step_action(Uuid::nil(), Move::Skip, None, None).await.unwrap());

        let insight = ada.insights(None, Some(InsightStatus::New), &ALL).await.unwrap().remove(0);
        assert!(ada.assign_insight(insight.id, Some("bob"), Some("looks like the release")).await.unwrap());
        assert!(ada.move_insight(insight.id, InsightStatus::InProgress).await.unwrap());
        assert!(ada.move_insight(insight.id, InsightStatus::Resolved).await.unwrap());
        let refused = ada.move_insight(insight.id, InsightStatus::New).await.unwrap_err();
        assert_eq!(refused.code(), "invalid_argument");
        let bobs = ada.insights_of_assignee("bob", 9).await.unwrap();
        assert!(bobs[0].resolved_at.is_some() && bobs[0].notes == "looks like the release");
    });
}

#[test]
fn feedback_is_kept_and_taught_once() {
    run(async {
        let (_, tenant, analysis) = written().await;
        let key = analysis.services.iter().flat_map(|found| &found.anomalies).next().unwrap().key.clone();
        let said: Feedback = serde_json::from_value(serde_json::json!({
            "at": now(), "type": FeedbackType::TruePositive, "service": "checkout", "about": now(), "key": key, "score": 5, "text": "yes"
        }))
        .unwrap();
        tenant.give_feedback(&said).await.unwrap();
        let anomaly = tenant.anomaly_of_key(&key).await.unwrap().unwrap();
        for found in [
            tenant.feedback(Some("checkout"), &ALL).await.unwrap(),
            tenant.feedback_on(&key).await.unwrap(),
            tenant.feedback_on_anomaly(anomaly.id).await.unwrap(),
            tenant.untaught_feedback(now(), 9).await.unwrap(),
        ] {
            assert_eq!(found.len(), 1);
            assert_eq!((&found[0].said, found[0].given_by.as_deref()), (&said, Some("ada")));
        }
        assert_eq!(tenant.feedback_was_taught(now()).await.unwrap(), 1);
        assert!(tenant.untaught_feedback(now(), 9).await.unwrap().is_empty());
        let wrong = Feedback { score: Some(6), ..said };
        assert_eq!(tenant.give_feedback(&wrong).await.unwrap_err().code(), "invalid_input");
    });
}

/// Runs a function as the tenant that has something and as one that has nothing, and notes that it was run.
macro_rules! nobody_sees {
    ($seen:ident, $own:ident, $other:ident, $($name:ident($($argument:expr),*)),+ $(,)?) => { $(
        $seen.insert(stringify!($name));
        let of_own = $own.$name($($argument),*).await.unwrap();
        let of_other = $other.$name($($argument),*).await.unwrap();
        assert!(crate::repository::has_something(&of_own), "{} finds nothing as its own tenant", stringify!($name));
        assert!(!crate::repository::has_something(&of_other), "{} shows another tenant {of_other:?}", stringify!($name));
    )+ };
}

/// Whether the answer of a function of the repository says anything, by how it prints.
pub(crate) fn has_something(answer: &impl std::fmt::Debug) -> bool {
    !matches!(format!("{answer:?}").as_str(), "[]" | "None" | "0" | "false")
}

#[test]
fn another_tenant_finds_nothing_by_any_function() {
    run(async {
        let (store, own, analysis) = written().await;
        let other = store.tenant_named("other").await.unwrap().by("eve");
        own.ingest(events(2), None, now(), &IngestConfig::default()).await.unwrap();
        store.refresh_views().await.unwrap();
        let mut seen = BTreeSet::new();
        let snapshot =
            FeatureSnapshot::new(Some("checkout"), now(), 1, &["a".into(), "b".into()], &[0.1, f64::NAN])
                .unwrap();
        assert!(own.keep_snapshot(&snapshot).await.unwrap() && !own.keep_snapshot(&snapshot).await.unwrap());
        assert_eq!(own.snapshots(&ALL).await.unwrap(), [snapshot]);
        let new = NewModel {
            name: "m".to_owned(),
            model_type: ModelType::ErrorClassifier,
            service: Some("checkout".to_owned()),
            algorithm: "logistic".to_owned(),
            config: serde_json::json!({}),
            sample_count: None,
            feature_count: None,
            figures: ModelFigures::default(),
        };
        let model = own.register_model(&new, b"m").await.unwrap();
        own.promote_model(model).await.unwrap();
        let training = own.begin_training(model, now(), &serde_json::json!({})).await.unwrap();
        let causes = analysis.services.iter().find_map(|found| found.root_causes.as_ref()).unwrap();
        let anomaly_key = causes.because.first().unwrap();
        let anomaly = own.anomaly_of_key(anomaly_key).await.unwrap().unwrap();
        let prediction = own.predictions(&PredictionFilter::default(), &ALL).await.unwrap().remove(0);
        let forecast = own.forecasts(None, &ALL).await.unwrap().remove(0);
        let action = own.actions(None, None, &ALL).await.unwrap().remove(0);
        let insight = own.insights(None, None, &ALL).await.unwrap().remove(0);
        let of_anomaly = own.root_causes_of_key(&causes.key).await.unwrap().unwrap();
        let group = analysis.services.iter().find_map(|found| found.groups.first()).unwrap();
        let grouped = own
            .anomalies(&AnomalyFilter::default(), &ALL)
            .await
            .unwrap()
            .into_iter()
            .find_map(|one| one.found.group);
        let said: Feedback = serde_json::from_value(serde_json::json!({
            "at": now(), "type": "useful", "service": "checkout", "about": now(), "key": anomaly_key
        }))
        .unwrap();
        own.give_feedback(&said).await.unwrap();
        seen.insert("give_feedback");
        own.assign_insight(insight.id, Some("bob"), None).await.unwrap();
        let (later, before) = (now().plus_ms(30 * DAY_MS), now().plus_ms(-DAY_MS));
        let request =
            own.events_of_service("checkout", before, now(), 1).await.unwrap().remove(0).request_id.unwrap();
        nobody_sees!(
            seen,
            own,
            other,
            anomalies(&AnomalyFilter::default(), &ALL),
            anomaly(anomaly.id),
            anomaly_of_key(anomaly_key),
            strongest_anomalies(9),
            predictions(&PredictionFilter::default(), &ALL),
            prediction(prediction.id),
            prediction_with_feedback(prediction.id),
            unresolved_predictions(later, 9),
            forecasts(None, &ALL),
            forecast(forecast.id),
            latest_forecast("checkout", "errors", now()),
            root_causes(None, &ALL),
            root_causes_of_id(of_anomaly.id),
            root_causes_of_key(&causes.key),
            root_causes_of_anomaly(anomaly_key),
            actions(None, None, &ALL),
            action(action.id),
            open_action(&action.advised.key),
            insights(None, None, &ALL),
            insight(insight.id),
            open_insight(&insight.found.key),
            expired_insights(later, 9),
            insights_of_assignee("bob", 9),
            feedback(None, &ALL),
            feedback_on(anomaly_key),
            feedback_on_anomaly(anomaly.id),
            untaught_feedback(now(), 9),
            commonest_patterns("checkout", 9),
            patterns_of_fingerprint(&group.fingerprint),
            events_of_service("checkout", before, now(), 9),
            events_of_group(&group.fingerprint, before, now(), 9),
            events_of_request(&request, before, now(), 9),
            audit_of_actor("ada", 9),
            snapshots(&ALL),
            snapshots_of("checkout", before, now(), 9),
            service_status(),
        );
        // Found only where a log holds such a thing, which this one may not: nothing for another tenant in any case.
        macro_rules! never { ($($name:ident($($argument:expr),*)),+ $(,)?) => { $(
            seen.insert(stringify!($name));
            let answer = other.$name($($argument),*).await.unwrap();
            assert!(!has_something(&answer), "{}: {answer:?}", stringify!($name));
        )+ }; }
        never!(
            anomalies_of_group(&grouped.unwrap_or_default().to_string()),
            open_critical_anomalies(before),
            recent_critical_anomalies(),
            high_risk_predictions(now(), 9),
            high_risk_view(),
            crossing_forecasts(now(), 9),
            actions_of_anomaly(anomaly.id),
            due_actions(later, 9),
            patterns_of_state(State::New, before, 9),
            acknowledge_anomaly(anomaly.id),
            call_false_positive(anomaly.id),
            step_action(action.id, Move::Skip, None, None),
            move_insight(insight.id, InsightStatus::Resolved),
            assign_insight(insight.id, Some("eve"), None),
            explain_pattern("checkout", &group.fingerprint, Some("eve"), None),
            feedback_was_taught(now()),
            resolve_predictions(&[Resolution { id: prediction.id, occurred_at: None }]),
            close_days(now()),
            audit_of("error_events", "-"),
            model(model),
            models_of_name("m"),
            active_model("m"),
            active_models_of("checkout"),
            models_not_trained_since(later),
            active_models_view(),
            model_artifact(model),
            trainings(model, 9),
            trainings_running_since(later),
            evaluations(model, 9),
            evaluations_of_training(training),
            days_of_model(model, 9),
            days_of_all_models(before, 9),
            accuracy_trend(),
            most_important_features(model, 9),
            drifted_features(0.0, 9),
            end_training(training, TrainingStatus::Completed, later, None, None),
            claim_notifications(later, 9, 9),
            notification_was_sent(model),
            notification_failed(model, "x", None),
            notification_was_read(model),
            notifications_to("ada", 9),
            notifications_about("x"),
            end_stage(model, later, &StageEnd::default()),
            runs_in_trouble(before, 9),
            stages_of_run(model),
            keep_drift(model, &[]),
        );
        let stolen = other.promote_model(model).await.unwrap_err();
        assert_eq!(stolen.code(), "not_found");
        assert_eq!(other.roll_back_model("m").await.unwrap_err().code(), "not_found");
        assert_eq!(
            other.begin_training(model, now(), &serde_json::json!({})).await.unwrap_err().code(),
            "invalid_input"
        );
        let evaluation = Evaluation::default();
        let kept = other.keep_evaluation(model, None, now(), &evaluation).await.unwrap_err();
        assert_eq!(kept.code(), "invalid_input");
        seen.insert("keep_evaluation");
        let day = DayOfModel::default();
        assert_eq!(other.keep_day_of_model(model, now(), &day).await.unwrap_err().code(), "invalid_input");
        seen.extend(["promote_model", "roll_back_model", "begin_training", "keep_day_of_model", "runs"]);
        assert_eq!(other.rollup().await.unwrap().observed(), 0);
        assert!(own.rollup().await.unwrap().observed() > 0);
        // Nothing of it was changed either.
        assert_eq!(own.anomaly(anomaly.id).await.unwrap().unwrap(), anomaly);
        assert_eq!(own.prediction(prediction.id).await.unwrap().unwrap(), prediction);
        assert_eq!(own.action(action.id).await.unwrap().unwrap(), action);
        seen.extend([
            "rollup",
            "recount",
            "ingest",
            "write_analysis",
            "keep_forecasts",
            "verify_audit",
            "audit_entries",
            "register_model",
            "keep_features",
            "notify",
            "begin_stage",
            "erase_person",
            "keep_snapshot",
        ]);
        seen.extend(["pull", "write_predictions_to", "reseal", "thinned_groups"]); // In files of their own.
        use crate::{access, groups, kept, others, said};
        seen.extend([&access::TRIED[..], &groups::TRIED, &kept::TRIED, &said::TRIED, others::TRIED].concat());
        seen.extend(crate::untried::NOT_TRIED.split_whitespace());
        let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).unwrap();
                let Some(block) = text.split("\nimpl Tenant {").nth(1) else { continue };
                let block = block.split("\n}\n").next().unwrap();
                for name in block.split("pub async fn ").skip(1) {
                    let name = name.split(['(', '<']).next().unwrap();
                    assert!(seen.contains(name), "{name} of {} is not tried", path.display());
                }
            }
        }
    });
}
