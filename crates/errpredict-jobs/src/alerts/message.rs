//! What a person is told: what, why, how sure, what to do, with the numbers as they are when it fires. Each channel writes it in its own
//! way; nothing that came from a log is ever markup there.

use errpredict::{Severity, Timestamp};
use serde::{Deserialize, Serialize};

/// Characters of a line and of a title that are kept.
const LINE: usize = 500;
const TITLE: usize = 200;

/// The kind of alerts of conditions that people write.
pub(super) const CONDITION: &str = "condition";

/// The kind of messages that test a channel.
pub const TEST: &str = "test";

/// What is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It began.
    Fired,
    /// It is worse than was said.
    Worse,
    /// Another service fails with it.
    Spread,
    /// It came back after it was over.
    Again,
    /// Nobody answered.
    Escalated,
    /// It goes on, and nobody answered: as often as a policy says.
    Repeated,
    /// It is over.
    Over,
}

impl News {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            News::Fired => "fired",
            News::Worse => "worse",
            News::Spread => "spread",
            News::Again => "again",
            News::Escalated => "escalated",
            News::Repeated => "repeated",
            News::Over => "over",
        }
    }

    /// What stands before the title.
    const fn word(self) -> &'static str {
        match self {
            News::Fired => "",
            News::Worse => "Worse: ",
            News::Spread => "Spreads: ",
            News::Again => "Again: ",
            News::Escalated => "Unanswered: ",
            News::Repeated => "Goes on: ",
            News::Over => "Over: ",
        }
    }
}

/// A number with what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// What it is of.
    pub name: String,
    /// The number with its unit.
    pub value: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it does.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What is new.
    pub news: News,
    /// The kind of the alert.
    pub kind: String,
    /// The service; none for all together, and for what is of no service.
    pub service: Option<String>,
    /// How bad.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// What is wrong.
    pub what: Vec<String>,
    /// Why, as far as is known.
    pub why: Vec<String>,
    /// How sure.
    pub sure: Vec<String>,
    /// What to do.
    pub todo: Vec<String>,
    /// The numbers as they were when it fired.
    pub numbers: Vec<Number>,
    /// Since when.
    pub since: Timestamp,
    /// Until when, where it is over.
    pub until: Option<Timestamp>,
    /// As of when this is said.
    pub at: Timestamp,
    /// Key of what it tells of: the same from its begin to its end.
    pub key: String,
    /// Keys of all that belongs to it.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Where to say whether it was right.
    #[serde(default)]
    pub links: Vec<Link>,
    /// What the alert is about, where neither service nor key say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The service in whose alert this one is told of, as long as that goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// Services whose own alerts are told of in this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<String>,
}

/// A message that tests a channel: who asked for it, and when.
#[must_use]
pub fn test_message(by: &str, at: Timestamp) -> Message {
    Message {
        news: News::Fired,
        kind: TEST.to_owned(),
        service: None,
        severity: Severity::Info,
        title: "info: this is a test of a channel, nothing is wrong".to_owned(),
        what: vec![format!("{by} asked for it")],
        why: Vec::new(),
        sure: Vec::new(),
        todo: vec!["Nothing: whoever reads this is reached".to_owned()],
        numbers: Vec::new(),
        since: at,
        until: None,
        at,
        key: format!("test-{}", at.ms()),
        keys: Vec::new(),
        links: Vec::new(),
        about: None,
        with: None,
        joined: Vec::new(),
    }
}

impl Message {
    /// The first line, with what is new.
    #[must_use]
    pub fn subject(&self) -> String {
        line(&format!("{}{}", self.news.word(), self.title), TITLE)
    }

    /// The parts under their headings, those that are empty left out.
    #[must_use]
    pub fn parts(&self) -> Vec<(&'static str, Vec<String>)> {
        let numbers =
            self.numbers.iter().map(|number| format!("{}: {}", number.name, number.value)).collect();
        let parts = [
            ("What", self.what.clone()),
            ("Why", self.why.clone()),
            ("How sure", self.sure.clone()),
            ("What to do", self.todo.clone()),
            ("Numbers when it fired", numbers),
        ];
        let lines = |lines: Vec<String>| lines.iter().map(|text| line(text, LINE)).collect::<Vec<_>>();
        parts.into_iter().filter(|(_, all)| !all.is_empty()).map(|(name, all)| (name, lines(all))).collect()
    }

