//! One file per command, one line to register it.

mod analyze;
#[cfg(feature = "server")]
mod apply;
mod backtest;
mod completions;
mod demo;
mod detect;
mod doctor;
mod events;
mod explain;
mod features;
mod feedback;
mod flags_file;
mod forecast;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(feature = "store")]
mod migrate;
mod predict;
mod rca;
#[cfg(feature = "server")]
mod serve;
mod similar;
#[cfg(feature = "store")]
mod store;
mod templates;
#[cfg(feature = "server")]
mod token;
mod train;
mod version;
mod watch;
#[cfg(feature = "server")]
mod work;

use crate::exit::Outcome;

/// Writes the enum of commands and the match that runs them: one line per command, and its examples, which a test reads
/// as the program would.
macro_rules! commands {
    ($( #[doc = $about:literal] $(#[cfg($when:meta)])? $variant:ident => $module:ident, $examples:literal; )+) => {
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            $(
                $(#[cfg($when)])?
                #[doc = $about]
                #[command(after_help = concat!("Examples:\n", $examples))]
                $variant($module::Arguments),
            )+
        }

        /// Runs the chosen command.
        pub(crate) fn run(command: Command) -> errpredict::Result<Outcome> {
            match command {
                $( $(#[cfg($when)])? Command::$variant(arguments) => $module::run(&arguments).map(Outcome::from), )+
            }
        }
    };
}

commands! {
    /// Analyse a log: what is wrong, how sure, since when, where it is going, what to do
    Analyze => analyze, "  errpredict analyze /var/log/app/*.log
  errpredict analyze app.log --service checkout --utc-offset +01:00
  errpredict analyze app.log --at 2026-11-27T14:35:00Z --html report.html
  errpredict analyze app.log --deployed checkout=2.4.1@2026-11-27T14:00:00Z
  journalctl -o json --since '30 days ago' | errpredict analyze - --fail-on high";
    /// See it work: a made month of five services with three incidents, and whether they are found
    Demo => demo, "  errpredict demo
  errpredict demo --write story.ndjson
  errpredict analyze story.ndjson --html report.html";
    /// Follow logs as they grow, and tell what is new: each incident once, and once more when it ends
    Watch => watch, "  errpredict watch /var/log/app/*.log --state app.state
  tail -F app.log | errpredict watch - --json
  errpredict watch app.log --state app.state --post http://127.0.0.1:8080/hook";
    /// Rank the likely root causes of incidents
    Rca => rca, "  errpredict rca incidents/2026-11-27 -o causes.csv
  errpredict rca incidents/* --output causes.csv --history history.json";
    /// Find similar errors among texts (messages, stack traces) and group them
    Similar => similar, "  errpredict similar traces.csv --top 3
  errpredict similar traces.csv --groups groups.csv --output similar.csv";
    /// Look at logs: what is recognised, what cannot be used and why, and the option that would help
    Doctor => doctor, "  errpredict doctor app.log
  errpredict doctor '/var/log/**/*.log'";
    /// Write what was read, one JSON object an event; turns any log into NDJSON
    Events => events, "  errpredict events access.log.gz --service web --output web.ndjson
  errpredict events app.log | jq .message";
    /// Find the templates of log messages
    Templates => templates, "  errpredict templates app.log
  errpredict templates app.log --output templates.csv";
    /// Compute feature rows of a log: at a time, at every step, or for a table of queries
    Features => features, "  errpredict features app.log --at 2026-11-27T14:35:00Z
  errpredict features app.log --every 1h --output features.csv.gz";
    /// Score the rows of a CSV file: how strange is each
    Detect => detect, "  errpredict detect numbers.csv --output scores.csv
  errpredict detect numbers.csv --causal --html scores.html";
    /// Forecast the series of a CSV file or the metrics of a log, with intervals
    Forecast => forecast, "  errpredict forecast numbers.csv --horizon 24
  errpredict forecast app.log --metric errors --horizon 24 --zone Europe/Paris --html forecast.html";
    /// Train a model that foresees critical events or bursts of errors
    Train => train, "  errpredict train app.log --target burst --horizon 2h --output burst.model";
    /// Predict with a trained model
    Predict => predict, "  errpredict predict app.log --model burst.model";
    /// Explain predictions: the features that moved them
    Explain => explain, "  errpredict explain app.log --model burst.model";
    /// Try a method on the past: what would have fired, and how often rightly
    Backtest => backtest, "  errpredict backtest app.log --target burst --horizon 2h --html backtest.html";
    /// Record what a cause, an action, an error or an insight turned out to be, for --history
    Feedback => feedback, "  errpredict feedback insight history.json KEY wont_fix --at 2026-11-27T15:00:00Z
  errpredict feedback normal history.json letters --from 02:00 --to 02:15 --at-most 60 --at 2026-11-27T15:00:00Z
  errpredict analyze app.log --history history.json";
    /// Keep logs and what is found in PostgreSQL, and analyse from there
    #[cfg(feature = "store")]
    Store => store, "  errpredict store import /var/log/app/*.log
  errpredict store analyze
  errpredict store status --data-dir /srv/errpredict
  errpredict store psql -- -c 'table ai_models.anomaly_detections'
  errpredict store export errpredict.data";
    /// Answer over HTTP what the store holds, and take events
    #[cfg(feature = "server")]
    Serve => serve, "  errpredict serve
  errpredict serve --config errpredict.toml --database-url postgresql://errpredict@db.example/errpredict
  errpredict serve --demo
  errpredict serve --show-config";
    /// Run the jobs as they become due: find, foresee, learn, and tell people
    #[cfg(feature = "server")]
    Work => work, "  errpredict work
  errpredict work --config errpredict.toml --zone Europe/Paris
  errpredict work --now --job detect_anomalies_background
  errpredict work --once --job detect_anomalies_background";
    /// Bring policies, silences, people on call, hooks and the like to what a file says, or write such a file
    #[cfg(feature = "server")]
    Apply => apply, "  errpredict apply -f errpredict-tenant.toml --dry-run
  errpredict apply -f errpredict-tenant.toml --prune
  errpredict apply --export > errpredict-tenant.toml";
    /// Say who may do what, and give and revoke keys
    #[cfg(feature = "server")]
    Token => token, "  errpredict token create ada --role admin
  errpredict token create shop --service --role ingest --days 90
  errpredict token users";
    /// Bring the schema of a store to a step, or say where it stands
    #[cfg(feature = "store")]
    Migrate => migrate, "  errpredict migrate status
  errpredict migrate up --database-url postgresql://errpredict@db.example/errpredict";
    /// Answer assistants that speak the Model Context Protocol, on standard input and output; it only reads
    #[cfg(feature = "mcp")]
    Mcp => mcp, "  errpredict mcp --list
  errpredict mcp";
    /// Write what completes commands and options in a shell
    Completions => completions, "  errpredict completions bash > ~/.local/share/bash-completion/completions/errpredict
  errpredict completions zsh > ~/.zfunc/_errpredict
  errpredict completions fish > ~/.config/fish/completions/errpredict.fish";
    /// Write the manual pages into a folder
    Man => man, "  errpredict man ~/.local/share/man/man1
  man errpredict-analyze";
    /// Print the versions of the program, its feature set and its analysis message
    Version => version, "  errpredict version";
}

#[cfg(test)]
mod tests;
