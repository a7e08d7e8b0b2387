//! The witnesses: each looks at one kind of record and says which services it implicates, how strongly, and why.
//!
//! | Witness | Looks at | Implicates the service that |
//! |---|---|---|
//! | `resources` | processor, memory and the like | uses far more (or less) than usual |
//! | `volumes` | bytes and disk calls | moves far more or less than usual |
//! | `failures` | numbers of errors | fails more often than usual, where only failures are counted |
//! | `own_time` | response times, per call direction | became slow by itself, not through what it calls |
//! | `network` | the same call seen at both ends; spans | is reached slowly while it answers as before |
//! | `lost_calls` | traffic along the call graph | stopped calling others with the same traffic coming in |
//! | `lost_traffic` | traffic, where no call graph is known | lost more of it than all others did |
//! | `accounting` | averages × requests against the symptom | accounts for the extra time or the extra failures |
//! | `self_time` | spans | spends more time in itself, waiting for slow calls left out |
//! | `steps` | log statements | stopped doing a step, or writes more errors than its traffic explains |
//! | `changes` | deployments and other changes | was changed shortly before |
//!
//! The strength is `ln(1 + z / scale)` with z in units of the usual spread: tenfold further is a constant more, so
//! that one huge number does not silence all other witnesses.

mod accounting;
mod changes;
mod lost_calls;
mod network;
mod own_time;
mod resources;
mod steps;
mod traces;

use super::cause::CauseKind;
use super::evidence::Evidence;
use super::moved::Moves;

pub(super) use accounting::Accounted;

/// Scale of a move of a measured number: three times the usual spread counts as one unit (e-folding). By judgement:
/// below three a move is usual.
pub(super) const MEASURE_SCALE: f64 = 3.0;
/// Scale of a surprise in counts, whose chance is known from the counts themselves. By definition one standard
/// deviation, as it is known.
const COUNT_SCALE: f64 = 1.0;
/// Testimony weaker than this gets no evidence lines. By judgement: less than one spread; it moves no rank.
const WORTH_A_LINE: f64 = 0.25;

/// What one witness says about one service.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Testimony {
    pub(super) service: usize,
    pub(super) kind: CauseKind,
    /// How strongly, 0 and up, before weighting.
    pub(super) strength: f64,
    /// What exactly: a metric's column, a statement, a release.
    pub(super) subject: Option<String>,
    pub(super) evidence: Vec<Evidence>,
}

/// Strength of a move of `z` spreads.
fn measured(z: f64) -> f64 {
    libm::log1p(z.max(0.0) / MEASURE_SCALE)
}

/// Strength of a surprise of `z` standard deviations of a count.
fn counted(z: f64) -> f64 {
    libm::log1p(z.max(0.0) / COUNT_SCALE)
}

/// What is said of the ways to services: of each the mean move of the calls to it, as sum and count.
fn of_ways(sums: Vec<(f64, u32)>, evidence: Vec<Vec<Evidence>>) -> Vec<Testimony> {
    let found = sums.into_iter().zip(evidence).enumerate().filter(|(_, ((sum, _), _))| *sum > 0.0);
    found
        .map(|(service, ((sum, count), evidence))| Testimony {
            service,
            kind: CauseKind::Network,
            strength: measured(sum / f64::from(count)),
            subject: None,
            evidence,
        })
        .collect()
}

/// How much each witness counts, and what is said by it.
pub(super) struct Hearing {
    /// Name, weight, testimony.
    pub(super) heard: Vec<(&'static str, f64, Vec<Testimony>)>,
    /// What was not recorded and would have helped.
    pub(super) lacked: Vec<String>,
}

/// Weight of side witnesses: what moves along with traffic, and errors, which callers of a broken service log too.
/// By judgement: half, so that two of them do not outvote one that speaks of the service itself.
const SIDE: f64 = 0.5;
/// Weight of bytes and disk calls, which mostly repeat what traffic says. By judgement: less than a side witness, since
/// it says once more what that said.
const VOLUME: f64 = 0.3;
/// With a symptom, the accounting of that symptom leads and everything else only breaks ties: what strays without
/// touching the symptom is not its cause. By judgement: thirty times the others, so that they never overrule it.
const SYMPTOM_LEADS: f64 = 3.0;
/// By judgement: a tenth of what leads, for slowness where slowness is the symptom.
const SYMPTOM_SAME_KIND: f64 = 0.3;
/// By judgement: only breaks ties; at 0 services that the graph misses could not be named at all.
const SYMPTOM_OTHER: f64 = 0.1;

/// Hears all witnesses that have something to look at.
pub(super) fn hear(moves: &Moves<'_>) -> Hearing {
    let incident = moves.incident;
    let slow = accounting::account(moves, Accounted::Time);
    let failing = accounting::account(moves, Accounted::Failures);
    let leads = |accounted| {
        accounting::symptom_kind(incident) == Some(accounted)
            && match accounted {
                Accounted::Time => !slow.is_empty(),
                Accounted::Failures => !failing.is_empty(),
            }
    };
    let (time_leads, failures_lead) = (leads(Accounted::Time), leads(Accounted::Failures));
    let led = time_leads || failures_lead;
    let other = if led { SYMPTOM_OTHER } else { 1.0 };
    let account = |leads| match (led, leads) {
        (true, true) => SYMPTOM_LEADS,
        (true, false) => SYMPTOM_OTHER,
        (false, _) => SIDE,
    };
    let mut heard = vec![
        ("resources", other, resources::resources(moves)),
        ("volumes", VOLUME * other, resources::volumes(moves)),
        ("own_time", if time_leads { SYMPTOM_SAME_KIND } else { other }, own_time::own_time(moves)),
        ("network", other, network::from_metrics(moves)),
        ("lost_calls", SIDE * other, lost_calls::lost_calls(moves)),
        ("accounting_time", account(time_leads), slow),
        ("accounting_failures", account(failures_lead), failing),
        ("changes", other, changes::changes(incident)),
        // Callers of a failing service fail as well, so this one never leads.
        ("failures", SIDE * other, resources::failures(moves)),
    ];
    if incident.graph.is_empty() {
        heard.push(("lost_traffic", SIDE * other, lost_calls::lost_traffic(moves)));
    }
    if let Some(found) = incident.traces.as_ref() {
        heard.push(("network_spans", other, traces::network(incident, found)));
        heard.push(("self_time", other, traces::self_time(incident, found)));
    }
    if let Some(logs) = incident.logs.as_ref() {
        let (lost, errors) = steps::steps(incident, logs);
        heard.push(("lost_steps", other, lost));
        heard.push(("errors", SIDE * other, errors));
    }
    let lacks = [
        (incident.metrics.is_empty(), "metrics: no resource, response time or traffic could be compared"),
        (incident.graph.is_empty(), "call graph: what is only passed on by a caller could not be told apart"),
        (incident.logs.is_none(), "logs: no step that vanished or error that is new could be seen"),
        (incident.traces.is_none(), "traces: own time and network time could not be told apart span by span"),
        (incident.changes.is_empty(), "changes: no deployment or change before the onset is known"),
        (
            incident.symptom.is_none(),
            "symptom: nobody said what is slow or failing, so all services count alike",
        ),
    ];
    let lacked = lacks.iter().filter(|(lacks, _)| *lacks).map(|&(_, what)| what.to_owned()).collect();
    Hearing { heard, lacked }
}
