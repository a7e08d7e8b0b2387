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
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};

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
/// Messages of a tenant sent at the same time, and of them those to one receiver: one that hangs holds nobody else's up.
const AT_ONCE: usize = 32;
const OF_EACH: usize = 4;
/// While some are on their way it is looked so often whether others came.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

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
    /// To receivers of the settings.
    http: Http,
    /// To receivers and executors that tenants name.
    of_tenants: Http,
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
        let of_tenants = connector.allowing_private(config.allow_private && config.allow_private_of_tenants);
        let of_tenants = Http { connector: of_tenants, timeout };
        let mail = config.email.as_ref().map(|email| email::Mailer::new(email, &connector, timeout));
        let http = Http { connector, timeout };
        let mail = mail.transpose().map_err(wrong)?.map(Arc::new);
        Ok(Sender { config: Arc::new(config.clone()), http, of_tenants, mail, leaves_the_rest: false })
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
        let (_open, never) = watch::channel(false);
        self.send_until(context, tenant, &never).await
    }

    /// As [`Sender::send_due`]; what is on its way when it is to end is finished, and nothing else is begun.
    pub(crate) async fn send_until(
        &self,
        context: &Context,
        tenant: &Tenant,
        ended: &watch::Receiver<bool>,
    ) -> Result<Sent> {
        // Longer than a message can take, so that nobody else sends it meanwhile.
        let lease_ms = (self.config.timeout_s * 3_000.0) as u32 + 10_000;
        let mut all = Sent::default();
        let reach = if self.leaves_the_rest { Some(self.reach(tenant).await?) } else { None };
        let mut failed = None;
        let mut tasks = JoinSet::new();
        // To whom each of them is.
        let mut going: Vec<(Id, (NotificationChannel, String))> = Vec::new();
        let mut looks = true;
        loop {
            if looks && failed.is_none() && !*ended.borrow() && going.len() < AT_ONCE {
                let busy = busy(going.iter().map(|(_, to)| to));
                let room = u16::try_from(AT_ONCE - going.len()).unwrap_or(1);
                let claimed = match tenant.claim_messages(room, lease_ms, &busy, reach.as_ref()).await {
                    Ok(claimed) => claimed,
                    Err(error) => {
                        failed = Some(error);
                        Vec::new()
                    }
                };
                looks = claimed.len() == usize::from(room);
                for message in claimed {
                    let told = &message.notification.message;
                    let to = (told.channel, told.recipient.clone());
                    let (sender, tenant, store) = (self.clone(), tenant.clone(), context.store.clone());
                    let task = tasks.spawn(async move {
                        let at = store.now().await?;
                        sender.one(&tenant, &message, at).await
                    });
                    going.push((task.id(), to));
                }
            }
            let Ok(done) = tokio::time::timeout(LOOK_AGAIN, tasks.join_next_with_id()).await else {
                looks = true;
                continue;
            };
            // Nothing was due, or nothing more is begun.
            let Some(done) = done else { return failed.map_or(Ok(all), Err) };
            let (id, came) = match done {
                Ok((id, came)) => (id, came),
                Err(error) => (
                    error.id(),
                    Err(Error::new(
                        ErrorKind::Internal,
                        format!("the sending of a message ended badly: {error}"),
                    )),
                ),
            };
            going.retain(|(known, _)| *known != id);
            match came {
                Ok(Ok(())) => all.sent += 1,
                Ok(Err(true)) => all.again += 1,
                Ok(Err(false)) => all.failed += 1,
                // The others are finished all the same.
                Err(error) => drop(failed.get_or_insert(error)),
            }
            looks |= going.is_empty();
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
        let alert = claimed.alert.map_or_else(|| message.key.clone(), |alert| alert.to_string());
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
                    let way = Way { http: &self.http, hook: &hook, id: &id, alert: &alert, at };
                    way.hand_over(&message, thread).await
                }
                None => Err(Failure::for_good("`alerts.slack` is not configured")),
            },
            _ => match self.hook_named(tenant, recipient).await? {
                Some((http, hook)) => {
                    let way = Way { http, hook: &hook, id: &id, alert: &alert, at };
                    way.hand_over(&message, thread).await
                }
                None => Err(Failure::for_good(format!(
                    "neither the tenant nor `alerts.hooks` has a hook of the name `{recipient}`"
                ))),
            },
        })
    }

    /// A hook of the tenant, else one of the settings, and how it is reached.
    async fn hook_named(&self, tenant: &Tenant, name: &str) -> Result<Option<(&Http, Hook)>> {
        let own = tenant.on_primary().configuration_with_secrets().await?.hooks;
        if let Some(own) = own.into_iter().find(|hook| hook.name == name) {
            let hook = Hook {
                name: own.name,
                // What is stored was checked; a format of a later version is sent as it is for programs.
                format: Format::named(&own.format).unwrap_or_default(),
                url: Secret::new(own.url),
                secret: own.secret.map(Secret::new),
                least: own.least,
                template: own.template,
            };
            return Ok(Some((&self.of_tenants, hook)));
        }
        let found = self.config.hooks.iter().find(|hook| hook.name == name);
        Ok(found.map(|hook| (&self.http, hook.clone())))
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
        let http = Http { timeout, ..self.of_tenants.clone() };
        let post = Post { body, headers, wants_answer: true, ..Post::default() };
        http.post(url, &post).await.map(|answer| answer.body)
    }

    async fn sms(&self, to: &str, message: &Message) -> std::result::Result<(), Failure> {
        let sms =
            self.config.sms.as_ref().ok_or_else(|| Failure::for_good("`alerts.sms` is not configured"))?;
        let values = [("to", to.to_owned()), ("text", message.in_short())];
        let (body, content_type) = match &sms.form {
            Some(form) => (formats::form(form, &values), "application/x-www-form-urlencoded"),
            None => (filled(&sms.body, &values), ""),
        };
        let authorization =
            sms.authorization.as_ref().map(|secret| ("authorization", secret.reveal().to_owned()));
        let headers = authorization.into_iter().collect();
        let post = Post { body, headers, content_type, ..Post::default() };
        self.http.post(sms.url.reveal(), &post).await.map(drop)
    }
}

