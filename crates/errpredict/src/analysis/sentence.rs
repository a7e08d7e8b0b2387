//! The first sentence of a report: what is failing, since when, after which deployment, who follows, what to do first and
//! how sure that is.

use crate::action::{ActionType, ImpactSource, NO_CAUSE, PreventiveAction, Priority};
use crate::detect::{AnomalyCause, AnomalyDetection, Metric};
use crate::event::{Scope, Severity};
use crate::numbers::{count, duration, percent, plural, short_time};
use crate::pattern::states::State;
use crate::rca::{Cause, CauseKind, Moment, MomentKind};
use crate::time::{HOUR_MS, MINUTE_MS, Timestamp};

use super::folded::shared_change;
use super::headline::Headline;
use super::incidents::Incident;
use super::levels::without_levels;
use super::result::Analysis;
use super::service::ServiceAnalysis;
use super::young::YoungRise;

/// From this share on a cause leads from one service to another (as in the actions: enough to act upon). By judgement:
/// the same share as there (`CAUSE_ACTS`), so that the sentence blames nobody on whom no action follows.
const LEADS: f64 = 0.30;
/// Followers named.
const NAMED: usize = 3;
/// A service follows where it begins within this time after the first one, or a little before: counts need minutes to tell.
const FOLLOWS_MS: i64 = 120 * MINUTE_MS;
/// What begins within two minutes of it begins with it: to the minute is as exact as a begin is known.
const TOGETHER_MS: i64 = 2 * MINUTE_MS;
/// See [`FOLLOWS_MS`].
const SLACK_MS: i64 = 10 * MINUTE_MS;

/// The headline of what was found in so many hours.
pub(super) fn of(analysis: &Analysis, hours: u32) -> Headline {
    let incidents = analysis.incidents();
    let ongoing: Vec<&Incident<'_>> = incidents.iter().filter(|incident| incident.is_ongoing()).collect();
    // What counts as usual by now leads only where nothing else goes on.
    let fresh: Vec<&Incident<'_>> =
        ongoing.iter().copied().filter(|incident| incident.worst.adopted.is_none()).collect();
    let led = if fresh.is_empty() { &ongoing } else { &fresh };
    let Some(lead) = lead(led) else { return calm(analysis, &incidents, hours) };
    // What is told with its number is told since when that began, not since when something beside it did.
    let since = lead.worst.start;
    let deployed = deployed_before(lead.found, since);
    let followers = followers(lead, &ongoing);
    let mut others: Vec<&Scope> = ongoing.iter().map(|incident| &incident.found.scope).collect();
    others.retain(|scope| {
        **scope != lead.found.scope
            && !followers.iter().any(|one| scope.service() == Some(one.service.as_str()))
    });
    others.sort();
    others.dedup();
    let others = others.len();
    let unjudged = worse_unjudged(analysis, lead);
    let of_lead = first_action(lead.found);
    let mut text = format!("{}: {}", lead.found.scope.in_a_sentence(), lead.worst.what());
    for part in [lead.worst.numbers(), format!("since {} UTC", short_time(since))] {
        if !part.is_empty() {
            text += &format!(", {part}");
        }
    }
    text += &newcomer(lead);
    if let Some(adopted) = lead.worst.adopted {
        text += &format!(", counts as usual since {} UTC", short_time(adopted));
    }
    if let Some((release, at)) = &deployed {
        let release = release.as_ref().map_or(String::new(), |release| format!(" of {release}"));
        // To the minute is as exact as a begin is known: what was deployed in that minute came before it.
        text += &match since.ms() - at.ms() {
            ms if ms > 0 => format!(", {} after the deployment{release}", duration(ms)),
            _ => format!(", in the minute of the deployment{release}"),
        };
    }
    text += &format!(" ({}).", lead.worst.how_often());
    let (with, after): (Vec<&Follower>, Vec<&Follower>) =
        followers.iter().partition(|follower| follower.after_ms < TOGETHER_MS);
    // That it began later says only that.
    let (after, later): (Vec<&Follower>, Vec<&Follower>) =
        after.into_iter().partition(|follower| follower.is_led);
    for (how, some) in [("At the same time", with), ("Following it", after), ("Later also", later)] {
        if !some.is_empty() {
            let named: Vec<&str> =
                some.iter().take(NAMED).map(|follower| follower.service.as_str()).collect();
            let more = match some.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            text += &format!(" {how}: {}{more}.", named.join(", "));
        }
    }
    if let Some((name, share)) = source(analysis, lead) {
        text += &format!(" {} of the errors of the last hour are of {name}.", percent(share));
    }
    if others > 0 {
        text += &format!(" {others} more in trouble, see below.");
    }
    if let Some(found) = unjudged {
        text = format!("{}. Also {text}", untold(analysis, found));
    }
    // Whoever is named first, what is more urgent is done first; what all of them show tells less than one of them.
    let is_one = !lead.found.scope.is_system();
    let first = match (unjudged.and_then(first_action), of_lead) {
        (Some(other), Some(own)) if is_one && own.priority > other.priority => Some(own),
        (other, own) => other.or(own),
    };
    if let Some(action) = first {
        let is_of_lead = action.scope == lead.found.scope;
        text += &format!(
            " First: {}{}.",
            action.title,
            if is_of_lead { why(lead.found, action) } else { String::new() }
        );
    }
    Headline {
        text,
        trouble: true,
        unread: false,
        scope: Some(lead.found.scope.clone()),
        since: Some(since),
        release: deployed.and_then(|(release, _)| release),
        followed_by: followers.into_iter().map(|follower| follower.service).collect(),
        action: first.map(|action| action.key.clone()),
    }
}

