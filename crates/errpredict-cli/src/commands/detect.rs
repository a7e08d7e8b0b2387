//! `errpredict detect`: one score per row of a CSV file.

use std::io::Write;
use std::path::PathBuf;

use errpredict::detect::{Detector, MetricsDetection, MetricsScores, StreamDetection, StreamDetector};
use errpredict::{Error, ErrorKind, Result};
use errpredict_io::{Table, create};
use ndarray::Array2;

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
    #[arg(long, default_value = "auto")]
    detector: String,
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
    let kind = match arguments.detector.as_str() {
        "auto" if arguments.rows => "ensemble",
        "auto" if data.names.len() == 1 => "stream",
        "auto" => "metrics",
        name => name,
    };
    let scores = match kind {
        "stream" => stream(&data, history.as_ref(), arguments.causal)?,
        "metrics" => metrics(&data, history.as_ref(), arguments)?,
        name => rows(&data, history.as_ref(), name, arguments.seed)?,
    };
    if kind != "metrics" && arguments.causes.is_some() {
        return Err(Error::new(
            ErrorKind::InvalidArgument,
            format!("--causes needs the detector `metrics`, got `{kind}`"),
        ));
    }
    let mut output = create(&arguments.output)?;
    let mut text = String::from("score\n");
    for score in &scores {
        text.push_str(&format!("{score}\n"));
    }
    output.write_all(text.as_bytes()).map_err(|error| not_written(&error))?;
    output.finish()
}

fn not_written(error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot write the output: {error}"))
}

fn read(path: &std::path::Path) -> Result<Measurements> {
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
        let mut output = create(path)?;
        output.write_all(causes(&scores, &data.names).as_bytes()).map_err(|error| not_written(&error))?;
        output.finish()?;
    }
    Ok(scores.scores)
}

/// Lines `start,end,features,score,anomalous`: every row is in one of them, features by falling share.
fn causes(scores: &MetricsScores, names: &[String]) -> String {
    let is_strange: Vec<bool> = scores.scores.iter().map(|score| *score >= CAUSES_FROM).collect();
    let mut text = String::from("start,end,features,score,anomalous\n");
    let mut from = 0;
    for to in 0..is_strange.len() {
        let ends = to + 1 == is_strange.len() || is_strange[to + 1] != is_strange[from];
        if ends || (!is_strange[from] && to + 1 - from == CALM_ROWS) {
            let ranked: Vec<String> = scores.causes(names, from, to).into_iter().map(|c| c.name).collect();
            let most = scores.scores[from..=to].iter().copied().fold(0.0, f64::max);
            let anomalous = u8::from(is_strange[from]);
            text.push_str(&format!("{from},{to},{},{most},{anomalous}\n", ranked.join(" ")));
            from = to + 1;
        }
    }
    text
}

fn rows(data: &Measurements, history: Option<&Measurements>, name: &str, seed: u64) -> Result<Vec<f64>> {
    let detector: Detector = if name.trim_start().starts_with('{') {
        serde_json::from_str(name)
            .map_err(|error| Error::new(ErrorKind::InvalidSetting, format!("--detector: {error}")))?
    } else {
        Detector::from_name(name)?
    };
    match history {
        Some(history) => detector.fit(history.rows.view(), seed)?.as_fitted().score(data.rows.view()),
        None => detector.fit(data.rows.view(), seed)?.as_fitted().score_fitted(data.rows.view()),
    }
}
