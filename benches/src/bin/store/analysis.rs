//! An analysis of a thousand services from stored counts, against the same from memory, with models that are kept.

use errpredict::analysis::{AnalysisConfig, analyze_keeping};
use errpredict::history::History;
use errpredict::time::DAY_MS;
use errpredict::{Event, Rollup, RollupConfig, Stop};
use errpredict_benches::{EventMix, made_events, wall_seconds};
use errpredict_store::IngestConfig;

use crate::{Bench, Rows, say};

const SERVICES: u64 = 1_000;
const DAYS: i64 = 30;
const EVENTS: usize = 1_500_000;
const RUNS: usize = 3;
const BATCH: usize = 50_000;

pub(crate) async fn measured(bench: &Bench<'_>, rows: &mut Rows) {
    let mix = EventMix { events: EVENTS, services: SERVICES, days: DAYS, ..EventMix::default() };
    let events: Vec<Event> = made_events(mix, 3);
    let Some(newest) = events.last().map(|event| event.timestamp) else { return };
    let tenant = bench.store.tenant_named("analysis").await.unwrap();
    let config = IngestConfig::default();
    let begin = wall_seconds();
    for batch in events.chunks(BATCH) {
        let stored = tenant.ingest(batch.to_vec(), None, newest, &config).await.unwrap();
        assert!(stored.refused.is_empty(), "{:?}", stored.refused.first());
    }
    println!("{EVENTS} events of {SERVICES} services stored in {:.0} s", wall_seconds() - begin);
    let begin = wall_seconds();
    tenant.close_days(newest.plus_ms(-DAY_MS)).await.unwrap();
    println!("days put together in {:.0} s", wall_seconds() - begin);
    let mut memory = Rollup::new(RollupConfig::default()).unwrap();
    for event in &events {
        memory.observe(event.as_event_ref());
    }
    memory.settle();
    drop(events);
    let analyzed = |rollup: &Rollup, kept| {
        analyze_keeping(rollup, newest, &AnalysisConfig::default(), &History::default(), kept, Stop::NEVER)
            .unwrap()
    };
    let (first, mut kept) = analyzed(&memory, None);
    let (mut stored, mut from_memory, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let begin = wall_seconds();
        let (again, models) = analyzed(&memory, kept.take());
        from_memory.push(wall_seconds() - begin);
        kept = models;
        let begin = wall_seconds();
        let rollup = tenant.rollup().await.unwrap();
        read.push(wall_seconds() - begin);
        let (of_store, models) = analyzed(&rollup, kept.take());
        stored.push(wall_seconds() - begin);
        kept = models;
        assert!(of_store == again, "the store gives what memory gives");
    }
    assert_eq!(first.services.len(), SERVICES as usize);
    for times in [&mut stored, &mut from_memory, &mut read] {
        times.sort_by(f64::total_cmp);
    }
    let middle = RUNS / 2;
    let measured = format!(
        "{:.2} times: {:.2} s, of them {:.2} s reading counts, against {:.2} s",
        stored[middle] / from_memory[middle],
        stored[middle],
        read[middle],
        from_memory[middle]
    );
    let what = format!(
        "analysis of {SERVICES} services and {DAYS} days ({EVENTS} events) with kept models from stored counts, against the same from memory"
    );
    say(rows, &what, &measured, "1.5 times");
}