/// Of the worst that goes on the one that began first, or the service it blames; or one that began with it and whose own
/// deployment leads to it, where its own does not: a front feels what breaks behind it as soon.
fn lead<'a>(ongoing: &[&'a Incident<'a>]) -> Option<&'a Incident<'a>> {
    let worst = ongoing.iter().map(|incident| incident.worst.severity).max()?;
    let first = ongoing
        .iter()
        .filter(|incident| incident.worst.severity == worst && !incident.found.scope.is_system())
        .min_by_key(|incident| (incident.start(), incident.found.scope.clone()))
        .or(ongoing.first())?;
    let causes = first.found.root_causes.iter().flat_map(|found| &found.causes);
    let blamed = causes.filter(|cause| leads(cause)).find_map(|cause| {
        let name = cause.subject.as_deref()?;
        ongoing.iter().find(|incident| incident.found.scope.service() == Some(name))
    });
    let is_deployed = |incident: &Incident<'_>| {
        let strongest = incident.found.root_causes.iter().flat_map(|found| &found.causes).next();
        strongest.is_some_and(|cause| cause.kind == CauseKind::Deployment && cause.share >= LEADS)
    };
    let deployed = || {
        ongoing.iter().filter(|_| !is_deployed(first)).find(|incident| {
            incident.worst.severity >= worst.min(Severity::High)
                && !incident.found.scope.is_system()
                && incident.start().ms() - first.start().ms() <= SLACK_MS
                && is_deployed(incident)
        })
    };
    Some(blamed.or_else(deployed).unwrap_or(first))
}

/// Whether another service leads to it by more than that it began earlier.
fn leads(cause: &Cause) -> bool {
    cause.kind == CauseKind::Dependency && cause.share >= LEADS && !cause.rests_on_order_alone()
}

