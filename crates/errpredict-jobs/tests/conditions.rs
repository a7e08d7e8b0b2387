//! Conditions that people write, and times in which nobody is told.

use errpredict::time::{HOUR_MS, MINUTE_MS};
use errpredict::{Event, Severity, Timestamp};
use errpredict_jobs::{Config, Context, News, read_configuration, update};
use errpredict_store::{StoredAlert, StoredPattern, Tenant};
use tokio_postgres::Client;

use crate::common::log::now;
use crate::common::{put, run, store, superuser_of};

fn context(store: errpredict_store::Store) -> Context {
    let text = "[alerts]\ncalm_minutes = 10\n[alerts.email]\nurl = \"smtp://localhost:1\"\nfrom = \"e@m.example\"\nto = [\"all@m.example\"]";
    Context::new(store, Config::read(text, |_| None).unwrap()).unwrap()
}

async fn say(tenant: &Tenant, text: &str) {
    let said = read_configuration(text, &[], |_| None).unwrap();
    tenant.apply_configuration(&said, true, false).await.unwrap();
}

fn error(at: Timestamp, service: &str, kind: &str, release: Option<&str>) -> Event {
    Event {
        message: Some(format!("{kind} came")),
        release: release.map(str::to_owned),
        request_id: Some(format!("{}-{service}-{kind}", at.ms())),
        ..Event::new(at, service, Severity::High, kind)
    }
}

/// Two days of one error an hour, of two services.
fn usual() -> Vec<Event> {
    let hours = (1..48).map(|hour| now().plus_ms(-hour * HOUR_MS));
    hours
        .flat_map(|at| ["shop", "stock"].map(|service| error(at, service, "ValidationError", Some("v1"))))
        .collect()
}

async fn mails(admin: &Client) -> Vec<(String, String)> {
    let query = "select payload ->> 'news', payload ->> 'title' from ai_models.alert_notifications where channel = 'email' order by created_at";
    admin.query(query, &[]).await.unwrap().iter().map(|row| (row.get(0), row.get(1))).collect()
}

async fn told(context: &Context, tenant: &Tenant, minutes: i64) -> Vec<StoredAlert> {
    update(context, tenant, now().plus_ms(minutes * MINUTE_MS)).await.unwrap();
    tenant.alerts(50).await.unwrap()
}

#[test]
fn so_many_within_so_long_is_told_once_and_is_over() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        let mut log = usual();
        log.extend((0..20).map(|i| error(now().plus_ms(-i * 20_000), "shop", "PaymentTimeout", None)));
        log.extend((0..4).map(|i| error(now().plus_ms(-i * 20_000), "stock", "PaymentTimeout", None)));
        put(&tenant, log, now()).await;
        say(&tenant, "[[conditions]]\nname = \"payment\"\nwhen = \"count\"\nat_least = 15\nminutes = 10\nerror_type = \"PaymentTimeout\"\nseverity = \"high\"").await;
        let alerts = told(&context, &tenant, 0).await;
        assert_eq!(alerts.len(), 1, "{alerts:?}");
        assert_eq!(
            (alerts[0].alert.kind.as_str(), alerts[0].alert.about.as_str()),
            ("condition", "payment: shop")
        );
        let first = mails(&admin).await;
        assert_eq!(first.len(), 1);
        assert_eq!(first[0].1, "high shop: 20 PaymentTimeout within 10 min");
        told(&context, &tenant, 1).await;
        assert_eq!(mails(&admin).await.len(), 1, "once");
        // Nothing comes any more: over after ten minutes of that.
        told(&context, &tenant, 15).await;
        assert!(tenant.alerts(1).await.unwrap()[0].resolved_at.is_none());
        let alerts = told(&context, &tenant, 30).await;
        assert!(alerts.len() == 1 && alerts[0].resolved_at.is_some(), "{alerts:?}");
        let all = mails(&admin).await;
        assert_eq!(
            all.iter().map(|(news, _)| news.as_str()).collect::<Vec<_>>(),
            ["fired", News::Over.name()]
        );
        // What came and went between two looks is told as well.
        say(&tenant, "[[conditions]]\nname = \"short\"\nwhen = \"count\"\nat_least = 3\nminutes = 1\nerror_type = \"PaymentTimeout\"\nservices = [\"stock\"]").await;
        let short = told(&context, &tenant, 3).await;
        assert_eq!(short.iter().filter(|one| one.alert.about == "short: stock").count(), 1, "{short:?}");
        // One that asks for more is not told.
        say(&tenant, "[[conditions]]\nname = \"more\"\nwhen = \"count\"\nat_least = 500\nminutes = 60").await;
        told(&context, &tenant, 31).await;
        assert_eq!(tenant.alerts(50).await.unwrap().len(), 2);
    });
}

