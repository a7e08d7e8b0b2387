//! `errpredict store push`.

use errpredict::Result;
use errpredict::numbers::plural;
use errpredict::time::DAY_MS;
use errpredict_store::Connection;

use super::place::Whose;
use crate::commands::watch::wall_clock;
use crate::tables::say;

/// Write predictions into a table of another PostgreSQL.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server, as postgresql://user@host/database
    #[arg(long, value_name = "URL")]
    to: String,
    /// The table: with a unique column id, and any columns of ai_models.error_predictions
    #[arg(long, value_name = "TABLE")]
    table: String,
    /// Days of predictions
    #[arg(long, default_value_t = 7, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3660))]
    days: u16,
    #[command(flatten)]
    whose: Whose,
}

/// Writes what is not there.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let to = Connection::parse(&arguments.to)?;
    let since = wall_clock().plus_ms(-i64::from(arguments.days) * DAY_MS);
    let written = arguments
        .whose
        .with_tenant(async |_, tenant| tenant.write_predictions_to(&to, &arguments.table, since).await)?;
    say(&format!("{} written\n", plural(written, "prediction")))
}
