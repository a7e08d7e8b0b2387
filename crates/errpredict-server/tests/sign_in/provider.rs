//! Sign-in at a real provider: npm's `oidc-provider`, which the Makefile installs (`make test-rust`).

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use errpredict_server::{Config, Role, Secret};
use serde_json::{Value, json};

use super::browser::{Browser, Page, ask};
use crate::client::{Api, config};
use crate::common::run;

/// Where browsers are sent back to; the tests go from there to the service.
const BACK: &str = "http://127.0.0.1:1/api/ml/auth/oidc/callback";

/// A provider that runs.
struct Provider {
    issuer: String,
    process: Child,
    /// It goes on writing, and ends where nobody listens.
    _said: BufReader<ChildStdout>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the provider is installed: as the Makefile says, else where it would.
fn folder() -> PathBuf {
    let named = std::env::var_os("ERRPREDICT_TEST_OIDC").map(PathBuf::from);
    let cache = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/errpredict/oidc");
    named.unwrap_or_else(cache)
}

impl Provider {
    /// Starts it; none, and a line that is seen, where it is not installed.
    fn start() -> Option<Provider> {
        let folder = folder();
        let is_there = folder.join("node_modules/oidc-provider").is_dir()
            && Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
        if !is_there {
            // Past the capture of the test's output.
            let _ = writeln!(
                std::io::stderr(),
                "NOT CHECKED: sign-in at a real provider: node or {} is missing; `make test-rust` installs it",
                folder.join("node_modules/oidc-provider").display(),
            );
            return None;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc/provider.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .arg(&folder)
            .arg(BACK)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        assert!(line.starts_with("http://"), "{line:?}");
        Some(Provider { issuer: line.trim().to_owned(), process, _said: said })
    }

    fn config(&self) -> Config {
        let roles = [("ops", Role::Operator), ("leads", Role::Admin)];
        Config {
            oidc_issuer: Some(self.issuer.clone()),
            oidc_client_id: Some("errpredict".to_owned()),
            oidc_client_secret: Some(Secret::new("a secret: with & signs")),
            oidc_redirect_url: Some(BACK.to_owned()),
            oidc_roles: roles.map(|(group, role)| (group.to_owned(), role)).to_vec(),
            oidc_tenant: "own".to_owned(),
            ..config()
        }
    }
}

/// Goes through the pages of the provider as `name`; gives the address that the browser is sent back to.
async fn sign_in(api: &Api, browser: &mut Browser, name: &str) -> String {
    sign_in_from(api, browser, name, "/api/ml/auth/oidc/login").await
}

async fn sign_in_from(api: &Api, browser: &mut Browser, name: &str, from: &str) -> String {
    let login = format!("http://{}{from}", api.address);
    let page = browser.go("GET", &login, "").await;
    assert_eq!(page.status, 303, "{page:?}");
    let (mut page, mut at) = browser.follow(page, login, BACK).await;
    while !at.starts_with(BACK) {
        let action = page.body.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
        let action = action.unwrap_or_else(|| panic!("no form: {page:?}")).to_owned();
        let form = match page.body.contains("value=\"login\"") {
            true => format!("prompt=login&login={name}&password=x"),
            false => "prompt=consent".to_owned(),
        };
        let sent = browser.go("POST", &action, &form).await;
        (page, at) = browser.follow(sent, action, BACK).await;
    }
    at
}

/// The same address at the service itself.
fn here(api: &Api, back: &str) -> String {
    back.replacen("http://127.0.0.1:1/", &format!("http://{}/", api.address), 1)
}

async fn finish(api: &Api, browser: &mut Browser, back: &str) -> Page {
    browser.go("GET", &here(api, back), "").await
}

async fn whole(api: &Api, name: &str) -> Page {
    let mut browser = Browser::default();
    let back = sign_in(api, &mut browser, name).await;
    finish(api, &mut browser, &back).await
}

fn problem(page: &Page, status: u16, word: &str) {
    assert_eq!(page.status, status, "{page:?}");
    let said: Value = page.json();
    assert!(said["detail"].as_str().unwrap().contains(word), "{said}");
}

#[test]
fn people_sign_in_at_a_real_provider_with_the_roles_of_their_groups() {
    let Some(provider) = Provider::start() else { return };
    run(async {
        let api = Api::start(provider.config()).await;
        let own = api.store.tenant_named("own").await.unwrap();
        own.create_principal("admin", "person", &["admin"]).await.unwrap();

        let mut browser = Browser::default();
        let back = sign_in(&api, &mut browser, "ada").await;
        let mut planted = browser.clone();
        let done = finish(&api, &mut browser, &back).await;
        assert_eq!(done.status, 200, "{done:?}");
        let cookies: Vec<&str> = done.headers("set-cookie").collect();
        assert!(cookies.len() == 1 && cookies[0].contains("Max-Age=0"), "{cookies:?}");
        assert_eq!(done.headers("cache-control").next(), Some("no-store"));
        assert_eq!(done.headers("referrer-policy").next(), Some("no-referrer"));
        let access = done.json()["access"].as_str().unwrap().to_owned();
        assert_eq!(api.get("models/", &access).await.status, 200);
        assert_eq!(api.post("trigger-analysis/", &access, json!({})).await.status, 202, "an operator");
        assert_eq!(api.get("users/", &access).await.status, 403, "and no admin");

        // The code was used: whoever has the whole address and the cookie gets nothing for it.
        problem(&finish(&api, &mut planted, &back).await, 401, "code");
        // A second sign-in is the same principal.
        assert_eq!(whole(&api, "ada").await.status, 200);
        let all = own.principals().await.unwrap();
        let found: Vec<_> = all.iter().filter(|one| one.name == "ada").collect();
        assert!(found.len() == 1 && found[0].roles == ["operator"], "{all:?}");

        // An admin by the group, whose name is taken by nobody.
        let grace = whole(&api, "grace").await.json()["access"].as_str().unwrap().to_owned();
        assert_eq!(api.get("users/", &grace).await.status, 200);
        // Without a group that counts nobody comes in, and none is made.
        problem(&whole(&api, "eve").await, 403, "auth.oidc_roles");
        assert!(own.principal_named("eve").await.unwrap().is_none());
        // Whoever is called like a principal of ours does not become it.
        problem(&whole(&api, "admin").await, 409, "auth.oidc_name_claim");
        assert_eq!(own.principal_named("admin").await.unwrap().unwrap().roles, ["admin"]);

        // Groups change, and roles with the next sign-in.
        assert_eq!(whole(&api, "moving").await.status, 200);
        ask("GET", &format!("{}/groups/moving/leads", provider.issuer), &[], "").await;
        assert_eq!(whole(&api, "moving").await.status, 200);
        assert_eq!(own.principal_named("moving").await.unwrap().unwrap().roles, ["admin"]);
        ask("GET", &format!("{}/groups/moving/", provider.issuer), &[], "").await;
        problem(&whole(&api, "moving").await, 403, "auth.oidc_roles");
        let moved = own.principal_named("moving").await.unwrap().unwrap();
        assert!(moved.roles.is_empty(), "{moved:?}");
        // Whom an admin has shut out stays out, whatever the provider says.
        let ada = own.principal_named("ada").await.unwrap().unwrap();
        own.set_active(ada.id, false).await.unwrap();
        problem(&whole(&api, "ada").await, 401, "may no longer");
        assert!(own.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn a_sign_in_that_began_on_a_page_ends_on_one() {
    let Some(provider) = Provider::start() else { return };
    run(async {
        let api = Api::start(provider.config()).await;
        api.store.tenant_named("own").await.unwrap();
        let page = |path: &str| format!("http://{}{path}", api.address);
        let mut browser = Browser::default();
        let asked = browser.go("GET", &page("/sign-in"), "").await;
        assert!(asked.body.contains("href=\"/sign-in/provider\""), "{asked:?}");
        let back = sign_in_from(&api, &mut browser, "ada", "/sign-in/provider").await;
        let mut planted = browser.clone();
        let done = finish(&api, &mut browser, &back).await;
        assert_eq!((done.status, done.location()), (303, "/"), "{done:?}");
        assert!(!done.body.contains("access"), "no token is shown on a page");
        let shown = browser.go("GET", &page("/"), "").await;
        assert!(shown.status == 200 && shown.body.contains("<span class=\"who\">ada</span>"), "{shown:?}");
        // Whoever has the address and the cookies of before gets nothing.
        assert_eq!(finish(&api, &mut planted, &back).await.status, 401);
        // A program that begins at the API gets its tokens, as before.
        assert!(whole(&api, "ada").await.json()["access"].is_string());
        // Without a group that counts nobody comes in here either.
        let mut eve = Browser::default();
        let back = sign_in_from(&api, &mut eve, "eve", "/sign-in/provider").await;
        problem(&finish(&api, &mut eve, &back).await, 403, "auth.oidc_roles");
        assert_eq!(eve.go("GET", &page("/"), "").await.status, 303);
    });
}

#[test]
fn a_sign_in_belongs_to_the_browser_that_began_it() {
    let Some(provider) = Provider::start() else { return };
    run(async {
        let api = Api::start(provider.config()).await;
        api.store.tenant_named("own").await.unwrap();
        let (mut ada, mut eve) = (Browser::default(), Browser::default());
        let of_ada = sign_in(&api, &mut ada, "ada").await;
        let of_eve = sign_in(&api, &mut eve, "eve").await;
        let mut empty = Browser::default();
        problem(&finish(&api, &mut empty, &of_ada).await, 401, "this browser");
        // Eve's address in Ada's browser, as a link in a mail would do it.
        problem(&finish(&api, &mut ada.clone(), &of_eve).await, 401, "another sign-in");
        let with_other = |name: &str, value: &str| {
            let (path, query) = of_ada.split_once('?').unwrap();
            let pairs = query.split('&').map(|pair| match pair.split_once('=') {
                Some((of, _)) if of == name => format!("{name}={value}"),
                _ => pair.to_owned(),
            });
            format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
        };
        problem(&finish(&api, &mut ada.clone(), &with_other("state", "x")).await, 401, "another sign-in");
        problem(
            &finish(&api, &mut ada.clone(), &with_other("iss", "http%3A%2F%2Fevil")).await,
            401,
            "issuer",
        );
        problem(&finish(&api, &mut ada.clone(), &with_other("code", "guessed")).await, 401, "code");
        problem(&finish(&api, &mut ada.clone(), &with_other("code", "")).await, 401, "code");
        // Groups in the address are no groups.
        let mut groups = with_other("code", "guessed");
        groups.push_str("&groups=leads");
        problem(&finish(&api, &mut ada.clone(), &groups).await, 401, "code");
        // It holds for two seconds there.
        tokio::time::sleep(std::time::Duration::from_millis(3_100)).await;
        problem(&finish(&api, &mut ada, &of_ada).await, 401, "code");
    });
}

#[test]
fn a_client_without_a_secret_has_pkce() {
    let Some(provider) = Provider::start() else { return };
    run(async {
        let public = Config {
            oidc_client_id: Some("errpredict-public".to_owned()),
            oidc_client_secret: None,
            oidc_name_claim: "email".to_owned(),
            ..provider.config()
        };
        let api = Api::start(public).await;
        let own = api.store.tenant_named("own").await.unwrap();
        assert_eq!(whole(&api, "ada").await.status, 200);
        assert!(own.principal_named("ada@example.com").await.unwrap().is_some());
        let login = ask("GET", &format!("http://{}/api/ml/auth/oidc/login", api.address), &[], "").await;
        let cookie = login.headers("set-cookie").next().unwrap();
        for word in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600"] {
            assert!(cookie.contains(word), "{cookie}");
        }
        for word in ["code_challenge_method=S256", "response_type=code", "state=", "nonce=", "scope=openid"] {
            assert!(login.location().contains(word), "{}", login.location());
        }
        // Another secret does not open it.
        let wrong = Config { oidc_client_secret: Some(Secret::new("another")), ..provider.config() };
        let api = Api::start(wrong).await;
        api.store.tenant_named("own").await.unwrap();
        problem(&whole(&api, "ada").await, 401, "code");
    });
}
