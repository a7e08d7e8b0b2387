//! How likely trouble is, in the terminal: a table, and in words what is far above usual.

use std::fmt::Write;

use errpredict::analysis::{Analysis, ServiceAnalysis};
use errpredict::numbers::{count, duration, percent};
use errpredict::predict::{ErrorPrediction, Target};
use errpredict_io::printable;

use super::widths::{MESSAGE_CHARS, NAME_CHARS, name};
use crate::style::Style;

/// Probabilities below this are not told in words, however unusual: one in twenty.
const WORTH_A_WORD: f64 = 0.05;
/// Nor those that are not so many times what is usual.
const FAR_ABOVE_USUAL: f64 = 2.0;

/// Characters of the words above the first three columns, up to the words above the others.
const LEFT_CHARS: usize = 33;

/// The section of at most `top` services and of all together; nothing where nothing is foreseen.
pub(super) fn section(
    page: &mut String,
    analysis: &Analysis,
    ranked: &[&ServiceAnalysis],
    top: usize,
    style: Style,
) {
    let has_any = |service: &&ServiceAnalysis| !service.predictions.is_empty();
    let services = ranked.iter().copied().filter(has_any).take(top);
    // All services together last.
    let known: Vec<&ServiceAnalysis> =
        services.chain(std::iter::once(&analysis.system).filter(has_any)).collect();
    let Some(first) = known.first() else { return };
    line!(page, "{}", style.bold("HOW LIKELY"));
    line!(
        page,
        "{}",
        style.dim("  learnt from the past of this log where that foresaw better than shares of the past do")
    );
    // A log of requests alone tells of no event, but of how its requests end.
    let of_errors = [Target::Critical, Target::Burst];
    let has = |targets: &[Target], service: &ServiceAnalysis| {
        service.predictions.iter().any(|one| targets.contains(&one.target))
    };
    let is_of_errors = known.iter().any(|service| has(&of_errors, service));
    let (targets, [left, right], what) = match is_of_errors {
        true => (of_errors, ["critical event within", "burst within"], "errors"),
        false => (
            [Target::FailedRequests, Target::SlowRequests],
            ["burst of failed requests within", "of slow requests within"],
            "of them",
        ),
    };
    line!(
        page,
        "{}",
        style.dim(&format!(
            "  burst: more {what} within half an hour than a steady rate shows once in a thousand half hours"
        ))
    );
    let rows: Vec<&ServiceAnalysis> =
        known.iter().copied().filter(|service| has(&targets, service)).collect();
    let horizons: Vec<u32> = {
        let mut all: Vec<_> = first.predictions.iter().map(|prediction| prediction.horizon_minutes).collect();
        all.dedup();
        all
    };
    let head: String = horizons.iter().map(|minutes| format!("{:>9}", horizon(*minutes))).collect();
    if !rows.is_empty() {
        line!(page, "  {:NAME_CHARS$} {left:<LEFT_CHARS$}  {right}", "");
        line!(page, "  {:NAME_CHARS$}{head}      {head}", "");
    }
    for service in rows {
        let row = |target: Target| -> String {
            let of = service.predictions.iter().filter(|prediction| prediction.target == target);
            let of: Vec<_> = of.collect();
            let told = |minutes: &u32| of.iter().find(|prediction| prediction.horizon_minutes == *minutes);
            let told = horizons.iter().map(told);
            told.map(|told| told.map_or("–".to_owned(), |one| shown(one)))
                .map(|shown| format!("{shown:>9}"))
                .collect()
        };
        line!(page, "  {:NAME_CHARS$}{}      {}", name(service), row(targets[0]), row(targets[1]));
    }
    if known.iter().flat_map(|service| &service.predictions).any(is_told_doubtful) {
        line!(
            page,
            "{}",
            style.dim("  ? after such words it came less than half as often, or no more often than usual")
        );
    }
    for service in ranked.iter().take(top) {
        unusual(page, service);
    }
    line!(page);
}

/// A probability, with a mark where the past speaks against it.
fn shown(prediction: &ErrorPrediction) -> String {
    let mark = if is_told_doubtful(prediction) { "?" } else { "" };
    percent(prediction.probability) + mark
}

/// Small ones are near to nothing anyway.
fn is_told_doubtful(prediction: &ErrorPrediction) -> bool {
    prediction.probability >= WORTH_A_WORD && prediction.is_doubtful()
}

/// Of each kind of trouble the horizon whose probability is furthest above what is usual, with what moved it.
fn unusual(page: &mut String, service: &ServiceAnalysis) {
    for target in Target::ALL {
        let above = |prediction: &&ErrorPrediction| {
            let usual = prediction.usual.unwrap_or(prediction.probability);
            prediction.target == *target
                && prediction.probability >= WORTH_A_WORD
                && prediction.probability >= FAR_ABOVE_USUAL * usual
                && !prediction.is_doubtful()
        };
        let of = |prediction: &ErrorPrediction| prediction.probability / prediction.usual.unwrap_or(1.0);
        let told = service.predictions.iter().filter(above).max_by(|a, b| of(a).total_cmp(&of(b)));
        let Some(told) = told else { continue };
        let what = match target {
            Target::Critical => "a critical event",
            Target::Burst => "a burst of errors",
            Target::FailedRequests => "a burst of failed requests",
            Target::SlowRequests => "a burst of slow requests",
        };
        line!(
            page,
            "  {}: {what}, {} within {}, usually {}",
            name(service),
            percent(told.probability),
            horizon(told.horizon_minutes),
            percent(told.usual.unwrap_or_default())
        );
        let raised = told.factors.iter().filter(|factor| factor.contribution > 0.0);
        let facts: Vec<String> = raised.map(|factor| printable(&factor.words, MESSAGE_CHARS)).collect();
        if !facts.is_empty() {
            line!(page, "      because of {}", facts.join(", "));
        }
        if let Some(worth) = &told.worth {
            line!(
                page,
                "      after such words it came in {} of {} cases of the past",
                percent(worth.came),
                count(worth.cases as u64)
            );
        }
    }
}

fn horizon(minutes: u32) -> String {
    duration(i64::from(minutes) * 60_000)
}
