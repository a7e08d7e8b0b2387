//! A provider that lies, one lie after the other: a real one would not. And keys by their address, which change.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use errpredict_server::{Config, Role, Secret};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use super::browser::{Browser, Page, ask};
use crate::client::{Api, config};
use crate::common::run;
use crate::jwt::{elliptic, jwk, part, rsa, seconds, signed};

const CLIENT_SECRET: &str = "the secret of the client: 32 bytes";

/// What is answered next.
#[derive(Clone, Default)]
struct Answers {
    document: Value,
    keys: Value,
    tokens: Value,
    person: Value,
}

#[derive(Clone, Default)]
struct Liar {
    answers: Arc<Mutex<Answers>>,
    /// How often keys were asked for.
    asked: Arc<AtomicUsize>,
}

impl Liar {
    async fn start() -> (Liar, String) {
        let liar = Liar::default();
        let answered = |pick: fn(&Answers) -> Value| {
            move |State(liar): State<Liar>| async move { Json(pick(&liar.answers.lock().unwrap())) }
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(answered(|all| all.document.clone())))
            .route(
                "/keys",
                get(|State(liar): State<Liar>| async move {
                    liar.asked.fetch_add(1, Ordering::Relaxed);
                    Json(liar.answers.lock().unwrap().keys.clone())
                }),
            )
            .route("/token", post(answered(|all| all.tokens.clone())))
            .route("/person", get(answered(|all| all.person.clone())))
            .with_state(liar.clone());
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        liar.set(|all| all.document = document(&issuer));
        (liar, issuer)
    }

    fn set(&self, change: impl FnOnce(&mut Answers)) {
        change(&mut self.answers.lock().unwrap());
    }
}

fn document(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "userinfo_endpoint": format!("{issuer}/person"),
    })
}

fn settings(issuer: &str) -> Config {
    Config {
        oidc_issuer: Some(issuer.to_owned()),
        oidc_client_id: Some("us".to_owned()),
        oidc_client_secret: Some(Secret::new(CLIENT_SECRET)),
        oidc_redirect_url: Some("http://127.0.0.1:1/api/ml/auth/oidc/callback".to_owned()),
        oidc_roles: vec![("ops".to_owned(), Role::Viewer)],
        oidc_tenant: "own".to_owned(),
        ..config()
    }
}

fn of_query<'a>(url: &'a str, name: &str) -> &'a str {
    let query = url.split_once('?').unwrap().1;
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(of, _)| *of == name).unwrap().1
}

/// Begins a sign-in, lets the provider answer with what `lie` makes of the nonce, and ends it.
async fn signed_in(api: &Api, liar: &Liar, lie: impl FnOnce(&str) -> String) -> Page {
    let mut browser = Browser::default();
    let login = browser.go("GET", &format!("http://{}/api/ml/auth/oidc/login", api.address), "").await;
    assert_eq!(login.status, 303, "{login:?}");
    let (state, nonce) = (of_query(login.location(), "state"), of_query(login.location(), "nonce"));
    let token = lie(nonce);
    liar.set(|all| all.tokens = json!({"id_token": token, "access_token": "a", "token_type": "Bearer"}));
    let back = format!("http://{}/api/ml/auth/oidc/callback?code=c&state={state}", api.address);
    browser.go("GET", &back, "").await
}

/// A token for a nonce.
type Token<'a> = dyn Fn(&str) -> String + 'a;

