//! Tokens that must not open anything, one by one, and those that must.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errpredict_server::{Config, Role, Secret};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use crate::client::{Api, SECRET, config};
use crate::common::run;

const OTHER: &str = "ffffffffffffffffffffffffffffffff";

pub(crate) fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

pub(crate) fn signed(header: &Value, claims: &Value, algorithm: Algorithm, key: &EncodingKey) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

pub(crate) fn hs256(claims: &Value, secret: &[u8]) -> String {
    signed(
        &json!({"alg": "HS256", "typ": "JWT"}),
        claims,
        Algorithm::HS256,
        &EncodingKey::from_secret(secret).unwrap(),
    )
}

pub(crate) fn elliptic() -> EncodingKey {
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    EncodingKey::from_ec_der(pkcs8.as_ref())
}

pub(crate) fn rsa() -> EncodingKey {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    // The key itself stands behind 26 bytes that say what it is (RFC 5208).
    EncodingKey::from_rsa_der(&pkcs8.as_ref()[26..])
}

pub(crate) fn jwk(key: &EncodingKey, algorithm: Algorithm, id: &str) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(id.to_owned());
    serde_json::to_value(jwk).unwrap()
}

pub(crate) fn seconds() -> i64 {
    i64::try_from(jsonwebtoken::get_current_timestamp()).unwrap()
}

