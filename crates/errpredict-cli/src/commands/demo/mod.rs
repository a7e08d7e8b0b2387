//! `errpredict demo`: a made month of which everything is known, and what `analyze` would have said as it went by.

mod judge;
pub(crate) mod story;

use std::fmt::Write as _;
use std::path::PathBuf;

use errpredict::numbers::{duration, plural, short_time};
use errpredict::time::MINUTE_MS;
use errpredict::{EventKind, Result, Rollup, RollupConfig};
use errpredict_io::write_event;

use crate::style::Style;
use crate::tables::{cannot_write, say};

use self::judge::{Verdict, judge};
use self::story::{Story, story};

/// What beside the demonstration.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Also write the log of the month, one JSON object an event, to try the other commands on (.gz is packed)
    #[arg(long = "write", value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Tells the story, asks `analyze`, compares.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let story = story();
    if let Some(path) = &arguments.output {
        let mut output = errpredict_io::create(path)?;
        for event in &story.events {
            write_event(&event.as_event_ref(), &mut output).map_err(cannot_write)?;
        }
        output.finish()?;
    }
    let verdict = judge(&rollup(&story)?, &story)?;
    say(&page(&story, &verdict, Style::of_stdout()))
}

fn rollup(story: &Story) -> Result<Rollup> {
    let mut rollup = Rollup::new(RollupConfig::default())?;
    for event in &story.events {
        rollup.observe(event.as_event_ref());
    }
    rollup.settle();
    Ok(rollup)
}

fn page(story: &Story, verdict: &Verdict, style: Style) -> String {
    let mut page = String::new();
    // Writing into a String cannot fail.
    let mut line = |text: &str| {
        let _ = writeln!(page, "{text}");
    };
    let deployments = story.events.iter().filter(|event| event.kind == EventKind::Deployment).count() as u64;
    line(&format!(
        "{}  a made month of a shop, {} to {} UTC: five services, {}, {},",
        style.bold("errpredict demo"),
        short_time(story.start),
        short_time(story.end),
        plural(story.events.len() as u64, "event"),
        plural(deployments, "deployment"),
    ));
    line("a job whose letters come back every night from 02:00, a few more each week, and three incidents.");
    line(&format!(
        "`analyze` was asked {} as the month went by, each time knowing only what had happened.",
        plural(verdict.n_asked as u64, "time"),
    ));
    line("");
    line(&style.bold("WHAT TRULY HAPPENED, AND WHAT WAS SAID"));
    for (incident, found) in story.truth.iter().zip(&verdict.found) {
        line(&format!(
            "  {}, {} to {}",
            style.bold(incident.name),
            short_time(incident.start),
            short_time(incident.end)
        ));
        match found {
            Some((at, said)) => {
                let after = at.ms() - incident.start.ms();
                line(&format!("      after {}: {said}", duration(after.max(MINUTE_MS))));
            }
            None => line("      not found"),
        }
    }
    line("");
    line(&style.bold("WHAT WAS SAID AND DID NOT HAPPEN"));
    for said in &verdict.false_alarms {
        line(&format!("  {said}"));
    }
    if verdict.false_alarms.is_empty() {
        line("  Nothing.");
    }
    line("");
    line(
        "`errpredict demo --write story.ndjson` writes the log; `errpredict analyze story.ndjson` says how it stands now.",
    );
    line(&style.bold(&format!(
        "{} of {} found, {} false",
        verdict.n_found(),
        story.truth.len(),
        verdict.false_alarms.len()
    )));
    page
}

#[cfg(test)]
mod tests {
    use errpredict::analysis::{AnalysisConfig, Depth, analyze};
    use errpredict::detect::{AnomalyDetection, Metric};
    use errpredict::insight::InsightType;

    use super::story::{tell, truth};
    use super::*;

    fn verdict(story: &Story) -> Verdict {
        judge(&rollup(story).unwrap(), story).unwrap()
    }

    #[test]
    fn what_did_not_happen_is_not_found_and_what_is_not_in_the_truth_is_false() {
        let whole = verdict(&story());
        assert_eq!(whole.n_found(), 3, "{whole:?}");
        assert!(whole.false_alarms.is_empty(), "{whole:?}");

        // The certificate never runs out, and the truth says that it did.
        let told: Vec<_> = truth().into_iter().filter(|incident| incident.services != ["search"]).collect();
        let broken = Story { truth: truth(), ..tell(told.clone()) };
        let of_broken = verdict(&broken);
        assert_eq!(of_broken.n_found(), 2, "{of_broken:?}");
        assert!(of_broken.found[1].is_none());
        assert!(page(&broken, &of_broken, Style::of_stdout()).contains("2 of 3 found, "));

        // It does, and the truth knows nothing of it.
        let unknown = Story { truth: told, ..story() };
        let of_unknown = verdict(&unknown);
        assert_eq!(of_unknown.n_found(), 2);
        assert!(of_unknown.false_alarms.len() > whole.false_alarms.len(), "{of_unknown:?}");
    }

    #[test]
    fn what_is_told_of_the_release_is_told_at_every_minute_from_then_on() {
        let (story, config) = (story(), AnalysisConfig { depth: Depth::Quick, ..AnalysisConfig::default() });
        let (rollup, release) = (rollup(&story).unwrap(), &story.truth[2]);
        let mut told = false;
        for minute in 10..45 {
            let at = release.start.plus_ms(minute * MINUTE_MS);
            let analysis = analyze(&rollup, at, &config).unwrap();
            let web = analysis.services.iter().find(|found| found.scope.service() == Some("web")).unwrap();
            let is_it = |one: &&AnomalyDetection| one.is_told() && one.metric == Metric::FailedRequests;
            let goes_on = web.anomalies.iter().filter(is_it).any(|one| one.ongoing);
            assert!(goes_on || !told || at >= release.end, "{at}: {}", analysis.headline.text);
            told |= goes_on;
        }
        assert!(told);
    }

    #[test]
    fn what_rises_night_by_night_is_an_insight_and_no_alarm() {
        let story = story();
        // Nothing is foreseen, which takes long and is asked elsewhere.
        let config =
            AnalysisConfig { depth: Depth::Full, horizons_minutes: Vec::new(), ..AnalysisConfig::default() };
        let analysis = analyze(&rollup(&story).unwrap(), story.end, &config).unwrap();
        let letters =
            analysis.services.iter().find(|found| found.scope.service() == Some("letters")).unwrap();
        let types: Vec<InsightType> = letters.insights.iter().map(|one| one.insight_type).collect();
        assert!(types.contains(&InsightType::TrendDetection), "{types:?}");
        assert!(!letters.anomalies.iter().any(AnomalyDetection::is_told), "{:?}", letters.anomalies);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of how long it takes")]
    fn it_takes_five_seconds_at_the_most() {
        // A test build is slower, and others run beside it.
        let most = if cfg!(debug_assertions) { 40.0 } else { 5.0 };
        let begun = std::time::Instant::now();
        verdict(&story());
        assert!(begun.elapsed().as_secs_f64() < most, "{:?}", begun.elapsed());
    }

    #[test]
    fn the_story_is_the_same_every_time() {
        assert_eq!(story().events, story().events);
    }
}