#[test]
fn new_groups_are_told_once_from_so_many_on_and_by_release() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        let mut log = usual();
        // Three of one new error, one of another; both after the deployment of v2, and one that was there before.
        log.extend(
            (0..3).map(|i| error(now().plus_ms(-(5 + i) * MINUTE_MS), "shop", "CartBroken", Some("v2"))),
        );
        log.push(error(now().plus_ms(-4 * MINUTE_MS), "shop", "Stray", Some("v2")));
        log.push(error(now().plus_ms(-3 * MINUTE_MS), "shop", "ValidationError", Some("v2")));
        // A service that was never heard of: everything of it is new, which says nothing.
        log.extend((0..9).map(|i| error(now().plus_ms(-i * MINUTE_MS), "fresh", "E", Some("v9"))));
        put(&tenant, log, now()).await;
        say(&tenant, "[[conditions]]\nname = \"new\"\nwhen = \"new_group\"\nat_least = 3\n[[conditions]]\nname = \"release\"\nwhen = \"new_in_release\"\nservices = [\"shop\"]").await;
        let alerts = told(&context, &tenant, 0).await;
        let mut titles: Vec<String> = mails(&admin).await.into_iter().map(|(_, title)| title).collect();
        titles.sort();
        assert_eq!(
            titles,
            [
                "high shop: a new error: CartBroken",
                "high shop: new in release v2: CartBroken",
                "high shop: new in release v2: Stray"
            ],
            "{alerts:?}"
        );
        // A day later they are laid aside, and nobody is told of that or of them again.
        told(&context, &tenant, 25 * 60).await;
        told(&context, &tenant, 25 * 60 + 5).await;
        assert_eq!(mails(&admin).await.len(), 3);
        let open =
            tenant.alerts(50).await.unwrap().into_iter().filter(|alert| alert.resolved_at.is_none()).count();
        assert_eq!(open, 0);
    });
}

/// Writes what is found in the log up to a time.
async fn analysed(tenant: &Tenant, at: Timestamp) {
    let rollup = tenant.rollup().await.unwrap();
    let found = errpredict::analysis::analyze(&rollup, at, &errpredict::analysis::AnalysisConfig::default());
    tenant.write_analysis(&found.unwrap()).await.unwrap();
}

async fn group(tenant: &Tenant, service: &str, kind: &str) -> StoredPattern {
    let all = tenant.commonest_patterns(service, 20).await.unwrap();
    all.into_iter().find(|one| one.group.error_type == kind).unwrap()
}

/// What alerts of conditions are about, those alone that go on.
fn abouts(alerts: &[StoredAlert]) -> Vec<&str> {
    let of = |alert: &&StoredAlert| alert.alert.kind == "condition" && alert.resolved_at.is_none();
    let mut all: Vec<&str> = alerts.iter().filter(of).map(|alert| alert.alert.about.as_str()).collect();
    all.sort_unstable();
    all
}

#[test]
fn groups_that_are_ignored_are_not_told_and_those_put_together_are_one() {
    run(async {
        let (_, store, tenant) = store().await;
        let context = context(store);
        let mut log = usual();
        for (kind, n) in [("CartBroken", 3), ("CartTorn", 2), ("Stray", 5)] {
            log.extend((0..n).map(|i| error(now().plus_ms(-(5 + i) * MINUTE_MS), "shop", kind, Some("v2"))));
        }
        put(&tenant, log, now()).await;
        analysed(&tenant, now()).await;
        let (broken, torn) =
            (group(&tenant, "shop", "CartBroken").await, group(&tenant, "shop", "CartTorn").await);
        let (stray, old) =
            (group(&tenant, "shop", "Stray").await, group(&tenant, "shop", "ValidationError").await);
        assert!(tenant.ignore_pattern(stray.id, now().plus_ms(2 * MINUTE_MS)).await.unwrap());
        // What is part of an old group is not new.
        assert!(tenant.merge_patterns(broken.id, old.id).await.unwrap());
        assert!(tenant.merge_patterns(torn.id, old.id).await.unwrap());
        say(&tenant, "[[conditions]]\nname = \"new\"\nwhen = \"new_group\"\nat_least = 4\n[[conditions]]\nname = \"release\"\nwhen = \"new_in_release\"").await;
        assert_eq!(abouts(&told(&context, &tenant, 0).await), [""; 0]);
        // Three and two of one group are five.
        assert!(tenant.split_pattern(broken.id).await.unwrap());
        assert!(tenant.merge_patterns(torn.id, broken.id).await.unwrap());
        let of = |name: &str, group: &StoredPattern| format!("{name}: shop {}", group.group.fingerprint);
        let of_broken = [of("new", &broken), of("release", &broken)];
        assert_eq!(abouts(&told(&context, &tenant, 1).await), of_broken);
        // What is ignored is told when that is over and it is still new.
        let mut all = [of("new", &broken), of("new", &stray), of("release", &broken), of("release", &stray)];
        all.sort();
        assert_eq!(abouts(&told(&context, &tenant, 3).await), all);
    });
}

