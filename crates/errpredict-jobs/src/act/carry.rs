//! How an executor is reached: by a signed message, or as a process of this machine.

use std::process::Stdio;
use std::time::Duration;

use errpredict_store::{Executor, RunKind, StoredAction, StoredActionRun};
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};

use crate::alerts::line;
use crate::context::Context;
use crate::send::{Failure, Sender};

/// Seconds that an executor may take, unless it says another number.
pub(super) const TIMEOUT_S: u32 = 60;
/// Bytes of what a command says that are kept, and characters of a line of it.
const MOST_SAID: usize = 64 << 10;
const MOST_LINE: usize = 2_000;

/// Asks an executor for what a run is, and gives what it said.
pub(super) async fn carry_out(
    context: &Context,
    sender: &Sender,
    executor: &Executor,
    action: &StoredAction,
    run: &StoredActionRun,
    service: Option<&str>,
) -> Result<Value, Failure> {
    let timeout = Duration::from_secs(u64::from(executor.timeout_s.unwrap_or(TIMEOUT_S)));
    let advised = &action.advised;
    // Ids and words of lists alone.
    let told = json!({
        "run": run.id,
        "action": action.id,
        "kind": run.kind,
        "action_type": advised.action_type,
        "service": service,
        "approved_by": action.approved_by,
        "asked_by": run.asked_by,
    });
    match (&executor.url, &executor.command) {
        (Some(url), _) => {
            let at = context.store.now().await.map_err(|error| Failure::again(error.to_string()))?;
            let kind = match run.kind {
                RunKind::DryRun => "action.dry_run",
                RunKind::Execute => "action.execute",
                RunKind::RollBack => "action.roll_back",
            };
            let body = json!({"type": kind, "timestamp": at, "data": told}).to_string();
            let secret = executor.secret.as_deref();
            let answer = sender.call(url, secret, (&run.id.to_string(), at), body, timeout).await?;
            Ok(said(&answer))
        }
        (None, Some(name)) => {
            let commands = &context.config.actions.commands;
            let command = commands.get(name).filter(|command| !command.is_empty()).ok_or_else(|| {
                Failure::for_good(format!(
                    "`actions.commands` of this worker's settings has no `{}`",
                    line(name, 60)
                ))
            })?;
            let told = Value::Object(
                // Names of people are no business of a command.
                told.as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(field, _)| !field.ends_with("_by"))
                    .map(|(field, value)| (field.clone(), value.clone()))
                    .collect(),
            );
            process(command, run.kind, &told, timeout).await
        }
        (None, None) => Err(Failure::for_good("the executor has neither an address nor a command")),
    }
}

/// What was said, as JSON where it is JSON, else as a line of text.
fn said(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| line(&String::from_utf8_lossy(bytes), MOST_LINE).into())
}

/// Runs a command of the settings, and no shell. Its environment is `PATH` and the kind of the run. What takes too long is ended with
/// all that it began.
async fn process(
    command: &[String],
    kind: RunKind,
    told: &Value,
    timeout: Duration,
) -> Result<Value, Failure> {
    let (program, arguments) = command.split_first().ok_or_else(|| Failure::for_good("an empty command"))?;
    let mut child = tokio::process::Command::new(program);
    child
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("ERRPREDICT_RUN", kind.name())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    let mut child = child
        .spawn()
        .map_err(|error| Failure::for_good(format!("`{program}` could not be begun: {error}")))?;
    let mut group = Group(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw));
    let failed = |error: std::io::Error| Failure {
        is_unknown: true,
        ..Failure::for_good(format!("`{program}` could not be heard: {error}"))
    };
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ended = {
        let talk = async {
            if let Some(mut stdin) = stdin {
                // Whoever reads nothing is not made to.
                let _ = stdin.write_all(told.to_string().as_bytes()).await;
            }
            tokio::try_join!(drain(stdout, &mut out), drain(stderr, &mut err)).map(drop)
        };
        tokio::pin!(talk);
        let work = async {
            let mut is_heard = false;
            let status = loop {
                tokio::select! {
                    status = child.wait() => break status?,
                    heard = &mut talk, if !is_heard => {
                        heard?;
                        is_heard = true;
                    }
                }
            };
            // What it left behind may hold its pipes for as long as it likes: it is not waited for.
            if !is_heard && let Ok(heard) = tokio::time::timeout(LAST_WORDS, &mut talk).await {
                heard?;
            }
            Ok::<_, std::io::Error>(status)
        };
        tokio::time::timeout(timeout, work).await
    };
    let Ok(ended) = ended else {
        group.end();
        let seconds = timeout.as_secs();
        return Err(Failure {
            is_unknown: true,
            ..Failure::for_good(format!("`{program}` took longer than {seconds} s and was ended"))
        });
    };
    let status = ended.map_err(failed)?;
    // What it left behind on purpose stays.
    group.0 = None;
    if status.success() {
        return Ok(said(&out));
    }
    let words = line(&String::from_utf8_lossy(if err.is_empty() { &out } else { &err }), 500);
    Err(Failure::for_good(format!("`{program}` ended with {status}: {words}")))
}

