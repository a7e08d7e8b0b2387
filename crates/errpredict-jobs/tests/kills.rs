//! Three workers on one database, one of them killed (`kill -9`) at random moments and replaced by another. At the end every slot is
//! done, and what stands in the tables is what one worker that nobody disturbed writes.
//!
//! Five kills in `make test`; `ERRPREDICT_KILLS=200` for more.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use errpredict::time::MINUTE_MS;
use errpredict_jobs::{Config, Context, Worker};
use errpredict_store::{Connection, Store, StoreConfig};
use tokio_postgres::{Client, Config as Server};
use uuid::Uuid;

use crate::common::log::{Numbers, events, now};
use crate::common::{as_text, number, put, run, store, superuser_of};
use crate::receivers::{Manner, Receiver};

/// What tells a worker where to work.
const CONNECTION: &str = "ERRPREDICT_TEST_CONNECTION";
const JOBS: [&str; 3] =
    ["detect_anomalies_background", "predict_errors_batch", "alert_high_risk_predictions"];

/// What it hands messages to.
const SETTINGS: &str = "ERRPREDICT_TEST_SETTINGS";

fn config() -> Config {
    let text = std::env::var_os(SETTINGS).and_then(|text| text.into_string().ok()).unwrap_or_default();
    let mut config = Config::read(&text, |_| None).unwrap();
    if !text.contains("lease_s") {
        config.jobs.lease_s = 1.0;
    }
    config.jobs.retry_s = 0.05;
    config.jobs.poll_s = 0.2;
    config.jobs.max_attempts = 100;
    config
}

/// The worker: a process of its own, run by the test below.
#[test]
#[ignore = "run as a process of its own by the test of this file"]
fn the_worker() {
    let Some(connection) = std::env::var_os(CONNECTION).and_then(|text| text.into_string().ok()) else {
        return;
    };
    run(async {
        let connection = Connection::parse(&connection).unwrap();
        let store = Store::connect(&connection, &StoreConfig::default()).await.unwrap();
        let context = Context::new(store, config()).unwrap();
        Worker::new(context, Some(connection)).unwrap().run(std::future::pending()).await.unwrap();
    });
}

fn worker(connection: &str) -> Child {
    begun(Command::new(std::env::current_exe().unwrap()), connection)
}

