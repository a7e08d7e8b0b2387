//! Messages are handed over to real receivers, whatever these do.

use std::time::{Duration, Instant};

use errpredict::Severity;
use errpredict::vocabulary::NotificationChannel;
use errpredict_jobs::{Config, Context, EVERYBODY, SLACK, Sender, Sent};
use errpredict_store::{NewNotification, Store, Tenant};
use serde_json::Value;

use crate::common::{run, store, superuser_of};
use crate::mail::MailServer;
use crate::receivers::{Manner, Receiver, authority};

fn message(channel: NotificationChannel, recipient: &str) -> NewNotification {
    NewNotification {
        subject: "k1".to_owned(),
        severity: Severity::Critical,
        channel,
        recipient: recipient.to_owned(),
        message: "critical shop: down\nsince <script>alert(1)</script> & \u{1b}[31m".to_owned(),
        dedupe_key: "k1 fired".to_owned(),
        escalation_level: 0,
    }
}

fn config(text: &str) -> Config {
    let mut config = Config::read(text, |_| None).unwrap();
    config.alerts.ca_file = Some(authority());
    config.alerts.timeout_s = 2.0;
    config
}

async fn sent(store: &Store, tenant: &Tenant, config: &Config) -> Sent {
    let context = Context::new(store.clone(), config.clone()).unwrap();
    Sender::new(&config.alerts).unwrap().send_due(&context, tenant).await.unwrap()
}

/// The error of the one message of a hook.
async fn refused(url: &str, allow_private: bool) -> (Sent, String) {
    let (_, store, tenant) = store().await;
    let text = format!(
        "[alerts]\nallow_private = {allow_private}\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"{url}\""
    );
    tenant.notify(&[message(NotificationChannel::Webhook, "hook")]).await.unwrap();
    let done = sent(&store, &tenant, &config(&text)).await;
    let told = tenant.notifications_about("k1").await.unwrap();
    (done, told[0].error.clone().unwrap_or_default())
}

#[test]
fn every_channel_reaches_its_receiver() {
    run(async {
        let (hook, chat, gateway, mail) = (
            Receiver::start_with_tls(Manner::Well).await,
            Receiver::start(Manner::Well).await,
            Receiver::start(Manner::Well).await,
            MailServer::start(true).await,
        );
        let text = format!(
            "[alerts]\nallow_private = true\n[alerts.email]\nurl = \"smtp://localhost:{}\"\nfrom = \"errpredict <e@m.example>\"\n\
             [alerts.slack]\nurl = \"{}\"\n[alerts.sms]\nurl = \"{}\"\nauthorization = \"Bearer t\"\n[[alerts.hooks]]\nname = \"hook\"\n\
             url = \"https://localhost:{}/x\"\nsecret = \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"",
            mail.port,
            chat.url(),
            gateway.url(),
            hook.port,
        );
        let (_, store, tenant) = store().await;
        let all = [
            message(NotificationChannel::Email, "ada@m.example"),
            message(NotificationChannel::Slack, SLACK),
            message(NotificationChannel::Sms, "+15550100"),
            message(NotificationChannel::Webhook, "hook"),
            message(NotificationChannel::Dashboard, EVERYBODY),
        ];
        assert_eq!(tenant.notify(&all).await.unwrap(), 5);
        let config = config(&text);
        let done = sent(&store, &tenant, &config).await;
        let told = tenant.notifications_about("k1").await.unwrap();
        assert_eq!(done, Sent { sent: 5, again: 0, failed: 0 }, "{told:?}");
        assert!(told.iter().all(|one| one.status.name() == "sent" && one.delivered_at.is_some()));
        assert_eq!(sent(&store, &tenant, &config).await, Sent::default(), "sent once");

        let taken = mail.taken();
        assert_eq!(
            (taken.len(), taken[0].to.clone(), taken[0].encrypted),
            (1, vec!["ada@m.example".to_owned()], true)
        );
        let data = taken[0].text();
        assert!(
            data.contains("Subject: critical shop: down") && data.contains("multipart/alternative"),
            "{data}"
        );
        assert!(data.contains("text/plain") && data.contains("text/html"), "{data}");
        assert!(data.contains("&lt;script&gt;alert(1)") && !data.contains('\u{1b}'), "{data}");

        let slack: Value = serde_json::from_str(&chat.got()[0].body).unwrap();
        assert_eq!(slack["text"], "critical shop: down");
        let sms: Value = serde_json::from_str(&gateway.got()[0].body).unwrap();
        assert_eq!(
            (sms["to"].as_str(), sms["text"].as_str()),
            (Some("+15550100"), Some("[critical] critical shop: down."))
        );
        assert_eq!(gateway.got()[0].header("authorization").as_deref(), Some("Bearer t"));

        // Whoever has the secret can tell that it is whole and whose.
        let got = &hook.got()[0];
        let id = told
            .iter()
            .find(|one| one.message.channel == NotificationChannel::Webhook)
            .unwrap()
            .id
            .to_string();
        assert_eq!(got.header("webhook-id"), Some(id));
        let at: i64 = got.header("webhook-timestamp").unwrap().parse().unwrap();
        assert!((store.now().await.unwrap().ms() / 1_000 - at).abs() < 10);
        assert!(got.header("webhook-signature").unwrap().starts_with("v1,"));
        assert_eq!(got.header("host"), Some(format!("localhost:{}", hook.port)));
        let body: Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(
            (body["type"].as_str(), body["data"]["severity"].as_str()),
            (Some("alert.fired"), Some("critical"))
        );
    });
}

