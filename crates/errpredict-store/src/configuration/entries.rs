//! A configuration as entries with a name each, and what tells two of them apart, in words. Pure: the database is elsewhere.

use std::collections::BTreeMap;

use errpredict::{Error, ErrorKind, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::settings::Configuration;

/// The fields that secrets of hooks, those of executors and contacts are sealed under.
pub(super) const HOOK_SECRET: &str = "webhook_secret";
pub(super) const EXECUTOR_SECRET: &str = "executor_secret";
pub(super) const CONTACT: &str = "contact";

/// A section of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// How long what is kept.
    Retention,
    /// Who is told how.
    Policies,
    /// What is known of services.
    Services,
    /// Services under one name.
    Groups,
    /// How people are reached.
    People,
    /// Who is on call.
    OnCall,
    /// Receivers of messages.
    Hooks,
    /// When nobody is told.
    Silences,
    /// When it is worked on services.
    Maintenance,
    /// Days that are unlike others.
    Holidays,
    /// Errors that are no news.
    Normal,
    /// Conditions that people write.
    Conditions,
    /// What carries actions out.
    Executors,
}

impl Section {
    /// Every section, in the order of a file.
    pub const ALL: [Section; 13] = [
        Section::Retention,
        Section::Policies,
        Section::Services,
        Section::Groups,
        Section::People,
        Section::OnCall,
        Section::Hooks,
        Section::Silences,
        Section::Maintenance,
        Section::Holidays,
        Section::Normal,
        Section::Conditions,
        Section::Executors,
    ];

    /// Its name in the file, in the API and in the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Section::Retention => "retention",
            Section::Policies => "policies",
            Section::Services => "services",
            Section::Groups => "groups",
            Section::People => "people",
            Section::OnCall => "on_call",
            Section::Hooks => "hooks",
            Section::Silences => "silences",
            Section::Maintenance => "maintenance",
            Section::Holidays => "holidays",
            Section::Normal => "normal",
            Section::Conditions => "conditions",
            Section::Executors => "executors",
        }
    }

    /// The section of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.name() == name)
    }

    /// The name of an entry within its section.
    fn key(self, body: &Value) -> String {
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        match self {
            Section::Retention => "retention".to_owned(),
            Section::Policies => text("severity"),
            Section::OnCall => format!("{} {} {}", text("person"), body["level"], text("start")),
            _ => text("name"),
        }
    }

    /// When an entry has come to its end and says nothing any more.
    fn ended(self, body: &Value) -> Option<Timestamp> {
        let field = match self {
            Section::OnCall | Section::Silences | Section::Maintenance => "end",
            Section::Normal => "until",
            _ => return None,
        };
        body[field].as_str()?.parse().ok()
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) body: Value,
    /// What is never given back: a secret, or how a person is reached.
    pub(super) secret: Option<String>,
}

/// Entries by section and name.
pub(super) type Entries = BTreeMap<(Section, String), Entry>;

fn broken(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Internal, format!("a configuration could not be taken apart: {what}"))
}

/// Takes a configuration apart; what has ended is left out.
///
/// # Errors
/// `invalid_input` for two entries of one name.
pub(super) fn entries(configuration: &Configuration, now: Timestamp) -> Result<Entries> {
    let whole = serde_json::to_value(configuration).map_err(broken)?;
    let mut found = Entries::new();
    for section in Section::ALL {
        let bodies = match &whole[section.name()] {
            Value::Array(all) => all.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        };
        for mut body in bodies {
            if section.ended(&body).is_some_and(|end| end <= now) {
                continue;
            }
            let key = section.key(&body);
            let secret = take_secret(section, &mut body);
            if found.insert((section, key.clone()), Entry { body, secret }).is_some() {
                let message = format!("`{}` has two entries of the name `{key}`", section.name());
                return Err(Error::new(ErrorKind::InvalidInput, message).with("field", section.name()));
            }
        }
    }
    Ok(found)
}

