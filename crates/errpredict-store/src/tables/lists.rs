//! Every list that can be asked for: its filters, its orders, and what a search looks into.

use errpredict::action::{ActionStatus, ActionType, Priority};
use errpredict::insight::{InsightSeverity, InsightStatus, InsightType};
use errpredict::predict::Target;
use errpredict::vocabulary::{FeedbackType, ModelType, NotificationChannel};
use errpredict::{Error, Result, Severity};

use super::{
    actions, anomalies, feedback, forecasts, insights, models, notifications, patterns, predictions,
    root_causes,
};
use crate::listing::{Kept, Listing, Parameter, Wanted};

/// The names of an enumeration.
macro_rules! names {
    ($type:ty) => {{
        const NAMES: [&str; <$type>::ALL.len()] = {
            let mut names = [""; <$type>::ALL.len()];
            let mut i = 0;
            while i < names.len() {
                names[i] = <$type>::ALL[i].name();
                i += 1;
            }
            names
        };
        Wanted::OneOf(&NAMES)
    }};
}

const SERVICE: Parameter = Parameter::new("service", Wanted::Text, "service = $?", "of this service alone");

/// Predictions, the newest first.
pub const PREDICTIONS: Listing = Listing {
    name: "list of predictions",
    filters: &[
        SERVICE,
        Parameter {
            default: Some("24"),
            ..Parameter::new("hours", Wanted::Hours, "at > $?", "said within so many hours")
        },
        Parameter::new("high_probability_only", Wanted::Only, "alert", "those that raised an alert"),
        Parameter::new("target", names!(Target), "target = $?", "of what is foreseen"),
        Parameter::new("severity", names!(Severity), "severity = $?", "this severe"),
        Parameter::new(
            "actually_occurred",
            Wanted::Flag,
            "actually_occurred = $?",
            "those that came, or did not",
        ),
    ],
    orders: &[("at", "at"), ("probability", "probability"), ("due_at", "due_at"), ("service", "service")],
    searched: &["service"],
    select: predictions::SELECT,
    from: "ai_models.error_predictions",
    kept: Kept::Predictions,
    always: "",
};
/// Predictions that raised an alert and are not due, the likeliest first.
pub const HIGH_RISK: Listing = Listing {
    name: "list of high-risk predictions",
    filters: &[SERVICE, Parameter::new("target", names!(Target), "target = $?", "of what is foreseen")],
    orders: &[("probability", "probability"), ("due_at", "due_at"), ("at", "at")],
    always: "alert and due_at > now() and at > now() - interval '8 days'",
    ..PREDICTIONS
};
/// Anomalies, the last begun first.
pub const ANOMALIES: Listing = Listing {
    name: "list of anomalies",
    filters: &[
        SERVICE,
        Parameter::new("severity_level", names!(Severity), "severity = $?", "this severe"),
        Parameter::new("is_anomaly", Wanted::Flag, "is_anomaly = $?", "those that are called anomalies"),
        Parameter::new("acknowledged", Wanted::Flag, "acknowledged = $?", "seen by a person, or not"),
        Parameter::new(
            "false_positive",
            Wanted::Flag,
            "false_positive = $?",
            "called false by a person, or not",
        ),
        Parameter::new("ongoing", Wanted::Flag, "ongoing = $?", "going on, or over"),
        Parameter::new("hours", Wanted::Hours, "start_at > $?", "begun within so many hours"),
        Parameter::new("fingerprint", Wanted::Text, "fingerprint = $?", "of this error group"),
    ],
    orders: &[("start", "start_at"), ("score", "score"), ("end", "end_at"), ("service", "service")],
    searched: &["service", "anomaly_type", "metric_name", "key"],
    select: anomalies::SELECT,
    from: "ai_models.anomaly_detections",
    kept: Kept::AsTold,
    always: "",
};
/// Anomalies that nobody has acknowledged.
pub const UNACKNOWLEDGED: Listing =
    Listing { name: "list of unacknowledged anomalies", always: "not acknowledged", ..ANOMALIES };
/// Critical anomalies.
pub const CRITICAL: Listing =
    Listing { name: "list of critical anomalies", always: "severity = 'critical'", ..ANOMALIES };
