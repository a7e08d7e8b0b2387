//! Access tokens (JWT, RFC 7519, checked as RFC 8725 asks): our own, and those of others that we were told to believe.
//!
//! The algorithm is one of three, and a key is used with one alone; a header names a key among those we have and never brings one
//! along. What is not known to be harmless in a header is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::jwks::FileKeys;
use super::remote::RemoteKeys;
use crate::config::Config;
use crate::outward::private_address;
use crate::secret::{Secret, random};

/// Bytes of a token: ten times what any real one has.
const MOST_BYTES: usize = 8 << 10;
/// Names in a header that change nothing about how a token is checked.
const HARMLESS: [&str; 4] = ["alg", "typ", "kid", "cty"];

/// What stands in a token of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    pub(crate) aud: String,
    /// The principal.
    pub(crate) sub: Uuid,
    pub(crate) tenant: Uuid,
    /// The session: it ends, and the token with it.
    pub(crate) sid: Uuid,
    pub(crate) jti: Uuid,
    pub(crate) iat: i64,
    pub(crate) nbf: i64,
    pub(crate) exp: i64,
    /// `access`: a token for something else is none; `page` in the cookie of somebody who signed in to the pages.
    pub(crate) token_type: String,
}

/// A token that holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verified {
    Own(Claims),
    External(Map<String, Value>),
}

/// Public keys of whoever else signs, by where they are.
enum PublicKeys {
    File(FileKeys),
    Address(RemoteKeys),
}

impl PublicKeys {
    /// The keys for a token; none where they cannot be had.
    async fn fitting(&self, algorithm: Algorithm, id: Option<&str>) -> Option<Vec<DecodingKey>> {
        match self {
            PublicKeys::File(keys) => Some(keys.fitting(algorithm, id)),
            PublicKeys::Address(keys) => keys.fitting(algorithm, id).await,
        }
    }
}

/// All keys, and what tokens must say.
pub(crate) struct Keys {
    signing: EncodingKey,
    own: Vec<DecodingKey>,
    external: Option<DecodingKey>,
    public: Option<PublicKeys>,
    /// What is derived from the secret for other purposes than tokens.
    secret: Secret,
    of_own: Validation,
    of_shared: Validation,
    of_public: Validation,
    issuer: String,
    audience: String,
    access_ms: i64,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys")
    }
}

/// Why a token does not hold.
pub(crate) type Refused = &'static str;

impl Keys {
    /// The keys of a configuration; without a secret of its own one is made that ends with this process.
    ///
    /// # Errors
    /// `io` and `invalid_input` for keys that cannot be read.
    pub(crate) fn new(config: &Config) -> Result<Keys> {
        let secret = config.secret.clone().map_or_else(|| random().map(Secret::new), Ok)?;
        let own =
            std::iter::once(&secret).chain(&config.previous_secrets).map(shared).collect::<Result<_>>()?;
        let mut of_own = validation(Algorithm::HS256, config);
        of_own.set_issuer(&[&config.issuer]);
        of_own.set_audience(&[&config.audience]);
        of_own.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        let external = |algorithm| {
            let mut checked = validation(algorithm, config);
            let mut required = vec!["exp"];
            if let Some(issuer) = &config.external_issuer {
                checked.set_issuer(&[issuer]);
                required.push("iss");
            }
            match &config.external_audience {
                Some(audience) => {
                    checked.set_audience(&[audience]);
                    required.push("aud");
                }
                None => checked.validate_aud = false,
            }
            checked.set_required_spec_claims(&required);
            checked
        };
        Ok(Keys {
            signing: EncodingKey::from_secret(secret.reveal().as_bytes()).map_err(|_| unusable())?,
            own,
            external: config.external_secret.as_ref().map(shared).transpose()?,
            public: match (&config.jwks_file, &config.jwks_url) {
                (Some(path), _) => Some(PublicKeys::File(FileKeys::open(path)?)),
                (None, Some(url)) => {
                    let uri = private_address("auth.jwks_url", url)?;
                    Some(PublicKeys::Address(RemoteKeys::new(uri)))
                }
                (None, None) => None,
            },
            secret: secret.clone(),
            of_own,
            of_shared: external(Algorithm::HS256),
            of_public: external(Algorithm::RS256),
            issuer: config.issuer.clone(),
            audience: config.audience.clone(),
            access_ms: i64::from(config.access_minutes) * 60_000,
        })
    }

    /// Signs an access token of a session; gives it with the seconds it holds.
    ///
    /// # Errors
    /// `internal` where the provider of cryptography fails.
    pub(crate) fn sign(
        &self,
        tenant: Uuid,
        principal: Uuid,
        session: Uuid,
        now: Timestamp,
    ) -> Result<(String, i64)> {
        let token = self.signed((tenant, principal, session), now, self.access_ms / 1_000, "access")?;
        Ok((token, self.access_ms / 1_000))
    }

    /// Signs what stands in the cookie of a session of the pages.
    ///
    /// # Errors
    /// As [`Keys::sign`].
    pub(crate) fn sign_page(&self, of: (Uuid, Uuid, Uuid), now: Timestamp, for_s: i64) -> Result<String> {
        self.signed(of, now, for_s, "page")
    }

