//! Actions are carried out by who was registered for it, and never without the approval that their type demands.

use std::os::unix::fs::PermissionsExt as _;

use errpredict::action::{ActionStatus, ActionType, Move};
use errpredict::time::HOUR_MS;
use errpredict_jobs::{Config, Context, Sender, begin_unattended, read_configuration, verify, work};
use errpredict_store::{Calendar, RunKind, Store, StoredAction, Tenant};
use serde_json::{Value, json};
use tokio_postgres::Client;
use uuid::Uuid;

use crate::common::log::{analysis, events, now};
use crate::common::{number, put, run, store, superuser_of};
use crate::receivers::{Manner, Receiver};

fn config(commands: &str) -> Config {
    Config::read(
        &format!("[alerts]\nallow_private = true\nallow_private_of_tenants = true\ntimeout_s = 2.0\n[actions.commands]\n{commands}"),
        |_| None,
    )
    .unwrap()
}

async fn carried_out(store: &Store, tenant: &Tenant, config: &Config) -> usize {
    let context = Context::new(store.clone(), config.clone()).unwrap();
    work(&context, &Sender::new(&config.alerts).unwrap(), tenant).await.unwrap()
}

async fn say(tenant: &Tenant, text: &str) {
    let said = read_configuration(text, &[], |_| None).unwrap();
    tenant.apply_configuration(&said, true, false).await.unwrap();
}

/// An action of a type for a service, as if it had been advised now.
async fn advised(admin: &Client, tenant: &Tenant, kind: ActionType, service: &str) -> Uuid {
    let query = "insert into ai_models.preventive_actions (tenant_id, key, at, service, action_type, priority, title, impact, difficulty,
        seconds, unattended, automatable, reversibility) values ($1, gen_random_uuid()::text, now(), $2, $3, 'high', 'do it; $(reboot)', $4,
        'easy', 60, $5, true, $6) returning id";
    let example = analysis();
    let impact = example
        .services
        .iter()
        .flat_map(|found| &found.actions)
        .next()
        .map(|action| json!(action.impact))
        .unwrap();
    let tenant_id: Uuid = tenant.id().parse().unwrap();
    let (unattended, back) = (kind.unattended().name(), kind.reversibility().name());
    admin
        .query_one(query, &[&tenant_id, &service, &kind.name(), &impact, &unattended, &back])
        .await
        .unwrap()
        .get(0)
}

async fn state(tenant: &Tenant, id: Uuid) -> StoredAction {
    tenant.action(id).await.unwrap().unwrap()
}

