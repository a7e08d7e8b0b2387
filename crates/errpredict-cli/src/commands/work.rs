//! `errpredict work`: the jobs over the store, and the messages that come of them.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use errpredict::{Error, ErrorKind, Result};
use errpredict_jobs::{Config, Context, JOBS, Worker, job_named};
use errpredict_server::asked_to_end;
use errpredict_store::Database;

use super::store::Place;
use crate::tables::say;

/// Run the jobs as they become due, and send what is found.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Settings as a TOML file, of which the sections jobs, alerts and platform are taken; ${NAME} in a text is a variable of the environment
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Work on what is due, send what is to be sent, and end: for cron; with --job the slots of that job which are due, for other schedulers
    #[arg(long)]
    once: bool,
    /// Run the job of --job now, whether it is due or not, and end
    #[arg(long, requires = "job", conflicts_with = "once")]
    now: bool,
    /// This job alone
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(JOBS.iter().map(|job| job.name)))]
    job: Option<String>,
    /// The zone whose clock the schedule goes by [default: jobs.zone of the settings, else UTC]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
}

/// Works until it is asked to end, or until nothing is due.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut config = settings(arguments.config.as_deref())?;
    if let Some(zone) = &arguments.zone {
        config.jobs.zone.clone_from(zone);
    }
    config.check()?;
    log();
    arguments.place.with_database(async |database| {
        let worker = worker(database, &arguments.place, config.clone()).await?;
        let job = arguments.job.as_deref().map(job_named).transpose()?;
        let worker = match job {
            Some(job) => worker.only(job),
            None => worker,
        };
        match (arguments.once, job) {
            (_, Some(job)) if arguments.now => {
                worker.now(None).await?;
                say(&format!("{}: done\n", job.name))
            }
            (true, Some(job)) => {
                let said = match worker.due().await? {
                    0 => "nothing to do: no slot is due, or another worker is at it".to_owned(),
                    1 => "done".to_owned(),
                    slots => format!("done, {slots} slots"),
                };
                say(&format!("{}: {said}\n", job.name))
            }
            (true, None) => {
                let worked = worker.once().await?;
                say(&format!("{worked} jobs run\n"))
            }
            (false, _) => {
                say(&schedule(&config))?;
                worker.run(asked_to_end()).await
            }
        }
    })
}

/// A worker on a database. Behind a pooler it is not told what comes, and looks for it.
pub(super) async fn worker(database: &Database, place: &Place, config: Config) -> Result<Worker> {
    let store = database.store(&place.config()?).await?;
    let listen = (!place.is_pooled()).then(|| database.connection());
    let folder = place.url().is_none().then(|| place.folder());
    Worker::new(Context::new(store, config)?.with_data_folder(folder), listen)
}

/// The settings of a file.
#[expect(clippy::disallowed_methods, reason = "the settings may name variables of the environment")]
pub(super) fn settings(file: Option<&Path>) -> Result<Config> {
    let Some(path) = file else { return Ok(Config::default()) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display())))?;
    Config::read(&text, |name| std::env::var(name).ok())
}

fn schedule(config: &Config) -> String {
    let mut text = format!("errpredict works; its clock is that of {}\n", config.jobs.zone);
    for job in JOBS {
        text.push_str(&format!("  {:30} {:32} {}\n", job.name, job.every.in_words(), job.about));
    }
    text
}

/// One line an attempt on standard error.
fn log() {
    let lines = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(false);
    // Another part of this process logs already: then its way of logging goes on.
    let _ = lines.try_init();
}
