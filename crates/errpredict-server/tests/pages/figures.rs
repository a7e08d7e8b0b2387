//! What the summary costs with a thousand services: `make bench-dashboard`.

use std::fmt::Write as _;
use std::time::Instant;

use errpredict::analysis::{AnalysisConfig, Depth, analyze};
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Event, Severity, Timestamp};
use errpredict_server::Role;
use errpredict_store::{IngestConfig, MOST_IN_A_BATCH};

use super::{Visitor, now};
use crate::client::{Api, config};
use crate::common::log::Numbers;
use crate::common::run;

const SERVICES: u64 = 1_000;
/// Of so many services one has a burst in the last hour.
const ONE_IN_TROUBLE: u64 = 20;
const DAYS: i64 = 8;
const REQUESTS: usize = 500;
/// Musts of the figure: milliseconds and bytes.
const MUST: (f64, usize) = (100.0, 300_000);

fn events(at: Timestamp) -> Vec<Event> {
    let mut numbers = Numbers(7);
    let mut all = Vec::new();
    for service in 0..SERVICES {
        let name = format!("service-{service:04}");
        let mut push = |before_ms: i64, severity| {
            let message = format!("connection to backend-{} was lost", numbers.below(9));
            let event = Event::new(at.plus_ms(-before_ms - 1), &name, severity, "ConnectionError");
            all.push(Event { message: Some(message), ..event });
        };
        for hour in 0..DAYS * 24 {
            if (hour + i64::try_from(service).unwrap()) % 3 == 0 {
                push(hour * HOUR_MS + i64::try_from(service).unwrap() * 1_000, Severity::Medium);
            }
        }
        if service % ONE_IN_TROUBLE == 0 {
            (0..80).for_each(|n| push(n * 30_000, Severity::Critical));
        }
    }
    all
}

/// Prints what the page costs; with the debug build the analysis is a quick one, as a full one of so many services takes minutes there.
#[test]
#[expect(clippy::disallowed_methods, reason = "a measurement")]
#[ignore = "a measurement, not a check of what is right: make bench-dashboard"]
fn the_summary_of_a_thousand_services() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        let at = now();
        let all = events(at);
        for batch in all.chunks(MOST_IN_A_BATCH) {
            own.ingest(batch.to_vec(), None, at, &IngestConfig::default()).await.unwrap();
        }
        own.close_days(at.plus_ms(-DAY_MS)).await.unwrap();
        let depth = if cfg!(debug_assertions) { Depth::Quick } else { Depth::Full };
        let analysis =
            analyze(&own.rollup().await.unwrap(), at, &AnalysisConfig { depth, ..AnalysisConfig::default() })
                .unwrap();
        own.write_analysis(&analysis).await.unwrap();
        let ada = Visitor::sign_in(&api, &api.key("own", "ada", Role::Viewer).await).await;
        let mut table = format!(
            "<!-- Written by `make bench-dashboard`; do not edit. -->\n# The dashboard\n\n{SERVICES} services, {} events, a {depth:?} analysis, \
             stored on a private PostgreSQL; {REQUESTS} requests one after the other to the service in the process of the test, a {} build.\n\n\
             | Page | p50 | p99 | Size | Must | Goal |\n|---|---|---|---|---|---|\n",
            all.len(),
            if cfg!(debug_assertions) { "debug" } else { "release" },
        );
        for path in ["/", "/services", "/service?name=service-0000", "/anomalies", "/groups"] {
            let mut took = Vec::new();
            let mut bytes = 0;
            for _ in 0..REQUESTS {
                let begun = Instant::now();
                let page = ada.page(path).await;
                took.push(begun.elapsed().as_secs_f64() * 1e3);
                bytes = page.len();
            }
            took.sort_by(f64::total_cmp);
            let (p50, p99) = (took[REQUESTS / 2], took[REQUESTS * 99 / 100]);
            let must = if path == "/" { "100 ms, 300 KB | 20 ms, 100 KB" } else { " | " };
            let _ = writeln!(
                table,
                "| `{path}` | {p50:.1} ms | {p99:.1} ms | {:.1} KB | {must} |",
                bytes as f64 / 1e3
            );
            if path == "/" {
                let page = ada.page(path).await;
                assert!(page.contains("of 1,000 services are in trouble"), "{page}");
                assert!(bytes <= MUST.1, "{bytes} bytes");
                assert!(cfg!(debug_assertions) || p99 <= MUST.0, "p99 {p99} ms");
            }
        }
        println!("{table}");
        if let Some(path) = std::env::var_os("ERRPREDICT_FIGURES") {
            std::fs::write(path, table).unwrap();
        }
    });
}
