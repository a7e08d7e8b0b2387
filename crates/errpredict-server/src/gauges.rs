//! What Prometheus reads of the state of the store: jobs, models, alerts, what comes in. Jobs and the size of the database are
//! everybody's; models, alerts and arrival are those of the tenant that asks.

use std::fmt::Write as _;

use errpredict::time::DAY_MS;
use errpredict::{Result, Timestamp};
use errpredict_store::{AlertLoad, Arrival, JobHealth, ModelHealth, Store, Tenant};

/// A gauge with a value for each of its labels.
#[derive(Clone)]
struct Gauge {
    name: &'static str,
    about: &'static str,
    values: Vec<(Vec<(&'static str, String)>, f64)>,
}

/// Every gauge of this module with what it says; the page of operations lists them.
pub(crate) const GAUGES: [(&str, &str); 17] = [
    ("errpredict_database_up", "Whether the database answered."),
    ("errpredict_database_size_bytes", "What the database takes."),
    ("errpredict_job_lag_seconds", "How long a slot of a job waits to be taken."),
    ("errpredict_job_failed_slots", "Slots of a job that failed for good since one was done."),
    ("errpredict_job_running_seconds", "How long a slot of a job is worked on."),
    ("errpredict_job_last_success_timestamp_seconds", "When a job was last done."),
    ("errpredict_model_brier_score", "Brier score of a model that answers, as last evaluated."),
    (
        "errpredict_model_calibration_error",
        "Expected calibration error of a model that answers, as last evaluated.",
    ),
    ("errpredict_model_feature_psi_max", "Population stability index of the feature that moved furthest."),
    ("errpredict_model_features_drifted", "Features whose population stability index is above 0.25."),
    ("errpredict_model_evaluated_timestamp_seconds", "When a model that answers was last evaluated."),
    ("errpredict_model_trained_timestamp_seconds", "When a model that answers was last trained."),
    ("errpredict_alerts_open", "Alerts that go on."),
    ("errpredict_alerts_opened_last_day", "Alerts that were opened within a day."),
    ("errpredict_notifications_waiting", "Messages that are due and not sent."),
    ("errpredict_notifications_undelivered_last_day", "Messages that were given up within a day."),
    (
        "errpredict_arrival_delay_seconds",
        "From when the newest event of a service happened until it was received, in half of the services more.",
    ),
];

fn seconds(ms: i64) -> f64 {
    ms as f64 / 1e3
}

fn about(name: &'static str) -> Gauge {
    let about = GAUGES.iter().find(|(known, _)| *known == name).map_or("", |(_, about)| about);
    Gauge { name, about, values: Vec::new() }
}

/// A gauge without labels, absent where nothing is known.
fn one(name: &'static str, value: Option<f64>) -> Gauge {
    Gauge { values: value.map(|value| (Vec::new(), value)).into_iter().collect(), ..about(name) }
}

/// A gauge with a value for each row that has one.
fn each<T>(
    name: &'static str,
    rows: &[T],
    labels: impl Fn(&T) -> Vec<(&'static str, String)>,
    value: impl Fn(&T) -> Option<f64>,
) -> Gauge {
    Gauge { values: rows.iter().filter_map(|row| Some((labels(row), value(row)?))).collect(), ..about(name) }
}

fn of_jobs(all: &[JobHealth], now: Timestamp) -> Vec<Gauge> {
    // `job` is the label that Prometheus itself gives to what it reads from.
    let labels = |one: &JobHealth| vec![("job_name", one.job.clone())];
    vec![
        each("errpredict_job_lag_seconds", all, labels, |one| Some(seconds(one.lag_ms(now)))),
        each("errpredict_job_failed_slots", all, labels, |one| Some(one.failed as f64)),
        each("errpredict_job_running_seconds", all, labels, |one| {
            Some(one.runs_since.map_or(0.0, |since| seconds((now.ms() - since.ms()).max(0))))
        }),
        each("errpredict_job_last_success_timestamp_seconds", all, labels, |one| {
            one.completed_at.map(|at| seconds(at.ms()))
        }),
    ]
}

fn of_models(all: &[ModelHealth]) -> Vec<Gauge> {
    let labels = |one: &ModelHealth| vec![("model", one.name.clone()), ("version", one.version.to_string())];
    vec![
        each("errpredict_model_brier_score", all, labels, |one| one.brier),
        each("errpredict_model_calibration_error", all, labels, |one| one.ece),
        each("errpredict_model_feature_psi_max", all, labels, |one| one.most_psi),
        each("errpredict_model_features_drifted", all, labels, |one| Some(one.drifted as f64)),
        each("errpredict_model_evaluated_timestamp_seconds", all, labels, |one| {
            one.evaluated_at.map(|at| seconds(at.ms()))
        }),
        each("errpredict_model_trained_timestamp_seconds", all, labels, |one| {
            one.trained_at.map(|at| seconds(at.ms()))
        }),
    ]
}

fn of_alerts(load: &AlertLoad) -> Vec<Gauge> {
    let labels = |one: &errpredict_store::OpenAlerts| {
        vec![("kind", one.kind.clone()), ("severity", one.severity.name().to_owned())]
    };
    vec![
        each("errpredict_alerts_open", &load.open, labels, |one| Some(one.count as f64)),
        one("errpredict_alerts_opened_last_day", Some(load.opened_in_a_day as f64)),
        one("errpredict_notifications_waiting", Some(load.waiting as f64)),
        one("errpredict_notifications_undelivered_last_day", Some(load.undelivered_in_a_day as f64)),
    ]
}

fn of_arrival(arrival: &Arrival) -> Gauge {
    one("errpredict_arrival_delay_seconds", arrival.late_ms.map(seconds))
}

async fn read(store: &Store, tenant: &Tenant) -> Result<Vec<Gauge>> {
    let now = store.now().await?;
    let mut all = vec![one("errpredict_database_size_bytes", Some(store.size_bytes().await? as f64))];
    all.extend(of_jobs(&store.job_health().await?, now));
    all.extend(of_models(&tenant.model_health().await?));
    all.extend(of_alerts(&tenant.alert_load().await?));
    all.push(of_arrival(&tenant.arrival(now.plus_ms(-DAY_MS)).await?));
    Ok(all)
}

/// What the store says of itself to a tenant. Where the database does not answer that is said, and nothing else.
pub(crate) async fn of_store(store: &Store, tenant: &Tenant) -> String {
    let (up, all) = match read(store, tenant).await {
        Ok(all) => (1.0, all),
        Err(error) => {
            tracing::warn!(error = %error, "what the store says of itself could not be read");
            (0.0, Vec::new())
        }
    };
    written(&[vec![one("errpredict_database_up", Some(up))], all].concat())
}

/// A value of a label as the text form of Prometheus has it.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn written(gauges: &[Gauge]) -> String {
    let mut out = String::new();
    for Gauge { name, about, values } in gauges.iter().filter(|gauge| !gauge.values.is_empty()) {
        let _ = writeln!(out, "# HELP {name} {about}\n# TYPE {name} gauge");
        for (labels, value) in values {
            let labels: Vec<String> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(out, "{name}{labels} {value}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_written_as_prometheus_reads_them() {
        let health = ModelHealth {
            id: uuid::Uuid::nil(),
            name: "a\"b\\c\nd".to_owned(),
            version: 3,
            model_type: errpredict::vocabulary::ModelType::ErrorClassifier,
            trained_at: None,
            evaluated_at: Some(Timestamp::clamped(1_500)),
            brier: Some(0.125),
            ece: None,
            most_psi: Some(0.3),
            drifted: 1,
        };
        let text = written(&of_models(&[health]));
        let labels = "{model=\"a\\\"b\\\\c\\nd\",version=\"3\"}";
        for line in [
            format!("errpredict_model_brier_score{labels} 0.125"),
            format!("errpredict_model_features_drifted{labels} 1"),
            format!("errpredict_model_evaluated_timestamp_seconds{labels} 1.5"),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("calibration"), "what nobody measured is absent");
        assert_eq!(text.matches("# TYPE").count(), 4);
    }
}
