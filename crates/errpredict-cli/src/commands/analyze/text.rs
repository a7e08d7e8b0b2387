//! The report that a tired person understands.

use std::fmt::Write;

use errpredict::action::Priority;
use errpredict::analysis::{Analysis, GroupSummary, Incident, Judgement, Note, ServiceAnalysis, ToDo};
use errpredict::detect::{AnomalyDetection, Metric, Unit};
use errpredict::time::MINUTE_MS;
use errpredict::{PeopleClock, Severity, Timestamp};
use errpredict_io::{ReadReport, printable};

use errpredict::numbers::{count, duration, errors_and_failed, percent, plural};

use super::widths::{MESSAGE_CHARS, NAME_CHARS, PER_SERVICE, TYPE_CHARS, name};
use super::{causes, going, likely, patterns, unread};
use crate::style::Style;
use crate::told;

/// Bad lines shown.
const BAD_LINES: usize = 3;

/// The whole page, ending with a line end.
pub(super) fn page(analysis: &Analysis, read: &ReadReport, top: usize, style: Style) -> String {
    let mut page = String::new();
    let ranked = analysis.by_trouble();
    headline(&mut page, analysis, style);
    let clock = &analysis.clock();
    header(&mut page, analysis, read, style);
    wrong(&mut page, analysis, top, style);
    patterns::changed(&mut page, analysis, (top, clock), style);
    likely::section(&mut page, analysis, &ranked, top, style);
    going::section(&mut page, &ranked, top, style);
    patterns::common(&mut page, analysis, style);
    to_do(&mut page, analysis, &ranked, style);
    not_known(&mut page, analysis, style);
    page
}

/// Characters of a line of the headline.
const HEADLINE_CHARS: usize = 110;

/// The first sentence, by its words over as many lines as it takes.
fn headline(page: &mut String, analysis: &Analysis, style: Style) {
    let text = printable(&analysis.headline.text, 8 * MESSAGE_CHARS);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if last.chars().count() + word.chars().count() < HEADLINE_CHARS => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for text in lines {
        line!(
            page,
            "{}",
            if analysis.headline.trouble || analysis.headline.unread { style.bold(&text) } else { text }
        );
    }
    line!(page);
}

fn header(page: &mut String, analysis: &Analysis, read: &ReadReport, style: Style) {
    let first = analysis.first_event;
    let span = duration(analysis.effective_at.ms() - first.ms());
    line!(
        page,
        "{}  {}, {} of {} over {span}",
        style.bold("errpredict"),
        plural(analysis.events, "event"),
        errors_and_failed(analysis.errors, analysis.system.failed_requests),
        plural(analysis.services.len() as u64, "service"),
    );
    line!(
        page,
        "{}",
        style.dim(&format!(
            "            {} to {}; {} read, {}",
            analysis.clock().short(first),
            analysis.clock().told(analysis.effective_at),
            plural(read.lines, "line"),
            if read.bad == 0 { "none bad".to_owned() } else { format!("{} bad", count(read.bad)) },
        ))
    );
    for bad in read.samples.iter().take(BAD_LINES) {
        let column = bad.column.map_or(String::new(), |column| format!(", byte {column}"));
        let found = match printable(&bad.found, TYPE_CHARS) {
            nothing if nothing.is_empty() => nothing,
            found => format!(", found {found}"),
        };
        line!(
            page,
            "  not read: {} line {}{column}: expected {}{found}",
            printable(&bad.source, MESSAGE_CHARS),
            bad.line,
            printable(&bad.expected, MESSAGE_CHARS),
        );
    }
    if read.bad > read.events {
        line!(
            page,
            "{}",
            style.severity(
                Severity::High,
                "  Most of the log could not be read: what follows rests on little."
            )
        );
    }
    // What was not read is told above, with its lines.
    for warning in
        analysis.warnings.iter().filter(|warning| Some(*warning) != unread::of_lines(read).as_ref())
    {
        line!(
            page,
            "{}",
            style.severity(Severity::High, &format!("  {}", printable(warning, HEADLINE_CHARS * 3)))
        );
    }
    if read.bad > BAD_LINES as u64 {
        line!(page, "  ... and {} more; `errpredict doctor` says why", count(read.bad - BAD_LINES as u64));
    }
    line!(page);
}

