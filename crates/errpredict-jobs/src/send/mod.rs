//! Hands messages over: what is due is claimed, sent, and said to be sent, or tried again later.
//!
//! At least once: a message whose process ends between handing it over and saying so is sent again when its claim ends. Every message
//! has an id that stays, so that a receiver can tell.

mod address;
mod asked;
mod connect;
mod email;
mod failure;
mod formats;
mod http;
mod sign;

use std::sync::Arc;
use std::time::Duration;

use errpredict::vocabulary::NotificationChannel;
use errpredict::{Error, ErrorKind, Result, Severity, Timestamp};
use errpredict_store::{ClaimedMessage, Reach, Tenant};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::alerts::{Message, News, SLACK, TEST, line};
use crate::backoff::jittered;
use crate::config::{Alerts, Hook};
use crate::context::Context;
use crate::secret::Secret;

pub use address::is_public;
use connect::Connector;
pub(crate) use failure::Failure;
pub use formats::Format;
use formats::{Outgoing, filled};
pub(crate) use http::Http;
use http::Post;

/// Seconds after each attempt: eight attempts within 27.6 hours, as Standard Webhooks advises.
const WAITS_S: [u64; 7] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];
/// Messages sent at the same time.
const AT_ONCE: u16 = 32;

/// What became of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sent {
    /// Handed over.
    pub sent: usize,
    /// Not handed over, and tried again.
    pub again: usize,
    /// Not handed over, and not tried again.
    pub failed: usize,
}

/// What hands messages over. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sender {
    config: Arc<Alerts>,
    http: Http,
    mail: Option<Arc<email::Mailer>>,
    leaves_the_rest: bool,
}

impl Sender {
    /// With what is configured.
    ///
    /// # Errors
    /// `io` for a file of certificates that cannot be read, `invalid_setting` for addresses that are none.
    pub fn new(config: &Alerts) -> Result<Sender> {
        let wrong = |failure: Failure| Error::new(ErrorKind::InvalidSetting, failure.said);
        let ca = config.ca_file.as_ref().map(std::fs::read).transpose().map_err(|error| {
            Error::new(ErrorKind::Io, format!("the file of `alerts.ca_file` cannot be read: {error}"))
        })?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for certificate in ca.iter().flat_map(|pem| CertificateDer::pem_slice_iter(pem)).flatten() {
            roots.add(certificate).map_err(|error| {
                Error::new(
                    ErrorKind::InvalidSetting,
                    format!("`alerts.ca_file` holds a certificate that is none: {error}"),
                )
            })?;
        }
        let timeout = Duration::from_secs_f64(config.timeout_s);
        let connector = Connector::new(roots, config.allow_private).map_err(wrong)?;
        let mail = config.email.as_ref().map(|email| email::Mailer::new(email, &connector, timeout));
        let http = Http { connector, timeout };
        let mail = mail.transpose().map_err(wrong)?.map(Arc::new);
        Ok(Sender { config: Arc::new(config.clone()), http, mail, leaves_the_rest: false })
    }

    /// The same, which leaves messages that it has no settings for to a sender that has them: they do not fail.
    #[must_use]
    pub fn leaving_the_rest(mut self) -> Sender {
        self.leaves_the_rest = true;
        self
    }

    /// What there are settings for.
    async fn reach(&self, tenant: &Tenant) -> Result<Reach> {
        let mut channels = vec![NotificationChannel::Dashboard];
        channels.extend(self.mail.is_some().then_some(NotificationChannel::Email));
        channels.extend(self.config.sms.is_some().then_some(NotificationChannel::Sms));
        let own = tenant.on_primary().configuration_with_secrets().await?.hooks;
        let mut names: Vec<String> = own.into_iter().map(|hook| hook.name).collect();
        names.extend(self.config.hooks.iter().map(|hook| hook.name.clone()));
        names.extend(self.config.slack.is_some().then(|| SLACK.to_owned()));
        Ok(Reach { channels, names })
    }

