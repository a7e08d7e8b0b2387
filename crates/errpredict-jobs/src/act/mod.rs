//! Actions: what was approved is handed to an executor that somebody registered, and what it said is written down.
//!
//! An executor is a receiver that is sent a signed message, or a command from the list of the worker's own settings. A command is never
//! put together: its arguments are those of the settings, and what it reads on its standard input are ids, the type of the action, and
//! a service by the name that the executor's own list has for it. Text from logs reaches none.
//!
//! A message is sent again under the same id where its worker was lost, or where nobody answered, three times in all; a command is begun
//! once. Where its worker was lost in the middle, it was ended by the clock, or nobody ever answered, nobody knows what it did, and the
//! action has failed with those words.
//!
//! Nothing runs without the approval that its type demands: the database refuses the step.

mod carry;
mod verify;

use errpredict::action::{ActionStatus, ActionType, Unattended};
use errpredict::{Result, Timestamp};
use errpredict_store::{
    Executor, Group, Page, RunEnd, RunKind, StoredAction, StoredActionRun, Tenant, named,
};
use serde_json::json;
use tokio::sync::watch;

use self::carry::{TIMEOUT_S, carry_out};
use crate::context::Context;
use crate::send::Sender;

pub use verify::verify;

/// Minutes after which what is time-boxed is taken back, unless its executor says another number.
const TIME_BOX_MINUTES: u32 = 60;
/// A message is sent so often where nobody answers, after so many milliseconds each time.
const MOST_ATTEMPTS: i32 = 3;
const AGAIN_MS: u64 = 5_000;
/// Planned actions begun in one round.
const PLANNED: u16 = 100;
/// Advice older than that is not begun by errpredict itself.
const FRESH_MS: i64 = errpredict::time::HOUR_MS;

/// Who carries out an action of that type for a service (none for all together): the first by name that says so, and the service by
/// the name that the executor has for it.
#[must_use]
pub fn executor_for<'a>(
    executors: &'a [Executor],
    groups: &[Group],
    action_type: ActionType,
    service: Option<&str>,
) -> Option<(&'a Executor, Option<String>)> {
    let mut able: Vec<&Executor> =
        executors.iter().filter(|executor| executor.actions.contains(&action_type)).collect();
    able.sort_by(|a, b| a.name.cmp(&b.name));
    able.into_iter().find_map(|executor| {
        let of = named(&executor.services, &executor.groups, groups);
        if of.is_empty() {
            // Whoever is for all is told the name as it is: it is data in a message.
            return executor.url.is_some().then(|| (executor, service.map(str::to_owned)));
        }
        of.into_iter().find(|one| Some(one.as_str()) == service).map(|one| (executor, Some(one)))
    })
}

/// Begins what is planned and due, and carries out what is asked for; gives how many runs there were.
///
/// # Errors
/// `unavailable` where the database cannot be reached.
pub async fn work(context: &Context, sender: &Sender, tenant: &Tenant) -> Result<usize> {
    let (_open, never) = watch::channel(false);
    work_until(context, sender, tenant, &never).await
}