fn wrong(page: &mut String, analysis: &Analysis, top: usize, style: Style) {
    line!(page, "{}", style.bold("WHAT IS WRONG"));
    let unjudged: Vec<_> = analysis.services.iter().filter(|service| service.is_unjudged()).collect();
    let incidents = analysis.incidents();
    if analysis.is_without_levels() {
        line!(
            page,
            "  No line states a level, so no error can be counted: --level-words reads words as levels"
        );
    } else if incidents.is_empty() && unjudged.is_empty() {
        line!(page, "  Nothing stands out from chance in any service.");
    }
    // Of each service first what is worst; why and which errors are said once.
    let clock = analysis.clock();
    let mut told: Vec<&ServiceAnalysis> = Vec::new();
    for incident in &incidents {
        let is_known = told.iter().any(|found| found.scope == incident.found.scope);
        if !is_known && told.len() == top {
            continue;
        }
        incident_lines(page, incident, (analysis.effective_at, &clock), style);
        if !is_known {
            told.push(incident.found);
            behind(page, incident.found, &clock);
        }
    }
    let left_out = incidents.iter().filter(|one| !told.iter().any(|found| found.scope == one.found.scope));
    if let more @ 1.. = left_out.count() {
        line!(page, "  ... and {more} more; --top N shows them, --json has them all");
    }
    let is_short = analysis.is_short();
    for service in unjudged.iter().take(top) {
        line!(
            page,
            "  {} {}: {}{}{}{}",
            style.severity(Severity::Medium, if is_short { "short   " } else { "new     " }),
            style.bold(&name(service)),
            errors_or_failed(service),
            critical(service.critical),
            share_of_all(service, analysis, is_short),
            young(service, analysis),
        );
        if let Some(rise) = &service.rise {
            line!(page, "      {}", printable(&clock.sentence(&rise.sentence()), 2 * MESSAGE_CHARS));
        }
    }
    let is_troubled = |service: &&ServiceAnalysis| service.anomalies.iter().any(told::is_told);
    let named = causes::named(&incidents);
    let is_calm = |service: &&ServiceAnalysis| {
        let is_named = service.scope.service().is_some_and(|name| named.contains(&name));
        !is_troubled(service) && !service.is_unjudged() && !is_named
    };
    let calm = analysis.services.iter().filter(is_calm).count();
    // Nothing strange can be said of what does not arrive, or does not say what it is.
    if calm > 0 && !analysis.is_stopped() && !analysis.is_without_levels() {
        let is_silent = |service: &&ServiceAnalysis| service.errors + service.failed_requests == 0;
        let silent = analysis.services.iter().filter(is_calm).filter(is_silent);
        let silent = silent.count() as u64;
        let silent = match silent {
            0 => String::new(),
            all if all == calm as u64 => ", without any error in the history looked at".to_owned(),
            silent => format!(", {silent} of them without any error in the history looked at"),
        };
        line!(
            page,
            "{}",
            style.dim(&format!("  {} with nothing strange{silent}", plural(calm as u64, "service")))
        );
    }
    line!(page);
}

/// Why, and which errors most of it are.
fn behind(page: &mut String, service: &ServiceAnalysis, clock: &PeopleClock) {
    page.push_str(&causes::lines(service, clock));
    // What the trouble is made of, where that is known: the commonest of the day may be what always comes.
    let risen = service.root_causes.as_ref().and_then(|causes| causes.errors.first());
    let known = |fingerprint: &str| service.groups.iter().find(|group| group.fingerprint == fingerprint);
    // Of what is over that is told with it, where nothing goes on.
    let goes_on = service.anomalies.iter().any(|anomaly| anomaly.ongoing && told::is_told(anomaly));
    let is_shown = |anomaly: &&AnomalyDetection| anomaly.ongoing || !goes_on && told::is_told(anomaly);
    let shown: Vec<&AnomalyDetection> = service.anomalies.iter().filter(is_shown).collect();
    // And what came says nothing of what does not come.
    let is_fall = !shown.is_empty() && shown.iter().all(|anomaly| anomaly.is_rise() == Some(false));
    let names_itself = is_fall || shown.iter().any(|anomaly| !anomaly.causes.is_empty());
    let commonest = service.groups.first().filter(|_| !names_itself);
    // Where the first critical events lead, those are named above, and what else rose is not what they are made of.
    let ongoing = service.anomalies.iter().filter(|anomaly| anomaly.ongoing);
    let worst = ongoing.max_by_key(|anomaly| (anomaly.severity, anomaly.metric == Metric::CriticalEvents));
    let is_critical = worst.is_some_and(|worst| worst.metric == Metric::CriticalEvents);
    if let Some(risen) = risen.filter(|_| !is_critical) {
        let said = known(&risen.fingerprint).map_or(String::new(), sample_of);
        line!(
            page,
            "      most: {}{said} ({}, {} of what is too many)",
            printable(&risen.label, TYPE_CHARS),
            count(risen.errors),
            percent(risen.share_of_excess),
        );
    } else if let Some(group) = service.most_new().filter(|_| !names_itself && !is_critical) {
        line!(
            page,
            "      most: {}{} ({}, none before it)",
            printable(group.label(), TYPE_CHARS),
            sample_of(group),
            count(group.errors)
        );
    } else if let Some(group) = commonest {
        line!(
            page,
            "      commonest: {}{} ({} in 24 h)",
            printable(group.label(), TYPE_CHARS),
            sample_of(group),
            count(group.errors_last_day)
        );
    }
    if let Some(alike) = patterns::alike(service) {
        line!(page, "{alike}");
    }
}