#[test]
fn a_receiver_that_behaves_badly_is_tried_again_and_holds_nobody_up() {
    run(async {
        let (good, hang, broken, elsewhere, endless, away, odd, gone) = (
            Receiver::start(Manner::Well).await,
            Receiver::start(Manner::Hang).await,
            Receiver::start(Manner::Status(500)).await,
            Receiver::start(Manner::Redirect).await,
            Receiver::start(Manner::Endless).await,
            Receiver::start(Manner::Away).await,
            Receiver::start(Manner::Nonsense).await,
            Receiver::start(Manner::Status(410)).await,
        );
        let hooks = [
            ("good", good.url()),
            ("hang", hang.url()),
            ("broken", broken.url()),
            ("elsewhere", elsewhere.url()),
            ("endless", endless.url()),
            ("away", away.url()),
            ("odd", odd.url()),
            ("gone", gone.url()),
            ("no_tls", format!("https://127.0.0.1:{}/", good.port)),
            ("nobody", "http://127.0.0.1:1/".to_owned()),
            ("nowhere", "http://nowhere.invalid/".to_owned()),
            ("ftp", "ftp://127.0.0.1/".to_owned()),
        ];
        let mut text = "[alerts]\nallow_private = true\n".to_owned();
        for (name, url) in &hooks {
            text.push_str(&format!("[[alerts.hooks]]\nname = \"{name}\"\nurl = \"{url}\"\n"));
        }
        let (_, store, tenant) = store().await;
        let mut all: Vec<_> =
            hooks.iter().map(|(name, _)| message(NotificationChannel::Webhook, name)).collect();
        all.push(message(NotificationChannel::Webhook, "unknown"));
        tenant.notify(&all).await.unwrap();
        let began = Instant::now();
        let done = sent(&store, &tenant, &config(&text)).await;
        let took = began.elapsed();
        assert!(took < Duration::from_secs(8), "all at the same time, two seconds at most each: {took:?}");
        let told = tenant.notifications_about("k1").await.unwrap();
        assert_eq!(done, Sent { sent: 1, again: 9, failed: 3 }, "{told:#?}");
        let now = store.now().await.unwrap();
        for (name, status, said) in [
            ("good", "sent", ""),
            ("hang", "pending", "no answer within 2 s"),
            ("broken", "pending", "the receiver answered 500"),
            ("elsewhere", "pending", "redirects are not followed"),
            ("endless", "pending", "the receiver answered 500"),
            ("away", "pending", "the receiver went away"),
            ("odd", "pending", "the receiver went away"),
            ("gone", "failed", "410"),
            // A server without TLS waits for the end of a request, and never hears it.
            ("no_tls", "pending", "no answer within 2 s"),
            ("nobody", "pending", "no connection"),
            ("nowhere", "pending", "leads nowhere"),
            ("ftp", "failed", "neither http:// nor https://"),
            ("unknown", "failed", "has a hook of the name"),
        ] {
            let one = told.iter().find(|one| one.message.recipient == name).unwrap();
            let error = one.error.clone().unwrap_or_default();
            assert_eq!(one.status.name(), status, "{name}: {error}");
            assert!(error.contains(said) && !error.contains('\u{1b}'), "{name}: {error}");
            assert_eq!(one.attempts, 1);
            if status == "pending" {
                let wait = one.next_try_at.ms() - now.ms();
                assert!((-3_000..=5_000).contains(&wait), "{name}: tried again after {wait} ms");
            }
        }
    });
}

