//! What `analyze` foresees of simulated services: intervals and words for the direction beside what came.
//!
//! `foresee [SEED] [SERVICES]`: without arguments with the seed of the page. Rules were set while looking at seed 17 alone.
#![allow(clippy::unwrap_used, reason = "a bench that fails has failed")]

use std::path::{Path, PathBuf};

use errpredict::analysis::{AnalysisConfig, analyze_keeping};
use errpredict::features::Statics;
use errpredict::forecast::TrendDirection;
use errpredict::history::History;
use errpredict::predict::FittedForesight;
use errpredict::stats::Rng;
use errpredict::{RollupConfig, Stop};
use errpredict_benches::families::Family;
use errpredict_benches::foretold::{Course, Foretold, errors, foretold};
use errpredict_benches::{EventMix, in_turns, made_rollup, median, table, write_page};
use errpredict_io::{ReadOptions, read_into_rollup, read_statics, sources};

/// Where the set of the prediction kit lies that costs are measured on.
const WEBMON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/eval/prediction/webmon");
/// Days of a log before it is asked.
const DAYS: i64 = 30;
const RATES: [f64; 3] = [2.0, 8.0, 30.0];

struct Run {
    seed: u64,
    services: usize,
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().unwrap());
    let seed = arguments.next().unwrap_or(90_513);
    let run = Run { seed, services: arguments.next().unwrap_or(40) as usize };
    let text = format!(
        "# What is foreseen of simulated services\n\nLogs of {DAYS} days and one service, through `analyze` with its defaults, \
         asked once and compared with the next 24 hours; {} services a row, seed {seed}.\n\n{}\n{}\n{}\n{}\n{}\n{}",
        run.services,
        run.incident(),
        run.goes_on(),
        run.quiet(),
        run.directions(),
        run.newcomer(),
        cost(),
    );
    if seed == 90_513 {
        write_page("foresee", "make eval-foresee", &text);
    } else {
        print(&text);
    }
}

