//! `errpredict explain`: what moved a prediction, and what a model relies on.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use errpredict::features::{FeatureQuery, FeatureSource};
use errpredict::numbers::{amount, percent, plural, short_time};
use errpredict::predict::{
    DecisionPath, Explanation, FeaturePart, Importance, Importances, ProbabilityModel, Scale, self_queries,
    training_step_ms,
};
use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::Serialize;

use crate::reading::ReadArguments;
use crate::style::Style;
use crate::tables::{self, Cell, Queries, TableWriter};

/// Longest name of a service, feature or factor that is shown.
const NAME_CHARS: usize = 60;
/// Predictions told about in the terminal; files hold all.
const LISTED: usize = 20;
/// Features named with a factor.
const FEATURES_A_FACTOR: usize = 3;
/// Seed of the shuffles: importance is a measurement, not a choice.
const SEED: u64 = 0;

/// What to explain.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: ReadArguments,
    /// What is known of the services: a table with service,group,depends_on,...
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// The model, as `errpredict train` wrote it
    #[arg(long, value_name = "MODEL")]
    model: PathBuf,
    /// Predictions to explain: query_id,service,timestamp; every service at the end of the log otherwise
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Factors of each, those that moved it most first
    #[arg(long, value_name = "N", default_value_t = 5)]
    top: usize,
    /// Ways through decision trees of each, those that moved it most first
    #[arg(long, value_name = "N", default_value_t = 0)]
    paths: usize,
    /// What the model relies on instead: how much worse it gets when a factor or feature is shuffled over the queries
    /// (over times of the log otherwise), and its share of the gain in training
    #[arg(long, conflicts_with = "paths")]
    importance: bool,
    /// Write a table: query_id,probability,rank,factor,contribution,features (with --importance:
    /// kind,name,gain,permutation,spread)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write everything as JSON; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// One explained prediction.
#[derive(Debug, Serialize)]
struct Explained<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    service: &'a str,
    at: Timestamp,
    probability: f64,
    lower: f64,
    upper: f64,
    #[serde(flatten)]
    explanation: Explanation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paths: Vec<DecisionPath>,
}