/// The service without a past to compare it with that is in more trouble than the one that could be judged: it has critical
/// events and that has none, or most of the errors of the last hour. Where only all services together are in trouble, any
/// that has errors: it may be all there is to it. In a short log every service is without a past, and errors that do not rise are no
/// trouble beside one that was found.
fn worse_unjudged<'a>(analysis: &'a Analysis, lead: &Incident<'_>) -> Option<&'a ServiceAnalysis> {
    let is_trouble = |found: &ServiceAnalysis| {
        let rises = found.rise.as_ref().is_some_and(|rise| rise.until.is_none());
        !analysis.is_short() || found.critical > 0 || rises
    };
    let unjudged = analysis.services.iter().filter(|found| found.is_unjudged() && is_trouble(found));
    let worst = unjudged.max_by_key(|found| (found.critical, found.errors_last_hour))?;
    let of_sum =
        lead.found.scope.is_system() && lead.worst.is_rise() != Some(false) && worst.errors_last_hour > 0;
    let is_most = of_sum || worst.errors_last_hour as f64 >= MOST * analysis.system.errors_last_hour as f64;
    (is_most && worst.critical >= lead.found.critical).then_some(worst)
}

/// The kind that most of what rose in a log of hours is, where it never came before; as it follows in a sentence.
fn newcomer(incident: &Incident<'_>) -> String {
    let Incident { found, worst, .. } = incident;
    let is_it = |rise: &&YoungRise| {
        let is_of_it = rise.metric == worst.metric && rise.until.is_none() == worst.ongoing;
        rise.is_new && is_of_it && worst.is_rise() == Some(true)
    };
    let most = found.rise.as_ref().filter(is_it).and_then(|rise| rise.most.as_ref());
    most.map_or(String::new(), |most| format!(", most of them {most}, which never came before"))
}

/// What most of a rise that is over was of; as it follows in a sentence.
fn made_of(incident: &Incident<'_>) -> String {
    let counted = |cause: &&AnomalyCause| incident.worst.is_rise() == Some(true) && cause.share > MOST;
    let is_errors = incident.worst.metric == Metric::Errors;
    match (newcomer(incident), incident.worst.causes.first().filter(counted)) {
        (young, Some(most)) if young.is_empty() && is_errors => format!(", most of them {}", most.name),
        (young, _) => young,
    }
}

/// What is known of a service that could not be judged. A log of less than a day makes no service new.
fn untold(analysis: &Analysis, found: &ServiceAnalysis) -> String {
    let critical = match found.critical {
        0 => String::new(),
        critical => format!(", {} critical", count(critical)),
    };
    let counts = match (found.errors, found.failed_requests) {
        (0, failed @ 1..) => plural(failed, "failed request"),
        (errors, _) => format!("{}{critical}", plural(errors, "error")),
    };
    let service = found.scope.in_a_sentence();
    if let Some(rise) = &found.rise {
        let rise = rise.sentence();
        return if analysis.is_short() {
            format!("{service}: {rise}{critical}; the log is too short to say whether that is usual")
        } else {
            format!("{service} is new: {rise}{critical}; there is no day yet to compare with")
        };
    }
    if analysis.is_short() {
        let most = found.groups.first().map(|group| {
            let first = short_time(group.first_seen);
            // What came no more for an hour is not told as if it did.
            let when = match analysis.effective_at.ms() - group.last_seen.ms() > HOUR_MS {
                true => format!("from {first} UTC to {} UTC", short_time(group.last_seen)),
                false => format!("since {first} UTC"),
            };
            match found.errors {
                1 => format!(": {}, {first} UTC", group.label()),
                _ => format!(", most of them {} ({} {when})", group.label(), count(group.errors)),
            }
        });
        let most = most.filter(|_| found.groups.first().is_some_and(|group| 2 * group.errors > found.errors));
        return format!(
            "{service}: {counts}{}; the log is too short to compare with",
            most.unwrap_or_default()
        );
    }
    format!("{service} is new: {counts}, and no day yet to compare them with")
}

/// Share of the errors of the last hour from which one service is named where only all of them together show the
/// trouble. Half, by definition of most.
const MOST: f64 = 0.5;

/// The service that most of the errors of all services together are of, where no service is in trouble by itself.
fn source<'a>(analysis: &'a Analysis, lead: &Incident<'_>) -> Option<(&'a str, f64)> {
    let all = analysis.system.errors_last_hour;
    let most = analysis.services.iter().max_by_key(|found| found.errors_last_hour)?;
    let share = most.errors_last_hour as f64 / all.max(1) as f64;
    let name = most
        .scope
        .service()
        .filter(|_| lead.found.scope.is_system() && lead.worst.is_rise() != Some(false) && share >= MOST)?;
    (analysis.services.len() > 1).then_some((name, share))
}

