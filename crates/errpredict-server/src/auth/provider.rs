//! A provider of OpenID Connect, as its own document describes it (OpenID Connect Discovery 1.0): where people are sent, where codes
//! are given for tokens, and with which keys these are signed. What it says is believed where it is signed or came from itself.

use axum::http::{HeaderName, Method, Uri, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use errpredict::{Error, ErrorKind, Result};
use jsonwebtoken::Algorithm;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::jwt;
use super::remote::RemoteKeys;
use crate::config::Config;
use crate::outward::{Received, ask, private_address};

/// Everything but what never needs it (RFC 3986, section 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value of a form or of a query.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Names and values as a form.
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    let one = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
    pairs.iter().map(one).collect::<Vec<_>>().join("&")
}

/// What the document says that is needed here.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// A provider.
pub(super) struct Provider {
    /// Where people are sent.
    pub(super) authorization: String,
    token: Uri,
    userinfo: Option<Uri>,
    keys: RemoteKeys,
    /// Whether it wants the secret in the form and not in a header.
    is_secret_in_form: bool,
}

/// What a code was given for.
pub(super) struct Given {
    pub(super) id_token: String,
    pub(super) access_token: Option<String>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: Option<String>,
    access_token: Option<String>,
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::Unavailable, format!("the provider of sign-in {what}"))
}

fn json<T: serde::de::DeserializeOwned>(answer: &Received, what: &str) -> Result<T> {
    if answer.status != 200 {
        return Err(wrong(&format!("answered with {} where {what} was expected", answer.status)));
    }
    serde_json::from_slice(&answer.body).map_err(|error| wrong(&format!("gave no {what}: {error}")))
}

impl Provider {
    /// Asks an issuer for its document.
    ///
    /// # Errors
    /// `unavailable` where it cannot be had, is another's, or names what could be read along.
    pub(super) async fn discover(issuer: &str) -> Result<Provider> {
        let place = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let uri = private_address("auth.oidc_issuer", &place)?;
        let found: Document = json(&ask(Method::GET, &uri, &[], Vec::new()).await?, "document")?;
        // Whoever answers for another issuer would sign for it as well (section 4.3).
        if found.issuer != issuer {
            return Err(wrong("says in its document that it is another issuer than `auth.oidc_issuer`"));
        }
        let endpoint = |name: &str, text: &str| {
            private_address(name, text).map_err(|_| wrong(&format!("has a `{name}` that is not https")))
        };
        endpoint("authorization_endpoint", &found.authorization_endpoint)?;
        let methods = &found.token_endpoint_auth_methods_supported;
        let takes = |name: &str| methods.iter().any(|method| method == name);
        Ok(Provider {
            token: endpoint("token_endpoint", &found.token_endpoint)?,
            userinfo: found.userinfo_endpoint.map(|text| endpoint("userinfo_endpoint", &text)).transpose()?,
            keys: RemoteKeys::new(endpoint("jwks_uri", &found.jwks_uri)?),
            is_secret_in_form: takes("client_secret_post") && !takes("client_secret_basic"),
            authorization: found.authorization_endpoint,
        })
    }

    /// Gives a code for tokens; none where the provider does not take it.
    ///
    /// # Errors
    /// `unavailable` where the provider cannot be reached or answers with something else.
    pub(super) async fn redeem(&self, config: &Config, code: &str, verifier: &str) -> Result<Option<Given>> {
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", config.oidc_redirect_url.as_deref().unwrap_or_default()),
            ("code_verifier", verifier),
        ];
        let client = config.oidc_client_id.as_deref().unwrap_or_default();
        let mut headers: Vec<(HeaderName, String)> = vec![
            (header::CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned()),
            (header::ACCEPT, "application/json".to_owned()),
        ];
        match &config.oidc_client_secret {
            Some(secret) if self.is_secret_in_form => {
                pairs.extend([("client_id", client), ("client_secret", secret.reveal())]);
            }
            Some(secret) => {
                // Encoded before they are put together (RFC 6749, section 2.3.1).
                let both = format!("{}:{}", encoded(client), encoded(secret.reveal()));
                headers.push((header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(both))));
            }
            None => pairs.push(("client_id", client)),
        }
        let answer = ask(Method::POST, &self.token, &headers, form(&pairs).into_bytes()).await?;
        if answer.status == 400 || answer.status == 401 {
            // The reason is for the log: it may say more about the client than about the code.
            let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            tracing::warn!(error = %said["error"], "the provider of sign-in did not take a code");
            return Ok(None);
        }
        let given: TokenAnswer = json(&answer, "tokens")?;
        let id_token = given.id_token.ok_or_else(|| wrong("gave no ID token"))?;
        Ok(Some(Given { id_token, access_token: given.access_token }))
    }

    /// What an ID token says, where it holds (OpenID Connect Core 1.0, section 3.1.3.7).
    pub(super) async fn claims(
        &self,
        config: &Config,
        token: &str,
        nonce: &str,
    ) -> std::result::Result<Map<String, Value>, jwt::Refused> {
        let (issuer, client) = (
            config.oidc_issuer.as_deref().unwrap_or_default(),
            config.oidc_client_id.as_deref().unwrap_or_default(),
        );
        let (algorithm, id) = jwt::header(token)?;
        if algorithm == Algorithm::HS256 {
            return Err("the ID token must be signed with RS256 or ES256");
        }
        let mut checked = jwt::validation(algorithm, config);
        checked.set_issuer(&[issuer]);
        checked.set_audience(&[client]);
        checked.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let keys = self.keys.fitting(algorithm, id.as_deref()).await.ok_or(jwt::UNREACHABLE)?;
        let mut reason = "the key that signed the ID token is not known";
        let mut found = None;
        for key in keys {
            match jwt::decode::<Map<String, Value>>(token, &key, &checked) {
                Ok(claims) => found = Some(claims),
                Err(other) => reason = other,
            }
        }
        let claims = found.ok_or(reason)?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("nonce") != Some(nonce) {
            return Err("the ID token was made for another sign-in");
        }
        // Of several audiences one is whom it was given to.
        let is_of_many = claims.get("aud").and_then(Value::as_array).is_some_and(|all| all.len() > 1);
        if text("azp").is_some_and(|to| to != client) || is_of_many && text("azp").is_none() {
            return Err("the ID token was given to another program");
        }
        Ok(claims)
    }

    /// What the provider says beside the token of whom the token is about; nothing where it says nothing.
    ///
    /// # Errors
    /// `unavailable` where it cannot be asked, or answers about somebody else (section 5.3.2).
    pub(super) async fn more(&self, access: &str, subject: &str) -> Result<Map<String, Value>> {
        let Some(uri) = &self.userinfo else { return Ok(Map::new()) };
        let headers = [(header::AUTHORIZATION, format!("Bearer {access}"))];
        let claims: Map<String, Value> =
            json(&ask(Method::GET, uri, &headers, Vec::new()).await?, "claims of a person")?;
        if claims.get("sub").and_then(Value::as_str) != Some(subject) {
            return Err(wrong("answered about somebody else than was asked for"));
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_holds_any_value() {
        assert_eq!(form(&[("a", "x y&z=ü"), ("b", "-._~")]), "a=x%20y%26z%3D%C3%BC&b=-._~");
    }
}
