//! Forms: one of another session, of another site or of no page does nothing.

use errpredict::Severity;
use errpredict_server::{Role, pages};
use errpredict_store::{AnomalyFilter, NewAlert, Page, RunEnd, RunKind};
use serde_json::json;

use super::{FORM, Visitor, cookie, encoded, text};
use crate::client::{Api, config};
use crate::common::log::{analysis, now};
use crate::common::run;

#[test]
fn a_form_that_no_page_of_the_session_made_is_refused() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        let ada = Visitor::sign_in(&api, &api.key("own", "ada", Role::Admin).await).await;
        let bob = Visitor::sign_in(&api, &api.key("own", "bob", Role::Admin).await).await;
        let id = own.anomalies(&AnomalyFilter::default(), &Page::default()).await.unwrap()[0].id;
        let path = format!("/anomalies/{id}/acknowledge");
        let with = |token: &str| format!("csrf={}", encoded(token));
        let of_bob = with(&bob.token);
        let own_form = with(&ada.token);
        let other = &[("cookie", ada.cookie.as_str()), ("sec-fetch-site", "cross-site"), FORM];
        let same_site = &[("cookie", ada.cookie.as_str()), ("sec-fetch-site", "same-site"), FORM];
        let json = &[("cookie", ada.cookie.as_str()), ("content-type", "application/json")];
        let plain = &[("cookie", ada.cookie.as_str()), FORM];
        for (headers, body, status, why) in [
            (&plain[..], "", 403, "no token"),
            (&plain[..], "csrf=", 403, "an empty one"),
            (&plain[..], &of_bob, 403, "that of another session"),
            (&other[..], &own_form, 403, "another site"),
            (&same_site[..], &own_form, 403, "another host of the same domain"),
            (&json[..], "{}", 415, "what a script of another site may send"),
            (&plain[..], "csrf=%FF", 403, "what no browser writes"),
        ] {
            let answer = api.send("POST", &path, None, headers, body.as_bytes()).await;
            assert_eq!(answer.status, status, "{why}: {}", text(&answer));
            assert!(answer.header("content-type").unwrap().starts_with("text/html"), "{why}");
        }
        assert!(!own.anomaly(id).await.unwrap().unwrap().acknowledged, "none of them did anything");
        // Every form of every page asks for it.
        for row in pages().iter().filter(|row| row.method == "POST") {
            let path =
                row.path.replace("{id}", &id.to_string()).replace("{name}", "detect_anomalies_background");
            let answer = api.send("POST", &path, None, &[("cookie", &ada.cookie), FORM], b"hours=1").await;
            assert_eq!(answer.status, 403, "{path}: {}", text(&answer));
        }
        // And with it, it is done, by whom it was, and the page says so.
        let done = ada.send(&path, &[("back", &format!("/anomalies/{id}"))]).await;
        assert_eq!(done.header("location"), Some(format!("/anomalies/{id}?said=acknowledged")));
        let anomaly = own.anomaly(id).await.unwrap().unwrap();
        assert_eq!(anomaly.acknowledged_by.as_deref(), Some("ada"));
        assert!(
            ada.page(&done.header("location").unwrap()).await.contains("It is kept that you have seen it.")
        );
        // A form leads nowhere but to a page of the service.
        let away = ada.send(&path, &[("back", "//evil.example/")]).await;
        assert_eq!(away.header("location").as_deref(), Some("/anomalies?said=acknowledged"));
        // What the address says is one of ours or nothing.
        let page = ada.page("/anomalies?said=%3Cb%3Esend+your+key+to+eve").await;
        assert!(!page.contains("send your key"));
        assert!(cookie(&done, "errpredict-session").is_none());
    });
}