/// What all services together call for is pointed at the service that most of it is of: who looks at all looks at none.
pub(super) fn point_at_source(analysis: &mut Analysis) {
    let all = analysis.system.errors_last_hour;
    let most = analysis.services.iter().max_by_key(|found| found.errors_last_hour);
    let Some(most) = most.filter(|_| analysis.services.len() > 1 && all > 0) else { return };
    let share = most.errors_last_hour as f64 / all as f64;
    if share < MOST {
        return;
    }
    let lead = format!("Look at {}:", Scope::System.in_a_sentence());
    let name = most.scope.in_a_sentence();
    let lead_there =
        format!("Look at {name}, of which {} of the errors of the last hour are:", percent(share));
    let is_rise = |action: &PreventiveAction| {
        let told = analysis.system.anomalies.iter().filter(|one| action.because.contains(&one.key));
        told.clone().count() > 0 && told.into_iter().all(|one| one.is_rise() != Some(false))
    };
    let places: Vec<usize> = (0..analysis.system.actions.len())
        .filter(|place| is_rise(&analysis.system.actions[*place]))
        .collect();
    for place in places {
        let title = &mut analysis.system.actions[place].title;
        if let Some(rest) = title.strip_prefix(&lead) {
            *title = format!("{lead_there}{rest}");
        }
    }
}

/// A service that is in trouble since about the same time as the first one, or soon after it.
struct Follower {
    service: String,
    after_ms: i64,
    /// Whether more than the order of times says that it follows.
    is_led: bool,
}

fn followers(lead: &Incident<'_>, ongoing: &[&Incident<'_>]) -> Vec<Follower> {
    let since = lead.start().ms();
    let follower = |incident: &&Incident<'_>| {
        let after_ms = incident.start().ms() - since;
        let follows =
            incident.found.scope != lead.found.scope && (-SLACK_MS..=FOLLOWS_MS).contains(&after_ms);
        let service = incident.found.scope.service().filter(|_| follows)?.to_owned();
        let mut causes = incident.found.root_causes.iter().flat_map(|found| &found.causes);
        let is_troubled = |cause: &Cause| {
            ongoing.iter().any(|other| other.found.scope.service() == cause.subject.as_deref())
        };
        let is_led = causes.any(|cause| leads(cause) && is_troubled(cause));
        Some(Follower { service, after_ms, is_led })
    };
    let mut found: Vec<Follower> = ongoing.iter().filter_map(follower).collect();
    found.dedup_by(|next, first| next.service == first.service);
    found
}

/// The last deployment of the service before that time, of those recorded around its onset.
fn deployed_before(found: &ServiceAnalysis, since: Timestamp) -> Option<(Option<String>, Timestamp)> {
    let timeline = found.root_causes.iter().flat_map(|causes| &causes.timeline);
    timeline
        .filter(|moment| {
            moment.kind == MomentKind::Deployment
                && moment.at.floor_to(MINUTE_MS) <= since
                && found.scope.service() == Some(&moment.service)
        })
        .max_by_key(|moment| moment.at)
        .filter(|moment| may_be_it(found, moment))
        .map(|moment| (moment.subject.clone(), moment.at))
}

/// Whether a deployment is at least as likely to be the cause as that it is none of those known: a headline that names one
/// blames it.
fn may_be_it(found: &ServiceAnalysis, moment: &Moment) -> bool {
    found.root_causes.as_ref().is_none_or(|causes| {
        let mut deployed = causes.causes.iter().filter(|cause| cause.kind == CauseKind::Deployment);
        let is_it = |cause: &&Cause| moment.subject.is_none() || cause.subject == moment.subject;
        deployed.find(is_it).is_none_or(|cause| cause.share >= causes.none_of_these)
    })
}