#[test]
fn of_ten_gigabytes_no_more_is_read_than_is_needed() {
    run(async {
        // Of a success its first line is enough; where the answer is wanted, its beginning is no answer.
        let (hook, issue) = (Receiver::start(Manner::Huge).await, Receiver::start(Manner::Huge).await);
        let text = format!(
            "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"{}\"\n\
             [[alerts.hooks]]\nname = \"issue\"\nformat = \"github\"\nsecret = \"t\"\nurl = \"{}\"",
            hook.url(),
            issue.url()
        );
        let (_, store, tenant) = store().await;
        let all = ["hook", "issue"].map(|name| message(NotificationChannel::Webhook, name));
        tenant.notify(&all).await.unwrap();
        let began = Instant::now();
        let done = sent(&store, &tenant, &config(&text)).await;
        let told = tenant.notifications_about("k1").await.unwrap();
        assert_eq!(done, Sent { sent: 1, again: 1, failed: 0 }, "{told:#?}");
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
        let of = |name: &str| told.iter().find(|one| one.message.recipient == name).unwrap();
        assert_eq!(of("hook").status.name(), "sent");
        let error = of("issue").error.clone().unwrap_or_default();
        assert!(error.contains("the answer names no issue"), "{error}");
        // What was taken beyond that lies in the buffers of the connection.
        for receiver in [&hook, &issue] {
            assert!(receiver.wrote() < 64 << 20, "{} bytes", receiver.wrote());
        }
    });
}

#[test]
fn tries_are_eight_within_28_hours() {
    run(async {
        let broken = Receiver::start(Manner::WellAfter(100)).await;
        let text = format!(
            "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"{}\"",
            broken.url()
        );
        let config = config(&text);
        let (owner, store, tenant) = store().await;
        tenant.notify(&[message(NotificationChannel::Webhook, "hook")]).await.unwrap();
        let admin = superuser_of(&owner).await;
        let mut waits = Vec::new();
        for _ in 0..7 {
            assert_eq!(sent(&store, &tenant, &config).await, Sent { again: 1, ..Sent::default() });
            let one = tenant.notifications_about("k1").await.unwrap().remove(0);
            waits.push((one.next_try_at.ms() - store.now().await.unwrap().ms()) as f64 / 1_000.0);
            // The clock goes on.
            admin
                .batch_execute("update ai_models.alert_notifications set next_try_at = now()")
                .await
                .unwrap();
        }
        for (wait, expected) in waits.iter().zip([5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 36_000.0])
        {
            assert!((0.88 * expected - 1.0..=expected).contains(wait), "{waits:?}");
        }
        assert_eq!(sent(&store, &tenant, &config).await, Sent { failed: 1, ..Sent::default() });
        assert_eq!(broken.got().len(), 8);
        let ids: std::collections::BTreeSet<_> =
            broken.got().iter().map(|got| got.header("webhook-id")).collect();
        assert_eq!(ids.len(), 1, "all of one message");
    });
}

