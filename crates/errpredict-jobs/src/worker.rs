//! The worker: plans what is due, claims it, works on it, and hands messages over. Any number of them may run on one database.
//!
//! It sleeps until something is due by the clock of the database, and is woken when somebody asks for a job, an analysis is written or
//! a message is put into the queue. A look at the table every few seconds stands behind that, for word that was lost.

use std::sync::Arc;
use std::time::Duration;

use errpredict::time::MINUTE_MS;
use errpredict::{Error, ErrorKind, Result, Timestamp};
use errpredict_store::{Changes, Connection};
use tokio::sync::{Notify, watch};
use tokio::task::{Id, JoinSet};
use uuid::Uuid;

use crate::act;
use crate::alerts;
use crate::context::Context;
use crate::job::{JOBS, Job};
use crate::own::look_after_itself;
use crate::run::work_on;
use crate::send::Sender;

/// Seconds between two looks at errpredict itself.
const LOOK_AT_ITSELF: Duration = Duration::from_secs(60);
/// How long to wait before listening again.
const LISTEN_AGAIN: Duration = Duration::from_secs(2);
/// A private cluster's clock may jump; never is slept for longer than this.
const LONGEST_SLEEP_MS: i64 = 30 * MINUTE_MS;

/// A worker.
#[derive(Debug)]
pub struct Worker {
    context: Context,
    sender: Sender,
    jobs: Vec<&'static Job>,
    listen: Option<Connection>,
    name: String,
}

impl Worker {
    /// A worker of all jobs. With `listen` (a connection of its own, not through a pooler) it is told at once of what comes.
    ///
    /// # Errors
    /// Those of [`Sender::new`].
    pub fn new(context: Context, listen: Option<Connection>) -> Result<Worker> {
        let sender = Sender::new(&context.config.alerts)?;
        let name = format!("{}-{}", host(), std::process::id());
        Ok(Worker { context, sender, jobs: JOBS.iter().collect(), listen, name })
    }

    /// The same for one job alone.
    #[must_use]
    pub fn only(mut self, job: &'static Job) -> Worker {
        self.jobs = vec![job];
        self
    }

    /// The same under another name.
    #[must_use]
    pub fn called(mut self, name: &str) -> Worker {
        name.clone_into(&mut self.name);
        self
    }