/// As [`work`]; what is being worked on when it is to end is finished, and nothing else is begun.
pub(crate) async fn work_until(
    context: &Context,
    sender: &Sender,
    tenant: &Tenant,
    ended: &watch::Receiver<bool>,
) -> Result<usize> {
    let said = tenant.on_primary().configuration_with_secrets().await?;
    let now = context.store.now().await?;
    for action in tenant.on_primary().due_actions(now, PLANNED).await? {
        begin(tenant, &said.executors, &said.groups, &action).await?;
    }
    let longest = said.executors.iter().filter_map(|executor| executor.timeout_s).max().unwrap_or(TIMEOUT_S);
    // Longer than any may take, so that nobody else begins it meanwhile.
    let lease_ms = (longest.max(TIMEOUT_S) * MOST_ATTEMPTS.unsigned_abs() + 30) * 1_000;
    let mut runs = 0;
    while !*ended.borrow() {
        let Some(run) = tenant.claim_run(lease_ms).await? else { break };
        let Some(action) = tenant.on_primary().action(run.action_id).await? else { continue };
        let end = match one(context, sender, (&said.executors, &said.groups), &action, &run).await {
            Came::Ended(end) => end,
            Came::Unanswered(error) => {
                tracing::warn!(action = %run.action_id, kind = run.kind.name(), attempt = run.attempts, error, "an executor did not answer: it is asked again");
                tenant.try_run_again(&run, &error, AGAIN_MS).await?;
                continue;
            }
        };
        if let Some(error) = &end.error {
            tracing::warn!(action = %run.action_id, kind = run.kind.name(), error, "an action was not carried out");
        }
        match tenant.end_run(&run, &end).await {
            // Somebody said meanwhile how it ended: the run ends all the same.
            Err(error) if error.code() == "invalid_argument" => {
                let error = Some(format!("the action was moved on by somebody else: {}", error.message()));
                tenant.end_run(&run, &RunEnd { action: None, error, ..end }).await?;
            }
            done => drop(done?),
        }
        runs += 1;
    }
    Ok(runs)
}

