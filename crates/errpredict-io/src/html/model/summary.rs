//! What the model is, and how good in numbers.

use errpredict::evaluate;

use super::Page;
use crate::html::escape::{escape, percent};
use crate::html::parts::{Column, or_dash, table};
use errpredict::numbers::{count, duration, plural};

const QUALITY: [Column; 4] =
    [Column::Text(""), Column::Number("model"), Column::Number("base rate alone"), Column::Text("best is")];
/// Equal-width bins of the expected calibration error, as everywhere.
const ECE_BINS: usize = 15;

pub(super) fn section(page: &Page<'_>) -> String {
    let saved = page.contents.saved;
    let what = match saved.target.as_str() {
        "critical" => "a critical event".to_owned(),
        "burst" => "a burst of errors".to_owned(),
        "failed_requests" => "a burst of failed requests".to_owned(),
        "slow_requests" => "a burst of slow requests".to_owned(),
        other => escape(other),
    };
    let mut text = format!(
        "<header><h1>{}</h1><p class=\"state\">Foresees {what} within {}.</p><p>{}, {}, fitted on {}; {} trained with seed {}.</p></header>\n",
        escape(page.contents.title),
        duration(saved.model.horizon_ms),
        sentence(saved.model.predictor().name()),
        plural(saved.model.features.len() as u64, "feature"),
        plural(saved.model.metrics.n_fit as u64, "row"),
        plural(saved.services.len() as u64, "service"),
        saved.model.seed,
    );
    let (labels, probabilities) = (&page.labels, &page.probabilities);
    let base = vec![page.base_rate; labels.len()];
    let number = |value: errpredict::Result<f64>| or_dash(value.ok().map(|value| format!("{value:.4}")));
    let ece = |probabilities: &[f64]| evaluate::expected_calibration_error(labels, probabilities, ECE_BINS);
    let line = |name: &str, of: &dyn Fn(&[f64]) -> errpredict::Result<f64>, best: &str| {
        vec![name.to_owned(), number(of(probabilities)), number(of(&base)), best.to_owned()]
    };
    let rows = [
        line("area under precision and recall (PR-AUC)", &|p| evaluate::pr_auc(labels, p), "1"),
        line("area under the ROC curve", &|p| evaluate::roc_auc(labels, p), "1"),
        line("Brier score", &|p| evaluate::brier(labels, p), "0"),
        line("log loss", &|p| evaluate::log_loss(labels, p), "0"),
        line("expected calibration error", &|p| ece(p), "0"),
    ];
    text += &format!(
        "<section id=\"quality\"><h2>How good it is</h2><p>Measured on {} {}; it came after {} of them.</p>\n{}</section>\n",
        count(labels.len() as u64),
        escape(page.contents.rows_are),
        percent(page.base_rate),
        table(&QUALITY, rows.into_iter()),
    );
    text
}

fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn footer(page: &Page<'_>) -> String {
    let saved = page.contents.saved;
    format!(
        "<footer><p>Feature set version {}, training data {:016x}, model file version {}. The same data and seed give \
         the same model, byte by byte.</p></footer>\n",
        saved.feature_set_version,
        saved.data_hash,
        errpredict::predict::ModelKind::Probability.version(),
    )
}
