//! Words of a store and a server for which the core has no type of its own: each enum with its names.
//!
//! The values are those of the specification (4.1, 4.9). Names are the same in JSON, in the database and in every
//! binding: `name`, `Display` and serde write them, `FromStr` reads them.
//!
//! ```
//! use errpredict::vocabulary::ModelStatus;
//!
//! let status: ModelStatus = "active".parse()?;
//! assert_eq!(status, ModelStatus::Active);
//! assert_eq!(status.to_string(), "active");
//! assert_eq!("asleep".parse::<ModelStatus>().unwrap_err().code(), "unknown_name");
//! # Ok::<(), errpredict::Error>(())
//! ```

use serde::{Deserialize, Serialize};

use crate::named::named;

/// Enums whose values have a name each.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident ($what:literal) { $($(#[$value_doc:meta])* $value:ident = $text:literal,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $text)] $value,)+
        }

        named!($name, $what: $($value $text),+);
    )+ };
}

words! {
    /// What a model is for.
    ModelType("model type") {
        /// Finds what is strange.
        AnomalyDetection = "anomaly_detection",
        /// Says where a number is going.
        TimeSeriesForecast = "time_series_forecast",
        /// Says how likely an error is.
        ErrorClassifier = "error_classifier",
        /// Says how severe the worst error will be.
        SeverityPredictor = "severity_predictor",
        /// Finds the pattern that messages share.
        PatternDetector = "pattern_detector",
        /// Ranks causes.
        RootCauseAnalyzer = "root_cause_analyzer",
    }

    /// Where a model stands.
    ModelStatus("model status") {
        /// It is being fitted.
        Training = "training",
        /// It answers.
        Active = "active",
        /// It could answer.
        Inactive = "inactive",
        /// It is kept for the record.
        Archived = "archived",
    }

    /// What kind of values a feature takes.
    FeatureType("feature type") {
        /// A number.
        Numeric = "numeric",
        /// One of a list.
        Categorical = "categorical",
        /// Yes or no.
        Boolean = "boolean",
        /// A time.
        Timestamp = "timestamp",
        /// Words.
        Text = "text",
    }

    /// How a training ended, if it did.
    TrainingStatus("training status") {
        /// Under way.
        Running = "running",
        /// Done.
        Completed = "completed",
        /// Ended by an error.
        Failed = "failed",
        /// Not begun: too few samples, or nothing new.
        Skipped = "skipped",
    }

    /// A stage of the work.
    PipelineStage("pipeline stage") {
        /// Events are read and counted.
        DataPreparation = "data_preparation",
        /// Features are computed.
        FeatureEngineering = "feature_engineering",
        /// Models are fitted.
        ModelTraining = "model_training",
        /// Models are tried on later data.
        ModelEvaluation = "model_evaluation",
        /// What is strange is found.
        AnomalyDetection = "anomaly_detection",
        /// What may come is foreseen.
        Prediction = "prediction",
        /// Where numbers are going is said.
        Forecast = "forecast",
        /// Causes are ranked.
        RootCauseAnalysis = "root_cause_analysis",
    }

    /// How a run of a stage ended, if it did.
    PipelineStatus("pipeline status") {
        /// Under way.
        Running = "running",
        /// Done.
        Completed = "completed",
        /// Ended by an error.
        Failed = "failed",
        /// Done, with something that a person should read.
        Warning = "warning",
    }

    /// Where a service runs.
    Environment("environment") {
        /// Where it is written.
        Development = "development",
        /// Where it is tried.
        Staging = "staging",
        /// Where it is used.
        Production = "production",
    }

    /// Where a message to a person stands.
    NotificationStatus("notification status") {
        /// To be sent.
        Pending = "pending",
        /// Handed over.
        Sent = "sent",
        /// Could not be handed over.
        Failed = "failed",
        /// Seen by the person.
        Read = "read",
    }

    /// How a message reaches a person.
    NotificationChannel("notification channel") {
        /// By mail.
        Email = "email",
        /// By Slack.
        Slack = "slack",
        /// By text message.
        Sms = "sms",
        /// By a request to an address of theirs.
        Webhook = "webhook",
        /// On the page.
        Dashboard = "dashboard",
    }

    /// What a person says of a prediction, an anomaly or an insight.
    FeedbackType("feedback type") {
        /// It was foreseen or found, and it came.
        TruePositive = "true_positive",
        /// It was foreseen or found, and nothing was wrong.
        FalsePositive = "false_positive",
        /// It came, and was not foreseen or found.
        FalseNegative = "false_negative",
        /// It was foreseen in time to act.
        EarlyWarningCorrect = "early_warning_correct",
        /// It came, more or less severe than said.
        SeverityMismatch = "severity_mismatch",
        /// It helped.
        Useful = "useful",
        /// It could be acted on.
        Actionable = "actionable",
        /// It was right, and nobody needs to know.
        Irrelevant = "irrelevant",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_in_text_and_json() {
        macro_rules! check {
            ($($name:ident $n:literal),+) => { $(
                assert_eq!($name::ALL.len(), $n);
                crate::named::check($name::ALL);
            )+ };
        }
        // The numbers of values in the specification.
        check!(
            ModelType 6, ModelStatus 4, FeatureType 5, TrainingStatus 4, PipelineStage 8, PipelineStatus 4,
            Environment 3, NotificationStatus 4, NotificationChannel 5, FeedbackType 8
        );
        let names: Vec<&str> = Environment::ALL.iter().map(|value| value.name()).collect();
        assert_eq!(names, crate::event::ENVIRONMENTS);
        let refused = "moon".parse::<Environment>().unwrap_err();
        assert_eq!(refused.code(), "unknown_name");
        assert!(refused.to_string().contains("development, staging, production"), "{refused}");
    }
}