/// The claims of a token of ours, as they stand in it.
fn claims_of(token: &str) -> Value {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn with(claims: &Value, name: &str, value: Option<Value>) -> Value {
    let mut claims = claims.clone();
    match value {
        Some(value) => claims[name] = value,
        None => {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    claims
}

#[test]
fn what_is_forged_opens_nothing() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jwks.json");
        let (ours, public) = (rsa(), elliptic());
        let set = json!({"keys": [jwk(&ours, Algorithm::RS256, "r1"), jwk(&public, Algorithm::ES256, "e1")]});
        std::fs::write(&file, set.to_string()).unwrap();
        let config = Config {
            jwks_file: Some(file.clone()),
            external_issuer: Some("https://id.example".to_owned()),
            external_audience: Some("errpredict".to_owned()),
            previous_secrets: vec![Secret::new(OTHER)],
            ..config()
        };
        let api = Api::start(config).await;
        let key = api.key("own", "ada", Role::Admin).await;
        let token = api.token(&key).await;
        let claims = claims_of(&token);
        assert_eq!(api.get("models/", &token).await.status, 200);
        // The same claims, signed as ours are, and with the secret before.
        assert_eq!(api.get("models/", &hs256(&claims, SECRET.as_bytes())).await.status, 200);
        assert_eq!(api.get("models/", &hs256(&claims, OTHER.as_bytes())).await.status, 200, "rotation");

        let external = json!({"sub": "bob", "tenant": "own", "roles": ["viewer"], "iss": "https://id.example", "aud": "errpredict",
            "exp": seconds() + 60});
        let good = |alg: &str, id: &str| json!({"alg": alg, "kid": id, "typ": "JWT"});
        let es = signed(&good("ES256", "e1"), &external, Algorithm::ES256, &public);
        let rs = signed(&good("RS256", "r1"), &external, Algorithm::RS256, &ours);
        for token in [&es, &rs] {
            assert_eq!(api.get("models/", token).await.status, 200);
            assert_eq!(api.get("users/", token).await.status, 403, "a viewer is no admin");
        }

        let attacker = elliptic();
        let own_public = jwk(&attacker, Algorithm::ES256, "e1");
        let modulus = URL_SAFE_NO_PAD.decode(set["keys"][0]["n"].as_str().unwrap()).unwrap();
        let mut forged: Vec<(String, String)> = Vec::new();
        for none in ["none", "None", "NONE", "nOnE", ""] {
            let header = json!({"alg": none, "typ": "JWT"});
            forged.push((format!("alg {none:?}"), format!("{}.{}.", part(&header), part(&claims))));
        }
        let unsigned = format!("{}.{}", part(&json!({"alg": "HS256"})), part(&claims));
        forged.push(("no signature".into(), format!("{unsigned}.")));
        forged.push(("two parts".into(), unsigned.clone()));
        let empty = hmac_with_nothing(&unsigned);
        forged.push(("an empty key".into(), empty));
        for (what, secret) in [
            ("the modulus as secret", modulus.as_slice()),
            ("the public key's JSON as secret", set["keys"][0].to_string().as_bytes()),
            ("the file as secret", set.to_string().as_bytes()),
            ("another secret", b"another secret that is 32 bytes!"),
        ] {
            for (whose, claims) in [("own", &claims), ("external", &external)] {
                forged.push((format!("{what}, {whose} claims"), hs256(claims, secret)));
            }
        }
        for id in ["../../../../dev/null", "' or '1'='1", "e1\0", "", "E1", "r1", "http://evil.example/keys"]
        {
            forged.push((
                format!("kid {id:?}"),
                signed(&good("ES256", id), &external, Algorithm::ES256, &attacker),
            ));
        }
        for (name, value) in [
            ("jwk", own_public.clone()),
            ("jku", json!("http://127.0.0.1:1/jwks")),
            ("x5u", json!("http://127.0.0.1:1/cert")),
            ("x5c", json!(["MIIB"])),
            ("crit", json!(["exp"])),
            ("crit", json!(["b64"])),
            ("b64", json!(false)),
            ("zip", json!("DEF")),
        ] {
            let mut header = good("ES256", "e1");
            header[name] = value.clone();
            forged.push((
                format!("header {name}, attacker's key"),
                signed(&header, &external, Algorithm::ES256, &attacker),
            ));
            // Even where the signature holds, what is not understood is not passed over.
            forged.push((
                format!("header {name}, right key"),
                signed(&header, &external, Algorithm::ES256, &public),
            ));
        }
        for (name, value) in [
            ("exp", Some(json!(seconds() - 120))),
            ("exp", None),
            ("exp", Some(json!("soon"))),
            ("nbf", Some(json!(seconds() + 3_600))),
            ("nbf", None),
            ("iss", Some(json!("somebody"))),
            ("iss", None),
            ("aud", Some(json!("somebody"))),
            ("aud", Some(json!(["somebody"]))),
            ("aud", None),
            ("sub", None),
            ("sub", Some(json!("00000000-0000-0000-0000-000000000000"))),
            ("tenant", None),
            ("tenant", Some(json!("00000000-0000-0000-0000-000000000000"))),
            ("sid", None),
            ("sid", Some(json!("00000000-0000-0000-0000-000000000000"))),
            ("token_type", Some(json!("refresh"))),
            ("token_type", None),
        ] {
            let changed = with(&claims, name, value.clone());
            forged.push((format!("own {name} {value:?}"), hs256(&changed, SECRET.as_bytes())));
        }
        for (name, value) in [
            ("exp", Some(json!(seconds() - 120))),
            ("exp", None),
            ("nbf", Some(json!(seconds() + 3_600))),
            ("iss", Some(json!("https://evil.example"))),
            ("iss", None),
            ("aud", Some(json!("shop"))),
            ("aud", None),
            ("sub", None),
            ("sub", Some(json!(""))),
            ("tenant", None),
            ("tenant", Some(json!("nobody's"))),
            ("tenant", Some(json!(7))),
            ("token_type", Some(json!("refresh"))),
        ] {
            let changed = with(&external, name, value.clone());
            forged.push((
                format!("external {name} {value:?}"),
                signed(&good("ES256", "e1"), &changed, Algorithm::ES256, &public),
            ));
        }
        for text in ["", ".", "..", "...", "a.b.c", "é.é.é", "epk_", "epr_"] {
            forged.push((format!("{text:?}"), text.to_owned()));
        }
        for (what, token) in &forged {
            let answer = api.get("models/", token).await;
            assert_eq!(answer.status, 401, "{what}: {}", String::from_utf8_lossy(&answer.body));
            assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET), "{what}");
        }
        assert!(forged.len() > 70, "{}", forged.len());
        let long = hs256(&with(&claims, "more", Some(json!("x".repeat(1 << 20)))), SECRET.as_bytes());
        let status = api.get("models/", &long).await.status;
        assert!([401, 431].contains(&status), "1 MB: {status}");
        let longish = hs256(&with(&claims, "more", Some(json!("x".repeat(10 << 10)))), SECRET.as_bytes());
        assert_eq!(api.get("models/", &longish).await.status, 401);

        // Keys are rotated by writing the file anew.
        let next = elliptic();
        let rotated = json!({"keys": [jwk(&next, Algorithm::ES256, "e2")]});
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        std::fs::write(&file, rotated.to_string()).unwrap();
        let fresh = signed(&good("ES256", "e2"), &external, Algorithm::ES256, &next);
        assert_eq!(api.get("models/", &fresh).await.status, 200);
        assert_eq!(api.get("models/", &es).await.status, 401, "the key was taken out");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        std::fs::write(&file, "{half written").unwrap();
        assert_eq!(api.get("models/", &fresh).await.status, 200, "a file that is not whole changes nothing");
    });
}

