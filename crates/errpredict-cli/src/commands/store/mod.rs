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
    Import(Box<import::Arguments>),
    /// Read a log that somebody else keeps in PostgreSQL; it goes on where it ended
    Pull(Box<pull::Arguments>),
    /// Keep, watch and forecast series that a Prometheus has; it goes on where it ended
    #[cfg(feature = "server")]
    Series(Box<series::Arguments>),
    /// Write predictions into a table of another PostgreSQL
    Push(push::Arguments),
    /// Analyse what is stored and keep the results
    Analyze(analyze::Arguments),
    /// Say what is stored, and how to look at it with psql
    Status(status::Arguments),
    /// Run psql on the store: results are rows of the schema ai_models
    Psql(psql::Arguments),
    /// Take away what is too old, and make room for what comes; to be run once a day
    Retire(upkeep::Retire),
    /// Take a person out of every table, and keep a receipt that names nobody
    Erase(upkeep::Erase),
    /// Encrypt what names people with the newest key, after which older keys may go
    Reseal(upkeep::Reseal),
    /// Write all data into a file, for another store or another version of PostgreSQL
    Export(data::Export),
    /// Read such a file into an empty store
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
