//! Every page and every form, every role, the own and another tenant; and what the browser is told about each.

use errpredict_server::{PageRow, Role, pages};

use super::{Visitor, text};
use crate::access::ids;
use crate::client::{Answer, Api, config};
use crate::common::run;

fn path_of(page: &PageRow, ids: &std::collections::BTreeMap<&str, uuid::Uuid>) -> String {
    let path = page.path.replace("{name}", "detect_anomalies_background");
    let kind = match path.split('/').nth(1).unwrap() {
        "groups" => "patterns",
        "causes" => "rca",
        "messages" | "alerts" => "notifications",
        other => other,
    };
    match path.contains("{id}") {
        true => path.replace("{id}", &ids[kind].to_string()),
        false if path == "/service" => "/service?name=checkout".to_owned(),
        false => path,
    }
}

/// What every answer of a page has, whatever it is.
fn check(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{what}: {answer:?}"));
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'),
        "{what}: {policy}"
    );
    assert_eq!(answer.header("x-content-type-options").as_deref(), Some("nosniff"), "{what}");
    assert_eq!(answer.header("referrer-policy").as_deref(), Some("same-origin"), "{what}");
    if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        let page = text(answer);
        // What the policy would keep from working is not there at all.
        for bad in ["<style", "style=\"", "javascript:", " onclick", " onload", "<script>", "http-equiv"] {
            assert!(!page.contains(bad), "{what}: {bad} in {page}");
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{what}");
        assert_eq!(page.matches("<main").count(), 1, "{what}");
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"), "{what}");
    }
}

#[test]
fn every_page_asks_for_its_role_and_shows_a_tenant_its_own() {
    run(async {
        let api = Api::start(config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        let ids = ids(&api, &own).await;
        let mut visitors = Vec::new();
        for role in Role::ALL {
            visitors.push((role, Visitor::sign_in(&api, &api.key("own", role.name(), role).await).await));
        }
        let stranger = Visitor::sign_in(&api, &api.key("other", "eve", Role::Admin).await).await;
        let (mut shown, mut refused, mut hidden) = (0, 0, 0);
        for row in pages() {
            let path = path_of(&row, &ids);
            let what = format!("{} {path}", row.method);
            if ["/live", "/sign-out"].contains(&row.path.as_str()) {
                // The one does not end by itself, the other ends the session: see `signing.rs`.
                continue;
            }
            let Some(needed) = row.role else {
                let answer = api.send(&row.method, &path, None, &[super::FORM], b"").await;
                assert!(answer.status < 500, "{what}: {answer:?}");
                check(&answer, &what);
                continue;
            };
            // Whoever is nobody is sent to sign in, and comes back to a page.
            let answer = api.send(&row.method, &path, None, &[super::FORM], b"").await;
            assert_eq!(answer.status, 303, "{what} without a session: {answer:?}");
            assert!(answer.header("location").unwrap().starts_with("/sign-in"), "{what}");
            check(&answer, &what);
            for (role, visitor) in &visitors {
                let answer = match row.method.as_str() {
                    "GET" => visitor.get(&path).await,
                    _ => visitor.send(&path, &[("hours", "1"), ("reason", "x")]).await,
                };
                check(&answer, &what);
                assert!(answer.status < 500 && answer.status != 401, "{what} as {role:?}: {answer:?}");
                assert_eq!(answer.status == 403, !role.may(needed), "{what} as {role:?}: {}", text(&answer));
                if row.method == "GET" && role.may(needed) {
                    assert_eq!(answer.status, 200, "{what} as {role:?}: {}", text(&answer));
                    shown += 1;
                } else {
                    refused += 1;
                }
            }
            if row.path.contains("{id}") {
                let answer = match row.method.as_str() {
                    "GET" => stranger.get(&path).await,
                    _ => stranger.send(&path, &[("hours", "1"), ("reason", "x")]).await,
                };
                assert_eq!(answer.status, 404, "another tenant: {what}: {}", text(&answer));
                hidden += 1;
            } else if row.method == "GET" {
                let page = text(&stranger.get(&path).await);
                assert!(
                    !page.contains("PaymentTimeout") && !page.contains("payments"),
                    "another tenant: {what}"
                );
            }
        }
        assert!(shown > 60 && refused > 80 && hidden > 20, "{shown} {refused} {hidden}");
        let audit = own.audit_entries(None, 1_000).await.unwrap();
        assert!(audit.iter().all(|entry| entry.actor.as_deref() != Some("eve")));
        assert!(own.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn the_page_of_the_dashboard_lists_every_page() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/dashboard.md");
    let whole = std::fs::read_to_string(&path).unwrap_or_default();
    let (begin, end) = ("<!-- pages: written by a test -->\n", "<!-- end of pages -->");
    let mut table = String::from("\n| | Address | Role | |\n|---|---|---|---|\n");
    for row in pages() {
        let role = row.role.map_or("anybody", Role::name);
        let way = if row.method == "GET" { "page" } else { "form" };
        table += &format!("| {way} | `{}` | {role} | {} |\n", row.path, row.about);
    }
    table.push('\n');
    let (before, rest) = whole.split_once(begin).expect("the place of the table");
    let (found, after) = rest.split_once(end).expect("its end");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(
        found, table,
        "docs/dashboard.md is old: UPDATE=1 cargo test -p errpredict-server --test all the_page_of_the_dashboard"
    );
}
