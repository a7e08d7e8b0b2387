//! A configuration as the text of a file: applied again it changes nothing.

use errpredict::{Error, ErrorKind, Result};
use errpredict_store::{Configuration, Section};
use serde_json::Value;

const HEAD: &str = "# What is said of this tenant: errpredict apply -f FILE brings the store to it.\n\
    # Secrets are not written here; where an entry has none, the one that the store holds stays.\n";

/// The text of a file.
///
/// # Errors
/// `internal` where it cannot be written.
pub fn configuration_text(said: &Configuration) -> Result<String> {
    let whole = serde_json::to_value(said).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("a configuration could not be written as JSON: {error}"))
    })?;
    let mut text = HEAD.to_owned();
    for section in Section::ALL.map(Section::name) {
        match &whole[section] {
            Value::Array(all) => all.iter().for_each(|one| entry(&mut text, &format!("[[{section}]]"), one)),
            Value::Null => {}
            one => entry(&mut text, &format!("[{section}]"), one),
        }
    }
    Ok(text)
}

fn entry(text: &mut String, head: &str, body: &Value) {
    text.push_str(&format!("\n{head}\n"));
    for (name, value) in body.as_object().into_iter().flatten() {
        text.push_str(&format!("{name} = {}\n", written(value)));
    }
}

/// A value as TOML has it: nearly as JSON has it.
fn written(value: &Value) -> String {
    match value {
        Value::Array(all) => format!("[{}]", all.iter().map(written).collect::<Vec<_>>().join(", ")),
        // JSON lets this one stand as it is.
        Value::String(_) => value.to_string().replace('\u{7f}', "\\u007F"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_configuration;
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_back() {
        let said: Configuration = serde_json::from_value(json!({
            "retention": {"events_days": 30},
            "policies": [{"severity": "high", "channels": ["email", "dashboard"], "repeat_after_s": 3600}],
            "services": [{"name": "shop \"7\" \\ \n\u{7f}é", "errors_per_hour": 50.5}],
            "groups": [{"name": "g", "services": ["a", "b"]}],
            "people": [{"name": "ada", "email": "ada@m.example"}],
            "on_call": [{"person": "ada", "level": 1, "start": "2026-12-01T00:00:00Z", "end": "2026-12-08T00:00:00Z"}],
            "hooks": [{"name": "h", "format": "template", "url": "https://h.example", "template": "{\"t\": \"{{title}}\"}", "least": "low"}],
            "silences": [{"name": "s", "reason": "r", "groups": ["g"], "from": "22:00", "to": "06:00", "days": ["monday"]}],
            "holidays": [{"name": "x", "dates": ["2026-12-25"]}],
            "normal": [{"name": "n", "service": "letters", "from": "02:00", "to": "02:15", "at_most": 60.0}],
            "conditions": [{"name": "c", "when": "forecast", "above": 1e20, "minutes": 60}],
            "executors": [{"name": "e", "actions": ["cache_clear"], "services": ["a"], "command": "clear", "unattended": true}],
        }))
        .unwrap();
        // A name with a line end is refused by the check; as a text it is written all the same.
        let text = configuration_text(&said).unwrap();
        let error = read_configuration(&text, &[], |_| None).unwrap_err();
        assert!(error.to_string().contains("services[0].name"), "{error}\n{text}");
        let mut said = said;
        said.services[0].name = "shop \"7\" \\ é".to_owned();
        assert_eq!(read_configuration(&configuration_text(&said).unwrap(), &[], |_| None).unwrap(), said);
    }
}
