//! Measures what probabilities, numbers or classes were worth beside what came.

use errpredict::evaluate::{self, Confusion, ReliabilityBin};
use errpredict::{Error, Result};
use serde::{Deserialize, Serialize};

/// What was said beside what came; exactly one kind is asked by its `kind`.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "snake_case")]
#[schemars(rename = "EvaluateRequest")]
pub(crate) enum Request {
    /// Probabilities of something that came or did not.
    Probabilities {
        /// Whether it came.
        labels: Vec<bool>,
        /// How likely it was said to be, 0 to 1.
        probabilities: Vec<f64>,
        /// Bins of the reliability table; 10 when absent.
        bins: Option<usize>,
        /// Where a probability counts as "it will come", for the confusion; 0.5 when absent.
        threshold: Option<f64>,
    },
    /// Scores without a scale: only their order counts.
    Scores {
        /// Whether it came.
        labels: Vec<bool>,
        /// The higher, the likelier.
        scores: Vec<f64>,
    },
    /// Forecast numbers.
    Numbers {
        /// What came.
        actual: Vec<f64>,
        /// What was forecast.
        forecast: Vec<f64>,
        /// Lower ends of the intervals.
        lower: Option<Vec<f64>>,
        /// Upper ends of the intervals.
        upper: Option<Vec<f64>>,
    },
    /// Classes, numbered from 0.
    Classes {
        /// What came.
        actual: Vec<usize>,
        /// What was said.
        predicted: Vec<usize>,
        /// How many classes there are.
        n_classes: usize,
    },
}

/// Most classes, bins: a table of them is kept in memory.
const MOST_CLASSES: usize = 1_000;

/// The measures; those that do not apply are absent.
#[derive(Debug, Default, Serialize, schemars::JsonSchema)]
#[schemars(rename = "EvaluateResponse")]
pub(crate) struct Response {
    /// Mean squared error of the probabilities (Brier 1950).
    #[serde(skip_serializing_if = "Option::is_none")]
    brier: Option<f64>,
    /// 1 less Brier over that of always saying the share; absent where it always or never came.
    #[serde(skip_serializing_if = "Option::is_none")]
    brier_skill: Option<f64>,
    /// Mean negative log likelihood, natural logarithm.
    #[serde(skip_serializing_if = "Option::is_none")]
    log_loss: Option<f64>,
    /// Expected calibration error, bins of equal width.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_calibration_error: Option<f64>,
    /// Area below precision against recall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pr_auc: Option<f64>,
    /// Area below the receiver operating characteristic.
    #[serde(skip_serializing_if = "Option::is_none")]
    roc_auc: Option<f64>,
    /// How often it came for what was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<Vec<ReliabilityBin>>,
    /// Mean absolute error.
    #[serde(skip_serializing_if = "Option::is_none")]
    mae: Option<f64>,
    /// Root of the mean squared error.
    #[serde(skip_serializing_if = "Option::is_none")]
    rmse: Option<f64>,
    /// Mean absolute error in percent of what came; absent where a 0 came.
    #[serde(skip_serializing_if = "Option::is_none")]
    mape: Option<f64>,
    /// Share of what came that lay in its interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<f64>,
    /// Share that was right.
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    /// Right among those said to be of the class, by class; null where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<Vec<Option<f64>>>,
    /// Said among those of the class, by class; null where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<Vec<Option<f64>>>,
    /// Harmonic mean of both, by class.
    #[serde(skip_serializing_if = "Option::is_none")]
    f1: Option<Vec<Option<f64>>>,
}

/// # Errors
/// `invalid_argument` for lists of different lengths or empty ones, a probability outside 0 to 1 or a number that is
/// none; `limit_exceeded` for more than 1,000 classes or bins.
pub(crate) fn run(request: Request) -> Result<Response> {
    match request {
        Request::Probabilities { labels, probabilities, bins, threshold } => {
            let bins = bins.unwrap_or(10);
            crate::guard::count("bins", MOST_CLASSES, bins)?;
            let confusion = Confusion::at_threshold(&labels, &probabilities, threshold.unwrap_or(0.5))?;
            Ok(Response {
                brier: Some(evaluate::brier(&labels, &probabilities)?),
                brier_skill: evaluate::brier_skill(&labels, &probabilities).ok(),
                log_loss: Some(evaluate::log_loss(&labels, &probabilities)?),
                expected_calibration_error: Some(evaluate::expected_calibration_error(
                    &labels,
                    &probabilities,
                    bins,
                )?),
                reliability: Some(evaluate::reliability(&labels, &probabilities, bins)?),
                ..of_confusion(&confusion, 2, of_order(&labels, &probabilities))
            })
        }
        Request::Scores { labels, scores } => {
            if labels.len() != scores.len() || labels.is_empty() {
                let message =
                    format!("expected as many scores as labels, got {} and {}", scores.len(), labels.len());
                return Err(Error::new(errpredict::ErrorKind::InvalidArgument, message));
            }
            Ok(of_order(&labels, &scores))
        }
        Request::Numbers { actual, forecast, lower, upper } => {
            let coverage = match (lower, upper) {
                (Some(lower), Some(upper)) => Some(evaluate::coverage(&actual, &lower, &upper)?),
                (None, None) => None,
                _ => {
                    let message = "expected both `lower` and `upper`, or neither";
                    return Err(Error::new(errpredict::ErrorKind::InvalidArgument, message));
                }
            };
            Ok(Response {
                mae: Some(evaluate::mae(&actual, &forecast)?),
                rmse: Some(evaluate::rmse(&actual, &forecast)?),
                mape: evaluate::mape(&actual, &forecast).ok(),
                coverage,
                ..Response::default()
            })
        }
        Request::Classes { actual, predicted, n_classes } => {
            crate::guard::count("classes", MOST_CLASSES, n_classes)?;
            Ok(of_confusion(&Confusion::new(&actual, &predicted, n_classes)?, n_classes, Response::default()))
        }
    }
}

/// What the order of scores is worth; absent where it always or never came.
fn of_order(labels: &[bool], scores: &[f64]) -> Response {
    Response {
        pr_auc: evaluate::pr_auc(labels, scores).ok(),
        roc_auc: evaluate::roc_auc(labels, scores).ok(),
        ..Response::default()
    }
}

fn of_confusion(confusion: &Confusion, n_classes: usize, rest: Response) -> Response {
    let by_class =
        |of: fn(&Confusion, usize) -> Option<f64>| (0..n_classes).map(|class| of(confusion, class)).collect();
    Response {
        accuracy: Some(confusion.accuracy()),
        precision: Some(by_class(Confusion::precision)),
        recall: Some(by_class(Confusion::recall)),
        f1: Some(by_class(Confusion::f1)),
        ..rest
    }
}
