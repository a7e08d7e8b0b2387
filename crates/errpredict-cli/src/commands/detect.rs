//! `errpredict detect`: one score per row of a CSV file.

use std::path::{Path, PathBuf};

use errpredict::detect::series::SeriesDetector;
use errpredict::detect::{
    AnomalyDetection, CorrelationBreak, Detector, MetricsDetection, MetricsScores, StreamDetection,
    StreamDetector,
};
use errpredict::stats::Series;
use errpredict::time::HOUR_MS;
use errpredict::{Error, ErrorKind, Result, Scope, Timestamp};
use errpredict_io::{Table, TableWriter, parse_time};
use ndarray::Array2;

use super::flags::{Flags, Rows};
use crate::values;

/// Columns that hold the time of a row, not a measurement.
const TIME_NAMES: [&str; 2] = ["timestamp", "time"];
/// Score of the metrics detector from which a row belongs to an interval in the causes.
const CAUSES_FROM: f64 = 2.0;
/// Longest stretch of calm rows that shares one line of causes: causes are a matter of few rows.
const CALM_ROWS: usize = 5;

/// Arguments of `detect`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// CSV with one row per time or object, one column per measurement; an empty field is a gap
    data: PathBuf,
    /// History to learn from, same columns; without it the data are compared with themselves
    #[arg(long)]
    train: Option<PathBuf>,
    /// The rows have no order
    #[arg(long)]
    rows: bool,
    /// Judge every row by earlier ones only, and raise alarms once at their start
    #[arg(long)]
    causal: bool,
    /// `auto`, `metrics` (many columns), or a detector by name or as JSON with its settings: of one series (stream,
    /// seasonal_residual, changepoint, spectral_residual, sub_pca, lag_trees) or of rows (isolation_forest, lof, ...)
    #[arg(long, default_value = "auto", value_parser = detector)]
    detector: Choice,
    /// Seed of everything random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Also write the columns that deviate most, for each stretch of rows (detector `metrics`)
    #[arg(long)]
    causes: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
    /// Output file: column score, one finite number per row, higher is stranger
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

/// The measurements of a file.
struct Measurements {
    names: Vec<String>,
    rows: Array2<f64>,
    /// End of the first row and distance of the rows; hours from 1970 where the file has no times.
    first_end: Timestamp,
    step_ms: i64,
}

impl Measurements {
    fn series(&self) -> Series {
        let values = self.rows.iter().copied().collect();
        Series { first_end: self.first_end, step_ms: self.step_ms, values }
    }
}

/// Scores of the data, and of the history where there is one.
struct Scored {
    data: Vec<f64>,
    history: Option<Vec<f64>>,
}

/// Scores every row of the file.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let data = read(&arguments.data)?;
    let history = arguments.train.as_deref().map(read).transpose()?;
    if let Some(history) = &history
        && history.names != data.names
    {
        let message = format!(
            "expected columns {} as in the data, found {}",
            data.names.join(","),
            history.names.join(",")
        );
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", "--train"));
    }
    let choice = match &arguments.detector {
        Choice::Auto if arguments.rows => Choice::Rows(Detector::from_name("ensemble")?),
        // The stream's score ranks stretches: it stays high for hundreds of rows after a spike and never reaches 1, so
        // that a threshold learned from it lies above every score. Residuals forget a spike at once.
        Choice::Auto if data.names.len() == 1 && arguments.flags.by_budget() && !arguments.causal => {
            Choice::Series(SeriesDetector::from_name("seasonal_residual")?)
        }
        Choice::Auto if data.names.len() == 1 => Choice::Stream,
        Choice::Auto => Choice::Metrics,
        choice => choice.clone(),
    };
    if arguments.causes.is_some() && !matches!(choice, Choice::Metrics) {
        let message = format!("--causes needs the detector `metrics`, got `{}`", choice.name());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let scored = match &choice {
        Choice::Stream => stream(&data, history.as_ref(), arguments.causal)?,
        Choice::Series(detector) => series(&data, history.as_ref(), detector, arguments)?,
        Choice::Rows(detector) => rows(&data, history.as_ref(), detector, arguments.seed)?,
        Choice::Auto | Choice::Metrics => metrics(&data, history.as_ref(), arguments)?,
    };
    let scores = &scored.data;
    if arguments.flags.are_wanted() {
        let (threshold, n_learned) =
            arguments.flags.threshold(scores, scored.history.as_deref(), arguments.causal)?;
        let single = (data.names.len() == 1 && !arguments.rows).then(|| data.series().values);
        let subject =
            arguments.data.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into());
        let rows = Rows {
            subject: &subject,
            first_end: data.first_end,
            step_ms: data.step_ms,
            single: single.as_deref(),
            breaks: match (&choice, &history) {
                (Choice::Metrics, Some(history)) => breaks(&data, history)?,
                _ => Vec::new(),
            },
        };
        arguments.flags.write(scores, &threshold, n_learned, &rows)?;
        return Flags::table(&arguments.output, scores, &threshold, n_learned);
    }
    let mut table = TableWriter::create(&arguments.output, ["score"])?;
    for score in scores {
        table.row([(*score).into()])?;
    }
    table.finish()
}