#[test]
fn private_addresses_are_refused_in_every_form() {
    run(async {
        let here = Receiver::start(Manner::Well).await;
        let port = here.port;
        for host in [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0x7f.0.0.1",
            "017700000001",
            "127.1",
            "0",
            "0.0.0.0",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::ffff:169.254.169.254]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "100.64.0.1",
            "2852039166",
            "10.0.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "[fe80::1]",
            "[fd00::1]",
        ] {
            let (done, error) = refused(&format!("http://{host}:{port}/"), false).await;
            assert_eq!(done, Sent { failed: 1, ..Sent::default() }, "{host}: {error}");
            assert!(error.contains("private address"), "{host}: {error}");
        }
        assert!(here.got().is_empty(), "nothing was sent");
        // Where it is allowed, it goes there.
        let (done, error) = refused(&format!("http://127.1:{port}/"), true).await;
        assert_eq!((done.sent, here.got().len()), (1, 1), "{error}");
        // A redirect to one is not followed either.
        let elsewhere = Receiver::start(Manner::Redirect).await;
        let (done, error) = refused(&elsewhere.url(), true).await;
        assert!(done.again == 1 && error.contains("redirects are not followed"), "{error}");
    });
}

#[test]
fn a_certificate_of_another_name_and_one_that_has_ended_are_refused() {
    run(async {
        for (name, words) in [("elsewhere", "not valid for name"), ("expired", "expired")] {
            let hook = Receiver::start_with_certificate(Manner::Well, name).await;
            let text = format!(
                "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"https://localhost:{}/\"",
                hook.port
            );
            let mut config = config(&text);
            config.alerts.ca_file = Some(crate::receivers::certs().join("other_ca.pem"));
            let (_, store, tenant) = crate::common::store().await;
            tenant.notify(&[message(NotificationChannel::Webhook, "hook")]).await.unwrap();
            assert_eq!(sent(&store, &tenant, &config).await.again, 1);
            let told = tenant.notifications_about("k1").await.unwrap();
            let error = told[0].error.clone().unwrap();
            assert!(error.contains("no TLS with localhost") && error.contains(words), "{name}: {error}");
            assert!(hook.got().is_empty());
        }
    });
}

#[test]
fn a_mail_server_that_never_ends_its_line_is_left() {
    run(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            use tokio::io::AsyncWriteExt as _;
            let (mut stream, _) = listener.accept().await.unwrap();
            while stream.write_all(&[b'2'; 4_096]).await.is_ok() {}
        });
        let text = format!("[alerts.email]\nurl = \"smtp://localhost:{port}\"\nfrom = \"e@m.example\"");
        let (_, store, tenant) = crate::common::store().await;
        tenant.notify(&[message(NotificationChannel::Email, "ada@m.example")]).await.unwrap();
        assert_eq!(sent(&store, &tenant, &config(&text)).await.again, 1);
        let error = tenant.notifications_about("k1").await.unwrap()[0].error.clone().unwrap();
        assert!(error.contains("has no end within"), "{error}");
    });
}

