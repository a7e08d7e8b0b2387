//! What the service can be told, by a file (TOML) and by the environment, which wins. Every key stands in [`KEYS`].

mod checks;
mod environment;
mod keys;
mod network;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use errpredict::redact::{RedactConfig, Redactor};
use errpredict::{Error, ErrorKind, Result};

use crate::role::Role;
use crate::secret::Secret;
pub(crate) use checks::otel_headers;
pub use keys::{KEYS, Key};
pub use network::Network;

/// Everything that can be set. A value that is out of its range is refused at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where it listens.
    pub address: SocketAddr,
    /// Bytes of a request, once unpacked.
    pub max_body_bytes: usize,
    /// Requests at the same time; more are told to come again.
    pub max_in_flight: usize,
    /// Seconds that a request may take.
    pub request_timeout_s: u64,
    /// Seconds that the head of a request may take to come; a connection on which nothing is asked for as long is closed.
    pub idle_timeout_s: u64,
    /// Seconds that requests are given to end when the service ends.
    pub shutdown_s: u64,
    /// Addresses and networks of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Connections to the database.
    pub database_connections: usize,
    /// What own tokens are signed with.
    pub secret: Option<Secret>,
    /// What they were signed with before.
    pub previous_secrets: Vec<Secret>,
    /// Who signs own tokens.
    pub issuer: String,
    /// For whom.
    pub audience: String,
    /// How long an access token holds.
    pub access_minutes: u32,
    /// How long a session goes on without being used.
    pub refresh_days: u32,
    /// How far clocks may differ.
    pub leeway_s: u64,
    /// A file with the public keys (JWKS) of whoever else signs tokens; read again when it changes.
    pub jwks_file: Option<PathBuf>,
    /// An address with such keys; fetched anew when a token names one that is not known.
    pub jwks_url: Option<String>,
    /// A key that is shared with another program, as Django's Simple JWT signs with it (HS256).
    pub external_secret: Option<Secret>,
    /// What links in messages are signed with.
    pub link_secret: Option<Secret>,
    /// Who signs external tokens.
    pub external_issuer: Option<String>,
    /// For whom.
    pub external_audience: Option<String>,
    /// The tenant of external tokens that name none.
    pub external_tenant: Option<String>,
    /// The role of external tokens that name none and whose principal is not known here.
    pub external_role: Option<Role>,
    /// The claim that names the tenant.
    pub tenant_claim: String,
    /// The claim that lists the roles.
    pub roles_claim: String,
    /// The tenant whose admins make other tenants.
    pub platform_tenant: String,
    /// The issuer at whom people sign in.
    pub oidc_issuer: Option<String>,
    /// Who we are for that issuer.
    pub oidc_client_id: Option<String>,
    /// What we prove it with; a public client has none.
    pub oidc_client_secret: Option<Secret>,
    /// Where browsers come back to: the address of `auth/oidc/callback` as they know it.
    pub oidc_redirect_url: Option<String>,
    /// What is asked for.
    pub oidc_scopes: String,
    /// The claim that a person is called by.
    pub oidc_name_claim: String,
    /// The claim that lists groups.
    pub oidc_groups_claim: String,
    /// The roles of groups.
    pub oidc_roles: Vec<(String, Role)>,
    /// The tenant of whoever signs in so.
    pub oidc_tenant: String,
    /// Requests a minute of one principal; 0 for no limit.
    pub principal_per_minute: u32,
    /// Requests a minute of one tenant.
    pub tenant_per_minute: u32,
    /// Requests a minute from one address.
    pub address_per_minute: u32,
    /// What is taken out of everything that comes in.
    pub redact: RedactConfig,
    /// Days that events are kept.
    pub retention_days: u16,
    /// Events of one error group in an hour that are all kept; of a flood beyond that all are counted and few are kept.
    pub flood_all_up_to: u32,
    /// Of those beyond, one in so many is kept.
    pub flood_one_in: u32,
    /// Analyses at the same time.
    pub analyses_at_once: usize,
    /// Seconds that features of models are kept ready.
    pub features_s: u64,
    /// Seconds that predictions are kept ready.
    pub predictions_s: u64,
    /// Where traces of the service itself are sent (OTLP over HTTP); nowhere where absent.
    pub otel_endpoint: Option<String>,
    /// Headers sent along.
    pub otel_headers: Option<Secret>,
    /// What the service is called in them.
    pub otel_service_name: String,
    /// The share of requests that are traced, 0 to 1.
    pub otel_sample: f64,
    /// Seconds after which it is asked again whether somebody who listens still may; not a setting.
    pub listeners_checked_s: u64,
    /// Whether what it shows is made up; not a setting, and said to whoever asks how the service is.
    pub is_demo: bool,
    /// `text` or `json`.
    pub log_format: String,
    /// `error`, `warn`, `info` or `debug`.
    pub log_level: String,
}

