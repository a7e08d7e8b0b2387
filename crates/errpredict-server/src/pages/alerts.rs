//! Alerts: what people are told of, the messages to whoever looks, silences, and who is told how.

use axum::Json;
use axum::http::Uri;
use axum::response::Response;
use errpredict::time::HOUR_MS;
use errpredict_io::html::draw::{Column, escape, list, named_table, or_dash, quote};
use errpredict_store::{StoredAlert, StoredNotification};

use super::form::Form;
use super::frame::page;
use super::markup::{
    ago, back, choice, folded, form, pages, section, section_or, service_link, severity, text_field, time,
    words,
};
use super::visit::{Visit, address};
use crate::clock::now;
use crate::extract::Id;
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::route::{OPERATOR, Route, VIEWER};
use crate::routes::people;

/// Alerts that are listed.
const ALERTS: u16 = 50;
/// For how many hours a service can be silenced from a page.
const HOURS: &[(&str, &str)] = &[("1", "an hour"), ("4", "4 hours"), ("24", "a day"), ("168", "a week")];
const MOST_HOURS: i64 = 168;
/// Bytes of a reason.
const MOST_REASON: usize = 1_000;

const COLUMNS: [Column; 6] = [
    Column::Text("how bad"),
    Column::Text("what"),
    Column::Text("of"),
    Column::Text("since"),
    Column::Text("state"),
    Column::Text("step"),
];
const MESSAGES: [Column; 4] =
    [Column::Text("how bad"), Column::Text("message"), Column::Text("state"), Column::Text("step")];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/alerts", VIEWER, "Alerts, messages to whoever looks, silences and policies.", show),
        Route::form("/alerts/{id}/take", OPERATOR, "Takes an alert: nobody else is told of it.", take),
        Route::form(
            "/alerts/silence",
            OPERATOR,
            "Tells nobody of a service, or of any, for a while.",
            silence,
        ),
        Route::form("/messages/{id}/read", VIEWER, "Says that a message was read.", read),
    ]
}

async fn show(visit: Visit) -> Answered<Response> {
    let (tenant, at) = (&visit.caller.tenant, now());
    let (alerts, silences, policies) =
        tokio::try_join!(tenant.alerts(ALERTS), tenant.silences_at(at), tenant.alert_policies())?;
    // Those of nobody else, whatever the address says.
    let Json(messages) = people::notifications(visit.caller.clone(), only_page(&visit)).await?;
    let going = alerts.iter().filter(|alert| alert.resolved_at.is_none());
    let over = alerts.iter().filter(|alert| alert.resolved_at.is_some());
    let silenced = silences.iter().map(|one| {
        let of = one.service.as_ref().map_or_else(|| "every service".to_owned(), |name| service_link(name));
        format!("{of} until {}: {}", time(one.end_at), escape(&one.reason))
    });
    let told = policies.iter().map(|policy| {
        let channels: Vec<String> = policy.channels.iter().map(|channel| words(channel.name())).collect();
        let quiet = match (&policy.quiet_from, &policy.quiet_to) {
            (Some(from), Some(to)) => {
                format!("; quiet from {} to {} ({})", escape(from), escape(to), escape(&policy.time_zone))
            }
            _ => String::new(),
        };
        format!("{} by {}{quiet}", severity(policy.severity), channels.join(", "))
    });
    let silence_form = match visit.may(Role::Operator) {
        true => folded("Silence a service", &silence_form(&visit)),
        false => String::new(),
    };
    let body = [
        section_or("Go on", &table_of(&visit, "Alerts that go on", going), "No alert goes on."),
        section_or(
            "Messages to you",
            &format!("{}{}", messages_of(&visit, &messages.results), pages(&messages)),
            "No message was sent to you on the dashboard.",
        ),
        section("Silences that hold", &format!("{}{silence_form}", list("", silenced))),
        section_or("Who is told how", &list("", told), "By the rules of the program: no policy is set."),
        section("Over", &table_of(&visit, "Alerts that are over", over)),
    ]
    .concat();
    Ok(page(&visit, "Alerts", &body))
}

/// The address with the number of the page alone.
fn only_page(visit: &Visit) -> Uri {
    let number = visit.asked("page").and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
    address("/alerts", &[("page", &number.to_string())]).parse().unwrap_or_default()
}

fn table_of<'a>(visit: &Visit, name: &str, all: impl Iterator<Item = &'a StoredAlert>) -> String {
    let at = now();
    let rows = all.map(|one| {
        let is_open = one.resolved_at.is_none();
        let step = match is_open && one.acknowledged_at.is_none() && visit.may(Role::Operator) {
            true => form(visit, &format!("/alerts/{}/take", one.id), "", "Take it"),
            false => String::new(),
        };
        vec![
            severity(one.alert.severity),
            format!("{}: {}", words(&one.alert.kind), quote(title(one))),
            of(one),
            ago(one.alert.opened_at, at),
            state(one),
            or_dash(Some(step).filter(|step| !step.is_empty())),
        ]
    });
    named_table(name, &COLUMNS, rows)
}

