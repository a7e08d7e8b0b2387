//! How many lines begin a record, and when.

use std::collections::BTreeMap;

use errpredict::Timestamp;

use super::lines::Lines;
use super::look::{self, Look};
use super::mostly::Mostly;
use super::options::{Format, Rules};
use super::pending::Start;

/// Lines of a log inside another that are looked at to see what they mostly are.
const INNER_LINES: usize = 50;

/// How the lines of a log inside another are told apart.
pub(super) fn inside(text: &str, rules: &Rules) -> Lines {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(INNER_LINES).collect();
    let mostly = Counted::of(&lines, 0, rules).commonest().map_or(Mostly::Anything, Mostly::of);
    Lines { mostly, place: 0 }
}

/// How many lines begin a record, by format.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    counts: BTreeMap<Format, usize>,
    /// Lines that begin a record, or would if they had a time: all but those that only go on.
    pub(crate) voters: usize,
}

impl Counted {
    /// Counts lines whose time stands at that place.
    pub(crate) fn of(lines: &[&str], place: usize, rules: &Rules) -> Counted {
        let looked = Lines { mostly: Mostly::Anything, place };
        let mut counted = Counted::default();
        for line in lines {
            let start = looked.start(line, rules);
            counted.voters += usize::from(start.is_some() || may_begin(line));
            if let Some(start) = start {
                *counted.counts.entry(start.format()).or_default() += 1;
            }
        }
        counted
    }

    pub(crate) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// The format of most of them.
    pub(crate) fn commonest(&self) -> Option<Format> {
        let most = self.counts.values().max()?;
        self.counts.iter().find(|(_, count)| *count == most).map(|(format, _)| *format)
    }
}

/// Whether a line could begin a record: it is not indented, no part of a trace, and no end of brackets.
pub(super) fn may_begin(line: &str) -> bool {
    matches!(look::look(line), Look::Words | Look::Level)
}

/// The time a line states, if it can be placed.
pub(crate) fn time_of(line: &str, rules: &Rules) -> Option<Timestamp> {
    match Lines::default().start(line, rules)? {
        Start::Plain(head) | Start::Nginx(head) | Start::Apache(head) => head.time.ok(),
        Start::Syslog(parts) => parts.time(),
        _ => None,
    }
}