/// Takes out of a body what is kept apart from it.
fn take_secret(section: Section, body: &mut Value) -> Option<String> {
    let fields = body.as_object_mut()?;
    match section {
        Section::Hooks | Section::Executors => match fields.remove("secret") {
            Some(Value::String(secret)) => Some(secret),
            _ => None,
        },
        Section::People => {
            let contact: Map<String, Value> =
                ["email", "sms"].into_iter().filter_map(|name| fields.remove_entry(name)).collect();
            Some(Value::Object(contact).to_string())
        }
        _ => None,
    }
}

/// Puts rows of the database together; secrets are left out, how people are reached is not.
pub(super) fn assembled(rows: Vec<(Section, Value, Option<String>)>) -> Result<Configuration> {
    let mut whole = Map::new();
    for (section, mut body, secret) in rows {
        if section == Section::Retention {
            whole.insert(section.name().to_owned(), body);
            continue;
        }
        if section == Section::People {
            let contact: Value =
                secret.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
            for field in ["email", "sms"] {
                if contact[field].is_string() {
                    body[field] = contact[field].clone();
                }
            }
        }
        let all = whole.entry(section.name()).or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.push(body);
        }
    }
    serde_json::from_value(Value::Object(whole)).map_err(|error| {
        let message = format!("what is stored is no configuration of this version: {error}");
        Error::new(ErrorKind::Corrupt, message)
    })
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Add,
    /// It is another one.
    Change,
    /// It goes.
    Remove,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The section.
    pub section: Section,
    /// The entry.
    pub name: String,
    /// What becomes of it.
    pub kind: ChangeKind,
    /// In words: what it says now and what it said.
    pub words: String,
}

/// What is in the store and not in the file, and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftAlone {
    /// The section.
    pub section: Section,
    /// The entry.
    pub name: String,
}

/// What tells two configurations apart.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Applied {
    /// Each change, by section and name.
    pub changes: Vec<Change>,
    /// What stays although it is not in the file, because nobody asked to remove it.
    pub left: Vec<LeftAlone>,
}

/// What becomes of what is there, where that is wanted.
pub(super) fn between(there: &Entries, wanted: &Entries, prune: bool) -> Applied {
    let mut found = Applied::default();
    for ((section, name), entry) in wanted {
        let before = there.get(&(*section, name.clone()));
        let (kind, words) = match before {
            None => (ChangeKind::Add, in_words(&entry.body)),
            Some(before) => match differences(before, entry) {
                words if words.is_empty() => continue,
                words => (ChangeKind::Change, words),
            },
        };
        found.changes.push(Change { section: *section, name: name.clone(), kind, words });
    }
    for ((section, name), entry) in there.iter().filter(|(key, _)| !wanted.contains_key(key)) {
        let (section, name) = (*section, name.clone());
        if prune {
            let words = in_words(&entry.body);
            found.changes.push(Change { section, name, kind: ChangeKind::Remove, words });
        } else {
            found.left.push(LeftAlone { section, name });
        }
    }
    found.changes.sort_by(|a, b| (a.section, &a.name).cmp(&(b.section, &b.name)));
    found
}

/// A value as a person writes it.
fn said(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.is_empty() => "nothing".to_owned(),
        Value::Array(all) => all.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn in_words(body: &Value) -> String {
    let fields = body.as_object().into_iter().flatten().filter(|(name, _)| *name != "name");
    fields.map(|(name, value)| format!("{name} {}", said(value))).collect::<Vec<_>>().join("; ")
}

fn differences(before: &Entry, after: &Entry) -> String {
    let (Some(was), Some(is)) = (before.body.as_object(), after.body.as_object()) else {
        return String::new();
    };
    let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let value = |all: &Map<String, Value>, name: &str| all.get(name).cloned().unwrap_or_default();
    let mut words: Vec<String> = names
        .into_iter()
        .map(|name| (name, value(was, name), value(is, name)))
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| format!("{name} from {} to {}", said(&was), said(&is)))
        .collect();
    // What it is stands nowhere.
    if after.secret.is_some() && after.secret != before.secret {
        words.push("what is kept secret is another one".to_owned());
    }
    words.join("; ")
}