/// Explains and tells.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let saved = tables::model(&arguments.model)?;
    let statics = tables::statics(arguments.services.as_deref(), arguments.reading.zone.as_deref())?;
    let file = arguments.queries.as_deref().map(Queries::read).transpose()?;
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    if arguments.importance {
        let queries = match &file {
            Some(file) => file.feature_queries(),
            None => self_queries(&rollup, training_step_ms(saved.model.horizon_ms)),
        };
        let found = saved.importances(&rollup, &statics, &queries, SEED)?;
        return tell_importance(arguments, &found);
    }
    let now = rollup.now().unwrap_or_default();
    let queries: Vec<FeatureQuery<'_>> = match &file {
        Some(file) => file.feature_queries(),
        None => rollup.services().map(|(service, _)| FeatureQuery { service, at: now }).collect(),
    };
    let predictions = saved.predict_queries(&rollup, &statics, &queries)?;
    let source = FeatureSource::new(&rollup, &statics, saved.task_state()?.feature_set.clone())?;
    let explained = queries
        .iter()
        .zip(predictions)
        .enumerate()
        .map(|(i, (query, said))| {
            let mut explanation = saved.explain(&source, &statics, *query)?;
            explanation.factors.truncate(arguments.top);
            Ok(Explained {
                query_id: file.as_ref().map(|file| file.ids[i].as_str()),
                service: query.service,
                at: query.at,
                probability: said.probability,
                lower: said.lower,
                upper: said.upper,
                explanation,
                paths: saved.decision_paths(&source, &statics, *query, arguments.paths)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    if let Some(path) = &arguments.output {
        write_table(path, &explained)?;
    }
    if let Some(path) = &arguments.json {
        write_json(path, &explained)?;
    }
    if arguments.output.is_none() && arguments.json.is_none() {
        tables::say(&text(&saved, &explained, Style::of_stdout()))?;
    }
    Ok(())
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let mut output = BufWriter::new(errpredict_io::create(path)?);
    let text = serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("explanations as JSON: {error}")))?;
    writeln!(output, "{}", errpredict_io::json_for_terminals(&text)).map_err(tables::cannot_write)?;
    output.into_inner().map_err(|error| tables::cannot_write(error.into_error()))?.finish()
}

fn write_table(path: &Path, explained: &[Explained<'_>]) -> Result<()> {
    let named = explained.first().is_none_or(|first| first.query_id.is_some());
    let keys: &[&str] = if named { &["query_id"] } else { &["service", "timestamp"] };
    let columns = keys.iter().chain(&["probability", "rank", "factor", "contribution", "features"]);
    let mut table = TableWriter::create(path, columns)?;
    for one in explained {
        for (rank, factor) in one.explanation.factors.iter().enumerate() {
            let keys = match one.query_id {
                Some(id) => vec![Cell::from(id)],
                None => vec![one.service.into(), one.at.into()],
            };
            let named = features(&factor.features);
            let values = [
                one.probability.into(),
                (rank + 1).into(),
                Cell::from(&factor.factor),
                factor.contribution.into(),
                Cell::from(&named),
            ];
            table.row(keys.into_iter().chain(values))?;
        }
    }
    table.finish()
}

fn shown(name: &str) -> String {
    errpredict_io::printable(name, NAME_CHARS)
}

fn known(value: Option<f64>) -> String {
    value.map_or_else(|| "missing".to_owned(), amount)
}

/// The features of a factor that moved most, with their values.
fn features(parts: &[FeaturePart]) -> String {
    let named = parts.iter().take(FEATURES_A_FACTOR);
    let named: Vec<String> =
        named.map(|part| format!("{} {}", shown(&part.feature), known(part.value))).collect();
    named.join(", ")
}

fn text(saved: &ProbabilityModel, explained: &[Explained<'_>], style: Style) -> String {
    let horizon = errpredict::numbers::duration(saved.model.horizon_ms);
    let mut text = String::new();
    for one in explained.iter().take(LISTED) {
        let Explained { probability, lower, upper, .. } = *one;
        let _ = writeln!(
            text,
            "{}  {} UTC: {} for {} within {horizon} ({} to {})",
            style.bold(&shown(one.service)),
            short_time(one.at),
            style.bold(&percent(probability)),
            saved.target,
            percent(lower),
            percent(upper),
        );
        text += &factors(&one.explanation, style);
        for path in &one.paths {
            let _ = writeln!(text, "  {}", style.dim(&way(path)));
        }
    }
    if explained.len() > LISTED {
        let more = plural((explained.len() - LISTED) as u64, "more prediction");
        let _ = writeln!(text, "{more}: -o FILE or --json FILE has all");
    }
    text
}

fn factors(explanation: &Explanation, style: Style) -> String {
    let unit = match explanation.scale {
        Scale::LogOdds => "log-odds",
        Scale::Probability => "probability",
    };
    let mut text = format!(
        "  {:+.2} expected of any row ({unit}, before calibration), {:+.2} here\n",
        explanation.expected, explanation.output
    );
    for factor in &explanation.factors {
        let _ = writeln!(
            text,
            "  {:+.2} {:<32} {}",
            factor.contribution,
            shown(&factor.factor),
            style.dim(&errpredict_io::printable(&factor.words, 3 * NAME_CHARS))
        );
    }
    let told: f64 = explanation.factors.iter().map(|factor| factor.contribution).sum();
    let rest = explanation.output - explanation.expected - told;
    if rest.abs() >= 0.005 {
        let _ = writeln!(text, "  {rest:+.2} all other factors");
    }
    text
}

/// One way through a tree in a line.
fn way(path: &DecisionPath) -> String {
    let steps: Vec<String> = path
        .steps
        .iter()
        .map(|step| {
            let sign = if step.left { "<=" } else { ">" };
            format!("{} {} {sign} {}", shown(&step.feature), known(step.value), amount(step.threshold))
        })
        .collect();
    format!("{:+.2} tree {} of {}: {}", path.moved, path.tree, path.method, steps.join("; "))
}

fn tell_importance(arguments: &Arguments, found: &Importances) -> Result<()> {
    if let Some(path) = &arguments.output {
        let mut table = TableWriter::create(path, ["kind", "name", "gain", "permutation", "spread"])?;
        for (kind, list) in [("factor", &found.factors), ("feature", &found.features)] {
            for Importance { name, gain, permutation, spread } in list {
                table.row([
                    kind.into(),
                    Cell::from(name),
                    (*gain).into(),
                    (*permutation).into(),
                    (*spread).into(),
                ])?;
            }
        }
        table.finish()?;
    }
    if let Some(path) = &arguments.json {
        write_json(path, found)?;
    }
    if arguments.output.is_some() || arguments.json.is_some() {
        return Ok(());
    }
    let mut text = format!(
        "log loss {:.4} on {}; it rises by so much when shuffled (± between shuffles), share of the gain in training\n",
        found.log_loss,
        plural(found.n_rows as u64, "row")
    );
    for (title, list) in [("FACTORS", &found.factors), ("FEATURES", &found.features)] {
        let _ = writeln!(text, "\n{title}");
        for Importance { name, gain, permutation, spread } in list.iter().take(LISTED) {
            let gain = gain.map_or(String::new(), |gain| format!("{:>6.1}%", 100.0 * gain));
            let _ = writeln!(text, "  {:<44} {permutation:+.4} ±{spread:.4} {gain}", shown(name));
        }
    }
    tables::say(&text)
}
