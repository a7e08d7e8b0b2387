//! The audit log: every step stands in it, and every change to it is found.

use errpredict::action::Move;
use errpredict_store::{AnomalyFilter, Page, Store, StoreConfig};

use crate::common::log::analysis;
use crate::common::{migrated, run, superuser_of};

#[test]
fn the_chain_holds_every_step_and_shows_every_change() {
    run(async {
        let owner = migrated().await;
        let store = Store::connect(owner.clone(), &StoreConfig::default()).await.unwrap();
        let tenant = store.tenant_named("acme").await.unwrap().by("ada").in_request("r-7");
        tenant.write_analysis(&analysis()).await.unwrap();
        let anomalies = tenant.anomalies(&AnomalyFilter::default(), &Page::default()).await.unwrap();
        for anomaly in &anomalies {
            tenant.acknowledge_anomaly(anomaly.id).await.unwrap();
            // Again is no step.
            tenant.acknowledge_anomaly(anomaly.id).await.unwrap();
        }
        for action in tenant.actions(None, None, &Page::default()).await.unwrap() {
            tenant.step_action(action.id, Move::Reject, None, None).await.unwrap();
        }
        let admin = superuser_of(&owner).await;
        let id: String =
            admin.query_one("select id::text from ai_platform.tenants", &[]).await.unwrap().get(0);
        let kept = "select count(*) from ai_models.audit_log where actor = 'ada' and request_id = 'r-7' and action = 'acknowledge'
            and before->>'acknowledged' = 'false' and after->>'acknowledged' = 'true'";
        let kept: i64 = admin.query_one(kept, &[]).await.unwrap().get(0);
        assert_eq!(kept, anomalies.len() as i64);
        assert_eq!(tenant.verify_audit().await.unwrap(), []);

        // Each change on its own, taken back afterwards.
        let total: i64 =
            admin.query_one("select max(seq) from ai_models.audit_log", &[]).await.unwrap().get(0);
        assert!(total >= 4, "{total}");
        admin.batch_execute("alter table ai_models.audit_log disable trigger user").await.unwrap();
        for change in [
            "update ai_models.audit_log set actor = 'eve' where seq = 2",
            "update ai_models.audit_log set after = after || '{\"acknowledged\": false}' where seq = 2",
            "update ai_models.audit_log set action = 'approved' where seq = 2",
            "update ai_models.audit_log set at = at - interval '1 day' where seq = 2",
            "update ai_models.audit_log set object_id = 'x' where seq = 2",
            "update ai_models.audit_log set hash = sha256('x') where seq = 2",
            "update ai_models.audit_log set id = gen_random_uuid() where seq = 2",
            "update ai_models.audit_log set object_type = 'x' where seq = 2",
            "update ai_models.audit_log set request_id = 'r-8' where seq = 2",
            "update ai_models.audit_log set request_id = null where seq = 2",
            "update ai_models.audit_log set before = null where seq = 2",
            "update ai_models.audit_log set salt = 'x' where seq = 2",
            "update ai_models.audit_log set content_digest = sha256('x') where seq = 2",
            "update ai_models.audit_log set previous_hash = sha256('x') where seq = 2",
            "update ai_models.audit_log set form = 1 where seq = 2",
            "update ai_models.audit_log set created_at = created_at + interval '1 s' where seq = 2",
            "update ai_models.audit_log set updated_at = updated_at + interval '1 s' where seq = 2",
            "update ai_models.audit_log set seq = 1000 where seq = (select max(seq) from ai_models.audit_log)",
            "update ai_models.audit_log set tenant_id = '00000000-0000-0000-0000-000000000009' where seq = 2",
            "delete from ai_models.audit_log where seq = 1",
            "delete from ai_models.audit_log where seq = 2",
            "delete from ai_models.audit_log where seq = (select max(seq) from ai_models.audit_log)",
            "update ai_models.audit_log set salt = null, erased_at = now(), content_digest = sha256('x') where seq = 2",
        ] {
            // A tenant to whom a row could be given.
            let change = format!(
                "insert into ai_platform.tenants (id, name) values ('00000000-0000-0000-0000-000000000009', 'x'); {change}"
            );
            let verify = format!("begin; {change}; set local app.tenant = '{id}'");
            admin.batch_execute(&verify).await.unwrap();
            let found =
                admin.query("select seq, problem from ai_platform.verify_audit()", &[]).await.unwrap();
            assert!(!found.is_empty(), "nobody saw: {change}");
            admin.batch_execute("rollback").await.unwrap();
        }
        // What a row says may be taken away with a receipt; the chain holds, and a row that was erased says nothing again.
        let take = "update ai_models.audit_log set salt = null, actor = null, before = null, after = null, request_id = null, erased_at = now() where seq = 2";
        admin.batch_execute(take).await.unwrap();
        let problems = |faults: Vec<errpredict_store::ChainFault>| {
            faults.into_iter().map(|one| one.problem).collect::<Vec<_>>()
        };
        assert_eq!(problems(tenant.verify_audit().await.unwrap()), ["it was erased, and no receipt says so"]);
        let receipt = "insert into ai_platform.erase_receipts (tenant_id, subject_digest, counts, erased_at)
            select tenant_id, sha256('x'), '{}', erased_at from ai_models.audit_log where seq = 2";
        admin.batch_execute(receipt).await.unwrap();
        assert_eq!(tenant.verify_audit().await.unwrap(), []);
        for again in ["actor = 'eve'", "before = '{}'", "after = '{}'", "request_id = 'x'"] {
            let forged = format!("update ai_models.audit_log set {again} where seq = 2");
            admin.batch_execute(&forged).await.unwrap();
            let found = problems(tenant.verify_audit().await.unwrap());
            assert_eq!(found, ["it was erased, and it says something"], "{again}");
            admin.batch_execute("update ai_models.audit_log set actor = null, before = null, after = null, request_id = null where seq = 2").await.unwrap();
        }
    });
}