/// How long is listened to a program that ended. By judgement: what it said is in the pipe by then.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Reads to the end, so that nobody waits for a full pipe, and keeps the first of it.
async fn drain(pipe: Option<impl AsyncRead + Unpin>, kept: &mut Vec<u8>) -> std::io::Result<()> {
    let Some(mut pipe) = pipe else { return Ok(()) };
    let mut some = [0; 8_192];
    loop {
        let n = pipe.read(&mut some).await?;
        if n == 0 {
            return Ok(());
        }
        kept.extend_from_slice(&some[..n.min(MOST_SAID - kept.len())]);
    }
}

/// A program and all that it began: ended together, also where whoever waits for it is gone.
struct Group(Option<Pid>);

impl Group {
    fn end(&mut self) {
        if let Some(group) = self.0.take()
            && let Err(error) = kill_process_group(group, Signal::KILL)
        {
            tracing::warn!(error = %error, "what a command began could not be ended");
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(command: &[&str], timeout_s: u64) -> Result<Value, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let command: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        let told = json!({"service": "$(reboot); `x` \"; rm -rf / #"});
        runtime.block_on(process(&command, RunKind::DryRun, &told, Duration::from_secs(timeout_s)))
    }

    #[test]
    fn a_command_reads_what_it_is_told_and_nothing_is_a_shell() {
        // What is told comes back as it was: nothing was made of it.
        assert_eq!(run(&["cat"], 10).unwrap(), json!({"service": "$(reboot); `x` \"; rm -rf / #"}));
        // Arguments are those of the settings, signs and all.
        assert_eq!(run(&["echo", "$HOME", ";", "true"], 10).unwrap(), json!("$HOME ; true"));
        let environment = run(&["env"], 10).unwrap();
        let environment = environment.as_str().unwrap();
        assert!(
            environment.contains("ERRPREDICT_RUN=dry_run") && !environment.contains("HOME="),
            "{environment}"
        );
        let failed = run(&["false"], 10).unwrap_err();
        assert!(failed.said.contains("exit status: 1"), "{}", failed.said);
        assert!(run(&["/no/such/program"], 10).unwrap_err().said.contains("could not be begun"));
        let long = run(&["sleep", "30"], 1).unwrap_err();
        assert!(long.said.contains("took longer than 1 s") && long.is_unknown, "{}", long.said);
        assert!(!failed.is_unknown, "it said itself that it failed");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test of how long it waits")]
    fn who_says_much_is_heard_to_the_end_and_what_it_began_is_ended_with_it() {
        // More than a pipe and more than is kept.
        let much =
            run(&["sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero >&2"], 20);
        assert_eq!(much.unwrap().as_str().unwrap().chars().count(), MOST_LINE + 1);
        // What it leaves behind holds its pipes, and nobody waits for that.
        let began = std::time::Instant::now();
        assert_eq!(run(&["sh", "-c", "sleep 20 & echo done"], 30).unwrap(), json!("done"));
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        // Ended by the clock, its children are ended as well.
        let mark = std::env::temp_dir().join(format!("errpredict-carry-{}", std::process::id()));
        let script = format!("(sleep 3; echo x > {}) & wait", mark.display());
        assert!(run(&["sh", "-c", &script], 1).unwrap_err().is_unknown);
        std::thread::sleep(Duration::from_secs(3));
        assert!(!mark.exists(), "its child went on");
    }
}