impl Change {
    /// In a line: what becomes of what.
    #[must_use]
    pub fn in_words(&self) -> String {
        let sign = match self.kind {
            ChangeKind::Add => "+",
            ChangeKind::Change => "~",
            ChangeKind::Remove => "-",
        };
        let what = match self.kind {
            ChangeKind::Add => "is new",
            ChangeKind::Change => "changes",
            ChangeKind::Remove => "is removed",
        };
        let words = if self.words.is_empty() { String::new() } else { format!(": {}", self.words) };
        format!("{sign} {} `{}` {what}{words}", self.section.name(), self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configuration(value: Value) -> Configuration {
        serde_json::from_value(value).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_differs_is_told_in_words_and_secrets_are_not() {
        let now = at("2026-12-01T00:00:00Z");
        let of = |value: Value| entries(&configuration(value), now).unwrap();
        let there = of(json!({
            "policies": [{"severity": "high", "channels": ["email", "slack"]}],
            "hooks": [{"name": "pager", "format": "pagerduty", "url": "https://p.example", "secret": "hunter2"}],
            "groups": [{"name": "shop", "services": ["a", "b"]}],
        }));
        let wanted = of(json!({
            "policies": [{"severity": "high", "channels": ["slack"], "quiet_from": "22:00", "quiet_to": "07:00"}],
            "hooks": [{"name": "pager", "format": "pagerduty", "url": "https://p.example", "secret": "hunter3"}],
            "people": [{"name": "ada", "email": "ada@m.example"}],
        }));
        let found = between(&there, &wanted, false);
        let words: Vec<String> = found.changes.iter().map(Change::in_words).collect();
        assert_eq!(
            words,
            [
                "~ policies `high` changes: channels from email, slack to slack; quiet_from from nothing to 22:00; quiet_to from nothing to 07:00",
                "+ people `ada` is new",
                "~ hooks `pager` changes: what is kept secret is another one",
            ]
        );
        assert_eq!(found.left, [LeftAlone { section: Section::Groups, name: "shop".to_owned() }]);
        let pruned = between(&there, &wanted, true);
        assert!(pruned.left.is_empty() && pruned.changes.len() == 4);
        assert!(!format!("{pruned:?}").contains("hunter"));
        assert_eq!(between(&wanted, &wanted, true), Applied::default());
        // A secret that is not said stays.
        let silent =
            of(json!({"hooks": [{"name": "pager", "format": "pagerduty", "url": "https://p.example"}]}));
        assert!(between(&there, &silent, false).changes.is_empty());
    }

    #[test]
    fn what_has_ended_says_nothing_and_a_name_stands_once() {
        let silence = json!({"name": "s", "reason": "r", "start": "2026-11-01T00:00:00Z", "end": "2026-11-02T00:00:00Z"});
        let whole = configuration(json!({"silences": [silence]}));
        assert_eq!(entries(&whole, at("2026-11-01T12:00:00Z")).unwrap().len(), 1);
        assert_eq!(entries(&whole, at("2026-11-02T00:00:00Z")).unwrap().len(), 0);
        let group = json!({"name": "g", "services": []});
        let twice = configuration(json!({"groups": [group, group]}));
        assert_eq!(entries(&twice, at("2026-11-01T12:00:00Z")).unwrap_err().code(), "invalid_input");
    }

    #[test]
    fn a_configuration_is_put_together_as_it_was_taken_apart() {
        let whole = configuration(json!({
            "retention": {"events_days": 30},
            "people": [{"name": "ada", "email": "ada@m.example"}],
            "holidays": [{"name": "new year", "dates": ["2027-01-01"]}],
            "conditions": [{"name": "many", "when": "count", "at_least": 50, "minutes": 10}],
            "executors": [{"name": "e", "actions": ["cache_clear"], "url": "https://e.example", "unattended": true}],
        }));
        let apart = entries(&whole, Timestamp::MIN).unwrap();
        let rows = apart.into_iter().map(|((section, _), entry)| (section, entry.body, entry.secret));
        assert_eq!(assembled(rows.collect()).unwrap(), whole);
        for section in Section::ALL {
            assert_eq!(Section::named(section.name()), Some(section));
        }
    }
}