#[allow(clippy::print_stdout, reason = "benches print what they measured")]
fn print(text: &str) {
    println!("{text}");
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// CPU of `analyze` without probabilities, with what is learnt for them, and with what was learnt a day before.
fn cost() -> String {
    let webmon = sources(&[format!("{WEBMON}/events.csv.gz")]).and_then(|logs| {
        read_into_rollup(&logs, &ReadOptions::default(), &RollupConfig::default()).map(|(rollup, _)| rollup)
    });
    let made =
        EventMix { events: 1_000_000, services: 50, days: 30, requests_of_10: 3, ..EventMix::default() };
    let logs = [
        ("webmon, whole", webmon.ok(), Path::new(WEBMON).join("services.csv.gz")),
        ("1,000,000 made events, 50 services, 30 days", Some(made_rollup(made, 1)), PathBuf::new()),
    ];
    let mut rows = Vec::new();
    for (name, rollup, services) in logs {
        let Some(mut rollup) = rollup else { continue };
        rollup.settle();
        let statics =
            if services.exists() { read_statics(Some(&services)).unwrap() } else { Statics::default() };
        let with = AnalysisConfig { statics, ..AnalysisConfig::default() };
        let without = AnalysisConfig { horizons_minutes: Vec::new(), ..with.clone() };
        let at = rollup.newest().unwrap();
        let yesterday = at.plus_ms(-errpredict::time::DAY_MS + errpredict::time::HOUR_MS);
        let kept = with.foresight.fit(&rollup, &with.statics, yesterday, &with.horizons_minutes).unwrap();
        let history = History::default();
        let asked = |config: &AnalysisConfig, kept: Option<&FittedForesight>| {
            analyze_keeping(&rollup, at, config, &history, kept.cloned(), Stop::NEVER).unwrap()
        };
        let [plain, fitted, reused] = in_turns(
            3,
            [&mut || drop(asked(&without, None)), &mut || drop(asked(&with, None)), &mut || {
                drop(asked(&with, Some(&kept)))
            }],
        )
        .map(|mut seconds| median(&mut seconds));
        rows.push(vec![
            name.to_owned(),
            format!("{plain:.2} s"),
            format!("{fitted:.2} s"),
            format!("{reused:.2} s"),
            format!("{:.2}", reused / plain),
        ]);
    }
    let header =
        ["log", "`analyze` without probabilities", "learning them", "learnt a day before", "over without"];
    format!(
        "## Cost\n\nCPU seconds of the analysis alone: reading the log is not in them.\n\n{}",
        table(&header, &rows)
    )
}

impl Run {
    /// Services of one family and course, each in a log of its own, asked after [`DAYS`] days.
    fn of(&self, family: Family, course: Course, rate: f64, salt: u64) -> Vec<Foretold> {
        let one = |i: usize| {
            let mut rng = Rng::for_item(self.seed.wrapping_mul(1_000_003) + salt, i as u64);
            let made = errors(family, course, &mut rng, rate, (DAYS + 1) * 24);
            foretold(&[("s".to_owned(), made)], DAYS * 24, &mut rng)
        };
        (0..self.services).flat_map(one).collect()
    }

    fn incident(&self) -> String {
        let mut rows = Vec::new();
        for family in [Family::Poisson, Family::Season, Family::NegativeBinomial, Family::Hawkes] {
            for rate in RATES {
                let quiet = self.of(family, Course::Steady, rate, 1);
                let mut widths: Vec<f64> = quiet.iter().map(Foretold::width).collect();
                let usual = median(&mut widths);
                let mut row = vec![family.name().to_owned(), rate.to_string()];
                for since in [0, 1, 3, 6, 20] {
                    let end = DAYS * 24 - since;
                    let found = self.of(family, Course::Incident(end - 1, end, 20.0), rate, 1);
                    let held = mean(found.iter().map(Foretold::held));
                    let mut widths: Vec<f64> = found.iter().map(Foretold::width).collect();
                    let (said, came) =
                        found.iter().map(Foretold::totals).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                    let rising = mean(found.iter().map(|one| {
                        f64::from(u8::from(one.forecast.trend.direction == TrendDirection::Rising))
                    }));
                    row.push(format!(
                        "{} / {:.1} / {:.2} / {}",
                        percent(held),
                        median(&mut widths) / usual,
                        said / came,
                        percent(rising)
                    ));
                }
                rows.push(row);
            }
        }
        let header =
            ["family", "errors an hour", "just over", "1 h over", "3 h over", "6 h over", "20 h over"];
        format!(
            "## After one hour at twenty times the rate\n\nIt ends there. Share of the next 24 hours that the 95 % interval held / \
             its median width over that of the same services without the hour / errors said over errors that came / \
             services told to be rising.\n\n{}",
            table(&header, &rows)
        )
    }

    /// The same while it goes on for another six hours.
    fn goes_on(&self) -> String {
        let mut rows = Vec::new();
        for family in [Family::Poisson, Family::Hawkes] {
            for rate in RATES {
                let now = DAYS * 24;
                let mut row = vec![family.name().to_owned(), rate.to_string()];
                for began in [1, 2, 4, 8] {
                    let found = self.of(family, Course::Incident(now - began, now + 6, 20.0), rate, 2);
                    let held = |from: usize, to: usize| {
                        mean(found.iter().map(|one| {
                            let hours = one.forecast.values[from..to].iter().zip(&one.came[from..to]);
                            let inside = hours.filter(|(value, came)| {
                                value.lower.unwrap() <= **came && **came <= value.upper.unwrap()
                            });
                            inside.count() as f64 / (to - from) as f64
                        }))
                    };
                    row.push(format!("{} / {}", percent(held(0, 6)), percent(held(6, 24))));
                }
                rows.push(row);
            }
        }
        let header = ["family", "errors an hour", "began 1 h ago", "2 h ago", "4 h ago", "8 h ago"];
        format!(
            "## While it goes on for six hours more\n\nThe first incident of the log. Share of those six hours that the interval \
             held / of the eighteen after it.\n\n{}",
            table(&header, &rows)
        )
    }

    fn quiet(&self) -> String {
        let mut rows = Vec::new();
        for family in Family::ALL {
            for rate in RATES {
                let found = self.of(family, Course::Steady, rate, 3);
                let held = mean(found.iter().map(Foretold::held));
                let measured = mean(found.iter().filter_map(|one| one.forecast.accuracy.coverage));
                let passed = mean(found.iter().map(|one| f64::from(u8::from(one.passed()))));
                let (said, came) =
                    found.iter().map(Foretold::totals).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                let mase = mean(found.iter().filter_map(|one| one.forecast.accuracy.mase));
                rows.push(vec![
                    family.name().to_owned(),
                    rate.to_string(),
                    percent(held),
                    percent(measured),
                    percent(passed),
                    format!("{:.2}", said / came),
                    format!("{mase:.2}"),
                ]);
            }
        }
        let header = [
            "family",
            "errors an hour",
            "95 % interval held",
            "coverage stated beside it",
            "days with more than `at most` in any hour",
            "said / came",
            "MASE of the backtest",
        ];
        format!("## Quiet days\n\n{}", table(&header, &rows))
    }

    /// Three steady services, with and without a fourth that began two hours ago.
    fn newcomer(&self) -> String {
        let mut rows = Vec::new();
        let rates = [3.0, 6.0, 20.0];
        let mut moved = [Vec::new(), Vec::new(), Vec::new()];
        for i in 0..self.services {
            let of = |is_new: bool| {
                let mut rng = Rng::for_item(self.seed.wrapping_mul(1_000_003) + 6, i as u64);
                let steady = |(k, rate): (usize, &f64)| {
                    let mut rng = Rng::for_item(self.seed + 7 + k as u64, i as u64);
                    (format!("s{k}"), errors(Family::Poisson, Course::Steady, &mut rng, *rate, 15 * 24))
                };
                let mut all: Vec<_> = rates.iter().enumerate().map(steady).collect();
                if is_new {
                    let begins = errors(
                        Family::Poisson,
                        Course::Incident(14 * 24 - 2, 14 * 24, 1e9),
                        &mut rng,
                        150e-9,
                        15 * 24,
                    );
                    all.push(("z".to_owned(), begins));
                }
                foretold(&all, 14 * 24, &mut rng)
            };
            let (without, with) = (of(false), of(true));
            for (k, moved) in moved.iter_mut().enumerate() {
                let [a, b] = [&without[k], &with[k]].map(|one| one.totals().0);
                moved.push((b - a).abs() / a);
            }
        }
        for (rate, moved) in rates.iter().zip(moved) {
            let most = moved.iter().copied().fold(0.0, f64::max);
            rows.push(vec![rate.to_string(), percent(mean(moved.into_iter())), percent(most)]);
        }
        format!(
            "## A new service\n\nThree steady services for 14 days; 150 errors an hour of a fourth in the last two hours. How far the \
             forecasts of the day of the three move.\n\n{}",
            table(&["errors an hour", "on average", "at most"], &rows)
        )
    }

    fn directions(&self) -> String {
        let mut rows = Vec::new();
        let (mut all, mut n_all) = (0.0, 0.0);
        let mut add = |name: &str, rate: f64, found: &[Foretold]| {
            let right: Vec<f64> = found.iter().filter_map(Foretold::right).collect();
            let said =
                |direction| found.iter().filter(|one| one.forecast.trend.direction == direction).count();
            all += right.iter().sum::<f64>();
            n_all += right.len() as f64;
            rows.push(vec![
                name.to_owned(),
                rate.to_string(),
                percent(said(TrendDirection::Rising) as f64 / found.len() as f64),
                percent(said(TrendDirection::Falling) as f64 / found.len() as f64),
                if right.is_empty() { "none said".into() } else { percent(mean(right.iter().copied())) },
            ]);
        };
        for family in Family::ALL {
            for rate in RATES {
                add(family.name(), rate, &self.of(family, Course::Steady, rate, 4));
            }
        }
        let begin = (DAYS - 14) * 24;
        for (name, family, factor) in [
            ("Poisson, ×3 in 14 days", Family::Poisson, 3.0),
            ("season, ×3 in 14 days", Family::Season, 3.0),
            ("negative binomial, ×3 in 14 days", Family::NegativeBinomial, 3.0),
            ("Poisson, to a third in 14 days", Family::Poisson, 1.0 / 3.0),
        ] {
            for rate in [2.0, 8.0, 30.0, 100.0] {
                add(name, rate, &self.of(family, Course::Moving(begin, factor, 14 * 24), rate, 5));
            }
        }
        let header = ["family", "errors an hour", "rising", "falling", "words right"];
        format!(
            "## Words for the direction\n\nRight: the next 24 hours against the last 24, a tie is half right. All words together: {} \
             of {n_all:.0} right.\n\n{}",
            percent(all / n_all),
            table(&header, &rows)
        )
    }
}