/// Bytes of a secret at least: as many as the digest it keys (RFC 7518, section 3.2).
const LEAST_SECRET: usize = 32;
/// What a variable of the environment begins with.
const PREFIX: &str = "ERRPREDICT_";

impl Default for Config {
    fn default() -> Self {
        Config {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            max_body_bytes: 16 << 20,
            max_in_flight: 256,
            request_timeout_s: 30,
            // Longer than the 60 s that balancers keep a connection on which nothing is asked: who closes first cuts off nobody.
            idle_timeout_s: 65,
            shutdown_s: 20,
            trusted_proxies: Vec::new(),
            database_connections: 20,
            secret: None,
            previous_secrets: Vec::new(),
            issuer: "errpredict".to_owned(),
            audience: "errpredict".to_owned(),
            access_minutes: 15,
            refresh_days: 30,
            leeway_s: 30,
            jwks_file: None,
            jwks_url: None,
            external_secret: None,
            link_secret: None,
            external_issuer: None,
            external_audience: None,
            external_tenant: None,
            external_role: None,
            tenant_claim: "tenant".to_owned(),
            roles_claim: "roles".to_owned(),
            platform_tenant: "default".to_owned(),
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret: None,
            oidc_redirect_url: None,
            oidc_scopes: "openid profile email".to_owned(),
            oidc_name_claim: "preferred_username".to_owned(),
            oidc_groups_claim: "groups".to_owned(),
            oidc_roles: Vec::new(),
            oidc_tenant: "default".to_owned(),
            principal_per_minute: 1_200,
            tenant_per_minute: 12_000,
            address_per_minute: 2_400,
            redact: RedactConfig::default(),
            retention_days: 90,
            flood_all_up_to: 10_000,
            flood_one_in: 100,
            analyses_at_once: 1,
            features_s: 300,
            predictions_s: 60,
            otel_endpoint: None,
            otel_headers: None,
            otel_service_name: "errpredict".to_owned(),
            otel_sample: 1.0,
            listeners_checked_s: 30,
            is_demo: false,
            log_format: "text".to_owned(),
            log_level: "info".to_owned(),
        }
    }
}

