//! `errpredict detect`: one score per row of a CSV file.

use std::path::{Path, PathBuf};

use errpredict::detect::{Detector, MetricsDetection, MetricsScores, StreamDetection, StreamDetector};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Table, TableWriter};
use ndarray::Array2;

use crate::values;

/// Columns that hold the time of a row, not a measurement.
const TIME_NAMES: [&str; 2] = ["timestamp", "time"];
/// Score of the metrics detector from which a row belongs to an interval in the causes.
const CAUSES_FROM: f64 = 2.0;
/// Longest stretch of calm rows that shares one line of causes.
const CALM_ROWS: usize = 60;

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
    /// `auto`, `stream` (one series), `metrics` (many), or a detector of rows by name or as JSON with its settings
    #[arg(long, default_value = "auto", value_parser = detector)]
    detector: Choice,
    /// Seed of everything random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Also write the columns that deviate most, for each stretch of rows (detector `metrics`)
    #[arg(long)]
    causes: Option<PathBuf>,
    /// Output file: column score, one finite number per row, higher is stranger
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

/// The measurements of a file.
struct Measurements {
    names: Vec<String>,
    rows: Array2<f64>,
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
        Choice::Auto if data.names.len() == 1 => Choice::Stream,
        Choice::Auto => Choice::Metrics,
        choice => choice.clone(),
    };
    if arguments.causes.is_some() && !matches!(choice, Choice::Metrics) {
        let message = format!("--causes needs the detector `metrics`, got `{}`", choice.name());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let scores = match &choice {
        Choice::Stream => stream(&data, history.as_ref(), arguments.causal)?,
        Choice::Rows(detector) => rows(&data, history.as_ref(), detector, arguments.seed)?,
        Choice::Auto | Choice::Metrics => metrics(&data, history.as_ref(), arguments)?,
    };
    let mut table = TableWriter::create(&arguments.output, ["score"])?;
    for score in scores {
        table.row([score.into()])?;
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
    /// Rows without an order.
    Rows(Detector),
}

impl Choice {
    fn name(&self) -> &str {
        match self {
            Choice::Auto => "auto",
            Choice::Stream => "stream",
            Choice::Metrics => "metrics",
            Choice::Rows(detector) => detector.name(),
        }
    }
}

fn detector(text: &str) -> Result<Choice> {
    match text {
        "auto" => Ok(Choice::Auto),
        "stream" => Ok(Choice::Stream),
        "metrics" => Ok(Choice::Metrics),
        text => values::method(text, |name| {
            let names: Vec<&str> =
                ["auto", "stream", "metrics"].into_iter().chain(Detector::NAMES.iter().copied()).collect();
            Detector::from_name(name).map_err(|_| Error::unknown("detector", name, &names))
        })
        .map(Choice::Rows),
    }
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
    Ok(Measurements { names, rows })
}

/// One series: the same pass, with alarms where every score stands for itself, without for a ranking of stretches.
fn stream(data: &Measurements, history: Option<&Measurements>, is_causal: bool) -> Result<Vec<f64>> {
    if data.names.len() != 1 {
        let message = format!("the detector `stream` takes one column, got {}", data.names.len());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let mut detector = StreamDetector::new(&StreamDetection::default())?;
    for value in history.into_iter().flat_map(|history| history.rows.iter()) {
        detector.update(*value);
    }
    let score = |value: &f64| if is_causal { detector.update(*value) } else { detector.update_base(*value) };
    Ok(data.rows.iter().map(score).collect())
}

fn metrics(data: &Measurements, history: Option<&Measurements>, arguments: &Arguments) -> Result<Vec<f64>> {
    if history.is_none() && arguments.causal {
        let message = "--causal with many columns needs --train: without it all rows are learned from";
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    let learned = history.unwrap_or(data);
    let mut model = MetricsDetection::default().fit(learned.rows.view(), arguments.seed)?;
    let scores = model.score(data.rows.view())?;
    if let Some(path) = &arguments.causes {
        write_causes(path, &scores, &data.names)?;
    }
    Ok(scores.scores)
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
) -> Result<Vec<f64>> {
    match history {
        Some(history) => detector.fit(history.rows.view(), seed)?.as_fitted().score(data.rows.view()),
        None => detector.fit(data.rows.view(), seed)?.as_fitted().score_fitted(data.rows.view()),
    }
}
