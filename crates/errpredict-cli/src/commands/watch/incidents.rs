//! What goes on, what was told of it, and what is new.

use errpredict::analysis::{Analysis, ServiceAnalysis, YoungRise};
use errpredict::detect::AnomalyDetection;
use errpredict::time::{DAY_MS, MINUTE_MS};
use errpredict::{PeopleClock, Scope, Severity, Timestamp};
use serde::{Deserialize, Serialize};

use crate::told;

/// An incident is over when nothing was heard of it for so long: one that flickers is told of once.
const CALM_MS: i64 = 5 * MINUTE_MS;
/// One that ended so long before the analysis need not be waited for: hours are judged as wholes.
const LONG_OVER_MS: i64 = 90 * MINUTE_MS;
/// How long one that is over is remembered; the analysis itself still tells of it for a day.
const REMEMBERED_MS: i64 = 2 * DAY_MS;

/// What there is to say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Message {
    /// `new` or `over`.
    pub(super) news: &'static str,
    /// The anomaly's key: `new` and `over` of one incident have the same.
    pub(super) key: String,
    #[serde(flatten)]
    pub(super) scope: Scope,
    pub(super) severity: Severity,
    /// When it was said, in the time of the log.
    pub(super) at: Timestamp,
    pub(super) start: Timestamp,
    /// When it ended, as far as is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<Timestamp>,
    /// The same in words; chat programs show a field of this name.
    pub(super) text: String,
    /// All about it, as `analyze --json` has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) anomaly: Option<AnomalyDetection>,
}

/// One that was told of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Incident {
    key: String,
    scope: Scope,
    /// What of it, and which way it went.
    about: String,
    severity: Severity,
    start: Timestamp,
    end: Timestamp,
    text: String,
    /// Since when nothing was heard of it.
    calm_since: Option<Timestamp>,
    /// Whether the present analysis says that it goes on.
    #[serde(skip)]
    heard: bool,
}

/// All that are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Incidents {
    going: Vec<Incident>,
    over: Vec<Incident>,
    /// Up to when everything was looked at.
    looked_until: Option<Timestamp>,
}

impl Message {
    /// `2026-11-27 14:12  new   critical checkout: ...`, one line.
    pub(super) fn in_words(&self, clock: &PeopleClock) -> String {
        let end = self.end.map_or(String::new(), |end| format!(", ended {}", clock.short(end)));
        format!("{}  {:4}  {}{end}\n", clock.told(self.at), self.news, self.text)
    }
}

impl Incidents {
    /// What is new at the time of this analysis, of severity `least` and above.
    pub(super) fn update(&mut self, analysis: &Analysis, least: Severity) -> Vec<Message> {
        let (at, clock) = (analysis.effective_at, analysis.clock());
        let mut messages = Vec::new();
        self.going.iter_mut().for_each(|incident| incident.heard = false);
        let mut any_service = false;
        for of in analysis.services.iter().chain([&analysis.system]) {
            for anomaly in of.anomalies.iter().filter(|anomaly| told::is_told(anomaly)) {
                if let Some(known) = self.going.iter_mut().find(|known| known.is(anomaly)) {
                    known.end = known.end.max(anomaly.end);
                    known.heard |= anomaly.ongoing;
                } else if self.is_news(anomaly)
                    && anomaly.severity >= least
                    // The sum of all services tells nothing new where one of them tells it already.
                    && !(anomaly.scope == Scope::System && any_service)
                {
                    let mut incident = Incident::new(anomaly);
                    incident.text = clock.sentence(&incident.text);
                    // What is long over when it is first seen is told once.
                    let is_over = incident.is_over(at);
                    let news = if is_over { "over" } else { "new" };
                    messages.push(incident.message(news, at, Some(anomaly.clone())));
                    if is_over { &mut self.over } else { &mut self.going }.push(incident);
                }
                any_service |= anomaly.ongoing || self.ended_meanwhile(anomaly);
            }
            if let Some(rise) = of.rise.as_ref().filter(|_| of.is_unjudged()) {
                messages.extend(self.rising(of, rise, (at, &clock), least));
            }
        }
        for mut incident in std::mem::take(&mut self.going) {
            if incident.is_over(at) {
                messages.push(incident.message("over", at, None));
                self.over.push(incident);
            } else {
                self.going.push(incident);
            }
        }
        self.over.retain(|known| at.ms() - known.end.ms() <= REMEMBERED_MS);
        self.looked_until = Some(at);
        messages
    }