/// What the messages of a group say behind its name, where that says more: of many what they have in common, so that the number
/// of one does not stand for all.
fn sample_of(group: &GroupSummary) -> String {
    let said = group.template.as_ref().filter(|_| group.errors > 1).unwrap_or(&group.sample);
    match printable(said, MESSAGE_CHARS) {
        // One without a type is called by what its messages have in common.
        sample if sample.is_empty() || group.error_type.is_empty() => String::new(),
        sample => format!(": {sample}"),
    }
}

/// Its errors; of one that has none its failed requests.
fn errors_or_failed(service: &ServiceAnalysis) -> String {
    match (service.errors, service.failed_requests) {
        (0, failed @ 1..) => plural(failed, "failed request"),
        (errors, _) => plural(errors, "error"),
    }
}

/// How much of all errors of the last day a service has: a new one has no past of its own to be held against.
fn share_of_all(service: &ServiceAnalysis, analysis: &Analysis, is_short: bool) -> String {
    let (own, all) = (service.errors_last_day, analysis.system.errors_last_day);
    match own {
        // A share of next to all would say that there are others; and of a log of hours all are of the last day.
        _ if service.errors == 0 || is_short && analysis.services.len() == 1 => String::new(),
        _ if own == all && analysis.services.len() == 1 => {
            format!(", {} of them in the last 24 h", count(own))
        }
        _ if own == all => ", all errors of 24 h".to_owned(),
        _ => format!(", {} of all errors of 24 h", percent(own as f64 / all.max(1) as f64)),
    }
}

/// How many of them are critical, where any is.
fn critical(critical: u64) -> String {
    if critical == 0 { String::new() } else { format!(", {} critical", count(critical)) }
}

/// How sure the judgement of a young service is.
fn young(service: &ServiceAnalysis, analysis: &Analysis) -> String {
    let Some(Judgement { steps, step_minutes, flagged_from: Some(from), .. }) = &service.judged else {
        return ", heard of for less than five minutes: nothing to compare with yet".to_owned();
    };
    let from = format!("(from {} in {step_minutes} min on it would stand out)", plural(*from, "error"));
    // What rose is told, and from how much on more would be stranger still tells nobody anything.
    let from = if service.rise.is_some() { String::new() } else { format!(" {from}") };
    // It is the log that is short, whether the service is new or not.
    if analysis.is_short() {
        let log = duration(analysis.effective_at.ms() - analysis.first_event.ms());
        return format!(", in a log of {log}: there is no day to compare with{from}");
    }
    let steps = i64::try_from(*steps).unwrap_or(i64::MAX);
    let ago = duration(steps.saturating_mul(i64::from(*step_minutes) * MINUTE_MS));
    format!(", as it began {ago} ago: there is no past to compare with{from}")
}

/// Now, and the clock by which it is told.
type Now<'a> = (Timestamp, &'a PeopleClock);

fn incident_lines(page: &mut String, incident: &Incident<'_>, now: Now<'_>, style: Style) {
    let Incident { found, worst, also } = incident;
    line!(
        page,
        "  {} {}: {}",
        style.severity(worst.severity, &format!("{:8}", worst.severity)),
        style.bold(&name(found)),
        worst.what(),
    );
    anomaly_lines(page, worst, now);
    for also in also {
        line!(page, "      also: {}", also.what());
        anomaly_lines(page, also, now);
    }
}

