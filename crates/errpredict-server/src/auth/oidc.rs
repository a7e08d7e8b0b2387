//! Sign-in at a provider of OpenID Connect: the authorization code flow with PKCE (RFC 7636, S256), a state and a nonce.
//!
//! What belongs to one sign-in is derived from a random text in the browser's cookie and from the secret of the service, so that no
//! process has to remember anything: state and nonce, which the provider gives back, and the verifier, which only the provider gets.
//! Whoever has not the cookie ends no sign-in, and whoever plants one ends only the one that belongs to it.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errpredict::Timestamp;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

use super::jwt::{Keys, UNREACHABLE};
use super::provider::{Provider, form};
use crate::clock::instant;
use crate::config::Config;
use crate::problem::{Answered, Problem};
use crate::role::Role;
use crate::secret::random;

/// How long a person may take to sign in.
pub(crate) const COOKIE_MAX_AGE_S: i64 = 600;
/// The document of a provider is asked for again after this.
const FRESH: Duration = Duration::from_secs(3_600);
/// After a failure it is not asked for so long: nobody waits for what did not answer a moment ago.
const AGAIN: Duration = Duration::from_secs(5);
/// Groups of a person that are looked at.
const MOST_GROUPS: usize = 1_000;

/// What the provider sends the browser back with.
#[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
pub(crate) struct Back {
    /// The code that tokens are given for.
    pub(crate) code: Option<String>,
    /// What the sign-in began with.
    pub(crate) state: Option<String>,
    /// Who answers (RFC 9207).
    pub(crate) iss: Option<String>,
    /// Why there is no code.
    pub(crate) error: Option<String>,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Who it is for the provider: this never changes, and is nobody else's.
    pub(crate) subject: String,
    /// What it is called.
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
}

/// Sign-in at the provider of the configuration.
#[derive(Default)]
pub(crate) struct Oidc(tokio::sync::Mutex<Held>);

#[derive(Default)]
struct Held {
    found: Option<(Instant, Arc<Provider>)>,
    failed: Option<Instant>,
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Oidc")
    }
}

impl Oidc {
    async fn provider(&self, config: &Config) -> Answered<Arc<Provider>> {
        let issuer = config.oidc_issuer.as_deref();
        let issuer = issuer
            .ok_or_else(|| Problem::not_found("sign-in by OpenID Connect here: set auth.oidc_issuer"))?;
        let mut held = self.0.lock().await;
        if let Some((at, provider)) = &held.found
            && instant().duration_since(*at) < FRESH
        {
            return Ok(provider.clone());
        }
        if held.failed.is_some_and(|at| instant().duration_since(at) < AGAIN) {
            let detail = "the provider of sign-in could not be reached a moment ago";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail));
        }
        match Provider::discover(issuer).await {
            Ok(provider) => {
                let provider = Arc::new(provider);
                *held = Held { found: Some((instant(), provider.clone())), failed: None };
                Ok(provider)
            }
            Err(error) => {
                held.failed = Some(instant());
                tracing::error!(error = %error, "the provider of sign-in cannot be used");
                // Where it was before it still is, perhaps.
                held.found.as_ref().map(|(_, provider)| provider.clone()).ok_or_else(|| error.into())
            }
        }
    }

    /// Where a browser is sent, and the cookie that it comes back with.
    pub(crate) async fn begin(
        &self,
        config: &Config,
        keys: &Keys,
        now: Timestamp,
    ) -> Answered<(String, String)> {
        let provider = self.provider(config).await?;
        let cookie = format!("{}.{}", random()?, now.ms());
        let verifier = keys.sealed(VERIFIER, &cookie);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let query = form(&[
            ("response_type", "code"),
            ("client_id", config.oidc_client_id.as_deref().unwrap_or_default()),
            ("redirect_uri", config.oidc_redirect_url.as_deref().unwrap_or_default()),
            ("scope", config.oidc_scopes.as_str()),
            ("state", keys.sealed(STATE, &cookie).as_str()),
            ("nonce", keys.sealed(NONCE, &cookie).as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        let first = if provider.authorization.contains('?') { '&' } else { '?' };
        Ok((format!("{}{first}{query}", provider.authorization), cookie))
    }

    /// Who signed in.
    pub(crate) async fn finish(
        &self,
        config: &Config,
        keys: &Keys,
        now: Timestamp,
        cookie: Option<&str>,
        back: &Back,
    ) -> Answered<Person> {
        let provider = self.provider(config).await?;
        let cookie =
            cookie.ok_or_else(|| refused("this browser has not begun to sign in, or too long ago"))?;
        let begun = cookie.split_once('.').and_then(|(_, begun)| begun.parse::<i64>().ok());
        let age_ms = begun.and_then(|begun| now.ms().checked_sub(begun));
        if !age_ms.is_some_and(|age| (0..=COOKIE_MAX_AGE_S * 1_000).contains(&age)) {
            return Err(refused("signing in took longer than ten minutes: begin again"));
        }
        let state = back.state.as_deref().unwrap_or_default();
        if !same(state, &keys.sealed(STATE, cookie)) {
            return Err(refused("the answer belongs to another sign-in than this browser began"));
        }
        if back.iss.as_deref().is_some_and(|iss| Some(iss) != config.oidc_issuer.as_deref()) {
            return Err(refused("another issuer answered than the one that was asked"));
        }
        if let Some(error) = &back.error {
            let plain: String = error.chars().filter(|c| c.is_ascii_graphic()).take(60).collect();
            return Err(refused(&format!("the provider did not let this person in: {plain}")));
        }
        let code = back.code.as_deref().filter(|code| !code.is_empty());
        let code = code.ok_or_else(|| refused("the provider sent no code"))?;
        let given = provider.redeem(config, code, &keys.sealed(VERIFIER, cookie)).await?;
        let given =
            given.ok_or_else(|| refused("the provider does not take the code: it has ended or was used"))?;
        let nonce = keys.sealed(NONCE, cookie);
        let claims = provider.claims(config, &given.id_token, &nonce).await;
        let mut claims = claims.map_err(|reason| {
            if reason == UNREACHABLE {
                return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", reason);
            }
            refused(reason)
        })?;
        let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned();
        if subject.is_empty() || subject.len() > 255 {
            return Err(refused("the ID token is about nobody"));
        }
        // Many say in the token who it is, and beside it what they know of the person.
        let is_whole =
            claims.contains_key(&config.oidc_groups_claim) && claims.contains_key(&config.oidc_name_claim);
        if let (false, Some(access)) = (is_whole, &given.access_token) {
            let more = provider.more(access, &subject).await?;
            for (name, value) in more {
                claims.entry(name).or_insert(value);
            }
        }
        person(config, subject, &claims)
    }
}

const STATE: &str = "oidc state";
const NONCE: &str = "oidc nonce";
const VERIFIER: &str = "oidc verifier";

fn refused(detail: &str) -> Problem {
    Problem::unauthorized(detail)
}

/// Whether two texts are the same, in a time that does not say where they differ.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |seen, (x, y)| seen | (x ^ y)) == 0
}

/// Who it is, and what the groups allow.
fn person(config: &Config, subject: String, claims: &Map<String, Value>) -> Answered<Person> {
    let groups: Vec<&str> = match claims.get(&config.oidc_groups_claim) {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).take(MOST_GROUPS).collect(),
        Some(Value::String(one)) => vec![one],
        _ => Vec::new(),
    };
    let of_group = |(group, _): &&(String, Role)| groups.contains(&group.as_str());
    let mut roles: Vec<Role> = config.oidc_roles.iter().filter(of_group).map(|(_, role)| *role).collect();
    roles.sort_unstable();
    roles.dedup();
    Ok(Person { name: name(config, &subject, claims), subject, roles })
}

