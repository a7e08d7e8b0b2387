//! `errpredict migrate`: the schema of a store, step by step.

use std::fmt::Write as _;

use errpredict::Result;
use errpredict_store::Step;

use super::store::Place;
use crate::tables::say;

/// Bring the schema of a store to a step, or say where it stands.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Run the steps that were not run
    #[command(
        after_help = "Example:\n  errpredict migrate up --database-url postgresql://errpredict@db.example/errpredict"
    )]
    Up(Up),
    /// Take steps back; THEIR DATA IS GONE
    #[command(after_help = "Example:\n  errpredict migrate down --to 25")]
    Down(Down),
    /// Say which steps were run, and when
    #[command(after_help = "Example:\n  errpredict migrate status")]
    Status(Status),
}

#[derive(Debug, clap::Args)]
struct Up {
    #[command(flatten)]
    place: Place,
    /// The last step to run [default: the newest]
    #[arg(long, value_name = "STEP")]
    to: Option<i32>,
}

#[derive(Debug, clap::Args)]
struct Down {
    #[command(flatten)]
    place: Place,
    /// The last step that stays; 0 takes everything back
    #[arg(long, value_name = "STEP")]
    to: i32,
}

#[derive(Debug, clap::Args)]
struct Status {
    #[command(flatten)]
    place: Place,
}

fn steps(word: &str, steps: &[Step]) -> String {
    let mut page = String::new();
    for step in steps {
        let _ = writeln!(page, "{word} {:>4}  {}", step.version, step.name);
    }
    if page.is_empty() { "nothing to do\n".to_owned() } else { page }
}

/// Migrates, or says where it stands.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let page = match &arguments.what {
        What::Up(up) => up
            .place
            .with_database(async |database| Ok(steps("run", &database.migrator().await?.up(up.to).await?))),
        What::Down(down) => down.place.with_database(async |database| {
            Ok(steps("taken back", &database.migrator().await?.down(down.to).await?))
        }),
        What::Status(status) => status.place.with_database(async |database| {
            let mut page = String::new();
            for status in database.migrator().await?.status().await? {
                let when = status.applied_at.map_or("not run".to_owned(), |at| at.to_string());
                let _ = writeln!(page, "{:>4}  {:12} {when}", status.step.version, status.step.name);
            }
            Ok(page)
        }),
    }?;
    say(&page)
}