/// The first action that changes something; where there is none, the first that says what to look at, if it is as urgent as
/// any; or the first of all.
fn first_action(found: &ServiceAnalysis) -> Option<&PreventiveAction> {
    let changes = |action: &&PreventiveAction| action.impact.source != ImpactSource::NoDirectEffect;
    let first = found.actions.first();
    let looks = |action: &&PreventiveAction| {
        action.action_type == ActionType::ManualReview
            && first.is_some_and(|first| first.priority == action.priority)
    };
    found.actions.iter().find(changes).or(found.actions.iter().find(looks)).or(first)
}

/// What speaks for the action: the strongest cause it rests on and its share of the evidence. A cause that calls for something
/// else says nothing of why this is to be done.
fn why(found: &ServiceAnalysis, action: &PreventiveAction) -> String {
    let causes = || found.root_causes.iter().flat_map(|found| &found.causes);
    let is_of_it = |cause: &&Cause| cause.key.as_ref().is_some_and(|key| action.because.contains(key));
    match causes().find(is_of_it) {
        Some(cause) => {
            let kind = cause.kind.name().replace('_', " ");
            format!(" (strongest cause: {kind}, with {} of the evidence)", percent(cause.share))
        }
        // An action that says so itself says it once.
        None if action.title.ends_with(NO_CAUSE) => String::new(),
        None if causes().next().is_some_and(|cause| cause.share >= LEADS) => String::new(),
        None => format!(" ({NO_CAUSE})"),
    }
}

/// What ended last, or rather what it began with: of what is severe and began around the same time the first.
fn last_over<'a>(incidents: &'a [Incident<'a>]) -> Option<&'a Incident<'a>> {
    let last = incidents.iter().max_by_key(|incident| incident.worst.end)?;
    let began_with = |incident: &&Incident<'_>| {
        let apart = last.start().ms() - incident.start().ms();
        let is_of_all = incident.found.scope.is_system() && !last.found.scope.is_system();
        (-SLACK_MS..=FOLLOWS_MS).contains(&apart) && incident.worst.end >= last.start() && !is_of_all
    };
    let together: Vec<&Incident<'_>> = incidents.iter().filter(began_with).collect();
    let worst = together.iter().map(|incident| incident.worst.severity).max()?;
    let of_worst =
        together.into_iter().filter(|incident| incident.worst.severity >= worst.min(Severity::High));
    of_worst.min_by_key(|incident| (incident.start(), incident.found.scope.clone()))
}

/// What is told of messages that state no level: what came that never came before, else how many changed.
fn changed(analysis: &Analysis) -> String {
    let changes = analysis.changes();
    let new = changes.iter().find(|change| change.state.state == State::New);
    match (new, changes.len()) {
        (Some(new), n) => {
            let since =
                new.since().map_or(String::new(), |since| format!(" since {} UTC", short_time(since)));
            let more = match n - 1 {
                0 => String::new(),
                1 => "; 1 more change is told below".to_owned(),
                more => format!("; {more} more changes are told below"),
            };
            let (times, whom) = (plural(new.numbers().0, "time"), new.whom(&new.state.service));
            format!("New in {whom}{since}: {}, {times}{more}.", new.state.label)
        }
        (None, 0) => "No message is new, rises or vanished, as far as the history tells.".to_owned(),
        (None, 1) => "Of its messages one changed, which is told below.".to_owned(),
        (None, n) => format!("Of its messages {n} changed, which is told below."),
    }
}

/// What ended last, in a sentence.
fn last_trouble(over: &Incident<'_>) -> String {
    let Incident { found, worst, .. } = over;
    let AnomalyDetection { start, end, .. } = worst;
    if worst.metric == Metric::Events && worst.actual == 0.0 {
        let (start, end) = (short_time(*start), short_time(*end));
        let who = found.scope.in_a_sentence();
        return match found.scope.is_system() {
            true => format!("Last the log itself did not arrive, from {start} UTC to {end} UTC."),
            false => format!("Last {who} fell silent, from {start} UTC to {end} UTC."),
        };
    }
    // One critical event says when it came, and nothing of whether what it told of is over.
    let until = if worst.metric == Metric::CriticalEvents { "none came since" } else { "is over since" };
    format!(
        "The last trouble, {} in {}{}, began {} UTC and {until} {} UTC.",
        worst.what(),
        found.scope.in_a_sentence(),
        made_of(over),
        short_time(*start),
        short_time(*end)
    )
}