    fn names(&self) -> Vec<&'static str> {
        self.jobs.iter().map(|job| job.name).collect()
    }

    /// Writes down what is due; gives when the next slot of any schedule is, and the time.
    async fn plan(&self) -> Result<(Option<Timestamp>, Timestamp)> {
        let store = &self.context.store;
        let now = store.now().await?;
        let mut next: Option<Timestamp> = None;
        for job in &self.jobs {
            let newest = store.newest_slot(job.name).await?;
            let due = job.every.due(newest, now, &self.context.zone);
            if !due.is_empty() {
                store.plan_slots(job.name, &due, self.context.config.jobs.max_attempts).await?;
            }
            // After a clock that was set back the next slot is the next that was not planned.
            let after = newest.map_or(now, |newest| newest.max(now));
            next = next.into_iter().chain(job.every.next(after, &self.context.zone)).min();
        }
        Ok((next, now))
    }

    /// Plans and works on everything that is due, sends what is to be sent, and ends: for cron. Gives how many slots it worked on.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached.
    pub async fn once(&self) -> Result<usize> {
        self.plan().await?;
        let mut worked = 0;
        while let Some(slot) = self.claim().await? {
            work_on(&self.context, &slot).await?;
            worked += 1;
        }
        let (_open, never) = watch::channel(false);
        // Whatever fails, what there is to tell is told.
        let acted = self.act_all(&never).await;
        let looked = look_after_itself(&self.context, self.context.store.now().await?).await;
        self.send_all().await?;
        acted.and(looked).map(|()| worked)
    }

    /// Plans and works on the slots of its jobs that are due, and ends: for a scheduler that starts one job at a time, beside whoever
    /// else works on the same table. Gives how many slots it worked on. It sends what it has settings for, and nothing else is looked
    /// after.
    ///
    /// Of a slot that another is at it waits to see whether that one lives: where the lease ends, the slot is taken up.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached, and what a slot failed of, or failed of before where it waits to be tried
    /// again: then it is to be called once more.
    pub async fn due(&self) -> Result<usize> {
        let store = &self.context.store;
        self.plan().await?;
        let (mut worked, mut failed) = (0, None);
        let mut lease: Option<(Uuid, Timestamp)> = None;
        loop {
            while let Some(slot) = self.claim().await? {
                failed = work_on(&self.context, &slot).await?.or(failed);
                worked += 1;
            }
            let open = store.open_slots(&self.names()).await?;
            let now = store.now().await?;
            let Some(running) = open.iter().find(|slot| slot.running) else {
                // Failed, here or elsewhere, and to be tried again.
                if let Some(slot) = open.iter().find(|slot| slot.attempts > 0) {
                    let said = slot.error.clone().unwrap_or_default();
                    failed = failed.or(Some(format!("{said}; it is tried again at {}", slot.until)));
                }
                break;
            };
            // A lease that moved is somebody's who lives: he ends the slot himself.
            let (of, until) = *lease.get_or_insert((running.id, running.until));
            if running.id != of || running.until > until {
                break;
            }
            let left = u64::try_from(running.until.ms() - now.ms()).unwrap_or(0);
            tokio::time::sleep(Duration::from_millis(left.clamp(50, 1_000))).await;
        }
        self.send_settled().await?;
        match failed {
            Some(error) => Err(Error::new(ErrorKind::Internal, error)),
            None => Ok(worked),
        }
    }

    /// Asks for the one job of this worker out of its turn, for one tenant or for all, and works on it. Where another is at the job,
    /// nothing is asked for.
    ///
    /// # Errors
    /// `unavailable` where the database cannot be reached, `conflict` where another is at it, and what the job itself failed of.
    pub async fn now(&self, of_tenant: Option<Uuid>) -> Result<()> {
        let store = &self.context.store;
        for job in &self.jobs {
            let at = store.now().await?;
            let asked = store.ask_for_job(job.name, at, of_tenant, "errpredict work", 1).await?;
            while let Some(slot) = store.claim_slot(&[job.name], &self.name, self.lease_ms()).await? {
                let is_it = Some(slot.id) == asked;
                work_on(&self.context, &slot).await?;
                if is_it {
                    break;
                }
            }
            let slots = store.slots(Some(job.name), of_tenant.unwrap_or_default(), 20).await?;
            let own = slots.into_iter().find(|slot| Some(slot.id) == asked);
            match own.map(|slot| (slot.status, slot.error)) {
                Some((_, Some(error))) => return Err(Error::new(ErrorKind::Internal, error)),
                Some((status, None)) if status == "completed" => {}
                _ => {
                    if let Some(asked) = asked {
                        store.withdraw_slot(asked).await?;
                    }
                    let message = format!("{} is being run by another worker: it does not overlap", job.name);
                    return Err(Error::new(ErrorKind::Conflict, message));
                }
            }
        }
        self.send_settled().await
    }

    fn lease_ms(&self) -> u32 {
        (self.context.config.jobs.lease_s * 1_000.0) as u32
    }

    async fn claim(&self) -> Result<Option<errpredict_store::ClaimedSlot>> {
        for (job, error) in self.context.store.give_up_lost_slots().await? {
            tracing::error!(job, error, "failed for good");
        }
        self.context.store.claim_slot(&self.names(), &self.name, self.lease_ms()).await
    }

    /// Carries out what was asked for, until it is to end.
    async fn act_all(&self, ended: &watch::Receiver<bool>) -> Result<()> {
        let mut failed = None;
        for tenant in self.context.store.tenants_with_actions_due().await? {
            let of_tenant = self.context.store.tenant(tenant);
            if let Err(error) = act::work_until(&self.context, &self.sender, &of_tenant, ended).await {
                tracing::warn!(%tenant, error = %error, "actions of a tenant could not be carried out");
                failed.get_or_insert(error);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    async fn send_all(&self) -> Result<()> {
        self.send_by(&self.sender).await
    }

    /// The same, and messages that it has no settings for stay for a worker that has them.
    async fn send_settled(&self) -> Result<()> {
        self.send_by(&self.sender.clone().leaving_the_rest()).await
    }

    /// One tenant's trouble is not another's: all have their turn.
    async fn send_by(&self, sender: &Sender) -> Result<()> {
        let mut failed = None;
        for (tenant, _) in self.context.store.tenants().await? {
            if let Err(error) = sender.send_due(&self.context, &self.context.store.tenant(tenant)).await {
                tracing::warn!(%tenant, error = %error, "messages of a tenant could not be sent");
                failed.get_or_insert(error);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Works until `end`; what is being worked on then is finished first.
    ///
    /// # Errors
    /// None of the database: they are told, and tried again.
    pub async fn run(self, end: impl Future<Output = ()>) -> Result<()> {
        tokio::pin!(end);
        if !self.has_schema(&mut end).await {
            return Ok(());
        }
        let worker = Arc::new(self);
        let [woken, wake, act] = std::array::from_fn(|_| Arc::new(Notify::new()));
        let mut beside = JoinSet::new();
        if let Some(connection) = worker.listen.clone() {
            let others = [woken.clone(), wake.clone(), act.clone()];
            beside.spawn(hear(worker.context.clone(), connection, others));
        }
        beside.spawn(minding(worker.context.clone(), wake.clone()));
        // What these work on when it is to end is finished first.
        let (to_end, ended) = watch::channel(false);
        let mut finishing = JoinSet::new();
        finishing.spawn(sending(worker.clone(), wake.clone(), ended.clone()));
        finishing.spawn(acting(worker.clone(), act, ended));
        let mut running: JoinSet<()> = JoinSet::new();
        loop {
            let wait = match worker.turn(&mut running).await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(error = %error, "the table of slots could not be read: it is tried again");
                    worker.poll()
                }
            };
            tokio::select! {
                () = &mut end => break,
                () = tokio::time::sleep(wait) => {}
                () = woken.notified() => {}
                Some(_) = running.join_next(), if !running.is_empty() => {}
            }
        }
        to_end.send_replace(true);
        while running.join_next().await.is_some() {}
        while finishing.join_next().await.is_some() {}
        beside.abort_all();
        Ok(())
    }

    /// Waits until the schema is the one that this program needs: before that no slot is claimed, so that no attempt of one is lost.
    /// False where it is to end before.
    async fn has_schema(&self, end: &mut (impl Future<Output = ()> + Unpin)) -> bool {
        while let Err(error) = self.context.store.check_schema().await {
            tracing::warn!(error = %error, "no job is worked on yet");
            tokio::select! {
                () = &mut *end => return false,
                () = tokio::time::sleep(self.poll()) => {}
            }
        }
        true
    }

    fn poll(&self) -> Duration {
        Duration::from_secs_f64(self.context.config.jobs.poll_s)
    }

    /// Claims as much as may run; gives how long there is nothing to do.
    async fn turn(self: &Arc<Self>, running: &mut JoinSet<()>) -> Result<Duration> {
        let (next, now) = self.plan().await?;
        while running.len() < self.context.config.jobs.at_once {
            let Some(slot) = self.claim().await? else { break };
            let worker = self.clone();
            running.spawn(async move {
                if let Err(error) = work_on(&worker.context, &slot).await {
                    tracing::warn!(job = slot.job, error = %error, "the end of a slot could not be written");
                }
            });
        }
        let due = self.context.store.next_slot_due(&self.names()).await?;
        let soonest = next.into_iter().chain(due.filter(|due| *due > now)).min();
        let ms = soonest.map_or(LONGEST_SLEEP_MS, |at| (at.ms() - now.ms()).clamp(1, LONGEST_SLEEP_MS));
        Ok(Duration::from_millis(ms.unsigned_abs()).min(self.poll()))
    }
}

/// Looks after errpredict itself.
async fn minding(context: Context, wake: Arc<Notify>) {
    loop {
        tokio::time::sleep(LOOK_AT_ITSELF).await;
        let looked = async { look_after_itself(&context, context.store.now().await?).await };
        match looked.await {
            Ok(()) => wake.notify_one(),
            Err(error) => {
                tracing::warn!(error = %error, "errpredict could not look after itself: it is tried again")
            }
        }
    }
}

/// Tenants whose messages are sent at the same time. By judgement: each may have some that hang.
const TENANTS_AT_ONCE: usize = 16;

/// Hands messages over as they become due: each tenant's beside the others'.
async fn sending(worker: Arc<Worker>, wake: Arc<Notify>, mut ended: watch::Receiver<bool>) {
    let mut tasks: JoinSet<()> = JoinSet::new();
    let mut of: Vec<(Id, Uuid)> = Vec::new();
    while !*ended.borrow() {
        let wait = match send_round(&worker, &mut tasks, &mut of, &ended).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(error = %error, "messages could not be read: it is tried again");
                worker.poll()
            }
        };
        tokio::select! {
            changed = ended.changed() => if changed.is_err() { break },
            () = tokio::time::sleep(wait) => {}
            () = wake.notified() => {}
            Some(done) = tasks.join_next_with_id(), if !tasks.is_empty() => {
                let id = done.map_or_else(|error| error.id(), |(id, ())| id);
                of.retain(|(known, _)| *known != id);
            }
        }
    }
    while tasks.join_next().await.is_some() {}
}

/// Carries out actions as they become due.
async fn acting(worker: Arc<Worker>, act: Arc<Notify>, mut ended: watch::Receiver<bool>) {
    while !*ended.borrow() {
        if let Err(error) = worker.act_all(&ended).await {
            tracing::warn!(error = %error, "actions were not all carried out: it is tried again");
        }
        tokio::select! {
            changed = ended.changed() => if changed.is_err() { break },
            () = tokio::time::sleep(worker.poll()) => {}
            () = act.notified() => {}
        }
    }
}

/// Begins to send what is due of tenants of which nothing is on its way; gives how long there is nothing else to do.
async fn send_round(
    worker: &Arc<Worker>,
    tasks: &mut JoinSet<()>,
    of: &mut Vec<(Id, Uuid)>,
    ended: &watch::Receiver<bool>,
) -> Result<Duration> {
    let store = &worker.context.store;
    let now = store.now().await?;
    let mut wait = worker.poll();
    for (tenant, due) in store.messages_due().await? {
        if due > now {
            wait = wait.min(Duration::from_millis((due.ms() - now.ms()).unsigned_abs().max(1)));
        } else if tasks.len() < TENANTS_AT_ONCE && !of.iter().any(|(_, busy)| *busy == tenant) {
            let task = tasks.spawn(send_of(worker.clone(), tenant, ended.clone()));
            of.push((task.id(), tenant));
        }
    }
    Ok(wait)
}

/// Sends what is due of a tenant. After a failure it is not its turn again for a while, and it stands in nobody's way.
async fn send_of(worker: Arc<Worker>, tenant: Uuid, mut ended: watch::Receiver<bool>) {
    let of_tenant = worker.context.store.tenant(tenant);
    if let Err(error) = worker.sender.send_until(&worker.context, &of_tenant, &ended).await {
        tracing::warn!(%tenant, error = %error, "messages of a tenant could not be sent: it is tried again");
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => {}
            () = tokio::time::sleep(worker.poll()) => {}
        }
    }
}

