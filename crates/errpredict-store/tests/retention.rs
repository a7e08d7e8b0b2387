//! What is old goes, what was erased is gone, and the rest stays.

use errpredict::time::DAY_MS;
use errpredict::{Event, Severity};
use errpredict_store::{
    AnomalyFilter, IngestConfig, Page, PredictionFilter, RetentionConfig, Store, StoreConfig,
};

use crate::common::log::{analysis, events, now, rollup};
use crate::common::{connect, migrated, run, superuser_of};

#[test]
fn old_parts_and_rows_go_while_others_write() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada");
        tenant.ingest(events(10), None, now(), &IngestConfig::default()).await.unwrap();
        tenant.write_analysis(&analysis()).await.unwrap();
        tenant.close_days(now()).await.unwrap();
        let config = RetentionConfig::default();
        assert_eq!(store.retire(now(), &config).await.unwrap().parts, 0, "nothing is too old");

        // A reader of an old part is not disturbed for long, and the part goes next time.
        let reader = connect(&owner).await;
        reader.batch_execute("begin; select count(*) from ai_models.error_events").await.unwrap();
        let later = now().plus_ms(93 * DAY_MS);
        let (retired, written) = tokio::join!(store.retire(later, &config), async {
            let event = Event::new(later, "checkout", Severity::High, "E");
            tenant.ingest(vec![event], None, later, &IngestConfig::default()).await
        });
        let retired = retired.unwrap();
        assert!(retired.busy > 0, "{retired:?}");
        assert_eq!(written.unwrap().stored, 1);
        reader.batch_execute("commit").await.unwrap();
        let next = store.retire(later, &config).await.unwrap();
        assert!(retired.parts + next.parts >= 8 && next.busy == 0, "{retired:?} {next:?}");
        let old = "select count(*) from ai_models.error_events where timestamp < '2026-11-21'";
        let admin = superuser_of(&owner).await;
        let count = async |query: &str| admin.query_one(query, &[]).await.unwrap().get::<_, i64>(0);
        assert_eq!(count(old).await, 0);
        assert!(count("select count(*) from ai_models.error_events").await > 0);
        let orphans = "select count(*) from pg_class c where relnamespace = 'ai_partitions'::regnamespace and relkind = 'r'
            and not exists (select 1 from pg_inherits where inhrelid = c.oid)";
        assert_eq!(count(orphans).await, 0);
        // Counts stay longer than events.
        assert!(tenant.rollup().await.unwrap().observed() > 100);

        // Results of undivided tables, by when they last changed: the database's own clock.
        let all = Page { after: None, limit: 1_000 };
        assert!(!tenant.insights(None, None, &all).await.unwrap().is_empty());
        let far = now().plus_ms(5_000 * DAY_MS);
        let gone = store.retire(far, &config).await.unwrap();
        assert!(gone.rows > 10 && gone.audit_rows > 0, "{gone:?}");
        assert!(tenant.insights(None, None, &all).await.unwrap().is_empty());
        assert!(tenant.predictions(&PredictionFilter::default(), &all).await.unwrap().is_empty());
        assert!(
            tenant
                .anomalies(&AnomalyFilter::default(), &all)
                .await
                .unwrap()
                .iter()
                .all(|one| one.found.ongoing)
        );
        assert_eq!(tenant.rollup().await.unwrap().observed(), 0);
        // The chain begins anew at its checkpoint, and holds.
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        tenant
            .ingest(vec![Event::new(far, "s", Severity::High, "E")], None, far, &IngestConfig::default())
            .await
            .unwrap();
        assert_eq!(
            (tenant.audit_entries(None, 9).await.unwrap().len(), tenant.verify_audit().await.unwrap()),
            (1, vec![])
        );
    });
}