    /// Sends every message of a tenant that is due.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn send_due(&self, context: &Context, tenant: &Tenant) -> Result<Sent> {
        // Longer than a message can take, so that nobody else sends it meanwhile.
        let lease_ms = (self.config.timeout_s * 3_000.0) as u32 + 10_000;
        let mut all = Sent::default();
        let reach = if self.leaves_the_rest { Some(self.reach(tenant).await?) } else { None };
        loop {
            let claimed = tenant.claim_messages(AT_ONCE, lease_ms, reach.as_ref()).await?;
            let is_last = claimed.len() < usize::from(AT_ONCE);
            let mut tasks = JoinSet::new();
            for message in claimed {
                let (sender, tenant, store) = (self.clone(), tenant.clone(), context.store.clone());
                tasks.spawn(async move {
                    let at = store.now().await?;
                    sender.one(&tenant, &message, at).await
                });
            }
            while let Some(done) = tasks.join_next().await {
                match done {
                    Ok(Ok(Ok(()))) => all.sent += 1,
                    Ok(Ok(Err(true))) => all.again += 1,
                    Ok(Ok(Err(false))) => all.failed += 1,
                    Ok(Err(error)) => return Err(error),
                    Err(error) => {
                        return Err(Error::new(
                            ErrorKind::Internal,
                            format!("the sending of a message ended badly: {error}"),
                        ));
                    }
                }
            }
            if is_last {
                return Ok(all);
            }
        }
    }

    /// Sends one and says so; of one that was not handed over whether it is tried again.
    async fn one(
        &self,
        tenant: &Tenant,
        claimed: &ClaimedMessage,
        at: Timestamp,
    ) -> Result<std::result::Result<(), bool>> {
        let id = claimed.notification.id;
        let thread = tenant.receipt_before(claimed).await?;
        match self.hand_over(tenant, claimed, thread.as_ref(), at).await? {
            Ok(receipt) => {
                if let Some(receipt) = receipt {
                    tenant.keep_receipt(id, &receipt).await?;
                }
                tenant.notification_was_sent(id).await?;
                Ok(Ok(()))
            }
            Err(failure) => {
                let attempt = usize::try_from(claimed.notification.attempts).unwrap_or(1).max(1);
                let wait = WAITS_S.get(attempt - 1).filter(|_| !failure.is_for_good);
                let seed = id.as_u64_pair().1 ^ attempt as u64;
                let again = wait.map(|seconds| jittered(seconds * 1_000, 0.1, seed));
                let channel = claimed.notification.message.channel;
                tracing::warn!(%channel, attempt, error = failure.said, again = again.is_some(), "a message was not handed over");
                tenant.message_failed(id, &failure.said, again).await?;
                Ok(Err(again.is_some()))
            }
        }
    }

    /// Hands a message over; gives what the receiver calls it, where that is kept.
    async fn hand_over(
        &self,
        tenant: &Tenant,
        claimed: &ClaimedMessage,
        thread: Option<&Value>,
        at: Timestamp,
    ) -> Result<std::result::Result<Option<Value>, Failure>> {
        let message = message_of(claimed);
        let recipient = claimed.notification.message.recipient.as_str();
        let id = claimed.notification.id.to_string();
        Ok(match claimed.notification.message.channel {
            // It is there: whoever looks sees it.
            NotificationChannel::Dashboard => Ok(None),
            NotificationChannel::Email => match &self.mail {
                Some(mail) => mail.send(recipient, &id, at, &message).await.map(|()| None),
                None => Err(Failure::for_good("`alerts.email` is not configured")),
            },
            NotificationChannel::Sms => self.sms(recipient, &message).await.map(|()| None),
            NotificationChannel::Slack if recipient == SLACK => match &self.config.slack {
                Some(slack) => {
                    let hook = Hook {
                        name: SLACK.to_owned(),
                        format: Format::Slack,
                        url: slack.url.clone(),
                        secret: None,
                        least: Severity::Info,
                        template: None,
                    };
                    self.hook(&hook, (&id, at), &message, thread).await
                }
                None => Err(Failure::for_good("`alerts.slack` is not configured")),
            },
            _ => match self.hook_named(tenant, recipient).await? {
                Some(hook) => self.hook(&hook, (&id, at), &message, thread).await,
                None => Err(Failure::for_good(format!(
                    "neither the tenant nor `alerts.hooks` has a hook of the name `{recipient}`"
                ))),
            },
        })
    }

    /// A hook of the tenant, else one of the settings.
    async fn hook_named(&self, tenant: &Tenant, name: &str) -> Result<Option<Hook>> {
        let own = tenant.on_primary().configuration_with_secrets().await?.hooks;
        if let Some(own) = own.into_iter().find(|hook| hook.name == name) {
            return Ok(Some(Hook {
                name: own.name,
                // What is stored was checked; a format of a later version is sent as it is for programs.
                format: Format::named(&own.format).unwrap_or_default(),
                url: Secret::new(own.url),
                secret: own.secret.map(Secret::new),
                least: own.least,
                template: own.template,
            }));
        }
        Ok(self.config.hooks.iter().find(|hook| hook.name == name).cloned())
    }

    async fn hook(
        &self,
        hook: &Hook,
        (id, at): (&str, Timestamp),
        message: &Message,
        thread: Option<&Value>,
    ) -> std::result::Result<Option<Value>, Failure> {
        let receipt = self.hook_once(hook, (id, at), message, thread).await?;
        // What a test opens is closed at once.
        if message.kind == TEST && message.news == News::Fired && hook.format.opens() {
            let over = Message { news: News::Over, until: Some(at), ..message.clone() };
            self.hook_once(hook, (id, at), &over, receipt.as_ref()).await?;
        }
        Ok(receipt)
    }

    async fn hook_once(
        &self,
        hook: &Hook,
        (id, at): (&str, Timestamp),
        message: &Message,
        thread: Option<&Value>,
    ) -> std::result::Result<Option<Value>, Failure> {
        let secret = hook.secret.as_ref().map(Secret::reveal);
        let outgoing = Outgoing {
            message,
            secret: secret.unwrap_or_default(),
            template: hook.template.as_deref(),
            url: hook.url.reveal(),
            thread,
        };
        let first = hook.format.body(&outgoing);
        let (read, then) = (first.receipt, first.then.clone());
        let answer = self.body(hook, (id, at), first).await?;
        let receipt = match read {
            Some(read) => {
                let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                Some(read(&value).map_err(|said| Failure::again(line(&said, 200)))?)
            }
            None => None,
        };
        for next in then {
            self.body(hook, (id, at), next).await?;
        }
        // In a thread all that follows answers to the first.
        Ok(thread.cloned().or(receipt))
    }

    async fn body(
        &self,
        hook: &Hook,
        (id, at): (&str, Timestamp),
        body: formats::Body,
    ) -> std::result::Result<http::Answer, Failure> {
        let secret = hook.secret.as_ref().map(Secret::reveal);
        let mut headers = body.headers;
        match secret.filter(|_| body.is_signed) {
            Some(secret) => headers.extend(sign::headers(secret, id, at.ms() / 1_000, &body.text)),
            None => headers.push(("webhook-id", id.to_owned())),
        }
        let wants_answer = body.receipt.is_some();
        let post = Post { body: body.text, headers, method: body.method, wants_answer };
        self.http.post(body.url.as_deref().unwrap_or(hook.url.reveal()), &post).await
    }

    /// Sends a signed message to an executor, and gives what it answered.
    pub(crate) async fn call(
        &self,
        url: &str,
        secret: Option<&str>,
        (id, at): (&str, Timestamp),
        body: String,
        timeout: Duration,
    ) -> std::result::Result<Vec<u8>, Failure> {
        let headers = match secret {
            Some(secret) => sign::headers(secret, id, at.ms() / 1_000, &body),
            None => vec![("webhook-id", id.to_owned())],
        };
        let http = Http { timeout, ..self.http.clone() };
        let post = Post { body, headers, wants_answer: true, ..Post::default() };
        http.post(url, &post).await.map(|answer| answer.body)
    }

    async fn sms(&self, to: &str, message: &Message) -> std::result::Result<(), Failure> {
        let sms =
            self.config.sms.as_ref().ok_or_else(|| Failure::for_good("`alerts.sms` is not configured"))?;
        let body = filled(&sms.body, &[("to", to.to_owned()), ("text", message.in_short())]);
        let authorization =
            sms.authorization.as_ref().map(|secret| ("authorization", secret.reveal().to_owned()));
        let post = Post { body, headers: authorization.into_iter().collect(), ..Post::default() };
        self.http.post(sms.url.reveal(), &post).await.map(drop)
    }
}

/// What a message says; of one that was written without parts its text.
fn message_of(claimed: &ClaimedMessage) -> Message {
    serde_json::from_value(claimed.payload.clone()).unwrap_or_else(|_| {
        let told = &claimed.notification.message;
        let mut lines = told.message.lines().map(str::to_owned);
        Message {
            news: News::Fired,
            kind: "platform".to_owned(),
            service: None,
            severity: told.severity,
            title: lines.next().unwrap_or_default(),
            what: lines.filter(|line| !line.trim().is_empty()).collect(),
            why: Vec::new(),
            sure: Vec::new(),
            todo: Vec::new(),
            numbers: Vec::new(),
            since: claimed.created_at,
            until: None,
            at: claimed.created_at,
            key: told.subject.clone(),
            keys: Vec::new(),
            links: Vec::new(),
            about: None,
        }
    })
}