/// Wakes the others when something comes, and tells of what another process found.
async fn hear(context: Context, connection: Connection, [woken, wake, act]: [Arc<Notify>; 3]) {
    loop {
        match Changes::listen_to_all(&connection).await {
            Ok(mut changes) => loop {
                match changes.next_of_all().await {
                    Ok(None) => {
                        woken.notify_one();
                        wake.notify_one();
                        act.notify_one();
                    }
                    Ok(Some(tenant)) => {
                        if let Err(error) = of_tenant(&context, tenant).await {
                            tracing::warn!(error = %error, "what was found could not be looked at");
                        }
                        wake.notify_one();
                    }
                    Err(error) => {
                        tracing::warn!(error = %error, "word of what is to be done does not come: it is looked for instead");
                        break;
                    }
                }
            },
            Err(error) => {
                tracing::warn!(error = %error, "word of what is to be done does not come: it is looked for instead")
            }
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}

async fn of_tenant(context: &Context, tenant: Uuid) -> Result<()> {
    let now = context.store.now().await?;
    alerts::update(context, &context.store.tenant(tenant), now).await.map(drop)
}

/// The name of this machine, for people who look at the table.
fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name: String = name.trim().chars().filter(|c| c.is_ascii_graphic()).take(40).collect();
    if name.is_empty() { "worker".to_owned() } else { name }
}