#[test]
fn an_approved_action_is_carried_out_once_and_taken_back() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let receiver = Receiver::start(Manner::Json(r#"{"replicas": {"was": 2, "is": 4}}"#)).await;
        let config = config("");
        say(&tenant, &format!("[[executors]]\nname = \"scaler\"\nactions = [\"scale_up_resources\"]\nurl = \"{}\"\nsecret = \"a secret of some length\"", receiver.url())).await;
        let id = advised(&admin, &tenant, ActionType::ScaleUpResources, "shop").await;
        // What it would do anybody may ask before it is approved.
        let ada = tenant.by("ada");
        ada.ask_executor(id, RunKind::DryRun, "scaler", None).await.unwrap().unwrap();
        assert!(
            ada.ask_executor(id, RunKind::DryRun, "scaler", None).await.unwrap().is_none(),
            "it is asked already"
        );
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        let (dry, _) = tenant.dry_run_and_effect(id).await.unwrap();
        assert_eq!(dry.unwrap()["replicas"]["is"], 4);
        assert_eq!(state(&tenant, id).await.advised.status, ActionStatus::Recommended, "nothing was done");
        // Without an approval nothing begins: not by a person, not by errpredict.
        for who in [&ada, &tenant] {
            assert_eq!(who.start_action(id, "scaler").await.unwrap_err().code(), "invalid_argument");
        }
        assert_eq!(carried_out(&store, &tenant, &config).await, 0);
        assert_eq!(receiver.got().len(), 1);

        assert_eq!(
            tenant.step_action(id, Move::Approve, None, None).await.unwrap_err().code(),
            "invalid_argument",
            "by nobody"
        );
        tenant.by("bob").step_action(id, Move::Approve, None, None).await.unwrap();
        ada.start_action(id, "scaler").await.unwrap();
        assert!(ada.start_action(id, "scaler").await.is_err(), "twice");
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        assert_eq!(carried_out(&store, &tenant, &config).await, 0, "once");
        let done = state(&tenant, id).await;
        assert_eq!((done.advised.status, done.executed_by.as_deref()), (ActionStatus::Executed, Some("ada")));
        assert_eq!(done.result.unwrap()["impact_observed"]["replicas"]["is"], 4);
        ada.ask_executor(id, RunKind::RollBack, "scaler", None).await.unwrap().unwrap();
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        assert_eq!(state(&tenant, id).await.advised.status, ActionStatus::RolledBack);

        // Signed, with ids and words of lists alone.
        let kinds: Vec<String> = receiver
            .got()
            .iter()
            .map(|got| {
                assert!(got.header("webhook-signature").unwrap().starts_with("v1,"));
                assert!(!got.body.contains("reboot"), "{}", got.body);
                let body: Value = serde_json::from_str(&got.body).unwrap();
                assert_eq!(
                    (body["data"]["service"].as_str(), body["data"]["action"].as_str()),
                    (Some("shop"), Some(id.to_string().as_str()))
                );
                body["type"].as_str().unwrap().to_owned()
            })
            .collect();
        assert_eq!(kinds, ["action.dry_run", "action.execute", "action.roll_back"]);
        // Every step stands in the audit log.
        let audit = tenant.audit_entries(None, 200).await.unwrap();
        let steps: Vec<&str> = audit
            .iter()
            .rev()
            .map(|entry| entry.action.as_str())
            .filter(|action| *action != "create")
            .collect();
        for step in [
            "ask_dry_run",
            "approved",
            "running",
            "ask_execute",
            "executed",
            "ask_roll_back",
            "rolled_back",
            "succeeded",
        ] {
            assert!(steps.contains(&step), "{step} in {steps:?}");
        }
        assert!(tenant.verify_audit().await.unwrap().is_empty());
    });
}

#[test]
fn planned_actions_begin_when_they_are_due_and_some_only_by_a_person() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let receiver = Receiver::start(Manner::Well).await;
        let config = config("");
        say(&tenant, &format!("[[executors]]\nname = \"all\"\nactions = [\"request_throttling\", \"code_patch\", \"notify_team\", \"cache_clear\"]\nurl = \"{}\"\nunattended = true\ntime_box_minutes = 10", receiver.url())).await;
        let bob = tenant.by("bob");
        let [throttle, patch, late] = [
            advised(&admin, &tenant, ActionType::RequestThrottling, "shop").await,
            advised(&admin, &tenant, ActionType::CodePatch, "shop").await,
            advised(&admin, &tenant, ActionType::CacheClear, "shop").await,
        ];
        let soon = store.now().await.unwrap();
        for (id, at) in [(throttle, soon), (patch, soon), (late, soon.plus_ms(HOUR_MS))] {
            bob.step_action(id, Move::Approve, None, None).await.unwrap();
            bob.step_action(id, Move::Schedule, Some(at), None).await.unwrap();
        }
        assert_eq!(carried_out(&store, &tenant, &config).await, 1, "one of them");
        assert_eq!(state(&tenant, throttle).await.advised.status, ActionStatus::Executed);
        assert_eq!(state(&tenant, patch).await.advised.status, ActionStatus::Scheduled, "a person begins it");
        assert_eq!(state(&tenant, late).await.advised.status, ActionStatus::Scheduled, "not yet");
        bob.start_action(patch, "all").await.unwrap();
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        assert_eq!(state(&tenant, patch).await.advised.status, ActionStatus::Executed);
        // What is time-boxed is taken back by itself.
        let back = tenant.runs_of_action(throttle).await.unwrap();
        assert_eq!((back[0].kind, back[0].status.as_str()), (RunKind::RollBack, "pending"));
        let wait = back[0].due_at.ms() - store.now().await.unwrap().ms();
        assert!((500_000..=600_000).contains(&wait), "{wait}");
        admin
            .batch_execute("update ai_platform.action_runs set due_at = now() where status = 'pending'")
            .await
            .unwrap();
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        assert_eq!(state(&tenant, throttle).await.advised.status, ActionStatus::RolledBack);
        // What may run unattended begins by itself, and nothing else does.
        let free = advised(&admin, &tenant, ActionType::NotifyTeam, "shop").await;
        let bound = advised(&admin, &tenant, ActionType::CacheClear, "web").await;
        assert_eq!(begin_unattended(&tenant, store.now().await.unwrap()).await.unwrap(), 1);
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        let done = state(&tenant, free).await;
        assert_eq!(
            (done.advised.status, done.executed_by.as_deref()),
            (ActionStatus::Executed, Some("errpredict"))
        );
        assert_eq!(state(&tenant, bound).await.advised.status, ActionStatus::Recommended);
    });
}