fn begun(mut command: Command, connection: &str) -> Child {
    command
        .args(["--exact", "kills::the_worker", "--ignored", "--nocapture"])
        .env(CONNECTION, connection)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Asks for the work of some rounds, a quarter of an hour apart; the schedule's own slots are of no matter here and kept from running.
async fn ask(store: &Store, rounds: i64) {
    let at = store.now().await.unwrap();
    for job in errpredict_jobs::JOBS {
        let planned = [errpredict_store::PlannedSlot { slot: at.plus_ms(60 * 60 * 24_000), skipped: true }];
        store.plan_slots(job.name, &planned, 1).await.unwrap();
    }
    for round in 0..rounds {
        for job in JOBS {
            let slot = now().plus_ms(-(rounds - round) * 15 * MINUTE_MS);
            store.ask_for_job(job, slot, None, "test", 100).await.unwrap();
        }
    }
}

/// What came of it, whoever did it.
async fn written(admin: &Client) -> String {
    let mut text = String::new();
    for query in [
        // Ids hold the tenant's, which differs; and where no model answers each process learns its own at its first question.
        "select string_agg(key || extract(epoch from at)::bigint, ' ' order by at, key) from ai_models.error_predictions",
        "select string_agg(key, ' ' order by key) from ai_models.anomaly_detections",
        "select string_agg(about, ' ' order by about) from ai_platform.alerts where resolved_at is null",
        "select string_agg(channel || recipient, ' ' order by recipient) from ai_models.alert_notifications
         where escalation_level = 0 and dedupe_key like '%fired'",
    ] {
        let row = admin.query_one(query, &[]).await.unwrap();
        text.push_str(&row.get::<_, Option<String>>(0).unwrap_or_default());
        text.push('\n');
    }
    text
}

async fn prepared(rounds: i64) -> (Server, Store, Client) {
    let (owner, store, tenant) = store().await;
    put(&tenant, events(15), now()).await;
    ask(&store, rounds).await;
    let admin = superuser_of(&owner).await;
    (owner, store, admin)
}

#[test]
fn no_slot_is_run_twice_in_effect_whoever_is_killed() {
    let kills: i64 = std::env::var_os("ERRPREDICT_KILLS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(5);
    let rounds = 3 + kills / 20;
    let (owner, store, admin) = run(prepared(rounds));
    let (_, calm, of_calm) = run(prepared(rounds));
    // Undisturbed.
    run(async {
        let context = Context::new(calm, config()).unwrap();
        assert_eq!(Worker::new(context, None).unwrap().once().await.unwrap() as i64, 3 * rounds);
    });
    let connection = as_text(&owner);
    let mut numbers = Numbers(u64::from(std::process::id()));
    let mut workers: Vec<Child> = (0..3).map(|_| worker(&connection)).collect();
    for _ in 0..kills {
        std::thread::sleep(Duration::from_millis(150 + numbers.below(700)));
        let place = usize::try_from(numbers.below(3)).unwrap();
        workers[place].kill().unwrap();
        workers[place].wait().unwrap();
        workers[place] = worker(&connection);
    }
    let began = Instant::now();
    let open = "select count(*) from ai_platform.job_slots where status in ('pending', 'running')";
    while run(number(&admin, open)) > 0 {
        assert!(began.elapsed() < Duration::from_secs(120), "{:?}", run(store.slots(None, Uuid::nil(), 100)));
        std::thread::sleep(Duration::from_millis(100));
    }
    // What is in the queue is sent once it is due.
    let unsent = "select count(*) from ai_models.alert_notifications where status = 'pending'";
    while run(number(&admin, unsent)) > 0 {
        assert!(began.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(100));
    }
    for mut worker in workers {
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    run(async {
        let of = async |text: &str| number(&admin, text).await;
        assert_eq!(
            of("select count(*) from ai_platform.job_slots where status = 'completed'").await,
            3 * rounds
        );
        // Of no slot was there more than one attempt that ended well.
        let twice = "select count(*) from (select slot_id from ai_platform.job_runs where ended_at is not null and error is null
            group by 1 having count(*) > 1) x";
        assert_eq!(of(twice).await, 0);
        let alerts = "select count(*) from (select about from ai_platform.alerts where resolved_at is null group by 1 having count(*) > 1) x";
        assert_eq!(of(alerts).await, 0);
        let (disturbed, undisturbed) = (written(&admin).await, written(&of_calm).await);
        assert!(undisturbed.len() > 1_000 && undisturbed.contains("everybody"), "{undisturbed}");
        assert!(disturbed == undisturbed, "{disturbed}\ninstead of\n{undisturbed}");
    });
}

#[test]
fn clocks_of_machines_do_not_matter_an_hour_off_either_way() {
    if !std::path::Path::new("/usr/bin/faketime").exists() {
        println!("NOT CHECKED: clocks that are off need faketime");
        return;
    }
    let (owner, _, admin) = run(prepared(4));
    // Who claims what: of a slot that has ended the table no longer says it.
    let told = "create table public.claims (claimed_by text not null);
        create function public.tell_claim() returns trigger language plpgsql security definer as $$
        begin insert into public.claims values (new.claimed_by); return null; end $$;
        create trigger tell_claim after update of claimed_by on ai_platform.job_slots for each row
        when (new.claimed_by is not null) execute function public.tell_claim()";
    run(admin.batch_execute(told)).unwrap();
    let connection = as_text(&owner);
    // Much shorter than the clocks are off, and longer than a machine with much to do takes to keep it.
    let settings = "[jobs]\nlease_s = 30.0";
    let begin = |mut command: Command| {
        command.env(SETTINGS, settings).process_group(0);
        begun(command, &connection)
    };
    let off = |by: &str| {
        let mut command = Command::new("/usr/bin/faketime");
        command.args(["-f", by]).arg(std::env::current_exe().unwrap());
        begin(command)
    };
    let mut workers = [off("+1h"), off("-1h"), begin(Command::new(std::env::current_exe().unwrap()))];
    let began = Instant::now();
    let open = "select count(*) from ai_platform.job_slots where status in ('pending', 'running')";
    while run(number(&admin, open)) > 0 {
        assert!(began.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(100));
    }
    for worker in &mut workers {
        // All of its group: faketime begins the worker as another process.
        let group = format!("-{}", worker.id());
        assert!(Command::new("kill").args(["-KILL", "--", &group]).status().unwrap().success());
        worker.wait().unwrap();
    }
    run(async {
        let of = async |text: &str| number(&admin, text).await;
        assert_eq!(of("select count(*) from ai_platform.job_slots where status = 'completed'").await, 12);
        // Nobody took from another what that one worked on.
        assert_eq!(of("select count(*) from ai_platform.job_runs").await, 12);
        assert_eq!(of("select count(*) from public.claims").await, 12);
        assert!(of("select count(distinct claimed_by) from public.claims").await >= 2);
    });
}

#[test]
fn messages_and_runs_arrive_at_least_once_under_one_id_whoever_is_killed() {
    let (owner, store, admin) = run(prepared(1));
    let (hook, executor) =
        run(async { (Receiver::start(Manner::Slow(150)).await, Receiver::start(Manner::Slow(150)).await) });
    let settings = format!(
        "[alerts]\nallow_private = true\nallow_private_of_tenants = true\n[[alerts.hooks]]\nname = \"hook\"\nleast = \"info\"\nurl = \"{}\"",
        hook.url()
    );
    let asked: Vec<Uuid> = run(async {
        let tenant = store.tenant_named("acme").await.unwrap();
        let types: Vec<String> =
            errpredict::action::ActionType::ALL.iter().map(|one| format!("\"{one}\"")).collect();
        let text = format!(
            "[[executors]]\nname = \"all\"\nactions = [{}]\nurl = \"{}\"",
            types.join(", "),
            executor.url()
        );
        let said = errpredict_jobs::read_configuration(&text, &[], |_| None).unwrap();
        tenant.apply_configuration(&said, true, false).await.unwrap();
        tenant.write_analysis(&crate::common::log::analysis()).await.unwrap();
        let page = errpredict_store::Page { after: None, limit: 12 };
        let mut asked = Vec::new();
        for action in tenant.actions(None, None, &page).await.unwrap() {
            asked.extend(
                tenant.ask_executor(action.id, errpredict_store::RunKind::DryRun, "all", None).await.unwrap(),
            );
        }
        asked
    });
    assert!(asked.len() >= 2, "{asked:?}");
    let connection = as_text(&owner);
    let begin = || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env(SETTINGS, &settings);
        begun(command, &connection)
    };
    let mut numbers = Numbers(u64::from(std::process::id()));
    let mut workers = [begin(), begin()];
    let began = Instant::now();
    let open = "select (select count(*) from ai_platform.job_slots where status in ('pending', 'running'))
        + (select count(*) from ai_platform.action_runs where status in ('pending', 'running'))
        + (select count(*) from ai_models.alert_notifications where status = 'pending')";
    let mut kills = 0;
    loop {
        std::thread::sleep(Duration::from_millis(300 + numbers.below(500)));
        if run(number(&admin, open)) == 0 {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(150), "{}", run(number(&admin, open)));
        if kills < 5 {
            let place = usize::try_from(numbers.below(2)).unwrap();
            workers[place].kill().unwrap();
            workers[place].wait().unwrap();
            workers[place] = begin();
            kills += 1;
            // What the killed one had in hand is another's once its time is over: here at once.
            let over = "update ai_platform.action_runs set lease_until = now() where status = 'running';
                update ai_models.alert_notifications set next_try_at = now() where status = 'pending' and error is null";
            run(admin.batch_execute(over)).unwrap();
        }
    }
    for worker in &mut workers {
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    let ids = |receiver: &Receiver| -> std::collections::BTreeSet<String> {
        receiver.got().iter().filter_map(|got| got.header("webhook-id")).collect()
    };
    let runs: std::collections::BTreeSet<String> = asked.iter().map(Uuid::to_string).collect();
    assert_eq!(ids(&executor), runs, "every run arrived, and under no other id");
    run(async {
        let text = "select id::text from ai_models.alert_notifications where channel = 'webhook'";
        let rows = admin.query(text, &[]).await.unwrap();
        let written: std::collections::BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
        assert!(!written.is_empty());
        assert_eq!(ids(&hook), written, "every message arrived, and under no other id");
        let ended = "select count(*) from ai_platform.action_runs where status in ('succeeded', 'unknown')";
        assert_eq!(number(&admin, ended).await as usize, asked.len());
    });
}
