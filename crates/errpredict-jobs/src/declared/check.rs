//! Whether what is said can be: each fault names its field, what was expected and what was found.

use errpredict::Severity;
use errpredict_store::{
    Condition, Configuration, Executor, Group, HookSetting, OnCall, PlannedWindow, PolicySetting, When,
};
use serde_json::Value;

use crate::schedule::zone_of;
use crate::send::Format;

/// Characters of a name at most.
const MOST_NAME: usize = 200;
/// Days of retention at most: ten years.
const MOST_DAYS: u16 = 3_660;

/// Something that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `hooks[1].format`.
    pub path: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub got: String,
}

type Checked = Result<(), Fault>;

fn fault(path: &str, expected: impl Into<String>, got: impl std::fmt::Display) -> Checked {
    Err(Fault { path: path.to_owned(), expected: expected.into(), got: got.to_string() })
}

/// Checks everything that is said; `known` are groups that the store has beside those.
///
/// # Errors
/// The first fault.
pub fn check(said: &Configuration, known: &[Group]) -> Checked {
    if let Some(retention) = said.retention {
        for (field, days) in
            [("events_days", retention.events_days), ("results_days", retention.results_days)]
        {
            if let Some(days) = days.filter(|days| !(1..=MOST_DAYS).contains(days)) {
                return fault(&format!("retention.{field}"), format!("1 to {MOST_DAYS}"), days);
            }
        }
    }
    each(&said.policies, "policies", policy)?;
    each(&said.services, "services", |one, at| {
        name(&one.name, at)?;
        for (field, limit) in
            [("errors_per_hour", one.errors_per_hour), ("requests_per_hour", one.requests_per_hour)]
        {
            if let Some(limit) = limit.filter(|limit| !(limit.is_finite() && *limit > 0.0)) {
                return fault(&format!("{at}.{field}"), "finite and above 0", limit);
            }
        }
        Ok(())
    })?;
    each(&said.groups, "groups", |one, at| {
        name(&one.name, at)?;
        services(&one.services, at)
    })?;
    each(&said.people, "people", |one, at| {
        name(&one.name, at)?;
        match &one.email {
            Some(email) if !email.contains('@') => {
                fault(&format!("{at}.email"), "an address of mail", format!("`{email}`"))
            }
            None if one.sms.is_none() => fault(&format!("{at}.email"), "given, or `sms`", "nothing"),
            _ => Ok(()),
        }
    })?;
    each(&said.on_call, "on_call", on_call)?;
    each(&said.hooks, "hooks", hook)?;
    let groups: Vec<&str> = said.groups.iter().chain(known).map(|group| group.name.as_str()).collect();
    each(&said.silences, "silences", |one, at| window(one, at, &groups))?;
    each(&said.maintenance, "maintenance", |one, at| window(one, at, &groups))?;
    each(&said.holidays, "holidays", |one, at| {
        name(&one.name, at)?;
        for (i, date) in one.dates.iter().enumerate() {
            if date.parse::<jiff::civil::Date>().is_err() || date.len() != "2026-12-25".len() {
                return fault(&format!("{at}.dates[{i}]"), "a date such as 2026-12-25", format!("`{date}`"));
            }
        }
        Ok(())
    })?;
    each(&said.normal, "normal", |one, at| {
        name(&one.name, at)?;
        time(&one.from, &format!("{at}.from"))?;
        time(&one.to, &format!("{at}.to"))?;
        zone(one.zone.as_deref(), at)?;
        if !(one.at_most.is_finite() && one.at_most > 0.0) {
            return fault(&format!("{at}.at_most"), "above 0", one.at_most);
        }
        services(std::slice::from_ref(&one.service), at)
    })?;
    each(&said.conditions, "conditions", |one, at| condition(one, at, &groups))?;
    each(&said.executors, "executors", |one, at| executor(one, at, &groups))?;
    twice(said)
}

fn each<T>(all: &[T], section: &str, of: impl Fn(&T, &str) -> Checked) -> Checked {
    all.iter().enumerate().try_for_each(|(i, one)| of(one, &format!("{section}[{i}]")))
}

