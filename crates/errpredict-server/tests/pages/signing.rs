//! Signing in and out.

use errpredict_server::{Role, Secret};
use serde_json::json;

use super::{FORM, Visitor, cookie, encoded, field, text, try_sign_in};
use crate::client::{Api, config};
use crate::common::run;

#[test]
fn people_sign_in_with_a_key_or_a_token_and_out_again() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "ada", Role::Viewer).await;
        let done = try_sign_in(&api, &key, "/anomalies?page=2", &[]).await;
        assert_eq!(done.header("location").as_deref(), Some("/anomalies?page=2"));
        let set = done.headers.lines().find(|line| line.contains("errpredict-session=")).unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
            assert!(set.contains(word), "{set}");
        }
        assert!(!set.contains("Secure"), "over plain HTTP it would not come back: {set}");
        let session = cookie(&done, "errpredict-session").unwrap();
        let value = session.split_once('=').unwrap().1.to_owned();
        // It opens pages and nothing else.
        assert_eq!(api.get("models/", &value).await.refused(401), "unauthorized");
        assert_eq!(api.send("GET", "models/", None, &[("cookie", &session)], b"").await.status, 401);

        let ada = Visitor::sign_in(&api, &key).await;
        assert!(ada.page("/").await.contains("<span class=\"who\">ada</span>"));
        assert!(
            !ada.page("/").await.contains("href=\"/audit\""),
            "a viewer is not shown what only an admin sees"
        );
        let gone = ada.send("/sign-out", &[]).await;
        assert_eq!((gone.status, gone.header("location").as_deref()), (303, Some("/sign-in")));
        assert!(gone.headers.contains("errpredict-session=; Path=/; Max-Age=0"));
        // The session has ended, whoever kept the cookie.
        assert_eq!(ada.get("/").await.header("location").as_deref(), Some("/sign-in?next=%2F"));

        // An access token is as good as long as it holds.
        let token = api.token(&key).await;
        let done = try_sign_in(&api, &token, "/", &[]).await;
        assert_eq!(done.status, 303, "{}", text(&done));
        let session = cookie(&done, "errpredict-session").unwrap();
        assert_eq!(api.send("GET", "/", None, &[("cookie", &session)], b"").await.status, 200);
    });
}

#[test]
fn what_is_no_key_signs_nobody_in() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "ada", Role::Viewer).await;
        let other = format!("{}{}", &key[..key.len() - 4], "0000");
        for wrong in
            ["", "x", "<script>window.hacked=1</script>", "a.b.c", &other, "eyJhbGciOiJub25lIn0.e30."]
        {
            let answer = try_sign_in(&api, wrong, "/", &[]).await;
            assert_eq!(answer.status, 401, "{wrong}: {}", text(&answer));
            assert!(
                text(&answer).contains("role=\"alert\"") && !text(&answer).contains("<script>"),
                "{wrong}"
            );
            assert!(cookie(&answer, "errpredict-session").is_none());
        }
        for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
            let answer = try_sign_in(&api, &key, next, &[]).await;
            assert_eq!(answer.header("location").as_deref(), Some("/"), "{next}");
        }
        // The form of sign-in belongs to its browser too: nobody is signed in as somebody else by a link.
        let asked = api.send("GET", "/sign-in", None, &[], b"").await;
        let body = format!("csrf={}&token={}", encoded(&field(&text(&asked), "csrf")), encoded(&key));
        for cookie in ["", "errpredict-form=another"] {
            let answer =
                api.send("POST", "/sign-in", None, &[("cookie", cookie), FORM], body.as_bytes()).await;
            assert_eq!(answer.status, 403, "{cookie}");
        }
        // One that was revoked, or whose principal was shut out, ends at once in this process.
        let ada = Visitor::sign_in(&api, &key).await;
        let admin = api.token(&api.key("own", "root", Role::Admin).await).await;
        let users = api.get("users/", &admin).await.ok()["results"].clone();
        let id = users.as_array().unwrap().iter().find(|one| one["name"] == "ada").unwrap()["id"].clone();
        let path = format!("users/{}/deactivate/", id.as_str().unwrap());
        assert_eq!(api.post(&path, &admin, json!({})).await.status, 200);
        assert_eq!(ada.get("/").await.status, 303);
    });
}

#[test]
fn behind_tls_the_cookie_is_sent_by_tls_alone() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "ada", Role::Viewer).await;
        let tls = [("x-forwarded-proto", "https")];
        let done = try_sign_in(&api, &key, "/", &tls).await;
        let set = done.headers.lines().find(|line| line.contains("errpredict-session=")).unwrap();
        assert!(set.contains("__Host-errpredict-session=") && set.contains("; Secure"), "{set}");
        let session = cookie(&done, "__Host-errpredict-session").unwrap();
        let with = [tls[0], ("cookie", session.as_str())];
        assert_eq!(api.send("GET", "/", None, &with, b"").await.status, 200);
        // One that another host of the domain planted under the plain name is not looked at.
        let planted = session.replace("__Host-", "");
        let with = [tls[0], ("cookie", planted.as_str())];
        assert_eq!(api.send("GET", "/", None, &with, b"").await.status, 303);
    });
}

#[test]
fn a_token_of_another_program_signs_in_with_its_own_end() {
    run(async {
        let shared = "shared-with-another-program-0123456789";
        let api = Api::start(errpredict_server::Config {
            external_secret: Some(Secret::new(shared)),
            external_tenant: Some("own".to_owned()),
            external_role: Some(Role::Viewer),
            ..config()
        })
        .await;
        api.store.tenant_named("own").await.unwrap();
        let token = crate::jwt::hs256(
            &json!({"sub": "grace", "exp": crate::jwt::seconds() + 600}),
            shared.as_bytes(),
        );
        let done = try_sign_in(&api, &token, "/", &[]).await;
        assert_eq!(done.status, 303, "{}", text(&done));
        let session = cookie(&done, "errpredict-session").unwrap();
        let page = api.send("GET", "/", None, &[("cookie", &session)], b"").await;
        assert!(text(&page).contains("<span class=\"who\">grace</span>"));
    });
}
