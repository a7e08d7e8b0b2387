//! `errpredict detect`: one score per row of a CSV file.

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::detect::{DetectorChoice, Judging, Measurements, MetricsScores};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_io::{Table, TableWriter, parse_time};
use ndarray::Array2;

use super::flags_file::{Flags, Rows};

/// Columns that hold the time of a row, not a measurement.
const TIME_NAMES: [&str; 2] = ["timestamp", "time"];
/// Rows from which a first column that counts them is taken for their time. By judgement: three numbers a step apart may be a measurement.
const LEAST_ROWS: usize = 8;
/// Seconds since 1970 that are smaller count rows, and tell no time. By definition: 1973-03-03, before any log.
const COUNTED_BEFORE_MS: i64 = 100_000_000_000;

/// Arguments of `detect`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// CSV with one row per time or object, one column per measurement; an empty field is a gap. A first column of times, or one
    /// that only counts the rows, is not judged
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
    #[arg(long, default_value = "auto", value_parser = DetectorChoice::parse)]
    detector: DetectorChoice,
    /// Seed of everything random
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Also write the columns that deviate most, for each stretch of rows (detectors `metrics` and `peers`)
    #[arg(long)]
    causes: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
    /// Output file: column score, one finite number per row, higher is stranger
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

/// Scores every row of the file.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let data = read(&arguments.data)?;
    let history = arguments.train.as_deref().map(read).transpose()?;
    let how = Judging {
        unordered: arguments.rows,
        causal: arguments.causal,
        by_budget: arguments.flags.by_budget(),
        calibrate: arguments.flags.are_wanted(),
        seed: arguments.seed,
    };
    let choice = arguments.detector.clone().for_data(&data, &how);
    let scored = choice.score(&data, history.as_ref(), &how)?;
    if arguments.causes.is_some() && scored.metrics.is_none() {
        let message = format!("--causes needs the detector `metrics` or `peers`, got `{}`", choice.name());
        return Err(Error::new(ErrorKind::InvalidArgument, message));
    }
    if let (Some(path), Some(metrics)) = (&arguments.causes, &scored.metrics) {
        write_causes(path, metrics, data.names())?;
    }
    if arguments.flags.are_wanted() {
        let decision = arguments.flags.decision(&scored, arguments.causal)?;
        if let Some(caution) = arguments.flags.caution(scored.data.len()).filter(|_| history.is_none()) {
            let _ = std::io::stderr().write_all(caution.as_bytes());
        }
        let single = data.single().filter(|_| !arguments.rows).map(|series| series.values);
        let subject =
            arguments.data.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into());
        let rows = Rows {
            subject: &subject,
            steps: data.steps(),
            single: single.as_deref(),
            columns: scored.metrics.as_ref().map(|metrics| (metrics, data.names())),
            breaks: choice.breaks(&data, history.as_ref())?,
        };
        arguments.flags.write(&scored.data, &decision, &rows)?;
        return Flags::table(&arguments.output, &scored.data, &decision);
    }
    let mut table = TableWriter::create(&arguments.output, ["score"])?;
    for score in &scored.data {
        table.row([(*score).into()])?;
    }
    table.finish()
}

fn read(path: &Path) -> Result<Measurements> {
    let table = Table::read(path)?;
    let when = time_column(&table);
    let names: Vec<String> =
        table.header().iter().filter(|name| !is_time(name) && when != Some(name.as_str())).cloned().collect();
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
    let times: Vec<Timestamp> = match when {
        Some(name) => table.column(name)?.text().take(2).filter_map(parse_time).collect(),
        None => Vec::new(),
    };
    match times[..] {
        [first, second]
            if second > first && (first.ms() >= COUNTED_BEFORE_MS || when.is_some_and(is_time)) =>
        {
            Measurements::new(names, rows, (first, second.ms() - first.ms()))
        }
        _ => Measurements::hourly(names, rows),
    }
}

fn is_time(name: &str) -> bool {
    TIME_NAMES.contains(&name)
}

/// The column that says when a row was measured: by its name, or the first one, where every row has a later time than the row before, or
/// the same step further on. A number that does nothing but count the rows says nothing of them, and would hide what does.
fn time_column(table: &Table) -> Option<&str> {
    if let Some(name) = table.header().iter().find(|name| is_time(name)) {
        return Some(name);
    }
    let name = table.header().first().filter(|_| table.header().len() > 1 && table.n_rows() >= LEAST_ROWS)?;
    let texts: Vec<&str> = table.get(name)?.text().collect();
    let numbers: Option<Vec<f64>> = texts.iter().map(|text| text.trim().parse().ok()).collect();
    let is_when = match numbers {
        Some(numbers) => {
            let step = numbers[1] - numbers[0];
            step > 0.0 && numbers.windows(2).all(|two| two[1] - two[0] == step)
        }
        None => {
            let times: Option<Vec<Timestamp>> = texts.iter().map(|text| parse_time(text)).collect();
            times.is_some_and(|times| times.windows(2).all(|two| two[1] > two[0]))
        }
    };
    is_when.then_some(name.as_str())
}

/// Lines `start,end,features,score,anomalous`: every row is in one of them, features by falling share.
fn write_causes(path: &Path, scores: &MetricsScores, names: &[String]) -> Result<()> {
    let mut table = TableWriter::create(path, ["start", "end", "features", "score", "anomalous"])?;
    for found in scores.stretches(names) {
        let features = found.features.join(" ").into();
        table.row([
            found.start.into(),
            found.end.into(),
            features,
            found.score.into(),
            found.anomalous.into(),
        ])?;
    }
    table.finish()
}
