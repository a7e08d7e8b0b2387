//! A file says what a tenant is told and when: applied, looked at, taken back out, and applied again without a change.

use errpredict::{Severity, Timestamp};
use errpredict_jobs::{configuration_text, read_configuration};
use errpredict_store::{Change, ChangeKind, Configuration, Section};

use crate::common::{number, run, store, superuser_of};

const FILE: &str = r#"
[retention]
events_days = 30

[[policies]]
severity = "high"
channels = ["email", "dashboard"]
escalate_after_s = 3600
repeat_after_s = 7200
quiet_from = "22:00"
quiet_to = "07:00"
zone = "Europe/Paris"

[[services]]
name = "shop"
framework = "django"
errors_per_hour = 50

[[groups]]
name = "front"
services = ["shop", "web"]

[[people]]
name = "ada"
email = "ada@m.example"

[[on_call]]
person = "ada"
level = 1
start = 2026-01-01T00:00:00Z
end = 2099-01-01T00:00:00Z

[[hooks]]
name = "pager"
format = "pagerduty"
url = "https://events.pagerduty.com/v2/enqueue"
secret = "${PAGER}"

[[silences]]
name = "backup"
reason = "the nightly backup"
groups = ["front"]
from = "02:00"
to = "03:00"
days = ["monday", "tuesday"]
zone = "Europe/Paris"

[[maintenance]]
name = "move"
reason = "moving house"
start = "2098-12-01T10:00:00Z"
end = "2098-12-01T12:00:00Z"

[[holidays]]
name = "new year"
dates = [2027-01-01]

[[normal]]
name = "letters"
service = "letters"
from = "02:00"
to = "02:15"
at_most = 60.0

[[conditions]]
name = "many errors"
when = "count"
at_least = 50
minutes = 10

[[executors]]
name = "cache"
actions = ["cache_clear"]
url = "https://run.example/hook"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"#;

fn read(text: &str) -> Configuration {
    read_configuration(text, &[], |name| (name == "PAGER").then(|| "hunter2".to_owned())).unwrap()
}

fn words(changes: &[Change]) -> Vec<String> {
    changes.iter().map(Change::in_words).collect()
}

#[test]
fn a_file_is_applied_whole_and_comes_back_as_it_was() {
    run(async {
        let (owner, _, tenant) = store().await;
        let tenant = tenant.by("ada");
        let admin = superuser_of(&owner).await;
        let said = read(FILE);
        // Nobody of that name: nothing of it was done.
        let refused = tenant.apply_configuration(&said, false, false).await.unwrap_err();
        assert_eq!(refused.code(), "invalid_input");
        assert!(refused.to_string().contains("`ada`"), "{refused}");
        assert_eq!(tenant.configuration().await.unwrap(), Configuration::default(), "not half of it");
        tenant.create_principal("ada", "person", &["operator"]).await.unwrap();

        let would = tenant.apply_configuration(&said, false, true).await.unwrap();
        assert_eq!(would.changes.len(), 13, "{:#?}", words(&would.changes));
        assert_eq!(tenant.configuration().await.unwrap(), Configuration::default(), "a dry run");
        let did = tenant.apply_configuration(&said, false, false).await.unwrap();
        assert_eq!(words(&did.changes), words(&would.changes));
        let again = tenant.apply_configuration(&said, true, false).await.unwrap();
        assert_eq!(words(&again.changes), Vec::<String>::new(), "the same again changes nothing");

        // What is given back says the same, without secrets, and applied again it changes nothing.
        let text = configuration_text(&tenant.configuration().await.unwrap()).unwrap();
        assert!(!text.contains("hunter2") && !text.contains("whsec_"), "{text}");
        let back = read_configuration(&text, &[], |_| None).unwrap();
        assert!(tenant.apply_configuration(&back, true, false).await.unwrap().changes.is_empty());
        let sealed = tenant.configuration_with_secrets().await.unwrap();
        assert_eq!(sealed.hooks[0].secret.as_deref(), Some("hunter2"), "it stays");
        assert!(sealed.executors[0].secret.as_deref().is_some_and(|secret| secret.starts_with("whsec_")));

        // What it says holds.
        let policies = tenant.alert_policies().await.unwrap();
        assert_eq!((policies[0].severity, policies[0].repeat_after_s), (Severity::High, Some(7_200)));
        let at: Timestamp = "2026-12-01T01:30:00Z".parse().unwrap();
        let on_call = tenant.on_call_at(at).await.unwrap();
        assert_eq!(on_call.len(), 1);
        assert!(on_call[0].2.as_deref().unwrap().contains("ada@m.example"), "{on_call:?}");
        // A Tuesday, half past two in Paris: by the names of the group.
        let silences = tenant.silences_at(at).await.unwrap();
        let of: Vec<_> = silences.iter().map(|one| one.service.as_deref()).collect();
        assert_eq!(of, [Some("shop"), Some("web")]);
        assert_eq!(silences[0].end_at, "2026-12-01T02:00:00Z".parse().unwrap());
        assert!(tenant.silences_at(at.plus_ms(3_600_000)).await.unwrap().is_empty());
        assert!(
            tenant.silences_at(at.plus_ms(24 * 3_600_000)).await.unwrap().is_empty(),
            "not on a Wednesday"
        );
        let calendar = tenant.calendar().await.unwrap();
        assert_eq!((calendar.maintenance.len(), calendar.holidays.len(), calendar.normal.len()), (1, 1, 1));
        assert_eq!(calendar.limits["shop"].errors_per_hour, Some(50.0));

        // Something else, and what is not said: it stays, until somebody asks for less.
        let other = read("[[policies]]\nseverity = \"high\"\nchannels = [\"dashboard\"]\n");
        let did = tenant.apply_configuration(&other, false, false).await.unwrap();
        assert_eq!(did.changes.len(), 1);
        let line = did.changes[0].in_words();
        assert!(
            line.starts_with("~ policies `high` changes: channels from email, dashboard to dashboard;"),
            "{line}"
        );
        assert_eq!(did.left.len(), 12, "{:?}", did.left);
        let pruned = tenant.apply_configuration(&other, true, false).await.unwrap();
        assert_eq!(pruned.changes.iter().filter(|one| one.kind == ChangeKind::Remove).count(), 12);
        assert_eq!(tenant.configuration().await.unwrap(), other);
        assert!(tenant.remove_entry(Section::Policies, "high").await.unwrap());
        assert!(!tenant.remove_entry(Section::Policies, "high").await.unwrap());

        // Who did what stands in the audit log, without secrets, and the chain is whole.
        let entries = tenant.audit_entries(None, 1_000).await.unwrap();
        let of_file: Vec<_> = entries.iter().filter(|entry| entry.object_type == "configuration").collect();
        assert_eq!(of_file.len(), 13 + 1 + 12 + 1);
        assert!(of_file.iter().all(|entry| entry.actor.as_deref() == Some("ada")));
        assert!(!format!("{entries:?}").contains("hunter2"));
        assert!(tenant.verify_audit().await.unwrap().is_empty());
        assert_eq!(number(&admin, "select count(*) from ai_platform.declarations").await, 0);
    });
}

