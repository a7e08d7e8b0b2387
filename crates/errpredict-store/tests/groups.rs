//! What people decide about error groups, and what the pages ask for: of the own tenant alone.

use errpredict::Timestamp;
use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict_store::{IngestConfig, Resolution, Store, StoreConfig, Tenant};
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{migrated, run};
use crate::repository::has_something;

/// Functions that are tried here as another tenant.
pub(crate) const TRIED: [&str; 12] = [
    "assign_pattern",
    "ignore_pattern",
    "resolve_pattern",
    "reopen_pattern",
    "merge_patterns",
    "split_pattern",
    "merged_patterns",
    "find_regressions",
    "overview",
    "service_lines",
    "outcomes",
    "rollup_of",
];

async fn filled() -> (Store, Tenant) {
    let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
    let own = store.tenant_named("own").await.unwrap().by("ada");
    own.ingest(events(3), None, now(), &IngestConfig::default()).await.unwrap();
    own.write_analysis(&analysis()).await.unwrap();
    (store, own)
}

#[test]
fn another_tenant_decides_nothing_and_sees_nothing() {
    run(async {
        let (store, own) = filled().await;
        let other = store.tenant_named("other").await.unwrap().by("eve");
        let later = now().plus_ms(HOUR_MS);
        let groups = own.commonest_patterns("checkout", 9).await.unwrap();
        let (first, second): (Uuid, Uuid) = (groups[0].id, groups[1].id);
        let open = own.unresolved_predictions(now().plus_ms(30 * DAY_MS), 9).await.unwrap();
        own.resolve_predictions(&[Resolution { id: open[0].id, occurred_at: None }]).await.unwrap();
        assert!(own.merge_patterns(second, first).await.unwrap());
        macro_rules! nothing { ($($call:expr),+ $(,)?) => { $(
            let answer = $call.await.unwrap();
            assert!(!has_something(&answer), "{}: {answer:?}", stringify!($call));
        )+ }; }
        nothing!(
            other.assign_pattern(first, Some("eve")),
            other.ignore_pattern(first, later),
            other.resolve_pattern(first, None, now()),
            other.reopen_pattern(first),
            other.merge_patterns(first, second),
            other.split_pattern(second),
            other.merged_patterns(first),
            other.find_regressions(),
            other.service_lines(now(), None, 9, 0),
            other.outcomes(now().plus_ms(-90 * DAY_MS), 9),
        );
        assert_eq!(other.rollup_of(&["checkout"]).await.unwrap().observed(), 0);
        let none = other.overview(now()).await.unwrap();
        assert_eq!((none.services, none.ongoing, none.waiting, none.last_analysis), (0, 0, 0, None));
        // The own one has all of it.
        assert_eq!(own.merged_patterns(first).await.unwrap()[0].id, second);
        assert!(own.rollup_of(&["checkout"]).await.unwrap().observed() > 0);
        assert_eq!(own.outcomes(now().plus_ms(-90 * DAY_MS), 9).await.unwrap().len(), 1);
        let own_state = own.overview(now()).await.unwrap();
        assert!(
            own_state.services == 3 && own_state.in_trouble > 0 && own_state.waiting > 0,
            "{own_state:?}"
        );
        assert_eq!(own.pattern(first).await.unwrap().unwrap().assignee, None);
        assert!(own.pattern(second).await.unwrap().unwrap().merged_into.is_some());
    });
}

#[test]
fn counts_of_some_services_are_those_of_all() {
    run(async {
        let (_, own) = filled().await;
        own.close_days(now().plus_ms(-DAY_MS)).await.unwrap();
        let (whole, some) =
            (own.rollup().await.unwrap(), own.rollup_of(&["checkout", "nobody"]).await.unwrap());
        let errors = |rollup: &errpredict::Rollup, from: Timestamp| {
            rollup.service("checkout").map(|counts| counts.errors().series(from, now(), HOUR_MS).values)
        };
        let from = now().plus_ms(-3 * DAY_MS);
        assert!(errors(&whole, from).unwrap().iter().sum::<f64>() > 100.0);
        assert_eq!(errors(&some, from), errors(&whole, from));
        assert!(some.service("search").is_none() && some.service("nobody").is_none());
    });
}

#[test]
fn services_in_most_trouble_come_first() {
    run(async {
        let (_, own) = filled().await;
        let lines = own.service_lines(now(), None, 9, 0).await.unwrap();
        assert_eq!(lines.len(), 3);
        assert!(lines.is_sorted_by(|a, b| a.worst >= b.worst), "{lines:?}");
        assert!(lines[0].worst.is_some() && lines[0].ongoing > 0);
        let found = own.service_lines(now(), Some("SEAR"), 9, 0).await.unwrap();
        assert_eq!(found.iter().map(|line| line.service.as_str()).collect::<Vec<_>>(), ["search"]);
        assert!(own.service_lines(now(), Some("%"), 9, 0).await.unwrap().is_empty(), "a percent sign is one");
        assert_eq!(own.service_lines(now(), None, 9, 2).await.unwrap().len(), 1);
        assert!(own.service_lines(now().plus_ms(60 * DAY_MS), None, 9, 0).await.unwrap().is_empty());
    });
}