    fn signed(
        &self,
        (tenant, principal, session): (Uuid, Uuid, Uuid),
        now: Timestamp,
        for_s: i64,
        token_type: &str,
    ) -> Result<String> {
        let seconds = now.ms() / 1_000;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            sub: principal,
            tenant,
            sid: session,
            jti: crate::secret::random_id()?,
            iat: seconds,
            nbf: seconds,
            exp: seconds + for_s,
            token_type: token_type.to_owned(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("a token could not be signed: {error}")))
    }

    /// A text that nobody without the secret can make: HMAC-SHA-256 of what it is for and of a text, 43 characters.
    pub(crate) fn sealed(&self, purpose: &str, text: &str) -> String {
        use hmac::{KeyInit as _, Mac as _};
        // A key of any length is taken.
        let Ok(mut mac) = hmac::Hmac::<sha2::Sha256>::new_from_slice(self.secret.reveal().as_bytes()) else {
            return String::new();
        };
        for part in ["errpredict", purpose, text] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// What the cookie of a session of the pages says: a token of a page of our own, or the access token that was given there.
    pub(crate) async fn verify_page(&self, token: &str) -> std::result::Result<Verified, Refused> {
        if header(token)?.0 == Algorithm::HS256 {
            let of_page = |key: &DecodingKey| decode::<Claims>(token, key, &self.of_own).ok();
            let found = self.own.iter().find_map(of_page).filter(|claims| claims.token_type == "page");
            if let Some(claims) = found {
                return Ok(Verified::Own(claims));
            }
        }
        self.verify(token).await
    }

    /// What a token says, where it holds.
    pub(crate) async fn verify(&self, token: &str) -> std::result::Result<Verified, Refused> {
        let (algorithm, id) = header(token)?;
        if algorithm == Algorithm::HS256 {
            let mut reason = SIGNATURE;
            for key in &self.own {
                match decode::<Claims>(token, key, &self.of_own) {
                    Ok(claims) if claims.token_type == "access" => return Ok(Verified::Own(claims)),
                    Ok(_) => return Err(PURPOSE),
                    Err(SIGNATURE) => {}
                    Err(other) => reason = other,
                }
            }
            if reason != SIGNATURE {
                return Err(reason);
            }
            let key = self.external.as_ref().ok_or(SIGNATURE)?;
            return external(decode(token, key, &self.of_shared)?);
        }
        let public = self.public.as_ref().ok_or("tokens signed with a public key are not taken here")?;
        let mut validation = self.of_public.clone();
        validation.algorithms = vec![algorithm];
        let mut reason = "the key that signed the token is not known";
        for key in public.fitting(algorithm, id.as_deref()).await.ok_or(UNREACHABLE)? {
            match decode(token, &key, &validation) {
                Ok(claims) => return external(claims),
                Err(other) => reason = other,
            }
        }
        Err(reason)
    }
}

/// The one reason that is nobody's fault who asks.
pub(crate) const UNREACHABLE: Refused = "the keys of whoever signed the token cannot be had at the moment";
const SIGNATURE: Refused = "the signature of the token does not hold";
const PURPOSE: Refused = "the token is not an access token";
const SHAPE: Refused = "the token is not a JWT";

fn unusable() -> Error {
    Error::setting("auth.secret", "of 32 bytes at least", "one that cannot be used")
}

fn shared(secret: &Secret) -> Result<DecodingKey> {
    DecodingKey::from_secret(secret.reveal().as_bytes()).map_err(|_| unusable())
}

pub(super) fn validation(algorithm: Algorithm, config: &Config) -> Validation {
    let mut checked = Validation::new(algorithm);
    checked.leeway = config.leeway_s;
    checked.validate_nbf = true;
    checked
}

/// The algorithm and the key that a header names, where it has nothing else to say.
pub(super) fn header(token: &str) -> std::result::Result<(Algorithm, Option<String>), Refused> {
    if token.len() > MOST_BYTES {
        return Err("the token is longer than any access token");
    }
    let mut parts = token.split('.');
    let (Some(first), Some(_), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(SHAPE);
    };
    let bytes = URL_SAFE_NO_PAD.decode(first).map_err(|_| SHAPE)?;
    let fields: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|_| SHAPE)?;
    if fields.keys().any(|name| !HARMLESS.contains(&name.as_str())) {
        return Err("the header of the token brings along what is not taken from a token");
    }
    let algorithm = match fields.get("alg").and_then(Value::as_str) {
        Some("HS256") => Algorithm::HS256,
        Some("RS256") => Algorithm::RS256,
        Some("ES256") => Algorithm::ES256,
        _ => return Err("the token must be signed with HS256, RS256 or ES256"),
    };
    let id = match fields.get("kid") {
        None => None,
        Some(Value::String(id)) => Some(id.clone()),
        Some(_) => return Err(SHAPE),
    };
    Ok((algorithm, id))
}

pub(super) fn decode<T: serde::de::DeserializeOwned>(
    token: &str,
    key: &DecodingKey,
    validation: &Validation,
) -> std::result::Result<T, Refused> {
    use jsonwebtoken::errors::ErrorKind as Kind;
    jsonwebtoken::decode::<T>(token, key, validation).map(|data| data.claims).map_err(|error| {
        match error.kind() {
            Kind::InvalidSignature => SIGNATURE,
            Kind::ExpiredSignature => "the token has expired",
            Kind::ImmatureSignature => "the token does not hold yet",
            Kind::InvalidAudience => "the token is for another audience",
            Kind::InvalidIssuer => "the token is of another issuer",
            Kind::MissingRequiredClaim(_) => "a claim that every token must have is missing",
            Kind::Json(_) => "a claim of the token is missing or not what it should be",
            _ => SHAPE,
        }
    })
}

/// What another program signed; a refresh token of Simple JWT is signed with the same key and opens nothing here.
fn external(claims: Map<String, Value>) -> std::result::Result<Verified, Refused> {
    match claims.get("token_type") {
        None => Ok(Verified::External(claims)),
        Some(kind) if kind == "access" => Ok(Verified::External(claims)),
        Some(_) => Err(PURPOSE),
    }
}