#[test]
fn what_was_called_resolved_and_is_back_is_told_by_every_channel_and_once() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        put(&tenant, usual(), now()).await;
        analysed(&tenant, now()).await;
        let (shop, stock) = (
            group(&tenant, "shop", "ValidationError").await,
            group(&tenant, "stock", "ValidationError").await,
        );
        let by = tenant.by("ada");
        for id in [shop.id, stock.id] {
            assert!(by.resolve_pattern(id, None, now().plus_ms(-30 * MINUTE_MS)).await.unwrap());
        }
        assert!(by.ignore_pattern(stock.id, now().plus_ms(HOUR_MS)).await.unwrap());
        let back =
            ["shop", "stock"].map(|name| error(now().plus_ms(-5 * MINUTE_MS), name, "ValidationError", None));
        put(&tenant, back.to_vec(), now()).await;
        analysed(&tenant, now()).await;
        let titles = async || -> Vec<String> {
            let all = mails(&admin).await.into_iter().map(|(_, title)| title);
            all.filter(|title| title.contains("an error is back")).collect()
        };
        for minute in [0, 5] {
            told(&context, &tenant, minute).await;
            assert_eq!(titles().await, ["high shop: an error is back: ValidationError"], "{minute}");
        }
        // Resolved once more, and back once more: that is told too.
        assert!(by.resolve_pattern(shop.id, None, now().plus_ms(6 * MINUTE_MS)).await.unwrap());
        assert_eq!(abouts(&told(&context, &tenant, 7).await), [""; 0]);
        put(&tenant, vec![error(now().plus_ms(10 * MINUTE_MS), "shop", "ValidationError", None)], now())
            .await;
        analysed(&tenant, now().plus_ms(15 * MINUTE_MS)).await;
        told(&context, &tenant, 15).await;
        assert_eq!(titles().await.len(), 2);
        // Whoever asks for it says how bad it is, and it is told once.
        say(&tenant, "[[conditions]]\nname = \"mine\"\nwhen = \"regression\"\nseverity = \"critical\"").await;
        let alerts = told(&context, &tenant, 20).await;
        assert!(abouts(&alerts)[0].starts_with("mine: shop ") && abouts(&alerts).len() == 1, "{alerts:?}");
        assert_eq!(titles().await[2], "critical shop: an error is back: ValidationError");
        // Opened again it is no regression any more, and nothing new.
        assert!(by.reopen_pattern(shop.id).await.unwrap());
        assert_eq!(abouts(&told(&context, &tenant, 25).await), abouts(&alerts));
        assert_eq!(titles().await.len(), 3);
    });
}

