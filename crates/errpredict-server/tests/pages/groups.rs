//! Error groups on their pages and by the API: resolved, back again, ignored, merged.

use errpredict::{Event, Severity, Timestamp};
use errpredict_server::Role;
use errpredict_store::{IngestConfig, StoredPattern, Tenant};
use serde_json::json;

use super::{Visitor, now, text};
use crate::client::{Api, config};
use crate::common::run;

async fn came(tenant: &Tenant, at: Timestamp, error_type: &str, release: &str, n: i64) {
    let events = (0..n).map(|i| Event {
        release: Some(release.to_owned()),
        message: Some("order was lost".to_owned()),
        stack_trace: Some("Traceback\n  File \"shop.py\", line 7, in pay".to_owned()),
        ..Event::new(at.plus_ms(-i * 60_000), "shop", Severity::High, error_type)
    });
    tenant.ingest(events.collect(), None, now(), &IngestConfig::default()).await.unwrap();
}

async fn analysed(tenant: &Tenant) {
    let rollup = tenant.rollup().await.unwrap();
    let at = rollup.now().unwrap();
    let analysis =
        errpredict::analysis::analyze(&rollup, at, &errpredict::analysis::AnalysisConfig::default());
    tenant.write_analysis(&analysis.unwrap()).await.unwrap();
}

async fn group(tenant: &Tenant, error_type: &str) -> StoredPattern {
    let all = tenant.commonest_patterns("shop", 9).await.unwrap();
    all.into_iter().find(|one| one.group.error_type == error_type).unwrap()
}

