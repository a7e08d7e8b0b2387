//! Lists: pages, filters, orders, and SQL in every one of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::{Api, HOURS};
use crate::common::run;
use crate::description::operations;

/// What somebody may try, URL-encoded.
const ATTACKS: [&str; 9] = [
    "%27",
    "%27%20or%201%3D1%20--",
    "1%3B%20drop%20table%20ai_models.ml_models%3B%20--",
    "id%20desc%2C%20(select%20pg_sleep(9))",
    "-at%3B%20select%201",
    "%27%7C%7C(select%20version())%7C%7C%27",
    "%24%241%24%24",
    "%5C%27%20or%201%3D1",
    "%C3%BC%25_%5C",
];

#[test]
fn sql_in_a_filter_an_order_or_a_search_is_a_value_or_an_error() {
    run(async {
        let (api, _, token) = Api::filled().await;
        let (mut tried, mut lists) = (0, 0);
        for described in operations() {
            let parameters = described.whole["parameters"].as_array().unwrap();
            let names: Vec<&str> = parameters
                .iter()
                .filter(|one| one["in"] == "query")
                .map(|one| one["name"].as_str().unwrap())
                .collect();
            if described.method != "GET" || names.is_empty() {
                continue;
            }
            lists += 1;
            let path = described
                .path
                .replace("{service}", ATTACKS[1])
                .replace("{id}", "00000000-0000-0000-0000-000000000000");
            for name in names.iter().chain(&["nothing%27%3B--"]) {
                for attack in ATTACKS {
                    let answer = api.get(&format!("{path}?{name}={attack}"), &token).await;
                    assert!([200, 400, 404].contains(&answer.status), "{path}?{name}={attack}: {answer:?}");
                    if answer.status == 400 {
                        let code = answer.refused(400);
                        assert!(
                            ["invalid_argument", "unknown_name", "invalid_setting"].contains(&code.as_str()),
                            "{code}"
                        );
                    }
                    tried += 1;
                }
            }
        }
        assert!(lists >= 20 && tried > 900, "{lists} {tried}");
        assert_eq!(api.get("models/", &token).await.status, 200, "the table is there");
        for (path, code) in [
            ("predictions/?ordering=threshold", "unknown_name"),
            ("predictions/?hourz=3", "unknown_name"),
            ("predictions/?hours=0", "invalid_argument"),
            ("predictions/?page=0", "invalid_argument"),
            ("predictions/?page_size=101", "invalid_argument"),
            ("predictions/?hours=%FF", "invalid_argument"),
            ("actions/?status=done", "unknown_name"),
            ("errors/stats/?hours=0", "invalid_setting"),
            ("errors/stats/?hour=3", "invalid_argument"),
        ] {
            assert_eq!(api.get(path, &token).await.refused(400), code, "{path}");
        }
    });
}

#[test]
fn pages_go_through_a_list_once_and_filters_narrow_it() {
    run(async {
        let (api, tenant, token) = Api::filled().await;
        let whole = api.get(&format!("predictions/?{HOURS}&page_size=100"), &token).await.ok();
        let total = whole["count"].as_u64().unwrap();
        assert!(total > 12 && whole["next"].is_null() && whole["previous"].is_null(), "{total}");
        assert_eq!(whole["results"].as_array().unwrap().len() as u64, total);
        let (mut seen, mut next) = (BTreeSet::new(), format!("/api/ml/predictions/?{HOURS}&page_size=5"));
        let mut pages = 0;
        loop {
            let page = api.get(&next, &token).await.ok();
            assert_eq!(page["count"], total);
            for row in page["results"].as_array().unwrap() {
                assert!(seen.insert(row["id"].as_str().unwrap().to_owned()), "a row twice");
            }
            pages += 1;
            assert_eq!(page["previous"].is_null(), pages == 1);
            match page["next"].as_str() {
                Some(link) => next = link.to_owned(),
                None => break,
            }
        }
        assert_eq!((seen.len() as u64, pages), (total, total.div_ceil(5)));
        // Behind the end there is nothing, and the number stays.
        let behind = api.get(&format!("predictions/?{HOURS}&page=900"), &token).await.ok();
        assert_eq!(
            (behind["count"].as_u64(), behind["results"].as_array().map(Vec::len)),
            (Some(total), Some(0))
        );

        let rows = async |path: &str| -> Vec<Value> {
            api.get(path, &token).await.ok()["results"].as_array().unwrap().clone()
        };
        let of_one = rows(&format!("predictions/?{HOURS}&service=search&target=burst")).await;
        assert!(
            !of_one.is_empty()
                && of_one.iter().all(|row| row["service"] == "search" && row["target"] == "burst")
        );
        let ordered = rows(&format!("predictions/?{HOURS}&ordering=probability")).await;
        let values: Vec<f64> = ordered.iter().map(|row| row["probability"].as_f64().unwrap()).collect();
        assert!(values.is_sorted(), "{values:?}");
        let alerts = rows(&format!("predictions/?{HOURS}&high_probability_only=true&page_size=100")).await;
        assert!(alerts.iter().all(|row| row["alert"] == true) && (alerts.len() as u64) < total);
        assert!(rows("predictions/").await.len() <= 20, "the last 24 hours");
        let found = rows("patterns/?search=gateway%20did").await;
        assert!(!found.is_empty() && found.len() < rows("patterns/").await.len(), "a search");
        assert!(rows("patterns/?search=gateway%25did").await.is_empty(), "a percent sign is one");
        let by_service = api.get(&format!("predictions/by_service/?{HOURS}"), &token).await.ok();
        let sum: u64 =
            by_service.as_array().unwrap().iter().map(|row| row["predictions"].as_u64().unwrap()).sum();
        assert_eq!(sum, total);

        // What the API gives is what the store has.
        let one = &whole["results"][0];
        let stored = tenant.prediction(one["id"].as_str().unwrap().parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(*one, serde_json::to_value(&stored).unwrap());
        for path in ["anomalies/", "forecasts/", "actions/", "insights/", "rca/", "patterns/"] {
            let row = rows(path).await.remove(0);
            let detail = api.get(&format!("{path}{}/", row["id"].as_str().unwrap()), &token).await.ok();
            for (name, value) in row.as_object().unwrap() {
                assert_eq!(detail[name], *value, "{path}: {name}");
            }
        }
        let anomaly = rows("anomalies/?ordering=-score").await.remove(0);
        let detail = api.get(&format!("anomalies/{}/", anomaly["id"].as_str().unwrap()), &token).await.ok();
        for nested in ["root_causes", "actions_advised", "feedback"] {
            assert!(detail[nested].is_array(), "{nested}");
        }
        let of_service = rows("forecasts/by-service/checkout/").await;
        assert!(!of_service.is_empty() && of_service.iter().all(|row| row["service"] == "checkout"));
        assert_eq!(rows("forecasts/by-service/check%27out/").await.len(), 0);
        // With the slash and without it.
        assert_eq!(
            api.get("patterns", &token).await.ok()["count"],
            api.get("patterns/", &token).await.ok()["count"]
        );
    });
}
