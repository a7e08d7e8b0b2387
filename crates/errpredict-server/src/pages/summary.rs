//! The summary: what is wrong now first, then what is to be decided, then how the services are.

use axum::response::Response;
use errpredict::numbers::{count, duration, percent, plural};
use errpredict::pattern::states::State;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{PeopleClock, Timestamp};
use errpredict_io::html::draw::{anomaly_line, escape, list, quote};
use errpredict_store::{
    Overview, StoredAction, StoredAlert, StoredAnomaly, StoredPattern, StoredPrediction, lists,
};

use super::frame::page;
use super::markup::{ago, link, scope, section, service_link, severity, words};
use super::services::table_of;
use super::visit::Visit;
use crate::clock::now;
use crate::problem::Answered;
use crate::route::{Route, VIEWER};

/// Rows shown of each kind; the rest stands on its own page.
const SHOWN: u16 = 8;
/// Services shown.
const SERVICES: u16 = 12;
/// Analyses run every quarter of an hour and deep ones every hour; one that is so old says that they do not.
const STALE_MS: i64 = 2 * HOUR_MS;
/// How far back a group that came back is shown.
const REGRESSED_MS: i64 = 30 * DAY_MS;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::page("/", VIEWER, "What is wrong now, what is to be decided, how the services are.", show)]
}

async fn show(visit: Visit) -> Answered<Response> {
    let (tenant, at) = (&visit.caller.tenant, now());
    let (overview, anomalies, foreseen, regressed, alerts, lines) = tokio::try_join!(
        tenant.overview(at),
        tenant.strongest_anomalies(SHOWN),
        tenant.high_risk_predictions(at, SHOWN),
        tenant.patterns_of_state(State::Regressed, at.plus_ms(-REGRESSED_MS), SHOWN),
        tenant.alerts_going_on(),
        tenant.service_lines(at, None, SERVICES, 0),
    )?;
    let actions = visit.list::<StoredAction>(&lists::BY_PRIORITY, &[("page_size", "8")], &[]).await?.results;
    let services = table_of(tenant, &lines, at).await?;
    let all = match overview.services > i64::from(SERVICES) {
        true => format!("<p>{}</p>\n", link("/services", &format!("All {} services", overview.services))),
        false => String::new(),
    };
    let body = [
        state(&overview, at),
        numbers(&overview),
        section(
            "Goes on now",
            &list("", anomalies.iter().filter(|one| !one.false_positive).map(|one| wrong(one, at))),
        ),
        section("Came back after it was resolved", &list("", regressed.iter().filter_map(came_back))),
        section("Told of", &list("", alerts.iter().take(usize::from(SHOWN)).map(|one| told(one, at)))),
        section("Foreseen", &list("", foreseen.iter().map(|one| risk(one, at)))),
        section("To be decided", &list("", actions.iter().map(to_do))),
        section("Services", &format!("{services}{all}")),
    ]
    .concat();
    Ok(page(&visit, "Summary", &body))
}

/// Whether anything is wrong, and as of when that is known.
fn state(found: &Overview, at: Timestamp) -> String {
    let told = |class: &str, text: &str| format!("<p class=\"state {class}\">{text}</p>\n");
    let Some(last_event) = found.last_event else {
        return told("quiet", "No service was heard from within 30 days.")
            + "<p>Events are sent to <code>/api/ml/ingest/events/</code>; the <a href=\"/api/ml/docs/\">description of the API</a> has \
               every other way in.</p>\n";
    };
    let Some(analysed) = found.last_analysis else {
        return told(
            "quiet",
            "Events came in, and nothing was analysed yet: whether anything is wrong is not known.",
        ) + "<p>The job <code>detect_anomalies_background</code> does it every quarter of an hour; it can be asked for on the page of <a href=\"/jobs\">jobs</a>.</p>\n";
    };
    let sentence = match (found.in_trouble, found.system_in_trouble, found.regressed) {
        (0, false, 0) => {
            told("calm", &format!("Nothing high or critical goes on in {}.", services(found.services)))
        }
        (0, false, n) => told(
            "trouble",
            &format!(
                "{} that {} resolved came back.",
                plural(n.unsigned_abs(), "error group"),
                if n == 1 { "was" } else { "were" }
            ),
        ),
        (0, true, _) => told("trouble", "All services together are in trouble, none by itself."),
        (n, _, _) => told(
            "trouble",
            &format!(
                "{} of {} {} in trouble.",
                count(n.unsigned_abs()),
                services(found.services),
                if n == 1 { "is" } else { "are" }
            ),
        ),
    };
    let age = at.ms() - analysed.ms();
    let stale = match age > STALE_MS {
        true => format!(
            "<p class=\"stale\">Everything was last analysed {} ago: what began since then does not stand here. See whether the \
             <a href=\"/jobs\">jobs</a> run.</p>\n",
            duration(age)
        ),
        false => String::new(),
    };
    format!(
        "{sentence}{stale}<p class=\"quiet\">Analysed {}; the newest event came {}.</p>\n",
        ago(analysed, at),
        ago(last_event, at)
    )
}

