//! What names people is encrypted where there are keys, found all the same, and brought to a newer key.

use errpredict::vocabulary::NotificationChannel;
use errpredict::{RollupConfig, Severity};
use errpredict_store::{IngestConfig, Keys, NewNotification, Store, StoreConfig, Tenant};
use tokio_postgres::{Client, Config};

use crate::common::log::{events, now, rollup};
use crate::common::{migrated, run, superuser_of};

async fn tenant(owner: &Config, keys: &str) -> Tenant {
    let lines: Vec<String> = keys.chars().map(|digit| digit.to_string().repeat(64)).collect();
    let keys = (!lines.is_empty()).then(|| Keys::parse(&lines.join("\n")).unwrap());
    let config = StoreConfig { keys, ..StoreConfig::default() };
    Store::connect(owner.clone(), &config).await.unwrap().tenant_named("acme").await.unwrap()
}

fn message(dedupe_key: &str) -> NewNotification {
    NewNotification {
        subject: "k".to_owned(),
        severity: Severity::High,
        channel: NotificationChannel::Email,
        recipient: "ada@example.org".to_owned(),
        message: "burst foreseen".to_owned(),
        dedupe_key: dedupe_key.to_owned(),
        escalation_level: 0,
    }
}

/// Rows of all tables of both schemas in which a name stands, in whatever column.
async fn places(admin: &Client, pattern: &str) -> Vec<String> {
    let tables = "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace in ('ai_models'::regnamespace, 'ai_platform'::regnamespace) and c.relkind in ('r', 'p')";
    let mut found = Vec::new();
    for row in admin.query(tables, &[]).await.unwrap() {
        let table: &str = row.get(0);
        let count = format!("select count(*) from {table} t where to_jsonb(t)::text ~ $1");
        if admin.query_one(&count, &[&pattern]).await.unwrap().get::<_, i64>(0) > 0 {
            found.push(table.to_owned());
        }
    }
    found
}

const NAMES: &str = "user-[0-9]|ada@example";

#[test]
fn names_are_nowhere_in_the_database_and_everything_works_as_without_keys() {
    run(async {
        let owner = migrated().await;
        let sealing = tenant(&owner, "a").await;
        let mut log = events(3);
        let config = IngestConfig::default();
        assert_eq!(sealing.ingest(log.clone(), None, now(), &config).await.unwrap().stored, log.len());
        assert_eq!(sealing.ingest(log.clone(), None, now(), &config).await.unwrap().stored, 0, "once");
        assert_eq!(sealing.notify(&[message("d")]).await.unwrap(), 1);
        assert_eq!(sealing.notify(&[message("d")]).await.unwrap(), 0, "once");
        let admin = superuser_of(&owner).await;
        assert_eq!(places(&admin, NAMES).await, [""; 0]);

        let mut found = Vec::new();
        for service in ["checkout", "payments", "search"] {
            let from = now().plus_ms(-5 * errpredict::time::DAY_MS);
            found.extend(sealing.events_of_service(service, from, now(), 10_000).await.unwrap());
        }
        let key = |event: &errpredict::Event| (event.timestamp, event.request_id.clone());
        found.sort_by_key(key);
        log.sort_by_key(key);
        assert_eq!(found, log);
        assert!(sealing.rollup().await.unwrap().save() == rollup(&log).save());
        let days = (now().plus_ms(-9 * errpredict::time::DAY_MS), now());
        let counted = sealing.recount(days.0, days.1, &RollupConfig::default()).await.unwrap();
        assert_eq!(counted, log.len() as u64);
        assert!(sealing.rollup().await.unwrap().save() == rollup(&log).save(), "counted anew");
        let inbox = sealing.notifications_to("ada@example.org", 9).await.unwrap();
        assert_eq!(inbox.iter().map(|one| &one.message).collect::<Vec<_>>(), [&message("d")]);
        assert_eq!(sealing.claim_notifications(now().plus_ms(1 << 40), 9, 1).await.unwrap().len(), 1);

        // Whoever has no key is told so and gets nothing made up.
        let without = tenant(&owner, "").await;
        let from = now().plus_ms(-errpredict::time::DAY_MS);
        let refused = without.events_of_service("checkout", from, now(), 9).await.unwrap_err();
        assert_eq!(refused.code(), "invalid_setting", "{refused}");
        assert_eq!(without.notifications_to("ada@example.org", 9).await.unwrap(), []);

        // A person goes, by name.
        let mine = log.iter().filter(|event| event.user_id.as_deref() == Some("user-7")).count();
        assert!(mine > 3);
        let erased = sealing.erase_person("user-7").await.unwrap();
        assert_eq!(erased.0["error_events"], mine as u64, "{erased:?}");
        assert_eq!(sealing.erase_person("user-7").await.unwrap().0["error_events"], 0);
        assert_eq!(sealing.erase_person("ada@example.org").await.unwrap().0["alert_notifications"], 1);
        let left = "select count(*) from ai_models.alert_notifications where recipient <> '[erased]' or recipient_sealed is not null";
        assert_eq!(admin.query_one(left, &[]).await.unwrap().get::<_, i64>(0), 0);
    });
}

