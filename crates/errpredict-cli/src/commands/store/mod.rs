//! `errpredict store`: logs kept in PostgreSQL, analysed from their counts.

mod analyze;
mod data;
mod import;
mod place;
mod psql;
mod pull;
mod push;
#[cfg(feature = "server")]
mod series;
mod status;
mod upkeep;

use errpredict::Result;

use crate::exit::Outcome;
pub(super) use place::Place;
#[cfg(feature = "server")]
pub(super) use place::{Known, Whose};

/// Keep logs and what is found in PostgreSQL.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Read logs into the store; what is there already is left out
    #[command(after_help = "Example:\n  errpredict store import /var/log/app/*.log --service checkout")]
    Import(Box<import::Arguments>),
    /// Read a log that somebody else keeps in PostgreSQL; it goes on where it ended
    #[command(
        after_help = "Example:\n  errpredict store pull --from postgresql://reader@db.example/shop --table app_errors --position id --map timestamp=created_at"
    )]
    Pull(Box<pull::Arguments>),
    /// Keep, watch and forecast series that a Prometheus has; it goes on where it ended
    #[cfg(feature = "server")]
    #[command(
        after_help = "Example:\n  errpredict store series --from http://127.0.0.1:9090 --query up --forecast 24"
    )]
    Series(Box<series::Arguments>),
    /// Write predictions into a table of another PostgreSQL
    #[command(
        after_help = "Example:\n  errpredict store push --to postgresql://writer@db.example/shop --table predictions"
    )]
    Push(push::Arguments),
    /// Analyse what is stored and keep the results
    #[command(after_help = "Example:\n  errpredict store analyze --json analysis.json")]
    Analyze(analyze::Arguments),
    /// Say what is stored, and how to look at it with psql
    #[command(after_help = "Example:\n  errpredict store status --data-dir /srv/errpredict")]
    Status(status::Arguments),
    /// Run psql on the store: results are rows of the schema ai_models
    #[command(after_help = "Example:\n  errpredict store psql -- -c 'table ai_models.anomaly_detections'")]
    Psql(psql::Arguments),
    /// Take away what is too old, and make room for what comes; to be run once a day
    #[command(after_help = "Example:\n  errpredict store retire --results-days 60 --max-bytes 20000000000")]
    Retire(upkeep::Retire),
    /// Take a person out of every table, and keep a receipt that names nobody
    #[command(after_help = "Example:\n  errpredict store erase user-4711")]
    Erase(upkeep::Erase),
    /// Encrypt what names people with the newest key, after which older keys may go
    #[command(after_help = "Example:\n  errpredict store reseal --keys errpredict.keys")]
    Reseal(upkeep::Reseal),
    /// Write all data into a file, for another store or another version of PostgreSQL
    #[command(after_help = "Example:\n  errpredict store export errpredict.data")]
    Export(data::Export),
    /// Read such a file into an empty store
    #[command(after_help = "Example:\n  errpredict store restore errpredict.data --data-dir /srv/new")]
    Restore(data::Restore),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    match &arguments.what {
        What::Import(arguments) => import::run(arguments),
        What::Pull(arguments) => pull::run(arguments),
        What::Push(arguments) => push::run(arguments),
        #[cfg(feature = "server")]
        What::Series(arguments) => series::run(arguments),
        What::Analyze(arguments) => analyze::run(arguments),
        What::Status(arguments) => status::run(arguments),
        What::Psql(arguments) => psql::run(arguments),
        What::Retire(arguments) => upkeep::retire(arguments),
        What::Erase(arguments) => upkeep::erase(arguments),
        What::Reseal(arguments) => upkeep::reseal(arguments),
        What::Export(arguments) => data::export(arguments),
        What::Restore(arguments) => data::restore(arguments),
    }
    .map(Outcome::from)
}