#[test]
fn a_budget_in_bytes_takes_the_oldest_days() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap();
        tenant.ingest(events(20), None, now(), &IngestConfig::default()).await.unwrap();
        tenant.write_analysis(&analysis()).await.unwrap();
        let admin = superuser_of(&owner).await;
        let make = "select ai_platform.make_part(t, d) from unnest(array['error_predictions', 'feature_snapshots']) t,
            unnest(array['2026-11-02', '2026-11-10']::date[]) d";
        admin.batch_execute(make).await.unwrap();
        let total = "select sum(bytes)::bigint from ai_platform.parts";
        let total: i64 = admin.query_one(total, &[]).await.unwrap().get(0);
        let enough = RetentionConfig { max_bytes: Some(total.unsigned_abs()), ..RetentionConfig::default() };
        assert_eq!(store.retire(now(), &enough).await.unwrap().parts, 0, "it is within its budget");
        let config = RetentionConfig { max_bytes: Some(1), ..RetentionConfig::default() };
        let retired = store.retire(now(), &config).await.unwrap();
        assert_eq!(retired.parts, 13 + 4, "days of events, weeks of results; the last week stays");
        let oldest = "select min(timestamp) from ai_models.error_events";
        let oldest: jiff::Timestamp = superuser_of(&owner).await.query_one(oldest, &[]).await.unwrap().get(0);
        assert!(oldest.to_string().starts_with("2026-11-16"), "{oldest}");
    });
}

#[test]
fn a_person_is_taken_out_of_every_table() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada");
        let other = store.tenant_named("other").await.unwrap();
        let mut log = events(3);
        for event in &mut log {
            if event.user_id.as_deref() == Some("user-7") {
                event.message = Some("card of user-7 was refused, not that of user-77".to_owned());
                event.error_type = "CardError".to_owned();
                event.attributes = serde_json::from_str(r#"{"who": "user-7"}"#).unwrap();
            }
        }
        let mine = log.iter().filter(|event| event.user_id.as_deref() == Some("user-7")).count();
        assert!(mine > 3);
        for one in [&tenant, &other] {
            one.ingest(log.clone(), None, now(), &IngestConfig::default()).await.unwrap();
        }
        tenant.write_analysis(&analysis()).await.unwrap();
        let anomaly = tenant.anomalies(&AnomalyFilter::default(), &Page::default()).await.unwrap().remove(0);
        tenant.by("user-7").acknowledge_anomaly(anomaly.id).await.unwrap();
        let erased = tenant.erase_person("user-7").await.unwrap();
        assert_eq!(erased.0["error_events"], mine as u64);
        assert!(
            erased.0["anomaly_detections"] >= 1 && erased.0["audit_log"] >= 1 && erased.0["rollup_days"] >= 1,
            "{erased:?}"
        );

        // Nowhere in the tenant's rows any more, in whatever column.
        let admin = superuser_of(&owner).await;
        let tables = "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relnamespace in ('ai_models'::regnamespace, 'ai_platform'::regnamespace) and c.relkind in ('r', 'p')";
        for table in admin.query(tables, &[]).await.unwrap() {
            let table: &str = table.get(0);
            let left = format!(
                "select count(*) from {table} t join ai_platform.tenants n on n.id = t.tenant_id
                where n.name = 'acme' and to_jsonb(t)::text ~ 'user-7([^0-9]|$)'"
            );
            let left: i64 = admin.query_one(&left, &[]).await.unwrap().get(0);
            assert_eq!(left, 0, "{table}");
        }
        let samples = format!("{:?}", tenant.rollup().await.unwrap().service("checkout").unwrap());
        assert!(
            samples.contains("[erased]") && samples.contains("user-77") && !samples.contains("user-7 "),
            "{samples}"
        );
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        // Of another tenant nothing was touched; the counts are what they were.
        assert!(other.rollup().await.unwrap().save() == rollup(&log).save());
        assert_eq!(tenant.rollup().await.unwrap().observed(), log.len() as u64);
        let receipts: i64 =
            admin.query_one("select count(*) from ai_platform.erase_receipts", &[]).await.unwrap().get(0);
        assert_eq!(receipts, 1);
        assert_eq!(tenant.erase_person("").await.unwrap_err().code(), "invalid_argument");
    });
}