/// Two entries of one name would be one.
fn twice(said: &Configuration) -> Checked {
    let whole = serde_json::to_value(said).map_err(|error| Fault {
        path: "configuration".to_owned(),
        expected: "what can be written as JSON".to_owned(),
        got: error.to_string(),
    })?;
    for (section, all) in whole.as_object().into_iter().flatten() {
        let mut seen: Vec<String> = Vec::new();
        for (i, one) in all.as_array().into_iter().flatten().enumerate() {
            let (field, key) = match section.as_str() {
                "policies" => ("severity", one["severity"].to_string()),
                "on_call" => ("person", format!("{} {} {}", one["person"], one["level"], one["start"])),
                _ => ("name", one["name"].to_string()),
            };
            if seen.contains(&key) {
                return fault(&format!("{section}[{i}].{field}"), "another one for each entry", key);
            }
            seen.push(key);
        }
    }
    Ok(())
}

fn name(text: &str, at: &str) -> Checked {
    let is_one = !text.is_empty() && text.chars().count() <= MOST_NAME && !text.chars().any(char::is_control);
    let expected = format!("a text of 1 to {MOST_NAME} characters without control characters");
    if is_one { Ok(()) } else { fault(&format!("{at}.name"), expected, format!("{:?}", line(text))) }
}

/// What is shown of a text that is refused.
fn line(text: &str) -> String {
    crate::alerts::line(text, 60)
}

fn services(all: &[String], at: &str) -> Checked {
    match all.iter().position(|one| one.is_empty()) {
        Some(i) => fault(&format!("{at}.services[{i}]"), "the name of a service", "an empty text"),
        None => Ok(()),
    }
}

fn of_groups(named: &[String], at: &str, groups: &[&str]) -> Checked {
    match named.iter().position(|one| !groups.contains(&one.as_str())) {
        Some(i) => {
            let known = if groups.is_empty() { "none is there".to_owned() } else { groups.join(", ") };
            fault(
                &format!("{at}.groups[{i}]"),
                format!("a group ({known})"),
                format!("`{}`", line(&named[i])),
            )
        }
        None => Ok(()),
    }
}

fn time(text: &str, path: &str) -> Checked {
    let is_one = text.len() == 5 && text.as_bytes()[2] == b':' && text.parse::<jiff::civil::Time>().is_ok();
    if is_one { Ok(()) } else { fault(path, "a time of the day such as 22:00", format!("`{}`", line(text))) }
}

fn zone(name: Option<&str>, at: &str) -> Checked {
    match name.filter(|name| zone_of(name).is_err()) {
        Some(name) => {
            let expected = "the name of a time zone, such as UTC or Europe/Paris";
            fault(&format!("{at}.zone"), expected, format!("`{}`", line(name)))
        }
        None => Ok(()),
    }
}