/// What scores the rows.
#[derive(Debug, Clone)]
enum Choice {
    /// By what the data are.
    Auto,
    /// One series.
    Stream,
    /// Many series of one system.
    Metrics,
    /// One series, by a method of its own.
    Series(SeriesDetector),
    /// Rows without an order.
    Rows(Detector),
}

impl Choice {
    fn name(&self) -> &str {
        match self {
            Choice::Auto => "auto",
            Choice::Stream => "stream",
            Choice::Metrics => "metrics",
            Choice::Series(detector) => detector.name(),
            Choice::Rows(detector) => detector.name(),
        }
    }
}

fn detector(text: &str) -> Result<Choice> {
    match text {
        "auto" => Ok(Choice::Auto),
        "stream" => Ok(Choice::Stream),
        "metrics" => Ok(Choice::Metrics),
        text if SeriesDetector::NAMES.iter().any(|name| is_method(text, name)) => {
            values::method(text, SeriesDetector::from_name).map(Choice::Series)
        }
        text => values::method(text, |name| {
            let names: Vec<&str> = ["auto", "metrics"]
                .into_iter()
                .chain(SeriesDetector::NAMES.iter().copied())
                .chain(Detector::NAMES.iter().copied())
                .collect();
            Detector::from_name(name).map_err(|_| Error::unknown("detector", name, &names))
        })
        .map(Choice::Rows),
    }
}

/// Whether that names the method, alone or in JSON with its settings.
fn is_method(text: &str, name: &str) -> bool {
    let in_json = || serde_json::from_str::<serde_json::Value>(text).is_ok_and(|json| json["method"] == name);
    text == name || in_json()
}

fn read(path: &Path) -> Result<Measurements> {
    let table = Table::read(path)?;
    let names: Vec<String> =
        table.header().iter().filter(|name| !TIME_NAMES.contains(&name.as_str())).cloned().collect();
    if names.is_empty() {
        let message = format!("expected a column besides the time, found: {}", table.header().join(", "));
        return Err(Error::new(ErrorKind::InvalidInput, message).with("file", path.display()));
    }
    let mut rows = Array2::zeros((table.n_rows(), names.len()));
    for (j, name) in names.iter().enumerate() {
        for (i, value) in table.column(name)?.numbers()?.into_iter().enumerate() {
            rows[[i, j]] = value;
        }
    }
    let times = match table.header().iter().find(|name| TIME_NAMES.contains(&name.as_str())) {
        Some(name) => table.column(name)?.text().take(2).filter_map(parse_time).collect(),
        None => Vec::new(),
    };
    let (first_end, step_ms) = match times[..] {
        [first, second] if second > first => (first, second.ms() - first.ms()),
        _ => (Timestamp::clamped(HOUR_MS), HOUR_MS),
    };
    Ok(Measurements { names, rows, first_end, step_ms })
}