#[test]
fn an_insight_is_somebodys_and_is_dealt_with_on_its_page() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        let ada = Visitor::sign_in(&api, &api.key("own", "ada", Role::Operator).await).await;
        let vera = Visitor::sign_in(&api, &api.key("own", "vera", Role::Viewer).await).await;
        let all = own.insights(None, None, &Page::default()).await.unwrap();
        let listed = ada.page("/insights?which=all").await;
        for one in &all {
            assert!(listed.contains(&format!("/insights/{}", one.id)), "{} in {listed}", one.found.title);
        }
        let (first, second) = (&all[0], &all[1]);
        let here = format!("/insights/{}", first.id);
        let page = ada.page(&here).await;
        for part in
            ["aria-current=\"true\">Insights", "I have seen it", "Resolve", "Leave it", "<h2>Evidence</h2>"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!vera.page(&here).await.contains("I have seen it"), "whoever may not is not asked");
        let said = [("assignee", "bob"), ("notes", "a <b>note</b>")];
        assert_eq!(ada.send(&format!("{here}/acknowledge"), &said).await.status, 303);
        let page = ada.page(&here).await;
        for part in ["<dd>acknowledged", "<dd>bob</dd>", "a &lt;b&gt;note&lt;/b&gt;"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("I have seen it") && page.contains("Resolve"));
        let done = ada.send(&format!("{here}/resolve"), &[("notes", ""), ("back", here.as_str())]).await;
        assert!(
            ada.page(&done.header("location").unwrap()).await.contains("It is kept that it is dealt with.")
        );
        let left = ada.send(&format!("/insights/{}/leave", second.id), &[]).await;
        assert_eq!(left.header("location").as_deref(), Some("/insights?said=left"));
        let state = async |id| own.insight(id).await.unwrap().unwrap().found.status.name();
        assert_eq!((state(first.id).await, state(second.id).await), ("resolved", "wont_fix"));
        assert_eq!(ada.send(&format!("{here}/leave"), &[]).await.status, 409, "there is no way back from it");
        let open = ada.page("/insights").await;
        assert!(!open.contains(&here), "it is no open one");
    });
}

#[test]
fn what_people_say_of_a_cause_stands_on_its_page_and_is_known_to_later_analyses() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        let key = api.key("own", "ada", Role::Operator).await;
        let (ada, token) = (Visitor::sign_in(&api, &key).await, api.token(&key).await);
        let all = own.root_causes(None, &Page::default()).await.unwrap();
        let one = all.iter().find(|one| one.found.causes.len() > 1).unwrap();
        let here = format!("/causes/{}", one.id);
        let second = one.found.causes[1].key.clone().unwrap();
        assert_eq!(ada.send(&format!("{here}/refute"), &[]).await.status, 303, "the strongest one");
        let said = [("key", second.as_str()), ("text", "a <b>restart</b>"), ("back", here.as_str())];
        let done = ada.send(&format!("{here}/confirm"), &said).await;
        let page = ada.page(&done.header("location").unwrap()).await;
        for part in [
            "It is kept that this was it",
            "true positive by ada",
            "false positive by ada",
            "&lt;b&gt;restart",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let history = own.history(crate::pages::now(), &errpredict_store::Calendar::default()).await.unwrap();
        let known = &history.incidents[0];
        assert_eq!(
            (known.named, known.cause),
            (Some(one.found.causes[0].kind), Some(one.found.causes[1].kind))
        );
        // The API says the same; a key of no cause of it is refused, and so is an analysis of nobody.
        let said =
            |id: uuid::Uuid, key: &str| json!({"type": "true_positive", "root_cause_id": id, "key": key});
        assert_eq!(api.post("feedback/", &token, said(one.id, &second)).await.status, 201);
        assert_eq!(api.post("feedback/", &token, said(one.id, "x")).await.refused(400), "invalid_argument");
        assert_eq!(
            api.post("feedback/", &token, said(uuid::Uuid::nil(), "x")).await.refused(404),
            "not_found"
        );
    });
}

