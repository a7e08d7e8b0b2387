//! The clock is set back: of the program, and (by rows of the future) of the database.

use errpredict::time::{DAY_MS, HOUR_MS};
use errpredict::{Event, Severity};
use errpredict_store::{AnomalyFilter, IngestConfig, Page, RetentionConfig, Store, StoreConfig};

use crate::common::log::{analysis, events, now, rollup};
use crate::common::{migrated, run, superuser_of};

#[test]
fn a_clock_that_goes_back_loses_and_doubles_nothing() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada");
        let (config, retention) = (IngestConfig::default(), RetentionConfig::default());
        let log = events(6);
        let late = Event::new(now().plus_ms(-HOUR_MS), "checkout", Severity::High, "Late");
        // A day ahead, back, two days back, and forth again.
        for hours in [24, 0, -48, 1] {
            let clock = now().plus_ms(hours * HOUR_MS);
            store.make_parts_ahead(clock).await.unwrap();
            let answer = tenant.ingest(log.clone(), None, clock, &config).await.unwrap();
            // Two days back the last day has not come yet: refused one by one, and nothing is made up.
            let future = log.iter().filter(|event| event.timestamp > clock.plus_ms(DAY_MS)).count();
            assert_eq!(answer.refused.len(), future, "{hours}");
            assert_eq!(answer.stored, if hours == 24 { log.len() } else { 0 }, "{hours}");
            tenant.close_days(clock.plus_ms(-DAY_MS)).await.unwrap();
            assert_eq!(store.retire(clock, &retention).await.unwrap().parts, 0);
            assert!(tenant.rollup().await.unwrap().save() == rollup(&log).save(), "{hours}");
        }
        // Into a day that was put together by a clock that was ahead.
        assert_eq!(tenant.ingest(vec![late.clone()], None, now(), &config).await.unwrap().stored, 1);
        assert!(tenant.rollup().await.unwrap().save() == rollup(&[log, vec![late]].concat()).save());
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
    });
}

#[test]
fn rows_of_the_future_do_not_come_back_in_time_nor_break_the_chain() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada");
        tenant.write_analysis(&analysis()).await.unwrap();
        let admin = superuser_of(&owner).await;
        // What a database leaves behind whose clock was a year ahead.
        let ahead = "alter table ai_models.anomaly_detections disable trigger user;
            update ai_models.anomaly_detections set updated_at = now() + interval '1 year';
            alter table ai_models.anomaly_detections enable trigger user";
        admin.batch_execute(ahead).await.unwrap();
        let anomalies = tenant.anomalies(&AnomalyFilter::default(), &Page::default()).await.unwrap();
        for anomaly in &anomalies {
            tenant.acknowledge_anomaly(anomaly.id).await.unwrap();
        }
        let back = "select count(*) from ai_models.anomaly_detections where updated_at < now() + interval '364 days'";
        assert_eq!(admin.query_one(back, &[]).await.unwrap().get::<_, i64>(0), 0, "never back");
        // An entry of the future in the chain: as the database wrote it then, with its hashes.
        let id: String =
            admin.query_one("select id::text from ai_platform.tenants", &[]).await.unwrap().get(0);
        let future = format!(
            "begin; set local app.tenant = '{id}'; alter table ai_models.audit_log disable trigger user;
            with last as (select * from ai_models.audit_log order by seq desc limit 1), changed as (
                update ai_models.audit_log l set at = now() + interval '1 year', created_at = now() + interval '1 year',
                    updated_at = now() + interval '1 year', hash = ai_platform.audit_hash(l.previous_hash, l.seq,
                    now() + interval '1 year', l.action, l.object_type, l.object_id, l.content_digest, l.id)
                from last where l.id = last.id returning l.tenant_id, l.hash)
            update ai_platform.audit_heads h set hash = c.hash from changed c where h.tenant_id = c.tenant_id;
            alter table ai_models.audit_log enable trigger user; commit"
        );
        admin.batch_execute(&future).await.unwrap();
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        // Entries of now follow it; what is retired is retired in the order of the chain, not of the clock.
        tenant.ingest(events(1), None, now(), &IngestConfig::default()).await.unwrap();
        let order = "select count(*) from ai_models.audit_log a join ai_models.audit_log b on b.seq = a.seq + 1 where b.at < a.at";
        assert!(admin.query_one(order, &[]).await.unwrap().get::<_, i64>(0) >= 1, "the clock went back");
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        let soon = errpredict::Timestamp::clamped(jiff::Timestamp::now().as_millisecond() + 401 * DAY_MS);
        let config = RetentionConfig { audit_days: 60, ..RetentionConfig::default() };
        store.retire(soon.plus_ms(-30 * DAY_MS), &config).await.unwrap();
        assert_eq!(tenant.verify_audit().await.unwrap(), [], "it begins anew where it was cut");
        let left = tenant.audit_entries(None, 99).await.unwrap();
        assert!(!left.is_empty(), "an entry of the future holds those behind it");
    });
}