impl Config {
    /// The configuration of a file's text and of the environment's variables `ERRPREDICT_<KEY>`, dots as underscores.
    ///
    /// # Errors
    /// `unknown_name` for a key that is none, and for a variable that looks like one and is none; `invalid_setting` for a value that cannot be, `invalid_input` for a file that is not
    /// TOML.
    pub fn read(
        file: Option<&str>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Config> {
        let mut config = Config::default();
        let mut values = file.map(flat).transpose()?.unwrap_or_default();
        for (name, value) in environment {
            let Some(name) = name.strip_prefix(PREFIX) else { continue };
            let key = KEYS.iter().find(|key| key.name.replace('.', "_").eq_ignore_ascii_case(name));
            match key {
                Some(key) => {
                    values.insert(key.name.to_owned(), value);
                }
                // Other programs of errpredict have variables of their own, and Kubernetes makes some of the names of services.
                None => environment::check(name)?,
            }
        }
        for (name, value) in &values {
            // Sections of the worker, which one file may hold as well: it looks at them itself.
            let section = name.split('.').next().unwrap_or_default();
            let is_workers = ["jobs", "alerts", "actions", "platform"].contains(&section);
            if is_workers && !KEYS.iter().any(|key| key.name == name) {
                continue;
            }
            let key = KEYS.iter().find(|key| key.name == name).ok_or_else(|| {
                let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                Error::unknown("key", name, &names)
            })?;
            (key.set)(&mut config, value).map_err(|expected| key.wrong(&expected, value))?;
        }
        config.check()?;
        Ok(config)
    }

    /// Whether it is safe to listen.
    ///
    /// # Errors
    /// `invalid_setting` where it listens for others than this machine without a secret of its own, for a secret that is too short,
    /// and for keys of somebody whose name is not given.
    pub fn check(&self) -> Result<()> {
        if !self.address.ip().is_loopback() && self.secret.is_none() {
            let message = "`auth.secret` must be set where `server.address` is reached from other machines: 32 bytes at least, such as \
                           `openssl rand -hex 32` gives";
            return Err(Error::new(ErrorKind::InvalidSetting, message).with("setting", "auth.secret"));
        }
        let own = self.secret.iter().chain(&self.previous_secrets).map(|secret| ("auth.secret", secret));
        for (name, secret) in own
            .chain(self.external_secret.iter().map(|secret| ("auth.external_secret", secret)))
            .chain(self.link_secret.iter().map(|secret| ("alerts.link_secret", secret)))
        {
            if secret.reveal().len() < LEAST_SECRET {
                return Err(Error::setting(
                    name,
                    "of 32 bytes at least",
                    format!("{} bytes", secret.reveal().len()),
                ));
            }
        }
        // Whoever holds it could sign tokens of ours, also where it is one that we signed with before.
        let mut ours = self.secret.iter().chain(&self.previous_secrets);
        if ours.any(|secret| self.external_secret.as_ref() == Some(secret)) {
            let expected = "another one than auth.secret and auth.previous_secrets";
            return Err(Error::setting("auth.external_secret", expected, "the same"));
        }
        // What is no pattern is told at the start.
        Redactor::new(&self.redact)?;
        checks::public_keys(self)?;
        checks::oidc(self)?;
        checks::telemetry(self)
    }

    /// Every key with its value, secrets left out.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut text = String::new();
        for key in KEYS {
            let value = (key.get)(self);
            let value = if key.is_secret && !value.is_empty() { "(secret)".to_owned() } else { value };
            text.push_str(&format!("{} = {value}\n", key.name));
        }
        text
    }
}

/// A file's tables as keys with dots.
fn flat(text: &str) -> Result<BTreeMap<String, String>> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        // The text around is not repeated: it may be a secret.
        Error::new(ErrorKind::InvalidInput, format!("the configuration is not TOML: {}", error.message()))
            .with("line", line)
    })?;
    let mut found = BTreeMap::new();
    for (section, value) in table {
        let toml::Value::Table(values) = value else {
            found.insert(section, plain(&value, ","));
            continue;
        };
        for (name, value) in values {
            let name = format!("{section}.{name}");
            // A pattern may hold commas.
            let between = if name == "redaction.patterns" { "\n" } else { "," };
            found.insert(name, plain(&value, between));
        }
    }
    Ok(found)
}