#[test]
fn a_command_is_one_of_the_list_and_is_never_begun_twice() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("clear");
        let said = folder.path().join("said");
        std::fs::write(
            &program,
            format!(
                "#!/bin/sh\ncat >> {0}\necho >> {0}\n[ \"$1\" = fail ] && exit 3\necho '{{\"keys\": 7}}'\n",
                said.display()
            ),
        )
        .unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let config =
            config(&format!("clear = [\"{0}\", \"now\"]\nfail = [\"{0}\", \"fail\"]\n", program.display()));
        say(&tenant, "[[executors]]\nname = \"a\"\nactions = [\"cache_clear\"]\nservices = [\"shop\"]\ncommand = \"clear\"\n[[executors]]\nname = \"b\"\nactions = [\"preemptive_restart\"]\nservices = [\"shop\"]\ncommand = \"fail\"\n[[executors]]\nname = \"c\"\nactions = [\"traffic_reroute\"]\nservices = [\"shop\"]\ncommand = \"rm\"").await;
        let bob = tenant.by("bob");
        let begun = async |kind: ActionType, service: &str, executor: &str| {
            let id = advised(&admin, &tenant, kind, service).await;
            bob.step_action(id, Move::Approve, None, None).await.unwrap();
            bob.start_action(id, executor).await.unwrap();
            id
        };
        let good = begun(ActionType::CacheClear, "shop", "a").await;
        let bad = begun(ActionType::PreemptiveRestart, "shop", "b").await;
        let unknown = begun(ActionType::TrafficReroute, "shop", "c").await;
        // A name from a log that no list has: no command hears of it.
        let sly = begun(ActionType::CacheClear, "x; reboot", "a").await;
        assert_eq!(carried_out(&store, &tenant, &config).await, 4);
        let done = state(&tenant, good).await;
        assert_eq!(
            (done.advised.status, &done.result.unwrap()["impact_observed"]),
            (ActionStatus::Executed, &json!({"keys": 7}))
        );
        for (id, words) in
            [(bad, "exit status: 3"), (unknown, "has no `rm`"), (sly, "is not for this action")]
        {
            assert_eq!(state(&tenant, id).await.advised.status, ActionStatus::Failed);
            let error = tenant.runs_of_action(id).await.unwrap()[0].error.clone().unwrap();
            assert!(error.contains(words), "{error}");
        }
        let heard = std::fs::read_to_string(&said).unwrap();
        assert_eq!(heard.lines().count(), 2, "{heard}");
        assert!(!heard.contains("reboot") && !heard.contains("bob"), "{heard}");
        let first: Value = serde_json::from_str(heard.lines().next().unwrap()).unwrap();
        assert_eq!((first["service"].as_str(), first["kind"].as_str()), (Some("shop"), Some("execute")));

        // A worker that is lost in the middle: what the command did is not known, and it is not begun again.
        let lost = begun(ActionType::CacheClear, "shop", "a").await;
        let claimed = tenant.claim_run(60_000).await.unwrap().unwrap();
        assert_eq!(claimed.action_id, lost);
        assert_eq!(carried_out(&store, &tenant, &config).await, 0, "another worker has it");
        admin
            .batch_execute("update ai_platform.action_runs set lease_until = now() where status = 'running'")
            .await
            .unwrap();
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        let run = tenant.runs_of_action(lost).await.unwrap().remove(0);
        assert_eq!((run.status.as_str(), run.attempts), ("unknown", 2));
        assert!(run.error.unwrap().contains("not known"));
        assert_eq!(state(&tenant, lost).await.advised.status, ActionStatus::Failed);
        assert_eq!(std::fs::read_to_string(&said).unwrap(), heard, "it was not begun again");
        // The lost one can no longer say how it ended.
        let end = errpredict_store::RunEnd {
            status: "succeeded",
            answer: None,
            error: None,
            action: None,
            back_after_minutes: None,
        };
        assert!(!tenant.end_run(&claimed, &end).await.unwrap());
    });
}

