//! `errpredict feedback cause`: an incident and what its cause turned out to be.

use std::io::BufRead;
use std::path::PathBuf;

use errpredict::analysis::Analysis;
use errpredict::history::{IncidentAnswer, PastIncident};
use errpredict::rca::{CauseKind, Ranking, Signature};
use errpredict::{Error, ErrorKind, Result, Timestamp};

use crate::values::json_file;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The history file; it is made where there is none
    history: PathBuf,
    /// The answer given then: `analyze --json` (with --service) or `rca --json` (with --incident)
    #[arg(long, value_name = "FILE")]
    answer: PathBuf,
    /// The service whose causes were asked, in an answer of `analyze`
    #[arg(long, value_name = "NAME", conflicts_with = "incident", required_unless_present = "incident")]
    service: Option<String>,
    /// The incident, in an answer of `rca`
    #[arg(long, value_name = "ID")]
    incident: Option<String>,
    /// Id under which it is recorded [default: the incident, or service and onset]
    #[arg(long)]
    id: Option<String>,
    /// The kind of cause it really was, such as deployment or resource
    #[arg(long, value_name = "KIND", value_parser = str::parse::<CauseKind>, conflicts_with = "wrong", required_unless_present = "wrong")]
    cause: Option<CauseKind>,
    /// Only this is known: it was not the one named first
    #[arg(long)]
    wrong: bool,
    /// What was done, in words
    #[arg(long, value_name = "TEXT")]
    resolution: Option<String>,
    /// Whether that helped
    #[arg(long, value_name = "true|false", requires = "resolution")]
    helped: Option<bool>,
    /// How sure this is, above 0 and at most 1
    #[arg(long, default_value_t = 1.0, value_name = "0..1")]
    weight: f64,
    /// When it became known (RFC 3339); analyses of earlier times do not know it
    #[arg(long, value_name = "TIME")]
    at: Timestamp,
}

/// What the answer said.
struct Answer {
    id: String,
    service: Option<String>,
    named: Option<CauseKind>,
    signature: Signature,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let cause = arguments.cause;
    let answer = match (&arguments.service, &arguments.incident) {
        (Some(service), _) => of_service(json_file(&arguments.answer, "the analysis")?, service)?,
        (None, Some(incident)) => of_incident(arguments, incident)?,
        (None, None) => {
            return Err(Error::new(ErrorKind::InvalidArgument, "expected --service or --incident"));
        }
    };
    super::record(&arguments.history, |history| {
        let id = arguments.id.clone().unwrap_or(answer.id);
        let before = history.experience(arguments.at)?.beliefs;
        history.incidents.push(PastIncident {
            id: id.clone(),
            at: arguments.at,
            service: answer.service,
            signature: answer.signature,
            named: answer.named,
            cause,
            resolution: arguments.resolution.clone(),
            helped: arguments.helped,
            weight: arguments.weight,
        });
        let after = history.experience(arguments.at)?.beliefs;
        let was = cause.map_or("not what was named".to_owned(), |cause| cause.name().to_owned());
        Ok(match answer.named {
            Some(named) => format!(
                "incident {id} was {was}, named was {}: belief in that kind {:.2}, {:.2} before",
                named.name(),
                after.of(named),
                before.of(named)
            ),
            None => format!("incident {id} was {was}, nothing was named"),
        })
    })
}

fn of_service(analysis: Analysis, service: &str) -> Result<Answer> {
    let names: Vec<&str> =
        analysis.services.iter().filter_map(|found| found.scope.service()).take(50).collect();
    let found = analysis.services.iter().find(|found| found.scope.service() == Some(service));
    let found = found.ok_or_else(|| Error::unknown("service", service, &names))?;
    let causes = found.root_causes.as_ref().ok_or_else(|| {
        let message = format!("the analysis names no causes for `{service}`: nothing was strange in it, or its depth was not deep");
        Error::new(ErrorKind::InvalidInput, message)
    })?;
    let onset = causes.onset.unwrap_or(analysis.effective_at);
    Ok(Answer {
        id: format!("{service} {onset}"),
        service: Some(service.to_owned()),
        named: causes.causes.first().map(|cause| cause.kind),
        signature: causes.lessons.signature.clone(),
    })
}

/// The ranking of that incident among those of a file with one JSON object per line.
fn of_incident(arguments: &Arguments, incident: &str) -> Result<Answer> {
    let path = &arguments.answer;
    for (number, line) in (1..).zip(errpredict_io::open(path)?.lines()) {
        let refuse = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::InvalidInput, format!("not an answer of `rca --json`: {error}"))
                .with("file", path.display())
                .with("line", number)
        };
        let line = line.map_err(|error| refuse(&error))?;
        let answer: IncidentAnswer = serde_json::from_str(&line).map_err(|error| refuse(&error))?;
        let ranking: Ranking = answer.ranking;
        if ranking.incident == incident {
            let first = ranking.services.first();
            return Ok(Answer {
                id: incident.to_owned(),
                service: first.map(|service| service.service.clone()),
                named: first.and_then(|service| service.causes.first()).map(|cause| cause.kind),
                signature: ranking.lessons.signature,
            });
        }
    }
    Err(Error::new(ErrorKind::UnknownName, format!("no incident `{incident}` in `{}`", path.display())))
}