#[test]
fn what_was_written_before_comes_to_the_newest_key() {
    run(async {
        let owner = migrated().await;
        let admin = superuser_of(&owner).await;
        let config = IngestConfig::default();
        let log = events(2);
        let third = log.len() / 3;
        let parts = [&log[..third], &log[third..2 * third], &log[2 * third..]];
        // Without keys, with an old one, with a new one before it.
        for (part, keys) in parts.iter().zip(["", "a", "ba"]) {
            let writer = tenant(&owner, keys).await;
            assert_eq!(writer.ingest(part.to_vec(), None, now(), &config).await.unwrap().stored, part.len());
            writer.notify(&[message(keys)]).await.unwrap();
            let contact = writer.conceal("contact", "ada@example.org").unwrap();
            let add = "insert into ai_platform.principals (tenant_id, name, contact) select id, $1, $2 from ai_platform.tenants";
            admin.execute(add, &[&format!("principal {keys}"), &contact]).await.unwrap();
        }
        assert!(!places(&admin, NAMES).await.is_empty(), "what was written without keys");
        let both = tenant(&owner, "ba").await;
        assert_eq!(both.ingest(parts[1].to_vec(), None, now(), &config).await.unwrap().stored, 0, "ids stay");
        assert_eq!(
            both.notify(&[message(""), message("a"), message("ba")]).await.unwrap(),
            0,
            "so do messages"
        );
        assert_eq!(both.notifications_to("ada@example.org", 9).await.unwrap().len(), 3);

        let without_old = tenant(&owner, "b").await.reseal().await.unwrap_err();
        assert_eq!(without_old.code(), "invalid_setting", "{without_old}");
        let done = both.reseal().await.unwrap();
        let named = |part: &[errpredict::Event]| part.iter().filter(|event| event.user_id.is_some()).count();
        assert_eq!(done.events, (named(parts[0]) + named(parts[1])) as u64);
        assert_eq!((done.notifications, done.contacts), (2, 2));
        assert_eq!(both.reseal().await.unwrap(), errpredict_store::Resealed::default(), "nothing is left");

        // The old key is not needed any more.
        assert_eq!(places(&admin, NAMES).await, [""; 0]);
        let new = tenant(&owner, "b").await;
        let from = now().plus_ms(-5 * errpredict::time::DAY_MS);
        let mut found = new.events_of_service("checkout", from, now(), 10_000).await.unwrap();
        let mut said: Vec<_> = log.iter().filter(|event| event.service == "checkout").cloned().collect();
        let key = |event: &errpredict::Event| (event.timestamp, event.request_id.clone());
        found.sort_by_key(key);
        said.sort_by_key(key);
        assert_eq!(found, said);
        assert_eq!(new.notifications_to("ada@example.org", 9).await.unwrap().len(), 3);
        for row in admin.query("select contact from ai_platform.principals", &[]).await.unwrap() {
            assert_eq!(new.reveal("contact", row.get(0)).unwrap(), "ada@example.org");
        }
        let mine = log.iter().filter(|event| event.user_id.as_deref() == Some("user-7")).count();
        assert_eq!(new.erase_person("user-7").await.unwrap().0["error_events"], mine as u64);
        assert_eq!(tenant(&owner, "").await.reseal().await.unwrap_err().code(), "invalid_setting");
    });
}