#[test]
fn an_executor_that_does_not_answer_is_asked_again_and_then_nobody_knows() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let receiver = Receiver::start(Manner::Hang).await;
        let config = config("slow = [\"/bin/sleep\", \"20\"]\n");
        say(&tenant, &format!("[[executors]]\nname = \"hangs\"\nactions = [\"cache_clear\"]\nurl = \"{}\"\ntimeout_s = 1\n[[executors]]\nname = \"slow\"\nactions = [\"preemptive_restart\"]\nservices = [\"shop\"]\ncommand = \"slow\"\ntimeout_s = 1", receiver.url())).await;
        let bob = tenant.by("bob");
        let begun = async |kind: ActionType, executor: &str| {
            let id = advised(&admin, &tenant, kind, "shop").await;
            bob.step_action(id, Move::Approve, None, None).await.unwrap();
            bob.start_action(id, executor).await.unwrap();
            id
        };
        let id = begun(ActionType::CacheClear, "hangs").await;
        for attempt in 1..=2 {
            assert_eq!(carried_out(&store, &tenant, &config).await, 0);
            let run = tenant.runs_of_action(id).await.unwrap().remove(0);
            assert_eq!((run.status.as_str(), run.attempts), ("pending", attempt));
            assert!(run.error.unwrap().contains("no answer"), "why it is asked again is said");
            assert_eq!(
                state(&tenant, id).await.advised.status,
                ActionStatus::Running,
                "nobody said how it ended"
            );
            admin.batch_execute("update ai_platform.action_runs set due_at = now()").await.unwrap();
        }
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        let run = tenant.runs_of_action(id).await.unwrap().remove(0);
        assert_eq!((run.status.as_str(), run.attempts), ("unknown", 3));
        assert!(run.error.unwrap().contains("not known"));
        assert_eq!(state(&tenant, id).await.advised.status, ActionStatus::Failed);
        let ids: std::collections::BTreeSet<Option<String>> =
            receiver.got().iter().map(|got| got.header("webhook-id")).collect();
        assert_eq!((receiver.got().len(), ids.len()), (3, 1), "under one id");
        // A command that was ended by the clock is not begun again.
        let id = begun(ActionType::PreemptiveRestart, "slow").await;
        assert_eq!(carried_out(&store, &tenant, &config).await, 1);
        let run = tenant.runs_of_action(id).await.unwrap().remove(0);
        assert_eq!((run.status.as_str(), run.attempts), ("unknown", 1));
    });
}

#[test]
fn what_a_worker_carries_out_and_sends_when_it_is_to_end_is_finished_first() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let config = config("slow = [\"/bin/sleep\", \"2\"]\n");
        say(&tenant, "[[executors]]\nname = \"slow\"\nactions = [\"cache_clear\"]\nservices = [\"shop\"]\ncommand = \"slow\"").await;
        let bob = tenant.by("bob");
        let id = advised(&admin, &tenant, ActionType::CacheClear, "shop").await;
        bob.step_action(id, Move::Approve, None, None).await.unwrap();
        bob.start_action(id, "slow").await.unwrap();
        let context = Context::new(store.clone(), config).unwrap();
        let worker = errpredict_jobs::Worker::new(context, None).unwrap();
        // Ended in the middle of it.
        let end = async {
            loop {
                let runs = tenant.runs_of_action(id).await.unwrap();
                if runs[0].status == "running" {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        worker.run(end).await.unwrap();
        assert_eq!(tenant.runs_of_action(id).await.unwrap()[0].status, "succeeded");
        assert_eq!(state(&tenant, id).await.advised.status, ActionStatus::Executed);
    });
}