/// Receivers that have as many on their way as one may have.
fn busy<'a>(
    going: impl Iterator<Item = &'a (NotificationChannel, String)>,
) -> Vec<(NotificationChannel, String)> {
    let mut all: Vec<&(NotificationChannel, String)> = going.collect();
    all.sort_by(|a, b| (a.0.name(), &a.1).cmp(&(b.0.name(), &b.1)));
    let same = all.chunk_by(|a, b| a == b);
    same.filter(|same| same.len() >= OF_EACH).map(|same| same[0].clone()).collect()
}

/// A hook, how it is reached, and what tells the message from others.
struct Way<'a> {
    http: &'a Http,
    hook: &'a Hook,
    id: &'a str,
    alert: &'a str,
    at: Timestamp,
}

impl Way<'_> {
    async fn hand_over(
        &self,
        message: &Message,
        thread: Option<&Value>,
    ) -> std::result::Result<Option<Value>, Failure> {
        let receipt = self.once(message, thread).await?;
        // What a test opens is closed at once.
        if message.kind == TEST && message.news == News::Fired && self.hook.format.opens() {
            let over = Message { news: News::Over, until: Some(self.at), ..message.clone() };
            self.once(&over, receipt.as_ref()).await?;
        }
        Ok(receipt)
    }

    async fn once(
        &self,
        message: &Message,
        thread: Option<&Value>,
    ) -> std::result::Result<Option<Value>, Failure> {
        let secret = self.hook.secret.as_ref().map(Secret::reveal);
        let outgoing = Outgoing {
            message,
            alert: self.alert,
            secret: secret.unwrap_or_default(),
            template: self.hook.template.as_deref(),
            url: self.hook.url.reveal(),
            thread,
        };
        let first = self.hook.format.body(&outgoing);
        let (read, then) = (first.receipt, first.then.clone());
        let answer = self.body(first).await?;
        let receipt = match read {
            Some(read) => {
                let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                Some(read(&value).map_err(|said| Failure::again(line(&said, 200)))?)
            }
            None => None,
        };
        for next in then {
            self.body(next).await?;
        }
        // In a thread all that follows answers to the first.
        Ok(thread.cloned().or(receipt))
    }

    async fn body(&self, body: formats::Body) -> std::result::Result<http::Answer, Failure> {
        let secret = self.hook.secret.as_ref().map(Secret::reveal);
        let mut headers = body.headers;
        match secret.filter(|_| body.is_signed) {
            Some(secret) => {
                headers.extend(sign::headers(secret, self.id, self.at.ms() / 1_000, &body.text));
            }
            None => headers.push(("webhook-id", self.id.to_owned())),
        }
        let wants_answer = body.receipt.is_some();
        let post = Post { body: body.text, headers, method: body.method, wants_answer, ..Post::default() };
        self.http.post(body.url.as_deref().unwrap_or(self.hook.url.reveal()), &post).await
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
            with: None,
            joined: Vec::new(),
        }
    })
}
