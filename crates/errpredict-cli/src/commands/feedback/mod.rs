//! `errpredict feedback`: writes what people and time confirmed into a history file.
//!
//! `analyze --history FILE` and `rca --history FILE` learn from it.

mod cause;
mod normal;
mod outcome;

use std::io::Write;
use std::path::{Path, PathBuf};

use errpredict::history::{ErrorDecision, History, InsightMark};
use errpredict::insight::InsightStatus;
use errpredict::{Error, ErrorKind, Fingerprint, Result, Timestamp};

use crate::past::{read_history, write_history};

/// Record what a cause turned out to be, what an action achieved, which errors are the same, what became of an insight.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// What the cause of an incident turned out to be
    #[command(
        after_help = "Example:\n  errpredict feedback cause history.json --answer analysis.json --service checkout --cause deployment --at 2026-11-27T15:00:00Z"
    )]
    Cause(cause::Arguments),
    /// What came of an action: errors seen afterwards against those forecast before
    #[command(
        after_help = "Example:\n  errpredict feedback outcome history.json --before analysis.json --of checkout --action preemptive_restart --hours 6 app.log"
    )]
    Outcome(outcome::Arguments),
    /// Two error groups are the same error, or are not
    #[command(
        after_help = "Example:\n  errpredict feedback errors history.json 00000000000000aa 00000000000000bb --at 2026-11-27T15:00:00Z"
    )]
    Errors(Errors),
    /// An insight was seen, solved or set aside
    #[command(
        after_help = "Example:\n  errpredict feedback insight history.json KEY wont_fix --at 2026-11-27T15:00:00Z"
    )]
    Insight(Insight),
    /// So many errors of a service are normal at a time of the day: a job that turns some things away every night
    #[command(
        after_help = "Example:\n  errpredict feedback normal history.json letters --from 02:00 --to 02:15 --at-most 60 --at 2026-11-27T15:00:00Z"
    )]
    Normal(normal::Arguments),
}

#[derive(Debug, clap::Args)]
struct Errors {
    /// The history file; it is made where there is none
    history: PathBuf,
    /// Two fingerprints, 16 hexadecimal digits each
    #[arg(num_args = 2, required = true, value_names = ["ONE", "OTHER"])]
    fingerprints: Vec<Fingerprint>,
    /// They are different errors [default: they are the same]
    #[arg(long)]
    different: bool,
    /// When that was decided (RFC 3339); analyses of earlier times do not know it
    #[arg(long, value_name = "TIME")]
    at: Timestamp,
}

#[derive(Debug, clap::Args)]
struct Insight {
    /// The history file; it is made where there is none
    history: PathBuf,
    /// The `key` of the insight
    key: String,
    /// acknowledged, in_progress, resolved or wont_fix
    #[arg(value_parser = status_of)]
    status: InsightStatus,
    /// When (RFC 3339); analyses of earlier times do not know it
    #[arg(long, value_name = "TIME")]
    at: Timestamp,
    /// How long resolved or wont_fix keeps it silent [default: for good]
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
}

/// Records one thing.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.what {
        What::Cause(arguments) => cause::run(arguments),
        What::Normal(arguments) => normal::run(arguments),
        What::Outcome(arguments) => outcome::run(arguments),
        What::Errors(arguments) => {
            let [one, other] = &arguments.fingerprints[..] else {
                return Err(Error::new(ErrorKind::InvalidArgument, "expected two fingerprints"));
            };
            let (one, other, same) = (one.to_string(), other.to_string(), !arguments.different);
            record(&arguments.history, |history| {
                let said = format!("{one} and {other} are {}", if same { "the same" } else { "different" });
                history.errors.push(ErrorDecision { at: arguments.at, one, other, same });
                Ok(said)
            })
        }
        What::Insight(arguments) => record(&arguments.history, |history| {
            let (key, status, until) = (arguments.key.clone(), arguments.status, arguments.until);
            let said = format!("{key} is {status}");
            history.insights.push(InsightMark { at: arguments.at, key, status, until });
            Ok(said)
        }),
    }
}

fn status_of(name: &str) -> Result<InsightStatus> {
    let known = ["acknowledged", "in_progress", "resolved", "wont_fix"];
    let status = known.contains(&name).then(|| serde_json::from_value(name.into()).ok()).flatten();
    status.ok_or_else(|| Error::unknown("status", name, &known))
}

/// Reads the history, adds to it, writes it whole, and says what was added.
fn record(path: &Path, add: impl FnOnce(&mut History) -> Result<String>) -> Result<()> {
    let mut history = read_history(path.exists().then_some(path))?;
    let said = add(&mut history)?;
    write_history(path, &history)?;
    say(&format!("recorded: {said}"))
}

/// One line on standard output.
fn say(text: &str) -> Result<()> {
    let said = errpredict_io::printable(text, usize::MAX);
    writeln!(std::io::stdout(), "{said}")
        .map_err(|error| Error::new(ErrorKind::Io, format!("cannot write to standard output: {error}")))
}