fn services(n: i64) -> String {
    plural(n.unsigned_abs(), "service")
}

fn numbers(found: &Overview) -> String {
    let one = |n: i64, to: &str, name: &str| {
        format!("<li><a href=\"{to}\"><b>{}</b>{name}</a></li>", count(n.unsigned_abs()))
    };
    format!(
        "<ul class=\"numbers\">{}{}{}{}{}{}</ul>\n",
        one(found.ongoing, "/anomalies?ongoing=true", "anomalies going on"),
        one(found.unacknowledged, "/anomalies?ongoing=true&amp;acknowledged=false", "of them seen by nobody"),
        one(found.foreseen, "/predictions", "alerts of what is foreseen"),
        one(found.alerts, "/alerts", "alerts open"),
        one(found.waiting, "/actions", "actions to be decided"),
        one(found.regressed, "/groups?handling=regressed", "regressions"),
    )
}

fn wrong(anomaly: &StoredAnomaly, at: Timestamp) -> String {
    let seen = if anomaly.acknowledged { "" } else { " <span class=\"medium\">seen by nobody</span>" };
    format!(
        "{}: {} {}{seen}",
        scope(&anomaly.found.scope),
        anomaly_line(&anomaly.found, at, &PeopleClock::default()),
        link(&format!("/anomalies/{}", anomaly.id), "details"),
    )
}

fn came_back(group: &StoredPattern) -> Option<String> {
    let at = group.regressed_at?;
    Some(format!(
        "{} of {}: {}",
        link(&format!("/groups/{}", group.id), &quote(group.group.label())),
        service_link(&group.service),
        super::groups::regression(group, at)
    ))
}

fn told(alert: &StoredAlert, at: Timestamp) -> String {
    let taken = match (alert.acknowledged_at, alert.alert.silenced) {
        (Some(_), _) => ", taken by a person",
        (None, true) if alert.alert.fired["with"].is_string() => ", told of with another service",
        (None, true) => ", silenced: nobody was told",
        (None, false) => "",
    };
    format!(
        "{} {}: {} of {}, since {}{taken} {}",
        severity(alert.alert.severity),
        words(&alert.alert.kind),
        quote(super::alerts::title(alert)),
        super::alerts::of(alert),
        ago(alert.alert.opened_at, at),
        link("/alerts", "alerts"),
    )
}

fn risk(prediction: &StoredPrediction, at: Timestamp) -> String {
    let said = &prediction.said;
    format!(
        "{}: {} with {}{} by {} {}",
        scope(&said.scope),
        escape(&said.target.name().replace('_', " ")),
        percent(said.probability),
        if said.is_doubtful() { "?" } else { "" },
        super::markup::time(prediction.due_at),
        link(&format!("/predictions/{}", prediction.id), &format!("said {}", ago(said.at, at))),
    )
}

fn to_do(action: &StoredAction) -> String {
    let class = action.advised.priority;
    format!(
        "<b class=\"{class}\">{class}</b> {}: {} <span class=\"quiet\">{}</span>",
        scope(&action.advised.scope),
        link(&format!("/actions/{}", action.id), &escape(&action.advised.title)),
        super::markup::words(action.advised.status.name()),
    )
}