fn url(text: &str, path: &str) -> Checked {
    let is_one = ["https://", "http://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    // The address itself may be a secret.
    if is_one {
        Ok(())
    } else {
        fault(path, "an address that begins with https:// or http://", "another text")
    }
}

fn policy(one: &PolicySetting, at: &str) -> Checked {
    if one.channels.is_empty() {
        return fault(&format!("{at}.channels"), "one channel at least", "none");
    }
    for (field, seconds) in
        [("escalate_after_s", one.escalate_after_s), ("repeat_after_s", one.repeat_after_s)]
    {
        if let Some(seconds) = seconds.filter(|seconds| !(60..=31_536_000).contains(seconds)) {
            return fault(&format!("{at}.{field}"), "60 to 31,536,000 seconds", seconds);
        }
    }
    match (&one.quiet_from, &one.quiet_to) {
        (Some(from), Some(to)) => {
            time(from, &format!("{at}.quiet_from"))?;
            time(to, &format!("{at}.quiet_to"))?;
        }
        (Some(_), None) => return fault(&format!("{at}.quiet_to"), "given where `quiet_from` is", "nothing"),
        (None, Some(_)) => return fault(&format!("{at}.quiet_from"), "given where `quiet_to` is", "nothing"),
        (None, None) => {}
    }
    zone(one.zone.as_deref(), at)
}

fn on_call(one: &OnCall, at: &str) -> Checked {
    if one.person.is_empty() {
        return fault(&format!("{at}.person"), "the name of a principal", "an empty text");
    }
    if !(1..=9).contains(&one.level) {
        return fault(&format!("{at}.level"), "1 to 9", one.level);
    }
    if one.end <= one.start {
        return fault(&format!("{at}.end"), format!("later than `start` ({})", one.start), one.end);
    }
    Ok(())
}

fn hook(one: &HookSetting, at: &str) -> Checked {
    name(&one.name, at)?;
    if Format::named(&one.format).is_none() {
        let known: Vec<&str> = Format::ALL.iter().map(|(_, name, _)| *name).collect();
        let expected = format!("one of {}", known.join(", "));
        return fault(&format!("{at}.format"), expected, format!("`{}`", line(&one.format)));
    }
    url(&one.url, &format!("{at}.url"))?;
    match (&one.template, one.format == "template") {
        (None, true) => fault(&format!("{at}.template"), "given with the format template", "nothing"),
        (Some(_), false) => fault(&format!("{at}.template"), "absent with this format", "a template"),
        (Some(text), true) if serde_json::from_str::<Value>(text).is_err() => fault(
            &format!("{at}.template"),
            "JSON, with {{title}} and the like inside of strings",
            "another text",
        ),
        _ => Ok(()),
    }
}

fn window(one: &PlannedWindow, at: &str, groups: &[&str]) -> Checked {
    name(&one.name, at)?;
    if one.reason.trim().is_empty() {
        return fault(&format!("{at}.reason"), "said", "nothing");
    }
    services(&one.services, at)?;
    of_groups(&one.groups, at, groups)?;
    for (field, text) in [("from", &one.from), ("to", &one.to)] {
        if let Some(text) = text {
            time(text, &format!("{at}.{field}"))?;
        }
    }
    let Err(error) = one.window(&[]).validate() else { return Ok(()) };
    // "`end` must be later than ..., got ...": the core names its field.
    let said = error.message();
    let field = said.split('`').nth(1).unwrap_or("start");
    let (_, rest) = said.split_once(" must be ").unwrap_or(("", said));
    let (expected, got) = rest.rsplit_once(", got ").unwrap_or((rest, "something else"));
    fault(&format!("{at}.{field}"), expected, got)
}

fn condition(one: &Condition, at: &str, groups: &[&str]) -> Checked {
    name(&one.name, at)?;
    services(&one.services, at)?;
    of_groups(&one.groups, at, groups)?;
    let given = [
        ("at_least", one.at_least.is_some()),
        ("minutes", one.minutes.is_some()),
        ("error_type", one.error_type.is_some()),
        ("least", one.least.is_some()),
        ("above", one.above.is_some()),
        ("target", one.target.is_some()),
        ("horizon_minutes", one.horizon_minutes.is_some()),
    ];
    let (needed, allowed): (&[&str], &[&str]) = match one.when {
        When::Count => (&["at_least", "minutes"], &["at_least", "minutes", "error_type", "least"]),
        When::NewGroup => (&[], &["at_least"]),
        When::Regression | When::NewInRelease => (&[], &["at_least"]),
        When::Probability => (&["above"], &["above", "target", "horizon_minutes"]),
        When::Forecast => (&["above", "minutes"], &["above", "minutes"]),
    };
    for (field, is_given) in given {
        if !is_given && needed.contains(&field) {
            return fault(&format!("{at}.{field}"), "given with this `when`", "nothing");
        }
        if is_given && !allowed.contains(&field) {
            return fault(&format!("{at}.{field}"), "absent with this `when`", "a value");
        }
    }
    if let Some(above) = one.above {
        let most = if one.when == When::Probability { 1.0 } else { f64::MAX };
        if !(above > 0.0 && above <= most) {
            let expected = if most > 1.0 { "above 0" } else { "above 0 and at most 1" };
            return fault(&format!("{at}.above"), expected, above);
        }
    }
    if one.at_least == Some(0) {
        return fault(&format!("{at}.at_least"), "at least 1", 0);
    }
    if let Some(minutes) = one.minutes.filter(|minutes| !(1..=10_080).contains(minutes)) {
        return fault(&format!("{at}.minutes"), "1 to 10,080", minutes);
    }
    if one.severity < Severity::Low {
        return fault(&format!("{at}.severity"), "low, medium, high or critical", one.severity);
    }
    Ok(())
}

fn executor(one: &Executor, at: &str, groups: &[&str]) -> Checked {
    name(&one.name, at)?;
    services(&one.services, at)?;
    of_groups(&one.groups, at, groups)?;
    if one.actions.is_empty() {
        return fault(&format!("{at}.actions"), "one type of action at least", "none");
    }
    match (&one.url, &one.command) {
        (Some(address), None) => url(address, &format!("{at}.url"))?,
        // A name from a log reaches no command: those that do are said here.
        (None, Some(_)) if one.services.is_empty() && one.groups.is_empty() => {
            return fault(&format!("{at}.services"), "the services that the command is for", "none");
        }
        (None, Some(command)) => name(command, &format!("{at}.command"))
            .map_err(|fault| Fault { path: format!("{at}.command"), ..fault })?,
        _ => return fault(&format!("{at}.url"), "either `url` or `command`", "both or neither"),
    }
    if one.secret.is_some() && one.url.is_none() {
        return fault(&format!("{at}.secret"), "absent where there is no `url`", "a secret");
    }
    if let Some(seconds) = one.timeout_s.filter(|seconds| !(1..=3_600).contains(seconds)) {
        return fault(&format!("{at}.timeout_s"), "1 to 3,600", seconds);
    }
    if let Some(minutes) = one.time_box_minutes.filter(|minutes| !(1..=10_080).contains(minutes)) {
        return fault(&format!("{at}.time_box_minutes"), "1 to 10,080", minutes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn checked(value: Value) -> Result<(), String> {
        let said: Configuration = serde_json::from_value(value).unwrap();
        check(&said, &[])
            .map_err(|fault| format!("{} must be {}, got {}", fault.path, fault.expected, fault.got))
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_place() {
        for (value, words) in [
            (json!({"retention": {"events_days": 0}}), "retention.events_days must be 1 to 3660, got 0"),
            (
                json!({"policies": [{"severity": "high", "channels": []}]}),
                "policies[0].channels must be one channel",
            ),
            (
                json!({"policies": [{"severity": "high", "channels": ["email"]}, {"severity": "high", "channels": ["sms"]}]}),
                "policies[1].severity must be another one",
            ),
            (
                json!({"policies": [{"severity": "high", "channels": ["email"], "quiet_from": "22:00"}]}),
                "policies[0].quiet_to must be given",
            ),
            (
                json!({"policies": [{"severity": "high", "channels": ["email"], "quiet_from": "10pm", "quiet_to": "07:00"}]}),
                "policies[0].quiet_from must be a time of the day such as 22:00, got `10pm`",
            ),
            (
                json!({"policies": [{"severity": "high", "channels": ["email"], "zone": "Mars"}]}),
                "policies[0].zone must be the name of a time zone",
            ),
            (json!({"groups": [{"name": "", "services": []}]}), "groups[0].name must be a text of 1 to 200"),
            (
                json!({"hooks": [{"name": "h", "format": "fax", "url": "https://x"}]}),
                "hooks[0].format must be one of standard, slack",
            ),
            (json!({"hooks": [{"name": "h", "url": "ftp://x"}]}), "hooks[0].url must be an address"),
            (
                json!({"silences": [{"name": "s", "reason": "r", "start": "2026-12-02T00:00:00Z", "end": "2026-12-01T00:00:00Z"}]}),
                "silences[0].end must be later than `start`",
            ),
            (
                json!({"silences": [{"name": "s", "reason": "r", "groups": ["g"], "from": "22:00", "to": "23:00"}]}),
                "silences[0].groups[0] must be a group (none is there), got `g`",
            ),
            (
                json!({"holidays": [{"name": "h", "dates": ["2026-12-25", "25.12."]}]}),
                "holidays[0].dates[1] must be a date such as 2026-12-25, got `25.12.`",
            ),
            (
                json!({"conditions": [{"name": "c", "when": "count", "at_least": 5}]}),
                "conditions[0].minutes must be given",
            ),
            (
                json!({"conditions": [{"name": "c", "when": "regression", "above": 5.0}]}),
                "conditions[0].above must be absent",
            ),
            (
                json!({"conditions": [{"name": "c", "when": "probability", "above": 1.5}]}),
                "conditions[0].above must be above 0 and at most 1, got 1.5",
            ),
            (
                json!({"executors": [{"name": "e", "actions": ["cache_clear"], "command": "x"}]}),
                "executors[0].services must be the services",
            ),
            (
                json!({"executors": [{"name": "e", "actions": ["cache_clear"]}]}),
                "executors[0].url must be either",
            ),
            (
                json!({"on_call": [{"person": "ada", "level": 0, "start": "2026-12-01T00:00:00Z", "end": "2026-12-02T00:00:00Z"}]}),
                "on_call[0].level must be 1 to 9, got 0",
            ),
            (
                json!({"normal": [{"name": "n", "service": "s", "from": "02:00", "to": "02:15", "at_most": 0.0}]}),
                "normal[0].at_most must be above 0",
            ),
            (
                json!({"people": [{"name": "ada", "email": "ada"}]}),
                "people[0].email must be an address of mail",
            ),
        ] {
            let said = checked(value.clone()).unwrap_err();
            assert!(said.starts_with(words), "{value}: {said}");
        }
        checked(json!({"groups": [{"name": "g", "services": ["a"]}], "silences": [{"name": "s", "reason": "r", "groups": ["g"], "from": "22:00", "to": "23:00"}]})).unwrap();
    }
}
