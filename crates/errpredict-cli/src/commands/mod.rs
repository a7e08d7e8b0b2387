//! One file per command, one line to register it.

mod analyze;
mod backtest;
mod detect;
mod doctor;
mod events;
mod explain;
mod features;
mod feedback;
mod flags_file;
mod forecast;
mod predict;
mod rca;
mod similar;
mod templates;
mod train;
mod version;

/// Writes the enum of commands and the match that runs them: one line per command.
macro_rules! commands {
    ($( #[doc = $about:literal] $variant:ident => $module:ident ),+ $(,)?) => {
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            $( #[doc = $about] $variant($module::Arguments), )+
        }

        /// Runs the chosen command.
        pub(crate) fn run(command: Command) -> errpredict::Result<()> {
            match command {
                $( Command::$variant(arguments) => $module::run(&arguments), )+
            }
        }
    };
}

commands! {
    /// Analyse a log: what is wrong, how sure, since when, where it is going, what to do
    Analyze => analyze,
    /// Rank the likely root causes of incidents
    Rca => rca,
    /// Find similar errors among texts (messages, stack traces) and group them
    Similar => similar,
    /// Look at logs: what is recognised, what cannot be used and why, and the option that would help
    Doctor => doctor,
    /// Write what was read, one JSON object an event; turns any log into NDJSON
    Events => events,
    /// Find the templates of log messages
    Templates => templates,
    /// Compute feature rows of a log: at a time, at every step, or for a table of queries
    Features => features,
    /// Score the rows of a CSV file: how strange is each
    Detect => detect,
    /// Forecast the series of a CSV file or the metrics of a log, with intervals
    Forecast => forecast,
    /// Train a model that foresees critical events or bursts of errors
    Train => train,
    /// Predict with a trained model
    Predict => predict,
    /// Explain predictions: the features that moved them
    Explain => explain,
    /// Try a method on the past: what would have fired, and how often rightly
    Backtest => backtest,
    /// Record what a cause, an action, an error or an insight turned out to be, for --history
    Feedback => feedback,
    /// Print the versions of the program, its feature set and its analysis message
    Version => version,
}