fn anomaly_lines(page: &mut String, anomaly: &AnomalyDetection, (now, clock): Now<'_>) {
    // The numbers of a mix are its causes.
    let numbers = match (anomaly.unit, anomaly.numbers()) {
        (Unit::Distance, _) => String::new(),
        (_, none) if none.is_empty() => none,
        (_, numbers) => format!("{numbers}, "),
    };
    line!(
        page,
        "      {numbers}since {}, {}; {}",
        clock.told(anomaly.start),
        anomaly.until(now, clock),
        anomaly.how_often()
    );
    // What the first critical event was stands in its name.
    let named = anomaly.causes.iter().filter(|_| anomaly.metric != Metric::CriticalEvents);
    for cause in named.take(PER_SERVICE) {
        line!(page, "      {}: {}", printable(&cause.name, TYPE_CHARS), cause.in_words());
    }
}

/// Actions shown, beyond which only those of today (high and critical) are.
const ACTIONS: usize = 20;

fn to_do(page: &mut String, analysis: &Analysis, ranked: &[&ServiceAnalysis], style: Style) {
    line!(page, "{}", style.bold("WHAT TO DO"));
    let actions = analysis.to_do_once();
    if actions.is_empty() {
        line!(page, "  {}", nothing_to_do(analysis));
    }
    let is_shown =
        |(place, todo): &(usize, &ToDo<'_>)| *place < ACTIONS || todo.action.priority >= Priority::High;
    let shown: Vec<_> = actions.iter().enumerate().filter(is_shown).collect();
    for (_, todo) in &shown {
        let priority = todo.action.priority;
        line!(
            page,
            "  {} {}: {}",
            style.severity(severity_of(priority), &format!("{priority:8}")),
            style.bold(&todo.whom(&printable(&todo.action.scope.to_string(), NAME_CHARS))),
            printable(&todo.title(), 3 * MESSAGE_CHARS)
        );
    }
    let left_out = actions.len() - shown.len();
    if left_out > 0 {
        line!(page, "  ... and {left_out} more that are less urgent; --json and --html have them all");
    }
    let insights: Vec<_> =
        ranked.iter().copied().chain([&analysis.system]).flat_map(|found| &found.insights).collect();
    for insight in insights.iter().take(ACTIONS) {
        let chance = insight.chance.map_or(String::new(), |chance| format!(" ({chance})"));
        let title = printable(&insight.title, 2 * MESSAGE_CHARS);
        line!(page, "           {}", style.dim(&format!("{title}{chance}")));
    }
    if let more @ 1.. = insights.len().saturating_sub(ACTIONS) {
        line!(
            page,
            "           {}",
            style.dim(&format!("... and {more} more; --json and --html have them all"))
        );
    }
    line!(page);
}

/// The priorities and the upper severities are the same four words.
fn severity_of(priority: Priority) -> Severity {
    match priority {
        Priority::Low => Severity::Low,
        Priority::Medium => Severity::Medium,
        Priority::High => Severity::High,
        Priority::Critical => Severity::Critical,
    }
}

fn not_known(page: &mut String, analysis: &Analysis, style: Style) {
    let notes = |service: &ServiceAnalysis| -> Vec<String> {
        let text = |note: &Note| format!("no {}: {}", note.part, printable(&note.message, 2 * MESSAGE_CHARS));
        service.notes.iter().map(text).collect()
    };
    // What is not told of the services, with their number; of the system only what is told of no service.
    let mut reasons: Vec<(String, u64)> = Vec::new();
    for text in analysis.services.iter().flat_map(notes) {
        match reasons.iter_mut().find(|(known, _)| *known == text) {
            Some((_, n)) => *n += 1,
            None => reasons.push((text, 1)),
        }
    }
    let of_system =
        notes(&analysis.system).into_iter().filter(|text| reasons.iter().all(|(known, _)| known != text));
    reasons.extend(of_system.map(|text| (text, 0)).collect::<Vec<_>>());
    if reasons.is_empty() {
        return;
    }
    line!(page, "{}", style.bold("WHAT COULD NOT BE TOLD"));
    for (text, n) in reasons.iter().take(PER_SERVICE) {
        match n {
            0 => line!(page, "  {text} (system)"),
            _ => line!(page, "  {text} ({})", plural(*n, "service")),
        }
    }
    if reasons.len() > PER_SERVICE {
        line!(page, "  ... and {} more kinds; --json has them all", reasons.len() - PER_SERVICE);
    }
    line!(page);
}

/// Why nothing is to be done, or can be told.
fn nothing_to_do(analysis: &Analysis) -> &'static str {
    match (analysis.is_without_levels(), analysis.changes().is_empty()) {
        (false, _) => "Nothing: no evidence calls for an action.",
        (true, true) => "Nothing can be told: no line states a level.",
        (true, false) => "Look at what changed: no line states a level, so nothing more can be told.",
    }
}