#[test]
fn a_provider_that_lies_is_not_believed() {
    run(async {
        let (liar, issuer) = Liar::start().await;
        let (key, other) = (elliptic(), elliptic());
        let public = jwk(&key, Algorithm::ES256, "k1");
        liar.set(|all| {
            all.keys = json!({"keys": [public]});
            all.person = json!({"sub": "s-1", "groups": ["ops"]});
        });
        let api = Api::start(settings(&issuer)).await;
        api.store.tenant_named("own").await.unwrap();
        let header = json!({"alg": "ES256", "kid": "k1", "typ": "JWT"});
        let good = |nonce: &str| {
            json!({"iss": issuer, "aud": "us", "sub": "s-1", "nonce": nonce, "iat": seconds(), "exp": seconds() + 60,
                "groups": ["ops"], "preferred_username": "ada"})
        };
        let told = |nonce: &str, name: &str, value: Value| {
            let mut claims = good(nonce);
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(name);
            } else {
                claims[name] = value;
            }
            signed(&header, &claims, Algorithm::ES256, &key)
        };
        // What is true is believed, so that a lie is refused for what it is.
        let done = signed_in(&api, &liar, |nonce| told(nonce, "azp", json!("us"))).await;
        assert_eq!(done.status, 200, "{done:?}");
        let done = signed_in(&api, &liar, |nonce| told(nonce, "aud", json!(["us"]))).await;
        assert_eq!(done.status, 200, "{done:?}");

        let lies = [
            ("nonce", json!("another"), "another sign-in"),
            ("nonce", Value::Null, "another sign-in"),
            ("nonce", json!(7), "another sign-in"),
            ("iss", json!("https://evil.example"), "issuer"),
            ("iss", Value::Null, "claim"),
            ("aud", json!("them"), "audience"),
            ("aud", json!(["them"]), "audience"),
            ("aud", json!(["us", "them"]), "another program"),
            ("aud", Value::Null, "claim"),
            ("azp", json!("them"), "another program"),
            ("exp", json!(seconds() - 120), "expired"),
            ("exp", Value::Null, "claim"),
            ("nbf", json!(seconds() + 600), "yet"),
            ("sub", Value::Null, "claim"),
            ("sub", json!(""), "nobody"),
        ];
        for (name, value, word) in lies {
            let page = signed_in(&api, &liar, |nonce| told(nonce, name, value.clone())).await;
            assert_eq!(page.status, 401, "{name} {value}: {page:?}");
            assert!(page.body.contains(word), "{name} {value}: {}", page.body);
        }
        // Signed by somebody else, or by nobody.
        let forged = |header: Value, claims: &Value| signed(&header, claims, Algorithm::ES256, &other);
        let shared = EncodingKey::from_secret(CLIENT_SECRET.as_bytes()).unwrap();
        let tokens: [(&str, &Token<'_>); 5] = [
            ("another key", &|nonce| forged(header.clone(), &good(nonce))),
            ("a key that is brought along", &|nonce| {
                let jwk = jwk(&other, Algorithm::ES256, "k1");
                forged(json!({"alg": "ES256", "kid": "k1", "jwk": jwk}), &good(nonce))
            }),
            ("nobody", &|nonce| format!("{}.{}.", part(&json!({"alg": "none"})), part(&good(nonce)))),
            ("the client's secret", &|nonce| {
                signed(&json!({"alg": "HS256"}), &good(nonce), Algorithm::HS256, &shared)
            }),
            ("no token", &|_| "x".to_owned()),
        ];
        for (what, token) in tokens {
            let page = signed_in(&api, &liar, token).await;
            assert_eq!(page.status, 401, "{what}: {page:?}");
        }
        // Groups that are said of somebody else.
        liar.set(|all| all.person = json!({"sub": "s-2", "groups": ["ops"]}));
        let page = signed_in(&api, &liar, |nonce| told(nonce, "groups", Value::Null)).await;
        assert_eq!(page.status, 503, "{page:?}");
        // Groups that are none.
        for groups in [json!({"ops": true}), json!("ops,leads"), json!([["ops"]])] {
            let page = signed_in(&api, &liar, |nonce| told(nonce, "groups", groups.clone())).await;
            assert_eq!(page.status, 403, "{groups}: {page:?}");
        }
        let denied = ask(
            "GET",
            &format!("http://{}/api/ml/auth/oidc/callback?error=access_denied", api.address),
            &[],
            "",
        )
        .await;
        assert_eq!(denied.status, 401);
        // Nothing in all of that made somebody.
        let own = api.store.tenant_named("own").await.unwrap();
        let names: Vec<String> = own.principals().await.unwrap().into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["ada"]);
    });
}