/// Forecasts, the newest first.
pub const FORECASTS: Listing = Listing {
    name: "list of forecasts",
    filters: &[
        SERVICE,
        Parameter::new("metric", Wanted::Text, "metric = $?", "of this number"),
        Parameter::new("method", Wanted::Text, "method = $?", "made by this method"),
        Parameter::new("hours", Wanted::Hours, "at > $?", "made within so many hours"),
    ],
    orders: &[("at", "at"), ("peak", "peak"), ("threshold_at", "threshold_at"), ("service", "service")],
    searched: &["service", "metric"],
    select: forecasts::SELECT,
    from: "ai_models.time_series_forecasts",
    kept: Kept::AsTold,
    always: "",
};
/// Forecasts that cross their threshold in time to come.
pub const AT_RISK: Listing =
    Listing { name: "list of forecasts at risk", always: "exceeds and threshold_at > now()", ..FORECASTS };
/// Actions, the newest first.
pub const ACTIONS: Listing = Listing {
    name: "list of actions",
    filters: &[
        SERVICE,
        Parameter::new("status", names!(ActionStatus), "status = $?", "in this state"),
        Parameter::new("priority", names!(Priority), "priority = $?", "of this priority"),
        Parameter::new("action_type", names!(ActionType), "action_type = $?", "of this type"),
    ],
    orders: &[
        ("at", "at"),
        ("priority", "array_position(array['low', 'medium', 'high', 'critical'], priority)"),
        ("scheduled_for", "scheduled_for"),
        ("executed_at", "executed_at"),
    ],
    searched: &["title", "service", "target"],
    select: actions::SELECT,
    from: "ai_models.preventive_actions",
    kept: Kept::AsTold,
    always: "",
};
/// Actions that have not come to their end and do not run.
pub const PENDING: Listing = Listing {
    name: "list of pending actions",
    always: "status in ('recommended', 'manual_review', 'approved', 'scheduled')",
    ..ACTIONS
};
/// Actions that have not come to their end, the most urgent first.
pub const BY_PRIORITY: Listing = Listing {
    name: "list of actions by priority",
    orders: &[
        ("priority", "array_position(array['low', 'medium', 'high', 'critical'], priority)"),
        ("at", "at"),
    ],
    always: "status in ('recommended', 'manual_review', 'approved', 'scheduled', 'running')",
    ..ACTIONS
};
/// Insights, the newest first.
pub const INSIGHTS: Listing = Listing {
    name: "list of insights",
    filters: &[
        SERVICE,
        Parameter::new("insight_type", names!(InsightType), "insight_type = $?", "of this type"),
        Parameter::new("severity", names!(InsightSeverity), "severity = $?", "this severe"),
        Parameter::new("status", names!(InsightStatus), "status = $?", "in this state"),
        Parameter::new(
            "active_only",
            Wanted::Only,
            "status in ('new', 'acknowledged', 'in_progress') and expires > now()",
            "open ones that still hold",
        ),
        Parameter::new("assignee", Wanted::Text, "assignee = $?", "looked after by this person"),
    ],
    orders: &[("at", "at"), ("expires", "expires"), ("confidence", "confidence"), ("service", "service")],
    searched: &["title", "description", "service"],
    select: insights::SELECT,
    from: "ai_models.ai_insights",
    kept: Kept::AsTold,
    always: "",
};
/// Open insights that still hold.
pub const ACTIVE_INSIGHTS: Listing = Listing {
    name: "list of active insights",
    always: "status in ('new', 'acknowledged', 'in_progress') and expires > now()",
    ..INSIGHTS
};
/// Models, the newest first.
pub const MODELS: Listing = Listing {
    name: "list of models",
    filters: &[
        SERVICE,
        Parameter::new("model_type", names!(ModelType), "model_type = $?", "for this purpose"),
        Parameter::new(
            "status",
            Wanted::OneOf(&["training", "active", "inactive", "archived"]),
            "status = $?",
            "in this state",
        ),
        Parameter::new(
            "stage",
            Wanted::OneOf(&["shadow", "active", "archived"]),
            "stage = $?",
            "in this stage",
        ),
        Parameter::new("name", Wanted::Text, "name = $?", "versions of this name"),
    ],
    orders: &[
        ("created_at", "created_at"),
        ("name", "name"),
        ("version", "version"),
        ("last_trained_at", "last_trained_at"),
        ("accuracy", "accuracy"),
    ],
    searched: &["name", "algorithm", "service"],
    select: models::SELECT,
    from: "ai_models.ml_models",
    kept: Kept::AsTold,
    always: "",
};
/// Events, the newest first.
pub const EVENTS: Listing = Listing {
    name: "list of events",
    filters: &[
        SERVICE,
        Parameter {
            default: Some("24"),
            ..Parameter::new("hours", Wanted::Hours, "timestamp > $?", "of so many hours")
        },
        Parameter::new("up_to", Wanted::Time, "timestamp <= $?", "up to this time"),
        Parameter::new("severity", names!(Severity), "severity = $?", "this severe"),
        Parameter::new(
            "kind",
            Wanted::OneOf(&["error", "request", "deployment"]),
            "kind = $?",
            "of this kind",
        ),
        Parameter::new("error_type", Wanted::Text, "error_type = $?", "of this type"),
        Parameter::new("fingerprint", Wanted::Text, "fingerprint = $?", "of this error group"),
        Parameter::new("user_id", Wanted::User, "(user_id = $? or user_hash = any($!))", "of this user"),
        Parameter::new("request_id", Wanted::Text, "request_id = $?", "of this request"),
        Parameter::new("release", Wanted::Text, "release = $?", "of this release"),
    ],
    orders: &[("timestamp", "timestamp"), ("response_time_ms", "response_time_ms")],
    searched: &["message", "error_type", "endpoint"],
    select: super::summaries::EVENT,
    from: "ai_models.error_events",
    kept: Kept::Events,
    always: "",
};
/// Error groups, the last seen first.
pub const PATTERNS: Listing = Listing {
    name: "list of patterns",
    filters: &[
        SERVICE,
        Parameter::new("fingerprint", Wanted::Text, "fingerprint = $?", "this group in every service"),
        Parameter::new("error_type", Wanted::Text, "error_type = $?", "of this type"),
        Parameter::new(
            "state",
            Wanted::OneOf(&["new", "regressed", "escalating", "vanished"]),
            "state = $?",
            "in this state",
        ),
        Parameter::new(
            "handling",
            Wanted::OneOf(&["open", "regressed", "resolved", "ignored", "merged"]),
            "(case when merged_into is not null then 'merged' when regressed_at is not null then 'regressed' \
             when resolved_at is not null then 'resolved' when ignored_until > now() then 'ignored' else 'open' end) = $?",
            "where it stands with people; one that came back after it was resolved is `regressed`",
        ),
        Parameter::new("assignee", Wanted::Text, "assignee = $?", "looked after by this person"),
    ],
    orders: &[
        ("last_seen", "last_seen"),
        ("errors", "errors"),
        ("errors_last_day", "errors_last_day"),
        ("first_seen", "first_seen"),
    ],
    searched: &["template", "sample", "error_type"],
    select: patterns::SELECT,
    from: "ai_models.error_patterns",
    kept: Kept::AsTold,
    always: "",
};
/// Error groups that came back after they were resolved.
pub const REGRESSED: Listing =
    Listing { name: "list of regressed patterns", always: "regressed_at is not null", ..PATTERNS };