#[test]
fn a_real_mail_server_takes_mail_with_a_password_both_ways_of_encryption() {
    let Some(python) = std::env::var_os("ERRPREDICT_TEST_SMTP").filter(|name| !name.is_empty()) else {
        println!("NOT CHECKED: mail at a real server needs ERRPREDICT_TEST_SMTP, a Python that has aiosmtpd");
        return;
    };
    run(async {
        use std::io::{BufRead as _, BufReader};
        use std::process::{Command, Stdio};
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/jobs/smtp_server.py");
        for (scheme, kind) in [("smtp", "starttls"), ("smtps", "smtps")] {
            let certs = crate::receivers::certs();
            let mut server = Command::new(&python)
                .args([script, kind])
                .args([certs.join("server.pem"), certs.join("server.key")])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut heard = BufReader::new(server.stdout.take().unwrap()).lines();
            let port = heard.next().unwrap().unwrap();
            // The password has signs that an address must write in another way.
            let mail = async |password: &str| {
                let text = format!(
                    "[alerts.email]\nurl = \"{scheme}://errpredict:{password}@localhost:{port}\"\nfrom = \"errpredict <e@m.example>\""
                );
                let (_, store, tenant) = crate::common::store().await;
                tenant.notify(&[message(NotificationChannel::Email, "ada@m.example")]).await.unwrap();
                let done = sent(&store, &tenant, &config(&text)).await;
                (done, tenant.notifications_about("k1").await.unwrap().remove(0).error)
            };
            let (done, error) = mail("wrong").await;
            assert!(
                done.failed == 1 && error.as_ref().is_some_and(|error| error.contains("535")),
                "{done:?} {error:?}"
            );
            let (done, error) = mail("p%3Aw%40rd%25").await;
            assert_eq!(done.sent, 1, "{kind}: {error:?}");
            let taken: serde_json::Value = serde_json::from_str(&heard.next().unwrap().unwrap()).unwrap();
            assert_eq!((&taken["to"][0], &taken["by"]), (&"ada@m.example".into(), &true.into()), "{taken}");
            assert!(taken["data"].as_str().unwrap().contains("multipart/alternative"), "{taken}");
            server.kill().unwrap();
            server.wait().unwrap();
        }
    });
}

#[test]
fn tls_and_mail_are_refused_where_they_are_not_safe() {
    run(async {
        // A certificate of an authority that nobody knows.
        let hook = Receiver::start_with_tls(Manner::Well).await;
        let text = format!(
            "[alerts]\nallow_private = true\n[[alerts.hooks]]\nname = \"hook\"\nurl = \"https://localhost:{}/\"",
            hook.port
        );
        let mut strict = config(&text);
        strict.alerts.ca_file = None;
        let (_, store, tenant) = store().await;
        tenant.notify(&[message(NotificationChannel::Webhook, "hook")]).await.unwrap();
        assert_eq!(sent(&store, &tenant, &strict).await.again, 1);
        let told = tenant.notifications_about("k1").await.unwrap();
        assert!(told[0].error.as_deref().unwrap().contains("no TLS with localhost"), "{told:?}");
        assert!(hook.got().is_empty());

        // A server that offers no TLS gets no mail, unless that is asked for.
        let open = MailServer::start(false).await;
        for (rest, expected) in [("", 0), ("?tls=none", 1)] {
            let text = format!(
                "[alerts.email]\nurl = \"smtp://localhost:{}{rest}\"\nfrom = \"e@m.example\"",
                open.port
            );
            let (_, store, tenant) = crate::common::store().await;
            tenant.notify(&[message(NotificationChannel::Email, "ada@m.example")]).await.unwrap();
            let done = sent(&store, &tenant, &config(&text)).await;
            let told = tenant.notifications_about("k1").await.unwrap();
            assert_eq!((done.sent, open.taken().len()), (expected, expected), "{told:?}");
        }
        // Refused for good, and for now.
        let mail = MailServer::start(true).await;
        let text =
            format!("[alerts.email]\nurl = \"smtp://localhost:{}\"\nfrom = \"e@m.example\"", mail.port);
        let (_, store, tenant) = crate::common::store().await;
        let all = ["nobody@m.example", "later@m.example", "no address"];
        let all: Vec<_> = all.iter().map(|to| message(NotificationChannel::Email, to)).collect();
        tenant.notify(&all).await.unwrap();
        assert_eq!(sent(&store, &tenant, &config(&text)).await, Sent { sent: 0, again: 1, failed: 2 });
    });
}