fn calm(analysis: &Analysis, incidents: &[Incident<'_>], hours: u32) -> Headline {
    let over = last_over(incidents);
    let new: Vec<&ServiceAnalysis> = analysis.services.iter().filter(|found| found.is_unjudged()).collect();
    let risen = |found: &ServiceAnalysis| found.rise.as_ref().map_or(0, |rise| rise.errors);
    let most = new
        .iter()
        .max_by_key(|found| (found.critical, risen(found), found.errors, found.failed_requests))
        .copied();
    // Neither calm nor wrong: what was never seen before cannot be called usual.
    let unseen = most.map(|found| {
        let more = match new.len() - 1 {
            0 => String::new(),
            1 => " So it is with 1 more service.".to_owned(),
            more => format!(" So it is with {more} more services."),
        };
        format!("{}.{more}", untold(analysis, found))
    });
    let text = match over.map(last_trouble) {
        // A new service with an error hides no incident of an hour ago.
        last if unseen.is_some() => {
            let told: Vec<String> = unseen.into_iter().chain(last).collect();
            told.join(" ")
        }
        // Calm cannot be told of lines that do not say what they are.
        None if analysis.is_without_levels() => {
            let lines = without_levels(analysis, hours);
            format!("Whether anything failed cannot be told: {lines}. {}", changed(analysis))
        }
        None if analysis.errors == 0 && analysis.system.failed_requests == 0 => {
            "Nothing stands out: not a single error in the history looked at.".to_owned()
        }
        None => match shared_change(analysis) {
            Some(change) => format!("No number stands out from chance, but {change}: see what changed."),
            None => "Nothing stands out from chance.".to_owned(),
        },
        Some(last) => format!("Nothing goes on now. {last}"),
    };
    // Nothing goes on, but what is urgent is no calm.
    let urgent = analysis.to_do().into_iter().find(|action| action.priority >= Priority::High);
    let text = match urgent {
        Some(action) => format!("{text} To do: {}.", action.title),
        None => text,
    };
    let headline = Headline { text, action: urgent.map(|action| action.key.clone()), ..Headline::default() };
    match most.and_then(|found| Some((found, found.rise.as_ref()?))) {
        Some((found, rise)) if rise.until.is_none() => rising(headline, found, rise.since),
        // Whoever asks about a log of hours is told where to begin, whether that is usual or not.
        None if analysis.is_short() => with_first(headline, most),
        _ => headline,
    }
}

/// The sentence with what to do first, where it does not say so yet.
fn with_first(mut headline: Headline, found: Option<&ServiceAnalysis>) -> Headline {
    if let (None, Some(action)) = (&headline.action, found.and_then(first_action)) {
        // Of an error that the sentence has not named it says what speaks for it.
        let is_unsaid = |said: &&str| {
            let name = said.split(": ").next().unwrap_or_default();
            action.title.contains(name) && !headline.text.contains(name)
        };
        let said = action.evidence.first().map(|line| line.statement.as_str()).filter(is_unsaid);
        let why = said.map_or(String::new(), |said| format!(" ({said})"));
        headline.text += &format!(" First: {}{why}.", action.title);
        headline.action = Some(action.key.clone());
    }
    headline
}

/// What rises in a log too short to call it strange is no calm either.
fn rising(headline: Headline, found: &ServiceAnalysis, since: Timestamp) -> Headline {
    let headline = with_first(headline, Some(found));
    Headline { trouble: true, scope: Some(found.scope.clone()), since: Some(since), ..headline }
}