/// Feedback, the newest first.
pub const FEEDBACK: Listing = Listing {
    name: "list of feedback",
    filters: &[
        SERVICE,
        Parameter::new("feedback_type", names!(FeedbackType), "feedback_type = $?", "of this type"),
        Parameter::new("key", Wanted::Text, "key = $?", "on what has this key"),
        Parameter::new("retrained", Wanted::Flag, "retrained = $?", "learnt from, or not"),
    ],
    orders: &[("at", "at"), ("score", "score")],
    searched: &["text"],
    select: feedback::SELECT,
    from: "ai_models.prediction_feedback",
    kept: Kept::AsTold,
    always: "",
};
/// Analyses of causes, the newest first.
pub const ROOT_CAUSES: Listing = Listing {
    name: "list of root causes",
    filters: &[
        SERVICE,
        Parameter::new(
            "cause_kind",
            Wanted::Text,
            "cause_kind = $?",
            "whose strongest cause is of this kind",
        ),
    ],
    orders: &[("at", "at"), ("excess_errors", "excess_errors"), ("share", "share")],
    searched: &["most_likely", "service"],
    select: root_causes::SELECT,
    from: "ai_models.root_cause_analysis",
    kept: Kept::AsTold,
    always: "",
};
/// Runs of stages, the newest first.
pub const RUNS: Listing = Listing {
    name: "list of runs",
    filters: &[
        Parameter::new("model_id", Wanted::Id, "model_id = $?", "of this model"),
        Parameter::new("run_id", Wanted::Id, "run_id = $?", "of this run"),
        Parameter::new(
            "status",
            Wanted::OneOf(&["running", "completed", "failed", "warning"]),
            "status = $?",
            "that ended so",
        ),
    ],
    orders: &[("started_at", "started_at"), ("duration_s", "duration_s")],
    searched: &["pipeline"],
    select: "select to_jsonb(l)",
    from: "ai_models.ml_pipeline_logs l",
    kept: Kept::AsTold,
    always: "",
};
/// Messages, the newest first.
pub const NOTIFICATIONS: Listing = Listing {
    name: "list of notifications",
    filters: &[
        Parameter::new(
            "recipient",
            Wanted::Recipient,
            "recipient = any($?)",
            "to this person, or to everybody",
        ),
        Parameter::new(
            "status",
            Wanted::OneOf(&["pending", "sent", "failed", "read"]),
            "status = $?",
            "in this state",
        ),
        Parameter::new("severity", names!(Severity), "severity = $?", "this severe"),
        Parameter::new("subject", Wanted::Text, "subject = $?", "about what has this key"),
    ],
    orders: &[("created_at", "created_at"), ("next_try_at", "next_try_at")],
    searched: &["message"],
    select: notifications::SELECT,
    from: "ai_models.alert_notifications n",
    kept: Kept::Messages,
    always: "",
};
/// Messages of every channel with what became of them, the newest first.
pub const DELIVERIES: Listing = Listing {
    name: "list of deliveries",
    filters: &[
        Parameter::new("channel", names!(NotificationChannel), "channel = $?", "on this channel"),
        Parameter::new(
            "status",
            Wanted::OneOf(&["pending", "sent", "failed", "read"]),
            "status = $?",
            "in this state",
        ),
        Parameter::new("subject", Wanted::Text, "subject = $?", "about what has this key"),
        Parameter::new("hours", Wanted::Hours, "created_at > $?", "of so many hours"),
    ],
    orders: &[("created_at", "created_at"), ("next_try_at", "next_try_at")],
    searched: &["message", "error"],
    select: notifications::SELECT,
    from: "ai_models.alert_notifications n",
    kept: Kept::Messages,
    always: "",
};
/// The audit log, the newest first.
pub const AUDIT: Listing = Listing {
    name: "list of the audit log",
    filters: &[
        Parameter::new("actor", Wanted::Text, "actor = $?", "done by this person"),
        Parameter::new("action", Wanted::Text, "action = $?", "this step"),
        Parameter::new("object_type", Wanted::Text, "object_type = $?", "done to this kind of row"),
        Parameter::new("object_id", Wanted::Text, "object_id = $?", "done to this row"),
        Parameter::new("request_id", Wanted::Text, "request_id = $?", "within this request"),
        Parameter::new("hours", Wanted::Hours, "at > $?", "of so many hours"),
    ],
    orders: &[("seq", "seq")],
    searched: &["object_id", "action"],
    select: crate::audit::SELECT,
    from: "ai_models.audit_log",
    kept: Kept::AsTold,
    always: "",
};