#[test]
fn a_tenant_keeps_what_is_its_own() {
    run(async {
        let (_, store, tenant) = store().await;
        let other = store.tenant_named("other").await.unwrap();
        let said = read(
            "[[groups]]\nname = \"g\"\nservices = [\"a\"]\n[[hooks]]\nname = \"h\"\nurl = \"https://h.example\"\n[[hooks]]\nname = \"i\"\nurl = \"https://h.example\"\n",
        );
        tenant.apply_configuration(&said, false, false).await.unwrap();
        assert_eq!(other.configuration().await.unwrap(), Configuration::default());
        assert!(!other.remove_entry(Section::Groups, "g").await.unwrap());
        other.apply_configuration(&Configuration::default(), true, false).await.unwrap();
        assert_eq!(tenant.configuration().await.unwrap(), said);
    });
}

#[test]
fn what_a_tenant_keeps_for_shorter_goes() {
    run(async {
        use crate::common::log::{events, now};
        use errpredict_store::Retention;
        let (owner, _, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        crate::common::put(&tenant, events(20), now()).await;
        let count = "select count(*) from ai_models.error_events";
        let before = number(&admin, count).await;
        let keep = Retention { events_days: Some(10), results_days: Some(30) };
        let gone = tenant.retire_own(now(), &keep).await.unwrap();
        let after = number(&admin, count).await;
        assert!(gone > 0 && before - after == i64::try_from(gone).unwrap(), "{before} {after} {gone}");
        let old =
            "select count(*) from ai_models.error_events where timestamp < timestamptz '2026-11-13 00:00Z'";
        assert_eq!(number(&admin, old).await, 0);
        assert_eq!(tenant.retire_own(now(), &Retention::default()).await.unwrap(), 0);
    });
}

#[test]
fn of_a_tenant_that_was_laid_aside_what_is_old_goes_and_nothing_else_is_done() {
    run(async {
        use errpredict::Event;
        use errpredict::time::DAY_MS;
        use errpredict_jobs::{Config, Context, Worker, job_named};
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let now = store.now().await.unwrap();
        let of = |days: i64| Event::new(now.plus_ms(-days * DAY_MS), "shop", Severity::High, "E");
        crate::common::put(&tenant, vec![of(1), of(20)], now).await;
        let said = read_configuration("[retention]\nevents_days = 10\n", &[], |_| None).unwrap();
        tenant.apply_configuration(&said, false, false).await.unwrap();
        assert!(tenant.let_tenant(false).await.unwrap());
        let context = Context::new(store.clone(), Config::default()).unwrap();
        for name in ["cleanup_old_predictions", "detect_anomalies_background"] {
            let worker = Worker::new(context.clone(), None).unwrap().only(job_named(name).unwrap());
            worker.now(None).await.unwrap();
        }
        assert_eq!(number(&admin, "select count(*) from ai_models.error_events").await, 1);
        let ran = async |name: &str| {
            let logs = format!("select count(*) from ai_models.ml_pipeline_logs where pipeline = '{name}'");
            number(&admin, &logs).await
        };
        assert_eq!(ran("cleanup_old_predictions").await, 1);
        assert_eq!(ran("detect_anomalies_background").await, 0);
    });
}