    /// What is new of a rise in a log of less than a day. Later it is judged by the same name, and is not told again.
    fn rising(
        &mut self,
        of: &ServiceAnalysis,
        rise: &YoungRise,
        (at, clock): (Timestamp, &PeopleClock),
        least: Severity,
    ) -> Option<Message> {
        let mut incident = Incident::of_rise(of, rise, at);
        if let Some(known) = self.going.iter_mut().find(|known| known.is_same(&incident)) {
            known.end = known.end.max(incident.end);
            known.heard |= incident.heard;
            return None;
        }
        let ended_meanwhile = self.looked_until.is_some_and(|until| incident.end > until)
            && !self.over.iter().any(|known| known.is_same(&incident));
        if !(incident.heard || ended_meanwhile) || incident.severity < least {
            return None;
        }
        incident.text = clock.sentence(&incident.text);
        let is_over = incident.is_over(at);
        let message = incident.message(if is_over { "over" } else { "new" }, at, None);
        if is_over { &mut self.over } else { &mut self.going }.push(incident);
        Some(message)
    }

    /// What goes on and is not known, or began and ended since everything was last looked at.
    fn is_news(&self, anomaly: &AnomalyDetection) -> bool {
        anomaly.ongoing || self.ended_meanwhile(anomaly) && !self.over.iter().any(|known| known.is(anomaly))
    }

    fn ended_meanwhile(&self, anomaly: &AnomalyDetection) -> bool {
        self.looked_until.is_some_and(|until| anomaly.end > until)
    }
}

impl Incident {
    fn new(anomaly: &AnomalyDetection) -> Incident {
        Incident {
            key: anomaly.key.clone(),
            scope: anomaly.scope.clone(),
            about: about(anomaly),
            severity: anomaly.severity,
            start: anomaly.start,
            end: anomaly.end,
            text: told::in_a_line(anomaly),
            calm_since: None,
            heard: anomaly.ongoing,
        }
    }

    fn of_rise(of: &ServiceAnalysis, rise: &YoungRise, at: Timestamp) -> Incident {
        let about = format!("more {} ", rise.metric.name());
        Incident {
            key: format!("rise {} {about}{}", of.scope, rise.since),
            scope: of.scope.clone(),
            about,
            severity: told::OF_RISE,
            start: rise.since,
            end: rise.until.unwrap_or(at),
            text: told::rise_in_a_line(of, rise),
            calm_since: None,
            heard: rise.until.is_none(),
        }
    }

    fn is_same(&self, other: &Incident) -> bool {
        let overlaps = other.start <= self.end && self.start <= other.end;
        self.key == other.key || (self.scope == other.scope && self.about == other.about && overlaps)
    }

    /// Whether nothing was heard of it for long enough; one that ended long before was over when nobody looked.
    fn is_over(&mut self, at: Timestamp) -> bool {
        if self.heard {
            self.calm_since = None;
            return false;
        }
        let since = *self.calm_since.get_or_insert(at);
        at.ms() - since.ms() >= CALM_MS || at.ms() - self.end.ms() >= LONG_OVER_MS
    }

    /// Whether an anomaly is this incident: by its key, or where the beginning became clearer, by what it is about.
    fn is(&self, anomaly: &AnomalyDetection) -> bool {
        let overlaps = anomaly.start <= self.end && self.start <= anomaly.end;
        self.key == anomaly.key || (self.scope == anomaly.scope && self.about == about(anomaly) && overlaps)
    }

    fn message(&self, news: &'static str, at: Timestamp, anomaly: Option<AnomalyDetection>) -> Message {
        Message {
            news,
            key: self.key.clone(),
            scope: self.scope.clone(),
            severity: self.severity,
            at,
            start: self.start,
            end: (news == "over").then_some(self.end),
            text: self.text.clone(),
            anomaly,
        }
    }
}

/// What an anomaly is about and which way it went. The type is left out: what begins as a spike may become a new level.
fn about(anomaly: &AnomalyDetection) -> String {
    let way = match anomaly.is_rise() {
        Some(true) => "more",
        Some(false) => "less",
        None => "other",
    };
    format!(
        "{way} {} {}",
        anomaly.metric.name(),
        anomaly.group.map_or(String::new(), |group| group.to_string())
    )
}
