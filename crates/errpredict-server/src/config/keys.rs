//! The table of keys: name, meaning, how it is set and how it is shown.

use std::fmt::Display;
use std::str::FromStr;

use errpredict::Error;
use errpredict::redact::RedactConfig;

use super::Config;
use crate::role::Role;
use crate::secret::Secret;

/// A key of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name: section and name.
    pub name: &'static str,
    /// What it is for, with its unit and range.
    pub about: &'static str,
    /// Whether its value is never shown.
    pub is_secret: bool,
    /// Sets it; the error is what was expected.
    pub(super) set: fn(&mut Config, &str) -> Result<(), String>,
    pub(super) get: fn(&Config) -> String,
}

impl Key {
    pub(super) fn wrong(&self, expected: &str, got: &str) -> Error {
        let got = if self.is_secret { "another" } else { got };
        Error::setting(self.name, expected, got)
    }
}

fn within<T: FromStr + PartialOrd + Display>(text: &str, least: T, most: T) -> Result<T, String> {
    let expected = format!("a whole number from {least} to {most}");
    text.parse().ok().filter(|value| (&least..=&most).contains(&value)).ok_or(expected)
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn one_of(text: &str, names: &[&str]) -> Result<String, String> {
    names.contains(&text).then(|| text.to_owned()).ok_or_else(|| format!("one of {}", names.join(", ")))
}

fn named(text: &str) -> Result<String, String> {
    some(text).ok_or_else(|| "a name".to_owned())
}

macro_rules! key {
    ($name:literal, $field:ident, $about:literal, $set:expr) => {
        key!($name, $field, $about, $set, |config: &Config| config.$field.to_string())
    };
    ($name:literal, $field:ident, $about:literal, $set:expr, $get:expr) => {
        Key {
            name: $name,
            about: $about,
            is_secret: false,
            set: |config, text| {
                let set: fn(&str) -> Result<_, String> = $set;
                config.$field = set(text)?;
                Ok(())
            },
            get: $get,
        }
    };
}

const fn secret(key: Key) -> Key {
    Key { is_secret: true, ..key }
}

fn show<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// Every key.
pub const KEYS: &[Key] = &[
    key!("server.address", address, "where it listens; beyond this machine only with auth.secret", |text| {
        text.parse().map_err(|_| "an address and a port, such as 127.0.0.1:8080".to_owned())
    }),
    key!(
        "server.max_body_bytes",
        max_body_bytes,
        "bytes of a request, packed and unpacked (1 KiB to 1 GiB)",
        |text| { within(text, 1 << 10, 1 << 30) }
    ),
    key!(
        "server.max_in_flight",
        max_in_flight,
        "requests at the same time; more are answered with 429 (1 to 100,000)",
        |text| { within(text, 1, 100_000) }
    ),
    key!(
        "server.request_timeout_s",
        request_timeout_s,
        "seconds that each part of a request may take: finding out who asks, its body, its answer (1 to 3,600)",
        |text| within(text, 1, 3_600)
    ),
    key!(
        "server.idle_timeout_s",
        idle_timeout_s,
        "seconds that the head of a request may take to come, and that a connection is kept on which nothing is asked (1 to 3,600)",
        |text| within(text, 1, 3_600)
    ),
    key!(
        "server.shutdown_s",
        shutdown_s,
        "seconds that requests are given to end when the service ends (0 to 600)",
        |text| { within(text, 0, 600) }
    ),
    key!(
        "server.trusted_proxies",
        trusted_proxies,
        "addresses and networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8, with commas between",
        |text| {
            let all = listed(text);
            let expected = "addresses and networks with commas between, such as 10.1.2.3,10.0.0.0/8";
            all.map(|part| part.parse().map_err(|_| expected.to_owned())).collect()
        },
        |config| config.trusted_proxies.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    ),
    key!("database.connections", database_connections, "connections to the database (1 to 1,000)", |text| {
        within(text, 1, 1_000)
    }),
    secret(key!(
        "auth.secret",
        secret,
        "what own tokens are signed with: 32 bytes at least; made anew at each start where absent",
        |text| Ok(Some(Secret::new(text))),
        |config| config.secret.as_ref().map(|secret| secret.reveal().to_owned()).unwrap_or_default()
    )),
    secret(key!(
        "auth.previous_secrets",
        previous_secrets,
        "secrets before the present one, with commas between: their tokens hold until they end",
        |text| Ok(text.split(',').filter(|part| !part.is_empty()).map(Secret::new).collect()),
        |config| config.previous_secrets.iter().map(Secret::reveal).collect::<Vec<_>>().join(",")
    )),
    key!("auth.issuer", issuer, "who signs own tokens", named),
    key!("auth.audience", audience, "for whom own tokens are", named),
    key!("auth.access_minutes", access_minutes, "minutes that an access token holds (1 to 1,440)", |text| {
        within(text, 1, 1_440)
    }),
    key!(
        "auth.refresh_days",
        refresh_days,
        "days that a session goes on without being used (1 to 365)",
        |text| within(text, 1, 365)
    ),
    key!("auth.leeway_s", leeway_s, "seconds that clocks may differ (0 to 300)", |text| within(text, 0, 300)),
    key!(
        "auth.jwks_file",
        jwks_file,
        "file with the public keys (JWKS) of whoever else signs tokens, RS256 or ES256; read again when it changes",
        |text| Ok(some(text).map(Into::into)),
        |config| config.jwks_file.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
    ),
    key!(
        "auth.jwks_url",
        jwks_url,
        "address of such keys instead of a file (https); asked when a token names a key that is not known, every 10 s at most",
        |text| Ok(some(text)),
        |config| show(config.jwks_url.as_ref())
    ),
    secret(key!(
        "alerts.link_secret",
        link_secret,
        "what links in messages are signed with, the same as the worker's; such links are refused where absent",
        |text| Ok(some(text).map(Secret::new)),
        |config| config.link_secret.as_ref().map(|secret| secret.reveal().to_owned()).unwrap_or_default()
    )),
    secret(key!(
        "auth.external_secret",
        external_secret,
        "key that is shared with another program that signs with HS256, such as the SIGNING_KEY of Django's Simple JWT",
        |text| Ok(some(text).map(Secret::new)),
        |config| config.external_secret.as_ref().map(|secret| secret.reveal().to_owned()).unwrap_or_default()
    )),
    key!(
        "auth.external_issuer",
        external_issuer,
        "who signs external tokens; not asked where absent",
        |text| Ok(some(text)),
        |config| { show(config.external_issuer.as_ref()) }
    ),
    key!(
        "auth.external_audience",
        external_audience,
        "for whom external tokens are; not asked where absent",
        |text| Ok(some(text)),
        |config| show(config.external_audience.as_ref())
    ),
    key!(
        "auth.external_tenant",
        external_tenant,
        "tenant of external tokens that name none; where absent they are refused",
        |text| Ok(some(text)),
        |config| show(config.external_tenant.as_ref())
    ),
    key!(
        "auth.external_role",
        external_role,
        "role of external tokens that list none and whose principal is not known here; where absent they may do nothing",
        |text| match Role::named(text) {
            None if !text.is_empty() => Err(format!("one of {}", Role::ALL.map(Role::name).join(", "))),
            role => Ok(role),
        },
        |config| config.external_role.map(Role::name).unwrap_or_default().to_owned()
    ),
    key!("auth.tenant_claim", tenant_claim, "claim of external tokens that names the tenant", named),
    key!("auth.roles_claim", roles_claim, "claim of external tokens that lists the roles", named),
    key!("auth.platform_tenant", platform_tenant, "tenant whose admins make other tenants", named),
    key!(
        "auth.oidc_issuer",
        oidc_issuer,
        "provider of OpenID Connect that people sign in at, as it names itself (https); no sign-in so where absent",
        |text| Ok(some(text)),
        |config| show(config.oidc_issuer.as_ref())
    ),
    key!(
        "auth.oidc_client_id",
        oidc_client_id,
        "id that the provider gave this service",
        |text| Ok(some(text)),
        |config| show(config.oidc_client_id.as_ref())
    ),
    secret(key!(
        "auth.oidc_client_secret",
        oidc_client_secret,
        "secret that the provider gave with it; absent for a public client",
        |text| Ok(some(text).map(Secret::new)),
        |config| config
            .oidc_client_secret
            .as_ref()
            .map(|secret| secret.reveal().to_owned())
            .unwrap_or_default()
    )),
    key!(
        "auth.oidc_redirect_url",
        oidc_redirect_url,
        "address of auth/oidc/callback as browsers know it, such as https://errors.example.com/api/ml/auth/oidc/callback",
        |text| Ok(some(text)),
        |config| show(config.oidc_redirect_url.as_ref())
    ),
    key!("auth.oidc_scopes", oidc_scopes, "what is asked for; some providers want `groups` as well", named),
    key!(
        "auth.oidc_name_claim",
        oidc_name_claim,
        "claim that a person is called by; `email` counts where email_verified is true; else `sub`",
        named
    ),
    key!("auth.oidc_groups_claim", oidc_groups_claim, "claim that lists the groups of a person", named),
    key!(
        "auth.oidc_roles",
        oidc_roles,
        "roles of groups, such as `ops=operator,leads=admin`; semicolons between where a group's name has commas",
        |text| {
            let between = if text.contains(';') { ';' } else { ',' };
            let all = text.split(between).map(str::trim).filter(|part| !part.is_empty());
            let one = |part: &str| {
                let (group, role) = part.rsplit_once('=')?;
                Some((group.trim().to_owned(), Role::named(role.trim())?))
                    .filter(|(group, _)| !group.is_empty())
            };
            let expected = || format!("group=role, the role one of {}", Role::ALL.map(Role::name).join(", "));
            all.map(|part| one(part).ok_or_else(expected)).collect()
        },
        |config| {
            let one = |(group, role): &(String, Role)| format!("{group}={}", role.name());
            config.oidc_roles.iter().map(one).collect::<Vec<_>>().join(";")
        }
    ),
    key!("auth.oidc_tenant", oidc_tenant, "tenant of whoever signs in at the provider", named),
    key!(
        "limits.principal_per_minute",
        principal_per_minute,
        "requests a minute of one principal; 0 for no limit",
        |text| { within(text, 0, u32::MAX) }
    ),
    key!(
        "limits.tenant_per_minute",
        tenant_per_minute,
        "requests a minute of one tenant; 0 for no limit",
        |text| within(text, 0, u32::MAX)
    ),
    key!(
        "limits.address_per_minute",
        address_per_minute,
        "requests a minute from one address; 0 for no limit",
        |text| { within(text, 0, u32::MAX) }
    ),
    Key {
        name: "redaction.rules",
        about: "what is taken out of everything that comes in, with commas between: mail, card, secret, name, ip; or none",
        is_secret: false,
        set: |config, text| {
            let rules = listed(text).filter(|rule| *rule != "none");
            let only = RedactConfig::only(rules).map_err(|_| RedactConfig::RULES.join(", "))?;
            let RedactConfig { mail, card, secret, name, ip, .. } = only;
            config.redact =
                RedactConfig { mail, card, secret, name, ip, ..std::mem::take(&mut config.redact) };
            Ok(())
        },
        get: |config| {
            let RedactConfig { mail, card, secret, name, ip, .. } = config.redact;
            let all = RedactConfig::RULES.into_iter().zip([mail, card, secret, name, ip]);
            let on: Vec<&str> = all.filter(|(_, is_on)| *is_on).map(|(rule, _)| rule).collect();
            if on.is_empty() { "none".to_owned() } else { on.join(",") }
        },
    },
    Key {
        name: "redaction.keys",
        about: "more names whose values are taken out, such as customer_reference, with commas between",
        is_secret: false,
        set: |config, text| {
            config.redact.keys = listed(text).map(str::to_owned).collect();
            Ok(())
        },
        get: |config| config.redact.keys.join(","),
    },
    Key {
        name: "redaction.patterns",
        about: "regular expressions of what is taken out besides: a list in the file, one in each line of the variable",
        is_secret: false,
        set: |config, text| {
            config.redact.patterns =
                text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            Ok(())
        },
        get: |config| config.redact.patterns.join("\n"),
    },
    Key {
        name: "redaction.pseudonym_seed",
        about: "number of your own (64 bits) by which pseudonyms of users' ids differ from those of others",
        is_secret: true,
        set: |config, text| {
            config.redact.pseudonym_seed = within(text, 0, u64::MAX)?;
            Ok(())
        },
        get: |config| match config.redact.pseudonym_seed {
            0 => String::new(),
            seed => seed.to_string(),
        },
    },
    key!(
        "ingest.retention_days",
        retention_days,
        "days that events are kept; older ones are refused (1 to 3,660)",
        |text| { within(text, 1, 3_660) }
    ),
    key!(
        "ingest.flood_all_up_to",
        flood_all_up_to,
        "events of one error group in an hour that are all kept; beyond that all are counted and few are kept (1 to 1,000,000,000)",
        |text| { within(text, 1, 1_000_000_000) }
    ),
    key!(
        "ingest.flood_one_in",
        flood_one_in,
        "of a flood, one event in so many is kept; 1 keeps all (1 to 1,000,000)",
        |text| { within(text, 1, 1_000_000) }
    ),
    key!("analysis.at_once", analyses_at_once, "analyses at the same time; others wait (1 to 64)", |text| {
        within(text, 1, 64)
    }),
    key!(
        "cache.features_s",
        features_s,
        "seconds that features of models are kept ready; 0 for never (0 to 3,600)",
        |text| { within(text, 0, 3_600) }
    ),
    key!(
        "cache.predictions_s",
        predictions_s,
        "seconds that predictions are kept ready; 0 for never (0 to 3,600)",
        |text| { within(text, 0, 3_600) }
    ),
    key!(
        "otel.endpoint",
        otel_endpoint,
        "where traces of the service itself are sent (OTLP over HTTP), such as http://collector:4318; nowhere where absent",
        |text| Ok(some(text)),
        |config| show(config.otel_endpoint.as_ref())
    ),
    secret(key!(
        "otel.headers",
        otel_headers,
        "headers sent along, such as `x-api-key=...`, with commas between",
        |text| Ok(some(text).map(Secret::new)),
        |config| config.otel_headers.as_ref().map(|secret| secret.reveal().to_owned()).unwrap_or_default()
    )),
    key!("otel.service_name", otel_service_name, "what the service is called in traces", named),
    key!("otel.sample", otel_sample, "share of requests that are traced (0 to 1)", |text| within(
        text, 0.0, 1.0
    )
    .map_err(|_| "a number from 0 to 1".to_owned())),
    key!("log.format", log_format, "text or json", |text| one_of(text, &["text", "json"])),
    key!("log.level", log_level, "error, warn, info or debug", |text| one_of(
        text,
        &["error", "warn", "info", "debug"]
    )),
];