fn plain(value: &toml::Value, between: &str) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => {
            all.iter().map(|value| plain(value, between)).collect::<Vec<_>>().join(between)
        }
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(said) => said.to_string(),
        toml::Value::Float(number) => number.to_string(),
        // Nothing is set by a time or a table: the key's own check says what it wants.
        toml::Value::Datetime(_) | toml::Value::Table(_) => String::from("something else"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config> {
        let environment = environment.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        Config::read(Some(file), environment)
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "[server]\naddress = \"127.0.0.1:1\"\ntrusted_proxies = [\"10.0.0.1\", \"fd00::/8\"]\n[limits]\nprincipal_per_minute = 5\n";
        let found = read(
            file,
            &[("ERRPREDICT_SERVER_ADDRESS", "127.0.0.1:2"), ("ERRPREDICT_KILLS", "2"), ("PATH", "/")],
        )
        .unwrap();
        assert_eq!(
            (found.address.port(), found.principal_per_minute, found.trusted_proxies.len()),
            (2, 5, 2)
        );
        assert_eq!(read("", &[]).unwrap(), Config::default());
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_key_and_without_the_secret() {
        for (file, code, word) in [
            ("[server]\nadress = \"x\"", "unknown_name", "server.address"),
            ("server = 3", "unknown_name", "server.address"),
            ("[server]\naddress = \"0.0.0.0:80\"", "invalid_setting", "auth.secret"),
            ("[server]\naddress = \"[::]:80\"", "invalid_setting", "auth.secret"),
            ("[server]\nmax_in_flight = 0", "invalid_setting", "server.max_in_flight"),
            ("[auth]\nsecret = \"hunter2\"", "invalid_setting", "7 bytes"),
            ("[auth]\nsecret = \"\"", "invalid_setting", "0 bytes"),
            ("[auth]\njwks_file = \"/k\"", "invalid_setting", "auth.external_issuer"),
            ("[auth]\njwks_url = \"https://a/k\"", "invalid_setting", "auth.external_issuer"),
            (
                "[auth]\njwks_url = \"http://a/k\"\nexternal_issuer = \"i\"\nexternal_audience = \"a\"",
                "invalid_setting",
                "auth.jwks_url",
            ),
            ("[auth]\noidc_issuer = \"https://a\"", "invalid_setting", "auth.oidc_client_id"),
            (
                "[auth]\noidc_issuer = \"http://a\"\noidc_client_id = \"c\"\noidc_redirect_url = \"https://b\"\noidc_roles = \"a=admin\"",
                "invalid_setting",
                "auth.oidc_issuer",
            ),
            (
                "[auth]\noidc_issuer = \"https://a\"\noidc_client_id = \"c\"\noidc_redirect_url = \"http://b\"\noidc_roles = \"a=admin\"",
                "invalid_setting",
                "auth.oidc_redirect_url",
            ),
            (
                "[auth]\noidc_issuer = \"https://a\"\noidc_client_id = \"c\"\noidc_redirect_url = \"https://b\"",
                "invalid_setting",
                "auth.oidc_roles",
            ),
            ("[auth]\noidc_roles = \"ops=root\"", "invalid_setting", "viewer"),
            ("[otel]\nendpoint = \"collector:4318\"", "invalid_setting", "otel.endpoint"),
            ("[otel]\nsample = 2", "invalid_setting", "otel.sample"),
            ("[otel]\nheaders = \"hunter2\"", "invalid_setting", "otel.headers"),
            ("[auth]\nexternal_role = \"root\"", "invalid_setting", "viewer"),
            ("[log]\nlevel = \"loud\"", "invalid_setting", "info"),
            ("[auth]\nsecret = \"hunter2", "invalid_input", "TOML"),
            ("[jobsx]\nworkers = 1", "unknown_name", "server.address"),
            ("[redaction]\nrules = \"mail,phone\"", "invalid_setting", "mail"),
            ("[redaction]\npatterns = [\"(\"]", "invalid_setting", "pattern"),
            ("[redaction]\npseudonym_seed = \"hunter2\"", "invalid_setting", "redaction.pseudonym_seed"),
        ] {
            let error = read(file, &[]).unwrap_err();
            assert_eq!(error.code(), code, "{file}: {error}");
            assert!(error.to_string().contains(word), "{file}: {error}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
        assert!(
            read(&format!("[server]\naddress = \"0.0.0.0:80\"\n[auth]\nsecret = \"{SECRET}\""), &[]).is_ok()
        );
    }

    #[test]
    fn what_is_taken_out_can_be_said() {
        let file = "[redaction]\nrules = [\"mail\", \"ip\"]\nkeys = [\"customer\"]\npatterns = ['K-\\d{3,5}', 'x+']\npseudonym_seed = 7\n";
        let found = read(file, &[("ERRPREDICT_REDACTION_KEYS", "customer,order_no")]).unwrap().redact;
        assert_eq!((found.mail, found.ip, found.secret, found.pseudonym_seed), (true, true, false, 7));
        assert_eq!(found.patterns, ["K-\\d{3,5}", "x+"]);
        assert_eq!(found.keys, ["customer", "order_no"]);
        assert!(!read("[redaction]\nrules = \"none\"", &[]).unwrap().redact.mail);
    }

    #[test]
    fn every_default_is_read_back_and_no_secret_is_shown() {
        let plain = Config::default();
        for key in KEYS {
            let value = (key.get)(&plain);
            if !value.is_empty() {
                let mut other = plain.clone();
                (key.set)(&mut other, &value).unwrap();
                assert_eq!(other, plain, "{}", key.name);
            }
            assert!(!key.about.is_empty());
        }
        let secret = Config { secret: Some(Secret::new(SECRET)), ..plain };
        assert!(!secret.shown().contains(SECRET) && secret.shown().contains("auth.secret = (secret)"));
        assert!(!format!("{secret:?}").contains(SECRET));
    }
}