/// The name that stands in the audit log: the claim of the configuration, else who it is for the provider. An address of mail counts
/// where the provider has made sure of it.
fn name(config: &Config, subject: &str, claims: &Map<String, Value>) -> String {
    let claim = config.oidc_name_claim.as_str();
    let is_sure = claim != "email" || claims.get("email_verified") == Some(&Value::Bool(true));
    let found = claims.get(claim).and_then(Value::as_str).filter(|_| is_sure);
    let is_name = |name: &&str| !name.is_empty() && name.len() <= 255 && !name.chars().any(char::is_control);
    found.filter(is_name).unwrap_or(subject).to_owned()
}

/// By what a person is known again: of a tenant, an issuer and a subject.
pub(crate) fn identity(tenant: uuid::Uuid, issuer: &str, subject: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in ["oidc", &tenant.to_string(), issuer, subject] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn config() -> Config {
        let pairs =
            |all: &[(&str, Role)]| all.iter().map(|(group, role)| ((*group).to_owned(), *role)).collect();
        Config {
            oidc_roles: pairs(&[("ops", Role::Operator), ("leads", Role::Approver)]),
            ..Config::default()
        }
    }

    #[test]
    fn groups_give_the_roles_of_the_configuration_and_no_other() {
        for (groups, roles) in [
            (json!(["ops", "leads", "ops", "admin"]), vec![Role::Operator, Role::Approver]),
            (json!("ops"), vec![Role::Operator]),
            (json!("ops leads"), vec![]),
            (json!(["Ops", 7, null, ["ops"]]), vec![]),
            (json!({"ops": true}), vec![]),
            (json!(null), vec![]),
        ] {
            let claims = json!({"groups": groups, "preferred_username": "ada"});
            let found = person(&config(), "s-1".to_owned(), claims.as_object().unwrap()).unwrap();
            assert_eq!((found.name.as_str(), &found.roles), ("ada", &roles), "{claims}");
        }
    }

    #[test]
    fn an_address_that_nobody_made_sure_of_is_no_name() {
        let config = Config { oidc_name_claim: "email".to_owned(), ..config() };
        for (verified, name_is) in
            [(json!(true), "a@b"), (json!(false), "s-1"), (json!("true"), "s-1"), (json!(null), "s-1")]
        {
            let claims = json!({"email": "a@b", "email_verified": verified});
            assert_eq!(name(&config, "s-1", claims.as_object().unwrap()), name_is, "{claims}");
        }
        let claims = json!({"email": "a\nb", "email_verified": true});
        assert_eq!(name(&config, "s-1", claims.as_object().unwrap()), "s-1");
    }

    #[test]
    fn texts_are_the_same_or_not() {
        for (a, b, is_same) in
            [("abc", "abc", true), ("abc", "abd", false), ("abc", "ab", false), ("", "", true)]
        {
            assert_eq!(same(a, b), is_same);
        }
        let tenant = uuid::Uuid::from_u128(1);
        assert_ne!(identity(tenant, "a", "bc"), identity(tenant, "ab", "c"));
    }
}