#[test]
fn a_document_that_lies_is_not_believed() {
    run(async {
        for (name, value) in [
            ("issuer", "https://evil.example"),
            ("token_endpoint", "http://evil.example/token"),
            ("jwks_uri", "http://evil.example/keys"),
            ("authorization_endpoint", "http://evil.example/a"),
            ("jwks_uri", "file:///etc/passwd"),
        ] {
            let (liar, issuer) = Liar::start().await;
            liar.set(|all| all.document[name] = json!(value));
            let api = Api::start(settings(&issuer)).await;
            let login = ask("GET", &format!("http://{}/api/ml/auth/oidc/login", api.address), &[], "").await;
            assert_eq!(login.status, 503, "{name}: {login:?}");
            assert!(!login.body.contains("evil"), "{login:?}");
        }
        // Nobody answers.
        let api = Api::start(settings("http://127.0.0.1:9")).await;
        let login = format!("http://{}/api/ml/auth/oidc/login", api.address);
        assert_eq!(ask("GET", &login, &[], "").await.status, 503);
        let again = ask("GET", &login, &[], "").await;
        assert!(again.status == 503 && again.body.contains("a moment ago"), "{again:?}");
        // Nothing is configured.
        let api = Api::start(config()).await;
        let login = ask("GET", &format!("http://{}/api/ml/auth/oidc/login", api.address), &[], "").await;
        assert_eq!(login.status, 404);
    });
}

#[test]
fn keys_of_an_address_are_fetched_and_rotated_and_not_too_often() {
    run(async {
        let (liar, issuer) = Liar::start().await;
        let (first, second) = (rsa(), elliptic());
        liar.set(|all| all.keys = json!({"keys": [jwk(&first, Algorithm::RS256, "a")]}));
        let with_url = |url: String| Config {
            jwks_url: Some(url),
            external_issuer: Some("https://id.example".to_owned()),
            external_audience: Some("errpredict".to_owned()),
            ..config()
        };
        let api = Api::start(with_url(format!("{issuer}/keys"))).await;
        api.store.tenant_named("own").await.unwrap();
        let claims = json!({"sub": "bob", "tenant": "own", "roles": ["viewer"], "iss": "https://id.example",
            "aud": "errpredict", "exp": seconds() + 600});
        let token = |id: &str, algorithm: Algorithm, key: &EncodingKey| {
            let name = if algorithm == Algorithm::RS256 { "RS256" } else { "ES256" };
            signed(&json!({"alg": name, "kid": id}), &claims, algorithm, key)
        };
        let of_first = token("a", Algorithm::RS256, &first);
        for _ in 0..5 {
            assert_eq!(api.get("models/", &of_first).await.status, 200);
        }
        assert_eq!(liar.asked.load(Ordering::Relaxed), 1, "kept");
        // Keys that nobody knows make nobody ask again and again.
        for i in 0..30 {
            let odd = token(&format!("odd-{i}"), Algorithm::ES256, &second);
            assert_eq!(api.get("models/", &odd).await.status, 401);
        }
        assert_eq!(liar.asked.load(Ordering::Relaxed), 1, "asked a moment ago");
        tokio::time::sleep(std::time::Duration::from_millis(10_100)).await;
        liar.set(|all| all.keys = json!({"keys": [jwk(&second, Algorithm::ES256, "b")]}));
        let of_second = token("b", Algorithm::ES256, &second);
        assert_eq!(api.get("models/", &of_second).await.status, 200, "rotated");
        assert_eq!(liar.asked.load(Ordering::Relaxed), 2);
        assert_eq!(api.get("models/", &of_first).await.status, 401, "the key was taken out");

        let nowhere = Api::start(with_url("http://127.0.0.1:9/keys".to_owned())).await;
        nowhere.store.tenant_named("own").await.unwrap();
        assert_eq!(nowhere.get("models/", &of_first).await.refused(503), "unavailable");
    });
}