    /// When, in words.
    #[must_use]
    pub fn when(&self) -> String {
        match self.until {
            Some(until) => format!("from {} to {}", self.since, until),
            None => format!("since {}", self.since),
        }
    }

    /// All of it as text.
    #[must_use]
    pub fn in_text(&self) -> String {
        let mut text = format!("{}\n{}, {}\n", self.subject(), self.severity, self.when());
        for (name, lines) in self.parts() {
            text.push_str(&format!("\n{name}\n"));
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
        if !self.links.is_empty() {
            text.push('\n');
            self.links.iter().for_each(|link| text.push_str(&format!("{}: {}\n", link.label, link.url)));
        }
        text.push_str(&format!("\nKey {}, as of {}\n", self.key, self.at));
        text
    }

    /// In a few words, for a telephone.
    #[must_use]
    pub fn in_short(&self) -> String {
        let first = self.todo.first().map_or(String::new(), |todo| format!(" To do: {todo}"));
        line(&format!("[{}] {}.{first}", self.severity, self.subject()), 300)
    }
}

/// One line of text that a log may have had a hand in: no control characters, no marks that turn the direction of writing, and not too
/// long.
#[must_use]
pub fn line(text: &str, most: usize) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let mut line = String::new();
    let mut n = 0;
    for c in text.chars() {
        let c = if is_hidden(c) { ' ' } else { c };
        if c == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if n == most {
            line.push('…');
            break;
        }
        line.push(c);
        n += 1;
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
pub(crate) fn example() -> Message {
    Message {
        news: News::Fired,
        kind: "anomaly".to_owned(),
        service: Some("checkout".to_owned()),
        severity: Severity::Critical,
        title: "critical checkout: more errors than usual, since 14:10".to_owned(),
        what: vec![
            "TimeoutError: <b>payment</b> [link](http://evil.example) *did* @everyone not answer".to_owned(),
        ],
        why: vec!["deployment 2.4.1 of checkout: 8 minutes before".to_owned()],
        sure: vec!["by chance less than once in 1,000 years".to_owned()],
        todo: vec!["Go back to the release before 2.4.1".to_owned()],
        numbers: vec![Number {
            name: "errors".to_owned(),
            value: "36/h where 0.1/h was expected".to_owned(),
        }],
        since: "2026-11-27T14:09:00Z".parse().unwrap(),
        until: None,
        at: "2026-11-27T14:20:00Z".parse().unwrap(),
        key: "0123456789abcdef".to_owned(),
        keys: vec!["0123456789abcdef".to_owned()],
        links: vec![Link {
            label: "This was right".to_owned(),
            url: "https://e.example/x?t=true_positive".to_owned(),
        }],
        about: None,
        with: None,
        joined: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_and_hides_nothing() {
        assert_eq!(line("a\r\n\tb\u{202E}c\u{0007}  d", 100), "a b c d");
        assert_eq!(line(&"x".repeat(10), 4), "xxxx…");
        assert_eq!(line("\n \n", 4), "");
    }

    #[test]
    fn the_text_says_what_why_how_sure_what_to_do_and_the_numbers() {
        let text = example().in_text();
        assert_eq!(
            text,
            "critical checkout: more errors than usual, since 14:10\ncritical, since 2026-11-27T14:09:00Z\n\nWhat\n  TimeoutError: \
             <b>payment</b> [link](http://evil.example) *did* @everyone not answer\n\nWhy\n  deployment 2.4.1 of checkout: 8 minutes \
             before\n\nHow sure\n  by chance less than once in 1,000 years\n\nWhat to do\n  Go back to the release before 2.4.1\n\n\
             Numbers when it fired\n  errors: 36/h where 0.1/h was expected\n\nThis was right: https://e.example/x?t=true_positive\n\nKey \
             0123456789abcdef, as of 2026-11-27T14:20:00Z\n"
        );
        let over =
            Message { news: News::Over, until: Some("2026-11-27T15:05:00Z".parse().unwrap()), ..example() };
        assert!(over.in_text().starts_with("Over: critical checkout") && over.when().starts_with("from "));
        assert!(over.in_short().chars().count() <= 301);
    }
}