/// One series: the same pass, with alarms where every score stands for itself, without for a ranking of stretches.
fn stream(data: &Measurements, history: Option<&Measurements>, is_causal: bool) -> Result<Scored> {
    if data.names.len() != 1 {
        let message = format!("the detector `stream` takes one column, got {}", data.names.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut detector = StreamDetector::new(&StreamDetection::default())?;
    let mut score =
        |value: &f64| if is_causal { detector.update(*value) } else { detector.update_base(*value) };
    let history = history.map(|history| history.rows.iter().map(&mut score).collect());
    Ok(Scored { history, data: data.rows.iter().map(score).collect() })
}

/// One series by any of its detectors: learned from the history, or from what came before (causal), or from all of it.
fn series(
    data: &Measurements,
    history: Option<&Measurements>,
    detector: &SeriesDetector,
    arguments: &Arguments,
) -> Result<Scored> {
    if data.names.len() != 1 {
        let message =
            format!("the detector `{}` takes one column, got {}", detector.name(), data.names.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let own = data.series();
    let none = Series { values: Vec::new(), ..own.clone() };
    match history.map(Measurements::series) {
        Some(history) => {
            let mut model = detector.fit(&history, arguments.seed)?;
            let scores = model.as_fitted_mut().score(&own)?;
            let mut anew = detector.fit(&history, arguments.seed)?;
            Ok(Scored { data: scores, history: Some(anew.as_fitted_mut().score_fitted(&history)?) })
        }
        None if arguments.causal => {
            let scores = detector.fit(&none, arguments.seed)?.as_fitted_mut().score(&own)?;
            Ok(Scored { data: scores, history: None })
        }
        None => {
            let scores = detector.fit(&own, arguments.seed)?.as_fitted_mut().score_fitted(&own)?;
            Ok(Scored { data: scores, history: None })
        }
    }
}

fn metrics(data: &Measurements, history: Option<&Measurements>, arguments: &Arguments) -> Result<Scored> {
    if history.is_none() && arguments.causal {
        let message = "--causal with many columns needs --train: without it all rows are learned from";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let learned = history.unwrap_or(data);
    let mut model = MetricsDetection::default().fit(learned.rows.view(), arguments.seed)?;
    let calibration = match history {
        Some(history) if arguments.flags.are_wanted() => {
            Some(model.clone().score(history.rows.view())?.scores)
        }
        _ => None,
    };
    let scores = model.score(data.rows.view())?;
    if let Some(path) = &arguments.causes {
        write_causes(path, &scores, &data.names)?;
    }
    Ok(Scored { data: scores.scores, history: calibration })
}

/// Where metrics that moved together in the history no longer do.
fn breaks(data: &Measurements, history: &Measurements) -> Result<Vec<AnomalyDetection>> {
    let model = CorrelationBreak::default().fit(history.rows.view())?;
    model.anomalies(&Scope::System, &data.names, data.rows.view(), data.first_end, data.step_ms)
}

/// Lines `start,end,features,score,anomalous`: every row is in one of them, features by falling share.
fn write_causes(path: &Path, scores: &MetricsScores, names: &[String]) -> Result<()> {
    let is_strange: Vec<bool> = scores.scores.iter().map(|score| *score >= CAUSES_FROM).collect();
    let mut table = TableWriter::create(path, ["start", "end", "features", "score", "anomalous"])?;
    let mut from = 0;
    for to in 0..is_strange.len() {
        let ends = to + 1 == is_strange.len() || is_strange[to + 1] != is_strange[from];
        if ends || (!is_strange[from] && to + 1 - from == CALM_ROWS) {
            let ranked: Vec<String> = scores.causes(names, from, to).into_iter().map(|c| c.name).collect();
            let most = scores.scores[from..=to].iter().copied().fold(0.0, f64::max);
            let features = ranked.join(" ").into();
            table.row([from.into(), to.into(), features, most.into(), is_strange[from].into()])?;
            from = to + 1;
        }
    }
    table.finish()
}

fn rows(
    data: &Measurements,
    history: Option<&Measurements>,
    detector: &Detector,
    seed: u64,
) -> Result<Scored> {
    match history {
        Some(history) => {
            let model = detector.fit(history.rows.view(), seed)?;
            let model = model.as_fitted();
            let calibration = model.score_fitted(history.rows.view())?;
            Ok(Scored { data: model.score(data.rows.view())?, history: Some(calibration) })
        }
        None => {
            let model = detector.fit(data.rows.view(), seed)?;
            Ok(Scored { data: model.as_fitted().score_fitted(data.rows.view())?, history: None })
        }
    }
}
