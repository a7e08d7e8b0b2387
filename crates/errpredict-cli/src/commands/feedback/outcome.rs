//! `errpredict feedback outcome`: errors seen after an action against those seen after earlier hours as bad.
//!
//! A forecast made in a bad hour is no measure of what would have come: bad hours end by themselves. Where the log holds too
//! few hours to compare with, it is kept and told what was seen after the action, and no effect is learned of it.

use std::path::PathBuf;

use errpredict::action::{ActionType, Outcome};
use errpredict::analysis::Analysis;
use errpredict::history::PastAction;
use errpredict::time::HOUR_MS;
use errpredict::{Error, ErrorKind, Result, Scope};

use crate::past::read_history;
use crate::reading::ReadArguments;
use crate::values::json_file;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The history file; it is made where there is none
    history: PathBuf,
    /// The analysis right before the action (`analyze --json`): it says when that was
    #[arg(long, value_name = "FILE")]
    before: PathBuf,
    /// The service
    #[arg(id = "of", long = "of", value_name = "NAME")]
    service: String,
    /// The type of action, such as preemptive_restart
    #[arg(long, value_name = "TYPE", value_parser = str::parse::<ActionType>)]
    action: ActionType,
    /// Hours after the analysis that are compared, at most as far as it forecast
    #[arg(long, value_name = "N")]
    hours: u32,
    #[command(flatten)]
    reading: ReadArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let action_type = arguments.action;
    let analysis: Analysis = json_file(&arguments.before, "the analysis")?;
    let service = &arguments.service;
    let known: Vec<&str> =
        analysis.services.iter().filter_map(|found| found.scope.service()).take(50).collect();
    let found = analysis.services.iter().find(|found| found.scope.service() == Some(service));
    let found = found.ok_or_else(|| Error::unknown("service", service, &known))?;
    let forecast = found.forecast.as_ref().ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, format!("the analysis has no forecast of `{service}`"))
            .with("file", arguments.before.display())
    })?;
    let from = analysis.effective_at;
    let until = from.plus_ms(i64::from(arguments.hours) * HOUR_MS);
    let steps = forecast.values.iter().filter(|step| step.time <= until).count();
    if forecast.step_ms != HOUR_MS || steps != arguments.hours as usize || steps == 0 {
        let expected = format!("1 to {}", forecast.values.len());
        return Err(Error::setting("--hours", &expected, arguments.hours));
    }
    let rollup = arguments.reading.rollup(&arguments.reading.config()?)?;
    let last = rollup.last().unwrap_or_default();
    if last < until {
        let message = format!("the log must reach {until} to tell what came afterwards, it ends at {last}");
        return Err(Error::new(ErrorKind::NotEnoughData, message));
    }
    // A service that was never heard from again had no errors: the log, which goes on, says so.
    let seen = rollup.service(service).map_or(0, |counts| counts.errors().between(from, until)) as f64;
    let scope = Scope::service_named(service.as_str());
    let path = &arguments.history;
    let known = read_history(path.exists().then_some(path.as_path()))?;
    let is_own = |past: &&PastAction| past.service.as_deref().is_none_or(|of| of == service);
    let acted: Vec<_> = known.actions.iter().filter(is_own).map(|past| past.at).collect();
    let when = (from, arguments.hours);
    let compared = match Outcome::measure(&rollup, &scope, action_type, when, &acted) {
        Ok(outcome) => Ok(outcome.forecast),
        Err(error) if error.kind() == ErrorKind::NotEnoughData => Err(error),
        Err(error) => return Err(error),
    };
    super::record(&arguments.history, |history| {
        let (service, forecast) = (Some(service.clone()), compared.as_ref().ok().copied());
        history.actions.push(PastAction { action_type, at: until, service, forecast, seen });
        let effect = history.efficacy(until)?.of(action_type);
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let told = match (&compared, effect) {
            (Err(error), _) => {
                format!("; nothing can be claimed of its effect: {}", error.message())
            }
            (Ok(expected), Some(effect)) if effect.low > 0.0 => format!(
                ", {expected:.1} after earlier hours as bad; after {} outcomes it spares {} of the errors ({} to {})",
                effect.outcomes,
                percent(effect.reduction),
                percent(effect.low),
                percent(effect.high)
            ),
            (Ok(expected), Some(effect)) => format!(
                ", {expected:.1} after earlier hours as bad; after {} outcomes no effect is to be seen",
                effect.outcomes
            ),
            (Ok(expected), None) => format!(", {expected:.1} after earlier hours as bad"),
        };
        Ok(format!("{}: {seen:.0} errors seen after it{told}", action_type.name()))
    })
}