/// Begins an action where somebody carries it out; whether it may begin the database says.
async fn begin(
    tenant: &Tenant,
    executors: &[Executor],
    groups: &[Group],
    action: &StoredAction,
) -> Result<bool> {
    let advised = &action.advised;
    let Some((executor, _)) = executor_for(executors, groups, advised.action_type, advised.scope.service())
    else {
        return Ok(false);
    };
    match tenant.start_action(action.id, &executor.name).await {
        Ok(_) => Ok(true),
        // A person has to begin it, or somebody else was first.
        Err(error) if matches!(error.code(), "invalid_argument" | "conflict") => {
            // Looked at every few seconds: people are told once, by an alert.
            tracing::debug!(action = %action.id, error = %error, "a planned action was not begun");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Begins what is advised now, may run unattended, and has an executor that says so.
///
/// # Errors
/// As [`work`].
pub async fn begin_unattended(tenant: &Tenant, at: Timestamp) -> Result<usize> {
    let said = tenant.on_primary().configuration().await?;
    if !said.executors.iter().any(|executor| executor.unattended) {
        return Ok(0);
    }
    let unattended: Vec<Executor> = said.executors.iter().filter(|one| one.unattended).cloned().collect();
    let page = Page { after: None, limit: 200 };
    let mut begun = 0;
    for action in tenant.on_primary().actions(None, Some(ActionStatus::Recommended), &page).await? {
        let is_free = action.advised.action_type.unattended() == Unattended::Yes;
        if is_free && at.ms() - action.advised.at.ms() <= FRESH_MS {
            begun += usize::from(begin(tenant, &unattended, &said.groups, &action).await?);
        }
    }
    Ok(begun)
}

/// What came of a run.
enum Came {
    Ended(RunEnd),
    /// It is asked again, under the same id.
    Unanswered(String),
}

/// Carries out one run, and says what comes of it.
async fn one(
    context: &Context,
    sender: &Sender,
    (executors, groups): (&[Executor], &[Group]),
    action: &StoredAction,
    run: &StoredActionRun,
) -> Came {
    let failed = |status: &'static str, error: String| {
        Came::Ended(RunEnd {
            status,
            answer: None,
            action: (run.kind == RunKind::Execute)
                .then(|| ("failed", json!({"success": false, "impact_observed": error}))),
            error: Some(error),
            back_after_minutes: None,
        })
    };
    let Some(executor) = executors.iter().find(|executor| executor.name == run.executor) else {
        return failed("failed", format!("there is no executor `{}` any more", run.executor));
    };
    let advised = &action.advised;
    let only = std::slice::from_ref(executor);
    let Some((_, service)) = executor_for(only, groups, advised.action_type, advised.scope.service()) else {
        return failed("failed", format!("the executor `{}` is not for this action any more", run.executor));
    };
    // What was asked for may have been decided otherwise meanwhile.
    let is_open = match run.kind {
        RunKind::DryRun => !matches!(advised.status, ActionStatus::Running),
        RunKind::Execute => advised.status == ActionStatus::Running,
        RunKind::RollBack => matches!(advised.status, ActionStatus::Executed | ActionStatus::Failed),
    };
    if !is_open {
        let error = Some(format!("the action is {} and this is not open any more", advised.status));
        let end = RunEnd { status: "failed", answer: None, error, action: None, back_after_minutes: None };
        return Came::Ended(end);
    }
    if executor.command.is_some() && run.attempts > 1 {
        let error =
            "its worker was lost in the middle: what the command did is not known, and it is not begun again";
        return failed("unknown", error.to_owned());
    }
    if run.attempts > MOST_ATTEMPTS {
        return failed(
            "unknown",
            format!("its worker was lost {MOST_ATTEMPTS} times: what was done is not known"),
        );
    }
    let begun = tokio::time::Instant::now();
    match carry_out(context, sender, executor, action, run, service.as_deref()).await {
        Ok(answer) => {
            let seconds = begun.elapsed().as_secs_f64();
            let result = json!({"success": true, "duration": seconds, "impact_observed": answer});
            let is_boxed = run.kind == RunKind::Execute
                && advised.action_type.reversibility() == errpredict::action::Reversibility::TimeBoxed;
            Came::Ended(RunEnd {
                status: "succeeded",
                answer: Some(answer),
                error: None,
                action: match run.kind {
                    RunKind::DryRun => None,
                    RunKind::Execute => Some(("executed", result)),
                    RunKind::RollBack => Some(("rolled_back", result)),
                },
                back_after_minutes: is_boxed.then(|| executor.time_box_minutes.unwrap_or(TIME_BOX_MINUTES)),
            })
        }
        Err(failure) if !failure.is_unknown => failed("failed", failure.said),
        // A receiver can tell by the id that it is the same; a command cannot.
        Err(failure) if executor.command.is_none() && run.attempts < MOST_ATTEMPTS => {
            Came::Unanswered(failure.said)
        }
        Err(failure) => failed("unknown", format!("{}: what was done is not known", failure.said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_for_a_service_carries_it_out_under_its_own_name() {
        let executor = |name: &str, services: &[&str], command: Option<&str>| -> Executor {
            let mut value = json!({"name": name, "actions": ["cache_clear"], "services": services});
            match command {
                Some(command) => value["command"] = json!(command),
                None => value["url"] = json!("https://e.example"),
            }
            serde_json::from_value(value).unwrap()
        };
        let all = [
            executor("z-any", &[], None),
            executor("b-shop", &["shop"], Some("clear")),
            executor("a-stock", &["stock"], None),
            // Never taken: a command without services is refused where it is said, and here as well.
            executor("a-bad", &[], Some("clear")),
        ];
        let of = |action: ActionType, service: Option<&str>| {
            executor_for(&all, &[], action, service)
                .map(|(executor, service)| (executor.name.clone(), service))
        };
        let some = |name: &str, service: Option<&str>| Some((name.to_owned(), service.map(str::to_owned)));
        assert_eq!(of(ActionType::CacheClear, Some("shop")), some("b-shop", Some("shop")));
        assert_eq!(of(ActionType::CacheClear, Some("stock")), some("a-stock", Some("stock")));
        assert_eq!(of(ActionType::CacheClear, Some("$(reboot)")), some("z-any", Some("$(reboot)")));
        assert_eq!(of(ActionType::CacheClear, None), some("z-any", None));
        assert_eq!(of(ActionType::CodePatch, Some("shop")), None);
    }
}