#[test]
fn a_planned_action_that_nobody_begins_is_told_once_until_somebody_does() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let config = config("");
        let context = Context::new(store.clone(), config.clone()).unwrap();
        let id = advised(&admin, &tenant, ActionType::CacheClear, "shop").await;
        let bob = tenant.by("bob");
        bob.step_action(id, Move::Approve, None, None).await.unwrap();
        let planned = store.now().await.unwrap();
        bob.step_action(id, Move::Schedule, Some(planned), None).await.unwrap();
        let look = async |minutes: i64| {
            let at = planned.plus_ms(minutes * errpredict::time::MINUTE_MS);
            errpredict_jobs::look_after_itself(&context, at).await.unwrap();
            let all = tenant.alerts(10).await.unwrap();
            all.into_iter().filter(|one| one.alert.about == format!("action {id}")).collect::<Vec<_>>()
        };
        assert_eq!(carried_out(&store, &tenant, &config).await, 0);
        assert!(look(1).await.is_empty(), "a worker takes a moment");
        let told = look(3).await;
        assert!(told.len() == 1 && told[0].resolved_at.is_none(), "{told:?}");
        let text = told[0].alert.fired.to_string();
        assert!(text.contains("no executor is registered that carries out cache_clear"), "{text}");
        assert_eq!(look(4).await.len(), 1);
        // Somebody does it by hand.
        bob.step_action(id, Move::Start, None, None).await.unwrap();
        let told = look(5).await;
        assert!(told.len() == 1 && told[0].resolved_at.is_some(), "{told:?}");
    });
}

#[test]
fn what_an_action_achieved_is_measured_and_learnt() {
    run(async {
        let (owner, _, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        put(&tenant, events(21), now()).await;
        let id = advised(&admin, &tenant, ActionType::CacheClear, "checkout").await;
        let bob = tenant.by("bob");
        for step in [Move::Approve, Move::Start, Move::Succeed] {
            bob.step_action(id, step, None, None).await.unwrap();
        }
        // It ended two hours before the end of the log.
        let set = "alter table ai_models.preventive_actions disable trigger user";
        admin.batch_execute(set).await.unwrap();
        let at = jiff::Timestamp::from_millisecond(now().plus_ms(-2 * HOUR_MS).ms()).unwrap();
        admin.execute("update ai_models.preventive_actions set executed_at = $1", &[&at]).await.unwrap();
        admin.batch_execute("alter table ai_models.preventive_actions enable trigger user").await.unwrap();
        let (measured, not) = verify(&tenant, now()).await.unwrap();
        assert_eq!(measured + not, 1);
        let (_, effect) = tenant.dry_run_and_effect(id).await.unwrap();
        let effect = effect.unwrap();
        // Trouble like it was never there before: what was seen is said, and that there is nothing to compare it with.
        assert!(effect["seen"].as_f64().is_some_and(|seen| seen > 10.0), "{effect}");
        assert_eq!(effect["forecast"].is_number(), measured == 1, "{effect}");
        assert_eq!(verify(&tenant, now()).await.unwrap(), (0, 0), "once");
        assert_eq!(
            number(&admin, "select count(*) from ai_models.audit_log where action = 'measure'").await,
            1
        );
        // What was measured reaches what is known of the type, from when it was known.
        let effect = json!({"measured_at": now(), "hours": 1, "forecast": 120.0, "seen": 12.0});
        tenant.keep_effect(id, &effect).await.unwrap();
        let known = async |at| tenant.history(at, &Calendar::default()).await.unwrap().efficacy(at).unwrap();
        assert!(known(now().plus_ms(-HOUR_MS)).await.of(ActionType::CacheClear).is_none());
        let found = known(now()).await.of(ActionType::CacheClear).unwrap();
        assert!(found.reduction > 0.3 && found.outcomes == 1, "{found:?}");
    });
}

#[test]
fn nothing_is_carried_out_for_a_tenant_that_was_laid_aside() {
    run(async {
        let (owner, store, tenant) = store().await;
        let admin = superuser_of(&owner).await;
        let id = advised(&admin, &tenant, ActionType::ScaleUpResources, "shop").await;
        tenant.by("ada").ask_executor(id, RunKind::DryRun, "scaler", None).await.unwrap().unwrap();
        let due = async || store.tenants_with_actions_due().await.unwrap().len();
        assert_eq!(due().await, 1);
        assert!(tenant.let_tenant(false).await.unwrap());
        assert_eq!(due().await, 0);
        assert!(tenant.let_tenant(true).await.unwrap());
        assert_eq!(due().await, 1);
    });
}
