//! `errpredict store analyze`.

use std::io::Write;
use std::path::PathBuf;

use errpredict::analysis::{AnalysisConfig, analyze_with_history};
use errpredict::features::Statics;
use errpredict::numbers::plural;
use errpredict::time::MINUTE_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};

use super::place::Whose;
use crate::config::Config;
use crate::tables::say;
use crate::values;

/// Analyse what is stored and keep the results.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    whose: Whose,
    /// The time to analyse (RFC 3339 or seconds since 1970); nothing after it counts [default: the newest event]
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    at: Option<Timestamp>,
    /// Options as a JSON file, of which the part analysis is taken
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write the whole analysis as JSON; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Reads the counts, analyses, stores what was found.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let config: AnalysisConfig = Config::read(arguments.config.as_deref())?.analysis;
    let (analysis, written) = arguments.whose.with_tenant(async |store, tenant| {
        let rollup = tenant.rollup().await?;
        let newest = rollup.now().ok_or_else(|| {
            Error::new(
                ErrorKind::NotEnoughData,
                "the store holds no event: `errpredict store import LOG` reads a log into it",
            )
        })?;
        let at = arguments.at.unwrap_or_else(|| newest.bucket_end(MINUTE_MS));
        // What people said of times, limits, errors and causes holds here as in the jobs.
        let (mut config, calendar) = (config, tenant.calendar().await?);
        calendar.tell(&mut config);
        if config.statics == Statics::default() {
            config.statics = tenant.statics().await?;
        }
        let history = tenant.history(at, &calendar).await?;
        let analysis = analyze_with_history(&rollup, at, &config, &history)?;
        let written = tenant.write_analysis(&analysis).await?;
        store.refresh_views().await?;
        Ok((analysis, written))
    })?;
    if let Some(path) = &arguments.json {
        let failed = |error| Error::new(ErrorKind::Io, format!("cannot write `{}`: {error}", path.display()));
        let text = serde_json::to_string_pretty(&analysis).map_err(std::io::Error::from).map_err(failed)?;
        let mut output = errpredict_io::create(path)?;
        output.write_all(errpredict_io::json_for_terminals(&(text + "\n")).as_bytes()).map_err(failed)?;
        output.finish()?;
        if path.as_os_str() == "-" {
            return Ok(());
        }
    }
    let counts = [
        (written.anomalies, "anomaly_detections"),
        (written.predictions, "error_predictions"),
        (written.forecasts, "time_series_forecasts"),
        (written.root_causes, "root_cause_analysis"),
        (written.actions, "preventive_actions"),
        (written.insights, "ai_insights"),
        (written.patterns, "error_patterns"),
    ];
    let headline = errpredict_io::printable(&analysis.headline.text, 2_000);
    let mut page = format!(
        "{headline}\n\nAs of {}, {}. Written to ai_models:\n",
        analysis.effective_at,
        plural(analysis.events, "event")
    );
    for (count, table) in counts {
        page.push_str(&format!("{count:>8}  {table}\n"));
    }
    page.push_str(
        "
To look at them: errpredict store psql
",
    );
    say(&page)
}