/// All of them.
pub const ALL: &[Listing] = &[
    PREDICTIONS,
    HIGH_RISK,
    ANOMALIES,
    UNACKNOWLEDGED,
    CRITICAL,
    FORECASTS,
    AT_RISK,
    ACTIONS,
    PENDING,
    BY_PRIORITY,
    INSIGHTS,
    ACTIVE_INSIGHTS,
    MODELS,
    EVENTS,
    PATTERNS,
    REGRESSED,
    FEEDBACK,
    ROOT_CAUSES,
    RUNS,
    NOTIFICATIONS,
    DELIVERIES,
    AUDIT,
];

/// What languages call a list: its name as one word.
fn word(listing: &Listing) -> String {
    let name = listing.name.trim_start_matches("list of ").trim_start_matches("the ");
    name.replace([' ', '-'], "_")
}

/// A list by the name that languages call it by: `predictions`, `high_risk_predictions`, `audit_log`.
///
/// # Errors
/// `unknown_name` names all there are.
pub fn named(name: &str) -> Result<&'static Listing> {
    ALL.iter().find(|listing| word(listing) == name).ok_or_else(|| {
        let words: Vec<String> = ALL.iter().map(word).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Error::unknown("list", name, &words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_word_of_its_own() {
        for listing in ALL {
            assert_eq!(named(&word(listing)).map(|found| found.name), Ok(listing.name));
        }
        let error = named("prediction").unwrap_err();
        assert_eq!(error.code(), "unknown_name");
        assert!(error.message().contains("high_risk_predictions, anomalies"), "{error}");
    }
}