#[test]
fn every_step_on_a_page_is_the_step_of_the_api() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        own.write_analysis(&analysis()).await.unwrap();
        let ada = Visitor::sign_in(&api, &api.key("own", "ada", Role::Admin).await).await;
        let newest = Page::default();
        let actions = own.actions(None, None, &newest).await.unwrap();
        let action = &actions[0];
        let approved = ada.send(&format!("/actions/{}/approve", action.id), &[]).await;
        assert_eq!(approved.status, 303, "{}", text(&approved));
        let stored = own.action(action.id).await.unwrap().unwrap();
        assert_eq!((stored.advised.status.name(), stored.approved_by.as_deref()), ("approved", Some("ada")));
        let page = ada.page(&format!("/actions/{}", action.id)).await;
        assert!(
            page.contains("approved") && !page.contains("/approve\"") && page.contains("/reject\""),
            "{page}"
        );
        // What its executor was asked for, and what it said, stand there.
        let asked = own.by("ada").ask_executor(action.id, RunKind::DryRun, "scaler", None).await.unwrap();
        let run = own.claim_run(60_000).await.unwrap().unwrap();
        assert_eq!(Some(run.id), asked);
        let end = RunEnd {
            status: "succeeded",
            answer: Some(json!({"replicas": "<b>4</b>"})),
            error: None,
            action: None,
            back_after_minutes: None,
        };
        assert!(own.end_run(&run, &end).await.unwrap());
        own.keep_effect(
            action.id,
            &json!({"hours": 1, "forecast": 120.0, "seen": 12.0, "errors_prevented": 108.0}),
        )
        .await
        .unwrap();
        let page = ada.page(&format!("/actions/{}", action.id)).await;
        for part in [
            "scaler",
            "dry run",
            "&lt;b&gt;4&lt;/b&gt;",
            "12.0 errors in the 1 hours after it",
            "108.0 errors did not come",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(ada.send(&format!("/actions/{}/reject", action.id), &[]).await.status, 303);
        assert_eq!(own.action(action.id).await.unwrap().unwrap().advised.status.name(), "rejected");
        // A step that is not open any more is told as that.
        let again = ada.send(&format!("/actions/{}/approve", action.id), &[]).await;
        assert_eq!(again.status, 409, "{}", text(&again));
        assert!(text(&again).contains("That is not possible any more"));
        let silenced = ada
            .send("/alerts/silence", &[("service", "checkout"), ("hours", "4"), ("reason", "<b>works</b>")])
            .await;
        assert_eq!(silenced.status, 303, "{}", text(&silenced));
        // Of whom an alert is stands in what it says: what it is about may be a key.
        for (kind, about, fired) in [
            (
                "prediction",
                "0123456789abcdef",
                json!({"service": "checkout", "title": "high checkout: burst likely"}),
            ),
            (
                "condition",
                "payment: checkout",
                json!({"service": "checkout", "title": "high checkout: 20 errors"}),
            ),
            ("platform", "job sleep", json!({"title": "high: the job sleep fails"})),
        ] {
            let alert = NewAlert {
                kind: kind.to_owned(),
                about: about.to_owned(),
                key: about.to_owned(),
                severity: Severity::High,
                opened_at: now(),
                escalate_at: None,
                silenced: false,
                fired,
            };
            own.open_alert(&alert, &[]).await.unwrap().unwrap();
        }
        for path in ["/alerts", "/"] {
            let page = ada.page(path).await;
            for part in ["high checkout: burst likely", "high checkout: 20 errors", "errpredict itself"] {
                assert!(page.contains(part), "{part} in {path}: {page}");
            }
            // What an alert is about is no service, where it is none.
            for rest in page.split("/service?name=").skip(1) {
                let name = rest.split(['"', '&']).next().unwrap();
                assert!(["checkout", "payments", "search"].contains(&name), "{name} is no service: {page}");
            }
        }
        let page = ada.page("/alerts").await;
        assert!(page.contains("&lt;b&gt;works&lt;/b&gt;") && !page.contains("<b>works"), "{page}");
        for (fields, status) in [
            (&[("hours", "0"), ("reason", "x")][..], 400),
            (&[("hours", "169"), ("reason", "x")][..], 400),
            (&[("hours", "1")][..], 400),
        ] {
            assert_eq!(ada.send("/alerts/silence", fields).await.status, status, "{fields:?}");
        }
        let run = ada.send("/jobs/detect_anomalies_background/run", &[]).await;
        assert_eq!(run.status, 303, "{}", text(&run));
        assert!(ada.page("/jobs").await.contains("ada"), "who asked for it");
        assert_eq!(ada.send("/jobs/nothing/run", &[]).await.status, 404);
        assert!(ada.page("/audit/verify").await.contains("The log is whole"));
        assert!(ada.page("/audit").await.contains("ada"));
    });
}