#[test]
fn what_was_said_with_a_probability_and_a_forecast_can_be_asked_for() {
    run(async {
        use crate::common::log::analysis;
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        let found = analysis();
        tenant.write_analysis(&found).await.unwrap();
        let at = found.effective_at;
        let likeliest = found
            .services
            .iter()
            .flat_map(|service| &service.predictions)
            .map(|one| one.probability)
            .fold(0.0, f64::max);
        let above = likeliest - 1e-9;
        say(&tenant, &format!("[[conditions]]\nname = \"likely\"\nwhen = \"probability\"\nabove = {above}"))
            .await;
        update(&context, &tenant, at.plus_ms(MINUTE_MS)).await.unwrap();
        let of_conditions = "select count(*)::bigint from ai_platform.alerts where kind = 'condition'";
        let n: i64 = admin.query_one(of_conditions, &[]).await.unwrap().get(0);
        assert!(n >= 1, "{likeliest}");
        // A forecast of the errors of each service: its highest point is reached, a higher one is not.
        let with = found.services.iter().find(|service| service.forecast.is_some()).unwrap();
        let (name, forecast) = (with.scope.service().unwrap(), with.forecast.as_ref().unwrap());
        let peak = forecast.values.iter().take(6).map(|step| step.value).fold(0.0, f64::max);
        for (name_of, factor, expected) in [("reached", 0.99, 1), ("never", 100.0, 0)] {
            let limit = (peak * factor).max(1e-3) + if factor > 1.0 { 1e6 } else { 0.0 };
            say(&tenant, &format!("[[conditions]]\nname = \"{name_of}\"\nwhen = \"forecast\"\nabove = {limit}\nminutes = 360\nservices = [\"{name}\"]")).await;
            update(&context, &tenant, at.plus_ms(MINUTE_MS)).await.unwrap();
            let query = "select count(*)::bigint from ai_platform.alerts where about like $1 || ':%'";
            let n: i64 = admin.query_one(query, &[&name_of]).await.unwrap().get(0);
            assert_eq!(n, expected, "{name_of}: {limit} of {peak}");
        }
    });
}

#[test]
fn in_a_silence_that_recurs_and_in_maintenance_nobody_is_told() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        let mut log = usual();
        log.extend((0..20).map(|i| error(now().plus_ms(-i * 20_000), "shop", "PaymentTimeout", None)));
        put(&tenant, log, now()).await;
        let condition = "[[conditions]]\nname = \"NAME\"\nwhen = \"count\"\nat_least = 15\nminutes = 10\n";
        let clock = |minutes: i64| now().plus_ms(minutes * MINUTE_MS).to_string()[11..16].to_owned();
        let daily = format!("from = \"{}\"\nto = \"{}\"\n", clock(-30), clock(30));
        for (name, section) in [("silent", "silences"), ("moved", "maintenance")] {
            let text = format!(
                "{}[[{section}]]\nname = \"w\"\nreason = \"r\"\nservices = [\"shop\"]\n{daily}",
                condition.replace("NAME", name)
            );
            say(&tenant, &text).await;
            let alerts = told(&context, &tenant, 0).await;
            let one = alerts.iter().find(|alert| alert.alert.about == format!("{name}: shop")).unwrap();
            assert!(one.alert.silenced, "{one:?}");
        }
        assert!(mails(&admin).await.is_empty());
        // Outside of it somebody is.
        say(
            &tenant,
            &format!(
                "{}[[silences]]\nname = \"w\"\nreason = \"r\"\nfrom = \"{}\"\nto = \"{}\"\n",
                condition.replace("NAME", "loud"),
                clock(60),
                clock(90)
            ),
        )
        .await;
        told(&context, &tenant, 0).await;
        assert_eq!(mails(&admin).await.len(), 1);
    });
}

#[test]
fn what_nobody_answered_is_told_again_as_often_as_a_policy_says() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let context = context(store);
        let mut log = usual();
        // It goes on for three hours.
        log.extend((0..540).map(|i| error(now().plus_ms(i * 20_000), "shop", "PaymentTimeout", None)));
        put(&tenant, log, now().plus_ms(4 * HOUR_MS)).await;
        say(&tenant, "[[conditions]]\nname = \"c\"\nwhen = \"count\"\nat_least = 15\nminutes = 10\n[[policies]]\nseverity = \"high\"\nchannels = [\"email\"]\nrepeat_after_s = 3600").await;
        for minute in (10..=170).step_by(10) {
            told(&context, &tenant, minute).await;
        }
        let news: Vec<String> = mails(&admin).await.into_iter().map(|(news, _)| news).collect();
        assert_eq!(news, ["fired", "repeated", "repeated"]);
        // Somebody answers: no more of it, but that it is over.
        let alert = tenant.alerts(1).await.unwrap().remove(0);
        assert!(tenant.by("ada").acknowledge_alert(alert.id).await.unwrap());
        for minute in (180..=300).step_by(10) {
            told(&context, &tenant, minute).await;
        }
        let news: Vec<String> = mails(&admin).await.into_iter().map(|(news, _)| news).collect();
        assert_eq!(news, ["fired", "repeated", "repeated", "over"]);
    });
}