/// HMAC-SHA256 with an empty key, which no library signs with.
fn hmac_with_nothing(message: &str) -> String {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &[]);
    let tag = aws_lc_rs::hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
}

#[test]
fn tokens_of_simple_jwt_are_taken_where_the_key_is_shared() {
    run(async {
        let config = Config {
            external_secret: Some(Secret::new("django-insecure-0123456789abcdef0123456789")),
            external_tenant: Some("own".to_owned()),
            external_role: Some(Role::Viewer),
            ..config()
        };
        let api = Api::start(config).await;
        let secret = b"django-insecure-0123456789abcdef0123456789";
        // As rest_framework_simplejwt 5 writes it.
        let claims = json!({"token_type": "access", "exp": seconds() + 300, "iat": seconds(), "jti": "4f1c", "user_id": 7});
        assert_eq!(
            api.get("models/", &hs256(&claims, secret)).await.status,
            401,
            "its tenant is not there yet"
        );
        let own = api.store.tenant_named("own").await.unwrap();
        let token = hs256(&claims, secret);
        assert_eq!(api.get("models/", &token).await.status, 200);
        assert_eq!(api.get("users/", &token).await.status, 403);
        for name in ["ada\nGET /", "ada\u{1b}[2J", ""] {
            let named = hs256(&with(&claims, "user_id", Some(json!(name))), secret);
            assert_eq!(api.get("models/", &named).await.status, 401, "{name:?} is no name");
        }
        // Whom we know has the roles that were given here.
        let known = own.create_principal("7", "person", &["admin"]).await.unwrap();
        assert_eq!(api.get("users/", &token).await.status, 200);
        own.create_principal("other admin", "person", &["admin"]).await.unwrap();
        own.set_active(known, false).await.unwrap();
        assert_eq!(api.get("models/", &token).await.status, 401);
        let refresh = with(&claims, "token_type", Some(json!("refresh")));
        assert_eq!(api.get("models/", &hs256(&refresh, secret)).await.status, 401);
        assert_eq!(
            api.get("models/", &hs256(&claims, b"django-insecure-fedcba9876543210fedcba98765")).await.status,
            401
        );
    });
}

#[test]
fn a_session_goes_on_by_its_refresh_token_once_and_ends_as_a_whole() {
    run(async {
        let api = Api::start(config()).await;
        let key = api.key("own", "ada", Role::Viewer).await;
        let begin = async || {
            api.send("POST", "auth/token/", None, &[], json!({"key": key}).to_string().as_bytes()).await.ok()
        };
        let refresh = async |token: &Value| {
            api.send("POST", "auth/refresh/", None, &[], json!({"refresh": token}).to_string().as_bytes())
                .await
        };
        let first = begin().await;
        let second = refresh(&first["refresh"]).await.ok();
        assert_ne!(first["refresh"], second["refresh"]);
        let access = second["access"].as_str().unwrap();
        assert_eq!(api.get("models/", access).await.status, 200);
        // Taken a second time it is in two hands.
        assert_eq!(refresh(&first["refresh"]).await.refused(401), "unauthorized");
        assert_eq!(api.get("models/", access).await.status, 401, "the session has ended");
        assert_eq!(refresh(&second["refresh"]).await.status, 401);

        let other = begin().await;
        let access = other["access"].as_str().unwrap();
        assert_eq!(api.get("models/", access).await.status, 200);
        let end = json!({"refresh": other["refresh"]}).to_string();
        assert_eq!(api.send("POST", "auth/revoke/", None, &[], end.as_bytes()).await.ok()["ended"], true);
        assert_eq!(api.get("models/", access).await.status, 401, "revoked");
        assert_eq!(refresh(&other["refresh"]).await.status, 401);
        for wrong in ["", "epr_", "epr_00000000000000000000000000000000_0", "x"] {
            assert_eq!(refresh(&json!(wrong)).await.status, 401, "{wrong}");
        }
        assert_eq!(api.send("POST", "auth/token/", None, &[], br#"{"key": "epk_x"}"#).await.status, 401);
    });
}
