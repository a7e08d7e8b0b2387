//! `errpredict store series`.

use std::time::Duration;

use errpredict::forecast::{ForecastSettings, TimeSeriesForecast};
use errpredict::numbers::{amount, plural};
use errpredict::{Result, Timestamp};
use errpredict_io::printable;
use errpredict_jobs::{Prometheus, PulledSeries, Secret};
use errpredict_server::asked_to_end;
use errpredict_store::{Store, Tenant};

use super::place::{Whose, of_environment};
use crate::commands::watch::wall_clock;
use crate::tables::say;
use crate::values;

/// Seconds that Prometheus may take for one answer: as long as it lets a query run by default.
const PATIENCE: Duration = Duration::from_secs(120);
/// Characters shown of the name of a series.
const MOST: usize = 120;

/// Keep and watch series that a Prometheus has, and forecast them; it goes on where it ended.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The Prometheus, as http://HOST:9090; what its header Authorization is to say stands in PROMETHEUS_AUTHORIZATION
    #[arg(long, value_name = "URL")]
    from: String,
    /// What is asked for, in PromQL, such as 'sum by (service) (rate(http_requests_total[5m]))'; may be given several times
    #[arg(long, value_name = "PROMQL", required = true)]
    query: Vec<String>,
    /// Days that are read of a series that is new
    #[arg(long, default_value_t = 28, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
    /// Go on, asking again after so many seconds
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(5..=86_400))]
    every: Option<u32>,
    /// Forecast the hourly means so many hours ahead as well, and keep the forecasts
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u16).range(1..=720))]
    forecast: Option<u16>,
    /// Value whose crossing is of interest
    #[arg(long, allow_negative_numbers = true, requires = "forecast")]
    threshold: Option<f64>,
    /// What time it is (RFC 3339 or seconds since 1970), for series of the past [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time, conflicts_with = "every")]
    now: Option<Timestamp>,
    #[command(flatten)]
    whose: Whose,
}

/// Reads what is new, once or again and again.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let authorization = of_environment("PROMETHEUS_AUTHORIZATION").map(Secret::new);
    let prometheus = Prometheus::new(&arguments.from, authorization, PATIENCE)?;
    arguments.whose.with_tenant(async |store, tenant| {
        let Some(seconds) = arguments.every else {
            return once(arguments, &prometheus, store, tenant).await;
        };
        let work = async {
            loop {
                // What does not answer now may do so later; it goes on where it ended.
                if let Err(error) = once(arguments, &prometheus, store, tenant).await {
                    say(&format!("{error}; asked again in {seconds} s\n"))?;
                }
                tokio::time::sleep(Duration::from_secs(seconds.into())).await;
            }
        };
        tokio::select! {
            done = work => done,
            () = asked_to_end() => Ok(()),
        }
    })
}

async fn once(arguments: &Arguments, prometheus: &Prometheus, store: &Store, tenant: &Tenant) -> Result<()> {
    let now = arguments.now.unwrap_or_else(wall_clock);
    for query in &arguments.query {
        let pulled = prometheus.pull(tenant, query, arguments.days, now).await?;
        say(&told(query, &pulled))?;
        let Some(hours) = arguments.forecast else { continue };
        let settings = ForecastSettings {
            horizon: hours.into(),
            threshold: arguments.threshold,
            ..ForecastSettings::default()
        };
        store.make_parts_ahead(now).await?;
        let mut kept = Vec::new();
        for (series, made) in prometheus.forecast(query, &settings, now).await? {
            let name = printable(&series, MOST);
            match made {
                Ok(forecast) => {
                    say(&format!("  {name}: {}\n", in_words(&forecast)))?;
                    kept.push(forecast);
                }
                Err(error) => say(&format!("  {name}: not forecast: {error}\n"))?,
            }
        }
        tenant.keep_forecasts(&kept.iter().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// What came of a query.
fn told(query: &str, pulled: &PulledSeries) -> String {
    let mut text = format!(
        "{}: {}, {} stored, {} judged\n",
        printable(query, MOST),
        counted(pulled.series, "series"),
        plural(pulled.stored as u64, "sample"),
        plural(pulled.judged as u64, "minute"),
    );
    if pulled.refused > 0 {
        text.push_str(&format!("  {} not kept: the name is too long\n", counted(pulled.refused, "series")));
    }
    for anomaly in &pulled.anomalies {
        let state = if anomaly.ongoing { "since" } else { "from" };
        text.push_str(&format!(
            "  {} {state} {}\n",
            printable(&anomaly.in_one_line(), 2 * MOST),
            anomaly.start
        ));
    }
    text
}

/// Series are as many in English as one.
fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}")
}

fn in_words(forecast: &TimeSeriesForecast) -> String {
    let mut text = format!("by {}", forecast.method);
    if let Some(value) = forecast.values.last() {
        text.push_str(&format!(", at {} {}", value.time, amount(value.value)));
        if let (Some(lower), Some(upper)) = (value.lower, value.upper) {
            text.push_str(&format!(" ({} to {})", amount(lower), amount(upper)));
        }
    }
    if let Some(at) = forecast.threshold.as_ref().and_then(|crossing| crossing.median_time) {
        text.push_str(&format!(", crosses its threshold by {at}, likelier than not"));
    }
    text
}