#[test]
fn what_was_resolved_in_a_release_and_comes_back_is_told_as_a_regression() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        came(&own, now().plus_ms(-3_600_000), "LostOrder", "v1", 40).await;
        came(&own, now().plus_ms(-3_600_000), "OtherError", "v1", 20).await;
        analysed(&own).await;
        let ada = Visitor::sign_in(&api, &api.key("own", "ada", Role::Operator).await).await;
        let lost = group(&own, "LostOrder").await;
        let page = ada.page(&format!("/groups/{}", lost.id)).await;
        assert!(page.contains("File &quot;shop.py&quot;, line 7, in pay"), "{page}");
        let path = format!("/groups/{}/resolve", lost.id);
        assert_eq!(ada.send(&path, &[("release", "v2")]).await.status, 303);
        let resolved = group(&own, "LostOrder").await;
        assert_eq!(
            (resolved.resolved_by.as_deref(), resolved.resolved_in.as_deref()),
            (Some("ada"), Some("v2"))
        );
        assert!(!ada.page("/groups").await.contains("LostOrder"), "it is no open one");
        assert!(ada.page("/groups?handling=resolved").await.contains("LostOrder"));

        // The old release goes on failing: that is no regression.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        came(&own, now(), "LostOrder", "v1", 1).await;
        analysed(&own).await;
        let same = group(&own, "LostOrder").await;
        assert!(
            same.regressed_at.is_none() && same.group.last_seen > resolved.resolved_at.unwrap(),
            "{same:?}"
        );

        // The new one fails too.
        came(&own, now(), "LostOrder", "v2", 1).await;
        analysed(&own).await;
        let back = group(&own, "LostOrder").await;
        assert_eq!(back.state.map(|state| state.name()), Some("regressed"));
        assert_eq!(back.regressed_in.as_deref(), Some("v2"));
        let summary = ada.page("/").await;
        assert!(summary.contains("came back") && summary.contains("LostOrder"), "{summary}");
        let page = ada.page(&format!("/groups/{}", lost.id)).await;
        assert!(page.contains("a regression") && page.contains("resolved in v2"), "{page}");
        assert!(ada.page("/groups").await.contains("Came back after they were resolved"));
        let told = own.notifications_to("ada", 9).await.unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].message.message.starts_with("Regression: LostOrder of shop, resolved in v2"),
            "{told:?}"
        );
        // Another analysis says it once.
        analysed(&own).await;
        assert_eq!(own.notifications_to("ada", 9).await.unwrap().len(), 1);
        assert_eq!(group(&own, "LostOrder").await.state.map(|state| state.name()), Some("regressed"));
        // Resolved again, it is none any more.
        assert_eq!(ada.send(&path, &[]).await.status, 303);
        let again = group(&own, "LostOrder").await;
        assert!(
            again.regressed_at.is_none() && again.resolved_in.is_none() && again.state.is_none(),
            "{again:?}"
        );
        let steps: Vec<String> = own
            .audit_of("error_patterns", &lost.id.to_string())
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.action)
            .collect();
        assert_eq!(steps, ["resolve", "regress", "resolve"]);
        assert!(own.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn groups_are_assigned_ignored_merged_and_split() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        for (error_type, n) in [("First", 30), ("Second", 20), ("Third", 10)] {
            came(&own, now().plus_ms(-3_600_000), error_type, "v1", n).await;
        }
        analysed(&own).await;
        let key = api.key("own", "ada", Role::Operator).await;
        let ada = Visitor::sign_in(&api, &key).await;
        let token = api.token(&key).await;
        let (first, second, third) =
            (group(&own, "First").await, group(&own, "Second").await, group(&own, "Third").await);
        let step = async |of: &StoredPattern, step: &str, body| {
            api.post(&format!("patterns/{}/{step}/", of.id), &token, body).await
        };

        assert_eq!(
            ada.send(&format!("/groups/{}/assign", first.id), &[("assignee", "bob")]).await.status,
            303
        );
        assert_eq!(group(&own, "First").await.assignee.as_deref(), Some("bob"));
        assert_eq!(api.get("patterns/?assignee=bob", &token).await.ok()["count"], 1);
        assert!(step(&first, "assign", json!({})).await.ok()["assignee"].is_null());
        assert_eq!(step(&first, "assign", json!({"assignee": "a\nb"})).await.refused(400), "invalid_setting");

        // The third goes with the second, and both with the first.
        assert_eq!(
            step(&third, "merge", json!({"into": second.id})).await.ok()["merged_into"],
            json!(second.id)
        );
        assert_eq!(
            ada.send(&format!("/groups/{}/merge", second.id), &[("into", &first.id.to_string())])
                .await
                .status,
            303
        );
        for part in ["Second", "Third"] {
            assert_eq!(group(&own, part).await.merged_into, Some(first.id), "{part}");
        }
        assert_eq!(
            api.get(&format!("patterns/{}/merged/", first.id), &token).await.ok()["results"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        let page = ada.page(&format!("/groups/{}", first.id)).await;
        assert!(page.contains("Shown with it") && page.contains("<dd>60</dd>"), "60 errors together: {page}");
        assert!(!ada.page("/groups").await.contains("Second"), "they stand with the first");
        for (of, into) in [(&first, first.id), (&first, second.id)] {
            assert_eq!(step(of, "merge", json!({"into": into})).await.refused(400), "invalid_argument");
        }
        assert_eq!(step(&third, "merge", json!({"into": uuid::Uuid::nil()})).await.refused(404), "not_found");
        assert_eq!(ada.send(&format!("/groups/{}/split", third.id), &[]).await.status, 303);
        assert!(group(&own, "Third").await.merged_into.is_none());

        // Ignored for a while, and open again by a person.
        assert_eq!(ada.send(&format!("/groups/{}/ignore", third.id), &[("hours", "24")]).await.status, 303);
        assert!(
            !ada.page("/groups").await.contains("Third")
                && ada.page("/groups?handling=ignored").await.contains("Third")
        );
        assert_eq!(
            step(&third, "ignore", json!({"until": "2020-01-01T00:00:00Z"})).await.refused(400),
            "invalid_setting"
        );
        // And for ever.
        assert_eq!(ada.send(&format!("/groups/{}/ignore", third.id), &[("hours", "0")]).await.status, 303);
        assert!(ada.page(&format!("/groups/{}", third.id)).await.contains("ignored for ever"));
        assert_eq!(
            step(&third, "ignore", json!({})).await.ok()["ignored_until"],
            json!("9999-01-01T00:00:00Z")
        );
        assert_eq!(ada.send(&format!("/groups/{}/reopen", third.id), &[]).await.status, 303);
        assert!(ada.page("/groups").await.contains("Third"));
        assert_eq!(
            ada.send(&format!("/groups/{}/explain", third.id), &[("cause", "a <lock>"), ("resolution", "")])
                .await
                .status,
            303
        );
        let page = text(&ada.get(&format!("/groups/{}", third.id)).await);
        assert!(page.contains("a &lt;lock&gt;"), "{page}");
        // A long text comes back to its field whole, or the next one who keeps it would cut it.
        let long = "why ".repeat(200);
        let fields = [("cause", long.trim()), ("resolution", "")];
        assert_eq!(ada.send(&format!("/groups/{}/explain", third.id), &fields).await.status, 303);
        let page = ada.page(&format!("/groups/{}", third.id)).await;
        assert_eq!(super::field(&page, "cause"), long.trim());
        // What an analysis finds again keeps what people decided.
        analysed(&own).await;
        assert_eq!(group(&own, "Second").await.merged_into, Some(first.id));
    });
}