/// What was said of it in one line; of one that says nothing what it is about.
pub(super) fn title(one: &StoredAlert) -> &str {
    one.alert.fired["title"].as_str().filter(|title| !title.is_empty()).unwrap_or(&one.alert.about)
}

/// Of whom: a link to its service, where it is of one.
pub(super) fn of(one: &StoredAlert) -> String {
    match (one.alert.fired["service"].as_str(), one.alert.kind.as_str()) {
        (Some(service), _) => service_link(service),
        (None, "anomaly" | "condition" | "prediction") => "all services together".to_owned(),
        (None, _) => "errpredict itself".to_owned(),
    }
}

fn state(one: &StoredAlert) -> String {
    if let Some(at) = one.resolved_at {
        return format!("over since {}", time(at));
    }
    let mut all = Vec::new();
    if one.alert.silenced {
        all.push(match one.alert.fired["with"].as_str() {
            Some(with) => format!("told of with {}", escape(with)),
            None => "silenced: nobody was told".to_owned(),
        });
    }
    if let Some(at) = one.acknowledged_at {
        all.push(format!("taken {}", time(at)));
    }
    if one.flaps > 0 {
        all.push(format!("came back {} times", one.flaps));
    }
    if one.escalation_level > 0 {
        all.push(format!("nobody answered {} times", one.escalation_level));
    }
    if let Some(since) = one.calm_since {
        all.push(format!("calm since {}", time(since)));
    }
    if all.is_empty() { "told".to_owned() } else { all.join("; ") }
}

fn messages_of(visit: &Visit, all: &[StoredNotification]) -> String {
    let rows = all.iter().map(|one| {
        let is_new = one.read_at.is_none() && one.status.name() == "sent";
        let step = if is_new {
            form(visit, &format!("/messages/{}/read", one.id), "", "Read")
        } else {
            "–".to_owned()
        };
        vec![severity(one.message.severity), quote(&one.message.message), words(one.status.name()), step]
    });
    named_table("Messages", &MESSAGES, rows)
}

fn silence_form(visit: &Visit) -> String {
    let fields = text_field(
        "service",
        "Service (empty: every one)",
        &visit.asked("service").unwrap_or_default(),
        "maxlength=\"255\"",
    ) + &choice("hours", "For", "", HOURS, "1")
        + &text_field("reason", "Why", "", "required maxlength=\"1000\"");
    form(visit, "/alerts/silence", &fields, "Silence")
}

async fn take(visit: Visit, Id(id): Id, form: Form) -> Answered<Response> {
    if !visit.caller.tenant.acknowledge_alert(id).await? {
        return Err(Problem::not_found(format!("alert {id}")));
    }
    back(&form, "/alerts", "taken")
}

async fn silence(visit: Visit, form: Form) -> Answered<Response> {
    let until = form.number("hours", 1, MOST_HOURS)? * HOUR_MS;
    let reason = form.text("reason").filter(|reason| reason.len() <= MOST_REASON);
    let reason = reason
        .ok_or_else(|| errpredict::Error::setting("reason", "a reason of at most 1,000 bytes", "none"))?;
    let service = form.text("service");
    visit.caller.tenant.silence(service.as_deref(), now(), now().plus_ms(until), &reason).await?;
    back(&form, "/alerts", "silenced")
}

async fn read(visit: Visit, id: Id, form: Form) -> Answered<Response> {
    people::read_notification(visit.caller, id).await.map(drop)?;
    back(&form, "/alerts", "read")
}

#[cfg(test)]
mod tests {
    use errpredict::{Severity, Timestamp};
    use errpredict_store::NewAlert;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_name_of_a_service_in_whose_alert_one_is_told_of_is_a_text() {
        let at = Timestamp::clamped(1_790_000_000_000);
        let alert = StoredAlert {
            id: uuid::Uuid::nil(),
            alert: NewAlert {
                kind: "anomaly".to_owned(),
                about: "web".to_owned(),
                key: "k".to_owned(),
                severity: Severity::High,
                opened_at: at,
                escalate_at: None,
                silenced: true,
                fired: json!({"with": "<form action=/sign-out><b>\"shop"}),
            },
            seen_at: at,
            calm_since: None,
            resolved_at: None,
            flaps: 0,
            escalation_level: 0,
            acknowledged_at: None,
            told_at: None,
        };
        assert_eq!(state(&alert), "told of with &lt;form action=/sign-out&gt;&lt;b&gt;&quot;shop");
    }
}
