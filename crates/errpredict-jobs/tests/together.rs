//! Services that begin to fail at the same time are one message, and none of them is lost.

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{Config, Context, run_job};
use errpredict_store::Tenant;
use tokio_postgres::Client;

use crate::common::log::{Numbers, now};
use crate::common::{put, run, store, superuser_of};

fn trouble() -> Timestamp {
    now().plus_ms(-10 * HOUR_MS)
}

/// Ten days of three services; each fails for its minutes after the begin of the trouble, with so many errors a minute.
fn log(troubles: &[(&str, i64, i64, u64)]) -> Vec<Event> {
    let mut numbers = Numbers(7);
    let mut all = Vec::new();
    let start = trouble().plus_ms(-10 * 24 * HOUR_MS);
    for minute in 0..10 * 24 * 60 + 10 * 60 {
        let at = start.plus_ms(minute * MINUTE_MS + 1_000);
        let of_trouble = minute - 10 * 24 * 60;
        for service in ["shop", "stock", "web"] {
            let own = troubles.iter().find(|one| one.0 == service && (one.1..one.2).contains(&of_trouble));
            let count = u64::from(numbers.below(40) == 0) + own.map_or(0, |one| one.3);
            for i in 0..count {
                let at = at.plus_ms(i64::try_from(i).unwrap() * 3_000);
                let kind = if own.is_some() { "PaymentTimeout" } else { "ValidationError" };
                all.push(Event {
                    request_id: Some(format!("r{}", all.len())),
                    ..Event::new(at, service, Severity::High, kind)
                });
            }
        }
    }
    all
}

/// What was told by mail: what is new, and of which service.
async fn told(admin: &Client) -> Vec<(String, String)> {
    let query = "select payload ->> 'news', payload ->> 'service' from ai_models.alert_notifications
        where channel = 'email' order by payload ->> 'at', payload ->> 'service', created_at";
    admin.query(query, &[]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn look(context: &Context, tenant: &Tenant, to: i64) {
    for minute in (-30..=to).step_by(15) {
        let at = trouble().plus_ms(minute * MINUTE_MS);
        run_job(context, "detect_anomalies_background", tenant, at).await.unwrap();
    }
}

fn config(group_minutes: u32) -> Config {
    let text = format!(
        "[alerts]\ngroup_minutes = {group_minutes}\n[alerts.email]\nurl = \"smtp://localhost:1\"\nfrom = \"e@m.example\"\nto = [\"all@m.example\"]"
    );
    Config::read(&text, |_| None).unwrap()
}

#[test]
fn what_begins_together_is_one_message_and_what_is_left_is_told_by_itself() {
    run(async {
        // Web fails ten minutes after shop, less badly, and three hours longer.
        let events = log(&[("shop", 0, 60, 8), ("web", 10, 240, 4)]);
        let (owner, store, tenant) = store().await;
        put(&tenant, events, now()).await;
        let context = Context::new(store, config(15)).unwrap();
        let admin = superuser_of(&owner).await;
        look(&context, &tenant, 45).await;
        let of = |all: &[(String, String)], service: &str| -> Vec<String> {
            all.iter().filter(|one| one.1 == service).map(|one| one.0.clone()).collect()
        };
        let begun = told(&admin).await;
        assert!(of(&begun, "web").is_empty() && of(&begun, "shop")[0] == "fired", "{begun:?}");
        let alerts = tenant.alerts(10).await.unwrap();
        let mut about: Vec<&str> = alerts.iter().map(|one| one.alert.about.as_str()).collect();
        about.sort_unstable();
        assert_eq!(about, ["shop", "web"], "each has its alert");
        let names_web = "select count(*) from ai_models.alert_notifications where channel = 'email' and message like '%with it since%web%'";
        let named: i64 = admin.query_one(names_web, &[]).await.unwrap().get(0);
        assert_eq!(named, 1, "web is named once: {begun:?}");
        // Shop is over, and web goes on.
        look(&context, &tenant, 400).await;
        let all = told(&admin).await;
        assert_eq!(of(&all, "shop").last().map(String::as_str), Some("over"), "{all:?}");
        // Nobody answers, and others are told of that.
        let mut of_web = of(&all, "web");
        of_web.retain(|news| news != "escalated");
        assert_eq!(of_web, ["fired", "over"], "{all:?}");
    });
}

#[test]
fn without_minutes_each_is_told_by_itself() {
    run(async {
        let events = log(&[("shop", 0, 60, 8), ("web", 10, 60, 8)]);
        let (owner, store, tenant) = store().await;
        put(&tenant, events, now()).await;
        let context = Context::new(store, config(0)).unwrap();
        look(&context, &tenant, 45).await;
        let all = told(&superuser_of(&owner).await).await;
        for service in ["shop", "web"] {
            assert!(all.iter().any(|one| one.0 == "fired" && one.1 == service), "{service}: {all:?}");
        }
    });
}
