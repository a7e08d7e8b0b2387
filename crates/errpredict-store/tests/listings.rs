//! Every list with every filter, in every order, searched or not, is a statement of the migrated schema.

use errpredict_store::{Store, StoreConfig, Wanted, lists};
use serde_json::Value;

use crate::common::log::now;
use crate::common::{migrated, run};

/// A value that a filter takes.
fn value(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Text | Wanted::User | Wanted::Recipient => "x' or '1'='1",
        Wanted::OneOf(names) => names[0],
        Wanted::Flag | Wanted::Only => "true",
        Wanted::Hours => "24",
        Wanted::Time => "2026-11-23T12:00:00Z",
        Wanted::Id => "00000000-0000-0000-0000-000000000001",
    }
}

#[test]
fn every_list_can_be_asked_for_in_every_way() {
    run(async {
        let store = Store::connect(migrated().await, &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        let mut tried = 0;
        for listing in lists::ALL {
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let mut ways: Vec<Vec<(String, String)>> = vec![vec![]];
            ways.extend(listing.filters.iter().map(|filter| vec![pair(filter.name, value(filter.wanted))]));
            ways.push(listing.filters.iter().map(|filter| pair(filter.name, value(filter.wanted))).collect());
            for order in listing.orders() {
                ways.extend(["", "-"].map(|sign| vec![pair("ordering", &format!("{sign}{order}"))]));
            }
            if listing.is_searched() {
                ways.push(vec![pair("search", "100%_'\\"), pair("page", "2")]);
            }
            for way in ways {
                let asked = listing.selection(&way, now()).unwrap();
                let found = tenant.list::<Value>(listing, &asked).await;
                let found = found.unwrap_or_else(|error| panic!("{}: {way:?}: {error}", listing.name));
                assert_eq!((found.count, found.is_at_least, found.results.len()), (0, false, 0));
                tried += 1;
            }
        }
        assert!(tried > 200, "{tried}");
        let names: std::collections::BTreeSet<_> = lists::ALL.iter().map(|listing| listing.name).collect();
        assert_eq!(names.len(), lists::ALL.len());
    });
}
